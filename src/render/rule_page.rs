//! The page of a rule, in Markdown: everything there is to know of it, in Chinese and in English.

use super::bilingual::{both, named};
use super::explain::{basis, kind};
use super::markdown::escape::{code, text};
use super::rule_entries::{self, Dress, beside, circumstances, entries};
use super::{clauses, escape};
use crate::lang::Lang;
use crate::rule::{Example, Packs, Planned, Rule};

/// The page of a rule.
pub fn rule_page(rule: &Rule, packs: &Packs) -> String {
    let mut page = head(rule.code(), &rule.title);
    for lang in [Lang::Zh, Lang::En] {
        page += &part(rule, packs, lang);
    }
    page += "\n## 示例 · Examples\n";
    for (index, example) in rule.examples().enumerate() {
        page += &shown(rule, example, index + 1, packs);
    }
    page
}

/// The page of a rule that is not there yet.
pub fn planned_page(planned: &Planned) -> String {
    let mut page = head(planned.code(), &planned.title);
    for lang in [Lang::Zh, Lang::En] {
        let reason = text(planned.reason.get(lang));
        page += &title_of(lang);
        page += &item(lang, ("名称", "Id"), &code(planned.id()));
        page += &item(lang, ("状态", "Status"), lang.pick("尚未提供", "not there yet"));
        page += &item(lang, ("原因", "Reason"), &reason);
    }
    page
}

fn head(code: &str, title: &crate::rule::Words) -> String {
    format!(
        "# {} {}\n\n[规则目录 · All rules](README.md) · [条款与规则 · Clauses](coverage.md)\n",
        text(code),
        both(|lang| text(title.get(lang)))
    )
}

fn title_of(lang: Lang) -> String {
    format!("\n## {}\n\n", lang.pick("中文", "English"))
}

fn item(lang: Lang, (zh, en): (&str, &str), words: &str) -> String {
    format!("- **{}**{}{words}\n", lang.pick(zh, en), lang.pick("：", ": "))
}

/// Words of a page.
struct Page;

impl Dress for Page {
    fn text(&self, words: &str) -> String {
        text(words)
    }

    fn code(&self, name: &str) -> String {
        code(name)
    }

    fn kind(&self, name: &str) -> String {
        format!("[{}](../kinds.md#{name})", text(name))
    }

    fn rule(&self, rule: &Rule, lang: Lang) -> String {
        named(rule, lang)
    }
}

/// All but the examples, in one language.
fn part(rule: &Rule, packs: &Packs, lang: Lang) -> String {
    let mut part = title_of(lang) + &item(lang, ("名称", "Id"), &code(rule.id()));
    for (name, words) in entries(rule, packs, lang, &Page) {
        let name = capital(&name);
        part += &item(lang, (&name, &name), &words);
    }
    for (name, items) in [
        (lang.pick("报告的内容", "Messages"), messages(rule, lang)),
        (lang.pick("依据", "Basis"), bases(rule, packs, lang)),
        (lang.pick("对应的条款", "Clauses it sees to"), seen_to(rule, packs, lang)),
    ] {
        if !items.is_empty() {
            part.extend(["\n### ", name, "\n\n", &items.join("\n"), "\n"]);
        }
    }
    part
}

/// A name with a capital, as items of a page have it.
fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|it| it.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

/// Every message with its advice.
fn messages(rule: &Rule, lang: Lang) -> Vec<String> {
    let mut items = Vec::new();
    for (message, help) in rule_entries::messages(rule, lang) {
        items.push(format!("- {}", text(&message)));
        if let Some(help) = help {
            items.push(format!("  - {}{}", lang.pick("建议：", "advice: "), text(&help)));
        }
    }
    items
}

fn seen_to(rule: &Rule, packs: &Packs, lang: Lang) -> Vec<String> {
    let clauses = clauses::of_rule(rule, packs, lang);
    clauses.iter().map(|it| format!("- {}", text(it))).collect()
}

fn bases(rule: &Rule, packs: &Packs, lang: Lang) -> Vec<String> {
    rule.cites().map(|cite| format!("- {}", text(&basis(cite, packs, lang)))).collect()
}

/// An example with what is expected of it.
fn shown(rule: &Rule, example: &Example, number: usize, packs: &Packs) -> String {
    let title = both(|lang| kind(example.expect, lang).to_owned());
    let how = both(|lang| circumstances(rule, example, packs, lang));
    let mut out = format!("\n### {number}. {title}\n\n{how}\n\n{}", fenced(&example.text));
    for (zh, en) in beside(example, Lang::Zh).iter().zip(beside(example, Lang::En)) {
        out.extend(["\n", &zh.0, " · ", &en.0, "\n\n", &fenced(zh.1)]);
    }
    if let Some(fixed) = &example.fixed {
        out.extend(["\n修改后 · after the fix\n\n", &fenced(fixed)]);
    }
    out
}

/// A text as it is, save what would hide or end the fence.
fn fenced(example: &str) -> String {
    let runs = example.split(|char| char != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0).max(2) + 1);
    let mut out = format!("{fence}text\n");
    for line in example.trim_end_matches('\n').lines() {
        for char in line.chars() {
            if char != '\t' && escape::is_hidden(char) {
                out += &escape::spelled(char);
            } else {
                out.push(char);
            }
        }
        out.push('\n');
    }
    out + &fence + "\n"
}
