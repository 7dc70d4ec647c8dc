//! Labels of a host in a row, with their joints.

use super::super::Edit;
use super::joint::{Joint, Kind, wide};
use super::lost;
use super::{Anchor, SECOND};
use crate::facts::glyph::{begins, char_at, fold, is_word, run, same};
use crate::text::{Span, cut, from, is_han};

/// Endings that complete a domain.
const ENDINGS: [&str; 36] = [
    "cn", "com", "net", "org", "edu", "mil", "int", "info", "biz", "top", "cc", "tv", "me", "io",
    "xyz", "vip", "ltd", "site", "online", "wang", "shop", "club", "tech", "pro", "asia", "mobi",
    "name", "hk", "tw", "mo", "us", "uk", "政务", "公益", "中国", "网址",
];
/// Endings in Chinese characters.
const HAN_ENDINGS: [&str; 4] = ["政务", "公益", "中国", "网址"];
/// A label may have at most 63 characters; Chinese ones are never near that.
const LONGEST_HAN: usize = 20;
/// Parts of a numeric address.
const PARTS: usize = 4;

/// Labels and the joints between them; there is one joint fewer than labels, and never no label.
pub(super) struct Chain<'a> {
    text: &'a str,
    labels: Vec<Span>,
    joints: Vec<Joint>,
}

impl<'a> Chain<'a> {
    /// The chain at `at`, for which a scheme or `@` before it may vouch.
    pub(super) fn read(text: &'a str, at: usize, anchor: Anchor) -> Option<Self> {
        let vouched = anchor != Anchor::Bare;
        let first = ascii_label(text, at).or_else(|| vouched.then(|| han_label(text, at))?)?;
        let mut chain = Self { text, labels: vec![first], joints: Vec::new() };
        let vouched = vouched || chain.is("www", 0);
        let sound = |joint: Joint| anchor != Anchor::Mail || !joint.is_broken();
        while let Some((joint, label)) = chain.next(vouched).filter(|it| sound(it.0)) {
            chain.joints.push(joint);
            chain.labels.push(label);
        }
        Some(chain)
    }

    fn next(&self, vouched: bool) -> Option<(Joint, Span)> {
        let joint = Joint::read(self.text, self.end())?;
        let han = vouched && joint.kind == Kind::Dot && !self.is_complete();
        let label = ascii_label(self.text, joint.end())
            .or_else(|| han.then(|| han_label(self.text, joint.end()))?)?;
        let ended = self.is_complete() || self.is_numeric();
        if self.restarts(joint, ended) {
            return None;
        }
        let joined = match joint.kind {
            Kind::Dot => true,
            Kind::Doubled => vouched,
            Kind::Comma => vouched && !ended,
            Kind::Stop => !ended || self.is_country(label),
            Kind::Spaced => vouched && (!ended || self.is_country(label)),
            Kind::Gap => vouched && !ended && self.goes_on(label.end()),
        };
        joined.then_some((joint, label))
    }

    /// Whether another address begins after `joint`; with `www` only if this one may end here.
    fn restarts(&self, joint: Joint, ended: bool) -> bool {
        let at = joint.end();
        ["http:", "https:"].iter().any(|start| begins(self.text, at, start))
            || (starts_www(self.text, at)
                // Numbers before it are those of a list: `1.www.a.cn`.
                && (ended || joint.is_doubtful() || !self.has_letters(2)))
    }

    /// Whether a label that ends at `end` is not the last one, and so may follow a gap.
    fn goes_on(&self, end: usize) -> bool {
        let next = end + 1;
        char_at(self.text, end) == Some('.')
            && char_at(self.text, next).is_some_and(is_word)
            && !begins(self.text, next, "http")
            && !starts_www(self.text, next)
    }

