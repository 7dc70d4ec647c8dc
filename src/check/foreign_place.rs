//! `foreign-place`: a place left in from somebody else's report (混入他地名称).
//!
//! A place is foreign only where it is known that the body lies elsewhere, and is told only where
//! it stands as a newspaper, a station, a site or a government: everything else may be a matter of
//! the report.

mod wider;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::citations::sentence;
use crate::facts::places::{self, Codes, are_near};
use crate::report::{Finding, Findings, Label, Mark, Outcome, Value, Why};
use crate::rule::Wording;
use crate::text::{Span, before, cut, from, is_han};
use wider::Wider;

/// A place left in from somebody else's report (混入他地名称). A place is foreign where the body is
/// known to lie elsewhere, and is told only as part of the name of a newspaper, station, site or
/// government.
///
/// 检查是否混入他地名称：能确定机关所在地，而文中出现其他地方的报刊、电台、网站或政府的名称。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ForeignPlace {
    /// What follows a place in the name of a newspaper, station or site: 日报, 政府网.
    ///
    /// 报刊、电台、网站名称中紧接在地名后面的部分，如 `["日报", "政府网"]`。
    media: Vec<Wording>,
    /// What precedes a place in such a name: 《今日.
    ///
    /// 这类名称中紧接在地名前面的部分，如 `["《今日"]`。
    before_place: Vec<Wording>,
    /// What follows the full name of a place in the name of an organ: 人民政府. In quotations and
    /// names of documents it is let pass.
    ///
    /// 机关名称中紧接在地名全称后面的部分，如 `["人民政府"]`；引号和书名号中的不算。
    organs: Vec<Wording>,
    /// Names that begin like a place and are none: 新民晚报.
    ///
    /// 开头像地名而不是地名的名称，如 `["新民晚报"]`。
    known: Vec<Wording>,
    /// Words of a sentence that may well speak of other places: 考察, 对口.
    ///
    /// 表明本来就在说其他地方的词语，如 `["考察", "对口"]`；句子含有其中之一的不报告。
    unless: Vec<Wording>,
    /// Words for a place wider than the body's own (全市 in the report of a county). Left out: they
    /// are not looked at.
    ///
    /// 指称范围大于机关所在地方的词语（如县的报告中的“全市”）；省略时不检查。
    #[serde(default)]
    wider: Option<Wider>,
}

/// Further places shown beside the first.
const MOST: usize = 20;
/// Characters before or after a sign that a place may take.
const REACH: usize = 12;

impl Kind for ForeignPlace {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] =
            &[message("", &["found", "place"]), message("wider", &["found", "place"])];
        MESSAGES
    }

    fn literals(&self) -> Vec<&str> {
        let wider = self.wider.iter().flat_map(Wider::literals);
        self.signs().chain(wider).collect()
    }

    fn words_searched(&self) -> usize {
        self.unless.len() + self.wider.as_ref().map_or(0, Wider::words_searched)
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let own = cx.facts.body.as_ref().map(|it| places::of_body(&it.name)).unwrap_or_default();
        let wider = self.wider.as_ref().filter(|it| it.own(cx).is_some());
        if own.is_empty() && wider.is_none() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let mut findings = if own.is_empty() { Findings::default() } else { self.elsewhere(cx, &own) };
        findings.extend(wider.and_then(|it| self.wider(cx, it)));
        Outcome::of(findings)
    }
}

impl ForeignPlace {
    /// What stands beside a place in a name, of newspapers first, then of organs.
    fn signs(&self) -> impl Iterator<Item = &str> {
        let lists = self.media.iter().chain(&self.before_place).chain(&self.organs);
        lists.map(Wording::as_str)
    }

    /// The words for a wider place that name the body's own: one finding.
    fn wider(&self, cx: &Context<'_>, wider: &Wider) -> Option<Finding> {
        let signs = self.signs().count();
        let hits = cx.literal_hits();
        let mut found = hits.filter_map(|(literal, at)| {
            wider.judge(cx, literal.checked_sub(signs)?, at)
        });
        let first = found.next()?;
        let again: Vec<Span> = found.take(MOST).map(|it| it.primary.span).collect();
        Some(first.all_related(again, Label::Again))
    }

    /// The places elsewhere, each in one finding.
    fn elsewhere(&self, cx: &Context<'_>, own: &Codes) -> Findings {
        let mut findings: Findings = Findings::default();
        let signs: Vec<&str> = self.signs().collect();
        for (literal, at) in cx.literal_hits() {
            let Some(sign) = signs.get(literal) else { continue };
            let Some((span, place)) = self.foreign_at(cx, (literal, sign), at, own) else {
                continue;
            };
            let name = Value::from(place);
            let earlier = findings.iter_mut().find(|it| it.values.get("place") == Some(&name));
            let told_enough = earlier.as_ref().is_some_and(|it| it.related.len() >= MOST);
            if told_enough || self.is_spoken_of(cx, at) {
                continue;
            }
            let span = cx.doc.folded.to_source(span);
            if let Some(earlier) = earlier {
                let apart = !earlier.primary.span.overlaps(span);
                earlier.related.extend(apart.then_some(Mark::new(span, Some(Label::Again))));
                continue;
            }
            let found = Finding::at(span).value("found", cx.doc.words(span));
            findings.push(found.value("place", place));
        }
        findings
    }

    /// The foreign place beside the sign at folded `at`, with the sign, and its name.
    fn foreign_at<'a>(
        &self,
        cx: &'a Context<'_>,
        (literal, sign): (usize, &str),
        at: usize,
        own: &Codes,
    ) -> Option<(Span, &'a str)> {
        let text = cx.doc.folded.as_str();
        let (media, leading) = (literal < self.media.len(), self.media.len());
        let leads = !media && literal < leading + self.before_place.len();
        let end = at + sign.len();
        let (name, codes, whole) = if leads {
            let (name, codes) = places::at_start(han_run(from(text, end)), true)?;
            (name, codes, Span::new(at, end + name.len()))
        } else {
            let head = before(text, at);
            let run = head.chars().rev().take(REACH).take_while(|&char| is_han(char));
            let length: usize = run.map(char::len_utf8).sum();
            let (name, codes) = places::at_end(from(head, at - length), media)?;
            (name, codes, Span::new(at - name.len(), end))
        };
        let near = codes.iter().any(|code| own.iter().any(|it| are_near(code, it)));
        let known = self.known.iter().any(|it| from(text, whole.start()).starts_with(it.as_str()));
        let cited = !media && !leads && cx.in_quotes(whole);
        (!near && !known && !cited).then_some((whole, name))
    }

    /// Whether the sentence at folded `at` may well speak of other places.
    fn is_spoken_of(&self, cx: &Context<'_>, at: usize) -> bool {
        let text = cx.doc.folded.as_str();
        let said = cut(text, sentence(text, at));
        self.unless.iter().any(|word| said.contains(word.as_str()))
    }
}

fn han_run(text: &str) -> &str {
    let length =
        text.chars().take(REACH).take_while(|&char| is_han(char)).map(char::len_utf8).sum();
    before(text, length)
}
