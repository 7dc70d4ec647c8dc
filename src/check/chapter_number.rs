//! `chapter-number`: the ordinals of the chapters run on from one to the next (章节序号).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, chapter_missing, chapter_order, message};
use crate::document::Section;
use crate::engine::Context;
use crate::outline::{NumberStyle, in_han};
use crate::report::{Finding, Findings, Label, Outcome, Severity, Why};
use crate::text::{Span, from};

/// The ordinals of the chapters (一、二、三、) run on from one to the next (章节序号), none
/// repeated, none skipped, and none used for subsections. The first may be any. It has no
/// parameters.
///
/// 检查章节序号（一、二、三、）是否连续：不重复、不跳号，下级标题不用章的序号。第一个序号不限。
/// 没有参数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChapterNumber {}

/// A numbered chapter.
struct Numbered<'a> {
    index: usize,
    section: &'a Section,
    value: u32,
    /// Whether it is a chapter of the act or form.
    known: bool,
}

impl Kind for ChapterNumber {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", &["found", "expected"]),
            message("repeat", &["found", "expected"]),
            message("skip", &["found", "expected"]),
            message("nested", &["found", "count"]),
            message("exchanged", &["found", "expected"]),
            message("shape", &["found", "expected"]),
            message("no-first", &["found", "expected"]),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let numbered = numbered(cx);
        if numbered.len() < 2 {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        if chapter_order::is_moved_with_number(cx) {
            return Outcome::Pass;
        }
        let mut findings = no_first(cx, &numbered).unwrap_or_default();
        findings.append(breaks(cx, &numbered));
        if cx.doc.flattened && !findings.is_empty() {
            // Where lines were lost a heading may have been lost with them.
            let places = findings.into_iter().map(|it| it.primary.span).collect();
            return Outcome::Undecided(Why::Damaged, places);
        }
        Outcome::of(findings)
    }
}

fn numbered<'a>(cx: &'a Context<'_>) -> Vec<Numbered<'a>> {
    let chapters = cx.doc.chapters().filter_map(|(index, section)| {
        let marker = section.marker.as_ref()?;
        let (value, known) = (marker.value, cx.keys_of(index).next().is_some());
        // （二） whose （一） was lost is still no chapter.
        let own = known || marker.style == NumberStyle::Han;
        own.then_some(Numbered { index, section, value, known })
    });
    chapters.collect()
}

/// A row of chapters that begins with 二、, where no chapter is told to be missing before it: a
/// heading was lost, or the overview stands there without one, so that this is a hint. An excerpt
/// may begin with any other number.
fn no_first(cx: &Context<'_>, all: &[Numbered<'_>]) -> Option<Findings> {
    let [first, second, ..] = all else { return None };
    let goes_on = first.value == 2 && second.value == 3;
    let rank = cx.rank_of(first.index)?;
    let told = || chapter_missing::missing_ranks(cx).iter().any(|it| *it < rank);
    let marker = first.section.marker.as_ref()?;
    let one = all.iter().any(|it| it.value == 1);
    if !goes_on || one || rank == 0 || told() {
        return None;
    }
    let finding = Finding::at(marker.span)
        .variant("no-first")
        .severity(Severity::Info)
        .value("found", cx.doc.words(number_in(cx, marker.span)))
        .value("expected", in_han(1)?);
    Some(finding.into())
}

/// Every place where the row of ordinals breaks. The first ordinal is left to [`no_first`].
fn breaks(cx: &Context<'_>, all: &[Numbered<'_>]) -> Findings {
    let mut findings = Findings::default();
    let mut last = all.first().map_or(0, |it| it.value);
    let mut index = 1;
    while let Some(here) = all.get(index) {
        if here.value == last + 1 {
            findings.extend(all.first().and_then(|first| shape(cx, first, here)));
            last = here.value;
            index += 1;
            continue;
        }
        if here.value == 1 && is_annex(cx, all, index) {
            break;
        }
        let run = nested_run(cx, all, index, last);
        if run > 1 || run == 1 && last > 1 && opens_chapter(cx, all, index) {
            let others = all.iter().skip(index + 1).take(run - 1);
            let spans = others.filter_map(|it| it.section.marker.as_ref()).map(|it| it.span);
            findings.extend(nested(cx, here, run).map(|it| it.all_related(spans, Label::Again)));
            index += run;
            continue;
        }
        if is_left_out(cx, all, index, last) {
            last = here.value;
            index += 1;
            continue;
        }
        if let Some(there) = exchanged(all, index, last)
            && let Some(finding) = exchange(cx, here, there)
        {
            findings.push(finding);
            last = here.value;
            // Those between the two are right.
            index = all.iter().position(|it| it.index == there.index).unwrap_or(index) + 1;
            continue;
        }
        // One wrong ordinal between right ones, or at the end, can be set right.
        let alone = all.get(index + 1).is_none_or(|next| next.value == last + 2);
        findings.extend(wrong(cx, here, last, alone));
        last = if alone { last + 1 } else { here.value };
        index += 1;
    }
    findings
}

