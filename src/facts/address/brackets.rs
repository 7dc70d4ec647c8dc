//! Which round brackets are open while a text is read.

use crate::facts::glyph::{char_before, fold};
use crate::text::before;

/// Bytes after which an open bracket counts as forgotten: about two hundred Han characters.
const REACH: usize = 600;
/// Characters of a number that may stand between brackets, `(2017)`.
const NUMBER: usize = 5;

/// Round brackets opened so far and not closed.
#[derive(Default)]
pub(super) struct Brackets {
    depth: usize,
    last: usize,
}

impl Brackets {
    /// Takes note of `char` at `at`.
    pub(super) fn see(&mut self, text: &str, at: usize, char: char) {
        match fold(char) {
            '(' => {
                self.depth = self.open_at(at) + 1;
                self.last = at;
            }
            ')' if !is_marker(text, at) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    /// How many brackets are open at `at`.
    pub(super) fn open_at(&self, at: usize) -> usize {
        if at - self.last > REACH { 0 } else { self.depth }
    }
}

/// Whether the bracket at `at` ends a list number (`1）`), and so closes nothing.
fn is_marker(text: &str, at: usize) -> bool {
    let numbered = char_before(text, at).is_some_and(|char| {
        fold(char).is_ascii_alphanumeric() || "一二三四五六七八九十".contains(char)
    });
    numbered && !before(text, at).chars().rev().take(NUMBER + 1).any(|char| fold(char) == '(')
}
