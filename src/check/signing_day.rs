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
use crate::rule::Years;
use crate::text::{Span, from};

/// Parameters of `[check.signing-day]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SigningDay {
    /// What is reported.
    report: Report,
    /// Last days in the year after the report year; the first that fits counts.
    #[serde(default)]
    deadline: Vec<Deadline>,
    /// Words in a sentence that show something happened.
    #[serde(default)]
    happened: Vec<String>,
    /// Words in a sentence that show something was still to come, or another matter.
    #[serde(default)]
    unless: Vec<String>,
}

/// What is reported of a date of signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Report {
    /// After the deadline.
    Late,
    /// Before the period is over.
    Early,
    /// Before something that the report tells as done.
    BeforeEvent,
}

/// The last day for some bodies in some report years.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Deadline {
    #[serde(default)]
    years: Option<Years>,
    /// Kinds of body; any if left out.
    #[serde(default)]
    bodies: Vec<BodyKind>,
    month: u32,
    day: u32,
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
        let has = |list: &[String]| list.iter().any(|word| words.contains(word.as_str()));
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
