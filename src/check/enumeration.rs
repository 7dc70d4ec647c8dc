//! `enumeration`: list numbers run on without a gap (列举序次连续): 一是…二是…, （一）…（二）….
//!
//! Lists inside lists are right, and a list may begin anew. Chapters have a rule of their own. A
//! number that stands somewhere in the text between was not lost, only not taken for a heading.

use serde::Deserialize;

use super::prose::written;
use super::{Kind, Message, message};
use crate::document::{Document, Section};
use crate::engine::Context;
use crate::outline::{Marker, NumberStyle};
use crate::report::{Finding, Label, Outcome, Why};
use crate::text::{Span, before, from};

/// Parameters of `[check.enumeration]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Enumeration {
    /// What follows a number in running text: 是 as in 一是.
    after: Vec<String>,
    /// Words that may stand for the first number: 首先.
    first: Vec<String>,
}

const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
/// After these a number in running text begins a list point.
const BOUNDARIES: [char; 8] = ['，', '。', '；', '：', '！', '、', '）', '\n'];
/// Lists open at once.
const DEPTH: usize = 4;

/// A list number in the text.
#[derive(Clone, Copy)]
struct Point {
    /// Which of the words after it.
    word: usize,
    value: u32,
    /// Folded place.
    place: Span,
    /// The last heading before it.
    section: Option<usize>,
    /// Whether the heading itself begins with it: （一）一是….
    leads: bool,
}

impl Kind for Enumeration {
    fn messages(&self) -> &'static [Message] {
        const VALUES: &[&str] = &["found", "expected"];
        const MESSAGES: &[Message] =
            &[message("", VALUES), message("repeated", VALUES), message("no-first", VALUES)];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let points = self.points(cx.doc);
        let numbered = cx.doc.sections.iter().any(|it| it.level > 1 && it.marker.is_some());
        if points.is_empty() && !numbered {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let mut findings = self.in_text(cx, &points);
        findings.extend(headings(cx));
        findings.sort_by_key(|it| it.primary.span);
        Outcome::of(findings)
    }
}

impl Enumeration {
    /// Numbers of lists in running text.
    fn points(&self, doc: &Document) -> Vec<Point> {
        let mut points = Vec::new();
        for block in written(doc) {
            let text = doc.folded.slice(block.folded);
            let mut boundary = true;
            for (at, char) in text.char_indices() {
                let begins = boundary || doc.folded.gap_before(block.folded.start() + at);
                if begins && let Some(value) = numeral(char) {
                    let end = at + char.len_utf8();
                    let word = self.after.iter().position(|it| from(text, end).starts_with(it.as_str()));
                    let place = Span::new(at, end).shift(block.folded.start());
                    let leads = leads(doc, block.section, place);
                    let section = block.section;
                    points.extend(word.map(|word| Point { word, value, place, section, leads }));
                }
                boundary = BOUNDARIES.contains(&char);
            }
        }
        points
    }

    fn in_text(&self, cx: &Context<'_>, points: &[Point]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut open: Vec<Point> = Vec::new();
        for &point in points {
            open.retain(|it| it.section == point.section || it.leads && point.leads);
            if point.value == 1 {
                open.truncate(DEPTH);
                open.push(point);
                continue;
            }
            let goes_on = open.iter().rposition(|it| it.word == point.word && it.value + 1 == point.value);
            if let Some(at) = goes_on {
                open.truncate(at);
            } else {
                findings.extend(self.slip(cx, &open, point));
                open.retain(|it| it.word != point.word);
            }
            open.push(point);
        }
        findings
    }

    fn slip(&self, cx: &Context<'_>, open: &[Point], point: Point) -> Option<Finding> {
        let last = open.iter().rev().find(|it| it.word == point.word);
        let word = self.after.get(point.word)?;
        let name = |value: u32| NUMERALS.get(usize::try_from(value).ok()?.checked_sub(1)?).map(|it| format!("{it}{word}"));
        let place = Span::new(point.place.start(), point.place.end() + word.len());
        let Some(last) = last else {
            let headless = !self.has_first(cx, point);
            return headless.then(|| finding(cx, place, name(1).unwrap_or_default(), None).variant("no-first"));
        };
        let expected = name(last.value + 1)?;
        let found = finding(cx, place, expected, Some(last.place));
        (point.value >= last.value).then_some(())?;
        Some(if point.value == last.value { found.variant("repeated") } else { found })
    }

