//! Telephone numbers by their shape alone.

use super::{PhoneFault, PhoneFaultKind};
use crate::facts::glyph::{char_at, char_before, fold, inner_blanks, is_digit, is_word, run};
use crate::text::{Span, cut, from, is_han};

/// Dashes that are right in a number; the second and third look the same as the first.
const HYPHENS: [char; 3] = ['-', '‐', '‑'];
/// Dashes that are wrong in a number.
const DASHES: [char; 7] = ['—', '–', '―', '－', '−', '─', '~'];
/// Longest extension.
const EXTENSION: usize = 5;
/// Words after a number that make it a quantity.
const MEASURES: &str = "元万亿次条件个人余多通起部台篇份项户家年月日时分岁名张册";

/// A number as read.
pub(super) struct Number {
    pub(super) span: Span,
    /// Digits of the area code, in brackets or before a dash or blank.
    pub(super) area: Option<String>,
    /// Digits after the area code, or all digits.
    pub(super) body: String,
    /// A dash of the wrong kind.
    pub(super) fault: Option<PhoneFault>,
}

/// The number at `at`; blanks may stand after the area code only if `labelled`.
pub(super) fn read(text: &str, at: usize, labelled: bool) -> Option<Number> {
    let start = country(text, at);
    let (area, mut end, fault) = area(text, start, labelled).unwrap_or((None, start, None));
    let first = Span::new(end, run(text, end, is_digit));
    if first.is_empty() {
        return None;
    }
    let mut body = digits(text, first);
    end = first.end();
    while let Some(more) = group(text, end, &body, labelled) {
        body.push_str(&digits(text, more));
        end = more.end();
    }
    end = extension(text, end, area.is_some() || body.len() > 6);
    let number = Number { span: Span::new(at, end), area, body, fault };
    is_whole(text, number.span).then_some(number)
}

fn digits(text: &str, span: Span) -> String {
    cut(text, span).chars().map(fold).collect()
}

/// The place after a country code.
fn country(text: &str, at: usize) -> usize {
    let rest = from(text, at);
    let code = ["+86", "0086"].iter().find(|code| rest.starts_with(**code));
    let end = at + code.map_or(0, |code| code.len());
    match char_at(text, end) {
        Some('-' | ' ') if end > at => end + 1,
        _ => end,
    }
}

type Area = (Option<String>, usize, Option<PhoneFault>);

/// An area code at `at`, the place after what parts it from the number, and the wrong dash there.
fn area(text: &str, at: usize, labelled: bool) -> Option<Area> {
    let open = char_at(text, at).filter(|char| fold(*char) == '(');
    let start = at + open.map_or(0, char::len_utf8);
    let code = Span::new(start, run(text, start, is_digit));
    let words = digits(text, code);
    let zero = words.starts_with('0') || open.is_some();
    if !zero || !(2..=5).contains(&words.len()) {
        return None;
    }
    if open.is_some() {
        let close = char_at(text, code.end()).filter(|char| fold(*char) == ')')?;
        let end = inner_blanks(text, code.end() + close.len_utf8());
        let end = dash(text, end).map_or(end, |(_, end)| end);
        return Some((Some(words), end, None));
    }
    if let Some((dash, end)) = dash(text, code.end()) {
        let wrong = !cut(text, dash).chars().all(|char| HYPHENS.contains(&char))
            || cut(text, dash).chars().count() > 1;
        let fault = PhoneFault { kind: PhoneFaultKind::WrongDash, span: dash };
        return Some((Some(words), end, wrong.then_some(fault)));
    }
    let end = inner_blanks(text, code.end());
    let parted = labelled && end > code.end() && char_at(text, end).is_some_and(is_digit);
    parted.then_some((Some(words), end, None))
}

/// A dash (or two) at `at` before a digit, blanks round it allowed, and the place after it.
fn dash(text: &str, at: usize) -> Option<(Span, usize)> {
    let start = inner_blanks(text, at);
    let is_dash = |char: char| HYPHENS.contains(&char) || DASHES.contains(&char);
    let dash = Span::new(start, run(text, start, is_dash));
    let end = inner_blanks(text, dash.end());
    let short = (1..=2).contains(&cut(text, dash).chars().count());
    (short && char_at(text, end).is_some_and(is_digit)).then_some((dash, end))
}

/// The next group of digits of a number whose digits so far are `body`.
fn group(text: &str, at: usize, body: &str, labelled: bool) -> Option<Span> {
    let service = body.starts_with("400") || body.starts_with("800");
    let mobile = body.starts_with('1') && (3..11).contains(&body.len());
    if !(service && body.len() < 10 || mobile || (3..=4).contains(&body.len())) {
        return None;
    }
    let start = match char_at(text, at)? {
        char if HYPHENS.contains(&char) => at + char.len_utf8(),
        _ if labelled && (service || mobile) => inner_blanks(text, at),
        _ => return None,
    };
    let next = Span::new(start, run(text, start, is_digit));
    (start > at && (3..=8).contains(&digits(text, next).len())).then_some(next)
}

/// The place after an extension (`-8012`, `转8012`, `转8012分机`).
fn extension(text: &str, at: usize, complete: bool) -> usize {
    let sign = char_at(text, at).filter(|char| complete && matches!(char, '-' | '转'));
    let Some(sign) = sign else { return at };
    let start = at + sign.len_utf8();
    let end = run(text, start, is_digit);
    let length = cut(text, Span::new(start, end)).chars().count();
    let word =
        if sign == '转' && from(text, end).starts_with("分机") { "分机".len() } else { 0 };
    if (1..=EXTENSION).contains(&length) { end + word } else { at }
}

/// Whether the number is not part of a longer code, a decimal or a quantity.
fn is_whole(text: &str, span: Span) -> bool {
    let joins =
        |char: char| is_word(char) || matches!(char, '-' | '_' | '/' | '=' | '%' | '％' | '@');
    let left = char_before(text, span.start());
    let mut right = from(text, inner_blanks(text, span.end())).chars();
    let next = right.next();
    let blank = inner_blanks(text, span.end()) > span.end();
    let decimal = matches!(next, Some('.' | '．')) && right.next().is_some_and(is_digit);
    let measured = next.is_some_and(|char| MEASURES.contains(char));
    let list = next == Some('/');
    !left.is_some_and(|char| is_word(char) || matches!(char, '_' | '=' | '.' | '-' | '—' | '–'))
        && !decimal
        && !measured
        && (blank || list || !next.is_some_and(joins))
}

/// Whether Chinese follows a number, blanks aside: then only a firm label makes it a telephone.
pub(super) fn runs_on(text: &str, at: usize) -> bool {
    char_at(text, inner_blanks(text, at)).is_some_and(is_han)
}
