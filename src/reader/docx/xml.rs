//! XML as a stream, without document types and with a limit to its depth.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Raw};

use super::DocxFault;
use crate::text::{Span, cut};

/// Elements inside one another.
const MAX_DEPTH: usize = 256;
/// Attributes of one element.
const MAX_ATTRIBUTES: usize = 1_000;
/// Of these, declarations of namespaces.
const MAX_NAMESPACES: usize = 256;

/// What stands next in a part.
#[derive(Debug)]
pub(super) enum Event<'a> {
    /// An element begins; an empty one is followed by its end.
    Open(Element<'a>),
    /// An element ends: its name without prefix.
    Close(&'a str),
    /// Characters, and where they are spelt in the part.
    Text(Cow<'a, str>, Span),
}

/// An element with its attributes.
#[derive(Debug)]
pub(super) struct Element<'a> {
    start: BytesStart<'a>,
    name: &'a str,
}

impl<'a> Element<'a> {
    /// An element, unless it bears more than any document needs.
    fn new(start: BytesStart<'a>, name: &'a str) -> Result<Self, DocxFault> {
        // An attribute takes four bytes at least, and most elements have few.
        if start.len() < MAX_NAMESPACES.saturating_mul(4) {
            return Ok(Self { start, name });
        }
        let (mut all, mut namespaces) = (0_usize, 0_usize);
        for attribute in start.attributes().with_checks(false) {
            let declares = attribute.is_ok_and(|it| it.key.as_ref().starts_with("xmlns"));
            all = all.saturating_add(1);
            namespaces = namespaces.saturating_add(usize::from(declares));
            if all > MAX_ATTRIBUTES || namespaces > MAX_NAMESPACES {
                return Err(DocxFault::TooManyAttributes);
            }
        }
        Ok(Self { start, name })
    }

    /// Its name without prefix.
    pub(super) fn name(&self) -> &'a str {
        self.name
    }

    /// The value of an attribute, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut all = self.start.attributes();
        let found =
            all.with_checks(false).flatten().find(|it| it.key.local_name().as_ref() == name)?;
        found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// The attribute `val`, which most elements of a Word document have.
    pub(super) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// A whole number in the attribute `val`.
    pub(super) fn number(&self) -> Option<usize> {
        self.value()?.parse().ok()
    }

    /// Whether a property is on: it is there, and `val` does not switch it off.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// The events of a part.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
    /// Bytes of the mark before the part, which the reader does not see.
    mark: usize,
    depth: usize,
    empty: Option<&'a str>,
}

impl<'a> Xml<'a> {
    pub(super) fn new(part: &'a str) -> Self {
        let bare = part.trim_start_matches('\u{FEFF}');
        let mark = part.len() - bare.len();
        Self { reader: Reader::from_str(bare), part, mark, depth: 0, empty: None }
    }

    /// How far the part is read.
    fn here(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).map_or(0, |it| it.saturating_add(self.mark))
    }

    /// A name of `length` bytes at `start` of the part, without its prefix.
    fn name(&self, start: usize, length: usize) -> &'a str {
        let name = cut(self.part, Span::new(start, start.saturating_add(length)));
        // The prefix that all word processors give.
        let bare = name.strip_prefix("w:");
        bare.or_else(|| name.split_once(':').map(|it| it.1)).unwrap_or(name)
    }

    /// The element whose tag begins at `start` of the part.
    fn element(&self, start: usize, tag: BytesStart<'a>) -> Result<Element<'a>, DocxFault> {
        let name = self.name(start.saturating_add("<".len()), tag.name().as_ref().len());
        Element::new(tag, name)
    }

    /// The next event; none at the end, which must not come before every element is closed.
    pub(super) fn next_event(&mut self) -> Result<Option<Event<'a>>, DocxFault> {
        if let Some(name) = self.empty.take() {
            return Ok(Some(Event::Close(name)));
        }
        loop {
            let start = self.here();
            match self.reader.read_event().map_err(|_| DocxFault::Xml)? {
                Raw::Start(tag) => {
                    self.depth = self.depth.saturating_add(1);
                    if self.depth > MAX_DEPTH {
                        return Err(DocxFault::TooDeep);
                    }
                    return self.element(start, tag).map(|it| Some(Event::Open(it)));
                }
                Raw::Empty(tag) => {
                    let element = self.element(start, tag)?;
                    self.empty = Some(element.name());
                    return Ok(Some(Event::Open(element)));
                }
                Raw::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    let length = tag.name().as_ref().len();
                    let name = self.name(start.saturating_add("</".len()), length);
                    return Ok(Some(Event::Close(name)));
                }
                Raw::Text(text) => {
                    let words = text.xml10_content();
                    return Ok(Some(Event::Text(words, Span::new(start, self.here()))));
                }
                Raw::CData(text) => {
                    let words = text.xml10_content();
                    return Ok(Some(Event::Text(words, Span::new(start, self.here()))));
                }
                Raw::GeneralRef(entity) => {
                    let char = entity.resolve_char_ref().map_err(|_| DocxFault::Xml)?;
                    let known =
                        || quick_xml::escape::resolve_predefined_entity(&entity).map(str::to_owned);
                    let words = char.map(String::from).or_else(known).ok_or(DocxFault::Xml)?;
                    return Ok(Some(Event::Text(words.into(), Span::new(start, self.here()))));
                }
                Raw::DocType(_) => return Err(DocxFault::Doctype),
                Raw::Eof if self.depth > 0 => return Err(DocxFault::Xml),
                Raw::Eof => return Ok(None),
                _ => {}
            }
        }
    }
}
