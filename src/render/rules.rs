//! The list of rules: a table, JSON, or the index in Markdown.

use serde::Serialize;

use super::bilingual::years_of;
use super::{Look, columns, escape, rule_index, words};
use crate::rule::{Article, FixSafety, Packs, Planned, Rule, Status, Words};

/// The formats of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListFormat {
    /// Aligned columns.
    Table,
    /// JSON.
    Json,
    /// Markdown, in both languages.
    Markdown,
}

/// A rule as JSON lists it.
#[derive(Serialize)]
struct Listed<'a> {
    code: &'a str,
    id: &'a str,
    pack: &'a str,
    severity: &'static str,
    fix: &'static str,
    enabled: bool,
    status: &'static str,
    since: &'a str,
    title: Title<'a>,
    years: Option<Span>,
    basis: Vec<Cited<'a>>,
}

/// Words in both languages.
#[derive(Serialize)]
pub(super) struct Title<'a> {
    zh: &'a str,
    en: &'a str,
}

impl<'a> Title<'a> {
    pub(super) fn of(words: &'a Words) -> Self {
        Self { zh: &words.zh, en: &words.en }
    }
}

/// The first and the last report year, where there is one.
#[derive(Serialize)]
struct Span {
    from: Option<i32>,
    to: Option<i32>,
}

/// What a rule rests on.
#[derive(Serialize)]
struct Cited<'a> {
    authority: &'a str,
    article: Option<String>,
}

/// The list of `rules` in a format; Markdown holds `planned` ones, too.
pub fn rules(
    rules: &[&Rule],
    planned: &[&Planned],
    packs: &Packs,
    format: ListFormat,
    look: Look,
) -> String {
    match format {
        ListFormat::Table => table(rules, look),
        ListFormat::Json => json(rules, packs),
        ListFormat::Markdown => rule_index::index(rules, planned, packs),
    }
}

fn cells(rule: &Rule, look: Look) -> [String; 6] {
    let severity = words::severity(rule.severity(), look.lang);
    let status = words::status(rule.status, look.lang);
    // What does not run by its status needs no other word for it.
    let off = match (rule.status, rule.enabled) {
        (Status::Draft | Status::Retired, _) => {
            look.lang.pick(format!("（{status}）"), format!(" ({status})"))
        }
        (Status::Active, true) => String::new(),
        (Status::Active, false) => look.lang.pick("（默认关闭）", " (off)").to_owned(),
    };
    [
        rule.code().to_owned(),
        format!("{severity}{off}"),
        words::safety(rule.fix, look.lang).to_owned(),
        rule.pack.clone(),
        rule.id().to_owned(),
        look.shown(rule.title.get(look.lang)),
    ]
}

fn heads(look: Look) -> [String; 6] {
    let heads = look.lang.pick(
        ["代码", "级别", "修改", "规则包", "名称", "内容"],
        ["code", "severity", "fix", "pack", "id", "what"],
    );
    heads.map(str::to_owned)
}

fn table(rules: &[&Rule], look: Look) -> String {
    let mut rows = vec![heads(look)];
    rows.extend(rules.iter().map(|rule| cells(rule, look)));
    let count = rules.len();
    let total = look.lang.pick(format!("共 {count} 条规则"), format!("{count} rules"));
    columns::aligned(&rows, look) + &total + "\n"
}

fn json(rules: &[&Rule], packs: &Packs) -> String {
    let listed: Vec<Listed<'_>> = rules.iter().map(|rule| listed(rule, packs)).collect();
    // Plain structs of words and flags cannot fail to serialise.
    let json = serde_json::to_string_pretty(&listed).unwrap_or_default();
    escape::in_json(&json).into_owned() + "\n"
}

fn listed<'a>(rule: &'a Rule, packs: &Packs) -> Listed<'a> {
    Listed {
        code: rule.code(),
        id: rule.id(),
        pack: &rule.pack,
        severity: rule.severity().name(),
        fix: match rule.fix {
            FixSafety::No => "no",
            FixSafety::Suggest => "suggest",
            FixSafety::Safe => "safe",
        },
        enabled: rule.enabled,
        status: match rule.status {
            Status::Draft => "draft",
            Status::Active => "active",
            Status::Retired => "retired",
        },
        since: &rule.since,
        title: Title::of(&rule.title),
        years: years_of(rule, packs).map(|it| Span { from: it.from, to: it.to }),
        basis: rule
            .cites()
            .map(|cite| Cited {
                authority: cite.authority.get_ref(),
                article: cite.article.as_ref().map(Article::to_string),
            })
            .collect(),
    }
}
