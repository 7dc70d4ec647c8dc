//! Characters and short lookups that address and contact readers share.

use crate::text::{before, from, is_blank};

/// Blanks that may stand inside one address or number; a longer run is alignment.
const INNER_BLANKS: usize = 2;

/// A full-width form as its ASCII twin; every other character as it is.
#[inline]
pub(super) fn fold(char: char) -> char {
    match char {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(char) - 0xFEE0).unwrap_or(char),
        _ => char,
    }
}

/// An ASCII letter or digit, full-width ones included.
#[inline]
pub(super) fn is_word(char: char) -> bool {
    fold(char).is_ascii_alphanumeric()
}

/// An ASCII digit, full-width ones included.
#[inline]
pub(super) fn is_digit(char: char) -> bool {
    fold(char).is_ascii_digit()
}

/// The character at byte `at`.
#[inline]
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    from(text, at).chars().next()
}

/// The character that ends at byte `at`.
#[inline]
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    before(text, at).chars().next_back()
}

/// The byte after the longest run, from `at`, of characters that `keep` accepts.
pub(super) fn run(text: &str, at: usize, keep: impl Fn(char) -> bool) -> usize {
    let rest = from(text, at);
    at + rest.find(|char| !keep(char)).unwrap_or(rest.len())
}

/// The byte after at most two blanks from `at`; `at` itself before a longer run.
pub(super) fn inner_blanks(text: &str, at: usize) -> usize {
    let mut end = at;
    for char in from(text, at).chars().take(INNER_BLANKS + 1) {
        if !is_blank(char) {
            return end;
        }
        end += char.len_utf8();
    }
    at
}

/// Whether `words` is `name`, which is lower-case ASCII, but for case and width.
pub(super) fn same(words: &str, name: &str) -> bool {
    let mut folded = words.chars().map(|char| fold(char).to_ascii_lowercase());
    name.chars().all(|char| folded.next() == Some(char)) && folded.next().is_none()
}

/// Whether `text` from `at` begins with `name`, which is lower-case ASCII, but for case and width.
pub(super) fn begins(text: &str, at: usize, name: &str) -> bool {
    let mut folded = from(text, at).chars().map(|char| fold(char).to_ascii_lowercase());
    name.chars().all(|char| folded.next() == Some(char))
}

/// The end of `word` at `at`, where blanks may part its characters (邮 编) but not lead it.
pub(super) fn spaced(text: &str, at: usize, word: &str) -> Option<usize> {
    let mut end = at;
    for (index, expected) in word.chars().enumerate() {
        let next = if index == 0 { end } else { inner_blanks(text, end) };
        let char = char_at(text, next)?;
        if fold(char).to_ascii_lowercase() != expected {
            return None;
        }
        end = next + char.len_utf8();
    }
    Some(end)
}

/// The end of the first of `words` that stands at `at`, and which one it is.
pub(super) fn any_of(
    text: &str,
    at: usize,
    words: &[&'static str],
) -> Option<(usize, &'static str)> {
    // At most places none of them begins: a look at one character tells.
    let first = fold(char_at(text, at)?).to_ascii_lowercase();
    let mut likely = words.iter().filter(|word| word.starts_with(first));
    likely.find_map(|word| Some((spaced(text, at, word)?, *word)))
}
