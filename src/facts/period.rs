//! The statistical period (统计期限) a report states, and the days its figures are counted up to.

mod blank;
mod nouns;
mod portion;
#[cfg(test)]
mod tests;

use self::nouns::Noun;
use super::dates::DateMention;
use super::landmarks::Landmarks;
use crate::date::PartialDate;
use crate::text::{Span, before, cut, from};

/// Most bytes between two dates of one range: 起（含当日）至 and the like are not expected.
const GAP: usize = 48;

/// Most characters from 截 to its date: 截止日期为：
const AS_OF: usize = 8;

/// A statement of the period that a report's figures cover.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    /// From the first character of the first date to the last of the last date; where both are
    /// missing, the words that should hold them.
    pub span: Span,
    /// What the text calls it: 统计期限, 统计时限, 所列数据 …
    pub noun: Option<Span>,
    /// The first day, with the year of the last where it has none of its own.
    pub from: Option<PartialDate>,
    /// The last day, with the year of the first where it has none of its own.
    pub to: Option<PartialDate>,
    /// Where the first day is written.
    pub from_span: Option<Span>,
    /// Where the last day is written.
    pub to_span: Option<Span>,
    /// Whether the days were not filled in: 自至, 自年月日起至年月日止, 自2017年月日起至2017年月日止.
    pub empty: bool,
}

/// A day up to which something is counted: 截至2017年12月31日.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AsOf {
    /// From 截 to the end of the date.
    pub span: Span,
    /// The day, as written.
    pub date: PartialDate,
}

/// Every statement of the statistical period in `text`, whose dates are `dates`, in order.
///
/// A range of dates is one where a noun such as 统计期限 leads to it, or where it is a whole
/// year's and its sentence speaks of data or of the report. A year alone after a noun
/// (统计期限为2017年度) is both first and last day.
pub(super) fn scan(text: &str, landmarks: &Landmarks<'_>, dates: &[DateMention]) -> Vec<Period> {
    let nouns = nouns::scan(text, landmarks);
    let mut found: Vec<_> = nouns.iter().filter_map(|noun| blank::read(text, *noun)).collect();
    let unfilled: Vec<Span> = found.iter().map(|it| it.span).collect();
    let mut rest = dates;
    while let Some((first, tail)) = rest.split_first() {
        let noun = nouns::leading_to(text, &nouns, first.span);
        let last = tail.first().filter(|last| is_range(text, first.span, last.span));
        let period = match last {
            Some(last) => range(text, first, last, noun),
            None => noun.and_then(|noun| single(text, first, noun)),
        };
        // What was filled in of a form with blanks is no period by itself.
        let apart = |it: &Period| crate::facts::overlapping(&unfilled, it.span).is_none();
        found.extend(period.filter(apart));
        rest = if last.is_some() { tail.get(1..).unwrap_or_default() } else { tail };
    }
    found.sort_by_key(|period| period.span);
    found
}

/// Every 截至 or 截止 with its date, in order.
pub fn as_of(text: &str, dates: &[DateMention]) -> Vec<AsOf> {
    let read = |mention: &DateMention| {
        let start = before(text, mention.span.start())
            .char_indices()
            .rev()
            .take(AS_OF)
            .take_while(|(_, char)| "截至止到为是：:，日期时间 ".contains(*char))
            .map(|(at, _)| at)
            .find(|at| {
                from(text, *at).starts_with("截至") || from(text, *at).starts_with("截止")
            })?;
        Some(AsOf { span: Span::new(start, mention.span.end()), date: mention.date })
    };
    dates.iter().filter_map(read).collect()
}

/// Whether only words of a range stand between two dates: 起至, ——, 到.
fn is_range(text: &str, first: Span, last: Span) -> bool {
    let gap = cut(text, Span::new(first.end(), last.start()));
    let joins = |char: char| {
        matches!(char, '至' | '到' | '-' | '－' | '—' | '―' | '–' | '─' | '━' | '‐' | '‑' | '−')
            || matches!(char, '~' | '～' | '〜' | '∼')
    };
    let fills = |char: char| {
        matches!(char, '起' | '始' | '开' | '止' | '零' | '0' | '时' | '，' | ',' | ' ' | '\n')
    };
    gap.len() <= GAP && gap.contains(joins) && gap.chars().all(|char| joins(char) || fills(char))
}

fn range(
    text: &str,
    first: &DateMention,
    last: &DateMention,
    noun: Option<Noun>,
) -> Option<Period> {
    let mut from = first.date;
    let mut to = last.date;
    to.year = to.year.or(from.year);
    from.year = from.year.or(to.year);
    let span = first.span.cover(last.span);
    let whole_year =
        (from.month, from.day, to.month, to.day) == (Some(1), Some(1), Some(12), Some(31));
    if noun.is_none() && !(whole_year && nouns::speaks_of_data(text, span)) {
        return None;
    }
    Some(Period {
        span,
        noun: noun.map(|noun| noun.span),
        from: Some(from),
        to: Some(to),
        from_span: Some(first.span),
        to_span: Some(last.span),
        empty: false,
    })
}

/// A period of which one date is written: 截至 it, 自 it, or a year.
fn single(text: &str, mention: &DateMention, noun: Noun) -> Option<Period> {
    let lead = cut(text, Span::new(noun.span.start(), mention.span.start()));
    let year = mention.date.month.is_none() && mention.date.day.is_none();
    let ends = lead.ends_with(['至', '到', '止']) || lead.contains("截止");
    let starts = !ends && lead.ends_with(['自', '从']);
    let year = year && noun.strong && !ends && !starts && nouns::is_tight(text, noun, mention.span);
    if year && let Some(part) = portion::read(text, mention) {
        return Some(Period { noun: Some(noun.span), ..part });
    }
    let from = (starts || year).then_some(mention);
    let to = (ends || year).then_some(mention);
    (from.is_some() || to.is_some()).then_some(Period {
        span: mention.span,
        noun: Some(noun.span),
        from: from.map(|it| it.date),
        to: to.map(|it| it.date),
        from_span: from.map(|it| it.span),
        to_span: to.map(|it| it.span),
        empty: false,
    })
}

impl Period {
    /// The same statement with its places led to another text.
    #[must_use]
    pub fn map(self, place: &impl Fn(Span) -> Span) -> Self {
        Self {
            span: place(self.span),
            noun: self.noun.map(place),
            from_span: self.from_span.map(place),
            to_span: self.to_span.map(place),
            ..self
        }
    }
}
