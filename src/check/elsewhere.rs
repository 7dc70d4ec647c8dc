//! Reports of which nothing but the title was read, because the rest is in a picture, in a file
//! shown inside the page, or in one to download.

use crate::document::RemarkKind;
use crate::engine::Context;
use crate::text::Span;

/// With fewer chapters found the headings were lost, or never written.
pub(super) const ENOUGH_CHAPTERS: usize = 2;
/// Endings of files that may hold the report itself.
const FILES: [&str; 9] = [".pdf", ".doc", ".docx", ".wps", ".ofd", ".rtf", ".xls", ".xlsx", ".zip"];

/// Whether too few chapters were found to take the others for missing.
pub(super) fn lacks_chapters(cx: &Context<'_>) -> bool {
    cx.found_chapters() < ENOUGH_CHAPTERS
}

/// Whether the text has a title of its own, not one that leads to another page.
pub(super) fn is_titled(cx: &Context<'_>) -> bool {
    let leads = |span: Span| cx.doc.links.iter().any(|it| it.span.contains(span));
    cx.facts.titles.iter().any(|it| !leads(it.span))
}

/// Whether there is neither a title nor enough chapters to take the text for a report.
pub(super) fn is_no_report(cx: &Context<'_>) -> bool {
    lacks_chapters(cx) && !is_titled(cx)
}

/// What the chapters may stand in, where too few were found: the first of its kind.
pub(super) fn place(cx: &Context<'_>) -> Option<Span> {
    let opaque = |kind| matches!(kind, RemarkKind::Picture | RemarkKind::Embedded);
    let shown = cx.doc.remarks.iter().filter(|it| opaque(it.kind)).map(|it| it.span);
    let offered = cx.doc.links.iter().filter(|it| leads_to_file(&it.target)).map(|it| it.span);
    let first = shown.chain(offered).min()?;
    let place = if first.is_empty() { cx.title_or_start() } else { first };
    lacks_chapters(cx).then_some(place)
}

/// Whether an address is that of a document.
fn leads_to_file(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    FILES.iter().any(|ending| path.ends_with(ending))
}
