//! Whether a total is not the sum because members gave their amounts in a smaller unit: 元 for 万元.

use super::reason::{Below, Differing};
use crate::numeral::Amount;
use crate::set::Set;

/// Members whose amounts seem to be in a smaller unit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Mistaken {
    /// Their reports.
    pub members: Vec<usize>,
    /// What the sum is where they are converted.
    pub converted: Amount,
    /// What is then left of the total: nought, but for rounding, unless the rest may be the body's
    /// own.
    pub rest: Option<Amount>,
}

/// The members whose amounts explain the difference if they are `shift` decimal places too large. A
/// part that is more than the total is in another unit for sure, if both are right; of the others a
/// single one is tried.
pub(super) fn mistaken(
    set: &Set<'_>,
    below: &Below,
    it: &Differing,
    shift: u8,
) -> Option<Mistaken> {
    let above = |report: &usize| it.of(set, *report).is_some_and(|given| given > it.stated);
    let (above, others): (Vec<usize>, Vec<usize>) = below.reports.iter().partition(|it| above(it));
    let sure = Guess { sure: true, own: below.own, shift };
    let found = (!above.is_empty()).then(|| sure.explain(set, it, &above)).flatten();
    found.or_else(|| {
        let guess = Guess { sure: false, ..sure };
        others.iter().find_map(|other| guess.explain(set, it, &[above.as_slice(), &[*other]].concat()))
    })
}

/// How strictly members are taken to have used a smaller unit.
#[derive(Clone, Copy)]
struct Guess {
    /// Whether all of them have more than the total.
    sure: bool,
    /// Whether the body itself is among the members, so that nothing is left for it.
    own: bool,
    shift: u8,
}

impl Guess {
    fn explain(self, set: &Set<'_>, it: &Differing, members: &[usize]) -> Option<Mistaken> {
        let given = members.iter().filter_map(|report| it.of(set, *report));
        let given = given.into_iter().try_fold(Amount::ZERO, Amount::checked_add)?;
        let meant = moved(given, self.shift)?;
        let without = it.sum.checked_sub(given)?;
        let converted = without.checked_add(meant)?;
        let tolerance = self.tolerance(it.stated)?;
        let fits = |sum: Amount| Some(it.stated.checked_sub(sum)?.abs() <= tolerance);
        let members = members.to_vec();
        // A member that was left out is another mistake, and the total's.
        if fits(converted)? && !fits(without)? {
            return Some(Mistaken { members, converted, rest: None });
        }
        let rest = it.stated.checked_sub(converted)?;
        // A hundredth of the total is not nothing beside it.
        let weighs = meant >= moved(it.stated, 2)?;
        let own = self.sure && !self.own && rest > Amount::ZERO && weighs;
        own.then_some(Mistaken { members, converted, rest: Some(rest) })
    }

    /// What rounding may lose: half of the last digit of the total, which is a hundredth at least
    /// or, where the members are sure, not more than a hundredth of the whole. (Zeros at the end
    /// are not known any more.)
    fn tolerance(self, stated: Amount) -> Option<Amount> {
        let half = Amount::new(5, stated.scale().checked_add(1)?)?;
        let least = Amount::new(5, 3)?;
        let most = if self.sure { moved(stated, 2)?.max(least) } else { least };
        Some(half.min(most))
    }
}

/// An amount with its point moved to the left.
fn moved(amount: Amount, places: u8) -> Option<Amount> {
    Amount::new(amount.mantissa(), amount.scale().checked_add(places)?)
}
