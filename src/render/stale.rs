//! Ignores of a configuration that should go.

use std::sync::Arc;

use super::Look;
use super::problem::pictures;
use crate::config::{Ignore, Stale};
use crate::report::Severity;
use crate::rule::{Problem, say};
use crate::text::{Position, Text};

/// Entries that are shown in pictures.
const MOST_SHOWN: usize = 20;

/// An ignore that is expired or matches nothing.
#[derive(Clone, Debug)]
pub struct StaleIgnore {
    /// The rules it names.
    pub rule: String,
    /// Why it should go.
    pub why: Stale,
    /// Where in the configuration it begins and ends.
    pub place: (Position, Position),
    /// What to say of it.
    pub problem: Problem,
}

impl StaleIgnore {
    /// An entry of the configuration that goes by the name of `path`, whose text is `source`.
    pub fn of(ignore: &Ignore, why: Stale, path: &str, (text, source): (&Text, &Arc<str>)) -> Self {
        let (message, help, span) = match (why, ignore.until, &ignore.quote) {
            (Stale::Expired, Some(until), _) => (
                say(
                    format!("此项豁免已于 {} 到期，不再有效", until.value),
                    format!("this ignore expired after {}", until.value),
                ),
                say("删去此项；仍需豁免的，写明新的期限", "remove it, or give it a new day"),
                until.span,
            ),
            (_, _, quote) => (
                say("此项豁免没有对应的问题", "this ignore matches no finding"),
                say(
                    "问题已改正的，删去此项；原文有变动的，更新 quote",
                    "remove it if the finding is mended; renew `quote` if the text has changed",
                ),
                quote.as_ref().map_or(ignore.rule.span, |it| it.span),
            ),
        };
        let place = (text.position(span.start()), text.position(span.end()));
        let (path, source) = (path.to_owned(), Arc::clone(source));
        Self {
            rule: ignore.rule.value.clone(),
            why,
            place,
            problem: Problem { path, source, span, message, help: Some(help) },
        }
    }
}

/// Pictures of the first of such entries, and how many more there are.
pub fn stale(entries: &[StaleIgnore], look: Look) -> String {
    let (lead, lang) = (look.lang.pick("警告", "warning"), look.lang);
    let shown = entries.iter().take(MOST_SHOWN).map(|it| &it.problem);
    let mut pictures = pictures(shown, Severity::Warning, lead, look);
    let rest = entries.len().saturating_sub(MOST_SHOWN);
    if rest > 0 {
        pictures += &lang.pick(
            format!("{lead}：另有 {rest} 项豁免应删去或更新，未逐一列出；全部见 --format json。\n"),
            format!(
                "{lead}: {rest} more ignores should be removed or renewed and are not listed; \
                 --format json has them all.\n"
            ),
        );
    }
    pictures
}
