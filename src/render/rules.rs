//! The list of rules: a table, Markdown or JSON.

use serde::Serialize;

use super::{Look, escape, words};
use crate::rule::{FixSafety, Rule, Status};

/// The formats of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListFormat {
    /// Aligned columns.
    Table,
    /// JSON.
    Json,
    /// A Markdown table.
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
}

#[derive(Serialize)]
struct Title<'a> {
    zh: &'a str,
    en: &'a str,
}

/// The list of `rules` in a format.
pub fn rules(rules: &[&Rule], format: ListFormat, look: Look) -> String {
    match format {
        ListFormat::Table => table(rules, look),
        ListFormat::Json => json(rules),
        ListFormat::Markdown => markdown(rules, look),
    }
}

fn cells(rule: &Rule, look: Look) -> [String; 6] {
    let severity = words::severity(rule.severity(), look.lang);
    let off = if rule.enabled { "" } else { look.lang.pick("（默认关闭）", " (off)") };
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
    let mut widths = [0; 6];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = look.width_of(cell).max(*width);
        }
    }
    let line = |row: &[String; 6]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| look.padded(cell, width));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let count = rules.len();
    let total = look.lang.pick(format!("共 {count} 条规则"), format!("{count} rules"));
    rows.iter().map(line).collect::<String>() + &total + "\n"
}

fn markdown(rules: &[&Rule], look: Look) -> String {
    let line =
        |row: [String; 6]| format!("| {} |\n", row.map(|it| it.replace('|', "\\|")).join(" | "));
    let body: String = rules.iter().map(|rule| line(cells(rule, look))).collect();
    line(heads(look)) + "|---|---|---|---|---|---|\n" + &body
}

fn json(rules: &[&Rule]) -> String {
    let listed: Vec<Listed<'_>> = rules.iter().map(|rule| listed(rule)).collect();
    // Plain structs of words and flags cannot fail to serialise.
    let json = serde_json::to_string_pretty(&listed).unwrap_or_default();
    escape::in_json(&json).into_owned() + "\n"
}

fn listed(rule: &Rule) -> Listed<'_> {
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
        title: Title { zh: &rule.title.zh, en: &rule.title.en },
    }
}
