//! `near-miss`: a fixed term with one character lost, doubled or exchanged with its neighbour
//! (固定用语错漏字).
//!
//! A single slip leaves one half of a term as it was, so that the halves are what is looked for; an
//! exchange right in the middle is missed. Only forms that no right wording contains are reported.

use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::report::{Finding, Findings, Outcome, Severity};
use crate::rule::{Bilingual, Wording, say};
use crate::text::{Span, before, from};

/// A fixed term with one character lost, doubled or exchanged with its neighbour (固定用语错漏字).
/// The title, tables and right wordings listed here are let pass.
///
/// 检查固定用语的错漏字：漏一字、重一字或相邻两字颠倒。标题、表格中的和列为正确的说法不报告。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct NearMiss {
    /// The terms, in groups of one severity.
    ///
    /// 固定用语，按级别分组。
    group: Vec<Group>,
    /// Right wordings that look like a slip, or that run into words that do: 诚信公开.
    ///
    /// 看似错漏而实际正确的说法，如 `["诚信公开"]`。
    allowed: Vec<Wording>,
    /// Characters that may be left out of a term, all in one string: 的和及.
    ///
    /// 用语中可以省去的字，连写成一个字符串，如 "的和及"；漏掉这些字不算错。
    idle: Wording,
    #[serde(skip)]
    terms: OnceLock<Vec<Term>>,
}

/// Terms of one severity.
///
/// 同一级别的固定用语。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Group {
    /// The severity of a slip in them. Left out: that of the rule.
    ///
    /// 这组用语出错属于哪一级；省略时与规则相同。
    #[serde(default)]
    severity: Option<Severity>,
    /// Terms, of four characters or more, that are told wherever their last character is missing,
    /// too. Left out: none.
    ///
    /// 不少于四个字的用语，漏掉末字的也报告；省略时没有。
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    whole: Vec<Spanned<Wording>>,
    /// Terms, of four characters or more, that are words also without their last character, so that
    /// its loss is not told. Left out: none.
    ///
    /// 不少于四个字的用语，去掉末字也成词语，漏末字的不报告；省略时没有。
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    open: Vec<Spanned<Wording>>,
}

/// A term.
#[derive(Debug)]
struct Term {
    severity: Option<Severity>,
    words: String,
    /// Whether its last character may be missing.
    whole: bool,
    /// Where its second half begins.
    middle: usize,
    /// Its damaged forms, the longest first.
    forms: OnceLock<Forms>,
}

/// The damaged forms of a term, by the half that is as it was, without that half.
#[derive(Debug)]
struct Forms {
    /// What follows the first half.
    tails: Vec<String>,
    /// What stands before the second.
    heads: Vec<String>,
}

/// Shorter terms have too many forms that are words.
const SHORTEST: usize = 4;
/// The forms of a longer one take much room: three for each of its characters.
const LONGEST: usize = 60;

impl Kind for NearMiss {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found", "replacement"])];
        MESSAGES
    }

    fn literals(&self) -> Vec<&str> {
        self.all().flat_map(|(_, term, _)| <[&str; 2]>::from(halves(term))).collect()
    }

    fn problems(&self) -> Vec<(Span, Bilingual)> {
        let terms = self.group.iter().flat_map(|group| group.whole.iter().chain(&group.open));
        let odd =
            terms.filter(|it| !(SHORTEST..=LONGEST).contains(&it.get_ref().chars().count()));
        odd.map(|term| {
                let words = say(
                    format!("用语应有 {SHORTEST} 至 {LONGEST} 个字"),
                    format!("a term has {SHORTEST} to {LONGEST} characters"),
                );
                (Span::new(term.span().start, term.span().end), words)
            })
            .collect()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let mut findings: Findings = Findings::default();
        for (index, at) in cx.literal_hits() {
            let found = self.judge(cx, index, at);
            let fresh = found.filter(|it| {
                !findings
                    .iter()
                    .rev()
                    .take(4)
                    .any(|last| last.primary.span.overlaps(it.primary.span))
            });
            findings.extend(fresh);
        }
        findings.sort_by_key(|it| it.primary.span);
        Outcome::of(findings)
    }
}

impl NearMiss {
    /// Every term with its weight and whether its last character may be missing.
    fn all(&self) -> impl Iterator<Item = (Option<Severity>, &str, bool)> {
        self.group.iter().flat_map(|group| {
            let whole =
                group.whole.iter().map(|term| (group.severity, term.get_ref().as_str(), true));
            whole.chain(
                group.open.iter().map(|term| (group.severity, term.get_ref().as_str(), false)),
            )
        })
    }

    /// The terms in order, so that a hit finds its own at once.
    fn terms(&self) -> &[Term] {
        self.terms.get_or_init(|| {
            let terms = self.all().map(|(severity, words, whole)| {
                let (middle, words) = (halves(words).0.len(), words.to_owned());
                Term { severity, words, whole, middle, forms: OnceLock::new() }
            });
            terms.collect()
        })
    }

