//! Headings wherever they stand, and the section tree they make.
//!
//! A heading may fill its line, run into its paragraph (`一、概述。2017年…`), or stand in the middle
//! of a text that was flattened from a page (`…联系。一、概述2015年…`). Only a heading at the start
//! of a line is taken on its number alone; inside a line its number must fit the one before it and
//! its words must be a title, so that the rows of a table (一、本年新收…) never become chapters.

mod marker;
mod title;

pub use marker::{Marker, NumberStyle};
pub use title::{Vocabulary, key, similarity};

use crate::document::{Block, BlockKind, Section};
use crate::fold::Folded;
use crate::reader::{Part, PartKind};
use crate::text::{Span, cut, from};

/// After these a heading may follow inside a line.
const BOUNDARIES: [char; 9] = ['。', '！', '？', '；', '）', '》', '”', '：', '>'];
/// These end the title of a run-in heading.
const TITLE_STOPS: [char; 6] = ['。', '：', '；', '！', '？', '\n'];
/// Characters in the longest title of a run-in heading that is not a known chapter.
const TITLE_MAX: usize = 40;
/// What an unknown title inside a line must end with to be believed.
const TITLE_ENDINGS: [&str; 14] = [
    "情况",
    "问题",
    "措施",
    "事项",
    "打算",
    "数量",
    "类别",
    "形式",
    "方面",
    "附件",
    "附表",
    "概述",
    "说明",
    "统计表",
];

/// Cuts the parts of a text into blocks and finds its sections.
pub(crate) fn build(
    folded: &Folded,
    parts: &[Part],
    vocabulary: &Vocabulary,
) -> (Vec<Block>, Vec<Section>) {
    let mut outliner =
        Outliner { folded, vocabulary, blocks: Vec::new(), sections: Vec::new(), last: [0; 5] };
    for part in parts {
        outliner.part(part);
    }
    let Outliner { mut blocks, mut sections, .. } = outliner;
    promote_chapter_style(&mut sections, folded, vocabulary);
    nest(&mut sections, folded);
    for block in &mut blocks {
        let at = sections.partition_point(|it| it.heading.start() <= block.span.start());
        block.section = at.checked_sub(1);
    }
    (blocks, sections)
}

struct Outliner<'a> {
    folded: &'a Folded,
    vocabulary: &'a Vocabulary,
    blocks: Vec<Block>,
    sections: Vec<Section>,
    /// The last number met of each style, reset when an outer one goes on.
    last: [u32; 5],
}

/// A heading found in a paragraph; offsets are relative to the paragraph's folded text.
struct Heading {
    marker: Option<Marker>,
    title: Span,
    level: Option<u8>,
}

