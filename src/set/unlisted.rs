//! Reports of bodies that stand in no list: which of them may be those of listed bodies under other
//! names.

use std::collections::BTreeMap;

use super::brief::{heads, is_likely};
use super::spelling::{plain, short};
use super::{Listed, Member, Unit};
use crate::text::from;

/// Names that begin alike and are held against one of the list at most.
const MOST: usize = 200;

/// A name in short words and without, and the first report.
type Name = ([String; 2], usize);

/// Reports of bodies that stand in no list.
#[derive(Debug, Default)]
pub(super) struct Unlisted {
    /// How many there are by scope, year and name.
    counts: BTreeMap<(usize, i32, String), usize>,
    /// Their names by scope, year and first character.
    heads: BTreeMap<(usize, i32, char), Vec<Name>>,
}

impl Unlisted {
    pub(super) fn of(units: &[Unit], members: &[Member]) -> Self {
        let mut all = Self::default();
        for unit in units.iter().filter(|it| it.listed.is_none()) {
            let name = plain(&unit.name);
            for (year, reports) in &unit.reports {
                let first = reports.first().and_then(|it| Some((*it, members.get(*it)?.scope?)));
                let Some((first, scope)) = first else { continue };
                all.counts.insert((scope, *year, name.clone()), reports.len());
                let Some(head) = name.chars().next() else { continue };
                let alike = all.heads.entry((scope, *year, head)).or_default();
                alike.push(([name.clone(), short(&unit.name)], first));
            }
        }
        all
    }

    /// How many reports for a year may be those of a body of the list without being known as such:
    /// their bodies go by a part of its name, as do others (城关镇).
    pub(super) fn may_be_of(&self, body: &Listed, year: i32) -> usize {
        let name = plain(&body.name);
        let parts = name.char_indices().map(|it| from(&name, it.0).to_owned());
        let count = |part| self.counts.get(&(body.scope, year, part)).copied();
        parts.filter_map(count).sum()
    }

    /// A report for a year whose body goes by a name that may be short for one of the list, or the
    /// other way about.
    pub(super) fn likely(&self, body: &Listed, year: i32) -> Option<usize> {
        let mut names = body.names().map(|it| [plain(it), short(it)]);
        names.find_map(|names| {
            let heads = names.first().map(|it| heads(it)).unwrap_or_default().into_iter();
            let alike = heads.filter_map(|it| self.heads.get(&(body.scope, year, it)));
            let mut alike = alike.flat_map(|it| it.iter().take(MOST));
            let likely = |other: &[String; 2]| {
                other.iter().zip(&names).any(|(other, own)| is_likely(other, own))
            };
            alike.find(|it| likely(&it.0)).map(|it| it.1)
        })
    }
}
