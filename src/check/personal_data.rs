//! `personal-data`: numbers that identify a private person (个人信息).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::contact::PhoneKind;
use crate::report::{Finding, Outcome, Severity};
use crate::text::Span;

/// Parameters of `[check.personal-data]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PersonalData {
    /// Words for private persons; a mobile number in their sentence is taken for theirs.
    persons: Vec<String>,
}

impl Kind for PersonalData {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found"]), message("mobile", &["found"])];
        MESSAGES
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
