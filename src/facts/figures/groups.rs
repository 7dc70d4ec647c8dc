//! Which figures are the parts of which total.
//!
//! A group is recorded whether or not it adds up, so that a person can see what was compared.
//! Nothing is guessed: where a total cannot be singled out there is no group.

mod words;

use self::words::{
    CHANNELS, DIVISIONS, LONGEST_GAP, LOOSE, LOOSE_OPENINGS, NEW_CLAUSE, NEW_MATTER, OPENERS,
};
use super::{Figure, Role};
use crate::document::Document;
use crate::numeral::Amount;
use crate::text::{Span, cut};

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
    let mut groups: Vec<Group> =
        (0..figures.len()).filter_map(|total| finder.after_total(total)).collect();
    groups.extend(finder.category_sections(&groups));
    groups.sort_by_key(|group| group.total);
    groups
}

struct Finder<'a> {
    doc: &'a Document,
    figures: &'a [Figure],
}

impl Finder<'_> {
    /// The parts that an opener announces after a total.
    fn after_total(&self, total: usize) -> Option<Group> {
        let head =
            self.figures.get(total).filter(|it| it.role == Role::Count && !it.unit.is_empty())?;
        let first = self.figures.get(total + 1).filter(|it| it.block == head.block)?;
        let gap = self.between(head.folded.end(), first.folded.start());
        let (closure, opened) = opener(gap)?;
        let parts = self.parts(total, total + 1, opened);
        let enough = parts.len() >= 2 || !parts.is_empty() && gap.contains("其中");
        (enough && !self.repeats_opener(total, &parts)).then(|| self.group(total, parts, closure))
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

    /// The run of figures from `first` on that share the unit of `total`.
    fn parts(&self, total: usize, first: usize, bracket: bool) -> Vec<usize> {
        let Some(head) = self.figures.get(total) else { return Vec::new() };
        let depth = head.depth + usize::from(bracket);
        let mut sentence = self.figures.get(first).map_or(0, |it| it.sentence_end);
        let mut parts: Vec<usize> = Vec::new();
        for (index, figure) in self.figures.iter().enumerate().skip(first) {
            if figure.block != head.block || figure.depth < depth {
                break;
            }
            if figure.depth > depth || figure.role == Role::Share {
                continue;
            }
            if figure.sentence_end > sentence && !self.goes_on(total, &parts, index) {
                break;
            }
            sentence = figure.sentence_end;
            let complete = parts.len() >= 2 && self.sum(&parts) == Some(head.value);
            if complete && self.stop_before(figure)
                || !self.is_part(head, parts.last().copied(), figure)
            {
                break;
            }
            parts.push(index);
        }
        parts
    }

    /// Whether a semicolon or stop stands before the label of `figure`.
    fn stop_before(&self, figure: &Figure) -> bool {
        let label = self.doc.folded.to_folded(figure.label).start();
        crate::text::before(self.doc.folded.as_str(), label).ends_with(['；', '。'])
    }

    /// Whether `figure` goes on the list after the part `last`.
    fn is_part(&self, head: &Figure, last: Option<usize>, figure: &Figure) -> bool {
        let label = self.doc.plain(figure.label);
        let unit = figure.unit == head.unit
            || figure.unit.is_empty() && last.is_some() && self.ends_clause(figure);
        let fresh = last.is_some() && NEW_MATTER.iter().any(|word| label.contains(word));
        let nested = last.is_some() && label.contains("其中");
        let clause =
            self.stop_before(figure) && NEW_CLAUSE.iter().any(|word| label.starts_with(word));
        let fresh = fresh || last.is_some() && clause;
        unit && figure.role == Role::Count && !label.is_empty() && !fresh && !nested
    }

    fn ends_clause(&self, figure: &Figure) -> bool {
        let rest = crate::text::from(self.doc.folded.as_str(), figure.folded.end());
        rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '）', '\n'])
    }

    /// Parts with shares may go on in the next sentence: A…条，占66%。B…条，占34%。
    fn goes_on(&self, total: usize, parts: &[usize], next: usize) -> bool {
        let shared =
            |index: usize| self.figures.get(index + 1).is_some_and(|it| it.role == Role::Share);
        let Some(&last) = parts.last() else { return false };
        let sum = self.sum(parts);
        let below = self.figures.get(total).zip(sum).is_some_and(|(head, sum)| sum < head.value);
        shared(last) && shared(next) && below
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
        let before = index.checked_sub(1).and_then(|it| self.doc.sections.get(it))?;
        let total = self.total_of(before.own, known, self.figures.get(first)?.unit)?;
        let opened = self.figures.get(first)?.depth > 0;
        let head = Figure {
            block: self.figures.get(first)?.block,
            depth: 0,
            ..self.figures.get(total)?.clone()
        };
        let parts = self.list(&head, first, opened);
        let closed = if parts.len() < 2 { return None } else { Closure::Section };
        Some(self.group(total, parts, closed))
    }

    /// The figures of one paragraph that form a list from `first` on.
    fn list(&self, head: &Figure, first: usize, bracket: bool) -> Vec<usize> {
        let depth = usize::from(bracket);
        let mut parts: Vec<usize> = Vec::new();
        for (index, figure) in self.figures.iter().enumerate().skip(first) {
            let over = figure.block != head.block || figure.depth < depth;
            if over || figure.sentence_end > self.figures.get(first).map_or(0, |it| it.sentence_end)
            {
                break;
            }
            if figure.depth > depth || figure.role == Role::Share {
                continue;
            }
            if !self.is_part(head, parts.last().copied(), figure) {
                break;
            }
            parts.push(index);
        }
        parts
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

    fn group(&self, total: usize, parts: Vec<usize>, closure: Closure) -> Group {
        let labels: Vec<&str> = parts
            .iter()
            .filter_map(|&it| self.figures.get(it))
            .map(|it| self.doc.plain(it.label))
            .collect();
        let residual = labels.last().is_some_and(|it| it.contains("其他") || it.contains("其它"));
        let channels =
            labels.iter().filter(|label| CHANNELS.iter().any(|it| label.contains(it))).count();
        let pieces = self.figures.get(total).is_some_and(|it| it.unit != "件");
        let vague =
            parts.iter().chain([&total]).filter_map(|&it| self.figures.get(it)).any(|it| it.vague);
        let loose = self.is_loose(total, &parts, &labels) && !residual;
        Group {
            total,
            closure: if residual { Closure::Residual } else { closure },
            overlapping: pieces && channels >= 1 && channels * 2 >= parts.len(),
            loose: loose || vague,
            sum: self.sum(&parts),
            parts,
        }
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

/// The opener that a gap between total and first part holds, and whether a bracket opened.
fn opener(gap: &str) -> Option<(Closure, bool)> {
    // Only one stop may stand between a total and its list: …425条。其中，
    let apart = gap.matches('。').count() > 1 || gap.chars().count() > LONGEST_GAP;
    let bracket = gap.starts_with('（') || gap.starts_with("，（");
    let colon = gap.starts_with('：') || bracket;
    let clauses =
        gap.split(['，', '。', '；', '：', '（', ' ']).filter(|clause| !clause.is_empty());
    let said = clauses.filter_map(|clause| {
        let starts = |&&(word, _): &&(&str, Closure)| clause.starts_with(word);
        let inside = |&&(word, _): &&(&str, Closure)| clause.contains(word) && gap.contains('：');
        OPENERS.iter().find(starts).or_else(|| DIVISIONS.iter().find(inside))
    });
    let closure = said.map(|&(_, closure)| closure).next().or(colon.then_some(Closure::Open));
    closure.filter(|_| !apart).map(|closure| (closure, bracket))
}
