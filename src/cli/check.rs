//! The command `check`.

use super::args::{CheckArgs, FailArg, GateArgs};
use super::failure::Failure;
use super::fix::Repair;
use super::judging::Judge;
use super::outputs::{Outputs, Room};
use super::session::Session;
use super::{inputs, packs};
use crate::engine::Settings;
use crate::render::{Entry, Tally};
use crate::report::Severity;

/// Checks all inputs; gives the exit code.
pub(super) fn run(args: &CheckArgs, session: &Session) -> Result<u8, Failure> {
    let packs = session.packs()?;
    packs::known(&packs, &args.selection.select)?;
    packs::known(&packs, &args.selection.ignore)?;
    let inputs = inputs::collect(&args.input)?;
    if inputs.is_empty() && !args.input.allow_empty {
        return Err(Failure::NoInput);
    }
    let mut repair = Repair::wanted(args, session, &inputs)?;
    let room = repair.as_ref().map_or(Room::Out, |it| it.room(&inputs));
    let mut outputs = Outputs::open(&args.output, session, &inputs, room)?;
    let mut judge = Judge::new(&packs, settings(args));
    let mut tally = Tally::default();
    let mut worst = Vec::new();
    for input in &inputs {
        let mut show = |entry: Entry<'_>| {
            tally.add(entry);
            outputs.entry(entry)
        };
        worst.push(match &mut repair {
            Some(repair) => repair.input(input, &mut judge, &mut show)?,
            None => judge.input(input, &args.input.reading, session, &mut show)?,
        });
    }
    outputs.finish(&tally)?;
    if tally.files > tally.unread && tally.rules.sum() == 0 {
        return Err(Failure::NoRule);
    }
    let code = code(&worst, &args.gate, &tally);
    let Some(repair) = repair else { return Ok(code) };
    repair.finish(args.output.quiet)?;
    Ok(repair.code(code, &worst))
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
