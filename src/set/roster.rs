//! Who must report (应报送单位): the bodies that configurations list.

use std::collections::{BTreeMap, BTreeSet};

use super::spelling::plain;
use crate::config::{Body, Placed};
use crate::date::{Date, days_in_month};
use crate::facts::body::{self, BodyKind};
use crate::fold::Folded;
use crate::rule::{Words, Years};
use crate::text::Span;

/// All bodies that must report.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// The bodies, in the order of their lists.
    pub bodies: Vec<Listed>,
    /// Their names and aliases, by scope.
    names: BTreeMap<(usize, String), usize>,
    /// Their names without their offices, by scope.
    stems: BTreeMap<(usize, String), usize>,
}

/// A body that must report.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its name, folded.
    pub name: String,
    /// Other names it goes by, folded.
    pub aliases: Vec<String>,
    /// Its kind, where the list or the name tells.
    pub kind: Option<BodyKind>,
    /// The name of the body it reports to, folded, and where it stands in the list.
    pub parent: Option<Placed<String>>,
    /// Month and day by which it must report, in the year after the report year.
    pub deadline: Option<(u32, u32)>,
    /// The report years for which it must report.
    pub years: Years,
    /// Which list it stands in: a number that the caller gives.
    pub list: usize,
    /// Where its name stands in that list.
    pub span: Span,
    /// The reports that it holds for: a number that the caller gives.
    pub scope: usize,
    /// How much of the scope is at hand.
    pub at_hand: AtHand,
}

/// How much is at hand of the reports that a list holds for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum AtHand {
    /// All of its folder: a body without a report has none.
    All,
    /// Folders inside its folder; the others may hold more.
    Part,
    /// Single files: nobody is missed.
    #[default]
    Files,
}

impl Roster {
    /// Adds the bodies of a list, which the caller calls `list`, for the reports of a configuration,
    /// which the caller calls `scope`; `at_hand` says how many of these there are.
    pub fn add(&mut self, bodies: &[Body], (list, scope): (usize, usize), at_hand: AtHand) {
        for entry in bodies {
            let listed = Listed { scope, at_hand, ..Listed::of(entry, list) };
            let at = self.bodies.len();
            for name in listed.names() {
                self.names.entry((scope, name.to_owned())).or_insert(at);
                self.stems.entry((scope, plain(name))).or_insert(at);
            }
            self.bodies.push(listed);
        }
    }

    /// The index of the body of a scope that goes by this name.
    pub(crate) fn find(&self, scope: usize, name: &str) -> Option<usize> {
        let name = folded(name);
        let known = self.names.get(&(scope, name.clone()));
        known.or_else(|| self.stems.get(&(scope, plain(&name)))).copied()
    }

    /// For each list the names of those that its bodies report to and that stand in no list beside
    /// them: to the sums of these nothing is held.
    pub(crate) fn unlisted(&self) -> BTreeMap<usize, BTreeSet<&str>> {
        let mut unlisted: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for it in &self.bodies {
            let Some(parent) = it.parent.as_ref().map(|it| it.value.as_str()) else { continue };
            if self.find(it.scope, parent).is_none() {
                unlisted.entry(it.list).or_default().insert(parent);
            }
        }
        unlisted
    }

    /// For each body the one that it reports to: none where that reports to it in turn.
    pub(super) fn parents(&self) -> Vec<Option<usize>> {
        let named = self.named_parents();
        let mut parents = named.clone();
        for index in in_circles(&named) {
            parents.get_mut(index).into_iter().for_each(|it| *it = None);
        }
        parents
    }

    /// A body that reports, from one to the next, to itself, whichever names and lists say so: no
    /// sum could hold.
    pub(crate) fn circle(&self) -> Option<&Listed> {
        let first = in_circles(&self.named_parents()).into_iter().min()?;
        self.bodies.get(first)
    }

