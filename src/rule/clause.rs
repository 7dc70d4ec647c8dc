//! What acts and forms ask for, clause by clause, and which rules see to it (条款与规则); families
//! of codes; codes that are set aside for rules to come.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Article, Pack, Packs, Wording, Words};
use crate::text::before;

/// Rules whose codes begin alike.
///
/// 代码开头相同的一类规则。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Family {
    /// What its codes begin with, such as HG04: a code without its last two digits.
    ///
    /// 代码的开头，如 HG04，即去掉末两位数字的代码。
    #[schemars(with = "String")]
    pub code: Spanned<Wording>,
    /// What its rules are about.
    ///
    /// 这一类规则检查什么。
    pub title: Words,
}

/// One thing that an act or a form asks for.
///
/// 法规或报告格式的一项要求。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Clause {
    /// Id in authorities.toml.
    ///
    /// 依据在 authorities.toml 中的名称。
    #[schemars(with = "String")]
    pub authority: Spanned<Wording>,
    /// Article as the act numbers it, such as 31 or "32(2)".
    ///
    /// 条款号，如 31、"32(2)"。
    #[serde(default)]
    pub article: Option<Article>,
    /// Which part: of the article, or of an act without articles.
    ///
    /// 条款中的哪一部分；没有条款号的文件，写明章节或表格。
    #[serde(default)]
    pub part: Option<Words>,
    /// What it asks for, in words of one's own.
    ///
    /// 要求的内容，用自己的话概括。
    pub text: Words,
    /// How far rules see to it.
    ///
    /// 规则能检查到什么程度。
    pub checked: Checked,
    /// Ids of the rules that see to it.
    ///
    /// 检查这一要求的规则名称。
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub rules: Vec<Spanned<Wording>>,
    /// What stays for a person; left out only where rules decide the whole.
    ///
    /// 哪些内容留待人工判断；全部由规则判断的可以省略。
    #[serde(default)]
    pub note: Option<Words>,
}

/// How far rules see to a clause.
///
/// 规则对条款能检查到什么程度。
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Checked {
    /// Rules decide the whole.
    ///
    /// 全部由规则判断。
    Automatic,
    /// Rules decide a part, a person the rest.
    ///
    /// 部分由规则判断，其余由人工判断。
    InPart,
    /// Only a person can tell.
    ///
    /// 只能由人工判断。
    Person,
}

impl Checked {
    /// All of them, from the whole to nothing.
    pub const ALL: [Self; 3] = [Self::Automatic, Self::InPart, Self::Person];

    /// The name in TOML and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::InPart => "in-part",
            Self::Person => "person",
        }
    }
}

/// A code that is set aside for a rule that is not there yet, and why.
///
/// 已留代码、尚未提供的规则及其原因。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Planned {
    /// The code, such as HG1001.
    ///
    /// 规则代码，如 HG1001。
    #[schemars(with = "String")]
    pub code: Spanned<Wording>,
    /// The id.
    ///
    /// 规则名称。
    #[schemars(with = "String")]
    pub id: Spanned<Wording>,
    /// What it would check.
    ///
    /// 规则检查什么。
    pub title: Words,
    /// Why it is not there.
    ///
    /// 尚未提供的原因。
    pub reason: Words,
}

impl Planned {
    /// The code, such as HG1001.
    pub fn code(&self) -> &str {
        self.code.get_ref()
    }

    /// The id, such as xy-carry.
    pub fn id(&self) -> &str {
        self.id.get_ref()
    }
}

/// The family of a code: all but its last two digits.
pub fn family_of(code: &str) -> &str {
    before(code, code.len().saturating_sub(2))
}

impl Packs {
    /// What the rules of a family are about.
    pub fn family(&self, code: &str) -> Option<&Family> {
        let families = self.packs.iter().flat_map(|pack| &pack.file.family);
        families.into_iter().find(|family| family.code.get_ref() == code)
    }

    /// Every clause with the pack that lists it, in the order of the packs.
    pub fn clauses(&self) -> impl Iterator<Item = (&Pack, &Clause)> {
        self.packs
            .iter()
            .flat_map(|pack| pack.file.clause.iter().map(move |it| (pack, it.get_ref())))
    }

    /// Every rule to come with the pack that lists it, by code.
    pub fn planned(&self) -> Vec<(&Pack, &Planned)> {
        let of = |pack| move |it| (pack, it);
        let mut planned: Vec<(&Pack, &Planned)> =
            self.packs.iter().flat_map(|pack| pack.file.planned.iter().map(of(pack))).collect();
        planned.sort_by_key(|(_, it)| it.code());
        planned
    }
}
