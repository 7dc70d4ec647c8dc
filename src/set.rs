//! Several reports held against each other: two years of one body (跨年衔接), and the bodies of one
//! place (汇总).
//!
//! Of every report that was judged only a [`Member`] is kept, a few kilobytes, so that memory does
//! not grow with the texts. Kinds of check that compare reports (`Across`) look in two steps:
//! over the members they say which reports [need a look](Suspicion); only these are opened again,
//! and in their texts the kind finds the places, or finds that there is nothing to tell.

mod brief;
mod copies;
mod judge;
mod kin;
mod member;
mod mentions;
mod names;
pub(crate) mod prose;
mod roster;
mod sketch;
mod spelling;
#[cfg(test)]
mod tests;
mod unlisted;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use self::copies::same_words;
pub use self::judge::{Case, cases, verdict};
pub(crate) use self::member::place;
pub use self::member::{Member, Taking};
pub(crate) use self::mentions::{Mention, Use, of as mentions};
pub use self::names::Unit;
pub use self::roster::{AtHand, Listed, Roster};
pub(crate) use self::roster::{day, due};
pub(crate) use self::sketch::Sketch;
pub(crate) use self::spelling::without_party;
use self::unlisted::Unlisted;
use crate::date::Date;
use crate::document::Document;
use crate::engine::Verdict;
use crate::facts::Facts;
use crate::facts::body::{self, Body, BodyKind};
use crate::report::Findings;
use crate::text::Span;

/// What a kind that compares reports does.
pub(crate) trait Across {
    /// The reports that need a look, over all that are there. Must be about linear in their number.
    fn suspects(&self, set: &Set<'_>) -> Vec<Suspicion>;

    /// Looks at the reports of a suspicion; no findings if it was unfounded.
    fn look(&self, cx: &Comparison<'_>) -> Findings;

    /// Whether it sees itself to bodies that have several reports for a year; of others what they say
    /// of such a report is a doubt.
    fn weighs_rivals(&self) -> bool {
        false
    }

    /// Whether its findings lie in the list of bodies and not in reports.
    fn is_of_list(&self) -> bool {
        false
    }
}

/// Where findings of a comparison lie.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Main {
    /// In the list of bodies, at the one with this index: it has no report to point into.
    List(usize),
    /// In the report of the member with this index.
    Report(usize),
}

/// Reports that need a look.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suspicion {
    /// Where findings would lie.
    pub main: Main,
    /// Members that it is held against.
    pub others: Vec<usize>,
    /// The report year concerned.
    pub year: Option<i32>,
}

/// All reports of a run, by body and year.
#[derive(Debug)]
pub struct Set<'r> {
    /// What is kept of each report, in the order of the inputs.
    pub members: Vec<Member>,
    /// Who must report, where a list says so.
    pub roster: &'r Roster,
    /// The day on which the check is made; deadlines after it have not passed.
    pub today: Date,
    /// The bodies, in the order of the list and then of their first reports.
    pub units: Vec<Unit>,
    /// Index into `units` for every member that names a body.
    of_member: Vec<Option<usize>>,
    /// Who uses a sentence, for those that more than one body does.
    shared: BTreeMap<u32, prose::Users>,
    /// How many bodies there are, and how many if those with reports that are alike count as one.
    extent: prose::Users,
    /// Bodies of whose report for a year there is a file that could not be read.
    pub unread: BTreeSet<(usize, i32)>,
    /// Bodies of which there is such a file for an unknown year.
    pub undated: BTreeSet<usize>,
    /// The names of files that are passed over and go by the name of a body without a report for a
    /// year.
    pub scans: BTreeMap<(usize, i32), String>,
    /// Files that could not be read or name no body, of which nothing tells whose they are, by
    /// scope.
    pub unknown: BTreeMap<Option<usize>, usize>,
    /// Which bodies of the list report to which.
    below: BTreeMap<usize, Vec<usize>>,
    parents: Vec<Option<usize>>,
    /// Bodies with several reports for a year that do not agree.
    rivals: BTreeSet<(usize, i32)>,
    /// How many reports for a year a body signed that bear the name of another.
    signed: BTreeMap<(usize, i32), usize>,
    /// Reports of bodies that stand in no list.
    unlisted: Unlisted,
    /// Reports in files by the names of bodies of the list that have none for a year, of which they
    /// are not.
    filed: BTreeMap<(usize, i32), usize>,
    /// The bodies, each with those that are the same in the lists of other years.
    kin: Vec<Vec<usize>>,
    /// The bodies by the hashes of their names without their offices.
    names: BTreeMap<u32, usize>,
    /// The members of every folder by year, where they leave no doubt about it.
    folders: BTreeMap<u32, BTreeMap<i32, Vec<usize>>>,
}

