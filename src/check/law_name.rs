//! `law-name`: the act is called by its name (法规名称).
//!
//! A name in 《》 that differs from the right one in a few characters is a misspelling of it, unless
//! something stands before the right name, as in the name of a local act.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::citations::Act;
use crate::report::{Finding, Outcome, Why};

/// Parameters of `[check.law-name]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LawName {
    /// The full name.
    full: String,
    /// Other right names.
    #[serde(default)]
    also: Vec<String>,
    /// Short names that are wrong.
    #[serde(default)]
    wrong: Vec<Wrong>,
    /// Characters by which a misspelt full name may differ.
    distance: usize,
    /// A misspelling of part of a name that can be corrected without a doubt.
    misspelt: Vec<Wrong>,
}

/// Wrong words and the right ones.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wrong {
    find: String,
    put: String,
}

/// Characters of a right name behind which a longer name may be another act's.
const TELLING: usize = 5;

impl Kind for LawName {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found", "right"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let acts = &cx.facts.citations.acts;
        if acts.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        Outcome::of(acts.iter().filter_map(|act| self.judge(cx, act)).collect())
    }
}

impl LawName {
    fn judge(&self, cx: &Context<'_>, act: &Act) -> Option<Finding> {
        let name = act.name.split('（').next().unwrap_or(&act.name);
        if name == self.full || self.also.iter().any(|it| it == name) {
            return None;
        }
        if let Some(wrong) = self.misspelt.iter().find(|it| name.ends_with(&it.find)) {
            let stem = name.strip_suffix(wrong.find.as_str()).unwrap_or(name);
            let finding = finding(act, name, &format!("{stem}{}", wrong.put));
            let words = cx.doc.words(act.span);
            let at = words.rfind(&wrong.find).map(|at| act.span.start() + at);
            return Some(match at {
                Some(at) => {
                    let span = crate::text::Span::new(at, at + wrong.find.len());
                    finding.replace(span, wrong.put.as_str())
                }
                None => finding,
            });
        }
        let listed = self.wrong.iter().find(|it| it.find == name).map(|it| it.put.as_str());
        let longer = self.also.iter().any(|it| it.chars().count() >= TELLING && name.ends_with(it));
        let close = || {
            let near = strsim::levenshtein(name, &self.full) <= self.distance;
            (near && !longer).then_some(self.full.as_str())
        };
        listed.or_else(close).map(|right| finding(act, name, right))
    }
}

fn finding(act: &Act, found: &str, right: &str) -> Finding {
    Finding::at(act.span).value("found", found).value("right", right)
}
