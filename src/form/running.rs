//! Forms in running text: one cell a line, lines of figures as a PDF gives them, or everything
//! run together. Labels are found wherever they stand; what lies between them are the values.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Known;
use super::filled::{Cell, CellAddress, Content, Filled, ShapeKind, Unread, UnreadWhy};
use super::label::key;
use super::lexicon::{Hit, Hits};
use super::local_run::figures_at;
use super::schema::{Across, Form, Identity, Layout};
use super::split;
use crate::fold::Folded;
use crate::rule::Wording;
use crate::text::{Span, cut, from, is_han, is_letter};

/// Labels of rows that make a table.
const ENOUGH_ROWS: usize = 4;
/// Rows that a sentence may name.
const SHORT: usize = 8;
/// Characters between a label and the next one or its values.
const GAP: usize = 120;
/// Characters that heads or values may take.
const WINDOW: usize = 1_000;
/// Units that some write behind a value.
const UNITS: [&str; 5] = ["万元", "元", "件", "条", "项"];

/// Where a form stands in running text, as folded stretches from its first label to its last
/// value.
pub(super) fn regions(folded: &str, hits: &Hits, known: Known<'_>) -> Vec<Span> {
    let (form, hits) = (known.form, hits.of(known));
    if form.layout == Layout::Across {
        return across_region(folded, known, hits).into_iter().collect();
    }
    let mut runs: Vec<Run> = Vec::new();
    for hit in hits {
        match runs.last_mut() {
            Some(run)
                if is_near(folded, run.span.end(), hit.span.start())
                    && !(run.rows.is_empty() && is_elsewhere(folded, run.span, hit.span)) =>
            {
                run.span = run.span.cover(hit.span);
            }
            _ => runs.push(Run { span: hit.span, rows: BTreeSet::new(), figures: 0, last: None }),
        }
        if let Some((run, row)) = runs.last_mut().zip(hit.row) {
            let new = run.rows.insert(row);
            run.figures += usize::from(new && is_filled(folded, hit.span.end()));
            run.last = Some(run.span);
        }
    }
    runs.iter().filter_map(|run| region(folded, form, run)).collect()
}

/// Whether the first of two heads is a word of another table: the beginning of a longer one
/// (其他对外管理服务事项), or with figures behind it.
fn is_elsewhere(folded: &str, head: Span, next: Span) -> bool {
    let between = cut(folded, Span::new(head.end(), next.start().max(head.end())));
    between.starts_with(is_han) || between.contains(|char: char| char.is_ascii_digit())
}

/// Labels that follow each other closely.
struct Run {
    /// From the first to the last.
    span: Span,
    /// The rows they name.
    rows: BTreeSet<(usize, usize)>,
    /// How many of these have a figure right behind their label.
    figures: usize,
    /// Up to the last row.
    last: Option<Span>,
}

/// Whether a figure follows a label: 行政许可 12, but not 行政许可决定12件, nor a clause of a sentence,
/// 行政许可12件，.
fn is_filled(folded: &str, end: usize) -> bool {
    let rest =
        from(folded, end).trim_start_matches(|char: char| char.is_whitespace() || char == '|');
    let behind = rest.trim_start_matches(is_value);
    let clause = from(behind, unit(behind)).starts_with(['，', '、', '；', '。']);
    behind.len() < rest.len() && !(clause && unit(behind) > 0)
}

/// The stretch of a run of labels with its last values, where so many of them make the form. A
/// sentence may name the few rows of a short form, but not with figures right behind each.
fn region(folded: &str, form: &Form, run: &Run) -> Option<Span> {
    let all: usize = form.block.iter().map(|it| it.row.len()).sum();
    let (rows, span) = (run.rows.len(), run.last?);
    if rows < ENOUGH_ROWS || rows <= SHORT && run.figures * 2 < rows {
        return None;
    }
    // No more figures than a row has cells: a page number may follow.
    let columns = form.block.last().map_or(0, |it| it.column.len());
    let start = figures_at(folded, span.end()).unwrap_or(span.end());
    let last = values_after(folded, start, 3);
    let span = last.iter().take(columns).fold(span, |span, it| span.cover(*it));
    let there =
        if form.chapter.is_some() { rows * 2 >= all } else { super::is_there(form, rows, 0) };
    there.then(|| span.cover(Span::at(span.end() + unit(from(folded, span.end())))))
}

