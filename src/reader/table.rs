//! Tables in text form: cells divided by pipes or tabs, one cell a line, or all run together.

use crate::document::{Table, TableShape};
use crate::outline::Vocabulary;
use crate::text::{Span, Text, before, cut, from, is_blank, trim};

/// One-cell lines in a row that make a table.
const MIN_CELL_LINES: usize = 8;
/// Characters of the longest line that may be a cell.
const CELL_MAX: usize = 40;

/// Columns of a row that makes a table by itself.
const WIDE: usize = 3;
/// The head of a column of units.
const UNIT_HEAD: &str = "单位";
/// How many lines after the first are looked through for the row of column heads.
const HEAD_REACH: usize = 12;

/// Finds tables among `lines` (trimmed, none blank); the flags tell which lines belong to one.
pub(super) fn find(text: &Text, lines: &[Span]) -> (Vec<Table>, Vec<bool>) {
    let mut rows = vec![false; lines.len()];
    let mut tables = Vec::new();
    let runs = Runs::new(text, lines);
    let mut index = 0;
    while index < lines.len() {
        let found = grid_at(text, lines, index).or_else(|| cells_at(text, lines, &runs, index));
        let Some((table, count)) = found else {
            index += 1;
            continue;
        };
        rows.iter_mut().skip(index).take(count).for_each(|row| *row = true);
        tables.push(table);
        index += count;
    }
    (tables, rows)
}

/// Consecutive lines of two and more cells.
fn grid_at(text: &Text, lines: &[Span], first: usize) -> Option<(Table, usize)> {
    let lines = lines.get(first..)?;
    let mut start = lines.iter().take(WIDE).map_while(|&line| grid_row(text, line));
    if !start.any(|row| is_full(&row)) {
        return None;
    }
    let mut rows = grid_rows(text, lines);
    let columns = rows.iter().rev().find(|row| is_full(row))?.len();
    let sparse = |row: &Vec<Span>| !is_full(row) && row.len() != columns;
    if rows.first().is_some_and(|row| !is_full(row) && row.len() < WIDE) {
        return None;
    }
    while rows.last().is_some_and(sparse) {
        rows.pop();
    }
    let wide = rows.first().is_some_and(|row| row.len() >= WIDE);
    let full = rows.iter().filter(|row| is_full(row)).count();
    // A row of labels above one that is not filled in: 信息内容|本年处理决定数量, 行政许可|.
    let even = full > 0 && rows.len() >= 2 && rows.iter().all(|row| row.len() == columns);
    let count = rows.len();
    let last = *lines.get(count.checked_sub(1)?)?;
    let mut span = lines.first()?.cover(last);
    // A row with nothing in any of its cells makes a blank line, and no line of its own.
    if let Some(row) = blank_row(text, last).filter(|row| row.len() >= columns) {
        span = row.iter().fold(span, |span, cell| span.cover(*cell));
        rows.push(row);
    }
    (full >= 2 || wide || even).then(|| (Table::plain(TableShape::Grid, span, rows), count))
}

/// The rows that `lines` begin with. A group of rows in a table with a column of units may have
/// its name alone on a line.
fn grid_rows(text: &Text, lines: &[Span]) -> Vec<Vec<Span>> {
    let counts = |row: &Vec<Span>| row.iter().any(|&cell| is_unit(text.slice(cell)));
    let (mut rows, mut counted) = (Vec::new(), false);
    for (index, &line) in lines.iter().enumerate() {
        let row = grid_row(text, line).or_else(|| {
            let next = lines.get(index + 1).and_then(|&next| grid_row(text, next));
            let name = counted && is_cell(text.slice(line)) && next.is_some_and(|it| counts(&it));
            name.then(|| vec![line])
        });
        let Some(row) = row else { break };
        counted |= counts(&row);
        rows.push(row);
    }
    rows
}

/// Whether a row has words in two of its cells.
fn is_full(row: &[Span]) -> bool {
    row.iter().filter(|cell| !cell.is_empty()).count() >= 2
}

fn grid_row(text: &Text, line: Span) -> Option<Vec<Span>> {
    let line = with_empty_cells(text, line);
    let words = text.slice(line);
    ['|', '｜', '\t'].iter().find_map(|&divider| {
        let row = words.contains(divider).then(|| cells(text, line, divider))?;
        // A paragraph may end with a stray tab.
        let words = |cell: &Span| is_cell(text.slice(*cell));
        (row.len() >= 2 && (is_full(&row) || row.iter().all(words))).then_some(row)
    })
}

/// The cells of the line after `line` where it holds nothing but what parts cells.
fn blank_row(text: &Text, line: Span) -> Option<Vec<Span>> {
    let next = text.line(text.line_at(line.end()) + 1);
    let words = text.slice(next);
    let blank = words.contains('\t') && words.chars().all(char::is_whitespace);
    blank.then(|| cells(text, next, '\t'))
}

/// A trimmed line with the tabs after it: they part cells with nothing in them.
fn with_empty_cells(text: &Text, line: Span) -> Span {
    let rest = from(text.as_str(), line.end());
    let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
    let tabs = before(rest, blanks).rfind('\t').map_or(0, |at| at + 1);
    Span::new(line.start(), line.end() + tabs)
}

