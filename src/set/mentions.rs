//! Names of bodies that a report uses as if they were its own: where a clause begins with one that
//! acts, or whose openness it tells of. Bodies with which it deals (与某镇、向某局) never begin one.

use std::collections::BTreeMap;

use super::sketch::hash;
use crate::document::{BlockKind, Document};
use crate::facts::Facts;
use crate::facts::body::stem;
use crate::text::{Span, before, from, is_han};

/// Last characters of names.
const LAST: &str = "镇乡道县旗区市局厅委办会府处";
/// Characters of the shortest and the longest name.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=16;
/// Words after a name that make its bearer another body.
const OTHERS: [&str; 12] =
    ["、", "和", "与", "及", "等", "印发", "下发", "转发", "发布的", "组织的", "举办的", "交办"];
/// Words after a name, or after a year behind it, that make the report its bearer's.
const OWN: [&str; 3] = ["政府信息公开工作", "信息公开工作", "政府信息公开情况"];
/// Words behind these that make them a document, an event or an office of its bearer's.
const NOT_OWN: [&str; 10] =
    ["要点", "方案", "会议", "培训", "经验", "办公室", "领导小组", "考核", "联席", "制度"];
/// Words before a name with whose bearer the body deals.
const DEALS: [&str; 21] = [
    "与", "和", "同", "及", "、", "向", "对", "由", "经", "受", "赴", "到", "往", "从", "按", "在",
    "给", "请", "根据", "学习", "借鉴",
];

/// What a name does where it stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Use {
    /// It acts.
    Acting,
    /// It is the one whose openness the clause tells of.
    Reporting,
}

/// A name and what it does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Mention {
    pub span: Span,
    pub used: Use,
}

/// The mentions by the hash of the name without its office (掌起镇); of each name the one that is
/// most like the body's own, else the first.
pub(crate) fn of(doc: &Document, facts: &Facts) -> BTreeMap<u32, Mention> {
    let mut found: BTreeMap<u32, Mention> = BTreeMap::new();
    let own = facts.body.as_ref().map_or("", |it| it.stem.as_str());
    let signature = facts.signature.iter().filter_map(|it| it.body);
    let left_out: Vec<Span> = facts.titles.iter().map(|it| it.span).chain(signature).collect();
    for block in doc.blocks.iter().filter(|it| it.kind == BlockKind::Paragraph) {
        if left_out.iter().any(|it| it.overlaps(block.span)) || doc.in_table(block.span) {
            continue;
        }
        let text = doc.folded.slice(block.folded);
        for (start, clause) in clauses(text) {
            for (from_start, end, used) in names(clause) {
                let name = stem(from(before(clause, end), from_start));
                let same = !own.is_empty() && (own.ends_with(&name) || name.ends_with(own));
                if same || OTHERS.iter().any(|it| from(clause, end).starts_with(it)) {
                    continue;
                }
                let at = block.folded.start() + start;
                let span = doc.folded.to_source(Span::new(at + from_start, at + end));
                let known = found.entry(hash(&name)).or_insert(Mention { span, used });
                if known.used < used {
                    *known = Mention { span, used };
                }
            }
        }
    }
    found
}

/// Where names may stand in a clause: at its head, and before words that make the report theirs.
fn names(clause: &str) -> Vec<(usize, usize, Use)> {
    let mut found = Vec::new();
    for end in ends(clause) {
        if is_reporting(from(clause, end)) {
            let starts = before(clause, end).char_indices().rev().take(*LENGTHS.end());
            let starts = starts.map(|(at, _)| at).enumerate();
            let long = starts.filter(|(index, _)| LENGTHS.contains(&(index + 1)));
            let free = long.map(|it| it.1).filter(|at| !deals(before(clause, *at)));
            found.extend(free.map(|at| (at, end, Use::Reporting)));
        } else if before(clause, end).chars().count() <= *LENGTHS.end() {
            found.push((0, end, Use::Acting));
        }
    }
    found
}

/// Whether what follows a name makes the report its bearer's.
fn is_reporting(after: &str) -> bool {
    let undated = after.trim_start_matches(|char: char| char.is_ascii_digit());
    let undated = undated.strip_prefix("年度").or(undated.strip_prefix("年")).unwrap_or(undated);
    let own = OWN.iter().find_map(|it| undated.strip_prefix(it));
    own.is_some_and(|rest| !NOT_OWN.iter().any(|it| rest.starts_with(it)))
}

fn deals(head: &str) -> bool {
    DEALS.iter().any(|it| head.ends_with(it))
}

/// Where clauses begin, and their words; a year before the first name belongs to none.
fn clauses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let stops = |char: char| !is_han(char) && !char.is_ascii_digit();
    let mut start = 0;
    text.split_inclusive(stops).map(move |clause| {
        let at = start;
        start += clause.len();
        let undated = clause.trim_start_matches(|char: char| char.is_ascii_digit());
        match ["年度", "年"].into_iter().find_map(|it| undated.strip_prefix(it)) {
            Some(rest) => (at + clause.len() - rest.len(), rest),
            None => (at, clause),
        }
    })
}

/// Where names may end.
fn ends(clause: &str) -> impl Iterator<Item = usize> + '_ {
    let chars = clause.char_indices().enumerate();
    chars.filter_map(|(index, (at, char))| {
        (index + 1 >= *LENGTHS.start() && LAST.contains(char)).then_some(at + char.len_utf8())
    })
}
