//! `missing-report`: a body on the list without a report.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::date::{Date, days_in_month};
use crate::facts::body::BodyKind;
use crate::report::{Finding, Findings, Label, Mark, Severity};
use crate::rule::{Bilingual, Years, say};
use crate::set::{Across, AtHand, Comparison, Listed, Main, Set, Suspicion, day, due};
use crate::text::Span;

/// A body of the list in hegui.toml has no report for a year for which the reports of others were
/// collected, and the day by which it must have one has passed. The place is its entry in the list.
///
/// hegui.toml 名单中的机关没有某年度的报告，而同批其他机关已有该年度的报告，且期限已过。指出的位置是
/// 名单中的该项。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MissingReport {
    /// By when a report must be there, where the list does not say; the first entry that fits
    /// counts. A body that none fits is not missed before the end of the next year.
    ///
    /// 名单没有写明期限时的报送期限，取第一个符合的；都不符合的，到次年年底才算缺报。
    due: Vec<Due>,
}

/// A day by which reports must be there.
///
/// 报送期限。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Due {
    /// The report years it holds for. Left out: all.
    ///
    /// 适用的报告年度；省略时为所有年度。
    #[serde(default)]
    years: Years,
    /// The kinds of body it holds for: GB, DEP, TWN. Left out: all.
    ///
    /// 适用的机关类型："GB"、"DEP"、"TWN"；省略时为所有机关。
    #[serde(default)]
    bodies: Vec<BodyKind>,
    /// The month in the next year, 1 to 12.
    ///
    /// 次年的月份，填 1 至 12。
    month: u32,
    /// The day, 1 to 31.
    ///
    /// 日，填 1 至 31。
    day: u32,
}

const VALUES: &[&str] = &["name", "year", "due", "parent", "count"];
const SCAN_VALUES: &[&str] = &["name", "year", "due", "parent", "count", "file"];
const OTHER_VALUES: &[&str] = &["name", "year", "due", "parent", "count", "other"];
/// Reports that may be the missing ones and are opened to point at; of more only the names are told.
const SHOWN: usize = 100;

impl Kind for MissingReport {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES), message("unsure", VALUES), message("part", VALUES), message("scan", SCAN_VALUES), message("filed", OTHER_VALUES), message("likely", OTHER_VALUES)];
        MESSAGES
    }

    fn problems(&self) -> Vec<(Span, Bilingual)> {
        let exists = |it: &Due| (1..=days_in_month(None, it.month)).contains(&it.day);
        let odd = self.due.iter().find(|it| !exists(it));
        let told = odd.map(|it| {
            let message = say(
                format!("期限不存在：{}月没有{}日", it.month, it.day),
                format!("no such deadline: month {} has no day {}", it.month, it.day),
            );
            (Span::at(0), message)
        });
        told.into_iter().collect()
    }

    fn across(&self) -> Option<&dyn Across> {
        Some(self)
    }
}

impl Across for MissingReport {
    fn suspects(&self, set: &Set<'_>) -> Vec<Suspicion> {
        let collected = set.collected();
        let listed = set.roster.bodies.iter().zip(&set.units).enumerate();
        let missing = listed.filter(|(_, (body, _))| body.at_hand != AtHand::Files).flat_map(|(index, it)| {
            let (body, unit) = it;
            let years = collected.range((body.scope, i32::MIN)..=(body.scope, i32::MAX));
            let years = years.map(|it| it.1).filter(move |year| {
                body.years.contains(*year)
                    && !unit.reports.contains_key(year)
                    && !set.unread.contains(&(index, *year))
            });
            let overdue = years.filter(|year| self.due(body, *year).is_none_or(|it| it < set.today));
            overdue.map(move |year| Suspicion {
                main: Main::List(index),
                others: Vec::new(),
                year: Some(year),
            })
        });
        let mut missing: Vec<Suspicion> = missing.collect();
        let may_be = |it: &Suspicion| {
            let Main::List(index) = it.main else { return None };
            may_be(set, index, it.year?).map(|it| it.1)
        };
        for (at, other) in missing.iter().map(may_be).enumerate().filter_map(|it| Some((it.0, it.1?))).take(SHOWN).collect::<Vec<_>>() {
            missing.get_mut(at).into_iter().for_each(|it| it.others.push(other));
        }
        missing
    }

    fn look(&self, cx: &Comparison<'_>) -> Findings {
        let found = || {
            let Main::List(index) = cx.suspicion.main else { return None };
            let body = cx.set.roster.bodies.get(index)?;
            let year = cx.suspicion.year?;
            // A report that contradicts itself about its year may be the one that is missed.
            let undated = cx.set.units.get(index).map_or(0, |it| it.undated.len());
            let unknown = cx.set.unknown.get(&Some(body.scope)).copied().unwrap_or_default();
            let signed = cx.set.signed_by(index, year);
            let unsure = undated + unknown + signed + cx.set.may_be_of(body, year);
            let finding = Finding::at(body.span)
                .value("name", body.name.as_str())
                .value("year", year)
                .value("due", &day(self.due(body, year)?))
                .value("parent", body.parent.as_ref().map_or("", |it| it.value.as_str()))
                .value("count", unsure);
            if let Some(file) = cx.set.scans.get(&(index, year)) {
                let finding = finding.variant("scan").at_most(Severity::Warning);
                return Some(finding.value("file", file.as_str()));
            }
            if let Some((variant, member)) = may_be(cx.set, index, year) {
                let other = cx.set.member(member)?.body.as_ref().map_or("", |it| it.name.as_str());
                let finding = finding.variant(variant).at_most(Severity::Warning).value("other", other);
                let there = cx.other(member).and_then(|(at, it)| Some((at, it.title()?)));
                return Some(match there {
                    Some((at, span)) => finding.held_against(at, Mark::new(span, Some(Label::Other))),
                    None => finding,
                });
            }
            Some(match body.at_hand {
                AtHand::All if unsure == 0 => finding,
                AtHand::All => finding.variant("unsure").at_most(Severity::Warning),
                _ => finding.variant("part").at_most(Severity::Warning),
            })
        };
        found().into_iter().collect()
    }

    fn is_of_list(&self) -> bool {
        true
    }
}

/// A report that may be the one that a body of the list lacks, and how that is told: its file goes by
/// the name of the body, or its own body does about so.
fn may_be(set: &Set<'_>, listed: usize, year: i32) -> Option<(&'static str, usize)> {
    let filed = set.filed(listed, year).map(|it| ("filed", it));
    filed.or_else(|| Some(("likely", set.likely(set.roster.bodies.get(listed)?, year)?)))
}

impl MissingReport {
    /// The last day on which the report of a body for `year` is in time.
    fn due(&self, body: &Listed, year: i32) -> Option<Date> {
        body.due(year).or_else(|| {
            let fits = |it: &&Due| {
                let kind = it.bodies.is_empty() || body.kind.is_some_and(|kind| it.bodies.contains(&kind));
                kind && it.years.contains(year)
            };
            let (month, day) = self.due.iter().find(fits).map_or((12, 31), |it| (it.month, it.day));
            due(year, month, day)
        })
    }
}
