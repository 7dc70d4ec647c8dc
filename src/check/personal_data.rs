//! `personal-data`: numbers that identify a private person (个人信息).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::contact::PhoneKind;
use crate::report::{Finding, Outcome, Severity};
use crate::rule::Wording;
use crate::text::Span;

/// Numbers that identify a private person (个人信息): identity card numbers, and, as a warning,
/// mobile numbers of private persons. Messages hide the middle of a number.
///
/// 检查个人信息：居民身份证号码，以及（作为警告）个人的手机号码。消息中号码的中间部分隐去。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PersonalData {
    /// Words for private persons: 申请人, 村民. A mobile number is theirs where one stands before
    /// it in its sentence.
    ///
    /// 指称个人的词语，如 `["申请人", "村民"]`；同一句中手机号码之前有其中之一的，视为个人号码。
    persons: Vec<Wording>,
}

impl Kind for PersonalData {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found"]), message("mobile", &["found"])];
        MESSAGES
    }

    fn words_searched(&self) -> usize {
        self.persons.len()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let ids = cx.facts.citizen_ids.iter().map(|&span| {
            let shown = masked(cx.doc.words(span));
            Finding::at(span).value("found", shown)
        });
        let mobiles = cx
            .facts
            .phones
            .iter()
            .filter(|phone| phone.kind == PhoneKind::Mobile && self.is_private(cx, phone.span))
            .map(|phone| {
                Finding::at(phone.span)
                    .variant("mobile")
                    .severity(Severity::Warning)
                    .value("found", masked(cx.doc.words(phone.span)))
            });
        Outcome::of(ids.chain(mobiles).collect())
    }
}

impl PersonalData {
    /// Whether the sentence around `span` speaks of a private person.
    fn is_private(&self, cx: &Context<'_>, span: Span) -> bool {
        let line = cx.doc.text.line(cx.doc.text.line_at(span.start()));
        let head = cx.doc.words(Span::new(line.start(), span.start()));
        let sentence = head.rsplit(['。', '；']).next().unwrap_or(head);
        self.persons.iter().any(|word| sentence.contains(word.as_str()))
    }
}

/// The number with its middle hidden: a message must not publish it once more.
fn masked(number: &str) -> String {
    let count = number.chars().count();
    number
        .chars()
        .enumerate()
        .map(|(at, it)| if at < 3 || at + 2 >= count { it } else { '*' })
        .collect()
}
