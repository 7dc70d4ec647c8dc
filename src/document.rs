//! The document that rules look at: plain data, whatever the input format was.

use std::ops::Deref;
use std::sync::Arc;

use crate::fold::Folded;
use crate::form::Filled;
use crate::origin::Origin;
use crate::outline::Marker;
use crate::text::{Position, Span, Text};

/// A report as read: its text, and what stands where.
#[derive(Debug)]
pub struct Document {
    /// The view that every [`Span`] refers to: the text its author wrote.
    pub text: Text,
    /// What a person's line and column count in.
    pub origin: Origin,
    /// The same text in one spelling, for extraction.
    pub folded: Folded,
    /// Headings, paragraphs and table rows in reading order; blank lines are in none.
    pub blocks: Vec<Block>,
    /// The section tree in reading order, parents before children.
    pub sections: Vec<Section>,
    /// Tables, in order.
    pub tables: Vec<Table>,
    /// What tables take up, in order and apart, so that a place is looked up among them.
    pub(crate) tabled: Vec<Span>,
    /// The official tables among them, cell by cell.
    pub forms: Vec<Filled>,
    /// Words that lead elsewhere when clicked, in order.
    pub links: Vec<Link>,
    /// What the reader met and left out, or kept for a person to see, in order.
    pub remarks: Vec<Remark>,
    /// The whole text stands on one or two lines, flattened from a page.
    pub flattened: bool,
    /// Plain text, which may have lost tables on the way here.
    pub is_plain: bool,
}

/// What a block is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// A heading, alone on its line or running into the paragraph after it.
    Heading,
    /// Prose, a title line, a signature line.
    Paragraph,
    /// One row of a table, or one cell where each stands on a line of its own.
    Row,
}

/// A heading, a paragraph or a table row.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its place, without blanks at either side.
    pub span: Span,
    /// The same place in the folded text.
    pub folded: Span,
    /// The innermost section it belongs to: index into [`Document::sections`].
    pub section: Option<usize>,
    /// Whether a line starts with it; false for what stands behind a run-in heading.
    pub at_line_start: bool,
}

/// A section: its heading and what stands under it.
#[derive(Clone, Debug)]
pub struct Section {
    /// The number before the title (一、 （二） 3.), if there is one.
    pub marker: Option<Marker>,
    /// The words of the title, without number and without a stop after it.
    pub title: Span,
    /// 1 for chapters, 2 for what stands under them, and so on.
    pub level: u8,
    /// The section it lies in: index into [`Document::sections`].
    pub parent: Option<usize>,
    /// Number and title.
    pub heading: Span,
    /// From the heading to the next heading of any level.
    pub own: Span,
    /// From the heading to the end of its last subsection.
    pub whole: Span,
    /// Whether text follows the title on the same line.
    pub run_in: bool,
    /// Whether the heading starts a line.
    pub at_line_start: bool,
}

/// How the cells of a table stand in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TableShape {
    /// Rows of cells with their true columns: a table of a web page or Word document.
    Laid,
    /// Rows of cells divided by pipes or tabs.
    Grid,
    /// Lines of labels and figures divided by blanks, as text taken from a PDF has them.
    Lines,
    /// One cell a line.
    Cells,
    /// Everything on one line, cells run together.
    Run,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// How its cells stand.
    pub shape: TableShape,
    /// From its first to its last cell.
    pub span: Span,
    /// The cells of each row; one row for [`TableShape::Cells`], none for [`TableShape::Run`] and
    /// [`TableShape::Lines`].
    pub rows: Vec<Vec<TableCell>>,
}

/// A cell of a table, in the row where it begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TableCell {
    /// What it holds, without blanks at either side unless it holds nothing else; an empty place
    /// where it holds nothing.
    pub span: Span,
    /// Its first column, from 0.
    pub column: usize,
    /// How many columns it takes (colspan, gridSpan).
    pub columns: usize,
    /// How many rows it takes (rowspan, vMerge).
    pub rows: usize,
    /// A line ends in it between two digits: they are two numbers.
    pub torn: bool,
}

