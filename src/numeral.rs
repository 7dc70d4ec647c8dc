//! Written numbers and their exact values: 1,013, 1.3万, 二十三, 二〇一八.

mod amount;
mod han;

pub use amount::Amount;
pub(crate) use amount::DIGITS;
pub use han::parse_han;
pub(crate) use han::{digit_wise, is_zero, run_end};

use crate::text::{Span, cut, from};

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NumeralKind {
    /// 1013, 1,013, 3.5
    Digits,
    /// 二十三, 二〇一八
    Han,
    /// 1.3万, 二0一八
    Mixed,
}

/// A number as it stands in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Numeral {
    /// Where it stands, units of counting such as 万 included.
    pub span: Span,
    /// Its value; `None` where it has more digits than any real count (over 38).
    pub value: Option<Amount>,
    /// How it is written.
    pub kind: NumeralKind,
    /// Whether commas part its thousands.
    pub thousands: bool,
}

/// The value of a digit, ASCII or full-width.
#[inline]
pub(crate) fn digit(char: char) -> Option<u32> {
    match char {
        '0'..='9' => Some(u32::from(char) - u32::from('0')),
        '０'..='９' => Some(u32::from(char) - u32::from('０')),
        _ => None,
    }
}

/// Byte offset after the digits that begin at `start`; `start` itself where none does.
pub(crate) fn digits_end(text: &str, start: usize) -> usize {
    let rest = from(text, start);
    start + rest.find(|char| digit(char).is_none()).unwrap_or(rest.len())
}

/// Whether a number, in digits or Han, may begin with `char`.
#[inline]
pub(crate) fn begins_number(char: char) -> bool {
    digit(char).is_some() || han::starts(char)
}

/// Every number of `text` whose reading is certain, in order.
///
/// Commas part thousands only where every group is right (1,013 but not 80,1205); a second point
/// makes separate numbers (2018.1.15). Signs are not part of a number. Han numbers are given
/// wherever they stand, also in words such as 统一: only what follows tells a count.
pub fn scan(text: &str) -> Vec<Numeral> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(skipped) = from(text, at).find(begins_number) {
        at = read(text, at + skipped, &mut found);
    }
    found
}

/// Every number of `text`, read from the places where one may begin: `starts` are those of the
/// characters that [`begins_number`] tells, in order.
pub(crate) fn scan_at(text: &str, starts: impl Iterator<Item = usize>) -> Vec<Numeral> {
    let (mut found, mut done) = (Vec::new(), 0);
    for start in starts {
        if start >= done {
            done = read(text, start, &mut found);
        }
    }
    found
}

/// Reads the number, or the row of numbers, that begins at `start` and returns where to go on.
fn read(text: &str, start: usize, found: &mut Vec<Numeral>) -> usize {
    let end = digits_end(text, start);
    if end > start {
        read_digits(text, Span::new(start, end), found)
    } else {
        read_han(text, start, found)
    }
}

/// Reads the Han number at `start` and returns where to go on.
fn read_han(text: &str, start: usize, found: &mut Vec<Numeral>) -> usize {
    let span = Span::new(start, run_end(text, start));
    let run = cut(text, span);
    // 几十 and 数百 are no exact numbers.
    let vague = crate::text::before(text, start).ends_with(['几', '数'])
        && run.starts_with(['十', '百', '千', '万']);
    if let Some(value) = parse_han(run).filter(|_| !vague && han::is_numeral(run)) {
        let mixed =
            run.chars().any(|char| !crate::text::is_han(char) && !matches!(char, '○' | '◯'));
        let kind = if mixed { NumeralKind::Mixed } else { NumeralKind::Han };
        found.push(Numeral { span, value: Some(value.into()), kind, thousands: false });
    }
    span.end()
}

/// Reads the number whose first digits are `first`, or the row of numbers that it begins, and
/// returns where to go on: never before `first` ends, so that the whole scan stays linear.
fn read_digits(text: &str, first: Span, found: &mut Vec<Numeral>) -> usize {
    if !from(text, first.end()).starts_with([',', '，', '.', '．']) {
        let value = Amount::from_digits(cut(text, first), "");
        return push_counted(text, first, (value, false), found);
    }
    let groups = row(text, first, &[',', '，']);
    let thousands = groups.len() > 1 && are_thousands(text, &groups);
    if groups.len() > 1 && !thousands {
        return push_row(text, &groups, found);
    }
    let last = groups.last().copied().unwrap_or(first);
    let whole = first.cover(last);
    let decimals = row(text, last, &['.', '．']);
    let (fraction, end) = match decimals.as_slice() {
        [_, fraction] => (cut(text, *fraction), fraction.end()),
        [_, rest @ ..] if rest.len() > 1 => {
            found.push(plain(text, whole, thousands));
            return push_row(text, rest, found);
        }
        _ => ("", whole.end()),
    };
    let digits = cut(text, whole).replace([',', '，'], "");
    let value = Amount::from_digits(&digits, fraction);
    push_counted(text, Span::new(first.start(), end), (value, thousands), found)
}

