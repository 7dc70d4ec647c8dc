//! What every command needs: language, looks, packs, and a way to complain.

use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::args::{ColorArg, Common, WidthArg};
use super::failure::Failure;
use super::{help, hint, stream, terminal};
use crate::config::{self, NewIgnore};
use crate::error::ReadError;
use crate::lang::Lang;
use crate::render::{self, ColumnUnit, Look, StaleIgnore, escape};

/// Settings of a run that all commands share.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub look: Look,
    pub folders: Vec<PathBuf>,
    pub given: Given,
    /// How many times it was guessed what path was meant.
    guesses: Arc<AtomicUsize>,
}

/// Guesses of a run: to look for one takes as long as the folder is large.
const MOST_GUESSES: usize = 20;

/// What the command line says of the looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given {
    pub lang: bool,
    pub color: Option<ColorArg>,
    pub width: bool,
    pub cells: Option<WidthArg>,
}

impl Session {
    /// The settings that flags and environment give.
    pub(super) fn new(common: Common, lang: Lang) -> Self {
        let look = Look {
            lang,
            width: common.width.map_or_else(terminal::width, usize::from),
            wide: common.ambiguous_width == Some(WidthArg::Wide),
            color: terminal::wants_color(common.color.unwrap_or(ColorArg::Auto)),
            unit: ColumnUnit::Char,
            links: terminal::link_base(common.color.unwrap_or(ColorArg::Auto)),
        };
        let given = Given {
            lang: common.lang.is_some(),
            color: common.color,
            width: common.width.is_some(),
            cells: common.ambiguous_width,
        };
        Self { look, folders: common.pack, given, guesses: Arc::default() }
    }

    /// The same at the beginning of a run.
    pub(super) fn begun(&self) -> Self {
        Self { guesses: Arc::default(), ..self.clone() }
    }

    /// The same with what a configuration says where the command line is silent.
    pub(super) fn under(mut self, output: &config::Output) -> Self {
        let Given { lang, color, width, cells } = self.given;
        if let Some(own) = output.lang.filter(|_| !lang) {
            self.look.lang = if own.value == config::Language::En { Lang::En } else { Lang::Zh };
        }
        if let Some(own) = output.color.filter(|_| color.is_none()) {
            self.look.color = terminal::wants_color(match own.value {
                config::Colors::Auto => ColorArg::Auto,
                config::Colors::Always => ColorArg::Always,
                config::Colors::Never => ColorArg::Never,
            });
        }
        if let Some(own) = output.width.filter(|_| !width) {
            self.look.width = own.value.into();
        }
        if let Some(own) = output.ambiguous_width.filter(|_| cells.is_none()) {
            self.look.wide = own.value == config::Cells::Wide;
        }
        self
    }

    /// Shows ignores that should go.
    pub(super) fn warn_of(&self, stale: &[StaleIgnore]) -> io::Result<()> {
        write!(stream::err(), "{}", render::stale(stale, self.look))
    }

    /// Tells which ignores were added to a configuration.
    pub(super) fn added(&self, path: &Path, entries: &[NewIgnore]) -> io::Result<()> {
        let (path, count, lang) = (path.display(), entries.len(), self.look.lang);
        let en = if count == 1 { "ignore" } else { "ignores" };
        let head = lang.pick(
            format!("已在 {path} 登记 {count} 项豁免："),
            format!("added {count} {en} to {path}:"),
        );
        let mut out = stream::err();
        writeln!(out, "{}", escape::shown(&head))?;
        for it in entries {
            // Where its places share no words, the message names it.
            let words = match it.quote.trim() {
                "" => it.message.clone(),
                quote => format!("“{quote}”"),
            };
            let line = format!("  {}  {}  {words}", it.rule, it.path);
            writeln!(out, "{}", self.look.head(&escape::shown(&line), self.look.width))?;
        }
        Ok(())
    }

