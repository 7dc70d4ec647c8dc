//! Labels before contact data, and what stands between label and value.

use crate::facts::glyph::{char_at, fold, spaced};
use crate::text::{from, is_blank};

/// Words that may follow a label before its colon.
const TAILS: [&str; 6] = ["号码", "地址", "账号", "号", "为", "是"];

/// How firmly a label announces the value after it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// By a colon, 为 or 是.
    Firm,
    /// By nothing, blanks or a bracket.
    Weak,
}

/// Where the value begins after a label that ends at `at`.
pub(super) fn value(text: &str, at: usize) -> (usize, Tie) {
    let (mut end, mut tie) = (at, Tie::Weak);
    for tail in TAILS {
        if let Some(after) = spaced(text, blanks(text, end), tail) {
            end = after;
            if matches!(tail, "为" | "是") {
                tie = Tie::Firm;
            }
        }
    }
    end = blanks(text, end);
    if let Some(colon) = char_at(text, end).filter(|char| fold(*char) == ':') {
        return (blanks(text, end + colon.len_utf8()), Tie::Firm);
    }
    (end, tie)
}

/// The place after blanks and one line end: a line may be broken after its label.
fn blanks(text: &str, at: usize) -> usize {
    let (mut end, mut lines) = (at, 0);
    for char in from(text, at).chars() {
        lines += usize::from(char == '\n');
        if lines > 1 || !(is_blank(char) || matches!(char, '\r' | '\n')) {
            break;
        }
        end += char.len_utf8();
    }
    end
}
