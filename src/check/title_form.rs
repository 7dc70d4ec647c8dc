//! `title-form`: the words of the title (标题要素): body, year, and the name the act gives the
//! report.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::examples::apply;
use crate::facts::title::{Genre, Title};
use crate::report::{Edit, Finding, Label, Outcome, Severity, Why};
use crate::rule::Wording;
use crate::text::{Span, before, from};

/// The words of the title (标题要素): the name that the act gives the report in full, 年 behind the
/// year, 年度 not twice, and no stop at the end.
///
/// 检查标题要素：报告名称完整，年份后有“年”，“年度”不重复，末尾没有标点。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TitleForm {
    /// What the title must end with: 政府信息公开工作年度报告. It is what a correction puts there.
    ///
    /// 标题应有的结尾，如 "政府信息公开工作年度报告"，改法以此为准。
    tail: Tail,
    /// The words of it that may not be left out: 信息公开. Each must stand in the title as written.
    ///
    /// 标题结尾中不得缺少的词语，如 `["政府", "信息公开", "年度报告"]`，每个都要有。
    parts: Vec<Wording>,
    /// Two words, the mark of a year in short and in full: 年 and 年度.
    ///
    /// 年份的标志，两个：短的和长的，即 `["年", "年度"]`。
    year: (Wording, Wording),
}

/// What a title must end with.
///
/// 标题应有的结尾。
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub(super) struct Tail(String);

impl Kind for TitleForm {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", &["found", "missing", "tail", "right"]),
            message("twice", &["found", "tail", "right"]),
            message("doubled", &["found", "tail", "right"]),
            message("stop", &["found", "tail", "right"]),
            message("no-body", &["found", "tail", "right"]),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let titles: Vec<&Title> =
            cx.facts.titles.iter().filter(|it| it.genre == Genre::AnnualReport).collect();
        let Some(first) = titles.first() else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        // A page shows its title more than once; one right form is enough.
        let judged = self.judge(cx, first);
        let right = judged.is_none() || titles.iter().any(|it| self.judge(cx, it).is_none());
        let Some(finding) = judged.filter(|_| !right) else {
            return nameless(cx).map_or(Outcome::Pass, |it| Outcome::of(it.into()));
        };
        let others = titles.iter().skip(1).map(|it| it.span);
        Outcome::of((finding.all_related(others, Label::Title)).into())
    }
}

/// A title in standard form that does not say whose report it is, where the text does. On official
/// paper the head may name the body, so that this is a hint.
fn nameless(cx: &Context<'_>) -> Option<Finding> {
    let body = cx.facts.body.as_ref()?;
    let titles = &cx.facts.titles;
    let first = titles.first().filter(|_| titles.iter().all(|it| it.name.is_empty()))?;
    // A name in a line of its own above the title is part of it.
    let named = body.span.start() > first.span.end();
    named.then(|| {
        Finding::at(first.span)
            .variant("no-body")
            .severity(Severity::Info)
            .value("found", first.text.as_str())
            .value("right", format!("{}{}", body.name, first.text))
            .value("tail", "")
    })
}

impl TitleForm {
    fn judge(&self, cx: &Context<'_>, title: &Title) -> Option<Finding> {
        let whole = format!("{}{}", self.tail.drawn_together(cx, title), title.tail);
        let mut missing: Vec<&str> =
            self.parts.iter().map(Wording::as_str).filter(|part| !whole.contains(part)).collect();
        if title.bare_year {
            missing.push(self.year.0.as_str());
        }
        // In brackets it is a label of its own: （2014年度）政府信息公开工作年度报告.
        let in_brackets =
            from(cx.doc.text.as_str(), title.year_mark.end()).starts_with(['）', ')']);
        let may_repeat = cx.doc.plain(title.year_mark).ends_with(self.year.1.as_str())
            && !in_brackets
            && title.year.is_some_and(|(_, year)| year.end() <= title.tail_span.start());
        let repeats = |tail: &str| may_repeat && tail.contains(self.year.1.as_str());
        let twice = repeats(&title.tail);
        let stop = title.suffix.starts_with(['：', '，', '、', '；']);
        let doubled = self.tail.is_doubled_in(&title.tail);
        let variant = match (missing.is_empty(), doubled, twice, stop) {
            (true, false, false, false) => return None,
            (false, ..) => "",
            (true, true, ..) => "doubled",
            (true, false, true, _) => "twice",
            (true, false, false, true) => "stop",
        };
        let put = self.tail.instead(cx, title);
        let put = put.filter(|it| {
            *it != title.tail
                && (is_shortening(&title.tail, it) || doubled && title.tail.starts_with(it.as_str()))
        });
        // The words put in may repeat what stands before them.
        let twice = repeats(put.as_ref().unwrap_or(&title.tail));
        let edits = self.edits(cx, title, put.as_deref(), (twice, stop));
        let finding = Finding::at(title.span)
            .variant(variant)
            .value("found", title.text.as_str())
            .value("missing", missing.join("、"))
            .value("tail", self.tail.words())
            .value("right", shown(cx, title, &edits));
        Some(edits.into_iter().fold(finding, Finding::edit))
    }

