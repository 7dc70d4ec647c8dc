//! `body-name`: title, preface and signature name the same body (机关名称一致).
//!
//! Names differ for many good reasons: what lies above may be left out, a government's office may
//! sign for it, a zone is its committee. Only bodies of one kind with different names are told.

mod opening;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::document::{Block, BlockKind};
use crate::engine::Context;
use crate::facts::body::{Body, BodyKind, is_body_name, is_same};
use crate::report::{Finding, Findings, Label, Mark, Outcome, Value, Why};
use crate::rule::Wording;
use crate::text::{Span, before, from, is_han};

/// Title, preface, text and signature name the same body (机关名称一致). Only bodies of one kind
/// with different names are told; an office that signs for its government, or a name without the
/// higher place, is let pass.
///
/// 检查机关名称是否前后一致：标题、引言、正文和落款所写的机关应是同一个。
/// 只报告同类机关名称不同的情形；省略上级地名、办公室代政府署名等不算问题。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct BodyName {
    /// What follows the name of the body that the preface speaks for: 编制, 根据《.
    ///
    /// 引言中紧接在编制机关名称后面的词语，如 `["编制", "根据《"]`。
    acts: Vec<Wording>,
    /// What stands right before the name of the body that publishes (现公布) or answers questions
    /// (请与), anywhere in the prose; the name must be followed by a digit, a bracket or one of `ends`. Such
    /// names are told where they are as long as the title's and differ little (石板镇, 石桥镇), and
    /// in the preface where both are of one of the `alone` kinds. Left out: such names are not
    /// looked at.
    ///
    /// 正文中紧接在机关名称前面的词语，如 `["现公布", "请与"]`；名称后须接数字、括号或 `ends` 之一。
    /// 这里的名称与标题字数相同、仅个别字不同（如“石板镇”与“石桥镇”）的，以及引言中两者同属
    /// `alone` 所列类型的，才报告。省略时不检查这类名称。
    #[serde(default)]
    before: Vec<Wording>,
    /// What stands right before the name of the body whose report it is: 特编制. A year and 年度报告
    /// must follow the name in its clause; told in the preface only. Left out: none.
    ///
    /// 紧接在报告所属机关名称前面的词语，如 `["特编制"]`；名称后须接年份，同一分句中须有“年度报告”，
    /// 只在引言中报告。省略时没有。
    #[serde(default)]
    reports: Vec<Wording>,
    /// What stands right before the name of the body whose site has the report (可在); told only in
    /// the preface and for `alone` kinds. Left out: such names are not looked at.
    ///
    /// 紧接在登载报告的网站的机关名称前面的词语，如 `["可在"]`；只在引言中、两者同属 `alone` 所列类型时报告。
    /// 省略时不检查这类名称。
    #[serde(default)]
    sites: Vec<Wording>,
    /// What follows such a name, from its office or site on: 联系, 网站. Left out: only a digit may
    /// follow.
    ///
    /// 紧接在这类名称后面的词语，如 `["联系", "网站"]`；省略时只能接数字。
    #[serde(default)]
    ends: Vec<Wording>,
    /// Kinds of body of which no other has a part in a report: town, street, county, district. A
    /// department's questions may be answered by another one, and a city lies in a city. Left out:
    /// none.
    ///
    /// 引言中不会出现同类其他机关的机关类型，如 `["town", "street"]`（乡镇、街道）；部门的联系单位
    /// 可能是另一部门，不宜列入。省略时没有。
    #[serde(default)]
    alone: Vec<Wording>,
    /// Keys of the chapters, as in pack.toml, whose first sentence is about the body itself; the
    /// name that it begins with is looked at for `alone` kinds. Left out: none.
    ///
    /// 首句以本机关为主语的章节，填 pack.toml 中章节的 `key`；两者同属 `alone` 所列类型的，检查首句开头的
    /// 机关名称。省略时没有。
    #[serde(default)]
    openings: Vec<Wording>,
    /// What follows such a name where it is the subject: 以, 认真. Left out: none.
    ///
    /// 紧接在首句主语后面的词语，如 `["以", "认真"]`；省略时没有。
    #[serde(default)]
    subject_acts: Vec<Wording>,
    /// Words that show that what stands there is no name but part of a sentence: 各, 结合. A name
    /// with one of them is not judged.
    ///
    /// 表明所取的文字不是机关名称而是句子一部分的词语，如 `["各", "结合"]`；
    /// 含有其中之一的不当作名称。
    no_names: Vec<Wording>,
}

/// Characters of the longest name in a preface.
const LONGEST: usize = 24;