    /// The damaged term of which half `index` stands at `at`.
    fn judge(&self, cx: &Context<'_>, index: usize, at: usize) -> Option<Finding> {
        let text = cx.doc.folded.as_str();
        let term = self.terms().get(index / 2)?;
        let place = self.damaged(text, term, index, at)?;
        let words = term.words.as_str();
        let span = cx.doc.folded.to_source(place);
        let title = cx.facts.titles.iter().any(|it| it.span.overlaps(span));
        let aside = title || cx.doc.in_table(span) || is_wrapped(text, place, words);
        if aside || self.is_right(text, place) {
            return None;
        }
        let mut finding = Finding::at(span)
            .value("found", cx.doc.words(span))
            .value("replacement", words)
            .replace(span, words);
        finding.severity = term.severity;
        Some(finding)
    }

    /// Where a damaged form of a term lies, of which half `index` stands at `at`.
    fn damaged(&self, text: &str, term: &Term, index: usize, at: usize) -> Option<Span> {
        let words = term.words.as_str();
        let (first, second) = (before(words, term.middle), from(words, term.middle));
        // Most hits are the term itself.
        if index.is_multiple_of(2) {
            let sound = from(text, at).starts_with(words);
            (!sound).then(|| starting(&self.forms_of(term).tails, text, at, first.len()))?
        } else {
            let sound = before(text, at).ends_with(first);
            (!sound).then(|| ending(&self.forms_of(term).heads, text, at, second.len()))?
        }
    }

    fn forms_of<'t>(&self, term: &'t Term) -> &'t Forms {
        term.forms.get_or_init(|| {
            let mut forms = self.forms(&term.words, term.whole);
            forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
            let (first, second) = (before(&term.words, term.middle), from(&term.words, term.middle));
            let tails = forms.iter().filter_map(|it| it.strip_prefix(first));
            let heads = forms.iter().filter_map(|it| it.strip_suffix(second));
            Forms {
                tails: tails.map(str::to_owned).collect(),
                heads: heads.map(str::to_owned).collect(),
            }
        })
    }

    /// Whether the words at `place` belong to a right wording: a term or allowed words around them,
    /// or allowed words that run into them (微信公开 into 信公开目录).
    fn is_right(&self, text: &str, place: Span) -> bool {
        let starts = |words: &str, inner: usize| {
            let start = place.start().checked_sub(inner);
            start.is_some_and(|start| from(text, start).starts_with(words))
        };
        let covers = |words: &str, inner: usize| inner + place.len() <= words.len();
        let terms = self.all().map(|(_, term, _)| term);
        let allowed = self.allowed.iter().map(Wording::as_str);
        let mut right = terms.map(|it| (it, false)).chain(allowed.map(|it| (it, true)));
        right.any(|(words, runs_in)| {
            words.char_indices().any(|(inner, _)| {
                (covers(words, inner) || runs_in && inner > 0) && starts(words, inner)
            })
        })
    }

    /// The damaged forms of a term. What borders on other words is left alone, except for the last
    /// character where the term is no word without it.
    fn forms(&self, words: &str, whole: bool) -> Vec<String> {
        let chars: Vec<char> = words.chars().collect();
        let last = chars.len().saturating_sub(1);
        let mut forms = Vec::new();
        for (index, &char) in chars.iter().enumerate().skip(1) {
            let (head, tail) = chars.split_at(index);
            let rest: &[char] = tail.get(1..).unwrap_or_default();
            let may_go = (index < last || whole) && !self.idle.contains(char);
            if may_go {
                forms.push(head.iter().chain(rest).collect());
            }
            if index < last {
                forms.push(head.iter().chain([&char]).chain(tail).collect());
            }
            if let Some((kept, moved)) = head.split_last().map(|(it, kept)| (kept, it))
                && *moved != char
            {
                forms.push(kept.iter().chain([&char, moved]).chain(rest).collect());
            }
        }
        forms.retain(|form: &String| !self.allowed.iter().any(|it| it == form) && form != words);
        forms
    }
}

/// The damaged form that begins at `at` with its sound half, which stands there and has so many
/// bytes.
fn starting(tails: &[String], text: &str, at: usize, half: usize) -> Option<Span> {
    let rest = from(text, at + half);
    let tail = tails.iter().find(|tail| rest.starts_with(tail.as_str()))?;
    Some(Span::new(at, at + half + tail.len()))
}

/// The damaged form whose sound half stands at `at` and has so many bytes.
fn ending(heads: &[String], text: &str, at: usize, half: usize) -> Option<Span> {
    let words = before(text, at);
    let head = heads.iter().find(|head| words.ends_with(head.as_str()))?;
    Some(Span::new(at - head.len(), at + half))
}

/// Whether the last character of the term stands at the beginning of the next line.
fn is_wrapped(text: &str, place: Span, term: &str) -> bool {
    let next = from(text, place.end()).strip_prefix('\n');
    let lost = from(term, place.len());
    !lost.is_empty() && next.is_some_and(|next| next.trim_start().starts_with(lost))
}

/// A term in two halves.
fn halves(term: &str) -> (&str, &str) {
    let middle: usize = term.chars().take(term.chars().count() / 2).map(char::len_utf8).sum();
    (before(term, middle), from(term, middle))
}
