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
/// Words after a name that make the report its bearer's.
const OWN: [&str; 4] = ["政府信息公开", "信息公开", "政务公开", "依申请公开"];

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
    let in_title = |span: Span| facts.titles.iter().any(|it| it.span.overlaps(span));
    for block in doc.blocks.iter().filter(|it| it.kind == BlockKind::Paragraph) {
        if in_title(block.span) || doc.in_table(block.span) {
            continue;
        }
        let text = doc.folded.slice(block.folded);
        for (start, clause) in clauses(text) {
            for end in ends(clause) {
                let name = stem(before(clause, end));
                let after = from(clause, end);
                let same = !own.is_empty() && (own.ends_with(&name) || name.ends_with(own));
                if same || OTHERS.iter().any(|it| after.starts_with(it)) {
                    continue;
                }
                let at = block.folded.start() + start;
                let span = doc.folded.to_source(Span::new(at, at + end));
                let used = if OWN.iter().any(|it| after.starts_with(it)) {
                    Use::Reporting
                } else {
                    Use::Acting
                };
                let known = found.entry(hash(&name)).or_insert(Mention { span, used });
                if known.used < used {
                    *known = Mention { span, used };
                }
            }
        }
    }
    found
}

/// Where clauses begin, and their words; a year before the first name belongs to none.
fn clauses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let stops = |char: char| !is_han(char);
    let mut start = 0;
    text.split_inclusive(stops).map(move |clause| {
        let at = start;
        start += clause.len();
        match ["年度", "年"].into_iter().find_map(|it| clause.strip_prefix(it)) {
            Some(rest) => (at + clause.len() - rest.len(), rest),
            None => (at, clause),
        }
    })
}

/// Where names that begin a clause may end.
fn ends(clause: &str) -> impl Iterator<Item = usize> + '_ {
    let chars = clause.char_indices().take(*LENGTHS.end()).enumerate();
    chars.filter_map(|(index, (at, char))| {
        (LENGTHS.contains(&(index + 1)) && LAST.contains(char)).then_some(at + char.len_utf8())
    })
}
