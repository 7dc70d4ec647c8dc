//! `number-missing`: a measure word where its number should be (量词前缺数字): 企业资质条、许可证76条.
//!
//! Many nouns end in a measure word (文件, 头条), so only a member of a list is judged whose next or
//! last member has a number in that unit.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::figures::{Figure, Role};
use crate::report::{Finding, Label, Outcome};
use crate::rule::Wording;
use crate::text::{Span, before, cut, from, is_han};

/// A measure word where its number should be (量词前缺数字), as in 企业资质条、许可证76条. Only the
/// member of a list before or after one with a number in that unit is judged.
///
/// 检查量词前是否缺数字，如“企业资质条、许可证76条”。只检查与带同一量词数字的项目相邻的列举项。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct NumberMissing {
    /// The measure words that are judged.
    ///
    /// 要检查的量词。
    unit: Vec<Measure>,
}

/// A measure word and the nouns that end in it.
///
/// 一个量词及以它结尾的名词。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Measure {
    /// The measure word: 件.
    ///
    /// 量词，如 "件"。
    word: Wording,
    /// Words that end in it and need no number: 文件. A member that ends with one of them is let
    /// pass.
    ///
    /// 以该量词结尾、不需要数字的词语，如 `["文件", "案件"]`；以其中之一结尾的不报告。
    nouns: Vec<Wording>,
}

/// Characters between two members of a list.
const REACH: usize = 24;

impl Kind for NumberMissing {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found", "unit"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let mut judged = false;
        let mut findings: Vec<Finding> = Vec::new();
        for figure in cx.facts.figures.iter().filter(|it| it.role == Role::Count) {
            let Some(unit) = self.unit.iter().find(|it| it.word == figure.unit) else { continue };
            judged = true;
            let places =
                [member_before(cx, figure, unit), member_after(cx, figure, unit)];
            for place in places.into_iter().flatten() {
                let span = cx.doc.folded.to_source(place);
                if findings.iter().rev().take(2).any(|it| it.primary.span == span) {
                    continue;
                }
                findings.push(
                    Finding::at(span)
                        .related(figure.span, Label::Other)
                        .value("found", cx.doc.words(span))
                        .value("unit", unit.word.as_str()),
                );
            }
        }
        Outcome::judged(findings, judged)
    }
}

/// A member that ends right before the member of `figure` begins: 企业资质条、施工许可证76条.
fn member_before(cx: &Context<'_>, figure: &Figure, unit: &Measure) -> Option<Span> {
    let text = cx.doc.folded.as_str();
    let label = cx.doc.folded.to_folded(figure.label);
    let words = cut(text, label);
    // A label runs over 、 back to the last stop.
    let at = words.rfind('、').map(|at| label.start() + at).or_else(|| {
        before(text, label.start())
            .ends_with(['、', '，', '；'])
            .then(|| label.start() - '，'.len_utf8())
    })?;
    member_ending(text, at, unit)
}

/// A member that begins right behind `figure`: 施工许可证76条、企业资质条。
fn member_after(cx: &Context<'_>, figure: &Figure, unit: &Measure) -> Option<Span> {
    let text = cx.doc.folded.as_str();
    let rest = from(text, figure.folded.end());
    let rest = rest.strip_prefix(['、', '，', '；'])?;
    let start = text.len() - rest.len();
    let stop = rest.find(['、', '，', '；', '。', '）', '\n'])?;
    let words = before(rest, stop);
    let short = words.chars().count() <= REACH && words.chars().all(is_han);
    (short && words.ends_with(unit.word.as_str()))
        .then(|| member_ending(text, start + stop, unit))
        .flatten()
}

/// The last words up to `end`, where they are a member without a number.
fn member_ending(text: &str, end: usize, unit: &Measure) -> Option<Span> {
    let head = before(text, end);
    let name = head.strip_suffix(unit.word.as_str())?;
    let length: usize =
        name.chars().rev().take(REACH).take_while(|it| is_han(*it)).map(char::len_utf8).sum();
    let name = from(name, name.len() - length);
    let noun = unit.nouns.iter().any(|noun| head.ends_with(noun.as_str()));
    let counted = name
        .chars()
        .next_back()
        .is_none_or(|it| "〇零一二两三四五六七八九十百千万半余多几数每各该本此逐首双".contains(it));
    let named = name.chars().count() >= 2;
    (!noun && !counted && named).then(|| {
        let start = name.chars().rev().take(4).map(char::len_utf8).sum::<usize>();
        Span::new(end - unit.word.len() - start, end)
    })
}
