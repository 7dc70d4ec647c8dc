//! The figures that a share stands beside.

use super::REACH;
use crate::engine::Context;
use crate::facts::figures::{Figure, Role};
use crate::text::{Span, cut, from};

/// The last figure before a share that stands in no bracket which ends before it: 网站863条（含图解31条），
/// 占65%.
pub(super) fn outside(cx: &Context<'_>, index: usize, share: &Figure) -> Option<usize> {
    let before = cx.facts.figures.get(..index)?.iter().enumerate().rev();
    let mut near = before.take(REACH).take_while(|it| it.1.sentence_end == share.sentence_end);
    near.find(|it| it.1.depth <= share.depth).map(|it| it.0)
}

/// Whether a share stands alone in brackets behind its figure: 图解12篇（48%）.
pub(super) fn is_bracketed(cx: &Context<'_>, part: Option<&Figure>, share: &Figure) -> bool {
    let text = cx.doc.folded.as_str();
    part.filter(|it| it.folded.end() <= share.folded.start()).is_some_and(|part| {
        let between = cut(text, Span::new(part.folded.end(), share.folded.start()));
        between == "（" && from(text, share.folded.end()).starts_with('）')
    })
}

/// The figure whose share it is in a row of shares: 文件70条、动态130条，分别占35%和65%.
pub(super) fn paired(cx: &Context<'_>, index: usize) -> Option<usize> {
    let row = row_of(cx, index)?;
    index.checked_sub(row.len())
}

/// The figures of which the row of shares that holds a share tells.
pub(super) fn row_of(cx: &Context<'_>, index: usize) -> Option<std::ops::Range<usize>> {
    let figures = &cx.facts.figures;
    let share = |at: usize| figures.get(at).is_some_and(|it| it.role == Role::Share);
    let mut first = index;
    while first > 0 && index - first < REACH && share(first - 1) {
        first -= 1;
    }
    let opens = figures.get(first)?;
    let words = cx.doc.plain(opens.label);
    let shares = ["占", "比例", "比重"].iter().any(|it| words.contains(it));
    let several = words.contains("分别") || words.contains("依次");
    if !(several && shares) {
        return None;
    }
    let row = figures.iter().skip(first).take(REACH);
    let row = row.take_while(|it| it.role == Role::Share).count();
    let counts = (0..first).rev().take(row);
    let counted = |at: &usize| {
        figures.get(*at).is_some_and(|it| {
            it.role == Role::Count
                && it.sentence_end == opens.sentence_end
                && it.block == opens.block
        })
    };
    (row > 1 && counts.clone().count() == row && counts.clone().all(|at| counted(&at)))
        .then(|| first - row..first)
}
