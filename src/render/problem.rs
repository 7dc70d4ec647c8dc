//! Mistakes in rule packs and configurations, with the place in the TOML file.

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
pub(super) fn pictures(problems: &[Problem], severity: Severity, lead: &str, look: Look) -> String {
    let mut out = String::new();
    for problem in problems {
        let headline = Headline { severity, lead, message: problem.message.get(look.lang) };
        let marks = [Marked { span: problem.span, label: None }];
        let text = Text::new(problem.source.clone());
        out += &draw(look, &headline, &problem.path, (&text, &Origin::View), &marks);
        if let Some(help) = &problem.help {
            out += &pretty::note(look, look.lang.pick("建议", "help"), help.get(look.lang));
        }
        out.push('\n');
    }
    out
}
