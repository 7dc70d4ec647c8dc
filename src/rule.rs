//! Rules as data: what a rule file and a pack file hold.
//!
//! A rule says what the law wants, in words a clerk reads, and names a kind of check with its
//! parameters; it holds no logic. The kinds are in `src/check/`.

mod authority;
mod budget;
mod forms;
mod limits;
mod lint;
mod load;
mod pack;
mod problem;
mod syntax;

pub use authority::{Authorities, Authority, Standing};
pub(crate) use limits::MOST_RULES;
pub(crate) use load::did_you_mean;
pub use load::{Packs, SourceFile, Sources};
pub use pack::{Chapter, Pack, PackFile, Years};
pub(crate) use problem::say;
pub use problem::{Bilingual, Problem};
pub(crate) use syntax::table as toml_table;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::check::Check;
use crate::facts::body::BodyKind;
use crate::lang::Lang;
use crate::report::Severity;

/// The same words in Chinese and English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese, as an official would write it.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The words in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// One rule, as its file gives it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// Fixed code, such as HG0401; never reused.
    #[schemars(with = "String")]
    pub code: Spanned<String>,
    /// Name in words, equal to the name of the file.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// Version that brought it.
    pub since: String,
    /// Where it stands in its life.
    pub status: Status,
    /// How much a finding matters, unless the check knows better.
    #[schemars(with = "Severity")]
    pub severity: Spanned<Severity>,
    /// Whether it runs unless asked for.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// How a finding can be repaired.
    #[serde(default)]
    pub fix: FixSafety,
    /// Headline.
    pub title: Words,
    /// What a finding says; `{name}` quotes a value.
    #[schemars(with = "Words")]
    pub message: Spanned<Words>,
    /// What to do about it.
    #[serde(default)]
    #[schemars(with = "Option<Words>")]
    pub help: Option<Spanned<Words>>,
    /// Other messages, for cases that the check tells apart.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Variant>")]
    pub variant: BTreeMap<String, Spanned<Variant>>,
    /// Why the rule exists.
    pub why: Words,
    /// What is deliberately let pass.
    #[serde(default)]
    pub guard: Option<Words>,
    /// The acts and articles it rests on.
    #[serde(default)]
    #[schemars(with = "Vec<Cite>")]
    pub cite: Vec<Spanned<Cite>>,
    /// Rules whose finding at the same place speaks for this one.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub yields_to: Vec<Spanned<String>>,
    /// What must have survived conversion for the rule to judge.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Report years the rule is limited to, inside those of its pack.
    #[serde(default)]
    pub years: Option<Years>,
    /// The kind of check, with its parameters; a private part of the engine.
    pub(crate) check: Check,
    /// Texts and what the rule must say of them.
    #[serde(default)]
    #[schemars(with = "Vec<Example>")]
    pub example: Vec<Spanned<Example>>,
    /// The pack it came with.
    #[serde(skip)]
    pub pack: String,
}

fn yes() -> bool {
    true
}

/// Where a rule stands in its life.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Not yet run.
    Draft,
    /// In force.
    Active,
    /// No longer run; its code stays taken.
    Retired,
}

/// How far a repair may be trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FixSafety {
    /// No machine can repair it.
    #[default]
    No,
    /// A proposal for a person.
    Suggest,
    /// May be applied unasked.
    Safe,
}

/// Another message of a rule.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// What the finding says.
    pub message: Words,
    /// What to do about it.
    #[serde(default)]
    pub help: Option<Words>,
}

/// An act and the place in it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cite {
    /// Id in authorities.toml.
    #[schemars(with = "String")]
    pub authority: Spanned<String>,
    /// Article, clause or section as the act numbers it.
    #[serde(default)]
    pub article: Option<Article>,
}

/// A number or a label such as `7.3.5.4` or `32(2)`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Article {
    /// A plain article number.
    Number(u32),
    /// Anything more detailed.
    Label(String),
}

impl std::fmt::Display for Article {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(out),
            Self::Label(label) => label.fmt(out),
        }
    }
}

/// Something that conversions destroy and rules depend on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// 年, 月 and 日 are where they were written.
    Dates,
    /// Line ends are where they were written.
    Lines,
}

/// A text and what the rule must say of it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    /// The expected outcome.
    pub expect: Expect,
    /// The text; ⟦ ⟧ mark the primary places of the expected findings.
    pub text: String,
    /// The report year to judge by; the first of the pack's usual years if left out.
    #[serde(default)]
    pub year: Option<i32>,
    /// Judge by the year the text tells, or by none.
    #[serde(default)]
    pub own_year: bool,
    /// The kind of body to judge by.
    #[serde(default)]
    pub body: Option<BodyKind>,
    /// The text after all fixes are applied.
    #[serde(default)]
    pub fixed: Option<String>,
    /// The severity of every finding, where it differs from the rule's.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// The text is the source of a web page.
    #[serde(default)]
    pub html: bool,
    /// The text is Markdown.
    #[serde(default)]
    pub markdown: bool,
}

/// Outcomes an example can ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Expect {
    /// In order.
    Pass,
    /// Findings at exactly the marked places.
    Fail,
    /// The rule has nothing to say.
    Inapplicable,
    /// The rule cannot tell.
    Undecided,
}

impl Rule {
    /// The code, such as HG0401.
    pub fn code(&self) -> &str {
        self.code.get_ref()
    }

    /// The id, such as sum-mismatch.
    pub fn id(&self) -> &str {
        self.id.get_ref()
    }

    /// The rule's own severity.
    pub fn severity(&self) -> Severity {
        *self.severity.get_ref()
    }

    /// The message of a variant; of the rule where the variant is empty or has none.
    pub fn message(&self, variant: &str) -> &Words {
        self.variant.get(variant).map_or(self.message.get_ref(), |it| &it.get_ref().message)
    }

    /// The advice of a variant, or the rule's.
    pub fn help(&self, variant: &str) -> Option<&Words> {
        let own = self.variant.get(variant).and_then(|it| it.get_ref().help.as_ref());
        own.or(self.help.as_ref().map(Spanned::get_ref))
    }

    /// The acts it rests on.
    pub fn cites(&self) -> impl Iterator<Item = &Cite> {
        self.cite.iter().map(Spanned::get_ref)
    }

    /// Its examples.
    pub fn examples(&self) -> impl Iterator<Item = &Example> {
        self.example.iter().map(Spanned::get_ref)
    }

    /// Whether `name` is its code, its id, its pack or the prefix of its family (HG08).
    pub fn answers_to(&self, name: &str) -> bool {
        let family = name.len() >= 4 && name.starts_with("HG") && self.code().starts_with(name);
        family || self.code() == name || self.id() == name || self.pack == name
    }
}
