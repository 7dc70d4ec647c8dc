//! `self-name`: the body calls itself what it is (自称): a town does not say 我局.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts;
use crate::report::{Finding, Label, Outcome, Why};
use crate::rule::Wording;
use crate::text::{Span, before, from, places};

/// The body calls itself what it is (自称): a town does not say 我局. Where its own name for itself
/// is not used more often than the other, the text may be that of another body, which is told only
/// where the title names the body.
///
/// 检查自称是否得当，如镇政府不应自称“我局”。不当自称不少于正确自称的，可能整篇照搬其他机关的文本，
/// 标题写明机关的才报告，否则不作判断。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SelfName {
    /// What bodies call themselves, by the ending of their names; the first entry that fits counts,
    /// so that longer endings go first.
    ///
    /// 各类机关的自称，按机关名称的结尾区分；取第一条相符的，较长的结尾排在前面。
    body: Vec<Names>,
    /// Words that begin with a self-reference and are none: 我局限于. Left out: none.
    ///
    /// 以自称开头而不是自称的词语，如 `["我局限"]`；省略时没有。
    #[serde(default)]
    unless: Vec<Wording>,
    /// What, right before it, makes a self-reference part of another word: 自 in 自我. Left out:
    /// none.
    ///
    /// 紧接在前、使自称成为其他词语一部分的字，如 `["自"]`（自我）；省略时没有。
    #[serde(default)]
    unless_before: Vec<Wording>,
    /// Self-references that may also mean the region in which the body lies, with the ending of
    /// the region's name: 我区 for 自治区. They are not told where the place of the body lies in such
    /// a region, or the text names one. Left out: none.
    ///
    /// 也可指所在地区的自称，以及该地区名称的结尾，如“我区”与“自治区”。机关所在地属于这类地区，
    /// 或者文中写到这类地区的，不报告；省略时没有。
    #[serde(default)]
    regional: Vec<Regional>,
}

/// A self-reference that may mean a region.
///
/// 可指所在地区的自称。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Regional {
    /// The self-reference: 我区.
    ///
    /// 自称，如 "我区"。
    says: Wording,
    /// How the names of such regions end: 自治区.
    ///
    /// 这类地区名称的结尾，如 "自治区"。
    region: Wording,
}

/// Digits of the code of a province.
const PROVINCE: usize = 2;

/// What bodies with one ending call themselves.
///
/// 名称以某字结尾的机关的自称。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Names {
    /// The ending of the body's name, with or without 人民政府 and the like: 镇.
    ///
    /// 机关名称的结尾，带不带“人民政府”等均可，如 "镇"。
    ends: Wording,
    /// What such a body calls itself: 我镇.
    ///
    /// 这类机关正确的自称，如 `["我镇", "本镇"]`。
    own: Vec<Wording>,
    /// What only other bodies call themselves: 我局.
    ///
    /// 只有其他机关才用的自称，如 `["我局", "我乡"]`。
    foreign: Vec<Wording>,
}

const VALUES: &[&str] = &["found", "own", "count", "body"];

impl Kind for SelfName {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES), message("most", VALUES)];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let body = cx.facts.body.as_ref();
        let row = body.and_then(|body| {
            self.body.iter().find(|it| {
                body.stem.ends_with(it.ends.as_str()) || body.name.ends_with(it.ends.as_str())
            })
        });
        let Some(row) = row else { return Outcome::Inapplicable(Why::NothingToCheck) };
        let own: Vec<(Span, &str)> = row.own.iter().flat_map(|it| self.places(cx, it)).collect();
        let others = row.foreign.iter().filter(|it| !self.is_of_region(cx, it));
        let mut foreign: Vec<(Span, &str)> = others.flat_map(|it| self.places(cx, it)).collect();
        // Of 我办 and 我办事处 at one place the longer is meant.
        foreign.sort_unstable_by_key(|it| (it.0.start(), Reverse(it.0.end())));
        foreign.dedup_by(|next, kept| next.0.overlaps(kept.0));
        let Some(&(place, _)) = foreign.first() else { return Outcome::Pass };
        // Without its own name, or with less of it, the text may be by that other body; then only
        // the title tells whose report it is.
        let most = own.len() <= foreign.len();
        let named = foreign.iter().find(|it| it.1.starts_with(['我', '本'])).filter(|_| is_titled(cx));
        let first = if most { named } else { foreign.first() };
        let Some(first) = first else {
            return Outcome::Undecided(Why::Ambiguous, vec![place]);
        };
        let name = own.first().map(|it| it.1).or(row.own.first().map(Wording::as_str));
        let finding = Finding::at(first.0)
            .value("found", first.1)
            .value("own", name.unwrap_or_default())
            .value("count", foreign.len())
            .value("body", body.map_or("", |it| it.name.as_str()));
        let finding = if most { finding.variant("most") } else { finding };
        let again = foreign.iter().map(|it| it.0).filter(|it| *it != first.0);
        Outcome::of((finding.all_related(again, Label::Again)).into())
    }
}

/// Whether the title names the body that the report is taken to be by.
fn is_titled(cx: &Context<'_>) -> bool {
    let name = cx.facts.body.as_ref().map_or("", |it| it.name.as_str());
    cx.facts.titles.iter().any(|it| !name.is_empty() && it.name == name)
}

impl SelfName {
    /// Whether a self-reference may mean the region in which the body lies.
    fn is_of_region(&self, cx: &Context<'_>, word: &Wording) -> bool {
        let Some(regional) = self.regional.iter().find(|it| it.says == word.as_str()) else {
            return false;
        };
        let region = regional.region.as_str();
        // Most reports do not say so, and need no look at the list of places.
        if !cx.doc.folded.as_str().contains(word.as_str()) {
            return false;
        }
        let codes = cx.facts.body.iter().flat_map(|it| facts::places::of_body(&it.name));
        let mut provinces = codes.filter_map(|it| facts::places::name_of(before(it, PROVINCE)));
        cx.doc.folded.as_str().contains(region) || provinces.any(|it| it.ends_with(region))
    }

    /// Where a self-reference stands in the prose, quotes left out.
    fn places<'a>(&self, cx: &Context<'_>, word: &'a str) -> Vec<(Span, &'a str)> {
        let text = cx.doc.folded.as_str();
        let mut found = Vec::new();
        for at in places(text, word) {
            let folded = Span::new(at, at + word.len());
            let longer = self.unless.iter().any(|it| from(text, at).starts_with(it.as_str()));
            let inner = self.unless_before.iter().any(|it| before(text, at).ends_with(it.as_str()));
            let span = cx.doc.folded.to_source(folded);
            if !longer && !inner && !cx.in_quotes(folded) && !cx.doc.in_table(span) {
                found.push((span, word));
            }
        }
        found
    }
}
