//! `phrase`: words that should not stand there, with what should (错别字、旧提法、残留语).

mod entries;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::prose::Once;
use super::pattern;
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::report::{Finding, Findings, Outcome, Severity};
use crate::rule::{Bilingual, Wording, Years};
use crate::text::{Span, before, from};

/// Words that should not stand there, with what should: misspellings, outdated wordings, rests of a
/// template (错别字、旧提法、残留语).
///
/// 查找不该出现的词语，可给出正确写法：错别字、旧提法、模板残留语等。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Phrase {
    /// Where in the report the words are looked for. Left out: the whole text without tables.
    ///
    /// 在报告的哪一部分查找；省略时查找除表格外的全文。
    #[serde(default)]
    scope: Scope,
    /// Whether all places of all entries make one finding, with the further places beside the
    /// first. Left out: no.
    ///
    /// 全部条目的各处是否合并报告一次；省略时为否，逐处报告。
    #[serde(default)]
    once: bool,
    /// Whether the places of one entry make one finding. Left out: no.
    ///
    /// 同一条目的各处是否合并报告一次；省略时为否。
    #[serde(default)]
    once_each: bool,
    /// Whether names in 《》 and words in “” are let pass. Left out: no, they are looked at.
    ///
    /// 是否跳过书名号和引号中的文字；省略时为否，一并查找。
    #[serde(default)]
    outside_quotes: bool,
    /// The words, one entry each; of places that overlap the first counts.
    ///
    /// 要查找的词语，每个一条；各处有重叠的，以在前的为准。
    entry: Vec<Entry>,
}

/// Where phrases are looked for.
///
/// 查找的范围。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Scope {
    /// The whole text without tables.
    ///
    /// 除表格外的全文。
    #[default]
    Text,
    /// The title and the first lines, up to the first heading or the tenth paragraph.
    ///
    /// 标题和开头各行，到第一个标题或第十段之前为止。
    Head,
    /// Titles of the report only.
    ///
    /// 只在报告标题中查找。
    Title,
    /// Headings of chapters and subsections only.
    ///
    /// 只在各级章节标题中查找。
    Heading,
}

/// One phrase, with conditions that must all be met.
///
/// 一个词语及其条件；所列条件须全部满足。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    /// The words that are looked for. They are compared with the text in one spelling: write digits
    /// and letters half-width, brackets, colons and semicolons beside Chinese text full-width, and
    /// no blanks beside Chinese text. Not empty.
    ///
    /// 要查找的词语，不得为空。查找时文字已统一写法，因此数字、字母写半角，中文旁的括号、冒号、
    /// 分号写全角，中文旁不留空格。
    #[schemars(with = "String")]
    find: Spanned<Wording>,
    /// A regular expression that must match from the first character of `find` on; what it matches
    /// is the place reported. Left out: the words of `find` themselves.
    ///
    /// 从 `find` 首字开始匹配的正则表达式，所匹配的整段文字即报告位置；省略时为 `find` 本身。
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pattern: Option<Spanned<Wording>>,
    /// What should stand there; an empty text takes the words out. Left out: no correction is
    /// proposed, and the message without a replacement is used.
    ///
    /// 应当改成的文字，空字符串表示删去；省略时不提出改法，使用没有改法的消息。
    #[serde(default)]
    replace: Option<Wording>,
    /// Not meant if one of these stands right before. Left out: none.
    ///
    /// 紧接在前有其中之一的，不算；省略时没有。
    #[serde(default)]
    unless_before: Vec<Wording>,
    /// Not meant if one of these follows right away. One that is longer may also begin with the
    /// words themselves: 其它人 for 其它. Left out: none.
    ///
    /// 紧接在后有其中之一的，不算；也可以连同所查词语填写更长的说法，如查“其它”时填“其它人”。
    /// 省略时没有。
    #[serde(default)]
    unless_after: Vec<Wording>,
    /// Meant only if one of these follows right away. Left out: anything may follow.
    ///
    /// 紧接在后须有其中之一才算；省略时不限。
    #[serde(default)]
    only_after: Vec<Wording>,
    /// Meant only if one of these stands right before; it belongs to the place reported. `{body}`
    /// stands for the name of the reporting body, and an entry with it counts for nothing where the
    /// name is not known. Left out: anything may stand before.
    ///
    /// 紧接在前须有其中之一才算，并计入报告位置。`{body}` 代表报告机关名称，
    /// 名称不明时含 `{body}` 的不起作用。省略时不限。
    #[serde(default)]
    with_before: Vec<Wording>,
    /// Meant only if one of these follows in the same clause, within 80 characters. Left out: no
    /// condition.
    ///
    /// 同一分句其后80个字内须有其中之一才算；省略时不限。
    #[serde(default)]
    only_near: Vec<Wording>,
    /// Not meant if one of these follows in the same sentence, within 80 characters; a semicolon
    /// ends a sentence here. Left out: none.
    ///
    /// 同一句其后80个字内有其中之一的，不算（分号视为句末）；省略时没有。
    #[serde(default)]
    unless_near: Vec<Wording>,
    /// Not meant if one of these stands anywhere in the text. Left out: none.
    ///
    /// 全文任何一处有其中之一的，不算；省略时没有。
    #[serde(default)]
    unless_anywhere: Vec<Wording>,
    /// The severity of this entry. Left out: that of the rule.
    ///
    /// 该条目的级别；省略时与规则相同。
    #[serde(default)]
    severity: Option<Severity>,
    /// Report years in which the words are wrong; without a known report year they are let pass.
    /// Left out: all years.
    ///
    /// 该词语在哪些报告年度属于问题；报告年度不明的不报告。省略时不论年度。
    #[serde(default)]
    years: Option<Years>,
    #[serde(skip)]
    compiled: OnceLock<Option<Regex>>,
}

