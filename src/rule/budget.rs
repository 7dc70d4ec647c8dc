//! What all rules may ask for together: time to compile patterns, and room for words.

use super::Problem;
use super::load::{SourceFile, problem};
use super::problem::say;
use crate::check::{Kind, pattern_weight};
use crate::text::Span;

/// Patterns of all rules; the few that are slow to compile count for several.
const MOST_PATTERNS: usize = 2_000;
/// Bytes of all words that their rules look for in one pass.
const MOST_LITERALS: usize = 2 << 20;

/// What the rules that are still to be linted may ask for.
#[derive(Debug)]
pub(super) struct Budget {
    patterns: usize,
    literals: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { patterns: MOST_PATTERNS, literals: MOST_LITERALS }
    }
}

impl Budget {
    /// Takes what the check of a rule asks for; the problem, at a place of its file, where that is too
    /// much.
    pub(super) fn take(
        &mut self,
        kind: &dyn Kind,
        at: Span,
        (path, text): SourceFile<'_>,
    ) -> Option<Problem> {
        let literals: usize = kind.literals().iter().map(|it| it.len()).sum();
        let weigh = |left: usize, it: &str| left.checked_sub(pattern_weight(it));
        let patterns = kind.patterns().into_iter().try_fold(self.patterns, weigh);
        let left = patterns.zip(self.literals.checked_sub(literals));
        if let Some((patterns, literals)) = left {
            *self = Self { patterns, literals };
            return None;
        }
        let message = if patterns.is_none() {
            say(
                format!("全部规则的正则表达式过多：最多 {MOST_PATTERNS} 个，复杂的一个算几个"),
                format!(
                    "all rules together have too many patterns: there may be {MOST_PATTERNS}, \
                     and a complex one counts for several"
                ),
            )
        } else {
            say(
                format!("全部规则要查找的词语共超过 {} MiB", MOST_LITERALS >> 20),
                format!(
                    "the words that all rules look for have more than {} MiB together",
                    MOST_LITERALS >> 20
                ),
            )
        };
        let help = say("减少规则，或分几次检查", "use fewer rules, or check in several runs");
        Some(problem(path, text, at, message, Some(help)))
    }
}
