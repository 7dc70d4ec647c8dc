//! Tables of the view as tables of the page: a row a line, the cells where the reader found them.

use super::body::Body;
use super::page::Page;
use crate::document::{Document, TableCell, TableShape};
use crate::text::Span;

/// Columns that one cell may take.
const MAX_COLUMNS: usize = 1_000;

/// Characters from which on the words of a cell need room.
const LONG: usize = 6;

/// A table whose rows are lines of the view.
#[derive(Debug)]
pub(super) struct Laid<'a> {
    /// Its first line, from 0.
    pub first: usize,
    /// Its last line.
    pub last: usize,
    rows: &'a [Vec<TableCell>],
}

/// The tables that can be drawn as such, in order; others are drawn line by line.
pub(super) fn laid(doc: &Document) -> Vec<Laid<'_>> {
    let mut tables: Vec<Laid<'_>> = Vec::new();
    for table in &doc.tables {
        let line_of = |offset| doc.text.line_at(offset);
        let (first, last) = (line_of(table.span.start()), line_of(table.span.end()));
        let apart = tables.last().is_none_or(|it| it.last < first);
        let has_rows = matches!(table.shape, TableShape::Laid | TableShape::Grid);
        if has_rows && apart && rows_are_lines(doc, (first, last), &table.rows) {
            tables.push(Laid { first, last, rows: &table.rows });
        }
    }
    tables
}

/// Whether every row lies in one line, below the row before it, its cells in order.
fn rows_are_lines(doc: &Document, bounds: (usize, usize), rows: &[Vec<TableCell>]) -> bool {
    let mut above = None;
    let mut filled = rows.iter().filter(|row| !row.is_empty());
    filled.all(|row| {
        let line = row.first().map(|cell| doc.text.line_at(cell.span.start()));
        let below = line > above && line >= Some(bounds.0) && line <= Some(bounds.1);
        above = line;
        let within = row.iter().all(|it| Some(doc.text.line_at(it.span.end())) == line);
        let in_order = row.windows(2).all(|pair| match pair {
            [left, right] => left.span.end() <= right.span.start(),
            _ => true,
        });
        below && within && in_order
    })
}

impl Laid<'_> {
    /// Draws it.
    pub(super) fn draw(&self, body: &mut Body<'_>, doc: &Document, page: &Page<'_>) {
        let label = page.pick("表格", "table");
        body.put(format_args!(
            "<div class=\"sheet\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table>\n"
        ));
        let mut line = self.first;
        for (index, row) in self.rows.iter().enumerate() {
            // All of its cells began in rows above.
            let Some(cell) = row.first() else {
                body.put(format_args!("<tr><td class=\"number\"></td></tr>\n"));
                continue;
            };
            let here = doc.text.line_at(cell.span.start());
            (line..here).for_each(|line| loose(body, doc, page, line));
            open(body, page, here, doc.text.line(here));
            cells(body, doc, doc.text.line(here), (row, self.rows.len() - index));
            line = here + 1;
        }
        (line..=self.last).for_each(|line| loose(body, doc, page, line));
        body.put(format_args!("</table></div>\n"));
    }
}

/// The cells of a row, below which `left` rows are left with it.
fn cells(body: &mut Body<'_>, doc: &Document, line: Span, (row, left): (&[TableCell], usize)) {
    let mut at = line.start();
    for (column, cell) in row.iter().enumerate() {
        let next = row.get(column + 1);
        let end = next.map_or(line.end(), |it| it.span.start());
        let words = doc.text.slice(cell.span);
        body.put(format_args!("<td{}", kind(words)));
        let taken = [("colspan", cell.columns.min(MAX_COLUMNS)), ("rowspan", cell.rows.min(left))];
        for (name, count) in taken.into_iter().filter(|(_, count)| *count > 1) {
            body.put(format_args!(" {name}=\"{count}\""));
        }
        body.put(format_args!(">"));
        divider(body, doc, Span::new(at, cell.span.start()), false);
        body.draw(cell.span, cell.span.end() == line.end());
        divider(body, doc, Span::new(cell.span.end(), end), next.is_none());
        body.put(format_args!("</td>"));
        at = end;
    }
    body.put(format_args!("</tr>\n"));
}

/// What stands between cells: shown where it is more than blanks.
fn divider(body: &mut Body<'_>, doc: &Document, place: Span, last: bool) {
    if place.is_empty() {
        return;
    }
    let visible = !doc.text.slice(place).trim().is_empty();
    body.put(format_args!("{}", if visible { "<span class=\"divider\">" } else { "" }));
    body.draw(place, last);
    body.put(format_args!("{}", if visible { "</span>" } else { "" }));
}

/// A line inside a table that is no row of it, such as the rule of a Markdown table.
fn loose(body: &mut Body<'_>, doc: &Document, page: &Page<'_>, line: usize) {
    let whole = doc.text.line(line);
    if body.is_drawn(whole) {
        open(body, page, line, whole);
        body.put(format_args!("<td class=\"divider\" colspan=\"{MAX_COLUMNS}\">"));
        body.draw(whole, true);
        body.put(format_args!("</td></tr>\n"));
    }
}

fn open(body: &mut Body<'_>, page: &Page<'_>, line: usize, whole: Span) {
    let (number, id) = (body.number(whole), page.line_id(line));
    body.put(format_args!("<tr id=\"{id}\"><td class=\"number\"{number}></td>"));
}

/// How a cell is set: figures in the middle, words of some length never in a column of single
/// characters.
fn kind(words: &str) -> &'static str {
    match words.chars().count() {
        _ if is_figure(words) => " class=\"figure\"",
        0..LONG => "",
        _ => " class=\"words\"",
    }
}

/// Whether a cell holds a figure, which is set in the middle.
fn is_figure(words: &str) -> bool {
    let of_figures = |char: char| char.is_ascii_digit() || ".,%-—/".contains(char);
    words.chars().count() < 16 && words.chars().all(of_figures)
}
