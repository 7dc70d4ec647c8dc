//! Edits in the XML of a Word document: the words of runs change and nothing else.

use std::collections::BTreeMap;

use super::copies::Copies;
use super::{Left, PartEdit, archive, spliced};
use crate::error::ReadError;
use crate::reader::DocxSpelling;
use crate::render::Judged;
use crate::report::Edit;
use crate::text::{Span, before, cut, from};

/// A Word document with where its words are spelt.
pub(super) struct Word<'a> {
    bytes: &'a [u8],
    judged: &'a Judged<'a>,
    spelling: DocxSpelling,
    /// What stands twice in each part.
    copies: Vec<Copies>,
}

impl<'a> Word<'a> {
    pub(super) fn of(bytes: &'a [u8], judged: &'a Judged<'_>) -> Result<Self, ReadError> {
        let spelling = DocxSpelling::read(bytes)?;
        let copies = spelling.parts.iter().map(|it| Copies::of(&it.1)).collect();
        Ok(Self { bytes, judged, spelling, copies })
    }

    /// The edit in the XML: an edit across runs puts the new words into the first of them.
    pub(super) fn translate(&self, edit: &Edit) -> Result<Vec<PartEdit>, Left> {
        let old = self.judged.doc.words(edit.span);
        if old.contains('\n') || edit.text.contains(['\n', '\r']) {
            return Err(Left::LineEnd);
        }
        let places = self.spelling.places(edit.span).ok_or(Left::MadeUp)?;
        if !places.iter().all(|it| self.element(it.part, it.xml).is_some()) {
            return Err(Left::Markup);
        }
        let mut text = escaped(&edit.text);
        let mut edits = Vec::new();
        for place in places {
            let (part, text) = (place.part, std::mem::take(&mut text));
            for span in [vec![place.xml], self.copies(part, place.xml)?].concat() {
                edits.push(PartEdit { part, span, text: text.clone() });
            }
        }
        Ok(edits)
    }

    /// Where else the words at a place stand.
    fn copies(&self, part: usize, place: Span) -> Result<Vec<Span>, Left> {
        let both = self.spelling.parts.get(part).zip(self.copies.get(part));
        both.map_or(Ok(Vec::new()), |((_, xml), copies)| copies.places(xml, place))
    }

    /// The element that spells the words at a place, if they stand in one by themselves.
    fn element(&self, part: usize, place: Span) -> Option<Element> {
        let xml = &self.spelling.parts.get(part)?.1;
        let start = before(xml, place.start()).rfind('<')?;
        let close = start + from(xml, start).find('>')?;
        let name = cut(xml, Span::new(start + 1, close)).split([' ', '\t', '\r', '\n']).next()?;
        let is_words = name.rsplit(':').next() == Some("t");
        let end = place.start() + from(xml, place.start()).find('<')?;
        let content = Span::new(close + 1, end);
        (is_words && content.contains(place)).then_some(Element { close, content })
    }

    /// The archive after the edits.
    pub(super) fn apply(&self, edits: &[PartEdit]) -> Option<Vec<u8>> {
        let mut bytes = self.bytes.to_vec();
        for (index, (name, xml)) in self.spelling.parts.iter().enumerate() {
            let own: Vec<&PartEdit> = edits.iter().filter(|it| it.part == index).collect();
            if !own.is_empty() {
                let xml_after = self.rewritten(index, xml, &own)?;
                bytes = archive::replace(&bytes, name, xml.as_bytes(), xml_after.as_bytes())?;
            }
        }
        Some(bytes)
    }

    fn rewritten(&self, part: usize, xml: &str, edits: &[&PartEdit]) -> Option<String> {
        let mut elements: BTreeMap<Element, Vec<&PartEdit>> = BTreeMap::new();
        for edit in edits {
            elements.entry(self.element(part, edit.span)?).or_default().push(edit);
        }
        let mut all: Vec<(Span, String)> = Vec::new();
        for (element, edits) in elements {
            let old = cut(xml, element.content);
            let base = element.content.start();
            let local = edits.iter().map(|it| {
                let span = Span::new(it.span.start() - base, it.span.end() - base);
                (span, it.text.as_str())
            });
            let new = spliced(old, local);
            let tag = before(xml, element.close);
            let tag = from(tag, tag.rfind('<')?);
            if !tag.contains("xml:space") && has_new_blank(old, &new) {
                all.push((Span::at(element.close), " xml:space=\"preserve\"".to_owned()));
            }
            all.push((element.content, new));
        }
        Some(spliced(xml, all.iter().map(|(span, text)| (*span, text.as_str()))))
    }
}

/// An element with words: where its tag closes, and its content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Element {
    close: usize,
    content: Span,
}

/// Whether `new` begins or ends with blanks that `old` did not: Word drops them unless told not to.
fn has_new_blank(old: &str, new: &str) -> bool {
    let is_blank = |char: char| matches!(char, ' ' | '\t' | '\r' | '\n');
    let head = |text: &str| text.len() - text.trim_start_matches(is_blank).len();
    let tail = |text: &str| text.len() - text.trim_end_matches(is_blank).len();
    head(new) > head(old) || tail(new) > tail(old)
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
