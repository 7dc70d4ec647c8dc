//! ASCII punctuation in Chinese text: brackets round Chinese words, commas and stops after them.
//!
//! Numbers, times and addresses keep theirs; list numbers such as (一) are the business of the
//! rules on headings.

use std::collections::BTreeMap;

use memchr::{memchr, memchr3};

use super::super::prose::{signs, written};
use super::Slip;
use crate::engine::Context;
use crate::fold::is_wide;
use crate::text::{Span, is_han};

/// Characters in the longest name in < >; what is longer is no name.
const NAME: usize = 60;
/// Signs inside a name that will themselves be repaired.
const INNER: [char; 5] = ['(', ')', ',', ';', ':'];
/// Characters of the longest list number in brackets.
const NUMBER: usize = 3;

/// Chinese words follow these, too.
const OPENING: [char; 4] = ['（', '《', '“', '【'];

/// The full-width sign for each place that needs one.
type Signs = BTreeMap<usize, char>;

pub(super) fn find(cx: &Context<'_>) -> Vec<Slip> {
    let mut slips = Vec::new();
    for block in written(cx.doc) {
        let words = cx.doc.words(block.span);
        if memchr3(b',', b';', b':', words.as_bytes()).is_none()
            && memchr3(b'(', b'<', b'>', words.as_bytes()).is_none()
            && memchr(b')', words.as_bytes()).is_none()
        {
            continue;
        }
        let chars = signs(cx.doc, block);
        let mut meant = Signs::new();
        brackets(&chars, &mut meant);
        names(&chars, &mut meant);
        stops(&chars, &mut meant);
        slips.extend(meant.into_iter().filter_map(|(index, sign)| {
            let &(at, char) = chars.get(index)?;
            let span = Span::new(at, at + char.len_utf8());
            Some(Slip { span, variant: "", text: Some(sign.to_string()), sure: true })
        }));
    }
    slips.retain(|slip| !cx.doc.in_table(slip.span));
    slips
}

/// Round brackets with Chinese words inside, or with a full-width partner.
fn brackets(chars: &[(usize, char)], meant: &mut Signs) {
    let mut open = Vec::new();
    for (index, &(_, char)) in chars.iter().enumerate() {
        match char {
            '(' | '（' => open.push((index, char)),
            ')' | '）' => {
                let Some((start, opening)) = open.pop() else { continue };
                let inner = chars.get(start + 1..index).unwrap_or_default();
                let mixed = (opening == '(') != (char == ')');
                let chinese = mixed || inner.iter().any(|&(_, it)| is_wide(it));
                if is_number(inner) || !chinese {
                    continue;
                }
                if opening == '(' {
                    meant.insert(start, '（');
                }
                if char == ')' {
                    meant.insert(index, '）');
                }
            }
            _ => {}
        }
    }
}

fn is_number(inner: &[(usize, char)]) -> bool {
    let numeral = |char: char| char.is_ascii_digit() || "一二三四五六七八九十".contains(char);
    inner.len() <= NUMBER && inner.iter().all(|&(_, char)| numeral(char))
}

/// Names in < >: 〈〉 inside 《》, else 《》.
fn names(chars: &[(usize, char)], meant: &mut Signs) {
    let mut depth = 0_usize;
    let mut open = None;
    for (index, &(_, char)) in chars.iter().enumerate() {
        match char {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            '<' => open = Some(index),
            '>' => {
                let Some(start) = open.take() else { continue };
                let inner = chars.get(start + 1..index).unwrap_or_default();
                let named = inner.first().is_some_and(|&(_, it)| is_han(it))
                    && inner
                        .iter()
                        .all(|&(_, it)| is_wide(it) || it.is_ascii_digit() || INNER.contains(&it));
                if named && inner.len() <= NAME {
                    let (left, right) = if depth > 0 { ('〈', '〉') } else { ('《', '》') };
                    meant.insert(start, left);
                    meant.insert(index, right);
                }
            }
            _ => {}
        }
    }
}

/// Commas, semicolons and colons. What stands before one counts as it will be after the repair,
/// so that nothing is left to report then.
fn stops(chars: &[(usize, char)], meant: &mut Signs) {
    let mut before: Option<char> = None;
    for (index, &(_, char)) in chars.iter().enumerate() {
        let next = index + 1;
        let after = meant.get(&next).copied().or(chars.get(next).map(|&(_, it)| it));
        let wide_before = before.is_some_and(is_wide);
        let figure = before.is_some_and(|it| it.is_ascii_digit() || it == ')');
        let digits = figure && after.is_some_and(|it| is_han(it) || OPENING.contains(&it));
        let sign = match char {
            ',' if wide_before || digits => Some('，'),
            ';' if wide_before || digits => Some('；'),
            ':' if wide_before && after.is_none_or(is_wide) => Some('：'),
            _ => None,
        };
        if let Some(sign) = sign {
            meant.insert(index, sign);
        }
        before = Some(meant.get(&index).copied().unwrap_or(char));
    }
}
