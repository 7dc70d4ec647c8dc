//! `approx`: an exact number called a rounded one (概数与确数混用): 68余条, 近183件.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::figures::Figure;
use crate::report::{Finding, Outcome, Why};
use crate::rule::Wording;
use crate::text::{Span, cut, from};

/// An exact number called a rounded one (概数与确数混用), such as 68余条 or 近183件.
///
/// 检查概数与确数混用：数字精确到个位，前后却有“余”“近”等概数词，如“68余条”“近183件”。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Approx {
    /// Words behind the digits that make a number a rounded one: 余, 多. One must stand in the
    /// number as written.
    ///
    /// 数字后面的概数词，如 `["余", "多"]`。
    after: Vec<Wording>,
    /// Words right before a number that make it a rounded one: 近, 约.
    ///
    /// 紧接数字前面的概数词，如 `["近", "约"]`。
    before: Vec<Wording>,
    /// Units whose numbers are not judged, such as those of time: 10余年, 3个多月.
    ///
    /// 不检查的单位，如时间单位 `["年", "个月", "天"]`（“23余年”不算问题）。
    unless_units: Vec<Wording>,
    /// How many digits a rounded number may have before the noughts at its end: with 2, 100 and
    /// 5500 are round and 68 and 755 are not.
    ///
    /// 概数末尾的零之前最多有几位数字：取 2 时，100、5500 可以作概数，68、755 不可以。
    digits: usize,
}

impl Kind for Approx {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found", "number"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let mut rounded = cx.facts.figures.iter().filter(|it| it.vague).peekable();
        if rounded.peek().is_none() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        Outcome::of(rounded.filter_map(|it| self.judge(cx, it)).collect())
    }
}

impl Approx {
    fn judge(&self, cx: &Context<'_>, figure: &Figure) -> Option<Finding> {
        let whole = figure.value.whole().filter(|it| *it > 0)?;
        let text = cx.doc.folded.as_str();
        let start = figure.folded.end() - figure.unit.len();
        let spans_time = |unit: &&Wording| from(text, start).starts_with(unit.as_str());
        if figure.decimals > 0 || self.unless_units.iter().any(|it| spans_time(&it)) || is_round(whole, self.digits) {
            return None;
        }
        let words = cut(text, figure.folded);
        let label = cx.doc.plain(figure.label);
        let after = self.after.iter().find_map(|word| Some((words.rfind(word.as_str())?, word)));
        let before = self.before.iter().find(|word| label.ends_with(word.as_str()));
        let start = figure.folded.start();
        let word = match (after, before) {
            (Some((at, word)), _) => Span::new(start + at, start + at + word.len()),
            (None, Some(word)) => Span::new(start - word.len(), start),
            (None, None) => return None,
        };
        let whole = word.cover(figure.folded);
        let exact = cut(text, whole).replacen(cut(text, word), "", 1);
        Some(
            Finding::at(cx.doc.folded.to_source(whole))
                .value("found", cut(text, whole))
                .value("number", exact)
                .replace(cx.doc.folded.to_source(word), ""),
        )
    }
}

/// Whether a number ends in noughts behind so many digits at most: 100, 5500, but not 68 or 755.
fn is_round(whole: i128, digits: usize) -> bool {
    let written = whole.to_string();
    let leading = written.trim_end_matches('0');
    leading.len() < written.len() && leading.len() <= digits
}
