//! What is told of a rule, entry by entry: the terminal and the page of the rule tell the same.

use super::bilingual::years_in_words;
use super::{packs, words};
use crate::lang::Lang;
use crate::rule::{Example, Need, Packs, Rule};

/// How words are written where they are shown.
pub(super) trait Dress {
    /// Words of a pack.
    fn text(&self, words: &str) -> String;
    /// A name.
    fn code(&self, name: &str) -> String;
    /// The name of a kind of check.
    fn kind(&self, name: &str) -> String;
    /// Another rule.
    fn rule(&self, rule: &Rule, lang: Lang) -> String;
}

/// A name and what is told under it.
pub(super) type Entry = (String, String);

/// All entries of one line, in order.
pub(super) fn entries(rule: &Rule, packs: &Packs, lang: Lang, dress: &dyn Dress) -> Vec<Entry> {
    let mut all = Vec::new();
    let mut say = |(zh, en): (&str, &str), words: String| {
        all.push((lang.pick(zh, en).to_owned(), words));
    };
    say(("级别", "severity"), severity(rule, lang));
    say(("修改", "fix"), words::safety(rule.fix, lang).to_owned());
    say(("规则包", "pack"), pack(rule, packs, lang, dress));
    for (pack, change) in packs::changes(rule, packs, lang) {
        let name = dress.code(pack);
        let (zh, en) = (format!("规则包 {name} 的调整"), format!("changed by pack {name}"));
        say((&zh, &en), dress.text(&change));
    }
    say(("检查方式", "kind of check"), dress.kind(&rule.kind()));
    say(("报告年度", "report years"), years_in_words(rule, packs, lang));
    say(("启用版本", "since"), dress.text(&rule.since));
    say(("状态", "status"), words::status(rule.status, lang).to_owned());
    say(("缘由", "why"), dress.text(rule.why.get(lang)));
    if let Some(guard) = &rule.guard {
        say(("不作为问题", "let pass"), dress.text(guard.get(lang)));
    }
    if !rule.needs.is_empty() {
        let needs: Vec<&str> = rule.needs.iter().map(|it| need(*it, lang)).collect();
        say(("判断条件", "needs"), needs.join(lang.pick("；", "; ")));
    }
    if !rule.yields_to.is_empty() {
        say(("让位于", "yields to"), neighbours(rule, packs, lang, dress));
    }
    all
}

/// The severity, and whether it runs unasked.
fn severity(rule: &Rule, lang: Lang) -> String {
    let off = lang.pick("（默认不启用，可用 --select 启用）", " (off unless selected)");
    let off = if rule.enabled { "" } else { off };
    format!("{}{off}", words::severity(rule.severity(), lang))
}

fn pack(rule: &Rule, packs: &Packs, lang: Lang, dress: &dyn Dress) -> String {
    let title = packs.pack(&rule.pack).map_or("", |pack| pack.file.title.get(lang));
    format!("{} {}", dress.code(&rule.pack), dress.text(title))
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
fn neighbours(rule: &Rule, packs: &Packs, lang: Lang, dress: &dyn Dress) -> String {
    let rules = packs.rules();
    let names = rule.yields_to.iter().map(|name| {
        let found = rules.iter().find(|it| it.id() == name.get_ref());
        found.map_or_else(|| dress.code(name.get_ref()), |it| dress.rule(it, lang))
    });
    let names = names.collect::<Vec<_>>().join(lang.pick("、", ", "));
    lang.pick(
        format!("{names}（同一处已由其指出的，本规则不再报告）"),
        format!("{names} (what they report, this rule does not report again)"),
    )
}

/// The main message and those of the variants, with their advice.
pub(super) fn messages(rule: &Rule, lang: Lang) -> Vec<(String, Option<String>)> {
    let names = std::iter::once("").chain(rule.variant.keys().map(String::as_str));
    let help = |name| rule.help(name).map(|help| words::outline(help.get(lang)));
    names.map(|name| (words::outline(rule.message(name).get(lang)), help(name))).collect()
}

/// By which year, body and format an example is judged, and how grave it is.
pub(super) fn circumstances(rule: &Rule, example: &Example, packs: &Packs, lang: Lang) -> String {
    let usual = packs.pack(&rule.pack).map(|pack| pack.file.example_year);
    let mut all =
        vec![match example.year.or(usual).filter(|_| !example.own_year && !rule.compares()) {
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
    if let Some(today) = &example.today {
        all.push(lang.pick(format!("检查日期为 {today}"), format!("checked on {today}")));
    }
    all.join(lang.pick("，", ", "))
}

/// What an example is judged beside: other reports, and the list of bodies.
pub(super) fn beside(example: &Example, lang: Lang) -> Vec<(String, &str)> {
    let count = example.others.len();
    let others = example.others.iter().enumerate().map(|(index, text)| {
        let number = if count > 1 { format!(" {}", index + 1) } else { String::new() };
        (lang.pick(format!("对照的报告{number}"), format!("compared with{number}")), text.as_str())
    });
    let list = example.list.iter();
    let list = list.map(|it| (lang.pick("单位名单", "list of bodies").to_owned(), it.as_str()));
    others.chain(list).collect()
}
