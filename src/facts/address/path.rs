//! Port, path, query and fragment.

use super::host::wide;
use super::{Edit, FaultKind, scheme};
use crate::facts::glyph::{begins, char_at, char_before, inner_blanks, is_word, run};
use crate::text::{Span, before, cut, from, is_blank, is_han};

/// Endings of files behind which a Chinese full stop can only be a dot.
const FILES: [&str; 12] =
    ["html", "htm", "shtml", "jhtml", "jspx", "jsp", "aspx", "asp", "php", "pdf", "docx", "doc"];
/// ASCII marks that belong to the sentence when they stand last.
const TRAILING: &[char] = &['.', ',', ';', ':', '!', '?', '\'', '*', '&'];
/// How far a bracket inside a path may reach.
const BRACKET: usize = 64;
/// How long the name of a query parameter may be.
const KEY: usize = 32;
/// Characters of the shortest name behind a blank that is believed.
const NAME: usize = 3;
/// Words after a number that make it no port.
const MEASURES: &str = "年月日号条件项次篇个份万部";

/// What follows a host.
pub(super) struct Path {
    pub(super) span: Option<Span>,
    pub(super) edits: Vec<Edit>,
    /// A bracket that is opened and never closed.
    pub(super) open: Option<Span>,
}

/// The port after a host that ends at `at`: its digits, and its colon where that is a wide one.
pub(super) fn port(text: &str, at: usize) -> Option<(Span, Option<Edit>)> {
    let colon = char_at(text, at).filter(|char| matches!(char, ':' | '：'))?;
    let start = at + colon.len_utf8();
    let digits = Span::new(start, run(text, start, |char| char.is_ascii_digit()));
    let next = char_at(text, digits.end());
    let ends = match next {
        Some('.') => !char_at(text, digits.end() + 1).is_some_and(is_word),
        // A wide colon announces something, unless the number stands free.
        Some(char) if is_han(char) => colon == ':' && !MEASURES.contains(char),
        Some(char) => !is_word(char) && !matches!(char, '-' | '－' | '—' | '%' | '％'),
        None => true,
    };
    let edit = (colon == '：').then(|| Edit::narrow(text, Span::new(at, start)));
    (ends && (2..=5).contains(&digits.len())).then_some((digits, edit))
}

/// What one character of a path asks for.
enum Step {
    Take(usize),
    /// Blanks that broke the path in two, and the character after them.
    Bridge(Span, usize),
    Stop,
}

/// Path, query and fragment from `at`; `vouched` says that the address has a scheme.
pub(super) fn read(text: &str, at: usize, vouched: bool) -> Path {
    let (mut end, mut depth, mut blanks) = (at, 0_usize, Vec::new());
    loop {
        let first = end == at;
        match step(text, end, first, vouched) {
            Step::Take(next) => {
                match char_at(text, end) {
                    Some('(') => depth += 1,
                    Some(')') if depth == 0 => break,
                    Some(')') => depth -= 1,
                    _ => {}
                }
                end = next;
            }
            Step::Bridge(span, next) => {
                blanks.push(span);
                end = next;
            }
            Step::Stop => break,
        }
    }
    let open = unclosed(text, end).filter(|_| end > at);
    finish(text, Span::new(at, end), &blanks, open)
}

fn finish(text: &str, taken: Span, blanks: &[Span], open: Option<Span>) -> Path {
    let mut words = cut(text, taken);
    if char_at(text, taken.end()).is_some_and(is_han) {
        // Wide digits before Chinese begin the next clause (／２０１７年).
        words = words.trim_end_matches(|char: char| !char.is_ascii() && is_word(char));
    }
    if open.is_none() {
        words = words.trim_end_matches(TRAILING);
    }
    let span = Span::new(taken.start(), taken.start() + words.len());
    let mut edits = Vec::new();
    wide(text, span, &mut edits);
    for blank in blanks.iter().filter(|blank| span.contains(**blank)) {
        edits.retain(|edit| !edit.fault.span.overlaps(*blank));
        edits.push(Edit::new(FaultKind::Blank, *blank, "").doubtful());
    }
    Path { span: (!span.is_empty()).then_some(span), edits, open }
}

