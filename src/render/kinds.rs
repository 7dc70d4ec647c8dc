//! The reference of kinds of check: what each checks, its parameters, and what its messages may
//! quote.

use serde::Serialize;
use serde_json::Value;

use super::markdown::escape as md;
use super::{ListFormat, Look, columns, escape, pretty};
use crate::check::reference::{self, KindReference, Parameter};
use crate::lang::Lang;
use crate::rule::{Packs, Rule, description};

/// The kinds named, or all: a list of names, or everything about each. Which messages a kind has is
/// told by the rules of `packs` that use it.
pub fn kinds(named: &[String], packs: &Packs, format: ListFormat, look: Look) -> String {
    let all = reference::kinds();
    let wanted = |it: &&KindReference| named.is_empty() || named.contains(&it.name);
    let kinds: Vec<&KindReference> = all.iter().filter(wanted).collect();
    let rules = packs.rules();
    let pages = kinds.iter().map(|kind| Page::of(kind, &rules));
    match format {
        ListFormat::Table if named.is_empty() => list(&kinds, look),
        ListFormat::Table => pages.map(|it| it.text(look)).collect::<Vec<_>>().join("\n"),
        ListFormat::Markdown => pages.map(|it| it.markdown()).collect::<Vec<_>>().join("\n"),
        ListFormat::Json => json(&pages.collect::<Vec<_>>()),
    }
}

/// The names of all kinds.
pub(crate) fn kind_names() -> Vec<String> {
    reference::kinds().into_iter().map(|it| it.name).collect()
}

/// A kind with the rules that use it.
struct Page<'a> {
    kind: &'a KindReference,
    users: Vec<&'a Rule>,
}

#[derive(Serialize)]
struct Told<'a> {
    name: &'a str,
    about: Both,
    parameters: Vec<ToldParameter<'a>>,
    messages: Vec<ToldMessage>,
    rules: Vec<&'a str>,
}

#[derive(Serialize)]
struct Both {
    zh: String,
    en: String,
}

#[derive(Serialize)]
struct ToldParameter<'a> {
    name: &'a str,
    types: &'a [String],
    required: bool,
    about: Both,
    values: Vec<&'a str>,
}

#[derive(Serialize)]
struct ToldMessage {
    variant: &'static str,
    values: Vec<&'static str>,
}

fn about(schema: &Value) -> Both {
    let words = |lang| description(schema, lang).unwrap_or_default();
    Both { zh: words(Lang::Zh), en: words(Lang::En) }
}

/// One line a kind.
fn list(kinds: &[&KindReference], look: Look) -> String {
    let heads = look.lang.pick(["检查方式", "检查什么"], ["kind", "what it checks"]);
    let mut rows = vec![heads.map(str::to_owned)];
    for kind in kinds {
        let words = description(&kind.schema, look.lang).unwrap_or_default();
        rows.push([kind.name.clone(), first_sentence(&words, look.lang)]);
    }
    let width = rows.iter().map(|it| it[0].len()).max().unwrap_or(0) + 2;
    let line = |[name, words]: &[String; 2]| {
        let lead = look.padded(name, width);
        look.hang(&lead, words).join("\n") + "\n"
    };
    let count = kinds.len();
    let more = look.lang.pick(
        format!("共 {count} 种。“hegui pack kinds 名称”说明其参数。\n"),
        format!("{count} kinds; `hegui pack kinds NAME` tells the parameters.\n"),
    );
    rows.iter().map(line).collect::<String>() + &more
}

fn first_sentence(words: &str, lang: Lang) -> String {
    let stop = lang.pick("。", ". ");
    words.split(stop).next().unwrap_or_default().trim_end_matches('.').to_owned()
}

