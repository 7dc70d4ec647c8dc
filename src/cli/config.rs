//! The command `config`: settings in force, validation, schema.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::args::{
    CheckArgs, ConfigArgs, ConfigCheckArgs, ConfigCommand, ConfigCommands, SelectionArgs,
};
use super::configs::{Configs, Loaded};
use super::failure::{Failure, FileFault};
use super::plan::Plan;
use super::session::{Session, tell};
use super::sets::lists;
use super::settled::Settled;
use super::shown::Settings;
use super::stream;
use crate::config::schema;
use crate::lang::Lang;
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
    // The settings of a path that leads nowhere would be those of another.
    let is_lost = |it: &&PathBuf| it.as_os_str() != "-" && it.symlink_metadata().is_err();
    if let Some(lost) = args.input.paths.iter().find(is_lost) {
        return Err(Failure::File(lost.clone(), FileFault::Missing));
    }
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
    let Some(config) = found.and_then(|at| configs.loaded.get(at)) else {
        return Err(Failure::NoConfig);
    };
    let (name, list) = (config.name.clone(), listed(config, lang));
    let (lists, roster) = lists::of_config(config);
    let unlisted = roster.unlisted().into_iter().filter_map(|(list, names)| {
        Some((lists.get(list)?.name().to_owned(), lists::unlisted(&names, lang)))
    });
    let unlisted: Vec<(String, String)> = unlisted.collect();
    Plan::validate(&SelectionArgs::default(), configs, found, session)?;
    tell(&lang.pick(format!("{name}：无误。"), format!("{name}: in order.")))?;
    if let Some(list) = list {
        tell(&list)?;
    }
    unlisted.iter().try_for_each(|(name, words)| session.remark(name, words))?;
    Ok(0)
}

/// How many bodies a list names, and which of its columns are not read, so that a slip in a head
/// does not go unnoticed.
fn listed(config: &Loaded, lang: Lang) -> Option<String> {
    let (name, list) = (&config.list.as_ref()?.name, &config.config.listed);
    let (count, unused) = (list.bodies.len(), &list.unused);
    let columns = match lang {
        _ if unused.is_empty() => String::new(),
        Lang::Zh => format!("，未读取的列：{}", unused.join("、")),
        Lang::En => format!("; columns that are not read: {}", unused.join(", ")),
    };
    Some(lang.pick(
        format!("{name}：{count} 个机关{columns}。"),
        format!("{name}: bodies: {count}{columns}."),
    ))
}
