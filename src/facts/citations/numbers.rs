//! Numbers of documents (发文字号) and of orders (令), with what is wrong in their form.

use super::articles::number_at;
use crate::facts::landmarks::Landmarks;
use crate::numeral::digits_end;
use crate::text::{Span, before, cut, from, is_han};

/// A number of a document or order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocNumber {
    /// From the issuer's sign to 号.
    pub span: Span,
    /// The Han signs before it: 国办发, 国务院令.
    pub issuer: String,
    /// The number is one of an order: 国务院令第492号.
    pub is_order: bool,
    /// The number.
    pub number: u32,
    /// Where its digits stand.
    pub number_span: Span,
    /// What is wrong in its form.
    pub flaws: Vec<DocFlaw>,
}

/// Something wrong in the form of a document number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocFlaw {
    /// What it is.
    pub kind: DocFlawKind,
    /// Where it is.
    pub span: Span,
    /// What should stand there, where that is certain.
    pub put: Option<&'static str>,
}

/// What can be wrong in the form of a document number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DocFlawKind {
    /// Another bracket than 〔〕.
    Bracket,
    /// One bracket is missing.
    LostBracket,
    /// 第 before the number.
    OrdinalWord,
    /// A zero before the number.
    Padded,
    /// 号 is missing.
    LostMark,
}

/// Signs that end the code of an issuer; before round brackets nothing else is believed.
const CODE_ENDINGS: [char; 12] =
    ['发', '函', '字', '办', '电', '规', '文', '通', '政', '令', '告', '综'];
/// What may follow a number that lost its 号.
const AFTER_NUMBER: [char; 7] = ['）', '》', '，', '。', '；', '”', '\n'];
/// Words of the sentence that may stand before the code of an issuer.
const NOT_ISSUER: [&str; 14] =
    ["和", "与", "及", "的", "号", "照", "据", "见", "按", "以", "由", "执行", "落实", "印发"];
/// Characters of the longest code of an issuer.
const LONGEST: usize = 12;

pub(super) fn scan(text: &str, landmarks: &Landmarks<'_>) -> Vec<DocNumber> {
    let mut found = Vec::new();
    for (at, char) in landmarks.iter() {
        let one = match char {
            '令' => order(text, at),
            '〔' | '[' | '［' | '【' | '（' | '﹝' | '〖' => bracketed(text, at, char),
            _ if is_closing(char) => half_open(text, at, char),
            _ => continue,
        };
        found.extend(one);
    }
    found
}

fn is_closing(char: char) -> bool {
    matches!(char, '〕' | ']' | '］' | '】' | '）' | '﹞' | '〗')
}

/// A number whose year stands behind an opening bracket at `at`.
fn bracketed(text: &str, at: usize, open: char) -> Option<DocNumber> {
    let year = at + open.len_utf8();
    if !is_year(before(from(text, year), 4)) {
        return None;
    }
    let year_end = digits_end(text, year);
    let issuer = issuer_before(text, at)?;
    if open == '（' && !cut(text, issuer).ends_with(CODE_ENDINGS) {
        return None;
    }
    if year_end - year > 4 {
        return lost_closing(text, issuer, Span::new(year, year_end), open);
    }
    let close = from(text, year_end).chars().next().filter(|&it| is_closing(it))?;
    let mut flaws = Vec::new();
    if (open, close) != ('〔', '〕') {
        flaws.push(flaw(DocFlawKind::Bracket, at, open.len_utf8(), Some("〔")));
        flaws.push(flaw(DocFlawKind::Bracket, year_end, close.len_utf8(), Some("〕")));
    }
    let round = open == '（';
    serial(text, year_end + close.len_utf8(), issuer, flaws, round)
}

/// 〔201864号: the closing bracket is lost, and where the year ends is a guess.
fn lost_closing(text: &str, issuer: Span, digits: Span, open: char) -> Option<DocNumber> {
    let number_span = Span::new(digits.start() + 4, digits.end());
    let number = cut(text, number_span).parse().ok()?;
    if open == '（' || number_span.len() > 4 || !from(text, digits.end()).starts_with('号') {
        return None;
    }
    let lost = DocFlaw { kind: DocFlawKind::LostBracket, span: digits, put: None };
    let span = Span::new(issuer.start(), digits.end() + '号'.len_utf8());
    let issuer = cut(text, issuer).to_owned();
    Some(DocNumber { span, issuer, is_order: false, number, number_span, flaws: vec![lost] })
}

