//! Forms in tables whose cells stand apart: web pages, Word documents, tabs and pipes.

use std::ops::Range;
use std::sync::Arc;

use super::Known;
use super::content::are_several;
use super::filled::{Cell, CellAddress, Content, Filled, Unread, UnreadWhy};
use super::heads::{self, Heads};
use super::label::Labels;
use super::lexicon::{Lexicon, Name};
use super::schema::{Column, Form, Layout};
use super::{across, local, shape};
use crate::document::{Table, TableCell, TableShape};
use crate::fold::Folded;
use crate::text::Span;

/// A cell of a table with its folded words, and what these are in any form.
#[derive(Clone, Copy, Debug)]
pub(super) struct GridCell<'a> {
    pub span: Span,
    pub words: &'a str,
    pub column: usize,
    /// The labels that the words may be.
    pub name: Name,
    /// What they are as a value.
    pub content: Content,
    /// They are two numbers or more, not to be read as one.
    pub several: bool,
}

/// A row of a table, with the index of that.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub table: usize,
    pub cells: Vec<GridCell<'a>>,
}

/// The rows of all tables whose cells stand apart, in order.
pub(super) fn rows<'a>(folded: &'a Folded, tables: &[Table], lexicon: &Lexicon) -> Vec<Row<'a>> {
    let cell = |cell: &TableCell| {
        let words = folded.of(cell.span);
        let name = lexicon.name(words);
        let content = Content::read(words);
        let several = are_several(words) || cell.torn && content.number().is_some();
        let content = if several { Content::Words } else { content };
        GridCell { span: cell.span, words, column: cell.column, name, content, several }
    };
    let laid = |it: &&(usize, &Table)| matches!(it.1.shape, TableShape::Laid | TableShape::Grid);
    let rows = tables.iter().enumerate().filter(|it| laid(&it)).flat_map(|(table, it)| {
        it.rows.iter().map(move |row| Row { table, cells: row.iter().map(cell).collect() })
    });
    rows.collect()
}

/// How many different rows and columns of a form bear their labels among what cells are named.
pub(super) fn fit(names: &[Name], labels: &Labels) -> (usize, usize) {
    let mut named_rows: Vec<(usize, usize)> = Vec::new();
    let mut named_columns: Vec<(usize, usize)> = Vec::new();
    for name in names {
        named_rows.extend(labels.rows(*name));
        named_columns.extend(labels.columns(*name));
    }
    for named in [&mut named_rows, &mut named_columns] {
        named.sort_unstable();
        named.dedup();
    }
    (named_rows.len(), named_columns.len())
}

/// Reads a form out of the tables, once for every table that is one by itself.
pub(super) fn read<'a>(rows: &'a [Row<'a>], known: Known<'a>) -> Vec<Filled> {
    if known.form.layout == Layout::Across {
        return across::read(rows, known);
    }
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    let (mut start, mut reading) = (0, Reading::new(known));
    let mut index = 0;
    while let Some(row) = rows.get(index) {
        if reading.row(index, row) {
            index += 1;
            continue;
        }
        // Its heads and headings stand before the row that begins it.
        found.push((start..reading.after, reading.is_whole()));
        start = reading.after;
        index = start;
        reading = Reading::new(known);
    }
    if found.is_empty() {
        return reading.finish().into_iter().collect();
    }
    found.push((start..rows.len(), reading.is_whole()));
    whole(found).into_iter().filter_map(|range| part(rows, range, known)).collect()
}

/// Of stretches that each begin with a row met before: those that are the form by themselves. The
/// others are local tables with a few of its labels, and change nothing.
fn whole(found: Vec<(Range<usize>, bool)>) -> Vec<Range<usize>> {
    let end = found.last().map_or(0, |it| it.0.end);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (range, whole) in found {
        match ranges.last_mut() {
            Some(last) if !whole => last.end = range.end,
            _ if whole => ranges.push(range),
            _ => {}
        }
    }
    if ranges.is_empty() {
        ranges.push(0..end);
    }
    ranges
}

fn part(rows: &[Row<'_>], range: Range<usize>, known: Known<'_>) -> Option<Filled> {
    let mut reading = Reading::new(known);
    for (index, row) in rows.iter().enumerate().skip(range.start).take(range.len()) {
        // Rows met before say nothing new here.
        reading.row(index, row);
    }
    reading.finish()
}

/// What has been read so far.
pub(super) struct Reading<'a> {
    pub form: &'a Arc<Form>,
    pub labels: &'a Labels,
    pub filled: Filled,
    /// Heads of columns that were met last.
    pub heads: Heads<'a>,
    block: usize,
    /// The row read last, in the order of the form.
    last: Option<(usize, usize)>,
    /// Rows with figures whose labels the form does not have, until the row after them is known.
    odd: Vec<OddRow<'a>>,
    /// The table of the row read last.
    table: usize,
    /// The index after the last row that bore a label.
    after: usize,
    /// Where the last row ended that may belong to the form.
    edge: Option<usize>,
    /// Cells that only belong to the form if it turns out to be there.
    pub span: Option<Span>,
}

