//! Totals behind their parts: 文件8条、动态12条，合计20条.

use super::list::List;
use super::{Closure, Finder, Group, Known};
use crate::facts::figures::{Figure, Role};

/// Words that add up what stands before them.
const SUMS_UP: [&str; 5] = ["合计", "共计", "总计", "一共", "总共"];
/// Labels that do where they say nothing else.
const ALSO_SUMS_UP: [&str; 2] = ["共", "共有"];
/// Figures before a total that are looked at.
const REACH: usize = 40;
/// Characters of a label that says no more than that: 以上三项合计.
const LONGEST: usize = 6;

impl Finder<'_> {
    /// The parts before a figure that adds them up. Where several figures might be the first part
    /// the reading that adds up is right.
    pub(super) fn before_total(&self, total: usize, known: &Known) -> Option<Group> {
        let head = self.figures.get(total).filter(|it| it.role == Role::Count)?;
        let label = self.doc.plain(head.label);
        let adds_up = SUMS_UP.iter().any(|word| label.ends_with(word));
        let closed = adds_up || ALSO_SUMS_UP.contains(&label);
        if !closed || label.chars().count() > LONGEST || head.unit.is_empty() {
            return None;
        }
        let inside: Vec<usize> = (0..total)
            .rev()
            .take(REACH)
            .take_while(|it| self.figures.get(*it).is_some_and(|it| is_in_sentence(it, head)))
            .collect();
        let is_part =
            |it: &Figure| it.role == Role::Count && it.unit == head.unit && it.depth == head.depth;
        let whole = |index: &usize| self.figures.get(*index).is_some_and(is_part);
        // Those right before the total, and after another figure those further off.
        let near = inside.iter().take_while(|it| whole(it)).count();
        let mut parts: Vec<usize> = inside.iter().copied().filter(whole).collect();
        parts.reverse();
        // A list that has its own total already.
        let first = inside.last().copied().unwrap_or(total);
        let grouped = known.totals.range(first..total).next().is_some();
        if parts.len() < 2 || grouped {
            return None;
        }
        let fits =
            |from: &usize| self.sum(parts.get(*from..).unwrap_or_default()) == Some(head.value);
        let fitting = (0..parts.len() - 1).find(fits);
        let first = parts.len() - near.min(parts.len());
        let others = self.in_units_before(&inside, near);
        let mixed = fitting.is_none() && near >= 2 && !others.is_empty();
        let doubtful = fitting.is_none() && near < 2;
        let mut parts = parts.split_off(fitting.unwrap_or(if near < 2 { 0 } else { first }));
        if mixed {
            parts.splice(0..0, others);
        }
        // A bare 共 may tell of something else.
        let composed = || {
            let start = parts.last().and_then(|it| self.figures.get(*it));
            start.is_some_and(|it| {
                let gap = self.between(it.folded.end(), head.folded.start());
                ["组成", "构成"].iter().any(|word| gap.contains(word))
            })
        };
        let joined = near >= 2 && self.are_joined(&parts, head);
        let closure = if adds_up || joined || composed() { Closure::Stated } else { Closure::Open };
        Some(self.group(total, List { mixed, ..List::of(parts, doubtful) }, closure))
    }
}

impl Finder<'_> {
    /// The members in other units that 、 joins to the `near` ones before a total: 图解18篇、视频6个、
    /// 动漫2个，共26个. `inside` has the figures of the sentence, the last first.
    fn in_units_before(&self, inside: &[usize], near: usize) -> Vec<usize> {
        let figure = |at: usize| self.figures.get(*inside.get(at)?);
        let joined = |at: &usize| {
            let counts =
                figure(*at).is_some_and(|it| it.role == Role::Count && !it.unit.is_empty());
            let next = at.checked_sub(1).and_then(figure);
            counts && next.is_some_and(|it| self.is_joined_on(it))
        };
        let mut members: Vec<usize> = (near..inside.len())
            .take_while(joined)
            .filter_map(|it| inside.get(it).copied())
            .collect();
        members.reverse();
        members
    }

    /// Whether the parts are told in one breath with their total: 书面1件、网络3件，共4件.
    fn are_joined(&self, parts: &[usize], head: &Figure) -> bool {
        let figures: Vec<&Figure> = parts.iter().filter_map(|it| self.figures.get(*it)).collect();
        let label = |it: &Figure| self.doc.folded.to_folded(it.label).start();
        let listed = figures.windows(2).all(|pair| match pair {
            [left, right] => matches!(self.between(left.folded.end(), label(right)), "、" | "和"),
            _ => false,
        });
        let last = figures.last().map_or("", |it| self.between(it.folded.end(), label(head)));
        listed && last == "，"
    }
}

fn is_in_sentence(figure: &Figure, head: &Figure) -> bool {
    figure.block == head.block && figure.sentence_end == head.sentence_end
}
