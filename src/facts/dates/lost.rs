//! Dates that lost signs, mostly when a page was converted.

use super::atoms::{Atom, Mark};
use super::shapes::{NEAR_YEARS, Parts, Reader};
use super::{DateFlaw, DateForm, DateMention};
use crate::date::PartialDate;
use crate::facts::body::is_body_name;
use crate::text::{Span, before, cut, from};

impl Reader<'_> {
    /// 2018年11日, 2017年1231日.
    pub(super) fn without_month(&self, year: &Atom, day: &Atom) -> Option<DateMention> {
        let value = day.value?;
        if day.digits <= 2 {
            let counts = from(self.text, day.end).starts_with(['内', '以', '游', '均']);
            if counts || !(1..=31).contains(&value) {
                return None;
            }
            let parts = Parts { year: Some(year), day: Some(day), ..Parts::default() };
            let mention = self.mention(&parts);
            return Some(DateMention { flaw: Some(DateFlaw::MissingMonth), ..mention });
        }
        // 2017年120日 may count days.
        if day.han || (day.digits == 3 && value % 10 == 0) {
            return None;
        }
        let (month, day_of_month) = split(value, day.digits)?;
        let mut mention = self.mention(&Parts { year: Some(year), ..Parts::default() });
        mention.span = year.span.cover(Span::new(day.span.start(), day.end));
        mention.date = PartialDate { month, day: day_of_month, ..mention.date };
        mention.flaw = Some(DateFlaw::MissingMonth);
        mention.annual = false;
        Some(mention)
    }

    /// 12月31止: only words that follow dates show that 日 is missing. In 4月1至5日 it is said once.
    pub(super) fn lost_day(&self, day: &Atom) -> bool {
        let tail = from(self.text, day.end);
        let joined = tail.strip_prefix(['至', '到']);
        let range = joined.is_some_and(|rest| {
            let rest = rest.trim_start_matches(|it: char| it.is_ascii_digit());
            rest.starts_with(['日', '号'])
        });
        !range && tail.starts_with(['止', '起', '至', '到'])
    }

    /// 2023年1月1日至12月31。: the sentence ends where 日 should stand, behind a year or at the end of a
    /// range whose first day is whole. `month` is the place of its month among the words.
    pub(super) fn lost_at_end(&self, month: usize, day: &Atom) -> bool {
        let words = |back: usize| self.atoms.get(month.checked_sub(back)?);
        let ends = from(self.text, day.end).starts_with(['。', '；', '）']);
        let Some((last, here)) = words(1).zip(words(0)).filter(|_| ends && !day.han) else {
            return false;
        };
        let gap = || cut(self.text, Span::new(last.end, here.span.start().max(last.end)));
        last.mark == Mark::Year && last.end == here.span.start()
            || last.mark == Mark::Day
                && ["至", "到", "-", "－", "–", "—", "——", "~", "～", "起至"].contains(&gap())
    }

    /// 2025年1月16 alone in its line, with or without the name of a body before it, as a signature is.
    /// `month` is the place of its month among the words.
    pub(super) fn lost_in_signature(&self, month: usize, day: &Atom) -> bool {
        let words = |back: usize| self.atoms.get(month.checked_sub(back)?);
        let Some((year, here)) = words(1).zip(words(0)).filter(|_| !day.han) else { return false };
        let tail = from(self.text, day.end).trim_start_matches([' ', '\r']);
        let next = tail.trim_start_matches(['\n', ' ', '\r']);
        let ends = tail.is_empty() || tail.starts_with('\n');
        let head = before(self.text, year.span.start());
        let head = head.rsplit('\n').next().unwrap_or(head).trim();
        let signs = head.is_empty() || is_body_name(head);
        let whole = year.mark == Mark::Year && year.digits == 4 && year.end == here.span.start();
        whole && ends && signs && !next.starts_with(['日', '号'])
    }

    /// 2018年4月1印发: after a whole date words for what was done that day show it, too. `month` is
    /// the place of its month among the words.
    pub(super) fn lost_before(&self, month: usize, day: &Atom) -> bool {
        const DONE: [&str; 16] = [
            "印发", "发布", "公布", "召开", "举行", "举办", "施行", "实施", "成立", "开通", "上线",
            "出台", "通过", "收到", "前", "，",
        ];
        let words = |back: usize| self.atoms.get(month.checked_sub(back)?);
        let whole = words(1).zip(words(0)).is_some_and(|(year, month)| {
            year.mark == Mark::Year && year.end == month.span.start() && !day.han
        });
        let tail = from(self.text, day.end);
        let listed =
            tail.strip_prefix('，').is_some_and(|it| it.starts_with(crate::numeral::begins_number));
        whole && !listed && DONE.iter().any(|it| tail.starts_with(it))
    }
}

/// 20171月1日 and 201711日: digits from which 年, or 年 and 月, have been lost.
pub(super) fn run_together(run: &Atom, day: Option<&Atom>, last: Mark) -> Option<DateMention> {
    let rest_digits = run.digits.checked_sub(4).filter(|rest| (1..=4).contains(rest))?;
    let power = 10_u32.checked_pow(u32::try_from(rest_digits).ok()?)?;
    let (year, rest) = (run.value? / power, run.value? % power);
    if run.han || !NEAR_YEARS.contains(&year) {
        return None;
    }
    let (month, day_of_month) = match last {
        Mark::Month if rest_digits <= 2 => (Some(rest), day.and_then(|day| day.value)),
        Mark::Month => return None,
        _ => split(rest, rest_digits)?,
    };
    let end = day.map_or(run.end, |day| day.end);
    Some(DateMention {
        span: Span::new(run.span.start(), end),
        date: PartialDate { year: i32::try_from(year).ok(), month, day: day_of_month },
        form: if day.is_some_and(|day| day.han) { DateForm::Mixed } else { DateForm::Arabic },
        padded: day.is_some_and(|day| day.padded),
        annual: false,
        spoken_day: day.is_some_and(|day| day.mark == Mark::Number),
        zero_glyphs: Vec::new(),
        flaw: Some(DateFlaw::MissingYear),
    })
}

/// Month and day in `value`, digits from which 月 was lost: both unknown where two readings are
/// possible, `None` where none is.
fn split(value: u32, digits: usize) -> Option<(Option<u32>, Option<u32>)> {
    let fits = |month: u32, day: u32| (1..=12).contains(&month) && (1..=31).contains(&day);
    // The day takes one digit or two; neither part begins with a zero unless both are padded.
    let ways = [
        (value / 10, value % 10, digits - 1),
        (value / 100, value % 100, digits.saturating_sub(2)),
    ];
    match digits {
        1 => (1..=9).contains(&value).then_some((None, Some(value))),
        // 11: the first of January or the eleventh of a lost month.
        2 => (fits(value / 10, value % 10) || (1..=31).contains(&value)).then_some((None, None)),
        3 | 4 => {
            let mut read =
                ways.into_iter().filter(|(month, day, size)| *size <= 2 && fits(*month, *day));
            let first = read.next()?;
            let unique = read.next().is_none().then_some(first);
            Some((unique.map(|it| it.0), unique.map(|it| it.1)))
        }
        _ => None,
    }
}
