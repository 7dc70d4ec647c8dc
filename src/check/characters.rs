//! `characters`: signs that do not belong into Chinese text (不可见字符、半角标点、空格、叠用标点、
//! 混写数字).
//!
//! These classes judge the text as its author wrote it. A class reports once, with a count: a page
//! that was converted badly has the same slip hundreds of times.

mod blank;
mod digit;
mod doubled;
mod halfwidth;
mod invisible;

use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::once;
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::report::{Edit, Finding, Outcome};
use crate::text::Span;

/// Parameters of `[check.characters]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Characters {
    class: Class,
}

/// What is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Class {
    /// What shows nothing, or looks like another character.
    Invisible,
    /// ASCII punctuation in Chinese text.
    Halfwidth,
    /// A blank between Chinese characters.
    Blank,
    /// Two stops in a row.
    Doubled,
    /// Arabic and Han digits in one date, full-width digits.
    Digit,
}

/// One place, and what should stand there if that is certain.
struct Slip {
    span: Span,
    variant: &'static str,
    text: Option<String>,
    /// Whether nothing else can be meant.
    sure: bool,
}

impl Kind for Characters {
    fn messages(&self) -> &'static [Message] {
        const VALUES: &[&str] = &["found", "count", "codepoint"];
        const FIXED: &[&str] = &["found", "count", "codepoint", "replacement"];
        const MESSAGES: &[Message] = &[
            message("", FIXED),
            message("blank", VALUES),
            message("radical", FIXED),
            message("private", VALUES),
            message("unclear", VALUES),
            message("date", FIXED),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let slips = match self.class {
            Class::Invisible => invisible::find(cx),
            Class::Halfwidth => halfwidth::find(cx),
            Class::Blank => blank::find(cx),
            Class::Doubled => doubled::find(cx),
            Class::Digit => digit::find(cx),
        };
        Outcome::of(by_variant(cx, slips))
    }
}

/// One finding for each variant, in the order of their first places.
fn by_variant(cx: &Context<'_>, slips: Vec<Slip>) -> Vec<Finding> {
    let mut groups: Vec<(&str, Vec<Finding>)> = Vec::new();
    for slip in slips {
        let variant = slip.variant;
        let finding = finding(cx, slip);
        match groups.iter_mut().find(|(name, _)| *name == variant) {
            Some((_, group)) => group.push(finding),
            None => groups.push((variant, vec![finding])),
        }
    }
    groups.into_iter().filter_map(|(_, group)| once(group)).collect()
}

fn finding(cx: &Context<'_>, slip: Slip) -> Finding {
    let words = cx.doc.words(slip.span);
    let code = words.chars().next().map_or(0, u32::from);
    let finding = Finding::at(slip.span)
        .variant(slip.variant)
        .value("found", words)
        .value("codepoint", format!("U+{code:04X}"));
    match slip.text {
        Some(text) => finding.value("replacement", text.as_str()).edit(Edit {
            span: slip.span,
            text,
            sure: slip.sure,
        }),
        None => finding,
    }
}
