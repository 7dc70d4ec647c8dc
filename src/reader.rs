//! Readers: decoded text in, [`Document`] out. Reading never fails for content.

mod docx;
mod html;
mod markdown;
mod merged;
mod table;
mod torn;
mod txt;

pub use self::docx::{DocxFault, Place as DocxPlace, Spelling as DocxSpelling};
use crate::document::{Document, Link, Remark, Table, tabled};
use crate::error::ReadError;
use crate::fold::Folded;
use crate::form;
use crate::origin::Origin;
use crate::outline::{self, Vocabulary};
use crate::source::{Content, Format, Source};
use crate::text::{Span, Text};

/// What a reader makes of a text before headings are looked for.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// Paragraphs, headings and table rows in order.
    pub parts: Vec<Part>,
    /// Line ends inside paragraphs and marks of markup: not part of what was written.
    pub dropped: Vec<Span>,
    /// Tables, in order.
    pub tables: Vec<Table>,
    /// Words that lead elsewhere when clicked, in order.
    pub links: Vec<Link>,
    /// What is not text and matters all the same, in order.
    pub remarks: Vec<Remark>,
    /// The whole text stands on one or two lines.
    pub flattened: bool,
    /// The folded text, where it was needed already and nothing of it was dropped.
    pub folded: Option<Folded>,
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

/// Reads an input in whatever format it is.
pub fn open(source: Source, vocabulary: &Vocabulary) -> Result<Document, ReadError> {
    match source.content {
        Content::Text(text) if source.format == Format::Html && html::is_overfull(&text) => {
            Err(ReadError::TooManyTags)
        }
        Content::Text(text) if is_overfull(&text) => Err(ReadError::TooManyLines),
        Content::Text(text) => Ok(read(text, source.format, vocabulary)),
        Content::Docx(bytes) => {
            let (text, layout) = docx::read(&bytes)?;
            Ok(finish(Text::new(text), Origin::View, layout, Format::Docx, vocabulary))
        }
    }
}

/// Line ends, tabs and bars of a text, which part its lines and cells; a long report has some ten
/// thousand. Every line and cell takes memory.
const MAX_MARKS: usize = 1_000_000;

fn is_overfull(text: &str) -> bool {
    memchr::memchr3_iter(b'\n', b'\t', b'|', text.as_bytes()).nth(MAX_MARKS).is_some()
}

/// Reads a decoded text in the given format.
pub fn read(text: String, format: Format, vocabulary: &Vocabulary) -> Document {
    if format == Format::Html {
        let (view, map, mut layout) = html::read(text);
        let text = Text::new(view);
        let tables = std::mem::take(&mut layout.tables).into_iter();
        layout.tables = tables.map(|it| merged::joined(it, &text)).collect();
        return finish(text, Origin::Source(map), layout, format, vocabulary);
    }
    let text = Text::new(text);
    let layout = match format {
        Format::Markdown => markdown::layout(&text),
        _ => txt::layout(&text, vocabulary),
    };
    finish(text, Origin::View, layout, format, vocabulary)
}

fn finish(
    text: Text,
    origin: Origin,
    mut layout: Layout,
    format: Format,
    vocabulary: &Vocabulary,
) -> Document {
    // Where line ends mean nothing, the reader has put the lines together.
    if layout.dropped.is_empty() && !layout.flattened {
        torn::mend(&text, &mut layout);
    }
    let is_plain = format == Format::Txt;
    let Layout { parts, dropped, tables, links, remarks, flattened, folded } = layout;
    let folded = folded.unwrap_or_else(|| Folded::new(text.as_str(), &dropped));
    let forms = form::read(&folded, &tables, vocabulary.forms());
    let (blocks, sections) = outline::build(&folded, &parts, vocabulary);
    Document {
        tabled: tabled(&tables),
        text,
        origin,
        folded,
        blocks,
        sections,
        tables,
        forms,
        links,
        remarks,
        flattened,
        is_plain,
    }
}
