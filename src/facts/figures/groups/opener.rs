//! The words between a total and its parts: 其中, 包括, 分别为, a bracket, a colon.

use super::Closure;
use super::words::{DIVISIONS, LONGEST_GAP, OPENERS};

/// What announces a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Opener {
    /// Whether the list then claims to be complete.
    pub closure: Closure,
    /// Whether a bracket opened around the list.
    pub bracket: bool,
    /// Whether other words stand between the total and the opener: 5件，均已办结，其中…
    pub apart: bool,
}

/// The opener that `gap`, the text between total and first part, holds; `tail` is the rest of the
/// sentence.
pub(super) fn read(gap: &str, tail: &str) -> Option<Opener> {
    // Only one stop may stand between a total and its list: …425条。其中，
    if gap.matches('。').count() > 1 || gap.chars().count() > LONGEST_GAP {
        return None;
    }
    let bracket = gap.starts_with('（') || gap.starts_with("，（");
    let clauses =
        gap.split(['，', '。', '；', '：', '（', ' ']).filter(|clause| !clause.is_empty());
    let mut said = clauses.enumerate().filter_map(|(index, clause)| {
        closure_of(clause, gap, tail).map(|closure| (closure, index > 0))
    });
    let colon = (gap.starts_with('：') || bracket).then_some((Closure::Open, false));
    let (closure, apart) = said.next().or(colon)?;
    Some(Opener { closure, bracket, apart })
}

fn closure_of(clause: &str, gap: &str, tail: &str) -> Option<Closure> {
    // 由…组成 needs its second half: 由镇政府统一发布 announces nothing.
    if clause.starts_with('由') {
        let composed = ["组成", "构成"].iter().any(|word| tail.contains(word));
        return composed.then_some(Closure::Stated);
    }
    let starts = OPENERS.iter().find(|(word, _)| clause.starts_with(word));
    let inside = || DIVISIONS.iter().find(|(word, _)| clause.contains(word) && gap.contains('：'));
    starts.or_else(inside).map(|&(_, closure)| closure)
}
