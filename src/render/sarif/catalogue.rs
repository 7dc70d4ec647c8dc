//! The rules of a run as SARIF describes them.

use std::collections::BTreeMap;

use super::level;
use super::model::{Configuration, Driver, Help, Message, Properties, Rule as Descriptor};
use crate::lang::Lang;
use crate::render::markdown::escape::text as text_of;
use crate::render::words;
use crate::rule::{Packs, Rule};

/// Every rule that ran or made a finding, in the order met.
pub(super) struct Catalogue {
    lang: Lang,
    rules: Vec<Descriptor>,
    indices: BTreeMap<String, usize>,
}

impl Catalogue {
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, rules: Vec::new(), indices: BTreeMap::new() }
    }

    /// The place of a rule in the list, which it joins if it is new.
    pub(super) fn index_of(&mut self, rule: &Rule, packs: &Packs) -> usize {
        if let Some(index) = self.indices.get(rule.code()) {
            return *index;
        }
        let index = self.rules.len();
        self.rules.push(descriptor(rule, packs, self.lang));
        self.indices.insert(rule.code().to_owned(), index);
        index
    }

    /// The program with its rules.
    pub(super) fn driver(&self) -> Driver<'_> {
        Driver {
            name: env!("CARGO_PKG_NAME"),
            full_name: self.lang.pick(
                "合规：政府信息公开工作年度报告检查",
                "hegui: checks of annual open government information reports",
            ),
            version: env!("CARGO_PKG_VERSION"),
            semantic_version: env!("CARGO_PKG_VERSION"),
            information_uri: home(),
            rules: &self.rules,
        }
    }
}

/// The home page where the package names one; else its name and version as a package URL.
fn home() -> &'static str {
    match env!("CARGO_PKG_HOMEPAGE") {
        "" => concat!("pkg:cargo/", env!("CARGO_PKG_NAME"), "@", env!("CARGO_PKG_VERSION")),
        page => page,
    }
}

fn descriptor(rule: &Rule, packs: &Packs, lang: Lang) -> Descriptor {
    Descriptor {
        id: rule.code().to_owned(),
        name: pascal(rule.id()),
        short_description: Message::of(rule.title.get(lang)),
        full_description: Message::of(rule.why.get(lang)),
        help: help(rule, packs, lang),
        default_configuration: Configuration {
            enabled: rule.enabled,
            level: level(rule.severity()),
        },
        properties: Properties {
            tags: vec![rule.id().to_owned(), rule.pack.clone()],
            since: rule.since.to_string(),
        },
    }
}

/// What to do, why, what is let pass and what it rests on.
fn help(rule: &Rule, packs: &Packs, lang: Lang) -> Help {
    let advice = rule.help("").map(|it| words::outline(it.get(lang)));
    let basis: Vec<String> = rule
        .cites()
        .filter_map(|cite| {
            let act = packs.authorities.get(cite.authority.get_ref())?;
            Some(words::citation(act, cite.article.as_ref(), lang))
        })
        .collect();
    let guard = rule.guard.as_ref().map(|it| it.get(lang).to_owned());
    let parts = [
        (lang.pick("建议", "What to do"), advice),
        (lang.pick("缘由", "Why"), Some(rule.why.get(lang).to_owned())),
        (lang.pick("不作为问题", "Let pass"), guard),
        (lang.pick("依据", "Basis"), Some(basis.join(lang.pick("；", "; ")))),
    ];
    let (mut text, mut markdown) =
        (String::new(), format!("# {}\n", text_of(rule.title.get(lang))));
    let colon = lang.pick("：", ": ");
    for (name, words) in parts {
        let Some(words) = words.filter(|it| !it.is_empty()) else { continue };
        text += &format_args!("{name}{colon}{words}\n").to_string();
        markdown += &format_args!("\n**{name}**{colon}{}\n", text_of(&words)).to_string();
    }
    Help { text: text.trim_end().to_owned(), markdown }
}

/// `url-malformed` is `UrlMalformed`.
fn pascal(id: &str) -> String {
    let capital = |part: &str| {
        let mut chars = part.chars();
        let first = chars.next().map(|it| it.to_ascii_uppercase());
        first.into_iter().chain(chars).collect::<String>()
    };
    id.split('-').map(capital).collect()
}