/// Characters after which nothing is near any more.
const NEAR: usize = 80;
/// What ends a clause and a sentence.
const CLAUSE_ENDS: [char; 6] = ['，', '。', '；', '！', '？', '\n'];
const SENTENCE_ENDS: [char; 5] = ['。', '；', '！', '？', '\n'];

impl Kind for Phrase {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", &["found", "replacement", "count"]),
            message("no-replacement", &["found", "count"]),
        ];
        MESSAGES
    }

    fn literals(&self) -> Vec<&str> {
        self.entry.iter().map(|entry| entry.find.get_ref().as_str()).collect()
    }

    fn patterns(&self) -> Vec<&str> {
        self.entry.iter().filter_map(|it| Some(it.pattern.as_ref()?.get_ref().as_str())).collect()
    }

    fn problems(&self) -> Vec<(Span, Bilingual)> {
        entries::problems(&self.entry)
    }

    fn words_searched(&self) -> usize {
        let lists = |it: &Entry| {
            it.unless_anywhere.len() + it.only_near.len() + it.unless_near.len()
        };
        self.entry.iter().map(lists).sum()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let mut told = Told::new(self);
        let mut last: Option<Span> = None;
        // By entry, once it was met: the words of the whole text that spare it are looked for once.
        let mut spared: BTreeMap<usize, bool> = BTreeMap::new();
        for (index, at) in cx.literal_hits() {
            let Some(entry) = self.entry.get(index) else { continue };
            if *spared.entry(index).or_insert_with(|| entry.is_spared(cx)) {
                continue;
            }
            if let Some(finding) = self.judge(cx, entry, at)
                && last.is_none_or(|last| !last.overlaps(finding.primary.span))
            {
                last = Some(finding.primary.span);
                told.add(index, finding);
            }
        }
        Outcome::of(told.findings())
    }
}

/// What is told of the places found: each by itself, once for each entry, or once for all.
enum Told<'a> {
    Each(Findings),
    Once { of: &'a Phrase, groups: Vec<Once>, known: BTreeMap<usize, usize> },
}

impl<'a> Told<'a> {
    fn new(of: &'a Phrase) -> Self {
        if of.once || of.once_each {
            Self::Once { of, groups: Vec::new(), known: BTreeMap::new() }
        } else {
            Self::Each(Findings::default())
        }
    }

    fn add(&mut self, entry: usize, finding: Finding) {
        match self {
            Self::Each(findings) => findings.push(finding),
            Self::Once { of, groups, known } => {
                let entry = if of.once { 0 } else { entry };
                let at = *known.entry(entry).or_insert(groups.len());
                if at == groups.len() {
                    groups.push(Once::default());
                }
                groups.get_mut(at).into_iter().for_each(|it| it.add(finding.clone()));
            }
        }
    }

