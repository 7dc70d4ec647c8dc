//! Figures in prose: what is counted, how many, in which unit, and how exactly.

mod context;
mod groups;
mod range;
mod units;

pub use context::{Rank, Scope, When, scope};
pub(crate) use context::{SCOPES, is_carried_from, is_carried_to};
pub use groups::{Closure, Doubt, Group, Groups, groups};
pub use range::Range;

use self::units::{NO_ROUNDING, UNITS, VAGUE_AFTER, VAGUE_BEFORE, VAGUE_BEHIND, ends_clause};
use super::dates::DateMention;
use super::{merge, overlapping};
use crate::document::{BlockKind, Document};
use crate::facts::landmarks::Landmarks;
use crate::facts::parts::number_length;
use crate::numeral::{self, Amount, Numeral, NumeralKind, begins_number};
use crate::text::{Span, before, cut, from};

/// A figure in a sentence: `主动公开政府信息约1,200条`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// Number and unit, in the view.
    pub span: Span,
    /// Number and unit, in the folded text.
    pub folded: Span,
    /// The value as written; what may be meant by it is [`Figure::range`].
    pub value: Amount,
    /// Every value that may be meant.
    pub range: Range,
    /// Whether it is rounded: 余 多 约 近.
    pub vague: bool,
    /// Digits written after the point.
    pub decimals: u8,
    /// What is counted in: 条, 件, 万元; empty where no unit follows.
    pub unit: &'static str,
    /// The words before the number that say what is counted, in the view; may be empty.
    pub label: Span,
    /// What kind of figure it is.
    pub role: Role,
    /// Whose figure it is, where the sentence says so.
    pub scope: Scope,
    /// Which time it is for, where the sentence says so.
    pub when: When,
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

/// Bytes of the longest gloss in brackets.
const LONGEST_GLOSS: usize = 24;

/// Characters of the longest words for a difference: 多公开信息, 净增.
const LONGEST_DIFFERENCE: usize = 5;

/// Characters of the longest label; what stands further away says nothing of the figure.
const LONGEST_LABEL: usize = 60;

/// Every figure in the prose of `doc`, in order. Dates, list numbers, ordinals, document numbers,
/// addresses and names in 《》 are none.
pub(super) fn scan(
    doc: &Document,
    landmarks: &Landmarks<'_>,
    dates: &[DateMention],
    quoted: &[Span],
    own: Option<Rank>,
) -> Vec<Figure> {
    let mut figures = Vec::new();
    let taken = merge(dates.iter().map(|date| date.span).chain(quoted.iter().copied()).collect());
    for (index, block) in doc.blocks.iter().enumerate() {
        if block.kind == BlockKind::Paragraph {
            let (base, text) = (block.folded.start(), doc.folded.slice(block.folded));
            let starts = landmarks.within(block.folded).filter(|&(_, char)| begins_number(char));
            let numerals = numeral::scan_at(text, starts.map(|(at, _)| at - base));
            let scanner = Scanner { doc, landmarks, base, text, block: index, own };
            scanner.run(&numerals, &taken, dates, &mut figures);
        }
    }
    figures.shrink_to_fit();
    figures
}

struct Scanner<'a> {
    doc: &'a Document,
    landmarks: &'a Landmarks<'a>,
    base: usize,
    text: &'a str,
    block: usize,
    /// The rank of the body's own place.
    own: Option<Rank>,
}

