//! The scheme and what parts it from the host.

use super::{Edit, FaultKind};
use crate::facts::glyph::{begins, char_at, fold, inner_blanks, is_word, run, same};
use crate::text::{Span, cut, is_han};

const SCHEMES: [&str; 3] = ["http", "https", "ftp"];

/// Misspellings that can mean nothing else before a separator and a host.
const MISSPELT: [(&str, &str); 18] = [
    ("htp", "http"),
    ("htt", "http"),
    ("ttp", "http"),
    ("htpp", "http"),
    ("hhtp", "http"),
    ("thtp", "http"),
    ("htttp", "http"),
    ("httpp", "http"),
    ("hhttp", "http"),
    ("hppt", "http"),
    ("hptt", "http"),
    ("htps", "https"),
    ("htpps", "https"),
    ("htttps", "https"),
    ("httpps", "https"),
    ("hhttps", "https"),
    ("hptts", "https"),
    ("httpss", "https"),
];

/// Signs between scheme and host; more than these are no separator but a drawing.
const MOST_SIGNS: usize = 6;

/// A scheme with its separator.
pub(super) struct Scheme {
    pub(super) word: Span,
    pub(super) name: &'static str,
    /// Where the host, or another scheme, begins.
    pub(super) end: usize,
    pub(super) edits: Vec<Edit>,
    /// Whether slashes of some kind follow; without them only a familiar domain makes an address.
    pub(super) firm: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Colon,
    WideColon,
    OddColon,
    Slash,
    WideSlash,
    /// Looks like a slash, or like both.
    OddSlash,
    /// One slash leaning the wrong way or the like: two make `//`, one is half of it.
    Half,
}

impl Mark {
    fn of(char: char) -> Option<Self> {
        Some(match char {
            ':' => Self::Colon,
            '：' => Self::WideColon,
            ';' | '；' | '∶' | '︰' | '﹕' => Self::OddColon,
            '/' => Self::Slash,
            '／' => Self::WideSlash,
            '∥' | '‖' | '║' | '⫽' | '〃' => Self::OddSlash,
            '\\' | '＼' | '∕' | '⁄' | '╱' | '⧸' | '|' | '｜' => Self::Half,
            _ => return None,
        })
    }

    fn is_colon(self) -> bool {
        matches!(self, Self::Colon | Self::WideColon | Self::OddColon)
    }

    fn is_slash(self) -> bool {
        matches!(self, Self::Slash | Self::WideSlash)
    }
}

type Sign = (Mark, Span);

/// The scheme that begins at `at`, if a separator of any kind follows its word.
pub(super) fn read(text: &str, at: usize) -> Option<Scheme> {
    let word = Span::new(at, run(text, at, is_word));
    let (name, misspelt) = known(cut(text, word))?;
    let (signs, blanks, end) = signs(text, word.end());
    let firm = signs.iter().any(|(mark, _)| !mark.is_colon());
    if !firm && (misspelt || name == "ftp") {
        return None;
    }
    let mut edits = separator(text, &signs, end)?;
    if misspelt {
        edits.push(Edit::new(FaultKind::Scheme, word, name));
    } else if !cut(text, word).is_ascii() {
        edits.push(Edit::narrow(text, word));
    }
    for blank in blanks {
        if !edits.iter().any(|edit| edit.fault.span.contains(blank)) {
            edits.push(Edit::new(FaultKind::Blank, blank, ""));
        }
    }
    Some(Scheme { word, name, end, edits, firm })
}

/// The scheme that `word` stands for, and whether it is misspelt.
fn known(word: &str) -> Option<(&'static str, bool)> {
    let first = fold(word.chars().next()?).to_ascii_lowercase();
    if !matches!(first, 'f' | 'h' | 't') {
        return None;
    }
    let right = SCHEMES.iter().find(|scheme| same(word, scheme)).map(|scheme| (*scheme, false));
    right.or_else(|| {
        MISSPELT.iter().find(|(wrong, _)| same(word, wrong)).map(|(_, scheme)| (*scheme, true))
    })
}

/// The signs from `at` on, the blanks among and after them, and the place after all.
fn signs(text: &str, at: usize) -> (Vec<Sign>, Vec<Span>, usize) {
    let (mut signs, mut blanks, mut end) = (Vec::new(), Vec::new(), at);
    while signs.len() <= MOST_SIGNS {
        let next = inner_blanks(text, end);
        let char = char_at(text, next);
        let mark = char.and_then(Mark::of);
        if mark.is_none() && (signs.is_empty() || !char.is_some_and(starts_host)) {
            break;
        }
        if next > end {
            blanks.push(Span::new(end, next));
        }
        end = next;
        let (Some(mark), Some(char)) = (mark, char) else { break };
        end += char.len_utf8();
        signs.push((mark, Span::new(next, end)));
    }
    (signs, blanks, end)
}

fn starts_host(char: char) -> bool {
    is_word(char) || is_han(char)
}

/// What must change for `signs` to read `://`; none where they are no separator.
fn separator(text: &str, signs: &[Sign], end: usize) -> Option<Vec<Edit>> {
    let (first, last) = (signs.first()?, signs.last()?);
    if signs.len() > MOST_SIGNS {
        return None;
    }
    let all = first.1.cover(last.1);
    let colons = signs.iter().filter(|(mark, _)| mark.is_colon()).count();
    match (signs, colons) {
        ([colon, rest @ ..], 1) if colon.0.is_colon() => after_colon(text, *colon, rest),
        // Two slashes before the colon, or no colon at all: `http//:`, `http//`.
        ([(one, _), (two, _)] | [(one, _), (two, _), _], 0 | 1)
            if one.is_slash() && two.is_slash() && signs.len() == 2 + colons =>
        {
            Some(vec![Edit::new(FaultKind::Scheme, all, "://")])
        }
        // `http/https` is a list of two; only a host that says so itself makes it an address.
        ([(mark, _)], 0) if *mark != Mark::OddSlash => begins(text, end, "www")
            .then(|| vec![Edit::new(FaultKind::Separator, all, "://").doubtful()]),
        _ => Some(vec![Edit::new(FaultKind::Separator, all, "://")]),
    }
}

fn after_colon(text: &str, (mark, span): Sign, rest: &[Sign]) -> Option<Vec<Edit>> {
    let (Some(first), Some(last)) = (rest.first(), rest.last()) else {
        let edit = Edit::new(FaultKind::Separator, span, "://");
        return match mark {
            Mark::Colon => Some(vec![edit]),
            // A Chinese colon may introduce an address that has no scheme; `；` ends a clause.
            Mark::WideColon => Some(vec![edit.doubtful()]),
            _ => None,
        };
    };
    let mut edits = match mark {
        Mark::WideColon => vec![Edit::narrow(text, span)],
        Mark::OddColon => vec![Edit::new(FaultKind::Separator, span, ":")],
        _ => Vec::new(),
    };
    if rest.len() == 2 && rest.iter().all(|(mark, _)| mark.is_slash()) {
        let wide = rest.iter().filter(|(mark, _)| *mark == Mark::WideSlash);
        edits.extend(wide.map(|(_, span)| Edit::narrow(text, *span)));
    } else {
        edits.push(Edit::new(FaultKind::Separator, first.1.cover(last.1), "//"));
    }
    Some(edits)
}

/// Whether another address begins at `at`.
pub(super) fn follows(text: &str, at: usize) -> bool {
    ["http:", "https:", "www."].iter().any(|start| begins(text, at, start))
}
