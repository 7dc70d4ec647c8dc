//! Mistakes in rule packs and configurations, with the place in the TOML file.

use std::sync::Arc;

use super::excerpt::{Headline, draw};
use super::window::Marked;
use super::{Look, pretty};
use crate::origin::Origin;
use crate::report::Severity;
use crate::rule::Problem;
use crate::text::Text;

/// All mistakes of all files of rule packs, as pictures.
pub fn problems(problems: &[Problem], look: Look) -> String {
    pictures(problems, Severity::Error, look.lang.pick("规则包有误", "bad rule pack"), look)
}

/// All mistakes of configurations, as pictures.
pub fn config_problems(problems: &[Problem], look: Look) -> String {
    pictures(problems, Severity::Error, look.lang.pick("设置有误", "bad configuration"), look)
}

/// Problems under headlines that begin with `lead`.
pub(super) fn pictures<'p>(
    problems: impl IntoIterator<Item = &'p Problem>,
    severity: Severity,
    lead: &str,
    look: Look,
) -> String {
    let mut out = String::new();
    let mut last: Option<(&Arc<str>, Text)> = None;
    for problem in problems {
        let shared = last.take().filter(|(source, _)| Arc::ptr_eq(source, &problem.source));
        let whole = || (&problem.source, Text::new(problem.source.as_ref().to_owned()));
        let (_, text) = last.insert(shared.unwrap_or_else(whole));
        let headline = Headline { severity, lead, message: problem.message.get(look.lang) };
        let marks = [Marked { span: problem.span, label: None }];
        out += &draw(look, &headline, &problem.path, (&*text, &Origin::View), &marks);
        if let Some(help) = &problem.help {
            out += &pretty::note(look, look.lang.pick("建议", "help"), help.get(look.lang));
        }
        out.push('\n');
    }
    out
}
