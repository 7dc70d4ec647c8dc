//! The view of a Word document as it grows: lines, and what stands where in them.

use super::super::{Layout, Part, PartKind};
use crate::document::{Link, Remark, RemarkKind, Table, TableCell, TableShape, Target};
use crate::text::{Span, trim};

use super::table::{self, Grid};

/// Cells of all tables; further ones stand one after the other.
const MAX_CELLS: usize = 1_000_000;

/// Lines written so far.
#[derive(Default)]
pub(super) struct View {
    text: String,
    layout: Layout,
    cells: usize,
    /// The part that is read.
    part: usize,
    pieces: Vec<Piece>,
}

/// Words of the view and where they are spelt.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub view: Span,
    /// Which of the parts that were read, in their order.
    pub part: usize,
    /// The place in its XML.
    pub xml: Span,
}

/// The words of a paragraph, with what they lead to and what is remarkable about them.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub text: String,
    /// Places in `text` and in the part; between them stands what the reader makes up.
    pub pieces: Vec<(Span, Span)>,
    /// Places in `text` and the addresses they lead to.
    pub links: Vec<(Span, Target)>,
    /// Places in `text` that a remark is about; empty ones are about the whole paragraph.
    pub remarks: Vec<(Span, RemarkKind)>,
    /// A line ends in the cell between two digits.
    pub torn: bool,
}

impl View {
    /// Writes a paragraph; a line break in it begins a line and a part of its own.
    pub(super) fn paragraph(&mut self, words: &Words, heading: Option<u8>) {
        let start = self.text.len();
        self.text.push_str(&words.text);
        self.text.push('\n');
        let mut at = start;
        for line in words.text.split('\n') {
            let span = trim(&self.text, Span::new(at, at + line.len()));
            at += line.len() + 1;
            if !span.is_empty() {
                let kind = heading.map_or(PartKind::Prose, PartKind::Heading);
                self.layout.parts.push(Part { kind, span, at_line_start: true });
            }
        }
        let whole = trim(&self.text, Span::new(start, start + words.text.len()));
        self.note(words, start, whole);
    }

    /// What follows comes from the next part.
    pub(super) fn next_part(&mut self) {
        self.part += 1;
    }

    fn note(&mut self, words: &Words, start: usize, whole: Span) {
        let part = self.part;
        self.pieces.extend(words.pieces.iter().map(|&(place, xml)| {
            let view = place.shift(start);
            Piece { view, part, xml }
        }));
        for (place, target) in &words.links {
            let span = trim(&self.text, place.shift(start));
            if !span.is_empty() {
                self.layout.links.push(Link { span, target: target.clone() });
            }
        }
        for &(place, kind) in &words.remarks {
            let span = if place.is_empty() { whole } else { place.shift(start) };
            self.layout.remarks.push(Remark { kind, span });
        }
    }

    /// Writes a table and the tables in it. A frame of one column is no table: what stands in it
    /// is text. Tables in the cells of another one follow it.
    pub(super) fn table(&mut self, grid: Grid) {
        let mut waiting = vec![table::Piece::Table(grid)];
        while let Some(piece) = waiting.pop() {
            let next = match piece {
                table::Piece::Words(words) => {
                    self.paragraph(&words, None);
                    continue;
                }
                table::Piece::Table(grid) if grid.is_frame() => grid.into_pieces(),
                table::Piece::Table(mut grid) => {
                    let inner = grid.take_tables();
                    self.rows(grid);
                    inner
                }
            };
            waiting.extend(next.into_iter().rev());
        }
    }

    /// Writes one row a line with tabs between its cells.
    fn rows(&mut self, grid: Grid) {
        let first = self.text.len();
        let mut rows = Vec::new();
        for row in grid.rows() {
            let start = self.text.len();
            let mut cells = Vec::new();
            for (index, cell) in row.iter().enumerate() {
                if index > 0 {
                    self.text.push('\t');
                }
                let (from, words) = (self.text.len(), cell.words());
                self.text.push_str(&words.text);
                let bare = trim(&self.text, Span::new(from, self.text.len()));
                // Nothing but NBSP is something a person typed.
                let span = if bare.is_empty() { Span::new(from, self.text.len()) } else { bare };
                self.note(&words, from, span);
                cells.push(TableCell {
                    span,
                    column: cell.column,
                    columns: cell.columns,
                    rows: cell.rows,
                    torn: words.torn,
                });
            }
            let places = cells.iter().map(|it| it.columns);
            self.cells = places.fold(self.cells, usize::saturating_add);
            let span = trim(&self.text, Span::new(start, self.text.len()));
            self.text.push('\n');
            if !span.is_empty() {
                self.layout.parts.push(Part { kind: PartKind::Row, span, at_line_start: true });
            }
            rows.push(cells);
        }
        let span = trim(&self.text, Span::new(first, self.text.len()));
        if self.cells > MAX_CELLS {
            self.layout.remarks.push(Remark { kind: RemarkKind::Oversized, span });
        } else if !span.is_empty() {
            self.layout.tables.push(Table { shape: TableShape::Laid, span, rows });
        }
    }

    /// Remarks on the last paragraph or row.
    pub(super) fn remark_last(&mut self, kind: RemarkKind) {
        let span = self.layout.parts.last().map_or(Span::at(0), |part| part.span);
        self.layout.remarks.push(Remark { kind, span });
    }

    pub(super) fn finish(self) -> (String, Layout, Vec<Piece>) {
        (self.text, self.layout, self.pieces)
    }
}
