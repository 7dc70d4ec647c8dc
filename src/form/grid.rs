//! Forms in tables whose cells stand apart: web pages, Word documents, tabs and pipes.

use std::sync::Arc;

use super::filled::{Cell, CellAddress, Content, Filled, Unread, UnreadWhy};
use super::label::Labels;
use super::schema::{Column, Form, Layout};
use super::{across, local, shape};
use crate::document::{Table, TableShape};
use crate::fold::Folded;
use crate::text::Span;

/// A cell of a table with its folded words.
#[derive(Clone, Copy, Debug)]
pub(super) struct GridCell<'a> {
    pub span: Span,
    pub words: &'a str,
    pub column: usize,
}

/// The rows of all tables whose cells stand apart, in order, each with the index of its table.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    pub rows: Vec<(usize, Vec<GridCell<'a>>)>,
}

impl<'a> Rows<'a> {
    pub(super) fn of(folded: &'a Folded, tables: &[Table]) -> Self {
        let laid =
            |it: &&(usize, &Table)| matches!(it.1.shape, TableShape::Laid | TableShape::Grid);
        let tables: Vec<(usize, &Table)> = tables.iter().enumerate().collect();
        let rows = tables.iter().filter(laid).flat_map(|&(index, table)| {
            table.rows.iter().map(move |row| {
                let cell = |cell: &crate::document::TableCell| GridCell {
                    span: cell.span,
                    words: folded.of(cell.span),
                    column: cell.column,
                };
                (index, row.iter().map(cell).collect())
            })
        });
        Self { rows: rows.collect() }
    }
}

/// How many different rows and columns of a form bear their labels here.
pub(super) fn fit(rows: &Rows<'_>, labels: &Labels) -> (usize, usize) {
    let mut named_rows: Vec<(usize, usize)> = Vec::new();
    let mut named_columns: Vec<(usize, usize)> = Vec::new();
    for (_, row) in &rows.rows {
        for cell in row.iter().filter(|it| !it.words.is_empty()) {
            named_rows.extend(labels.rows(cell.words));
            named_columns.extend(labels.columns(cell.words));
        }
    }
    for named in [&mut named_rows, &mut named_columns] {
        named.sort_unstable();
        named.dedup();
    }
    (named_rows.len(), named_columns.len())
}

impl Rows<'_> {
    /// Each table by itself.
    pub(super) fn tables(&self) -> Vec<Self> {
        let parts = self.rows.chunk_by(|left, right| left.0 == right.0);
        parts.map(|rows| Self { rows: rows.to_vec() }).collect()
    }
}

/// Reads a form out of the tables.
pub(super) fn read(rows: &Rows<'_>, form: &Arc<Form>, labels: &Labels) -> Option<Filled> {
    let mut reading = Reading::new(form, labels);
    if form.layout == Layout::Across {
        across::read(&mut reading, rows);
    } else {
        for (_, row) in &rows.rows {
            reading.row(row);
        }
    }
    reading.finish()
}

/// What has been read so far.
pub(super) struct Reading<'a> {
    pub form: &'a Arc<Form>,
    pub labels: &'a Labels,
    pub filled: Filled,
    /// Heads of columns met in the current block: column of the form and of the table, if any.
    pub heads: Vec<Head>,
    block: usize,
    /// The row read last, in the order of the form.
    last: Option<(usize, usize)>,
    /// Cells that only belong to the form if it turns out to be there.
    pub span: Option<Span>,
}

/// A cell of a row of heads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    /// Block and column it names; none for a head that the form does not have.
    pub named: Option<(usize, usize)>,
    /// Where it stands in the table.
    pub column: usize,
}

impl<'a> Reading<'a> {
    fn new(form: &'a Arc<Form>, labels: &'a Labels) -> Self {
        let filled = Filled::empty(Arc::clone(form));
        Self { form, labels, filled, heads: Vec::new(), block: 0, last: None, span: None }
    }

    pub(super) fn cover(&mut self, span: Span) {
        self.span = Some(self.span.map_or(span, |it| it.cover(span)));
    }