impl Kind for BodyName {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found", "name"])];
        MESSAGES
    }

    fn literals(&self) -> Vec<&str> {
        let leads = self.before.iter().chain(&self.sites).chain(&self.reports);
        self.acts.iter().chain(leads).map(Wording::as_str).collect()
    }

    fn chapters(&self) -> Vec<&str> {
        self.openings.iter().map(Wording::as_str).collect()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let Some(main) = cx.facts.body.as_ref().filter(|it| it.sub.is_some()) else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        let mut others = title_names(cx);
        others.extend(self.preface_names(cx));
        let signer = cx.facts.signature.as_ref().and_then(|it| it.body);
        others.extend(signer.map(|span| Body::named(cx.doc.plain(span), span)));
        let head = cx.head();
        let alone = main.sub.is_some_and(|sub| self.alone.iter().any(|it| it.as_str() == sub));
        others.extend(self.opening(cx, main).filter(|_| alone));
        let led = self.led_names(cx, main).into_iter().filter(|(it, role)| match role {
            Role::Report => head.contains(it.span),
            Role::Site => alone && head.contains(it.span),
            Role::Contact => is_twin(it, main) || alone && head.contains(it.span),
        });
        let led: Vec<Body> = led.map(|it| it.0).collect();
        // The office of a street answers for no town.
        let led_spans: Vec<Span> = led.iter().map(|it| it.span).collect();
        others.extend(led);
        let mut findings: Findings = Findings::default();
        let towns = |it: &Body| it.kind == Some(BodyKind::Twn) && it.kind == main.kind;
        let same_kind = |it: &&Body| it.sub == main.sub || led_spans.contains(&it.span) && towns(it);
        for other in others.iter().filter(|it| same_kind(it) && !is_same(it, main)) {
            let name = Value::from(other.name.as_str());
            let earlier = findings.iter_mut().find(|it| it.values.get("found") == Some(&name));
            if let Some(earlier) = earlier {
                let apart = !earlier.primary.span.overlaps(other.span);
                earlier.related.extend(apart.then(|| Mark::new(other.span, Some(Label::Again))));
            } else if !is_declared(cx, &other.name) {
                let finding = Finding::at(other.span).related(main.span, Label::Title);
                let finding = finding.value("found", other.name.as_str());
                findings.push(finding.value("name", main.name.as_str()));
            }
        }
        Outcome::of(findings)
    }
}

impl BodyName {
    /// Names in the preface that say who made the report.
    fn preface_names(&self, cx: &Context<'_>) -> Vec<Body> {
        let head = cx.head();
        let mut names = Vec::new();
        for (word, at) in cx.literal_hits() {
            let Some(block) = block_of(cx, at).filter(|_| word < self.acts.len()) else { continue };
            if block.kind == BlockKind::Paragraph && head.contains(block.span) {
                let words = cx.doc.folded.slice(block.folded);
                let name = self.name_before(words, at - block.folded.start());
                names.extend(name.map(|name| named(cx, name, at - name.len())));
            }
        }
        names.sort_by_key(|it| it.span);
        names
    }

    /// Names right behind the words that lead to one, and what these say of it.
    fn led_names(&self, cx: &Context<'_>, main: &Body) -> Vec<(Body, Role)> {
        let leads = self.before.iter().chain(&self.sites).chain(&self.reports);
        let leads: Vec<&Wording> = leads.collect();
        let mut names = Vec::new();
        for (word, at) in cx.literal_hits() {
            let Some(index) = word.checked_sub(self.acts.len()) else { continue };
            let Some((lead, block)) = leads.get(index).zip(block_of(cx, at)) else { continue };
            if block.kind == BlockKind::Paragraph && !cx.doc.in_table(block.span) {
                let start = at + lead.len();
                let words = from(cx.doc.folded.slice(block.folded), start - block.folded.start());
                let Some(name) = self.name_at(words) else { continue };
                let role = match index.checked_sub(self.before.len()) {
                    _ if is_of_report(from(words, name.len())) => Role::Report,
                    None => Role::Contact,
                    Some(site) if site < self.sites.len() => Role::Site,
                    Some(_) => continue,
                };
                names.push((named(cx, of_government(name, main), start), role));
            }
        }
        names.sort_by_key(|it| it.0.span);
        names
    }

    /// The name of a body that `words` begin with, up to a year or what may follow such a name.
    fn name_at<'a>(&self, words: &'a str) -> Option<&'a str> {
        let run: usize =
            words.chars().take(LONGEST).take_while(|&char| is_han(char)).map(char::len_utf8).sum();
        let run = before(words, run);
        let end = self.ends.iter().filter_map(|it| run.find(it.as_str())).min();
        let whole = before(run, end.unwrap_or(run.len()));
        let name = of_office(whole);
        let sound = !self.no_names.iter().any(|it| name.contains(it.as_str()));
        // 请联系石桥镇党政办（电话…）
        let ends = end.is_some() || from(words, run.len()).starts_with(|it| is_digit(it) || it == '（');
        (ends && sound && is_body_name(name)).then_some(name)
    }

    /// The name of a body that ends at `at`, behind a stop or 由.
    fn name_before<'a>(&self, words: &'a str, at: usize) -> Option<&'a str> {
        let head = before(words, at);
        let run = head.chars().rev().take(LONGEST).take_while(|&char| is_han(char));
        let length: usize = run.map(char::len_utf8).sum();
        let run = from(head, at - length);
        let name = run.rsplit('由').next().unwrap_or(run);
        let sound = !self.no_names.iter().any(|it| name.contains(it.as_str()));
        (is_body_name(name) && sound).then_some(name)
    }
}

