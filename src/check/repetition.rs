//! `repetition`: the same words twice where once was meant (词句重复).

use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::running;
use super::{Kind, Message, message};
use crate::document::Block;
use crate::engine::Context;
use crate::facts::{merge, overlapping};
use crate::report::{Finding, Findings, Label, Outcome};
use crate::rule::Wording;
use crate::text::{Span, before, cut, from, is_han, is_letter};

/// The same words twice where once was meant (词句重复): any phrase of four or more Han characters
/// twice in a row, and the words listed. Tables are not judged.
///
/// 检查词句重复：四个汉字以上的词句连续出现两次，以及下列词语的重复。表格中的不检查。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Repetition {
    /// Words written twice, as they would stand there, which no sentence has: 审核审核.
    ///
    /// 连写两遍、正常语句中不会出现的词语，如 `["审核审核"]`。
    doubled: Vec<Wording>,
    /// Words written twice where the second one may begin another word (信息信息化): they are told only
    /// where it does not. Left out: none.
    ///
    /// 连写两遍时后一个可能另成一词（如“信息信息化”）的词语，不另成一词的才报告；省略时没有。
    #[serde(default)]
    joined: Vec<Joined>,
    /// Phrases that one clause needs once only, wherever they stand in it: 本年度内.
    ///
    /// 一个分句只需出现一次的词语，如 `["本年度内"]`，在分句内再次出现即报告。
    once_in_clause: Vec<Wording>,
    /// Phrases, each written once, that may stand twice in a row: 政务公开.
    ///
    /// 可以连续出现两次的词句，每个只写一遍，如 `["政务公开"]`。
    allowed: Vec<Wording>,
}

/// A word written twice, and what shows that the second one begins another word.
///
/// 连写两遍的词语，以及表明后一个另成一词的文字。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Joined {
    /// The words as they would stand there: 信息信息.
    ///
    /// 连写两遍的词语，如 `["信息信息"]`。
    words: Vec<Wording>,
    /// Whether a stop, a digit or the end must follow. Left out: no.
    ///
    /// 后面是否须为标点、数字或者文末；省略时为否。
    #[serde(default)]
    at_end: bool,
    /// Words right behind it that make another word with the second: 人员 in 工作工作人员. Left out: none.
    ///
    /// 紧接在后、与后一个另成一词的文字，如“工作工作人员”中的 `["人员"]`；省略时没有。
    #[serde(default)]
    unless_behind: Vec<Wording>,
    /// Words right before it that make another word with the first: 社会 in 社会组织组织. Left out: none.
    ///
    /// 紧接在前、与前一个另成一词的文字，如“社会组织组织”中的 `["社会"]`；省略时没有。
    #[serde(default)]
    unless_before: Vec<Wording>,
}

impl Joined {
    /// Whether nothing round `place` makes another word of either.
    fn is_slip(&self, text: &str, place: Span) -> bool {
        let (head, tail) = (before(text, place.start()), from(text, place.end()));
        let next = tail.chars().next();
        let ends = next.is_none_or(|it| it.is_ascii_digit() || !is_letter(it));
        (!self.at_end || ends)
            && !self.unless_behind.iter().any(|it| tail.starts_with(it.as_str()))
            && !self.unless_before.iter().any(|it| head.ends_with(it.as_str()))
    }
}

/// Han characters a phrase must have to be found by itself.
const LEAST: usize = 4;
/// Characters of the longest phrase that is looked for.
const MOST: usize = 40;
/// Bytes of a character at most.
const LONGEST_CHAR: usize = 4;
/// Places remembered at once.
const SLOTS: usize = 1021;
/// What parts the points of a list and clauses.
const PAUSES: [char; 6] = ['，', '、', '。', '；', '：', '\n'];
/// What ends a clause; a colon does not.
const CLAUSE_ENDS: [char; 6] = ['，', '。', '；', '！', '？', '\n'];

impl Kind for Repetition {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found"]), message("in-clause", &["found"])];
        MESSAGES
    }

    fn literals(&self) -> Vec<&str> {
        let joined = self.joined.iter().flat_map(|it| &it.words);
        let all = self.doubled.iter().chain(&self.once_in_clause).chain(joined);
        all.map(Wording::as_str).collect()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let mut seen = vec![usize::MAX; SLOTS];
        let mut places: Vec<Span> =
            running(cx.doc).flat_map(|block| self.in_a_row(cx, block, &mut seen)).collect();
        let joined: Vec<(&Joined, &Wording)> =
            self.joined.iter().flat_map(|it| it.words.iter().map(move |word| (it, word))).collect();
        let text = cx.doc.folded.as_str();
        let words = cx.literal_hits().filter_map(|(index, at)| {
            if let Some(word) = self.doubled.get(index) {
                return Some(Span::new(at, at + word.len()));
            }
            let index = index.checked_sub(self.doubled.len() + self.once_in_clause.len())?;
            let (joined, word) = joined.get(index)?;
            let place = Span::new(at, at + word.len());
            joined.is_slip(text, place).then_some(place)
        });
        let in_a_row = merge(places.clone());
        let mut last = Span::at(0);
        for word in words {
            if overlapping(&in_a_row, word).is_none() && !last.overlaps(word) {
                places.push(word);
                last = word;
            }
        }
        let mut findings: Findings =
            places.into_iter().filter_map(|folded| finding(cx, folded)).collect();
        findings.append(self.in_clauses(cx));
        findings.sort_by_key(|it| it.primary.span);
        Outcome::of(findings)
    }
}

