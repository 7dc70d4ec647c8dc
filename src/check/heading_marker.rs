//! `heading-marker`: numbers of headings and list items carry the marks that the standard gives
//! them (序数标点).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::outline::{Marker, NumberStyle};
use crate::report::{Finding, Label, Outcome, Why};
use crate::text::Span;

/// Numbers of headings and list items carry the marks that the standard gives them: 一、（一） 1.
/// （1） and not 1、 一. （一）、 or (一), and 一 is not without its mark (序数标点). It has no parameters.
///
/// 检查序数后的标点：应为“一、”“（一）”“1.”“（1）”，不写作“1、”“一.”“（一）、”或半角括号，“一”后也不缺顿号。
/// 没有参数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeadingMarker {}

/// What is wrong with a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wrong {
    /// `1、` for `1.`
    AfterArabic,
    /// `一.` for `一、`
    AfterHan,
    /// `（一）、` for `（一）`
    AfterBracket,
    /// `(一)` for `（一）`
    HalfWidth,
    /// `一` for `一、`
    NoMark,
}

const ALL: [Wrong; 5] = [
    Wrong::AfterArabic,
    Wrong::AfterHan,
    Wrong::AfterBracket,
    Wrong::HalfWidth,
    Wrong::NoMark,
];

impl Kind for HeadingMarker {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found", "wanted", "count"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let sections = cx.doc.sections.iter().filter(|it| it.at_line_start);
        let markers: Vec<(&Marker, Span)> =
            sections.filter_map(|it| Some((it.marker.as_ref()?, it.title))).collect();
        if markers.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let of = |wrong: &Wrong| {
            let places = markers.iter().filter(|it| judge(cx, it.0) == Some(*wrong));
            finding(cx, &places.copied().collect::<Vec<_>>())
        };
        Outcome::of(ALL.iter().filter_map(of).collect())
    }
}

fn judge(cx: &Context<'_>, marker: &Marker) -> Option<Wrong> {
    let words = cx.doc.words(marker.span);
    match (marker.style, marker.separator) {
        (NumberStyle::Arabic, Some('、' | '，')) => Some(Wrong::AfterArabic),
        (NumberStyle::Han, Some('.' | '．' | '，' | '：')) => Some(Wrong::AfterHan),
        (NumberStyle::HanParen | NumberStyle::ArabicParen, Some('、')) => {
            Some(Wrong::AfterBracket)
        }
        (NumberStyle::HanParen, None) if words.contains(['(', ')']) && !marker.half_open => {
            Some(Wrong::HalfWidth)
        }
        // 第一部分 has no mark, either.
        (NumberStyle::Han, None) if !words.starts_with('第') => Some(Wrong::NoMark),
        _ => None,
    }
}

/// The number as it should be; the blanks inside it go.
fn repaired(cx: &Context<'_>, marker: &Marker) -> String {
    let number: String =
        cx.doc.words(marker.span).chars().filter(|it| it.is_alphanumeric()).collect();
    match marker.style {
        NumberStyle::Han => format!("{number}、"),
        NumberStyle::Arabic => format!("{number}."),
        NumberStyle::HanParen | NumberStyle::ArabicParen => format!("（{number}）"),
        NumberStyle::Circled => number,
    }
}

/// One finding for all places with the same defect.
fn finding(cx: &Context<'_>, places: &[(&Marker, Span)]) -> Option<Finding> {
    let (&(first, _), again) = places.split_first()?;
    let finding = Finding::at(first.span)
        .all_related(again.iter().map(|it| it.0.span), Label::Again)
        .value("found", cx.doc.words(first.span))
        .value("wanted", repaired(cx, first))
        .value("count", places.len());
    Some(places.iter().fold(finding, |finding, &(marker, title)| {
        // A blank in place of a lost mark goes with it.
        let bare = judge(cx, marker) == Some(Wrong::NoMark);
        let end = if bare { title.start().max(marker.span.end()) } else { marker.span.end() };
        finding.replace(Span::new(marker.span.start(), end), repaired(cx, marker))
    }))
}