/// Takes `span`, with the units of counting behind it, for a number and returns where that ends.
fn push_counted(
    text: &str,
    span: Span,
    (value, thousands): (Option<Amount>, bool),
    found: &mut Vec<Numeral>,
) -> usize {
    let (value, past) = with_units(text, value, span.end());
    let kind = if past > span.end() { NumeralKind::Mixed } else { NumeralKind::Digits };
    found.push(Numeral { span: Span::new(span.start(), past), value, kind, thousands });
    past
}

/// The runs of digits that begin with `first` and stand one sign apart, the sign always the same.
fn row(text: &str, first: Span, signs: &[char]) -> Vec<Span> {
    let mut runs = vec![first];
    let mut end = first.end();
    let sign = from(text, end).chars().next().filter(|char| signs.contains(char));
    while let Some(sign) = sign.filter(|sign| from(text, end).starts_with(*sign)) {
        let start = end + sign.len_utf8();
        let next = Span::new(start, digits_end(text, start));
        if next.is_empty() {
            break;
        }
        runs.push(next);
        end = next.end();
    }
    runs
}

fn are_thousands(text: &str, groups: &[Span]) -> bool {
    let digits = |span: &Span| cut(text, *span).chars().count();
    groups.split_first().is_some_and(|(lead, rest)| {
        digits(lead) <= 3
            && !cut(text, *lead).starts_with(['0', '０'])
            && rest.iter().all(|group| digits(group) == 3)
    })
}

/// Takes every run but the last for a number by itself; the last is read again with what follows.
fn push_row(text: &str, runs: &[Span], found: &mut Vec<Numeral>) -> usize {
    let Some((last, others)) = runs.split_last() else { return text.len() };
    found.extend(others.iter().map(|span| plain(text, *span, false)));
    last.start()
}

fn plain(text: &str, span: Span, thousands: bool) -> Numeral {
    let digits = cut(text, span).replace([',', '，'], "");
    let value = Amount::from_digits(&digits, "");
    Numeral { span, value, kind: NumeralKind::Digits, thousands }
}

/// Multiplies by the units that follow at `end` (1.3万, 3千万, 1亿2000万); with where they end.
fn with_units(text: &str, value: Option<Amount>, end: usize) -> (Option<Amount>, usize) {
    let (mut size, mut end) = unit(text, end);
    if size == 1 {
        return (value, end);
    }
    let times = |value: Option<Amount>, size: u64| value?.checked_mul(Amount::from(size));
    let mut sum = times(value, size);
    loop {
        let digits = Span::new(end, digits_end(text, end));
        let (next, past) = unit(text, digits.end());
        if digits.is_empty() || next == 1 || next >= size {
            return (sum, end);
        }
        let more = times(Amount::from_digits(cut(text, digits), ""), next);
        sum = sum.zip(more).and_then(|(sum, more)| sum.checked_add(more));
        (size, end) = (next, past);
    }
}

/// The unit of counting at `end`, 1 where there is none, and where it ends.
fn unit(text: &str, end: usize) -> (u64, usize) {
    let (mut size, mut past) = (1_u64, end);
    // Two signs at most make a unit in use: 百万, 千万, 万亿.
    for char in from(text, end).chars().take(2) {
        let next = match char {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => break,
        };
        // 5百分点 speaks of points.
        if next < size || (char == '百' && from(text, past).starts_with("百分")) {
            break;
        }
        size *= next;
        past += char.len_utf8();
    }
    (size, past)
}

/// The number of a list mark: 一 to 九十九, ㈠, ①, ⑴, ⒈, ㊀ or up to three plain digits.
///
/// ```
/// use hegui::numeral::ordinal;
/// assert_eq!(ordinal("十二"), Some(12));
/// assert_eq!(ordinal("㈢"), Some(3));
/// assert_eq!(ordinal("⑤"), Some(5));
/// ```
pub fn ordinal(mark: &str) -> Option<u32> {
    let mut chars = mark.chars();
    if let (Some(sign), None) = (chars.next(), chars.next())
        && let Some(value) = enclosed(sign)
    {
        return Some(value);
    }
    let value = if mark.chars().all(|char| digit(char).is_some()) {
        if mark.chars().count() > 3 {
            return None;
        }
        mark.chars().try_fold(0, |value, char| Some(value * 10 + digit(char)?))?
    } else {
        let counted = !mark.starts_with(['零', '〇', '○', '◯']) && !mark.contains('两');
        let value = parse_han(mark).filter(|value| counted && *value < 100)?;
        u32::try_from(value).ok()?
    };
    (value > 0).then_some(value)
}

/// The value of a number sign that is one character.
fn enclosed(sign: char) -> Option<u32> {
    let (first, value) = match sign {
        '①'..='⑳' => ('①', 1),
        '⑴'..='⒇' => ('⑴', 1),
        '⒈'..='⒛' => ('⒈', 1),
        '㈠'..='㈩' => ('㈠', 1),
        '㊀'..='㊉' => ('㊀', 1),
        '㉑'..='㉟' => ('㉑', 21),
        '㊱'..='㊿' => ('㊱', 36),
        _ => return None,
    };
    Some(u32::from(sign) - u32::from(first) + value)
}

#[cfg(test)]
mod tests;
