//! Which round brackets are open while a text is read.

use crate::facts::glyph::fold;
use crate::text::before;

/// Bytes after which an open bracket counts as forgotten: about two hundred Han characters.
const REACH: usize = 600;
/// Characters of the longest list number.
const NUMBER: usize = 2;
const HAN_NUMBERS: &str = "一二三四五六七八九十";

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

/// Whether the bracket at `at` ends a list number (`1）`, `a)`), and so closes nothing.
fn is_marker(text: &str, at: usize) -> bool {
    let mut left = before(text, at).chars().rev().map(fold);
    let numbers = |char: &char| char.is_ascii_alphanumeric() || HAN_NUMBERS.contains(*char);
    if !left.next().is_some_and(|char| numbers(&char)) {
        return false;
    }
    let lead = left.by_ref().take(NUMBER).find(|char| !numbers(char));
    // The end of an address (`x.cn)`) or a number in brackets is no marker.
    lead.map_or(left.next().is_none(), |char| !"(./-_=".contains(char))
}
