//! Which reports are of one body: by the list, else by its name without what the office is called
//! and what lies above it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::roster::short;
use super::sketch::hash;
use super::{Member, Roster};
use crate::facts::body;

/// A body and its reports.
#[derive(Clone, Debug)]
pub struct Unit {
    /// What it is called: as in the list, else as in its first report.
    pub name: String,
    /// Its place in the list.
    pub listed: Option<usize>,
    /// Members by report year; of several the one with the most of its tables read comes first.
    pub reports: BTreeMap<i32, Vec<usize>>,
    /// Members whose year is not known, or disputed within the report.
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
    let names = Names::of(members, roster);
    let mut met: BTreeMap<(Option<usize>, String), usize> = BTreeMap::new();
    let mut of_member = Vec::with_capacity(members.len());
    for (index, member) in members.iter().enumerate() {
        let at = member.body.as_ref().map(|body| {
            names.listed(member, roster).unwrap_or_else(|| {
                let key = (member.scope, names.whole(member.scope, &short(&body.name)));
                *met.entry(key).or_insert_with(|| {
                    units.push(Unit::new(&body.name, None));
                    units.len() - 1
                })
            })
        });
        if let Some(unit) = at.and_then(|it| units.get_mut(it)) {
            match member.year.filter(|_| !member.disputed) {
                Some(year) => unit.reports.entry(year).or_default().push(index),
                None => unit.undated.push(index),
            }
        }
        of_member.push(at);
    }
    for reports in units.iter_mut().flat_map(|it| it.reports.values_mut()) {
        reports.sort_by_key(|it| Reverse(members.get(*it).map_or(0, Member::cells_read)));
    }
    (units, of_member)
}

/// Names of the reports and of the list that goes with them, as whole as they are known.
struct Names {
    /// For names that are the end of just one longer name, that one: 掌起镇 is 慈溪市掌起镇 unless
    /// another city has a 掌起镇 too.
    whole: BTreeMap<(Option<usize>, String), String>,
    /// The bodies of lists by their whole names.
    listed: BTreeMap<(Option<usize>, String), usize>,
}

impl Names {
    fn of(members: &[Member], roster: &Roster) -> Self {
        let own = members.iter().filter_map(|it| Some((it.scope, short(&it.body.as_ref()?.name))));
        let listed = roster
            .bodies
            .iter()
            .flat_map(|body| body.names().map(|name| (Some(body.scope), short(name))));
        // Turned round, the ends of names are beginnings, and what begins alike stands together.
        let turned = |name: &str| name.chars().rev().collect::<String>();
        let mut all: Vec<_> =
            own.chain(listed).map(|(list, name)| (list, turned(&name), name)).collect();
        all.sort_unstable();
        all.dedup();
        let mut whole = BTreeMap::new();
        for (index, (list, short, name)) in all.iter().enumerate() {
            let longer = all.iter().skip(index + 1);
            let longer = longer.take_while(|it| it.0 == *list && it.1.starts_with(short));
            let longer = longer.filter(|it| is_place(&it.2, name)).take(MOST);
            let longer: Vec<_> = longer.collect();
            let longest = longer.iter().max_by_key(|it| it.1.len());
            let one = longest.filter(|it| longer.iter().all(|other| it.1.starts_with(&other.1)));
            if let Some((.., one)) = one.filter(|_| name.chars().count() >= SHORTEST) {
                whole.insert((*list, name.clone()), one.clone());
            }
        }
        let mut names = Self { whole, listed: BTreeMap::new() };
        for (at, body) in roster.bodies.iter().enumerate() {
            let list = Some(body.scope);
            for name in body.names() {
                let whole = names.whole(list, &short(name));
                names.listed.entry((list, whole)).or_insert(at);
            }
        }
        names
    }

    /// The whole name for a name without its office.
    fn whole(&self, list: Option<usize>, name: &str) -> String {
        self.whole.get(&(list, name.to_owned())).map_or(name, String::as_str).to_owned()
    }

    /// The body of its list that a report is of.
    fn listed(&self, member: &Member, roster: &Roster) -> Option<usize> {
        let (list, name) = (member.scope?, &member.body.as_ref()?.name);
        roster.find(list, name).or_else(|| {
            let whole = self.whole(Some(list), &short(name));
            self.listed.get(&(Some(list), whole)).copied()
        })
    }
}

/// Characters of the shortest name that may be the end of another.
const SHORTEST: usize = 3;
/// Longer names that are looked at.
const MOST: usize = 8;
/// Last characters of places that stand before the name of a body.
const PLACES: &str = "省市县区旗州盟";

/// Whether what a longer name has before a shorter one is the name of a place: 慈溪市掌起镇 has one
/// before 掌起镇, 双江口镇 has none before 江口镇.
fn is_place(longer: &str, shorter: &str) -> bool {
    let place = longer.strip_suffix(shorter);
    place.is_some_and(|it| it.chars().count() > 1 && it.ends_with(|last| PLACES.contains(last)))
}

/// The bodies by the hashes of their names without their offices.
pub(super) fn by_hash(units: &[Unit], roster: &Roster) -> BTreeMap<u32, usize> {
    let mut names = BTreeMap::new();
    for (index, unit) in units.iter().enumerate() {
        let listed = unit.listed.and_then(|it| roster.bodies.get(it));
        let aliases = listed.into_iter().flat_map(|it| &it.aliases);
        for name in std::iter::once(&unit.name).chain(aliases) {
            names.entry(hash(&body::stem(name))).or_insert(index);
        }
    }
    names
}

/// The members of every folder by year, where they leave no doubt about it.
pub(super) fn by_folder(members: &[Member]) -> BTreeMap<u32, BTreeMap<i32, Vec<usize>>> {
    let mut folders: BTreeMap<u32, BTreeMap<i32, Vec<usize>>> = BTreeMap::new();
    for (index, member) in members.iter().enumerate() {
        if let Some(year) = member.year.filter(|_| !member.disputed) {
            folders.entry(member.folder).or_default().entry(year).or_default().push(index);
        }
    }
    folders
}
