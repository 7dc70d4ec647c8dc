//! `period`: the statistical period is stated, and is the whole report year (统计期限).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::date::PartialDate;
use crate::engine::Context;
use crate::facts::period;
use crate::report::{Finding, Label, Outcome, Severity, Why};
use crate::rule::Years;
use crate::text::{Span, from};

/// Parameters of `[check.period]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Period {
    /// What is reported.
    report: Report,
    /// Report years in which the form itself implies the period where the title has the year.
    #[serde(default)]
    lenient: Option<Years>,
    /// Words that show a period was meant, where none could be read.
    #[serde(default)]
    mentions: Vec<String>,
    /// Years that may begin later than 1 January, with the month in which they may begin.
    #[serde(default)]
    starts: Vec<Start>,
    /// Words in the paragraph that explain a shorter period.
    #[serde(default)]
    unless: Vec<String>,
}

/// What is reported of a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Report {
    /// It is not stated.
    Missing,
    /// It is not the whole year.
    NotYear,
}

/// A year that began late.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Start {
    year: i32,
    month: u32,
}

impl Kind for Period {
    fn messages(&self) -> &'static [Message] {
        const MISSING: &[Message] = &[message("", &["year"])];
        const NOT_YEAR: &[Message] = &[
            message("", &["found", "year"]),
            message("empty", &["found", "year"]),
            message("open", &["found", "year"]),
        ];
        if self.report == Report::Missing { MISSING } else { NOT_YEAR }
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let periods = cx.facts.periods.iter().filter(|it| !cx.doc.in_table(it.span));
        let periods: Vec<&period::Period> = periods.collect();
        let Some(year) = cx.year else { return Outcome::Inapplicable(Why::NoYear) };
        match self.report {
            Report::Missing => self.missing(cx, &periods, year),
            Report::NotYear => self.not_year(cx, &periods, year),
        }
    }
}

impl Period {
    fn missing(&self, cx: &Context<'_>, periods: &[&period::Period], year: i32) -> Outcome {
        let year_end = |date: PartialDate| date.year == Some(year) && date.month == Some(12);
        if !periods.is_empty() || cx.facts.as_of.iter().any(|it| year_end(it.date)) {
            return Outcome::Pass;
        }
        let text = cx.doc.folded.as_str();
        let mentioned = self
            .mentions
            .iter()
            .find_map(|word| text.find(word.as_str()).map(|at| Span::new(at, at + word.len())));
        if let Some(place) = mentioned {
            return Outcome::Undecided(Why::Ambiguous, vec![cx.doc.folded.to_source(place)]);
        }
        let implied = self.lenient.is_some_and(|years| years.contains(year))
            && cx.facts.titles.iter().any(|title| title.year.is_some());
        let finding = Finding::at(cx.title_or_start()).value("year", year);
        Outcome::of(vec![if implied { finding.severity(Severity::Info) } else { finding }])
    }

    fn not_year(&self, cx: &Context<'_>, periods: &[&period::Period], year: i32) -> Outcome {
        if periods.iter().any(|period| self.is_whole(period, year)) {
            return Outcome::Pass;
        }
        let Some(period) = periods.iter().find(|period| period.noun.is_some()) else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        let spans = [period.from_span, period.to_span];
        let flawed = |span: Span| cx.facts.date_at(span).is_some_and(|it| it.flaw.is_some());
        if spans.into_iter().flatten().any(flawed) {
            return Outcome::Undecided(Why::Ambiguous, vec![period.span]);
        }
        if self.is_explained(cx, period) || is_elsewhere(period, year) {
            return Outcome::Pass;
        }
        judge(cx, period, year)
    }

    /// Whether a period is the whole of `year`, months being enough.
    fn is_whole(&self, period: &period::Period, year: i32) -> bool {
        let is = |date: PartialDate, month: u32, day: u32| {
            date.year.is_none_or(|it| it == year)
                && date.month.is_none_or(|it| it == month)
                && date.day.is_none_or(|it| it == day)
        };
        let late = |date: PartialDate| {
            self.starts.iter().any(|it| it.year == year && is(date, it.month, 1))
        };
        let starts = period.from.is_none_or(|date| is(date, 1, 1) || late(date));
        starts && period.to.is_some_and(|date| is(date, 12, 31))
    }

    /// Whether the paragraph says why the period is short.
    fn is_explained(&self, cx: &Context<'_>, period: &period::Period) -> bool {
        let block = cx.doc.block_at(period.span.start()).and_then(|at| cx.doc.blocks.get(at));
        let words = block.map_or("", |block| cx.doc.folded.slice(block.folded));
        self.unless.iter().any(|word| words.contains(word.as_str()))
    }
}

/// A period that lies wholly in another year contradicts the title, or the year that the user
/// gave: neither is for this rule to say.
fn is_elsewhere(period: &period::Period, year: i32) -> bool {
    let years = [period.from, period.to].map(|date| date.and_then(|date| date.year));
    years.into_iter().flatten().all(|it| it != year) && years.iter().any(Option::is_some)
}

fn judge(cx: &Context<'_>, period: &period::Period, year: i32) -> Outcome {
    let finding = Finding::at(period.span)
        .labelled(Label::Period)
        .value("found", cx.doc.words(period.span))
        .value("year", year);
    let finding = match (period.from, period.to) {
        _ if period.empty => {
            let right = format!("自{year}年1月1日起至{year}年12月31日止");
            finding.variant("empty").replace(period.span, right)
        }
        (Some(first), Some(last)) => {
            let finding = repair(cx, finding, (first, period.from_span), (year, 1, 1));
            repair(cx, finding, (last, period.to_span), (year, 12, 31))
        }
        (Some(_), None) if is_cut_off(cx, period) => finding.variant("open"),
        // 截至 a day: other rules speak of it.
        _ => return Outcome::Pass,
    };
    Outcome::of(vec![finding])
}

/// Offers to write the right day where another one stands.
fn repair(
    cx: &Context<'_>,
    finding: Finding,
    (date, span): (PartialDate, Option<Span>),
    (year, month, day): (i32, u32, u32),
) -> Finding {
    let right = date.year == Some(year) && date.month == Some(month);
    let Some(span) = span.filter(|_| !(right && date.day.is_none_or(|it| it == day))) else {
        return finding;
    };
    let dated = cx.doc.plain(span).contains('年');
    let written = if dated { format!("{year}年") } else { String::new() };
    finding.replace(span, format!("{written}{month}月{day}日"))
}

/// Whether the end of the period was left out: 自2017年1月1日起至止.
fn is_cut_off(cx: &Context<'_>, period: &period::Period) -> bool {
    let end = cx.doc.folded.to_folded(period.span).end();
    let rest = from(cx.doc.folded.as_str(), end).trim_start_matches(['起', '始', '，']);
    rest.starts_with(['至', '到', '止'])
}
