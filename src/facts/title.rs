//! The title of the report (标题): a short line of its own near the top, or up to three lines.

mod parts;

use crate::document::{Block, BlockKind, Document};
use crate::facts::body::is_body_name;
use crate::text::{Span, before, cut, from};
use parts::Parts;

/// A title as found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Title {
    /// Its place, from the first to the last line that makes it.
    pub span: Span,
    /// Its words, folded and joined where it stands on several lines.
    pub text: String,
    /// The name of the body in it, folded; empty if it names none.
    pub name: String,
    /// Where that name stands.
    pub name_span: Span,
    /// The year in it and where that stands, without 年.
    pub year: Option<(i32, Span)>,
    /// What follows the year: 年, 年度, or nothing where that belongs to the next word.
    pub year_mark: Span,
    /// The year stands without 年.
    pub bare_year: bool,
    /// What it is a report of and of what kind: 政府信息公开工作年度报告.
    pub tail: String,
    /// Where that stands.
    pub tail_span: Span,
    /// Marks of a draft and the like behind it, in brackets or not.
    pub suffix: String,
    /// What kind of text the title says it is.
    pub genre: Genre,
}

/// What a title says its text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Genre {
    /// 年度报告, 年报
    AnnualReport,
    /// 工作总结, 工作报告, 自查报告 and the like
    Other,
}

/// Blocks of the head that are looked at; page menus may stand before the title.
const HEAD_BLOCKS: usize = 40;
/// Lines that one title may stand on.
const LINES: usize = 3;
/// Characters of the longest title; two bodies may share one.
const LONGEST: usize = 70;
/// Characters of the longest line that another line of the title follows.
const LINE_MAX: usize = 30;
/// Labels of page data before a title.
const LABELS: [&str; 7] =
    ["标题：", "名称：", "信息名称：", "文件名称：", "信息标题：", "题名：", "文章标题："];
/// Marks of sentences, and of menus and addresses, that stand in no title.
const SENTENCE: [char; 7] = ['。', '，', '；', '！', '？', '：', '《'];
const MENU: [char; 5] = ['>', '|', '_', '/', '→'];
/// Words that open a sentence about a report, or an explanation of it.
const OPENERS: [&str; 13] = [
    "（",
    "附",
    "现",
    "本报告",
    "根据",
    "按照",
    "上一篇",
    "下一篇",
    "关于印发",
    "一图",
    "图解",
    "解读",
    "图说",
];

/// What a page says behind a title that it announces.
const NOTICES: [&str; 3] = ["发布", "公布", "公示"];

/// Every title in the head of the document, in order.
pub fn find(doc: &Document) -> Vec<Title> {
    let head = head(doc);
    let mut titles: Vec<Title> =
        (0..head.len()).filter_map(|last| title_ending_at(doc, &head, last)).collect();
    // A bare 政府信息公开年报 in a menu is the name of a column.
    if titles.iter().any(|it| it.year.is_some() || !it.name.is_empty()) {
        titles.retain(|it| it.year.is_some() || !it.name.is_empty());
    }
    titles.retain(|it| it.year.is_some() || !it.name.is_empty() || !it.tail.ends_with("年报"));
    // 工作情况 is a title only where it names body or year; else it is a heading without number.
    titles.retain(|it| it.year.is_some() || !it.tail.ends_with("情况"));
    if titles.is_empty() {
        titles.extend(head.iter().find_map(|block| announced(doc, block)));
    }
    if titles.is_empty() && doc.flattened {
        titles.extend(head.first().and_then(|block| run_in(doc, block)));
    }
    for title in titles.iter_mut().filter(|it| it.year.is_none()) {
        title.year = year_below(doc, &head, title);
    }
    titles
}

/// The year that stands alone on the line below a title.
fn year_below(doc: &Document, head: &[&Block], title: &Title) -> Option<(i32, Span)> {
    let below = head.iter().find(|it| it.span.start() >= title.span.end())?;
    let (year, place) = parts::year_line(doc.folded.slice(below.folded))?;
    Some((year, doc.folded.to_source(place.shift(below.folded.start()))))
}

/// A whole title called an attachment, or the notice of it: 附件：甲镇2014年…年度报告, …发布.
fn announced(doc: &Document, block: &Block) -> Option<Title> {
    let line = doc.folded.slice(block.folded).trim_end();
    let label = line.strip_prefix("附件").map(|it| it.trim_start_matches(is_numeral));
    let words = label.and_then(|it| it.strip_prefix('：')).unwrap_or(line);
    let start = block.folded.start() + line.len() - words.len();
    let end = NOTICES.iter().find_map(|word| words.strip_suffix(word)).unwrap_or(words).len();
    let mut lines = Lines::default();
    lines.prepend(doc, Span::new(start, start + end));
    let parts = parts::read(&lines.text).filter(|_| is_title_line(&lines.text))?;
    (parts.year.is_some() && !parts.name.is_empty()).then(|| lines.title(doc, &parts))
}

fn is_numeral(char: char) -> bool {
    char.is_ascii_digit() || "一二三四五六".contains(char)
}

