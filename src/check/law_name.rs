//! `law-name`: the act is called by its name (法规名称).
//!
//! A name in 《》 that differs from the right one in a few characters is a misspelling of it, unless
//! something stands before the right name, as in the name of a local act.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::citations::Act;
use crate::report::{Finding, Outcome, Why};
use crate::rule::Wording;

/// The act is called by its name in 《》 (法规名称). A name that differs from the right one in a
/// few characters is told, and so are names listed as wrong.
///
/// 检查书名号中的法规名称：与正确名称仅差几个字的，以及列为错误的，都报告。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LawName {
    /// The full name of the act, without 《》.
    ///
    /// 法规全称，不带书名号。
    full: Wording,
    /// Other right names; a name that ends with one of five or more characters is let pass, as that
    /// of another act, unless what stands before is nearly that of the full name. Left out: only
    /// the full name is right.
    ///
    /// 其他正确的名称；以其中五个字以上的名称结尾的，视为其他法规，不报告，但前面的字与全称相应部分
    /// 仅差几个字的除外。省略时只有全称正确。
    #[serde(default)]
    also: Vec<Wording>,
    /// Whole names that are wrong, each with the right one. Left out: none.
    ///
    /// 整个名称有误的写法及正确名称；省略时没有。
    #[serde(default)]
    wrong: Vec<Wrong>,
    /// How many characters may be wrong, too many or missing in a name that is taken for a
    /// misspelling of the full one.
    ///
    /// 与全称相差（错、多、漏）不超过几个字的，视为全称写错。
    distance: usize,
    /// Wrong ends of names that can be set right without a doubt, such as 条列 for 条例.
    ///
    /// 名称末尾可以确定改正的错字，如把“条例”写成“条列”。
    misspelt: Vec<Wrong>,
}

/// Wrong words and the right ones.
///
/// 错误的写法和正确的写法。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wrong {
    /// The wrong words, without 《》.
    ///
    /// 错误的写法，不带书名号。
    find: Wording,
    /// The right ones.
    ///
    /// 正确的写法。
    put: Wording,
}

/// Characters of a right name behind which a longer name may be another act's.
const TELLING: usize = 5;

impl Kind for LawName {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found", "right"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let acts = &cx.facts.citations.acts;
        if acts.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        Outcome::of(acts.iter().filter_map(|act| self.judge(cx, act)).collect())
    }
}

impl LawName {
    fn judge(&self, cx: &Context<'_>, act: &Act) -> Option<Finding> {
        let name = act.name.split('（').next().unwrap_or(&act.name);
        if name == self.full || self.also.iter().any(|it| it == name) {
            return None;
        }
        if let Some(wrong) = self.misspelt.iter().find(|it| name.ends_with(it.find.as_str())) {
            let stem = name.strip_suffix(wrong.find.as_str()).unwrap_or(name);
            let finding = finding(act, name, &format!("{stem}{}", wrong.put));
            let words = cx.doc.words(act.span);
            let at = words.rfind(wrong.find.as_str()).map(|at| act.span.start() + at);
            return Some(match at {
                Some(at) => {
                    let span = crate::text::Span::new(at, at + wrong.find.len());
                    finding.replace(span, wrong.put.as_str())
                }
                None => finding,
            });
        }
        let listed = self.wrong.iter().find(|it| it.find == name).map(|it| it.put.as_str());
        let longer = self.also.iter().any(|it| self.is_other(name, it));
        let close = || {
            let near = strsim::levenshtein(name, &self.full) <= self.distance;
            (near && !longer).then_some(self.full.as_str())
        };
        listed.or_else(close).map(|right| finding(act, name, right))
    }
}

impl LawName {
    /// Whether a name that ends with the right name `also` is that of another act: 甲省政府信息公开
    /// 条例. What stands before it is no name of a place if it is nearly what the full name has there:
    /// 中国人民共和国.
    fn is_other(&self, name: &str, also: &str) -> bool {
        let Some(lead) = name.strip_suffix(also).filter(|_| also.chars().count() >= TELLING) else {
            return false;
        };
        let right = self.full.strip_suffix(also).unwrap_or_default();
        let slip = right.chars().count() >= TELLING
            && strsim::levenshtein(lead, right) <= self.distance;
        !slip
    }
}

fn finding(act: &Act, found: &str, right: &str) -> Finding {
    Finding::at(act.span).value("found", found).value("right", right)
}
