//! Merged cells that a converter wrote out, with the same words in each of the cells they take.

use std::ops::Range;

use crate::document::{Table, TableCell};
use crate::text::{Span, Text, is_han};

/// The table with its merged cells in one piece again: labels that stand in a row beside themselves,
/// or in a row of heads below themselves, and values under one head that took several columns.
/// Where no label stands beside itself, nothing was written out.
pub(super) fn joined(mut table: Table, text: &Text) -> Table {
    let words = |cell: &TableCell| text.slice(cell.span);
    let beside = |row: &Vec<TableCell>| {
        row.iter()
            .zip(row.iter().skip(1))
            .any(|(one, next)| is_label(words(one)) && words(one) == words(next))
    };
    if !table.rows.iter().any(beside) {
        return table;
    }
    // Heads of several columns, and the labels of the rows of heads right above.
    let (mut wide, mut above): (Vec<Range<usize>>, Vec<TableCell>) = (Vec::new(), Vec::new());
    for row in &mut table.rows {
        let heads = !row.iter().any(|it| is_figure(words(it)));
        let mut whole = across(std::mem::take(row), text, &wide);
        if heads {
            wide = whole.iter().filter(|it| it.columns > 1).map(columns).collect();
            let again = |cell: &TableCell| {
                let same =
                    |it: &TableCell| columns(it) == columns(cell) && words(it) == words(cell);
                is_label(words(cell)) && above.iter().any(same)
            };
            let fresh: Vec<TableCell> = whole.iter().filter(|it| !again(it)).copied().collect();
            if !fresh.is_empty() {
                whole = fresh;
            }
            above.extend(whole.iter().copied());
        } else {
            above.clear();
        }
        *row = whole;
    }
    table
}

/// A row with its cells joined.
fn across(row: Vec<TableCell>, text: &Text, wide: &[Range<usize>]) -> Vec<TableCell> {
    let words = |span: Span| text.slice(span);
    let mut whole: Vec<TableCell> = Vec::new();
    for cell in row {
        let under_one =
            |first: usize| wide.iter().any(|it| it.contains(&first) && it.contains(&cell.column));
        match whole.last_mut() {
            Some(last)
                if words(last.span) == words(cell.span)
                    && (is_label(words(cell.span)) || under_one(last.column)) =>
            {
                last.columns += cell.columns;
            }
            _ => whole.push(cell),
        }
    }
    whole
}

fn columns(cell: &TableCell) -> Range<usize> {
    cell.column..cell.column + cell.columns
}

/// Whether words name something, and are neither a figure nor a sign that there is none (无).
fn is_label(words: &str) -> bool {
    words.chars().filter(|it| is_han(*it)).count() >= 2
}

fn is_figure(words: &str) -> bool {
    words.contains(|it: char| it.is_ascii_digit()) && !words.contains(is_han)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::TableShape;

    fn read(rows: &str) -> Vec<String> {
        let text = Text::new(rows.to_owned());
        let lines = text.lines();
        let cells = lines.map(|line| super::super::table::cells(&text, line, '|')).collect();
        let table = joined(Table::plain(TableShape::Grid, Span::at(0), cells), &text);
        let cell = |it: &TableCell| format!("{}:{}+{}", text.slice(it.span), it.column, it.columns);
        let row = |row: &Vec<TableCell>| row.iter().map(cell).collect::<Vec<_>>().join(" ");
        table.rows.iter().map(row).collect()
    }

    #[test]
    fn cells_written_out_are_one_again() {
        let rows = "内容|件数|件数|件数\n许可|3|3|3\n处罚|5|5|5";
        assert_eq!(read(rows), ["内容:0+1 件数:1+3", "许可:0+1 3:1+3", "处罚:0+1 5:1+3"]);
        let rows =
            "事项|事项|情况|情况\n事项|事项|个人|单位\n一、新收|一、新收|2|2\n二、结转|其中|0|0";
        let expected = [
            "事项:0+2 情况:2+2",
            "个人:2+1 单位:3+1",
            "一、新收:0+2 2:2+1 2:3+1",
            "二、结转:0+1 其中:1+1 0:2+1 0:3+1",
        ];
        assert_eq!(read(rows), expected);
    }

    #[test]
    fn equal_values_stay_apart() {
        let rows = "内容|个人|单位\n新收|2|2\n结转|无|无\n答复|/|/";
        let expected = [
            "内容:0+1 个人:1+1 单位:2+1",
            "新收:0+1 2:1+1 2:2+1",
            "结转:0+1 无:1+1 无:2+1",
            "答复:0+1 /:1+1 /:2+1",
        ];
        assert_eq!(read(rows), expected);
    }
}
