//! What a figure may mean: exactly its value, or all values that would be written so.
//!
//! 1.05% stands for anything from 1.045 to 1.055, 1200余条 for 1200 to 1300, 近200条 for 200 or fewer.
//! A conflict is one only where no value fits.

use crate::numeral::Amount;

/// The values a figure may stand for, both ends included; no end where there is no limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Range {
    /// The least.
    pub low: Option<Amount>,
    /// The greatest.
    pub high: Option<Amount>,
}

/// After the number: that many and a remainder below the last place that is written.
const AND_SOME: [&str; 2] = ["余", "多"];
/// Before the number, 以上 after it: that many, or more.
const AT_LEAST: [&str; 6] = ["超过", "超", "逾", "不少于", "不低于", "以上"];
/// Before the number, 以下 and 以内 after it: that many, or fewer.
const AT_MOST: [&str; 8] = ["不超过", "不超", "不到", "不足", "未满", "不多于", "以下", "以内"];
/// Before the number: that many, or a little fewer.
const NEARLY: [&str; 4] = ["近", "将近", "达到近", "接近"];
/// Before the number: about that many. After it: 左右, 上下.
const ABOUT: [&str; 4] = ["约", "大约", "左右", "上下"];

impl Range {
    /// One value.
    pub fn exactly(value: Amount) -> Self {
        Self { low: Some(value), high: Some(value) }
    }

    /// Whether a value may be meant.
    pub fn holds(&self, value: Amount) -> bool {
        self.low.is_none_or(|low| low <= value) && self.high.is_none_or(|high| value <= high)
    }

    /// Whether some value may be meant by both.
    pub fn meets(&self, other: &Self) -> bool {
        let below = |left: Option<Amount>, right: Option<Amount>| match (left, right) {
            (Some(left), Some(right)) => left <= right,
            _ => true,
        };
        below(self.low, other.high) && below(other.low, self.high)
    }

    /// What the sum of two figures may be; none where it is too large for a real count.
    pub fn checked_add(&self, other: &Self) -> Option<Self> {
        let add = |left: Option<Amount>, right: Option<Amount>| match (left, right) {
            (Some(left), Some(right)) => left.checked_add(right).map(Some),
            _ => Some(None),
        };
        Some(Self { low: add(self.low, other.low)?, high: add(self.high, other.high)? })
    }
}

/// Digits that `written` has after the point.
pub(super) fn decimals(written: &str) -> u8 {
    let digits = written
        .split(['.', '．'])
        .nth(1)
        .map_or(0, |fraction| fraction.chars().take_while(char::is_ascii_digit).count());
    u8::try_from(digits).unwrap_or(u8::MAX)
}

/// What a number means with the words before and after it, in this unit.
pub(super) fn of(written: &str, value: Amount, (before, after): (&str, &str), unit: &str) -> Range {
    let ends = |words: &[&str]| words.iter().any(|it| before.ends_with(it) || after == *it);
    let place = leading_place(value);
    let low = value.checked_sub(place);
    let high = value.checked_add(place);
    if ends(&AT_MOST) {
        Range { low: None, high: Some(value) }
    } else if ends(&AT_LEAST) {
        Range { low: Some(value), high: None }
    } else if ends(&AND_SOME) {
        Range { low: Some(value), high: value.checked_add(last_place(value)) }
    } else if ends(&NEARLY) {
        Range { low, high: Some(value) }
    } else if ends(&ABOUT) {
        Range { low, high }
    } else {
        rounded(written, value, unit)
    }
}

/// A number as it stands: shares and numbers in 万 are rounded to their last digit, others are not.
fn rounded(written: &str, value: Amount, unit: &str) -> Range {
    let thousands = written.ends_with('万') || written.ends_with('亿');
    if !(thousands || unit.starts_with('%') || unit == "个百分点") {
        return Range::exactly(value);
    }
    let unit_size = match (thousands, written.ends_with('亿')) {
        (_, true) => Amount::from(100_000_000_u64),
        (true, _) => Amount::from(10_000_u64),
        _ => Amount::from(1_u64),
    };
    let half = Amount::new(5, decimals(written).saturating_add(1))
        .and_then(|half| half.checked_mul(unit_size));
    let Some(half) = half else { return Range::exactly(value) };
    Range { low: value.checked_sub(half), high: value.checked_add(half) }
}

/// The value of one in the last digit that is no nought: 100 of 1200.
fn last_place(value: Amount) -> Amount {
    let whole = value.abs().to_string();
    let digits = whole.split('.').next().unwrap_or_default();
    let noughts = digits.len() - digits.trim_end_matches('0').len();
    let zeros = u32::try_from(noughts).unwrap_or(0);
    Amount::new(10_i128.saturating_pow(zeros), 0).unwrap_or(value)
}

/// The value of one in the first digit: 100 of 755.
fn leading_place(value: Amount) -> Amount {
    let whole = value.abs().to_string();
    let digits = whole.split('.').next().map_or(1, str::len);
    let zeros = u32::try_from(digits.saturating_sub(1)).unwrap_or(0);
    Amount::new(10_i128.saturating_pow(zeros), 0).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(written: &str, value: &str, words: (&str, &str), unit: &str) -> String {
        let range = of(written, Amount::parse(value).unwrap(), words, unit);
        let end = |it: Option<Amount>| it.map_or("∞".to_owned(), |it| it.to_string());
        format!("{}..{}", end(range.low), end(range.high))
    }

    #[test]
    fn a_figure_stands_for_all_values_that_are_written_so() {
        assert_eq!(range("80", "80", ("公开信息", ""), "条"), "80..80");
        assert_eq!(range("1.05", "1.05", ("增长", ""), "%"), "1.045..1.055");
        assert_eq!(range("34", "34", ("占", ""), "%"), "33.5..34.5");
        assert_eq!(range("1.3万", "13000", ("公开信息", ""), "条"), "12500..13500");
        assert_eq!(range("1200", "1200", ("公开信息", "余"), "条"), "1200..1300");
        assert_eq!(range("200", "200", ("公开信息近", ""), "条"), "100..200");
        assert_eq!(range("60", "60", ("约", ""), "人次"), "50..70");
        assert_eq!(range("60", "60", ("超过", ""), "人次"), "60..∞");
        assert_eq!(range("60", "60", ("不超过", ""), "人次"), "∞..60");
        assert_eq!(range("60", "60", ("", "上下"), "人次"), "50..70");
        assert_eq!(range("24252.31万", "242523100", ("收费", ""), "元"), "242523050..242523150");
    }

    #[test]
    fn ranges_add_up_and_meet() {
        let exact = |it: u32| Range::exactly(Amount::from(it));
        let more = Range { low: Some(Amount::from(200)), high: None };
        assert_eq!(exact(3).checked_add(&exact(4)), Some(exact(7)));
        assert!(more.meets(&exact(250)) && !more.meets(&exact(180)));
        assert!(more.checked_add(&exact(50)).unwrap().meets(&exact(900)));
        assert!(more.holds(Amount::from(200)) && !more.holds(Amount::from(199)));
    }
}
