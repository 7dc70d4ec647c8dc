//! Lists in a section of their own on the categories (类别), whose total stands in the section before.

use super::list::{List, Telling};
use super::words::SOME_ONLY;
use super::{Closure, Finder, Group, Known};
use crate::facts::figures::Role;
use crate::text::Span;

impl Finder<'_> {
    /// Lists in a section on categories whose total stands in the section before it.
    pub(super) fn category_sections(&self, known: &Known) -> Vec<Group> {
        let sections = self.doc.sections.iter().enumerate();
        sections
            .filter_map(|(index, section)| {
                let title = self.doc.plain(section.title);
                let category = title.contains("类别") || title.contains("分类");
                category.then(|| self.category_section(index, known)).flatten()
            })
            .collect()
    }

    fn category_section(&self, index: usize, known: &Known) -> Option<Group> {
        let section = self.doc.sections.get(index)?;
        let inside = self.inside(section.own);
        if known.has_total_in(&inside) {
            return None;
        }
        let quantity = index.checked_sub(1).and_then(|it| self.doc.sections.get(it))?;
        let first = *inside.first()?;
        if let Some(items) = self.category_items(&inside, quantity.own, known) {
            return Some(items);
        }
        let total = self.total_of(quantity.own, known, self.figures.get(first)?.unit)?;
        let start = self.figures.get(first)?.folded.start();
        let ahead = self.doc.folded.to_folded(section.own).start();
        let some = SOME_ONLY.iter().any(|it| self.between(ahead.min(start), start).contains(it));
        let closure = if some { Closure::Open } else { Closure::Section };
        let list = self.list(
            self.figures.get(total)?,
            first,
            self.figures.get(first)?.depth,
            Telling::default(),
        );
        (list.parts.len() >= 2).then(|| self.group(total, list, closure))
    }

    /// A list whose members are lines of their own: 1.机构职能类9条；
    fn category_items(&self, parts: &[usize], quantity: Span, known: &Known) -> Option<Group> {
        let unit = self.figures.get(*parts.first()?)?.unit;
        let mut last = None;
        for &part in parts {
            let figure = self.figures.get(part)?;
            // One count an item, and nothing else.
            if figure.unit != unit || figure.role != Role::Count || last == Some(figure.block) {
                return None;
            }
            last = Some(figure.block);
        }
        let total = self.total_of(quantity, known, unit)?;
        (parts.len() >= 2)
            .then(|| self.group(total, List::of(parts.to_vec(), false), Closure::Section))
    }

    /// The one total that a section on the quantity states: the only figure in that unit, or the
    /// first if its own parts follow it.
    fn total_of(&self, section: Span, known: &Known, unit: &str) -> Option<usize> {
        let counts: Vec<usize> = self
            .inside(section)
            .into_iter()
            .filter(|&it| {
                self.figures.get(it).is_some_and(|it| it.unit == unit && it.role == Role::Count)
            })
            .collect();
        match *counts.as_slice() {
            [only] => Some(only),
            [first, ..] => known.totals.contains(&first).then_some(first),
            [] => None,
        }
    }
}
