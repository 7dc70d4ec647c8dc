//! `law-version`: the report rests on the act of its own years, not on an earlier or later one
//! (引用失效条例).
//!
//! An act may be mentioned for many reasons. Only a sentence that says what the report was made
//! under is judged, and not one that tells the history of the act.

use schemars::JsonSchema;
use serde::Deserialize;

use super::article_range::is_act;
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::citations::{ArticleRef, DocNumber, sentence};
use crate::report::{Finding, Findings, Label, Mark, Outcome, Why};
use crate::rule::{Wording, Years};
use crate::text::{Span, before, cut, from};

/// The report rests on the act in force for its year, not on an earlier or later one
/// (引用失效条例): its number of order and its articles are those of that act. Only sentences that
/// say what the report was made under are judged.
///
/// 检查编制依据是否为报告年度适用的法规版本：国务院令号和条号应是该版本的。
/// 只检查说明报告编制依据的句子。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LawVersion {
    /// Names of the act, without 《》; what stands in brackets behind a name is left out. Articles
    /// of other acts are not judged.
    ///
    /// 法规的各种名称，不带书名号；名称后括号里的说明不计。引用其他法规的条款不检查。
    acts: Vec<Wording>,
    /// Endings of what stands before the number of an order: 国务院 in 国务院令第711号.
    ///
    /// 令号前发布机关的结尾，如 `["国务院"]`（国务院令第711号）。
    issuers: Vec<Wording>,
    /// Orders that are not in force for the report, with those that are.
    ///
    /// 不适用的令号及应当使用的令号。
    orders: Vec<Swap>,
    /// Articles that speak of the report in another edition of the act, with those of the right
    /// one.
    ///
    /// 其他版本中规定年度报告的条号，及应当引用的条号。
    articles: Vec<Swap>,
    /// Words that open a basis, before the number in its sentence: 根据.
    ///
    /// 引出依据的词语，在令号或条号之前，如 `["根据", "按照"]`；句中没有的不检查。
    basis: Vec<Wording>,
    /// Words that tell that the sentence is about the report itself: 编制. A sentence without one
    /// is not judged.
    ///
    /// 表明句子说的是本报告的词语，如 `["编制", "年度报告"]`；句中没有的不检查。
    purpose: Vec<Wording>,
    /// What follows a number right away where the history of the act is told: 公布, 修订. Such a
    /// number is not judged.
    ///
    /// 紧接在号码后面、表明在叙述法规沿革的词语，如 `["公布", "修订"]`；这样的号码不检查。
    history: Vec<Wording>,
}

/// A number that is wrong here and the one that is right.
///
/// 一个不适用的号码和应当使用的号码。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Swap {
    /// The number that is wrong in these years.
    ///
    /// 在这些年度不适用的号码。
    wrong: u32,
    /// The number that is right.
    ///
    /// 应当使用的号码。
    right: u32,
    /// The report years in which it is wrong.
    ///
    /// 该号码不适用的报告年度，如 `{ to = 2018 }`。
    years: Years,
    /// Whether the wrong number is that of an earlier act, so that the message speaks of an
    /// outdated one. Left out: no, it came into force only after those years.
    ///
    /// 不适用的号码是否属于以前的版本（已失效），消息据此选择；省略时为否，即当时尚未施行。
    #[serde(default)]
    outdated: bool,
}

/// Names of the messages: on an order and on an article of the later act, then of the earlier.
const VARIANTS: [&str; 4] = ["", "article", "outdated", "outdated-article"];
const VALUES: &[&str] = &["found", "right"];

impl Swap {
    fn variant(&self, article: bool) -> &'static str {
        let index = usize::from(article) + 2 * usize::from(self.outdated);
        VARIANTS.get(index).copied().unwrap_or_default()
    }

    /// Whether `number` is the wrong one for the report.
    fn answers(&self, number: u32, year: Option<i32>) -> bool {
        self.wrong == number && year.is_some_and(|year| self.years.contains(year))
    }
}

