//! Articles (第N条) and the acts they belong to.

use super::acts::{Abbreviation, Act};
use super::{full_name, sentence_start};
use crate::facts::landmarks::Landmarks;
use crate::numeral::{digits_end, parse_han, run_end};
use crate::text::{Span, before, cut, from, is_han};

/// An article as cited.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArticleRef {
    /// Its number.
    pub number: u32,
    /// Where the number stands, without 第 and 条.
    pub number_span: Span,
    /// The item (项) in it, if one is named.
    pub item: Option<u32>,
    /// The whole citation: 第二十条第（十六）项.
    pub span: Span,
    /// The act it is bound to: its full name, where an abbreviation was declared for it.
    pub act: Option<String>,
    /// Where that act is named.
    pub act_span: Option<Span>,
}

/// Endings of laws that are named without 《》.
const LAW_ENDINGS: [&str; 6] = ["条例", "办法", "细则", "规定", "决定", "法"];
/// Characters of the longest law name without 《》.
const LONGEST: usize = 24;

pub(super) fn scan(
    text: &str,
    landmarks: &Landmarks<'_>,
    acts: &[Act],
    abbreviations: &[Abbreviation],
) -> Vec<ArticleRef> {
    let mut found = Vec::new();
    let mut done = 0;
    for (at, char) in landmarks.iter() {
        if at < done || char != '第' {
            continue;
        }
        let numbers = numbers_at(text, at);
        let Some(&(_, last)) = numbers.last() else { continue };
        let head_end = last.end() + '条'.len_utf8();
        let (item, end) = inner_parts(text, head_end);
        done = end;
        let (act, act_span) = bound_to(text, at, acts, abbreviations);
        let single = numbers.len() == 1;
        found.extend(numbers.into_iter().map(|(number, number_span)| ArticleRef {
            number,
            number_span,
            item: item.filter(|_| number_span == last),
            span: if single { Span::new(at, end) } else { number_span },
            act: act.clone(),
            act_span,
        }));
    }
    found
}

/// The numbers of 第N条 or 第N、M条 at `at`, with their places; none if this is no article.
fn numbers_at(text: &str, at: usize) -> Vec<(u32, Span)> {
    let mut numbers = Vec::new();
    let mut start = at + '第'.len_utf8();
    loop {
        let Some((value, end)) = number_at(text, start) else { return Vec::new() };
        numbers.push((value, Span::new(start, end)));
        let rest = from(text, end);
        if rest.starts_with('条') && !rest.starts_with("条例") {
            return numbers;
        }
        let Some(next) = rest.chars().next().filter(|it| matches!(it, '、' | '和' | '至'))
        else {
            return Vec::new();
        };
        start = end + next.len_utf8();
    }
}

/// The number at `start`, in Arabic or Han numerals, and where it ends.
pub(super) fn number_at(text: &str, start: usize) -> Option<(u32, usize)> {
    let end = digits_end(text, start);
    if end > start {
        return Some((cut(text, Span::new(start, end)).parse().ok()?, end));
    }
    let end = run_end(text, start);
    let value = parse_han(cut(text, Span::new(start, end)))?;
    Some((u32::try_from(value).ok()?, end))
}

/// The item (项) that may follow an article, past its paragraph (款), and where all of it ends.
fn inner_parts(text: &str, start: usize) -> (Option<u32>, usize) {
    let mut end = start;
    let mut item = None;
    for _ in 0..2 {
        let rest = from(text, end);
        let bare = rest.trim_start_matches('第').trim_start_matches('（');
        let number = text.len() - bare.len();
        let Some((value, number_end)) = number_at(text, number).filter(|_| number > end) else {
            break;
        };
        let unit = from(text, number_end).trim_start_matches('）');
        let Some(char) = unit.chars().next().filter(|it| matches!(it, '款' | '项')) else {
            break;
        };
        item = (char == '项').then_some(value);
        end = text.len() - unit.len() + char.len_utf8();
    }
    (item, end)
}

/// The act that an article at `at` belongs to: the law named right before it, else the last name
/// in 《》 of its sentence.
fn bound_to(
    text: &str,
    at: usize,
    acts: &[Act],
    abbreviations: &[Abbreviation],
) -> (Option<String>, Option<Span>) {
    if let Some(span) = bare_law(text, at) {
        let name = cut(text, span);
        let short = abbreviations.iter().find(|it| name.ends_with(it.short.as_str()));
        let name = short.map_or(name, |it| full_name(abbreviations, &it.short));
        return (Some(name.to_owned()), Some(span));
    }
    let start = sentence_start(text, at);
    let last = acts.partition_point(|act| act.span.end() <= at).checked_sub(1);
    match last.and_then(|last| acts.get(last)).filter(|act| act.span.start() >= start) {
        Some(act) => (Some(full_name(abbreviations, &act.name).to_owned()), Some(act.span)),
        None => (None, None),
    }
}

/// The law without 《》 that ends right before `at`.
fn bare_law(text: &str, at: usize) -> Option<Span> {
    let head = before(text, at);
    LAW_ENDINGS.iter().find(|ending| head.ends_with(**ending))?;
    let run = head.chars().rev().take(LONGEST).take_while(|&char| is_han(char));
    let length: usize = run.map(char::len_utf8).sum();
    Some(Span::new(at - length, at))
}

impl ArticleRef {
    pub(super) fn map(self, place: &impl Fn(Span) -> Span) -> Self {
        Self {
            number_span: place(self.number_span),
            span: place(self.span),
            act_span: self.act_span.map(place),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::acts;
    use super::*;

    fn articles(text: &str) -> Vec<(u32, Option<u32>, Option<String>)> {
        let landmarks = Landmarks::folded(text);
        let mut names = acts::names(text, &landmarks);
        let abbreviations = acts::abbreviations(text, &mut names);
        let found = scan(text, &landmarks, &names, &abbreviations);
        found.into_iter().map(|it| (it.number, it.item, it.act)).collect()
    }

    fn one(
        number: u32,
        item: Option<u32>,
        act: Option<&str>,
    ) -> (u32, Option<u32>, Option<String>) {
        (number, item, act.map(str::to_owned))
    }

    #[test]
    fn an_article_belongs_to_the_act_before_it() {
        let text = "根据《公开条例》（以下简称《条例》）第三十一条和第32条，《保密法》第五十条。第九条另有规定。按照《条例》第四十条";
        let wanted = [
            one(31, None, Some("公开条例")),
            one(32, None, Some("公开条例")),
            one(50, None, Some("保密法")),
            one(9, None, None),
            one(40, None, Some("公开条例")),
        ];
        assert_eq!(articles(text), wanted);
    }

    #[test]
    fn items_lists_and_bare_names_are_read() {
        assert_eq!(articles("《条例》第二十条第（十六）项"), [one(20, Some(16), Some("条例"))]);
        assert_eq!(articles("《条例》第五十条第一款第（四）项"), [one(50, Some(4), Some("条例"))]);
        let both = [one(31, None, Some("条例")), one(32, None, Some("条例"))];
        assert_eq!(articles("《条例》第三十一、三十二条"), both);
        assert_eq!(articles("依照行政诉讼法第六十条"), [one(60, None, Some("依照行政诉讼法"))]);
        assert_eq!(articles("第十条例会、第三期简报"), []);
    }
}