/// A report that was opened for a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Which member it is; none for the list of bodies.
    pub member: Option<usize>,
    /// Its text.
    pub doc: &'a Document,
    /// What it says.
    pub facts: &'a Facts,
    /// What the rules on single reports say of it.
    pub verdict: &'a Verdict<'a>,
}

/// What a kind looks at: one report, and those it is held against.
pub(crate) struct Comparison<'a> {
    pub set: &'a Set<'a>,
    pub suspicion: &'a Suspicion,
    pub main: Side<'a>,
    pub others: &'a [Side<'a>],
}

impl<'a> Comparison<'a> {
    /// A report that it is held against, with the number by which findings point into it.
    pub(crate) fn other(&self, member: usize) -> Option<(usize, &Side<'a>)> {
        self.others.iter().enumerate().find(|(_, it)| it.member == Some(member))
    }

    /// The only report that it is held against.
    pub(crate) fn only(&self) -> Option<(usize, &Side<'a>)> {
        self.other(*self.suspicion.others.first()?)
    }
}

impl<'r> Set<'r> {
    /// Groups reports by body and year.
    pub fn of(members: Vec<Member>, roster: &'r Roster, today: Date) -> Self {
        let (units, of_member) = names::group(&members, roster);
        let groups = kin::groups(&members, &of_member, units.len());
        let shared = prose::shared(&members, &of_member, &groups);
        let heads: BTreeSet<usize> = groups.into_iter().collect();
        let extent = prose::Users { bodies: units.len(), groups: heads.len() };
        let parents = roster.parents();
        let mut below: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, parent) in parents.iter().enumerate() {
            if let Some(parent) = parent {
                below.entry(*parent).or_default().push(index);
            }
        }
        let (names, folders) = (names::by_hash(&units, roster), names::by_folder(&members));
        let (unread, undated, unknown) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
        let (rivals, unlisted) = (rivals(&units, &members), Unlisted::of(&units, &members));
        let (signed, kin) = (signed(&members, roster), names::kin(&units, roster));
        Self {
            members,
            roster,
            today,
            units,
            of_member,
            shared,
            extent,
            unread,
            undated,
            scans: BTreeMap::new(),
            unknown,
            below,
            parents,
            rivals,
            signed,
            unlisted,
            filed: BTreeMap::new(),
            kin,
            names,
            folders,
        }
    }

    /// The bodies of the list that report to this one.
    pub(crate) fn below(&self, listed: usize) -> &[usize] {
        self.below.get(&listed).map_or(&[], Vec::as_slice)
    }

    /// Whether two reports are of one body, or of a body and one above it.
    pub(crate) fn are_one(&self, one: usize, two: usize) -> bool {
        let bodies = [one, two].map(|it| self.member(it).and_then(|it| it.body.as_ref()));
        let [Some(first), Some(second)] = bodies else { return true };
        let nested = |one: &Body, two: &Body| {
            one.name.starts_with(&two.stem) || one.stem.ends_with(&two.stem)
        };
        let listed = |it: usize| self.unit_of(it).and_then(|unit| unit.listed);
        let reports = |one: usize, two: usize| {
            let parent = listed(one).and_then(|it| self.parents.get(it).copied().flatten());
            parent.is_some() && parent == listed(two)
        };
        nested(first, second) || nested(second, first) || reports(one, two) || reports(two, one)
    }

    /// Whether the first report is that of the office of a government (政府办公室), which is in charge
    /// of openness for it, and the second that of a body below this government.
    pub(crate) fn is_office_over(&self, office: usize, other: usize) -> bool {
        let of = |it: usize| self.member(it).and_then(|it| it.body.as_ref());
        let Some((office_body, body)) = of(office).zip(of(other)) else { return false };
        let government = office_body.stem.as_str();
        if !government.ends_with("政府") || office_body.name == government {
            return false;
        }
        let place = body::stem(government);
        let parent = |it: usize| {
            let listed = self.unit_of(it).and_then(|unit| unit.listed)?;
            self.parents.get(listed).copied().flatten()
        };
        let above = parent(other).and_then(|it| self.roster.bodies.get(it));
        body.name.starts_with(&place)
            || above.is_some_and(|it| it.names().any(|name| body::stem(name) == place))
            || parent(office).is_some() && parent(office) == parent(other)
    }

    /// The body of a member.
    pub fn unit_of(&self, member: usize) -> Option<&Unit> {
        let at = *self.of_member.get(member)?;
        self.units.get(at?)
    }

    /// The index of the body of a member.
    pub(crate) fn unit_index(&self, member: usize) -> Option<usize> {
        self.of_member.get(member).copied().flatten()
    }

    /// Whether two reports are of bodies that are known to stand at one level.
    pub(crate) fn same_level(&self, one: usize, two: usize) -> bool {
        let level = |it: usize| self.member(it)?.body.as_ref()?.level();
        level(one).is_some() && level(one) == level(two)
    }

    /// The kind of a body.
    pub(crate) fn kind_of(&self, unit: usize) -> Option<BodyKind> {
        let unit = self.units.get(unit)?;
        let listed = unit.listed.and_then(|it| self.roster.bodies.get(it)?.kind);
        listed.or_else(|| Body::named(&unit.name, Span::at(0)).kind)
    }

    /// The member with this index.
    pub(crate) fn member(&self, index: usize) -> Option<&Member> {
        self.members.get(index)
    }

    /// Reports of one body for a year and for the year before: the later one first. Where a body
    /// has several reports for a year, the first is taken. What it did itself is not held against
    /// what all did that are below it.
    pub(crate) fn successive(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let first = |kin: &[usize], year: i32| {
            let mut units = kin.iter().filter_map(|it| self.units.get(*it));
            units.find_map(|it| it.reports.get(&year)?.first().copied())
        };
        let own = |it: usize| self.member(it).is_some_and(Member::is_own_level);
        self.kin.iter().flat_map(move |kin| {
            let units = kin.iter().filter_map(|it| self.units.get(*it));
            let years: BTreeSet<i32> = units.flat_map(|it| it.reports.keys().copied()).collect();
            years.into_iter().filter_map(move |year| {
                let pair = (first(kin, year)?, first(kin, year.checked_sub(1)?)?);
                (own(pair.0) == own(pair.1)).then_some(pair)
            })
        })
    }

    /// The bodies, each with those that are the same in the lists of other years.
    pub fn kin(&self) -> &[Vec<usize>] {
        &self.kin
    }

    /// What the body of a name is called in files.
    pub fn called(&self, name: &str) -> Vec<String> {
        let short = spelling::short(name);
        let bare = spelling::spoken(&short, |it| self.names.contains_key(&sketch::hash(it)));
        let bare = bare.map(str::to_owned);
        let all = [name.to_owned(), body::stem(name), spelling::plain(name)];
        all.into_iter().chain(bare).chain([short]).collect()
    }

    /// The bodies of lists that lack a report for a year for which others have theirs.
    pub fn lacking(&self) -> BTreeSet<(usize, i32)> {
        let collected = self.collected();
        let listed = self.roster.bodies.iter().zip(&self.units).enumerate();
        let lacks = listed.flat_map(|(index, (body, unit))| {
            let years = collected.range((body.scope, i32::MIN)..=(body.scope, i32::MAX));
            let years = years.map(|it| it.1).filter(|it| body.years.contains(*it));
            years.filter(|it| !unit.reports.contains_key(it)).map(move |it| (index, it))
        });
        lacks.collect()
    }

    /// How many reports for a year may be those of a body of the list without being known as such:
    /// their bodies go by a part of its name, as do others (城关镇).
    pub(crate) fn may_be_of(&self, body: &Listed, year: i32) -> usize {
        self.unlisted.may_be_of(body, year)
    }

    /// A report for a year whose body stands in no list and goes by a name much like that of the body
    /// of the list.
    pub(crate) fn likely(&self, body: &Listed, year: i32) -> Option<usize> {
        self.unlisted.likely(body, year)
    }

    /// A report in a file by the name of the body of the list with this index, of which it is not.
    pub(crate) fn filed(&self, listed: usize, year: i32) -> Option<usize> {
        self.filed.get(&(listed, year)).copied()
    }

    /// Takes down the bodies of lists by whose names the files of members go, with the years that
    /// these tell.
    pub fn name_files(&mut self, told: &[(usize, usize, Option<i32>)]) {
        let lacking = self.lacking();
        for (index, unit, year) in told {
            let other = self.unit_index(*index).filter(|it| it != unit);
            let (Some(_), Some(member)) = (other, self.members.get_mut(*index)) else { continue };
            member.is_misnamed();
            let at = year.or(member.year).map(|it| (*unit, it));
            if let Some(at) = at.filter(|it| lacking.contains(it)) {
                self.filed.entry(at).or_insert(*index);
            }
        }
        self.units.iter_mut().for_each(|it| it.sort(&self.members));
    }

    /// How many reports for a year the body of the list with this index signed that bear the name of
    /// another.
    pub(crate) fn signed_by(&self, listed: usize, year: i32) -> usize {
        self.signed.get(&(listed, year)).copied().unwrap_or_default()
    }

    /// The year for which all reports of a folder are that tell theirs.
    pub(crate) fn usual_year(&self, folder: u32) -> Option<i32> {
        let years = self.folders.get(&folder)?;
        years.keys().next().copied().filter(|_| years.len() == 1)
    }

    /// Whether the body of a report has several for the same year that do not agree.
    pub(crate) fn has_rival(&self, member: usize) -> bool {
        let year = self.member(member).and_then(|it| it.year);
        self.unit_index(member).zip(year).is_some_and(|it| self.rivals.contains(&it))
    }

    /// Years for which the reports of a scope were collected and not just met: those of two bodies
    /// at least, or of the only one on its lists. Of a year before the one with the most it takes half
    /// as many as that has: a few of last year lie in an archive, or were sent in by mistake.
    pub(crate) fn collected(&self) -> BTreeSet<(usize, i32)> {
        let (mut bodies, mut listed) = (BTreeMap::<_, usize>::new(), BTreeMap::<_, usize>::new());
        for (body, unit) in self.roster.bodies.iter().zip(&self.units) {
            *listed.entry(body.scope).or_default() += 1;
            for (year, reports) in &unit.reports {
                if !reports.iter().all(|it| self.is_stray(unit, *it)) {
                    *bodies.entry((body.scope, *year)).or_default() += 1;
                }
            }
        }
        // The last of the years with the most, of every scope.
        let mut most = BTreeMap::<_, (usize, i32)>::new();
        for ((scope, year), count) in &bodies {
            let most = most.entry(*scope).or_default();
            *most = (*most).max((*count, *year));
        }
        let least = |(scope, year): (usize, i32)| {
            let few = listed.get(&scope).map_or(2, |it| (*it).min(2));
            let fuller = most.get(&scope).filter(|it| year < it.1);
            few.max(fuller.map_or(0, |it| it.0.div_ceil(2)))
        };
        bodies.into_iter().filter(|(it, count)| *count >= least(*it)).map(|it| it.0).collect()
    }

    /// Whether a report lies in a folder of which most are for a year for which its body has none:
    /// that of another year may have been sent in.
    fn is_stray(&self, unit: &Unit, report: usize) -> bool {
        let folder = self.member(report).and_then(|it| self.folders.get(&it.folder));
        let usual = folder.and_then(|it| it.iter().max_by_key(|it| (it.1.len(), it.0)));
        usual.is_some_and(|(year, _)| !unit.reports.contains_key(year))
    }

    /// The body that goes by a name with this hash.
    pub(crate) fn named(&self, hash: u32) -> Option<usize> {
        self.names.get(&hash).copied()
    }

    /// The members of every folder by year, where they leave no doubt about it.
    pub(crate) fn folders(&self) -> &BTreeMap<u32, BTreeMap<i32, Vec<usize>>> {
        &self.folders
    }

    /// Whether a masked sentence is the wording of a template that many bodies use.
    pub(crate) fn is_template(&self, sentence: &str) -> bool {
        let users = self.shared.get(&sketch::hash(sentence)).copied().unwrap_or_default();
        prose::is_template(sentence, users, self.extent)
    }

    /// How many bodies have reports, and how many pairs of successive years there are to compare.
    pub fn extent(&self) -> (usize, usize) {
        let reported = |kin: &&Vec<usize>| {
            let mut units = kin.iter().filter_map(|it| self.units.get(*it));
            units.any(|it| !it.reports.is_empty())
        };
        (self.kin.iter().filter(reported).count(), self.successive().count())
    }
}

