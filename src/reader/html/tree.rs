//! The elements and texts of a page in document order, closed the way browsers close them.

use super::tag::{Hint, Start, Tag};
use super::tokens::{self, Sink};
use crate::text::Span;

/// Elements deeper than this are flattened: they hold nothing, and what follows them stands
/// beside them.
const DEPTH_MAX: usize = 512;

/// An element or a text.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) tag: Tag,
    /// The element it lies in; 0 is the page.
    pub(super) parent: usize,
    /// The nearest element around it, or itself, that makes lines of its own.
    pub(super) block: usize,
    /// The nearest cell around it; 0 where there is none.
    pub(super) cell: usize,
    /// One past its last descendant.
    pub(super) end: usize,
    /// The words in the source; empty for elements.
    pub(super) source: Span,
    /// A browser shows none of it.
    pub(super) hidden: bool,
    /// It lies in words that lead elsewhere.
    pub(super) linked: bool,
    /// What the start tag says, where it matters.
    pub(super) hint: Hint,
}

/// Reads `source` into nodes; the first one is the page itself.
pub(super) fn parse(source: &str) -> Vec<Node> {
    let mut builder = Builder::new();
    tokens::read(source, &mut builder);
    builder.finish()
}

struct Builder {
    nodes: Vec<Node>,
    /// Open elements, outermost first.
    stack: Vec<usize>,
    /// How many of each tag are open, so that nothing is looked for in vain.
    open: [usize; Tag::KINDS],
}

impl Sink for Builder {
    fn text(&mut self, source: Span) {
        if !source.is_empty() {
            self.push(Tag::Text, source, Hint::default());
        }
    }

    fn open(&mut self, start: Start, at: usize) {
        let Start { tag, hint, .. } = start;
        self.imply(tag);
        let around = self.stack.last().and_then(|&top| self.nodes.get(top));
        let shown = !around.is_some_and(|node| node.hidden || node.tag.hides());
        let hides = shown && (tag.hides() || hint.hidden);
        let index = self.push(tag, Span::at(at), hint);
        // What hides its content must hold it, however deep it lies.
        if !tag.is_void() && (self.stack.len() < DEPTH_MAX || hides) {
            self.stack.push(index);
            if let Some(count) = self.open.get_mut(tag.kind()) {
                *count += 1;
            }
        }
    }

    fn close(&mut self, tag: Tag) {
        if tag == Tag::Break || tag.is_void() || self.open.get(tag.kind()) == Some(&0) {
            return;
        }
        let table = matches!(tag, Tag::Table | Tag::Group | Tag::Row | Tag::Cell);
        let same = |other: Tag| match (tag, other) {
            (Tag::Heading(_), Tag::Heading(_)) => true,
            _ => tag == other,
        };
        for depth in (1..self.stack.len()).rev() {
            let here = self.stack.get(depth).map_or(Tag::Inline, |&index| self.tag(index));
            if same(here) {
                return self.pop_to(depth);
            }
            let border = here == Tag::Table
                || !table && here == Tag::Cell
                || tag == Tag::Inline && here.is_block();
            if border {
                return;
            }
        }
    }
}

impl Builder {
    fn new() -> Self {
        let page = Node {
            tag: Tag::Block,
            parent: 0,
            block: 0,
            cell: 0,
            end: 1,
            source: Span::at(0),
            hidden: false,
            linked: false,
            hint: Hint::default(),
        };
        Self { nodes: vec![page], stack: vec![0], open: [0; Tag::KINDS] }
    }

    fn tag(&self, index: usize) -> Tag {
        self.nodes.get(index).map_or(Tag::Inline, |node| node.tag)
    }

    fn push(&mut self, tag: Tag, source: Span, hint: Hint) -> usize {
        let index = self.nodes.len();
        let parent = self.stack.last().copied().unwrap_or(0);
        let Some(around) = self.nodes.get(parent) else { return 0 };
        let (block, cell) = (around.block, around.cell);
        let hidden = around.hidden || around.tag.hides() || tag == Tag::Unshown || hint.hidden;
        let linked = around.linked || tag == Tag::Anchor;
        self.nodes.push(Node {
            tag,
            parent,
            block: if tag.is_block() { index } else { block },
            cell: if tag == Tag::Cell { index } else { cell },
            end: index + 1,
            source,
            hidden,
            linked,
            hint,
        });
        index
    }

    /// Closes what the start of `tag` closes without saying so.
    fn imply(&mut self, tag: Tag) {
        if tag.is_block() {
            self.close_within(&[Tag::Paragraph], &[Tag::Cell, Tag::Table, Tag::Caption]);
        }
        match tag {
            Tag::Item => self.close_within(&[Tag::Item], &[Tag::List, Tag::Table, Tag::Cell]),
            Tag::Cell => self.close_within(&[Tag::Cell, Tag::Caption], &[Tag::Row, Tag::Table]),
            Tag::Row => self.close_within(&[Tag::Row, Tag::Cell, Tag::Caption], &[Tag::Table]),
            Tag::Group => {
                self.close_within(&[Tag::Group, Tag::Row, Tag::Cell, Tag::Caption], &[Tag::Table]);
            }
            Tag::Anchor => self.close_within(&[Tag::Anchor], &[Tag::Cell, Tag::Table]),
            _ => {}
        }
    }

    /// Closes the outermost element of `tags` that no `border` stands before.
    fn close_within(&mut self, tags: &[Tag], borders: &[Tag]) {
        if tags.iter().all(|tag| self.open.get(tag.kind()) == Some(&0)) {
            return;
        }
        let tag = |&index: &usize| self.tag(index);
        let reach = self.stack.iter().rev().map(tag).take_while(|tag| !borders.contains(tag));
        let found = reach.enumerate().filter(|(_, tag)| tags.contains(tag)).last();
        if let Some((depth, _)) = found {
            self.pop_to(self.stack.len() - depth - 1);
        }
    }

    fn pop_to(&mut self, depth: usize) {
        let end = self.nodes.len();
        for index in self.stack.drain(depth.max(1)..) {
            let Some(node) = self.nodes.get_mut(index) else { continue };
            node.end = end;
            if let Some(count) = self.open.get_mut(node.tag.kind()) {
                *count -= 1;
            }
        }
    }

    fn finish(mut self) -> Vec<Node> {
        self.pop_to(1);
        let end = self.nodes.len();
        if let Some(page) = self.nodes.first_mut() {
            page.end = end;
        }
        self.nodes
    }
}
