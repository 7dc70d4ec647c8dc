//! The command `check`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::mem;
use std::ops::ControlFlow;

use super::args::CheckArgs;
use super::configs::Configs;
use super::failure::Failure;
use super::fix::Repair;
use super::judging::{Account, Judge};
use super::known::{self, Adding, Known};
use super::outputs::{Outputs, Room};
use super::plan::{ByGroup, Plan};
use super::progress::Progress;
use super::recorded::Recorded;
use super::session::Session;
use super::sets::{self, Kept, Sets};
use super::settled::Settled;
use super::{examining, interrupt, paths, stream, terminal, watch};
use crate::date::Date;
use crate::render::{Entry, Gate, Judged, Tally};
use crate::report::Severity;

/// Checks all inputs, once or after every change; gives the exit code.
pub(super) fn run(args: &CheckArgs, session: &Session) -> Result<u8, Failure> {
    interrupt::listen();
    if args.watch {
        return watch::run(args, session, || once(args, session));
    }
    once(args, session)
}

fn once(args: &CheckArgs, session: &Session) -> Result<u8, Failure> {
    let mut configs = Configs::new(&args.input.config);
    let run = configs.of_run(&args.input)?;
    let settled = Settled::of(args, run.and_then(|at| configs.loaded.get(at)), session);
    let session = &settled.session;
    let plan = Plan::of(&args.input, &args.selection, configs, run, &args.results(), session)?;
    for (pack, words) in plan.weakened(session.look.lang) {
        session.remark(
            &session.look.lang.pick(format!("规则包 {pack}"), format!("pack {pack}")),
            words,
        )?;
    }
    let reads = plan.reads(&args.input, settled.baseline.as_deref());
    let gate = plan.gate(&args.gate);
    let recorded = settled.baseline.as_deref().map(Recorded::read).transpose()?;
    let today = args.gate.today.unwrap_or_else(terminal::today);
    let adding = Adding::of(args, settled.output.min_severity, session.look.lang, today)?;
    let judges = plan.judges(shown_from(settled.output.min_severity, gate));
    let mut accounts =
        plan.accounts(|config| Known::new(config, today, recorded.as_ref(), adding.clone()));
    let mut repair = Repair::wanted(args, session, &plan.inputs, &reads)?;
    let room = repair.as_ref().map_or(Room::Out, |it| it.room(&plan.inputs));
    let outputs = Outputs::open(&settled.output, gate, session, &reads, room)?;
    let progress = Progress::start(&plan.inputs, wants_progress(args), session.look);
    let (tally, worst, compared) = (Tally::default(), Vec::new(), None);
    let mut shown = Shown { outputs, tally, worst, compared };
    let run = Running { args, session, plan: &plan, judges: &judges, progress: &progress };
    match &mut repair {
        Some(repair) => run.repair(repair, &mut accounts, &mut shown)?,
        None => run.judge(today, &mut accounts, &mut shown)?,
    }
    let Shown { outputs, mut tally, worst, compared } = shown;
    drop(progress);
    interrupt::check()?;
    tally.gone = accounts.all.iter().map(|it| it.known.gone).sum();
    // Where some were not read, what they were held against is not known to agree.
    if let Some((recorded, rules)) = recorded.as_ref().zip(compared)
        && worst.iter().all(|it| *it == 0)
        && plan.sees_all(recorded.folder())
    {
        let met = accounts.all.iter().flat_map(|it| it.known.met.iter().cloned()).collect();
        let files = plan.files().into_iter().chain(plan.list_texts()).collect();
        tally.gone += recorded.gone(&files, &rules, &met);
    }
    tally.stale = accounts.all.iter().flat_map(|it| it.known.stale()).collect();
    session.warn_of(&tally.stale)?;
    outputs.finish(&tally)?;
    if args.gate.statistics {
        write!(stream::err(), "{}", tally.by_rule.table(session.look))?;
    }
    let compared = tally.compared.is_some();
    if accounts.all.iter().any(|it| it.checked_nothing(compared)) {
        return Err(Failure::NoRule);
    }
    add_ignores(&accounts, session)?;
    let code = code(&worst, gate, &tally);
    let code = match repair {
        Some(repair) => {
            repair.finish(settled.output.quiet, code)?;
            repair.code(code, &worst)
        }
        None => code,
    };
    if !args.watch {
        // The process ends, which gives all memory back at once; to free what rules are made of
        // piece by piece takes a tenth of the time of one report. Accounts are few and borrow them.
        drop(accounts);
        mem::forget(judges);
        mem::forget(plan);
    }
    Ok(code)
}

/// What a run works with.
struct Running<'r, 'p> {
    args: &'r CheckArgs,
    session: &'r Session,
    plan: &'p Plan,
    judges: &'r ByGroup<'p, Judge<'p>>,
    progress: &'r Progress,
}