    /// Bodies that are one by their names, of which each list may have one: the first and the other.
    pub(crate) fn twins(&self) -> Vec<(&Listed, &Listed)> {
        let of = |it: usize| self.bodies.get(it);
        let twins = super::names::twins(self).into_iter();
        twins.filter_map(|(first, other)| of(first).zip(of(other))).collect()
    }

    /// For each body the one whose name it gives as that of its parent. Where only the name without the
    /// office leads to itself, another may be meant that is in no list.
    fn named_parents(&self) -> Vec<Option<usize>> {
        let parent = |(index, body): (usize, &Listed)| {
            let parent = body.parent.as_ref()?;
            let is_own = || body.names().any(|it| it == parent.value);
            self.find(body.scope, &parent.value).filter(|it| *it != index || is_own())
        };
        self.bodies.iter().enumerate().map(parent).collect()
    }
}

/// The numbers that lead, from one to the next, to themselves.
fn in_circles(next: &[Option<usize>]) -> Vec<usize> {
    let follow = |at: usize| next.get(at).copied().flatten();
    // The walk that met each first: nought for none yet.
    let mut met = vec![0; next.len()];
    let mut circles = Vec::new();
    for walk in 1..=next.len() {
        let mut at = Some(walk - 1);
        while let Some(fresh) = at.and_then(|it| met.get_mut(it)).filter(|it| **it == 0) {
            *fresh = walk;
            at = at.and_then(follow);
        }
        // A walk that comes upon itself has begun to go round.
        let Some(first) = at.filter(|it| met.get(*it) == Some(&walk)) else { continue };
        let round = std::iter::successors(follow(first), |it| follow(*it));
        circles.extend(round.take_while(|it| *it != first).chain([first]));
    }
    circles
}

impl Listed {
    fn of(entry: &Body, list: usize) -> Self {
        let name = folded(&entry.name.value);
        let year = |it: Option<Placed<u32>>| it.and_then(|it| i32::try_from(it.value).ok());
        let kind = entry.kind.map(|it| it.value);
        let kind = kind.or_else(|| body::Body::named(&name, Span::at(0)).kind);
        let deadline = entry.deadline.as_ref().and_then(|it| {
            let (month, day) = it.value.split_once('-')?;
            Some((month.parse().ok()?, day.parse().ok()?))
        });
        Self {
            aliases: entry.aliases.iter().map(|it| folded(&it.value)).collect(),
            kind,
            parent: entry
                .parent
                .as_ref()
                .map(|it| Placed { value: folded(&it.value), span: it.span }),
            deadline,
            years: Years { from: year(entry.from), to: year(entry.to) },
            list,
            span: entry.name.span,
            scope: 0,
            at_hand: AtHand::Files,
            name,
        }
    }

    /// Its name and its aliases.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }

    /// The last day on which its report for `year` is in time, by its own deadline.
    pub(crate) fn due(&self, year: i32) -> Option<Date> {
        let (month, day) = self.deadline?;
        due(year, month, day)
    }
}

/// The day in the year after `year`; the last of the month where it has no such day.
pub(crate) fn due(year: i32, month: u32, day: u32) -> Option<Date> {
    let next = year.checked_add(1)?;
    Date::new(next, month, day.min(days_in_month(Some(next), month)))
}

/// A day as sentences of either language write it.
pub(crate) fn day(date: Date) -> Words {
    let zh = format!("{}年{}月{}日", date.year(), date.month(), date.day());
    Words { zh: zh.into(), en: date.to_string().into() }
}

/// A name as facts spell it.
pub(super) fn folded(name: &str) -> String {
    Folded::new(name, &[]).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::in_circles;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn in_a_circle_is_whoever_is_met_again(
            next in proptest::collection::vec(proptest::option::of(0..12_usize), 12),
        ) {
            let met_again = |start: &usize| {
                let mut at = next[*start];
                (0..12).any(|_| {
                    let met = at == Some(*start);
                    at = at.and_then(|it| next[it]);
                    met
                })
            };
            let mut circles = in_circles(&next);
            circles.sort_unstable();
            prop_assert_eq!(circles, (0..12).filter(met_again).collect::<Vec<_>>());
        }
    }
}
