//! The signature (落款): who signed and when, wherever a report puts it.
//!
//! Looked for at the end of the text and before every attachment and table, since what is
//! attached comes after the signature; then under the title; a page line such as
//! 发布日期：2018-01-15 comes last and is no signature, only a sign of a date.

mod line;
#[cfg(test)]
mod tests;

use self::line::Reader;
use super::dates::{DateForm, DateMention};
use super::title::Title;
use crate::document::{Block, BlockKind, Document};
use crate::text::{Span, before};

/// Who signed a report, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// The body that signed.
    pub body: Option<Span>,
    /// The date of signature (成文日期), or that of a page line.
    pub date: Option<DateMention>,
    /// Where the date stands, or the body where there is no date.
    pub place: Place,
}

/// Where a signature stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// After the text.
    End,
    /// Under the title, or in brackets behind it.
    UnderTitle,
    /// A line of the page: it tells when a page was put up, not when the report was signed.
    PageLine,
}

/// What was found in one stretch of lines: the body, and the index of the date.
#[derive(Clone, Copy, Default, Debug)]
struct Found {
    body: Option<Span>,
    date: Option<usize>,
}

/// Lines before the end of the text, or before an attachment, in which a signature stands.
const TAIL_LINES: usize = 8;
/// Lines after the title in which its date stands.
const TITLE_LINES: usize = 3;
/// Lines at the head and at the end that may belong to the page.
const PAGE_LINES: usize = 10;
/// Lines of a signature: several bodies may sign together.
const BODY_LINES: usize = 3;

/// Names that page lines give their date.
const PAGE_LABELS: [&str; 12] = [
    "发布时间",
    "发布日期",
    "发表时间",
    "更新时间",
    "更新日期",
    "公开日期",
    "生成日期",
    "发文日期",
    "成文日期",
    "录入时间",
    "时间",
    "日期",
];

/// The signature of `doc`, whose folded dates are `dates`; places are led back to the source.
pub(super) fn find(doc: &Document, titles: &[Title], dates: &[DateMention]) -> Option<Signature> {
    let name = titles.iter().map(|it| it.name.as_str()).find(|it| !it.is_empty());
    let reader = Reader { text: doc.folded.as_str(), dates, name: name.unwrap_or_default() };
    let lines: Vec<&Block> = doc.blocks.iter().filter(|it| it.kind != BlockKind::Row).collect();
    let search = Search { doc, titles, reader, lines };
    let (under, body_start) = search.under_title();
    let end = search.at_end(body_start);
    let page = search.page_line();
    let (date, place) = match (end.date, under.date, page) {
        (Some(date), ..) if search.is_page_date(end, date) => (Some(date), Place::PageLine),
        (Some(date), ..) => (Some(date), Place::End),
        (_, Some(date), _) if search.is_page_date(under, date) => (Some(date), Place::PageLine),
        (_, Some(date), _) => (Some(date), Place::UnderTitle),
        (.., Some(date)) => (Some(date), Place::PageLine),
        _ if end.body.is_none() => (None, Place::UnderTitle),
        _ => (None, Place::End),
    };
    let body = end.body.or(under.body);
    let source = |span: Span| doc.folded.to_source(span);
    let date = date.and_then(|it| dates.get(it)).map(|it| it.clone().map(&source));
    let signed = body.is_some() || date.is_some();
    signed.then(|| Signature { body: body.map(source), date, place })
}

struct Search<'a> {
    doc: &'a Document,
    titles: &'a [Title],
    reader: Reader<'a>,
    /// Headings and paragraphs in order.
    lines: Vec<&'a Block>,
}

