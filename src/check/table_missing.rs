//! `table-missing`: the chapters that must hold an official table hold it (统一表格).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, elsewhere, message};
use crate::document::RemarkKind;
use crate::engine::Context;
use crate::form::Form;
use crate::lang::Lang;
use crate::report::{Finding, Findings, Label, Outcome, Severity, Why};
use crate::rule::{Wording, Words};

/// The chapters that must hold an official table hold it (统一表格): every form of the year with a
/// `chapter` in pack.toml. It has no parameters.
///
/// 检查应有统一表格的章节有没有该表，即 pack.toml 中适用于报告年度、写明 `chapter` 的各张表。
/// 没有参数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TableMissing {}

/// Labels of a form that, met in its chapter, show that the table was there before a conversion.
const TRACES: usize = 3;

impl Kind for TableMissing {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] =
            &[
                message("", &["table", "chapter"]),
                message("plain-text", &["table", "chapter"]),
                message("none", &["table"]),
                message("none-plain-text", &["table"]),
            ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let asked: Vec<_> = cx.forms.iter().filter(|it| it.chapter.is_some()).collect();
        if asked.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        // A copy as plain text may have lost its tables on the way.
        let lost = cx.doc.tables.is_empty() && cx.doc.is_plain;
        let (mut findings, mut traces) = (Findings::default(), Vec::new());
        traces.extend(elsewhere::place(cx));
        for form in &asked {
            let key = form.chapter.as_deref().unwrap_or_default();
            let Some(section) = cx.sections_of(key).next() else { continue };
            if cx.doc.forms.iter().any(|it| it.form.id == form.id) {
                continue;
            }
            // A picture, or rests of the table, are for the rule on tables that were not read.
            let pictured = picture(cx, section.whole).or_else(|| elsewhere::place(cx)).is_some();
            if pictured || has_traces(cx, form) {
                traces.push(section.heading);
                continue;
            }
            let finding = Finding::at(section.heading)
                .labelled(Label::Heading)
                .value("table", &form.title)
                .value("chapter", cx.doc.plain(section.title));
            findings.push(if lost {
                finding.variant("plain-text").severity(Severity::Warning)
            } else {
                finding
            });
        }
        if findings.is_empty() && traces.is_empty() && !elsewhere::is_no_report(cx) {
            findings.extend(none(cx, &asked).map(|it| {
                let lower = || it.clone().variant("none-plain-text").severity(Severity::Warning);
                if lost { lower() } else { it }
            }));
        }
        match (findings.is_empty(), traces.is_empty()) {
            (true, false) => Outcome::Undecided(Why::NotNumbers, traces),
            _ => Outcome::of(findings),
        }
    }
}

/// One finding where no chapter holds a table and none stands anywhere else.
fn none(cx: &Context<'_>, asked: &[&&Form]) -> Option<Finding> {
    let there = |form: &Form| {
        cx.doc.forms.iter().any(|it| it.form.id == form.id) || has_traces(cx, form)
    };
    let names = |lang| asked.iter().map(|it| it.title.get(lang)).collect::<Vec<_>>();
    let words = Words { zh: names(Lang::Zh).join("、").into(), en: names(Lang::En).join(", ").into() };
    let finding = Finding::at(cx.title_or_start()).variant("none").value("table", &words);
    (!asked.iter().any(|form| there(form))).then_some(finding)
}

/// A picture in a chapter.
pub(super) fn picture(cx: &Context<'_>, chapter: crate::text::Span) -> Option<crate::text::Span> {
    let pictures = cx.doc.remarks.iter().filter(|it| it.kind == RemarkKind::Picture);
    pictures.map(|it| it.span).find(|it| chapter.contains(*it) || chapter.overlaps(*it))
}

/// Whether labels of a form stand in the text although its table was not read.
pub(super) fn has_traces(cx: &Context<'_>, form: &Form) -> bool {
    let text: String = cx.doc.folded.as_str().chars().filter(|it| !it.is_whitespace()).collect();
    let rows = form.block.iter().flat_map(|it| &it.row).map(|it| &it.label);
    let columns = form.block.iter().flat_map(|it| &it.column).map(|it| &it.label);
    let mut labels: Vec<&Wording> =
        rows.chain(columns).filter(|it| it.chars().count() > 3).collect();
    labels.sort_unstable();
    labels.dedup();
    labels.iter().filter(|it| text.contains(it.as_str())).count() >= TRACES.min(labels.len())
}