/// A row with figures and a label that the form does not have.
#[derive(Clone, Copy)]
struct OddRow<'a> {
    label: &'a GridCell<'a>,
    values: &'a [GridCell<'a>],
}

impl<'a> Reading<'a> {
    pub(super) fn new(known: Known<'a>) -> Self {
        Self {
            form: known.form,
            labels: known.labels,
            filled: Filled::empty(Arc::clone(known.form)),
            heads: Heads::default(),
            block: 0,
            last: None,
            odd: Vec::new(),
            table: 0,
            after: 0,
            edge: None,
            span: None,
        }
    }

    pub(super) fn cover(&mut self, span: Span) {
        self.span = Some(self.span.map_or(span, |it| it.cover(span)));
    }

    pub(super) fn cover_row(&mut self, row: &[GridCell<'_>]) {
        for cell in row {
            self.cover(cell.span);
        }
    }

    /// Whether two in three of the form's labels were met.
    fn is_whole(&self) -> bool {
        let all: usize = self.form.block.iter().map(|it| it.row.len() + it.column.len()).sum();
        let met = self.filled.row_labels.len() + self.filled.column_labels.len();
        met * 3 >= all * 2
    }

    /// Takes down a row, unless it is one met before, with which the same form begins again.
    fn row(&mut self, index: usize, row: &'a Row<'a>) -> bool {
        let (table, row) = (row.table, row.cells.as_slice());
        if table != self.table && self.last.is_none() {
            self.odd.clear();
        }
        let block = row.iter().find_map(|it| self.labels.block(it.name));
        if let Some((at, named)) = self.label(row) {
            self.enter(block.unwrap_or(self.block));
            self.settle(Some(named));
            let values = row.get(at + 1..).unwrap_or_default();
            let label = row.get(at).map_or(Span::at(0), |it| it.span);
            self.table = table;
            self.heads.belong_to(table, named.0);
            self.named_row(named, label, values, row);
            self.after = index + 1;
        } else if self.begins_again(table, row) {
            return false;
        } else {
            if let Some(block) = block {
                self.enter(block);
                self.cover_row(row);
            } else if !self.head_row(table, row) {
                self.odd_row(table, row);
                return true;
            }
            self.edge = row.last().map(|it| it.span.end());
        }
        true
    }

    /// Goes on with a block: what is left of the one before will not come.
    fn enter(&mut self, block: usize) {
        if block != self.block {
            self.settle(None);
            self.block = block;
        }
    }

    /// Whether a row that was met before shows that the same form begins again: in another table,
    /// unless a row was only repeated where a page ended, or from the first row on.
    fn begins_again(&self, table: usize, row: &[GridCell<'_>]) -> bool {
        let named = row.iter().rev().find_map(|it| self.labels.rows(it.name).first().copied());
        let Some(named) = named.filter(|it| self.filled.has_row(*it)) else { return false };
        let first = self.filled.row_labels.first().map(|it| (it.0, it.1));
        let other = table != self.table && Some(named) != self.last;
        other || Some(named) == first && self.is_whole()
    }

    /// The row that the last label of a table row names, and the cell it stands in.
    fn label(&self, row: &[GridCell<'_>]) -> Option<(usize, (usize, usize))> {
        row.iter().enumerate().rev().filter(|(_, it)| !it.words.is_empty()).find_map(|(at, it)| {
            let named = self.labels.rows(it.name);
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
        self.block = named.0;
        self.last = Some(named);
        self.filled.row_labels.push((named.0, named.1, label));
        self.cover_row(row);
        let heading = self.form.block.get(named.0).and_then(|it| it.row.get(named.1));
        let values = self.without_unit(named, values);
        if !heading.is_some_and(|it| it.heading) {
            self.values(named, label, values);
        }
        self.edge = self.span.map(Span::end);
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
                let void = first.content.is_void();
                if first.words != unit && !void {
                    self.filled.fault(super::ShapeKind::UnitChanged, first.span, &unit);
                }
                rest
            }
            _ => values,
        }
    }

    /// Gives the cells of a row their columns: by the heads above them, else by order where there is
    /// one for each.
    fn values(&mut self, at: (usize, usize), label: Span, values: &[GridCell<'_>]) {
        let columns = self.width(at.0);
        let mut values = values;
        // Merged cells before the values that a converter left blank.
        while let Some((first, rest)) = values.split_first()
            && values.len() > columns
            && first.words.is_empty()
            && !self.heads.stand_over(first)
        {
            values = rest;
        }
        // Rows of tables without borders end in cells with nothing in them.
        while let Some((last, rest)) = values.split_last()
            && values.len() > columns
            && last.words.is_empty()
        {
            values = rest;
        }
        if let Some(order) = heads::order(self, at.0, values) {
            let places = order.into_iter().zip(values);
            return self.cells(at, places.filter_map(|(column, it)| Some((column?, it))));
        }
        let whole = values.iter().fold(label, |span, it| span.cover(it.span));
        let why = if values.len() < columns { UnreadWhy::TooFew } else { UnreadWhy::TooMany };
        self.filled.unread.push(Unread { span: whole, row: Some(at), why });
    }

    pub(super) fn cells<'c>(
        &mut self,
        at: (usize, usize),
        places: impl Iterator<Item = (usize, &'c GridCell<'c>)>,
    ) {
        for (column, cell) in places {
            if cell.several {
                let why = UnreadWhy::TooMany;
                self.filled.unread.push(Unread { span: cell.span, row: Some(at), why });
                self.cover(cell.span);
                continue;
            }
            let at = CellAddress { block: at.0, row: at.1, column };
            self.filled.cells.push(Cell { at, span: cell.span, content: cell.content });
            self.cover(cell.span);
        }
    }

    /// Whether a row holds heads of columns; they are kept for the rows below.
    fn head_row(&mut self, table: usize, row: &'a [GridCell<'a>]) -> bool {
        if row.iter().any(|it| matches!(it.content, Content::Number(_))) {
            return false;
        }
        let named = row.iter().find_map(|it| self.head(it.name));
        if named.is_none() && !row.iter().any(|it| self.labels.is_corner(it.name)) {
            return false;
        }
        if let Some((block, _)) = named {
            self.enter(block);
        }
        self.heads.take(table, row, self.labels);
        true
    }

    /// The column that a head names, of this block before others.
    fn head(&self, name: Name) -> Option<(usize, usize)> {
        let named = self.labels.columns(name);
        let open = |it: &&(usize, usize)| !self.filled.has_column(**it);
        let next = |it: &&(usize, usize)| it.0 >= self.block;
        named.iter().filter(open).find(next).or_else(|| named.first()).copied()
    }

    /// A row with figures whose label the form does not have.
    fn odd_row(&mut self, table: usize, row: &'a [GridCell<'a>]) {
        if self.form.local.is_some() {
            if let Some(label) = local::odd_row(row) {
                self.filled.fault(super::ShapeKind::RowAdded, label.span, label.words);
            }
            return;
        }
        if self.last.is_none() && !self.heads.are_of(table) {
            return;
        }
        let columns = self.form.block.get(self.block).map_or(0, |it| it.column.len());
        let Some(at) = row.len().checked_sub(columns + 1) else { return };
        let (Some(label), Some(values)) = (row.get(at), row.get(at + 1..)) else { return };
        let figures = values.iter().filter(|it| it.content != Content::Words).count();
        let filled = values.iter().any(|it| !it.words.is_empty());
        let wordless = label.content != Content::Words;
        let idle = wordless || self.labels.is_idle(label.words);
        if figures < columns || !filled || idle || !self.is_near(label.span) {
            return;
        }
        self.odd.push(OddRow { label, values });
        self.table = table;
        self.edge = row.last().map(|it| it.span.end());
    }

    /// Tells what the odd rows before `next`, or at the end of a block, are: as many as the form
    /// has there are its rows under other names; else those are whose labels are alike.
    fn settle(&mut self, next: Option<(usize, usize)>) {
        let odd = std::mem::take(&mut self.odd);
        if odd.is_empty() {
            return;
        }
        let block = self.block;
        let start = self.last.filter(|it| it.0 == block).map_or(0, |it| it.1 + 1);
        let rows = self.form.block.get(block).map(|it| it.row.as_slice()).unwrap_or_default();
        let end = next.filter(|it| it.0 == block).map_or(rows.len(), |it| it.1);
        let open = rows.iter().enumerate().take(end).skip(start);
        let open = open.filter(|(row, it)| !it.heading && !self.filled.has_row((block, *row)));
        let mut open: Vec<usize> = open.map(|it| it.0).collect();
        let same = open.len() == odd.len();
        for it in odd {
            let alike = |row: &usize| {
                same || rows.get(*row).is_some_and(|row| shape::alike(&row.label, it.label.words))
            };
            if let Some(at) = open.iter().position(alike) {
                let row = open.drain(..=at).next_back().unwrap_or(start);
                let label = shape::label_of(self.form, (block, row));
                self.filled.fault(super::ShapeKind::RowRenamed, it.label.span, &label);
                self.heads.belong_to(self.table, block);
                self.named_row((block, row), it.label.span, it.values, &[]);
            } else {
                self.filled.fault(super::ShapeKind::RowAdded, it.label.span, it.label.words);
                self.cover(it.label.span);
            }
        }
    }

    /// Whether a place follows what was read so closely that it may be of the same table.
    fn is_near(&self, span: Span) -> bool {
        self.edge.is_some_and(|edge| span.start() <= edge + 2)
    }

    pub(super) fn finish(mut self) -> Option<Filled> {
        if self.last.is_some() {
            self.settle(None);
        }
        self.filled.span = self.span?;
        self.filled.cells.sort_by_key(|it| it.at);
        self.filled.cells.dedup_by_key(|it| it.at);
        self.filled.cells.shrink_to_fit();
        if self.form.local.is_none() {
            shape::judge(&mut self.filled);
        }
        (!self.filled.cells.is_empty() || !self.filled.unread.is_empty()).then_some(self.filled)
    }
}