    fn edits(
        &self,
        cx: &Context<'_>,
        title: &Title,
        put: Option<&str>,
        (twice, stop): (bool, bool),
    ) -> Vec<Edit> {
        let mut edits = Vec::new();
        if let Some((_, year)) = title.year.filter(|_| title.bare_year) {
            edits.push(Edit { span: Span::at(year.end()), text: self.year.0.to_string(), sure: true });
        }
        if twice {
            edits.push(Edit { span: title.year_mark, text: self.year.0.to_string(), sure: true });
        }
        if let Some(text) = put {
            // Only what is missing is written, so that the author's own words stay untouched.
            let same = common_prefix(&title.tail, text);
            let end = common_suffix(from(&title.tail, same), from(text, same));
            let gap = title.tail.len() - same - end;
            let start = title.tail_span.start() + same;
            let put = before(from(text, same), text.len() - same - end).to_owned();
            edits.push(Edit { span: Span::new(start, start + gap), text: put, sure: true });
        }
        if stop {
            let end = title.tail_span.end();
            let mark = cx.doc.text.slice(Span::new(end, title.span.end())).chars().next();
            let length = mark.map_or(0, char::len_utf8);
            edits.push(Edit { span: Span::new(end, end + length), text: String::new(), sure: true });
        }
        edits
    }
}

impl Tail {
    /// The words themselves.
    pub(super) fn words(&self) -> &str {
        &self.0
    }

    /// Whether `words` end in an ending of the tail written twice: 年度报告报告, 年度报告告.
    fn is_doubled_in(&self, words: &str) -> bool {
        let mut endings = self.0.char_indices().map(|(at, _)| from(&self.0, at));
        endings.any(|it| words.strip_suffix(it).is_some_and(|head| head.ends_with(it)))
    }

    /// The beginning of the tail that the name before it already ends with: 政府 in
    /// 人民政府信息公开, which stands there once for two.
    pub(super) fn drawn_together(&self, cx: &Context<'_>, title: &Title) -> &str {
        let head = before(cx.doc.text.as_str(), title.tail_span.start());
        let ends = self.0.char_indices().map(|(at, _)| at).filter(|&at| at > 0);
        let mut parts = ends.map(|end| before(&self.0, end)).rev();
        parts.find(|it| head.ends_with(it)).unwrap_or_default()
    }

    /// What should stand in place of the tail of `title`; none where that stands on two lines.
    pub(super) fn instead(&self, cx: &Context<'_>, title: &Title) -> Option<String> {
        let whole = cx.doc.words(title.tail_span) == title.tail;
        whole.then(|| from(&self.0, self.drawn_together(cx, title).len()).to_owned())
    }
}

/// The title after the edits, as the author would write it.
fn shown(cx: &Context<'_>, title: &Title, edits: &[Edit]) -> String {
    let start = title.span.start();
    let local = |span: Span| Span::new(span.start() - start, span.end() - start);
    let edits: Vec<Edit> =
        edits.iter().map(|it| Edit { span: local(it.span), ..it.clone() }).collect();
    apply(cx.doc.words(title.span), &edits)
}

/// Whether all characters of `short` stand in `long` in their order.
fn is_shortening(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|char| rest.any(|it| it == char))
}

fn common_prefix(left: &str, right: &str) -> usize {
    let pairs = left.chars().zip(right.chars());
    pairs.take_while(|(left, right)| left == right).map(|(char, _)| char.len_utf8()).sum()
}

fn common_suffix(left: &str, right: &str) -> usize {
    let pairs = left.chars().rev().zip(right.chars().rev());
    pairs.take_while(|(left, right)| left == right).map(|(char, _)| char.len_utf8()).sum()
}
