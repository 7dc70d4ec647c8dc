//! Numbers of headings and list points below the chapters: （一） 1. （1）.

use super::{finding, numeral_of};
use crate::document::Section;
use crate::engine::Context;
use crate::outline::{Marker, NumberStyle};
use crate::report::{Finding, Findings};
use crate::text::{Span, from};

/// What may follow a number that was not taken for one.
const AFTER: [char; 5] = ['）', '、', '.', '．', '，'];

/// A numbered heading and the one it should follow.
struct Step<'a> {
    section: &'a Section,
    marker: &'a Marker,
    last: Option<&'a Section>,
}

pub(super) fn find(cx: &Context<'_>) -> Findings {
    let mut findings = Findings::default();
    let mut last: Vec<&Section> = Vec::new();
    // For each style the numbers met since its last 1.
    let mut since: [Vec<u32>; 5] = Default::default();
    for (section, table) in cx.doc.sections.iter().zip(in_tables(cx)) {
        let Some(marker) = &section.marker else { continue };
        let style = |it: &Section| it.marker.as_ref().map_or(0, |it| it.style as usize);
        let before = last.iter().rev().copied();
        let before = before
            .filter(|it| style(it) == marker.style as usize)
            .find(|it| it.parent == section.parent);
        let Some(met) = since.get_mut(marker.style as usize) else { continue };
        let judged = section.level > 1 && section.at_line_start && !table;
        // Where its predecessor was met the number goes on, whatever the levels say.
        let goes_on = met.last().is_some_and(|it| it + 1 == marker.value);
        let mut meant = marker.value;
        if judged && !goes_on {
            let found = slip(cx, &Step { section, marker, last: before });
            // The next number goes on from the one that a number told twice stands for.
            meant += u32::from(found.as_ref().is_some_and(|it| it.variant == "repeated"));
            findings.extend(found.or_else(|| anew(cx, &Step { section, marker, last: before })));
        }
        if marker.value == 1 {
            met.clear();
        }
        met.push(meant);
        last.retain(|it| style(it) < marker.style as usize);
        last.push(section);
    }
    findings
}

/// Which headings stand in a chapter with rows of a table that were read as headings: these end
/// with figures.
fn in_tables(cx: &Context<'_>) -> Vec<bool> {
    let sections = &cx.doc.sections;
    let row = |section: &Section| {
        cx.doc.words(section.heading).ends_with(|char: char| char.is_ascii_digit())
    };
    let mut marks = Vec::with_capacity(sections.len());
    for chapter in sections.chunk_by(|_, next| next.level > 1) {
        let table = chapter.iter().any(row);
        marks.extend(chapter.iter().map(|_| table));
    }
    marks
}

fn slip(cx: &Context<'_>, step: &Step<'_>) -> Option<Finding> {
    let (value, style) = (step.marker.value, step.marker.style);
    let last = step.last.and_then(|it| it.marker.as_ref());
    let expected = last.map_or(1, |it| it.value + 1);
    let repeated = value + 1 == expected;
    if value == 1 || value == expected || value + 1 < expected {
        return None;
    }
    let name = label(style, expected)?;
    if !repeated && stands_between(cx, step, &name) {
        return None;
    }
    let place = cx.doc.folded.to_folded(step.marker.span);
    let found = finding(cx, place, name, last.map(|it| cx.doc.folded.to_folded(it.span)));
    Some(match last {
        None => found.variant("no-first"),
        Some(_) if repeated => found.variant("repeated"),
        Some(_) => found,
    })
}

/// A list that begins anew right behind its last point, under the last heading of its row: the next
/// heading (（二） behind （一）) was lost between them.
fn anew(cx: &Context<'_>, step: &Step<'_>) -> Option<Finding> {
    let last = step.last.filter(|_| step.marker.value == 1)?;
    let met = last.marker.as_ref().filter(|it| it.value > 1)?;
    let parent = cx.doc.sections.get(step.section.parent?)?;
    let outer = parent.marker.as_ref().filter(|it| it.style == NumberStyle::HanParen)?;
    let followed = cx.doc.sections.iter().any(|it| {
        it.parent == parent.parent && it.heading.start() > step.section.heading.start()
    });
    // Words between may lead to the second list.
    let point = cx.doc.words(Span::new(last.heading.start(), step.section.heading.start()));
    if followed || point.trim_end().contains('\n') || met.style != step.marker.style {
        return None;
    }
    let name = label(outer.style, outer.value + 1)?;
    let place = cx.doc.folded.to_folded(step.marker.span);
    let lead = Some(cx.doc.folded.to_folded(outer.span));
    Some(finding(cx, place, name, lead).variant("anew"))
}

/// Whether the number that is due stands in the text before the heading after all.
fn stands_between(cx: &Context<'_>, step: &Step<'_>, name: &str) -> bool {
    let parent = step.section.parent.and_then(|it| cx.doc.sections.get(it));
    let start = match (step.last, parent) {
        (Some(last), _) => last.heading.end(),
        // The number of the chapter itself, as in 一、, is none of the list.
        (None, Some(parent)) => {
            parent.marker.as_ref().map_or(parent.heading.start(), |it| it.span.end())
        }
        (None, None) => 0,
    };
    let text = cx.doc.plain(Span::new(start, step.section.heading.start()));
    let bare = name.trim_matches(['（', '）', '.']);
    text.match_indices(bare).any(|(at, it)| from(text, at + it.len()).starts_with(AFTER))
}

/// How a list number is written.
fn label(style: NumberStyle, value: u32) -> Option<String> {
    match style {
        NumberStyle::HanParen => numeral_of(value).map(|it| format!("（{it}）")),
        NumberStyle::Arabic => Some(format!("{value}.")),
        NumberStyle::ArabicParen => Some(format!("（{value}）")),
        NumberStyle::Han | NumberStyle::Circled => None,
    }
}