/// 政办2018〕43号: a closing bracket at `at` without an opening one.
fn half_open(text: &str, at: usize, close: char) -> Option<DocNumber> {
    let year = at.checked_sub(4)?;
    if close == '）' || !is_year(cut(text, Span::new(year, at))) {
        return None;
    }
    let issuer = issuer_before(text, year)?;
    let mut flaws = vec![flaw(DocFlawKind::LostBracket, year, 0, Some("〔"))];
    if close != '〕' {
        flaws.push(flaw(DocFlawKind::Bracket, at, close.len_utf8(), Some("〕")));
    }
    serial(text, at + close.len_utf8(), issuer, flaws, true)
}

/// The number behind the year: 32号, 第32号, 032号, 2-116号.
fn serial(
    text: &str,
    at: usize,
    issuer: Span,
    mut flaws: Vec<DocFlaw>,
    certain: bool,
) -> Option<DocNumber> {
    let mut start = at;
    if from(text, at).starts_with('第') {
        start += '第'.len_utf8();
        flaws.push(flaw(DocFlawKind::OrdinalWord, at, '第'.len_utf8(), Some("")));
    }
    let end = digits_end(text, start);
    let digits = cut(text, Span::new(start, end));
    let zeros = digits.len() - digits.trim_start_matches('0').len();
    let number = digits.parse().ok().filter(|_| digits.len() <= 5 && zeros < digits.len())?;
    if zeros > 0 {
        flaws.push(flaw(DocFlawKind::Padded, start, zeros, Some("")));
    }
    let rest = from(text, end).trim_start_matches(|char: char| {
        char.is_ascii_digit() || matches!(char, '-' | '－' | '、' | '之')
    });
    let mut span = Span::new(issuer.start(), text.len() - rest.len());
    if rest.starts_with('号') {
        span = Span::new(span.start(), span.end() + '号'.len_utf8());
    } else if !certain && span.end() == end && rest.starts_with(AFTER_NUMBER) {
        flaws.push(flaw(DocFlawKind::LostMark, end, 0, Some("号")));
    } else {
        return None;
    }
    let number_span = Span::new(start, end);
    let issuer = cut(text, issuer).to_owned();
    Some(DocNumber { span, issuer, is_order: false, number, number_span, flaws })
}

/// 国务院令第492号, 国务院令（第492号）, 国务院第492号令, 国务院492号令.
fn order(text: &str, at: usize) -> Option<DocNumber> {
    let after = at + '令'.len_utf8();
    let bare = from(text, after).trim_start_matches('（').trim_start_matches('第');
    let start = text.len() - bare.len();
    if let Some((number, end)) = number_at(text, start)
        && from(text, end).starts_with('号')
    {
        let issuer = issuer_before(text, at)?;
        let span = Span::new(issuer.start(), end + '号'.len_utf8());
        return Some(order_of(text, span, issuer, (number, Span::new(start, end))));
    }
    let end = before(text, at).strip_suffix('号')?.len();
    let head = before(text, end).trim_end_matches(|char: char| char.is_ascii_digit());
    let (number, _) = number_at(text, head.len()).filter(|&(_, found)| found == end)?;
    let issuer = issuer_before(text, head.trim_end_matches('第').len())?;
    let span = Span::new(issuer.start(), after);
    Some(order_of(text, span, issuer, (number, Span::new(head.len(), end))))
}

fn order_of(text: &str, span: Span, issuer: Span, (number, place): (u32, Span)) -> DocNumber {
    let issuer = cut(text, issuer).to_owned();
    DocNumber { span, issuer, is_order: true, number, number_span: place, flaws: Vec::new() }
}

/// The Han signs that end right before `at`.
fn issuer_before(text: &str, at: usize) -> Option<Span> {
    let run = before(text, at).chars().rev().take(LONGEST).take_while(|&char| is_han(char));
    let start = at - run.map(char::len_utf8).sum::<usize>();
    let words = cut(text, Span::new(start, at));
    let cuts = NOT_ISSUER.iter().filter_map(|word| Some(last_of(words, word)? + word.len()));
    let start = start + cuts.max().unwrap_or(0);
    (start < at).then(|| Span::new(start, at))
}

/// Where `word` stands last in `words`, but for the 和 of 共和国.
fn last_of(words: &str, word: &str) -> Option<usize> {
    let mut found = words.rmatch_indices(word).map(|(at, _)| at);
    found.find(|&at| !(before(words, at).ends_with('共') && from(words, at).starts_with("和国")))
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.starts_with("19") || digits.starts_with("20"))
}

fn flaw(kind: DocFlawKind, at: usize, length: usize, put: Option<&'static str>) -> DocFlaw {
    DocFlaw { kind, span: Span::new(at, at + length), put }
}

impl DocNumber {
    pub(super) fn map(self, place: &impl Fn(Span) -> Span) -> Self {
        let flaws = self.flaws.into_iter();
        Self {
            span: place(self.span),
            number_span: place(self.number_span),
            flaws: flaws.map(|it| DocFlaw { span: place(it.span), ..it }).collect(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests;
