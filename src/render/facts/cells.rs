//! The cells of official and local tables as rows: those that are blank, and those that a table or
//! a report should have and does not, each with its state.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::datum::Datum;
use super::rows::{Table, Take};
use crate::form::{CellAddress, Content, Filled, Form};
use crate::render::Status;
use crate::text::Span;

/// Every cell of the tables that a report has, and of those that its year asks for.
pub(super) fn each(table: &mut Table<'_>, take: &mut Take<'_>) {
    let judged = table.judged;
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for filled in &judged.doc.forms {
        let number = met.entry(&filled.form.id).or_default();
        *number += 1;
        of_table(table, filled, *number, take);
    }
    // A text that is no report lacks no table.
    if judged.status != Status::Checked {
        return;
    }
    for it in judged.tables().into_iter().filter(|it| !met.contains_key(it.form.id.as_str())) {
        for at in it.form.addresses() {
            take(&Datum { state: Some("not-found"), ..named(table, it.form, at) });
        }
    }
}

/// The cells of one table, in the order of its form.
fn of_table<'a>(table: &mut Table<'a>, filled: &'a Filled, number: usize, take: &mut Take<'_>) {
    for at in filled.form.addresses().filter(|it| has(filled, *it)) {
        let cell = filled.cell(at);
        let unread = cell.is_none().then(|| unread_at(filled, at)).flatten();
        let state = match (cell, unread) {
            (Some(cell), _) => state(&cell.content),
            (None, Some(_)) => "unread",
            (None, None) => "not-found",
        };
        let place = cell.map(|it| it.span).or(unread).map(|span| table.row("cell", span));
        let place = place.unwrap_or_default();
        take(&Datum {
            table_no: Some(number),
            state: Some(state),
            value: cell.and_then(|it| it.content.number()),
            // The words of a whole row are those of no cell.
            text: place.text.filter(|_| cell.is_some()),
            section: place.section,
            line: place.line,
            line_char: place.line_char,
            ..named(table, &filled.form, at)
        });
    }
}

/// A row with the names of a cell.
fn named<'a>(table: &Table<'a>, form: &'a Form, at: CellAddress) -> Datum<'a> {
    let block = form.block.get(at.block);
    let row = block.and_then(|it| it.row.get(at.row));
    let column = block.and_then(|it| it.column.get(at.column));
    Datum {
        kind: "cell",
        table_id: Some(&form.id),
        table_no: Some(1),
        row_key: row.map(|it| it.key.as_str()),
        column_key: column.map(|it| it.key.as_str()),
        unit: row.and_then(|it| it.unit.as_deref()),
        label: Some(Cow::Owned(form.row_name(at.block, at.row))),
        column_label: column.map(|it| it.label.as_str()),
        ..table.common.clone()
    }
}

/// Whether a table has a cell: an official one all of its form, a local one those of its own rows
/// and columns.
fn has(filled: &Filled, at: CellAddress) -> bool {
    let mut rows = filled.row_labels.iter();
    let mut columns =
        filled.cells.iter().filter(|it| it.at.block == at.block).map(|it| it.at.column);
    filled.form.local.is_none()
        || rows.any(|it| (it.0, it.1) == (at.block, at.row))
            && columns
                .next()
                .is_none_or(|first| first == at.column || columns.any(|column| column == at.column))
}

/// What stands in place of a cell and could not be told apart.
fn unread_at(filled: &Filled, at: CellAddress) -> Option<Span> {
    let is_here = |row: Option<(usize, usize)>| row.is_none_or(|it| it == (at.block, at.row));
    filled.unread.iter().find(|it| is_here(it.row)).map(|it| it.span)
}

fn state(content: &Content) -> &'static str {
    match content {
        Content::Number(_) => "number",
        Content::Dressed(_) => "dressed",
        Content::Blank => "blank",
        Content::Dash => "dash",
        Content::None => "none",
        Content::Words => "words",
    }
}
