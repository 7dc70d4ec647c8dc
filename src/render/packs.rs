//! Rule packs: the list of them, and what one holds.

use serde::Serialize;

use super::markdown::escape as md;
use super::{ListFormat, Look, clauses, columns, escape, pretty, rules, words};
use crate::lang::Lang;
use crate::rule::{Adjust, Chapter, Clause, Pack, Packs, Rule};
use crate::text::before;

/// Characters of a changed parameter that are shown.
const MOST_OF_VALUE: usize = 120;

/// Where a pack comes from, for a person.
pub type Origin<'a> = &'a dyn Fn(&Pack) -> String;

#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    title: &'a crate::rule::Words,
    era: Option<&'a str>,
    report_years: Bounds,
    extends: Vec<&'a str>,
    rules: Vec<&'a str>,
    adjusts: Vec<&'a str>,
    builtin: bool,
    origin: String,
}

/// A pack and what is told of it alone.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    listed: Listed<'a>,
    chapters: Vec<Named<'a>>,
}

/// A chapter by the key that rules use.
#[derive(Serialize)]
struct Named<'a> {
    key: &'a str,
    title: &'a str,
    en: &'a str,
}

impl<'a> Named<'a> {
    fn of(it: &'a Chapter) -> Self {
        Self { key: &it.key, title: &it.title, en: &it.en }
    }
}

#[derive(Serialize)]
struct Bounds {
    from: Option<i32>,
    to: Option<i32>,
}

/// The list of packs.
pub fn packs(packs: &Packs, origin: Origin<'_>, format: ListFormat, look: Look) -> String {
    let lang = look.lang;
    let heads = lang.pick(
        ["规则包", "报告年度", "规则", "调整", "来源", "内容"],
        ["pack", "report years", "rules", "changes", "from", "what it holds"],
    );
    let mut rows = vec![heads.map(str::to_owned)];
    rows.extend(packs.packs.iter().map(|pack| {
        [
            pack.id().to_owned(),
            words::years(pack.file.report_years.unwrap_or_default(), lang),
            pack.rules.len().to_string(),
            pack.file.adjust.len().to_string(),
            origin(pack),
            pack.file.title.get(lang).to_owned(),
        ]
    }));
    match format {
        ListFormat::Table => {
            let shown = rows.map_cells(|it| look.shown(it));
            columns::aligned(&shown, look)
        }
        ListFormat::Markdown => columns::markdown(&rows.map_cells(md::text)),
        ListFormat::Json => {
            json(&packs.packs.iter().map(|it| listed(it, origin)).collect::<Vec<_>>())
        }
    }
}

/// Cells made fit for where they are shown.
trait Cells<const N: usize> {
    fn map_cells(&self, fit: impl Fn(&str) -> String) -> Vec<[String; N]>;
}

impl<const N: usize> Cells<N> for Vec<[String; N]> {
    fn map_cells(&self, fit: impl Fn(&str) -> String) -> Vec<[String; N]> {
        self.iter().map(|row| row.each_ref().map(|cell| fit(cell))).collect()
    }
}

fn listed<'a>(pack: &'a Pack, origin: Origin<'_>) -> Listed<'a> {
    let years = pack.file.report_years.unwrap_or_default();
    Listed {
        id: pack.id(),
        title: &pack.file.title,
        era: pack.file.era.as_deref(),
        report_years: Bounds { from: years.from, to: years.to },
        extends: pack.file.extends.iter().map(|it| it.get_ref().as_str()).collect(),
        rules: pack.rules.iter().map(crate::rule::Rule::code).collect(),
        adjusts: pack.file.adjust.iter().map(|it| it.get_ref().rule.get_ref().as_str()).collect(),
        builtin: pack.builtin,
        origin: origin(pack),
    }
}

fn json<T: Serialize + ?Sized>(told: &T) -> String {
    // Plain structs of words cannot fail to serialise.
    let json = serde_json::to_string_pretty(told).unwrap_or_default();
    escape::in_json(&json).into_owned() + "\n"
}

/// Everything about one pack: its years, changes and rules, and the clauses they see to.
pub fn pack(
    packs: &Packs,
    pack: &Pack,
    origin: Origin<'_>,
    format: ListFormat,
    look: Look,
) -> String {
    let all: Vec<&Rule> = pack.rules.iter().collect();
    let asked: Vec<&Clause> = pack.file.clause.iter().map(toml::Spanned::get_ref).collect();
    let list = || rules(&all, &[], packs, format, look);
    let clauses = || match asked.as_slice() {
        [] => String::new(),
        asked => "\n".to_owned() + &clauses::clauses(asked, packs, format, look),
    };
    match format {
        ListFormat::Table => table(packs, pack, &origin(pack), look) + "\n" + &list() + &clauses(),
        ListFormat::Markdown => markdown(packs, pack, look) + "\n" + &list() + &clauses(),
        ListFormat::Json => {
            let chapters = pack.file.chapter.iter().map(Named::of).collect();
            json(&Shown { listed: listed(pack, origin), chapters })
        }
    }
}

