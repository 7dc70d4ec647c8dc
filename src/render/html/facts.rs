//! What a report was taken for, and what of it was checked: silence is no approval.

use maud::{Markup, html};

use super::page::Page;
use super::shown::Shown;
use crate::render::summary::Rules;
use crate::render::{Judged, coverage, words};
use crate::report::Outcome;

/// Characters of a value that takes a line of its own.
const LONG: usize = 40;

/// Whose report it is, which rules were used, which file it was.
pub(super) fn table(judged: &Judged<'_>, page: &Page<'_>) -> Markup {
    let verdict = &judged.verdict;
    let unknown = || page.pick("不明", "unknown").to_owned();
    let packs = || judged.packs.packs.iter().filter(|pack| verdict.packs.contains(&pack.id()));
    let titles: Vec<&str> = packs().map(|pack| pack.file.title.get(page.lang)).collect();
    let of_era =
        packs().find(|pack| verdict.era.is_some() && pack.file.era.as_deref() == verdict.era);
    let era = of_era.map_or_else(unknown, |pack| {
        let (title, era) = (pack.file.title.get(page.lang), verdict.era.unwrap_or_default());
        page.pick(format!("{title}（{era}）"), format!("{title} ({era})"))
    });
    let body = judged.facts.body.as_ref().map_or_else(unknown, |body| body.name.clone());
    let guessed = if judged.guessed { page.pick("（推断）", " (guessed)") } else { "" };
    let rows = [
        (page.pick("公开机关", "Body"), body),
        (
            page.pick("报告年度", "Report year"),
            verdict.year.map_or_else(unknown, |it| it.to_string()),
        ),
        (page.pick("适用时期", "Period of law"), era),
        (page.pick("文件", "File"), judged.path.clone()),
        (
            page.pick("格式与编码", "Format, encoding"),
            format!(
                "{}{}{}{guessed}",
                judged.format.name(),
                page.pick("，", ", "),
                judged.encoding.title()
            ),
        ),
        (page.pick("规则包", "Rule packs"), titles.join(page.pick("、", ", "))),
        ("SHA-256", judged.sha256.clone()),
    ];
    html! {
        dl.facts {
            @for (name, value) in &rows {
                div.long[value.chars().count() > LONG] { dt { (name) } dd { bdi { (Shown(value)) } } }
            }
        }
    }
}

/// What was checked of a report. Its rules are counted when all reports were compared.
#[derive(Debug)]
pub(super) struct Coverage {
    tables: Markup,
    rules: Markup,
}

impl Coverage {
    pub(super) fn of(judged: &Judged<'_>, page: &Page<'_>) -> Self {
        let outcomes = judged.verdict.outcomes.iter();
        let undecided: Vec<_> =
            outcomes.filter(|it| matches!(it.1, Outcome::Undecided(..))).collect();
        let tables = html! {
            @for table in &judged.tables() {
                div.loud[table.read < table.expected] {
                    dt { (page.pick("读取 ", "Read of ")) (Shown(table.form.title.get(page.lang))) }
                    dd { (table.read) "/" (table.expected) (page.pick(" 格", " cells")) }
                }
            }
        };
        let rules = html! {
            @if !undecided.is_empty() {
                h4 { (page.pick("未能判断的规则", "Rules that could not be decided")) }
                ul { @for (rule, outcome) in undecided { li {
                    code { (Shown(rule.code())) } " " (Shown(rule.title.get(page.lang)))
                    (Shown(&remark(judged, outcome, page)))
                } } }
            }
            @if page.detail.verbose { (all(judged, page)) }
        };
        Self { tables, rules }
    }

    /// Bytes of its parts.
    pub(super) fn len(&self) -> usize {
        self.tables.0.len() + self.rules.0.len()
    }

    /// The whole, with the outcomes of all rules, those that compare too.
    pub(super) fn draw(&self, rules: Rules, page: &Page<'_>) -> Markup {
        let id = format!("{}-coverage", page.id());
        html! {
            section.coverage aria-labelledby=(id) {
                h3 id=(id) { (page.pick("检查范围", "What was checked")) }
                dl.outcomes {
                    div { dt { (page.pick("规则", "Rules")) } dd { (rules.sum()) } }
                    div { dt { (page.pick("通过", "Passed")) } dd { (rules.pass) } }
                    div { dt { (page.pick("不符", "Failed")) } dd { (rules.fail) } }
                    div { dt { (page.pick("不适用", "Inapplicable")) } dd { (rules.inapplicable) } }
                    div.loud[rules.undecided > 0] {
                        dt { (page.pick("未能判断", "Undecided")) } dd { (rules.undecided) }
                    }
                    (self.tables)
                }
                (self.rules)
            }
        }
    }
}

/// Every rule by its outcome.
fn all(judged: &Judged<'_>, page: &Page<'_>) -> Markup {
    html! {
        details {
            summary { (page.pick("逐条列出", "Every rule")) }
            ul.rules { @for (rule, outcome) in &judged.verdict.outcomes { li {
                code { (Shown(rule.code())) } " " (Shown(rule.title.get(page.lang)))
                (page.pick("：", ": ")) (coverage::name(outcome, page.lang))
            } } }
        }
    }
}

fn remark(judged: &Judged<'_>, outcome: &Outcome, page: &Page<'_>) -> String {
    let Outcome::Undecided(why, places) = outcome else { return String::new() };
    let why = words::why(*why, page.lang);
    let at = coverage::at(judged, places, page.lang);
    page.pick("：", ": ").to_owned() + why + &at
}