impl<'a> Page<'a> {
    fn of(kind: &'a KindReference, rules: &[&'a Rule]) -> Self {
        let users = rules.iter().copied().filter(|it| it.kind() == kind.name).collect();
        Self { kind, users }
    }

    /// The messages that rules of this kind choose from, with what they may quote.
    fn messages(&self) -> Vec<ToldMessage> {
        let mut all: Vec<ToldMessage> = Vec::new();
        for message in self.users.iter().flat_map(|it| it.check.kind().messages()) {
            match all.iter_mut().find(|it| it.variant == message.variant) {
                Some(known) => {
                    let more = message.values.iter().filter(|it| !known.values.contains(it));
                    let more: Vec<&str> = more.copied().collect();
                    known.values.extend(more);
                }
                None => all.push(ToldMessage {
                    variant: message.variant,
                    values: message.values.to_vec(),
                }),
            }
        }
        all
    }

    /// Codes of built-in rules that use it.
    fn codes(&self) -> Vec<&'a str> {
        self.users.iter().map(|it| it.code()).filter(|it| it.starts_with("HG")).collect()
    }

    fn text(&self, look: Look) -> String {
        let lang = look.lang;
        let about = description(&self.kind.schema, lang).unwrap_or_default();
        let mut out = look.hang("", &format!("[check.{}]", self.kind.name)).join("\n") + "\n";
        out += &pretty::note(look, lang.pick("检查", "checks"), &about);
        for it in &self.kind.parameters {
            out += &pretty::note(look, &it.name, &parameter(it, lang));
        }
        for message in self.messages() {
            let name = variant(message.variant, lang);
            out += &pretty::note(look, &name, &quotable(&message.values, lang));
        }
        let codes = self.codes();
        if !codes.is_empty() {
            let by = lang.pick("、", ", ");
            out += &pretty::note(look, lang.pick("所用规则", "used by"), &codes.join(by));
        }
        out
    }

    /// Both languages on one page.
    fn markdown(&self) -> String {
        let Both { zh, en } = about(&self.kind.schema);
        let name = &self.kind.name;
        let mut out = format!("## {name}\n\n{}\n\n{}\n\n", prose(&zh), prose(&en));
        if !self.kind.parameters.is_empty() {
            let heads = ["参数 Parameter", "说明", "What it means"].map(str::to_owned);
            let mut rows = vec![heads];
            let row = |it: &Parameter| {
                let words = |lang| parameter_in_cell(it, lang);
                [md::code_in_cell(&it.name), words(Lang::Zh), words(Lang::En)]
            };
            rows.extend(self.kind.parameters.iter().map(row));
            out += &columns::markdown(&rows);
            out.push('\n');
        }
        for message in self.messages() {
            let values: Vec<String> =
                message.values.iter().map(|it| md::code(&format!("{{{it}}}"))).collect();
            let main = "`message`".to_owned();
            let own = Some(message.variant).filter(|it| !it.is_empty());
            let name = own.map_or(main, |it| md::code(&format!("[variant.{it}]")));
            out.extend(["- ", &name, "：", &values.join(" "), "\n"]);
        }
        let codes: Vec<String> =
            self.codes().iter().map(|it| format!("[{it}](rules/{it}.md)")).collect();
        if !codes.is_empty() {
            out.extend(["- 规则 Rules：", &codes.join("、"), "\n"]);
        }
        out
    }

    fn told(&self) -> Told<'_> {
        let parameters = self.kind.parameters.iter().map(|it| ToldParameter {
            name: &it.name,
            types: &it.types,
            required: it.required,
            about: about(&it.schema),
            values: it.names.iter().map(|it| it.0.as_str()).collect(),
        });
        Told {
            name: &self.kind.name,
            about: about(&self.kind.schema),
            parameters: parameters.collect(),
            messages: self.messages(),
            rules: self.codes(),
        }
    }
}

fn json(pages: &[Page<'_>]) -> String {
    let told: Vec<Told<'_>> = pages.iter().map(Page::told).collect();
    // Plain structs of words cannot fail to serialise.
    let json = serde_json::to_string_pretty(&told).unwrap_or_default();
    escape::in_json(&json).into_owned() + "\n"
}

/// What a parameter is, whether it must be given, what it means, and the words it may be.
fn parameter(it: &Parameter, lang: Lang) -> String {
    let names = it.names.iter().map(|(name, schema)| {
        let about = description(schema, lang).unwrap_or_default();
        lang.pick(format!(" {name}：{about}"), format!(" {name}: {about}"))
    });
    head(it, lang) + &names.collect::<String>()
}

/// The same in a cell of a Markdown table, a line for each word it may be.
pub(super) fn parameter_in_cell(it: &Parameter, lang: Lang) -> String {
    let names = it.names.iter().map(|(name, schema)| {
        let about = prose(&description(schema, lang).unwrap_or_default());
        format!("<br>{}{}{about}", md::code_in_cell(name), lang.pick("：", ": "))
    });
    prose(&head(it, lang)) + &names.collect::<String>()
}

fn head(it: &Parameter, lang: Lang) -> String {
    let mut words = kind_of_value(it, lang);
    if it.required {
        words += lang.pick("，必填", ", required");
    }
    if let Some(about) = description(&it.schema, lang) {
        words += &lang.pick(format!("。{about}"), format!(". {about}"));
    }
    words
}

/// A description as Markdown: between backticks it is code.
pub(super) fn prose(words: &str) -> String {
    let part = |(index, part): (usize, &str)| {
        if index % 2 == 1 { md::code_in_cell(part) } else { md::text(part) }
    };
    words.split('`').enumerate().map(part).collect()
}

fn kind_of_value(it: &Parameter, lang: Lang) -> String {
    let word = |kind: &String| match kind.as_str() {
        "string" if it.is_date() => lang.pick("日期（不加引号）", "date, without quotes"),
        "string" => lang.pick("文字", "text"),
        "integer" => lang.pick("整数", "whole number"),
        "number" => lang.pick("数字", "number"),
        "boolean" => "true / false",
        "array" => lang.pick("列表", "list"),
        _ => lang.pick("表", "table"),
    };
    let words: Vec<&str> = it.types.iter().map(word).collect();
    words.join(lang.pick("，其中为", " of "))
}

fn variant(name: &str, lang: Lang) -> String {
    match name {
        "" => lang.pick("message 可引用", "message may quote").to_owned(),
        _ => lang.pick(format!("[variant.{name}] 可引用"), format!("[variant.{name}] may quote")),
    }
}

fn quotable(values: &[&str], lang: Lang) -> String {
    match values {
        [] => lang.pick("无", "nothing").to_owned(),
        _ => values.iter().map(|it| format!("{{{it}}}")).collect::<Vec<_>>().join(" "),
    }
}