    /// Says that an input could not be read.
    pub(super) fn complain(&self, name: &str, error: &ReadError) -> io::Result<()> {
        let lang = self.look.lang;
        let message = error.message(lang);
        let may = || self.guesses.fetch_add(1, Ordering::Relaxed) < MOST_GUESSES;
        let meant = (*error == ReadError::Missing && may()).then(|| meant(Path::new(name), lang));
        let meant = meant.flatten();
        let remedy = meant.unwrap_or_else(|| error.remedy(lang));
        let both = lang.pick(format!("{message}。{remedy}"), format!("{message}. {remedy}"));
        say(lang, &lang.pick(format!("{name}：{both}"), format!("{name}: {both}")))
    }

    /// Says what keeps an input from being wholly checked.
    pub(super) fn note(&self, name: &str, message: &str) -> io::Result<()> {
        let lang = self.look.lang;
        say(lang, &lang.pick(format!("{name}：{message}。"), format!("{name}: {message}.")))
    }

    /// Says something that is no error.
    pub(super) fn remark(&self, name: &str, words: impl AsRef<str>) -> io::Result<()> {
        let (lang, words) = (self.look.lang, words.as_ref());
        let words = lang.pick(format!("{name}：{words}。"), format!("{name}: {words}."));
        writeln!(stream::err(), "{}{}", lang.pick("提示：", "note: "), escape::shown(&words))
    }

    /// Says why the command stops.
    pub(super) fn fail(&self, failure: &Failure) -> io::Result<()> {
        match failure {
            Failure::Packs(problems) => {
                write!(stream::err(), "{}", render::problems(problems, self.look))
            }
            Failure::Config(problems) => {
                write!(stream::err(), "{}", render::config_problems(problems, self.look))
            }
            _ => say(self.look.lang, &failure.message(self.look.lang)),
        }
    }
}

/// A question whether another path was meant by one that leads nowhere, or a command.
fn meant(path: &Path, lang: Lang) -> Option<String> {
    if let Some(it) = hint::like(path) {
        let it = it.display();
        return Some(lang.pick(format!("是否指“{it}”？"), format!("Did you mean `{it}`?")));
    }
    let commands = help::command(lang);
    let it = hint::command(path, commands.get_subcommands().map(clap::Command::get_name))?;
    Some(lang.pick(format!("是否指命令 {it}？"), format!("Did you mean the command `{it}`?")))
}

/// Writes an error to standard error.
pub(super) fn say(lang: Lang, message: &str) -> io::Result<()> {
    writeln!(stream::err(), "{}{}", lang.pick("错误：", "error: "), escape::shown(message))
}

/// Says what was done, on standard error.
pub(super) fn tell(words: &str) -> io::Result<()> {
    writeln!(stream::err(), "{}", escape::shown(words))
}

/// What to tell of a mistake of the program itself.
pub(super) fn crash(cause: &str, lang: Lang) -> String {
    lang.pick(
        format!("程序内部错误（{cause}），检查未完成，请向开发者反馈"),
        format!("internal error ({cause}); the check is incomplete, please report this"),
    )
}

/// Does `work`, so that a mistake of ours on one input does not end the work on others.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|cause| {
        let words = cause.downcast_ref::<&str>().map(|it| (*it).to_owned());
        words.or_else(|| cause.downcast_ref::<String>().cloned()).unwrap_or_default()
    })
}

/// The language that the words of the command line ask for, before they are parsed.
pub(super) fn language(words: &[std::ffi::OsString]) -> Lang {
    let after = |pair: &[std::ffi::OsString]| match pair {
        [flag, value] if flag == "--lang" => value.to_str().map(str::to_owned),
        [flag, ..] => flag.to_str()?.strip_prefix("--lang=").map(str::to_owned),
        [] => None,
    };
    let given = words.windows(2).chain(words.last().map(std::slice::from_ref)).find_map(after);
    match given.as_deref() {
        Some("en") => Lang::En,
        Some("zh") => Lang::Zh,
        _ => terminal::language(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_stays_with_its_input() {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(|_| {}));
        let failed = guarded(|| -> u8 { panic!("坏了 {}", 1) });
        panic::set_hook(hook);
        assert_eq!(failed, Err("坏了 1".to_owned()));
        assert_eq!(guarded(|| 7), Ok(7));
    }
}
