//! An official table as a report filled it in.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::schema::{Column, Form, Row, Values};
use crate::numeral::Amount;
use crate::text::Span;

/// A form found in a report. Spans are places in the view.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The form whose labels it bears; not always the one for the report year.
    pub form: Arc<Form>,
    /// From its first label to its last cell.
    pub span: Span,
    /// Every cell of the form that was found, in the order of [`Form::addresses`].
    pub cells: Vec<Cell>,
    /// Where the labels of rows stand: block, row, place.
    pub row_labels: Vec<(usize, usize, Span)>,
    /// Where the heads of columns stand: block, column, place.
    pub column_labels: Vec<(usize, usize, Span)>,
    /// Rows, columns and labels that differ from the form's.
    pub faults: Vec<ShapeFault>,
    /// What stands where cells should be and could not be told apart.
    pub unread: Vec<Unread>,
}

/// Which cell of a form: indices into [`Form::block`], its rows and its columns.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CellAddress {
    /// The block.
    pub block: usize,
    /// The row in the block.
    pub row: usize,
    /// The column in the block.
    pub column: usize,
}

/// A cell that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Which one it is.
    pub at: CellAddress,
    /// What was written; an empty place where nothing was.
    pub span: Span,
    /// What it holds.
    pub content: Content,
}

/// What a cell holds. Nought, nothing and a dash stay apart: a blank is never a zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Content {
    /// A number, and nothing else that is of account.
    Number(Amount),
    /// A number with words or signs that do not belong in a cell (251000元, 1,013, 三).
    Dressed(Amount),
    /// Nothing, blanks or NBSP.
    Blank,
    /// A dash or stroke (/, -, —) in place of a number.
    Dash,
    /// 无.
    None,
    /// Words, or a number with too many digits.
    Words,
}

/// A difference from the shape of the form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShapeFault {
    /// What differs.
    pub kind: ShapeKind,
    /// Where it shows; for what is missing, the label before it.
    pub span: Span,
    /// The label that the form has there; for what was added, the label found.
    pub label: String,
}

/// What differs from the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShapeKind {
    /// A row of the form is not there.
    RowMissing,
    /// A row that the form does not have.
    RowAdded,
    /// The label of a row is damaged or in other words.
    RowRenamed,
    /// A column of the form is not there.
    ColumnMissing,
    /// A column of values without its head.
    HeadMissing,
    /// A column that the form does not have.
    ColumnAdded,
    /// The head of a column is damaged or in other words.
    ColumnRenamed,
    /// Rows or columns stand in another order.
    Moved,
    /// The unit beside a row is not the form's.
    UnitChanged,
}

/// A stretch of a table whose cells could not be told apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unread {
    /// The place.
    pub span: Span,
    /// The row it belongs to, as block and row.
    pub row: Option<(usize, usize)>,
    /// Why.
    pub why: UnreadWhy,
}

/// Why cells were not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnreadWhy {
    /// Digits run together and the sums leave several ways to part them, or none.
    RunTogether,
    /// Fewer figures than the row has cells.
    TooFew,
    /// More figures than the row has cells.
    TooMany,
    /// A picture in place of the table.
    Picture,
}

impl Content {
    /// The number it holds.
    pub fn number(&self) -> Option<Amount> {
        match self {
            Self::Number(number) | Self::Dressed(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether nothing but the lack of a number is written: blank, dash or 无.
    pub fn is_void(&self) -> bool {
        matches!(self, Self::Blank | Self::Dash | Self::None)
    }
}

impl Filled {
    /// A form of which nothing has been read.
    pub(super) fn empty(form: Arc<Form>) -> Self {
        Self {
            form,
            span: Span::at(0),
            cells: Vec::new(),
            row_labels: Vec::new(),
            column_labels: Vec::new(),
            faults: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// Whether the label of a row, as block and row, was found.
    pub(super) fn has_row(&self, at: (usize, usize)) -> bool {
        self.row_labels.iter().any(|it| (it.0, it.1) == at)
    }

    /// Whether the head of a column, as block and column, was found.
    pub(super) fn has_column(&self, at: (usize, usize)) -> bool {
        self.column_labels.iter().any(|it| (it.0, it.1) == at)
    }

    /// Takes down a difference from the form.
    pub(super) fn fault(&mut self, kind: ShapeKind, span: Span, label: &str) {
        self.faults.push(ShapeFault { kind, span, label: label.to_owned() });
    }

    /// The cell at an address, if it was found.
    pub fn cell(&self, at: CellAddress) -> Option<&Cell> {
        let index = self.cells.binary_search_by_key(&at, |cell| cell.at).ok()?;
        self.cells.get(index)
    }

    /// The cell in which `span` stands.
    pub fn cell_at(&self, span: Span) -> Option<&Cell> {
        self.cells.iter().find(|cell| !cell.span.is_empty() && cell.span.contains(span))
    }

    /// The official words for a column: 总计.
    pub fn column_name(&self, block: usize, column: usize) -> &str {
        let block = self.form.block.get(block);
        block.and_then(|it| it.column.get(column)).map_or("", |it| it.label.as_str())
    }

    /// The row of an address.
    pub fn row(&self, at: CellAddress) -> Option<&Row> {
        self.form.block.get(at.block)?.row.get(at.row)
    }

    /// The column of an address.
    pub fn column(&self, at: CellAddress) -> Option<&Column> {
        self.form.block.get(at.block)?.column.get(at.column)
    }

    /// What may stand at an address.
    pub fn values_at(&self, at: CellAddress) -> Values {
        let column = self.column(at).map(|it| it.values).unwrap_or_default();
        self.row(at).and_then(|row| row.values).unwrap_or(column)
    }

    /// The official words for a row: （三）不予公开 4.保护第三方合法权益.
    pub fn row_name(&self, block: usize, row: usize) -> String {
        self.form.row_name(block, row)
    }

    /// How many of its cells were read, blank ones too, and how many the form has.
    pub fn coverage(&self) -> (usize, usize) {
        let all = if self.form.local.is_some() {
            let columns: BTreeSet<usize> = self.cells.iter().map(|it| it.at.column).collect();
            self.row_labels.len() * columns.len().max(1)
        } else {
            self.form.addresses().count()
        };
        (self.cells.len(), all)
    }

    /// Whether some of its figures could not be read.
    pub fn is_torn(&self) -> bool {
        !self.unread.is_empty() || self.cells.is_empty()
    }

    /// Whether no cell holds a number: a blank form.
    pub fn is_blank(&self) -> bool {
        !self.cells.is_empty() && self.cells.iter().all(|it| it.content == Content::Blank)
    }
}