    /// Whether something in the section before `point` stands for the first number.
    fn has_first(&self, cx: &Context<'_>, point: Point) -> bool {
        let section = point.section.and_then(|it| cx.doc.sections.get(it));
        let start = section.map_or(0, |it| cx.doc.folded.to_folded(it.heading).start());
        let text = crate::text::cut(cx.doc.folded.as_str(), Span::new(start, point.place.start()));
        let words = self.after.get(point.word).map_or("", String::as_str);
        let begins = |(at, one): (usize, &str)| {
            let after = from(text, at + one.len());
            after.starts_with(words) || before(text, at).ends_with(BOUNDARIES) || at == 0
        };
        text.match_indices('一').any(begins)
            || self.first.iter().any(|word| text.contains(word.as_str()))
    }
}

/// Whether the title of `section` begins at `place`: such numbers run on from heading to heading.
fn leads(doc: &Document, section: Option<usize>, place: Span) -> bool {
    let title = section.and_then(|index| doc.sections.get(index)).map(|it| it.title);
    title.is_some_and(|title| title.start() == doc.folded.to_source(place).start())
}

fn numeral(char: char) -> Option<u32> {
    NUMERALS.iter().zip(1..).find(|&(&it, _)| it == char).map(|(_, value)| value)
}

/// Numbered headings below the chapters.
fn headings(cx: &Context<'_>) -> Vec<Finding> {
    let sections = &cx.doc.sections;
    let tables = chapters_with_figures(cx.doc);
    let mut last: Vec<(usize, &Section)> = Vec::new();
    let mut findings = Vec::new();
    let mut chapter = None;
    for section in sections {
        chapter = if section.level == 1 { Some(section.heading) } else { chapter };
        let Some(marker) = &section.marker else { continue };
        let depth = marker.style as usize;
        let same = |it: &(usize, &Section)| it.0 == depth && it.1.parent == section.parent;
        let before = last.iter().rev().find(|it| same(it)).map(|it| it.1);
        let judged = section.level > 1
            && marker.style != NumberStyle::Han
            && section.at_line_start
            && !tables.contains(&chapter);
        if judged {
            findings.extend(heading_slip(cx, section, marker, before));
        }
        last.retain(|it| it.0 < depth);
        last.push((depth, section));
    }
    findings
}

/// Chapters with rows of a table that were read as headings: such a heading ends with figures.
fn chapters_with_figures(doc: &Document) -> Vec<Option<Span>> {
    let mut chapter = None;
    let mut found = Vec::new();
    for section in &doc.sections {
        chapter = if section.level == 1 { Some(section.heading) } else { chapter };
        let row = doc.words(section.heading).ends_with(|char: char| char.is_ascii_digit());
        if row && found.last() != Some(&chapter) {
            found.push(chapter);
        }
    }
    found
}

fn heading_slip(cx: &Context<'_>, section: &Section, marker: &Marker, before: Option<&Section>) -> Option<Finding> {
    let last = before.and_then(|it| it.marker.as_ref());
    let expected = last.map_or(0, |it| it.value) + 1;
    if marker.value == expected || marker.value == 1 || marker.value + 1 < expected {
        return None;
    }
    let name = label(marker.style, expected)?;
    let start = match (before, section.parent.and_then(|it| cx.doc.sections.get(it))) {
        (Some(before), _) => before.heading.end(),
        (None, Some(parent)) => parent.heading.start(),
        (None, None) => 0,
    };
    let between = cx.doc.plain(Span::new(start, section.heading.start()));
    let bare = name.trim_matches(['（', '）', '.']);
    let unseen = marker.value == expected - 1
        || !between.match_indices(bare).any(|(at, it)| from(between, at + it.len()).starts_with(['）', '、', '.', '．', '，']));
    let place = cx.doc.folded.to_folded(marker.span);
    let related = last.map(|it| cx.doc.folded.to_folded(it.span));
    unseen.then(|| {
        let found = finding(cx, place, name, related);
        match last {
            None => found.variant("no-first"),
            Some(last) if last.value == marker.value => found.variant("repeated"),
            Some(_) => found,
        }
    })
}

/// How a list number is written.
fn label(style: NumberStyle, value: u32) -> Option<String> {
    let han = || NUMERALS.get(usize::try_from(value).ok()?.checked_sub(1)?);
    match style {
        NumberStyle::HanParen => han().map(|it| format!("（{it}）")),
        NumberStyle::Arabic => Some(format!("{value}.")),
        NumberStyle::ArabicParen => Some(format!("（{value}）")),
        NumberStyle::Han | NumberStyle::Circled => None,
    }
}

fn finding(cx: &Context<'_>, folded: Span, expected: String, before: Option<Span>) -> Finding {
    let span = cx.doc.folded.to_source(folded);
    let found = Finding::at(span).value("found", cx.doc.words(span)).value("expected", expected);
    match before {
        Some(before) => found.related(cx.doc.folded.to_source(before), Label::Other),
        None => found,
    }
}
