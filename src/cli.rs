//! The command line: one file a command.

mod args;
mod baseline;
mod body_list;
mod check;
mod completions;
mod config;
mod configs;
mod draft;
mod examining;
mod explain;
mod facts;
mod failure;
mod fix;
mod help;
mod hint;
mod init;
mod inputs;
mod interrupt;
mod judging;
mod known;
mod manual;
mod matcher;
mod outputs;
mod pack;
mod packs;
mod parallel;
mod paths;
mod plan;
mod progress;
mod recorded;
mod rules;
mod session;
mod sets;
mod settled;
mod shown;
mod stream;
mod templates;
mod terminal;
mod text;
mod usage;
mod values;
mod watch;

use std::ffi::OsString;
use std::io::{self, Write};
use std::panic;

use clap::{ArgMatches, FromArgMatches, Subcommand};

use self::args::{Cli, Command};
use self::failure::Failure;
use self::session::Session;
use crate::lang::Lang;

/// Flags that may stand before a command and take a value.
const LEADING: [&str; 5] = ["--lang", "--color", "--width", "--ambiguous-width", "--pack"];

/// Runs the program with the words of its command line, the first of which is its own name; gives
/// the exit code.
pub fn run(words: impl IntoIterator<Item = OsString>) -> u8 {
    let words: Vec<OsString> = words.into_iter().collect();
    let lang = session::language(&words);
    // A panic is told in a sentence, with the input it befell, and not as a trace.
    panic::set_hook(Box::new(|_| {}));
    session::guarded(|| parse(words, lang)).unwrap_or_else(|cause| {
        let _ = session::say(lang, &session::crash(&cause, lang));
        3
    })
}

fn parse(words: Vec<OsString>, lang: Lang) -> u8 {
    let (words, at) = with_command(words);
    let name = words.get(at).and_then(|it| it.to_str()).unwrap_or_default();
    let matches = help::lean(name).and_then(|it| matches(it, &words).ok());
    // What is to be said of the command line, in any language, only the whole of it can say.
    match matches.map_or_else(|| self::matches(help::command(lang), &words), Ok) {
        Ok(matches) => dispatch(&matches, lang),
        Err(error) => refuse(&usage::harmless(error), lang),
    }
}

fn matches(mut command: clap::Command, words: &[OsString]) -> Result<ArgMatches, clap::Error> {
    let matches = command.try_get_matches_from_mut(words);
    // Nobody asks it anything more, and the process is short: its many pieces are left alone.
    std::mem::forget(command);
    matches
}

fn dispatch(matches: &ArgMatches, lang: Lang) -> u8 {
    let Cli { common, mut command } = match Cli::from_arg_matches(matches) {
        Ok(cli) => cli,
        Err(error) => return refuse(&usage::harmless(error), lang),
    };
    if let Command::Fix(args) = &mut command {
        args.repair.fix = true;
    }
    let session = Session::new(common, lang);
    let done = match &command {
        Command::Check(args) | Command::Fix(args) => check::run(args, &session),
        Command::Explain(args) => explain::run(args, &session),
        Command::Rules(args) => rules::run(args, &session),
        Command::Text(args) => text::run(args, &session),
        Command::Facts(args) => facts::run(args, &session),
        Command::Init(args) => init::run(args, &session),
        Command::Matcher(args) => matcher::run(args),
        Command::Completions(args) => completions::run(args, &session),
        Command::Man => manual::run(&session),
        Command::Config(args) => config::run(args, &session),
        Command::Baseline(args) => baseline::run(args, &session),
        Command::Pack(args) => pack::run(args, &session),
    };
    done.unwrap_or_else(|failure| {
        // With standard error gone there is nobody left to tell.
        let _ = session.fail(&failure);
        failure.exit_code()
    })
}

/// Help and version go to standard output, complaints to standard error.
fn refuse(error: &clap::Error, lang: Lang) -> u8 {
    let written = if error.use_stderr() {
        write!(stream::err(), "{}", usage::message(error, lang))
    } else {
        write_out(&usage::page(error, lang))
    };
    let Err(failed) = written else { return u8::from(error.use_stderr()) * 2 };
    // With standard error gone there is nobody left to tell.
    let _ = session::say(lang, &Failure::Output(failed).message(lang));
    2
}

fn write_out(text: &str) -> io::Result<()> {
    let mut out = stream::out();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// `hegui 报告.txt` is `hegui check 报告.txt`. Gives also where the command, or a flag that asks for
/// help, stands.
fn with_command(mut words: Vec<OsString>) -> (Vec<OsString>, usize) {
    let mut at = 1;
    while let Some(flag) = words.get(at).and_then(|word| word.to_str()) {
        let name = flag.split_once('=').map_or(flag, |(name, _)| name);
        if !LEADING.contains(&name) {
            break;
        }
        at += if name == flag { 2 } else { 1 };
    }
    if words.get(at).is_some_and(|it| it == "help") {
        // `hegui help check` is `hegui check --help`; what is no command is told by the whole.
        words.remove(at);
        words.push("--help".into());
        return (words, at);
    }
    let is_own = |word: &OsString| {
        ["-h", "--help", "-V", "--version"].iter().any(|flag| word == flag)
            || word.to_str().is_some_and(Command::has_subcommand)
    };
    if !words.get(at).is_some_and(is_own) {
        at = at.min(words.len());
        words.insert(at, "check".into());
    }
    (words, at)
}
