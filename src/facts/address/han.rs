//! Chinese names with a Chinese ending (某镇.政务), where nothing announces them.

use super::brackets::Brackets;
use super::{WebAddress, assemble};
use crate::facts::glyph::char_before;
use crate::text::{Span, cut, from, is_han};

const ENDINGS: [&str; 2] = [".政务", ".公益"];
/// A longer run of Chinese is a clause, not a name.
const LONGEST: usize = 60;

/// The address before whose ending `stretch` ends, if the whole run of Chinese there is its name.
pub(super) fn before_dot(text: &str, stretch: Span, brackets: &Brackets) -> Option<WebAddress> {
    let rest = from(text, stretch.end());
    let ending = ENDINGS.iter().find(|ending| rest.starts_with(**ending))?;
    let start = stretch.start() + cut(text, stretch).trim_end_matches(is_han).len();
    let opened = char_before(text, start)
        .is_none_or(|char| matches!(char, '（' | '(' | '：' | ':' | '“' | '"' | '/' | ' ' | '\n'));
    let host = Span::new(start, stretch.end() + ending.len());
    let sized = (1..=LONGEST).contains(&(stretch.end() - start));
    let clear = !from(text, host.end()).starts_with(is_han);
    (opened && sized && clear).then(|| assemble::named(text, host, brackets))
}
