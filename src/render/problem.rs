//! Mistakes in rule packs, with the place in the TOML file.

use super::excerpt::{Headline, draw};
use super::window::Marked;
use super::{Look, pretty};
use crate::origin::Origin;
use crate::report::Severity;
use crate::rule::Problem;
use crate::text::Text;

/// All mistakes of all files, as pictures.
pub fn problems(problems: &[Problem], look: Look) -> String {
    let mut out = String::new();
    for problem in problems {
        let headline = Headline {
            severity: Severity::Error,
            lead: look.lang.pick("规则包有误", "bad rule pack"),
            message: problem.message.get(look.lang),
        };
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
