//! `running-total`: what has come together over the years grows by what the year brought.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::facts::figures::Figure;
use crate::indicator::Statement;
use crate::report::{Finding, Label, Mark};
use crate::rule::{Bilingual, Wording, say};
use crate::set::{Across, Comparison, Main, Set, Side, Suspicion};
use crate::text::Span;

/// A running total in prose (历年累计) is that of the report before with this year's figure. Speaks
/// only where each of the three is stated once, exactly and of one indicator.
///
/// 正文中的历年累计数应等于上年度报告的累计数加本年数。三个数各只出现一次、均为确数且同属一个指标的
/// 才核对。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RunningTotal {
    /// Keys of the indicators.
    ///
    /// 核对哪些指标，填指标的 `key`。
    indicators: Vec<Wording>,
}

const VALUES: &[&str] = &["indicator", "stated", "before", "added", "expected", "unit"];

impl Kind for RunningTotal {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES)];
        MESSAGES
    }

    fn problems(&self) -> Vec<(Span, Bilingual)> {
        let message = say(
            "indicators 没有列出任何指标，规则永远不会报告",
            "indicators lists no indicators, so that nothing is ever told",
        );
        self.indicators.is_empty().then(|| (Span::at(0), message)).into_iter().collect()
    }

    fn across(&self) -> Option<&dyn Across> {
        Some(self)
    }

    fn indicators(&self) -> Vec<&str> {
        self.indicators.iter().map(Wording::as_str).collect()
    }
}

impl Across for RunningTotal {
    fn suspects(&self, set: &Set<'_>) -> Vec<Suspicion> {
        let pair = |(now, before): (usize, usize)| {
            let (one, two) = (set.member(now)?, set.member(before)?);
            let broken = |key: &Wording| {
                let (stated, added) = (one.stated(key, true)?, one.stated(key, false)?);
                Some(two.stated(key, true)?.checked_add(added)? != stated)
            };
            let (main, others, year) = (Main::Report(now), vec![before], one.year);
            let any = self.indicators.iter().any(|key| broken(key) == Some(true));
            any.then_some(Suspicion { main, others, year })
        };
        set.successive().filter_map(pair).collect()
    }

    fn look(&self, cx: &Comparison<'_>) -> Vec<Finding> {
        self.indicators.iter().filter_map(|key| finding(cx, key)).collect()
    }
}

fn finding(cx: &Comparison<'_>, key: &str) -> Option<Finding> {
    let (other, last) = cx.only()?;
    let (now, before) = (cx.set.member(cx.main.member?)?, cx.set.member(last.member?)?);
    let (stated, added) = (now.stated(key, true)?, now.stated(key, false)?);
    let was = before.stated(key, true)?;
    let expected = was.checked_add(added)?;
    if expected == stated {
        return None;
    }
    let (title, total) = figure(&cx.main, &cx.main.verdict.running, key)?;
    let (_, own) = figure(&cx.main, &cx.main.verdict.statements, key)?;
    let (_, earlier) = figure(last, &last.verdict.running, key)?;
    let finding = Finding::at(total.span)
        .related(own.span, Label::Part)
        .held_against(other, Mark::new(earlier.span, Some(Label::LastYear)))
        .value("indicator", &title.title())
        .value("stated", stated.to_string())
        .value("before", was.to_string())
        .value("added", added.to_string())
        .value("expected", expected.to_string())
        .value("unit", total.unit);
    Some(finding)
}

/// The first figure that states an indicator.
fn figure<'a>(
    side: &Side<'a>,
    statements: &'a [Statement<'a>],
    key: &str,
) -> Option<(&'a Statement<'a>, &'a Figure)> {
    let statement = statements.iter().find(|it| it.is(key))?;
    Some((statement, statement.figure(side.facts)?))
}