impl Outliner<'_> {
    fn part(&mut self, part: &Part) {
        let folded = self.folded.to_folded(part.span);
        let text = self.folded.slice(folded);
        match part.kind {
            PartKind::Row => self.push_block(BlockKind::Row, folded, true),
            PartKind::Heading(level) => {
                let heading = markdown_heading(text, level);
                self.push_heading(&heading, folded, true);
            }
            PartKind::Prose => self.prose(folded, text, part.at_line_start),
        }
    }

    fn prose(&mut self, folded: Span, text: &str, at_line_start: bool) {
        let base = folded.start();
        let mut done = 0;
        let mut boundaries = boundaries(text).peekable();
        let mut next = Some(0);
        while let Some(at) = next {
            let first = at == 0 && at_line_start;
            if let Some(heading) = self.heading(from(text, at), first) {
                let before = Span::new(base + done, base + at);
                self.push_block(BlockKind::Paragraph, before, done == 0 && at_line_start);
                self.push_heading(&heading, Span::new(base + at, folded.end()), first);
                done = at + heading.end();
                // Another heading may follow directly: 二、主动公开情况（一）数量.
                next = (heading.end() > 0).then_some(done);
                continue;
            }
            while boundaries.next_if(|&boundary| boundary <= at).is_some() {}
            next = boundaries.next();
        }
        let rest = Span::new(base + done, folded.end());
        self.push_block(BlockKind::Paragraph, rest, done == 0 && at_line_start);
    }

    /// The heading that `rest` begins with.
    fn heading(&self, rest: &str, first: bool) -> Option<Heading> {
        let Some(marker) = marker::read(rest) else {
            let whole = rest.trim_end();
            let known =
                first && whole.chars().count() <= TITLE_MAX && self.vocabulary.is_title(whole);
            let title = Span::new(0, whole.len());
            return known.then_some(Heading { marker: None, title, level: Some(1) });
        };
        let start = marker.span.end();
        let words = from(rest, start);
        if words.is_empty() || self.vocabulary.is_row(words) || is_contents_line(words) {
            return None;
        }
        let title = self.title(words).shift(start);
        let accepted =
            if first { true } else { self.fits_inside_line(&marker, words, cut(rest, title)) };
        accepted.then_some(Heading { marker: Some(marker), title, level: None })
    }

    /// Extent of the title that `words` begin with; empty where it cannot be told.
    fn title(&self, words: &str) -> Span {
        let line = words.trim_end_matches(['。', '：', '，', '、', '；']);
        if line.chars().count() <= TITLE_MAX && !line.contains(TITLE_STOPS) {
            let inner = self.vocabulary.title_at(line).filter(|&end| runs_on(from(line, end)));
            return Span::new(0, inner.unwrap_or(line.len()));
        }
        if let Some(end) = self.vocabulary.title_at(words) {
            return Span::new(0, end);
        }
        title::until(words, &TITLE_STOPS, TITLE_MAX)
            .map_or(Span::at(0), |title| Span::new(0, title.len()))
    }

    /// Whether a number inside a line opens a section: it goes on where the last one of its kind
    /// stopped, and a chapter also has the words of one.
    fn fits_inside_line(&self, marker: &Marker, words: &str, title: &str) -> bool {
        let last = self.last.get(marker.style as usize).copied().unwrap_or(0);
        let next = marker.value == last + 1;
        match marker.style {
            NumberStyle::Han => {
                self.vocabulary.title_at(words).is_some()
                    || next && TITLE_ENDINGS.iter().any(|ending| title.ends_with(ending))
            }
            _ => next && words.starts_with(crate::text::is_han) && !marker.half_open,
        }
    }

    fn push_block(&mut self, kind: BlockKind, folded: Span, at_line_start: bool) {
        if self.folded.slice(folded).trim().is_empty() {
            return;
        }
        let span = self.folded.to_source(folded);
        self.blocks.push(Block { kind, span, folded, section: None, at_line_start });
    }

    fn push_heading(&mut self, heading: &Heading, place: Span, first: bool) {
        let at = place.start();
        let folded = Span::new(at, at + heading.end());
        let marker = heading.marker.clone().map(|marker| {
            self.count(marker.style, marker.value);
            let span = self.folded.to_source(marker.span.shift(at));
            Marker { span, ..marker }
        });
        let style_level = marker.as_ref().map_or(1, |marker| marker.style as u8 + 1);
        let rest = self.folded.slice(Span::new(folded.end(), place.end()));
        let section = Section {
            marker,
            title: self.folded.to_source(heading.title.shift(at)),
            level: heading.level.unwrap_or(style_level),
            parent: None,
            heading: self.folded.to_source(folded),
            own: Span::at(0),
            whole: Span::at(0),
            run_in: rest.chars().any(|char| !char.is_whitespace() && !TITLE_STOPS.contains(&char)),
            at_line_start: first,
        };
        self.sections.push(section);
        self.push_block(BlockKind::Heading, folded, first);
    }

    fn count(&mut self, style: NumberStyle, value: u32) {
        for (index, last) in self.last.iter_mut().enumerate() {
            if index == style as usize {
                *last = value;
            } else if index > style as usize {
                *last = 0;
            }
        }
    }
}

