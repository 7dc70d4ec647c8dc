//! Chinese names with a Chinese ending (某镇.政务), where nothing announces them.

use super::brackets::Brackets;
use super::{WebAddress, assemble};
use crate::facts::glyph::{char_before, run};
use crate::text::{Span, from, is_han};

const ENDINGS: [&str; 2] = [".政务", ".公益"];
/// A longer run of Chinese is a clause, not a name.
const LONGEST: usize = 60;

/// The address at `at`, if the whole run of Chinese there is its name; else where the run ends.
pub(super) fn at(text: &str, at: usize, brackets: &Brackets) -> Result<WebAddress, usize> {
    let end = run(text, at, is_han);
    let opened = char_before(text, at)
        .is_none_or(|char| matches!(char, '（' | '(' | '：' | ':' | '“' | '"' | '/' | ' ' | '\n'));
    let rest = from(text, end);
    match ENDINGS.iter().find(|ending| rest.starts_with(**ending)) {
        Some(ending) if opened && end - at <= LONGEST => {
            let host = Span::new(at, end + ending.len());
            let clear = !from(text, host.end()).starts_with(is_han);
            if clear { Ok(assemble::named(text, host, brackets)) } else { Err(end) }
        }
        _ => Err(end),
    }
}
