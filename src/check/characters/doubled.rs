//! Two stops in a row: 。。 ，。. Dashes and ellipses are made of two signs and no concern here.

use super::super::prose::written;
use super::Slip;
use crate::engine::Context;
use crate::text::{Span, from};

fn is_stop(char: char) -> bool {
    matches!(char, '，' | '。' | '；' | '：' | '、')
}

pub(super) fn find(cx: &Context<'_>) -> Vec<Slip> {
    let mut slips = Vec::new();
    for block in written(cx.doc) {
        let words = cx.doc.words(block.span);
        let mut at = 0;
        while let Some(start) = from(words, at).find(is_stop).map(|skipped| at + skipped) {
            let rest = from(words, start);
            let end = start + rest.find(|char| !is_stop(char)).unwrap_or(rest.len());
            let span = Span::new(start, end).shift(block.span.start());
            if span.len() > '，'.len_utf8() {
                let run: Vec<char> = rest.chars().take_while(|it| is_stop(*it)).collect();
                let text = meant(&run).map(String::from);
                let variant = if text.is_some() { "" } else { "unclear" };
                // Words may be missing between the two, as in 网址：。
                let sure = !run.starts_with(&['：']) || run.ends_with(&['：']);
                slips.push(Slip { span, variant, text, sure });
            }
            at = end;
        }
    }
    slips.retain(|slip| !cx.doc.in_table(slip.span));
    slips
}

/// What a run of stops should be: one of two that are the same, the full stop where it comes last;
/// else a person must choose.
fn meant(run: &[char]) -> Option<char> {
    match *run {
        [left, right] if left == right || right == '。' => Some(right),
        _ => None,
    }
}
