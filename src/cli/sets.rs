//! Compares the reports of a run with each other: keeps what comparisons need of each while it is
//! at hand, and at the end opens those again that deserve a look.

mod files;
pub(super) mod lists;
mod overview;

use std::collections::btree_map::Entry as Place;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use self::files::{Called, FileName};
use self::lists::List;
use super::args::InputArgs;
use super::inputs::Input;
use super::interrupt;
use super::judging::{Account, Judge, tell_lacks};
use super::parallel::{self, Things};
use super::plan::{ByGroup, Plan};
use super::progress::Progress;
use super::session::{Session, guarded};
use crate::check::Check;
use crate::date::Date;
use crate::document::{Remark, RemarkKind};
use crate::engine::Active;
use crate::error::ReadError;
use crate::facts::body::Body;
use crate::render::{Compared, Entry, Found, Judged, Status};
use crate::rule::Rule;
use crate::set::{self, Case, Main, Member, Roster, Set, Side, Taking};
use crate::text::Span;

/// Reports that are held open while others are compared with them.
const OPEN: usize = 32;
/// How many times the bytes of its file a report takes while it is open, about.
const OPENED: u64 = 32;
/// Last parts of a path that may say that a file is a draft: its name and its folder.
const MARKED: usize = 2;
/// Characters of a text from which one can tell what it is.
const TOLD: usize = 60;
/// Entries of lists that are each shown by themselves, with the body they are about.
const LISTED: usize = 200;

/// What a run keeps to compare its reports.
pub(super) struct Sets<'s, 'p> {
    plan: &'p Plan,
    judges: &'s ByGroup<'p, Judge<'p>>,
    args: &'s InputArgs,
    today: Date,
    roster: Roster,
    /// The lists that the roster is made of.
    lists: Vec<List<'p>>,
    members: Vec<Member>,
    /// What was found in each.
    found: Vec<Found>,
    /// Names of inputs that could not be read or are no reports, with the configuration that holds
    /// for them.
    unread: Vec<FileName>,
    /// The same of texts that were read and are no reports, such as a notice.
    others: Vec<FileName>,
    /// Beginnings of the hashes of their bytes, so that what changed meanwhile is noticed.
    stamps: Vec<String>,
    folders: BTreeMap<PathBuf, u32>,
}

/// What came of comparing all reports of a run.
pub(super) struct Outcome {
    pub compared: Compared,
    /// The exit code that reports which could not be opened again call for.
    pub code: u8,
    /// The codes of the rules that compared.
    pub rules: BTreeSet<String>,
}

/// What came of a case: the group of its report or list and what was found; the name of what could
/// not be opened, and why; or what a mistake of the program said.
type Looked<'p> = Result<Result<Option<(usize, Judged<'p>)>, (String, ReadError)>, String>;

/// A member with the beginning of the hash of its bytes.
pub(super) type Noted = Option<(Member, String)>;

/// What is kept of an input.
#[derive(Default)]
pub(super) struct Kept {
    /// What was found in it, if it is a report.
    found: Option<Found>,
    /// Whether its text was read and is that of something else.
    is_other: bool,
    noted: Noted,
}

impl Kept {
    pub(super) fn of(entry: Entry<'_>, noted: Noted) -> Self {
        let found = match entry {
            Entry::Judged(it) if it.status == Status::Checked => Some(Found::of(&it.verdict)),
            _ => None,
        };
        let is_other = matches!(entry, Entry::Judged(it) if is_other(it));
        Self { found, is_other, noted }
    }
}

impl<'s, 'p> Sets<'s, 'p> {
    /// Where there are several files to compare, or a list of bodies to hold them against.
    pub(super) fn of(
        plan: &'p Plan,
        judges: &'s ByGroup<'p, Judge<'p>>,
        args: &'s InputArgs,
        today: Date,
    ) -> Option<Self> {
        let (lists, roster) = lists::of(plan);
        let files = plan.inputs.iter().filter(|it| it.path().is_some()).count();
        let several = files > 1 || files == 1 && !roster.bodies.is_empty();
        several.then(|| Self {
            plan,
            judges,
            args,
            today,
            roster,
            lists,
            members: Vec::new(),
            found: Vec::new(),
            unread: Vec::new(),
            others: Vec::new(),
            stamps: Vec::new(),
            folders: BTreeMap::new(),
        })
    }

