//! The index of rules, in Markdown: by family, by act, and the rules that are not there yet.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::bilingual::{both, cell, link, listed, of};
use super::explain::binding;
use super::markdown::escape::{code, row, text};
use super::words;
use crate::lang::Lang;
use crate::rule::{Authority, Packs, Planned, Rule, family_of};

/// The index of `rules`, and of `planned` ones.
pub(super) fn index(rules: &[&Rule], planned: &[&Planned], packs: &Packs) -> String {
    let mut index = String::from(
        "# 规则 · Rules\n\n\
        由规则文件生成，每条规则一页，有依据、缘由和示例。\
        `hegui explain 代码` 在终端显示同样的内容。\
        各项法定要求由哪些规则检查，见[条款与规则](coverage.md)。\n\n\
        Generated from the rule files, a page a rule, with basis, reason and examples. \
        `hegui explain CODE` shows the same on a terminal. \
        What the law asks for and which rules see to it is in [Clauses](coverage.md).\n",
    );
    let count = rules.len().to_string();
    index.extend(["\n共 ", &count, " 条规则。 · ", &count, " rules.\n"]);
    index += "\n## 按类别 · By family\n";
    index += &by_family(rules, packs);
    index += "\n## 按依据 · By act\n";
    index += &by_act(rules, packs);
    if !planned.is_empty() {
        index += "\n## 尚未提供的规则 · Rules not there yet\n\n";
        let heads = ["代码 · Code", "名称 · Id", "内容 · What", "原因 · Why"];
        index += &head(&heads);
        for it in planned {
            let cells = [text(it.code()), code(it.id()), cell(of(&it.title)), cell(of(&it.reason))];
            index += &row(&cells);
        }
    }
    index
}

/// The head of a table.
pub(super) fn head(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|it| (*it).to_owned()).collect();
    row(&names) + "|" + &"---|".repeat(names.len()) + "\n"
}

fn by_family(rules: &[&Rule], packs: &Packs) -> String {
    let mut families: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in rules {
        families.entry(family_of(rule.code())).or_default().push(rule);
    }
    let mut out = String::new();
    for (family, rules) in families {
        let title = packs.family(family).map(|it| both(of(&it.title))).unwrap_or_default();
        out += format!("\n### {} {title}", text(family)).trim_end();
        out += "\n\n";
        out += &head(&["代码 · Code", "级别 · Severity", "修改 · Fix", "名称 · Id", "内容 · What"]);
        for rule in rules {
            out += &row(&[
                link(rule.code()),
                cell(|lang| severity(rule, lang)),
                cell(|lang| words::safety(rule.fix, lang).to_owned()),
                code(rule.id()),
                cell(of(&rule.title)),
            ]);
        }
    }
    out
}

fn severity(rule: &Rule, lang: Lang) -> String {
    let off = lang.pick("（默认关闭）", " (off)");
    format!("{}{}", words::severity(rule.severity(), lang), if rule.enabled { "" } else { off })
}

/// Acts that bind first, those on which most rests before others.
fn by_act(rules: &[&Rule], packs: &Packs) -> String {
    let cited = |authority: &Authority| {
        let of = |rule: &&Rule| rule.cites().any(|it| *it.authority.get_ref() == authority.id);
        rules.iter().filter(|rule| of(rule)).count()
    };
    let mut acts: Vec<(usize, &Authority)> = packs
        .authorities
        .iter()
        .map(|it| (cited(it), it))
        .filter(|(count, _)| *count > 0)
        .collect();
    acts.sort_by_key(|(count, it)| (Reverse(it.binding), Reverse(*count), it.id.as_str()));
    let mut out = String::new();
    for (_, act) in acts {
        out += &act_head("###", act);
        out += &head(&["条款 · Article", "规则 · Rules"]);
        for (article, rules) in articles(act, rules) {
            out += &row(&[article, listed(&rules)]);
        }
    }
    out
}

/// An act with its number, how far it binds and how far it was read.
pub(super) fn act_head(level: &str, act: &Authority) -> String {
    let mut out = format!("\n{level} {}\n\n", both(of(&act.name)));
    for lang in [Lang::Zh, Lang::En] {
        let number = act.number.as_deref().map(text);
        let years = act.report_years.map(|it| words::years(it, lang));
        let known = [binding(act, lang), words::standing(act.standing, lang)].map(str::to_owned);
        let facts: Vec<String> = number.into_iter().chain(known).chain(years).collect();
        let facts = facts.join(lang.pick("；", "; "));
        let note = act.note.as_ref().map(|it| text(it.get(lang))).unwrap_or_default();
        let stop = if note.is_empty() { lang.pick("。", ".") } else { lang.pick("。", ". ") };
        out.extend(["- ", &facts, stop, &note, "\n"]);
    }
    out + "\n"
}

/// What of an act is cited, in its order, and by which rules.
fn articles<'a>(act: &Authority, rules: &[&'a Rule]) -> Vec<(String, Vec<&'a Rule>)> {
    let mut articles: BTreeMap<(Vec<u32>, String), Vec<&Rule>> = BTreeMap::new();
    for rule in rules {
        for cite in rule.cites().filter(|it| *it.authority.get_ref() == act.id) {
            let label = cite.article.as_ref().map(ToString::to_string).unwrap_or_default();
            let numbers = label.split(|char: char| !char.is_ascii_digit());
            let numbers = numbers.filter_map(|it| it.parse().ok()).collect();
            let name = |at| both(|lang| text(&words::article_of(act, at, lang)));
            let name = cite.article.as_ref().map_or_else(|| "全文 · as a whole".to_owned(), name);
            let known = articles.entry((numbers, name)).or_default();
            if !known.iter().any(|it| it.code() == rule.code()) {
                known.push(rule);
            }
        }
    }
    articles.into_iter().map(|((_, name), rules)| (name, rules)).collect()
}
