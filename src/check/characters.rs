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

use super::prose::Once;
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::report::{Edit, Finding, Findings, Outcome};
use crate::text::Span;

/// Signs that do not belong into Chinese text: invisible characters, half-width punctuation, stray
/// blanks, doubled stops, mixed digits (不可见字符、半角标点、空格、叠用标点、混写数字). Each sort
/// of slip is told once, with a count; tables are mostly left alone.
///
/// 检查中文里不该有的字符：不可见字符、半角标点、多余空格、叠用标点、混写数字。
/// 同一种问题只报告一次并注明处数；表格内一般不检查。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Characters {
    /// The class of characters that is looked for.
    ///
    /// 要检查的字符问题，选一类。
    class: Class,
}

/// Classes of characters.
///
/// 字符问题的类别。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Class {
    /// What shows nothing (zero-width marks, control characters), odd blanks, private-use
    /// characters, and radicals that look like an ideograph.
    ///
    /// 不可见字符（零宽字符、控制字符等）、特殊空格、私用区字符，以及形似汉字的部首字符。
    Invisible,
    /// Half-width punctuation in Chinese text: commas, semicolons, colons, brackets round Chinese
    /// words, < > for 《》.
    ///
    /// 中文里的半角标点：逗号、分号、冒号，括住中文的括号，以及代替书名号的 < >。
    Halfwidth,
    /// A blank between Chinese characters or beside their punctuation. Spread words (概　述),
    /// columns and stretched lines are let pass.
    ///
    /// 汉字之间或中文标点旁的多余空格；为排版拉开的字词（“概　述”）、分栏和拉满的行不算。
    Blank,
    /// Two or more of ，。；：、 in a row.
    ///
    /// “，。；：、”两个以上连用。
    Doubled,
    /// Arabic and Han digits in one date or year (二零20年), and full-width digits.
    ///
    /// 同一日期或年份中混用阿拉伯数字和汉字数字（“二零20年”），以及全角数字。
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
fn by_variant(cx: &Context<'_>, slips: Vec<Slip>) -> Findings {
    let mut groups: Vec<(&str, Once)> = Vec::new();
    for slip in slips {
        let at = groups.iter().position(|(name, _)| *name == slip.variant);
        let at = at.unwrap_or_else(|| {
            groups.push((slip.variant, Once::default()));
            groups.len() - 1
        });
        if let Some((_, group)) = groups.get_mut(at) {
            group.add(finding(cx, slip));
        }
    }
    groups.into_iter().filter_map(|(_, group)| group.finding()).collect()
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
