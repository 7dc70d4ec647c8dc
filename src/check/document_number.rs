//! `document-number`: the form of document numbers (发文字号): 国办发〔2014〕32号.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::examples::apply;
use crate::facts::citations::{DocFlawKind, DocNumber};
use crate::report::{Edit, Finding, Outcome, Why};
use crate::rule::Wording;
use crate::text::{Span, before};

/// The form of document numbers (发文字号): 国办发〔2014〕32号, with these brackets and without 第
/// or leading zeros. Tables are not judged.
///
/// 检查发文字号的写法：应如“国办发〔2014〕32号”，年份用六角括号，序号不加“第”，不编虚位。
/// 表格中的不检查。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DocumentNumber {
    /// Labels of page data, such as 文号 or 索引号: a number right behind one, a colon between or
    /// not, is not the author's. Left out: none.
    ///
    /// 网页信息栏的标签，如 `["文号", "索引号"]`；紧接其后（中间可有冒号）的字号不是报告作者所写，
    /// 不检查。省略时没有。
    #[serde(default)]
    unless_label: Vec<Wording>,
}

impl Kind for DocumentNumber {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", &["found", "right"]),
            message("lost-bracket", &["found", "right"]),
            message("ordinal-word", &["found", "right"]),
            message("padded", &["found", "right"]),
            message("lost-mark", &["found", "right"]),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let numbers = &cx.facts.citations.numbers;
        if numbers.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let own = numbers.iter().filter(|it| !cx.doc.in_table(it.span) && !self.is_data(cx, it));
        Outcome::of(own.filter_map(|it| judge(cx, it)).collect())
    }
}

impl DocumentNumber {
    fn is_data(&self, cx: &Context<'_>, it: &DocNumber) -> bool {
        let start = cx.doc.folded.to_folded(it.span).start();
        let head = before(cx.doc.folded.as_str(), start).trim_end_matches(['：', ':', ' ']);
        self.unless_label
            .iter()
            .any(|label| head.ends_with(label.as_str()) || it.issuer.starts_with(label.as_str()))
    }
}

fn judge(cx: &Context<'_>, it: &DocNumber) -> Option<Finding> {
    let first = it.flaws.first()?;
    let found = cx.doc.words(it.span);
    let finding = Finding::at(it.span).variant(variant(first.kind)).value("found", found);
    let edits: Option<Vec<Edit>> = it
        .flaws
        .iter()
        .map(|flaw| {
            // An issuer may well have numbered its papers so; only the brackets are beyond doubt.
            let sure = matches!(flaw.kind, DocFlawKind::Bracket | DocFlawKind::LostBracket);
            Some(Edit { span: flaw.span, text: flaw.put?.to_owned(), sure })
        })
        .collect();
    let Some(edits) = edits else { return Some(finding.value("right", "")) };
    let start = it.span.start();
    let local = |span: Span| Span::new(span.start() - start, span.end() - start);
    let inside: Vec<Edit> =
        edits.iter().map(|it| Edit { span: local(it.span), ..it.clone() }).collect();
    let finding = finding.value("right", apply(found, &inside));
    Some(edits.into_iter().fold(finding, Finding::edit))
}

fn variant(kind: DocFlawKind) -> &'static str {
    match kind {
        DocFlawKind::Bracket => "",
        DocFlawKind::LostBracket => "lost-bracket",
        DocFlawKind::OrdinalWord => "ordinal-word",
        DocFlawKind::Padded => "padded",
        DocFlawKind::LostMark => "lost-mark",
    }
}
