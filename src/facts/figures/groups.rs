//! Which figures are the parts of which total.
//!
//! A group is recorded whether or not it adds up, so that a person can see what was compared.
//! Nothing is guessed: where a total cannot be singled out there is no group.

mod list;
mod opener;
mod words;

use self::list::List;
use self::words::{CHANNELS, LOOSE, LOOSE_OPENINGS, OPENERS};
use super::{Figure, Role};
use crate::document::Document;
use crate::numeral::Amount;
use crate::text::{Span, before, cut};

/// A total and its parts: indices into the figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// The stated total.
    pub total: usize,
    /// The parts, in order.
    pub parts: Vec<usize>,
    /// Whether the list claims to be complete.
    pub closure: Closure,
    /// A part may count an item that another part counts too: channels of publication.
    pub overlapping: bool,
    /// Words such as 等, 主要 leave the list open, or a figure is rounded.
    pub loose: bool,
    /// Sum of the parts; none where it is too large for a real count.
    pub sum: Option<Amount>,
}

/// What makes a list complete, or leaves it open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Closure {
    /// 分别为, 由…组成, 分为
    Stated,
    /// The last part is 其他.
    Residual,
    /// A section of its own on the categories.
    Section,
    /// 其中, 包括, a bracket: perhaps not all parts.
    Open,
}

/// Finds the groups among `figures`.
pub fn groups(doc: &Document, figures: &[Figure]) -> Vec<Group> {
    let finder = Finder { doc, figures };
    let mut groups: Vec<Group> = Vec::new();
    for total in 0..figures.len() {
        let next = [finder.next(total), finder.next_outside(total)];
        let found = next
            .into_iter()
            .flatten()
            .filter_map(|first| finder.after_total(total, first, &groups));
        let found: Vec<Group> = found.collect();
        groups.extend(found);
    }
    groups.extend(finder.category_sections(&groups));
    groups.sort_by_key(|group| group.total);
    groups
}

struct Finder<'a> {
    doc: &'a Document,
    figures: &'a [Figure],
}

