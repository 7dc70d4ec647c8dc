//! Periods of which the days were left blank: 统计期限自至。, 自  年1月1日起至  年12月31日止.

use super::Period;
use super::nouns::Noun;
use crate::numeral::begins_number;
use crate::text::{Span, before, from};

/// Most characters of a form for two days.
const LONGEST: usize = 40;

/// Marks that hold the place of a number.
const FILLS: &str = "_-—Xx×*＊＿○□ \u{3000}";

/// What leads to a day, or goes between two.
const LEADS: &str = "自从起始至到—-~～";

/// The form behind a noun, if nobody filled it in, or not all of it.
pub(super) fn read(text: &str, noun: Noun) -> Option<Period> {
    let rest = from(text, noun.span.end());
    let body = rest.trim_start_matches(['为', '是', '系', '均', '：', ':', ' ']);
    let end = body.char_indices().take(LONGEST).find(|(_, it)| !belongs(*it)).map(|(at, _)| at);
    let words = before(body, end.unwrap_or(body.len())).trim_end();
    let after = from(body, words.len());
    let joined = words.contains(['至', '到']);
    let nothing = words.starts_with(['自', '从']) && !words.contains(begins_number);
    let empty = joined && (nothing || has_gap(words, after));
    let start = noun.span.end() + (rest.len() - body.len());
    empty.then_some(Period {
        span: Span::new(start, start + words.len()),
        noun: Some(noun.span),
        from: None,
        to: None,
        from_span: None,
        to_span: None,
        empty: true,
    })
}

fn belongs(char: char) -> bool {
    is_unit(char)
        || char == '止'
        || LEADS.contains(char)
        || FILLS.contains(char)
        || begins_number(char)
}

fn is_unit(char: char) -> bool {
    matches!(char, '年' | '月' | '日')
}

/// Whether a number that was filled in stands beside a 年, 月 or 日 without one: 自2017年月日. A 年
/// behind anything but a word that leads to a day is another word: 12月31日年末.
fn has_gap(words: &str, after: &str) -> bool {
    let goes_on = after.starts_with(['底', '末', '初', '终', '度', '份', '中', '内', '前', '均']);
    let mut last = None;
    let mut gap = false;
    let mut chars = words.chars().peekable();
    while let Some(char) = chars.next() {
        let cut_off = goes_on && chars.peek().is_none();
        gap |= !cut_off
            && match char {
                '年' => last.is_none_or(|it| LEADS.contains(it)),
                '月' => last == Some('年'),
                '日' => last == Some('月'),
                _ => false,
            };
        // A dash may be a blank line as well as the word for 至.
        if !FILLS.contains(char) || matches!(char, '-' | '—') && last.is_some_and(is_unit) {
            last = Some(char);
        }
    }
    gap
}
