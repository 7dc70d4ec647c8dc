//! `date-invalid`: a date that the calendar does not have, or that lacks a part (日期不成立).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::dates::{DateFlaw, DateForm, DateMention};
use crate::report::{Finding, Outcome, Severity, Why};

/// A date that the calendar does not have, whose year cannot be meant, or that lacks a part
/// (日期不成立). Tables are not judged. It has no parameters.
///
/// 检查日期是否成立：历法上没有的日期（如“2月30日”）、年份有误，或者缺年、月、日。表格中的不检查。
/// 没有参数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DateInvalid {}

impl Kind for DateInvalid {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", &["date"]),
            message("year", &["date"]),
            message("far", &["date"]),
            message("missing", &["date"]),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        if cx.facts.dates.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        // In tables cells run together and make dates that nobody wrote.
        let prose = cx.facts.dates.iter().filter(|date| date.flaw.is_some());
        let prose = prose.filter(|date| !cx.doc.in_table(date.span));
        Outcome::of(prose.filter_map(|date| finding(cx, date)).collect())
    }
}

fn finding(cx: &Context<'_>, date: &DateMention) -> Option<Finding> {
    let finding = Finding::at(date.span).value("date", told(cx, date));
    Some(match date.flaw? {
        DateFlaw::MonthOutOfRange | DateFlaw::DayOutOfRange => finding,
        // 17年1月5日 is careless rather than wrong.
        DateFlaw::YearDigits if date.date.year.is_some_and(|year| year < 100) => {
            finding.variant("year").severity(Severity::Warning)
        }
        DateFlaw::YearDigits => finding.variant("year"),
        DateFlaw::YearOutOfRange => finding.variant("far"),
        DateFlaw::MissingYear | DateFlaw::MissingMonth | DateFlaw::MissingDay => {
            finding.variant("missing")
        }
    })
}

/// The date as written, with its month where a range says that only once: 4月31日 for the last day
/// of 4月1日至31日.
fn told(cx: &Context<'_>, date: &DateMention) -> String {
    let words = cx.doc.words(date.span).to_string();
    let month = date.date.month.filter(|_| date.form == DateForm::Arabic && !words.contains('月'));
    let in_range = month.filter(|_| date.flaw == Some(DateFlaw::DayOutOfRange));
    in_range.map_or(words.clone(), |month| format!("{month}月{words}"))
}
