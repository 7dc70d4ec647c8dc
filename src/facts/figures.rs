//! Figures in prose: what is counted, how many, in which unit, and how exactly.

mod groups;
mod units;

pub use groups::{Closure, Group, groups};

use self::units::{ENDS_CLAUSE, UNITS, VAGUE_AFTER, VAGUE_BEFORE};
use super::dates::DateMention;
use super::{merge, overlapping};
use crate::document::{BlockKind, Document};
use crate::numeral::{Amount, Numeral, NumeralKind, scan as numerals};
use crate::text::{Span, before, cut, from};

/// A figure in a sentence: `主动公开政府信息约1,200条`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// Number and unit, in the view.
    pub span: Span,
    /// Number and unit, in the folded text.
    pub folded: Span,
    /// The exact value as written; with [`Figure::vague`] only a neighbourhood of it is meant.
    pub value: Amount,
    /// Whether it is rounded: 余 多 约 近.
    pub vague: bool,
    /// What is counted in: 条, 件, 万元; empty where no unit follows.
    pub unit: &'static str,
    /// The words before the number that say what is counted, in the view; may be empty.
    pub label: Span,
    /// What kind of figure it is.
    pub role: Role,
    /// The block it stands in: index into the document's blocks.
    pub block: usize,
    /// Where its sentence ends, in the folded text.
    pub sentence_end: usize,
    /// How many brackets are open around it.
    pub depth: usize,
}

/// What a figure says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// A count or an amount.
    Count,
    /// A share (占34.8%) or a rate.
    Share,
    /// A difference from another figure (比上年增加10条).
    Change,
    /// An average (月均10条).
    Average,
    /// A number of parts of the text (六个部分).
    Parts,
}

/// Characters of the longest label; what stands further away says nothing of the figure.
const LONGEST_LABEL: usize = 60;

/// Every figure in the prose of `doc`, in order. Dates, list numbers, ordinals, document numbers,
/// addresses and names in 《》 are none.
pub fn scan(doc: &Document, dates: &[DateMention], quoted: &[Span]) -> Vec<Figure> {
    let mut figures = Vec::new();
    let taken = merge(dates.iter().map(|date| date.span).chain(quoted.iter().copied()).collect());
    for (index, block) in doc.blocks.iter().enumerate() {
        if block.kind == BlockKind::Paragraph {
            Scanner {
                doc,
                base: block.folded.start(),
                text: doc.folded.slice(block.folded),
                block: index,
            }
            .run(&taken, &mut figures);
        }
    }
    figures
}

struct Scanner<'a> {
    doc: &'a Document,
    base: usize,
    text: &'a str,
    block: usize,
}

