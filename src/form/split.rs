//! Parting digits that ran together: only where the sums leave exactly one way.

use super::filled::{CellAddress, Filled};
use super::schema::{Across, Identity, Relation};
use crate::numeral::Amount;
use crate::rule::Wording;
use crate::text::{Span, cut};

/// Ways of parting one row that are kept; more means that nothing can be told.
const MAX_WAYS: usize = 200;
/// Digits of one row.
const MAX_DIGITS: usize = 80;
/// Combinations of rows that are tried.
const MAX_TRIES: usize = 20_000;
/// Steps of one search.
const MAX_STEPS: usize = 20_000;

/// A row whose digits ran together, with every way to part them.
pub(super) struct Row {
    pub at: (usize, usize),
    pub label: Span,
    pub ways: Vec<Vec<Span>>,
}

/// Every way to part `pieces` into `count` numbers without leading noughts, such that the sums
/// hold: positions of totals and parts. Blanks between pieces stay boundaries.
pub(super) fn ways(
    text: &str,
    pieces: &[Span],
    count: usize,
    sums: &[(Vec<usize>, Vec<usize>)],
) -> Vec<Vec<Span>> {
    let digits: usize = pieces.iter().map(|it| it.len()).sum();
    let plain = |it: &Span| cut(text, *it).bytes().all(|byte| byte.is_ascii_digit());
    if digits > MAX_DIGITS || digits < count || !pieces.iter().all(plain) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut steps = 0;
    // Numbers so far, the piece at hand, and where in it the next number begins.
    let mut open: Vec<(Vec<Span>, usize, usize)> = vec![(Vec::new(), 0, 0)];
    while let Some((numbers, piece, at)) = open.pop() {
        steps += 1;
        if steps > MAX_STEPS || found.len() > MAX_WAYS {
            return Vec::new();
        }
        let Some(whole) = pieces.get(piece) else {
            if numbers.len() == count && hold(text, &numbers, sums) {
                found.push(numbers);
            }
            continue;
        };
        let left = whole.len() - at;
        let rest: usize = pieces.iter().skip(piece + 1).map(|it| it.len()).sum();
        let wanted = count - numbers.len();
        if wanted == 0 || left + rest < wanted {
            continue;
        }
        let start = whole.start() + at;
        let nought = cut(text, Span::new(start, start + 1)) == "0";
        for length in 1..=if nought { 1 } else { left } {
            let mut longer = numbers.clone();
            longer.push(Span::new(start, start + length));
            if !may_hold(text, &longer, sums) {
                continue;
            }
            let next = if length == left { (piece + 1, 0) } else { (piece, at + length) };
            open.push((longer, next.0, next.1));
        }
    }
    found
}

/// Whether the sums whose numbers are all there hold.
fn may_hold(text: &str, numbers: &[Span], sums: &[(Vec<usize>, Vec<usize>)]) -> bool {
    let last = numbers.len().saturating_sub(1);
    let done = |it: &&(Vec<usize>, Vec<usize>)| {
        let most = it.0.iter().chain(&it.1).max().copied();
        most == Some(last)
    };
    sums.iter().filter(done).all(|it| holds(text, numbers, it))
}

fn hold(text: &str, numbers: &[Span], sums: &[(Vec<usize>, Vec<usize>)]) -> bool {
    sums.iter().all(|it| holds(text, numbers, it))
}

fn holds(text: &str, numbers: &[Span], (left, right): &(Vec<usize>, Vec<usize>)) -> bool {
    let sum = |places: &[usize]| {
        places.iter().try_fold(Amount::ZERO, |sum, &at| {
            sum.checked_add(Amount::parse(cut(text, *numbers.get(at)?))?)
        })
    };
    sum(left).is_some() && sum(left) == sum(right)
}

/// For every row the one way to part it: the only one it has, or the only one with which the
/// relations over all rows hold.
pub(super) fn settle(text: &str, filled: &Filled, rows: Vec<Row>) -> Vec<(Row, Option<Vec<Span>>)> {
    let relations = relations(filled, &rows);
    let product =
        |it: &[Row]| it.iter().try_fold(1_usize, |all, row| all.checked_mul(row.ways.len()));
    let tries = product(&rows).filter(|it| (1..=MAX_TRIES).contains(it)).unwrap_or(0);
    // Which way each row takes in the solutions so far; none once they differ.
    let mut chosen: Option<Vec<Option<usize>>> = None;
    for attempt in 0..tries {
        let choice = choice(&rows, attempt);
        if !relations.iter().all(|it| it.hold(text, filled, &rows, &choice)) {
            continue;
        }
        chosen = Some(match chosen {
            None => choice.into_iter().map(Some).collect(),
            Some(so_far) => so_far
                .into_iter()
                .zip(choice)
                .map(|(old, new)| old.filter(|it| *it == new))
                .collect(),
        });
    }
    let chosen = chosen.unwrap_or_default();
    let mut settled = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        let only = (row.ways.len() == 1).then_some(0);
        let way = chosen.get(index).copied().flatten().or(only);
        let way = way.and_then(|way| row.ways.get(way).cloned());
        settled.push((row, way));
    }
    settled
}

/// The ways that the attempt with this number takes, row by row.
fn choice(rows: &[Row], mut attempt: usize) -> Vec<usize> {
    rows.iter()
        .map(|row| {
            let ways = row.ways.len().max(1);
            let way = attempt % ways;
            attempt /= ways;
            way
        })
        .collect()
}

/// A relation between whole rows of one block: rows of its left and right side.
struct Between {
    block: usize,
    left: Vec<usize>,
    right: Vec<usize>,
}

/// The relations over columns in which every row was found and at least one ran together.
fn relations(filled: &Filled, torn: &[Row]) -> Vec<Between> {
    let mut found = Vec::new();
    let columns = |it: &&Identity| it.across == Across::Columns && it.relation == Relation::Equal;
    for (block, it) in filled.form.block.iter().enumerate() {
        let place = |keys: &[Wording]| -> Option<Vec<usize>> {
            keys.iter().map(|key| it.row.iter().position(|row| row.key == *key)).collect()
        };
        for identity in filled.form.identity.iter().filter(columns) {
            let Some((left, right)) = place(&identity.left).zip(place(&identity.right)) else {
                continue;
            };
            let is_torn = |row: usize| torn.iter().any(|it| it.at == (block, row));
            let is_read =
                |row: usize| filled.cells.iter().any(|it| (it.at.block, it.at.row) == (block, row));
            let all = || left.iter().chain(&right).copied();
            if all().all(|row| is_torn(row) || is_read(row)) && all().any(is_torn) {
                found.push(Between { block, left, right });
            }
        }
    }
    found
}

impl Between {
    fn hold(&self, text: &str, filled: &Filled, torn: &[Row], choice: &[usize]) -> bool {
        let columns = filled.form.block.get(self.block).map_or(0, |it| it.column.len());
        (0..columns).all(|column| {
            let number = |row: usize| -> Option<Amount> {
                let own = torn.iter().zip(choice).find(|it| it.0.at == (self.block, row));
                if let Some((row, way)) = own {
                    return Amount::parse(cut(text, *row.ways.get(*way)?.get(column)?));
                }
                filled.cell(CellAddress { block: self.block, row, column })?.content.number()
            };
            let sum = |rows: &[usize]| {
                rows.iter().try_fold(Amount::ZERO, |sum, &row| sum.checked_add(number(row)?))
            };
            sum(&self.left).is_some() && sum(&self.left) == sum(&self.right)
        })
    }
}
