//! Stray blanks between Chinese characters and beside their punctuation.
//!
//! Blanks beside Latin letters and digits are a matter of taste. Words spread to fill a line
//! (概　述, 电 话), columns and lines stretched by typesetting are meant to be so, and in a text
//! that was flattened from a page a blank is mostly the end of a line.

use super::super::prose::running;
use super::Slip;
use super::invisible::is_odd_blank;
use crate::document::Block;
use crate::engine::Context;
use crate::facts::body::is_issuer;
use crate::fold::is_wide;
use crate::text::{Span, before, cells, cut, from, is_blank, is_han};

/// Display cells of a gap that parts columns.
const COLUMN: usize = 4;
/// A line is stretched where it has this many gaps and one for at most so many characters.
const STRETCHED_GAPS: usize = 4;
const STRETCHED_CHARS: usize = 4;
/// No blank belongs before these, not even at the end of a line.
const CLOSING: [char; 14] =
    ['，', '。', '；', '：', '、', '！', '？', '）', '》', '〉', '】', '〕', '”', '’'];
/// No blank belongs after these, and no line ends with them.
const OPENING: [char; 9] = ['，', '、', '（', '《', '〈', '【', '〔', '“', '‘'];

/// What follows the issuer in the name of a document.
const ABOUT: [&str; 3] = ["关于", "印发", "转发"];

/// A run of blanks on one line, with its neighbours.
struct Gap {
    span: Span,
    left: char,
    right: char,
    /// Display cells it takes.
    width: usize,
}

impl Gap {
    /// Whether it stands where no blank ever belongs.
    fn is_beside_mark(&self) -> bool {
        CLOSING.contains(&self.right) || OPENING.contains(&self.left)
    }
}

pub(super) fn find(cx: &Context<'_>) -> Vec<Slip> {
    let mut slips = Vec::new();
    for block in running(cx.doc).filter(|block| cx.doc.words(block.span).contains(is_blank)) {
        for (line, chars) in lines(cx, block) {
            let gaps = gaps(cx, line);
            let stretched = gaps.len() >= STRETCHED_GAPS && gaps.len() * STRETCHED_CHARS >= chars;
            if stretched {
                continue;
            }
            let spread = spread(cx, &gaps);
            let kept =
                gaps.into_iter().zip(spread).filter(|(gap, spread)| !spread && is_stray(cx, gap));
            slips.extend(kept.map(|(gap, _)| Slip {
                span: gap.span,
                variant: "",
                text: Some(String::new()),
                // Between two words the blank may stand for a comma.
                sure: gap.is_beside_mark(),
            }));
        }
    }
    slips.retain(|slip| !cx.doc.in_table(slip.span));
    slips
}

/// The lines of a block, each with the number of its Chinese characters.
fn lines(cx: &Context<'_>, block: &Block) -> Vec<(Span, usize)> {
    let mut at = block.span.start();
    let lines = cx.doc.words(block.span).split(['\n', '\r']).map(|words| {
        let span = Span::new(at, at + words.len());
        at += words.len() + 1;
        (span, words.chars().filter(|&it| is_wide(it) && !is_blank(it)).count())
    });
    lines.collect()
}

/// The gaps of a line that stand between Chinese characters.
fn gaps(cx: &Context<'_>, line: Span) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let (mut left, mut run) = (None, None);
    for (at, char) in cx.doc.words(line).char_indices() {
        let span = Span::new(at, at + char.len_utf8()).shift(line.start());
        if is_blank(char) {
            let (open, width) = run.unwrap_or((span, 0));
            run = Some((open.cover(span), width + cells(char)));
            continue;
        }
        if let (Some((span, width)), Some(left)) = (run.take(), left)
            && is_wide(left)
            && is_wide(char)
        {
            gaps.push(Gap { span, left, right: char, width });
        }
        left = Some(char);
    }
    gaps
}

/// Which gaps stand in a word that was spread out: single characters, a blank after each.
fn spread(cx: &Context<'_>, gaps: &[Gap]) -> Vec<bool> {
    let text = cx.doc.text.as_str();
    let mut spread = vec![false; gaps.len()];
    // Where the word at hand begins, and whether all its pieces so far are single characters.
    let (mut first, mut single, mut end) = (0, true, 0);
    for (index, gap) in gaps.iter().enumerate() {
        let between = is_han(gap.left) && is_han(gap.right);
        let joined = cut(text, Span::new(end, gap.span.start())).chars().all(is_han);
        end = gap.span.end();
        if !joined || !between {
            (first, single) = (index, true);
        }
        if !between {
            continue;
        }
        let was_single = single;
        single = single && stands_alone(text, gap);
        if let Some(mark) = spread.get_mut(index) {
            *mark = single;
        }
        if was_single && !single {
            spread.iter_mut().take(index).skip(first).for_each(|mark| *mark = false);
        }
    }
    spread
}

/// Whether one Han character stands on either side of a gap.
fn stands_alone(text: &str, gap: &Gap) -> bool {
    let left = before(text, gap.span.start()).chars().rev().take(2).filter(|&it| is_han(it));
    let right = from(text, gap.span.end()).chars().take(2).filter(|&it| is_han(it));
    left.count() == 1 && right.count() == 1
}

fn is_stray(cx: &Context<'_>, gap: &Gap) -> bool {
    // No-break spaces beside punctuation are told by their own class.
    let odd = cx.doc.words(gap.span).contains(is_odd_blank);
    if odd && !(is_han(gap.left) && is_han(gap.right)) {
        return false;
    }
    if gap.is_beside_mark() {
        return gap.width > 0;
    }
    if gap.width == 0 || gap.width >= COLUMN || parts_issuers(cx.doc.text.as_str(), gap) {
        return false;
    }
    !cx.doc.flattened || cx.in_quotes(cx.doc.folded.to_folded(gap.span))
}

/// Whether the gap stands between two bodies that issued what is named: 《甲办公厅 乙办公厅关于….
fn parts_issuers(text: &str, gap: &Gap) -> bool {
    let head = before(text, gap.span.start());
    let open = head.rfind(['《', '》', '\n']).map(|at| from(head, at));
    let Some(inner) = open.and_then(|it| it.strip_prefix('《')) else { return false };
    let left = inner.rsplit(is_blank).next();
    let tail = from(text, gap.span.end());
    let right = before(
        tail,
        tail.find(|char| is_blank(char) || matches!(char, '》' | '\n')).unwrap_or(tail.len()),
    );
    let name = ABOUT.iter().find_map(|about| right.split_once(about)).map_or(right, |it| it.0);
    left.is_some_and(is_issuer) && is_issuer(name)
}
