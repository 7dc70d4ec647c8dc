//! `enumeration`: list numbers run on without a gap (列举序次连续): 一是…二是…, （一）…（二）….
//!
//! Lists inside lists are right, and a list may begin anew. Chapters have a rule of their own. A
//! number that stands somewhere in the text between was not lost, only not taken for one.

mod headings;

use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::written;
use super::{Kind, Message, message};
use crate::document::Document;
use crate::engine::Context;
use crate::report::{Finding, Findings, Label, Outcome, Why};
use crate::rule::Wording;
use crate::text::{Span, before, cut, from};

/// List numbers run on without a gap (列举序次连续): 一是…二是… in running text, （一） 1. （1） of
/// headings below the chapters. Lists may be nested and begin anew; numbers of chapters have a kind
/// of their own.
///
/// 检查列举序次是否连续：正文中的“一是、二是”和章以下标题的“（一）”“1.”“（1）”。可以分层、
/// 可以重新起头；章的序号另有检查方式。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Enumeration {
    /// What follows a Han number in running text to make it a list number: 是 as in 一是, 要 as in
    /// 一要.
    ///
    /// 正文中数字（一至十）后面构成序次的字，如 `["是", "要"]`（“一是”“一要”）。
    after: Vec<Wording>,
    /// Words that may stand for a number that is lacking: 首先, 其次, 第一. Where one stands in
    /// between nothing is reported.
    ///
    /// 可以代替所缺序次的词语，如 `["首先", "其次", "第一"]`；所缺之处有其中之一的不报告。
    instead: Vec<Wording>,
}

const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
/// After these a number in running text begins a list point.
const BOUNDARIES: [char; 8] = ['，', '。', '；', '：', '！', '、', '）', '\n'];
/// Lists open at once.
const DEPTH: usize = 4;

/// A list number in the text.
#[derive(Clone, Copy)]
struct Point {
    /// Which of the words after it; a list may change from 是 to 要.
    word: usize,
    value: u32,
    /// Folded place.
    place: Span,
    /// The last heading before it.
    section: Option<usize>,
    /// Whether the heading itself begins with it: （一）一是….
    leads: bool,
}

impl Kind for Enumeration {
    fn messages(&self) -> &'static [Message] {
        const VALUES: &[&str] = &["found", "expected"];
        const MESSAGES: &[Message] =
            &[message("", VALUES), message("repeated", VALUES), message("no-first", VALUES), message("anew", VALUES)];
        MESSAGES
    }

    fn words_searched(&self) -> usize {
        self.after.len() + self.instead.len()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let points = self.points(cx.doc);
        let numbered = cx.doc.sections.iter().any(|it| it.level > 1 && it.marker.is_some());
        if points.is_empty() && !numbered {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let mut findings = self.in_text(cx, &points);
        findings.append(headings::find(cx));
        findings.sort_by_key(|it| it.primary.span);
        Outcome::of(findings)
    }
}

impl Enumeration {
    /// Numbers of lists in running text. A list may begin inside a clause (原因一是…).
    fn points(&self, doc: &Document) -> Vec<Point> {
        let mut points = Vec::new();
        for block in written(doc) {
            let text = doc.folded.slice(block.folded);
            let base = block.folded.start();
            let mut last = None;
            for (at, char) in text.char_indices() {
                let boundary = |it: char| BOUNDARIES.contains(&it);
                if let Some(value) = numeral(char)
                    && (char == '一'
                        || last.is_none_or(boundary)
                        || doc.folded.gap_before(base + at))
                {
                    let end = at + char.len_utf8();
                    let rest = from(text, end);
                    let word = self.after.iter().position(|it| rest.starts_with(it.as_str()));
                    let place = Span::new(at, end).shift(base);
                    let section = block.section;
                    let leads = leads(doc, section, place);
                    points.extend(word.map(|word| Point { word, value, place, section, leads }));
                }
                last = Some(char);
            }
        }
        points
    }

    fn in_text(&self, cx: &Context<'_>, points: &[Point]) -> Findings {
        let mut findings = Findings::default();
        let mut open: Vec<Point> = Vec::new();
        for &point in points {
            open.retain(|it| it.section == point.section || it.leads && point.leads);
            if point.value == 1 {
                open.truncate(DEPTH);
            } else if let Some(at) = open.iter().rposition(|it| it.value + 1 == point.value) {
                open.truncate(at);
            } else {
                findings.extend(self.slip(cx, open.last(), point));
                open.clear();
            }
            open.push(point);
        }
        findings
    }

    /// What is wrong with a number that goes on from no list.
    fn slip(&self, cx: &Context<'_>, last: Option<&Point>, point: Point) -> Option<Finding> {
        let word = self.after.get(point.word)?;
        let place = Span::new(point.place.start(), point.place.end() + word.len());
        let section = point.section.and_then(|it| cx.doc.sections.get(it));
        let heading = section.map_or(0, |it| cx.doc.folded.to_folded(it.heading).start());
        let start = last.map_or(heading, |it| it.place.end());
        let between = cut(cx.doc.folded.as_str(), Span::new(start, point.place.start()));
        let expected = last.map_or(1, |it| it.value + 1);
        let named = numeral_of(expected)?;
        let repeated = expected == point.value + 1;
        let due = (!repeated).then_some(named);
        if point.value + 1 < expected || self.stands_in(between, due) {
            return None;
        }
        let found = finding(cx, place, format!("{named}{word}"), last.map(|it| it.place));
        Some(match last {
            None => found.variant("no-first"),
            Some(_) if repeated => found.variant("repeated"),
            Some(_) => found,
        })
    }

    /// Whether a number, or a word in the place of one, stands in `text` after all.
    fn stands_in(&self, text: &str, number: Option<char>) -> bool {
        let begins = |(at, _): (usize, &str)| at == 0 || before(text, at).ends_with(BOUNDARIES);
        number.is_some_and(|it| text.match_indices(it).any(begins))
            || self.instead.iter().any(|word| text.contains(word.as_str()))
    }
}

/// Whether the title of `section` begins at `place`: such numbers run on from heading to heading.
fn leads(doc: &Document, section: Option<usize>, place: Span) -> bool {
    let title = section.and_then(|index| doc.sections.get(index)).map(|it| it.title);
    title.is_some_and(|title| title.start() == doc.folded.to_source(place).start())
}

fn numeral(char: char) -> Option<u32> {
    NUMERALS.iter().zip(1..).find(|&(&it, _)| it == char).map(|(_, value)| value)
}

fn numeral_of(value: u32) -> Option<char> {
    NUMERALS.get(usize::try_from(value).ok()?.checked_sub(1)?).copied()
}

fn finding(cx: &Context<'_>, folded: Span, expected: String, last: Option<Span>) -> Finding {
    let span = cx.doc.folded.to_source(folded);
    let found = Finding::at(span).value("found", cx.doc.words(span)).value("expected", expected);
    match last {
        Some(last) => found.related(cx.doc.folded.to_source(last), Label::Other),
        None => found,
    }
}
