//! The page of a rule, in Markdown: everything there is to know of it, in Chinese and in English.

use super::bilingual::{both, named, years_in_words};
use super::explain::{basis, kind};
use super::markdown::escape::{code, text};
use super::{clauses, escape, packs, words};
use crate::lang::Lang;
use crate::rule::{Example, Need, Packs, Planned, Rule};

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

/// All but the examples, in one language.
fn part(rule: &Rule, packs: &Packs, lang: Lang) -> String {
    let mut part = title_of(lang);
    let mut say = |name: (&str, &str), words: &str| part += &item(lang, name, words);
    say(("名称", "Id"), &code(rule.id()));
    say(("级别", "Severity"), &severity(rule, lang));
    say(("修改", "Fix"), words::safety(rule.fix, lang));
    say(("规则包", "Pack"), &pack(rule, packs, lang));
    for (pack, change) in packs::changes(rule, packs, lang) {
        let name = code(pack);
        let who = lang.pick(format!("规则包 {name} 的调整"), format!("Changed by pack {name}"));
        say((&who, &who), &text(&change));
    }
    let kind = rule.kind();
    say(("检查方式", "Kind of check"), &format!("[{}](../kinds.md#{kind})", text(&kind)));
    say(("报告年度", "Report years"), &years_in_words(rule, packs, lang));
    say(("启用版本", "Since"), &text(&rule.since));
    say(("状态", "Status"), words::status(rule.status, lang));
    say(("缘由", "Why"), &text(rule.why.get(lang)));
    if let Some(guard) = &rule.guard {
        say(("不作为问题", "Let pass"), &text(guard.get(lang)));
    }
    if !rule.needs.is_empty() {
        let needs: Vec<&str> = rule.needs.iter().map(|it| need(*it, lang)).collect();
        say(("判断条件", "Needs"), &needs.join(lang.pick("；", "; ")));
    }
    if !rule.yields_to.is_empty() {
        say(("让位于", "Yields to"), &neighbours(rule, packs, lang));
    }
    for (name, items) in [
        (lang.pick("报告的内容", "Messages"), messages(rule, lang)),
        (lang.pick("依据", "Basis"), bases(rule, packs, lang)),
        (lang.pick("对应的条款", "Clauses it sees to"), clauses::of_rule(rule, packs, lang)),
    ] {
        if !items.is_empty() {
            part.extend(["\n### ", name, "\n\n", &items.join("\n"), "\n"]);
        }
    }
    part
}

/// The severity, and whether it runs unasked.
fn severity(rule: &Rule, lang: Lang) -> String {
    let off = lang.pick("（默认不启用，可用 --select 启用）", " (off unless selected)");
    let off = if rule.enabled { "" } else { off };
    format!("{}{off}", words::severity(rule.severity(), lang))
}

fn pack(rule: &Rule, packs: &Packs, lang: Lang) -> String {
    let title = packs.pack(&rule.pack).map_or("", |pack| pack.file.title.get(lang));
    format!("{} {}", code(&rule.pack), text(title))
}

fn need(need: Need, lang: Lang) -> &'static str {
    match need {
        Need::Dates => lang.pick(
            "日期中的年、月、日没有在转换中丢失",
            "no conversion lost the 年, 月 and 日 of dates",
        ),
        Need::Lines => lang.pick("换行没有在转换中丢失", "no conversion lost the line ends"),
    }
}

/// The rules that speak in place of this one.
fn neighbours(rule: &Rule, packs: &Packs, lang: Lang) -> String {
    let rules = packs.rules();
    let names = rule.yields_to.iter().map(|name| {
        let found = rules.iter().find(|it| it.id() == name.get_ref());
        found.map_or_else(|| code(name.get_ref()), |it| named(it, lang))
    });
    let names = names.collect::<Vec<_>>().join(lang.pick("、", ", "));
    lang.pick(
        format!("{names}（同一处已由其指出的，本规则不再报告）"),
        format!("{names} (what they report, this rule does not report again)"),
    )
}

/// Every message with its advice.
fn messages(rule: &Rule, lang: Lang) -> Vec<String> {
    let names = std::iter::once("").chain(rule.variant.keys().map(String::as_str));
    let mut items = Vec::new();
    for name in names {
        items.push(format!("- {}", text(&words::outline(rule.message(name).get(lang)))));
        if let Some(help) = rule.help(name) {
            let advice = text(&words::outline(help.get(lang)));
            items.push(format!("  - {}{advice}", lang.pick("建议：", "advice: ")));
        }
    }
    items
}

fn bases(rule: &Rule, packs: &Packs, lang: Lang) -> Vec<String> {
    rule.cites().map(|cite| format!("- {}", text(&basis(cite, packs, lang)))).collect()
}

/// An example with what is expected of it.
fn shown(rule: &Rule, example: &Example, number: usize, packs: &Packs) -> String {
    let title = both(|lang| kind(example.expect, lang).to_owned());
    let how = both(|lang| circumstances(rule, example, packs, lang));
    let mut out = format!("\n### {number}. {title}\n\n{how}\n\n{}", fenced(&example.text));
    if let Some(fixed) = &example.fixed {
        out.extend(["\n修改后 · after the fix\n\n", &fenced(fixed)]);
    }
    out
}

/// By which year, body and format an example is judged, and how grave it is.
fn circumstances(rule: &Rule, example: &Example, packs: &Packs, lang: Lang) -> String {
    let usual = packs.pack(&rule.pack).map(|pack| pack.file.example_year);
    let mut all = vec![match example.year.or(usual).filter(|_| !example.own_year) {
        Some(year) => lang.pick(format!("{year}年度"), format!("report year {year}")),
        None => lang.pick("年度由文中读出", "the year is read from the text").to_owned(),
    }];
    if let Some(body) = example.body {
        all.push(lang.pick(format!("机关类别 {}", body.name()), format!("body {}", body.name())));
    }
    if let Some(severity) = example.severity {
        let severity = words::severity(severity, lang);
        all.push(lang.pick(format!("级别为{severity}"), format!("severity {severity}")));
    }
    if example.html {
        all.push(lang.pick("网页源码", "source of a web page").to_owned());
    }
    if example.markdown {
        all.push("Markdown".to_owned());
    }
    all.join(lang.pick("，", ", "))
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
