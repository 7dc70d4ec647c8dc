//! Clauses before a claim that count the applications of one office, or of one kind.

use crate::engine::Context;
use crate::indicator::residue;
use crate::text::before;

/// Characters that end the name of an office without a colon, where 机关 and 单位 are the body itself.
const UNITS: [char; 15] =
    ['办', '局', '所', '站', '科', '室', '村', '心', '院', '校', '社', '队', '司', '镇', '乡'];

/// Words behind the name of who received or dealt with applications.
const DID: [&str; 8] = ["收到", "受理", "接收", "接到", "新收", "办理", "答复", "办结"];

/// Whether a clause begins with the name of another office: 县自然资源局收到申请19件.
pub(super) fn is_of_another(cx: &Context<'_>, clause: &str) -> bool {
    let Some(at) = DID.iter().filter_map(|it| clause.find(it)).min() else { return false };
    let left = residue(before(clause, at).trim_end_matches('共'), &[], cx.facts);
    let own = cx.facts.body.iter().any(|it| it.name.contains(&left));
    left.chars().nth(1).is_some() && left.ends_with(UNITS) && !own
}

/// Whether the words hold one number, so that a claim behind them is about no more than that.
pub(super) fn is_sole(words: &str) -> bool {
    let digit = |it: char| it.is_ascii_digit();
    words.split(|it: char| !digit(it)).filter(|it| !it.is_empty()).count() == 1
}

/// Whether the words name the body together with those below it: 我局及下属单位未收到申请.
pub(super) fn names_both(words: &str) -> bool {
    ["下属", "所属", "局属", "直属"].iter().filter_map(|it| words.find(it)).any(|at| {
        let head = before(words, at);
        head.ends_with(['及', '和', '与', '、']) && head.contains(['我', '本', '机'])
    })
}
