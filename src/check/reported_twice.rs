//! `reported-twice`: several reports of one body for one year.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::report::{Finding, Findings, Label, Mark, Severity};
use crate::set::{Across, Comparison, Main, Set, Suspicion, same_words};

/// A body has several reports for one year, of which only one is held against other years and counts
/// in sums: no draft and no copy, signed by the body that its title names, one that corrects another,
/// with the most of its tables read. Where words or figures differ from that one, one of them is out
/// of date; copies of one report in several formats are a hint, whatever a page has round it.
///
/// 同一机关同一年度有几份报告，跨年核对和汇总核对只用其中一份：不是草稿、副本，标题与
/// 落款为同一单位，注明更正，表格读取最全。与这一份内容不同的，其中有的不是定稿；同一报告不同格式的文件只作提示，网页在报告前后另加的内容不计。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ReportedTwice {}

const VALUES: &[&str] = &["name", "year", "count"];

impl Kind for ReportedTwice {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES), message("same", VALUES)];
        MESSAGES
    }

    fn across(&self) -> Option<&dyn Across> {
        Some(self)
    }
}

impl Across for ReportedTwice {
    fn suspects(&self, set: &Set<'_>) -> Vec<Suspicion> {
        let mut found = Vec::new();
        for (year, reports) in set.units.iter().flat_map(|it| &it.reports) {
            let Some((first, others)) = reports.split_first() else { continue };
            found.extend(others.iter().map(|it| Suspicion {
                main: Main::Report(*it),
                others: vec![*first],
                year: Some(*year),
            }));
        }
        found
    }

    fn look(&self, cx: &Comparison<'_>) -> Findings {
        let found = || {
            let (index, other) = cx.only()?;
            let (own, first) = (cx.set.member(cx.main.member?)?, cx.set.member(other.member?)?);
            let unit = cx.set.unit_of(cx.main.member?)?;
            let year = own.year?;
            let finding = Finding::at(cx.main.title()?)
                .held_against(index, Mark::new(other.title()?, Some(Label::Other)))
                .value("name", unit.name.as_str())
                .value("year", year)
                .value("count", unit.reports.get(&year)?.len());
            Some(if own.agrees_with(first) && same_words(&cx.main, other) {
                finding.variant("same").at_most(Severity::Info)
            } else {
                finding
            })
        };
        found().into_iter().collect()
    }
}
