//! Readers: decoded text in, [`Document`] out. Reading never fails for content.

mod markdown;
mod table;
mod txt;

use crate::document::{Document, Table};
use crate::fold::Folded;
use crate::outline::{self, Vocabulary};
use crate::source::Format;
use crate::text::{Span, Text};

/// What a reader makes of a text before headings are looked for.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// Paragraphs, headings and table rows in order.
    pub parts: Vec<Part>,
    /// Line ends inside paragraphs and marks of markup: not part of what was written.
    pub dropped: Vec<Span>,
    /// Tables in text form.
    pub tables: Vec<Table>,
    /// The whole text stands on one or two lines.
    pub flattened: bool,
}

/// A stretch of text that belongs together.
#[derive(Debug)]
pub(crate) struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its place, without blanks at either side.
    pub span: Span,
    /// Whether a line starts with it.
    pub at_line_start: bool,
}

/// What a [`Part`] is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PartKind {
    /// A paragraph, which may hold headings.
    Prose,
    /// A heading that markup declares, with its depth from 1.
    Heading(u8),
    /// A row or cell of a table.
    Row,
}

/// Reads a decoded text in the given format.
pub fn read(text: String, format: Format, vocabulary: &Vocabulary) -> Document {
    let text = Text::new(text);
    let layout = match format {
        Format::Txt => txt::layout(&text, vocabulary),
        Format::Markdown => markdown::layout(&text),
    };
    let folded = Folded::new(text.as_str(), &layout.dropped);
    let (blocks, sections) = outline::build(&folded, &layout.parts, vocabulary);
    let Layout { tables, flattened, .. } = layout;
    Document { text, folded, blocks, sections, tables, flattened }
}
