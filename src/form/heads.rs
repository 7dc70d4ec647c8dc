//! Heads of columns: which column of the form the values below each of them belong to.
//!
//! Heads count for nothing until a row of the form stands below them, so that those of another
//! table are never taken for its own.

use super::filled::ShapeKind;
use super::grid::{GridCell, Reading};
use super::label::Labels;
use super::schema::Column;
use super::shape;

/// More cells than the heads of any form have.
const MANY: usize = 64;

/// The heads that were met last.
#[derive(Debug, Default)]
pub(super) struct Heads<'a> {
    /// Every cell with words that are neither a note nor a heading above heads, row by row.
    cells: Vec<Head<'a>>,
    /// The table they stand in.
    table: usize,
    /// How many rows they take.
    rows: usize,
    /// The block whose rows stood below them.
    block: Option<usize>,
}

/// A cell of a row of heads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head<'a> {
    cell: &'a GridCell<'a>,
    /// Whether it stands before the first cell of its row that names a column.
    corner: bool,
    /// Whether it names a column.
    named: bool,
}

impl<'a> Heads<'a> {
    /// Takes down a row of heads. They go on those right above them.
    pub(super) fn take(&mut self, table: usize, row: &'a [GridCell<'a>], labels: &Labels) {
        if table != self.table || self.block.is_some() || row.len() > MANY {
            *self = Self { table, ..Self::default() };
        }
        if self.cells.len() + row.len() > MANY {
            return;
        }
        let is_head = |it: &GridCell<'_>| !labels.columns(it.name).is_empty();
        let first = row.iter().position(is_head).unwrap_or(0);
        for (at, cell) in row.iter().enumerate() {
            let idle = || labels.is_idle(cell.words) || labels.block(cell.name).is_some();
            let named = is_head(cell);
            if !cell.words.is_empty() && (named || !idle()) {
                self.cells.push(Head { cell, corner: at < first, named });
            }
        }
        self.rows += 1;
    }

    /// Says in which table a row of which block follows: heads over another table are dropped.
    pub(super) fn belong_to(&mut self, table: usize, block: usize) {
        let other_table = self.block.is_none() && table != self.table;
        if other_table || self.block.is_some_and(|it| it != block) {
            *self = Self { table, ..Self::default() };
        }
        self.block = Some(block);
    }

    /// Whether they stand in a table.
    pub(super) fn are_of(&self, table: usize) -> bool {
        self.table == table && !self.cells.is_empty()
    }

    /// Whether one of them stands over a cell, or where they stand is not known.
    pub(super) fn stand_over(&self, cell: &GridCell<'_>) -> bool {
        let over = |it: &Head<'_>| !it.corner && it.cell.column == cell.column;
        self.cells.is_empty() || self.cells.iter().any(over)
    }

    /// How many of them name a column.
    pub(super) fn named(&self) -> usize {
        self.cells.iter().filter(|it| it.named).count()
    }

    /// For every value the head above it: the lowest in the same place, or else, where there are
    /// as many in one row, the one with the same number.
    pub(super) fn over(&self, values: &[GridCell<'_>]) -> Option<Vec<Option<Head<'a>>>> {
        let above = |value: &GridCell<'_>| {
            self.cells.iter().rev().find(|it| it.cell.column == value.column).copied()
        };
        let by_place: Vec<Option<Head<'a>>> =
            if values.len() > MANY { Vec::new() } else { values.iter().map(above).collect() };
        let lacking = by_place.iter().filter(|it| it.is_none()).count();
        if !by_place.is_empty() && lacking == 0 {
            return Some(by_place);
        }
        let own: Vec<Option<Head<'a>>> =
            self.cells.iter().filter(|it| !it.corner).map(|it| Some(*it)).collect();
        (self.rows == 1 && own.len() == values.len()).then_some(own)
    }
}