fn table(packs: &Packs, pack: &Pack, origin: &str, look: Look) -> String {
    let lang = look.lang;
    let head = format!("{}  {}", pack.id(), pack.file.title.get(lang));
    let mut out = look.hang("", &look.shown(&head)).join("\n") + "\n";
    let mut say = |zh: &'static str, en: &'static str, text: &str| {
        out += &pretty::note(look, lang.pick(zh, en), text);
    };
    say("来源", "from", origin);
    say(
        "报告年度",
        "report years",
        &words::years(pack.file.report_years.unwrap_or_default(), lang),
    );
    let extends: Vec<&str> = pack.file.extends.iter().map(|it| it.get_ref().as_str()).collect();
    if !extends.is_empty() {
        say("以之为基础", "builds on", &extends.join(lang.pick("、", ", ")));
    }
    for change in &pack.file.adjust {
        say("调整", "changes", &adjusted(packs, change.get_ref(), lang));
    }
    for it in &pack.file.chapter {
        say("章节", "chapter", &format!("{}  {}", it.key, titled(it, lang)));
    }
    out
}

/// The title of a chapter, which is Chinese, and what it means.
fn titled(chapter: &Chapter, lang: Lang) -> String {
    let (title, en) = (&chapter.title, &chapter.en);
    lang.pick(title.as_str().to_owned(), format!("{title} ({en})"))
}

fn markdown(packs: &Packs, pack: &Pack, look: Look) -> String {
    let lang = look.lang;
    let title = format!("{} {}", pack.id(), pack.file.title.get(lang));
    let when = words::years(pack.file.report_years.unwrap_or_default(), lang);
    let name = lang.pick("报告年度：", "Report years: ");
    let mut out = format!("# {}\n\n{name}{when}\n", md::text(&title));
    for change in &pack.file.adjust {
        out.extend(["\n- ", &md::text(&adjusted(packs, change.get_ref(), lang))]);
    }
    if !pack.file.adjust.is_empty() {
        out.push('\n');
    }
    if !pack.file.chapter.is_empty() {
        out.extend(["\n## ", lang.pick("章节", "Chapters"), "\n\n"]);
    }
    for it in &pack.file.chapter {
        out.extend(["- ", &md::code(&it.key), " ", &md::text(&titled(it, lang)), "\n"]);
    }
    out
}

/// What packs change in a rule: the names of the packs, and the changes in words.
pub(super) fn changes<'p>(rule: &Rule, packs: &'p Packs, lang: Lang) -> Vec<(&'p str, String)> {
    let all = packs
        .packs
        .iter()
        .flat_map(|pack| pack.file.adjust.iter().map(move |it| (pack.id(), it.get_ref())));
    let own = all.filter(|(_, change)| change.rule.get_ref() == rule.id());
    own.map(|(pack, change)| (pack, change_in_words(packs, change, lang))).collect()
}

/// A change to a rule of another pack: which rule, what and why.
fn adjusted(packs: &Packs, change: &Adjust, lang: Lang) -> String {
    let id = change.rule.get_ref();
    let code = packs.rules().into_iter().find(|it| it.id() == id).map(|it| it.code().to_owned());
    let name = code.map_or_else(|| id.to_string(), |code| format!("{code} {id}"));
    let words = change_in_words(packs, change, lang);
    lang.pick(format!("{name}：{words}"), format!("{name}: {words}"))
}

/// A value as TOML, on one line and not too long.
fn short(value: &toml::Value) -> String {
    let words = value.to_string();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(MOST_OF_VALUE) {
        Some((cut, _)) => format!("{}…", before(&words, cut)),
        None => words,
    }
}

/// What is changed, and why.
fn change_in_words(packs: &Packs, change: &Adjust, lang: Lang) -> String {
    let mut parts = Vec::new();
    match change.enabled {
        Some(true) => parts.push(lang.pick("启用", "on").to_owned()),
        Some(false) => parts.push(lang.pick("不启用", "off").to_owned()),
        None => {}
    }
    if let Some(severity) = &change.severity {
        let severity = words::severity(*severity.get_ref(), lang);
        parts.push(lang.pick(format!("级别为{severity}"), format!("severity {severity}")));
    }
    if let Some(check) = &change.check {
        let tables = check.get_ref().values().filter_map(toml::Value::as_table);
        let values = tables.flatten().map(|(name, value)| format!("{name} = {}", short(value)));
        let values = values.collect::<Vec<_>>().join(lang.pick("、", ", "));
        parts.push(lang.pick(format!("参数改为 {values}"), format!("parameters {values}")));
    }
    for cite in &change.cite {
        let cite = cite.get_ref();
        if let Some(authority) = packs.authorities.get(cite.authority.get_ref()) {
            parts.push(words::citation(authority, cite.article.as_ref(), lang));
        }
    }
    let (parts, why) = (parts.join(lang.pick("，", ", ")), change.why.get(lang));
    lang.pick(format!("{parts}。{why}"), format!("{parts}. {why}"))
}