/// Whether the ordinals skipped before heading `index` are those of required chapters that are
/// missing right there, which another rule tells.
fn is_left_out(cx: &Context<'_>, all: &[Numbered<'_>], index: usize, last: u32) -> bool {
    let rank = |at: usize| all.get(at).and_then(|it| cx.rank_of(it.index));
    let (Some(here), Some(before)) = (all.get(index), index.checked_sub(1)) else { return false };
    let skipped = here.value.checked_sub(last + 1).and_then(|it| usize::try_from(it).ok());
    let Some(skipped) = skipped.filter(|it| *it > 0) else { return false };
    let (Some(low), Some(high)) = (rank(before), rank(index)) else { return false };
    // What is missing is asked of the whole report, and only where it matters.
    let room = high.checked_sub(low + 1).is_some_and(|it| skipped <= it);
    let missing = || chapter_missing::missing_ranks(cx);
    room && skipped <= missing().iter().filter(|&&it| low < it && it < high).count()
}

/// The heading further on whose ordinal was exchanged with that of heading `index`: each stands
/// where the other belongs, and those between them are right.
fn exchanged<'a, 'b>(
    all: &'b [Numbered<'a>],
    index: usize,
    last: u32,
) -> Option<&'b Numbered<'a>> {
    let here = all.get(index)?;
    let mut following = all.iter().skip(index + 1).zip(last + 2..);
    let (there, _) = following.find(|(it, wanted)| it.value != *wanted)?;
    let apart = here.value.checked_sub(last + 1).and_then(|it| usize::try_from(it).ok())?;
    let meant = all.get(index + apart)?;
    (there.value == last + 1 && meant.index == there.index).then_some(there)
}

/// How many headings from `index` on are subsections numbered like chapters: their ordinals
/// start anew, none is another chapter of the act than the one they stand in, and behind them the
/// outer row goes on.
fn nested_run(cx: &Context<'_>, all: &[Numbered<'_>], index: usize, last: u32) -> usize {
    let outer = index.checked_sub(1).and_then(|it| all.get(it));
    // 二、其他需要报告的事项 inside the chapter of that name.
    let inner = |it: &Numbered<'_>| {
        let outer = outer.filter(|_| it.known).map(|it| it.index);
        !it.known || outer.is_some_and(|outer| is_same_chapter(cx, outer, it.index))
    };
    let run = all.iter().skip(index).zip(1..);
    let run = run.take_while(|(it, wanted)| it.value == *wanted && inner(it)).count();
    let goes_on = all.get(index + run).is_none_or(|next| next.value == last + 1);
    if goes_on { run } else { 0 }
}

/// Whether nothing stands between heading `index` and the one before it.
fn opens_chapter(cx: &Context<'_>, all: &[Numbered<'_>], index: usize) -> bool {
    let outer = index.checked_sub(1).and_then(|it| all.get(it)).map(|it| it.section.heading.end());
    let here = all.get(index).map(|it| it.section.heading.start());
    outer.zip(here).is_some_and(|(outer, here)| {
        outer <= here && !cx.doc.words(Span::new(outer, here)).contains(crate::text::is_letter)
    })
}

/// Whether all that section `inner` is as a chapter, section `outer` is as well.
fn is_same_chapter(cx: &Context<'_>, outer: usize, inner: usize) -> bool {
    cx.keys_of(inner).all(|key| cx.keys_of(outer).any(|it| it == key))
}

