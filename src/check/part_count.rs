//! `part-count`: the number of parts that a report says it has is the number of its chapters
//! (自述部分数).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::document::Section;
use crate::engine::Context;
use crate::facts::parts::DeclaredParts;
use crate::outline::in_han;
use crate::report::{Finding, Label, Outcome, Why};

/// The number of parts that the report says it has (本报告由六部分组成) is the number of its
/// chapters (自述部分数), with attachments or without. It has no parameters.
///
/// 检查自述部分数：“本报告由……等六部分组成”的部分数应与实际章节数一致，附件计入与否均可。没有参数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartCount {}

/// A line with the word for an attachment and at most this many characters announces one.
const TITLE_LINE: usize = 40;

impl Kind for PartCount {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["stated", "actual"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let Some(parts) = &cx.facts.parts else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        let Some(actual) = chapters(cx) else {
            return Outcome::Undecided(Why::NoStructure, vec![parts.number]);
        };
        if agrees(cx, parts) || is_missing_chapter(cx, parts, actual) {
            return Outcome::Pass;
        }
        if cx.doc.flattened {
            return Outcome::Undecided(Why::Damaged, vec![parts.number]);
        }
        Outcome::of((finding(cx, parts, actual)).into())
    }
}

fn finding(cx: &Context<'_>, parts: &DeclaredParts, actual: usize) -> Finding {
    let headings = cx.doc.chapters().map(|(_, it)| it).filter(|it| is_chapter(cx, it));
    let finding = Finding::at(parts.number)
        .labelled(Label::Declared)
        .value("stated", parts.count)
        .value("actual", actual)
        .all_related(headings.map(|it| it.heading), Label::Heading);
    // Where the list has another length still, the number may be right and a chapter missing.
    let sure = parts.list.is_empty() || parts.list.len() == actual;
    let arabic = cx.doc.plain(parts.number).starts_with(|char: char| char.is_ascii_digit());
    let value = u32::try_from(actual).ok();
    match value.and_then(|it| if arabic { Some(it.to_string()) } else { in_han(it) }) {
        Some(number) if sure => finding.replace(parts.number, number),
        _ => finding,
    }
}

/// Whether the number fits the chapters, with or without attachments and unnumbered headings.
pub(super) fn agrees(cx: &Context<'_>, parts: &DeclaredParts) -> bool {
    let all: Vec<&Section> = cx.doc.chapters().map(|(_, it)| it).collect();
    let numbered = all.iter().filter(|it| it.marker.is_some());
    let own = all.iter().filter(|it| is_chapter(cx, it));
    let own_numbered = own.clone().filter(|it| it.marker.is_some());
    // Where subsections are numbered like chapters the last ordinal still tells their number.
    let last = numbered.clone().filter_map(|it| it.marker.as_ref()).map(|it| it.value).max();
    let last = last.and_then(|it| usize::try_from(it).ok()).unwrap_or(0);
    let base = [all.len(), numbered.count(), own.count(), own_numbered.count(), last];
    let attached = usize::from(has_attachment(cx));
    let listed = parts.list.iter().filter(|it| cx.is_attachment(cx.doc.plain(**it))).count();
    let more = [0, attached, listed];
    base.iter().any(|base| more.iter().any(|more| usize::try_from(parts.count) == Ok(base + more)))
}

/// Whether the number is that of the titles listed, and what is not there are chapters that the
/// act asks for: another rule tells that they are missing.
fn is_missing_chapter(cx: &Context<'_>, parts: &DeclaredParts, actual: usize) -> bool {
    let lost = parts.list.iter().filter(|item| {
        let listed = cx.doc.plain(**item);
        let chapter = cx.chapters.iter().find(|it| it.is_titled(listed));
        chapter.is_some_and(|it| it.required && cx.sections_of(&it.key).next().is_none())
    });
    usize::try_from(parts.count) == Ok(parts.list.len())
        && actual + lost.count() == parts.list.len()
}

/// How many chapters there are, attachments left out.
fn chapters(cx: &Context<'_>) -> Option<usize> {
    let count = cx.doc.chapters().filter(|(_, it)| is_chapter(cx, it)).count();
    (count >= 2).then_some(count)
}

fn is_chapter(cx: &Context<'_>, section: &Section) -> bool {
    !cx.is_attachment(cx.doc.plain(section.title))
}

fn has_attachment(cx: &Context<'_>) -> bool {
    let start = cx.doc.sections.last().map_or(0, |it| it.heading.start());
    cx.doc.paragraphs().filter(|block| block.span.start() >= start).any(|block| {
        let words = cx.doc.folded.slice(block.folded);
        words.len() <= TITLE_LINE * 4 && cx.is_attachment(words)
    })
}