impl Search<'_> {
    /// The signature under the title, and the index of the first line that may belong to the text.
    fn under_title(&self) -> (Found, usize) {
        let mut found = Found::default();
        let mut start = 0;
        for title in self.titles {
            let first = self.lines.partition_point(|it| it.span.start() < title.span.end());
            start = start.max(first);
            let folded = self.doc.folded.to_folded(title.span);
            found.date = found.date.or_else(|| self.reader.date_at_end(folded));
            for (index, line) in self.lines.iter().enumerate().skip(first).take(TITLE_LINES) {
                let read = self.reader.whole(line.folded);
                let Some(read) = read.filter(|_| line.kind == BlockKind::Paragraph) else { break };
                found.body = found.body.or(read.body);
                found.date = found.date.or(read.date);
                start = start.max(index + 1);
            }
        }
        // A name under the title without a date is the second line of the title.
        if found.date.is_none() {
            found.body = None;
        }
        (found, start)
    }

    /// The signature after the text: before the end, or before what is attached.
    fn at_end(&self, start: usize) -> Found {
        let last_section = self.doc.sections.last().map_or(0, |it| it.heading.start());
        let mut anchors = self.anchors(start);
        anchors.reverse();
        let dated = anchors.iter().map(|&anchor| self.before(start, anchor));
        if let Some(found) = dated.into_iter().find(|found| found.date.is_some()) {
            return found;
        }
        let late = |anchor: &&usize| {
            **anchor == self.lines.len()
                || self.lines.get(**anchor).is_some_and(|it| it.span.start() >= last_section)
        };
        let bodies = anchors.iter().filter(late).map(|&anchor| self.body_before(start, anchor));
        Found { body: bodies.into_iter().flatten().next(), date: None }
    }

    /// Indices of lines before which a signature may stand, in order.
    fn anchors(&self, start: usize) -> Vec<usize> {
        let lines = self.lines.iter().enumerate().skip(start);
        let attached = lines.filter(|(_, line)| line::opens_attachment(self.words(line)));
        let mut anchors: Vec<usize> = attached.map(|(index, _)| index).collect();
        let tables = self.doc.tables.iter().map(|table| table.span.start());
        anchors.extend(tables.map(|at| self.lines.partition_point(|it| it.span.start() < at)));
        anchors.push(self.lines.len());
        anchors.sort_unstable();
        anchors.dedup();
        anchors.retain(|&anchor| anchor > start);
        anchors
    }

    /// Date and body in the lines before line `anchor`.
    fn before(&self, start: usize, anchor: usize) -> Found {
        let from = start.max(anchor.saturating_sub(TAIL_LINES));
        for index in (from..anchor).rev() {
            let Some(line) = self.lines.get(index) else { continue };
            let read = self.reader.whole(line.folded).or_else(|| self.reader.tail(line.folded));
            let Some(read) = read.filter(|it| it.date.is_some()) else { continue };
            let above = || self.body_above(from, index);
            let below = || self.body_in(index + 1, anchor.min(index + 2));
            return Found { body: read.body.or_else(above).or_else(below), date: read.date };
        }
        Found::default()
    }

    /// The body right above the date of line `index`, the uppermost where several sign.
    fn body_above(&self, from: usize, index: usize) -> Option<Span> {
        let first = from.max(index.saturating_sub(BODY_LINES));
        let lines = self.lines.get(first..index)?.iter().rev();
        let mut bodies = lines
            .map_while(|line| self.reader.signer(line.folded, line.kind == BlockKind::Heading));
        bodies.next()
    }

    fn body_before(&self, start: usize, anchor: usize) -> Option<Span> {
        self.body_in(start.max(anchor.saturating_sub(TAIL_LINES)), anchor)
    }

    /// The last line of those from `first` to `end` that is the name of a body.
    fn body_in(&self, first: usize, end: usize) -> Option<Span> {
        let lines = self.lines.get(first..end)?.iter().rev();
        lines
            .filter(|line| line.kind == BlockKind::Paragraph)
            .find_map(|line| self.reader.whole(line.folded).and_then(|read| read.body))
    }

    /// A date that stands alone in the form of web pages.
    fn is_page_date(&self, found: Found, date: usize) -> bool {
        let form = self.reader.dates.get(date).map(|date| date.form);
        found.body.is_none() && matches!(form, Some(DateForm::Dashed | DateForm::Slashed))
    }

    /// The date of a page line at the head or at the end.
    fn page_line(&self) -> Option<usize> {
        let count = self.lines.len();
        let head = self.lines.get(PAGE_LINES.min(count).saturating_sub(1));
        let tail = self.lines.get(count.saturating_sub(PAGE_LINES));
        let head = head.map_or(0, |line| line.folded.end());
        let tail = tail.map_or(usize::MAX, |line| line.folded.start());
        self.reader.dates.iter().position(|date| {
            let near = date.span.end() <= head || date.span.start() >= tail;
            near && date.date.date().is_some() && self.is_labelled(date.span.start())
        })
    }

    /// Whether the name of a page date stands right before `at`.
    fn is_labelled(&self, at: usize) -> bool {
        let head = before(self.reader.text, at).trim_end_matches(['：', ':', ' ']);
        PAGE_LABELS.iter().any(|label| {
            head.strip_suffix(label).is_some_and(|rest| {
                // 统计时间 is another thing; after a blank that folding dropped a word begins.
                !rest.ends_with(crate::text::is_han) || self.doc.folded.gap_before(rest.len())
            })
        })
    }

    fn words(&self, line: &Block) -> &str {
        self.doc.folded.slice(line.folded)
    }
}