/// How well a form fits a stretch: labels found, then labels not missed. None where too few are.
pub(super) fn fit(
    folded: &str,
    (within, hits): (Span, &Hits),
    known: Known<'_>,
) -> Option<(usize, usize)> {
    let (form, hits) = (known.form, hits.of(known));
    if form.layout == Layout::Across {
        return across_region(folded, known, hits).filter(|it| it.overlaps(within)).map(|_| (1, 0));
    }
    let mut rows: Vec<_> = hits.iter().filter_map(|it| it.row).collect();
    rows.sort_unstable();
    rows.dedup();
    let all: usize = form.block.iter().map(|it| it.row.len()).sum();
    let fit = (rows.len() * 4 + hits.len(), usize::MAX - (all - rows.len()));
    // A form that no report must have shares its labels with local ones.
    let there = form.chapter.is_some() || super::is_there(form, rows.len(), 0);
    (rows.len() >= ENOUGH_ROWS && there).then_some(fit)
}

/// Bytes of a unit written behind the last value.
fn unit(rest: &str) -> usize {
    UNITS.iter().find(|it| rest.starts_with(**it)).map_or(0, |it| it.len())
}

/// Whether two labels may belong to one table: little but figures lies between them.
fn is_near(folded: &str, end: usize, start: usize) -> bool {
    let between = cut(folded, Span::new(end, start.max(end)));
    let letters = || between.chars().filter(|it| is_letter(*it));
    (between.len() <= GAP || letters().nth(GAP).is_none()) && !between.contains('。')
}

/// A table of blocks side by side: a run of its heads, however their lines are broken, and then
/// as many figures as it has cells.
fn across_region(folded: &str, known: Known<'_>, hits: &[Hit]) -> Option<Span> {
    let cells = known.form.addresses().count();
    let alphabet = known.labels.alphabet.as_slice();
    let known = |char: char| alphabet.binary_search(&char).is_ok() || !is_letter(char);
    // Heads that PDF lines tore apart give few hits; the figures after them tell.
    let mut starts: Vec<Span> = hits.iter().map(|it| it.span).collect();
    starts.extend(torn_heads(folded, alphabet));
    starts.sort_unstable();
    let mut done = 0;
    for start in starts {
        // A label inside heads already walked leads to the same figures.
        if start.end() < done {
            continue;
        }
        let rest = from(folded, start.end()).chars().take(WINDOW);
        let heads: usize = rest.take_while(|it| known(*it)).map(char::len_utf8).sum();
        let at = start.end() + heads;
        done = at;
        let begins = from(folded, at).starts_with(|char: char| char.is_ascii_digit());
        let values = if begins { values_after(folded, at, 2) } else { Vec::new() };
        let figures: usize = values.iter().map(|it| it.len()).sum();
        if values.len() == cells || !values.is_empty() && figures >= cells && values.len() < cells {
            return values.last().map(|last| start.cover(*last));
        }
    }
    None
}

/// Lines of nothing but characters of the heads, four in a row at least.
fn torn_heads<'a>(folded: &'a str, alphabet: &'a [char]) -> impl Iterator<Item = Span> + 'a {
    let mut at = 0;
    folded.split('\n').filter_map(move |line| {
        let span = Span::new(at, at + line.len());
        at += line.len() + 1;
        let mut letters = line.chars().filter(|it| is_letter(*it));
        let mut count = 0;
        let own = letters.all(|it| {
            count += 1;
            alphabet.binary_search(&it).is_ok()
        });
        (own && count >= 4).then_some(span)
    })
}

