//! Whether an amount differs from the sum because one side was rounded.

use super::reason::Differing;
use crate::numeral::Amount;

/// Decimal places of a total from which on it is told to be rounded and not short of something: 18.43
/// for 18.4296.
const PLACES: u8 = 2;

/// Whether a total is the sum, rounded to the last digit of the total.
pub(super) fn is(sum: Amount, stated: Amount) -> bool {
    stated.scale() >= PLACES && within(sum, stated, half(stated))
}

/// Whether what rounding may lose makes the difference of a cell: half of the last digit of each
/// member with fewer decimal places than the total, or of the total with fewer than the sum.
pub(super) fn explains(members: impl Iterator<Item = Amount>, it: &Differing) -> bool {
    // A whole number is taken for what it says: thirty of them would excuse any sum.
    let coarse = members.filter(|it_is| it_is.scale() > 0 && it_is.scale() < it.stated.scale());
    let lost = coarse.map(half).try_fold(Amount::ZERO, |sum, it| sum.checked_add(it?));
    let own = Some(it.stated).filter(|it_is| it_is.scale() < it.sum.scale()).and_then(half);
    let lost = lost.and_then(|lost| lost.checked_add(own.unwrap_or(Amount::ZERO)));
    within(it.sum, it.stated, lost)
}

fn within(one: Amount, two: Amount, most: Option<Amount>) -> bool {
    let gap = one.checked_sub(two).map(Amount::abs);
    gap.zip(most).is_some_and(|(gap, most)| gap <= most)
}

/// Half of the last digit.
fn half(amount: Amount) -> Option<Amount> {
    Amount::new(5, amount.scale().checked_add(1)?)
}