    /// Takes down a report that was noted, in the order of the inputs.
    pub(super) fn keep(&mut self, index: usize, kept: Kept) {
        let Kept { found, is_other, noted } = kept;
        let Some(found) = found else {
            let path = self.plan.inputs.get(index).and_then(Input::path);
            let folder = path.and_then(Path::parent).map(Path::to_owned);
            let place = folder.map(|it| self.number(it));
            let name = path.and_then(|it| FileName::of(it, self.scope_of(index), place));
            if is_other {
                self.others.extend(name);
            } else {
                self.unread.extend(name);
            }
            return;
        };
        let Some((mut member, stamp)) = noted else { return };
        let Some(path) = self.plan.inputs.get(index).and_then(Input::path) else { return };
        member.scope = self.scope_of(index);
        let last = path.iter().rev().take(MARKED).map(|it| it.to_string_lossy());
        last.for_each(|it| member.is_marked(&it));
        member.folder = self.number(path.parent().map(Path::to_owned).unwrap_or_default());
        member.id = index;
        self.members.push(member);
        self.stamps.push(stamp);
        self.found.push(found);
    }

    /// The number of a folder.
    fn number(&mut self, folder: PathBuf) -> u32 {
        let next = u32::try_from(self.folders.len()).unwrap_or(u32::MAX);
        *self.folders.entry(folder).or_insert(next)
    }

    /// Which reports share their list of bodies: the group of the configuration that has it; one without a list leaves that of the folders above in force, whether
    /// or not a report lies there. All others are compared with each other, whatever configurations
    /// they have.
    fn scope_of(&self, index: usize) -> Option<usize> {
        Some(self.plan.list_over(self.plan.group_of(index)?)?.0)
    }

