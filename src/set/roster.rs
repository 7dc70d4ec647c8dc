//! Who must report (应报送单位): the bodies that configurations list.

use std::collections::BTreeMap;

use crate::config::Body;
use crate::date::{Date, days_in_month};
use crate::facts::body::{self, BodyKind};
use crate::fold::Folded;
use crate::text::Span;

/// All bodies that must report.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// The bodies, in the order of their lists.
    pub bodies: Vec<Listed>,
    /// Their names and aliases.
    names: BTreeMap<String, usize>,
    /// Their names without their offices.
    stems: BTreeMap<String, usize>,
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
    /// The name of the body it reports to, folded.
    pub parent: Option<String>,
    /// Month and day by which it must report, in the year after the report year.
    pub deadline: Option<(u32, u32)>,
    /// Which list it stands in: a number that the caller gives.
    pub list: usize,
    /// Where its name stands in that list.
    pub span: Span,
}

impl Roster {
    /// Adds the bodies of a list, which the caller calls `list`. A body that stands in two lists
    /// counts once.
    pub fn add(&mut self, bodies: &[Body], list: usize) {
        for entry in bodies {
            let listed = Listed::of(entry, list);
            if self.names.contains_key(&listed.name) {
                continue;
            }
            let at = self.bodies.len();
            for name in std::iter::once(&listed.name).chain(&listed.aliases) {
                self.names.entry(name.clone()).or_insert(at);
                self.stems.entry(body::stem(name)).or_insert(at);
            }
            self.bodies.push(listed);
        }
    }

    /// The index of the body that goes by this name.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let name = folded(name);
        self.names.get(&name).or_else(|| self.stems.get(&body::stem(&name))).copied()
    }

    /// The body that the one with this index reports to.
    pub(crate) fn parent(&self, index: usize) -> Option<usize> {
        let parent = self.bodies.get(index)?.parent.as_deref()?;
        self.find(parent).filter(|it| *it != index)
    }
}

impl Listed {
    fn of(entry: &Body, list: usize) -> Self {
        let name = folded(&entry.name.value);
        let kind = entry.kind.map(|it| it.value);
        let kind = kind.or_else(|| body::Body::named(&name, Span::at(0)).kind);
        let deadline = entry.deadline.as_ref().and_then(|it| {
            let (month, day) = it.value.split_once('-')?;
            Some((month.parse().ok()?, day.parse().ok()?))
        });
        Self {
            aliases: entry.aliases.iter().map(|it| folded(&it.value)).collect(),
            kind,
            parent: entry.parent.as_ref().map(|it| folded(&it.value)),
            deadline,
            list,
            span: entry.name.span,
            name,
        }
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

/// A name as facts spell it.
pub(super) fn folded(name: &str) -> String {
    Folded::new(name, &[]).as_str().to_owned()
}