impl Scanner<'_> {
    fn run(&self, taken: &[Span], figures: &mut Vec<Figure>) {
        let (mut label_from, mut at, mut depth, mut sentence_end) = (0, 0, 0_usize, 0);
        for numeral in numerals(self.text) {
            let passed = cut(self.text, Span::new(at, numeral.span.start()));
            depth = passed.chars().fold(depth, nesting);
            if let Some(stop) = passed.rfind(ENDS_CLAUSE) {
                let width = from(passed, stop).chars().next().map_or(0, char::len_utf8);
                label_from = at + stop + width;
            }
            at = numeral.span.start();
            if overlapping(taken, numeral.span.shift(self.base)).is_some() {
                // A label begins behind a date, but goes on over “三公”.
                if numeral.kind != NumeralKind::Han {
                    label_from = label_from.max(numeral.span.end());
                }
                continue;
            }
            if sentence_end < numeral.span.end() {
                sentence_end = self.sentence_end(numeral.span.end());
            }
            let Some(figure) = self.figure(&numeral, label_from, sentence_end, depth) else {
                continue;
            };
            label_from = figure.folded.end() - self.base;
            figures.push(figure);
        }
    }

    fn figure(
        &self,
        numeral: &Numeral,
        label_from: usize,
        sentence_end: usize,
        depth: usize,
    ) -> Option<Figure> {
        let value = numeral.value?;
        let head = before(self.text, numeral.span.start());
        let tail = from(self.text, numeral.span.end());
        if is_no_count(head, tail) {
            return None;
        }
        let more = VAGUE_AFTER.iter().find(|word| tail.starts_with(**word)).copied().unwrap_or("");
        let unit = unit_of(from(tail, more.len()));
        if numeral.kind == NumeralKind::Han && !is_han_count(unit, head, from(tail, more.len())) {
            return None;
        }
        let span = Span::new(numeral.span.start(), numeral.span.end() + more.len() + unit.len());
        let label = trim_label(self.text, self.near(label_from, span.start()));
        let words = cut(self.text, label);
        Some(Figure {
            span: self.place(span),
            folded: span.shift(self.base),
            value,
            vague: !more.is_empty() || VAGUE_BEFORE.iter().any(|word| words.ends_with(word)),
            unit,
            label: self.place(label),
            role: role(words, unit, from(tail, more.len() + unit.len())),
            block: self.block,
            sentence_end: self.base + sentence_end,
            depth,
        })
    }

    /// What stands between `start` and `end`, at most as many characters as a label has.
    fn near(&self, start: usize, end: usize) -> Span {
        let words = cut(self.text, Span::new(start.min(end), end));
        let kept: usize = words.chars().rev().take(LONGEST_LABEL).map(char::len_utf8).sum();
        Span::new(end - kept, end)
    }

    /// Where the sentence that holds `at` ends.
    fn sentence_end(&self, at: usize) -> usize {
        from(self.text, at).find(['。', '！', '？', '\n']).map_or(self.text.len(), |stop| at + stop)
    }

    fn place(&self, span: Span) -> Span {
        self.doc.folded.to_source(span.shift(self.base))
    }
}

fn nesting(depth: usize, char: char) -> usize {
    match char {
        '（' => depth + 1,
        '）' => depth.saturating_sub(1),
        _ => depth,
    }
}

/// Ordinals, document numbers, addresses and parts of words made of Latin letters.
fn is_no_count(head: &str, tail: &str) -> bool {
    let glued = |char: Option<char>| {
        char.is_some_and(|it| {
            it.is_ascii_alphanumeric()
                || matches!(it, '.' | '/' | '-' | '_' | '@' | ':' | '—' | '～' | '~')
        })
    };
    let ordinal = head.ends_with(['第', '〔', '[', '【', '﹝', 'N', '#']);
    let number = tail.starts_with(['号', '〕', ']', '】', '届', '版', '楼', '路', '室', '幢']);
    ordinal || number || glued(head.chars().next_back()) || glued(tail.chars().next())
}

fn unit_of(tail: &str) -> &'static str {
    UNITS.iter().find(|unit| tail.starts_with(**unit)).copied().unwrap_or("")
}

/// A Han number is a count only before a unit that nothing but counts take (一件, 十二条), not in
/// 一项重要工作, 一次性, 一条龙.
fn is_han_count(unit: &str, head: &str, tail: &str) -> bool {
    let rest = from(tail, unit.len());
    let ends = rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '）', '（', '：']);
    let counted = matches!(unit, "件" | "条" | "篇" | "份" | "起" | "宗" | "次" | "期" | "人次");
    let parts = unit == "个" && rest.starts_with("部分") || unit == "部分";
    let word = head.ends_with(['统', '唯', '万', '同', '逐', '每', '这', '某', '任', '之', '不']);
    (counted && ends || parts) && !word
}

fn role(label: &str, unit: &str, rest: &str) -> Role {
    if matches!(unit, "%" | "％" | "个百分点") {
        Role::Share
    } else if unit == "部分" || unit == "个" && rest.starts_with("部分") {
        Role::Parts
    } else if units::CHANGES.iter().any(|word| label.contains(word)) {
        Role::Change
    } else if units::AVERAGES.iter().any(|word| label.contains(word)) {
        Role::Average
    } else {
        Role::Count
    }
}

/// The label without blanks, joining words and marks at either side.
fn trim_label(text: &str, label: Span) -> Span {
    let words = cut(text, label);
    let skip = |char: char| {
        matches!(char, ' ' | '、' | '，' | '：' | '（' | '）' | '—' | '-' | '和' | '及' | '与')
    };
    let body = words.trim_start_matches(skip);
    let start = label.start() + words.len() - body.len();
    Span::new(start, label.end())
}
