//! The places that findings point to: those that are the same taken together, drawn so that marks
//! which overlap are still well nested.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::page::Page;
use super::shown::Shown;
use crate::lang::Lang;
use crate::render::told::Told;
use crate::render::words;
use crate::report::Severity;
use crate::text::{Span, Text};
use maud::{Render, html};

/// Marks inside each other; a browser gives up a few hundred deep. What lies deeper is a caret.
const DEPTH: usize = 24;
/// Numbers beside one mark.
const MAX_NUMBERS: usize = 8;

/// A place and the findings that point to it.
#[derive(Debug)]
struct Group {
    span: Span,
    pointers: Vec<Pointer>,
}

/// A finding that points to a place.
#[derive(Clone, Copy, Debug)]
struct Pointer {
    /// The number of the finding on its page.
    finding: usize,
    severity: Severity,
    /// Whether it is where the finding is; else the finding is held against it.
    primary: bool,
    /// Whether it lies inside the place where the finding is, whose number is enough.
    within: bool,
}

impl Pointer {
    fn to(index: usize, it: &Told<'_>, primary: bool, span: Span) -> Self {
        let within = !primary && it.primary.span.contains(span);
        Self { finding: index + 1, severity: it.severity, primary, within }
    }
}

/// All marks of a report in the order of the text, those that hold others first.
#[derive(Debug)]
pub(super) struct Marks {
    groups: Vec<Group>,
}

impl Marks {
    /// The marks of these findings, which are numbered from 1.
    pub(super) fn of(text: &Text, findings: &[Told<'_>]) -> Self {
        let mut groups: BTreeMap<(usize, Reverse<usize>), Vec<Pointer>> = BTreeMap::new();
        let mut add = |span: Span, pointer: Pointer| {
            let span = within_lines(text, span);
            let pointers = groups.entry((span.start(), Reverse(span.end()))).or_default();
            if !pointers.iter().any(|it| it.finding == pointer.finding) {
                pointers.push(pointer);
            }
        };
        for (index, it) in findings.iter().enumerate() {
            add(it.primary.span, Pointer::to(index, it, true, it.primary.span));
        }
        for (index, it) in findings.iter().enumerate() {
            for place in it.related.iter().filter(|it| it.path.is_none()) {
                add(place.span, Pointer::to(index, it, false, place.span));
            }
        }
        let group =
            |((start, Reverse(end)), pointers)| Group { span: Span::new(start, end), pointers };
        Self { groups: groups.into_iter().map(group).collect() }
    }

    /// The number of the mark at a place.
    pub(super) fn number(&self, text: &Text, span: Span) -> Option<usize> {
        let span = within_lines(text, span);
        let key = |span: Span| (span.start(), Reverse(span.end()));
        self.groups.binary_search_by_key(&key(span), |it| key(it.span)).ok()
    }
}

/// A place without line ends at either side; one of line ends alone is the empty place before
/// them.
fn within_lines(text: &Text, span: Span) -> Span {
    let words = text.slice(span);
    let is_end = ['\n', '\r'];
    let left = words.len() - words.trim_start_matches(is_end).len();
    let body = words.trim_matches(is_end).len();
    if body == 0 {
        return Span::at(span.start());
    }
    Span::new(span.start() + left, span.start() + left + body)
}

/// Draws pieces of the text, in order, with their marks.
pub(super) struct Pen<'a> {
    text: &'a Text,
    marks: &'a Marks,
    page: &'a Page<'a>,
    /// The first mark that no piece has met.
    next: usize,
    /// Marks that began in an earlier piece and may go on, or in this one.
    open: Vec<usize>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(text: &'a Text, marks: &'a Marks, page: &'a Page<'a>) -> Self {
        Self { text, marks, page, next: 0, open: Vec::new() }
    }

    /// Whether a line has marks.
    pub(super) fn marks_in(&self, line: Span) -> bool {
        let begins =
            self.marks.groups.get(self.next).is_some_and(|it| it.span.start() <= line.end());
        begins || self.open.iter().any(|&it| self.span(it).end() > line.start())
    }

    /// Draws one piece; `last` where no other of its line follows.
    pub(super) fn draw(&mut self, out: &mut String, piece: Span, last: bool) {
        let ended =
            |it: &usize| self.marks.groups.get(*it).is_some_and(|it| it.span.end() > piece.start());
        self.open.retain(ended);
        while let Some(group) = self.marks.groups.get(self.next) {
            let start = group.span.start();
            let here = start < piece.end() || last && group.span.is_empty() && start <= piece.end();
            if !here {
                break;
            }
            self.open.push(self.next);
            self.next += 1;
        }
        let mut stack = Stack { pen: self, out, at: piece.start(), open: Vec::new() };
        for &group in &self.open {
            stack.open(group, piece);
        }
        stack.advance(piece.end());
        stack.close_all();
    }

