//! `chapter-order`: the chapters stand in the order of the act or form (章节顺序).

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::document::Section;
use crate::engine::Context;
use crate::report::{Finding, Label, Outcome, Why};

/// The chapters stand in the order in which pack.toml lists them, that of the act or form
/// (章节顺序). It has no parameters.
///
/// 检查章节是否按 pack.toml 所列（即法规或格式规定）的顺序排列。没有参数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChapterOrder {}

/// More chapters than any report has; looking at their order would cost without end.
const MOST: usize = 64;

impl Kind for ChapterOrder {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["chapter", "other"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let ranked = ranked(cx);
        if ranked.len() < 2 {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        if ranked.len() > MOST {
            return Outcome::Undecided(Why::Ambiguous, Vec::new());
        }
        let misplaced = misplaced(&ranked);
        if misplaced.is_empty() || !runs_on(cx) && !is_moved_with_number(cx) {
            return Outcome::Pass;
        }
        Outcome::of(misplaced.into_iter().map(|at| finding(cx, &ranked, at)).collect())
    }
}

/// The chapters whose place in the order is known, each with that place.
fn ranked<'a>(cx: &'a Context<'_>) -> Vec<(usize, &'a Section)> {
    cx.doc
        .chapters()
        .filter_map(|(index, section)| cx.rank_of(index).map(|rank| (rank, section)))
        .collect()
}

/// Indices of the chapters to move: all that are outside the longest run in order.
fn misplaced(ranked: &[(usize, &Section)]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (index, (rank, _)) in ranked.iter().enumerate() {
        let before = ranked.iter().zip(&best).enumerate().take(index);
        let fitting = before.filter(|(_, ((other, _), _))| other <= rank);
        let longest = fitting.map(|(at, (_, (length, _)))| (*length, Reverse(at))).max();
        best.push(longest.map_or((1, None), |(length, Reverse(at))| (length + 1, Some(at))));
    }
    let mut kept = vec![false; ranked.len()];
    let next = best.iter().enumerate().max_by_key(|&(at, it)| (it.0, Reverse(at)));
    let mut next = next.map(|(at, _)| at);
    while let Some(at) = next {
        if let Some(slot) = kept.get_mut(at) {
            *slot = true;
        }
        next = best.get(at).and_then(|it| it.1);
    }
    kept.iter().enumerate().filter(|(_, kept)| !**kept).map(|(at, _)| at).collect()
}

fn finding(cx: &Context<'_>, ranked: &[(usize, &Section)], at: usize) -> Finding {
    let start = cx.doc.text.span();
    let (rank, section) =
        ranked.get(at).map_or((0, start), |(rank, section)| (*rank, section.heading));
    // The neighbour that it should have on its other side.
    let earlier = ranked.iter().take(at).find(|it| it.0 > rank);
    let later = ranked.iter().skip(at + 1).rfind(|it| it.0 < rank);
    let other = earlier.or(later).map(|it| it.1);
    let words = |section: &Section| cx.doc.words(section.title).to_owned();
    let own = ranked.get(at).map(|it| words(it.1)).unwrap_or_default();
    let finding = Finding::at(section)
        .labelled(Label::Heading)
        .value("chapter", own)
        .value("other", other.map(words).unwrap_or_default());
    match other {
        Some(other) => finding.related(other.heading, Label::Other),
        None => finding,
    }
}

/// Whether the ordinals of the chapters run on.
fn runs_on(cx: &Context<'_>) -> bool {
    let values: Vec<u32> = ordinals(cx).map(|(value, _)| value).collect();
    values.iter().zip(values.iter().skip(1)).all(|(left, right)| left + 1 == *right)
}

/// Whether chapters changed places together with their ordinals: sorted by these, every ordinal
/// is there once and the titles are in order. Then the ordinals are right and the places wrong.
pub(super) fn is_moved_with_number(cx: &Context<'_>) -> bool {
    let mut all: Vec<(u32, Option<usize>)> = ordinals(cx).collect();
    all.sort_unstable();
    let first = all.first().map_or(1, |it| it.0);
    let each_once = all.iter().zip(first..).all(|((value, _), wanted)| *value == wanted);
    let ranks: Vec<usize> = all.iter().filter_map(|it| it.1).collect();
    let sorted = ranks.iter().zip(ranks.iter().skip(1)).all(|(left, right)| left <= right);
    each_once && sorted && ranks.len() * 2 > all.len() && !runs_on(cx)
}

fn ordinals(cx: &Context<'_>) -> impl Iterator<Item = (u32, Option<usize>)> {
    cx.doc.chapters().filter_map(|(index, section)| {
        section.marker.as_ref().map(|marker| (marker.value, cx.rank_of(index)))
    })
}
