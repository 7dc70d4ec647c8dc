//! `period`: the statistical period is stated, and is the whole report year (统计期限).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::date::PartialDate;
use crate::engine::Context;
use crate::facts::period;
use crate::report::{Finding, Label, Outcome, Severity, Why};
use crate::rule::{Wording, Years};
use crate::text::{Span, from};

/// The statistical period (统计期限) is stated, and is the whole report year. Tables are not looked
/// at.
///
/// 检查统计期限：应当写明，并为整个报告年度。表格中的不算。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Period {
    /// What is reported; one matter a rule.
    ///
    /// 检查哪一项，一条规则选一项。
    report: Report,
    /// Report years in which the form itself implies the period where the title has the year: that
    /// it is not stated is info then. Only for `report = "missing"`. Left out: none.
    ///
    /// 哪些报告年度可由格式和标题年份推知统计期限，未写明只作提示。仅用于 `report = "missing"`；
    /// 省略时没有。
    #[serde(default)]
    lenient: Option<Years>,
    /// Words that show a period was meant, where none could be read: 统计期限. The rule then cannot
    /// decide. Only for `report = "missing"`. Left out: none.
    ///
    /// 表明写了统计期限、只是未能读出的词语，如 `["统计期限"]`；出现时规则不作判断。
    /// 仅用于 `report = "missing"`；省略时没有。
    #[serde(default)]
    mentions: Vec<Wording>,
    /// Years that may begin later than 1 January, each with the month. Only for `report =
    /// "not-year"`. Left out: none.
    ///
    /// 可以晚于1月1日起算的年度及起始月份。仅用于 `report = "not-year"`；省略时没有。
    #[serde(default)]
    starts: Vec<Start>,
    /// Words in the paragraph of the period that explain a shorter one: 成立. Only for `report =
    /// "not-year"`. Left out: none.
    ///
    /// 统计期限所在段落中说明期限较短原因的词语，如 `["成立", "合并"]`；有其中之一的不报告。
    /// 仅用于 `report = "not-year"`；省略时没有。
    #[serde(default)]
    unless: Vec<Wording>,
}

/// What is reported of a period.
///
/// 统计期限问题的种类。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Report {
    /// It is not stated, and the text gives no figures up to December of the year (截至) either.
    ///
    /// 没有写明，也没有“截至”年底的说法。
    Missing,
    /// It is stated and is not the whole report year.
    ///
    /// 写明了，但不是整个报告年度。
    NotYear,
}

/// A year that began late.
///
/// 起算较晚的年度。
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Start {
    /// The report year.
    ///
    /// 报告年度，如 2008。
    year: i32,
    /// The month, 1 to 12, on whose first day the period may begin.
    ///
    /// 统计期限可以从该月1日起算，填 1 至 12。
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

    fn words_searched(&self) -> usize {
        self.unless.len()
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
        Outcome::of(if implied { finding.severity(Severity::Info) } else { finding }.into())
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
        (Some(_), Some(_)) if period.from_span == period.to_span => {
            finding.replace(period.span, format!("{year}年1月1日至{year}年12月31日"))
        }
        (Some(first), Some(last)) => {
            let finding = repair(cx, finding, (first, period.from_span), (year, 1, 1));
            repair(cx, finding, (last, period.to_span), (year, 12, 31))
        }
        (Some(_), None) if is_cut_off(cx, period) => finding.variant("open"),
        // 截至 a day: other rules speak of it.
        _ => return Outcome::Pass,
    };
    Outcome::of(finding.into())
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

/// Whether the end of the period was left out: 自2017年1月1日起至止, or 自2017年1月1日起 alone.
fn is_cut_off(cx: &Context<'_>, period: &period::Period) -> bool {
    let end = cx.doc.folded.to_folded(period.span).end();
    let rest = from(cx.doc.folded.as_str(), end).trim_start_matches(['起', '始', '，']);
    has_no_end(rest.trim_start_matches(['至', '到', '止']))
}

/// Most characters of a sentence in which its end is looked for.
const SENTENCE: usize = 80;

/// Whether the rest of the sentence of a first day tells no other: 自2017年1月1日起。
fn has_no_end(rest: &str) -> bool {
    let inside = |it: &char| !matches!(it, '；' | '！' | '？' | '\n');
    let sentence: String = rest.chars().take_while(inside).take(SENTENCE).collect();
    // 截止日期为12月31日 may be a sentence of its own; 共365天 tells as much.
    let (own, next) = sentence.split_once('。').unwrap_or((&sentence, ""));
    let told = own.contains(|it| "至到止年月日天-—~～－".contains(it));
    !told && !next.contains(['止', '至']) && own.chars().count() < SENTENCE
}
