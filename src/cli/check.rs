//! The command `check`.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::args::CheckArgs;
use super::configs::Configs;
use super::failure::Failure;
use super::fix::Repair;
use super::judging::Account;
use super::known::{self, Adding, Known};
use super::outputs::{Outputs, Room};
use super::plan::{ByGroup, Plan};
use super::progress::Progress;
use super::recorded::Recorded;
use super::session::Session;
use super::sets::{self, Sets};
use super::settled::Settled;
use super::{examining, interrupt, paths, stream, terminal, watch};
use crate::render::{Entry, Found, Gate, Judged, Status, Tally};

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
    let results: Vec<PathBuf> =
        args.output.format.iter().filter_map(|it| it.path.clone()).collect();
    let plan = Plan::of(&args.input, &args.selection, configs, run, &results, session)?;
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
    let judges = plan.judges();
    let mut accounts =
        plan.accounts(|config| Known::new(config, today, recorded.as_ref(), adding.clone()));
    let mut repair = Repair::wanted(args, session, &plan.inputs, &reads)?;
    let room = repair.as_ref().map_or(Room::Out, |it| it.room(&plan.inputs));
    let mut outputs = Outputs::open(&settled.output, gate, session, &reads, room)?;
    let (mut tally, mut worst) = (Tally::default(), Vec::new());
    let progress = Progress::start(&plan.inputs, wants_progress(args), session.look);
    if let Some(repair) = &mut repair {
        for (index, input) in plan.inputs.iter().enumerate() {
            let Some((judge, account)) = judges.of(index).zip(accounts.of_mut(index)) else {
                continue;
            };
            interrupt::check()?;
            progress.at(&input.name(&args.input.reading));
            worst.push(repair.input(input, judge, account, &mut |entry| {
                tally.add(entry);
                outputs.entry(entry)
            })?);
            progress.step();
        }
    } else {
        let mut sets = Sets::of(&plan, &judges, &args.input.reading, today);
        sets = sets.filter(|_| !args.no_sets);
        let wanted = sets.is_some();
        let note =
            |index, judged: &Judged<'_>| sets::note(judges.of(index).filter(|_| wanted), judged);
        examining::each(&plan, &judges, &args.input, &progress, note, |index, examined| {
            let Some(account) = accounts.of_mut(index) else {
                return Ok(ControlFlow::Continue(()));
            };
            let (mut noted, mut found) = (None, None);
            worst.push(examined.show(account, session, |entry, of_it| {
                noted = of_it.flatten();
                found = match entry {
                    Entry::Judged(it) if it.status == Status::Checked => {
                        Some(Found::of(&it.verdict))
                    }
                    _ => None,
                };
                tally.add(entry);
                outputs.entry(entry)
            })?);
            if let Some(sets) = &mut sets {
                sets.keep(index, noted, found);
            }
            if outputs.are_idle() {
                // What was not looked at does not count as checked.
                worst.push(3);
                return Ok(ControlFlow::Break(()));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if let Some(sets) = sets {
            let (compared, code) = sets.compare(&mut accounts, session, |entry| {
                tally.add(entry);
                outputs.entry(entry)
            })?;
            tally.compared = Some(compared);
            worst.push(code);
        }
    }
    drop(progress);
    interrupt::check()?;
    tally.gone = accounts.all.iter().map(|it| it.known.gone).sum();
    tally.stale = accounts.all.iter().flat_map(|it| it.known.stale()).collect();
    session.warn_of(&tally.stale)?;
    outputs.finish(&tally)?;
    if args.gate.statistics {
        write!(stream::err(), "{}", tally.by_rule.table(session.look))?;
    }
    if tally.compared.is_none() && accounts.all.iter().any(Account::checked_nothing) {
        return Err(Failure::NoRule);
    }
    add_ignores(&accounts, session)?;
    let code = code(&worst, gate, &tally);
    let Some(repair) = repair else { return Ok(code) };
    repair.finish(settled.output.quiet)?;
    Ok(repair.code(code, &worst))
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
    for (path, entries) in all.iter().filter(|(_, entries)| !entries.is_empty()) {
        known::write(path, entries)?;
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