    /// In the order of their first places.
    fn findings(self) -> Findings {
        match self {
            Self::Each(findings) => findings,
            Self::Once { groups, .. } => groups.into_iter().filter_map(Once::finding).collect(),
        }
    }
}

impl Phrase {
    fn judge(&self, cx: &Context<'_>, entry: &Entry, at: usize) -> Option<Finding> {
        let text = cx.doc.folded.as_str();
        let length = entry.length_at(from(text, at))?;
        let lead =
            entry.lead(before(text, at), cx.facts.body.as_ref().map(|it| it.name.as_str()))?;
        let folded = Span::new(at - lead, at + length);
        let span = cx.doc.folded.to_source(folded);
        if !self.in_scope(cx, span)
            || !entry.fits(before(text, at), from(text, at), length)
        {
            return None;
        }
        if self.outside_quotes && cx.in_quotes(folded) {
            return None;
        }
        let mut finding =
            Finding::at(span).value("found", cx.doc.words(span)).value("count", 1_usize);
        finding.severity = entry.severity;
        Some(match &entry.replace {
            Some(replacement) => finding
                .value("replacement", replacement.as_str())
                .replace(span, replacement.as_str()),
            None => finding.variant("no-replacement"),
        })
    }

    fn in_scope(&self, cx: &Context<'_>, span: Span) -> bool {
        match self.scope {
            Scope::Text => !cx.doc.in_table(span),
            Scope::Head => cx.head().contains(span),
            Scope::Title => cx.facts.titles.iter().any(|title| title.span.contains(span)),
            Scope::Heading => cx.doc.sections.iter().any(|section| section.heading.contains(span)),
        }
    }
}

impl Entry {
    /// Whether it is not meant in this report, wherever it stands.
    fn is_spared(&self, cx: &Context<'_>) -> bool {
        let text = cx.doc.folded.as_str();
        let in_years = self.years.is_none_or(|years| cx.year.is_some_and(|it| years.contains(it)));
        !in_years || self.unless_anywhere.iter().any(|it| text.contains(it.as_str()))
    }

    /// Length of what is meant, from its beginning on.
    fn length_at(&self, rest: &str) -> Option<usize> {
        let Some(pattern) = &self.pattern else { return Some(self.find.get_ref().len()) };
        let compiled = self.compiled.get_or_init(|| pattern::compile(pattern.get_ref()));
        pattern::length_at(compiled.as_ref()?, rest)
    }

    fn fits(&self, head: &str, here: &str, length: usize) -> bool {
        let tail = from(here, length);
        let not_before = !self.unless_before.iter().any(|it| head.ends_with(it.as_str()));
        let not_after = !self.unless_after.iter().any(|it| {
            tail.starts_with(it.as_str()) || here.starts_with(it.as_str()) && it.len() > length
        });
        let only = self.only_after.is_empty()
            || self.only_after.iter().any(|it| tail.starts_with(it.as_str()));
        not_before && not_after && only && self.fits_near(tail)
    }

    /// Whether the words of the clause and sentence after it agree.
    fn fits_near(&self, tail: &str) -> bool {
        let near: usize = tail.chars().take(NEAR).map(char::len_utf8).sum();
        let tail = before(tail, near);
        let until = |ends: &[char]| before(tail, tail.find(ends).unwrap_or(tail.len()));
        let holds = |words: &[Wording], ends: &[char]| {
            words.iter().any(|it| until(ends).contains(it.as_str()))
        };
        (self.only_near.is_empty() || holds(&self.only_near, &CLAUSE_ENDS))
            && (self.unless_near.is_empty() || !holds(&self.unless_near, &SENTENCE_ENDS))
    }

    /// Bytes of what must stand before; 0 where nothing must.
    fn lead(&self, head: &str, body: Option<&str>) -> Option<usize> {
        if self.with_before.is_empty() {
            return Some(0);
        }
        let wanted = self.with_before.iter().filter_map(|it| match body {
            Some(name) => Some(it.replace("{body}", name)),
            None => (!it.contains("{body}")).then(|| it.to_string()),
        });
        wanted.filter(|it| head.ends_with(it.as_str())).map(|it| it.len()).max()
    }
}

