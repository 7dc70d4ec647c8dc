//! `year-conflict`: title, period, text and signature give different report years (年份矛盾).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::years::{YearEvidence, YearSource};
use crate::report::{Finding, Label, Outcome, Why};

/// Title, period, text and signature give different report years (年份矛盾). It has no parameters.
///
/// 检查标题、统计期限、正文、落款所示的报告年度是否矛盾。没有参数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct YearConflict {}

const VALUES: &[&str] = &["found", "odd", "year"];

impl Kind for YearConflict {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("title", VALUES),
            message("period", VALUES),
            message("signature", VALUES),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        if cx.facts.evidence.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let Some(conflict) = &cx.facts.year_conflict else { return Outcome::Pass };
        let odd = conflict.odd;
        let variant = match odd.source {
            YearSource::Title => "title",
            YearSource::Period => "period",
            YearSource::Words => "",
            YearSource::Signature => "signature",
        };
        let mut finding = Finding::at(odd.span)
            .variant(variant)
            .labelled(label(&odd))
            .value("found", cx.doc.words(odd.span))
            .value("odd", odd.year)
            .value("year", conflict.year);
        for other in &conflict.others {
            finding = finding.related(other.span, label(other));
        }
        Outcome::of(finding.into())
    }
}

fn label(evidence: &YearEvidence) -> Label {
    match evidence.source {
        YearSource::Title => Label::Title,
        YearSource::Period => Label::Period,
        YearSource::Words => Label::Mention,
        YearSource::Signature => Label::SigningDate,
    }
}
