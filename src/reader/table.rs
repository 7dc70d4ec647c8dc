//! Tables in text form: cells divided by pipes or tabs, one cell a line, or all run together.

use crate::document::{Table, TableShape};
use crate::outline::Vocabulary;
use crate::text::{Span, Text, cut, from, is_blank, trim};

/// One-cell lines in a row that make a table.
const MIN_CELL_LINES: usize = 8;
/// Column heads before the first row, and characters of the longest.
const HEADS_MAX: usize = 5;
const HEAD_MAX: usize = 8;
/// Characters of the longest line that may be a cell.
const CELL_MAX: usize = 40;

/// Finds tables among `lines` (trimmed, none blank); the flags tell which lines belong to one.
pub(super) fn find(
    text: &Text,
    lines: &[Span],
    vocabulary: &Vocabulary,
) -> (Vec<Table>, Vec<bool>) {
    let mut rows = vec![false; lines.len()];
    let mut tables = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        if let Some((table, count)) = grid_at(text, lines, index) {
            take(&mut rows, &mut tables, index, table, count);
            index += count;
            continue;
        }
        let run = cell_run(text, lines, index);
        // What stands before the table's first cell is text, and so is the whole run where it
        // holds no table.
        let lead = cells_start(text, run, vocabulary).unwrap_or(run.len());
        if let Some((table, count)) = cells_of(text, run.get(lead..).unwrap_or_default()) {
            take(&mut rows, &mut tables, index + lead, table, count);
            index += lead + count;
        } else {
            index += run.len().max(1);
        }
    }
    (tables, rows)
}

fn take(rows: &mut [bool], tables: &mut Vec<Table>, first: usize, table: Table, count: usize) {
    rows.iter_mut().skip(first).take(count).for_each(|row| *row = true);
    tables.push(table);
}

/// Consecutive lines of two and more cells.
fn grid_at(text: &Text, lines: &[Span], first: usize) -> Option<(Table, usize)> {
    let rows: Vec<Vec<Span>> =
        lines.iter().skip(first).map_while(|&line| grid_row(text, line)).collect();
    let wide = rows.first().is_some_and(|row| row.len() >= 3);
    let last = lines.get(first + rows.len().checked_sub(1)?)?;
    let span = lines.get(first)?.cover(*last);
    let count = rows.len();
    (count >= 2 || wide).then_some((Table { shape: TableShape::Grid, span, rows }, count))
}

fn grid_row(text: &Text, line: Span) -> Option<Vec<Span>> {
    let words = text.slice(line);
    ['|', '｜', '\t'].iter().find_map(|&divider| {
        let row = words.contains(divider).then(|| cells(text, line, divider))?;
        (row.len() >= 2).then_some(row)
    })
}

/// The cells of a line; pipes at either side make no cell.
pub(super) fn cells(text: &Text, line: Span, divider: char) -> Vec<Span> {
    let words = text.slice(line);
    let inner = words.trim_matches(|char| char == divider && divider != '\t');
    let lead =
        words.len() - words.trim_start_matches(|char| char == divider && divider != '\t').len();
    let mut start = line.start() + lead;
    inner
        .split(divider)
        .map(|cell| {
            let span = Span::new(start, start + cell.len());
            start += cell.len() + divider.len_utf8();
            trim(text.as_str(), span)
        })
        .collect()
}

/// The short lines from `first` on.
fn cell_run<'a>(text: &Text, lines: &'a [Span], first: usize) -> &'a [Span] {
    let rest = lines.get(first..).unwrap_or_default();
    let cell = |line: &&Span| is_cell(text.slice(**line)) && grid_row(text, **line).is_none();
    rest.get(..rest.iter().take_while(cell).count()).unwrap_or_default()
}

/// Where in a run of short lines the first cell of a table stands: at a word that opens one,
/// else at the label and the short column heads before the first figure. Headings, dates and
/// signatures before it are short lines too.
fn cells_start(text: &Text, run: &[Span], vocabulary: &Vocabulary) -> Option<usize> {
    // 无 under a heading is a zero report, not a figure.
    let figure = |line: &Span| is_value(text.slice(*line)) && text.slice(*line) != "无";
    let value = run.iter().position(figure)?;
    let opens = |line: &Span| {
        let words: String = text.slice(*line).chars().filter(|it| !is_blank(*it)).collect();
        vocabulary.opens_table(&words)
    };
    let before = run.get(..value)?;
    if let Some(opener) = before.iter().position(opens) {
        return Some(opener);
    }
    let label = value.saturating_sub(1);
    let heads = before.iter().take(label).rev().take(HEADS_MAX);
    let heads = heads.take_while(|&&line| is_column_head(text.slice(line))).count();
    Some(label - heads)
}

fn is_column_head(words: &str) -> bool {
    let short = words.chars().count() <= HEAD_MAX;
    short && !words.contains(['、', '）', '件', '表']) && !words.ends_with(['日', '府', '局', '办'])
}

/// A table, if many of the lines are bare figures or units; it ends with the last of these.
fn cells_of(text: &Text, run: &[Span]) -> Option<(Table, usize)> {
    let values = run.iter().filter(|&&line| is_value(text.slice(line))).count();
    if run.len() < MIN_CELL_LINES || values * 3 < run.len() {
        return None;
    }
    let last_value = run.iter().rposition(|&line| is_value(text.slice(line)))?;
    let cells = run.get(..=last_value)?.to_vec();
    let span = cells.first()?.cover(*cells.last()?);
    let count = cells.len();
    Some((Table { shape: TableShape::Cells, span, rows: vec![cells] }, count))
}

fn is_cell(words: &str) -> bool {
    words.chars().count() <= CELL_MAX && !words.ends_with(['。', '；', '！', '？'])
}

fn is_value(words: &str) -> bool {
    let figure = words
        .chars()
        .all(|char| matches!(char, '0'..='9' | '０'..='９' | '.' | ',' | '-' | '—' | '/' | '+'));
    figure
        || matches!(
            words,
            "条" | "件" | "次" | "篇" | "人" | "人次" | "个" | "元" | "万元" | "——" | "无"
        )
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
