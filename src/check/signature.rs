//! `signature`: the report is signed and dated (落款).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::report::{Finding, Label, Outcome, Why};

/// The report is signed and dated (落款): the name of the body and a date at its end. Not judged
/// where the report year is not known. It has no parameters.
///
/// 检查落款：末尾应有机关署名和成文日期。报告年度不明的不检查。没有参数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signature {}

impl Kind for Signature {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] =
            &[message("", &[]), message("body", &["date"]), message("date", &["body"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        // A text that no year can be told of may be anything; other rules say so.
        if cx.year.is_none() {
            return Outcome::Inapplicable(Why::NoYear);
        }
        let signature = cx.facts.signature.as_ref();
        let body = signature.and_then(|it| it.body);
        let date = signature.and_then(|it| it.date.as_ref()).map(|it| it.span);
        let words = |span| cx.doc.words(span);
        let finding = match (body, date) {
            (Some(_), Some(_)) => return Outcome::Pass,
            (None, None) => Finding::at(cx.title_or_start()),
            (None, Some(date)) => Finding::at(date)
                .labelled(Label::SigningDate)
                .variant("body")
                .value("date", words(date)),
            (Some(body), None) => Finding::at(body)
                .labelled(Label::Signature)
                .variant("date")
                .value("body", words(body)),
        };
        Outcome::of(finding.into())
    }
}
