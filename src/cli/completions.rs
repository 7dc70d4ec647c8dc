//! The command `completions`: a script that completes commands, flags and rules in a shell.

use std::io::Write;

use clap::Command;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::args::CompletionsArgs;
use super::failure::Failure;
use super::session::Session;
use super::{help, stream};
use crate::lang::Lang;
use crate::rule::Packs;

/// Flags whose values are rules, by command.
const RULES: [(&str, &str); 3] = [("explain", "rule"), ("check", "select"), ("check", "ignore")];

/// Prints the script; gives the exit code.
pub(super) fn run(args: &CompletionsArgs, session: &Session) -> Result<u8, Failure> {
    let packs = session.packs_with_examples()?;
    let mut command = with_rules(help::command(session.look.lang), &packs, session.look.lang);
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "hegui", &mut script);
    let mut out = stream::out();
    out.write_all(&script)?;
    out.flush()?;
    Ok(0)
}

/// The command line with the rules as values, which parsing does without: a name may also be that
/// of a pack which is loaded later.
fn with_rules(command: Command, packs: &Packs, lang: Lang) -> Command {
    RULES.into_iter().fold(command, |command, (name, flag)| {
        command.mut_subcommand(name, |command| {
            command.mut_arg(flag, |arg| {
                arg.value_parser(PossibleValuesParser::new(rules(packs, lang)))
            })
        })
    })
}

/// Codes and ids with the titles of the rules.
fn rules(packs: &Packs, lang: Lang) -> Vec<PossibleValue> {
    let rules = packs.rules();
    let names = |name: fn(&crate::rule::Rule) -> &str| {
        rules.iter().map(move |it| {
            PossibleValue::new(name(it).to_owned()).help(it.title.get(lang).to_owned())
        })
    };
    names(|it| it.code()).chain(names(|it| it.id())).collect()
}
