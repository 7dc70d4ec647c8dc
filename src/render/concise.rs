//! One line a finding: `path:4:216: error[HG0801] message`, for editors and logs of CI runs.

use std::io::Write;

use super::lines::{Form, Lines};
use super::notice::Notice;
use super::told::Told;
use super::{Detail, Look, escape};

/// The format `concise`.
pub(super) fn new<'a>(
    look: Look,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    aside: Box<dyn Write + 'a>,
) -> Lines<'a> {
    Lines::new(Form::shown(line, notice), look, detail, out, aside)
}

fn line(look: Look, path: &str, it: &Told<'_>) -> String {
    let at = it.primary.start;
    let (shown, line, column) = (escape::path(path), at.line, look.unit.of(at));
    let (severity, code, message) = (it.shown_severity(), it.code, it.marked_message(look));
    let place = look.linked(path, &format!("{shown}:{line}:{column}"));
    format!("{place}: {severity}[{code}] {message}")
}

fn notice(look: Look, it: &Notice) -> String {
    let at = it.range().0;
    let (shown, line, column) = (escape::path(&it.path), at.line, look.unit.of(at));
    let place = look.linked(&it.path, &format!("{shown}:{line}:{column}"));
    format!("{place}: {}[{}] {}", it.severity.name(), it.code, escape::shown(&it.message))
}
