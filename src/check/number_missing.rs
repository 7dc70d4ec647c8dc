//! `number-missing`: a measure word where its number should be (量词前缺数字): 企业资质条、许可证76条.
//!
//! Many nouns end in a measure word (文件, 头条), so only a member of a list is judged whose next or
//! last member has a number in that unit.

use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::running;
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::figures::{Figure, Role};
use crate::report::{Finding, Findings, Label, Outcome};
use crate::rule::Wording;
use crate::text::{Span, before, cut, from, is_han};

/// A measure word where its number should be (量词前缺数字), as in 企业资质条、许可证76条. Only the
/// member of a list before or after one with a number in that unit is judged.
///
/// 检查量词前是否缺数字，如“企业资质条、许可证76条”。只检查与带同一量词数字的项目相邻的列举项。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct NumberMissing {
    /// The measure words that are judged.
    ///
    /// 要检查的量词。
    unit: Vec<Measure>,
    /// Measure words that are judged besides those of `unit` only where a blank stands in the place
    /// of the number, at the end of a clause of running text: 召开会议  次。 Left out: none.
    ///
    /// 除 `unit` 所列以外，仅在正文分句末尾、量词前以空格代替数字时检查的量词，如“召开会议  次。”；省略时没有。
    #[serde(default)]
    after_blank: Vec<Measure>,
    /// What is counted with its measure word, which at the end of a clause always has a number between:
    /// 信息条. Only judged where one of `verbs` stands before it in its clause. Left out: none.
    ///
    /// 分句末尾连在一起、其间必有数字的名词和量词，如 `["信息条", "申请件"]`；分句中在前有 `verbs` 之一的才检查。
    /// 省略时没有。
    #[serde(default)]
    counted: Vec<Wording>,
    /// What is done with what is `counted`: 公开, 收到. Left out: nothing.
    ///
    /// 与 `counted` 相应的动词，如 `["公开", "收到"]`；省略时没有。
    #[serde(default)]
    verbs: Vec<Wording>,
}

/// A measure word and the nouns that end in it.
///
/// 一个量词及以它结尾的名词。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Measure {
    /// The measure word: 件.
    ///
    /// 量词，如 "件"。
    word: Wording,
    /// Words that end in it and need no number: 文件. A member that ends with one of them is let
    /// pass.
    ///
    /// 以该量词结尾、不需要数字的词语，如 `["文件", "案件"]`；以其中之一结尾的不报告。
    nouns: Vec<Wording>,
}

/// Characters that end a clause.
const STOPS: [char; 4] = ['，', '。', '；', '：'];

/// Characters between two members of a list.
const REACH: usize = 24;

impl Kind for NumberMissing {
    fn messages(&self) -> &'static [Message] {
        const VALUES: &[&str] = &["found", "unit"];
        const MESSAGES: &[Message] = &[message("", VALUES), message("blank", VALUES), message("uncounted", VALUES)];
        MESSAGES
    }

    fn words_searched(&self) -> usize {
        self.after_blank.len() + self.counted.len() + self.verbs.len()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let mut judged = false;
        let mut findings: Findings = Findings::default();
        for figure in cx.facts.figures.iter().filter(|it| it.role == Role::Count) {
            let Some(unit) = self.unit.iter().find(|it| it.word == figure.unit) else { continue };
            judged = true;
            let places =
                [member_before(cx, figure, unit), member_after(cx, figure, unit)];
            for place in places.into_iter().flatten() {
                let span = cx.doc.folded.to_source(place);
                if findings.iter().rev().take(2).any(|it| it.primary.span == span) {
                    continue;
                }
                findings.push(
                    Finding::at(span)
                        .related(figure.span, Label::Other)
                        .value("found", cx.doc.words(span))
                        .value("unit", unit.word.as_str()),
                );
            }
        }
        for more in [self.blanks(cx), self.uncounted(cx)] {
            judged |= !more.is_empty();
            let known: Vec<Span> = findings.iter().map(|it| it.primary.span).collect();
            let apart = |it: &Finding| !known.iter().any(|known| known.overlaps(it.primary.span));
            findings.extend(more.into_iter().filter(apart));
        }
        findings.sort_by_key(|it| it.primary.span);
        Outcome::judged(findings, judged)
    }
}

impl NumberMissing {
    /// Clauses that tell of a count and end without one: 全年主动公开信息条，….
    fn uncounted(&self, cx: &Context<'_>) -> Findings {
        let mut findings = Findings::default();
        for block in running(cx.doc).filter(|it| !cx.doc.in_table(it.span)) {
            let mut start = block.folded.start();
            for clause in cx.doc.folded.slice(block.folded).split_inclusive(STOPS) {
                let place = self.uncounted_end(clause).map(|it| it.shift(start));
                start += clause.len();
                findings.extend(place.map(|it| {
                    let span = cx.doc.folded.to_source(it);
                    let words = cx.doc.words(span);
                    let unit = words.chars().next_back().map_or_else(String::new, String::from);
                    Finding::at(span).variant("uncounted").value("found", words).value("unit", unit)
                }));
            }
        }
        findings
    }

    /// Where a clause, with the stop behind it, ends in what is counted.
    fn uncounted_end(&self, clause: &str) -> Option<Span> {
        let words = clause.strip_suffix(STOPS)?;
        let what = self.counted.iter().find(|it| words.ends_with(it.as_str()))?;
        let at = words.len() - what.len();
        let head = before(words, at);
        let told = self.verbs.iter().any(|it| head.contains(it.as_str()))
            && !["未", "无", "没有", "不"].iter().any(|it| head.contains(it))
            && !head.contains(|it: char| it.is_ascii_digit() || NUMBERS.contains(it));
        told.then(|| Span::new(at, words.len()))
    }