/// The column of each value in a row of `block`: none for one the form does not have. Nothing
/// where it cannot be told.
pub(super) fn order(
    reading: &mut Reading<'_>,
    block: usize,
    values: &[GridCell<'_>],
) -> Option<Vec<Option<usize>>> {
    let columns = reading.form.block.get(block).map_or(0, |it| it.column.len());
    let fits = values.len() == columns;
    // A row that is shorter than its heads has lost cells, and no one knows which.
    let whole = reading.heads.cells.iter().filter(|it| names(reading, block, it).is_some()).count();
    match reading.heads.over(values) {
        Some(heads) if fits || (1..=values.len()).contains(&whole) => {
            let first = !reading.filled.column_labels.iter().any(|it| it.0 == block);
            let order = arrange(reading, block, &heads);
            if first {
                above(reading, &heads);
            }
            Some(order)
        }
        _ if fits => {
            // Heads in several rows of a text have lost their places, not their order.
            loose(reading, block);
            Some((0..columns).map(Some).collect())
        }
        _ => None,
    }
}

/// The column of a block that a head names.
fn names(reading: &Reading<'_>, block: usize, head: &Head<'_>) -> Option<usize> {
    let named = reading.labels.columns(head.cell.name);
    named.iter().find(|it| it.0 == block).map(|it| it.1)
}

/// Gives each head its column, and takes down what differs from the form once for each block.
pub(super) fn arrange(
    reading: &mut Reading<'_>,
    block: usize,
    heads: &[Option<Head<'_>>],
) -> Vec<Option<usize>> {
    let form = std::sync::Arc::clone(reading.form);
    let columns = form.block.get(block).map(|it| it.column.as_slice()).unwrap_or_default();
    let mut order: Vec<Option<usize>> = Vec::new();
    for head in heads {
        let named = head.as_ref().and_then(|it| names(reading, block, it));
        order.push(named.filter(|it| !order.contains(&Some(*it))));
    }
    let mut open: Vec<usize> =
        (0..columns.len()).filter(|it| !order.contains(&Some(*it))).collect();
    // Where every column has its values, a head in other words is the one that is left over.
    let whole = heads.len() == columns.len();
    for (at, slot) in order.iter_mut().enumerate().filter(|it| it.1.is_none()) {
        let words = heads.get(at).copied().flatten().map_or("", |it| it.cell.words);
        let alike = |it: &usize| columns.get(*it).is_some_and(|it| shape::alike(&it.label, words));
        let own = open.iter().position(|it| whole && *it == at);
        let found = own.or_else(|| open.iter().position(alike)).or(whole.then_some(0));
        *slot = found.filter(|it| *it < open.len()).map(|it| open.remove(it));
    }
    if !reading.filled.column_labels.iter().any(|it| it.0 == block) {
        note(reading, block, columns, heads, &order);
    }
    order
}

/// Takes down the places of heads, and which are missing, in other words or in another order.
fn note(
    reading: &mut Reading<'_>,
    block: usize,
    columns: &[Column],
    heads: &[Option<Head<'_>>],
    order: &[Option<usize>],
) {
    let mut most = None;
    for (head, column) in heads.iter().zip(order) {
        let Some(head) = head else { continue };
        let (span, words) = (head.cell.span, head.cell.words);
        reading.cover(span);
        let Some((column, official)) = column.and_then(|it| Some((it, columns.get(it)?))) else {
            reading.filled.fault(ShapeKind::ColumnAdded, span, words);
            continue;
        };
        reading.filled.column_labels.push((block, column, span));
        if names(reading, block, head) != Some(column) {
            reading.filled.fault(ShapeKind::ColumnRenamed, span, &official.label);
        }
        if most.is_some_and(|it| column < it) {
            reading.filled.fault(ShapeKind::Moved, span, &official.label);
        }
        most = most.max(Some(column));
    }
}

/// Takes down heads above heads that are not the form's.
pub(super) fn above(reading: &mut Reading<'_>, heads: &[Option<Head<'_>>]) {
    let form = std::sync::Arc::clone(reading.form);
    let lowest = |it: &&Head<'_>| heads.iter().flatten().any(|head| head.cell.span == it.cell.span);
    let others = reading.heads.cells.iter().filter(|it| !it.corner && !lowest(it));
    let others: Vec<&GridCell<'_>> = others.map(|it| it.cell).collect();
    for &GridCell { span, words, .. } in others {
        let columns = form.block.iter().flat_map(|it| &it.column);
        let groups = columns.flat_map(|it| &it.group);
        let mut groups = groups.chain(form.block.iter().flat_map(|it| &it.label));
        match groups.find(|it| shape::alike(it, words)) {
            Some(official) => reading.filled.fault(ShapeKind::ColumnRenamed, span, official),
            None => reading.filled.fault(ShapeKind::ColumnAdded, span, words),
        }
    }
}

/// Takes down heads whose places cannot be told.
fn loose(reading: &mut Reading<'_>, block: usize) {
    if reading.filled.column_labels.iter().any(|it| it.0 == block) {
        return;
    }
    let heads: Vec<Head<'_>> =
        reading.heads.cells.iter().filter(|it| !it.corner).copied().collect();
    for head in heads {
        let (span, words) = (head.cell.span, head.cell.words);
        reading.cover(span);
        if let Some(column) = names(reading, block, &head) {
            reading.filled.column_labels.push((block, column, span));
        } else {
            shape::odd_head(reading, block, span, words);
        }
    }
}
