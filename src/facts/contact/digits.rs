//! Postcodes and identity numbers.

use super::Postcode;
use super::label::value;
use crate::facts::address::WebAddress;
use crate::facts::glyph::{any_of, char_before, is_digit, run};
use crate::facts::landmarks::Landmarks;
use crate::text::{Span, before, cut, from, is_blank};

pub(super) const POSTCODE_LABELS: [&str; 3] = ["邮政编码", "邮编", "邮码"];
const POSTCODE: usize = 6;

/// Length of an identity number (GB 11643), its weights and its check characters.
const ID: usize = 18;
const WEIGHTS: [u32; ID - 1] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";
/// First two digits of the provinces.
const PROVINCES: [u32; 36] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91,
];
/// Years in which a living person can be born.
const YEARS: std::ops::RangeInclusive<u32> = 1880..=2100;
/// Characters before a number within which its name may say that it is none of a person.
const NAMED: usize = 8;

/// Every postcode of `text` that stands after its label, in order.
pub(in crate::facts) fn postcodes(text: &str, landmarks: &Landmarks<'_>) -> Vec<Postcode> {
    let (mut found, mut done) = (Vec::new(), 0);
    for (at, char) in landmarks.iter() {
        if char == '邮'
            && at >= done
            && let Some((label, _)) = any_of(text, at, &POSTCODE_LABELS)
        {
            let code = postcode(text, value(text, label).0);
            done = code.map_or(label, |code| code.span.end());
            found.extend(code);
        }
    }
    found
}

fn postcode(text: &str, at: usize) -> Option<Postcode> {
    let end = run(text, at, is_digit);
    let plain = Span::new(at, end);
    let digits = cut(text, plain).chars().count();
    if digits == POSTCODE || digits == 0 {
        return (digits > 0).then_some(Postcode { span: plain, ok: true });
    }
    // Justified text may have blanks between the digits.
    let spread = Span::new(at, run(text, at, |char| is_digit(char) || is_blank(char)));
    let words = cut(text, spread).trim_end_matches(is_blank);
    let ok = digits < POSTCODE && words.chars().filter(|char| is_digit(*char)).count() == POSTCODE;
    let span = if ok { Span::new(at, at + words.len()) } else { plain };
    Some(Postcode { span, ok })
}

/// Every identity number of a person in `text`: region, date and check character right, part of no
/// longer number, code or web address.
///
/// A run of as many letters and digits covers one of the bytes that stand so far apart, so that
/// only these need be looked at.
pub(in crate::facts) fn citizen_ids(text: &str, addresses: &[WebAddress]) -> Vec<Span> {
    let in_address = |id: Span| {
        let next = addresses.partition_point(|address| address.span.end() <= id.start());
        addresses.get(next).is_some_and(|address| address.span.overlaps(id))
    };
    let runs = (0..text.len()).step_by(ID).filter_map(|at| run_over(text.as_bytes(), at));
    let sound = runs.filter(|&id| stands_alone(text, id) && is_id(cut(text, id).as_bytes()));
    sound.filter(|&id| !in_address(id)).collect()
}

/// The run of letters and digits that covers byte `at`, if it has the length of an identity number.
fn run_over(bytes: &[u8], at: usize) -> Option<Span> {
    let (head, tail) = bytes.split_at_checked(at)?;
    let inside = |byte: &&u8| byte.is_ascii_alphanumeric();
    let after = tail.iter().take(ID + 1).take_while(inside).count();
    if after == 0 {
        return None;
    }
    let start = at - head.iter().rev().take(ID).take_while(inside).count();
    (at + after - start == ID).then(|| Span::new(start, at + after))
}

/// Whether nothing joins `span` to a longer code, and nothing names it as another kind of code.
fn stands_alone(text: &str, span: Span) -> bool {
    let joins = |char: char| char.is_ascii_alphanumeric() || "-_=/%&.#—".contains(char);
    let right = from(text, span.end());
    let dot =
        right.starts_with('.') && !right.chars().nth(1).is_some_and(|char| char.is_ascii_digit());
    let named: String = before(text, span.start()).chars().rev().take(NAMED).collect();
    // The words are read backwards: 代码, 账号.
    let other = ["码代", "号账", "号帐"].iter().any(|name| named.contains(name));
    !other
        && !char_before(text, span.start()).is_some_and(joins)
        && (dot || !right.starts_with(joins))
}

fn is_id(id: &[u8]) -> bool {
    let number = |from: usize, to: usize| -> Option<u32> {
        id.get(from..to)?.iter().try_fold(0, |sum, byte| Some(sum * 10 + digit(*byte)?))
    };
    let (Some(province), Some(year), Some(month), Some(day)) =
        (number(0, 2), number(6, 10), number(10, 12), number(12, 14))
    else {
        return false;
    };
    let sum = WEIGHTS
        .iter()
        .zip(id)
        .try_fold(0, |sum, (weight, byte)| Some(sum + weight * digit(*byte)?));
    let check = sum.and_then(|sum| CHECKS.get(usize::try_from(sum % 11).ok()?));
    PROVINCES.contains(&province)
        && YEARS.contains(&year)
        && (1..=days(year, month)).contains(&day)
        && check
            .is_some_and(|check| id.last().is_some_and(|last| last.to_ascii_uppercase() == *check))
}

fn digit(byte: u8) -> Option<u32> {
    char::from(byte).to_digit(10)
}

/// Days of a month; none in a month that does not exist.
fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}