impl TableCell {
    /// A cell in the first column, which takes one row and one column.
    pub fn single(span: Span) -> Self {
        Self { span, column: 0, columns: 1, rows: 1, torn: false }
    }
}

/// Words that lead to an address when clicked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// The words shown.
    pub span: Span,
    /// The address, as the file gives it.
    pub target: Target,
}

/// An address, shared by all the links that lead there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target(Arc<str>);

impl Target {
    /// Its characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Target {
    fn from(address: &str) -> Self {
        Self(address.into())
    }
}

impl Deref for Target {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// Something that is not text and matters all the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Remark {
    /// What it is.
    pub kind: RemarkKind,
    /// The place; where the thing itself is not part of the view, the paragraph around it.
    pub span: Span,
}

/// What a [`Remark`] is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RemarkKind {
    /// Text inserted with tracked changes (修订).
    Inserted,
    /// Text deleted with tracked changes, which is not part of the view.
    Deleted,
    /// A comment (批注), which is not part of the view.
    Comment,
    /// A picture that is large enough to hold a table.
    Picture,
    /// Another file shown inside the page, which is not part of the view.
    Embedded,
    /// A table too large to be laid out; its cells stand one after the other.
    Oversized,
    /// A line end in the middle of a sentence.
    Torn,
}

impl Table {
    /// A table whose cells take one row and one column each.
    pub fn plain(shape: TableShape, span: Span, rows: Vec<Vec<Span>>) -> Self {
        let single = |(column, span)| TableCell { column, ..TableCell::single(span) };
        let row = |row: Vec<Span>| row.into_iter().enumerate().map(single).collect();
        Self { shape, span, rows: rows.into_iter().map(row).collect() }
    }
}

/// What tables take up, in order and apart: tables in others are within these.
pub(crate) fn tabled(tables: &[Table]) -> Vec<Span> {
    let mut all: Vec<Span> = tables.iter().map(|it| it.span).collect();
    all.sort_by_key(|it| it.start());
    all.dedup_by(|next, last| {
        let within = next.start() < last.end();
        if within {
            *last = last.cover(*next);
        }
        within
    });
    all
}

impl Document {
    /// The words of a place as the author wrote them.
    pub fn words(&self, span: Span) -> &str {
        self.text.slice(span)
    }

    /// Where a person finds the beginning of a place.
    pub fn position(&self, span: Span) -> Position {
        self.origin.position(&self.text, span)
    }

    /// The folded words of a place.
    pub fn plain(&self, span: Span) -> &str {
        self.folded.of(span)
    }

    /// Paragraphs of prose, in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph)
    }

    /// Sections of level 1, with their indices.
    pub fn chapters(&self) -> impl Iterator<Item = (usize, &Section)> {
        self.sections.iter().enumerate().filter(|(_, section)| section.level == 1)
    }

    /// The block that holds `offset`, or the last one before it.
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        self.blocks.partition_point(|block| block.span.start() <= offset).checked_sub(1)
    }

    /// The innermost section that holds `offset`.
    pub fn section_at(&self, offset: usize) -> Option<usize> {
        self.sections.partition_point(|section| section.heading.start() <= offset).checked_sub(1)
    }

    /// Section `index` and the sections around it, outermost first.
    pub fn path(&self, index: usize) -> Vec<&Section> {
        let mut path = Vec::new();
        let mut next = Some(index);
        while let Some(section) = next.and_then(|index| self.sections.get(index)) {
            path.push(section);
            next = section.parent;
        }
        path.reverse();
        path
    }

    /// The titles of the sections that hold a place, the innermost first.
    pub fn headings_over(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let path = self.section_at(span.start()).map_or_else(Vec::new, |it| self.path(it));
        path.into_iter().rev().map(|section| section.title)
    }

    /// Whether a place lies in a table.
    pub fn in_table(&self, span: Span) -> bool {
        let begun = self.tabled.partition_point(|it| it.start() < span.end());
        let last = begun.checked_sub(1).and_then(|it| self.tabled.get(it));
        last.is_some_and(|it| it.end() > span.start())
    }
}
