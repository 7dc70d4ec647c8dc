//! Which reports are of one body: by the list, else by its name without what the office is called
//! and what lies above it.

use std::collections::{BTreeMap, BTreeSet};

use super::sketch::hash;
use super::spelling::{Places, plain, short, spoken};
use super::{Listed, Member, Roster};
use crate::facts::body::{self, BodyKind};
use crate::text::Span;

/// A body and its reports.
#[derive(Clone, Debug)]
pub struct Unit {
    /// What it is called: as in the list, else as in its first report.
    pub name: String,
    /// Its place in the list.
    pub listed: Option<usize>,
    /// Members by report year; of several the one that counts comes first: no draft, with one name in
    /// title and signature, one that corrects another, with the most of its tables read.
    pub reports: BTreeMap<i32, Vec<usize>>,
    /// Members that tell of the body alone (本级), for years for which others tell of all.
    pub apart: BTreeMap<i32, Vec<usize>>,
    /// Members whose year is not known, or disputed within the report.
    pub undated: Vec<usize>,
}

impl Unit {
    fn new(name: &str, listed: Option<usize>) -> Self {
        let (reports, apart, undated) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        Self { name: name.to_owned(), listed, reports, apart, undated }
    }

    /// Sets reports of the body alone apart from those that tell of all.
    fn set_apart(&mut self, members: &[Member]) {
        let is_own = |it: &usize| members.get(*it).is_some_and(Member::is_own_level);
        for (year, reports) in &mut self.reports {
            let own: Vec<usize> = reports.iter().copied().filter(is_own).collect();
            if !own.is_empty() && own.len() < reports.len() {
                reports.retain(|it| !own.contains(it));
                self.apart.insert(*year, own);
            }
        }
    }

    /// Puts the report that counts before the others of its year.
    pub(super) fn sort(&mut self, members: &[Member]) {
        for reports in self.reports.values_mut() {
            reports.sort_by_cached_key(|it| members.get(*it).map(Member::standing));
        }
    }

