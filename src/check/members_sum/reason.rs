//! Which cells of a total are not the sum, and why.

use super::unit::{Mistaken, mistaken};
use super::{Only, Total, rounding};
use crate::form::Values;
use crate::numeral::Amount;
use crate::rule::Wording;
use crate::set::{Member, Set};

/// How the number in a cell is read.
type Reading = fn(&Member, &str, &str, &str) -> Option<Amount>;

/// A cell that is not the sum.
pub(super) struct Differing {
    pub form: Wording,
    pub row: Wording,
    pub column: Wording,
    pub stated: Amount,
    pub sum: Amount,
    /// Whether it holds money and not a count.
    pub is_amount: bool,
}

/// The members of a body for a year.
pub(super) struct Below {
    /// Their reports.
    pub reports: Vec<usize>,
    /// Names of those without one.
    pub absent: Vec<String>,
    /// Whether one of them stands for the body itself.
    pub own: bool,
    /// The reports of each body that has several for the year, the one that counts first.
    pub rivals: Vec<Vec<usize>>,
}

/// Why a cell is not the sum, the gravest first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Class {
    /// One of them is wrong.
    Wrong,
    /// These reports are not the only ones of their bodies for the year, and others have other
    /// numbers.
    Disputed(Vec<usize>),
    /// Members seem to have given their numbers in a smaller unit.
    Unit(Mistaken),
    /// The amounts of members are rounded more than the total.
    Rounded,
    /// The rest may be the body's own.
    Own,
    /// Reports or numbers of members are missing.
    Incomplete,
}

impl Class {
    /// The reports that explain the difference.
    pub(super) fn members(&self) -> &[usize] {
        match self {
            Self::Disputed(members) => members,
            Self::Unit(mistaken) => &mistaken.members,
            Self::Wrong | Self::Rounded | Self::Own | Self::Incomplete => &[],
        }
    }
}

impl Differing {
    /// The number of a report in the cell.
    pub(super) fn of(&self, set: &Set<'_>, report: usize) -> Option<Amount> {
        set.member(report)?.cell(&self.form, &self.row, &self.column)
    }
}

impl Below {
    /// Takes down the reports of a body, if it has several.
    pub(super) fn add_rivals(&mut self, reports: Option<&Vec<usize>>) {
        self.rivals.extend(reports.filter(|it| it.len() > 1).cloned());
    }

    /// Why a cell of the report `main` is not the sum; `shift` is the number of decimal places between
    /// units that may have been mistaken for each other.
    pub(super) fn class(
        &self,
        set: &Set<'_>,
        main: usize,
        it: &Differing,
        shift: Option<u8>,
    ) -> Class {
        // What is missing adds to the sum.
        if it.sum < it.stated && !self.absent_in(set, it).is_empty() {
            return Class::Incomplete;
        }
        let disputed = self.disputed(set, main, it);
        if !disputed.is_empty() {
            return Class::Disputed(disputed);
        }
        if let Some(mistaken) = shift.and_then(|shift| mistaken(set, self, it, shift)) {
            return Class::Unit(mistaken);
        }
        if it.is_amount && rounding::explains(self.numbers(set, it), it) {
            return Class::Rounded;
        }
        if it.stated > it.sum && !self.own { Class::Own } else { Class::Wrong }
    }

    /// The numbers of the members in the cell.
    fn numbers(&self, set: &Set<'_>, it: &Differing) -> impl Iterator<Item = Amount> {
        self.reports.iter().filter_map(move |report| it.of(set, *report))
    }

    /// Whether all members have their reports, one of them for the body itself.
    pub(super) fn is_whole(&self) -> bool {
        self.own && self.absent.is_empty()
    }

    /// The reports that count of bodies of which another report has another number in the cell, or
    /// one that was not read, where some choice among them may make the total the sum.
    fn disputed(&self, set: &Set<'_>, main: usize, it: &Differing) -> Vec<usize> {
        let all = |first: usize| {
            let rivals = self.rivals.iter().find(|it| it.first() == Some(&first));
            let reports = rivals.map_or(vec![first], Clone::clone);
            reports.into_iter().map(|report| it.of(set, report)).collect::<Vec<_>>()
        };
        let bodies = [main].into_iter().chain(self.reports.iter().copied());
        let open = bodies.filter(|first| all(*first).windows(2).any(|it| it.first() != it.last()));
        let open: Vec<usize> = open.collect();
        let unread = open.iter().any(|first| all(*first).contains(&None));
        let bound = |first: usize, greatest: bool| {
            let numbers = all(first).into_iter().flatten();
            if greatest { numbers.max() } else { numbers.min() }
        };
        let sum = |greatest: bool| {
            let bounds = self.reports.iter().filter_map(|report| bound(*report, greatest));
            bounds.into_iter().try_fold(Amount::ZERO, Amount::checked_add)
        };
        let meets = || Some(bound(main, false)? <= sum(true)? && sum(false)? <= bound(main, true)?);
        if open.is_empty() || !unread && meets() == Some(false) { Vec::new() } else { open }
    }

    /// Names of the members without a report, or without a number in the cell.
    pub(super) fn absent_in(&self, set: &Set<'_>, it: &Differing) -> Vec<String> {
        let lacking = self.reports.iter().filter(|report| it.of(set, **report).is_none());
        let lacking = lacking.filter_map(|report| set.member(*report)?.body.as_ref());
        self.absent.iter().cloned().chain(lacking.map(|it| it.name.clone())).collect()
    }
}

impl Total {
    /// The cells of a report that are not the sum of its members', in the order of the form.
    pub(super) fn differing(&self, set: &Set<'_>, main: usize, below: &Below) -> Vec<Differing> {
        let Some((own, form)) = set.member(main).and_then(|it| Some((it, it.form(&self.form)?)))
        else {
            return Vec::new();
        };
        let cells = form.addresses().filter_map(|at| {
            let block = form.block.get(at.block)?;
            let (row, column) = (block.row.get(at.row)?, block.column.get(at.column)?);
            Some((&row.key, &column.key, row.values.unwrap_or(column.values)))
        });
        let wanted = |row: &Wording| self.rows.is_empty() || self.rows.contains(row);
        cells
            .filter(|it| wanted(it.0))
            .filter_map(|(row, column, values)| {
                let sums = |read: Reading| {
                    let stated = read(own, &self.form, row, column)?;
                    let reports = below.reports.iter().filter_map(|it| set.member(*it));
                    let numbers = reports.filter_map(|it| read(it, &self.form, row, column));
                    let sum = numbers.into_iter().try_fold(Amount::ZERO, Amount::checked_add)?;
                    Some((stated, sum))
                };
                let (stated, sum) = sums(Member::cell)?;
                // A cell that its own table proves wrong is told there.
                let mended = || sums(Member::meant).is_none_or(|it| self.tells(it.0, it.1));
                let is_amount = values == Values::Amount;
                let differs = self.tells(stated, sum) && !(is_amount && rounding::is(sum, stated));
                (differs && mended()).then(|| Differing {
                    form: self.form.clone(),
                    row: row.clone(),
                    column: column.clone(),
                    stated,
                    sum,
                    is_amount,
                })
            })
            .collect()
    }

    /// Whether a total that differs so from its parts is told.
    pub(super) fn tells(&self, stated: Amount, sum: Amount) -> bool {
        match self.only {
            None => sum != stated,
            Some(Only::PartsAbove) => sum > stated,
            Some(Only::PartsBelow) => sum < stated,
        }
    }
}
