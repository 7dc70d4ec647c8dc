//! Text and places in it: the only module that cuts strings.
//!
//! Everywhere else a place is a [`Span`] of byte offsets into one [`Text`]. Lines and columns are
//! worked out only when a person is to see them, from checkpoints, so that a place near the end of
//! a very long line costs no more than one near its beginning.

use std::ops::Range;
use std::sync::OnceLock;

use serde::Serialize;
use unicode_width::UnicodeWidthChar;

/// Whether a character is a letter, a digit or Han. Han are most of a report and are told first:
/// the tables of Unicode take longer.
#[inline]
pub(crate) fn is_letter(char: char) -> bool {
    match char {
        '\u{4E00}'..='\u{9FFF}' => true,
        ..='\u{7F}' => char.is_ascii_alphanumeric(),
        // Stops, brackets and quotes.
        '\u{2010}'..='\u{2027}'
        | '\u{3000}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}'
        | '\u{FF01}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}' => false,
        _ => char.is_alphanumeric(),
    }
}

/// A stretch of text: byte offsets, end exclusive, always on character boundaries of its text.
///
/// Every fact of a report holds several, so that they are kept small: no text is longer than
/// [`Span::MAX`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The last offset that a span can hold, and so the most bytes of a text.
    pub const MAX: usize = u32::MAX as usize;

    /// A span from `start` to `end`; an end before the start gives an empty span at `start`.
    /// Offsets beyond [`Span::MAX`] count as that.
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: narrow(start), end: narrow(end.max(start)) }
    }

    /// The empty span at `offset`.
    #[inline]
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// Byte offset of the first character.
    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Byte offset after the last character.
    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether the span holds no character.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    #[inline]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[inline]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The shortest span that holds both.
    #[inline]
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span `by` bytes further on.
    #[inline]
    #[must_use]
    pub fn shift(self, by: usize) -> Span {
        Span::new(self.start() + by, self.end() + by)
    }

    /// The span as a range of bytes.
    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }
}

/// An offset as a span holds it.
#[inline]
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// Where a person finds a byte offset. All numbers count from 1, except `offset`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Position {
    /// Line; CR, LF and CRLF each end one.
    pub line: usize,
    /// Column in characters (Unicode scalar values).
    pub column: usize,
    /// Column in UTF-16 code units, as the Language Server Protocol counts.
    pub utf16: usize,
    /// Column in UTF-8 bytes.
    pub byte: usize,
    /// Column in display cells; ambiguous characters count one cell, a tab reaches to the next
    /// multiple of eight.
    pub display: usize,
    /// Byte offset from the start of the text, from 0.
    pub offset: usize,
}

/// Counts of characters and UTF-16 units from the start of the text to `offset`, and of cells from
/// the start of the line.
#[derive(Clone, Copy, Default, Debug)]
struct Checkpoint {
    offset: usize,
    chars: usize,
    utf16: usize,
    cells: usize,
}

/// Cells between two stops of the tab key.
const TAB: usize = 8;

/// Bytes between two checkpoints: what a single position costs at most.
const STRIDE: usize = 1024;

/// A decoded text, exactly as its author wrote it, with its line index.
#[derive(Debug)]
pub struct Text {
    content: String,
    /// Start of every line; the first is 0.
    starts: Vec<usize>,
    checkpoints: OnceLock<Vec<Checkpoint>>,
}

