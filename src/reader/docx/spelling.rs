//! Where the words of the view are spelt in the XML of a Word document, for repairing them there.

use super::view::Piece;
use crate::error::ReadError;
use crate::text::{Span, cut};

/// The parts of a document that hold its text, and what of the view each of them spells.
#[derive(Debug)]
pub struct Spelling {
    /// Names and XML.
    pub parts: Vec<(String, String)>,
    /// In the order of the view; what lies between two of them was put in by the reader.
    pieces: Vec<Piece>,
}

/// A place in the XML of a part.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// Index into [`Spelling::parts`].
    pub part: usize,
    /// The place in its XML.
    pub xml: Span,
}

impl Spelling {
    /// Reads the document once more, keeping where its words are spelt.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        let read = super::document(bytes).map_err(ReadError::Docx)?;
        let (text, parts) = (read.text, read.parts);
        let mut pieces = read.pieces;
        pieces.retain(|it| {
            let xml = parts.get(it.part).map_or("", |part| cut(&part.1, it.xml));
            let is_reference = xml.starts_with('&') && xml.ends_with(';');
            is_reference || xml == cut(&text, it.view)
        });
        Ok(Self { parts, pieces })
    }

    /// The places that together spell `view`; none where part of it is spelt nowhere. An empty
    /// place is where words can be put in: after those before it, or before the next.
    pub fn places(&self, view: Span) -> Option<Vec<Place>> {
        if view.is_empty() {
            return self.gap(view.start()).map(|it| vec![it]);
        }
        let first = self.pieces.partition_point(|it| it.view.end() <= view.start());
        let mut at = view.start();
        let mut places = Vec::new();
        for it in self.pieces.iter().skip(first).take_while(|it| it.view.start() < view.end()) {
            let part = Span::new(it.view.start().max(at), it.view.end().min(view.end()));
            if part.start() != at {
                return None;
            }
            at = part.end();
            places.push(Self::within(it, part)?);
        }
        (at == view.end()).then_some(places)
    }

    fn gap(&self, at: usize) -> Option<Place> {
        let index = self.pieces.partition_point(|it| it.view.end() < at);
        let it = self.pieces.get(index).filter(|it| it.view.start() <= at)?;
        if at == it.view.end() {
            return Some(Place { part: it.part, xml: Span::at(it.xml.end()) });
        }
        Self::within(it, Span::at(at))
    }

    /// Where a part of a piece is spelt; a character reference is only replaced whole.
    fn within(it: &Piece, view: Span) -> Option<Place> {
        if view == it.view {
            return Some(Place { part: it.part, xml: it.xml });
        }
        let exact = it.view.len() == it.xml.len();
        let start = it.xml.start() + view.start() - it.view.start();
        exact.then(|| Place { part: it.part, xml: Span::new(start, start + view.len()) })
    }
}