/// Figures and strokes from `at` on, up to the first word; at most `lines` line ends lie between
/// two of them.
fn values_after(folded: &str, at: usize, lines: usize) -> Vec<Span> {
    let (mut end, mut ends) = (at, 0);
    // As far as a table may reach: no text is walked again from every label.
    for char in from(folded, at).chars().take(WINDOW) {
        ends = if char == '\n' {
            ends + 1
        } else if char.is_whitespace() {
            ends
        } else {
            0
        };
        let within = is_value(char) || char.is_whitespace() || matches!(char, '|' | '｜');
        if ends > lines || !within {
            break;
        }
        end += char.len_utf8();
    }
    tokens(folded, Span::new(at, end))
}

/// Figures and strokes that follow `at`, with their row's lines broken in any way.
pub(super) fn tokens_after(folded: &str, at: usize) -> Vec<Span> {
    values_after(folded, at, 3)
}

fn is_value(char: char) -> bool {
    char.is_ascii_digit() || matches!(char, '.' | '-' | '+' | '/' | '—' | '无')
}

/// Runs of figures in a stretch.
fn tokens(folded: &str, span: Span) -> Vec<Span> {
    let mut tokens: Vec<Span> = Vec::new();
    for (at, char) in cut(folded, span).char_indices().filter(|it| is_value(it.1)) {
        let here = Span::new(span.start() + at, span.start() + at + char.len_utf8());
        match tokens.last_mut() {
            Some(last) if last.end() == here.start() => *last = last.cover(here),
            _ => tokens.push(here),
        }
    }
    tokens.retain(|it| !matches!(cut(folded, *it), "." | "+"));
    tokens
}

/// Reads a form out of a stretch of running text.
pub(super) fn read(
    folded: &Folded,
    (within, hits): (Span, &Hits),
    known: Known<'_>,
) -> Option<Filled> {
    let form = known.form;
    let text = folded.as_str();
    let mut filled = Filled::empty(Arc::clone(form));
    filled.span = folded.to_source(within);
    if form.layout == Layout::Across {
        return Some(across(folded, within, filled));
    }
    let hits = hits.of(known);
    let columns = |block: usize| form.block.get(block).map_or(0, |it| it.column.len());
    let mut rows: Vec<(usize, usize, Span, Vec<Span>)> = Vec::new();
    let mut again: Vec<Span> = Vec::new();
    for (index, hit) in hits.iter().enumerate() {
        let Some((block, row)) = hit.row.and_then(|it| meant(&filled, it)) else {
            again.extend(hit.row.map(|_| hit.span));
            continue;
        };
        let end = hits.get(index + 1).map_or(within.end(), |next| next.span.start());
        let behind = Span::new(hit.span.end(), end.max(hit.span.end()));
        let mut values = tokens(text, without_number(text, behind));
        // Where a row has one figure, what stands behind further words is that of a heading.
        if columns(block) == 1
            && let [first, second, ..] = values.as_slice()
            && cut(text, Span::new(first.end(), second.start())).contains(is_letter)
        {
            values.truncate(1);
        }
        filled.row_labels.push((block, row, folded.to_source(hit.span)));
        if form.block.get(block).and_then(|it| it.row.get(row)).is_some_and(|it| it.heading) {
            continue;
        }
        rows.push((block, row, hit.span, values));
    }
    let fits = |it: &(usize, usize, Span, Vec<Span>)| it.3.len() == columns(it.0);
    if rows.iter().all(|it| it.3.len() <= columns(it.0)) {
        follow(folded, &mut filled, &rows);
    } else if !in_order(folded, within, &mut filled) {
        for (block, row, label, values) in rows.iter().filter(|it| !fits(it)) {
            let span = values.iter().fold(*label, |span, it| span.cover(*it));
            unread(folded, &mut filled, span, Some((*block, *row)), UnreadWhy::TooMany);
        }
        let whole: Vec<_> = rows.iter().filter(|it| fits(it)).cloned().collect();
        follow(folded, &mut filled, &whole);
    }
    // The same form once more, right behind the first: nothing in it has been looked at.
    let all: usize = form.block.iter().map(|it| it.row.len()).sum();
    if let [first, .., last] = again.as_slice()
        && again.len() * 2 >= all
    {
        unread(folded, &mut filled, first.cover(*last), None, UnreadWhy::TooMany);
    }
    finish(filled)
}

