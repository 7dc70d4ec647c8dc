//! A pack: the rules of one act, the report years they judge, and the chapters the act asks for.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Clause, Family, Planned, Words};
use crate::form::Form;
use crate::indicator::{Indicator, Matter};
use crate::report::Severity;
use crate::text::Span;

/// The file pack.toml.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PackFile {
    /// Name, equal to the folder's.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What it holds.
    pub title: Words,
    /// Short name of the period of law (R07, R19, R21); a pack without one holds for every year.
    #[serde(default)]
    pub era: Option<String>,
    /// The report years it judges.
    #[serde(default)]
    pub report_years: Option<Years>,
    /// Packs that run with it.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub extends: Vec<Spanned<String>>,
    /// The year its examples are judged by.
    pub example_year: i32,
    /// The chapters of a report, in their order.
    #[serde(default)]
    pub chapter: Vec<Chapter>,
    /// Titles usual inside chapters (主动公开政府信息的数量).
    #[serde(default)]
    pub section_titles: Vec<String>,
    /// Words that mark a heading as that of an attachment and not of a chapter (附表、统计表).
    #[serde(default)]
    pub attachment_words: Vec<String>,
    /// Table rows that are numbered like chapters.
    #[serde(default)]
    pub table_rows: Vec<String>,
    /// Words with which a statistics table begins.
    #[serde(default)]
    pub table_openers: Vec<String>,
    /// The official tables of its years.
    #[serde(default)]
    pub form: Vec<Arc<Form>>,
    /// What indicators have in common.
    #[serde(default)]
    pub matter: Vec<Matter>,
    /// What the figures of a report count.
    #[serde(default)]
    pub indicator: Vec<Indicator>,
    /// Rules of the packs it extends that it changes.
    #[serde(default)]
    #[schemars(with = "Vec<Adjust>")]
    pub adjust: Vec<Spanned<Adjust>>,
    /// What rules whose codes begin alike are about.
    ///
    /// 各类规则的标题。
    #[serde(default)]
    pub family: Vec<Family>,
    /// What acts and forms ask for, and which rules see to it.
    ///
    /// 法规和报告格式的各项要求，以及检查它们的规则。
    #[serde(default)]
    #[schemars(with = "Vec<Clause>")]
    pub clause: Vec<Spanned<Clause>>,
    /// Codes set aside for rules that are not there yet.
    ///
    /// 已留代码、尚未提供的规则。
    #[serde(default)]
    pub planned: Vec<Planned>,
}

/// Report years from the first to the last, both included; open at the end without a last one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// The first year.
    #[serde(default)]
    pub from: Option<i32>,
    /// The last year.
    #[serde(default)]
    pub to: Option<i32>,
}

impl Years {
    /// Whether `year` is one of them.
    pub fn contains(self, year: i32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }
}

/// A chapter that the act asks for (法定章节), or that is usual.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Chapter {
    /// Name that rules use.
    pub key: String,
    /// The title of the act or form.
    pub title: String,
    /// The title in English, for messages.
    pub en: String,
    /// Titles that mean the same.
    #[serde(default)]
    pub variants: Vec<String>,
    /// A heading that holds all words of one of these lists is this chapter.
    #[serde(default)]
    pub keywords: Vec<Vec<String>>,
    /// Words that take a heading out of its keywords: there they speak of another chapter.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Its keywords count only where those of no other chapter fit.
    #[serde(default)]
    pub residual: bool,
    /// Words that, in the text, show that the matter is spoken of at all.
    #[serde(default)]
    pub mentions: Vec<String>,
    /// Whether the act asks for it.
    pub required: bool,
    /// The article that asks for it.
    #[serde(default)]
    pub article: Option<String>,
}

/// A change to a rule of an extended pack.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Adjust {
    /// Id of the rule.
    #[schemars(with = "String")]
    pub rule: Spanned<String>,
    /// Its severity here.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// Whether it runs here.
    #[serde(default)]
    pub enabled: Option<bool>,
}

/// A loaded pack.
#[derive(Debug)]
pub struct Pack {
    /// Its file.
    pub file: PackFile,
    /// Its rules, by code.
    pub rules: Vec<super::Rule>,
}

impl Pack {
    /// The pack's name.
    pub fn id(&self) -> &str {
        self.file.id.get_ref()
    }

    /// Whether it is the pack of this period of law.
    pub fn is_of(&self, era: &str) -> bool {
        self.file.era.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(era))
    }
}

impl Chapter {
    /// Whether folded `title` is its title or a variant, apart from 的, 和, 及, 工作 and separators.
    pub fn is_titled(&self, title: &str) -> bool {
        let wanted = crate::outline::key(title);
        self.keys().any(|known| known == wanted)
    }

    /// Its title and variants, reduced to what tells them apart.
    pub(crate) fn keys(&self) -> impl Iterator<Item = String> {
        std::iter::once(&self.title).chain(&self.variants).map(|known| crate::outline::key(known))
    }

    /// Whether folded `title` holds all words of one of its keyword lists.
    pub fn has_keywords_in(&self, title: &str) -> bool {
        let holds = |word: &String| title.contains(word.as_str());
        !self.unless.iter().any(holds) && self.keywords.iter().any(|all| all.iter().all(holds))
    }

    /// Where folded `words` of a text without headings speak of its matter. Words that are too
    /// usual to tell a chapter by tell nothing here; without words of its own it may be any prose.
    pub(crate) fn spoken_of_in(&self, words: &str) -> Option<Span> {
        let place = |word: &String| words.find(word.as_str()).map(|at| (at, word.len()));
        let mentioned = self.mentions.iter().find_map(place);
        let keyed = || {
            let told = |all: &&Vec<String>| all.iter().all(|word| words.contains(word.as_str()));
            let lists = self.keywords.iter().filter(|_| !self.residual);
            lists.filter(told).find_map(|all| all.first().and_then(place))
        };
        let any = || {
            let prose = self.residual && self.mentions.is_empty();
            words.find('。').filter(|_| prose).map(|_| (0, words.len()))
        };
        let (start, len) = mentioned.or_else(keyed).or_else(any)?;
        Some(Span::new(start, start + len))
    }

    fn keywords(&self) -> crate::outline::Keywords {
        let (any_of, unless) = (self.keywords.clone(), self.unless.clone());
        crate::outline::Keywords { any_of, unless }
    }
}

impl Pack {
    /// Titles, variants, row labels and table openers that readers need.
    pub fn vocabulary(packs: &[Pack]) -> crate::outline::Vocabulary {
        let chapters = || packs.iter().flat_map(|pack| &pack.file.chapter);
        let titles =
            chapters().flat_map(|it| std::iter::once(&it.title).chain(&it.variants)).cloned();
        let rows = packs.iter().flat_map(|pack| &pack.file.table_rows).cloned();
        let sections = packs.iter().flat_map(|pack| &pack.file.section_titles).cloned();
        let openers = packs.iter().flat_map(|pack| &pack.file.table_openers).cloned();
        crate::outline::Vocabulary::new(titles, rows, openers.collect())
            .with_section_titles(sections)
            .with_keywords(chapters().filter(|it| it.required).map(Chapter::keywords))
            .with_forms(packs.iter().flat_map(|pack| &pack.file.form).cloned().collect())
    }
}
