//! Forms whose blocks stand side by side (表四): rows of heads, then one row of values.

use super::filled::{Content, Unread, UnreadWhy};
use super::grid::{GridCell, Reading, Rows};
use crate::text::Span;

pub(super) fn read(reading: &mut Reading<'_>, rows: &Rows<'_>) {
    let blocks = &reading.form.block;
    let wanted: usize = blocks.iter().map(|it| it.column.len()).sum();
    // Where blocks part: the number of cells before each.
    let places: Vec<(usize, usize)> = blocks
        .iter()
        .enumerate()
        .flat_map(|(block, it)| (0..it.column.len()).map(move |column| (block, column)))
        .collect();
    let mut heads: Vec<GridCell<'_>> = Vec::new();
    for (index, (table, row)) in rows.rows.iter().enumerate() {
        let named = row.iter().filter(|it| !reading.labels.columns(it.words).is_empty());
        let named: Vec<GridCell<'_>> = named.copied().collect();
        if !named.is_empty() {
            heads.extend(&named);
            reading.cover_row(row);
            continue;
        }
        if heads.len() < wanted / 2
            || row.iter().all(|it| it.words.is_empty()) && row.len() < wanted
        {
            continue;
        }
        let titles = row.iter().any(|it| reading.labels.block(it.words).is_some());
        if titles && row.len() < wanted {
            row_of_block(reading, row);
            continue;
        }
        take_heads(reading, &mut heads, &places);
        values(reading, row, &places);
        // The values stand in one row; what follows is another table.
        let same = rows.rows.get(index + 1).is_some_and(|next| next.0 == *table);
        if !same || !reading.filled.cells.is_empty() {
            return;
        }
    }
}

fn take_heads(reading: &mut Reading<'_>, heads: &mut Vec<GridCell<'_>>, places: &[(usize, usize)]) {
    for (head, &(block, column)) in heads.iter().zip(places) {
        reading.filled.column_labels.push((block, column, head.span));
    }
    heads.clear();
}

fn values(reading: &mut Reading<'_>, row: &[GridCell<'_>], places: &[(usize, usize)]) {
    let mut row = row;
    while let Some((last, rest)) = row.split_last()
        && row.len() > places.len()
        && last.words.is_empty()
    {
        row = rest;
    }
    // A label may stand before the values.
    let extra = row.len().saturating_sub(places.len());
    let (label, figures) = row.split_at_checked(extra).unwrap_or((row, &[]));
    let whole = row.iter().map(|it| it.span).reduce(Span::cover).unwrap_or(Span::at(0));
    let unfit = label.iter().any(|it| Content::read(it.words) != Content::Words);
    if figures.len() < places.len() || unfit {
        let why = if unfit { UnreadWhy::TooMany } else { UnreadWhy::TooFew };
        reading.filled.unread.push(Unread { span: whole, row: None, why });
        reading.cover(whole);
        return;
    }
    for (&(block, column), cell) in places.iter().zip(figures) {
        reading.cells((block, 0), &[(column, *cell)]);
    }
}

/// A block whose values stand in a row of their own, behind its name.
fn row_of_block(reading: &mut Reading<'_>, row: &[GridCell<'_>]) {
    let named = row.iter().enumerate().rev();
    let named = named.filter_map(|(at, it)| Some((at, reading.labels.block(it.words)?, it.span)));
    let Some((at, block, label)) = named.take(1).next() else { return };
    let columns = reading.form.block.get(block).map_or(0, |it| it.column.len());
    let values = row.get(at + 1..).unwrap_or_default();
    if values.len() == columns {
        reading.filled.row_labels.push((block, 0, label));
        let places: Vec<_> = values.iter().copied().enumerate().collect();
        reading.cells((block, 0), &places);
    }
}
