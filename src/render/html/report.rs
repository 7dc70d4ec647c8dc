//! One report on the page: whose it is, how it stands with it, what was checked, its text and the
//! findings beside it.

use maud::{Markup, html};

use super::findings::Cards;
use super::marks::Marks;
use super::page::Page;
use super::shown::Shown;
use super::{body, facts, icon};
use crate::render::digest::{Digest, Grade};
use crate::render::told::{self, Told};
use crate::render::words;
use crate::render::{Judged, Unread};
use crate::report::Severity;

/// Findings drawn of one report; the rest is counted.
const MAX_FINDINGS: usize = 2_000;

/// What came of comparing a report with others. Its text stands where it was judged by itself.
pub(super) fn compared(judged: &Judged<'_>, page: &Page<'_>) -> Markup {
    let mut shown = told::shown(judged, page.detail, page.lang);
    shown.truncate(MAX_FINDINGS);
    let cards = Cards { page, doc: &judged.doc, marks: None };
    let id = page.id();
    html! {
        @if !shown.is_empty() {
            section.report.compared id=(id) aria-labelledby={ (id) "-name" } {
                h2 id={ (id) "-name" } {
                    (page.pick("与其他报告对照：", "Compared with others: ")) (Shown(&judged.path))
                }
                @for (index, it) in shown.iter().enumerate() {
                    @if it.suppressed.is_some() {
                        ul { (cards.waived(it)) }
                    } @else {
                        (cards.card(index + 1, it))
                    }
                }
            }
        }
    }
}

/// A report that was judged. Its text is left out where the page would grow too large.
pub(super) fn judged(judged: &Judged<'_>, digest: &Digest, page: &Page<'_>, fits: bool) -> Markup {
    let shown = told::shown(judged, page.detail, page.lang);
    let (waived, mut counted): (Vec<Told<'_>>, Vec<Told<'_>>) =
        shown.into_iter().partition(|it| it.suppressed.is_some());
    let more = counted.len().saturating_sub(MAX_FINDINGS);
    counted.truncate(MAX_FINDINGS);
    let marks = fits.then(|| Marks::of(&judged.doc.text, &counted));
    let cards = Cards { page, doc: &judged.doc, marks: marks.as_ref() };
    let id = page.id();
    html! {
        section.report id=(id) aria-labelledby={ (id) "-name" } {
            (head(digest, page))
            (facts::table(judged, page))
            div.columns.alone[marks.is_none()] {
                @if let Some(marks) = &marks {
                    section.text aria-labelledby={ (id) "-text" } {
                        h3 id={ (id) "-text" } { (page.pick("报告原文", "The report")) }
                        div.sheets lang="zh-CN" {
                            (body::text(&judged.doc, &judged.facts, marks, page))
                        }
                    }
                }
                section.findings aria-labelledby={ (id) "-found" } tabindex="0" {
                    h3 id={ (id) "-found" } { (page.pick("发现的问题", "Findings")) }
                    (summary(digest, page))
                    @if marks.is_none() {
                        p.notice { (page.pick(
                            "内容过多，本页未附这份报告的原文；各处位置见问题所列行号。",
                            "the page would be too large: the text of this report is left out; \
                             findings name its lines.",
                        )) }
                    }
                    @for (index, it) in counted.iter().enumerate() { (cards.card(index + 1, it)) }
                    @if more > 0 {
                        p.notice { (page.pick(
                            format!("问题过多，另有 {more} 处未在本页列出。"),
                            format!("{more} more findings are not on this page."),
                        )) }
                    }
                    @if !waived.is_empty() {
                        details.waived {
                            summary { (page.pick(
                                format!("不计入的问题 {} 处", waived.len()),
                                format!("{} suppressed", waived.len()),
                            )) }
                            ul { @for it in waived.iter().take(MAX_FINDINGS) { (cards.waived(it)) } }
                        }
                    }
                }
            }
            (facts::coverage(judged, page))
        }
    }
}

/// An input that could not be read.
pub(super) fn unread(unread: &Unread<'_>, digest: &Digest, page: &Page<'_>) -> Markup {
    let id = page.id();
    html! {
        section.report id=(id) aria-labelledby={ (id) "-name" } {
            h2 id={ (id) "-name" } { bdi { (Shown(unread.path)) } }
            (verdict(digest, page))
        }
    }
}

fn head(digest: &Digest, page: &Page<'_>) -> Markup {
    let year = digest.year.map(|year| page.pick(format!("{year}年度"), year.to_string()));
    html! {
        h2 id={ (page.id()) "-name" } {
            @match &digest.body {
                Some(body) => bdi { (Shown(body)) },
                None => bdi { (Shown(page.path)) },
            }
            @if let Some(year) = year { " " span.year { (year) } }
        }
        (verdict(digest, page))
    }
}

/// How it stands with the report, and loudly what was not checked.
fn verdict(digest: &Digest, page: &Page<'_>) -> Markup {
    let grade = digest.grade();
    let class = match grade {
        Grade::Unchecked | Grade::Wrong => "error",
        Grade::Doubtful => "warning",
        Grade::Hints | Grade::Clean => "clean",
    };
    html! {
        p.verdict.(class) { strong { (digest.state(page.lang)) } (page.pick("。", ". ")) (counts(digest, page)) }
        @if !digest.lacks.is_empty() {
            div.lacks role="note" {
                p { strong { (icon(Severity::Error)) (page.pick("未能检查的内容", "Not checked")) } }
                ul { @for lack in &digest.lacks { li { (Shown(lack)) (page.pick("。", ".")) } } }
            }
        }
    }
}

/// The counts of findings in words.
fn counts(digest: &Digest, page: &Page<'_>) -> String {
    if digest.grade() == Grade::Unchecked && digest.rules.sum() == 0 {
        return String::new();
    }
    let found = digest.found;
    let (errors, warnings, infos) = (found.errors, found.warnings, found.infos);
    let mut words = page.pick(
        format!("错误 {errors} 处，警告 {warnings} 处，提示 {infos} 处"),
        [(errors, "error"), (warnings, "warning"), (infos, "hint")]
            .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
            .join(", "),
    );
    if digest.suppressed > 0 {
        let count = digest.suppressed;
        words += &page.pick(format!("；不计入 {count} 处"), format!("; {count} suppressed"));
    }
    words + page.pick("。", ".")
}

/// The counts as signs, and what is not shown.
fn summary(digest: &Digest, page: &Page<'_>) -> Markup {
    let found = digest.found;
    let all = [
        (Severity::Error, found.errors),
        (Severity::Warning, found.warnings),
        (Severity::Info, found.infos),
    ];
    let least = page.detail.shown();
    let hidden: usize = all.iter().filter(|it| it.0 < least).map(|it| it.1).sum();
    let none = all.iter().filter(|it| it.0 >= least).all(|it| it.1 == 0);
    html! {
        ul.counts {
            @for (severity, count) in all.iter().filter(|it| it.0 >= least && it.1 > 0) {
                li.(severity.name()) {
                    (icon(*severity)) (words::severity(*severity, page.lang)) " " strong { (count) }
                }
            }
            @if none { li { (page.pick("没有需要列出的问题", "nothing to list")) } }
            @if hidden > 0 {
                li.muted { (page.pick(format!("另有 {hidden} 处较轻的未列出"), format!("{hidden} lesser ones not listed"))) }
            }
        }
    }
}
