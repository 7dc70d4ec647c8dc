//! The command `man`: one page with all commands, from the definition of the command line.

use std::io::Write;

use clap::{Arg, Command};
use clap_mangen::roff::{Inline, Roff, bold, italic, roman};
use textwrap::WordSeparator;

use super::failure::Failure;
use super::session::Session;
use super::{help, stream};
use crate::lang::Lang;

/// Stands where a line may end while the page is put together.
const BREAK: char = '\u{200B}';

/// Exit codes with what they mean.
const EXIT_CODES: [(&str, &str, &str); 5] = [
    (
        "0",
        "全部文件均已检查，没有达到 --fail-on 级别的问题",
        "every input was checked, nothing at or above --fail-on was found",
    ),
    (
        "1",
        "有达到 --fail-on 级别的问题，或者警告过多",
        "findings at or above --fail-on, or too many warnings",
    ),
    (
        "2",
        "用法、配置或规则包有误，路径不存在，或者没有可检查的文件",
        "wrong usage, settings or rule packs; a path that leads nowhere; nothing to check",
    ),
    (
        "3",
        "有文件未能读取、识别或完整检查",
        "an input could not be read, recognised or wholly checked",
    ),
    ("130", "被 Ctrl-C 中断", "interrupted by Ctrl-C"),
];

/// Variables of the environment with what they do.
const ENVIRONMENT: [(&str, &str, &str); 4] = [
    (
        "LC_ALL, LC_MESSAGES, LANG",
        "以 en 开头时用英文，否则用中文",
        "English where they begin with en, Chinese otherwise",
    ),
    (
        "NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE",
        "关闭或强制使用颜色",
        "no colours, or colours in any case",
    ),
    (
        "NO_HYPERLINK, FORCE_HYPERLINK",
        "在终端上关闭或强制使用链接",
        "no links on a terminal, or links on any terminal",
    ),
    ("TERM", "为 dumb 时不用颜色和进度条", "no colours and no progress bar if dumb"),
];

/// Prints the page in roff; gives the exit code.
pub(super) fn run(session: &Session) -> Result<u8, Failure> {
    let mut out = stream::out();
    out.write_all(page(session.look.lang).as_bytes())?;
    out.flush()?;
    Ok(0)
}

fn page(lang: Lang) -> String {
    let mut command = help::command(lang);
    command.build();
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let version = format!("hegui {}", command.get_version().unwrap_or_default());
    let mut roff = Roff::new();
    roff.control("TH", ["HEGUI", "1", version.as_str()]);
    // Chinese has no blanks that could fill a line up to the margin.
    roff.control("ad", ["l"]);
    roff.control("nh", []);
    heading(&mut roff, lang.pick("名称", "NAME"));
    roff.text([roman(format!("hegui - {about}"))]);
    heading(&mut roff, lang.pick("概要", "SYNOPSIS"));
    let commands = commands(&command);
    for (name, own) in &commands {
        synopsis(&mut roff, name, own);
    }
    heading(&mut roff, lang.pick("命令", "COMMANDS"));
    for (name, own) in &commands {
        describe(&mut roff, name, own);
    }
    heading(&mut roff, lang.pick("通用选项", "GENERAL OPTIONS"));
    for arg in command.get_arguments() {
        argument(&mut roff, arg);
    }
    table(&mut roff, lang.pick("退出码", "EXIT STATUS"), &EXIT_CODES, lang);
    table(&mut roff, lang.pick("环境变量", "ENVIRONMENT"), &ENVIRONMENT, lang);
    roff.to_roff().replace(BREAK, "\\:")
}

/// What can be run, with its full name: of a command with commands of its own only these.
fn commands(command: &Command) -> Vec<(String, &Command)> {
    let mut all = Vec::new();
    for own in command.get_subcommands() {
        let name = own.get_name().to_owned();
        let below: Vec<_> =
            own.get_subcommands().map(|it| (format!("{name} {}", it.get_name()), it)).collect();
        if below.is_empty() {
            all.push((name, own));
        }
        all.extend(below);
    }
    all
}

/// Text with a mark wherever a line of Chinese may end, which roff does not know by itself.
fn breakable(text: &str) -> String {
    let mut out = String::new();
    for word in WordSeparator::UnicodeBreakProperties.find_words(text) {
        let joins = word.word.starts_with(|it: char| it.is_ascii())
            && out.ends_with(|it: char| it.is_ascii());
        if !out.is_empty() && !out.ends_with(' ') && !joins {
            out.push(BREAK);
        }
        out.push_str(word.word);
        out.push_str(word.whitespace);
    }
    out
}

fn heading(roff: &mut Roff, words: &str) {
    roff.control("SH", [words]);
}

/// `hegui explain [选项] <规则>…`, the name in bold.
fn synopsis(roff: &mut Roff, name: &str, command: &Command) {
    let name = format!("hegui {name}");
    let usage = command.clone().render_usage().to_string();
    let rest = usage.split_once(&name).map_or("", |(_, rest)| rest.trim());
    let rest = if rest.is_empty() { String::new() } else { format!(" {rest}") };
    roff.text([bold(name), roman(rest)]);
    // The next command stands in a line of its own.
    roff.control("br", []);
}

/// A command with its own arguments.
fn describe(roff: &mut Roff, name: &str, command: &Command) {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    roff.control("SS", [name]);
    roff.text([roman(breakable(&about))]);
    for arg in command.get_arguments().filter(|arg| !arg.is_global_set() && !is_help(arg)) {
        argument(roff, arg);
    }
}

fn is_help(arg: &Arg) -> bool {
    arg.get_id() == "help" || arg.get_id() == "version"
}

/// `-q, --quiet` or `PATHS` with its help below.
fn argument(roff: &mut Roff, arg: &Arg) {
    let names: Vec<String> = arg
        .get_short()
        .map(|short| format!("-{short}"))
        .into_iter()
        .chain(arg.get_long().map(|long| format!("--{long}")))
        .collect();
    let takes_value = arg.get_action().takes_values();
    let value = arg.get_value_names().unwrap_or_default().join(" ");
    let mut head: Vec<Inline> = Vec::new();
    if !names.is_empty() {
        head.push(bold(names.join(", ")));
    }
    if takes_value && !value.is_empty() {
        head.push(italic(if names.is_empty() { value } else { format!(" {value}") }));
    }
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    item(roff, head, &(help + &values(arg)));
}

/// The values that the help does not name: the Chinese one does.
fn values(arg: &Arg) -> String {
    let values: Vec<String> =
        arg.get_possible_values().iter().map(|it| it.get_name().to_owned()).collect();
    let is_flag = !arg.get_action().takes_values();
    if is_flag || arg.is_hide_possible_values_set() || values.is_empty() {
        return String::new();
    }
    format!(" [{}]", values.join(", "))
}

fn table(roff: &mut Roff, title: &str, rows: &[(&str, &'static str, &'static str)], lang: Lang) {
    heading(roff, title);
    for (name, zh, en) in rows {
        item(roff, vec![bold(*name)], lang.pick(*zh, *en));
    }
}

fn item(roff: &mut Roff, head: Vec<Inline>, words: &str) {
    roff.control("TP", []);
    roff.text(head);
    roff.text([roman(breakable(words))]);
}
