//! `signing-day`: the date of signature lies where it must: after the period and the events told,
//! before the deadline (成文日期先后).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::date::Date;
use crate::engine::Context;
use crate::facts::body::BodyKind;
use crate::facts::dates::DateMention;
use crate::facts::tense;
use crate::report::{Finding, Label, Outcome, Severity, Why};
use crate::rule::{Bilingual, Wording, Years, say};
use crate::text::{Span, from};

/// The date of signature lies where it must (成文日期先后): before the deadline, after the period,
/// and not before what the report tells as done.
///
/// 检查成文日期的先后：不晚于公布期限，不早于统计期限届满，不早于报告所述已发生的事项。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SigningDay {
    /// What is reported; one matter a rule.
    ///
    /// 检查哪一项，一条规则选一项。
    report: Report,
    /// Last days in the year after the report year; the first that fits body and year counts, and
    /// without one nothing is told. Needed for `report = "late"` alone.
    ///
    /// 报告年度次年的最后期限；取第一条符合机关类型和年度的，没有符合的不报告。
    /// 仅 `report = "late"` 需要。
    #[serde(default)]
    deadline: Vec<Deadline>,
    /// Words in the sentence of a later date that show something happened: 召开. Needed for `report
    /// = "before-event"` alone: without them nothing is told.
    ///
    /// 表明事项已发生的词语，如 `["召开"]`，须与较晚的日期在同一句中。
    /// 仅 `report = "before-event"` 需要，没有的不报告。
    #[serde(default)]
    happened: Vec<Wording>,
    /// Words in the sentence that show something was still to come, or another matter: 施行,
    /// 有效期. Only for `report = "before-event"`. Left out: none.
    ///
    /// 表明事项尚未发生或另指他事的词语，如 `["施行", "有效期"]`；句中有其中之一的不算。
    /// 仅用于 `report = "before-event"`；省略时没有。
    #[serde(default)]
    unless: Vec<Wording>,
}

/// What is reported of a date of signature.
///
/// 成文日期问题的种类。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Report {
    /// It lies after the deadline, in the year after the report year.
    ///
    /// 晚于最后期限（限报告年度次年之内）。
    Late,
    /// It lies on or before the last day of the period.
    ///
    /// 不晚于统计期限的最后一日，即期限未满就已成文。
    Early,
    /// It lies before a day of the same year on which, as the report tells, something was done.
    ///
    /// 早于报告所述同年已发生事项的日期。
    BeforeEvent,
}

/// The last day for some bodies in some report years.
///
/// 某些机关、某些报告年度的最后期限。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Deadline {
    /// The report years it is for. Left out: all.
    ///
    /// 适用的报告年度；省略时不论年度。
    #[serde(default)]
    years: Option<Years>,
    /// The kinds of body it is for: GB, DEP, TWN. Left out: all, also where the kind is not known.
    ///
    /// 适用的机关类型，如 `["DEP"]`；省略时适用于各类机关，类型不明的也适用。
    #[serde(default)]
    bodies: Vec<BodyKind>,
    /// The month of the last day, 1 to 12.
    ///
    /// 最后期限的月份，填 1 至 12。
    month: u32,
    /// Its day; it must exist in that month.
    ///
    /// 最后期限的日；该月须有这一日。
    day: u32,
    /// The severity of a later signature. Left out: that of the rule.
    ///
    /// 超过期限属于哪一级；省略时与规则相同。
    #[serde(default)]
    severity: Option<Severity>,
}

