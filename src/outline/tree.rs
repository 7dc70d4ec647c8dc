//! Levels, parents and extents of the sections found.

use super::marker::NumberStyle;
use super::title::{Vocabulary, same_key};
use crate::document::{Block, BlockKind, Section};
use crate::fold::Folded;
use crate::text::Span;

/// Headings in a row, without text between them, that can be a table of contents.
const MIN_CONTENTS: usize = 3;
/// Chapters numbered （一） or 1. that make this the style of chapters.
const MIN_CHAPTERS: usize = 3;

/// Takes out a table of contents, or a list of the chapters in the preface: headings in a row
/// with nothing between them, whose titles come again further on.
pub(super) fn drop_contents(sections: &mut Vec<Section>, blocks: &mut [Block], folded: &Folded) {
    let title = |section: &Section| folded.of(section.title);
    let Some(first) = sections.first().map(title) else { return };
    let mut following = sections.iter().skip(1);
    let Some(again) = following.position(|it| same_key(title(it), first)) else { return };
    let again = again + 1;
    let head = sections.get(..again).unwrap_or_default();
    let mut following = head.iter().zip(head.iter().skip(1));
    let bare = following.all(|(it, next)| is_bare(it.heading.end(), next.heading.start(), folded));
    if again < MIN_CONTENTS || !bare {
        return;
    }
    let end = head.last().map_or(0, |it| it.heading.end());
    let listed = blocks.iter_mut().filter(|it| it.span.end() <= end);
    for block in listed.filter(|it| it.kind == BlockKind::Heading) {
        block.kind = BlockKind::Paragraph;
    }
    sections.drain(..again);
}

/// Whether only stops, blanks and page numbers stand between two places of the source.
fn is_bare(start: usize, end: usize, folded: &Folded) -> bool {
    let words = folded.of(Span::new(start, end));
    words.chars().all(|char| !char.is_alphanumeric() || char.is_ascii_digit())
}

/// Sets the levels that cannot be told from the shape of the number alone.
pub(super) fn settle_levels(sections: &mut [Section], folded: &Folded, vocabulary: &Vocabulary) {
    promote_chapter_style(sections, folded, vocabulary);
    // Under 第一部分 the chapters' own numbers 一、 are one level down.
    let is_part = |section: &Section| {
        section.marker.as_ref().is_some_and(|it| folded.of(it.span).starts_with('第'))
    };
    if sections.iter().filter(|it| is_part(it)).count() >= 2 {
        for section in sections.iter_mut().filter(|it| it.marker.is_some() && !is_part(it)) {
            section.level += 1;
        }
    }
    raise_lone_chapters(sections, folded, vocabulary);
}

/// A chapter whose number has the shape of a subsection's is still a chapter: （六）其他需要报告的事项
/// behind 五、. Its title must be one, found nowhere else, and its number must go on with that of
/// the chapters and with no subsection.
fn raise_lone_chapters(sections: &mut [Section], folded: &Folded, vocabulary: &Vocabulary) {
    let title = |section: &Section| folded.of(section.title);
    // The last chapter's number, and the last subsection's in each style since.
    let (mut chapter, mut inner) = (None::<u32>, [None::<u32>; 5]);
    let mut raised = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        let Some(marker) = &section.marker else { continue };
        if marker.style == NumberStyle::Han {
            (chapter, inner) = (Some(marker.value), [None; 5]);
            continue;
        }
        let Some(last) = inner.get_mut(marker.style as usize) else { continue };
        let goes_on = |it: Option<u32>| it.and_then(|it| it.checked_add(1)) == Some(marker.value);
        let lone = section.level > 1
            && section.at_line_start
            && goes_on(chapter)
            && !goes_on(*last)
            && vocabulary.is_title(title(section))
            && !sections.iter().any(|it| it.level == 1 && same_key(title(it), title(section)));
        if lone {
            (chapter, inner) = (Some(marker.value), [None; 5]);
            raised.push(index);
        } else {
            *last = Some(marker.value);
        }
    }
    for index in raised {
        if let Some(section) = sections.get_mut(index) {
            section.level = 1;
        }
    }
}

/// Some reports number their chapters （一） or 1.; the style whose titles are chapters, with the
/// mark behind it, is level 1.
fn promote_chapter_style(sections: &mut [Section], folded: &Folded, vocabulary: &Vocabulary) {
    let (mut hits, mut separators) = ([0_usize; 5], Vec::new());
    for section in sections.iter() {
        let Some(marker) = &section.marker else { continue };
        if vocabulary.is_title(folded.of(section.title))
            && let Some(hit) = hits.get_mut(marker.style as usize)
        {
            if marker.style == NumberStyle::Han {
                return;
            }
            *hit += 1;
            let mark = (marker.style as usize, marker.separator);
            if !separators.contains(&mark) {
                separators.push(mark);
            }
        }
    }
    let best = hits.iter().enumerate().max_by_key(|&(index, &hit)| (hit, std::cmp::Reverse(index)));
    let Some((style, &count)) = best else { return };
    if count < MIN_CHAPTERS {
        return;
    }
    for section in sections {
        let Some(marker) = &section.marker else { continue };
        // Under chapters 1、 items 1. are one level down.
        let chapter = separators.contains(&(marker.style as usize, marker.separator));
        let chapter = chapter && marker.style as usize == style;
        section.level = if chapter { 1 } else { section.level.max(2) };
    }
}

/// Sets parents and extents from the levels.
pub(super) fn nest(sections: &mut [Section], folded: &Folded) {
    let end = folded.to_source(Span::new(0, folded.as_str().len())).end();
    let heads: Vec<(usize, u8)> =
        sections.iter().map(|it| (it.heading.start(), it.level)).collect();
    let mut open: Vec<(usize, u8)> = Vec::new();
    for (index, section) in sections.iter_mut().enumerate() {
        open.retain(|&(_, level)| level < section.level);
        section.parent = open.last().map(|&(parent, _)| parent);
        open.push((index, section.level));
        let later = heads.get(index + 1..).unwrap_or_default();
        let start = section.heading.start();
        section.own = Span::new(start, later.first().map_or(end, |&(next, _)| next));
        section.whole = Span::new(start, end);
    }
    close(sections);
}

/// Ends each section where the next one of its own or an outer level begins.
fn close(sections: &mut [Section]) {
    let mut next_start = [usize::MAX; 8];
    for section in sections.iter_mut().rev() {
        let level = usize::from(section.level).min(7);
        let end = next_start.iter().take(level + 1).min().copied().unwrap_or(usize::MAX);
        section.whole = Span::new(section.whole.start(), section.whole.end().min(end));
        if let Some(slot) = next_start.get_mut(level) {
            *slot = section.heading.start();
        }
    }
}
