//! Which reports are of one body: by the list, else by its name without what the office is called
//! and what lies above it.

use std::collections::BTreeMap;

use super::{Member, Roster};

/// A body and its reports.
#[derive(Clone, Debug)]
pub struct Unit {
    /// What it is called: as in the list, else as in its first report.
    pub name: String,
    /// Its place in the list.
    pub listed: Option<usize>,
    /// Members by report year, in the order of the inputs.
    pub reports: BTreeMap<i32, Vec<usize>>,
    /// Members for which no year is known.
    pub undated: Vec<usize>,
}

impl Unit {
    fn new(name: &str, listed: Option<usize>) -> Self {
        Self { name: name.to_owned(), listed, reports: BTreeMap::new(), undated: Vec::new() }
    }

    /// All its members, by year.
    pub(crate) fn members(&self) -> impl Iterator<Item = usize> + '_ {
        self.reports.values().flatten().chain(&self.undated).copied()
    }
}

/// The bodies with their reports, those of the list first, and the body of each member.
pub(super) fn group(members: &[Member], roster: &Roster) -> (Vec<Unit>, Vec<Option<usize>>) {
    let listed = roster.bodies.iter().enumerate();
    let mut units: Vec<Unit> = listed.map(|(at, it)| Unit::new(&it.name, Some(at))).collect();
    let mut stems: BTreeMap<String, usize> = BTreeMap::new();
    let whole = whole_names(members);
    let mut of_member = Vec::with_capacity(members.len());
    for (index, member) in members.iter().enumerate() {
        let Some(body) = &member.body else {
            of_member.push(None);
            continue;
        };
        let at = roster.find(&body.name).unwrap_or_else(|| {
            let stem = whole.get(body.stem.as_str()).copied().unwrap_or(&body.stem);
            *stems.entry(stem.to_owned()).or_insert_with(|| {
                units.push(Unit::new(&body.name, None));
                units.len() - 1
            })
        });
        if let Some(unit) = units.get_mut(at) {
            match member.year {
                Some(year) => unit.reports.entry(year).or_default().push(index),
                None => unit.undated.push(index),
            }
        }
        of_member.push(Some(at));
    }
    (units, of_member)
}

/// For names that are the end of just one longer name of the set, that one: 掌起镇 is 慈溪市掌起镇
/// unless another city has a 掌起镇 too.
fn whole_names(members: &[Member]) -> BTreeMap<&str, &str> {
    let stems = members.iter().filter_map(|it| it.body.as_ref().map(|body| body.stem.as_str()));
    // Turned round, the ends of names are beginnings, and what begins alike stands together.
    let turned = |stem: &str| stem.chars().rev().collect::<String>();
    let mut all: Vec<(String, &str)> = stems.map(|stem| (turned(stem), stem)).collect();
    all.sort_unstable();
    all.dedup();
    let mut whole = BTreeMap::new();
    for (index, (short, name)) in all.iter().enumerate() {
        let mut longer = all.iter().skip(index + 1).take_while(|it| it.0.starts_with(short));
        if let (Some((_, one)), None) = (longer.next(), longer.next())
            && name.chars().count() >= 3
        {
            whole.insert(*name, *one);
        }
    }
    whole
}
