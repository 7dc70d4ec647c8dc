//! The clause around a marked place instead of the whole paragraph, which is one line here.
//!
//! miette draws whole lines and names byte columns. This source gives it a short text of its own
//! making in place of the document: one row for each neighbourhood of marks, cut at stops, made
//! safe to show, with the true line and the column in characters.

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::escape;
use super::look::Look;
use super::window::{Marked, Sides, clusters, digits};
use crate::origin::Origin;
use crate::report::Severity;
use crate::text::{Span, Text, cut, trim};

/// Rows of one picture; further places are named in words.
const MAX_ROWS: usize = 4;

/// What a picture says above the excerpt.
#[derive(Clone, Debug)]
pub(crate) struct Headline<'a> {
    pub severity: Severity,
    /// Severity and code in words.
    pub lead: &'a str,
    pub message: &'a str,
}

/// Draws the marked places of a text, whose lines and columns count in its origin; the first is the
/// primary one.
pub(crate) fn draw(
    look: Look,
    headline: &Headline<'_>,
    path: &str,
    (text, origin): (&Text, &Origin),
    marks: &[Marked],
) -> String {
    let room = look.width.saturating_sub(look.width_of(headline.lead) + 3);
    let rest = look.width.saturating_sub(4);
    let message = look.wrap(&look.shown(headline.message), room, rest).join("\n");
    let excerpt = Excerpt::new(look, path, (text, origin), marks);
    let picture = Picture { message, severity: headline.severity, excerpt };
    let handler = GraphicalReportHandler::new_themed(theme(look, headline.lead))
        .with_links(false)
        .with_context_lines(0)
        .with_wrap_lines(false)
        .with_width(look.width);
    let mut drawn = String::new();
    // Writing to a string cannot fail; the excerpt answers for every label it gives.
    let _ = handler.render_report(&mut drawn, &picture);
    let drawn = look.finished(&drawn);
    let lines: Vec<&str> = drawn.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned() + "\n"
}

fn theme(look: Look, lead: &str) -> GraphicalTheme {
    let mut characters =
        if look.wide { ThemeCharacters::ascii() } else { ThemeCharacters::unicode() };
    for icon in [&mut characters.error, &mut characters.warning, &mut characters.advice] {
        lead.clone_into(icon);
    }
    let styles = if look.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    GraphicalTheme { characters, styles }
}

/// A diagnostic as miette takes it.
#[derive(Debug)]
struct Picture {
    message: String,
    severity: Severity,
    excerpt: Excerpt,
}

impl std::fmt::Display for Picture {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Picture {}

impl Diagnostic for Picture {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let shown = self.excerpt.rows.iter().flat_map(|row| &row.marks);
        Some(Box::new(shown.map(|mark| {
            LabeledSpan::new(mark.label.clone(), mark.place.start(), mark.place.len())
        })))
    }
}

/// Rows cut from a text.
#[derive(Debug)]
struct Excerpt {
    name: String,
    canvas: String,
    rows: Vec<Row>,
}

/// One row of the canvas.
#[derive(Debug)]
struct Row {
    place: Span,
    line: usize,
    marks: Vec<RowMark>,
}

/// A mark on the canvas, with the column its place has in the text.
#[derive(Debug)]
struct RowMark {
    place: Span,
    column: usize,
    label: Option<String>,
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let span = Span::new(span.offset(), span.offset() + span.len());
        // A span over two rows is refused, and miette keeps them apart.
        let row = self.rows.iter().find(|row| row.place.contains(span));
        let row = row.ok_or(MietteError::OutOfBounds)?;
        let mark = row.marks.iter().find(|mark| mark.place.start() == span.start());
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            cut(&self.canvas, row.place).as_bytes(),
            (row.place.start(), row.place.len()).into(),
            row.line,
            mark.map_or(0, |mark| mark.column - 1),
            1,
        )))
    }
}

impl Excerpt {
    fn new(look: Look, path: &str, (text, origin): (&Text, &Origin), marks: &[Marked]) -> Self {
        let mut clusters = clusters(look, text, marks);
        clusters.truncate(MAX_ROWS);
        let mut excerpt = Self { name: String::new(), canvas: String::new(), rows: Vec::new() };
        for cluster in &clusters {
            excerpt.push(look, (text, origin), cluster);
        }
        // Room for the frame and for `:line:column`.
        let lines = origin.locate(text, Span::at(0)).0.line_count();
        let room = look.width.saturating_sub(8 + 2 * digits(lines) + 7);
        excerpt.name = look.drawable(&look.tail(&look.shown(path), room));
        excerpt
    }

    fn push(&mut self, look: Look, (text, origin): (&Text, &Origin), cluster: &[Marked]) {
        let Some((first, last)) = cluster.first().zip(cluster.last()) else { return };
        let whole = text.line(text.line_at(first.span.start()));
        let whole = trim(text.as_str(), whole);
        let line = origin.position(text, first.span).line - 1;
        let core = first.span.cover(last.span);
        let whole = whole.cover(core);
        let sides = Sides::around(look, text, whole, core, cluster);
        let start = self.canvas.len();
        self.write(look, if sides.left.start() > whole.start() { "…" } else { "" });
        self.write(look, text.slice(sides.left));
        let mut marks: Vec<RowMark> = Vec::new();
        let mut at = core.start();
        for mark in cluster {
            self.write(look, text.slice(Span::new(at, mark.span.start())));
            let from = self.canvas.len();
            self.write_core(look, text.slice(mark.span), sides.core_max);
            marks.push(RowMark {
                place: Span::new(from, self.canvas.len()),
                column: origin.position(text, mark.span).column,
                label: mark
                    .label
                    .as_deref()
                    .map(|it| look.drawable(&look.head(it, sides.label_max))),
            });
            at = mark.span.end();
        }
        self.write(look, text.slice(sides.right));
        self.write(look, if sides.right.end() < whole.end() { "…" } else { "" });
        // An empty mark at the end of a row needs a place of its own.
        self.canvas.push(' ');
        let place = Span::new(start, self.canvas.len());
        self.canvas.push('\n');
        self.rows.push(Row { place, line, marks: without_repeats(marks) });
    }

    fn write(&mut self, look: Look, words: &str) {
        self.append(look, &look.shown(words));
    }

    fn append(&mut self, look: Look, shown: &str) {
        let shown = escape::behind(&self.canvas, shown);
        self.canvas.push_str(&look.drawable(&shown));
    }

    /// Writes marked words, the middle left out where they are too long.
    fn write_core(&mut self, look: Look, words: &str, most: usize) {
        let shown = look.shown(words);
        if look.width_of(&shown) <= most {
            return self.append(look, &shown);
        }
        let head = look.head(&shown, most * 2 / 3);
        let tail = look.tail(&shown, most / 3);
        self.append(look, &(head + tail.trim_start_matches('…')));
    }
}

/// Of the last marks with one label only the first keeps it; miette draws a stem to nowhere from
/// bare marks that others follow.
fn without_repeats(mut marks: Vec<RowMark>) -> Vec<RowMark> {
    let last = marks.last().and_then(|mark| mark.label.clone());
    let apart = marks.iter().rposition(|mark| mark.label != last).map_or(0, |at| at + 1);
    for mark in marks.iter_mut().skip(apart + 1) {
        mark.label = None;
    }
    marks
}
