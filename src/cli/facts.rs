//! The command `facts`.

use std::path::PathBuf;

use super::args::{FactsArgs, SelectionArgs};
use super::configs::Configs;
use super::failure::Failure;
use super::interrupt;
use super::known::Known;
use super::outputs::Outputs;
use super::plan::Plan;
use super::progress::Progress;
use super::session::Session;
use crate::render::{Entry, Tally};

/// Prints what was read of each report; gives the exit code.
pub(super) fn run(args: &FactsArgs, session: &Session) -> Result<u8, Failure> {
    interrupt::listen();
    let mut configs = Configs::new(&args.input.config);
    let run = configs.of_run(&args.input)?;
    let results: Vec<PathBuf> = args.format.iter().filter_map(|it| it.path.clone()).collect();
    let selection = SelectionArgs::default();
    let plan = Plan::of(&args.input, &selection, configs, run, &results, session)?;
    let mut judges = plan.judges(|_| Known::default());
    let mut outputs = Outputs::of_facts(args, session, &plan.reads(&args.input, None))?;
    let mut worst = Vec::new();
    let progress = Progress::start(&plan.inputs, !args.input.no_progress, session.look);
    for (index, input) in plan.inputs.iter().enumerate() {
        let Some(judge) = judges.of(index) else { continue };
        interrupt::check()?;
        progress.at(&input.name(&args.input.reading));
        let mut show = |entry: Entry<'_>| outputs.entry(entry);
        worst.push(judge.input(input, &args.input.reading, session, &mut show)?);
        progress.step();
        if index + 1 < plan.inputs.len() && outputs.are_idle() {
            // What was not looked at does not count as read.
            worst.push(3);
            break;
        }
    }
    drop(progress);
    interrupt::check()?;
    outputs.finish(&Tally::default())?;
    // A wrong path weighs more than an input that could not be read.
    Ok([2, 3].into_iter().find(|code| worst.contains(code)).unwrap_or(0))
}
