//! A place wider than the body's own, named as if it were that (全市 in the plan of a county).
//!
//! What a county does for its city is no matter of this check: only the object of its own plan,
//! right behind what it means to do, and its name for itself tell a text of another body.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::engine::Context;
use crate::facts::citations::sentence;
use crate::report::Finding;
use crate::rule::Wording;
use crate::text::{Span, before, cut, from, is_han};

/// Words for a place wider than that of some bodies, and where they name the body's own.
///
/// 指称范围大于某些机关所在地方的词语，以及在哪些语句中是当作本地用的。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Wider {
    /// Endings of the names of the governments it concerns, without 人民政府: 县, 区.
    ///
    /// 适用的政府，填名称（不含“人民政府”）的结尾，如 `["县", "区"]`。
    bodies: Vec<Wording>,
    /// Words that make a sentence a plan: 下一步.
    ///
    /// 表明是下一步打算的词语，如 `["下一步", "将"]`。
    plans: Vec<Wording>,
    /// Names of the wider place as the object of a plan: 全市.
    ///
    /// 作为打算的对象的词语，如 `["全市", "市本级"]`。
    objects: Vec<Wording>,
    /// What stands right before such an object: 加强对.
    ///
    /// 紧接在对象前面的词语，如 `["加强对", "推进"]`。
    lead: Vec<Wording>,
    /// What follows right behind an object that is not the body's own: 统一.
    ///
    /// 紧接在对象后面、表明并非当作本地用的词语，如 `["统一", "考核"]`。
    unless_after: Vec<Wording>,
    /// What a body calls itself there: 我市.
    ///
    /// 自称，如 `["我市"]`。
    selves: Vec<Wording>,
    /// What follows right behind a name for itself that begins a clause: 将.
    ///
    /// 紧接在自称后面的词语，如 `["将", "继续"]`；自称须在分句开头。
    does: Vec<Wording>,
    /// Words of a sentence in which another body has its part: 配合.
    ///
    /// 表明另有主体的词语，如 `["配合"]`；句子含有其中之一的不报告。
    unless: Vec<Wording>,
}

impl Wider {
    /// The words it looks for: objects, then names for itself.
    pub(super) fn literals(&self) -> impl Iterator<Item = &str> {
        self.objects.iter().chain(&self.selves).map(Wording::as_str)
    }

    /// How many words it looks for in sentences.
    pub(super) fn words_searched(&self) -> usize {
        self.plans.len() + self.unless.len()
    }

    /// The ending of the body's name, if it is one that this concerns.
    pub(super) fn own(&self, cx: &Context<'_>) -> Option<&str> {
        let body = cx.facts.body.as_ref().filter(|it| it.sub != Some("department"))?;
        self.bodies.iter().map(Wording::as_str).find(|it| body.stem.ends_with(it))
    }

    /// What is wrong with word `index` of [`Self::literals`], which stands at folded `at`.
    pub(super) fn judge(&self, cx: &Context<'_>, index: usize, at: usize) -> Option<Finding> {
        let own = self.own(cx)?;
        let word = self.literals().nth(index)?;
        let text = cx.doc.folded.as_str();
        let (head, tail) = (before(text, at), from(text, at + word.len()));
        let place = Span::new(at, at + word.len());
        let leads = |words: &[Wording]| words.iter().any(|it| head.ends_with(it.as_str()));
        let follows = |words: &[Wording]| words.iter().any(|it| tail.starts_with(it.as_str()));
        let meant = if index < self.objects.len() {
            leads(&self.lead) && !follows(&self.unless_after)
        } else {
            !head.ends_with(is_han) && follows(&self.does)
        };
        let span = cx.doc.folded.to_source(place);
        if !meant || cx.in_quotes(place) || cx.doc.in_table(span) || !self.is_plan(text, at) {
            return None;
        }
        let found = Finding::at(span).variant("wider").value("found", cx.doc.words(span));
        Some(found.value("place", own))
    }

    /// Whether the sentence at folded `at` tells what the body itself means to do.
    fn is_plan(&self, text: &str, at: usize) -> bool {
        let said = cut(text, sentence(text, at));
        let holds = |words: &[Wording]| words.iter().any(|it| said.contains(it.as_str()));
        holds(&self.plans) && !holds(&self.unless)
    }
}
