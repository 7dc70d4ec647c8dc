//! What all rules may ask for together: time to compile patterns, and room for words.

use super::Problem;
use super::load::{SourceFile, is_builtin, problem};
use super::problem::say;
use crate::check::{Kind, pattern_weight};
use crate::text::Span;

/// Patterns of all rules; the few that are slow to compile count for several.
const MOST_PATTERNS: usize = 2_000;
/// Bytes of all words that their rules look for in one pass.
const MOST_LITERALS: usize = 2 << 20;
/// Words of rules that are not built in for each of which the text is gone through.
const MOST_SEARCHED: usize = 5_000;

/// What the rules that are still to be linted may ask for.
#[derive(Debug)]
pub(super) struct Budget {
    patterns: usize,
    literals: usize,
    searched: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { patterns: MOST_PATTERNS, literals: MOST_LITERALS, searched: MOST_SEARCHED }
    }
}

impl Budget {
    /// Takes what the check of a rule asks for; the problem, at a place of its file, where that is too
    /// much. Then nothing is left of what ran out: many rules that are refused must not take long,
    /// either.
    pub(super) fn take(
        &mut self,
        kind: &dyn Kind,
        at: Span,
        (path, text): SourceFile<'_>,
    ) -> Option<Problem> {
        let message = if !spend(&mut self.patterns, |left| weighed(left, kind)) {
            say(
                format!("全部规则的正则表达式过多：最多 {MOST_PATTERNS} 个，复杂的一个算几个"),
                format!(
                    "all rules together have too many patterns: there may be {MOST_PATTERNS}, \
                     and a complex one counts for several"
                ),
            )
        } else if !spend(&mut self.literals, |left| {
            left.checked_sub(kind.literals().iter().map(|it| it.len()).sum())
        }) {
            say(
                format!("全部规则要查找的词语共超过 {} MiB", MOST_LITERALS >> 20),
                format!(
                    "the words that all rules look for have more than {} MiB together",
                    MOST_LITERALS >> 20
                ),
            )
        } else if !is_builtin(path)
            && !spend(&mut self.searched, |left| left.checked_sub(kind.words_searched()))
        {
            say(
                format!(
                    "全部规则需要逐个通查文字的词语过多：最多 {MOST_SEARCHED} 个，内置规则不计"
                ),
                format!(
                    "all rules together have too many words for each of which the text is gone \
                     through: there may be {MOST_SEARCHED}, built-in rules not counted"
                ),
            )
        } else {
            return None;
        };
        let help = say("减少规则，或分几次检查", "use fewer rules, or check in several runs");
        Some(problem(path, text, at, message, Some(help)))
    }
}

/// What is left of the patterns. To weigh one takes time, so those that are too many are not.
fn weighed(left: usize, kind: &dyn Kind) -> Option<usize> {
    let patterns = kind.patterns();
    let weigh = |left: usize, it: &str| left.checked_sub(pattern_weight(it));
    if patterns.len() > left { None } else { patterns.into_iter().try_fold(left, weigh) }
}

/// Puts what is left in place of a stock; whether it was enough.
fn spend(stock: &mut usize, left: impl FnOnce(usize) -> Option<usize>) -> bool {
    let left = left(*stock);
    *stock = left.unwrap_or_default();
    left.is_some()
}
