//! A pack: the rules of one act, the report years they judge, and the chapters the act asks for.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::Wording;
use super::{Adjust, Clause, Family, Planned, Words};
use crate::form::Form;
use crate::indicator::{Indicator, Matter};
use crate::text::Span;

/// The file pack.toml: what a pack is, the report years it judges, and the chapters, tables and
/// indicators that its rules speak of.
///
/// 规则包文件 pack.toml：规则包的名称、适用年度，以及规则所说的章节、表格和指标。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PackFile {
    /// Name, equal to that of the folder, and unique.
    ///
    /// 规则包的名称，与文件夹同名，不得重复。
    #[schemars(with = "String")]
    pub id: Spanned<Wording>,
    /// What it holds, in a few words.
    ///
    /// 规则包的内容，几个字即可。
    pub title: Words,
    /// Short name of the period of law (R07, R19, R21). Left out: it is the pack of no period.
    ///
    /// 法规时期的简称，如 "R19"；省略时不代表任何法规时期。
    #[serde(default)]
    pub era: Option<Wording>,
    /// The report years it judges. Left out: every year.
    ///
    /// 适用的报告年度；省略时不论年度。
    #[serde(default)]
    pub report_years: Option<Years>,
    /// Names of packs that it builds on: they must be there and come before it, so that what this
    /// pack says of severities and parameters outweighs them. The built-in packs come first anyway.
    /// Left out: none.
    ///
    /// 以哪些规则包为基础，填其名称，必须存在；排在其后，级别和参数以本规则包为准。内置规则包总在最前，
    /// 不必写明。省略时没有。
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub extends: Vec<Spanned<Wording>>,
    /// The report year by which examples are judged that give none.
    ///
    /// 没有写明年度的示例，按哪个报告年度检查。
    pub example_year: i32,
    /// The chapters of a report, in their order; only one pack may give them for a year, which the
    /// built-in packs do. Left out: theirs.
    ///
    /// 年度报告的章节，按次序；同一年度只能由一个规则包规定，内置规则包已有规定。省略时用其章节。
    #[serde(default)]
    pub chapter: Vec<Chapter>,
    /// Titles usual inside chapters: 主动公开政府信息的数量. They tell where a heading ends in a
    /// text that lost its lines. Left out: none.
    ///
    /// 章内常见的小标题，如 `["主动公开政府信息的数量"]`，用于在丢失换行的文本中认出标题；
    /// 省略时没有。
    #[serde(default)]
    pub section_titles: Vec<Wording>,
    /// Words that mark a heading as that of an attachment and not of a chapter: 附表. Left out:
    /// none.
    ///
    /// 表明是附件标题而不是章节标题的词语，如 `["附表"]`；省略时没有。
    #[serde(default)]
    pub attachment_words: Vec<Wording>,
    /// Labels of table rows that are numbered like chapters, so that they are not taken for
    /// headings. Left out: none.
    ///
    /// 编号与章节相似的表格行名，以免误作标题；省略时没有。
    #[serde(default)]
    pub table_rows: Vec<Wording>,
    /// Words with which a statistics table begins in a text that lost its lines. Left out: none.
    ///
    /// 丢失换行的文本中统计表开头的词语；省略时没有。
    #[serde(default)]
    pub table_openers: Vec<Wording>,
    /// The official tables (统一表格) of its years. Left out: none.
    ///
    /// 适用年度的统一表格；省略时没有。
    #[serde(default)]
    pub form: Vec<Arc<Form>>,
    /// What indicators have in common (事项). Left out: none.
    ///
    /// 指标所属的事项；省略时没有。
    #[serde(default)]
    pub matter: Vec<Matter>,
    /// What the figures of a report count (指标). Left out: none.
    ///
    /// 年度报告的指标；省略时没有。
    #[serde(default)]
    pub indicator: Vec<Indicator>,
    /// Rules of other packs that it changes. Left out: none.
    ///
    /// 对其他规则包中规则的调整；省略时没有。
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

/// Report years from the first to the last, both included.
///
/// 报告年度的起止，均含本年。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// The first year. Left out: no year is too early.
    ///
    /// 起始年度；省略时不限起始。
    #[serde(default)]
    pub from: Option<i32>,
    /// The last year. Left out: no year is too late.
    ///
    /// 截止年度；省略时不限截止。
    #[serde(default)]
    pub to: Option<i32>,
}

impl Years {
    /// Whether a year lies in both.
    pub fn overlap(self, other: Self) -> bool {
        let before =
            |one: Self, two: Self| one.to.zip(two.from).is_some_and(|(to, from)| to < from);
        !before(self, other) && !before(other, self)
    }

    /// Whether there is a year that is one of these and of those.
    pub fn meet(self, other: Self) -> bool {
        let bounds = |it: Self| (it.from.unwrap_or(i32::MIN), it.to.unwrap_or(i32::MAX));
        let ((from, to), (other_from, other_to)) = (bounds(self), bounds(other));
        from.max(other_from) <= to.min(other_to)
    }

