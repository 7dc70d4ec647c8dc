//! Exact decimal numbers: what a report states is compared to the last digit, never rounded.

use std::cmp::Ordering;
use std::fmt;

/// Most digits an [`Amount`] holds.
pub(crate) const DIGITS: u32 = 38;

/// The first number with too many digits.
const LIMIT: u128 = 10_u128.pow(DIGITS);

/// Most digits after the point; reports go to six (万元 written down to the fen).
const MAX_SCALE: u8 = 18;

/// An exact decimal number of at most 38 digits, 18 of them after the point.
///
/// Trailing zeros of the fraction are dropped, so that equal numbers are equal values. It is packed
/// since every figure and every cell holds some: 24 bytes in place of 32.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
#[repr(Rust, packed(8))]
pub struct Amount {
    mantissa: i128,
    scale: u8,
}

impl Amount {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };

    /// `mantissa` divided by ten to the power of `scale`; `None` where that has too many digits.
    pub fn new(mut mantissa: i128, mut scale: u8) -> Option<Self> {
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        let fits = mantissa.unsigned_abs() < LIMIT && scale <= MAX_SCALE;
        fits.then_some(Self { mantissa, scale })
    }

    /// Reads plain digits with at most one point and an optional sign: `251000`, `-3.50`, `+19`.
    pub fn parse(written: &str) -> Option<Self> {
        let (negative, digits) = match written.strip_prefix(['-', '−', '－']) {
            Some(rest) => (true, rest),
            None => (false, written.strip_prefix(['+', '＋']).unwrap_or(written)),
        };
        let (whole, fraction) = digits.split_once(['.', '．']).unwrap_or((digits, "0"));
        if whole.is_empty() || fraction.is_empty() {
            return None;
        }
        let read = Self::from_digits(whole, fraction)?;
        Some(if negative { Self { mantissa: -read.mantissa, ..read } } else { read })
    }

    /// The number `whole.fraction`; other characters than digits are refused.
    pub(super) fn from_digits(whole: &str, fraction: &str) -> Option<Self> {
        let fraction = fraction.trim_end_matches(['0', '０']);
        let scale = u8::try_from(fraction.chars().count()).ok()?;
        let mut mantissa = 0_i128;
        for char in whole.chars().chain(fraction.chars()) {
            let digit = i128::from(super::digit(char)?);
            mantissa = mantissa.checked_mul(10)?.checked_add(digit)?;
        }
        Self::new(mantissa, scale)
    }

    /// The number without its point.
    pub fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// How many digits stand after the point, trailing zeros not counted.
    pub fn scale(self) -> u8 {
        self.scale
    }

    /// The number where it is whole.
    pub fn whole(self) -> Option<i128> {
        (self.scale == 0).then_some(self.mantissa)
    }

    /// Whether the number is below zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self { mantissa: self.mantissa.abs(), ..self }
    }

    /// The sum, where it has not too many digits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Self::new(self.at_scale(scale)?.checked_add(other.at_scale(scale)?)?, scale)
    }

    /// The difference, where it has not too many digits.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self { mantissa: -other.mantissa, ..other })
    }

    /// The product, where it has not too many digits.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let scale = self.scale + other.scale;
        Self::new(self.mantissa.checked_mul(other.mantissa)?, scale)
    }

    fn at_scale(self, scale: u8) -> Option<i128> {
        if scale == self.scale {
            return Some(self.mantissa);
        }
        self.mantissa.checked_mul(power(u32::from(scale - self.scale)))
    }

    /// Whole part rounded down, and the rest in the smallest unit an amount can have.
    fn parts(self) -> (i128, i128) {
        let unit = power(u32::from(self.scale));
        let rest = self.mantissa.rem_euclid(unit) * power(u32::from(MAX_SCALE - self.scale));
        (self.mantissa.div_euclid(unit), rest)
    }
}

/// Ten to the power of `exponent`, which is never above [`DIGITS`] here.
fn power(exponent: u32) -> i128 {
    10_i128.saturating_pow(exponent)
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.scale == other.scale {
            return self.mantissa().cmp(&other.mantissa());
        }
        // Parts, not a common scale: bringing 38 digits to another scale could overflow.
        self.parts().cmp(&other.parts())
    }
}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<u64> for Amount {
    fn from(value: u64) -> Self {
        Self { mantissa: i128::from(value), scale: 0 }
    }
}

impl From<i64> for Amount {
    fn from(value: i64) -> Self {
        Self { mantissa: i128::from(value), scale: 0 }
    }
}

impl From<u32> for Amount {
    fn from(value: u32) -> Self {
        Self::from(u64::from(value))
    }
}

impl From<i32> for Amount {
    fn from(value: i32) -> Self {
        Self::from(i64::from(value))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = power(u32::from(self.scale)).unsigned_abs();
        let size = self.mantissa.unsigned_abs();
        let whole = size / unit;
        let written = if self.scale == 0 {
            whole.to_string()
        } else {
            format!("{whole}.{:0width$}", size % unit, width = usize::from(self.scale))
        };
        f.pad_integral(!self.is_negative(), "", &written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amount(written: &str) -> Amount {
        Amount::parse(written).unwrap()
    }

    #[test]
    fn display_has_no_trailing_zeros() {
        for (written, shown) in [
            ("24252.311082", "24252.311082"),
            ("3.50", "3.5"),
            ("007", "7"),
            ("-18538", "-18538"),
            ("+19", "19"),
            ("-0.05", "-0.05"),
            ("100.00", "100"),
        ] {
            assert_eq!(amount(written).to_string(), shown);
        }
        assert_eq!(format!("{:>6}", amount("1.5")), "   1.5");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for written in ["", "-", ".5", "5.", "1.2.3", "1,000", "两", "1e3", "--1"] {
            assert_eq!(Amount::parse(written), None, "{written}");
        }
    }

    #[test]
    fn thirty_eight_digits_fit_and_no_more() {
        let most = amount(&"9".repeat(38));
        assert_eq!(most.to_string(), "9".repeat(38));
        assert_eq!(Amount::parse(&format!("1{}", "0".repeat(38))), None);
        assert_eq!(most.checked_add(Amount::from(1)), None);
        assert_eq!(most.checked_mul(most), None);
        assert!(most > amount("0.5") && amount("-0.5") > amount("-1"));
        assert_eq!(Amount::parse(&format!("0.{}1", "0".repeat(18))), None);
    }

    proptest! {
        #[test]
        fn adding_and_taking_away_cancel(a in -10i64.pow(12)..10i64.pow(12), b in any::<i32>(), s in 0u8..7, t in 0u8..7) {
            let a = Amount::new(a.into(), s).unwrap();
            let b = Amount::new(b.into(), t).unwrap();
            let sum = a.checked_add(b).unwrap();
            prop_assert_eq!(sum.checked_sub(b), Some(a));
            prop_assert_eq!(sum.cmp(&a), b.cmp(&Amount::ZERO));
            prop_assert_eq!(Amount::parse(&sum.to_string()), Some(sum));
        }
    }
}
