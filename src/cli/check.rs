//! The command `check`.

use std::fs::File;
use std::io::{self, BufWriter};

use super::args::{CheckArgs, FailArg, GateArgs, UnitArg};
use super::failure::Failure;
use super::inputs::{self, Input};
use super::judging::Judge;
use super::session::Session;
use super::values::Formats;
use super::{packs, stream, terminal};
use crate::engine::Settings;
use crate::render::{self, ColumnUnit, Detail, Look, Renderer, Style, Tally};
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
    let mut outputs = outputs(args, session, &inputs)?;
    let mut judge = Judge::new(&packs, settings(args));
    let mut tally = Tally::default();
    let mut worst = Vec::new();
    for input in &inputs {
        worst.push(judge.input(input, &args.input.reading, session, &mut |entry| {
            tally.add(entry);
            outputs.iter_mut().try_for_each(|output| output.entry(entry))
        })?);
    }
    outputs.iter_mut().try_for_each(|output| output.finish(&tally))?;
    if tally.files > tally.unread && tally.rules.sum() == 0 {
        return Err(Failure::NoRule);
    }
    Ok(code(&worst, &args.gate, &tally))
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

/// A renderer for each format asked for; pictures on a terminal and lines in a pipe otherwise.
fn outputs(
    args: &CheckArgs,
    session: &Session,
    inputs: &[Input],
) -> Result<Vec<Box<dyn Renderer>>, Failure> {
    let usual = if terminal::is_interactive() { Style::Pretty } else { Style::Concise };
    let usual = [Formats { style: usual, path: None }];
    let formats = if args.output.format.is_empty() { &usual[..] } else { &args.output.format };
    let mut outputs = Vec::new();
    for (index, format) in formats.iter().enumerate() {
        if formats.iter().skip(index + 1).any(|other| other.path == format.path) {
            return Err(Failure::OneOutput);
        }
        outputs.push(output(args, format, session, inputs)?);
    }
    Ok(outputs)
}

fn output(
    args: &CheckArgs,
    format: &Formats,
    session: &Session,
    inputs: &[Input],
) -> Result<Box<dyn Renderer>, Failure> {
    let detail = Detail {
        least: args.output.min_severity,
        quiet: args.output.quiet,
        verbose: args.output.verbose,
    };
    let look = Look { unit: unit(args.output.column_unit), ..session.look };
    let Some(path) = &format.path else {
        let (out, aside) = (Box::new(stream::out()), Box::new(stream::err()));
        return Ok(render::renderer(format.style, look, detail, out, aside));
    };
    if inputs.iter().any(|input| input.is_at(path)) {
        return Err(Failure::Overwrite(path.clone()));
    }
    let file = File::create(path)
        .map_err(|error| Failure::Output(format!("{}: {error}", path.display())))?;
    let look = Look { color: false, ..look };
    let (out, aside) = (Box::new(BufWriter::new(file)), Box::new(io::sink()));
    Ok(render::renderer(format.style, look, detail, out, aside))
}

fn unit(unit: UnitArg) -> ColumnUnit {
    match unit {
        UnitArg::Char => ColumnUnit::Char,
        UnitArg::Utf16 => ColumnUnit::Utf16,
        UnitArg::Byte => ColumnUnit::Byte,
        UnitArg::Display => ColumnUnit::Display,
    }
}