    /// Whether `year` is one of them.
    pub fn contains(self, year: i32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }
}

/// A chapter that the act asks for (法定章节), or that is usual.
///
/// 一个章节：法定章节，或者常见的章节。
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Chapter {
    /// Name that rules and forms use.
    ///
    /// 供规则和表格引用的名称。
    pub key: Wording,
    /// The title that the act or form gives it, without its number.
    ///
    /// 法规或格式规定的标题，不带序号。
    pub title: Wording,
    /// The title in English, for messages.
    ///
    /// 英文标题，用于消息。
    pub en: Wording,
    /// Titles that mean the same. 的, 和, 及, 与, 工作 and separators make no difference. Left out:
    /// none.
    ///
    /// 意思相同的其他标题；“的、和、及、与、工作”和间隔符号的出入不计。省略时没有。
    #[serde(default)]
    pub variants: Vec<Wording>,
    /// Lists of words: a heading that bears none of the titles, but holds all words of one list, is
    /// this chapter. Left out: only its titles tell it.
    ///
    /// 若干组词语：标题不是上述标题之一，但含有某一组的全部词语的，也是该章节；省略时只按标题识别。
    #[serde(default)]
    pub keywords: Vec<Vec<Wording>>,
    /// Words in a heading that take it out of the keywords, because there they speak of another
    /// chapter. Left out: none.
    ///
    /// 标题含有其中之一的，不按 `keywords` 识别，因为所说是其他章节；省略时没有。
    #[serde(default)]
    pub unless: Vec<Wording>,
    /// Whether its keywords count only where those of no other chapter fit. Left out: no.
    ///
    /// 是否在标题不符合其他章节的词语时才算该章节；省略时为否。
    #[serde(default)]
    pub residual: bool,
    /// Words that, anywhere in the text, show that its matter is spoken of at all, so that a
    /// missing chapter is only a warning. Left out: none.
    ///
    /// 正文中有其中之一的，视为写到该章内容，缺少该章只属警告；省略时没有。
    #[serde(default)]
    pub mentions: Vec<Wording>,
    /// Whether the act asks for it, so that it may not be missing.
    ///
    /// 是否为法定章节，即不得缺少。
    pub required: bool,
    /// The article that asks for it, for messages: 50(1). Left out: none is named.
    ///
    /// 规定该章节的条款，用于消息，如 "50(1)"；省略时不写明。
    #[serde(default)]
    pub article: Option<Wording>,
}

/// A loaded pack.
#[derive(Debug)]
pub struct Pack {
    /// Its file.
    pub file: PackFile,
    /// Its rules, by code.
    pub rules: Vec<super::Rule>,
    /// Whether the program carries it, or one of its name.
    pub builtin: bool,
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
        let holds = |word: &Wording| title.contains(word.as_str());
        !self.unless.iter().any(holds) && self.keywords.iter().any(|all| all.iter().all(holds))
    }

    /// Where folded `words` of a text without headings speak of its matter. Words that are too
    /// usual to tell a chapter by tell nothing here; without words of its own it may be any prose.
    pub(crate) fn spoken_of_in(&self, words: &str) -> Option<Span> {
        let place = |word: &Wording| words.find(word.as_str()).map(|at| (at, word.len()));
        let mentioned = self.mentions.iter().find_map(place);
        let keyed = || {
            let told = |all: &&Vec<Wording>| all.iter().all(|word| words.contains(word.as_str()));
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
        let owned = |words: &[Wording]| words.iter().map(owned).collect();
        let any_of = self.keywords.iter().map(|it| owned(it)).collect();
        let unless = owned(&self.unless);
        crate::outline::Keywords { any_of, unless }
    }
}

fn owned(words: &Wording) -> String {
    words.as_str().to_owned()
}

impl Pack {
    /// Titles, variants, row labels and table openers that readers need.
    pub fn vocabulary(packs: &[Pack]) -> crate::outline::Vocabulary {
        let chapters = || packs.iter().flat_map(|pack| &pack.file.chapter);
        let titles =
            chapters().flat_map(|it| std::iter::once(&it.title).chain(&it.variants)).map(owned);
        let rows = packs.iter().flat_map(|pack| &pack.file.table_rows).map(owned);
        let rules = packs.iter().flat_map(|pack| &pack.rules);
        let asked = rules.flat_map(|it| it.check.kind().titles()).map(str::to_owned);
        let sections = packs.iter().flat_map(|pack| &pack.file.section_titles).map(owned);
        let sections = sections.chain(asked);
        let openers = packs.iter().flat_map(|pack| &pack.file.table_openers).map(owned);
        crate::outline::Vocabulary::new(titles, rows, openers.collect())
            .with_section_titles(sections)
            .with_keywords(chapters().filter(|it| it.required).map(Chapter::keywords))
            .with_forms(packs.iter().flat_map(|pack| &pack.file.form).cloned().collect())
    }
}
