//! Characters that show nothing, and radicals that only look like the character meant.
//!
//! A no-break space between two Han characters is a stray blank like any other and left to the
//! class `blank`; at the beginning of a line it is indentation.

use super::Slip;
use crate::engine::Context;
use crate::fold::radical;
use crate::origin::Origin;
use crate::text::{Span, before, cut, from, is_blank, is_han, uncommon};

/// Characters of the widest indentation of a text; what is wider was set to the right. On a page only
/// such blanks keep their place, so that they are indentation there whatever their number.
const INDENT: usize = 8;

pub(super) fn find(cx: &Context<'_>) -> Vec<Slip> {
    let text = cx.doc.text.as_str();
    let mut slips: Vec<Slip> = Vec::new();
    // Where the last run of blanks with an odd one among them ended.
    let mut passed = 0;
    for (at, char) in uncommon(text) {
        // Nearly all there is.
        if matches!(char, ' ' | '\n' | '\u{3000}'..='\u{3011}' | '\u{FF01}'..='\u{FF5E}') {
            continue;
        }
        let span = Span::new(at, at + char.len_utf8());
        if is_odd_blank(char) && passed <= at {
            let run = blanks_round(text, span);
            slips.extend(odd_blanks(cx, run));
            passed = run.end();
        }
        if let Some((variant, text)) = judge(char, at) {
            // Where a line ends a person should say.
            let sure = text.as_deref() != Some("\n");
            slips.push(Slip { span, variant, text, sure });
        }
    }
    slips.sort_by_key(|slip| slip.span);
    slips
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

/// The run of blanks that holds `blank`.
fn blanks_round(text: &str, blank: Span) -> Span {
    let start = before(text, blank.start()).trim_end_matches(is_blank).len();
    let rest = from(text, blank.end());
    Span::new(start, text.len() - rest.trim_start_matches(is_blank).len())
}

/// The odd ones in a run of blanks, judged by what stands on either side.
fn odd_blanks(cx: &Context<'_>, run: Span) -> Vec<Slip> {
    let text = cx.doc.text.as_str();
    let words = cut(text, run);
    let last = before(text, run.start()).chars().next_back();
    let next = from(text, run.end()).chars().next();
    let starts_line = last.is_none_or(|it| it == '\n' || it == '\r');
    let goes_on = next.is_some_and(|it| it != '\n' && it != '\r' && judge(it, 1).is_none());
    let page = matches!(cx.doc.origin, Origin::Source(_));
    let narrow = page || words.chars().count() <= INDENT;
    let indent = starts_line && goes_on && narrow && !words.contains('\u{B}');
    // A line of nothing else only keeps others apart: <p>&nbsp;</p>.
    let alone = starts_line && next.is_none_or(|it| it == '\n' || it == '\r');
    let between_han = last.is_some_and(is_han) && next.is_some_and(is_han);
    if indent || alone || between_han || cx.doc.in_table(run) {
        return Vec::new();
    }
    let mut slips = Vec::new();
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
    slips
}
