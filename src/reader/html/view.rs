//! Writes the view: words where a browser shows them, with their way back to the source.

use html5gum::{Token, Tokenizer};

use crate::document::{Link, Remark, RemarkKind};
use crate::numeral::begins_number;
use crate::origin::SourceMap;
use crate::reader::{Layout, Part, PartKind};
use crate::text::{Span, Text, cut, from, is_han, trim};

/// White space that was met and not yet written.
#[derive(Clone, Copy)]
enum Gap {
    /// In the source, with a line end in it or without.
    Source(Span, bool),
    /// A line end that became a blank inside a cell.
    Made,
}

/// The view as far as it is written.
pub(super) struct View<'a> {
    source: &'a str,
    pub(super) text: String,
    segments: Vec<(Span, Span, bool)>,
    pub(super) layout: Layout,
    line: usize,
    gap: Option<Gap>,
    pictures: usize,
    /// A line has ended inside the cell between two digits.
    pub(super) torn: bool,
}

impl<'a> View<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let (text, segments, layout) = (String::new(), Vec::new(), Layout::default());
        Self { source, text, segments, layout, line: 0, gap: None, pictures: 0, torn: false }
    }

    /// Where the next word will stand.
    pub(super) fn here(&self) -> usize {
        self.text.len()
    }

    /// Where the current line begins.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// Writes the words at `place` of the source; `verbatim` where its line ends are shown.
    pub(super) fn words(&mut self, place: Span, verbatim: Option<PartKind>) {
        let raw = cut(self.source, place);
        let mut rest = raw;
        while let Some(first) = rest.chars().next() {
            let start = place.start() + raw.len() - rest.len();
            let len = match first {
                '&' => self.entity(rest, start),
                '\n' | '\r' if verbatim.is_some() => {
                    self.end_line(verbatim.unwrap_or(PartKind::Prose));
                    1
                }
                _ if is_space(first) => self.space(rest, start, verbatim.is_some()),
                _ => {
                    let plain = |char: char| char == '&' || is_space(char);
                    let len = rest.find(plain).unwrap_or(rest.len());
                    self.put(cut(rest, Span::new(0, len)), Span::new(start, start + len), true);
                    len
                }
            };
            rest = from(rest, len);
        }
    }

    fn space(&mut self, rest: &str, start: usize, verbatim: bool) -> usize {
        let stop = |char: char| !is_space(char) || verbatim && matches!(char, '\n' | '\r');
        let len = rest.find(stop).unwrap_or(rest.len());
        let broken = cut(rest, Span::new(0, len)).contains(['\n', '\r']);
        if self.gap.is_none() {
            self.gap = Some(Gap::Source(Span::new(start, start + len), broken));
        }
        len
    }

    /// Writes what the character reference at the start of `rest` stands for.
    fn entity(&mut self, rest: &str, start: usize) -> usize {
        let body = from(rest, 1);
        let name = |char: char| !(char.is_ascii_alphanumeric() || char == '#');
        let mut len = 1 + body.find(name).unwrap_or(body.len());
        len += usize::from(from(rest, len).starts_with(';'));
        let raw = cut(rest, Span::new(0, len));
        let decoded = decode(raw);
        // What follows a reference without its semicolon stands for itself.
        let tail = raw.bytes().rev().zip(decoded.bytes().rev()).take_while(|(a, b)| a == b).count();
        let tail = if raw == decoded { 0 } else { tail.min(decoded.len().saturating_sub(1)) };
        let tail = if decoded.is_char_boundary(decoded.len() - tail) { tail } else { 0 };
        let words = cut(&decoded, Span::new(0, decoded.len() - tail));
        let place = Span::new(start, start + len - tail);
        if words.chars().all(is_space) {
            self.gap = self.gap.or(Some(Gap::Source(place, false)));
        } else {
            self.put(words, place, raw == decoded);
        }
        len - tail
    }

    fn put(&mut self, words: &str, place: Span, exact: bool) {
        self.settle(words);
        let start = self.here();
        self.text.push_str(words);
        self.segments.push((Span::new(start, self.here()), place, exact));
    }

    /// Writes the blank that waits before `words`, where one shows.
    fn settle(&mut self, words: &str) {
        let Some(gap) = self.gap.take() else { return };
        let last = from(&self.text, self.line).chars().next_back();
        let Some(last) = last.filter(|&char| char != '\t') else { return };
        match gap {
            Gap::Source(_, true) if wide(last) && words.chars().next().is_some_and(wide) => {}
            Gap::Source(place, _) => {
                let start = self.here();
                self.text.push(' ');
                let exact = cut(self.source, place) == " ";
                self.segments.push((Span::new(start, start + 1), place, exact));
            }
            Gap::Made => {
                self.torn |= begins_number(last) && words.starts_with(begins_number);
                self.text.push(' ');
            }
        }
    }

    /// A line end inside a cell.
    pub(super) fn soft_break(&mut self) {
        self.gap = Some(Gap::Made);
    }

    /// Writes what a browser adds: the number of a list item, the gap between two cells.
    pub(super) fn add(&mut self, words: &str) {
        self.gap = None;
        self.text.push_str(words);
    }

    /// Ends the line, if there is one.
    pub(super) fn end_line(&mut self, kind: PartKind) {
        self.gap = None;
        let span = trim(&self.text, Span::new(self.line, self.here()));
        let remarks = self.layout.remarks.len();
        let pending = self.layout.remarks.get_mut(remarks - self.pictures..).unwrap_or_default();
        // A picture alone stands where the text before it ends.
        let alone = Span::at(self.line.saturating_sub(1));
        for remark in pending {
            remark.span = if span.is_empty() { alone } else { span };
        }
        self.pictures = 0;
        if self.here() == self.line {
            return;
        }
        if !span.is_empty() {
            self.layout.parts.push(Part { kind, span, at_line_start: true });
        }
        self.text.push('\n');
        self.line = self.here();
    }

    /// The words since `start`, without the blank that waits.
    pub(super) fn close_cell(&mut self, start: usize) -> Span {
        self.gap = None;
        Span::new(start, self.here())
    }

    /// Notes a picture or another file on the current line.
    pub(super) fn shows(&mut self, kind: RemarkKind) {
        self.notes(kind);
        self.pictures += 1;
    }

    /// Notes something of which nothing is shown.
    pub(super) fn notes(&mut self, kind: RemarkKind) {
        let remark = Remark { kind, span: Span::at(self.here()) };
        self.layout.remarks.push(remark);
    }

    /// Notes that the words since `start` lead to `target`.
    pub(super) fn link(&mut self, start: usize, target: &str) {
        let span = trim(&self.text, Span::new(start, self.here()));
        if !span.is_empty() {
            self.layout.links.push(Link { span, target: target.into() });
        }
    }

    /// The finished view.
    pub(super) fn finish(mut self) -> (String, Vec<(Span, Span, bool)>, Layout) {
        self.end_line(PartKind::Prose);
        if self.text.ends_with('\n') {
            self.text.pop();
        }
        // A last row with nothing in it begins a line that is not there.
        let end = self.text.len();
        let within = |span: Span| Span::new(span.start().min(end), span.end().min(end));
        for table in &mut self.layout.tables {
            table.span = within(table.span);
            for cell in table.rows.iter_mut().flatten() {
                cell.span = within(cell.span);
            }
        }
        (self.text, self.segments, self.layout)
    }
}

/// The map that `segments` make onto `source`.
pub(super) fn map(source: String, segments: Vec<(Span, Span, bool)>) -> SourceMap {
    let mut map = SourceMap::new(Text::new(source));
    for (view, source, exact) in segments {
        map.push(view, source, exact);
    }
    map
}

/// White space that collapses.
pub(super) fn is_space(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// Characters between which a line end of the source is no blank.
fn wide(char: char) -> bool {
    is_han(char) || matches!(char, '\u{2010}'..='\u{2026}' | '\u{3000}'..='\u{303F}' | '！'..='～')
}

fn decode(raw: &str) -> String {
    if raw == "&nbsp;" {
        return "\u{A0}".to_owned();
    }
    let mut decoded = String::new();
    for token in Tokenizer::new(raw).flatten() {
        if let Token::String(words) = token {
            decoded.push_str(&String::from_utf8_lossy(&words));
        }
    }
    decoded
}
