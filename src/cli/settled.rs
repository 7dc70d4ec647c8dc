//! The settings of a run: flags, what the configuration says where they are silent, and else the
//! usual.

use std::path::PathBuf;

use super::args::{CheckArgs, FailArg, GateArgs, OutputArgs, UnitArg};
use super::configs::Loaded;
use super::recorded;
use super::session::Session;
use super::values::Formats;
use crate::config::{FailOn, Output};
use crate::render::{ColumnUnit, Gate};
use crate::report::Severity;

/// How a run shows what it finds, and when it fails.
#[derive(Debug)]
pub(super) struct Settled {
    pub session: Session,
    pub output: OutputArgs,
    pub gate: Gate,
    pub baseline: Option<PathBuf>,
}

impl Settled {
    /// `config` is the configuration of the run.
    pub(super) fn of(args: &CheckArgs, config: Option<&Loaded>, session: &Session) -> Self {
        let mut output = args.output.clone();
        let mut session = session.begun();
        if let Some(config) = config.map(|it| &it.config) {
            session = session.under(&config.output);
            fill(&mut output, &config.output, !args.repair.diff);
        }
        let baseline = recorded::path(args.gate.baseline.as_ref(), config);
        let gate = gate(&args.gate, config);
        Self { session, output, gate, baseline }
    }
}

/// When a run fails by a configuration, or by none.
pub(super) fn gate(args: &GateArgs, config: Option<&Loaded>) -> Gate {
    let own = config.map(|it| &it.config.gate);
    let least = own.and_then(|it| it.fail_on).map(|it| fail(it.value));
    let most = own.and_then(|it| it.max_warnings).map(|it| it.value);
    let least = match args.fail_on.or(least).unwrap_or(FailArg::Error) {
        FailArg::Error => Some(Severity::Error),
        FailArg::Warning => Some(Severity::Warning),
        FailArg::Info => Some(Severity::Info),
        FailArg::Never => None,
    };
    Gate { least, most_warnings: args.max_warnings.or(most) }
}

/// What fails a run by either gate.
pub(super) fn stricter(one: Gate, other: Gate) -> Gate {
    let least = [one.least, other.least].into_iter().flatten().min();
    let most_warnings = [one.most_warnings, other.most_warnings].into_iter().flatten().min();
    Gate { least, most_warnings }
}

/// `free` says whether standard output is free for a format that nobody asks for in this run.
fn fill(output: &mut OutputArgs, config: &Output, free: bool) {
    let style = config.format.and_then(|it| it.value);
    if let Some(style) = style.filter(|_| free && output.format.is_empty()) {
        output.format = vec![Formats { style, path: None }];
    }
    output.min_severity = output.min_severity.or(config.min_severity.map(|it| it.value));
    output.column_unit = output.column_unit.or(config.column_unit.map(|it| unit(it.value)));
}

fn unit(unit: ColumnUnit) -> UnitArg {
    match unit {
        ColumnUnit::Char => UnitArg::Char,
        ColumnUnit::Utf16 => UnitArg::Utf16,
        ColumnUnit::Byte => UnitArg::Byte,
        ColumnUnit::Display => UnitArg::Display,
    }
}

fn fail(least: FailOn) -> FailArg {
    match least {
        FailOn::Error => FailArg::Error,
        FailOn::Warning => FailArg::Warning,
        FailOn::Info => FailArg::Info,
        FailOn::Never => FailArg::Never,
    }
}
