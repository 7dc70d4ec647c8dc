//! `result-untold`: a chapter that reports cases received also reports how they ended
//! (办理结果未报告).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::document::Section;
use crate::engine::Context;
use crate::facts::figures::{Figure, Role};
use crate::report::{Finding, Outcome, Why};
use crate::rule::Wording;
use crate::text::{Span, cut, from};

/// A chapter that reports cases received also reports how they ended (办理结果未报告). Results told
/// in any table count, too.
///
/// 检查写明收到申请的章节是否也写明办理结果（如不予公开情况）。任何表格中写明结果的也算。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ResultUntold {
    /// Key of the chapter, as in `[[chapter]]` of pack.toml.
    ///
    /// 要检查的章节，填 pack.toml 中 `[[chapter]]` 的 `key`。
    chapter: Wording,
    /// Verbs before the figure of cases received, in its sentence: 收到.
    ///
    /// 同一句中在收到件数之前的动词，如 `["收到"]`。
    received: Vec<Wording>,
    /// What was received: 申请. One must stand behind the verb in the sentence.
    ///
    /// 收到的对象，如 `["申请"]`；同一句中动词之后须有其中之一。
    object: Vec<Wording>,
    /// Units of the figure: 件.
    ///
    /// 件数的量词，如 `["件"]`。
    units: Vec<Wording>,
    /// Words for a result: 不予公开.
    ///
    /// 表示办理结果的词语，如 `["不予公开"]`。
    results: Vec<Wording>,
    /// Words that, in the clause of a result, make it a fact and not a procedure: 全部. A figure in
    /// one of the units does so, too.
    ///
    /// 与结果在同一分句、表明确已发生的词语，如 `["全部"]`；分句中有上述量词的数字也算。
    facts: Vec<Wording>,
    /// Words that make a sentence a procedure: 应当. A result in the rest of the paragraph behind
    /// the figure counts unless its sentence has one of them.
    ///
    /// 表明句子在说办理程序的词语，如 `["应当"]`。收到件数之后、同一段内的结果，
    /// 所在句子没有这些词语的也算写明。
    procedures: Vec<Wording>,
}

/// Bytes before a figure in which its verb stands.
const REACH: usize = 240;
/// Ends of a clause.
const CLAUSES: [char; 4] = ['，', '。', '；', '：'];
/// Ends of a sentence.
const STOPS: [char; 4] = ['。', '；', '\n', '！'];

/// Ends of a sentence, whose clauses are judged together.
const SENTENCE_ENDS: [char; 3] = ['。', '\n', '！'];

/// How many cases were received.
struct Received {
    /// From behind the verb to the end of the chapter's last sentence.
    span: Span,
    /// The figure with its unit.
    figure: Span,
    /// Whether it is more than none.
    any: bool,
}

impl Kind for ResultUntold {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["received"])];
        MESSAGES
    }

    fn words_searched(&self) -> usize {
        let lists = [&self.received, &self.object, &self.results, &self.facts, &self.procedures];
        lists.into_iter().map(Vec::len).sum()
    }

    fn chapters(&self) -> Vec<&str> {
        vec![&self.chapter]
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let chapters: Vec<&Section> = cx.sections_of(&self.chapter).collect();
        let figures: Vec<Received> =
            chapters.iter().flat_map(|chapter| self.received_in(cx, chapter)).collect();
        let Some(received) = figures.iter().find(|it| it.any).or(figures.first()) else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        let told_beside = || figures.iter().any(|it| it.any && self.is_told_beside(cx, it));
        if !received.any || self.is_told(cx, &chapters) || told_beside() {
            return Outcome::Pass;
        }
        let finding = Finding::at(received.span).value("received", cx.doc.words(received.figure));
        Outcome::of(finding.into())
    }
}

impl ResultUntold {
    /// Whether one of the chapters, or a table, tells a result.
    fn is_told(&self, cx: &Context<'_>, chapters: &[&Section]) -> bool {
        let result = |words: &str| self.results.iter().any(|it| words.contains(it.as_str()));
        let in_table = cx.doc.tables.iter().any(|table| result(cx.doc.plain(table.span)));
        in_table
            || chapters.iter().any(|chapter| {
                let place = Span::new(chapter.heading.end(), chapter.whole.end());
                let place = cx.doc.folded.to_folded(place);
                let mut start = place.start();
                let mut clauses = cx.doc.folded.slice(place).split_inclusive(CLAUSES);
                clauses.any(|clause| {
                    let span = Span::new(start, start + clause.len());
                    start = span.end();
                    result(clause) && self.is_fact(cx, clause, span)
                })
            })
    }

