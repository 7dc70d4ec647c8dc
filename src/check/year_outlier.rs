//! `year-outlier`: a report for another year than those it lies with.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::report::{Finding, Findings, Label, Mark};
use crate::rule::{Bilingual, say};
use crate::set::{Across, Comparison, Main, Set, Suspicion};
use crate::text::Span;

/// In a folder whose reports are nearly all for one year, a report is for another, and its body has
/// none for that year, nor a file named like one that could not be read as a report: last year's may have
/// been sent in. Archives of several years are let be, and so are reports that contradict themselves
/// about their year.
///
/// 同一文件夹的报告几乎都属于一个年度，某份却属于另一年度，且该机关没有这一年度的报告，也没有文件名
/// 写明该机关而未能作为报告读取的文件：可能误报了往年的报告。存放多个年度报告的文件夹不作检查，
/// 自身年度矛盾的报告也不计。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct YearOutlier {
    /// How many reports for the year of the others there must be at least.
    ///
    /// 同一年度的报告至少有几份。
    least: usize,
    /// How many per cent of the folder they must be at least, 51 to 100.
    ///
    /// 至少占文件夹中报告的百分之几，填 51 至 100。
    share: usize,
    /// How many per cent suffice where no body has reports for several years in the folder, so that
    /// it is no archive. Left out: as many as `share`.
    ///
    /// 文件夹中没有哪个单位有几个年度的报告、因而不是存放各年度报告的，占百分之几即可；省略时与 `share` 相同。
    #[serde(default)]
    apart: Option<usize>,
}

const VALUES: &[&str] = &["name", "year", "usual", "count"];

impl Kind for YearOutlier {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES)];
        MESSAGES
    }

    fn problems(&self) -> Vec<(Span, Bilingual)> {
        let shares = [("share", Some(self.share)), ("apart", self.apart)];
        let odd = shares.iter().find(|it| it.1.is_some_and(|it| !(51..=100).contains(&it)));
        let message = if self.least < 2 {
            say("least 至少为 2", "least is at least 2")
        } else if let Some((name, _)) = odd {
            say(format!("{name} 应为 51 至 100"), format!("{name} is 51 to 100"))
        } else {
            return Vec::new();
        };
        vec![(Span::at(0), message)]
    }

    fn across(&self) -> Option<&dyn Across> {
        Some(self)
    }
}

impl Across for YearOutlier {
    fn suspects(&self, set: &Set<'_>) -> Vec<Suspicion> {
        let mut found = Vec::new();
        for years in set.folders().values() {
            let Some(usual) = self.usual(set, years) else { continue };
            let model = years.get(&usual).and_then(|it| it.first()).copied();
            let strays = years.iter().filter(|it| *it.0 != usual);
            for (year, index) in strays.flat_map(|(year, all)| all.iter().map(move |it| (year, it))) {
                let unit = set.unit_index(*index);
                let lacks = |it: usize| {
                    let unit = set.units.get(it);
                    unit.is_some_and(|it| !it.reports.contains_key(&usual))
                        && !set.unread.contains(&(it, usual))
                        && !set.undated.contains(&it)
                };
                if unit.is_some_and(lacks) {
                    let (main, others) = (Main::Report(*index), model.into_iter().collect());
                    found.push(Suspicion { main, others, year: Some(*year) });
                }
            }
        }
        found
    }

    fn look(&self, cx: &Comparison<'_>) -> Findings {
        let found = || {
            let member = cx.set.member(cx.main.member?)?;
            let (index, other) = cx.only()?;
            let usual = cx.set.member(other.member?)?.year?;
            let count = cx.set.folders().get(&member.folder)?.get(&usual)?.len();
            let place = cx.main.facts.titles.first().and_then(|it| it.year).map(|it| it.1);
            let place = place.or_else(|| cx.main.title())?;
            let finding = Finding::at(place)
                .held_against(index, Mark::new(other.title()?, Some(Label::Other)))
                .value("name", member.body.as_ref()?.name.as_str())
                .value("year", member.year?)
                .value("usual", usual)
                .value("count", count);
            Some(finding)
        };
        found().into_iter().collect()
    }
}

impl YearOutlier {
    /// The year of nearly all reports of a folder, if there is one.
    fn usual(&self, set: &Set<'_>, years: &BTreeMap<i32, Vec<usize>>) -> Option<i32> {
        let all: usize = years.values().map(Vec::len).sum();
        let (year, most) = years.iter().max_by_key(|it| it.1.len())?;
        let apart = self.apart.filter(|_| !is_archive(set, years));
        let share = apart.unwrap_or(self.share);
        let enough = most.len() >= self.least && most.len() * 100 >= all * share;
        (enough && most.len() < all).then_some(*year)
    }
}

/// Whether a body has reports for several years among these of a folder.
fn is_archive(set: &Set<'_>, years: &BTreeMap<i32, Vec<usize>>) -> bool {
    let mut met = BTreeSet::new();
    years.values().any(|reports| {
        let units: BTreeSet<usize> = reports.iter().filter_map(|it| set.unit_index(*it)).collect();
        let again = !met.is_disjoint(&units);
        met.extend(units);
        again
    })
}
