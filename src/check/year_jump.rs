//! `year-jump`: a figure many times what it was a year ago.

use schemars::JsonSchema;
use serde::Deserialize;

use super::year_to_year::{in_cell, is_cell, no_cell, parts};
use super::{Kind, Message, message};
use crate::numeral::Amount;
use crate::report::{Findings, Label, Mark};
use crate::rule::{Bilingual, Wording, say};
use crate::set::{Across, Comparison, Main, Member, Set, Suspicion, place};
use crate::text::Span;

/// A cell of an official table whose number is many times that of the year before, or a small
/// part of it.
///
/// 统一表格中的数比上年度增长或者减少到若干倍。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct YearJump {
    /// Cells as `form/row/column`.
    ///
    /// 比较哪些单元格，写作 "表/行/列"。
    cells: Vec<Wording>,
    /// How many times as much is too much, at least 2.
    ///
    /// 超过几倍才报告，至少为 2。
    times: u32,
    /// The greater of the two must be at least this, so that small numbers may vary.
    ///
    /// 两数中较大的至少是多少才比较，小数目的变化不计。
    least: u32,
}

const VALUES: &[&str] = &["table", "row", "column", "stated", "before", "year", "last-year"];

impl Kind for YearJump {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES)];
        MESSAGES
    }

    fn problems(&self) -> Vec<(Span, Bilingual)> {
        let message = if self.cells.is_empty() {
            say(
                "cells 没有列出任何单元格，规则永远不会报告",
                "cells lists no cells, so that nothing is ever told",
            )
        } else if let Some(odd) = self.cells.iter().find(|it| !is_cell(it, 3)) {
            no_cell(odd, "表/行/列", "form/row/column")
        } else if self.times < 2 {
            say("times 至少为 2", "times is at least 2")
        } else {
            return Vec::new();
        };
        vec![(Span::at(0), message)]
    }

    fn cells(&self) -> Vec<Wording> {
        self.cells.iter().filter(|it| is_cell(it, 3)).cloned().collect()
    }

    fn across(&self) -> Option<&dyn Across> {
        Some(self)
    }
}

impl Across for YearJump {
    fn suspects(&self, set: &Set<'_>) -> Vec<Suspicion> {
        let pair = |(now, before): (usize, usize)| {
            let (one, two) = (set.member(now)?, set.member(before)?);
            let (main, others, year) = (Main::Report(now), vec![before], one.year);
            self.jumps(one, two).next().is_some().then_some(Suspicion { main, others, year })
        };
        set.successive().filter_map(pair).collect()
    }

    fn look(&self, cx: &Comparison<'_>) -> Findings {
        let found = || {
            let (other, last) = cx.only()?;
            let (now, before) = (cx.set.member(cx.main.member?)?, cx.set.member(last.member?)?);
            let finding = |(form, row, column, stated, was): Jump<'_>| {
                let (table, at, span) = place(last.doc, form, row, column)?;
                let there = Mark { span, label: Some(Label::LastYear), cell: Some((table, at)) };
                let finding = in_cell(&cx.main, form, row, column)?
                    .held_against(other, there)
                    .value("stated", stated.to_string())
                    .value("before", was.to_string())
                    .value("year", now.year?)
                    .value("last-year", before.year?);
                Some(finding)
            };
            Some(self.jumps(now, before).filter_map(finding).collect())
        };
        found().unwrap_or_default()
    }
}

/// Form, row and column of a cell, what it holds and what it held.
type Jump<'k> = (&'k str, &'k str, &'k str, Amount, Amount);

impl YearJump {
    fn jumps<'k>(&'k self, now: &'k Member, before: &'k Member) -> impl Iterator<Item = Jump<'k>> {
        self.cells.iter().filter_map(move |key| {
            let (form, cell) = parts(key)?;
            let (row, column) = parts(cell)?;
            let (stated, was) = (now.cell(form, row, column)?, before.cell(form, row, column)?);
            let (small, large) = (stated.min(was), stated.max(was));
            let limit = small.checked_mul(Amount::from(self.times))?;
            let jumps = large >= Amount::from(self.least) && large > limit;
            jumps.then_some((form, row, column, stated, was))
        })
    }
}
