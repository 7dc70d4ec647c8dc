//! The command `completions`: a script that completes commands, flags and rules in a shell.

use std::io::Write;

use clap::Command;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap_complete::Shell;

use super::args::CompletionsArgs;
use super::failure::Failure;
use super::session::Session;
use super::{help, packs, stream};
use crate::lang::Lang;
use crate::render::Style;
use crate::rule::Packs;

/// Flags whose values are rules, by command.
const RULES: [(&str, &str); 3] = [("explain", "rule"), ("check", "select"), ("check", "ignore")];

/// Commands with a flag for formats that `values.rs` reads: to complete `FMT=PATH` is left to users.
const FORMATS: [&str; 2] = ["check", "fix"];

/// Prints the script; gives the exit code.
pub(super) fn run(args: &CompletionsArgs, session: &Session) -> Result<u8, Failure> {
    let packs = packs::load(&session.folders, true)?;
    let command = with_rules(help::command(session.look.lang), &packs, session.look.lang);
    let mut command = with_formats(command);
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "hegui", &mut script);
    let script = String::from_utf8_lossy(&script);
    let mut out = stream::out();
    out.write_all(with_values(args.shell, &script, &rules(&packs, session.look.lang)).as_bytes())?;
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

/// The command line with the names of formats as values.
fn with_formats(command: Command) -> Command {
    FORMATS.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, |command| {
            command.mut_arg("format", |arg| {
                arg.value_parser(PossibleValuesParser::new(Style::ALL.map(|(name, _)| name)))
            })
        })
    })
}

/// The script with the rules where its generator completes no values: in PowerShell and Elvish.
fn with_values(shell: Shell, script: &str, rules: &[PossibleValue]) -> String {
    let list = |quotes: &[char], line: fn(&str, &str) -> String| -> String {
        let help = |rule: &PossibleValue| rule.get_help().map(ToString::to_string);
        rules
            .iter()
            .map(|it| line(it.get_name(), &quoted(&help(it).unwrap_or_default(), quotes)))
            .collect()
    };
    let after = |script: &str, place: &str, more: &str| {
        script.replacen(place, &format!("{place}\n{more}"), 1)
    };
    match shell {
        Shell::PowerShell => {
            let rules = list(&['\'', '‘', '’'], |name, help| {
                format!(
                    "            [CompletionResult]::new('{name}', '{name}', \
                     [CompletionResultType]::ParameterValue, '{help}')\n"
                )
            });
            let script = after(script, "'hegui;explain' {", &rules);
            // After `check` files come first, and rules only where one has been begun.
            let begun = format!("            if ($wordToComplete) {{\n{rules}            }}\n");
            after(&script, "'hegui;check' {", &begun)
        }
        Shell::Elvish => {
            let rules = list(&['\''], |name, help| format!("            cand {name} '{help}'\n"));
            after(script, "&'hegui;explain'= {", &rules)
        }
        _ => script.to_owned(),
    }
}

/// Text between single quotes, with those inside it doubled; PowerShell takes ‘ and ’ for quotes.
fn quoted(text: &str, quotes: &[char]) -> String {
    let times = |it: char| 1 + usize::from(quotes.contains(&it));
    text.chars().flat_map(|it| std::iter::repeat_n(it, times(it))).collect()
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
