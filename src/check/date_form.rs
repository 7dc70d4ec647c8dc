//! `date-form`: a sound date is written in the wrong form (日期写法).

use schemars::JsonSchema;
use serde::Deserialize;
use toml::value::Datetime;

use super::{Kind, Message, message};
use crate::date::Date;
use crate::engine::Context;
use crate::facts::dates::{self, DateMention};
use crate::report::{Finding, Findings, Label, Outcome, Severity, Why};
use crate::rule::Wording;

/// A sound date is written in the wrong form (日期写法): with Han numerals, another zero than 〇,
/// or leading zeros.
///
/// 检查日期的写法：成文日期用汉字数字，汉字年份的“〇”用了别的字，月、日编虚位（“01月”）。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DateForm {
    /// Which wrong form is reported.
    ///
    /// 检查哪一种写法问题。
    wrong: Wrong,
    /// Dates of signature before this day are right so; written as 2012-07-01. Not used with `wrong
    /// = "zero"`. Left out: all are judged.
    ///
    /// 此日之前的成文日期不检查，写作 2012-07-01。不用于 `wrong = "zero"`。省略时一律检查。
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    since: Option<Datetime>,
    /// Characters that are only a matter of style (info) where they stand for 〇: 零. All in one
    /// string; only for `wrong = "zero"`. Left out: none.
    ///
    /// 代替“〇”时只作提示的字，连写成一个字符串，如 "零"。仅用于 `wrong = "zero"`；省略时没有。
    #[serde(default)]
    lenient: Wording,
}

/// Wrong forms of dates.
///
/// 日期写法问题的种类。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Wrong {
    /// The date of signature has Han numerals, wholly or in part.
    ///
    /// 成文日期全部或部分用汉字数字。
    Han,
    /// A Han year has another zero than 〇 (二○一八年, 二零一八年). Quotations and tables are not
    /// judged.
    ///
    /// 汉字年份中的零不是“〇”，如“二○一八年”“二零一八年”。引号、书名号和表格中的不检查。
    Zero,
    /// Month or day of the date of signature has a leading zero.
    ///
    /// 成文日期的月、日编虚位，如“01月05日”。
    Padded,
}

impl Kind for DateForm {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["date", "replacement", "glyphs"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        if self.wrong == Wrong::Zero {
            return zeros(cx, &self.lenient);
        }
        let Some(date) = cx.facts.signing_date() else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        let late = self.since().is_none_or(|since| date.date.last_day() >= Some(since));
        let wrong = match self.wrong {
            Wrong::Han => matches!(date.form, dates::DateForm::Han | dates::DateForm::Mixed),
            _ => date.form == dates::DateForm::Arabic && date.padded,
        };
        let right = arabic(date).filter(|_| wrong && late && date.flaw.is_none());
        Outcome::of(right.map(|right| finding(cx, date, right)).into_iter().collect())
    }
}

impl DateForm {
    fn since(&self) -> Option<Date> {
        let date = self.since.as_ref()?.date?;
        Date::new(date.year.into(), date.month.into(), date.day.into())
    }
}

fn finding(cx: &Context<'_>, date: &DateMention, right: String) -> Finding {
    described(cx, date, &right)
        .labelled(Label::SigningDate)
        .all_related(date.zero_glyphs.iter().copied(), Label::Glyph)
        .replace(date.span, right)
}

fn described(cx: &Context<'_>, date: &DateMention, right: &str) -> Finding {
    let glyphs: String = date.zero_glyphs.iter().map(|&it| cx.doc.words(it)).collect();
    Finding::at(date.span)
        .value("date", cx.doc.words(date.span))
        .value("replacement", right)
        .value("glyphs", glyphs)
}

/// Han years whose zero is not 〇: outside names in quotes, where others chose the sign.
fn zeros(cx: &Context<'_>, lenient: &str) -> Outcome {
    let signed = cx.facts.signing_date().map(|it| it.span);
    let mut findings = Findings::default();
    for date in cx.facts.dates.iter().filter(|it| !it.zero_glyphs.is_empty()) {
        let glyphs: String = date.zero_glyphs.iter().map(|&it| cx.doc.words(it)).collect();
        // In running text a digit among Han numerals is another defect.
        let digits = glyphs.contains(['0', '０']) && signed != Some(date.span);
        let table = cx.doc.in_table(date.span);
        if digits || table || cx.in_quotes(cx.doc.folded.to_folded(date.span)) {
            continue;
        }
        let right = with_ling(cx, date);
        let mut finding =
            described(cx, date, &right).all_related(date.zero_glyphs.iter().copied(), Label::Glyph);
        for &glyph in &date.zero_glyphs {
            finding = finding.replace(glyph, "〇");
        }
        if glyphs.chars().all(|glyph| lenient.contains(glyph)) {
            finding = finding.severity(Severity::Info);
        }
        findings.push(finding);
    }
    Outcome::of(findings)
}

/// The date as written, with 〇 for its other zeros.
fn with_ling(cx: &Context<'_>, date: &DateMention) -> String {
    let glyphs: Vec<&str> = date.zero_glyphs.iter().map(|&it| cx.doc.words(it)).collect();
    let written = cx.doc.words(date.span);
    glyphs.into_iter().fold(written.to_owned(), |written, glyph| written.replacen(glyph, "〇", 1))
}

/// 2018年1月15日, as far as parts are written.
fn arabic(date: &DateMention) -> Option<String> {
    let part = |part: Option<u32>, sign| part.map_or(String::new(), |it| format!("{it}{sign}"));
    let (month, day) = (part(date.date.month, '月'), part(date.date.day, '日'));
    Some(format!("{}年{month}{day}", date.date.year?))
}