/// What was shown, and what it comes to.
struct Shown {
    outputs: Outputs,
    tally: Tally,
    /// The exit codes that inputs call for.
    worst: Vec<u8>,
    /// The codes of the rules that compared, where any did.
    compared: Option<BTreeSet<String>>,
}

impl Shown {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        self.tally.add(entry);
        self.outputs.entry(entry)
    }
}

impl Running<'_, '_> {
    /// Repairs the inputs one by one and shows what is left.
    fn repair(
        &self,
        repair: &mut Repair,
        accounts: &mut ByGroup<'_, Account<'_>>,
        shown: &mut Shown,
    ) -> Result<(), Failure> {
        if self.plan.inputs.len() > 1 && !self.args.no_sets {
            // Each is judged while it changes, so there is nothing yet to hold them against.
            let lang = self.session.look.lang;
            self.session.remark("hegui", lang.pick(
                "修改时不互相核对各份报告；改完后请再运行 hegui check",
                "while repairs are made the reports are not compared with each other; run `hegui check` when they are done",
            ))?;
        }
        for (index, input) in self.plan.inputs.iter().enumerate() {
            let Some((judge, account)) = self.judges.of(index).zip(accounts.of_mut(index)) else {
                continue;
            };
            interrupt::check()?;
            self.progress.at(&input.name(&self.args.input.reading));
            let code = repair.input(input, judge, account, &mut |entry| shown.entry(entry))?;
            shown.worst.push(code);
            self.progress.step();
        }
        Ok(())
    }

    /// Judges all inputs and shows each, then what comes of comparing them.
    fn judge(
        &self,
        today: Date,
        accounts: &mut ByGroup<'_, Account<'_>>,
        shown: &mut Shown,
    ) -> Result<(), Failure> {
        let (args, plan, judges) = (self.args, self.plan, self.judges);
        let sets = Sets::of(plan, judges, &args.input, today);
        let mut sets = sets.filter(|_| !args.no_sets);
        let (wanted, mut unread) = (sets.is_some(), false);
        let note =
            |index, judged: &Judged<'_>| sets::note(judges.of(index).filter(|_| wanted), judged);
        examining::each(plan, judges, &args.input, self.progress, note, |index, examined| {
            let Some(account) = accounts.of_mut(index) else {
                return Ok(ControlFlow::Continue(()));
            };
            let mut kept = Kept::default();
            let code = examined.show(account, self.session, |entry, noted| {
                unread |= matches!(entry, Entry::Unread(_));
                kept = Kept::of(entry, noted.flatten());
                shown.entry(entry)
            })?;
            shown.worst.push(code);
            if let Some(sets) = &mut sets {
                sets.keep(index, kept);
            }
            if shown.outputs.are_idle() {
                // What was not looked at does not count as checked.
                shown.worst.push(3);
                sets = None;
                return Ok(ControlFlow::Break(()));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if unread {
            accounts.all.iter_mut().for_each(|it| it.known.lacks());
        }
        if let Some(sets) = sets {
            let show = |entry: Entry<'_>| shown.entry(entry);
            let compared = sets.compare(accounts, self.progress, self.session, show)?;
            shown.worst.push(compared.code);
            shown.tally.compared = Some(compared.compared);
            shown.compared = Some(compared.rules);
        }
        Ok(())
    }
}

/// The least severity that is shown: what makes the run fail always is.
fn shown_from(least: Option<Severity>, gate: Gate) -> Severity {
    let least = least.unwrap_or(Severity::Warning);
    gate.least.map_or(least, |stops| stops.min(least))
}

fn wants_progress(args: &CheckArgs) -> bool {
    !args.input.no_progress && !args.output.quiet
}

/// Writes the ignores that the run was to add, and says which.
fn add_ignores(accounts: &ByGroup<'_, Account<'_>>, session: &Session) -> Result<(), Failure> {
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (path, entries) in accounts.all.iter().flat_map(|it| it.known.added()) {
        all.entry(path).or_default().extend(entries);
    }
    all.retain(|_, entries| !entries.is_empty());
    // Nothing is written where one of them cannot be.
    let added = all.iter().map(|(path, entries)| known::with_added(path, entries));
    let texts = added.collect::<Result<Vec<String>, Failure>>()?;
    for ((path, entries), text) in all.iter().zip(&texts) {
        known::put(path, text)?;
        session.added(&paths::shown(path), entries)?;
    }
    Ok(())
}

/// 2 where a path is wrong, 3 where an input was not wholly checked, 1 for findings.
fn code(worst: &[u8], gate: Gate, tally: &Tally) -> u8 {
    match (worst.contains(&2), worst.contains(&3)) {
        (true, _) => 2,
        (_, true) => 3,
        _ => u8::from(gate.is_shut(tally)),
    }
}