/// Which row a label means: of several with one label (被依法纠错数) the first behind the last row that
/// was read, or else the first that was not. None where all were.
fn meant(filled: &Filled, row: (usize, usize)) -> Option<(usize, usize)> {
    let label = |at: (usize, usize)| Some(&filled.form.block.get(at.0)?.row.get(at.1)?.label);
    let blocks = filled.form.block.iter().enumerate();
    let rows = blocks.flat_map(|(block, it)| (0..it.row.len()).map(move |row| (block, row)));
    let mut open = rows.filter(|it| label(*it) == label(row) && !filled.has_row(*it)).peekable();
    let first = open.peek().copied();
    let last = filled.row_labels.last().map(|it| (it.0, it.1));
    open.find(|it| last.is_none_or(|last| *it > last)).or(first)
}

/// A stretch behind a label without the list number of the next label: 1. and （一） have no letters.
fn without_number(text: &str, behind: Span) -> Span {
    let words = cut(text, behind);
    let number = words.trim_end().strip_suffix(['.', '、']).unwrap_or_default();
    let less = number.trim_end_matches(|it: char| it.is_ascii_digit());
    let digits = number.len() - less.len();
    let apart = less.ends_with(|it: char| it.is_whitespace() || matches!(it, '：' | '|'));
    if apart && (1..=2).contains(&digits) {
        return Span::new(behind.start(), behind.start() + less.len());
    }
    behind
}

fn finish(mut filled: Filled) -> Option<Filled> {
    let form = Arc::clone(&filled.form);
    let mut before = Span::at(filled.span.start());
    for (block, it) in form.block.iter().enumerate() {
        for (row, it) in it.row.iter().enumerate() {
            let label = filled.row_labels.iter().find(|at| (at.0, at.1) == (block, row));
            let told = filled.faults.iter().any(|fault| fault.label == it.label);
            match label {
                Some(label) => before = label.2,
                None if !told => filled.fault(ShapeKind::RowMissing, before, &it.label),
                None => {}
            }
        }
    }
    filled.cells.sort_by_key(|it| it.at);
    (!filled.cells.is_empty() || !filled.unread.is_empty()).then_some(filled)
}

pub(super) fn unread(
    folded: &Folded,
    filled: &mut Filled,
    span: Span,
    row: Option<(usize, usize)>,
    why: UnreadWhy,
) {
    filled.unread.push(Unread { span: folded.to_source(span), row, why });
}

pub(super) fn push(folded: &Folded, filled: &mut Filled, at: CellAddress, span: Span) {
    let content = Content::read(cut(folded.as_str(), span));
    filled.cells.push(Cell { at, span: folded.to_source(span), content });
}

/// Values stand behind their labels; those that ran together are parted by the sums.
fn follow(folded: &Folded, filled: &mut Filled, rows: &[(usize, usize, Span, Vec<Span>)]) {
    let form = Arc::clone(&filled.form);
    let mut torn: Vec<split::Row> = Vec::new();
    for (block, row, label, values) in rows {
        let columns = form.block.get(*block).map_or(0, |it| it.column.len());
        if values.len() == columns {
            for (column, span) in values.iter().enumerate() {
                let at = CellAddress { block: *block, row: *row, column };
                push(folded, filled, at, *span);
            }
        } else if values.is_empty() {
            unread(folded, filled, *label, Some((*block, *row)), UnreadWhy::TooFew);
        } else {
            let ways = split::ways(folded.as_str(), values, columns, &sums_of(&form, *block));
            torn.push(split::Row { at: (*block, *row), label: *label, ways });
        }
    }
    filled.cells.sort_by_key(|it| it.at);
    for (row, way) in split::settle(folded.as_str(), filled, torn) {
        match way {
            Some(spans) => {
                for (column, span) in spans.into_iter().enumerate() {
                    let at = CellAddress { block: row.at.0, row: row.at.1, column };
                    push(folded, filled, at, span);
                }
            }
            None => unread(folded, filled, row.label, Some(row.at), UnreadWhy::RunTogether),
        }
    }
}

