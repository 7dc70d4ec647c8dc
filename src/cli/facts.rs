//! The command `facts`.

use std::io::Write;

use super::args::{FactsArg, FactsArgs, SelectionArgs};
use super::configs::Configs;
use super::failure::Failure;
use super::known::Known;
use super::plan::Plan;
use super::progress::Progress;
use super::session::Session;
use super::{interrupt, stream};
use crate::render::{self, FactsFormat};

/// Prints what was read of each report; gives the exit code.
pub(super) fn run(args: &FactsArgs, session: &Session) -> Result<u8, Failure> {
    interrupt::listen();
    let mut configs = Configs::new(&args.input.config);
    let run = configs.of_run(&args.input)?;
    let plan = Plan::of(&args.input, &SelectionArgs::default(), configs, run, &[], session)?;
    let mut judges = plan.judges(|_| Known::default());
    let (mut reports, mut worst) = (Vec::new(), Vec::new());
    let progress = Progress::start(&plan.inputs, !args.input.no_progress, session.look);
    for (index, input) in plan.inputs.iter().enumerate() {
        let Some(judge) = judges.of(index) else { continue };
        interrupt::check()?;
        progress.at(&input.name(&args.input.reading));
        worst.push(judge.input(input, &args.input.reading, session, &mut |entry| {
            reports.push(render::facts(entry, session.look.lang));
            Ok(())
        })?);
        progress.step();
    }
    drop(progress);
    interrupt::check()?;
    let format = match args.format {
        FactsArg::Json => FactsFormat::Json,
        FactsArg::Jsonl => FactsFormat::Jsonl,
    };
    let mut out = stream::out();
    out.write_all(format.join(&reports).as_bytes())?;
    out.flush()?;
    // A wrong path weighs more than an input that could not be read.
    Ok([2, 3].into_iter().find(|code| worst.contains(code)).unwrap_or(0))
}