    /// All its members, by year.
    pub(crate) fn members(&self) -> impl Iterator<Item = usize> + '_ {
        let dated = self.reports.values().chain(self.apart.values());
        dated.flatten().chain(&self.undated).copied()
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
                let key = (member.scope, names.whole(member.scope, &plain(member.name())));
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
    for unit in &mut units {
        unit.set_apart(members);
        unit.sort(members);
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
        let own = members.iter().filter(|it| it.body.is_some());
        let own = own.map(|it| (it.scope, plain(it.name())));
        let listed = roster
            .bodies
            .iter()
            .flat_map(|body| body.names().map(|name| (Some(body.scope), plain(name))));
        // Turned round, the ends of names are beginnings, and what begins alike stands together.
        let turned = |name: &str| name.chars().rev().collect::<String>();
        let mut all: Vec<_> =
            own.chain(listed).map(|(list, name)| (list, turned(&name), name)).collect();
        all.sort_unstable();
        all.dedup();
        let mut places = Places::default();
        for (list, _, name) in &all {
            places.add(*list, name);
        }
        let mut whole = BTreeMap::new();
        for (index, (list, short, name)) in all.iter().enumerate() {
            let longer = all.iter().skip(index + 1);
            let longer = longer.take_while(|it| it.0 == *list && it.1.starts_with(short));
            let longer = longer.filter(|it| places.lead(*list, &it.2, name)).take(MOST);
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
                let whole = names.whole(list, &plain(name));
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
        member.body.as_ref()?;
        let (list, name) = (member.scope?, member.name());
        roster.find(list, name).or_else(|| {
            let whole = self.whole(Some(list), &plain(name));
            self.listed.get(&(Some(list), whole)).copied()
        })
    }
}

/// Bodies of one kind in lists of one scope that are told to be one, each with the one before it: their
/// reports could not be told apart.
pub(super) fn twins(roster: &Roster) -> Vec<(usize, usize)> {
    let names = Names::of(&[], roster);
    let bodies = roster.bodies.iter().enumerate();
    let twin = |(at, body): (usize, &Listed)| {
        let wholes = body.names().map(|it| names.whole(Some(body.scope), &plain(it)));
        let firsts = wholes.filter_map(|it| names.listed.get(&(Some(body.scope), it)).copied());
        let kind = |it: &Listed| body::Body::named(&it.name, Span::at(0));
        // A department without its place may be that of the city. Who took a body's place is another.
        let same = |first: &Listed| {
            let town = kind(body).kind == Some(BodyKind::Twn);
            let plainly = first.names().any(|it| body.names().any(|own| plain(own) == plain(it)));
            kind(first).sub == kind(body).sub
                && (town || plainly)
                && first.years.overlap(body.years)
        };
        let mut firsts = firsts.filter(|it| *it != at && roster.bodies.get(*it).is_some_and(same));
        firsts.next().map(|it| (it, at))
    };
    bodies.filter_map(twin).collect()
}

/// Characters of the shortest name that may be the end of another.
const SHORTEST: usize = 3;
/// Longer names that are looked at.
const MOST: usize = 8;
/// The bodies by the hashes of their names without their offices; those of towns also without the
/// county in which they lie, where no other body is called so.
pub(super) fn by_hash(units: &[Unit], roster: &Roster) -> BTreeMap<u32, usize> {
    let mut names = BTreeMap::new();
    let called = |unit: &Unit| {
        let listed = unit.listed.and_then(|it| roster.bodies.get(it));
        let aliases = listed.into_iter().flat_map(|it| it.aliases.iter().cloned());
        std::iter::once(unit.name.clone()).chain(aliases).collect::<Vec<_>>()
    };
    for (index, unit) in units.iter().enumerate() {
        for name in called(unit) {
            names.entry(hash(&body::stem(&name))).or_insert(index);
        }
    }
    let all: BTreeSet<String> = units.iter().map(|it| short(&it.name)).collect();
    let mut others: BTreeMap<u32, Option<usize>> = BTreeMap::new();
    for (index, unit) in units.iter().enumerate() {
        for name in called(unit) {
            let short = short(&name);
            let bare = spoken(&short, |it| all.contains(it));
            for hash in bare.into_iter().chain([short.as_str()]).map(hash) {
                let one = others.entry(hash).or_insert(Some(index));
                *one = one.filter(|it| *it == index);
            }
        }
    }
    for (hash, index) in others {
        let index = index.filter(|_| !names.contains_key(&hash));
        names.extend(index.map(|it| (hash, it)));
    }
    names
}

/// Lists of one run that are held against each other at most.
const MOST_LISTS: usize = 40;

/// The bodies, each with those of the same name in the lists of other years. Lists are those of
/// years only if all of them name most of the bodies of every other and none has a body with
/// reports for a year that another has too: else they may be those of several counties.
pub(super) fn kin(units: &[Unit], roster: &Roster) -> Vec<Vec<usize>> {
    let (mut lengths, mut called) = (BTreeMap::<_, usize>::new(), BTreeMap::<_, Vec<_>>::new());
    for (index, body) in roster.bodies.iter().enumerate() {
        *lengths.entry(body.scope).or_default() += 1;
        called.entry(plain(&body.name)).or_default().push((body.scope, index));
    }
    let alone = || (0..units.len()).map(|it| vec![it]).collect();
    if !(2..=MOST_LISTS).contains(&lengths.len()) {
        return alone();
    }
    let mut common = BTreeMap::<_, usize>::new();
    for same in called.values() {
        for (at, (one, left)) in same.iter().enumerate() {
            for (two, right) in same.iter().skip(at + 1).filter(|it| it.0 != *one) {
                if units.get(*left).zip(units.get(*right)).is_some_and(|it| both(it.0, it.1)) {
                    return alone();
                }
                *common.entry((*one, *two)).or_default() += 1;
            }
        }
    }
    let lists: Vec<(usize, usize)> = lengths.into_iter().collect();
    let mut pairs = lists
        .iter()
        .enumerate()
        .flat_map(|(at, one)| lists.iter().skip(at + 1).map(move |two| (*one, *two)));
    let agree = pairs.all(|((one, all), (two, others))| {
        let common = [(one, two), (two, one)].iter().filter_map(|it| common.get(it)).sum::<usize>();
        common * 2 > all.min(others)
    });
    if !agree {
        return alone();
    }
    let mut same: Vec<Vec<usize>> =
        called.into_values().map(|it| it.into_iter().map(|it| it.1).collect()).collect();
    let listed: BTreeSet<usize> = same.iter().flatten().copied().collect();
    same.extend((0..units.len()).filter(|it| !listed.contains(it)).map(|it| vec![it]));
    same.sort_unstable();
    same
}

fn both(one: &Unit, two: &Unit) -> bool {
    one.reports.keys().any(|it| two.reports.contains_key(it))
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
