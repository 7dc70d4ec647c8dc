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
mod running;
mod schema;
mod shape;
mod split;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use filled::{Cell, CellAddress, Content, Filled, ShapeFault, ShapeKind, Unread, UnreadWhy};
pub use schema::{Across, Block, Column, Form, Identity, Layout, Relation, Row, Values};

use self::grid::Rows;
use self::label::Labels;
use crate::document::{Table, TableShape};
use crate::fold::Folded;
use crate::text::Span;

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
    for table in tables.iter().filter(|it| is_running(it.shape)) {
        let within = folded.to_folded(table.span);
        found.extend(
            best_running(folded, within, forms)
                .and_then(|form| running::read(folded, within, form)),
        );
    }
    found.sort_by_key(|it| it.span);
    found
}

fn is_running(shape: TableShape) -> bool {
    matches!(shape, TableShape::Lines | TableShape::Cells | TableShape::Run)
}

/// Where official tables stand in running text, in order and apart: places in the source.
pub(crate) fn regions(folded: &Folded, forms: &Forms) -> Vec<Span> {
    let asked = forms.iter().filter(|it| it.chapter.is_some());
    let spans = asked.filter_map(|form| running::region(folded.as_str(), form)).collect();
    crate::facts::merge(spans).into_iter().map(|it| folded.to_source(it)).collect()
}

/// The form whose labels fit a stretch of running text best.
fn best_running<'f>(folded: &Folded, within: Span, forms: &'f Forms) -> Option<&'f Arc<Form>> {
    let fits = |form: &&'f Arc<Form>| running::fit(folded.as_str(), within, form);
    let asked = forms.iter().filter(|it| it.chapter.is_some());
    let scored = asked.filter_map(|form| Some((fits(&form)?, form)));
    scored.max_by_key(|it| it.0).map(|it| it.1)
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
