//! Rows and cells of a list, each with its place in the text.

use super::super::Placed;
use super::super::fields::Reader;
use crate::rule::say;
use crate::text::{Span, cut, trim};

/// What a cell says, without blanks around it, and where that stands.
pub(super) type Cell = Placed<String>;

/// A row that says something.
#[derive(Debug)]
pub(super) struct Row {
    /// Its cells, empty ones too.
    pub cells: Vec<Cell>,
    /// From its first cell to its last.
    pub span: Span,
    /// Where quotes open that never close.
    unclosed: Option<Span>,
}

/// The rows of a text in order; empty ones are passed over.
pub(super) struct Rows<'t> {
    text: &'t str,
    delimiter: u8,
    reader: csv::Reader<&'t [u8]>,
    record: csv::StringRecord,
}

impl<'t> Rows<'t> {
    pub(super) fn new(text: &'t str, delimiter: u8) -> Self {
        let mut builder = csv::ReaderBuilder::new();
        builder.delimiter(delimiter).has_headers(false).flexible(true);
        let reader = builder.from_reader(text.as_bytes());
        Self { text, delimiter, reader, record: csv::StringRecord::new() }
    }

    fn row(&self) -> Row {
        let start = self.record.position().map_or(0, csv::Position::byte);
        let mut start = usize::try_from(start).unwrap_or(usize::MAX);
        let bytes = self.text.as_bytes();
        // A record counts from the end of the line before, and from empty lines above.
        while matches!(bytes.get(start), Some(b'\r' | b'\n')) {
            start += 1;
        }
        let (mut cells, mut unclosed, mut at) = (Vec::new(), None, start);
        for value in &self.record {
            let (end, closed) = end_of_cell(bytes, at, self.delimiter);
            if !closed {
                unclosed = Some(Span::new(at, at + 1));
            }
            let span = words(self.text, Span::new(at, end));
            cells.push(Placed { value: plain(value).to_owned(), span });
            at = end + 1;
        }
        Row { cells, span: trim(self.text, Span::new(start, at.saturating_sub(1))), unclosed }
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        // Reading from memory does not fail, and text has no bytes that are none.
        while self.reader.read_record(&mut self.record).unwrap_or(false) {
            if self.record.iter().any(|it| !plain(it).is_empty()) {
                return Some(self.row());
            }
        }
        None
    }
}

impl Row {
    /// Whether it is a row of a table with so many columns; reports what it lacks.
    pub(super) fn is_whole(&self, columns: usize, to: &mut Reader<'_>) -> bool {
        if let Some(quote) = self.unclosed {
            let message = say(
                "引号不成对，从此处到文件末尾成了一格",
                "quotes open here and never close, so all that follows is one cell",
            );
            let help = say(
                "补上或删去引号；文字本身有引号的，写两个",
                "close or remove them; write a quote that belongs to the words twice",
            );
            to.report(quote, message, Some(help));
        }
        let extra = self.cells.iter().skip(columns).find(|it| !it.value.is_empty());
        if let Some(extra) = extra {
            let count = self.cells.len();
            let message = say(
                format!("此行有 {count} 格，表头只有 {columns} 格"),
                format!("this row has {count} cells, the first row only {columns}"),
            );
            let help = say(
                "文字中有分隔符的，把整格括在引号中",
                "put quotes round a cell that holds the sign between cells",
            );
            to.report(extra.span, message, Some(help));
        }
        self.unclosed.is_none() && extra.is_none()
    }
}

/// A value without blanks and line ends at either side.
fn plain(value: &str) -> &str {
    cut(value, trim(value, Span::new(0, value.len())))
}

/// Where the cell that starts at `start` ends, and whether its quotes close.
fn end_of_cell(bytes: &[u8], start: usize, delimiter: u8) -> (usize, bool) {
    let mut end = start;
    if bytes.get(end) == Some(&b'"') {
        end += 1;
        loop {
            let rest = bytes.get(end..).unwrap_or_default();
            let Some(quote) = memchr::memchr(b'"', rest) else { return (bytes.len(), false) };
            end += quote + 1;
            if bytes.get(end) != Some(&b'"') {
                break;
            }
            end += 1;
        }
    }
    let rest = bytes.get(end..).unwrap_or_default();
    let stop = memchr::memchr3(delimiter, b'\r', b'\n', rest).unwrap_or(rest.len());
    (end + stop, true)
}

/// The words of a cell, without blanks and quotes around them.
fn words(text: &str, cell: Span) -> Span {
    let inner = |span: Span| trim(text, span);
    let span = inner(cell);
    let raw = cut(text, span);
    let within = raw.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    // Quotes behind a blank are words, and those that close before the end are not round the cell.
    let first = span.start() == cell.start();
    let quoted = first && within.is_some_and(|it| !it.replace("\"\"", "").contains('"'));
    if quoted { inner(Span::new(span.start() + 1, span.end() - 1)) } else { span }
}
