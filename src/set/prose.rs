//! The prose of a report without what every report has or must differ in: tables, headings,
//! figures, years, its own name, titles of acts. What is left is what somebody wrote.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Member;
use super::sketch::pieces;
use super::spelling::PLACES;
use crate::document::{Block, BlockKind, Document};
use crate::facts::Facts;
use crate::facts::body::{Body, SELVES};
use crate::text::{Span, before, from, is_han};

/// Characters that count or number: figures, years and items are masked with them.
const NUMERALS: [char; 18] = [
    '〇', '零', '○', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万',
    '亿', '两',
];
/// A sentence that so many bodies use, and one in so many, is the wording of a common template.
const TEMPLATE: (usize, usize) = (3, 8);
/// Characters of the longest sentence that may be one in whatever reports: what is longer must stand
/// in reports that are otherwise unlike, else it was copied with the rest.
const SHORT: usize = 20;

/// Characters of the shortest name of its own without its place that is masked.
const SHORTEST: usize = 3;

/// A sentence of the prose of a report.
pub(crate) struct Sentence {
    /// The block in which it stands.
    pub block: Span,
    /// Its words, masked.
    pub words: String,
}

/// The sentences of the prose, in order.
pub(crate) fn sentences(doc: &Document, facts: &Facts) -> Vec<Sentence> {
    let own: Vec<&str> = facts.body.as_ref().map(own_names).unwrap_or_default();
    let head = facts.titles.iter().map(|it| it.span).chain(
        facts
            .signature
            .iter()
            .flat_map(|it| it.body.into_iter().chain(it.date.as_ref().map(|date| date.span))),
    );
    let left_out: Vec<Span> = head.collect();
    // Chapters are called alike everywhere; what stands under them is somebody's own words.
    let own_words = |block: &Block| match block.kind {
        BlockKind::Paragraph => true,
        BlockKind::Heading => {
            let section = block.section.and_then(|it| doc.sections.get(it));
            section.is_some_and(|it| it.level > 1)
        }
        BlockKind::Row => false,
    };
    let prose = doc.blocks.iter().filter(|block| {
        own_words(block)
            && !left_out.iter().any(|it| it.overlaps(block.span))
            && !doc.in_table(block.span)
    });
    let mut sentences = Vec::new();
    for block in prose {
        let mut words = without_selves(&without_titles(doc.folded.slice(block.folded)));
        for name in own.iter().filter(|name| !name.is_empty()) {
            if words.contains(name) {
                words = words.replace(name, "");
            }
        }
        let parts = words.split(['。', '；', '！', '？', ';', '\n']).map(masked);
        let parts = parts.filter(|it| !it.is_empty());
        sentences.extend(parts.map(|words| Sentence { block: block.span, words }));
    }
    sentences
}

/// What a report calls its own body by name, the longest first: in full, without its office, and
/// without the places in which it lies (县教育局, 教育局).
fn own_names(body: &Body) -> Vec<&str> {
    let names = [body.name.as_str(), body.stem.as_str()];
    let parts = names.iter().flat_map(|name| {
        let places = name.char_indices().filter(|it| it.0 > 0 && PLACES.contains(it.1));
        places.flat_map(|(at, char)| [from(name, at), from(name, at + char.len_utf8())])
    });
    let mut all: Vec<&str> =
        names.iter().copied().chain(parts.filter(|it| it.chars().count() >= SHORTEST)).collect();
    all.sort_by_key(|it| Reverse(it.len()));
    all.dedup();
    all
}

/// Words without those by which a body speaks of itself: 我镇, 本局.
fn without_selves(words: &str) -> String {
    let mut kept = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find(['我', '本']) {
        kept.push_str(before(rest, at));
        let behind = from(rest, at + '我'.len_utf8());
        if let Some(after) = SELVES.iter().find_map(|it| behind.strip_prefix(it)) {
            rest = after;
        } else {
            kept.push_str(before(from(rest, at), '我'.len_utf8()));
            rest = behind;
        }
    }
    kept.push_str(rest);
    kept
}