impl Kind for SigningDay {
    fn messages(&self) -> &'static [Message] {
        const LATE: &[Message] = &[message("", &["date", "year", "month", "day"])];
        const EARLY: &[Message] = &[message("", &["date", "year"])];
        const EVENT: &[Message] = &[message("", &["date", "event"])];
        match self.report {
            Report::Late => LATE,
            Report::Early => EARLY,
            Report::BeforeEvent => EVENT,
        }
    }

    fn words_searched(&self) -> usize {
        self.happened.len() + self.unless.len()
    }

    fn problems(&self) -> Vec<(Span, Bilingual)> {
        let message = match self.report {
            Report::Late if self.deadline.is_empty() => say(
                "report = \"late\" 须有 deadline，否则规则永远不会报告",
                "report = \"late\" needs deadline, else nothing is ever told",
            ),
            Report::BeforeEvent if self.happened.is_empty() => say(
                "report = \"before-event\" 须有 happened，否则规则永远不会报告",
                "report = \"before-event\" needs happened, else nothing is ever told",
            ),
            _ => {
                let Some(odd) = self.deadline.iter().find(|it| !it.is_possible()) else {
                    return Vec::new();
                };
                say(
                    format!("期限不存在：{}月没有{}日", odd.month, odd.day),
                    format!("no such deadline: month {} has no day {}", odd.month, odd.day),
                )
            }
        };
        vec![(Span::at(0), message)]
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let Some(date) = cx.facts.signing_date() else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        let Some(year) = cx.year else { return Outcome::Inapplicable(Why::NoYear) };
        if cx.facts.year_conflict.is_some() {
            return Outcome::Undecided(Why::Ambiguous, vec![date.span]);
        }
        let (Some(first), Some(last)) = (date.date.first_day(), date.date.last_day()) else {
            return Outcome::Undecided(Why::Ambiguous, vec![date.span]);
        };
        let found = match self.report {
            Report::Late => self.late(cx, (date, first), year),
            Report::Early => early(cx, (date, last), year),
            Report::BeforeEvent => self.before_event(cx, date, last),
        };
        Outcome::of(found.into_iter().collect())
    }
}

/// A year with a 29 February.
const LEAP_YEAR: i32 = 2000;

impl Deadline {
    /// Whether the day comes in some years at least.
    fn is_possible(&self) -> bool {
        Date::new(LEAP_YEAR, self.month, self.day).is_some()
    }
}

impl SigningDay {
    fn late(
        &self,
        cx: &Context<'_>,
        (date, day): (&DateMention, Date),
        year: i32,
    ) -> Option<Finding> {
        let fits = |it: &&Deadline| {
            let body =
                it.bodies.is_empty() || cx.body.is_some_and(|body| it.bodies.contains(&body));
            body && it.years.is_none_or(|years| years.contains(year))
        };
        let deadline = self.deadline.iter().find(fits)?;
        let last = Date::new(year + 1, deadline.month, deadline.day)?;
        let mut finding = at(cx, date)
            .value("year", year + 1)
            .value("month", deadline.month)
            .value("day", deadline.day);
        finding.severity = deadline.severity;
        // A later year than the one after contradicts the title instead.
        (day > last && day.year() == year + 1).then_some(finding)
    }

    fn before_event(&self, cx: &Context<'_>, date: &DateMention, day: Date) -> Option<Finding> {
        let year = day.year();
        let events = cx.facts.dates.iter().filter(|it| {
            let later = it.date.date().is_some_and(|it| it > day && it.year() == year);
            later && it.flaw.is_none() && self.is_event(cx, it.span)
        });
        let last = events.max_by_key(|it| it.date.date())?;
        let finding = at(cx, date).value("event", cx.doc.words(last.span));
        Some(finding.related(last.span, Label::Other))
    }

    /// Whether the sentence round a date tells of something that happened then.
    fn is_event(&self, cx: &Context<'_>, span: Span) -> bool {
        let folded = cx.doc.folded.to_folded(span);
        if cx.doc.in_table(span) || cx.in_quotes(folded) {
            return false;
        }
        let text = cx.doc.folded.as_str();
        let words = cx.doc.folded.slice(tense::sentence(text, folded));
        let rest = tense::rest_of(text, folded.end());
        let deadline = from(text, folded.end()).starts_with(['前', '之', '以', '起']);
        let has = |list: &[Wording]| list.iter().any(|word| words.contains(word.as_str()));
        has(&self.happened) && !has(&self.unless) && !deadline && !tense::is_planned(rest)
    }
}

fn at(cx: &Context<'_>, date: &DateMention) -> Finding {
    Finding::at(date.span).labelled(Label::SigningDate).value("date", cx.doc.words(date.span))
}

/// Signed on or before the last day of the period: of the one stated in this year, else of the
/// year.
fn early(cx: &Context<'_>, (date, day): (&DateMention, Date), year: i32) -> Option<Finding> {
    let stated = cx.facts.periods.iter().filter(|it| it.noun.is_some());
    let ends = stated.filter_map(|it| it.to?.last_day()).filter(|end| end.year() == year);
    let end = ends.max().or(Date::new(year, 12, 31))?;
    let mut finding = at(cx, date).value("year", year);
    if let Some(period) = cx.facts.periods.iter().find(|it| it.noun.is_some()) {
        finding = finding.related(period.span, Label::Period);
    }
    (day <= end).then_some(finding)
}
