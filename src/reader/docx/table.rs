//! A table of a Word document while it is read, and the grid its cells make.

use std::collections::BTreeMap;

use super::view::Words;
use crate::numeral::begins_number;
use crate::text::Span;

/// Columns that one cell may take.
const MAX_SPAN: usize = 1_000;

/// Rows of cells, the last row still open.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: Vec<Vec<Slot>>,
    /// Column at which the next cell of the open row begins.
    column: usize,
    /// The open row was deleted with tracked changes.
    deleted: bool,
}

/// What stands in a cell.
#[derive(Debug)]
pub(super) enum Piece {
    /// A paragraph.
    Words(Words),
    /// Another table.
    Table(Grid),
}

/// A cell with its place in the grid.
#[derive(Debug, Default)]
pub(super) struct Slot {
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
    /// It goes on the cell above it (vMerge without restart).
    merged: bool,
    pieces: Vec<Piece>,
}

impl Grid {
    pub(super) fn open_row(&mut self) {
        self.rows.push(Vec::new());
        self.column = 0;
        self.deleted = false;
    }

    /// The open row is not shown.
    pub(super) fn delete_row(&mut self) {
        self.deleted = true;
    }

    /// Whether the row that ends here was deleted.
    pub(super) fn close_row(&mut self) -> bool {
        let deleted = std::mem::take(&mut self.deleted);
        if deleted {
            self.rows.pop();
        }
        deleted
    }

    /// Leaves columns free before the first cell (gridBefore).
    pub(super) fn skip(&mut self, columns: usize) {
        self.column += columns.min(MAX_SPAN);
    }

    pub(super) fn open_cell(&mut self) {
        let slot = Slot { column: self.column, columns: 1, rows: 1, ..Slot::default() };
        self.column += 1;
        if let Some(row) = self.rows.last_mut() {
            row.push(slot);
        }
    }

    fn cell(&mut self) -> Option<&mut Slot> {
        self.rows.last_mut()?.last_mut()
    }

    /// How many columns the open cell takes (gridSpan).
    pub(super) fn span(&mut self, columns: usize) {
        let columns = columns.clamp(1, MAX_SPAN);
        if let Some(cell) = self.cell() {
            let grown = columns - cell.columns.min(columns);
            cell.columns = columns;
            self.column += grown;
        }
    }

    /// The open cell goes on the one above it.
    pub(super) fn merge(&mut self) {
        if let Some(cell) = self.cell() {
            cell.merged = true;
        }
    }

    pub(super) fn write(&mut self, piece: Piece) {
        if let Some(cell) = self.cell() {
            // Most cells hold one paragraph, and many of them nothing else.
            if cell.pieces.is_empty() {
                cell.pieces.reserve_exact(1);
            }
            cell.pieces.push(piece);
        }
    }

    /// Whether it only draws a frame round text.
    pub(super) fn is_frame(&self) -> bool {
        self.rows.iter().all(|row| row.len() <= 1)
    }

    /// What stands in a frame, in order.
    pub(super) fn into_pieces(self) -> Vec<Piece> {
        self.rows.into_iter().flatten().flat_map(|cell| cell.pieces).collect()
    }

    /// Takes out the tables in its cells.
    pub(super) fn take_tables(&mut self) -> Vec<Piece> {
        let cells = self.rows.iter_mut().flatten();
        let is_table = |piece: &mut Piece| matches!(piece, Piece::Table(_));
        cells.flat_map(|cell| cell.pieces.extract_if(.., is_table).collect::<Vec<_>>()).collect()
    }

    /// The rows with each cell where it begins, as high as it is. Words in a cell that goes on
    /// another are kept: Word hides them, but they are in the file.
    pub(super) fn rows(mut self) -> Vec<Vec<Slot>> {
        // The open cells of each column: row and index of where they begin.
        let mut above: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for row in 0..self.rows.len() {
            let cells = self.rows.get(row).map_or(0, Vec::len);
            for index in 0..cells {
                let slot = self.rows.get(row).and_then(|it| it.get(index));
                let Some((column, merged)) = slot.map(|it| (it.column, it.merged)) else {
                    continue;
                };
                match above.get(&column).copied() {
                    Some((first, at)) if merged => {
                        if let Some(start) = self.rows.get_mut(first).and_then(|it| it.get_mut(at))
                        {
                            start.rows += 1;
                        }
                    }
                    _ => {
                        above.insert(column, (row, index));
                    }
                }
            }
        }
        self.rows.into_iter().map(shown).collect()
    }
}

/// The cells of a row that have words or a place of their own; what was remarked in the others
/// (the first cell of an inserted row may go on the one above) is remarked in the first of them.
fn shown(row: Vec<Slot>) -> Vec<Slot> {
    let own = |it: &Slot| !it.merged || !it.is_empty();
    let (mut shown, hidden): (Vec<Slot>, Vec<Slot>) = row.into_iter().partition(own);
    let remarks = hidden.iter().flat_map(Slot::paragraphs).flat_map(|it| &it.remarks);
    let remarks: Vec<_> = remarks.map(|&(_, kind)| (Span::at(0), kind)).collect();
    if let Some(first) = shown.first_mut().filter(|_| !remarks.is_empty()) {
        first.pieces.push(Piece::Words(Words { remarks, ..Words::default() }));
    }
    shown
}

/// Whether a line or tab ends between two digits.
fn is_torn(words: &str) -> bool {
    let mut parts = words.split(['\n', '\t']).map(str::trim).filter(|it| !it.is_empty());
    let mut last = parts.next().unwrap_or_default();
    parts.any(|part| {
        let before = std::mem::replace(&mut last, part);
        before.ends_with(begins_number) && part.starts_with(begins_number)
    })
}

impl Slot {
    fn is_empty(&self) -> bool {
        self.paragraphs().all(|it| it.text.trim().is_empty())
    }

    fn paragraphs(&self) -> impl Iterator<Item = &Words> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Words(words) => Some(words),
            Piece::Table(_) => None,
        })
    }

    /// Its paragraphs on one line.
    pub(super) fn words(&self) -> Words {
        let mut all = Words::default();
        for words in self.paragraphs() {
            if !all.text.is_empty() && !words.text.is_empty() {
                let apart = all.text.ends_with(begins_number);
                all.torn |= apart && words.text.starts_with(begins_number);
                all.text.push(' ');
            }
            all.torn |= is_torn(&words.text);
            let start = all.text.len();
            all.text.extend(
                words.text.chars().map(|it| if matches!(it, '\n' | '\t') { ' ' } else { it }),
            );
            let moved = |span: Span| span.shift(start);
            all.pieces.extend(words.pieces.iter().map(|&(span, part)| (moved(span), part)));
            all.links.extend(words.links.iter().map(|(span, to)| (moved(*span), to.clone())));
            all.remarks.extend(words.remarks.iter().map(|&(span, kind)| (moved(span), kind)));
        }
        all
    }
}
