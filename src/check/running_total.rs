//! `running-total`: what has come together over the years grows by what the year brought.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::facts::figures::Figure;
use crate::indicator::Statement;
use crate::report::{Finding, Findings, Label, Mark};
use crate::rule::{Bilingual, Wording, say};
use crate::set::{Across, Comparison, Main, Set, Side, Suspicion};
use crate::text::{Span, before, from};

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
    /// Words in the sentence of the total, or in the next one, which say that it was begun anew or is
    /// counted otherwise; nothing is said then. Left out: none.
    ///
    /// 累计数所在句或者下一句中说明重新起算、口径调整的用语，有的不报告；省略时没有。
    #[serde(default)]
    restarts: Vec<Wording>,
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

    fn look(&self, cx: &Comparison<'_>) -> Findings {
        self.indicators.iter().filter_map(|key| self.finding(cx, key)).collect()
    }
}

impl RunningTotal {
    fn finding(&self, cx: &Comparison<'_>, key: &str) -> Option<Finding> {
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
        if self.is_restarted(&cx.main, total) || other_start((&cx.main, total), (last, earlier), now.year) {
            return None;
        }
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

    /// Whether the report says that a total was begun anew or is counted otherwise.
    fn is_restarted(&self, side: &Side<'_>, total: &Figure) -> bool {
        let (head, rest) = around(side, total);
        let mut sentences = rest.split('。');
        // The next sentence, where it goes on about the total: 累计数自本年起包含原站数据.
        let own = [Some(head), sentences.next()];
        let next = sentences.next().filter(|it| it.contains("累计") || it.contains("统计"));
        let says = |it: &str| self.restarts.iter().any(|word| it.contains(word.as_str()));
        own.into_iter().chain([next]).flatten().any(says)
    }
}

/// The words of its sentence before a figure, and those of its block from it on.
fn around<'d>(side: &Side<'d>, figure: &Figure) -> (&'d str, &'d str) {
    let Some(block) = side.doc.blocks.get(figure.block).map(|it| it.folded) else { return ("", "") };
    let at = figure.folded.start().clamp(block.start(), block.end());
    let head = side.doc.folded.slice(Span::new(block.start(), at));
    let head = head.rsplit('。').next().unwrap_or(head);
    (head, side.doc.folded.slice(Span::new(at, block.end())))
}

/// Whether two totals count from different years on, or the later one from this year on.
fn other_start(now: (&Side<'_>, &Figure), before: (&Side<'_>, &Figure), year: Option<i32>) -> bool {
    let [now, before] = [now, before].map(|(side, it)| since(around(side, it).0));
    match before {
        Some(_) => now.is_some() && now != before,
        None => now.is_some() && now == year,
    }
}

/// The year from which on these words count: 2008年以来, 自2008年起, 2008年至今.
fn since(words: &str) -> Option<i32> {
    let mut found = None;
    for (at, _) in words.match_indices('年') {
        let digits = before(words, at).char_indices().rev().take(4).last();
        let year = digits.and_then(|it| from(before(words, at), it.0).parse().ok());
        let clause = from(words, at + '年'.len_utf8());
        let clause = clause.split(['，', '、']).next().unwrap_or(clause);
        let starts = clause.contains("以来") || STARTS.iter().any(|it| clause.starts_with(it));
        found = year.filter(|_| starts).or(found);
    }
    found
}

/// What follows the year from which on something is counted.
const STARTS: [&str; 4] = ["起", "至", "到", "开始"];

/// The first figure that states an indicator.
fn figure<'a>(
    side: &Side<'a>,
    statements: &'a [Statement<'a>],
    key: &str,
) -> Option<(&'a Statement<'a>, &'a Figure)> {
    let statement = statements.iter().find(|it| it.is(key))?;
    Some((statement, statement.figure(side.facts)?))
}
