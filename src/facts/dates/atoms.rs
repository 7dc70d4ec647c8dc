//! The words dates are made of: a number and the sign right after it.

use crate::facts::landmarks::Landmarks;
use crate::numeral::{digit, digit_wise, digits_end, is_zero, parse_han, run_end};
use crate::text::{Span, cut, from};

/// The sign after a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mark {
    /// 年
    Year,
    /// 月
    Month,
    /// 日
    Day,
    /// 号: a day, or the number of a document or house.
    Number,
    /// .
    Dot,
    /// -
    Dash,
    /// /
    Slash,
    /// Anything else.
    None,
}

/// A number with the sign after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    /// The number alone.
    pub(super) span: Span,
    /// Byte offset after the sign.
    pub(super) end: usize,
    pub(super) mark: Mark,
    /// Whether the number is written in Han characters.
    pub(super) han: bool,
    /// How many digits it has; 0 where it is written by place, as 十五.
    pub(super) digits: usize,
    /// Its value where it has one of at most nine digits.
    pub(super) value: Option<u32>,
    /// Whether it begins with a zero and has another digit.
    pub(super) padded: bool,
}

/// Every number of `text` with the sign after it, in order, but for those that neither bear a sign
/// of a date nor go on from one that does.
pub(super) fn scan(text: &str, landmarks: &Landmarks<'_>) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let (mut done, mut dated) = (0, None);
    for (start, char) in landmarks.iter() {
        if start < done || !starts_number(char) {
            continue;
        }
        let digits = digits_end(text, start);
        let end = if digits > start { digits } else { run_end(text, start) };
        let (mark, after) = mark(text, end);
        done = after;
        if mark != Mark::None || dated == Some(start) {
            let read = if digits > start { arabic } else { han };
            atoms.push(read(text, Span::new(start, end), (mark, after)));
            dated = Some(after);
        }
    }
    atoms
}

fn starts_number(char: char) -> bool {
    digit(char).is_some()
        || matches!(char, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
        || matches!(char, '十' | '廿' | '卅' | '〇' | '零')
}

fn arabic(text: &str, span: Span, (mark, end): (Mark, usize)) -> Atom {
    let digits = cut(text, span).chars().filter_map(digit);
    let count = digits.clone().count();
    let value = (count <= 9).then(|| digits.clone().fold(0, |value, digit| value * 10 + digit));
    let padded = count > 1 && digits.clone().next() == Some(0);
    Atom { span, end, mark, han: false, digits: count, value, padded }
}

fn han(text: &str, span: Span, (mark, end): (Mark, usize)) -> Atom {
    let run = cut(text, span);
    let count = run.chars().count();
    let spelled = digit_wise(run);
    // 三四月 are two months, not the 34th; three digits are a year that lost one.
    let value = if count == 3 && spelled.is_some() { spelled } else { parse_han(run) };
    let value = value.and_then(|value| u32::try_from(value).ok()).filter(|_| count <= 9);
    let digits = if spelled.is_some() { count } else { 0 };
    let padded = count > 1 && run.starts_with(is_zero);
    Atom { span, end, mark, han: true, digits, value, padded }
}

fn mark(text: &str, at: usize) -> (Mark, usize) {
    let Some(char) = from(text, at).chars().next() else { return (Mark::None, at) };
    let mark = match char {
        '年' => Mark::Year,
        '月' => Mark::Month,
        '日' => Mark::Day,
        '号' => Mark::Number,
        '.' | '．' => Mark::Dot,
        '-' | '－' | '‐' | '‑' | '–' => Mark::Dash,
        '/' | '／' => Mark::Slash,
        _ => return (Mark::None, at),
    };
    (mark, at + char.len_utf8())
}
