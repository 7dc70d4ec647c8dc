//! Figures that are parts of less than what the table counts.

use crate::engine::Context;
use crate::facts::figures::{Figure, Role};
use crate::indicator::Statement;
use crate::text::{before, from, start_of};

/// Figures of a sentence before one among which its whole is looked for.
const HEADS: usize = 40;

/// Characters behind a figure that may say what it counts: 4件申请, 482件公文.
const OBJECT: usize = 12;

/// Words for what has parts such as those that the table counts: applications, and documents whose
/// disclosure is decided on (公文属性源头认定).
const HAVE_PARTS: [&str; 11] = [
    "申请", "提出", "公文", "文件", "信息", "审核", "审查", "认定", "确定", "制发", "起草",
];

/// Whether a figure is a part of what the table counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    OfAll,
    /// It may be a part of a figure before it that is less: 收到47件，其中网络申请40件，予以公开9件.
    Unclear,
    /// 企业提出的4件申请，予以公开1件; 审核公文482件，不予公开94件.
    OfLess,
}

/// Of which whole a figure is a part, by what its sentence tells before it. One whose own clause names
/// the applications is a part of all of them: 办理建议12件、依申请予以公开9件.
pub(super) fn part_of(cx: &Context<'_>, statement: &Statement<'_>, figure: &Figure) -> Part {
    if !cx.in_tables.is_of_parts(statement) || names_all(cx.doc.plain(figure.label)) {
        return Part::OfAll;
    }
    let mut carried = None;
    let mut nearest = None;
    for index in heads(cx, statement, figure) {
        let Some(head) = cx.facts.figures.get(index) else { continue };
        if is_carried(cx, index) {
            carried.get_or_insert(index);
        } else if cx.in_tables.holds_whole(&head.range) {
            // The applications, or those of some of the applicants behind them.
            return if nearest.is_some() { Part::Unclear } else { Part::OfAll };
        } else if head.value >= figure.value && nearest.is_none() {
            nearest = Some(index);
        }
    }
    match (nearest, carried) {
        (Some(head), _) if is_wrong(cx, head) || !may_have_parts(cx, head) => Part::Unclear,
        (Some(_), _) => Part::OfLess,
        (None, Some(head)) => part_of_carried(cx, head, figure),
        (None, None) => Part::OfAll,
    }
}

/// Whether a label names the applications anew: 办理申请予以公开9件. 依申请 says only on what ground.
fn names_all(label: &str) -> bool {
    label.replace("依申请", "").contains("申请")
}

/// The counts of its sentence before a figure, the nearest first, that are no parts of the same kind,
/// and none of a list that is closed: 自然人41件、企业6件 of 47件.
fn heads<'c>(
    cx: &'c Context<'_>,
    statement: &Statement<'_>,
    figure: &'c Figure,
) -> impl Iterator<Item = usize> + 'c {
    let ahead = cx.facts.figures.get(..statement.figure).unwrap_or_default();
    let sentence = ahead.iter().enumerate().rev().take_while(|it| {
        it.1.block == figure.block && it.1.sentence_end == figure.sentence_end
    });
    let counts = sentence.take(HEADS).filter(|it| {
        it.1.role == Role::Count && it.1.unit == figure.unit && it.1.depth <= figure.depth
    });
    let own = cx.in_tables.divides(statement);
    let beside = move |it: usize| told(cx, it).any(|it| cx.in_tables.divides(it) == own);
    counts.map(|it| it.0).filter(move |it| !beside(*it) && !is_listed(cx, *it))
}

/// What a figure states.
fn told<'c>(cx: &'c Context<'_>, figure: usize) -> impl Iterator<Item = &'c Statement<'c>> {
    let first = cx.statements.partition_point(|it| it.figure < figure);
    cx.statements.iter().skip(first).take_while(move |it| it.figure == figure)
}

fn is_carried(cx: &Context<'_>, figure: usize) -> bool {
    told(cx, figure).any(|it| it.is_carried_in() || it.is_carried_out())
}

/// Whether a figure is a member of a list of several that adds up.
fn is_listed(cx: &Context<'_>, figure: usize) -> bool {
    cx.facts.groups.with_part(figure).any(|it| {
        let total = cx.facts.figures.get(it.total).map(|it| it.value);
        it.parts.len() > 1 && it.sum.is_some() && it.sum == total
    })
}

/// Whether a figure states, without limits, what the table has otherwise.
fn is_wrong(cx: &Context<'_>, figure: usize) -> bool {
    let Some(own) = cx.facts.figures.get(figure).map(|it| it.range) else { return false };
    told(cx, figure).filter(|it| it.plain).any(|it| {
        let held = cx.in_tables.statement(it);
        !held.is_empty() && !held.iter().any(|it| own.meets(&it.range()))
    })
}

fn may_have_parts(cx: &Context<'_>, figure: usize) -> bool {
    let Some(it) = cx.facts.figures.get(figure) else { return false };
    let behind = start_of(from(cx.doc.folded.as_str(), it.folded.end()), OBJECT);
    let object = before(behind, behind.find(['，', '。', '；', '、']).unwrap_or(behind.len()));
    HAVE_PARTS.iter().any(|word| cx.doc.plain(it.label).contains(word) || object.contains(word))
}

/// 上年结转3件，予以公开1件: what became of those carried in, where the table has as many.
fn part_of_carried(cx: &Context<'_>, carried: usize, figure: &Figure) -> Part {
    let Some(head) = cx.facts.figures.get(carried).filter(|it| figure.value <= it.value) else {
        return Part::OfAll;
    };
    let mut cells = told(cx, carried).flat_map(|it| cx.in_tables.statement(it));
    let known = cells.any(|it| head.range.meets(&it.range()));
    if known { Part::OfLess } else { Part::Unclear }
}
