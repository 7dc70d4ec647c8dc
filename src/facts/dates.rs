//! Dates and years, as written, with what is wrong with them.

mod atoms;
mod lost;
mod shapes;
#[cfg(test)]
mod tests;

use crate::date::PartialDate;
use crate::facts::landmarks::Landmarks;
use crate::text::Span;

/// How a date is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateForm {
    /// 2018年1月15日
    Arabic,
    /// 二〇一八年一月十五日
    Han,
    /// 2018年1月十五日
    Mixed,
    /// 2018.1.15
    Dotted,
    /// 2018-01-15
    Dashed,
    /// 2018/1/15
    Slashed,
}

/// What makes a date impossible or incomplete.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateFlaw {
    /// The year has more or fewer than four digits: 202020年, 207年1月.
    YearDigits,
    /// Four digits that are no year of ours, before a month: 2918年1月.
    YearOutOfRange,
    /// 13月
    MonthOutOfRange,
    /// 32日, 2月30日
    DayOutOfRange,
    /// 年 was lost, and maybe 月 too: 20171月1日, 201711日.
    MissingYear,
    /// 月 or the month was lost: 2018年11日, 2017年1231日.
    MissingMonth,
    /// 日 was lost: 2018年12月31止.
    MissingDay,
}

impl DateFlaw {
    /// Whether signs were lost, which also happens to sound dates when a text is converted.
    pub fn is_loss(self) -> bool {
        matches!(self, Self::MissingYear | Self::MissingMonth | Self::MissingDay)
    }
}

/// A date or a year in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DateMention {
    /// From the first digit to 年, 月, 日 or the last digit.
    pub span: Span,
    /// What is written; where [`DateMention::flaw`] is set, only a reading of it.
    pub date: PartialDate,
    /// How it is written.
    pub form: DateForm,
    /// Whether a month or day has a leading zero: 01月05日.
    pub padded: bool,
    /// Whether 度 follows the year: 2017年度.
    pub annual: bool,
    /// Whether the day is told with 号 instead of 日.
    pub spoken_day: bool,
    /// Every zero in a Han year that is not 〇: ○ ◯ O 0 零.
    pub zero_glyphs: Vec<Span>,
    /// What is wrong, if anything.
    pub flaw: Option<DateFlaw>,
}

/// Every date and year of `text`, in order.
///
/// Durations and counts (3年, 15日内, 12个月), days alone, version numbers, addresses and document
/// numbers are none; with points, dashes or slashes only a whole date of 1949 to 2099 is one.
pub fn scan(text: &str) -> Vec<DateMention> {
    scan_at(text, &Landmarks::folded(text))
}

/// The same, where the landmarks of `text` are known.
pub(super) fn scan_at(text: &str, landmarks: &Landmarks<'_>) -> Vec<DateMention> {
    let atoms = atoms::scan(text, landmarks);
    let reader = shapes::Reader { text, atoms: &atoms };
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let (mention, taken) = reader.read(at);
        found.extend(mention);
        at += taken.max(1);
    }
    found
}

impl DateMention {
    /// The same mention with its places led to another text.
    #[must_use]
    pub fn map(self, place: &impl Fn(Span) -> Span) -> Self {
        let zero_glyphs = self.zero_glyphs.into_iter().map(place).collect();
        Self { span: place(self.span), zero_glyphs, ..self }
    }
}
