//! Periods told as a portion of a year: 2017年上半年, 2017年前三季度, 2017年1至11月.

use super::Period;
use crate::date::PartialDate;
use crate::facts::dates::DateMention;
use crate::text::{Span, before, from};

/// Most characters of a portion.
const LONGEST: usize = 10;

/// The portion behind a year, if there is one: its first and last month.
pub(super) fn read(text: &str, year: &DateMention) -> Option<Period> {
    let rest = from(text, year.span.end());
    let run: usize =
        rest.chars().take(LONGEST).take_while(|it| belongs(*it)).map(char::len_utf8).sum();
    let run = before(rest, run);
    let words = run.trim_start_matches(['度', '的']);
    let (first, last, length) =
        half(words).or_else(|| quarters(words)).or_else(|| months(words))?;
    let span = Span::new(year.span.start(), year.span.end() + run.len() - words.len() + length);
    let day = |month| Some(PartialDate { year: year.date.year, month: Some(month), day: None });
    Some(Period {
        span,
        noun: None,
        from: day(first),
        to: day(last),
        from_span: Some(span),
        to_span: Some(span),
        empty: false,
    })
}

fn belongs(char: char) -> bool {
    "度的上下半年前第个季月".contains(char)
        || is_join(char)
        || digit(char).is_some()
        || char == '十'
}

fn is_join(char: char) -> bool {
    matches!(char, '至' | '到' | '-' | '－' | '—' | '–' | '~' | '～')
}

fn digit(char: char) -> Option<u32> {
    let han = "〇一二三四五六七八九".chars().position(|it| it == char);
    char.to_digit(10).or_else(|| u32::try_from(han?).ok())
}

/// First month, last month and length of a half year.
fn half(words: &str) -> Option<(u32, u32, usize)> {
    let found = |first, last, word: &str| {
        // 上半年和下半年 are a year.
        let rest = words.strip_prefix(word)?;
        (!rest.starts_with(['和', '与', '及', '、'])).then_some((first, last, word.len()))
    };
    found(1, 6, "上半年").or_else(|| found(7, 12, "下半年"))
}

/// The same of quarters: 前三季度, 第四季度, 一至三季度; 四个季度 are a year.
fn quarters(words: &str) -> Option<(u32, u32, usize)> {
    let end = words.find("季度")?;
    let told = before(words, end);
    let mut numbers = told.chars().filter_map(digit);
    let first = numbers.next()?;
    let (first, last) = match numbers.next() {
        Some(last) => (first, last),
        None if told.starts_with('前') || told.ends_with('个') => (1, first),
        None => (first, first),
    };
    let sound = (1..=4).contains(&first) && (first..=4).contains(&last) && numbers.next().is_none();
    sound.then_some((first * 3 - 2, last * 3, end + "季度".len()))
}

/// The same of months: 1至11月.
fn months(words: &str) -> Option<(u32, u32, usize)> {
    let end = words.find('月')?;
    let (first, last) = before(words, end).split_once(is_join)?;
    let (first, last) = (month(first)?, month(last)?);
    (first <= last).then_some((first, last, end + '月'.len_utf8()))
}

fn month(written: &str) -> Option<u32> {
    let number = written.parse().ok().or_else(|| match written {
        "十" => Some(10),
        "十一" => Some(11),
        "十二" => Some(12),
        _ => Some(written.chars().next().and_then(digit)?).filter(|_| written.chars().count() == 1),
    });
    number.filter(|it| (1..=12).contains(it))
}