    /// Whether `label` is the `cn` that completes `com` or `gov`, and the name ends with it.
    fn is_country(&self, label: Span) -> bool {
        let next = char_at(self.text, label.end()).map(fold);
        same(cut(self.text, label), "cn")
            && next != Some('.')
            && SECOND.iter().any(|name| self.is(name, self.len() - 1))
    }

    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }

    /// Characters of label `index`.
    pub(super) fn width(&self, index: usize) -> usize {
        cut(self.text, self.label(index)).chars().count()
    }

    fn label(&self, index: usize) -> Span {
        self.labels.get(index).copied().unwrap_or(Span::at(0))
    }

    fn last(&self) -> Span {
        self.label(self.len() - 1)
    }

    pub(super) fn first(&self) -> Span {
        self.label(0)
    }

    /// The fault of a name that breaks off inside `.gov.cn`: `www.a.gov.c`, `www.a.gov`.
    pub(super) fn broken_off(&self) -> Option<Edit> {
        let before = self.len().checked_sub(2)?;
        let last = self.label(before + 1);
        let whole = self.len() > 2 || self.is("gov", before);
        lost::ending(self.text, last, None)
            .or_else(|| lost::ending(self.text, self.label(before), Some(last)))
            .filter(|_| whole && before > 0)
    }

    pub(super) fn span(&self) -> Span {
        self.label(0).cover(self.last())
    }

    pub(super) fn end(&self) -> usize {
        self.last().end()
    }

    /// Whether label `index` is `name`.
    pub(super) fn is(&self, name: &str, index: usize) -> bool {
        same(cut(self.text, self.label(index)), name)
    }

    /// Whether a familiar ending stands last.
    pub(super) fn is_complete(&self) -> bool {
        self.len() > 1 && is_ending(cut(self.text, self.last()))
    }

    /// Whether this is a numeric address (IPv4).
    pub(super) fn is_numeric(&self) -> bool {
        let part = |label: &Span| {
            let words: String = cut(self.text, *label).chars().map(fold).collect();
            words.bytes().all(|byte| byte.is_ascii_digit()) && words.parse::<u8>().is_ok()
        };
        self.len() == PARTS && self.labels.iter().all(part)
    }

    /// Whether the last label can be an ending at all.
    pub(super) fn ends_in_letters(&self) -> bool {
        let last = cut(self.text, self.last());
        let punycode = begins(last, 0, "xn--");
        let letters = last.chars().all(|char| fold(char).is_ascii_alphabetic() || is_han(char));
        (letters || punycode) && last.chars().nth(1).is_some()
    }

    /// Whether one of the first `count` labels holds a letter.
    pub(super) fn has_letters(&self, count: usize) -> bool {
        let letter = |char: char| fold(char).is_ascii_alphabetic() || is_han(char);
        self.labels.iter().take(count).any(|label| cut(self.text, *label).chars().any(letter))
    }

    pub(super) fn doubts(&self) -> usize {
        self.joints.iter().filter(|joint| joint.is_doubtful()).count()
    }

    pub(super) fn last_doubt(&self) -> Option<Joint> {
        self.joints.iter().rev().find(|joint| joint.is_doubtful()).copied()
    }

    pub(super) fn last_joint(&self) -> Option<Joint> {
        self.joints.last().copied()
    }

    /// Ends the chain before its first doubtful joint.
    pub(super) fn cut_at_doubt(&mut self) {
        if let Some(at) = self.joints.iter().position(|joint| joint.is_doubtful()) {
            self.keep(at + 1);
        }
    }

    /// Ends the chain after a familiar ending where a number follows it (`a.cn.2`).
    pub(super) fn cut_after_ending(&mut self) {
        if self.ends_in_letters() {
            return;
        }
        let familiar = |label: &Span| is_ending(cut(self.text, *label));
        if let Some(at) = self.labels.iter().rposition(familiar).filter(|at| *at > 0) {
            self.keep(at + 1);
        }
    }

    /// Takes from the last label digits that belong to the sentence (`a.cn2017年`).
    pub(super) fn drop_digits(&mut self) {
        let last = self.last();
        let words = cut(self.text, last).trim_end_matches(|char| fold(char).is_ascii_digit());
        if is_ending(words)
            && let Some(label) = self.labels.last_mut()
        {
            *label = Span::new(last.start(), last.start() + words.len());
        }
    }

    fn keep(&mut self, labels: usize) {
        self.labels.truncate(labels);
        self.joints.truncate(labels.saturating_sub(1));
    }

    /// The faults of all labels and joints, in order.
    pub(super) fn edits(&self) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (index, label) in self.labels.iter().enumerate() {
            wide(self.text, *label, &mut edits);
            if let Some(joint) = self.joints.get(index) {
                joint.edits(self.text, &mut edits);
            }
        }
        edits
    }
}

fn is_ending(words: &str) -> bool {
    ENDINGS.iter().any(|ending| same(words, ending))
}

/// Whether a label `www` and a dot stand at `at`.
fn starts_www(text: &str, at: usize) -> bool {
    if !begins(text, at, "www") {
        return false;
    }
    let end = run(text, at, is_word);
    same(cut(text, Span::new(at, end)), "www")
        && matches!(char_at(text, end), Some('.' | '．' | '。'))
}

/// A label of letters, digits and hyphens.
fn ascii_label(text: &str, at: usize) -> Option<Span> {
    let inner = |char: char| is_word(char) || matches!(char, '-' | '_' | '－');
    let run = Span::new(at, run(text, at, inner));
    // A dash at the end belongs to the sentence.
    let words = cut(text, run).trim_end_matches(|char| !is_word(char));
    let starts = words.chars().next().is_some_and(is_word);
    starts.then(|| Span::new(at, at + words.len()))
}

/// A label of Chinese characters: an ending, or what stands before a dot and an ending.
fn han_label(text: &str, at: usize) -> Option<Span> {
    let words = from(text, at);
    if let Some(ending) = HAN_ENDINGS.iter().find(|ending| words.starts_with(**ending)) {
        return Some(Span::new(at, at + ending.len()));
    }
    let length: usize =
        words.chars().take(LONGEST_HAN).take_while(|char| is_han(*char)).map(char::len_utf8).sum();
    let rest = from(words, length).strip_prefix('.')?;
    let ended = HAN_ENDINGS.iter().chain(&["cn", "com", "net"]).any(|end| rest.starts_with(end));
    (length > 0 && ended).then(|| Span::new(at, at + length))
}