    fn span(&self, group: usize) -> Span {
        self.marks.groups.get(group).map_or(Span::at(0), |it| it.span)
    }
}

/// The marks that are open while one piece is drawn.
struct Stack<'s, 'a> {
    pen: &'s Pen<'a>,
    out: &'s mut String,
    at: usize,
    /// Index of the mark, innermost last.
    open: Vec<usize>,
}

impl Stack<'_, '_> {
    /// Draws up to where a mark begins, and begins it.
    fn open(&mut self, group: usize, piece: Span) {
        let span = self.pen.span(group);
        let start = span.start().max(piece.start());
        self.advance(start);
        let first = span.is_empty() || span.start() >= piece.start();
        if span.is_empty() || self.open.len() >= DEPTH {
            self.begin(group, first, true);
            self.out.push_str("</mark>");
            self.numbers(group);
            return;
        }
        self.begin(group, first, false);
        self.open.push(group);
    }

    /// Writes the words up to `to` and ends the marks that end on the way.
    fn advance(&mut self, to: usize) {
        loop {
            let ends = self.open.iter().map(|&it| self.pen.span(it).end());
            let Some(end) = ends.min().filter(|end| *end <= to) else { break };
            self.words(end);
            self.end_at(end);
        }
        self.words(to);
    }

    /// Ends the marks that end at `end`; those inside them that go on are begun anew.
    fn end_at(&mut self, end: usize) {
        let Some(outermost) = self.open.iter().position(|&it| self.pen.span(it).end() == end)
        else {
            return;
        };
        let inner = self.open.split_off(outermost);
        for _ in &inner {
            self.out.push_str("</mark>");
        }
        let (ended, going): (Vec<usize>, Vec<usize>) =
            inner.into_iter().partition(|&it| self.pen.span(it).end() == end);
        // The numbers of a mark that goes on stand at its true end.
        for group in ended {
            self.numbers(group);
        }
        for group in going {
            self.begin(group, false, false);
            self.open.push(group);
        }
    }

    fn close_all(&mut self) {
        for _ in self.open.drain(..) {
            self.out.push_str("</mark>");
        }
    }

    fn words(&mut self, to: usize) {
        if to > self.at {
            Shown(self.pen.text.slice(Span::new(self.at, to))).render_to(self.out);
            self.at = to;
        }
    }

    /// The opening tag of a mark; its first stretch bears its name.
    fn begin(&mut self, group: usize, first: bool, caret: bool) {
        let page = self.pen.page;
        let Some(it) = self.pen.marks.groups.get(group) else { return };
        let of = |primary: bool| {
            let pointers = it.pointers.iter().filter(move |it| it.primary == primary);
            pointers.map(|it| it.finding.to_string()).collect::<Vec<_>>().join(" ")
        };
        let (primary, related) = (of(true), of(false));
        let gravest = it.pointers.iter().filter(|it| it.primary).map(|it| it.severity).max();
        let class = gravest.map_or("related", Severity::name);
        let class = if caret { format!("{class} caret") } else { class.to_owned() };
        let described = it.pointers.iter().take(MAX_NUMBERS).map(|it| page.message_id(it.finding));
        let described = described.collect::<Vec<_>>().join(" ");
        let name = if first { format!(" id=\"{}\"", page.mark_id(group)) } else { String::new() };
        let list = |name: &str, numbers: &str| {
            if numbers.is_empty() { String::new() } else { format!(" data-{name}=\"{numbers}\"") }
        };
        let (primary, related) = (list("findings", &primary), list("related", &related));
        let tag = format!(
            "<mark class=\"{class}\"{name}{primary}{related} aria-describedby=\"{described}\">"
        );
        self.out.push_str(&tag);
    }

    /// The numbers of its findings behind a mark, as links.
    fn numbers(&mut self, group: usize) {
        let page = self.pen.page;
        let Some(it) = self.pen.marks.groups.get(group) else { return };
        let lang = page.lang;
        let numbered: Vec<&Pointer> = it.pointers.iter().filter(|it| !it.within).collect();
        let shown = html! {
            @for it in numbered.iter().take(MAX_NUMBERS) {
                a.ref.(if it.primary { it.severity.name() } else { "related" })
                    href={ "#" (page.finding_id(it.finding)) } aria-label=(label(**it, lang)) {
                    (it.finding)
                }
            }
            @if numbered.len() > MAX_NUMBERS {
                span.ref.related { "+" (numbered.len() - MAX_NUMBERS) }
            }
        };
        self.out.push_str(&shown.into_string());
    }
}

fn label(it: Pointer, lang: Lang) -> String {
    let (number, severity) = (it.finding, words::severity(it.severity, lang));
    match (it.primary, lang) {
        (true, Lang::Zh) => format!("问题{number}（{severity}）"),
        (false, Lang::Zh) => format!("与问题{number}对照"),
        (true, Lang::En) => format!("finding {number} ({severity})"),
        (false, Lang::En) => format!("compared in finding {number}"),
    }
}
