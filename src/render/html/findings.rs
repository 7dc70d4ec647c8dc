//! The findings on a report: what is wrong, where, why, and what to do.

use maud::{Markup, html};

use super::icon;
use super::marks::Marks;
use super::page::{Page, report_id};
use super::shown::Shown;
use crate::document::Document;
use crate::lang::Lang;
use crate::render::digests::Digests;
use crate::render::told::{Edit, Fix, Place, Told};
use crate::render::words;
use crate::text::{Span, Text, cut};

/// Characters of a quotation.
const QUOTE_MAX: usize = 160;
/// Places of one finding that are listed.
const MAX_PLACES: usize = 24;
/// Edits of one fix that are shown.
const MAX_EDITS: usize = 12;

/// What findings are drawn with.
#[derive(Clone, Copy)]
pub(super) struct Cards<'a> {
    pub page: &'a Page<'a>,
    pub doc: &'a Document,
    /// The marks in the text, where the page shows it.
    pub marks: Option<&'a Marks>,
    /// Whether the page shows the text.
    pub text: bool,
    /// What else is on the page.
    pub digests: &'a Digests,
}

impl Cards<'_> {
    /// One finding by its number.
    pub(super) fn card(&self, number: usize, it: &Told<'_>) -> Markup {
        let page = self.page;
        let (id, message) = (page.finding_id(number), page.message_id(number));
        html! {
            article.finding.(it.severity.name()) id=(id) aria-labelledby=(message) {
                h4 id=(message) {
                    span.severity { (icon(it.severity)) (words::severity(it.severity, page.lang)) }
                    " " span.index { (number) }
                    span.message { (Shown(&it.message)) }
                }
                p.place {
                    (self.link(&it.primary))
                    " " code title=(it.rule.title.get(page.lang)) { (Shown(it.code)) }
                    " " span.where { (Shown(&it.primary.r#where)) }
                }
                dl {
                    (self.quotes(it))
                    @if let Some(help) = &it.help {
                        dt { (page.pick("建议", "Advice")) } dd { (Shown(help)) }
                    }
                    @if let Some(fix) = &it.fix { (self.fix(fix)) }
                    @if !it.basis.is_empty() {
                        dt { (page.pick("依据", "Basis")) }
                        @for basis in &it.basis { dd { (Shown(&basis.words)) } }
                    }
                }
            }
        }
    }

    /// One finding that is not counted, and why.
    pub(super) fn waived(&self, it: &Told<'_>) -> Markup {
        let page = self.page;
        let why = it.suppressed.as_ref();
        let kind = why.map_or("", |why| match why.kind {
            "baseline" => page.pick("存量问题，已列入基线", "in the baseline"),
            _ => page.pick("已豁免", "ignored"),
        });
        let until = why.and_then(|it| it.until.as_ref());
        let until = until.map(|day| page.pick(format!("有效期至 {day}"), format!("until {day}")));
        html! {
            li {
                span.severity.(it.severity.name()) {
                    (icon(it.severity)) (words::severity(it.severity, page.lang))
                }
                " " code { (Shown(it.code)) } " " (self.link(&it.primary)) " " (Shown(&it.message))
                p.reason {
                    (kind)
                    @if let Some(reason) = why.and_then(|it| it.reason) {
                        (page.pick("：", ": ")) (Shown(reason))
                    }
                    @if let Some(until) = until { (page.pick("，", ", ")) (until) }
                }
            }
        }
    }

    /// Where a place is by line and column, as a link to its mark or its line.
    fn link(&self, place: &Place<'_>) -> Markup {
        let at = place.start;
        let words = self.page.pick(
            format!("第{}行第{}字", at.line, at.column),
            format!("line {}, column {}", at.line, at.column),
        );
        if let Some(path) = place.path {
            return html! {
                @match self.digests.at(path) {
                    Some(index) => a.file href={ "#" (report_id(index + 1)) } { bdi { (Shown(path)) } },
                    None => bdi.file { (Shown(path)) },
                }
                " " (words)
            };
        }
        let text = &self.doc.text;
        let mark = self.marks.and_then(|marks| marks.number(text, place.span));
        let line = || self.page.line_id(text.line_at(place.span.start()));
        let target = self.text.then(|| mark.map_or_else(line, |it| self.page.mark_id(it)));
        html! {
            @match target {
                Some(target) => a href={ "#" (target) } { (words) },
                None => (words),
            }
        }
    }

    fn quotes(&self, it: &Told<'_>) -> Markup {
        let page = self.page;
        let quote = &it.primary.quote;
        let held: Vec<_> = it.related.iter().collect();
        html! {
            @if !quote.trim().is_empty() {
                dt { (page.pick("原文", "Text")) } dd { (quoted(quote)) }
            }
            @if !held.is_empty() {
                dt { (page.pick("对照", "Against")) }
                @for place in held.iter().take(MAX_PLACES) {
                    dd.against {
                        @if let Some(label) = place.label { span.label { (label) } " " }
                        @if !place.quote.trim().is_empty() { (quoted(place.quote)) " " }
                        (self.link(place)) " "
                        span.where { (Shown(&place.r#where)) }
                    }
                }
                @if held.len() > MAX_PLACES {
                    dd.against {
                        (page.pick(
                            format!("等共 {} 处", held.len()),
                            format!("… {} places in all", held.len()),
                        ))
                    }
                }
            }
        }
    }

    fn fix(&self, fix: &Fix<'_>) -> Markup {
        let page = self.page;
        let (text, _) = self.doc.origin.locate(&self.doc.text, Span::at(0));
        let trust = if fix.safety == "safe" {
            page.pick("可自动修改", "safe to apply")
        } else {
            page.pick("改前请核对", "look before applying")
        };
        let more = fix.edits.len().saturating_sub(MAX_EDITS);
        html! {
            dt { (page.pick("修改", "Change")) }
            @for edit in fix.edits.iter().take(MAX_EDITS) {
                dd.change { (change(text, edit, page.lang)) " " span.trust { (trust) } }
            }
            @if more > 0 {
                dd.change {
                    (page.pick(format!("另有 {more} 处同类修改"), format!("and {more} more")))
                }
            }
        }
    }
}

/// What stands there and what shall.
fn change(text: &Text, edit: &Edit<'_>, lang: Lang) -> Markup {
    let old = cut(text.as_str(), Span::new(edit.start, edit.end));
    let nothing = lang.pick("（无）", "(nothing)");
    html! {
        @if old.is_empty() { span.trust { (nothing) } } @else { del { (clipped(old)) } }
        span.arrow aria-label=(lang.pick("改为", "becomes")) role="img" { " → " }
        @if edit.text.is_empty() { span.trust { (lang.pick("（删去）", "(deleted)")) } }
        @else { ins { (clipped(edit.text)) } }
    }
}

/// Words in quotation marks, the middle left out where they are long.
fn quoted(words: &str) -> Markup {
    html! { q { (clipped(words)) } }
}

fn clipped(words: &str) -> Markup {
    let count = words.chars().count();
    if count <= QUOTE_MAX {
        return html! { (Shown(words)) };
    }
    let head: String = words.chars().take(QUOTE_MAX * 2 / 3).collect();
    let tail: String = words.chars().skip(count - QUOTE_MAX / 3).collect();
    html! { (Shown(&head)) "…" (Shown(&tail)) }
}
