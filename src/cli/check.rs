//! The command `check`.

use super::args::{CheckArgs, FailArg, GateArgs};
use super::failure::Failure;
use super::judging::Judge;
use super::outputs::Outputs;
use super::progress::Progress;
use super::session::Session;
use super::{inputs, interrupt, packs, watch};
use crate::engine::Settings;
use crate::render::Tally;
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
    let packs = session.packs()?;
    packs::known(&packs, &args.selection.select)?;
    packs::known(&packs, &args.selection.ignore)?;
    let inputs = inputs::collect(&args.input)?;
    if inputs.is_empty() && !args.input.allow_empty {
        return Err(Failure::NoInput);
    }
    let mut outputs = Outputs::open(&args.output, session, &inputs)?;
    let mut judge = Judge::new(&packs, settings(args));
    let mut tally = Tally::default();
    let mut worst = Vec::new();
    let progress = Progress::start(&inputs, wants_progress(args), session.look);
    for input in &inputs {
        interrupt::check()?;
        progress.at(&input.name(&args.input.reading));
        worst.push(judge.input(input, &args.input.reading, session, &mut |entry| {
            tally.add(entry);
            outputs.entry(entry)
        })?);
        progress.step();
    }
    drop(progress);
    interrupt::check()?;
    outputs.finish(&tally)?;
    if tally.files > tally.unread && tally.rules.sum() == 0 {
        return Err(Failure::NoRule);
    }
    Ok(code(&worst, &args.gate, &tally))
}

fn wants_progress(args: &CheckArgs) -> bool {
    !args.input.no_progress && !args.output.quiet
}

fn settings(args: &CheckArgs) -> Settings {
    let selection = &args.selection;
    Settings {
        year: selection.year,
        body: selection.body,
        select: selection.select.clone(),
        ignore: selection.ignore.clone(),
    }
}

/// 2 where a path is wrong, 3 where an input was not wholly checked, 1 for findings.
fn code(worst: &[u8], gate: &GateArgs, tally: &Tally) -> u8 {
    let least = match gate.fail_on {
        FailArg::Error => Some(Severity::Error),
        FailArg::Warning => Some(Severity::Warning),
        FailArg::Info => Some(Severity::Info),
        FailArg::Never => None,
    };
    let found = least.is_some_and(|least| tally.found.at_least(least) > 0);
    let too_many = gate.max_warnings.is_some_and(|most| tally.found.warnings > most);
    match (worst.contains(&2), worst.contains(&3)) {
        (true, _) => 2,
        (_, true) => 3,
        _ => u8::from(found || too_many),
    }
}