impl Repetition {
    /// Phrases of four characters and more that stand twice in a row. Where the first four come
    /// again within reach, the phrase between is held against what follows. `seen` has the place
    /// where four characters were met last, or others that share its slot; places of earlier blocks
    /// are none.
    fn in_a_row(&self, cx: &Context<'_>, block: &Block, seen: &mut [usize]) -> Vec<Span> {
        let (text, base) = (cx.doc.folded.slice(block.folded), block.folded.start());
        let mut found: Vec<Span> = Vec::new();
        for (middle, slot) in slots(text) {
            let Some(slot) = seen.get_mut(slot) else { continue };
            let last = std::mem::replace(slot, base + middle);
            let Some(start) = last.checked_sub(base).filter(|it| *it < middle) else { continue };
            let first = cut(text, Span::new(start, middle));
            let near = first.len() <= MOST * LONGEST_CHAR;
            if !near || !from(text, middle).starts_with(first) {
                continue;
            }
            let span = Span::new(start, middle + first.len());
            let fresh = found.last().is_none_or(|last| last.end() <= start);
            let length = (LEAST..=MOST).contains(&first.chars().count());
            if fresh && length && self.is_phrase(first) && stands_apart(text, span, first) {
                found.push(span);
            }
        }
        found.into_iter().map(|span| span.shift(base)).collect()
    }

    fn is_phrase(&self, words: &str) -> bool {
        let han = words.chars().filter(|&char| is_han(char)).count();
        let various = words.chars().any(|char| !words.starts_with(char));
        // 一个单位一个单位 is one after the other, 好！好！ an exclamation.
        let meant = words.starts_with('一') || words.contains(['！', '？', '!', '?']);
        han >= LEAST && various && !meant && !self.allowed.iter().any(|it| it == words)
    }

    /// Phrases that stand twice in one clause.
    fn in_clauses(&self, cx: &Context<'_>) -> Findings {
        let text = cx.doc.folded.as_str();
        let mut last: Option<(usize, Span)> = None;
        let mut findings = Findings::default();
        for (index, at) in cx.literal_hits() {
            let Some(words) =
                index.checked_sub(self.doubled.len()).and_then(|it| self.once_in_clause.get(it))
            else {
                continue;
            };
            let here = Span::new(at, at + words.len());
            if let Some((before, first)) = last
                && before == index
                && !cut(text, Span::new(first.end(), here.start())).contains(CLAUSE_ENDS)
            {
                let first = cx.doc.folded.to_source(first);
                let found = finding(cx, here)
                    .map(|it| it.variant("in-clause").related(first, Label::Other));
                findings.extend(found);
            }
            last = Some((index, here));
        }
        findings
    }
}

/// Whether a phrase with a pause in it is repeated from pause to pause: in 副书记，副书记兼主任 the
/// second is another point of the list, and 有了甲，有了甲， goes on from the first.
fn stands_apart(text: &str, span: Span, words: &str) -> bool {
    let pause = |char: char| PAUSES.contains(&char);
    let starts = before(text, span.start()).chars().next_back().is_none_or(pause);
    let ends = from(text, span.end()).chars().next().is_none_or(pause);
    !words.contains(PAUSES)
        || (starts || words.starts_with(PAUSES)) && (ends || words.ends_with(PAUSES))
}

/// Where every [`LEAST`] characters in a row begin, and the slot in which their last place is kept;
/// others may share it.
fn slots(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    /// What a character counts for that is no longer among them.
    #[allow(clippy::cast_possible_truncation, reason = "there are four")]
    const GONE: u32 = 31_u32.pow(LEAST as u32);
    let gone = std::iter::repeat_n(0, LEAST).chain(text.chars().map(u32::from));
    let mut hash = 0_u32;
    let hashes = text.chars().zip(gone).map(move |(char, gone)| {
        hash = hash.wrapping_mul(31).wrapping_add(char.into());
        hash = hash.wrapping_sub(gone.wrapping_mul(GONE));
        hash as usize % SLOTS
    });
    text.char_indices().map(|it| it.0).zip(hashes.skip(LEAST - 1))
}

fn finding(cx: &Context<'_>, folded: Span) -> Option<Finding> {
    let span = cx.doc.folded.to_source(folded);
    let words = cx.doc.folded.slice(folded);
    (!cx.doc.in_table(span)).then(|| Finding::at(span).value("found", words))
}
