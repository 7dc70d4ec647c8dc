//! Figures that are parts of less than what the table counts.

use crate::engine::Context;
use crate::facts::figures::{Figure, Role};
use crate::indicator::Statement;

/// Figures of a sentence before one among which its whole is looked for.
const HEADS: usize = 40;

/// Whether the sentence tells before a figure of what was received, and of none that the table has:
/// the figure is then part of something smaller. 企业提出的4件申请，予以公开1件; 审核公文482件，不予公开94件.
pub(super) fn is_of_less(cx: &Context<'_>, statement: &Statement<'_>, figure: &Figure) -> bool {
    if !cx.in_tables.is_of_parts(statement) {
        return false;
    }
    let before = cx.facts.figures.get(..statement.figure).unwrap_or_default();
    let sentence = before.iter().enumerate().rev().take_while(|it| {
        it.1.block == figure.block && it.1.sentence_end == figure.sentence_end
    });
    let statements = |index: usize| {
        let first = cx.statements.partition_point(|it| it.figure < index);
        cx.statements.iter().skip(first).take_while(move |it| it.figure == index)
    };
    let counts = sentence.take(HEADS).filter(|(index, it)| {
        let part = statements(*index).any(|it| cx.in_tables.is_of_parts(it));
        it.role == Role::Count && it.unit == figure.unit && !part
    });
    let is_carried =
        |index: usize| statements(index).any(|it| it.is_carried_in() || it.is_carried_out());
    let (carried, wholes): (Vec<_>, Vec<_>) = counts.partition(|it| is_carried(it.0));
    if wholes.is_empty() {
        return carried.iter().any(|it| figure.value <= it.1.value);
    }
    !wholes.iter().any(|it| cx.in_tables.holds_whole(&it.1.range))
}