    /// Whether the rest of the paragraph with a figure of cases received tells a result: what
    /// stands beside the figure is what happened, unless it says how things are done.
    fn is_told_beside(&self, cx: &Context<'_>, received: &Received) -> bool {
        let at = received.figure.end();
        let block = cx.doc.paragraphs().find(|it| it.span.contains(received.figure));
        let Some(block) = block else { return false };
        let rest = cx.doc.folded.to_folded(Span::new(at, block.span.end().max(at)));
        let mut sentences = cx.doc.folded.slice(rest).split(SENTENCE_ENDS);
        sentences.any(|sentence| {
            let told = self.results.iter().any(|it| sentence.contains(it.as_str()));
            told && !self.procedures.iter().any(|it| sentence.contains(it.as_str()))
        })
    }

    /// Whether a clause speaks of cases and not of a procedure.
    fn is_fact(&self, cx: &Context<'_>, clause: &str, place: Span) -> bool {
        let counted = figures(cx, place).any(|it| self.counts_cases(it));
        counted || self.facts.iter().any(|it| clause.contains(it.as_str()))
    }

    fn counts_cases(&self, figure: &Figure) -> bool {
        self.units.iter().any(|unit| unit == figure.unit) && figure.role == Role::Count
    }

    /// The figures behind a verb in a chapter, in sentences that speak of the object.
    fn received_in(&self, cx: &Context<'_>, chapter: &Section) -> Vec<Received> {
        let place = cx.doc.folded.to_folded(chapter.whole);
        let end = last_sentence(cx, chapter);
        let of = |figure: &Figure| {
            let start = self.verb_before(cx, figure, place.start())?;
            let words = cx.doc.folded.slice(Span::new(start, figure.sentence_end));
            let asked = self.object.iter().any(|it| words.contains(it.as_str()));
            let from = cx.doc.folded.to_source(Span::new(start, figure.folded.end())).start();
            let any = figure.value.mantissa() != 0;
            asked.then_some(Received { span: Span::new(from, end), figure: figure.span, any })
        };
        figures(cx, place).filter(|it| self.counts_cases(it)).filter_map(of).collect()
    }

    /// Where the verb ends that stands before a figure in its sentence.
    fn verb_before(&self, cx: &Context<'_>, figure: &Figure, least: usize) -> Option<usize> {
        let text = cx.doc.folded.as_str();
        let mut start = figure.folded.start().saturating_sub(REACH).max(least);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let head = cut(text, Span::new(start, figure.folded.start()));
        let sentence = head.rfind(STOPS).map_or(head, |stop| from(head, stop));
        let lost = head.len() - sentence.len();
        let verbs = self.received.iter();
        let end =
            verbs.filter_map(|it| sentence.rfind(it.as_str()).map(|at| at + it.len())).max()?;
        let lead = from(sentence, end);
        let lead = lead.len() - lead.trim_start_matches(['了', '：', '的']).len();
        Some(start + lost + end + lead)
    }
}

/// The figures in a place of the folded text.
fn figures<'a>(cx: &'a Context<'_>, place: Span) -> impl Iterator<Item = &'a Figure> {
    let first = cx.facts.figures.partition_point(|it| it.folded.start() < place.start());
    let figures = cx.facts.figures.iter().skip(first);
    figures.take_while(move |it| it.folded.end() <= place.end())
}

/// Where the last sentence of a chapter ends.
fn last_sentence(cx: &Context<'_>, chapter: &Section) -> usize {
    let blocks = cx.doc.paragraphs().filter(|it| chapter.whole.contains(it.span));
    let ended = blocks.filter(|it| cx.doc.folded.slice(it.folded).trim_end().ends_with(STOPS));
    ended.last().map_or(chapter.heading.end(), |block| block.span.end())
}
