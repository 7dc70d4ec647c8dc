//! The environment: the only module that asks for it.
#![allow(clippy::disallowed_methods, reason = "the environment is read here and nowhere else")]

use std::env;
use std::io::{self, IsTerminal};
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use super::args::ColorArg;
use crate::date::Date;
use crate::lang::Lang;

/// Columns where nothing tells how many there are.
const USUAL_WIDTH: usize = 100;
/// Columns below which no picture can be drawn.
const LEAST_WIDTH: usize = 40;

/// Whether standard output is a terminal.
pub(super) fn is_interactive() -> bool {
    io::stdout().is_terminal()
}

/// The language of the locale: English only where it says so.
pub(super) fn language() -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
    match locale {
        Some(locale) if locale.to_ascii_lowercase().starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}

/// Whether to use colours on standard output.
pub(super) fn wants_color(choice: ColorArg) -> bool {
    match choice {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => {
            let forced = ["FORCE_COLOR", "CLICOLOR_FORCE"].into_iter().filter_map(set);
            let forced = forced.into_iter().any(|value| value != "0");
            set("NO_COLOR").is_none() && (forced || is_interactive() && !is_dumb())
        }
    }
}

/// Whether a bar of progress may be drawn on standard error.
pub(super) fn shows_progress() -> bool {
    io::stderr().is_terminal() && !is_dumb() && !is_piped()
}

/// Whether standard output goes to another program, which may write to the same screen.
#[cfg(unix)]
fn is_piped() -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::FileTypeExt;
    let out = io::stdout().as_fd().try_clone_to_owned().map(std::fs::File::from);
    out.and_then(|out| out.metadata()).is_ok_and(|it| it.file_type().is_fifo())
}

#[cfg(not(unix))]
fn is_piped() -> bool {
    false
}

/// Columns of standard error.
pub(super) fn error_width() -> u16 {
    terminal_size::terminal_size_of(io::stderr()).map_or(80, |(width, _)| width.0)
}

/// The current folder, from which links to files on the terminal start; none where there are to be
/// no links: in a pipe, on a terminal that does not know them, or where the user wants neither
/// colours nor anything like them.
pub(super) fn link_base(choice: ColorArg) -> Option<&'static str> {
    static FOLDER: OnceLock<Option<String>> = OnceLock::new();
    let off = choice == ColorArg::Never || set("NO_HYPERLINK").is_some();
    let wanted = is_interactive() && !off && supports_hyperlinks::supports_hyperlinks();
    if !wanted {
        return None;
    }
    let folder = || env::current_dir().ok()?.into_os_string().into_string().ok();
    FOLDER.get_or_init(folder).as_deref()
}

/// Columns of standard output.
pub(super) fn width() -> usize {
    if !is_interactive() {
        return USUAL_WIDTH;
    }
    let size = terminal_size::terminal_size();
    size.map_or(USUAL_WIDTH, |(width, _)| usize::from(width.0).max(LEAST_WIDTH))
}

/// Whether the terminal shows text and obeys nothing.
fn is_dumb() -> bool {
    set("TERM").is_some_and(|term| term == "dumb")
}

/// Today in China, eight hours ahead of universal time.
pub(super) fn today() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Date::after_1970((since.as_secs() + 8 * 3600) / 86_400)
}

/// A variable that is set and not empty.
fn set(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
