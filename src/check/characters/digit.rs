//! Digits of two kinds in one date, and full-width digits. The date of signature has rules of its
//! own.

use super::super::prose::{is_running, written};
use super::Slip;
use crate::engine::Context;
use crate::facts::dates::{DateForm, DateMention};
use crate::facts::overlapping;
use crate::text::{Span, before, from, uncommon};

/// Dates of the traditional calendar are written in Han digits, whatever the year.
const LUNAR: [&str; 4] = ["农历", "阴历", "夏历", "旧历"];

pub(super) fn find(cx: &Context<'_>) -> Vec<Slip> {
    let mut slips = mixed(cx);
    let told: Vec<Span> = slips.iter().map(|it| it.span).collect();
    slips.extend(split_years(cx).into_iter().filter(|it| overlapping(&told, it.span).is_none()));
    slips.sort_by_key(|slip| slip.span);
    let dates: Vec<Span> = slips.iter().map(|slip| slip.span).collect();
    for block in written(cx.doc) {
        let words = cx.doc.words(block.span);
        if uncommon(words).any(|it| is_full_width(it.1)) {
            let found = full_width(words, block.span.start());
            slips.extend(found.into_iter().filter(|it| !is_taken(&dates, it.span)));
        }
    }
    slips.retain(|slip| !cx.doc.in_table(slip.span));
    slips.sort_by_key(|slip| slip.span);
    slips
}

fn is_full_width(char: char) -> bool {
    matches!(char, '０'..='９')
}

/// Dates in running text whose parts are written in different digits: 2018年1月十五日, 二0一八年.
fn mixed(cx: &Context<'_>) -> Vec<Slip> {
    let wrong: Vec<_> = cx.facts.dates.iter().filter(|it| is_mixed(cx, it)).collect();
    let block = |it: &DateMention| cx.doc.block_at(it.span.start());
    // Whether a block is running text is asked once for all its dates.
    let blocks = wrong.chunk_by(|one, other| block(one) == block(other));
    let running = blocks.filter(|dates| {
        let own = dates.first().and_then(|it| cx.doc.blocks.get(block(it)?));
        own.is_some_and(|it| is_running(cx.doc, it))
    });
    running.flatten().map(|it| in_one_kind(it)).collect()
}

fn is_mixed(cx: &Context<'_>, mention: &DateMention) -> bool {
    let words = cx.doc.words(mention.span);
    let zero = mention.form == DateForm::Han && words.contains('0');
    let wrong = (mention.form == DateForm::Mixed || zero) && mention.flaw.is_none();
    let head = before(cx.doc.text.as_str(), mention.span.start());
    let lunar = LUNAR.iter().any(|word| head.ends_with(word) || words.contains(word));
    wrong && !lunar
}

fn in_one_kind(mention: &DateMention) -> Slip {
    let day = if mention.spoken_day { '号' } else { '日' };
    let parts = [
        mention.date.year.map(|year| format!("{year}年")),
        mention.date.month.map(|month| format!("{month}月")),
        mention.date.day.map(|number| format!("{number}{day}")),
    ];
    let text = parts.into_iter().flatten().collect();
    Slip { span: mention.span, variant: "date", text: Some(text), sure: true }
}

/// Years begun in digits of one kind and ended in another: 二零20年.
fn split_years(cx: &Context<'_>) -> Vec<Slip> {
    let mut slips = Vec::new();
    for block in cx.doc.blocks.iter().filter(|block| is_running(cx.doc, block)) {
        let words = cx.doc.folded.slice(block.folded);
        for (at, _) in words.match_indices('年') {
            let digits =
                before(words, at).chars().rev().map_while(|it| Some((it, year_digit(it)?)));
            let digits: Vec<(char, u32)> = digits.take(YEAR_DIGITS + 1).collect();
            let arabic = digits.iter().filter(|(it, _)| it.is_ascii_digit()).count();
            let year = digits.iter().rev().fold(0, |year, (_, digit)| year * 10 + digit);
            let split = digits.len() == YEAR_DIGITS && (1..YEAR_DIGITS).contains(&arabic);
            if split && (1949..=2099).contains(&year) {
                let length: usize = digits.iter().map(|(it, _)| it.len_utf8()).sum();
                let place =
                    Span::new(at - length, at + '年'.len_utf8()).shift(block.folded.start());
                let span = cx.doc.folded.to_source(place);
                let text = Some(format!("{year}年"));
                slips.push(Slip { span, variant: "date", text, sure: true });
            }
        }
    }
    slips
}

/// Digits of a year.
const YEAR_DIGITS: usize = 4;

/// The value of a digit of either kind.
fn year_digit(char: char) -> Option<u32> {
    const HAN: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let zero = matches!(char, '零' | '〇' | '○').then_some(0);
    let han = || HAN.iter().zip(1..).find(|&(&it, _)| it == char).map(|(_, value)| value);
    char.to_digit(10).or(zero).or_else(han)
}

/// Full-width digits that are not part of an address.
fn full_width(words: &str, base: usize) -> Vec<Slip> {
    let mut slips = Vec::new();
    let address = |char: Option<char>| {
        char.is_some_and(|it| {
            it.is_ascii_alphabetic() || matches!(it, '.' | '/' | '@' | '．' | '／' | '＠')
        })
    };
    let mut at = 0;
    while let Some(start) = from(words, at).find(is_full_width).map(|skipped| at + skipped) {
        let rest = from(words, start);
        let end = start + rest.find(|char| !is_full_width(char)).unwrap_or(rest.len());
        let left = before(words, start).chars().next_back();
        let right = from(words, end).chars().next();
        if !address(left) && !address(right) {
            let run = from(words, start).chars().take_while(|&it| is_full_width(it));
            let text = run.filter_map(ascii).collect();
            let span = Span::new(start, end).shift(base);
            slips.push(Slip { span, variant: "", text: Some(text), sure: true });
        }
        at = end;
    }
    slips
}

/// Whether `span` lies in one of `dates`, which are in order.
fn is_taken(dates: &[Span], span: Span) -> bool {
    let next = dates.partition_point(|date| date.start() <= span.start());
    next.checked_sub(1).and_then(|at| dates.get(at)).is_some_and(|date| date.overlaps(span))
}

fn ascii(char: char) -> Option<char> {
    char::from_digit(crate::numeral::digit(char)?, 10)
}
