//! The command `facts`.

use std::ops::ControlFlow;

use super::args::{FactsArg, FactsArgs, SelectionArgs};
use super::configs::Configs;
use super::failure::Failure;
use super::judging::Account;
use super::plan::Plan;
use super::progress::Progress;
use super::session::Session;
use super::{examining, interrupt, stream};
use crate::render::{self, Entry, FactsFormat, Judged, Listing};

/// Prints what was read of each report; gives the exit code.
pub(super) fn run(args: &FactsArgs, session: &Session) -> Result<u8, Failure> {
    interrupt::listen();
    let mut configs = Configs::new(&args.input.config);
    let run = configs.of_run(&args.input)?;
    let plan = Plan::of(&args.input, &SelectionArgs::default(), configs, run, &[], session)?;
    let (judges, lang) = (plan.judges(), session.look.lang);
    let format = match args.format {
        FactsArg::Json => FactsFormat::Json,
        FactsArg::Jsonl => FactsFormat::Jsonl,
    };
    let mut listing = Listing::new(format, stream::out());
    let (mut account, mut worst) = (Account::default(), Vec::new());
    let progress = Progress::start(&plan.inputs, !args.input.no_progress, session.look);
    let note = |_, judged: &Judged<'_>| render::facts(Entry::Judged(judged), lang);
    examining::each(&plan, &judges, &args.input, &progress, note, |_, examined| {
        worst.push(examined.show(&mut account, session, |entry, noted| {
            listing.add(noted.unwrap_or_else(|| render::facts(entry, lang)))
        })?);
        if stream::reader_left() {
            // What was not looked at does not count as read.
            worst.push(3);
            return Ok(ControlFlow::Break(()));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    drop(progress);
    interrupt::check()?;
    listing.finish()?;
    // A wrong path weighs more than an input that could not be read.
    Ok([2, 3].into_iter().find(|code| worst.contains(code)).unwrap_or(0))
}
