//! The command `facts`.

use std::io::Write;

use super::args::{FactsArg, FactsArgs};
use super::failure::Failure;
use super::judging::Judge;
use super::progress::Progress;
use super::session::Session;
use super::{inputs, interrupt, stream};
use crate::engine::Settings;
use crate::render::{self, FactsFormat};

/// Prints what was read of each report; gives the exit code.
pub(super) fn run(args: &FactsArgs, session: &Session) -> Result<u8, Failure> {
    interrupt::listen();
    let packs = session.packs()?;
    let inputs = inputs::collect(&args.input)?;
    if inputs.is_empty() && !args.input.allow_empty {
        return Err(Failure::NoInput);
    }
    let mut judge = Judge::new(&packs, Settings::default());
    let (mut reports, mut worst) = (Vec::new(), Vec::new());
    let progress = Progress::start(&inputs, !args.input.no_progress, session.look);
    for input in &inputs {
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
