//! Rules as data: what a rule file and a pack file hold.
//!
//! A rule says what the law wants, in words a clerk reads, and names a kind of check with its
//! parameters; it holds no logic. The kinds are in `src/check/`.

mod adjust;
mod authority;
mod budget;
mod clause;
mod content;
mod forms;
mod limits;
mod lint;
mod literal;
mod load;
mod order;
mod pack;
mod problem;
mod schema;
mod shape;
mod syntax;
mod tree;
mod wording;

pub use adjust::Adjust;
pub use authority::{Authorities, Authority, Standing};
pub use clause::{Checked, Clause, Family, Planned, family_of};
pub(crate) use limits::MOST_RULES;
pub(crate) use literal::Literal;
pub use load::{Packs, SourceFile, Sources};
pub(crate) use load::{did_you_mean, parse as parse_toml};
pub use pack::{Chapter, Pack, PackFile, Years};
pub(crate) use problem::say;
pub use problem::{Bilingual, Problem};
pub use schema::FileKind;
pub(crate) use schema::{choices, description, names, printed, schema_of, tag, types};
pub(crate) use syntax::table as toml_table;
pub use wording::Wording;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::check::Check;
use crate::facts::body::BodyKind;
use crate::lang::Lang;
use crate::report::Severity;

/// The same words in Chinese and English; both must be given.
///
/// 同一文字的中文和英文，都必须填写。
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese, as an official would write it.
    ///
    /// 中文，按公文用语书写。
    pub zh: Wording,
    /// English.
    ///
    /// 英文。
    pub en: Wording,
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

/// One rule file: what is wanted, why and on what basis, the kind of check with its parameters, and
/// examples.
///
/// 一个规则文件：要求什么、为什么、依据何在，用哪种检查方式及其参数，并附示例。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// Fixed code of one or two capitals and four digits, such as HG0401; unique, and never reused.
    ///
    /// 固定代码，一至两个大写字母加四位数字，如 "HG0401"；不得重复，永不改作他用。
    #[schemars(with = "String")]
    pub code: Spanned<Wording>,
    /// Name in words, equal to the name of the file without .toml, and unique: sum-mismatch.
    ///
    /// 规则名，与文件名（去掉 .toml）相同，不得重复，如 "sum-mismatch"。
    #[schemars(with = "String")]
    pub id: Spanned<Wording>,
    /// The version that brought the rule: "0.1.0".
    ///
    /// 规则自哪个版本起有，如 "0.1.0"。
    pub since: Wording,
    /// Where the rule stands in its life; only an active one runs.
    ///
    /// 规则处于哪个阶段；只有启用的才运行。
    pub status: Status,
    /// How much a finding matters, unless the check or the pack in force says otherwise. An error
    /// needs a binding act that was read or confirmed, or arithmetic or logic, as authority.
    ///
    /// 问题属于哪一级；检查方式或规则包另有规定的从其规定。"error" 须以已核实的强制性依据或者算术、
    /// 逻辑为据。
    #[schemars(with = "Severity")]
    pub severity: Spanned<Severity>,
    /// Whether it runs unless asked for. Left out: yes. With false it runs only where its code or
    /// id is named.
    ///
    /// 不指定时是否运行；省略时为 true。为 false 的，指定其代码或规则名才运行。
    #[serde(default = "yes")]
    pub enabled: bool,
    /// How far the repair that the check proposes may be trusted. Left out: nothing is repaired.
    ///
    /// 检查方式提出的改法可信到什么程度；省略时不作修改。
    #[serde(default)]
    pub fix: FixSafety,
    /// Headline of the rule, of a few words.
    ///
    /// 规则的名称，几个字即可。
    pub title: Words,
    /// What a finding says, in one sentence without a final stop; `{name}` quotes a value that the
    /// kind of check gives.
    ///
    /// 问题的说明，一句话，末尾不加句号；`{名称}` 引用检查方式给出的值。
    #[schemars(with = "Words")]
    pub message: Spanned<Words>,
    /// What to do about it. Left out: no advice is given.
    ///
    /// 怎样改正；省略时不给出建议。
    #[serde(default)]
    #[schemars(with = "Option<Words>")]
    pub help: Option<Spanned<Words>>,
    /// Other messages, by the names of cases that the kind of check tells apart. Left out: the main
    /// message serves for all.
    ///
    /// 检查方式区分的各种情形另用的消息，按情形名称填写；省略时一律用主消息。
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Variant>")]
    // Boxed because a map makes room for eleven, and most rules have one or two.
    pub variant: BTreeMap<String, Spanned<Box<Variant>>>,
    /// Why the rule exists: what goes wrong without it.
    ///
    /// 为什么要有这条规则。
    pub why: Words,
    /// What is deliberately let pass. Left out: nothing is said of it.
    ///
    /// 有意不报告的情形；省略时不作说明。
    #[serde(default)]
    pub guard: Option<Words>,
    /// The acts and articles it rests on; at least one.
    ///
    /// 依据的法规及条款，至少一项。
    #[serde(default)]
    #[schemars(with = "Vec<Cite>")]
    pub cite: Vec<Spanned<Cite>>,
    /// Ids of rules whose finding at the same place speaks for this one, so that one cause gives
    /// one finding. Left out: none.
    ///
    /// 同一处已由其他规则报告、本规则即不再报告的，填这些规则的规则名；省略时没有。
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub yields_to: Vec<Spanned<Wording>>,
    /// What must have survived conversion of the text for the rule to judge; without it the rule
    /// cannot decide. Left out: nothing.
    ///
    /// 规则须依靠文本的哪些内容；这些内容在转换中丢失的，规则不作判断。省略时没有。
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Report years the rule is limited to, inside those of its pack. Left out: all of its pack.
    ///
    /// 规则限于哪些报告年度（在规则包的年度之内）；省略时为规则包的所有年度。
    #[serde(default)]
    pub years: Option<Years>,
    /// The kind of check, with its parameters, as a table `[check.<kind>]`; exactly one.
    ///
    /// 检查方式及其参数，写作 `[check.<检查方式>]`，只能有一种。
    pub(crate) check: Check,
    /// Texts and what the rule must say of them; at least one that passes and one that fails. They
    /// stand last in the file.
    ///
    /// 示例及规则应有的结论，至少一个合格、一个不合格；放在文件最后。
    #[serde(default)]
    #[schemars(with = "Vec<Example>")]
    pub example: Vec<Spanned<Example>>,
    /// The pack it came with.
    #[serde(skip)]
    pub pack: String,
    /// The file it stands in, by the name it was loaded under.
    #[serde(skip)]
    pub path: String,
}

