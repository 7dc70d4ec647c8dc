//! The order of packs: what others extend comes first, the built-in packs before all others, so
//! that the last word on a rule is the most local one.

use std::collections::BTreeMap;

use super::load::Files;
use super::load::{problem, span_of};
use super::problem::say;
use super::{Pack, Problem};

/// Sorts packs; those that extend each other in a circle are a problem.
pub(super) fn sort(packs: &mut [Pack], files: &Files<'_>, problems: &mut Vec<Problem>) {
    let depths = depths(packs);
    for pack in
        packs.iter().filter(|it| depths.get(it.id()).is_none_or(|depth| *depth > packs.len()))
    {
        let file = files.of(pack.id(), "pack.toml");
        let at = pack.file.extends.first().map_or(span_of(&pack.file.id), span_of);
        let message = say("规则包互相以对方为基础", "packs extend each other in a circle");
        let help = say("去掉其中一方的 extends", "leave extends out of one of them");
        problems.push(problem(file.0, file.1, at, message, Some(help)));
    }
    let depth = |pack: &Pack| depths.get(pack.id()).copied().unwrap_or_default();
    packs.sort_by_key(|pack| (!pack.builtin, depth(pack)));
}

/// How many packs stand below each; more than there are where they stand in a circle.
fn depths(packs: &[Pack]) -> BTreeMap<String, usize> {
    let mut depths: BTreeMap<String, usize> =
        packs.iter().map(|pack| (pack.id().to_owned(), 0)).collect();
    for _ in 0..=packs.len() {
        for pack in packs {
            let below = pack.file.extends.iter().filter_map(|it| depths.get(it.get_ref().as_str()));
            let depth = below.max().map_or(0, |it| it + 1);
            depths.insert(pack.id().to_owned(), depth);
        }
    }
    depths
}
