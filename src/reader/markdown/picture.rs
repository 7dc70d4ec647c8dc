//! Pictures: `![words](address)`, `![words][name]` and `<img …>`. A table may well be one, which
//! the rules must know, as they do of pictures in web pages.

use super::super::Layout;
use crate::document::{Remark, RemarkKind};
use crate::text::{Span, Text, cut, from};

/// Notes the pictures of a line; whether the line is nothing else. As in a web page only the place
/// is kept, so that a chapter that is a picture is told at its heading in every format.
pub(super) fn take(layout: &mut Layout, text: &Text, line: Span) -> bool {
    let pictures = find(cut(text.as_str(), line));
    let places = pictures.iter().map(|it| Span::at(line.start() + it.start()));
    layout.remarks.extend(places.map(|span| Remark { kind: RemarkKind::Picture, span }));
    let covered: usize = pictures.iter().map(|it| it.len()).sum();
    let words = text.slice(line);
    let gaps = words.bytes().filter(|it| *it == b' ').count();
    let alone = !pictures.is_empty() && covered + gaps >= words.len();
    if alone {
        layout.dropped.push(line);
    }
    alone
}

/// Where pictures stand in `words`, in order.
fn find(words: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, _) in words.match_indices(['!', '<']) {
        let free = found.last().is_none_or(|it| it.end() <= at);
        let end = free.then(|| end_of(from(words, at))).flatten();
        found.extend(end.map(|length| Span::new(at, at + length)));
    }
    found
}

/// How long the picture is that `words` begin with.
fn end_of(words: &str) -> Option<usize> {
    if words.starts_with("<img ") {
        return words.find('>').map(|it| it + 1);
    }
    let inner = words.strip_prefix("![")?;
    let close = inner.find(']')?;
    let (rest, skipped) = (from(inner, close + 1), "![".len() + close + 1);
    let mark = if rest.starts_with('(') { ')' } else { ']' };
    let opens = rest.starts_with(['(', '[']);
    opens.then(|| rest.find(mark)).flatten().map(|it| skipped + it + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_found_and_nothing_else() {
        let found = |words: &str| -> Vec<String> {
            find(words).iter().map(|it| cut(words, *it).to_owned()).collect()
        };
        assert_eq!(found("见![表三](b.png)。"), ["![表三](b.png)"]);
        assert_eq!(found("![表三][b] <img src=\"c.png\">"), ["![表三][b]", "<img src=\"c.png\">"]);
        for words in ["好![表三]，见[表](a.html)！", "![表三](b.png", "a<b>c"] {
            assert!(found(words).is_empty(), "{words}");
        }
    }
}
