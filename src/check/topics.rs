//! `topics`: matters that a chapter must speak of (应当包含的内容).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::document::Section;
use crate::engine::Context;
use crate::facts::body::BodyKind;
use crate::report::{Finding, Label, Outcome, Severity, Why};

/// Parameters of `[check.topics]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Topics {
    /// The chapters that are looked through; the finding stands at the first.
    chapters: Vec<String>,
    /// The kinds of body it concerns; all if empty.
    #[serde(default)]
    bodies: Vec<BodyKind>,
    /// Words in the name of a body that is only warned.
    #[serde(default)]
    lenient: Vec<String>,
    /// The severity where some matters are spoken of.
    #[serde(default)]
    some: Option<Severity>,
    /// The matters.
    topic: Vec<Topic>,
}

/// A matter and the words that show that it is spoken of.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Topic {
    name: String,
    en: String,
    words: Vec<String>,
}

impl Kind for Topics {
    fn messages(&self) -> &'static [Message] {
        const VALUES: &[&str] = &["chapter", "missing", "missing_en"];
        const MESSAGES: &[Message] = &[message("", VALUES), message("none", VALUES)];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        if !self.bodies.is_empty() && !cx.body.is_some_and(|kind| self.bodies.contains(&kind)) {
            return Outcome::Inapplicable(Why::OtherBody);
        }
        let chapters = self.chapters.iter().flat_map(|key| cx.sections_of(key));
        let chapters: Vec<&Section> = chapters.collect();
        let Some(first) = chapters.first() else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        let spoken = |topic: &&Topic| {
            let said = |it: &&Section| {
                let text = cx.doc.plain(it.whole);
                topic.words.iter().any(|word| text.contains(word.as_str()))
            };
            chapters.iter().any(said)
        };
        let missing: Vec<&Topic> = self.topic.iter().filter(|it| !spoken(it)).collect();
        if missing.is_empty() {
            return Outcome::Pass;
        }
        let list = |name: fn(&Topic) -> &str, by: &str| {
            missing.iter().map(|it| name(it)).collect::<Vec<_>>().join(by)
        };
        let none = missing.len() == self.topic.len();
        let body = cx.facts.body.as_ref().map_or("", |it| it.name.as_str());
        let lenient = self.lenient.iter().any(|word| body.contains(word.as_str()));
        let finding = Finding::at(first.heading)
            .labelled(Label::Heading)
            .variant(if none { "none" } else { "" })
            .value("chapter", cx.doc.plain(first.title))
            .value("missing", list(|it| it.name.as_str(), "、"))
            .value("missing_en", list(|it| it.en.as_str(), ", "));
        let severity = if lenient { Some(Severity::Warning) } else { self.some.filter(|_| !none) };
        Outcome::Fail(vec![severity.into_iter().fold(finding, Finding::severity)])
    }
}
