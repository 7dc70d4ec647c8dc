//! Forms whose blocks stand side by side (表四): rows of heads, then one row of values.

use std::sync::Arc;

use super::filled::{Content, Filled, Unread, UnreadWhy};
use super::grid::{GridCell, Reading, Row};
use super::{Known, heads};
use crate::text::Span;

/// Reads the form out of the tables, once for every table that has its heads.
pub(super) fn read<'a>(rows: &'a [Row<'a>], known: Known<'a>) -> Vec<Filled> {
    let wanted = known.form.addresses().count();
    let labels = known.labels;
    let mut found = Vec::new();
    let mut reading = Reading::new(known);
    // Whether the table so far may be followed by another, and the row of heads met last.
    let (mut done, mut heads) = (false, None);
    for (index, Row { table, cells: row }) in rows.iter().enumerate() {
        if row.iter().any(|it| !labels.columns(it.name).is_empty()) {
            // Heads stand in rows that follow each other; others are those of another table.
            let follows = heads.is_some_and(|it| it + 1 == index) && reading.heads.are_of(*table);
            if !follows && done {
                found.extend(std::mem::replace(&mut reading, Reading::new(known)).finish());
                done = false;
            } else if !follows {
                reading.heads = heads::Heads::default();
                reading.span = None;
            }
            reading.heads.take(*table, row, labels);
            reading.cover_row(row);
            heads = Some(index);
            continue;
        }
        if reading.heads.named() < wanted / 2
            || row.iter().all(|it| it.words.is_empty()) && row.len() < wanted
        {
            continue;
        }
        let titles = row.iter().any(|it| labels.block(it.name).is_some());
        if titles && row.len() < wanted {
            row_of_block(&mut reading, row);
            done |= !reading.filled.cells.is_empty();
        } else if !done {
            values(&mut reading, row);
            let same = rows.get(index + 1).is_some_and(|next| next.table == *table);
            done = !same || !reading.filled.cells.is_empty();
        }
    }
    found.extend(reading.finish());
    found
}

fn values(reading: &mut Reading<'_>, row: &[GridCell<'_>]) {
    let form = Arc::clone(reading.form);
    let wanted = form.addresses().count();
    let mut row = row;
    while let Some((last, rest)) = row.split_last()
        && row.len() > wanted
        && last.words.is_empty()
    {
        row = rest;
    }
    // A label may stand before the values.
    let extra = row.len().saturating_sub(wanted);
    let (label, figures) = row.split_at_checked(extra).unwrap_or((row, &[]));
    let whole = row.iter().map(|it| it.span).reduce(Span::cover).unwrap_or(Span::at(0));
    let unfit = label.iter().any(|it| it.content != Content::Words);
    if figures.len() < wanted || unfit {
        let why = if unfit { UnreadWhy::TooMany } else { UnreadWhy::TooFew };
        reading.filled.unread.push(Unread { span: whole, row: None, why });
        reading.cover(whole);
        return;
    }
    let above = reading.heads.over(figures);
    if let Some(heads) = &above {
        heads::above(reading, heads);
    }
    let mut start = 0;
    for (block, it) in form.block.iter().enumerate() {
        let columns = it.column.len();
        let own = figures.iter().skip(start).take(columns);
        let heads = above.as_ref().and_then(|it| it.get(start..start + columns));
        let order = match heads {
            Some(heads) => heads::arrange(reading, block, heads),
            None => (0..columns).map(Some).collect(),
        };
        let places = order.into_iter().zip(own);
        reading.cells((block, 0), places.filter_map(|(column, it)| Some((column?, it))));
        start += columns;
    }
}

/// A block whose values stand in a row of their own, behind its name.
fn row_of_block(reading: &mut Reading<'_>, row: &[GridCell<'_>]) {
    let named = row.iter().enumerate().rev();
    let named = named.filter_map(|(at, it)| Some((at, reading.labels.block(it.name)?, it.span)));
    let Some((at, block, label)) = named.take(1).next() else { return };
    let columns = reading.form.block.get(block).map_or(0, |it| it.column.len());
    let values = row.get(at + 1..).unwrap_or_default();
    if values.len() == columns {
        reading.filled.row_labels.push((block, 0, label));
        reading.cells((block, 0), values.iter().enumerate());
    }
}
