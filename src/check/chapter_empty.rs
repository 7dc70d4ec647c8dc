//! `chapter-empty`: a chapter says something (章节空洞).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, chapter_number, message};
use crate::document::{BlockKind, Section};
use crate::engine::Context;
use crate::report::{Finding, Findings, Label, Outcome, Severity, Why};
use crate::rule::Wording;
use crate::text::{Span, start_of};

/// A chapter or subsection says nothing (章节空洞). Attachments and sections that lie in a table
/// are not judged, and where a chapter has subsections these are.
///
/// 检查章节空洞：标题下没有内容，或者只有“无”等字样。有下级标题的看下级；附件和表格内的标题不检查。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ChapterEmpty {
    /// Words that say there was nothing: 无. They count only where they are all that a chapter
    /// says, apart from stops and signature.
    ///
    /// 表示没有内容的词语，如 `["无", "暂无"]`；一章除标点和落款外只有其中之一的，才算。
    nil: Vec<Wording>,
    /// Marks that stand for what was not written: /, ……, 略. A chapter that holds nothing else has
    /// no content; a warning where the words of `nil` would be an answer. Left out: none.
    ///
    /// 代替正文的符号或字样，如 `["/", "…", "略"]`；一章只有这些的，等于没有内容；可以只写 `nil` 所列词语的章节，
    /// 属警告。省略时没有。
    #[serde(default)]
    marks: Vec<Wording>,
    /// Keys of the chapters, as in `[[chapter]]` of pack.toml, for which these words are no answer;
    /// a warning.
    ///
    /// 不得只写上述词语的章节，填 pack.toml 中 `[[chapter]]` 的 `key`；属警告。
    must_tell: Vec<Wording>,
    /// Words in the title of a subsection that must name several things: 类别. It is warned of
    /// where it has no digit, no 、 ； ： 一 and speaks of no 表.
    ///
    /// 下级标题含有这些词语（如 `["类别"]`）的，应当列举内容；其下没有数字，没有“、；：一”，
    /// 也没有“表”字的，属警告。
    must_name: Vec<Wording>,
}

/// Most marks that stand for a text.
const MARKS: usize = 40;

/// Bytes of a text that is certainly not empty, and characters of a paragraph that are looked at.
const ENOUGH: usize = 4096;

/// Characters of the longest line of a signature.
const SIGNATURE: usize = 40;

impl Kind for ChapterEmpty {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", &["chapter"]),
            message("nil", &["chapter", "words"]),
            message("marks", &["chapter", "words"]),
            message("names-none", &["chapter"]),
        ];
        MESSAGES
    }

    fn words_searched(&self) -> usize {
        self.must_name.len() + self.marks.len()
    }

    fn chapters(&self) -> Vec<&str> {
        self.must_tell.iter().map(Wording::as_str).collect()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        if cx.doc.chapters().next().is_none() {
            return Outcome::Undecided(Why::NoStructure, Vec::new());
        }
        let inner = chapter_number::subsections(cx);
        let sections = cx.doc.sections.iter().enumerate();
        let findings: Findings =
            sections.filter_map(|(index, section)| self.judge(cx, &inner, index, section)).collect();
        // Where lines were lost the text of a chapter may have been lost with them.
        let empty = |it: &Finding| it.variant.is_empty();
        if cx.doc.flattened && findings.iter().any(empty) {
            let places = findings.iter().map(|it| it.primary.span).collect();
            return Outcome::Undecided(Why::Damaged, places);
        }
        Outcome::of(findings)
    }
}

impl ChapterEmpty {
    /// The finding on section `index`; `inner` are those numbered like chapters inside one.
    fn judge(
        &self,
        cx: &Context<'_>,
        inner: &[usize],
        index: usize,
        section: &Section,
    ) -> Option<Finding> {
        let title = cx.doc.plain(section.title);
        let next = cx.doc.sections.get(index + 1);
        let is_inner = |index: usize| inner.binary_search(&index).is_ok();
        let has_children = next.is_some_and(|next| next.level > section.level)
            || !is_inner(index) && is_inner(index + 1)
            || next.is_some_and(|next| is_repeated(cx, section, next));
        if has_children || cx.doc.in_table(section.whole) || cx.is_attachment(title) {
            return None;
        }
        let body = body(cx, section);
        let finding = Finding::at(section.heading)
            .labelled(Label::Heading)
            .value("chapter", cx.doc.words(section.title));
        if section.level > 1 || is_inner(index) {
            let finding = finding.variant("names-none").severity(Severity::Warning);
            return self.names_none(title, &body).then_some(finding);
        }
        if body.is_empty() {
            return Some(finding);
        }
        let nil = self.nil.iter().any(|it| *it == body);
        let must = cx.keys_of(index).any(|key| self.must_tell.iter().any(|it| it == key));
        if self.is_marks(&body) {
            let finding = finding.variant("marks").value("words", body.as_str());
            return Some(if must { finding } else { finding.severity(Severity::Warning) });
        }
        let nil_told = finding.variant("nil").value("words", body.as_str());
        (nil && must).then(|| nil_told.severity(Severity::Warning))
    }

    /// Whether only marks stand there.
    fn is_marks(&self, body: &str) -> bool {
        let short = body.chars().count() <= MARKS;
        let strip = |rest: String, mark: &Wording| rest.replace(mark.as_str(), "");
        short && self.marks.iter().fold(body.to_owned(), strip).trim().is_empty()
    }

    /// Whether a subsection that should name several things names none.
    fn names_none(&self, title: &str, body: &str) -> bool {
        let wanted = self.must_name.iter().any(|word| title.contains(word.as_str()));
        let named = |char: char| char.is_ascii_digit() || "、；：一".contains(char);
        wanted && !body.contains(named) && !body.contains('表')
    }
}

/// Whether the next heading only says once more, without a number, what this one does: 一、总体情况 and
/// 总体情况 in a line of its own.
fn is_repeated(cx: &Context<'_>, section: &Section, next: &Section) -> bool {
    let (own, again) = (cx.doc.plain(section.title), cx.doc.plain(next.title));
    let bare = section.marker.is_some() && next.marker.is_none();
    bare && !again.is_empty() && (own.contains(again) || again.contains(own))
}

/// What stands under a heading, without blanks, last stop and signature; of a long text the beginning.
fn body(cx: &Context<'_>, section: &Section) -> String {
    let place = Span::new(section.heading.end(), section.whole.end());
    let first = cx.doc.blocks.partition_point(|it| it.span.start() < place.start());
    let blocks = cx.doc.blocks.iter().skip(first);
    let inside = blocks.take_while(|it| it.span.start() < place.end());
    let prose = inside.filter(|it| it.kind != BlockKind::Heading);
    let words = prose.map(|it| cx.doc.folded.slice(it.folded)).filter(|it| !is_signature(cx, it));
    let mut all = String::new();
    for words in words {
        if all.len() >= ENOUGH {
            break;
        }
        all.push_str(start_of(words, ENOUGH));
    }
    all.trim_matches(['。', '：', '；', '，', '.', '\n', ' ']).to_owned()
}

/// A line with the name of the body or a date.
fn is_signature(cx: &Context<'_>, line: &str) -> bool {
    if line.len() > SIGNATURE * 4 || line.contains('。') {
        return false;
    }
    let named = cx.facts.body.as_ref().is_some_and(|body| line.contains(&body.stem));
    named || line.contains('年') && line.contains('月') && line.ends_with('日')
}
