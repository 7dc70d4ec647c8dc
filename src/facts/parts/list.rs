//! Splits a list of titles, where the titles themselves hold 、 and 和.

use super::number_length;
use crate::outline::{Letters, Pairs};
use crate::text::{Span, cut, from};

/// Titles at least this alike are the same.
const SAME: f64 = 0.6;
/// Pieces of a list looked at, and pieces that one title may have.
const MOST_PIECES: usize = 48;
const MOST_JOINED: usize = 6;
/// Chapter titles looked at.
const MOST_TITLES: usize = 24;
/// These divide titles, and stand inside of some.
const STRONG: [char; 5] = ['、', '，', '；', ',', ';'];
const WEAK: [&str; 5] = ["以及", "和", "及", "与", "并"];

/// A stretch without separators, and whether the separator before it may also join.
#[derive(Clone, Copy)]
struct Piece {
    span: Span,
    weak: bool,
}

/// Whether words hold at least one separator.
pub(super) fn is_list(words: &str) -> bool {
    words.contains(STRONG)
}

/// The titles listed in `region` of `text`: pieces are joined where together they are one of the
/// report's own `titles`.
pub(super) fn split(text: &str, region: Span, titles: &[&str]) -> Vec<Span> {
    let pieces = pieces(text, region);
    let letters = Letters::of(cut(text, region));
    let pairs = |group: &[Piece]| {
        let words = group.first()?.span.cover(group.last()?.span);
        let start = words.start() - region.start();
        Some(letters.pairs(Span::new(start, start + words.len())))
    };
    let titles: Vec<Pairs> = titles.iter().take(MOST_TITLES).map(|it| Pairs::of(it)).collect();
    // best[i] holds the best value of the pieces from i on, and where the first title there ends.
    let mut best = vec![(0.0, pieces.len()); pieces.len() + 1];
    for start in (0..pieces.len()).rev() {
        let mut here = (f64::NEG_INFINITY, start + 1);
        for end in start + 1..=pieces.len().min(start + MOST_JOINED) {
            let Some(group) = pieces.get(start..end) else { break };
            let rest = best.get(end).map_or(0.0, |it| it.0);
            if let Some(value) = pairs(group).and_then(|pairs| value(group, &pairs, &titles))
                && value + rest > here.0
            {
                here = (value + rest, end);
            }
        }
        if let Some(slot) = best.get_mut(start) {
            *slot = here;
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let (Some(first), Some(&(_, end))) = (pieces.get(at), best.get(at)) {
        let last = end.checked_sub(1).and_then(|last| pieces.get(last)).unwrap_or(first);
        found.push(first.span.cover(last.span));
        at = end.max(at + 1);
    }
    found
}

/// How well a group of pieces, with the pairs of its words, is one of the titles; none if it cannot
/// be one title.
fn value(group: &[Piece], pairs: &Pairs, titles: &[Pairs]) -> Option<f64> {
    let own = count(pairs);
    let near = titles.iter().filter(|title| pairs.similarity_at_most(title) >= SAME);
    let known = near.filter_map(|title| {
        let (alike, other) = (pairs.similarity(title), count(title));
        let shared = alike * (own + other) / 2.0;
        // What the group has too much counts more than what it lacks.
        (alike >= SAME).then(|| shared - (own - shared) - (other - shared) / 2.0)
    });
    let best = known.fold(f64::NEG_INFINITY, f64::max);
    // A title that no chapter bears may hold 和, but is not known to hold 、.
    let plain = group.iter().skip(1).all(|piece| piece.weak);
    #[allow(clippy::cast_precision_loss, reason = "a group has a few pieces")]
    let joined = plain.then(|| 0.1 * (group.len() - 1) as f64);
    joined.into_iter().chain(best.is_finite().then_some(best)).reduce(f64::max)
}

#[allow(clippy::cast_precision_loss, reason = "titles have a few dozen characters")]
fn count(pairs: &Pairs) -> f64 {
    pairs.count() as f64
}

fn pieces(text: &str, region: Span) -> Vec<Piece> {
    let words = cut(text, region);
    let mut pieces = Vec::new();
    let (mut start, mut at, mut weak) = (0, 0, false);
    while at < words.len() && pieces.len() < MOST_PIECES {
        if at == start {
            let number = number_length(from(words, at));
            start += number;
            at += number;
        }
        let rest = from(words, at);
        let joint = WEAK.iter().find(|it| rest.starts_with(**it)).map(|it| (it.len(), true));
        let Some(char) = rest.chars().next() else { break };
        let strong = STRONG.contains(&char).then_some((char.len_utf8(), false));
        let Some((length, soft)) = strong.or(joint) else {
            at += char.len_utf8();
            continue;
        };
        push(&mut pieces, Piece { span: Span::new(start, at).shift(region.start()), weak });
        at += length;
        (start, weak) = (at, soft);
    }
    push(
        &mut pieces,
        Piece { span: Span::new(start, words.len().max(start)).shift(region.start()), weak },
    );
    pieces
}

fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    if !piece.span.is_empty() {
        pieces.push(piece);
    }
}