impl Heading {
    fn end(&self) -> usize {
        self.title.end().max(self.marker.as_ref().map_or(0, |marker| marker.span.end()))
    }
}

/// Folded offsets after which a heading may begin inside a line.
fn boundaries(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices()
        .filter(|(_, char)| BOUNDARIES.contains(char))
        .map(|(at, char)| at + char.len_utf8())
        .filter(|&at| at < text.len())
}

/// A heading of Markdown: the first level is the title of the whole and no section.
fn markdown_heading(text: &str, level: u8) -> Heading {
    let marker = marker::read(text);
    let start = marker.as_ref().map_or(0, |marker| marker.span.end());
    let end = text.trim_end_matches(['。', '：', '，', '、', '；', '\n']).len();
    let title = Span::new(start, end);
    let level = if marker.is_some() { None } else { Some(level.saturating_sub(1).max(1)) };
    Heading { marker, title, level }
}

/// A line of a table of contents: dots or blanks and a page number at its end.
fn is_contents_line(words: &str) -> bool {
    let body = words.trim_end_matches(|char: char| char.is_ascii_digit());
    body.len() < words.len() && body.ends_with(['.', '…', '·', '-', '—'])
}

/// Whether text goes on after a known title on its line, so that the line is not the title alone.
fn runs_on(rest: &str) -> bool {
    rest.starts_with(|char: char| char.is_ascii_digit())
        || rest.starts_with("本") && rest.chars().count() > 6
}

/// Some reports number their chapters （一） or 1.; the style whose titles are chapters is level 1.
fn promote_chapter_style(sections: &mut [Section], folded: &Folded, vocabulary: &Vocabulary) {
    let mut hits = [0_usize; 5];
    for section in sections.iter() {
        let Some(marker) = &section.marker else { continue };
        if vocabulary.is_title(folded.of(section.title))
            && let Some(hit) = hits.get_mut(marker.style as usize)
        {
            *hit += 1;
        }
    }
    let best = hits.iter().enumerate().max_by_key(|&(index, &hit)| (hit, std::cmp::Reverse(index)));
    let Some((style, &count)) = best else { return };
    if style == NumberStyle::Han as usize || count < 3 || hits.first().is_some_and(|&han| han > 0) {
        return;
    }
    for section in sections {
        let Some(marker) = &section.marker else { continue };
        section.level = if marker.style as usize == style { 1 } else { section.level.max(2) };
    }
}

/// Sets parents and extents from the levels.
fn nest(sections: &mut [Section], folded: &Folded) {
    let end = folded.to_source(Span::new(0, folded.as_str().len())).end();
    let heads: Vec<(usize, u8)> =
        sections.iter().map(|it| (it.heading.start(), it.level)).collect();
    let mut open: Vec<(usize, u8)> = Vec::new();
    for (index, section) in sections.iter_mut().enumerate() {
        open.retain(|&(_, level)| level < section.level);
        section.parent = open.last().map(|&(parent, _)| parent);
        open.push((index, section.level));
        let later = heads.get(index + 1..).unwrap_or_default();
        let start = section.heading.start();
        section.own = Span::new(start, later.first().map_or(end, |&(next, _)| next));
        section.whole = Span::new(start, end);
    }
    close(sections);
}

/// Ends each section where the next one of its own or an outer level begins.
fn close(sections: &mut [Section]) {
    let mut next_start = [usize::MAX; 8];
    for section in sections.iter_mut().rev() {
        let level = usize::from(section.level).min(7);
        let end = next_start.iter().take(level + 1).min().copied().unwrap_or(usize::MAX);
        section.whole = Span::new(section.whole.start(), section.whole.end().min(end));
        if let Some(slot) = next_start.get_mut(level) {
            *slot = section.heading.start();
        }
    }
}
