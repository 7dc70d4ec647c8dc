//! Where a place of the view is for the person who looks for it.
//!
//! Plain text and Markdown are their own view. A web page is not: its view is the text a browser
//! shows, and positions are line and column of the page's source. The view of a Word document has
//! no source anyone can open in an editor, so positions count in the view itself, which
//! `hegui text` prints.

use crate::text::{Position, Span, Text};

/// What positions of a document count in.
#[derive(Debug, Default)]
pub enum Origin {
    /// The view: it is the text that was decoded, or nothing else can be counted in.
    #[default]
    View,
    /// The source of a web page.
    Source(SourceMap),
}

/// Leads places of a view back to the source it was taken from.
#[derive(Debug)]
pub struct SourceMap {
    source: Text,
    segments: Vec<Segment>,
}

/// A stretch of the view and the stretch of source it came from. What lies between two segments
/// was put in by the reader: line ends between blocks, tabs between cells.
#[derive(Clone, Copy, Debug)]
struct Segment {
    view: Span,
    source: Span,
    /// Same bytes on both sides, so that offsets inside map one to one; else an entity.
    exact: bool,
}

impl SourceMap {
    /// An empty map onto `source`.
    pub fn new(source: Text) -> Self {
        Self { source, segments: Vec::new() }
    }

    /// The decoded source.
    pub fn source(&self) -> &Text {
        &self.source
    }

    /// Records that `view` came from `source`; calls follow the order of the view. Stretches of
    /// the same length are taken to hold the same bytes unless `exact` is false.
    pub fn push(&mut self, view: Span, source: Span, exact: bool) {
        if let Some(last) = self.segments.last_mut()
            && exact
            && last.exact
            && last.view.end() == view.start()
            && last.source.end() == source.start()
        {
            last.view = last.view.cover(view);
            last.source = last.source.cover(source);
            return;
        }
        self.segments.push(Segment { view, source, exact });
    }

    /// Where the source of a place begins and ends. An empty place lies where the next word
    /// begins.
    pub fn to_source(&self, view: Span) -> Span {
        let start = self.start(view.start());
        if view.is_empty() {
            Span::at(start)
        } else {
            Span::new(start, self.end(view.end()).max(start))
        }
    }

    /// The source of a place where it can be replaced: without markup in it, and whole.
    pub fn replaceable(&self, view: Span) -> Option<Span> {
        if view.is_empty() {
            return self.gap(view.start()).map(Span::at);
        }
        let index = self.segments.partition_point(|it| it.view.end() <= view.start());
        let first = self.segments.get(index)?;
        let source = self.to_source(view);
        let whole = first.view.contains(view) && (first.exact || first.view == view);
        let joined = || {
            let mut parts =
                self.segments.iter().skip(index).take_while(|it| it.view.start() < view.end());
            let mut end = first.source.start();
            parts.all(|it| std::mem::replace(&mut end, it.source.end()) == it.source.start())
        };
        (whole || joined()).then_some(source)
    }

    /// Where something can be put in: inside a stretch, after one, or else before one.
    fn gap(&self, at: usize) -> Option<usize> {
        let index = self.segments.partition_point(|it| it.view.end() < at);
        let it = self.segments.get(index).filter(|it| it.view.start() <= at)?;
        match at {
            _ if at == it.view.end() => Some(it.source.end()),
            _ if at == it.view.start() => Some(it.source.start()),
            _ => it.exact.then(|| it.source.start() + at - it.view.start()),
        }
    }

    fn start(&self, at: usize) -> usize {
        let index = self.segments.partition_point(|it| it.view.end() <= at);
        match self.segments.get(index) {
            Some(it) if it.exact && it.view.start() <= at => {
                it.source.start() + at - it.view.start()
            }
            Some(it) => it.source.start(),
            None => self.segments.last().map_or(0, |it| it.source.end()),
        }
    }

    fn end(&self, at: usize) -> usize {
        let index = self.segments.partition_point(|it| it.view.start() < at);
        match index.checked_sub(1).and_then(|last| self.segments.get(last)) {
            Some(it) if it.exact && at <= it.view.end() => it.source.start() + at - it.view.start(),
            Some(it) => it.source.end(),
            None => self.start(at),
        }
    }
}

impl Origin {
    /// The place of `span` in the text that positions count in.
    pub fn locate<'a>(&'a self, view: &'a Text, span: Span) -> (&'a Text, Span) {
        match self {
            Self::View => (view, span),
            Self::Source(map) => (map.source(), map.to_source(span)),
        }
    }

    /// The text that positions count in.
    pub fn text<'a>(&'a self, view: &'a Text) -> &'a Text {
        match self {
            Self::View => view,
            Self::Source(map) => map.source(),
        }
    }

    /// The place where `span` can be replaced, if nothing else stands in it.
    pub fn replaceable(&self, span: Span) -> Option<Span> {
        match self {
            Self::View => Some(span),
            Self::Source(map) => map.replaceable(span),
        }
    }

    /// Line and column of the beginning of `span`.
    pub fn position(&self, view: &Text, span: Span) -> Position {
        let (text, span) = self.locate(view, span);
        text.position(span.start())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::cut;

    #[test]
    fn places_lead_back_through_markup_and_entities() {
        let source = "<p>共&nbsp;<b>80</b>条</p>\n<p>完</p>";
        let mut map = SourceMap::new(Text::new(source.to_owned()));
        let view = "共\u{A0}80条\n完";
        for (words, markup, exact) in [
            ("共", "共", true),
            ("\u{A0}", "&nbsp;", false),
            ("80", "80", true),
            ("条", "条", true),
            ("完", "完", true),
        ] {
            let at = |text: &str, part: &str| {
                let start = text.find(part).unwrap();
                Span::new(start, start + part.len())
            };
            map.push(at(view, words), at(source, markup), exact);
        }
        let of = |words: &str| {
            let start = view.find(words).unwrap();
            cut(source, map.to_source(Span::new(start, start + words.len())))
        };
        assert_eq!(of("80条"), "80</b>条");
        assert_eq!(of("\u{A0}"), "&nbsp;");
        assert_eq!(of("0"), "0");
        let place = |words: &str| {
            let start = view.find(words).unwrap();
            map.replaceable(Span::new(start, start + words.len()))
        };
        assert_eq!(place("80条"), None);
        assert_eq!(place("共\u{A0}").map(|it| cut(source, it)), Some("共&nbsp;"));
        // What is put in stays in the paragraph, after what stands before it.
        let gap = |at: usize| {
            map.replaceable(Span::at(at)).map(|it| cut(source, Span::new(0, it.start())))
        };
        assert_eq!(gap(view.find('\n').unwrap()), Some("<p>共&nbsp;<b>80</b>条"));
        assert_eq!(gap(view.find("80").unwrap()), Some("<p>共&nbsp;"));
        assert_eq!(gap(view.find('0').unwrap()), Some("<p>共&nbsp;<b>8"));
        assert_eq!(gap(view.find('完').unwrap()), Some("<p>共&nbsp;<b>80</b>条</p>\n<p>"));
    }
}
