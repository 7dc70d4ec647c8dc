//! `repeat`: one count stated twice with different values (同一指标前后不一).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::figures::{Figure, Scope};
use crate::indicator::Statement;
use crate::report::{Finding, Findings, Label, Outcome, Severity};

/// One count stated twice in the prose with different values (同一指标前后不一), where no table has
/// it. Which words state what is data: `[[indicator]]` of pack.toml. It has no parameters.
///
/// 检查正文中同一指标前后数值是否一致（表格中有该指标的除外）。哪些词句表示哪个指标，
/// 由 pack.toml 的 `[[indicator]]` 规定。没有参数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Repeat {}

const VALUES: &[&str] = &["indicator", "first", "second"];

impl Kind for Repeat {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES), message("please-confirm", VALUES)];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let sure: Vec<(&Statement<'_>, &Figure)> = cx
            .statements
            .iter()
            .filter(|it| is_sure(cx, it))
            .filter_map(|it| Some((it, it.figure(cx.facts)?)))
            .collect();
        let mut judged = false;
        let mut findings = Findings::default();
        let mut firsts: BTreeMap<(String, Scope, &str), &Figure> = BTreeMap::new();
        for (statement, figure) in sure {
            // 全镇 is the town itself.
            let own = figure.scope == Scope::Whole && cx.is_single();
            let scope = if own { Scope::Unsaid } else { figure.scope };
            let key = (statement.key(), scope, figure.unit);
            let Some(first) = firsts.get(&key) else {
                firsts.insert(key, figure);
                continue;
            };
            judged = true;
            // Two in one sentence are two matters: of two places, or before and after.
            if first.range.meets(&figure.range) || first.sentence_end == figure.sentence_end {
                continue;
            }
            let finding = Finding::at(figure.span)
                .related(first.span, Label::Other)
                .value("indicator", &statement.title())
                .value("first", cx.doc.words(first.span))
                .value("second", cx.doc.words(figure.span));
            findings.push(if statement.of.iter().any(|it| it.loose) {
                finding.variant("please-confirm").severity(Severity::Warning)
            } else {
                finding
            });
        }
        Outcome::judged(findings, judged)
    }
}

/// Whether a statement means the whole of one indicator, and no table speaks of it.
fn is_sure(cx: &Context<'_>, statement: &Statement<'_>) -> bool {
    let [indicator] = statement.of.as_slice() else { return false };
    let part = cx.facts.groups.with_part(statement.figure).next().is_some();
    statement.plain
        && !part
        && !indicator.ambiguous
        && cx.in_tables.indicator(&indicator.key).is_empty()
}