impl Text {
    /// Indexes the lines of `content`.
    pub fn new(content: String) -> Self {
        let bytes = content.as_bytes();
        let mut starts = vec![0];
        starts.extend(memchr::memchr2_iter(b'\n', b'\r', bytes).filter_map(|at| {
            let crlf = bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
            (!crlf).then_some(at + 1)
        }));
        Self { content, starts, checkpoints: OnceLock::new() }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The words of `span`; empty where the span does not fit this text.
    pub fn slice(&self, span: Span) -> &str {
        cut(&self.content, span)
    }

    /// The span of the whole text.
    pub fn span(&self) -> Span {
        Span::new(0, self.content.len())
    }

    /// How many lines there are; an empty text has one.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line that holds `offset`, from 0.
    pub fn line_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Line `index` (from 0) without its line end.
    pub fn line(&self, index: usize) -> Span {
        let Some(&start) = self.starts.get(index) else { return Span::at(self.content.len()) };
        let end = self.starts.get(index + 1).copied().unwrap_or(self.content.len());
        let body = cut(&self.content, Span::new(start, end)).trim_end_matches(['\n', '\r']);
        Span::new(start, start + body.len())
    }

    /// The lines in order, without their line ends.
    pub fn lines(&self) -> impl Iterator<Item = Span> + '_ {
        (0..self.line_count()).map(|index| self.line(index))
    }

    /// The position of `offset`, moved back to a character boundary where it is none.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.content.len());
        while !self.content.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_at(offset);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let (here, there) = (self.count_to(offset), self.count_to(start));
        Position {
            line: line + 1,
            column: here.chars - there.chars + 1,
            utf16: here.utf16 - there.utf16 + 1,
            byte: offset - start + 1,
            display: here.cells + 1,
            offset,
        }
    }

    fn count_to(&self, offset: usize) -> Checkpoint {
        let points = self.checkpoints.get_or_init(|| checkpoints(&self.content));
        let nearest = points.partition_point(|point| point.offset <= offset).saturating_sub(1);
        let mut count = points.get(nearest).copied().unwrap_or_default();
        count.advance(cut(&self.content, Span::new(count.offset, offset)));
        count
    }
}

impl Checkpoint {
    fn advance(&mut self, text: &str) {
        for char in text.chars() {
            self.chars += 1;
            self.utf16 += char.len_utf16();
            self.cells = match char {
                '\n' | '\r' => 0,
                '\t' => (self.cells / TAB + 1) * TAB,
                _ => self.cells + cells(char),
            };
        }
        self.offset += text.len();
    }
}

fn checkpoints(content: &str) -> Vec<Checkpoint> {
    let mut points = vec![Checkpoint::default()];
    let mut count = Checkpoint::default();
    let mut rest = content;
    while rest.len() > STRIDE {
        let mut at = STRIDE;
        while !rest.is_char_boundary(at) {
            at -= 1;
        }
        let (head, tail) = rest.split_at(at);
        count.advance(head);
        points.push(count);
        rest = tail;
    }
    points
}

/// Display cells of one character: 2 for Han and full-width forms, 0 for what shows nothing.
/// Characters of ambiguous width count 1.
pub fn cells(char: char) -> usize {
    match char {
        // Most of a report: the tables of Unicode take longer.
        '\u{4E00}'..='\u{9FFF}' => 2,
        ' '..='~' => 1,
        _ => char.width().unwrap_or(0),
    }
}

/// The part of `text` that `span` names; empty where it does not fit.
#[inline]
pub fn cut(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or_default()
}

/// The part of `text` before byte `end`; empty where `end` is no boundary.
#[inline]
pub fn before(text: &str, end: usize) -> &str {
    text.get(..end).unwrap_or_default()
}

/// The first `count` characters of `text`, or all of it.
pub fn start_of(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| before(text, end))
}

/// The part of `text` from byte `start` on; empty where `start` is no boundary.
#[inline]
pub fn from(text: &str, start: usize) -> &str {
    text.get(start..).unwrap_or_default()
}

/// A Han character (汉字), 〇 and the compatibility and extension blocks included.
#[inline]
pub fn is_han(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' | '〇')
}

/// White space that shows as nothing on its line: blank, tab, NBSP, U+3000, zero-width marks.
#[inline]
pub fn is_blank(char: char) -> bool {
    matches!(
        char,
        ' ' | '\t' | '\u{B}' | '\u{C}' | '\u{A0}' | '\u{1680}' | '\u{180E}' | '\u{2000}'
            ..='\u{200D}' | '\u{202F}' | '\u{205F}' | '\u{2060}' | '\u{3000}' | '\u{FEFF}'
    )
}

