//! Official tables (统一表格): what each looks like, as data in packs, and what a report wrote
//! into it, whatever the input format was.
//!
//! A [`Form`] knows labels, columns and the relations its cells must satisfy (勾稽关系). A
//! [`Filled`] form is one found in a report, cell by cell, with every place.

mod filled;
mod schema;

use std::sync::Arc;

pub use filled::{Cell, CellAddress, Content, Filled, ShapeFault, ShapeKind, Unread, UnreadWhy};
pub use schema::{Across, Block, Column, Form, Identity, Layout, Relation, Row, Values};

use crate::document::Table;
use crate::fold::Folded;
use crate::text::Text;

/// The forms of all packs, to tell tables by.
pub type Forms = Vec<Arc<Form>>;

/// Finds the forms that a report filled in, in the order of the text.
pub(crate) fn read(
    _text: &Text,
    _folded: &Folded,
    _tables: &[Table],
    _forms: &Forms,
) -> Vec<Filled> {
    Vec::new()
}
