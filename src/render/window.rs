//! Which stretch of a long line to show around marked places.

use super::look::Look;
use crate::text::{Span, Text};

/// Cells shown at either side of a marked place at most.
const REACH: usize = 66;
/// Cells of a row, however wide the terminal is.
const WIDEST: usize = 200;
/// After these a row may be cut.
const STOPS: &str = "，。；：、！？";
/// A number is not cut either where it is written in Han.
const HAN_DIGITS: &str = "〇○一二三四五六七八九十百千万亿";

/// A place to mark and what to write beside it.
#[derive(Clone, Debug)]
pub(crate) struct Marked {
    pub span: Span,
    pub label: Option<String>,
}

/// What a row shows beside its marks.
pub(super) struct Sides {
    pub left: Span,
    pub right: Span,
    /// Cells of one mark at most.
    pub core_max: usize,
    /// Cells of one label at most.
    pub label_max: usize,
}

impl Sides {
    pub(super) fn around(
        look: Look,
        text: &Text,
        whole: Span,
        core: Span,
        cluster: &[Marked],
    ) -> Self {
        let room = room(look, text);
        let core_max = room / 2;
        let core_width = cells_up_to(look, text.slice(core), core_max);
        let labels = cluster.iter().filter_map(|mark| mark.label.as_deref());
        let label =
            labels.map(|it| look.width_of(it)).max().unwrap_or(0).min(core_max.saturating_sub(6));
        let anchor = if cluster.len() == 1 { core_width / 2 } else { core_width };
        let head = Span::new(whole.start(), core.start());
        let tail = Span::new(core.end(), whole.end());
        let free = room.saturating_sub(core_width);
        let wanted = cells_up_to(look, text.slice(tail), REACH).min(free / 2);
        let left_max = REACH.min(free - wanted).min(room.saturating_sub(anchor + label + 5));
        let left = reach(look, text.slice(head).chars().rev(), left_max, true);
        let left = Span::new(head.end() - left, head.end());
        let used = cells_up_to(look, text.slice(left), REACH) + 2;
        let right_max = REACH.min(free.saturating_sub(used));
        let right = reach(look, text.slice(tail).chars(), right_max, false);
        let right = Span::new(tail.start(), tail.start() + right);
        Self { left, right, core_max, label_max: room.saturating_sub(used + anchor + 5) }
    }
}

/// Bytes to show of what lies beside a mark, walking away from it: all of it, or up to the last
/// stop within `most` cells, or at least no part of a number or address.
fn reach(look: Look, walk: impl Iterator<Item = char>, most: usize, backward: bool) -> usize {
    let mut width = 0;
    let mut chars: Vec<char> = Vec::new();
    for char in walk {
        width += look.shown_cells(char);
        chars.push(char);
        if width > most {
            break;
        }
    }
    let bytes = |count: usize| chars.iter().take(count).map(|it| it.len_utf8()).sum();
    if width <= most {
        return bytes(chars.len());
    }
    // The last one did not fit, and … needs room too.
    let fits = chars.len().saturating_sub(2);
    let pair =
        |count: usize| chars.get(count.wrapping_sub(1)).copied().zip(chars.get(count).copied());
    let stop = |count: &usize| {
        pair(*count).is_some_and(|(last, next)| STOPS.contains(if backward { next } else { last }))
    };
    let whole =
        |count: &usize| !pair(*count).is_some_and(|(last, next)| glued(last) && glued(next));
    let clause = (fits / 3..=fits).rev().find(|count| stop(count) && whole(count));
    bytes(clause.or_else(|| (1..=fits).rev().find(whole)).unwrap_or(fits))
}

/// Parts of numbers and addresses.
fn glued(char: char) -> bool {
    char.is_ascii_graphic() || matches!(char, '０'..='９' | '．' | '∥') || HAN_DIGITS.contains(char)
}

fn cells_up_to(look: Look, words: &str, most: usize) -> usize {
    let mut width = 0;
    for char in words.chars() {
        width += look.shown_cells(char);
        if width >= most {
            return most;
        }
    }
    width
}

/// Marks that fit into one row together, in the order of the text; the primary mark's row first.
pub(super) fn clusters(look: Look, text: &Text, marks: &[Marked]) -> Vec<Vec<Marked>> {
    let clipped = marks.iter().map(|mark| Marked {
        span: on_one_line(text, mark.span),
        label: mark.label.as_deref().map(|label| look.shown(label)),
    });
    let mut all: Vec<(bool, Marked)> =
        clipped.enumerate().map(|(index, mark)| (index == 0, mark)).collect();
    let primary = all.first().map_or(Span::at(0), |(_, mark)| mark.span);
    all.retain(|(first, mark)| *first || !(mark.span.overlaps(primary) || mark.span == primary));
    all.sort_by_key(|(_, mark)| mark.span);
    let most = room(look, text) / 2;
    let mut clusters: Vec<(bool, Vec<Marked>)> = Vec::new();
    for (first, mark) in all {
        match clusters.last_mut().filter(|(_, near)| joins(look, text, near, &mark, most)) {
            Some((holds_first, near)) => {
                *holds_first |= first;
                near.push(mark);
            }
            None => clusters.push((first, vec![mark])),
        }
    }
    clusters.sort_by_key(|(first, _)| !first);
    clusters.into_iter().map(|(_, cluster)| cluster).collect()
}

fn joins(look: Look, text: &Text, near: &[Marked], mark: &Marked, most: usize) -> bool {
    let Some((first, last)) = near.first().zip(near.last()) else { return false };
    let both = first.span.cover(mark.span);
    text.line_at(first.span.start()) == text.line_at(mark.span.start())
        && last.span.end() <= mark.span.start()
        && cells_up_to(look, text.slice(both), most) < most
}

fn on_one_line(text: &Text, span: Span) -> Span {
    let line = text.line(text.line_at(span.start()));
    Span::new(span.start().min(line.end()), span.end().min(line.end()))
}

/// Cells of a row beside its line number.
fn room(look: Look, text: &Text) -> usize {
    look.width.min(WIDEST).saturating_sub(digits(text.line_count()) + 5)
}

/// How many digits `number` has.
pub(super) fn digits(number: usize) -> usize {
    number.to_string().len()
}
