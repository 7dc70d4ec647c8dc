//! `article-range`: an article or item that the act does not have (条款号不存在).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::citations::ArticleRef;
use crate::report::{Finding, Outcome, Severity, Why};
use crate::rule::Years;

/// Parameters of `[check.article-range]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ArticleRange {
    /// Names of the act.
    acts: Vec<String>,
    /// How far it goes, edition by edition.
    edition: Vec<Edition>,
}

/// The act as it was in force for some report years.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Edition {
    years: Years,
    /// Its last article.
    last: u32,
    /// The last item of articles that have items.
    #[serde(default)]
    items: Vec<Items>,
    /// How sure the numbers are.
    severity: Severity,
}

/// How many items an article has.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Items {
    article: u32,
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
pub(super) fn is_act(acts: &[String], name: &str) -> bool {
    let bare = name.split('（').next().unwrap_or(name);
    acts.iter().any(|act| act == bare)
}
