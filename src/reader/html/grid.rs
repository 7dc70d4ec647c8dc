//! Lays the cells of a table to a grid.

use super::tag::Hint;
use crate::document::{Table, TableCell, TableShape};

/// Places of a grid that are laid out.
const AREA_MAX: usize = 1_000_000;

/// A table as far as it is laid out.
#[derive(Default)]
pub(super) struct Grid {
    rows: Vec<Vec<TableCell>>,
    /// For each column, how many rows, this one included, a cell takes there.
    taken: Vec<usize>,
    column: usize,
    area: usize,
}

impl Grid {
    /// Begins a row.
    pub(super) fn row(&mut self) {
        if !self.rows.is_empty() {
            for rows in &mut self.taken {
                *rows = rows.saturating_sub(1);
            }
        }
        self.area += self.taken.len();
        self.rows.push(Vec::new());
        self.column = 0;
    }

    /// Whether no row has begun.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether the current row holds a cell.
    pub(super) fn has_cells(&self) -> bool {
        self.rows.last().is_some_and(|row| !row.is_empty())
    }

    /// Puts a cell at the first free place of the row.
    pub(super) fn cell(&mut self, cell: TableCell, hint: &Hint) {
        let (columns, rows) = (hint.columns, hint.rows);
        self.area += columns;
        if self.oversized() {
            // Kept for where the table lies, not for its place in it.
            self.rows.last_mut().into_iter().for_each(|row| row.push(cell));
            return;
        }
        let free = |&column: &usize| self.taken.get(column).is_none_or(|&rows| rows == 0);
        let column =
            (self.column..self.taken.len()).find(free).unwrap_or(self.taken.len().max(self.column));
        self.column = column + columns;
        self.taken.resize(self.taken.len().max(self.column), 0);
        for slot in self.taken.iter_mut().skip(column).take(columns) {
            *slot = (*slot).max(rows);
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(TableCell { column, columns, rows, ..cell });
        }
    }

    /// Whether it is too large to be laid out.
    pub(super) fn oversized(&self) -> bool {
        self.area > AREA_MAX
    }

    /// The table, no cell of which reaches below its last row.
    pub(super) fn finish(mut self) -> Option<Table> {
        let count = self.rows.len();
        for (index, row) in self.rows.iter_mut().enumerate() {
            for cell in row.iter_mut() {
                cell.rows = cell.rows.min(count - index);
            }
        }
        let mut cells = self.rows.iter().flatten();
        let first = cells.next()?.span;
        let span = cells.fold(first, |all, cell| all.cover(cell.span));
        Some(Table { shape: TableShape::Laid, span, rows: self.rows })
    }
}
