//! Hosts that lost a sign: the dot behind `www`, what parts `http` from it, the end of `.gov.cn`.

use super::super::{Edit, FaultKind};
use crate::facts::glyph::{char_at, is_word, run, same};
use crate::text::{Span, before, cut, from};

/// What is wrong with the first label of a host; without a scheme before it `httpwww` is one.
pub(super) fn first(text: &str, label: Span, has_scheme: bool) -> Option<Edit> {
    let words = cut(text, label);
    let scheme = ["https", "http"].into_iter().find(|it| {
        !has_scheme && words.len() > it.len() && same(before(words, it.len().min(words.len())), it)
    });
    if let Some(scheme) = scheme.filter(|it| same(from(words, it.len()), "www")) {
        let span = Span::new(label.start(), label.start() + scheme.len());
        return Some(Edit::new(FaultKind::Scheme, span, format!("{scheme}://")));
    }
    // www2 is the name of a machine.
    let rest =
        words.strip_prefix("www").filter(|it| it.starts_with(|c: char| c.is_ascii_lowercase()));
    let span = Span::new(label.start(), label.start() + "www".len());
    rest.map(|_| Edit::new(FaultKind::Www, span, "www.").doubtful())
}

/// The last labels of a host that breaks off inside `gov.cn`: `a.gov.c` behind `a.gov`.
pub(super) fn ending(text: &str, second: Span, last: Option<Span>) -> Option<Edit> {
    let end = last.map_or(second.end(), Span::end);
    let cut_off = same(cut(text, second), "gov")
        && last.is_none_or(|it| same(cut(text, it), "c") || same(cut(text, it), "n"));
    // A line that ends here may go on with the rest.
    let rest = from(text, end).trim_start_matches(['.', ' ', '\r']);
    let whole = !rest.starts_with('\n')
        && !char_at(text, run(text, end, |it| it == '.')).is_some_and(is_word);
    let span = Span::new(second.start(), end);
    (cut_off && whole).then(|| Edit::new(FaultKind::Ending, span, "gov.cn").doubtful())
}
