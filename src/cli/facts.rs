//! The command `facts`.

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::args::{FactsArgs, SelectionArgs};
use super::configs::Configs;
use super::failure::Failure;
use super::judging::Account;
use super::outputs::Outputs;
use super::plan::Plan;
use super::progress::Progress;
use super::session::Session;
use super::{examining, interrupt};
use crate::render::{Entry, Judged, Status, Tally};
use crate::report::Severity;

/// Says that a file is no report: no rule does where none is judged.
fn tell_other(entry: &Entry<'_>, session: &Session) -> io::Result<()> {
    let Entry::Judged(judged) = entry else { return Ok(()) };
    if judged.status != Status::Unrecognised {
        return Ok(());
    }
    let (zh, en) = (
        "不是年度报告，未读取数据。请核对是否选错了文件",
        "not an annual report; no figures were read. Make sure it is the right file",
    );
    session.note(&judged.path, session.look.lang.pick(zh, en))
}

/// Prints what was read of each report; gives the exit code.
pub(super) fn run(args: &FactsArgs, session: &Session) -> Result<u8, Failure> {
    interrupt::listen();
    let mut configs = Configs::new(&args.input.config);
    let run = configs.of_run(&args.input)?;
    let results: Vec<PathBuf> = args.format.iter().filter_map(|it| it.path.clone()).collect();
    let selection = SelectionArgs::default();
    let plan = Plan::of(&args.input, &selection, configs, run, &results, session)?;
    let judges = plan.judges(Severity::Warning);
    let mut outputs = Outputs::of_facts(args, session, &plan.reads(&args.input, None))?;
    let (mut account, mut worst) = (Account::default(), Vec::new());
    let progress = Progress::start(&plan.inputs, !args.input.no_progress, session.look);
    let note = |_, _: &Judged<'_>| ();
    examining::each(&plan, &judges, &args.input, &progress, note, |index, examined| {
        worst.push(examined.show(&mut account, session, |entry, _| {
            tell_other(&entry, session)?;
            outputs.entry(entry)
        })?);
        if index + 1 < plan.inputs.len() && outputs.are_idle() {
            // What was not looked at does not count as read.
            worst.push(3);
            return Ok(ControlFlow::Break(()));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    drop(progress);
    interrupt::check()?;
    outputs.finish(&Tally::default())?;
    // A wrong path weighs more than an input that could not be read.
    Ok([2, 3].into_iter().find(|code| worst.contains(code)).unwrap_or(0))
}