    /// Measure words at the end of a clause before which only a blank stands: 推送信息  条。
    fn blanks(&self, cx: &Context<'_>) -> Findings {
        let mut findings = Findings::default();
        for block in running(cx.doc).filter(|it| !cx.doc.in_table(it.span)) {
            let words = cx.doc.folded.slice(block.folded);
            let ends = words.match_indices(['，', '。', '；', '、', '）']).map(|it| it.0);
            let found = ends.filter_map(|end| self.blank_before(cx, block.folded, end));
            findings.extend(found);
        }
        findings
    }

    fn blank_before(&self, cx: &Context<'_>, block: Span, end: usize) -> Option<Finding> {
        let head = before(cx.doc.folded.slice(block), end);
        let mut units = self.after_blank.iter().chain(&self.unit);
        let unit = units.find(|it| head.ends_with(it.word.as_str()))?;
        let at = end - unit.word.len();
        let gap = cx.doc.folded.gap_before(block.start() + at);
        let name = before(head, at);
        let length: usize =
            name.chars().rev().take(4).take_while(|it| is_han(*it)).map(char::len_utf8).sum();
        let noun = unit.nouns.iter().any(|noun| head.ends_with(noun.as_str()));
        // Where every character stands apart, a blank says nothing.
        let spaced = name.chars().next_back().is_some_and(|it| {
            cx.doc.folded.gap_before(block.start() + at - it.len_utf8())
        });
        let named = from(name, at - length).chars().count() >= 2;
        (gap && !noun && !spaced && named && !is_number(name)).then(|| {
            let place = Span::new(at - length, end).shift(block.start());
            let span = cx.doc.folded.to_source(place);
            Finding::at(span)
                .variant("blank")
                .value("found", cx.doc.words(span))
                .value("unit", unit.word.as_str())
        })
    }
}

/// Whether `words` end with a number, or a word in its place.
fn is_number(words: &str) -> bool {
    words.ends_with(|it: char| NUMBERS.contains(it))
}

/// Characters that count, or stand for a number.
const NUMBERS: &str = "〇零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟半余多几数每各该本此逐首双";

/// A member that ends right before the member of `figure` begins: 企业资质条、施工许可证76条.
fn member_before(cx: &Context<'_>, figure: &Figure, unit: &Measure) -> Option<Span> {
    let text = cx.doc.folded.as_str();
    let label = cx.doc.folded.to_folded(figure.label);
    let words = cut(text, label);
    // A label runs over 、 back to the last stop.
    let at = words.rfind('、').map(|at| label.start() + at).or_else(|| {
        before(text, label.start())
            .ends_with(['、', '，', '；'])
            .then(|| label.start() - '，'.len_utf8())
    })?;
    member_ending(text, at, unit)
}

/// A member that begins right behind `figure`: 施工许可证76条、企业资质条。
fn member_after(cx: &Context<'_>, figure: &Figure, unit: &Measure) -> Option<Span> {
    let text = cx.doc.folded.as_str();
    let rest = from(text, figure.folded.end());
    let rest = rest.strip_prefix(['、', '，', '；'])?;
    let start = text.len() - rest.len();
    let stop = rest.find(['、', '，', '；', '。', '）', '\n'])?;
    let words = before(rest, stop);
    let short = words.chars().count() <= REACH && words.chars().all(is_han);
    (short && words.ends_with(unit.word.as_str()))
        .then(|| member_ending(text, start + stop, unit))
        .flatten()
}

/// The last words up to `end`, where they are a member without a number.
fn member_ending(text: &str, end: usize, unit: &Measure) -> Option<Span> {
    let head = before(text, end);
    let name = head.strip_suffix(unit.word.as_str())?;
    let length: usize =
        name.chars().rev().take(REACH).take_while(|it| is_han(*it)).map(char::len_utf8).sum();
    let name = from(name, name.len() - length);
    let noun = unit.nouns.iter().any(|noun| head.ends_with(noun.as_str()));
    let counted = name.is_empty() || is_number(name);
    let named = name.chars().count() >= 2;
    let told = is_denied(before(text, end - unit.word.len())) || says_what_it_is(name);
    (!noun && !counted && named && !told).then(|| {
        let start = name.chars().rev().take(4).map(char::len_utf8).sum::<usize>();
        Span::new(end - unit.word.len() - start, end)
    })
}

/// Words with which a clause says that there was none.
const NONE: [&str; 7] = ["无", "没有", "不存在", "未出现", "未发生", "未产生", "不含"];

/// Whether the clause that `head` ends in says that there was none: 无补正件、撤回件.
fn is_denied(head: &str) -> bool {
    let inside = |char: &char| is_han(*char) || *char == '、';
    let length: usize =
        head.chars().rev().take(REACH).take_while(inside).map(char::len_utf8).sum();
    let clause = from(head, head.len() - length);
    NONE.iter().any(|it| clause.starts_with(it) || clause.strip_prefix('均').is_some_and(|rest| rest.starts_with(it)))
}

/// Whether a member says what something counted before is: 12件为重复件. A number lost would stand
/// right behind 为.
fn says_what_it_is(name: &str) -> bool {
    let is = ["为", "属于", "属", "系"].iter().find_map(|it| name.split_once(it));
    is.is_some_and(|(head, what)| {
        let counted = head.is_empty() || head.ends_with(['件', '条', '份', '篇', '期', '均', '都']);
        counted && what.chars().nth(1).is_some()
    })
}