/// What the words before a name say of it.
#[derive(Clone, Copy)]
enum Role {
    /// It is the body whose report this is.
    Report,
    /// Its site has the report.
    Site,
    /// It publishes the report, or answers questions.
    Contact,
}

/// Characters from a name to 年度报告.
const TITLE: usize = 24;

/// Whether a year and 年度报告 follow a name: 2017年政府信息公开工作年度报告.
fn is_of_report(rest: &str) -> bool {
    let inside = |char: &char| !matches!(char, '，' | '。' | '；' | '、' | '\n');
    let clause: usize =
        rest.chars().take(TITLE).take_while(inside).map(char::len_utf8).sum();
    rest.starts_with(is_digit) && before(rest, clause).contains("信息公开工作年度报告")
}

/// The government whose office has this name, where the report is by a government; for others the
/// office is a body of its own.
fn of_government<'a>(name: &'a str, main: &Body) -> &'a str {
    let office = ["办公室", "办公厅"].iter().find_map(|it| name.strip_suffix(it));
    let office = office.filter(|it| it.ends_with("政府") && main.sub != Some("department"));
    office.unwrap_or(name)
}

/// Words with which the name of a town's or street's body ends, though its office may follow.
const GOVERNMENTS: [&str; 4] = ["镇人民政府", "乡人民政府", "街道办事处", "镇政府"];

/// What the offices inside a town or street are called behind its bare name: 石桥镇党政办.
const INNER: [&str; 16] = [
    "党政综合办公室",
    "党政综合办",
    "党政办公室",
    "党政办",
    "综合办公室",
    "综合办",
    "党建办公室",
    "党建办",
    "政务公开办公室",
    "政务公开办",
    "信息公开办公室",
    "信息公开办",
    "便民服务中心",
    "政务服务中心",
    "办公室",
    "政府",
];

/// The body whose office has this name: 石桥镇人民政府党政办公室 is that of 石桥镇人民政府, 石桥镇党政办 that
/// of 石桥镇. The office of a county's government is a body of its own.
fn of_office(name: &str) -> &str {
    let ends = GOVERNMENTS.iter().filter_map(|it| name.find(it).map(|at| at + it.len()));
    let inner = || INNER.iter().find_map(|it| name.strip_suffix(it));
    let town = || inner().filter(|it| it.ends_with(['镇', '乡']) || it.ends_with("街道"));
    ends.min().map(|end| before(name, end)).or_else(town).unwrap_or(name)
}

/// The block in which a folded place lies.
fn block_of<'a>(cx: &Context<'a>, at: usize) -> Option<&'a Block> {
    let next = cx.doc.blocks.partition_point(|it| it.folded.start() <= at);
    let block = cx.doc.blocks.get(next.checked_sub(1)?)?;
    (at < block.folded.end()).then_some(block)
}

/// The body whose name begins at a folded place.
fn named(cx: &Context<'_>, name: &str, at: usize) -> Body {
    Body::named(name, cx.doc.folded.to_source(Span::new(at, at + name.len())))
}

fn is_digit(char: char) -> bool {
    char.is_ascii_digit()
}

/// Whether two names differ like those of two bodies of one rank: as long, with the same ending,
/// and at least two characters in common (石板镇 and 石桥镇, 临江县畜牧局 and 临江县农业局).
fn is_twin(left: &Body, right: &Body) -> bool {
    let (left, right) = (left.stem.as_str(), right.stem.as_str());
    let same_end = left.chars().next_back() == right.chars().next_back();
    let pairs = left.chars().zip(right.chars());
    let common = pairs.filter(|(left, right)| left == right).count();
    let length = left.chars().count();
    same_end && length == right.chars().count() && common >= 2 && left != right
}

fn title_names(cx: &Context<'_>) -> Vec<Body> {
    let named = cx.facts.titles.iter().filter(|it| is_body_name(&it.name));
    named.map(|it| Body::named(&it.name, it.name_span)).collect()
}

fn is_declared(cx: &Context<'_>, name: &str) -> bool {
    cx.facts.citations.abbreviations.iter().any(|it| it.short == name)
}
