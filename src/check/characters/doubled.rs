//! Two stops in a row: 。。 ，。. Dashes and ellipses are made of two signs and no concern here.

use super::super::prose::written;
use super::Slip;
use crate::engine::Context;
use crate::text::{Span, cut, uncommon};

fn is_stop(char: char) -> bool {
    matches!(char, '，' | '。' | '；' | '：' | '、')
}

pub(super) fn find(cx: &Context<'_>) -> Vec<Slip> {
    let mut slips = Vec::new();
    for block in written(cx.doc) {
        let words = cx.doc.words(block.span);
        let mut last: Option<Span> = None;
        for (at, char) in uncommon(words).filter(|it| is_stop(it.1)) {
            let here = Span::new(at, at + char.len_utf8());
            let run = last.filter(|it| it.end() == at);
            if run.is_none() {
                slips.extend(last.and_then(|run| slip(words, run, block.span.start())));
            }
            last = Some(run.map_or(here, |it| it.cover(here)));
        }
        slips.extend(last.and_then(|run| slip(words, run, block.span.start())));
    }
    slips.retain(|slip| !cx.doc.in_table(slip.span));
    slips
}

/// A run of stops that are more than one; all of them have as many bytes.
fn slip(words: &str, run: Span, base: usize) -> Option<Slip> {
    (run.len() > '。'.len_utf8()).then(|| {
        let stops: Vec<char> = cut(words, run).chars().collect();
        let text = meant(&stops).map(String::from);
        let variant = if text.is_some() { "" } else { "unclear" };
        // Words may be missing between the two, as in 网址：。
        let sure = !stops.starts_with(&['：']) || stops.ends_with(&['：']);
        Slip { span: run.shift(base), variant, text, sure }
    })
}

/// What a run of stops should be: one of two that are the same, the full stop where it comes last;
/// else a person must choose.
fn meant(run: &[char]) -> Option<char> {
    match *run {
        [left, right] if left == right || right == '。' => Some(right),
        _ => None,
    }
}