    /// Compares all reports that were kept, and shows what comes of it, report by report.
    pub(super) fn compare(
        mut self,
        accounts: &mut ByGroup<'_, Account<'_>>,
        progress: &Progress,
        session: &Session,
        mut show: impl FnMut(Entry<'_>) -> io::Result<()>,
    ) -> io::Result<Outcome> {
        let members = std::mem::take(&mut self.members);
        let roster = std::mem::take(&mut self.roster);
        let mut found = std::mem::take(&mut self.found);
        let set = self.set(members, &roster);
        let rules = self.rules(&set);
        self.remark(&roster, &rules, session)?;
        let named: Vec<&Rule> = rules.values().map(|it| it.rule).collect();
        // Whether a report is missing depends on the day as well.
        let of_list =
            |it: &&Active<'_>| it.check.kind().across().is_some_and(set::Across::is_of_list);
        let settled: Vec<&Rule> =
            rules.values().filter(|it| !of_list(it)).map(|it| it.rule).collect();
        let plan = self.plan;
        let sees = |it: usize| plan.list_over(it).is_none_or(|it| plan.is_whole(&it.1.folder));
        let whole = accounts.all.iter_mut().enumerate().filter(|it| sees(it.0));
        whole.for_each(|(_, it)| it.known.compared(&settled));
        let cases = together(&set, set::cases(&set, rules.values()));
        let mut missing = BTreeMap::new();
        let mut worst = 0;
        progress.compare(cases.len());
        self.look(&set, &cases, |case, looked| {
            progress.step();
            let judged =
                looked.as_ref().ok().and_then(|it| it.as_ref().ok()).and_then(Option::as_ref);
            missing.extend(missed(&set, case, judged.map(|it| &it.1)));
            match looked {
                Ok(Ok(Some((at, mut judged)))) => {
                    if let Some(account) = accounts.all.get_mut(at) {
                        account.known.apply_compared(&mut judged);
                    }
                    if judged.is_list {
                        worst = worst.max(tell_lacks(&judged, session)?);
                    }
                    show(Entry::Compared(&judged))?;
                    if let Main::Report(index) = case.main
                        && let Some(found) = found.get_mut(index)
                    {
                        found.add(Found::of(&judged.verdict));
                    }
                }
                Ok(Ok(None)) => {}
                Ok(Err((name, error))) => {
                    session.complain(&name, &error)?;
                    worst = 3;
                }
                Err(cause) => {
                    let name = self.name(&set, case.main);
                    session.note(&name, &super::session::crash(&cause, session.look.lang))?;
                    worst = 3;
                }
            }
            Ok(())
        })?;
        let matrix = overview::matrix(&set, &found, &missing);
        let (bodies, pairs) = set.extent();
        let rules = named.iter().map(|it| it.code().to_owned()).collect();
        Ok(Outcome { compared: Compared { bodies, pairs, matrix }, code: worst, rules })
    }

    /// Says of lists what cannot be compared by them.
    fn remark(
        &self,
        roster: &Roster,
        rules: &BTreeMap<String, Active<'p>>,
        session: &Session,
    ) -> io::Result<()> {
        let lang = session.look.lang;
        if rules.values().any(|it| matches!(it.check, Check::MembersSum(_))) {
            for (list, names) in roster.unlisted() {
                let Some(list) = self.lists.get(list) else { continue };
                session.remark(list.name(), lists::unlisted(&names, lang))?;
            }
        }
        Ok(())
    }

    /// All reports of the run, and what is known of those that could not be read.
    fn set<'r>(&self, members: Vec<Member>, roster: &'r Roster) -> Set<'r> {
        let mut set = Set::of(members, roster, self.today);
        let called = Called::all(&set);
        let told_by = |set: &Set<'_>, name: &FileName| {
            called.get(&name.scope).and_then(|it| files::told_by(set, it, name))
        };
        for name in &self.unread {
            let told = told_by(&set, name);
            if let Some((unit, Some(year))) = told {
                set.unread.insert((unit, year));
            } else {
                set.undated.extend(told.map(|it| it.0));
                *set.unknown.entry(name.scope).or_default() += 1;
            }
        }
        // A notice is nobody's report, unless its name says that it is.
        for name in self.others.iter().filter(|it| !it.is_notice()) {
            match told_by(&set, name) {
                Some((unit, Some(year))) => _ = set.unread.insert((unit, year)),
                Some((unit, None)) => _ = set.undated.insert(unit),
                None => {}
            }
        }
        for member in set.members.iter().filter(|it| it.body.is_none()) {
            *set.unknown.entry(member.scope).or_default() += 1;
        }
        self.note_scans(&mut set, &called);
        self.note_names(&mut set, &called);
        set
    }

    /// Notes the bodies of lists by whose names files with reports go.
    fn note_names(&self, set: &mut Set<'_>, called: &BTreeMap<Option<usize>, Called>) {
        let told = set.members.iter().enumerate().filter_map(|(index, member)| {
            let called = called.get(&Some(member.scope?))?;
            let path = self.plan.inputs.get(member.id).and_then(Input::path)?;
            let file = path.file_name()?.to_string_lossy();
            let (unit, year) = called.told_in(&file)?;
            set.units.get(unit)?.listed?;
            // The name of the site stands behind that of the body: 教育局年报_某县人民政府.
            if set.unit_index(index).is_some_and(|own| called.names(own, &file)) {
                return None;
            }
            Some((index, unit, year))
        });
        let told: Vec<_> = told.collect();
        set.name_files(&told);
    }

    /// Notes files that were passed over and go by the names of bodies that lack a report.
    fn note_scans(&self, set: &mut Set<'_>, called: &BTreeMap<Option<usize>, Called>) {
        let lacking = set.lacking();
        if lacking.is_empty() {
            return;
        }
        for (scope, config) in self.plan.configs_in_use().filter(|it| it.1.lists_bodies()) {
            let Some(called) = called.get(&Some(scope)) else { continue };
            for path in self.plan.passed_in(&config.folder) {
                let place = path.parent().and_then(|it| self.folders.get(it)).copied();
                let name = FileName::of(path, Some(scope), place)
                    .filter(|it| !it.is_notice() && !it.belongs_to_a_page());
                let Some(name) = name else { continue };
                let Some((unit, year)) = files::told_by(set, called, &name) else { continue };
                let years = lacking.range((unit, i32::MIN)..=(unit, i32::MAX));
                for at in years.filter(|it| year.is_none_or(|year| year == it.1)) {
                    set.scans.entry(*at).or_insert_with(|| name.file.clone());
                }
            }
        }
    }

    /// Looks at all cases on all threads and gives what comes of each to `take`, in their order.
    fn look(
        &self,
        set: &Set<'_>,
        cases: &[Case],
        mut take: impl FnMut(&Case, Looked<'p>) -> io::Result<()>,
    ) -> io::Result<()> {
        let opened = Opened { held: Mutex::default(), sets: self };
        let bytes = |member: usize| {
            let id = set.members.get(member).map(|it| it.id);
            id.and_then(|it| self.plan.inputs.get(it)).map_or(0, Input::bytes)
        };
        let weigh = |index: usize| {
            let files = cases.get(index).into_iter().flat_map(Case::members).map(bytes);
            files.sum::<u64>().saturating_mul(OPENED)
        };
        let work = |index: usize| {
            let case = cases.get(index).filter(|_| !interrupt::asked())?;
            Some((case, guarded(|| self.judge(set, case, &opened))))
        };
        let things = Things { count: cases.len(), weigh, work };
        let threads = parallel::threads(self.args.threads, cases.len());
        parallel::ordered(threads, &things, |_, looked| {
            // Nothing comes where the user has asked for the end.
            let Some((case, looked)) = looked else { return Ok(ControlFlow::Break(())) };
            take(case, looked)?;
            Ok(ControlFlow::Continue(()))
        })
    }

    /// All rules that compare, each once, for whatever year and configuration.
    fn rules(&self, set: &Set<'_>) -> BTreeMap<String, Active<'p>> {
        let years = set.members.iter().map(|it| (self.plan.group_of(it.id), it.year));
        let mut years: BTreeSet<_> = years.collect();
        let listed: BTreeSet<_> = years.iter().map(|it| it.1).collect();
        for (group, _) in self.judges.all.iter().enumerate() {
            years.extend(listed.iter().map(|year| (Some(group), *year)));
        }
        let mut all = BTreeMap::new();
        for (group, year) in years {
            let Some(judge) = group.and_then(|it| self.judges.all.get(it)) else { continue };
            let rules = judge.rules(year);
            for active in rules.across() {
                all.entry(active.rule.code().to_owned()).or_insert_with(|| active.clone());
            }
        }
        all
    }

    /// What comes of a case, with the group that its report or list belongs to.
    fn judge(
        &self,
        set: &Set<'_>,
        case: &Case,
        opened: &Opened<'_, 'p>,
    ) -> Result<Option<(usize, Judged<'p>)>, (String, ReadError)> {
        let fault = |error| (self.name(set, case.main), error);
        let (group, mut main) = self.open_main(set, case.main).map_err(fault)?;
        let Some(judge) = self.judges.all.get(group) else { return Ok(None) };
        let mut others = Vec::new();
        for member in case.others() {
            let named = |error| (self.name(set, Main::Report(member)), error);
            others.push((member, opened.get(set, member).map_err(named)?));
        }
        let member = match case.main {
            Main::Report(index) => Some(index),
            Main::List(_) => None,
        };
        let sides: Vec<Side<'_>> = others.iter().map(|it| side(&it.1, Some(it.0))).collect();
        let rules = judge.rules(main.verdict.year.or(case.year()));
        let own = side(&main, member);
        let mut verdict = set::verdict(set, case, own, &sides, &rules, judge.settings());
        if verdict.findings.is_empty() {
            return Ok(None);
        }
        verdict.year = verdict.year.or(case.year());
        if case.suspicions.iter().any(|it| it.1.main != case.main) {
            // It is about several bodies.
            main.facts.body = None;
        }
        main.verdict = verdict;
        main.others = others.into_iter().map(|it| it.1).collect();
        Ok(Some((group, main)))
    }

    fn open_main(&self, set: &Set<'_>, main: Main) -> Result<(usize, Judged<'p>), ReadError> {
        match main {
            Main::Report(index) => {
                let id = set.members.get(index).map_or(0, |it| it.id);
                Ok((self.plan.group_of(id).unwrap_or_default(), self.open(set, index)?))
            }
            Main::List(index) => {
                let body = set.roster.bodies.get(index);
                let list = body.map_or(0, |it| it.list);
                let gone = || ReadError::Io(io::ErrorKind::NotFound.into());
                let list = self.lists.get(list).ok_or_else(gone)?;
                let group = self.plan.group_under(list.config).unwrap_or_default();
                let judge = self.judges.all.get(group).ok_or_else(gone)?;
                let mut judged = judge.list(list.name(), list.source()?)?;
                // Whose report it is about.
                judged.facts.body = body.map(|it| Body::named(&it.name, it.span));
                Ok((group, judged))
            }
        }
    }

    /// Opens a report again.
    fn open(&self, set: &Set<'_>, member: usize) -> Result<Judged<'p>, ReadError> {
        let gone = || ReadError::Io(io::ErrorKind::NotFound.into());
        let id = set.members.get(member).ok_or_else(gone)?.id;
        let input = self.plan.inputs.get(id).ok_or_else(gone)?;
        let judge = self.judges.of(id).ok_or_else(gone)?;
        let judged =
            judge.reopen(&input.name(&self.args.reading), input.read(&self.args.reading)?)?;
        let same = self.stamps.get(member).is_some_and(|it| judged.sha256.starts_with(it));
        if same { Ok(judged) } else { Err(ReadError::Changed) }
    }

    fn name(&self, set: &Set<'_>, main: Main) -> String {
        match main {
            Main::Report(index) => {
                let id = set.members.get(index).map_or(0, |it| it.id);
                self.plan.inputs.get(id).map_or_else(String::new, |it| it.name(&self.args.reading))
            }
            Main::List(index) => {
                let list = set.roster.bodies.get(index).map_or(0, |it| it.list);
                self.lists.get(list).map_or_else(String::new, |it| it.name().to_owned())
            }
        }
    }
}

/// The bodies of a list that are missed, each with the year and whether that is in doubt.
fn missed(set: &Set<'_>, case: &Case, judged: Option<&Judged<'_>>) -> BTreeMap<(usize, i32), bool> {
    let findings = judged.into_iter().flat_map(|it| &it.verdict.findings).map(|it| &it.finding);
    let doubts: BTreeSet<Span> =
        findings.filter(|it| !it.variant.is_empty()).map(|it| it.primary.span).collect();
    let doubtful =
        |index: usize| set.roster.bodies.get(index).is_some_and(|it| doubts.contains(&it.span));
    case.listed().map(|(index, year)| ((index, year), doubtful(index))).collect()
}

/// Whether a text is a notice or the like and no report: enough of it is there to tell, its beginning
/// says so, and it holds none of the tables.
fn is_other(judged: &Judged<'_>) -> bool {
    let head: String = judged.doc.folded.as_str().chars().take(TOLD).collect();
    let length = judged.doc.folded.as_str().chars().take(TOLD).count();
    let hides = |it: &Remark| matches!(it.kind, RemarkKind::Picture | RemarkKind::Embedded);
    let is_read = length == TOLD && !judged.doc.remarks.iter().any(hides);
    let says = files::is_notice(&head) && judged.doc.forms.is_empty();
    is_read && says && judged.status == Status::Unrecognised
}

/// What is to be kept of a judged report: nothing where it is none, or no rule compares it.
pub(super) fn note(judge: Option<&Judge<'_>>, judged: &Judged<'_>) -> Noted {
    let judge = judge.filter(|_| judged.status == Status::Checked)?;
    let rules = judge.rules(judged.verdict.year);
    if rules.across().is_empty() {
        return None;
    }
    let (doc, taking) = ((&judged.doc, &judged.facts), Taking::of(&rules));
    let stamp = judged.sha256.chars().take(16).collect();
    Some((Member::of((0, 0), doc, &judged.verdict, &taking), stamp))
}

fn side<'a>(judged: &'a Judged<'_>, member: Option<usize>) -> Side<'a> {
    Side { member, doc: &judged.doc, facts: &judged.facts, verdict: &judged.verdict }
}

/// The cases, those of a long list as one for each year, so that it is not opened for each body.
fn together(set: &Set<'_>, cases: Vec<Case>) -> Vec<Case> {
    let is_list = |it: &Case| matches!(it.main, Main::List(_));
    if cases.iter().filter(|it| is_list(it)).count() <= LISTED {
        return cases;
    }
    let (of_lists, reports): (Vec<Case>, Vec<Case>) = cases.into_iter().partition(is_list);
    let mut joined: BTreeMap<_, Case> = BTreeMap::new();
    for case in of_lists {
        let Main::List(index) = case.main else { continue };
        let list = set.roster.bodies.get(index).map_or(0, |it| it.list);
        match joined.entry((list, case.year())) {
            Place::Vacant(entry) => _ = entry.insert(case),
            Place::Occupied(mut entry) => entry.get_mut().suspicions.extend(case.suspicions),
        }
    }
    joined.into_values().chain(reports).collect()
}

/// The reports that were opened last, since one is often held against several.
struct Opened<'s, 'p> {
    held: Mutex<VecDeque<(usize, Arc<Judged<'p>>)>>,
    sets: &'s Sets<'s, 'p>,
}

impl<'p> Opened<'_, 'p> {
    /// Two threads that want one report at the same time may both open it: neither waits.
    fn get(&self, set: &Set<'_>, member: usize) -> Result<Arc<Judged<'p>>, ReadError> {
        let held = || self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, judged)) = held().iter().find(|it| it.0 == member) {
            return Ok(Arc::clone(judged));
        }
        let judged = Arc::new(self.sets.open(set, member)?);
        let mut held = held();
        if !held.iter().any(|it| it.0 == member) {
            held.push_back((member, Arc::clone(&judged)));
        }
        if held.len() > OPEN {
            held.pop_front();
        }
        Ok(judged)
    }
}
