//! Numbers that open a heading or list item (序数): 一、 （一） 1. （1） ①.

use crate::text::{Span, before, from};

/// The shape of a list number, in the order of GB/T 9704: outermost first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NumberStyle {
    /// 一、
    Han,
    /// （一）, also ㈠ and 一）
    HanParen,
    /// 1. and ⒈
    Arabic,
    /// （1）, also 1） and ⑴
    ArabicParen,
    /// ①
    Circled,
}

/// A list number with the mark that follows it, as found in folded text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Marker {
    /// Its shape.
    pub style: NumberStyle,
    /// Its value: 三 is 3.
    pub value: u32,
    /// What stands between number and title, folded: `、` `.` `，` or nothing.
    pub separator: Option<char>,
    /// The opening bracket is missing: `三）`.
    pub half_open: bool,
    /// Number and separator, in the source.
    pub span: Span,
}

const HAN_DIGITS: &str = "一二三四五六七八九";
/// Characters of the longest numeral, 九十九.
const LONGEST_NUMERAL: usize = 3;
const SEPARATORS: [char; 5] = ['、', '.', '．', '，', '：'];

/// The number that the folded text `rest` begins with, its span relative to `rest`.
pub(crate) fn read(rest: &str) -> Option<Marker> {
    let first = rest.chars().next()?;
    match first {
        '（' | '(' => parenthesised(rest),
        '㈠'..='㈩' => single(first, '㈠', NumberStyle::HanParen),
        '①'..='⑳' => single(first, '①', NumberStyle::Circled),
        '⑴'..='⒇' => single(first, '⑴', NumberStyle::ArabicParen),
        '⒈'..='⒛' => single(first, '⒈', NumberStyle::Arabic),
        '0'..='9' => arabic(rest),
        '第' => part(rest),
        _ => han(rest),
    }
}

fn single(char: char, first: char, style: NumberStyle) -> Option<Marker> {
    let value = u32::from(char).checked_sub(u32::from(first))? + 1;
    let span = Span::new(0, char.len_utf8());
    Some(Marker { style, value, separator: None, half_open: false, span })
}

/// 第一部分, with the mark that may follow it.
fn part(rest: &str) -> Option<Marker> {
    let numeral = from(rest, '第'.len_utf8());
    let digits: usize =
        numeral.chars().take(4).take_while(|&char| is_han_digit(char)).map(char::len_utf8).sum();
    let value = han_value(before(numeral, digits))?;
    let tail = from(numeral, digits).strip_prefix("部分")?;
    let title = tail.trim_start_matches(['：', '、', '，', '.']);
    let span = Span::new(0, rest.len() - title.len());
    Some(Marker { style: NumberStyle::Han, value, separator: None, half_open: false, span })
}

fn parenthesised(rest: &str) -> Option<Marker> {
    let open = rest.chars().next().map_or(0, char::len_utf8);
    let inside = from(rest, open);
    let (close, _) =
        inside.char_indices().take(LONGEST_NUMERAL + 1).find(|(_, it)| matches!(it, '）' | ')'))?;
    let inner = before(inside, close);
    let end = open + close + from(rest, open + close).chars().next().map_or(0, char::len_utf8);
    let (style, value) = if let Some(value) = han_value(inner) {
        (NumberStyle::HanParen, value)
    } else {
        (NumberStyle::ArabicParen, small_number(inner)?)
    };
    let separator = from(rest, end).chars().next().filter(|char| *char == '、');
    let end = end + separator.map_or(0, char::len_utf8);
    Some(Marker { style, value, separator, half_open: false, span: Span::new(0, end) })
}

fn arabic(rest: &str) -> Option<Marker> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let value = small_number(before(rest, digits))?;
    let mark = from(rest, digits).chars().next()?;
    let end = digits + mark.len_utf8();
    if mark == '）' {
        let span = Span::new(0, end);
        let style = NumberStyle::ArabicParen;
        return Some(Marker { style, value, separator: None, half_open: true, span });
    }
    let decimal = from(rest, end).starts_with(|char: char| char.is_ascii_digit());
    if !SEPARATORS.contains(&mark) || mark == '：' || decimal {
        return None;
    }
    let span = Span::new(0, end);
    Some(Marker {
        style: NumberStyle::Arabic,
        value,
        separator: Some(mark),
        half_open: false,
        span,
    })
}