impl Kind for LawVersion {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("article", VALUES),
            message("outdated", VALUES),
            message("outdated-article", VALUES),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let cited = &cx.facts.citations;
        let orders: Vec<&DocNumber> =
            cited.numbers.iter().filter(|it| it.is_order && self.is_issuer(&it.issuer)).collect();
        let articles: Vec<&ArticleRef> = cited
            .articles
            .iter()
            .filter(|it| it.act.as_ref().is_some_and(|act| is_act(&self.acts, act)))
            .collect();
        if orders.is_empty() && articles.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let by_order = orders.iter().filter_map(|it| self.order(cx, it, &orders));
        let by_article = articles.iter().filter_map(|it| self.article(cx, it));
        Outcome::of(by_citation(by_order.chain(by_article).collect()))
    }
}

/// What is wrong, with the sentence it stands in.
type Wrong = (Span, Finding);

/// One finding for the order and the articles of one citation, the first of which speaks for all.
fn by_citation(mut wrong: Vec<Wrong>) -> Findings {
    wrong.sort_by_key(|(sentence, it)| (*sentence, it.primary.span));
    let mut found: Vec<Wrong> = Vec::new();
    for (sentence, it) in wrong {
        match found.last_mut() {
            Some((same, first)) if *same == sentence => {
                let edits = it.fix.into_iter().flat_map(|fix| fix.edits);
                *first = edits.fold(first.clone(), Finding::edit);
                first.related.push(Mark::new(it.primary.span, Some(Label::Again)));
            }
            _ => found.push((sentence, it)),
        }
    }
    found.into_iter().map(|(_, it)| it).collect()
}

impl LawVersion {
    fn is_issuer(&self, before: &str) -> bool {
        self.issuers.iter().any(|issuer| before.ends_with(issuer.as_str()))
    }

    fn order(&self, cx: &Context<'_>, it: &DocNumber, all: &[&DocNumber]) -> Option<Wrong> {
        let swap = self.orders.iter().find(|swap| swap.answers(it.number, cx.year))?;
        let sentence = self.basis_sentence(cx, it.span)?;
        let place = |number: &DocNumber| cx.doc.folded.to_folded(number.span);
        // With the right order beside it, the sentence tells how one followed the other.
        let both =
            all.iter().any(|other| other.number == swap.right && sentence.contains(place(other)));
        if both {
            return None;
        }
        let finding = Finding::at(it.span).variant(swap.variant(false));
        let finding = finding.value("found", cx.doc.plain(it.span));
        let right = swap.right.to_string();
        let finding = finding.value("right", right.clone()).replace(it.number_span, right);
        Some((sentence, finding))
    }

    fn article(&self, cx: &Context<'_>, it: &ArticleRef) -> Option<Wrong> {
        let swap = self.articles.iter().find(|swap| swap.answers(it.number, cx.year))?;
        let sentence = self.basis_sentence(cx, it.span)?;
        let digits = cx.doc.plain(it.number_span).starts_with(|char: char| char.is_ascii_digit());
        let right = if digits { swap.right.to_string() } else { han(swap.right) };
        let finding = Finding::at(it.span)
            .variant(swap.variant(true))
            .value("found", cx.doc.plain(it.span))
            .value("right", format!("第{right}条"))
            .replace(it.number_span, right);
        Some((sentence, finding))
    }

    /// The sentence at `span` (a folded place), if it says what the report rests on.
    fn basis_sentence(&self, cx: &Context<'_>, span: Span) -> Option<Span> {
        let text = cx.doc.folded.as_str();
        let place = cx.doc.folded.to_folded(span);
        let whole = sentence(text, place.start());
        let has = |words: &[Wording], part: &str| words.iter().any(|it| part.contains(it.as_str()));
        let told = from(text, place.end()).trim_start_matches('）');
        let history = self.history.iter().any(|it| told.starts_with(it.as_str()));
        let basis = has(
            &self.basis,
            cut(before(text, place.start()), Span::new(whole.start(), place.start())),
        );
        let purpose = has(&self.purpose, cut(text, whole));
        (basis && purpose && !history).then_some(whole)
    }
}

/// A number below one hundred in Han numerals.
fn han(number: u32) -> String {
    const ONES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let one = |value: u32| {
        usize::try_from(value).ok().and_then(|it| ONES.get(it)).copied().unwrap_or_default()
    };
    match (number / 10, number % 10) {
        (0, ones) => one(ones).to_owned(),
        (1, ones) => format!("十{}", one(ones)),
        (tens, ones) => format!("{}十{}", one(tens), one(ones)),
    }
}
