//! Web pages: the view is the text a browser shows, of the report alone where the page holds
//! more, one block a line and one table row a line with tabs between its cells.

mod content;
mod grid;
mod tag;
#[cfg(test)]
mod tests;
mod tokens;
mod tree;
mod view;

use self::content::Survey;
use self::grid::Grid;
use self::tag::Tag;
use self::tree::Node;
use self::view::View;
use super::{Layout, PartKind};
use crate::document::{Remark, RemarkKind, TableCell};
use crate::origin::SourceMap;
use crate::text::{Span, cut, is_han, trim};

/// Tags of a page. Large pages have some ten thousand; every one takes memory.
const MAX_TAGS: usize = 300_000;

/// Whether a page has more tags than any report needs.
pub(super) fn is_overfull(source: &str) -> bool {
    memchr::memchr_iter(b'<', source.as_bytes()).nth(MAX_TAGS).is_some()
}

/// Reads a page; never fails.
pub(super) fn read(source: String) -> (String, SourceMap, Layout) {
    let nodes = tree::parse(&source);
    let survey = content::survey(&source, &nodes);
    let (view, segments, layout) = Writer::new(&source, &nodes, &survey).write();
    (view, view::map(source, segments), layout)
}

/// Goes through the nodes and writes what they show.
struct Writer<'a> {
    source: &'a str,
    nodes: &'a [Node],
    survey: &'a Survey,
    view: View<'a>,
    /// Elements that are open, outermost first.
    open: Vec<usize>,
    heading: Option<u8>,
    table: Option<Grid>,
    /// The open cell and where it begins in the view.
    cell: Option<(usize, usize)>,
    /// Where the words of the open anchor begin.
    anchor: usize,
    verbatim: usize,
    captions: usize,
    /// Texts that stand in a table and in no cell; they follow it.
    stray: Vec<usize>,
    /// The number of the next item of every ordered list.
    numbers: Vec<(usize, usize)>,
}

impl<'a> Writer<'a> {
    fn new(source: &'a str, nodes: &'a [Node], survey: &'a Survey) -> Self {
        Self {
            source,
            nodes,
            survey,
            view: View::new(source),
            open: Vec::new(),
            heading: None,
            table: None,
            cell: None,
            anchor: 0,
            verbatim: 0,
            captions: 0,
            stray: Vec::new(),
            numbers: Vec::new(),
        }
    }

    fn write(mut self) -> (String, Vec<(Span, Span, bool)>, Layout) {
        if let Some(title) = self.survey.title {
            self.subtree(title);
            self.view.end_line(PartKind::Prose);
        }
        self.subtree(self.survey.content);
        self.view.finish()
    }

