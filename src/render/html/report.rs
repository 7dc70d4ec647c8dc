//! One report on the page: whose it is, how it stands with it, what was checked, its text and the
//! findings beside it.

use maud::{Markup, html};

use super::facts::Coverage;
use super::findings::Cards;
use super::marks::Marks;
use super::page::Page;
use super::shown::Shown;
use super::{body, facts, icon};
use crate::render::digest::{Digest, Grade};
use crate::render::digests::Digests;
use crate::render::told::{self, Told};
use crate::render::words;
use crate::render::{Judged, Status};
use crate::report::Severity;

/// Findings drawn of one report; the rest is counted.
const MAX_FINDINGS: usize = 2_000;

/// One report, drawn in parts: how it stands with it is known only when all were compared. Of what
/// could not be read there are none.
#[derive(Default, Debug)]
pub(super) struct Report {
    facts: Option<Markup>,
    text: Option<Markup>,
    /// The page would have grown too large with its text.
    is_left_out: bool,
    cards: Vec<Markup>,
    /// What came of comparing it with others.
    compared: Vec<Markup>,
    waived: Vec<Markup>,
    more: usize,
    coverage: Option<Coverage>,
}

impl Report {
    /// A report that was judged. Its text is left out where the page would grow too large.
    pub(super) fn judged(
        judged: &Judged<'_>,
        page: &Page<'_>,
        digests: &Digests,
        fits: bool,
    ) -> Self {
        let (waived, mut counted) = parted(judged, page);
        let more = counted.len().saturating_sub(MAX_FINDINGS);
        counted.truncate(MAX_FINDINGS);
        let marks = fits.then(|| Marks::of(&judged.doc.text, &counted));
        let (doc, marks) = (&judged.doc, marks.as_ref());
        let cards = Cards { page, doc, marks, text: fits, digests };
        Self {
            facts: Some(facts::table(judged, page)),
            text: marks.map(|marks| body::text(doc, &judged.facts, marks, page)),
            is_left_out: !fits,
            cards: counted.iter().enumerate().map(|(at, it)| cards.card(at + 1, it)).collect(),
            compared: Vec::new(),
            waived: waived.iter().take(MAX_FINDINGS).map(|it| cards.waived(it)).collect(),
            more,
            coverage: Some(Coverage::of(judged, page)),
        }
    }

    /// Adds what came of comparing it with others.
    pub(super) fn compare(&mut self, judged: &Judged<'_>, page: &Page<'_>, digests: &Digests) {
        let (waived, counted) = parted(judged, page);
        let text = self.text.is_some();
        let cards = Cards { page, doc: &judged.doc, marks: None, text, digests };
        for it in &counted {
            let number = self.cards.len() + self.compared.len() + 1;
            if number > MAX_FINDINGS {
                self.more += 1;
            } else {
                self.compared.push(cards.card(number, it));
            }
        }
        let room = MAX_FINDINGS.saturating_sub(self.waived.len());
        self.waived.extend(waived.iter().take(room).map(|it| cards.waived(it)));
    }

    /// Bytes of its parts.
    pub(super) fn len(&self) -> usize {
        let whole = [&self.facts, &self.text].into_iter().flatten();
        let lists = [&self.cards, &self.compared, &self.waived].into_iter().flatten();
        let coverage = self.coverage.as_ref().map_or(0, Coverage::len);
        coverage + whole.chain(lists).map(|it| it.0.len()).sum::<usize>()
    }

    /// The whole.
    pub(super) fn draw(&self, digest: &Digest, page: &Page<'_>) -> Markup {
        let id = page.id();
        let read = !matches!(digest.status, Status::Unreadable | Status::Undecodable);
        html! {
            section.report id=(id) aria-labelledby={ (id) "-name" } {
                (head(digest, page))
                @if let Some(facts) = &self.facts { (facts) }
                @if read {
                    div.columns.alone[self.text.is_none()] {
                        @if let Some(text) = &self.text {
                            section.text aria-labelledby={ (id) "-text" } {
                                h3 id={ (id) "-text" } { (page.pick("报告原文", "The report")) }
                                div.sheets lang="zh-CN" { (text) }
                            }
                        }
                        (self.findings(digest, page))
                    }
                }
                @if let Some(coverage) = &self.coverage { (coverage.draw(digest.rules, page)) }
            }
        }
    }

    fn findings(&self, digest: &Digest, page: &Page<'_>) -> Markup {
        let id = page.id();
        let (more, waived) = (self.more, digest.suppressed);
        html! {
            section.findings aria-labelledby={ (id) "-found" } tabindex="0" {
                h3 id={ (id) "-found" } { (page.pick("发现的问题", "Findings")) }
                (summary(digest, page))
                @if self.is_left_out {
                    p.notice { (page.pick(
                        "内容过多，本页未附这份报告的原文；各处位置见问题所列行号。",
                        "the page would be too large: the text of this report is left out; \
                         findings name its lines.",
                    )) }
                }
                @for it in &self.cards { (it) }
                @if !self.compared.is_empty() {
                    @if self.facts.is_some() { h3.compared { (page.pick("与其他报告对照", "Compared with others")) } }
                    @for it in &self.compared { (it) }
                }
                @if more > 0 {
                    p.notice { (page.pick(
                        format!("问题过多，另有 {more} 处未在本页列出。"),
                        format!("{more} more findings are not on this page."),
                    )) }
                }
                @if !self.waived.is_empty() {
                    details.waived {
                        summary { (page.pick(
                            format!("不计入的问题 {waived} 处"),
                            format!("{waived} suppressed"),
                        )) }
                        ul { @for it in &self.waived { (it) } }
                    }
                }
            }
        }
    }
}

/// The findings that are shown: those that do not count, and those that do.
fn parted<'a>(judged: &'a Judged<'_>, page: &Page<'_>) -> (Vec<Told<'a>>, Vec<Told<'a>>) {
    let shown = told::shown(judged, page.detail, page.lang);
    shown.into_iter().partition(|it| it.suppressed.is_some())
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
