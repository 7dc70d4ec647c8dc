//! The command `config`: settings in force, validation, schema.

use std::io::Write;
use std::path::Path;

use super::args::{
    CheckArgs, ConfigArgs, ConfigCheckArgs, ConfigCommand, ConfigCommands, SelectionArgs,
};
use super::configs::Configs;
use super::failure::Failure;
use super::plan::Plan;
use super::session::{Session, tell};
use super::settled::Settled;
use super::shown::Settings;
use super::stream;
use crate::config::schema;
use crate::render::escape;

/// Does what is asked; gives the exit code.
pub(super) fn run(args: &ConfigCommands, session: &Session) -> Result<u8, Failure> {
    match &args.command {
        ConfigCommand::Show(args) => show(args, session),
        ConfigCommand::Check(args) => check(args, session),
        ConfigCommand::Schema => {
            let mut out = stream::out();
            out.write_all(schema().as_bytes())?;
            out.flush()?;
            Ok(0)
        }
    }
}

/// Prints every setting that holds for the first path, and where its value comes from.
fn show(args: &CheckArgs, session: &Session) -> Result<u8, Failure> {
    let mut configs = Configs::new(&args.input.config);
    let run = configs.of_run(&args.input)?;
    let config = run.and_then(|at| configs.loaded.get(at));
    let settled = Settled::of(args, config, session);
    let settings = Settings::of(args, config, session, &settled);
    let mut out = stream::out();
    for line in settings.lines(settled.session.look.lang) {
        writeln!(out, "{}", escape::shown(&line))?;
    }
    out.flush()?;
    // Names of rules are held against the packs, as a check would.
    Plan::validate(&args.selection, configs, run, session)?;
    Ok(0)
}

/// Validates one configuration.
fn check(args: &ConfigCheckArgs, session: &Session) -> Result<u8, Failure> {
    let one = ConfigArgs { config: args.file.clone(), isolated: false };
    let mut configs = Configs::new(&one);
    let found = configs.of_path(Path::new("."))?;
    let lang = session.look.lang;
    let Some(name) = found.and_then(|at| configs.loaded.get(at)).map(|it| it.name.clone()) else {
        return Err(Failure::NoConfig);
    };
    Plan::validate(&SelectionArgs::default(), configs, found, session)?;
    tell(&lang.pick(format!("{name}：无误。"), format!("{name}: in order.")))?;
    Ok(0)
}
