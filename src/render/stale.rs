//! Ignores of a configuration that should go.

use super::Look;
use super::problem::pictures;
use crate::config::{Ignore, Stale};
use crate::report::Severity;
use crate::rule::{Problem, say};
use crate::text::Text;

/// An ignore that is expired or matches nothing.
#[derive(Clone, Debug)]
pub struct StaleIgnore {
    /// The rules it names.
    pub rule: String,
    /// Why it should go.
    pub why: Stale,
    /// Line in the configuration, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What to say of it.
    pub problem: Problem,
}

impl StaleIgnore {
    /// An entry of the configuration that goes by the name of `path`.
    pub fn of(ignore: &Ignore, why: Stale, path: &str, text: &Text) -> Self {
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
        let at = text.position(span.start());
        let (path, source) = (path.to_owned(), text.as_str().to_owned());
        Self {
            rule: ignore.rule.value.clone(),
            why,
            line: at.line,
            column: at.column,
            problem: Problem { path, source, span, message, help: Some(help) },
        }
    }
}

/// Pictures of such entries.
pub fn stale(entries: &[StaleIgnore], look: Look) -> String {
    let problems: Vec<Problem> = entries.iter().map(|it| it.problem.clone()).collect();
    pictures(&problems, Severity::Warning, look.lang.pick("警告", "warning"), look)
}
