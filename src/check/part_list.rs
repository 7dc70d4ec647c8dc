//! `part-list`: the titles that a report lists as its parts are the titles of its chapters
//! (自述目录).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, chapter_missing, message, part_count};
use crate::document::Section;
use crate::engine::Context;
use crate::facts::parts::DeclaredParts;
use crate::outline::Pairs;
use crate::report::{Finding, Findings, Label, Outcome, Why};
use crate::text::Span;

/// The titles that the report lists as its parts are the titles of its chapters (自述目录).
///
/// 检查自述目录：引言中列出的各部分名称应与实际章节标题一致。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PartList {
    /// How alike two titles must be to be taken for the same, from 0 (nothing in common) to 1
    /// (equal).
    ///
    /// 两个标题的相似程度达到多少视为同一标题，取值从 0（毫无相同）到 1（完全相同），如 0.6。
    same: f64,
    /// From how many titles on that are the same but worded differently these are told, in one
    /// finding; 0 counts as 1.
    ///
    /// 视为同一标题而用语有出入的，达到几个才报告（合并报告一次）；0 按 1 计。
    wording_from: usize,
}

/// How a listed title is found among the chapters.
enum Found<'a> {
    Same(&'a Section),
    /// The same chapter of the act under another title.
    Renamed(&'a Section),
    /// A part of a merged chapter, or an attachment.
    Covered,
    Nowhere,
}

impl Kind for PartList {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", &["listed", "heading"]),
            message("missing", &["listed"]),
            message("unlisted", &["heading"]),
            message("wording", &["count"]),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let Some(parts) = cx.facts.parts.as_ref().filter(|it| !it.list.is_empty()) else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        if cx.doc.chapters().nth(1).is_none() {
            return Outcome::Undecided(Why::NoStructure, vec![parts.whole]);
        }
        // A wrong number is told by another rule, and where lines were lost a heading may be too.
        let complete = !cx.doc.flattened && part_count::agrees(cx, parts);
        let found: Vec<(Span, Found<'_>)> =
            parts.list.iter().map(|&item| (item, self.find(cx, item))).collect();
        let mut findings: Findings = found
            .iter()
            .filter_map(|(item, found)| match found {
                Found::Renamed(section) => Some(renamed(cx, *item, section)),
                Found::Nowhere if complete => Some(missing(cx, *item)),
                _ => None,
            })
            .collect();
        if complete {
            findings.append(unlisted(cx, parts, &found));
        }
        findings.extend(self.wording(cx, &found));
        Outcome::of(findings)
    }
}

impl PartList {
    fn find<'a>(&self, cx: &'a Context<'_>, item: Span) -> Found<'a> {
        let listed = cx.doc.plain(item);
        let all: Vec<(usize, &Section)> = cx.doc.chapters().collect();
        let sections = || all.iter().map(|it| it.1);
        let equal = sections().find(|it| cx.doc.plain(it.title) == listed);
        let own = Pairs::of(listed);
        let alike = |it: &Section| own.similarity(&Pairs::of(cx.doc.plain(it.title)));
        let best = || sections().map(|it| (alike(it), it)).max_by(|one, two| one.0.total_cmp(&two.0));
        let best = || best().filter(|it| it.0 >= self.same).map(|it| it.1);
        if let Some(section) = equal.or_else(best) {
            return Found::Same(section);
        }
        let titled = cx.chapters.iter().find(|it| it.is_titled(listed));
        let key = titled.or_else(|| cx.chapters.iter().find(|it| it.has_keywords_in(listed)));
        let of_key =
            |index: usize| key.is_some_and(|it| cx.keys_of(index).any(|key| key == it.key));
        match all.iter().find(|(index, _)| of_key(*index)) {
            _ if cx.is_attachment(listed) => Found::Covered,
            Some((index, _)) if cx.keys_of(*index).nth(1).is_some() => Found::Covered,
            Some((_, section)) => Found::Renamed(section),
            // A required chapter that is missing is told by another rule.
            None if key.is_some_and(|it| is_missing(cx, &it.key)) => Found::Covered,
            None => Found::Nowhere,
        }
    }

    /// Titles that are the same but for their wording: one finding for all.
    fn wording(&self, cx: &Context<'_>, found: &[(Span, Found<'_>)]) -> Option<Finding> {
        let different: Vec<(Span, Span)> = found
            .iter()
            .filter_map(|(item, found)| match found {
                Found::Same(section) => Some((*item, section.title)),
                _ => None,
            })
            .filter(|&(item, title)| cx.doc.plain(item) != cx.doc.plain(title))
            .collect();
        let (first, last) = (found.first()?.0, found.last()?.0);
        if different.len() < self.wording_from.max(1) {
            return None;
        }
        let finding = Finding::at(first.cover(last))
            .variant("wording")
            .labelled(Label::Declared)
            .value("count", different.len());
        Some(different.into_iter().fold(finding, |finding, (item, title)| {
            finding.related(title, Label::Heading).replace(item, cx.doc.words(title))
        }))
    }
}

fn is_missing(cx: &Context<'_>, key: &str) -> bool {
    let missing = chapter_missing::missing_ranks(cx);
    missing.iter().any(|&rank| cx.chapters.get(rank).is_some_and(|it| it.key == key))
}

fn renamed(cx: &Context<'_>, item: Span, section: &Section) -> Finding {
    Finding::at(section.title)
        .labelled(Label::Heading)
        .related(item, Label::Declared)
        .value("listed", cx.doc.words(item))
        .value("heading", cx.doc.words(section.title))
        .replace(item, cx.doc.words(section.title))
}

fn missing(cx: &Context<'_>, item: Span) -> Finding {
    let listed = cx.doc.words(item);
    Finding::at(item).variant("missing").labelled(Label::Declared).value("listed", listed)
}

/// Numbered chapters that the list does not name.
fn unlisted(cx: &Context<'_>, parts: &DeclaredParts, found: &[(Span, Found<'_>)]) -> Findings {
    let named = |section: &Section| {
        found.iter().any(|(_, it)| match it {
            Found::Same(other) | Found::Renamed(other) => other.heading == section.heading,
            _ => false,
        })
    };
    let merged = |index: usize| cx.keys_of(index).nth(1).is_some();
    cx.doc
        .chapters()
        .filter(|&(index, it)| it.marker.is_some() && !merged(index) && !named(it))
        .filter(|(_, it)| !cx.is_attachment(cx.doc.plain(it.title)))
        .map(|(_, it)| {
            Finding::at(it.title)
                .variant("unlisted")
                .labelled(Label::Heading)
                .related(parts.whole, Label::Declared)
                .value("heading", cx.doc.words(it.title))
        })
        .collect()
}