fn han(rest: &str) -> Option<Marker> {
    let numeral: usize =
        rest.chars().take(4).take_while(|&char| is_han_digit(char)).map(char::len_utf8).sum();
    let value = han_value(before(rest, numeral))?;
    let mark = from(rest, numeral).chars().next()?;
    let end = numeral + mark.len_utf8();
    let span = Span::new(0, end);
    if mark == '）' {
        let style = NumberStyle::HanParen;
        return Some(Marker { style, value, separator: None, half_open: true, span });
    }
    if !SEPARATORS.contains(&mark) {
        return None;
    }
    Some(Marker { style: NumberStyle::Han, value, separator: Some(mark), half_open: false, span })
}

/// A Han number whose mark was lost: 一 in 一总体情况. It is a number only where a title follows, which
/// the caller must see to.
pub(super) fn bare(rest: &str) -> Option<Marker> {
    let numeral: usize =
        rest.chars().take(4).take_while(|&char| is_han_digit(char)).map(char::len_utf8).sum();
    let value = han_value(before(rest, numeral))?;
    let span = Span::new(0, numeral);
    Some(Marker { style: NumberStyle::Han, value, separator: None, half_open: false, span })
}

fn is_han_digit(char: char) -> bool {
    char == '十' || han_digit(char).is_some()
}

fn han_digit(char: char) -> Option<u32> {
    let value = match char {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(value)
}

/// The value of a whole number up to 99, in Han or Arabic numerals.
pub(crate) fn numeral(words: &str) -> Option<u32> {
    han_value(words).or_else(|| small_number(words))
}

/// 1 … 99 as 一 … 九十九.
pub(crate) fn in_han(value: u32) -> Option<String> {
    let digit =
        |value: u32| HAN_DIGITS.chars().zip(1..).find(|&(_, it)| it == value).map(|(char, _)| char);
    let (tens, ones) = (value / 10, value % 10);
    let mut numeral = String::new();
    match tens {
        0 => {}
        1 => numeral.push('十'),
        2..=9 => numeral.extend([digit(tens)?, '十']),
        _ => return None,
    }
    numeral.extend(digit(ones));
    Some(numeral).filter(|it| !it.is_empty())
}

fn small_number(digits: &str) -> Option<u32> {
    let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|&value| plain && value > 0)
}

/// 一 … 九十九 as 1 … 99.
fn han_value(numeral: &str) -> Option<u32> {
    let mut chars = numeral.chars();
    let signs = (chars.next()?, chars.next(), chars.next());
    if chars.next().is_some() {
        return None;
    }
    match signs {
        ('十', None, None) => Some(10),
        (one, None, None) => han_digit(one),
        ('十', Some(one), None) => Some(10 + han_digit(one)?),
        (ten, Some('十'), None) => Some(10 * han_digit(ten)?),
        (ten, Some('十'), Some(one)) => Some(10 * han_digit(ten)? + han_digit(one)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_in_han() {
        for value in 1..=99 {
            assert_eq!(numeral(&in_han(value).unwrap()), Some(value));
        }
        assert_eq!((in_han(0), in_han(100)), (None, None));
    }

    #[test]
    fn list_numbers_and_what_only_looks_like_one() {
        use NumberStyle::{Arabic, ArabicParen, Circled, Han, HanParen};
        let table = [
            ("一、概述", Some((Han, 1, Some('、')))),
            ("十二、其他", Some((Han, 12, Some('、')))),
            ("（二）数量", Some((HanParen, 2, None))),
            ("（二）、数量", Some((HanParen, 2, Some('、')))),
            ("第一部分概述", Some((Han, 1, None))),
            ("第十二部分：概述", Some((Han, 12, None))),
            ("第三方", None),
            ("三)改进", None),
            ("三）改进", Some((HanParen, 3, None))),
            ("1、加大", Some((Arabic, 1, Some('、')))),
            ("1.加大", Some((Arabic, 1, Some('.')))),
            ("1.5万件", None),
            ("2017.1.1", None),
            ("（1）加大", Some((ArabicParen, 1, None))),
            ("①加大", Some((Circled, 1, None))),
            ("㈢加大", Some((HanParen, 3, None))),
            ("一是加大", None),
            ("（以下简称《条例》）", None),
            ("", None),
        ];
        for (text, expected) in table {
            let found = read(text).map(|it| (it.style, it.value, it.separator));
            assert_eq!(found, expected, "{text}");
        }
    }
}