/// Places of total and parts among the columns of a block, for relations within a row.
fn sums_of(form: &Form, block: usize) -> Vec<(Vec<usize>, Vec<usize>)> {
    let Some(block) = form.block.get(block) else { return Vec::new() };
    let at = |keys: &[Wording]| -> Option<Vec<usize>> {
        keys.iter().map(|key| block.column.iter().position(|it| it.key == *key)).collect()
    };
    let across = |it: &&Identity| it.across == Across::Rows;
    let rows = form.identity.iter().filter(across);
    rows.filter_map(|it| at(&it.left).zip(at(&it.right))).collect()
}

/// Where PDF lines put values before or inside their labels: as many full lines of figures as the
/// form has rows are its rows, in order.
fn in_order(folded: &Folded, within: Span, filled: &mut Filled) -> bool {
    let form = Arc::clone(&filled.form);
    let [block] = form.block.as_slice() else { return false };
    let text = folded.as_str();
    let mut groups: Vec<(Span, Vec<Span>)> = Vec::new();
    let mut at = within.start();
    for line in cut(text, within).split('\n') {
        let span = Span::new(at, at + line.len());
        at += line.len() + 1;
        // The last figures of a line are its values; numbers of labels stand before words.
        let words = line.rfind(|char: char| !is_value(char) && !char.is_whitespace());
        let start = words.map_or(0, |at| at + before_len(line, at));
        let values = tokens(text, Span::new(span.start() + start, span.end()));
        if values.len() == block.column.len() {
            groups.push((Span::new(span.start(), span.start() + start), values));
        }
    }
    if groups.len() != block.row.len() {
        return false;
    }
    for (row, (label, values)) in groups.into_iter().enumerate() {
        let first = values.first().copied().unwrap_or(label);
        for (column, span) in values.into_iter().enumerate() {
            push(folded, filled, CellAddress { block: 0, row, column }, span);
        }
        if !filled.has_row((0, row)) {
            let words = key(cut(text, label));
            let official = block.row.get(row).map_or("", |it| it.label.as_str());
            // A label that its lines tore apart stands around the values; the row is there.
            let place = if words.is_empty() { first } else { label };
            let place = folded.to_source(place);
            filled.row_labels.push((0, row, place));
            if !words.is_empty() {
                filled.fault(ShapeKind::RowRenamed, place, official);
            }
        }
    }
    true
}

fn before_len(line: &str, at: usize) -> usize {
    from(line, at).chars().next().map_or(0, char::len_utf8)
}

/// Blocks side by side: the figures behind the heads are its cells, in order.
fn across(folded: &Folded, within: Span, mut filled: Filled) -> Filled {
    let form = Arc::clone(&filled.form);
    let text = folded.as_str();
    let words = cut(text, within);
    let last = words.rfind(|char: char| !is_value(char) && !char.is_whitespace());
    let start = within.start() + last.map_or(0, |at| at + before_len(words, at));
    let values = tokens(text, Span::new(start, within.end()));
    let addresses: Vec<CellAddress> = form.addresses().collect();
    let mut sums = Vec::new();
    for block in 0..form.block.len() {
        let first = addresses.iter().position(|it| it.block == block).unwrap_or(0);
        let moved = |places: Vec<usize>| places.into_iter().map(|it| it + first).collect();
        sums.extend(
            sums_of(&form, block).into_iter().map(|(left, right)| (moved(left), moved(right))),
        );
    }
    let spans = if values.len() == addresses.len() {
        Some(values.clone())
    } else {
        let ways = split::ways(text, &values, addresses.len(), &sums);
        <[Vec<Span>; 1]>::try_from(ways).ok().map(|[way]| way)
    };
    if let Some(spans) = spans {
        for (at, span) in addresses.into_iter().zip(spans) {
            push(folded, &mut filled, at, span);
        }
    } else {
        let span = Span::new(start, within.end());
        unread(folded, &mut filled, span, None, UnreadWhy::RunTogether);
    }
    filled
}
