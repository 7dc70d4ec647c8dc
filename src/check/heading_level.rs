//! `heading-level`: the levels of numbers follow each other (序数层次).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::document::Section;
use crate::engine::Context;
use crate::outline::NumberStyle;
use crate::report::{Finding, Label, Outcome, Why};
use crate::text::Span;

/// The levels of numbers follow each other: 一、（一） 1. （1） (序数层次). A level passed over is
/// told only where the report uses it elsewhere. It has no parameters.
///
/// 检查结构层次序数是否依次使用“一、”“（一）”“1.”“（1）”。跳过的层次在报告他处用到的才报告。
/// 没有参数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeadingLevel {}

impl Kind for HeadingLevel {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["outer", "inner", "skipped", "count"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let used = used(cx);
        if used.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let jumps: Vec<Jump<'_>> = jumps(cx, &used);
        let Some(first) = jumps.first() else { return Outcome::Pass };
        let marker = |section: &Section| section.marker.as_ref().map(|it| it.span);
        let again = jumps.iter().skip(1).filter_map(|it| marker(it.inner));
        let words = |span: Option<Span>| span.map_or("", |span| cx.doc.words(span)).to_owned();
        let (outer, inner) = (marker(first.outer), marker(first.inner));
        let finding = Finding::at(inner.unwrap_or(first.inner.heading))
            .related(first.outer.heading, Label::Heading)
            .all_related(again, Label::Again)
            .value("outer", words(outer))
            .value("inner", words(inner))
            .value("skipped", first.skipped)
            .value("count", jumps.len());
        Outcome::of(finding.into())
    }
}

/// A heading that passes over a level under the one it stands under.
struct Jump<'a> {
    outer: &'a Section,
    inner: &'a Section,
    skipped: &'static str,
}

/// Every shape of number that starts a line: the heading's index, its chapter, its shape.
fn used(cx: &Context<'_>) -> BTreeSet<(Option<usize>, NumberStyle)> {
    let mut chapter = None;
    let mut used = BTreeSet::new();
    for (index, section) in cx.doc.sections.iter().enumerate() {
        chapter = if section.level == 1 { Some(index) } else { chapter };
        if let Some(marker) = section.marker.as_ref().filter(|_| section.at_line_start) {
            used.extend([(chapter, marker.style), (None, marker.style)]);
        }
    }
    used
}

/// The first headings of lists that pass over a shape which the report uses: in the same chapter
/// under a chapter, anywhere below. A report with few levels may leave one out.
fn jumps<'a>(cx: &'a Context<'_>, used: &BTreeSet<(Option<usize>, NumberStyle)>) -> Vec<Jump<'a>> {
    let of = |inner: &'a Section| {
        let index = inner.parent?;
        let outer = cx.doc.sections.get(index)?;
        let (own, above) = (inner.marker.as_ref()?, outer.marker.as_ref()?);
        let place = if outer.level == 1 { Some(index) } else { None };
        let between = |style: NumberStyle| above.style < style && style < own.style;
        let passed = SHAPES.iter().find(|it| between(it.0) && used.contains(&(place, it.0)))?;
        let listed = own.value == 1 && inner.at_line_start && outer.at_line_start;
        listed.then_some(Jump { outer, inner, skipped: passed.1 })
    };
    cx.doc.sections.iter().filter_map(of).collect()
}

/// The shapes that can be passed over, as GB/T 9704 writes them.
const SHAPES: [(NumberStyle, &str); 3] = [
    (NumberStyle::HanParen, "（一）"),
    (NumberStyle::Arabic, "1."),
    (NumberStyle::ArabicParen, "（1）"),
];
