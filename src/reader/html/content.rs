//! Finds the report inside a page: what else the page shows is left out, but only where it is
//! certain to be no part of the report.

use super::tag::Tag;
use super::tree::Node;
use super::view::is_space;
use crate::text::{cut, is_han};

/// What was found out about the nodes of a page, by index.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The element that holds the report.
    pub(super) content: usize,
    /// Where the title stands, if that is outside.
    pub(super) title: Option<usize>,
    /// Whether a table holds data, not the layout of the page.
    pub(super) data: Vec<bool>,
    /// Elements to leave out besides the hidden ones.
    pub(super) left_out: Vec<bool>,
    facts: Vec<Facts>,
}

/// Counts of an element with all it holds.
#[derive(Clone, Copy, Debug, Default)]
struct Facts {
    /// Han characters outside links.
    han: usize,
    /// Paragraphs of prose, numbered headings, data tables.
    precious: usize,
    /// Blocks that end a sentence.
    sentences: usize,
    headings: usize,
    cells: usize,
    figures: usize,
    /// Han characters in cells that hold prose.
    prose: usize,
    tables: usize,
}

/// What a single block says in its own words.
#[derive(Clone, Debug, Default)]
struct Words {
    han: usize,
    stops: usize,
    other: usize,
    digits: usize,
    linked: usize,
    first: String,
    /// It names a report.
    report: bool,
}

/// Per cent of the characters of an element that lie in the one child worth going into.
const SHARE: usize = 60;
/// Han characters of a paragraph of prose.
const PROSE: usize = 30;
/// Han characters of a cell that holds prose.
const PROSE_CELL: usize = 100;
/// Paragraphs of prose and numbered headings that make a cell prose, however short.
const PROSE_BLOCKS: usize = 3;
/// Labels of the table about the document that sites put above it; `METADATA` of them make one.
const LABELS: [&str; 12] = [
    "索引号",
    "索取号",
    "发布机构",
    "发文机关",
    "发布日期",
    "发文日期",
    "生成日期",
    "主题分类",
    "信息分类",
    "公开方式",
    "公开形式",
    "文号",
];
const METADATA: usize = 3;
/// A table about the document holds no more Han characters than these.
const METADATA_MAX: usize = 200;

/// Looks over the nodes of a page.
pub(super) fn survey(source: &str, nodes: &[Node]) -> Survey {
    let (words, labels) = read_words(source, nodes);
    let mut facts = own_facts(nodes, &words);
    let mut survey = Survey {
        data: vec![false; nodes.len()],
        left_out: vec![false; nodes.len()],
        ..Survey::default()
    };
    for index in (0..nodes.len()).rev() {
        let (Some(node), Some(&own)) = (nodes.get(index), facts.get(index)) else { continue };
        let mut own = own;
        match node.tag {
            Tag::Table => {
                let about = labels.get(index).is_some_and(|&count| count >= METADATA);
                if about && own.han <= METADATA_MAX && own.figures < 4 && own.tables == 0 {
                    set(&mut survey.left_out, index);
                    own = Facts::default();
                } else if is_data(own) {
                    set(&mut survey.data, index);
                    own.precious += 1;
                }
                own = Facts { cells: 0, figures: 0, prose: 0, tables: 1, ..own };
            }
            Tag::Cell => {
                own.cells += 1;
                let prose =
                    own.precious >= PROSE_BLOCKS || own.precious > 0 && own.han > PROSE_CELL;
                own.prose = if prose { own.han } else { 0 };
                // A list of dates beside the report is one cell of the layout, no column.
                own.figures = if prose { 0 } else { own.figures.min(1) };
            }
            Tag::Margin if own.precious == 0 && own.headings == 0 => {
                set(&mut survey.left_out, index);
                own = Facts::default();
            }
            _ => {}
        }
        if let Some(slot) = facts.get_mut(index) {
            *slot = own;
        }
        if index > 0
            && let Some(parent) = facts.get_mut(node.parent)
        {
            parent.add(own);
        }
    }
    survey.facts = facts;
    survey.content = survey.descend(nodes);
    survey.title = survey.title(nodes, &words);
    survey
}

impl Facts {
    fn add(&mut self, other: Self) {
        self.han += other.han;
        self.precious += other.precious;
        self.sentences += other.sentences;
        self.headings += other.headings;
        self.cells += other.cells;
        self.figures += other.figures;
        self.prose += other.prose;
        self.tables += other.tables;
    }
}

/// Cells side by side, none of which holds a table or most of the words as prose. Few figures beside
/// chapters with sentences are a report that was laid out in rows.
fn is_data(own: Facts) -> bool {
    let chapters = own.precious > 1 && own.sentences > 1;
    let words = own.prose * 2 <= own.han && !chapters;
    own.tables == 0 && own.cells > 1 && (own.figures > 5 || words)
}

fn set(flags: &mut [bool], index: usize) {
    if let Some(flag) = flags.get_mut(index) {
        *flag = true;
    }
}

/// The own words of every block, and for every table how many labels of [`LABELS`] it holds.
fn read_words(source: &str, nodes: &[Node]) -> (Vec<Words>, Vec<usize>) {
    let mut words = vec![Words::default(); nodes.len()];
    let mut labels = vec![0; nodes.len()];
    let mut table = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        while table.last().is_some_and(|&(_, end)| end <= index) {
            table.pop();
        }
        if node.tag == Tag::Table {
            table.push((index, node.end));
        }
        if node.tag != Tag::Text || node.hidden {
            continue;
        }
        let text = cut(source, node.source);
        if let Some(block) = words.get_mut(node.block) {
            block.read(text, node.linked);
        }
        if let Some(count) = table.last().and_then(|&(table, _)| labels.get_mut(table)) {
            *count += usize::from(is_label(text));
        }
    }
    (words, labels)
}