impl Finder<'_> {
    /// The figure after `total`.
    fn next(&self, total: usize) -> Option<usize> {
        let head = self.figures.get(total)?;
        self.figures.get(total + 1).filter(|it| it.block == head.block).map(|_| total + 1)
    }

    /// The figure behind a bracket that follows `total`: 79件（含上年结转8件）。其中，…
    fn next_outside(&self, total: usize) -> Option<usize> {
        let head = self.figures.get(total)?;
        self.figures.get(total + 1).filter(|it| it.depth > head.depth)?;
        let rest = self.figures.iter().enumerate().skip(total + 1);
        let mut rest = rest.take_while(|(_, it)| it.block == head.block);
        rest.find(|(_, it)| it.depth <= head.depth).map(|(index, _)| index)
    }

    /// The parts, from figure `first` on, that an opener announces after a total.
    fn after_total(&self, total: usize, first: usize, known: &[Group]) -> Option<Group> {
        let head =
            self.figures.get(total).filter(|it| it.role == Role::Count && !it.unit.is_empty())?;
        let start = self.figures.get(first).filter(|it| it.depth >= head.depth)?;
        let gap = self.between(head.folded.end(), start.folded.start());
        let gap = if first > total + 1 { gap.rsplit('）').next().unwrap_or(gap) } else { gap };
        let opener = opener::read(gap, self.between(start.folded.end(), start.sentence_end))?;
        let listed = known.iter().find(|group| group.parts.contains(&total));
        // 网络申请4件，全部按时答复，其中…: the second 其中 is about the whole, not the last part.
        let listed = listed.filter(|_| opener.apart).map(|group| group.total);
        if listed.is_none() && self.is_joined(head) {
            return None;
        }
        let total = listed.unwrap_or(total);
        let head = self.figures.get(total)?;
        let list = self.list(head, first, start.depth);
        let enough = list.parts.len() >= 2 || !list.parts.is_empty() && gap.contains("其中");
        let row = !opener.bracket && self.repeats_opener(total, &list.parts);
        (enough && !row).then(|| self.group(total, list, opener.closure))
    }

    /// 23个村和4个社区: what follows is about both, and neither is the whole.
    fn is_joined(&self, head: &Figure) -> bool {
        let text = before(self.doc.folded.as_str(), head.folded.start());
        let near: String = text.chars().rev().take(8).collect();
        let label = self.doc.plain(head.label);
        let joining = |char: char| matches!(char, '和' | '与' | '及' | '、');
        // The first of the eight characters before the number that is not part of its label.
        let outside = near.chars().nth(label.chars().count());
        let begins = outside.is_some_and(joining) && near.contains(|it: char| it.is_ascii_digit());
        begins || label.ends_with(joining)
    }

    /// 涉及甲1件，涉及乙3件 is a row of equals, not a total with its parts.
    fn repeats_opener(&self, total: usize, parts: &[usize]) -> bool {
        let label = |it: usize| self.figures.get(it).map_or("", |it| self.doc.plain(it.label));
        let first = parts.first().map_or("", |&it| label(it));
        OPENERS.iter().filter(|(word, _)| first.starts_with(word)).any(|(word, _)| {
            let second = parts.get(1).is_some_and(|&it| label(it).starts_with(word));
            label(total).starts_with(word) || second
        })
    }

    /// Lists in a section on categories whose total stands in the section before it.
    fn category_sections(&self, known: &[Group]) -> Vec<Group> {
        let sections = self.doc.sections.iter().enumerate();
        sections
            .filter_map(|(index, section)| {
                let title = self.doc.plain(section.title);
                let category = title.contains("类别") || title.contains("分类");
                category.then(|| self.category_section(index, known)).flatten()
            })
            .collect()
    }

    fn category_section(&self, index: usize, known: &[Group]) -> Option<Group> {
        let section = self.doc.sections.get(index)?;
        let inside = self.inside(section.own);
        let first = *inside.first()?;
        if known.iter().any(|group| inside.contains(&group.total)) {
            return None;
        }
        let quantity = index.checked_sub(1).and_then(|it| self.doc.sections.get(it))?;
        let total = self.total_of(quantity.own, known, self.figures.get(first)?.unit)?;
        let list = self.list(self.figures.get(total)?, first, self.figures.get(first)?.depth);
        (list.parts.len() >= 2).then(|| self.group(total, list, Closure::Section))
    }

    /// The one total that a section on the quantity states: the only figure in that unit, or the
    /// first if its own parts follow it.
    fn total_of(&self, section: Span, known: &[Group], unit: &str) -> Option<usize> {
        let counts: Vec<usize> = self
            .inside(section)
            .into_iter()
            .filter(|&it| {
                self.figures.get(it).is_some_and(|it| it.unit == unit && it.role == Role::Count)
            })
            .collect();
        match *counts.as_slice() {
            [only] => Some(only),
            [first, ..] => known.iter().any(|group| group.total == first).then_some(first),
            [] => None,
        }
    }

    fn inside(&self, span: Span) -> Vec<usize> {
        let first = self.figures.partition_point(|it| it.span.start() < span.start());
        let last = self.figures.partition_point(|it| it.span.start() < span.end());
        (first..last).collect()
    }

    fn group(&self, total: usize, list: List, closure: Closure) -> Group {
        let List { parts, doubtful } = list;
        let labels: Vec<&str> = parts
            .iter()
            .filter_map(|&it| self.figures.get(it))
            .map(|it| self.doc.plain(it.label))
            .collect();
        let residual = labels.last().is_some_and(|it| it.contains("其他") || it.contains("其它"));
        let channels =
            labels.iter().filter(|label| CHANNELS.iter().any(|it| label.contains(it))).count();
        let pieces = self.figures.get(total).is_some_and(|it| it.unit != "件");
        let overlapping = pieces && channels >= 1 && channels * 2 >= parts.len();
        let loose = self.is_loose(total, &parts, &labels) && !residual;
        let unsure = doubtful || self.is_unreadable(total, &parts, overlapping);
        Group {
            total,
            closure: if residual { Closure::Residual } else { closure },
            overlapping,
            loose: loose || unsure,
            sum: self.sum(&parts),
            parts,
        }
    }

    /// Whether a figure is rounded, stands for several (各9条) or was not filled in (×条), or a
    /// channel that carried everything makes the sum of channels meaningless.
    fn is_unreadable(&self, total: usize, parts: &[usize], overlapping: bool) -> bool {
        let figures = || parts.iter().chain([&total]).filter_map(|&it| self.figures.get(it));
        let whole = self.figures.get(total).map(|it| it.value);
        let (start, end) = figures().fold((usize::MAX, 0), |(start, end), it| {
            (start.min(it.folded.start()), end.max(it.folded.end()))
        });
        let blank = self.between(start, end).contains(['×', '□', '＿', '_', '?', '？']);
        let all =
            overlapping && parts.iter().any(|&it| self.figures.get(it).map(|it| it.value) == whole);
        blank || all || figures().any(|it| it.vague || self.doc.plain(it.label).ends_with('各'))
    }

    fn is_loose(&self, total: usize, parts: &[usize], labels: &[&str]) -> bool {
        let after = parts
            .last()
            .and_then(|&it| self.figures.get(it))
            .map_or("", |last| self.between(last.folded.end(), last.sentence_end));
        let opening =
            match (self.figures.get(total), parts.first().and_then(|&it| self.figures.get(it))) {
                (Some(head), Some(first)) if head.block == first.block => {
                    self.between(head.folded.end(), self.doc.folded.to_folded(first.label).start())
                }
                _ => "",
            };
        let word = |text: &&str| LOOSE.iter().any(|word| text.contains(word));
        let vague =
            labels.first().is_some_and(|it| LOOSE_OPENINGS.iter().any(|w| it.starts_with(w)));
        after.starts_with('等')
            || vague
            || word(&opening)
            || labels.iter().any(|label| label.ends_with('等'))
    }

    fn sum(&self, parts: &[usize]) -> Option<Amount> {
        parts
            .iter()
            .filter_map(|&it| self.figures.get(it))
            .try_fold(Amount::from(0_u64), |sum, it| sum.checked_add(it.value))
    }

    fn between(&self, start: usize, end: usize) -> &str {
        cut(self.doc.folded.as_str(), Span::new(start, end))
    }
}