impl Scanner<'_> {
    fn run(
        &self,
        numerals: &[Numeral],
        taken: &[Span],
        dates: &[DateMention],
        figures: &mut Vec<Figure>,
    ) {
        let (mut label_from, mut at, mut depth, mut sentence_end) = (0, 0, 0_usize, 0);
        for numeral in numerals {
            let passed = Span::new(at, numeral.span.start()).shift(self.base);
            depth = self.landmarks.within(passed).fold(depth, |depth, it| nesting(depth, it.1));
            if let Some(start) = last_clause(self.landmarks.within(passed)) {
                label_from = start - self.base;
            }
            at = numeral.span.start();
            if let Some(other) = overlapping(taken, numeral.span.shift(self.base)) {
                // A label begins behind a date, but goes on over “三公”.
                if numeral.kind != NumeralKind::Han {
                    label_from = label_from.max(other.end() - self.base);
                }
                continue;
            }
            if sentence_end < numeral.span.end() {
                sentence_end = self.sentence_end(numeral.span.end());
            }
            let Some(mut figure) = self.figure(numeral, label_from, sentence_end, depth) else {
                continue;
            };
            if let Some(head) = figures.pop_if(|it| self.is_split(it, &figure)) {
                figure = self.joined(&head, figure);
            }
            (figure.scope, figure.when) = context::read(self.doc, dates, &figure, self.own);
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
        let begun = |words: &[&'static str], text: &str| {
            words.iter().find(|word| text.starts_with(**word)).copied().unwrap_or("")
        };
        let more = begun(&VAGUE_AFTER, tail);
        // 55.2 %
        let blank = usize::from(from(tail, more.len()).starts_with(" %"));
        let unit = unit_of(from(tail, more.len() + blank));
        let rest = from(tail, more.len() + blank + unit.len());
        if numeral.kind == NumeralKind::Han && !is_han_count(unit, head, from(tail, more.len())) {
            return None;
        }
        let length = more.len() + blank + unit.len();
        let span = Span::new(numeral.span.start(), numeral.span.end() + length);
        let written = cut(self.text, numeral.span);
        let label = trim_label(self.text, self.near(label_from, span.start()));
        let words = cut(self.text, label);
        // 100条左右
        let after = if more.is_empty() { begun(&VAGUE_BEHIND, rest) } else { more };
        let ahead = vague_before(words);
        Some(Figure {
            span: self.place(span),
            folded: span.shift(self.base),
            value,
            range: range::of(written, value, (ahead, after), unit),
            decimals: range::decimals(written),
            vague: !after.is_empty() || !ahead.is_empty(),
            unit,
            label: self.place(label),
            role: role(words, unit, rest, before(self.text, label.start())),
            scope: Scope::Unsaid,
            when: When::Unsaid,
            block: self.block,
            sentence_end: self.base + sentence_end,
            depth,
        })
    }

    /// Whether one blank stands in the middle of a number: 1 204条.
    fn is_split(&self, head: &Figure, tail: &Figure) -> bool {
        let digits = |it: &Figure, text: &str| {
            let text = text.strip_suffix(it.unit).unwrap_or(text);
            // 1 260万元
            let text = text.strip_suffix(['万', '亿']).unwrap_or(text);
            !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
        };
        let text = self.doc.folded.as_str();
        head.block == tail.block
            && head.unit.is_empty()
            && cut(text, Span::new(head.folded.end(), tail.folded.start())) == " "
            && digits(head, cut(text, head.folded))
            && digits(tail, cut(text, tail.folded))
    }

    /// A number with a blank inside. Groups of three digits are a number written so; else it is
    /// uncertain what was meant.
    fn joined(&self, head: &Figure, tail: Figure) -> Figure {
        let text = self.doc.folded.as_str();
        let written: String = [head.folded, tail.folded]
            .iter()
            .flat_map(|it| cut(text, *it).chars())
            .filter(char::is_ascii_digit)
            .collect();
        let lift: u32 = match cut(text, tail.folded) {
            it if it.contains('亿') => 100_000_000,
            it if it.contains('万') => 10_000,
            _ => 1,
        };
        let value = Amount::parse(&written).and_then(|it| it.checked_mul(lift.into()));
        let Some(value) = value else { return tail };
        let grouped = written.len() - cut(text, head.folded).len() == 3;
        let range = if grouped && tail.range == Range::exactly(tail.value) {
            Range::exactly(value)
        } else {
            Range { low: tail.range.low, high: Some(value) }
        };
        let folded = head.folded.cover(tail.folded);
        let span = self.doc.folded.to_source(folded);
        Figure { span, folded, value, range, label: head.label, ..tail }
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

/// Where the last clause of the words with these landmarks begins; a gloss in brackets ends none:
/// 乡镇（街道）公开5条.
fn last_clause(landmarks: impl Iterator<Item = (usize, char)>) -> Option<usize> {
    let (mut start, mut open): (Option<usize>, Option<(usize, Option<usize>)>) = (None, None);
    for (at, char) in landmarks {
        if !ends_clause(char) {
            continue;
        }
        let next = at + char.len_utf8();
        match (char, open.take()) {
            ('（', _) => open = Some((next, start)),
            ('）', Some((from, outer))) if at - from <= LONGEST_GLOSS => {
                start = outer;
                continue;
            }
            _ => {}
        }
        start = Some(next);
    }
    start
}

fn nesting(depth: usize, char: char) -> usize {
    match char {
        '（' | '〔' => depth + 1,
        '）' | '〕' => depth.saturating_sub(1),
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

/// The label up to the word that rounds the number behind it (约, 约占, 约占总数的); 预约 and 附近 do
/// not.
fn vague_before(label: &str) -> &str {
    let share = label.rfind('占').map_or("", |at| before(label, at));
    let trimmed = label.trim_end_matches(['占', '为', '达', '到', '有']);
    [label, share, trimmed].into_iter().find(|it| rounds(it)).unwrap_or("")
}

/// Whether words end in one that rounds the number behind them.
fn rounds(words: &str) -> bool {
    VAGUE_BEFORE.iter().any(|word| words.ends_with(word))
        && !NO_ROUNDING.iter().any(|word| words.ends_with(word))
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

fn role(label: &str, unit: &str, rest: &str, ahead: &str) -> Role {
    if matches!(unit, "%" | "％" | "个百分点") {
        Role::Share
    } else if unit == "部分" || unit == "个" && rest.starts_with("部分") {
        Role::Parts
    } else if is_change(label) && !is_compared(label, rest) || is_difference(label, ahead) {
        Role::Change
    } else if units::AVERAGES.iter().any(|word| label.contains(word)) {
        Role::Average
    } else {
        Role::Count
    }
}

/// 增加10条 is a difference, 增加到60条 and 较上年的50条 are not.
fn is_change(label: &str) -> bool {
    // 少收到3件 reaches nothing.
    let received = ["收到", "接到"].iter().any(|word| label.ends_with(word));
    let reached =
        ["到", "至", "达", "为", "的"].iter().any(|word| label.ends_with(word)) && !received;
    units::CHANGES.iter().any(|word| label.contains(word)) && !reached
}

/// 较2022年多158篇: behind the year compared with no more is said than that it is more, or less.
fn is_difference(label: &str, ahead: &str) -> bool {
    let ahead = ahead.trim_end_matches('度');
    let Some(year) = ahead.strip_suffix('年') else { return false };
    let begun = year.trim_end_matches(|it: char| it.is_ascii_digit());
    let more = ["多", "少", "净增", "增", "减"].iter().any(|it| label.starts_with(it));
    more && begun.len() + 4 == year.len()
        && begun.ends_with(['较', '比'])
        && label.chars().count() <= LONGEST_DIFFERENCE
        && !label.ends_with(['到', '至', '达', '为', '的'])
}

/// 较上年6场增长25%: what was before, and no difference.
fn is_compared(label: &str, rest: &str) -> bool {
    let changes = ["增", "减", "多", "少", "上升", "下降", "提高"];
    label.ends_with(['年', '期', '度']) && changes.iter().any(|it| rest.starts_with(it))
}

/// The label without the list number of its paragraph (1. or 一是), blanks, joining words and marks at
/// either side.
fn trim_label(text: &str, label: Span) -> Span {
    let words = cut(text, label);
    let words = from(words, number_length(words));
    let skip = |char: char| {
        matches!(
            char,
            ' ' | '、' | '，' | '：' | '（' | '）' | '—' | '-' | '+' | '＋' | '和' | '及' | '与'
        )
    };
    let body = words.trim_start_matches(skip);
    // 2015年度: the label begins behind the year.
    let body = body.strip_prefix('度').unwrap_or(body);
    let start = label.end() - body.len();
    Span::new(start, label.end())
}
