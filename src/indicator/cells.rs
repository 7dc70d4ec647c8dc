//! What the official tables say of an indicator.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::{Indicator, Indicators, Statement};
use crate::facts::figures::Range;
use crate::form::{Across, CellAddress, Filled};
use crate::numeral::Amount;
use crate::rule::Wording;

/// A count that a table holds, and the cells it was read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Tabled {
    /// The count, in units of prose.
    pub value: Amount,
    /// Some of the cells are blank, so that the count is this or more.
    pub at_least: bool,
    /// Index of the table in the document.
    pub table: usize,
    /// Its cells.
    pub cells: Vec<CellAddress>,
    /// Whether it is not a total as filled in, but the sum of its parts.
    pub derived: bool,
}

impl Tabled {
    /// What the table may mean.
    pub(crate) fn range(&self) -> Range {
        let value = Some(self.value);
        Range { low: value, high: if self.at_least { None } else { value } }
    }
}

/// What the tables of a report say of indicators; each is worked out when a rule first asks for it,
/// however many figures state it.
#[derive(Debug)]
pub(crate) struct InTables<'a> {
    forms: &'a [Filled],
    /// Keys of the indicators that count wholes.
    wholes: Vec<&'a str>,
    /// Keys of those that count parts of these, each with that by which it divides them.
    parts: BTreeMap<&'a str, &'a str>,
    known: BTreeMap<&'a str, (&'a Indicator, OnceCell<Vec<Tabled>>)>,
}

impl<'a> InTables<'a> {
    pub(crate) fn of(forms: &'a [Filled], indicators: &Indicators<'a>) -> Self {
        let known = indicators.known.iter().map(|it| (it.0.key.as_str(), (it.0, OnceCell::new())));
        let each = || indicators.known.iter().filter_map(|it| Some((it.0.key.as_str(), it.1?)));
        let wholes = each().filter(|it| it.1.whole).map(|it| it.0).collect();
        let parts =
            each().filter_map(|(key, it)| Some((key, it.part.as_ref()?.as_str()))).collect();
        Self { forms, wholes, parts, known: known.collect() }
    }

    /// Every count a table may hold for an indicator, the first meant most often. Cells without a
    /// number give none.
    pub(crate) fn indicator(&self, key: &str) -> &[Tabled] {
        let counts = self.known.get(key);
        counts.map_or(&[], |(indicator, it)| it.get_or_init(|| indicator.tabled(self.forms)))
    }

    /// Whether a statement is of parts of a whole: what became of the applications.
    pub(crate) fn is_of_parts(&self, statement: &Statement<'_>) -> bool {
        self.divides(statement).is_some()
    }

    /// Whether a statement is of a whole that others are parts of: what came in.
    pub(crate) fn is_of_whole(&self, statement: &Statement<'_>) -> bool {
        statement.of.iter().all(|it| self.wholes.contains(&it.key.as_str()))
    }

