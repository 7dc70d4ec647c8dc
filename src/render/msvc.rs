//! One line a finding as Microsoft's compilers write it: `path(4,216,4,241): error HG0801:
//! message`, which VS Code reads with its built-in `$mscompile`. Columns count UTF-16 code units,
//! as the editor does, and the end is exclusive.

use std::io::Write;

use super::lines::{Form, Lines};
use super::notice::Notice;
use super::told::Told;
use super::{Detail, Look, escape};

/// The format `msvc`.
pub(super) fn new<'a>(
    look: Look,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    aside: Box<dyn Write + 'a>,
) -> Lines<'a> {
    Lines::new(Form::shown(line, notice), look, detail, out, aside)
}

fn line(look: Look, path: &str, it: &Told<'_>) -> String {
    let (start, end) = (it.primary.start, it.primary.end);
    let (from, to) = (look.unit.of(start), look.unit.of(end));
    let (path, message) = (escape::path(path), it.marked_message(look));
    let (severity, code) = (it.shown_severity(), it.code);
    format!("{path}({},{from},{},{to}): {severity} {code}: {message}", start.line, end.line)
}

/// Editors take for a code only what ends in digits, so what is no finding has none.
fn notice(look: Look, it: &Notice) -> String {
    let (start, end) = it.range();
    let (from, to) = (look.unit.of(start), look.unit.of(end));
    let (path, message) = (escape::path(&it.path), escape::shown(&it.message));
    let (severity, line, last) = (it.severity.name(), start.line, end.line);
    format!("{path}({line},{from},{last},{to}): {severity} : {message}")
}