/// Bodies with several reports for a year that do not agree.
fn rivals(units: &[Unit], members: &[Member]) -> BTreeSet<(usize, i32)> {
    let disagree = |reports: &Vec<usize>| {
        let mut all = reports.iter().filter_map(|it| members.get(*it));
        all.next().is_some_and(|first| all.any(|it| !it.has_figures_of(first)))
    };
    let years = units.iter().enumerate().flat_map(|(index, unit)| {
        unit.reports.iter().map(move |(year, reports)| (index, *year, reports))
    });
    years.filter(|it| disagree(it.2)).map(|(unit, year, _)| (unit, year)).collect()
}

/// How many reports bodies of the list signed that bear the names of others.
fn signed(members: &[Member], roster: &Roster) -> BTreeMap<(usize, i32), usize> {
    let mut counts = BTreeMap::new();
    for member in members {
        let signer = member.signer.as_ref().zip(member.scope);
        let body = signer.and_then(|(name, scope)| roster.find(scope, name));
        if let Some(at) = body.zip(member.year) {
            *counts.entry(at).or_default() += 1;
        }
    }
    counts
}

impl Side<'_> {
    /// Its title, else its first block.
    pub(crate) fn title(&self) -> Option<Span> {
        let title = self.facts.titles.first().map(|it| it.span);
        title.or_else(|| self.doc.blocks.first().map(|it| it.span))
    }
}
