//! Local tables in running text. A label counts only where figures follow it, so that no sentence
//! is taken for a row; what stands between one row and the next is a row that is not understood.

use std::sync::Arc;

use super::filled::{CellAddress, Filled, ShapeKind, UnreadWhy};
use super::lexicon::{Hit, Hits};
use super::running::{push, tokens_after, unread};
use super::schema::{Across, Form, Relation};
use super::{Forms, Known, local, split};
use crate::fold::Folded;
use crate::numeral::Amount;
use crate::rule::Wording;
use crate::text::{Span, before, cut, from, is_han, is_letter};

/// What may stand between a label and its figures.
const UNITS: [&str; 15] =
    ["人次", "万元", "条", "件", "次", "篇", "人", "个", "元", "份", "期", "项", "（", "）", "|"];
/// What may stand directly before a label.
const LEADS: [&str; 2] = ["其中", "指标"];
/// Characters before the first label in which the heads of columns are looked for.
const HEADS: usize = 120;
/// Letters between two rows of one table: rows that are not understood.
const GAP: usize = 60;
/// Digits of the longest number of a row.
const NUMBER_MAX: usize = 2;

/// A label with the figures behind it.
#[derive(Clone)]
struct Entry {
    at: (usize, usize),
    label: Span,
    /// What it holds; none where the number of the next row cannot be told from its figures.
    values: Option<Vec<Span>>,
    /// Where its figures end.
    end: usize,
}

/// Where a local table stands in running text, as a folded stretch.
pub(super) fn region(folded: &str, hits: &Hits, forms: &Forms) -> Option<Span> {
    let (known, local) = forms.local().next()?;
    let rows = rows(folded, hits, known);
    if rows.len() < local.rows || is_official(hits, forms) {
        return None;
    }
    let (first, last) = (rows.first()?, rows.last()?);
    Some(Span::new(heads_before(folded, first.label.start()), last.end))
}

/// The longest run of rows, each label once: what is met again is a row that is not understood.
fn rows(text: &str, hits: &Hits, known: Known<'_>) -> Vec<Entry> {
    let entries = entries(text, hits, known);
    let together = |left: &Entry, right: &Entry| {
        is_row(cut(text, Span::new(left.end, right.label.start().max(left.end))))
    };
    let mut rows: Vec<Entry> = Vec::new();
    for entry in entries.chunk_by(together).max_by_key(|it| it.len()).unwrap_or_default() {
        if !rows.iter().any(|it| it.at == entry.at) {
            rows.push(entry.clone());
        }
    }
    rows
}

/// Whether what lies between two rows may be rows that are not understood.
fn is_row(between: &str) -> bool {
    between.chars().filter(|it| is_letter(*it)).nth(GAP).is_none()
        && !between.contains(['。', '；', '，'])
}

/// Where the heads of columns before the first row begin: with the line, unless that is long.
fn heads_before(folded: &str, start: usize) -> usize {
    let line = before(folded, start).rfind('\n').map_or(0, |at| at + 1);
    let near = before(folded, start).char_indices().rev().take(GAP).last().map_or(start, |it| it.0);
    if near > line { start } else { line }
}

/// Whether the labels are those of an official table.
fn is_official(hits: &Hits, forms: &Forms) -> bool {
    forms.official().filter(|it| it.form.least > 0).any(|known| {
        let mut rows: Vec<_> = hits.of(known).iter().filter_map(|it| it.row).collect();
        rows.sort_unstable();
        rows.dedup();
        super::is_there(known.form, rows.len(), 0)
    })
}

/// Reads a local table out of a stretch of running text.
pub(super) fn read(
    folded: &Folded,
    (within, hits): (Span, &Hits),
    forms: &Forms,
) -> Option<Filled> {
    let (known, local) = forms.local().next()?;
    let text = folded.as_str();
    if is_official(hits, forms) {
        return None;
    }
    let entries = rows(text, hits, known);
    let mut filled = Filled::empty(Arc::clone(known.form));
    let (first, last) = (entries.first()?, entries.last()?);
    filled.span = folded.to_source(Span::new(first.label.start().max(within.start()), last.end));
    let start = before(text, first.label.start()).char_indices().rev().take(HEADS).last();
    let heads = cut(text, Span::new(start.map_or(0, |it| it.0), first.label.start()));
    let heads = heads.rsplit('。').next().unwrap_or_default();
    let heads: String = heads.chars().filter(|it| is_letter(*it)).collect();
    let width = local::width(known.form, &heads);
    for entry in &entries {
        filled.row_labels.push((entry.at.0, entry.at.1, folded.to_source(entry.label)));
    }
    for pair in entries.windows(2) {
        let [left, right] = pair else { continue };
        let between = Span::new(left.end, right.label.start());
        for label in strangers(cut(text, between)) {
            filled.fault(ShapeKind::RowAdded, folded.to_source(between), label);
        }
    }
    values(folded, &mut filled, &entries, width);
    filled.cells.sort_by_key(|it| it.at);
    local::is_understood(&filled, local).then_some(filled)
}

/// The labels between two rows that are understood, with what stands beside them: all but 其中.
fn strangers(between: &str) -> impl Iterator<Item = &str> {
    let labels = between.split(|it: char| it.is_ascii_digit());
    labels.filter(|it| it.replace("其中", "").contains(is_letter))
}

