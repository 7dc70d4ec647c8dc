//! How a table differs from the shape of its form: labels missing, added, damaged or moved.

use super::filled::{Filled, ShapeFault, ShapeKind};
use super::grid::Reading;
use super::schema::{Form, Layout};
use crate::outline::similarity;
use crate::text::Span;

/// How alike a damaged label is to the one it was.
const ALIKE: f64 = 0.5;

/// The label of a row with the heading it stands under.
pub(super) fn label_of(form: &Form, (block, row): (usize, usize)) -> String {
    let row = form.block.get(block).and_then(|it| it.row.get(row));
    row.map_or_else(String::new, |it| it.label.as_str().to_owned())
}

/// Whether words are a label, damaged or in other words.
pub(super) fn alike(label: &str, words: &str) -> bool {
    similarity(label, words) >= ALIKE
}

/// Takes down a head that names no column: another name for one, or one more.
pub(super) fn odd_head(reading: &mut Reading<'_>, block: usize, span: Span, words: &str) {
    let columns = reading.form.block.get(block).map(|it| it.column.as_slice()).unwrap_or_default();
    let found = columns.iter().position(|it| alike(&it.label, words));
    let open = found.filter(|it| !reading.filled.has_column((block, *it)));
    match open.and_then(|at| Some((at, columns.get(at)?))) {
        Some((at, column)) => {
            reading.filled.column_labels.push((block, at, span));
            reading.filled.fault(ShapeKind::ColumnRenamed, span, &column.label);
        }
        None => reading.filled.fault(ShapeKind::ColumnAdded, span, words),
    }
}

/// Compares what was found with the form.
pub(super) fn judge(filled: &mut Filled) {
    let mut faults = rows(filled);
    faults.extend(columns(filled));
    filled.faults.extend(faults);
    filled.faults.sort_by_key(|it| it.span);
}

fn rows(filled: &Filled) -> Vec<ShapeFault> {
    let form = &filled.form;
    if form.layout == Layout::Across {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let mut before = Span::new(filled.span.start(), filled.span.start());
    for (block, it) in form.block.iter().enumerate() {
        for (row, it) in it.row.iter().enumerate() {
            let found = filled.row_labels.iter().find(|it| (it.0, it.1) == (block, row));
            match found {
                Some(found) if found.2.start() < before.start() => {
                    faults.push(fault(ShapeKind::Moved, found.2, &it.label));
                }
                Some(found) => before = found.2,
                None => faults.push(fault(ShapeKind::RowMissing, before, &it.label)),
            }
        }
    }
    faults
}

fn columns(filled: &Filled) -> Vec<ShapeFault> {
    let mut faults = Vec::new();
    for (block, it) in filled.form.block.iter().enumerate() {
        let heads: Vec<_> = filled.column_labels.iter().filter(|head| head.0 == block).collect();
        let Some(first) = heads.first() else { continue };
        let mut before = first.2;
        for (column, it) in it.column.iter().enumerate() {
            let filled =
                || filled.cells.iter().any(|it| (it.at.block, it.at.column) == (block, column));
            match heads.iter().find(|head| head.1 == column) {
                Some(head) => before = head.2,
                None if filled() => faults.push(fault(ShapeKind::HeadMissing, before, &it.label)),
                None => faults.push(fault(ShapeKind::ColumnMissing, before, &it.label)),
            }
        }
    }
    faults
}

fn fault(kind: ShapeKind, span: Span, label: &str) -> ShapeFault {
    ShapeFault { kind, span, label: label.to_owned() }
}