    fn node(&self, index: usize) -> Option<&'a Node> {
        self.nodes.get(index)
    }

    fn subtree(&mut self, root: usize) {
        let end = self.node(root).map_or(0, |node| node.end);
        let mut index = root;
        while index < end {
            self.close_before(index);
            let Some(node) = self.node(index) else { return };
            let left_out = self.survey.left_out.get(index) == Some(&true)
                || node.tag == Tag::Title && index != root;
            if (node.hidden || left_out) && index != root {
                index = node.end;
                continue;
            }
            self.enter(index, node);
            if node.end > index + 1 || !node.tag.is_void() {
                self.open.push(index);
            }
            index += 1;
        }
        self.close_before(end);
    }

    fn close_before(&mut self, index: usize) {
        while let Some(&top) = self.open.last()
            && let Some(node) = self.node(top)
            && node.end <= index
        {
            self.open.pop();
            self.leave(top, node);
        }
    }

    fn break_line(&mut self) {
        if self.cell.is_some() {
            self.view.soft_break();
        } else if self.table.is_none() || self.captions > 0 {
            let kind = self.heading.map_or(PartKind::Prose, PartKind::Heading);
            self.view.end_line(kind);
        }
    }

    fn enter(&mut self, index: usize, node: &Node) {
        match node.tag {
            Tag::Text => self.text(index, node),
            Tag::Row if self.table.is_some() => self.begin_row(),
            Tag::Cell if self.table.is_some() => self.begin_cell(index),
            Tag::Break => self.break_line(),
            Tag::Picture if !node.hint.small => self.view.shows(RemarkKind::Picture),
            Tag::Frame | Tag::Embed if !node.hint.small => self.view.shows(RemarkKind::Embedded),
            Tag::Struck if self.holds_words(index, node) => self.view.notes(RemarkKind::Deleted),
            Tag::Anchor => self.anchor = self.view.here(),
            Tag::Caption => {
                self.break_line();
                self.captions += 1;
            }
            Tag::Table if self.survey.data.get(index) == Some(&true) => {
                self.break_line();
                self.table = Some(Grid::default());
            }
            tag if tag.is_block() => self.enter_block(index, node),
            _ => {}
        }
    }

    /// Whether more than an icon or a single sign was struck out; entities (&nbsp;) show none.
    fn holds_words(&self, index: usize, node: &Node) -> bool {
        let nodes = (index..node.end).filter_map(|it| self.node(it));
        let words = nodes.filter(|it| it.tag == Tag::Text).map(|it| cut(self.source, it.source));
        let parts = words.flat_map(|it| {
            it.split('&').enumerate().map(|(at, part)| match part.split_once(';') {
                Some((_, rest)) if at > 0 => rest,
                _ => part,
            })
        });
        let shown = parts.flat_map(str::chars).filter(|&it| is_han(it) || it.is_ascii_digit());
        shown.take(2).count() == 2
    }

    fn enter_block(&mut self, index: usize, node: &Node) {
        self.break_line();
        match node.tag {
            Tag::Heading(level) if level > 1 && self.cell.is_none() => self.heading = Some(level),
            Tag::Verbatim => self.verbatim += 1,
            Tag::List => self.numbers.extend(node.hint.first.map(|first| (index, first))),
            Tag::Item => self.number(index, node),
            _ => {}
        }
    }

    /// Writes the number that a browser shows before an item of an ordered list.
    fn number(&mut self, index: usize, node: &Node) {
        let Some((list, next)) = self.numbers.last_mut() else { return };
        if *list != node.parent || self.cell.is_some() {
            return;
        }
        let number = *next;
        *next = next.saturating_add(1);
        let words = (index..node.end).filter_map(|at| self.node(at));
        let words = words.filter(|it| it.tag == Tag::Text && !it.hidden);
        let mut words = words.map(|it| cut(self.source, trim(self.source, it.source)));
        let own = |char: char| char.is_ascii_digit() || "一二三四五六七八九十（(①②③".contains(char);
        if words.find(|it| !it.is_empty()).is_some_and(|it| !it.starts_with(own)) {
            self.view.add(&format!("{number}. "));
        }
    }

    fn leave(&mut self, index: usize, node: &Node) {
        match node.tag {
            Tag::Anchor => {
                if let Some(target) = &node.hint.target {
                    self.view.link(self.anchor.max(self.view.line()), target);
                }
            }
            Tag::Cell if self.cell.is_some_and(|(cell, _)| cell == index) => self.end_cell(node),
            Tag::Row if self.table.is_some() => self.end_row(),
            Tag::Table if self.survey.data.get(index) == Some(&true) => self.end_table(),
            Tag::Caption => {
                self.break_line();
                self.captions -= 1;
            }
            tag if tag.is_block() => {
                self.break_line();
                match tag {
                    Tag::Heading(_) => self.heading = None,
                    Tag::Verbatim => self.verbatim -= 1,
                    Tag::List if node.hint.first.is_some() => drop(self.numbers.pop()),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, index: usize, node: &Node) {
        let outside = self.table.is_some() && self.cell.is_none() && self.captions == 0;
        if outside {
            if cut(self.source, node.source).chars().any(|char| !view::is_space(char)) {
                self.stray.push(index);
            }
            return;
        }
        let kind = self.heading.map_or(PartKind::Prose, PartKind::Heading);
        let lines = self.verbatim > 0 && self.cell.is_none();
        self.view.words(node.source, lines.then_some(kind));
    }

    fn begin_row(&mut self) {
        self.end_row();
        if let Some(grid) = &mut self.table {
            grid.row();
        }
    }

    fn end_row(&mut self) {
        if self.cell.is_none() && self.captions == 0 {
            self.view.end_line(PartKind::Row);
        }
    }

    fn begin_cell(&mut self, index: usize) {
        let Some(grid) = &mut self.table else { return };
        if grid.is_empty() {
            grid.row();
        }
        if grid.has_cells() {
            self.view.add("\t");
        }
        self.view.torn = false;
        self.cell = Some((index, self.view.here()));
    }

    fn end_cell(&mut self, node: &Node) {
        let Some((_, start)) = self.cell.take() else { return };
        let whole = self.view.close_cell(start);
        let words = trim(&self.view.text, whole);
        let span = if words.is_empty() { whole } else { words };
        if let Some(grid) = &mut self.table {
            grid.cell(TableCell { torn: self.view.torn, ..TableCell::single(span) }, &node.hint);
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        let Some(grid) = self.table.take() else { return };
        let oversized = grid.oversized();
        if let Some(table) = grid.finish() {
            if oversized {
                let remark = Remark { kind: RemarkKind::Oversized, span: table.span };
                self.view.layout.remarks.push(remark);
            } else {
                self.view.layout.tables.push(table);
            }
        }
        for index in std::mem::take(&mut self.stray) {
            if let Some(node) = self.node(index) {
                self.view.words(node.source, None);
                self.view.end_line(PartKind::Prose);
            }
        }
    }
}