/// The cells of a line; pipes at either side make no cell.
pub(super) fn cells(text: &Text, line: Span, divider: char) -> Vec<Span> {
    let words = text.slice(line);
    let framed = |words: &'_ str| divider != '\t' && words.len() > divider.len_utf8();
    let opened = words.strip_prefix(divider).filter(|_| framed(words)).unwrap_or(words);
    let inner = opened.strip_suffix(divider).filter(|_| framed(opened)).unwrap_or(opened);
    let mut start = line.start() + words.len() - opened.len();
    let mut cells = Vec::with_capacity(inner.len() / 4 + 1);
    for cell in inner.split(divider) {
        cells.push(trim(text.as_str(), Span::new(start, start + cell.len())));
        start += cell.len() + divider.len_utf8();
    }
    cells
}

/// For every line where its run of short lines ends, and how many values stand before it: found
/// once, so that a long run is not walked again from each of its lines.
struct Runs {
    ends: Vec<usize>,
    values: Vec<usize>,
}

impl Runs {
    fn new(text: &Text, lines: &[Span]) -> Self {
        let mut ends = vec![0; lines.len()];
        let mut end = lines.len();
        for (index, slot) in ends.iter_mut().enumerate().rev() {
            if !lines.get(index).is_some_and(|&line| is_cell(text.slice(line))) {
                end = index;
            }
            *slot = end;
        }
        let mut values = vec![0];
        for &line in lines {
            let before = values.last().copied().unwrap_or(0);
            values.push(before + usize::from(is_value(text.slice(line))));
        }
        Self { ends, values }
    }

    /// Where the run that begins at `first` ends, and how many values it holds.
    fn at(&self, first: usize) -> (usize, usize) {
        let end = self.ends.get(first).copied().unwrap_or(first);
        let count = |at: usize| self.values.get(at).copied().unwrap_or(0);
        (end, count(end) - count(first))
    }
}

/// A run of short lines of which many are bare figures or units.
fn cells_at(text: &Text, lines: &[Span], runs: &Runs, first: usize) -> Option<(Table, usize)> {
    let (end, values) = runs.at(first);
    if end < first + MIN_CELL_LINES || values * 3 < end - first {
        return None;
    }
    let run = lines.get(first..end)?;
    // The row of column heads comes first; what stands before it is no part of the table.
    let is_head = |line: &Span| text.slice(*line) == UNIT_HEAD;
    if run.iter().skip(2).take(HEAD_REACH).any(is_head) {
        return None;
    }
    let last_value = run.iter().rposition(|&line| is_value(text.slice(line)))?;
    let cells = run.get(..=last_value)?.to_vec();
    let span = cells.first()?.cover(*cells.last()?);
    let count = cells.len();
    Some((Table::plain(TableShape::Cells, span, vec![cells]), count))
}

fn is_cell(words: &str) -> bool {
    words.chars().count() <= CELL_MAX && !words.ends_with(['。', '；', '！', '？'])
}

fn is_value(words: &str) -> bool {
    let figure = words
        .chars()
        .all(|char| matches!(char, '0'..='9' | '０'..='９' | '.' | ',' | '-' | '—' | '/' | '+'));
    figure || is_unit(words) && words != UNIT_HEAD || matches!(words, "——" | "无")
}

/// What stands in a column of units.
fn is_unit(words: &str) -> bool {
    const UNITS: [&str; 10] = ["条", "件", "次", "篇", "人", "人次", "个", "元", "万元", UNIT_HEAD];
    UNITS.contains(&words)
}

/// In a flattened text a table begins with one of the words that packs name and ends before the
/// next chapter or with the text.
pub(super) fn find_run(text: &Text, vocabulary: &Vocabulary) -> Vec<Table> {
    let whole = text.as_str();
    let openers = vocabulary.table_openers.iter();
    let mut starts: Vec<usize> =
        openers.flat_map(|opener| whole.match_indices(opener.as_str()).map(|(at, _)| at)).collect();
    starts.sort_unstable();
    let mut tables: Vec<Table> = Vec::new();
    for start in starts {
        if tables.last().is_some_and(|table| start < table.span.end()) {
            continue;
        }
        let end = next_chapter(whole, start, vocabulary).unwrap_or(whole.len());
        let span = trim(whole, Span::new(start, end));
        tables.push(Table { shape: TableShape::Run, span, rows: Vec::new() });
    }
    tables
}

/// Where the next chapter with a known title begins after `start`.
fn next_chapter(whole: &str, start: usize, vocabulary: &Vocabulary) -> Option<usize> {
    let rest = from(whole, start);
    rest.match_indices('、').find_map(|(at, mark)| {
        let title = from(rest, at + mark.len());
        let number = cut(rest, Span::new(0, at)).chars().next_back()?;
        let numeral = "一二三四五六七八九十".contains(number);
        let words: String = title.chars().take(64).filter(|char| !char.is_whitespace()).collect();
        let known = !vocabulary.is_row(&words) && vocabulary.title_at(&words).is_some();
        (numeral && known).then(|| start + at - number.len_utf8())
    })
}
