//! Characters that show nothing, and radicals that only look like the character meant.
//!
//! A no-break space between two Han characters is a stray blank like any other and left to the
//! class `blank`; at the beginning of a line it is indentation.

use super::Slip;
use crate::engine::Context;
use crate::fold::radical;
use crate::text::{Span, cut, is_blank, is_han};

/// Characters of the widest indentation; what is wider was set to the right.
const INDENT: usize = 8;

pub(super) fn find(cx: &Context<'_>) -> Vec<Slip> {
    let text = cx.doc.text.as_str();
    let mut slips: Vec<Slip> = Vec::new();
    // The blanks before the character at hand, and what stands before them.
    let (mut run, mut before) = (None, None);
    for (at, char) in text.char_indices() {
        if is_plain(char) {
            if let Some(run) = run.take() {
                close(cx, &mut slips, Some(run), (before, Some(char)));
            }
            before = Some(char);
            continue;
        }
        let span = Span::new(at, at + char.len_utf8());
        if is_blank(char) {
            run = Some(run.map_or(span, |run: Span| run.cover(span)));
        } else {
            close(cx, &mut slips, run.take(), (before, Some(char)));
            before = Some(char);
        }
        slips.extend(judge(char, at).map(|(variant, text)| {
            // Where a line ends a person should say.
            let sure = text.as_deref() != Some("\n");
            Slip { span, variant, text, sure }
        }));
    }
    close(cx, &mut slips, run, (before, None));
    slips.sort_by_key(|slip| slip.span);
    slips
}

/// Ideographs, ASCII signs and full-width punctuation: nearly all of a report, and never wrong.
fn is_plain(char: char) -> bool {
    matches!(char, '\u{4E00}'..='\u{9FFF}' | '!'..='~' | '\u{3001}'..='\u{301F}' | '\u{FF01}'..='\u{FF5E}')
}

/// What one character is and what should stand for it, if it is wrong wherever it stands.
fn judge(char: char, at: usize) -> Option<(&'static str, Option<String>)> {
    match char {
        '\u{FEFF}' if at == 0 => None,
        '\u{2028}' | '\u{2029}' | '\u{85}' => Some(("", Some("\n".to_owned()))),
        '\u{B}' => Some(("", Some(" ".to_owned()))),
        _ if is_unseen(char) => Some(("", Some(String::new()))),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}' => Some(("private", None)),
        '\u{2E80}'..='\u{2FDF}' => {
            let meant = radical(char);
            (meant != char).then(|| ("radical", Some(meant.to_string())))
        }
        _ => None,
    }
}

/// Controls, zero-width marks, direction marks, soft hyphens. A page break is none of them.
fn is_unseen(char: char) -> bool {
    let kept = matches!(char, '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' | '\u{85}');
    let control = char.is_control() && !kept;
    control
        || matches!(char, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Blanks that look like an ordinary one.
pub(super) fn is_odd_blank(char: char) -> bool {
    matches!(char, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}

/// Judges a run of blanks by what stands on either side.
fn close(
    cx: &Context<'_>,
    slips: &mut Vec<Slip>,
    run: Option<Span>,
    (before, after): (Option<char>, Option<char>),
) {
    let text = cx.doc.text.as_str();
    let Some(run) = run.filter(|&run| cut(text, run).contains(is_odd_blank)) else { return };
    let starts_line = before.is_none_or(|it| it == '\n' || it == '\r');
    let goes_on = after.is_some_and(|it| it != '\n' && it != '\r' && judge(it, 1).is_none());
    let words = cut(text, run);
    let indent =
        starts_line && goes_on && words.chars().count() <= INDENT && !words.contains('\u{B}');
    let between_han = before.is_some_and(is_han) && after.is_some_and(is_han);
    if indent || between_han || cx.doc.in_table(run) {
        return;
    }
    let mut at = run.start();
    for piece in words.split_inclusive(|char| !is_odd_blank(char)) {
        let odd = piece.trim_end_matches(|char| !is_odd_blank(char));
        let span = Span::new(at, at + odd.len());
        at += piece.len();
        if !odd.is_empty() {
            let text = Some(" ".repeat(odd.chars().count()));
            slips.push(Slip { span, variant: "blank", text, sure: true });
        }
    }
}