fn step(text: &str, at: usize, first: bool, vouched: bool) -> Step {
    let Some(char) = char_at(text, at) else { return Step::Stop };
    let next = at + char.len_utf8();
    let after = char_at(text, next);
    let word_after = after.is_some_and(is_word);
    let take = match char {
        '/' => true,
        '?' | '#' => !first || word_after,
        '／' => !scheme::follows(text, next) && (word_after || !after.is_some_and(is_han)),
        '？' => is_query(text, next),
        _ if is_blank(char) => return bridge(text, at, vouched),
        _ if first => false,
        ',' | ';' => !scheme::follows(text, next),
        '(' => !scheme::follows(text, next) && closes(text, next),
        '。' | '｡' => is_file(text, next),
        '．' | '－' | '＿' | '＝' | '＆' | '％' | '＃' | '～' => word_after,
        _ => is_word(char) || is_plain(char),
    };
    if take { Step::Take(next) } else { Step::Stop }
}

/// The other ASCII characters that RFC 3986 allows after a host.
fn is_plain(char: char) -> bool {
    matches!(
        char,
        '-' | '.'
            | '_'
            | '~'
            | ':'
            | '@'
            | '!'
            | '$'
            | '&'
            | '\''
            | ')'
            | '*'
            | '+'
            | '='
            | '%'
            | '['
            | ']'
    )
}

/// A blank before `/name` that has more path behind it; a slash alone may mean "or".
fn bridge(text: &str, at: usize, vouched: bool) -> Step {
    let slash = inner_blanks(text, at);
    // Behind a slash only a name that ends with one goes on (`/ zwgk/`).
    if before(text, at).ends_with('/') {
        let end = run(text, slash, |it| it.is_ascii_alphanumeric());
        let goes_on = vouched && end - slash >= NAME && char_at(text, end) == Some('/');
        let other = scheme::follows(text, slash) || slash == at;
        return if goes_on && !other {
            Step::Bridge(Span::new(at, slash), end)
        } else {
            Step::Stop
        };
    }
    let name = slash + 1;
    let end = run(text, name, is_word);
    let more = end > name && matches!(char_at(text, end), Some('/' | '.'));
    let deep = more && char_at(text, end + 1).is_some_and(is_word);
    if vouched && char_at(text, slash) == Some('/') && deep && !scheme::follows(text, name) {
        Step::Bridge(Span::new(at, slash), name)
    } else {
        Step::Stop
    }
}

fn is_query(text: &str, at: usize) -> bool {
    let key = from(text, at).chars().take(KEY).find(|char| !is_word(*char) && *char != '_');
    char_at(text, at).is_some_and(is_word) && matches!(key, Some('=' | '＝'))
}

fn is_file(text: &str, at: usize) -> bool {
    let end = run(text, at, is_word);
    FILES.iter().any(|name| end - at == name.len() && begins(text, at, name))
}

/// Whether the bracket before `at` is closed within the path.
fn closes(text: &str, at: usize) -> bool {
    let mut inside = from(text, at).chars().take(BRACKET);
    inside.find(|char| !is_word(*char) && (!is_plain(*char) || *char == ')')) == Some(')')
}

/// The bracket at `at` if ASCII follows it directly and nothing on its line closes it.
fn unclosed(text: &str, at: usize) -> Option<Span> {
    let open = char_at(text, at).filter(|char| *char == '(')?;
    let rest = from(text, at + open.len_utf8());
    let glued = rest.starts_with(|char: char| char.is_ascii_alphanumeric())
        && before(text, at).ends_with(|char: char| char.is_ascii_alphanumeric());
    let closed = rest.chars().take(BRACKET * 4).take_while(|char| *char != '\n');
    (glued && !closed.into_iter().any(|char| matches!(char, ')' | '）')))
        .then(|| Span::new(at, at + 1))
}

/// The faults of the address's edges: brackets without partner, a stop inside brackets that hold
/// nothing else, a lost mark before Chinese.
pub(super) fn edges(text: &str, span: Span, open: usize) -> Vec<Span> {
    let mut faults = Vec::new();
    let (left, right) = (char_before(text, span.start()), char_at(text, span.end()));
    let after = span.end() + right.map_or(0, char::len_utf8);
    if left == Some('<') && right == Some('>') {
        let outer = (char_before(text, span.start() - 1), char_at(text, after));
        if let (Some('(' | '（'), Some(')' | '）')) = outer {
            faults.push(Span::new(span.start() - 1, after));
        }
    }
    if matches!(right, Some(')' | '）')) && open == 0 {
        faults.push(Span::new(span.end(), after));
    }
    let closed = matches!(char_at(text, after), Some(')' | '）'));
    if matches!(left, Some('(' | '（')) && matches!(right, Some('。' | '，' | '；')) && closed {
        faults.push(Span::new(span.end(), after));
    }
    if right == Some('?') && char_at(text, after).is_some_and(is_han) {
        faults.push(Span::new(span.end(), after));
    }
    faults
}
