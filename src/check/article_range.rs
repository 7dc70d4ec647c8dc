//! `article-range`: an article or item that the act does not have (条款号不存在).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::citations::ArticleRef;
use crate::report::{Finding, Outcome, Severity, Why};
use crate::rule::{Wording, Years};

/// An article (条) or item (项) is cited that the act does not have (条款号不存在).
///
/// 检查条款号是否存在：引用了法规中没有的条或者项。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ArticleRange {
    /// Names of the act, without 《》; what stands in brackets behind a name is left out. Articles
    /// of other acts are not judged.
    ///
    /// 法规的各种名称，不带书名号；名称后括号里的说明不计。引用其他法规的条款不检查。
    acts: Vec<Wording>,
    /// The editions of the act, each for some report years; the first whose years hold the report
    /// year counts, and without one nothing is judged.
    ///
    /// 法规的各个版本，每个版本对应若干报告年度；取第一个包含报告年度的版本，没有的不检查。
    edition: Vec<Edition>,
}

/// The act as it was in force for some report years.
///
/// 某些报告年度适用的法规版本。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Edition {
    /// The report years it holds for.
    ///
    /// 适用的报告年度，如 `{ from = 2019 }`。
    years: Years,
    /// The number of its last article: 56 of an act with 56 articles.
    ///
    /// 最后一条的条号：全文共五十六条的填 56。
    last: u32,
    /// How many items (项) single articles have; the items of other articles are not judged. Left
    /// out: no items are judged.
    ///
    /// 个别条文共有几项；未列出的条文不检查项号。省略时一律不检查项号。
    #[serde(default)]
    items: Vec<Items>,
    /// How much a finding matters in these years: a warning where the numbers are not certain.
    ///
    /// 在这些年度发现的问题属于哪一级；条文总数不能完全确定的，宜用 "warning"。
    severity: Severity,
}

/// How many items an article has.
///
/// 一条共有几项。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Items {
    /// The number of the article.
    ///
    /// 条号。
    article: u32,
    /// The number of its last item.
    ///
    /// 该条最后一项的项号。
    last: u32,
}

impl Kind for ArticleRange {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] =
            &[message("", &["found", "act", "last"]), message("item", &["found", "act", "last"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let in_force = |it: &&Edition| cx.year.is_some_and(|year| it.years.contains(year));
        let Some(edition) = self.edition.iter().find(in_force) else {
            return Outcome::Inapplicable(Why::NoYear);
        };
        let articles = cx.facts.citations.articles.iter();
        let own: Vec<&ArticleRef> = articles
            .filter(|it| it.act.as_ref().is_some_and(|act| is_act(&self.acts, act)))
            .collect();
        if own.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        Outcome::of(own.into_iter().filter_map(|it| edition.judge(cx, it)).collect())
    }
}

impl Edition {
    fn judge(&self, cx: &Context<'_>, it: &ArticleRef) -> Option<Finding> {
        let finding = Finding::at(it.span)
            .value("found", cx.doc.plain(it.span))
            .severity(self.severity)
            .value("act", it.act.clone().unwrap_or_default());
        if it.number > self.last {
            return Some(finding.value("last", self.last));
        }
        let items = self.items.iter().find(|items| items.article == it.number)?;
        let wrong = it.item.is_some_and(|item| item > items.last);
        wrong.then(|| finding.variant("item").value("last", items.last))
    }
}

/// Whether `name` is one of `acts`, a remark in brackets behind it left out.
pub(super) fn is_act(acts: &[Wording], name: &str) -> bool {
    let bare = name.split('（').next().unwrap_or(name);
    acts.iter().any(|act| act == bare)
}
