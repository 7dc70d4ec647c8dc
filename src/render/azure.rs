//! Logging commands of Azure Pipelines: `##vso[task.logissue type=error;…]message`. The service
//! knows errors and warnings only; what is less is a plain line of the log.

use std::io::Write;

use super::lines::{Form, Lines};
use super::notice::Notice;
use super::told::Told;
use super::{Detail, Look, escape, paths};
use crate::report::Severity;

/// The format `azure`.
pub(super) fn new<'a>(
    look: Look,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    aside: Box<dyn Write + 'a>,
) -> Lines<'a> {
    Lines::new(Form::counted(line, notice), look, detail, out, aside)
}

fn line(look: Look, path: &str, it: &Told<'_>) -> String {
    if it.severity == Severity::Info {
        return escape::log_line(look, path, it);
    }
    let at = it.primary.start;
    let (path, severity, code) = (property(&paths::relative(path)), it.severity.name(), it.code);
    let (line, column, message) = (at.line, look.unit.of(at), data(&it.whole_message(look)));
    format!(
        "##vso[task.logissue type={severity};sourcepath={path};linenumber={line};\
         columnnumber={column};code={code};]{message}"
    )
}

fn notice(look: Look, it: &Notice) -> String {
    let (path, message) = (property(&paths::relative(&it.path)), data(&it.message));
    let place = it.place.map_or_else(String::new, |(at, _)| {
        format!("linenumber={};columnnumber={};", at.line, look.unit.of(at))
    });
    let (severity, code) = (it.severity.name(), it.code);
    format!("##vso[task.logissue type={severity};sourcepath={path};{place}code={code};]{message}")
}

/// Text after the bracket. Line ends are gone with everything else that steers.
fn data(text: &str) -> String {
    escape::shown(text).replace('%', "%AZP25")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(';', "%3B").replace(']', "%5D")
}