/// The words of sentences, one behind the other.
pub(crate) fn words<'s>(sentences: impl Iterator<Item = &'s Sentence>) -> String {
    sentences.map(|it| it.words.as_str()).collect()
}

/// What is not inside 《》.
fn without_titles(words: &str) -> String {
    let mut depth = 0_usize;
    words
        .chars()
        .filter(|char| {
            match char {
                '《' => depth += 1,
                '》' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

fn masked(words: &str) -> String {
    words.chars().filter(|char| is_han(*char) && !NUMERALS.contains(char)).collect()
}

/// Who uses a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Users {
    /// How many bodies.
    pub bodies: usize,
    /// How many of these there are if bodies with reports that are alike count as one.
    pub groups: usize,
}

/// Who uses a sentence, for all that more than one body does. `groups` tells for each body which one
/// stands for it and those alike.
pub(super) fn shared(
    members: &[Member],
    units: &[Option<usize>],
    groups: &[usize],
) -> BTreeMap<u32, Users> {
    let all = members.iter().zip(units);
    let mut uses: Vec<(u32, usize, usize)> = all
        .filter_map(|(member, unit)| Some((member, (*unit)?)))
        .filter_map(|(member, unit)| Some((member, *groups.get(unit)?, unit)))
        .flat_map(|(member, group, unit)| member.sentences.iter().map(move |it| (*it, group, unit)))
        .collect();
    uses.sort_unstable();
    uses.dedup();
    let counts = uses.chunk_by(|one, two| one.0 == two.0).filter(|chunk| chunk.len() > 1);
    let shared = counts.filter_map(|chunk| {
        let groups = chunk.chunk_by(|one, two| one.1 == two.1).count();
        Some((chunk.first()?.0, Users { bodies: chunk.len(), groups }))
    });
    shared.collect()
}

/// Whether a sentence that these of `all` use is the wording of a common template: a short one that
/// enough bodies have, or one that stands in enough reports unlike each other.
pub(super) fn is_template(sentence: &str, users: Users, all: Users) -> bool {
    let is_short = sentence.chars().nth(SHORT).is_none();
    let (users, all) =
        if is_short { (users.bodies, all.bodies) } else { (users.groups, all.groups) };
    users >= TEMPLATE.0 && users.saturating_mul(TEMPLATE.1) >= all
}

/// How like two texts are, in thousandths: twice the common pieces by the pieces of both.
pub(crate) fn likeness(one: &str, two: &str) -> usize {
    let sorted = |text: &str| {
        let mut all: Vec<u64> = pieces(text).collect();
        all.sort_unstable();
        all
    };
    let (one, two) = (sorted(one), sorted(two));
    let (mut left, mut right) = (one.iter().peekable(), two.iter().peekable());
    let mut common = 0_usize;
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => _ = left.next(),
            std::cmp::Ordering::Greater => _ = right.next(),
            std::cmp::Ordering::Equal => {
                common += 1;
                left.next();
                right.next();
            }
        }
    }
    (common * 2_000).checked_div(one.len() + two.len()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Body, Span, own_names, without_selves};

    #[test]
    fn a_body_is_masked_by_whatever_it_calls_itself() {
        for (words, kept) in [
            ("我镇及时公开，本镇村民", "及时公开，村民"),
            ("我街道办理，我单位公开", "办理，公开"),
            ("本年度我们收到，本报告", "本年度我们收到，本报告"),
            ("我局会同本机关", "会同"),
        ] {
            assert_eq!(without_selves(words), kept, "{words}");
        }
        let names = |name: &str| {
            let body = Body::named(name, Span::at(0));
            own_names(&body).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(names("桃溪县教育局"), ["桃溪县教育局", "县教育局", "教育局"]);
        assert!(names("桃溪县河口镇人民政府").contains(&"河口镇".to_owned()));
    }
}
