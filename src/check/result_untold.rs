//! `result-untold`: a chapter that reports cases received also reports how they ended
//! (办理结果未报告).

use serde::Deserialize;

use super::{Kind, Message, message};
use crate::document::Section;
use crate::engine::Context;
use crate::report::{Finding, Outcome, Why};
use crate::text::{Span, before, from};

/// Parameters of `[check.result-untold]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ResultUntold {
    /// The chapter.
    chapter: String,
    /// Verbs before the figure of cases received (收到).
    received: Vec<String>,
    /// What was received (申请).
    object: Vec<String>,
    /// Units of the figure (件).
    units: Vec<String>,
    /// Words for a result (不予公开).
    results: Vec<String>,
    /// Words that, beside a result, make it a fact and not a procedure (全部).
    facts: Vec<String>,
}

/// Bytes behind a verb in which its figure stands.
const REACH: usize = 240;
/// Ends of a sentence.
const STOPS: [char; 4] = ['。', '；', '\n', '！'];

/// How many cases were received.
struct Received {
    /// From behind the verb to the end of the chapter's last sentence.
    span: Span,
    /// The figure with its unit, as written.
    figure: String,
    /// Whether it is more than none.
    any: bool,
}

impl Kind for ResultUntold {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["received"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let chapters: Vec<&Section> = cx.sections_of(&self.chapter).collect();
        let figures: Vec<Received> =
            chapters.iter().flat_map(|chapter| self.received_in(cx, chapter)).collect();
        let Some(received) = figures.iter().find(|it| it.any).or(figures.first()) else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        if !received.any || self.is_told(cx, &chapters) {
            return Outcome::Pass;
        }
        let finding = Finding::at(received.span).value("received", received.figure.as_str());
        Outcome::Fail(vec![finding])
    }
}

impl ResultUntold {
    /// Whether one of the chapters, or a table, tells a result.
    fn is_told(&self, cx: &Context<'_>, chapters: &[&Section]) -> bool {
        let result = |words: &str| self.results.iter().any(|it| words.contains(it.as_str()));
        let in_table = cx.doc.tables.iter().any(|table| result(cx.doc.plain(table.span)));
        in_table
            || chapters.iter().any(|chapter| {
                let words = from(cx.doc.plain(chapter.whole), cx.doc.plain(chapter.heading).len());
                let mut clauses = words.split(['，', '。', '；', '：']);
                clauses.any(|clause| result(clause) && self.is_fact(clause))
            })
    }

    /// Whether a clause speaks of cases and not of a procedure.
    fn is_fact(&self, clause: &str) -> bool {
        let counted = clause.char_indices().any(|(at, _)| self.figure(from(clause, at)).is_some());
        counted || self.facts.iter().any(|it| clause.contains(it.as_str()))
    }

    /// The figures behind a verb in a chapter. This stands in for the figures that are extracted
    /// once for all rules.
    fn received_in(&self, cx: &Context<'_>, chapter: &Section) -> Vec<Received> {
        let folded = cx.doc.folded.to_folded(chapter.whole);
        let words = cx.doc.folded.slice(folded);
        let end = last_sentence(cx, chapter);
        let verbs = self.received.iter().flat_map(|verb| {
            words.match_indices(verb.as_str()).map(|(at, verb)| at + verb.len())
        });
        let mut starts: Vec<usize> = verbs.collect();
        starts.sort_unstable();
        let found = starts.into_iter().filter_map(|start| {
            let start = start + lead(from(words, start));
            let (figure, any) = self.received_at(from(words, start))?;
            let span = cx.doc.folded.to_source(Span::new(start, start + 1).shift(folded.start()));
            Some(Received { span: Span::new(span.start(), end), figure, any })
        });
        found.collect()
    }

    /// The figure in the sentence that goes on with `rest`, if it speaks of the object.
    fn received_at(&self, rest: &str) -> Option<(String, bool)> {
        let mut reach = REACH.min(rest.len());
        while !rest.is_char_boundary(reach) {
            reach -= 1;
        }
        let window = before(rest, reach);
        let sentence = before(window, window.find(STOPS).unwrap_or(window.len()));
        if !self.object.iter().any(|it| sentence.contains(it.as_str())) {
            return None;
        }
        sentence.char_indices().find_map(|(at, _)| {
            let ordinal = before(sentence, at).ends_with(['第', '.']) || ends_in_number(before(sentence, at));
            let (number, length) = self.figure(from(sentence, at)).filter(|_| !ordinal)?;
            let any = !number.chars().all(|it| matches!(it, '0' | '零' | '〇' | '○'));
            Some((before(from(sentence, at), length).to_owned(), any))
        })
    }

    /// The number with its unit that `rest` begins with: the number, and the length of both.
    fn figure<'a>(&self, rest: &'a str) -> Option<(&'a str, usize)> {
        let length: usize = rest.chars().take_while(|&it| is_numeral(it)).map(char::len_utf8).sum();
        let number = before(rest, length);
        let unit = from(rest, length);
        let gap = unit.len() - unit.trim_start_matches(['余', '多', ' ']).len();
        let unit = self.units.iter().find(|it| from(unit, gap).starts_with(it.as_str()))?;
        (length > 0).then_some((number, length + gap + unit.len()))
    }
}

fn is_numeral(char: char) -> bool {
    char.is_ascii_digit() || "零〇○一二两三四五六七八九十百千".contains(char)
}

fn ends_in_number(head: &str) -> bool {
    head.ends_with(is_numeral)
}

/// Length of what stands between a verb and what was received.
fn lead(rest: &str) -> usize {
    rest.len() - rest.trim_start_matches(['了', '：', '的']).len()
}

/// Where the last sentence of a chapter ends.
fn last_sentence(cx: &Context<'_>, chapter: &Section) -> usize {
    let blocks = cx.doc.paragraphs().filter(|it| chapter.whole.contains(it.span));
    let ended = blocks.filter(|it| cx.doc.folded.slice(it.folded).trim_end().ends_with(STOPS));
    ended.last().map_or(chapter.heading.end(), |block| block.span.end())
}
