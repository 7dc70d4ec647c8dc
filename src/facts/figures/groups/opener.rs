//! The words between a total and its parts: 其中, 包括, 分别为, a bracket, a colon.

use super::Closure;
use super::words::{DIVISIONS, LONGEST_GAP, OPENERS};
use crate::text::is_han;

/// Characters of the name of what is counted, between its unit and a bracket.
const OBJECT_MAX: usize = 6;

/// What announces a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Opener {
    /// Whether the list then claims to be complete.
    pub closure: Closure,
    /// Whether a bracket opened around the list.
    pub bracket: bool,
    /// How it follows the total.
    pub lead: Lead,
    /// Whether the names of the parts stand before their figures: 网站、微信分别公开8条和5条.
    pub shared: bool,
}

/// How an opener follows its total.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lead {
    /// At once: 5件，其中…
    Direct,
    /// Behind other words: 5件，均已办结，其中…
    Apart,
    /// Taking up what the total counts: 公告公示54条，公告公示中…
    Again,
}

/// The opener that `gap`, the text between total and first part, holds; `label` says what the total
/// counts, `tail` is the rest of the sentence.
pub(super) fn read(gap: &str, label: &str, tail: &str) -> Option<Opener> {
    // Only one stop may stand between a total and its list: …425条。其中，
    if gap.matches('。').count() > 1 || gap.chars().count() > LONGEST_GAP {
        return None;
    }
    // 211项信息（许可54项、其他37项）: what is counted may stand before the bracket.
    let object = gap.split('（').next().unwrap_or_default();
    let named = object.chars().count() <= OBJECT_MAX && object.chars().all(is_han);
    // 8个县（市、区）局 opens none.
    let open = gap.matches('（').count() > gap.matches('）').count();
    let bracket = open && (named || gap.starts_with("，（"));
    let clauses =
        gap.split(['，', '。', '；', '：', '（', ' ']).filter(|clause| !clause.is_empty());
    let mut said = clauses.enumerate().filter_map(|(index, clause)| {
        let again = takes_up(clause, label);
        let closure = closure_of(clause, gap, tail).or(again.then_some(Closure::Open))?;
        let apart = if index > 0 { Lead::Apart } else { Lead::Direct };
        Some((closure, if again { Lead::Again } else { apart }))
    });
    let colon = (gap.starts_with('：') || bracket).then_some((Closure::Open, Lead::Direct));
    let (closure, lead) = said.next().or(colon)?;
    let shared =
        gap.rsplit(['，', '。', '；', '：', '（']).next().is_some_and(|it| it.contains("分别"));
    Some(Opener { closure, bracket, lead, shared })
}

fn closure_of(clause: &str, gap: &str, tail: &str) -> Option<Closure> {
    // 由…组成 needs its second half: 由镇政府统一发布 announces nothing.
    let composed = |text: &str| ["组成", "构成"].iter().any(|word| text.contains(word));
    if clause.contains('由') && (composed(tail) || composed(clause)) {
        return Some(Closure::Stated);
    }
    let starts = OPENERS.iter().find(|(word, _)| clause.starts_with(word));
    let inside = || DIVISIONS.iter().find(|(word, _)| clause.contains(word) && gap.contains('：'));
    starts.or_else(inside).map(|&(_, closure)| closure).or_else(|| shared(clause))
}

/// The names of all parts before their figures: 网络、信函、当面申请分别为5件、2件、1件 claims to be
/// complete; two names, or 分别公开8条和5条, may leave others out.
fn shared(clause: &str) -> Option<Closure> {
    let (names, rest) = clause.split_once("分别")?;
    let stated = rest.starts_with(['为', '是', '有']);
    let span = names.contains("季度") || names.contains("半年");
    match names.matches('、').count() + usize::from(names.contains(['和', '及'])) {
        0 if span => Some(Closure::Stated),
        0 => None,
        1 if !span => Some(Closure::Open),
        _ => Some(if stated { Closure::Stated } else { Closure::Open }),
    }
}

/// Whether a clause takes up the last words of a label: 公告公示54条，公告公示中征地类25条.
fn takes_up(clause: &str, label: &str) -> bool {
    let Some((words, _)) = clause.split_once('中') else { return false };
    words.chars().count() >= 2 && label.ends_with(words)
}
