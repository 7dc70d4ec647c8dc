//! Official tables (统一表格): what each looks like, as data in packs, and what a report wrote
//! into it, whatever the input format was.
//!
//! A [`Form`] knows labels, columns and the relations its cells must satisfy (勾稽关系). A
//! [`Filled`] form is one found in a report, cell by cell, with every place.

mod across;
pub mod balance;
mod content;
mod filled;
mod grid;
mod label;
mod schema;
mod shape;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use filled::{Cell, CellAddress, Content, Filled, ShapeFault, ShapeKind, Unread, UnreadWhy};
pub use schema::{Across, Block, Column, Form, Identity, Layout, Relation, Row, Values};

use self::grid::Rows;
use self::label::Labels;
use crate::document::Table;
use crate::fold::Folded;

/// The forms of all packs, to tell tables by.
pub type Forms = Vec<Arc<Form>>;

/// Finds the forms that a report filled in, in the order of the text.
pub(crate) fn read(folded: &Folded, tables: &[Table], forms: &Forms) -> Vec<Filled> {
    if tables.is_empty() {
        return Vec::new();
    }
    let rows = Rows::of(folded, tables);
    let mut found: Vec<Filled> = Vec::new();
    for (form, labels) in best_of_each(&rows, forms) {
        found.extend(grid::read(&rows, form, &labels));
    }
    found.sort_by_key(|it| it.span);
    found
}

/// Of the forms with one name the one whose labels fit best, where enough of them do. Which year
/// the report is for is no matter: an outdated form is still told as what it is.
fn best_of_each<'f>(rows: &Rows<'_>, forms: &'f Forms) -> Vec<(&'f Arc<Form>, Labels)> {
    let mut best: Vec<((usize, usize), &Arc<Form>, Labels)> = Vec::new();
    for form in forms {
        let labels = Labels::of(form);
        let (named_rows, named_columns) = grid::fit(rows, &labels);
        if !is_there(form, named_rows, named_columns) {
            continue;
        }
        // With the same labels found, the form that misses fewer is meant.
        let rows: usize = form.block.iter().map(|it| it.row.len()).sum();
        let missing = rows.saturating_sub(named_rows);
        let fit = (named_rows + 3 * named_columns, usize::MAX - missing);
        match best.iter_mut().find(|it| it.1.id == form.id) {
            Some(other) if other.0 > fit => {}
            Some(other) => *other = (fit, form, labels),
            None => best.push((fit, form, labels)),
        }
    }
    best.into_iter().map(|(_, form, labels)| (form, labels)).collect()
}

/// Whether so many labels make the form.
fn is_there(form: &Form, rows: usize, columns: usize) -> bool {
    let all: usize = form.block.iter().map(|it| it.row.len()).sum();
    match form.layout {
        Layout::Across => columns >= 4,
        Layout::Down if form.least > 0 => rows * 100 >= all * form.least,
        Layout::Down => rows >= 1 && columns >= 2 || rows >= 3,
    }
}
