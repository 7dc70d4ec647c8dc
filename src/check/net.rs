//! What of the applications that came in were none, or went another way before they were taken up:
//! 收到81件，其中7件不属于政府信息公开申请，实际受理74件.

use crate::engine::Context;
use crate::facts::figures::{Figure, Role};
use crate::numeral::Amount;
use crate::text::{before, from, start_of};

/// Words for what is left of those that came in.
const LEFT: [&str; 5] = ["实际", "有效", "正式", "自办", "登记新收"];

/// Words beside figures for what is not left. What was to be corrected or is a complaint may have been
/// taken up, and is counted.
const GONE: [&str; 23] = [
    "不属于",
    "不属",
    "剔除",
    "扣除",
    "撤回",
    "撤销",
    "并案",
    "合并",
    "误提",
    "误投",
    "测试",
    "放弃",
    "不予受理",
    "未受理",
    "不受理",
    "未达到",
    "转送",
    "转交",
    "移送",
    "移交",
    "非政府信息",
    "无效",
    "中止",
];

/// Words beside figures that may or may not be left: 咨询类7件.
const DOUBTFUL: [&str; 8] = ["补正", "咨询", "信访", "投诉", "重复", "转办", "其他机关", "不明确"];

/// Words from which on the sentence tells what became of those taken up.
const DEALT_WITH: [&str; 3] = ["办结", "答复", "办复"];

/// Figures behind one that are looked at.
const REACH: usize = 12;

/// Characters behind a figure that may say what became of it: 7件不属于政府信息公开申请.
const BEHIND: usize = 14;

/// Whether the sentence says by other figures, before it comes to those dealt with and their outcomes,
/// why of those told at `index` only `net` are left.
pub(super) fn is_accounted_for(cx: &Context<'_>, index: usize, net: Amount) -> bool {
    is_made_up(cx, index, net, &GONE)
}

/// Whether it may be meant to say so, by words that as often tell of applications that count.
pub(super) fn may_be_accounted_for(cx: &Context<'_>, index: usize, net: Amount) -> bool {
    is_made_up(cx, index, net, &DOUBTFUL)
}

fn is_made_up(cx: &Context<'_>, index: usize, net: Amount, words: &[&str]) -> bool {
    let Some(figure) = cx.facts.figures.get(index).filter(|it| it.value > net) else {
        return false;
    };
    let behind = cx.facts.figures.iter().enumerate().skip(index + 1).take(REACH);
    let own = behind.take_while(|(at, it)| {
        it.block == figure.block
            && it.sentence_end == figure.sentence_end
            && !is_outcome(cx, *at)
            && !DEALT_WITH.iter().any(|word| cx.doc.plain(it.label).contains(word))
    });
    let alike: Vec<&Figure> =
        own.map(|it| it.1).filter(|it| it.role == Role::Count && it.unit == figure.unit).collect();
    let gone: Vec<Amount> =
        alike.iter().filter(|it| says(cx, it, words)).map(|it| it.value).collect();
    let sum = gone.iter().try_fold(Amount::ZERO, |sum, it| sum.checked_add(*it));
    let lacking = figure.value.checked_sub(net);
    let left = |it: &&Figure| {
        it.value == net && (says(cx, it, &LEFT) || !gone.is_empty() && says(cx, it, &["受理"]))
    };
    sum == lacking || gone.iter().any(|it| Some(*it) == lacking) || alike.iter().any(left)
}

fn is_outcome(cx: &Context<'_>, figure: usize) -> bool {
    let first = cx.statements.partition_point(|it| it.figure < figure);
    let mut told = cx.statements.iter().skip(first).take_while(|it| it.figure == figure);
    told.any(|it| cx.in_tables.is_of_parts(it))
}

/// Whether one of the words stands beside a figure.
fn says(cx: &Context<'_>, figure: &Figure, words: &[&str]) -> bool {
    let behind = start_of(from(cx.doc.folded.as_str(), figure.folded.end()), BEHIND);
    let clause =
        before(behind, behind.find(['，', '。', '；', '、', '）']).unwrap_or(behind.len()));
    let label = cx.doc.plain(figure.label);
    words.iter().any(|it| label.contains(it) || clause.contains(it))
}
