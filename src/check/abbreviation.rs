//! `abbreviation`: short names are declared once, before they are used, and then used (简称).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::citations::{Abbreviation as Declared, Act};
use crate::report::{Finding, Findings, Label, Outcome, Why};
use crate::rule::Wording;
use crate::text::{before, from};

/// Short names (简称) are declared once, before they are used in 《》, and are used afterwards.
/// Names in rows of tables do not count as used.
///
/// 检查简称：应当先声明（“以下简称《条例》”）后使用，只声明一次，声明后要用到。
/// 表格中的书名号不算使用。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Abbreviation {
    /// What is reported: short names used without a proper declaration, or declared ones that are
    /// never used.
    ///
    /// 检查哪一种问题：简称未声明、声明晚于使用、重复声明，还是声明后从未使用。
    aspect: Aspect,
    /// Names, without 《》, that say nothing by themselves, so that 《条例》 must have been
    /// declared anywhere in the report; only for `aspect = "undefined"`. Left out: no name needs a
    /// declaration.
    ///
    /// 本身指代不明、必须声明才能在书名号中使用的名称，不带书名号，如 `["条例"]`。
    /// 仅用于 `aspect = "undefined"`；省略时不要求任何名称必须声明。
    #[serde(default)]
    generic: Vec<Wording>,
}

/// What can be wrong with short names.
///
/// 简称问题的种类。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Aspect {
    /// Used in 《》 before it is declared, never declared though `generic` lists it, or declared a
    /// second time.
    ///
    /// 未声明：在书名号中的使用早于声明，或列入 `generic` 而从未声明，或重复声明。
    Undefined,
    /// Declared and never used. A short name of act of less than four characters (规定) counts as
    /// used only in 《》.
    ///
    /// 未使用：声明后从未使用。不足四个字的法规简称（如“规定”）须在书名号中出现才算使用。
    Unused,
}

/// Characters of a short name that says of itself what it means, in 《》 or not.
const TELLING: usize = 4;

impl Kind for Abbreviation {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", &["short"]),
            message("declared-again", &["short"]),
            message("never-declared", &["short"]),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let declared = &cx.facts.citations.abbreviations;
        let first: Vec<&Declared> = declared
            .iter()
            .enumerate()
            .filter(|(at, it)| declared.iter().take(*at).all(|earlier| earlier.short != it.short))
            .map(|(_, it)| it)
            .collect();
        let findings: Findings = match self.aspect {
            Aspect::Undefined => {
                let early = first.iter().filter_map(|it| used_early(cx, it));
                let again = declared.iter().filter_map(|it| declared_again(&first, it));
                early.chain(again).chain(self.never_declared(cx)).collect()
            }
            Aspect::Unused => {
                let unused = first.iter().filter(|it| !is_used(cx, it));
                unused.map(|it| Finding::at(it.span).value("short", shown(it))).collect()
            }
        };
        if declared.is_empty() && findings.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        Outcome::of(findings)
    }
}

impl Abbreviation {
    /// The first use of each generic name that is declared nowhere.
    fn never_declared(&self, cx: &Context<'_>) -> Findings {
        let known = |name: &str| cx.facts.citations.abbreviations.iter().any(|it| it.short == name);
        let names = self.generic.iter().filter(|name| !known(name));
        names
            .filter_map(|name| {
                let span = uses(cx, name).next()?.span;
                let finding = Finding::at(span).variant("never-declared");
                Some(finding.value("short", format!("《{name}》")))
            })
            .collect()
    }
}

/// Where the name stands in 《》 to be used; rows of a table only quote it.
fn uses<'a>(cx: &'a Context<'_>, name: &'a str) -> impl Iterator<Item = &'a Act> {
    let named = move |act: &&Act| !act.declared && act.name == name && !cx.doc.in_table(act.span);
    cx.facts.citations.acts.iter().filter(named)
}

fn used_early(cx: &Context<'_>, it: &Declared) -> Option<Finding> {
    let early = uses(cx, &it.short).find(|act| it.is_act && act.span.end() <= it.span.start())?;
    let finding = Finding::at(early.span).related(it.span, Label::Definition);
    Some(finding.value("short", shown(it)))
}

fn declared_again(first: &[&Declared], it: &Declared) -> Option<Finding> {
    let earlier = first.iter().find(|known| known.short == it.short && known.span != it.span)?;
    let finding = Finding::at(it.span).related(earlier.span, Label::Definition);
    Some(finding.variant("declared-again").value("short", shown(it)))
}

/// Whether the short name stands anywhere but where it is declared. A common word such as 规定
/// counts only in 《》.
fn is_used(cx: &Context<'_>, it: &Declared) -> bool {
    if it.is_act && it.short.chars().count() < TELLING {
        return uses(cx, &it.short).next().is_some();
    }
    let text = cx.doc.folded.as_str();
    let own = cx.doc.folded.to_folded(it.span);
    before(text, own.start()).contains(&it.short) || from(text, own.end()).contains(&it.short)
}

fn shown(it: &Declared) -> String {
    if it.is_act { format!("《{}》", it.short) } else { it.short.clone() }
}
