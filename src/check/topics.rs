//! `topics`: matters that a chapter must speak of (应当包含的内容).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, elsewhere, message};
use crate::engine::Context;
use crate::facts::body::BodyKind;
use crate::report::{Finding, Label, Outcome, Severity, Why};
use crate::text::Span;

/// Parameters of `[check.topics]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Topics {
    /// The chapters that are looked through; the finding stands at the first. The whole report if
    /// left out; then the finding stands at its title.
    #[serde(default)]
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

/// A stretch of text that is looked through.
struct Place {
    /// Where a finding stands.
    heading: Span,
    /// What it is called.
    name: Span,
    whole: Span,
}

impl Topics {
    fn places(&self, cx: &Context<'_>) -> Vec<Place> {
        if self.chapters.is_empty() {
            let (title, end) = (cx.title_or_start(), cx.doc.text.as_str().len());
            let report = Place { heading: title, name: title, whole: Span::new(title.end(), end) };
            return if elsewhere::is_no_report(cx) { Vec::new() } else { vec![report] };
        }
        let sections = self.chapters.iter().flat_map(|key| cx.sections_of(key));
        sections
            .map(|it| Place { heading: it.heading, name: it.title, whole: it.whole })
            .collect()
    }
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
        let places = self.places(cx);
        let Some(first) = places.first() else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        let spoken = |topic: &&Topic| {
            let said = |it: &Place| {
                let text = cx.doc.plain(it.whole);
                topic.words.iter().any(|word| text.contains(word.as_str()))
            };
            places.iter().any(said)
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
            .value("chapter", cx.doc.plain(first.name))
            .value("missing", list(|it| it.name.as_str(), "、"))
            .value("missing_en", list(|it| it.en.as_str(), ", "));
        let severity = if lenient { Some(Severity::Warning) } else { self.some.filter(|_| !none) };
        Outcome::Fail(vec![severity.into_iter().fold(finding, Finding::severity)])
    }
}