/// The sections that are numbered like chapters and are subsections of the chapter before them.
pub(super) fn subsections(cx: &Context<'_>) -> Vec<usize> {
    let all = numbered(cx);
    let mut found = Vec::new();
    for (index, (outer, here)) in all.iter().zip(all.iter().skip(1)).enumerate() {
        if here.value == 1 && !is_annex(cx, &all, index + 1) {
            let run = nested_run(cx, &all, index + 1, outer.value);
            // A second 一、 behind the first may be a slip.
            let sure = run > 1 || outer.value > 1;
            found.extend(all.iter().skip(index + 1).take(if sure { run } else { 0 }).map(|it| it.index));
        }
    }
    found
}

/// Whether the title of an attachment stands before heading `index`, so that what follows is
/// numbered by itself.
fn is_annex(cx: &Context<'_>, all: &[Numbered<'_>], index: usize) -> bool {
    let start = all.get(index - 1).map_or(0, |it| it.section.heading.start());
    let end = all.get(index).map_or(0, |it| it.section.heading.start());
    let first = cx.doc.blocks.partition_point(|it| it.span.start() < start);
    let blocks = cx.doc.blocks.iter().skip(first);
    blocks.take_while(|it| it.span.end() <= end).any(|block| {
        let words = cx.doc.folded.slice(block.folded);
        cx.is_attachment(words) && !words.contains('。') || cx.doc.in_table(block.span)
    })
}

fn nested(cx: &Context<'_>, here: &Numbered<'_>, count: usize) -> Option<Finding> {
    let span = here.section.marker.as_ref()?.span;
    let found = cx.doc.words(span);
    Some(Finding::at(span).variant("nested").value("found", found).value("count", count))
}

fn exchange(cx: &Context<'_>, here: &Numbered<'_>, there: &Numbered<'_>) -> Option<Finding> {
    let (first, second) = (here.section.marker.as_ref()?, there.section.marker.as_ref()?);
    let (one, other) = (number_in(cx, first.span), number_in(cx, second.span));
    let finding = Finding::at(first.span)
        .variant("exchanged")
        .related(second.span, Label::Again)
        .value("found", cx.doc.words(one))
        .value("expected", cx.doc.words(other));
    Some(finding.replace(one, cx.doc.words(other)).replace(other, cx.doc.words(one)))
}

fn wrong(cx: &Context<'_>, here: &Numbered<'_>, last: u32, alone: bool) -> Option<Finding> {
    let marker = here.section.marker.as_ref()?;
    let number = number_in(cx, marker.span);
    let words = cx.doc.words(number);
    let arabic = words.starts_with(|char: char| char.is_ascii_digit());
    let expected = if arabic { (last + 1).to_string() } else { in_han(last + 1)? };
    let variant = match here.value {
        value if value == last => "repeat",
        value if value > last => "skip",
        _ => "",
    };
    let finding = Finding::at(marker.span)
        .variant(variant)
        .value("found", words)
        .value("expected", expected.as_str());
    Some(if alone { finding.replace(number, expected) } else { finding })
}

/// A chapter of the act whose number has the shape of a subsection's: （六） where the first is 一、.
fn shape(cx: &Context<'_>, first: &Numbered<'_>, here: &Numbered<'_>) -> Option<Finding> {
    let (wanted, marker) = (first.section.marker.as_ref()?, here.section.marker.as_ref()?);
    if wanted.style != NumberStyle::Han || marker.style == NumberStyle::Han || !here.known {
        return None;
    }
    let expected = format!("{}、", in_han(marker.value)?);
    let finding = Finding::at(marker.span)
        .variant("shape")
        .value("found", cx.doc.words(marker.span))
        .value("expected", expected.as_str());
    Some(finding.replace(marker.span, expected))
}

/// The numeral inside a marker.
fn number_in(cx: &Context<'_>, marker: Span) -> Span {
    let words = cx.doc.words(marker);
    let is_digit = |char: char| char.is_ascii_digit() || "一二三四五六七八九十".contains(char);
    let start = words.find(is_digit).unwrap_or(0);
    let tail = from(words, start);
    let length = tail.find(|char| !is_digit(char)).unwrap_or(tail.len());
    Span::new(start, start + length).shift(marker.start())
}
