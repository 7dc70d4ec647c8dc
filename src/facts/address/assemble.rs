//! One address from its parts.

use super::brackets::Brackets;
use super::host::{self, Anchor, Host};
use super::scheme::{self, Scheme};
use super::{Edit, Fault, FaultKind, WebAddress, join, path};
use crate::facts::glyph::{char_at, char_before, fold};
use crate::text::{Span, before, cut, is_blank};

/// The address at `at`; else the place up to which none begins.
pub(super) fn at(text: &str, at: usize, brackets: &Brackets) -> Result<WebAddress, usize> {
    let (lead, scheme) = schemes(text, at);
    let start = scheme.as_ref().map_or(at, |scheme| scheme.end);
    let anchor = match &scheme {
        Some(scheme) if scheme.firm => Anchor::Firm,
        Some(_) => Anchor::Loose,
        None => Anchor::Bare,
    };
    let host = host::read(text, start, anchor)?;
    if scheme.is_none() && !stands_free(text, &host) {
        return Err(host.span.end());
    }
    let mut edits: Vec<Edit> = lead.into_iter().collect();
    edits.extend(scheme.iter().flat_map(|scheme| scheme.edits.iter().cloned()));
    edits.extend(host.edits.iter().cloned());
    weigh(&mut edits, &host);
    Ok(finish(text, at, scheme.as_ref(), &host, edits, brackets))
}

/// Reads schemes as long as there are any. All but the last are one fault.
fn schemes(text: &str, at: usize) -> (Option<Edit>, Option<Scheme>) {
    let Some(first) = scheme::read(text, at) else { return (None, None) };
    let (name, mut alike, mut start, mut last) = (first.name, true, at, first);
    while let Some(next) = scheme::read(text, last.end) {
        alike &= next.name == name;
        (start, last) = (last.end, next);
    }
    let doubled = Edit::new(FaultKind::DoubledScheme, Span::new(at, start), "");
    let doubled = if alike { doubled } else { doubled.doubtful() };
    ((start > at).then_some(doubled), Some(last))
}

/// Whether a name without scheme is more than the rest of a longer word or part of a mail address.
fn stands_free(text: &str, host: &Host) -> bool {
    let left = before(text, host.span.start()).chars().rev().find(|char| !is_blank(*char));
    let right = char_at(text, host.span.end());
    let www =
        cut(text, host.span).chars().take(3).all(|char| fold(char).eq_ignore_ascii_case(&'w'));
    let glued = char_before(text, host.span.start())
        .is_some_and(|char| matches!(fold(char), '.' | '-' | '_' | '*'));
    left.map(fold) != Some('@') && right.map(fold) != Some('@') && (www || !glued)
}

/// A repair is certain only where the host it leads to is well formed beyond doubt.
fn weigh(edits: &mut [Edit], host: &Host) {
    if !host.known || host.edits.iter().any(|edit| !edit.fault.certain) {
        for edit in edits.iter_mut().filter(|edit| edit.fault.span.start() < host.span.start()) {
            edit.fault.certain = false;
        }
    }
}

fn finish(
    text: &str,
    start: usize,
    scheme: Option<&Scheme>,
    host: &Host,
    mut edits: Vec<Edit>,
    brackets: &Brackets,
) -> WebAddress {
    let port = path::port(text, host.span.end());
    let tail = port.as_ref().map_or(host.span.end(), |(digits, _)| digits.end());
    let path = path::read(text, tail, scheme.is_some());
    let span = Span::new(start, path.span.map_or(tail, Span::end));
    edits.extend(port.iter().filter_map(|(_, edit)| edit.clone()).chain(path.edits));
    let edits = in_order(edits);
    let mut faults: Vec<Fault> = edits.iter().map(|edit| edit.fault).collect();
    faults.extend(host.numeric.then(|| doubtful(FaultKind::IpHost, host.span)));
    faults.extend(port.iter().map(|(digits, _)| doubtful(FaultKind::Port, *digits)));
    let edges = path::edges(text, span, brackets.open_at(start)).into_iter().chain(path.open);
    faults.extend(edges.map(|span| doubtful(FaultKind::Boundary, span)));
    faults.sort_by_key(|fault| fault.span);
    WebAddress {
        span,
        scheme: scheme.map(|scheme| scheme.word),
        host: host.span,
        port: port.map(|(digits, _)| digits),
        path: path.span,
        faults,
        corrected: corrected(text, span, &edits),
    }
}

fn in_order(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| edit.fault.span);
    join(edits)
}

fn doubtful(kind: FaultKind, span: Span) -> Fault {
    Fault { kind, span, certain: false }
}

/// `span` with the certain ones of `edits`, which are in order.
fn corrected(text: &str, span: Span, edits: &[Edit]) -> Option<String> {
    let (mut words, mut at) = (String::new(), span.start());
    for edit in edits.iter().filter(|edit| edit.fault.certain) {
        words.push_str(cut(text, Span::new(at, edit.fault.span.start())));
        words.push_str(&edit.with);
        at = edit.fault.span.end();
    }
    let changed = at > span.start();
    words.push_str(cut(text, Span::new(at, span.end())));
    changed.then_some(words)
}

/// An address that is a Chinese name with a Chinese ending, without scheme.
pub(super) fn named(text: &str, host: Span, brackets: &Brackets) -> WebAddress {
    let host = Host { span: host, edits: Vec::new(), known: true, numeric: false };
    finish(text, host.span.start(), None, &host, Vec::new(), brackets)
}