/// Every label that is followed by figures, in order.
fn entries(text: &str, hits: &Hits, known: Known<'_>) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    // The number that the row at hand bears, where one was told from the figures before it.
    let mut number: Option<usize> = None;
    for &Hit { row, span } in hits.of(known) {
        let Some(at) = row else { continue };
        let Some(start) = figures_at(text, span.end()) else { continue };
        if !begins_row(text, span.start(), known.form) {
            continue;
        }
        let own = number_before(text, span.start()).or(number.take());
        let next = own.map_or(1, |it| it + 1);
        let figures = tokens_after(text, start);
        let end = figures.last().map_or(start, |it| it.end());
        let (values, told) = without_number(text, figures, next);
        number = told.then_some(next);
        let end = values.as_ref().and_then(|it| it.last()).map_or(end, |it| it.end());
        found.push(Entry { at, label: span, values, end });
    }
    found
}

/// Where the figures of a label begin: nothing but a unit lies between.
pub(super) fn figures_at(text: &str, end: usize) -> Option<usize> {
    let whole = from(text, end);
    let mut rest = whole.trim_start();
    while let Some(shorter) = UNITS.iter().find_map(|unit| rest.strip_prefix(unit)) {
        rest = shorter.trim_start();
    }
    rest.starts_with(|it: char| it.is_ascii_digit() || matches!(it, '-' | '—' | '/' | '无'))
        .then(|| end + whole.len() - rest.len())
}

/// Whether a label is no part of longer words: blanks, signs, digits or a head stand before it.
fn begins_row(text: &str, start: usize, form: &Form) -> bool {
    let lead = before(text, start);
    let columns = form.block.iter().flat_map(|it| &it.column);
    let mut heads = columns.flat_map(|it| std::iter::once(&it.label).chain(&it.variants));
    !lead.ends_with(is_han)
        || LEADS.iter().chain(&UNITS).any(|it| lead.ends_with(it))
        || heads.any(|it| lead.ends_with(it.as_str()))
}

/// The number before a label that no other figure runs into: 其中：1.
fn number_before(text: &str, start: usize) -> Option<usize> {
    let lead = before(text, start).trim_end().strip_suffix(['.', '、', '）'])?;
    let digits = lead.len() - lead.trim_end_matches(|it: char| it.is_ascii_digit()).len();
    let apart = before(lead, lead.len() - digits).ends_with(|it: char| !it.is_whitespace());
    let number = from(lead, lead.len() - digits);
    (digits <= NUMBER_MAX && apart).then(|| number.parse().ok()).flatten()
}

/// Figures without the number of the next row behind them, and whether there was one. Where that
/// ran into the figures it is told by its value.
fn without_number(text: &str, mut figures: Vec<Span>, next: usize) -> (Option<Vec<Span>>, bool) {
    let Some(last) = figures.last().copied() else { return (Some(figures), false) };
    let words = cut(text, last);
    let digits = words.strip_suffix('.').unwrap_or(words);
    let marked = digits.len() < words.len() || from(text, last.end()).starts_with(['、', '）']);
    if !marked {
        return (Some(figures), false);
    }
    figures.pop();
    let number = next.to_string();
    if digits == number || digits.len() <= NUMBER_MAX && !figures.is_empty() {
        return (Some(figures), digits == number);
    }
    let figure = digits.strip_suffix(&number).filter(|it| !it.is_empty());
    let values = figure.map(|it| {
        figures.push(Span::new(last.start(), last.start() + it.len()));
        figures
    });
    let told = values.is_some();
    (values, told)
}

/// Gives the figures their columns. Digits that ran together are parted only where there is one
/// way, and in no table that has figures apart or too few: a cell was left blank there.
fn values(folded: &Folded, filled: &mut Filled, entries: &[Entry], width: usize) {
    let text = folded.as_str();
    let rows = || entries.iter().filter_map(|it| Some((it, it.values.as_ref()?)));
    let apart = rows().any(|it| it.1.len() > 1);
    let ways = |values: &[Span]| split::ways(text, values, width, &[]);
    let run = width > 1 && !apart && rows().all(|it| !ways(it.1).is_empty());
    for entry in entries {
        let values = entry.values.as_deref().unwrap_or_default();
        let parted = if values.len() == width {
            Some(values.to_vec())
        } else {
            let ways = if run { ways(values) } else { Vec::new() };
            let form = &filled.form;
            let mut ways = ways.into_iter().filter(|it| may_stand(text, form, it));
            ways.next().filter(|_| ways.next().is_none())
        };
        let Some(parted) = parted else {
            let why = if run { UnreadWhy::RunTogether } else { UnreadWhy::TooFew };
            unread(folded, filled, entry.label, Some(entry.at), why);
            continue;
        };
        for (column, span) in parted.into_iter().enumerate() {
            let at = CellAddress { block: entry.at.0, row: entry.at.1, column };
            push(folded, filled, at, span);
        }
    }
}

/// Whether figures parted in this way satisfy what limits one column by another.
fn may_stand(text: &str, form: &Form, values: &[Span]) -> bool {
    let Some(block) = form.block.first() else { return false };
    let sum = |keys: &[Wording]| {
        keys.iter().try_fold(Amount::ZERO, |sum, key| {
            let at = block.column.iter().position(|it| it.key == *key)?;
            sum.checked_add(Amount::parse(cut(text, *values.get(at)?))?)
        })
    };
    let limits = form.identity.iter();
    let limits = limits.filter(|it| it.across == Across::Rows && it.relation == Relation::AtMost);
    limits.into_iter().all(|it| sum(&it.left) <= sum(&it.right))
}