    pub(super) fn cover_row(&mut self, row: &[GridCell<'_>]) {
        for cell in row {
            self.cover(cell.span);
        }
    }

    fn row(&mut self, row: &[GridCell<'_>]) {
        if let Some(block) = row.iter().find_map(|it| self.labels.block(it.words)) {
            self.block = block;
            self.cover_row(row);
        }
        if let Some((at, named)) = self.label(row) {
            let values = row.get(at + 1..).unwrap_or_default();
            let label = row.get(at).map_or(Span::at(0), |it| it.span);
            self.named_row(named, label, values, row);
        } else if !self.head_row(row) {
            self.odd_row(row);
        }
    }

    /// The row that the last label of a table row names, and the cell it stands in.
    fn label(&self, row: &[GridCell<'_>]) -> Option<(usize, (usize, usize))> {
        row.iter().enumerate().rev().filter(|(_, it)| !it.words.is_empty()).find_map(|(at, it)| {
            let named = self.labels.rows(it.words);
            self.best(named).map(|named| (at, named))
        })
    }

    /// Of rows with one label: the next after the last in this block, else any not yet read.
    fn best(&self, named: &[(usize, usize)]) -> Option<(usize, usize)> {
        let open = |it: &&(usize, usize)| !self.filled.has_row(**it);
        let here =
            |it: &&(usize, usize)| it.0 == self.block && self.last.is_none_or(|last| **it > last);
        named.iter().filter(open).find(here).or_else(|| named.iter().find(open)).copied()
    }

    fn named_row(
        &mut self,
        named: (usize, usize),
        label: Span,
        values: &[GridCell<'_>],
        row: &[GridCell<'_>],
    ) {
        if named.0 != self.block {
            self.block = named.0;
        }
        self.last = Some(named);
        self.filled.row_labels.push((named.0, named.1, label));
        self.cover_row(row);
        let heading = self.form.block.get(named.0).and_then(|it| it.row.get(named.1));
        let values = self.without_unit(named, values);
        if !heading.is_some_and(|it| it.heading) {
            self.values(named, label, values);
        }
    }

    /// How many columns of values a block has here.
    fn width(&self, block: usize) -> usize {
        let columns = self.form.block.get(block).map(|it| it.column.as_slice()).unwrap_or_default();
        let there = |it: &(usize, &Column)| !it.1.optional || self.filled.has_column((block, it.0));
        columns.iter().enumerate().filter(there).count()
    }

    /// The cells behind the unit, in forms with a column of units.
    fn without_unit<'c>(
        &mut self,
        at: (usize, usize),
        values: &'c [GridCell<'c>],
    ) -> &'c [GridCell<'c>] {
        let row = self.form.block.get(at.0).and_then(|it| it.row.get(at.1));
        if self.form.local.is_some() {
            return local::without_unit(values);
        }
        let Some(unit) = row.and_then(|it| it.unit.clone()) else { return values };
        let columns = self.width(at.0);
        match values.split_first() {
            Some((first, rest)) if values.len() > columns => {
                let void = Content::read(first.words).is_void();
                if first.words != unit && !void {
                    self.filled.fault(super::ShapeKind::UnitChanged, first.span, &unit);
                }
                rest
            }
            _ => values,
        }
    }

    /// Gives the cells of a row their columns: by order where there is one for each, else by the
    /// heads above them.
    fn values(&mut self, at: (usize, usize), label: Span, values: &[GridCell<'_>]) {
        let columns = self.width(at.0);
        let mut values = values;
        // Rows of tables without borders end in cells with nothing in them.
        while let Some((last, rest)) = values.split_last()
            && values.len() > columns
            && last.words.is_empty()
        {
            values = rest;
        }
        if values.len() == columns {
            let places: Vec<_> =
                values.iter().enumerate().map(|(index, it)| (index, *it)).collect();
            return self.cells(at, &places);
        }
        let heads: Vec<Head> = self.heads.clone();
        let of_block = |it: &&Head| it.named.is_some_and(|named| named.0 == at.0);
        let own: Vec<&Head> = heads.iter().filter(of_block).collect();
        let by_place: Option<Vec<_>> = values
            .iter()
            .map(|value| {
                let head = heads.iter().find(|it| it.column == value.column)?;
                Some((head.named.filter(|it| it.0 == at.0).map(|it| it.1), *value))
            })
            .collect();
        // A blank cell at the end may be lost in text; the others keep their heads.
        let by_place = by_place.filter(|it| !it.is_empty() && own.len() <= values.len());
        let whole = values.iter().fold(label, |span, it| span.cover(it.span));
        if let Some(places) = by_place {
            let known = places.into_iter().filter_map(|(column, it)| Some((column?, it)));
            return self.cells(at, &known.collect::<Vec<_>>());
        }
        let why = if values.len() < columns { UnreadWhy::TooFew } else { UnreadWhy::TooMany };
        self.filled.unread.push(Unread { span: whole, row: Some(at), why });
    }

    pub(super) fn cells(&mut self, at: (usize, usize), places: &[(usize, GridCell<'_>)]) {
        for (column, cell) in places {
            let at = CellAddress { block: at.0, row: at.1, column: *column };
            let content = Content::read(cell.words);
            self.filled.cells.push(Cell { at, span: cell.span, content });
            self.cover(cell.span);
        }
    }

    /// Whether a row holds heads of columns; they are taken down.
    fn head_row(&mut self, row: &[GridCell<'_>]) -> bool {
        let named: Vec<Option<(usize, usize)>> = row.iter().map(|it| self.head(it.words)).collect();
        // Heads that were all met before are those of another table.
        let open = |it: &&(usize, usize)| !self.filled.has_column(**it);
        let Some(first) = named.iter().flatten().find(open).copied() else { return false };
        if first.0 != self.block || self.heads.iter().any(|it| it.named == Some(first)) {
            self.heads.clear();
        }
        self.block = first.0;
        // What stands before the first head is the corner, whatever its words.
        let corner = named.iter().take_while(|it| it.is_none()).count();
        for (cell, named) in row.iter().zip(named).skip(corner) {
            if named.is_none() && (cell.words.is_empty() || self.labels.is_idle(cell.words)) {
                continue;
            }
            self.heads.push(Head { named, column: cell.column });
            if let Some((block, column)) = named {
                self.filled.column_labels.push((block, column, cell.span));
            } else {
                shape::odd_head(self, self.block, cell.span, cell.words);
            }
        }
        self.cover_row(row);
        true
    }

    /// The column that a head names, of this block before others.
    fn head(&self, words: &str) -> Option<(usize, usize)> {
        let named: Vec<(usize, usize)> = self.labels.columns(words).to_vec();
        let open = |it: &&(usize, usize)| !self.filled.has_column(**it);
        let next = |it: &&(usize, usize)| it.0 >= self.block;
        named.iter().filter(open).find(next).or_else(|| named.first()).copied()
    }

    /// A row with figures whose label the form does not have.
    fn odd_row(&mut self, row: &[GridCell<'_>]) {
        if self.form.local.is_some() {
            if let Some(label) = local::odd_row(row) {
                self.filled.fault(super::ShapeKind::RowAdded, label.span, label.words);
            }
            return;
        }
        let Some(last) = self.last else { return };
        let columns = self.form.block.get(last.0).map_or(0, |it| it.column.len());
        let Some(at) = row.len().checked_sub(columns + 1) else { return };
        let (Some(label), Some(values)) = (row.get(at), row.get(at + 1..)) else { return };
        let figures = values.iter().filter(|it| Content::read(it.words) != Content::Words).count();
        let filled = values.iter().any(|it| !it.words.is_empty());
        let wordless = Content::read(label.words) != Content::Words;
        let idle = wordless || self.labels.is_idle(label.words);
        if figures < columns || !filled || idle || !self.is_near(label.span) {
            return;
        }
        if let Some(row) = shape::renamed(self, last, label.words) {
            self.filled.fault(
                super::ShapeKind::RowRenamed,
                label.span,
                &shape::label_of(self.form, row),
            );
            self.named_row(row, label.span, values, &[]);
        } else {
            self.filled.fault(super::ShapeKind::RowAdded, label.span, label.words);
        }
    }

    /// Whether a place follows what was read so closely that it may be of the same table.
    fn is_near(&self, span: Span) -> bool {
        self.span.is_some_and(|read| span.start() <= read.end() + 2)
    }

    fn finish(mut self) -> Option<Filled> {
        self.filled.span = self.span?;
        self.filled.cells.sort_by_key(|it| it.at);
        self.filled.cells.dedup_by_key(|it| it.at);
        if self.form.local.is_none() {
            shape::judge(&mut self.filled);
        }
        (!self.filled.cells.is_empty() || !self.filled.unread.is_empty()).then_some(self.filled)
    }
}