/// Whether the Han of `text` is one of [`LABELS`].
fn is_label(text: &str) -> bool {
    let mut han = text.chars().filter(|&char| is_han(char));
    han.next().is_some_and(|first| {
        let mut rests = LABELS.iter().filter_map(|label| label.strip_prefix(first));
        rests.any(|rest| han.clone().eq(rest.chars()))
    })
}

/// Characters of a day written in Han.
const DATE_MAX: usize = 12;

impl Words {
    fn read(&mut self, text: &str, linked: bool) {
        self.report |= text.contains("报告") || text.contains("年报");
        for char in text.chars().filter(|&char| !is_space(char)) {
            match char {
                _ if linked => self.linked += 1,
                '。' => self.stops += 1,
                '0'..='9' => self.digits += 1,
                _ if is_han(char) => self.han += 1,
                _ => self.other += 1,
            }
            if self.first.len() < 12 && char != '\u{3000}' {
                self.first.push(char);
            }
        }
    }

    /// It begins like a chapter: 一、 or （一）.
    fn numbered(&self) -> bool {
        let bare = self.first.trim_start_matches(['（', '(', '第']);
        let rest = bare.trim_start_matches(|char| "一二三四五六七八九十".contains(char));
        rest.len() < bare.len() && rest.starts_with(['、', '）', ')', '，', '.', '．', '章', '部'])
    }

    fn is_precious(&self) -> bool {
        // A number in a menu leads elsewhere.
        self.han > 0 && self.numbered() || self.stops > 0 && self.han >= PROSE || self.is_date()
    }

    /// Nothing but a day, as under a signature: 2025年1月9日, 二〇二五年一月九日.
    fn is_date(&self) -> bool {
        let figures = self.han == 3 && matches!(self.digits, 5..=8) && self.other == 0;
        let han = self.first.starts_with("二〇") || self.first.starts_with("二○");
        figures || han && self.digits == 0 && self.han + self.other <= DATE_MAX
    }
}

fn own_facts(nodes: &[Node], words: &[Words]) -> Vec<Facts> {
    let mut facts = vec![Facts::default(); nodes.len()];
    for ((node, own), facts) in nodes.iter().zip(words).zip(&mut facts) {
        if node.hidden || node.tag == Tag::Title {
            continue;
        }
        facts.han = own.han;
        facts.sentences = usize::from(own.stops > 0);
        facts.precious = usize::from(own.is_precious());
        facts.headings = usize::from(matches!(node.tag, Tag::Heading(_)));
        facts.figures = usize::from(own.digits > 0 && own.han == 0);
    }
    facts
}

impl Survey {
    /// From the page inwards as long as one child holds the report and its siblings none of it.
    fn descend(&self, nodes: &[Node]) -> usize {
        let mut here = 0;
        loop {
            let own = self.facts(here);
            let children = children(nodes, here);
            let best = children.max_by_key(|&child| (self.facts(child).han, usize::MAX - child));
            let Some(best) = best else { return here };
            let (tag, inner) = (nodes.get(best).map(|node| node.tag), self.facts(best));
            let goes = tag.is_some_and(|tag| {
                matches!(
                    tag,
                    Tag::Block
                        | Tag::Table
                        | Tag::Group
                        | Tag::Row
                        | Tag::Cell
                        | Tag::Inline
                        | Tag::Margin
                )
            }) && !self.data.get(best).copied().unwrap_or_default()
                && inner.precious == own.precious
                && inner.precious > 1
                && inner.han * 100 >= own.han * SHARE;
            if !goes {
                return here;
            }
            here = best;
        }
    }

    fn facts(&self, index: usize) -> Facts {
        self.facts.get(index).copied().unwrap_or_default()
    }

    /// The title nearest before the content, where the content does not begin with it; else the
    /// title of the window.
    fn title(&self, nodes: &[Node], words: &[Words]) -> Option<usize> {
        let names = |index: usize| {
            let shown = nodes.get(index).is_some_and(|node| !node.hidden && node.tag != Tag::Title);
            shown && words.get(index).is_some_and(|it| it.report && it.linked == 0 && it.stops == 0)
        };
        let end = nodes.get(self.content).map_or(0, |node| node.end);
        let blocks = self.content..end;
        let spoken = |&index: &usize| words.get(index).is_some_and(|it| it.han > 0);
        if blocks.filter(spoken).take(TITLE_REACH).any(names) {
            return None;
        }
        let window = || nodes.iter().position(|node| node.tag == Tag::Title && !node.hidden);
        (0..self.content).rev().find(|&index| names(index)).or_else(window)
    }
}

/// Blocks at the beginning of the content among which its title is looked for.
const TITLE_REACH: usize = 6;

fn children(nodes: &[Node], parent: usize) -> impl Iterator<Item = usize> + '_ {
    let end = nodes.get(parent).map_or(0, |node| node.end);
    let next = |&index: &usize| nodes.get(index).map(|node| node.end);
    std::iter::successors(Some(parent + 1), next).take_while(move |&index| index < end)
}