    /// By what a statement divides a whole: by what became of the applications, or by who applied.
    pub(crate) fn divides(&self, statement: &Statement<'_>) -> Option<&'a str> {
        let first = statement.of.first().and_then(|it| self.parts.get(it.key.as_str()))?;
        let alike = |it: &&Indicator| self.parts.get(it.key.as_str()) == Some(first);
        statement.of.iter().all(alike).then_some(*first)
    }

    /// Whether a table holds a whole of which a figure may tell, or may with what was carried in.
    pub(crate) fn holds_whole(&self, figure: &Range) -> bool {
        let wholes = || self.wholes.iter().flat_map(|it| self.indicator(it));
        let others = self.known.values().filter(|it| it.0.of_last_year);
        let carried = others.flat_map(|it| self.indicator(&it.0.key));
        let meets = |it: &Range| figure.meets(it);
        wholes().any(|it| meets(&it.range()))
            || carried.into_iter().any(|more| {
                wholes().filter_map(|it| it.range().checked_add(&more.range())).any(|it| meets(&it))
            })
    }

    /// Every count the tables may hold for what a statement states.
    pub(crate) fn statement(&self, statement: &Statement<'_>) -> Vec<Tabled> {
        let mut each = statement.of.iter().map(|it| self.indicator(&it.key));
        let Some(first) = each.next() else { return Vec::new() };
        // Several counted together: the first meaning of each.
        each.try_fold(first.to_vec(), |sums, next| {
            let next = next.first()?;
            let add = |mut sum: Tabled| {
                sum.value = sum.value.checked_add(next.value)?;
                sum.at_least |= next.at_least;
                sum.cells.extend(&next.cells);
                Some(sum)
            };
            sums.into_iter().take(1).map(add).collect::<Option<Vec<_>>>()
        })
        .unwrap_or_default()
    }
}

impl Indicator {
    fn tabled(&self, forms: &[Filled]) -> Vec<Tabled> {
        let mut found: Vec<Tabled> = Vec::new();
        for (table, filled) in forms.iter().enumerate() {
            for sum in filled.form.states.get(self.key.as_str()).into_iter().flatten() {
                let Some(cells) = addresses(filled, sum) else { continue };
                for derived in [false, true] {
                    let numbers = cells.iter().map(|at| number(filled, *at, derived));
                    let Some((value, at_least)) = add(numbers) else { continue };
                    let Some(value) = value.checked_mul(self.factor.into()) else { continue };
                    if !found.iter().any(|it| it.value == value && it.at_least == at_least) {
                        let cells = cells.clone();
                        found.push(Tabled { value, at_least, table, cells, derived });
                    }
                }
            }
        }
        found
    }
}

/// A sum, and whether a number that goes into it is only the least it can be.
type Bound = (Amount, bool);

fn add(mut numbers: impl Iterator<Item = Option<Bound>>) -> Option<Bound> {
    numbers.try_fold((Amount::ZERO, false), |(sum, open), it| {
        let (value, at_least) = it?;
        Some((sum.checked_add(value)?, open || at_least))
    })
}

/// The number in a cell, or with `derived` the sum of the cells it is the total of. Blank ones make
/// that sum the least it can be, for nothing is known of them but that no count is negative.
fn number(filled: &Filled, at: CellAddress, derived: bool) -> Option<Bound> {
    let plain = |at: CellAddress| filled.cell(at)?.content.number();
    let Some(parts) = derived.then(|| parts_of(filled, at)).flatten() else {
        return Some((plain(at)?, false));
    };
    let numbers: Vec<Amount> = parts.iter().filter_map(|it| plain(*it)).collect();
    let (sum, _) = add(numbers.iter().map(|it| Some((*it, false))))?;
    (!numbers.is_empty()).then_some((sum, numbers.len() < parts.len()))
}

/// The other cells of the row of which a cell is the total.
fn parts_of(filled: &Filled, at: CellAddress) -> Option<Vec<CellAddress>> {
    let block = filled.form.block.get(at.block)?;
    let key = &block.column.get(at.column)?.key;
    let mut across = filled.form.identity.iter().filter(|it| it.across == Across::Rows);
    let identity = across.find(|it| it.left.as_slice() == std::slice::from_ref(key))?;
    let column = |key: &Wording| block.column.iter().position(|it| it.key == *key);
    let cell = |key: &Wording| Some(CellAddress { column: column(key)?, ..at });
    identity.right.iter().map(cell).collect()
}

/// The cells of a sum; none where the form lacks one.
fn addresses(filled: &Filled, sum: &[Wording]) -> Option<Vec<CellAddress>> {
    let mut cells = Vec::new();
    for name in sum {
        let (row, column) = name.split_once('/')?;
        let before = cells.len();
        for (block, it) in filled.form.block.iter().enumerate() {
            let Some(column) = it.column.iter().position(|it| it.key == column) else { continue };
            let whole = it.row.iter().position(|it| it.key == row);
            let below = |key: &str| key.strip_prefix(row).is_some_and(|it| it.starts_with('.'));
            let rows = it.row.iter().enumerate();
            let rows =
                rows.filter(|(at, it)| whole.map_or_else(|| below(&it.key), |row| row == *at));
            cells.extend(rows.map(|(row, _)| CellAddress { block, row, column }));
        }
        if cells.len() == before {
            return None;
        }
    }
    Some(cells)
}
