//! The command `facts`.

use std::io::Write;
use std::ops::ControlFlow;

use super::args::{FactsArg, FactsArgs, SelectionArgs};
use super::configs::Configs;
use super::failure::Failure;
use super::judging::Account;
use super::plan::Plan;
use super::progress::Progress;
use super::session::Session;
use super::{examining, interrupt, stream};
use crate::render::{self, Entry, FactsFormat, Judged};

/// Prints what was read of each report; gives the exit code.
pub(super) fn run(args: &FactsArgs, session: &Session) -> Result<u8, Failure> {
    interrupt::listen();
    let mut configs = Configs::new(&args.input.config);
    let run = configs.of_run(&args.input)?;
    let plan = Plan::of(&args.input, &SelectionArgs::default(), configs, run, &[], session)?;
    let (judges, lang) = (plan.judges(), session.look.lang);
    let (mut account, mut reports, mut worst) = (Account::default(), Vec::new(), Vec::new());
    let progress = Progress::start(&plan.inputs, !args.input.no_progress, session.look);
    let note = |judged: &Judged<'_>| render::facts(Entry::Judged(judged), lang);
    examining::each(&plan, &judges, &args.input, &progress, note, |_, examined| {
        worst.push(examined.show(&mut account, session, |entry, noted| {
            reports.push(noted.unwrap_or_else(|| render::facts(entry, lang)));
            Ok(())
        })?);
        Ok(ControlFlow::Continue(()))
    })?;
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