fn yes() -> bool {
    true
}

/// Where a rule stands in its life.
///
/// 规则所处的阶段。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Being written: runs only where it is asked for by its own name.
    ///
    /// 草案，只在点名时运行。
    Draft,
    /// In force.
    ///
    /// 启用。
    Active,
    /// No longer run; its code stays taken.
    ///
    /// 停用，不再运行，代码保留。
    Retired,
}

/// How far a repair may be trusted.
///
/// 改法可信到什么程度。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FixSafety {
    /// No machine can repair it.
    ///
    /// 只能人工修改。
    #[default]
    No,
    /// A proposal for a person; made only when asked for.
    ///
    /// 仅建议，由人决定，要求时才修改。
    Suggest,
    /// May be made unasked, wherever the check has no doubt.
    ///
    /// 可自动修改，检查方式没有把握的除外。
    Safe,
}

/// Another message of a rule.
///
/// 规则的另一种消息。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// What the finding says; `{name}` quotes a value that the kind of check gives for this case.
    ///
    /// 问题的说明；`{名称}` 引用检查方式在这种情形下给出的值。
    pub message: Words,
    /// What to do about it. Left out: the advice of the rule.
    ///
    /// 怎样改正；省略时用规则的建议。
    #[serde(default)]
    pub help: Option<Words>,
}

/// An act and the place in it.
///
/// 一项依据及其条款。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cite {
    /// Id of the act in authorities.toml.
    ///
    /// 依据，填 authorities.toml 中的 `id`。
    #[schemars(with = "String")]
    pub authority: Spanned<Wording>,
    /// Article, clause or section as the act numbers it. Left out: the act as a whole.
    ///
    /// 条、款、项或者章节号，照原文编号；省略时指整份文件。
    #[serde(default)]
    pub article: Option<Article>,
}

/// A number or a label such as `7.3.5.4` or `32(2)`.
///
/// 条号，或者 `7.3.5.4`、`32(2)` 等编号。
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Article {
    /// A plain article number: 50.
    ///
    /// 单纯的条号，如 50。
    Number(u32),
    /// Anything more detailed, in quotation marks: "50(2)".
    ///
    /// 更细的编号，加引号，如 "50(2)"。
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
///
/// 转换中容易丢失而规则所依靠的内容。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// 年, 月 and 日 are where they were written.
    ///
    /// 日期中的“年、月、日”没有丢失。
    Dates,
    /// Line ends are where they were written.
    ///
    /// 换行没有丢失。
    Lines,
}