/// The blocks before the first numbered chapter, tables of page data left out.
fn head(doc: &Document) -> Vec<&Block> {
    let numbered = doc.sections.iter().find(|it| it.marker.is_some());
    let end = numbered.map_or(usize::MAX, |it| it.heading.start());
    let blocks = doc.blocks.iter().take(HEAD_BLOCKS);
    blocks
        .take_while(|block| block.span.start() < end)
        .filter(|block| block.kind != BlockKind::Row)
        .collect()
}

/// The title whose last line is block `last` of the head.
///
/// Lines before it are taken in where it lacks its subject, the body or the year, and they look
/// like what is lacking: 甲县人民政府 / 2013 / 年政府信息公开….
fn title_ending_at(doc: &Document, head: &[&Block], last: usize) -> Option<Title> {
    let mut lines = Lines::default();
    let mut best = None;
    for block in head.get(..=last)?.iter().rev().take(LINES) {
        let words = line_words(doc, block);
        if lines.text.is_empty() && !parts::may_end_title(cut(doc.folded.as_str(), words)) {
            return None;
        }
        if !lines.text.is_empty() && !lines.may_begin_with(cut(doc.folded.as_str(), words)) {
            break;
        }
        lines.prepend(doc, words);
        if !is_title_line(&lines.text) {
            break;
        }
        let Some(parts) = parts::read(&lines.text) else { continue };
        let complete = parts.year.is_some() && !parts.name.is_empty();
        best = Some(lines.title(doc, &parts));
        if complete {
            break;
        }
    }
    best
}

/// A title that runs into the text of a flattened page without a blank between them.
fn run_in(doc: &Document, block: &Block) -> Option<Title> {
    let words = doc.folded.slice(block.folded);
    let window: usize = words.chars().take(LONGEST).map(char::len_utf8).sum();
    let end = parts::first_end(before(words, window))?;
    let mut lines = Lines::default();
    lines.prepend(doc, Span::new(0, end).shift(block.folded.start()));
    let parts = parts::read(&lines.text).filter(|_| is_title_line(&lines.text))?;
    (parts.year.is_some() || !parts.name.is_empty()).then(|| lines.title(doc, &parts))
}

/// The folded place of a line without markup and labels before its words.
fn line_words(doc: &Document, block: &Block) -> Span {
    let line = doc.folded.slice(block.folded);
    let mut words = line.trim_start_matches(['#', ' ']);
    for label in LABELS {
        words = words.strip_prefix(label).unwrap_or(words);
    }
    // A title in 《》 on a line of its own is one all the same.
    let inner = words.strip_prefix('《').and_then(|it| it.strip_suffix('》'));
    let inner = inner.filter(|it| !it.contains(['《', '》']));
    let end = block.folded.end() - if inner.is_some() { '》'.len_utf8() } else { 0 };
    Span::new(end - inner.unwrap_or(words).len(), end)
}

fn is_title_line(text: &str) -> bool {
    let body = text.trim_end_matches(parts::STRAY_STOPS);
    text.chars().count() <= LONGEST
        && !body.contains(SENTENCE)
        && !before(body, parts::end(body)).contains(MENU)
        && (parts::opens_with_year(text) || !OPENERS.iter().any(|word| text.starts_with(word)))
}

/// The lines of a title, joined, with the folded place of each.
#[derive(Default)]
struct Lines {
    text: String,
    /// Folded places, the last line first.
    places: Vec<Span>,
}

impl Lines {
    fn prepend(&mut self, doc: &Document, words: Span) {
        self.text.insert_str(0, cut(doc.folded.as_str(), words));
        self.places.push(words);
    }

    /// Whether `line` can be the line before these.
    fn may_begin_with(&self, line: &str) -> bool {
        if line.chars().count() > LINE_MAX || line.contains(SENTENCE) || line.contains(MENU) {
            return false;
        }
        let year = parts::year(line).is_some() || line.bytes().all(|it| it.is_ascii_digit());
        year || is_body_name(line) || !parts::has_subject(&self.text) && parts::has_subject(line)
    }

    /// The place in the view of a stretch of the joined text.
    fn place(&self, doc: &Document, part: Span) -> Span {
        let (mut at, mut found) = (0, None::<Span>);
        for &line in self.places.iter().rev() {
            let start = part.start().max(at);
            let end = part.end().min(at + line.len());
            if start < end || part.is_empty() && start == end {
                let folded = Span::new(start - at, end - at).shift(line.start());
                let here = doc.folded.to_source(folded);
                found = Some(found.map_or(here, |before| before.cover(here)));
            }
            at += line.len();
        }
        found.unwrap_or_else(|| self.span(doc))
    }

    fn span(&self, doc: &Document) -> Span {
        let places = self.places.iter().copied().reduce(Span::cover);
        doc.folded.to_source(places.unwrap_or(Span::at(0)))
    }

    fn title(&self, doc: &Document, parts: &Parts) -> Title {
        let words = |part| cut(&self.text, part).to_owned();
        Title {
            span: self.span(doc),
            name: words(parts.name),
            name_span: self.place(doc, parts.name),
            year: parts.year.map(|(year, span)| (year, self.place(doc, span))),
            year_mark: self.place(doc, parts.year_mark),
            bare_year: parts
                .year
                .is_some_and(|(_, span)| !from(&self.text, span.end()).starts_with('年')),
            tail: words(parts.tail),
            tail_span: self.place(doc, parts.tail),
            suffix: words(Span::new(parts.tail.end(), self.text.len())),
            genre: parts.genre,
            text: self.text.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
