//! Which cells of a total are not the sum, and why.

use super::{Only, Total};
use crate::form::Values;
use crate::numeral::Amount;
use crate::rule::Wording;
use crate::set::Set;

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
    /// This report is not the only one of its body for the year, and another has another number.
    Disputed([usize; 1]),
    /// These members seem to have given their numbers in a smaller unit.
    Unit {
        /// Their reports.
        members: Vec<usize>,
        /// What the sum is then.
        converted: Amount,
    },
    /// The rest may be the body's own.
    Own,
    /// Reports or numbers of members are missing.
    Incomplete,
}

impl Class {
    /// The reports that explain the difference.
    pub(super) fn members(&self) -> &[usize] {
        match self {
            Self::Disputed(member) => member,
            Self::Unit { members, .. } => members,
            Self::Wrong | Self::Own | Self::Incomplete => &[],
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

    /// Why a cell is not the sum; `shift` is the number of decimal places between units that may
    /// have been mistaken for each other.
    pub(super) fn class(&self, set: &Set<'_>, it: &Differing, shift: Option<u8>) -> Class {
        if !self.absent_in(set, it).is_empty() {
            return Class::Incomplete;
        }
        if let Some(report) = self.disputed(set, it) {
            return Class::Disputed([report]);
        }
        if let Some((members, converted)) = shift.and_then(|shift| self.in_smaller_unit(set, it, shift)) {
            return Class::Unit { members, converted };
        }
        if it.stated > it.sum && !self.own { Class::Own } else { Class::Wrong }
    }

    /// The report that counts of a body of which another has another number in the cell.
    fn disputed(&self, set: &Set<'_>, it: &Differing) -> Option<usize> {
        self.rivals.iter().find_map(|reports| {
            let mut numbers = reports.iter().filter_map(|report| it.of(set, *report));
            let first = numbers.next()?;
            numbers.any(|it| it != first).then(|| reports.first().copied())?
        })
    }

    /// Which of the reports explain the difference if their numbers are in a smaller unit, and the
    /// sum then. A part that is more than the total is in another unit for sure, if both are right;
    /// of the others only a single one is tried.
    fn in_smaller_unit(
        &self,
        set: &Set<'_>,
        it: &Differing,
        shift: u8,
    ) -> Option<(Vec<usize>, Amount)> {
        let above = |report: &usize| it.of(set, *report).is_some_and(|given| given > it.stated);
        let above: Vec<usize> = self.reports.iter().copied().filter(above).collect();
        let fits = |members: Vec<usize>| {
            let converted = converted(set, it, &members, (shift, self.own))?;
            Some((members, converted))
        };
        if above.is_empty() {
            self.reports.iter().find_map(|report| fits(vec![*report]))
        } else {
            fits(above)
        }
    }

    /// Names of the members without a report, or without a number in the cell.
    pub(super) fn absent_in(&self, set: &Set<'_>, it: &Differing) -> Vec<String> {
        let lacking = self.reports.iter().filter(|report| it.of(set, **report).is_none());
        let lacking = lacking.filter_map(|report| set.member(*report)?.body.as_ref());
        self.absent.iter().cloned().chain(lacking.map(|it| it.name.clone())).collect()
    }
}

/// The sum where the numbers of these reports are in a smaller unit, if the total is then right
/// to its last digit, or may hold something of the body's own besides.
fn converted(
    set: &Set<'_>,
    it: &Differing,
    members: &[usize],
    (shift, own): (u8, bool),
) -> Option<Amount> {
    let given = members.iter().filter_map(|report| it.of(set, *report));
    let given = given.into_iter().try_fold(Amount::ZERO, Amount::checked_add)?;
    let meant = Amount::new(given.mantissa(), given.scale().checked_add(shift)?)?;
    let converted = it.sum.checked_sub(given)?.checked_add(meant)?;
    let rest = it.stated.checked_sub(converted)?;
    // A single number that is not more than the total must fit to the hundredth.
    let sure = members.iter().all(|report| it.of(set, *report).is_some_and(|given| given > it.stated));
    let places = if sure { it.stated.scale() } else { it.stated.scale().max(2) };
    let half = Amount::new(5, places.checked_add(1)?)?;
    // What is lost in rounding may as well have been left out.
    let counts = meant > half.checked_add(half)?;
    let agrees = counts && rest.abs() <= half;
    let own = sure && !own && rest > Amount::ZERO;
    (agrees || own).then_some(converted)
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
        cells
            .filter_map(|(row, column, values)| {
                let stated = own.cell(&self.form, row, column)?;
                let reports = below.reports.iter().filter_map(|it| set.member(*it));
                let numbers = reports.filter_map(|it| it.cell(&self.form, row, column));
                let sum = numbers.into_iter().try_fold(Amount::ZERO, Amount::checked_add)?;
                let told = match self.only {
                    None => sum != stated,
                    Some(Only::PartsAbove) => sum > stated,
                    Some(Only::PartsBelow) => sum < stated,
                };
                told.then(|| Differing {
                    form: self.form.clone(),
                    row: row.clone(),
                    column: column.clone(),
                    stated,
                    sum,
                    is_amount: values == Values::Amount,
                })
            })
            .collect()
    }
}