/// The characters of `text` that are neither ASCII signs nor ideographs (U+4000 to U+9FFF), with
/// their byte offsets: blanks, line ends, marks, and whatever does not belong. They are few, and
/// told by their first byte.
pub(crate) fn uncommon(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            match *text.as_bytes().get(at)? {
                b'!'..=b'~' => at += 1,
                0xE4..=0xE9 => at += 3,
                _ => {
                    let (start, char) = (at, from(text, at).chars().next()?);
                    at += char.len_utf8();
                    return Some((start, char));
                }
            }
        }
    })
}

/// Where `word` stands in `text`, in order: byte offsets. Faster than the standard library in a long
/// text.
pub(crate) fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes())
}

/// `span` without blanks and line ends at either side.
#[must_use]
pub fn trim(text: &str, span: Span) -> Span {
    let words = cut(text, span);
    let skip = |char: char| is_blank(char) || char == '\n' || char == '\r';
    let rest = words.trim_start_matches(skip);
    let left = span.start() + words.len() - rest.len();
    Span::new(left, left + rest.trim_end_matches(skip).len())
}

/// `text` without what stands in brackets that are closed.
pub(crate) fn without_brackets(text: &str) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some((open, close)) = rest.find('（').zip(rest.find('）')).filter(|it| it.0 < it.1)
    {
        kept.push_str(before(rest, open));
        rest = from(rest, close + '）'.len_utf8());
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_position_counts_in_every_unit() {
        let text = Text::new("甲\r\n乙😀丙\r丁\ta\t戊\n".to_owned());
        let at = text.as_str().find('丙').unwrap();
        let position = text.position(at);
        assert_eq!(
            (position.line, position.column, position.utf16, position.byte, position.display),
            (2, 3, 4, 8, 5)
        );
        assert_eq!(text.line_count(), 4);
        assert_eq!(text.slice(text.line(2)), "丁\ta\t戊");
        assert_eq!(text.position(text.as_str().find('戊').unwrap()).display, 17);
    }

    #[test]
    fn what_is_no_letter_is_told_without_tables() {
        assert!(('\0'..=char::MAX).all(|char| is_letter(char) == char.is_alphanumeric()));
    }

    proptest! {
        #[test]
        fn positions_agree_with_counting_by_hand(content in "[甲a😀\n\r 　]{0,3000}", pick in 0.0..1.0f64) {
            let text = Text::new(content.clone());
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss,
                    reason = "picks any offset")]
            let mut offset = (content.len() as f64 * pick) as usize;
            while !content.is_char_boundary(offset) { offset -= 1; }
            let position = text.position(offset);
            let line = text.line(position.line - 1);
            let start = line.start();
            prop_assert!(start <= offset);
            prop_assert_eq!(position.column, cut(&content, Span::new(start, offset)).chars().count() + 1);
            prop_assert_eq!(position.byte, offset - start + 1);
        }

        #[test]
        fn nothing_but_ascii_signs_and_ideographs_is_passed_over(text in any::<String>(), more in "[㿿䀀甲鿿ꀀa~\u{7f} 　，😀]{0,40}") {
            let text = text + &more;
            let common = |char: char| char.is_ascii_graphic() || ('\u{4000}'..='\u{9FFF}').contains(&char);
            let others = text.char_indices().filter(|it| !common(it.1));
            prop_assert!(uncommon(&text).eq(others));
        }

        #[test]
        fn words_are_found_where_the_standard_library_finds_them(text in "[甲乙丙a]{0,60}", word in "[甲乙a]{1,3}") {
            prop_assert!(places(&text, &word).eq(text.match_indices(&word).map(|it| it.0)));
        }
    }
}
