//! Edits in the bytes of a text, Markdown or web page.

use super::{Left, PartEdit, markdown, spliced};
use crate::render::Judged;
use crate::report::Edit;
use crate::source::{Encoding, Format};
use crate::text::{Span, cut};

/// A text with its bytes.
pub(super) struct Plain<'a> {
    bytes: &'a [u8],
    judged: &'a Judged<'a>,
    /// The decoded text, of a page its source.
    source: &'a str,
}

const LINE_ENDS: [char; 2] = ['\n', '\r'];

impl<'a> Plain<'a> {
    pub(super) fn of(bytes: &'a [u8], judged: &'a Judged<'_>) -> Self {
        let (source, _) = judged.doc.origin.locate(&judged.doc.text, Span::at(0));
        Self { bytes, judged, source: source.as_str() }
    }

    /// The edit in the source, in its spelling.
    pub(super) fn translate(&self, edit: &Edit) -> Result<PartEdit, Left> {
        let span = self.judged.doc.origin.replaceable(edit.span).ok_or(Left::Markup)?;
        let old = cut(self.source, span);
        if old.contains(LINE_ENDS) && !edit.text.contains(LINE_ENDS) {
            return Err(Left::LineEnd);
        }
        let text = edit.text.replace('\n', self.line_end());
        let text = match self.judged.format {
            Format::Html => markup(&text, self.judged.encoding),
            Format::Markdown if !markdown::is_kept(self.source, span, &text) => {
                return Err(Left::BecomesMarkup);
            }
            _ => text,
        };
        self.judged.encoding.encode(&text).ok_or(Left::Encoding)?;
        Ok(PartEdit { part: 0, span, text })
    }

    /// How this text ends its lines.
    fn line_end(&self) -> &'static str {
        let end = self.source.find(LINE_ENDS).and_then(|at| self.source.get(at..));
        match end {
            Some(rest) if rest.starts_with("\r\n") => "\r\n",
            Some(rest) if rest.starts_with('\r') => "\r",
            _ => "\n",
        }
    }

    /// The bytes after the edits, and the text they decode to.
    pub(super) fn apply(&self, edits: &[PartEdit]) -> Option<(Vec<u8>, String)> {
        let offsets: Vec<usize> =
            edits.iter().flat_map(|it| [it.span.start(), it.span.end()]).collect();
        let mark = Encoding::mark_length(self.bytes);
        let places = self.judged.encoding.places(self.bytes, mark, &offsets)?;
        let (mut out, mut at) = (Vec::with_capacity(self.bytes.len()), 0);
        for (edit, place) in edits.iter().zip(places.chunks_exact(2)) {
            let &[start, end] = place else { return None };
            out.extend_from_slice(self.bytes.get(at..start)?);
            out.extend(self.judged.encoding.encode(&edit.text)?);
            at = end;
        }
        out.extend_from_slice(self.bytes.get(at..)?);
        let text = spliced(self.source, edits.iter().map(|it| (it.span, it.text.as_str())));
        Some((out, text))
    }
}

/// Words as a page spells them; a character that its encoding lacks by number.
fn markup(words: &str, encoding: Encoding) -> String {
    let mut out = String::with_capacity(words.len());
    for char in words.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '\u{A0}' => out.push_str("&nbsp;"),
            _ if encoding.encode(char.encode_utf8(&mut [0; 4])).is_some() => out.push(char),
            _ => out.extend(format!("&#x{:X};", u32::from(char)).chars()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_markup_that_shows_them() {
        assert_eq!(markup("a&b<c\u{A0}岁", Encoding::Big5), "a&amp;b&lt;c&nbsp;&#x5C81;");
        assert_eq!(markup("〔岁〕", Encoding::Gb18030), "〔岁〕");
    }
}
