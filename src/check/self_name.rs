//! `self-name`: the body calls itself what it is (自称): a town does not say 我局.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::report::{Finding, Label, Outcome, Why};
use crate::text::{Span, before, from};

/// Parameters of `[check.self-name]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SelfName {
    /// Bodies by the ending of their names, the longer endings first.
    body: Vec<Names>,
    /// Words that begin with a self-reference and are none: 我局限于.
    #[serde(default)]
    unless: Vec<String>,
    /// What makes a self-reference part of another word: 自我.
    #[serde(default)]
    unless_before: Vec<String>,
}

/// What bodies with one ending call themselves.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Names {
    ends: String,
    own: Vec<String>,
    foreign: Vec<String>,
}

impl Kind for SelfName {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found", "own", "count"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let body = cx.facts.body.as_ref();
        let row = body.and_then(|body| {
            self.body.iter().find(|it| {
                body.stem.ends_with(it.ends.as_str()) || body.name.ends_with(it.ends.as_str())
            })
        });
        let Some(row) = row else { return Outcome::Inapplicable(Why::NothingToCheck) };
        let own: Vec<(Span, &str)> = row.own.iter().flat_map(|it| self.places(cx, it)).collect();
        let mut foreign: Vec<(Span, &str)> =
            row.foreign.iter().flat_map(|it| self.places(cx, it)).collect();
        foreign.sort_unstable();
        // Without its own name, or with less of it, the text may be by that other body.
        let (Some(first), Some((_, name))) = (foreign.first(), own.first()) else {
            return Outcome::Pass;
        };
        if own.len() <= foreign.len() {
            return Outcome::Undecided(Why::Ambiguous, vec![first.0]);
        }
        let finding = Finding::at(first.0)
            .value("found", first.1)
            .value("own", *name)
            .value("count", foreign.len());
        let again = foreign.iter().skip(1).map(|it| it.0);
        Outcome::Fail(vec![finding.all_related(again, Label::Again)])
    }
}

impl SelfName {
    /// Where a self-reference stands in the prose, quotes left out.
    fn places<'a>(&self, cx: &Context<'_>, word: &'a str) -> Vec<(Span, &'a str)> {
        let text = cx.doc.folded.as_str();
        let mut found = Vec::new();
        for (at, _) in text.match_indices(word) {
            let folded = Span::new(at, at + word.len());
            let longer = self.unless.iter().any(|it| from(text, at).starts_with(it.as_str()));
            let inner = self.unless_before.iter().any(|it| before(text, at).ends_with(it.as_str()));
            let span = cx.doc.folded.to_source(folded);
            if !longer && !inner && !cx.in_quotes(folded) && !cx.doc.in_table(span) {
                found.push((span, word));
            }
        }
        found
    }
}