/// A text and what the rule must say of it. The rule runs on it alone.
///
/// 一段文字及规则应有的结论；只用本规则检查。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    /// The expected outcome.
    ///
    /// 应有的结论。
    pub expect: Expect,
    /// The text; ⟦ ⟧ mark exactly the places that must be reported, and stand only where `expect =
    /// "fail"`.
    ///
    /// 示例文字；用 ⟦ ⟧ 标出应当报告的各处，不多不少，且只用于 `expect = "fail"`。
    pub text: String,
    /// The report year to judge by. Left out: the `example-year` of the pack.
    ///
    /// 按哪个报告年度检查；省略时为规则包的 `example-year`。
    #[serde(default)]
    pub year: Option<i32>,
    /// Whether to judge by the year that the text itself tells, or by none where it tells none;
    /// `year` counts for nothing then. Left out: no.
    ///
    /// 是否按示例文字自身所示的年度检查（没有的即年度不明），此时 `year` 不起作用；省略时为否。
    #[serde(default)]
    pub own_year: bool,
    /// The kind of body to judge by: GB, DEP or TWN. Left out: the one that the text tells.
    ///
    /// 按哪类机关检查："GB"、"DEP" 或 "TWN"；省略时由示例文字判断。
    #[serde(default)]
    pub body: Option<BodyKind>,
    /// The text, without marks, after all repairs are made; there must be nothing left to repair in
    /// it. Left out: repairs are not compared.
    ///
    /// 全部改法作出后的文字，不带标记，且其中不应再有可改之处；省略时不核对改法。
    #[serde(default)]
    pub fixed: Option<String>,
    /// The severity of every finding. Left out: that of the rule.
    ///
    /// 所报告问题的级别；省略时应与规则相同。
    #[serde(default)]
    pub severity: Option<Severity>,
    /// Whether the text is the source of a web page. Left out: no, plain text.
    ///
    /// 示例文字是否为网页源代码；省略时为否，即纯文本。
    #[serde(default)]
    pub html: bool,
    /// Whether the text is Markdown. Left out: no, plain text.
    ///
    /// 示例文字是否为 Markdown；省略时为否，即纯文本。
    #[serde(default)]
    pub markdown: bool,
    /// Other reports that the text is compared with; only where the kind of check compares reports.
    /// Each is judged by the year that it tells. Left out: none.
    ///
    /// 与示例文字对照的其他报告，各按其自身所示的年度，仅用于对照多份报告的检查方式；省略时没有。
    #[serde(default)]
    pub others: Vec<String>,
    /// Who must report, as `[[body]]` entries of hegui.toml. Left out: nobody is listed. Kinds that
    /// report places in the list take `text` for it.
    ///
    /// 应报送单位名单，写法同 hegui.toml 的 `[[body]]`；省略时没有名单。报告名单中各处的检查方式以
    /// `text` 为名单。
    #[serde(default)]
    pub list: Option<String>,
    /// The day of the check, as 2024-02-01. Left out: a day on which every deadline has passed.
    ///
    /// 检查日期，如 "2024-02-01"；省略时视为各期限均已届满。
    #[serde(default)]
    pub today: Option<String>,
}

/// Outcomes an example can ask for.
///
/// 示例应有的结论。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Expect {
    /// The rule looked at the text and finds it in order.
    ///
    /// 合格：检查过，没有问题。
    Pass,
    /// The rule reports exactly the marked places.
    ///
    /// 不合格：报告的正是所标各处。
    Fail,
    /// The rule has nothing to judge in it.
    ///
    /// 不适用：没有本规则要检查的内容。
    Inapplicable,
    /// The rule cannot tell.
    ///
    /// 无法判断。
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

    /// The name of its kind of check, as in `[check.<name>]`.
    pub fn kind(&self) -> String {
        self.check.name()
    }

    /// Whether it compares reports with each other and has nothing to say of one alone.
    pub fn compares(&self) -> bool {
        self.check.kind().across().is_some()
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
        let family = is_family(name) && self.code().starts_with(name);
        family || self.code() == name || self.id() == name || self.pack == name
    }
}

/// Whether `name` is the beginning of codes: letters and at least two digits.
fn is_family(name: &str) -> bool {
    let digits = name.trim_start_matches(|char: char| char.is_ascii_uppercase());
    digits.len() >= 2 && digits.len() < name.len() && digits.bytes().all(|it| it.is_ascii_digit())
}
