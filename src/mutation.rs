//! Mutations: changes to a compliant report, each of which one rule must tell, alone and at its
//! place. They show what examples cannot: that a rule speaks within a whole report, and that no
//! other rule speaks of the same defect.

mod cell;
mod change;
mod mistake;
mod run;

pub use run::Mutations;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use self::mistake::{Mistake, span_of};
use crate::facts::body::BodyKind;
use crate::rule::{FileKind, Problem, parse_toml, say};
use crate::text::Span;

/// Mutations of a file; each judges a whole report.
const MOST: usize = 500;

/// A file of mutations: a compliant report and the changes to it.
///
/// 改动测试文件：一份合格的报告，以及对它的各处改动。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MutationFile {
    /// Name of the report, a file in the same folder. It must be compliant: no rule may have
    /// anything to say of it, not even a hint.
    ///
    /// 报告的文件名，与本文件在同一文件夹。报告本身须合格，任何规则都不应报出问题，提示也不行。
    #[schemars(with = "String")]
    pub report: Spanned<String>,
    /// The report year to judge by; what the report itself says if left out.
    ///
    /// 报告年度；省略时以报告自述为准。
    #[serde(default)]
    pub year: Option<i32>,
    /// The kind of body to judge by; what the report itself says if left out.
    ///
    /// 机关类别；省略时以报告自述为准。
    #[serde(default)]
    pub body: Option<BodyKind>,
    /// The changes, each made to the report by itself.
    ///
    /// 各处改动，每次只作一处。
    #[schemars(with = "Vec<Mutation>")]
    pub mutation: Vec<Spanned<Mutation>>,
}

/// One change to the report, and the rule that must then speak alone. Exactly one of `replace`,
/// `drop`, `blank`, `cell` and `text` says what is changed.
///
/// 一处改动，以及改动后应当单独报出问题的规则。replace、drop、blank、cell、text 须写且只写一项。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Mutation {
    /// Id of the rule that must speak, and no other.
    ///
    /// 应当报出问题的规则名，其他规则不得报出。
    #[schemars(with = "String")]
    pub rule: Spanned<String>,
    /// Words of the report that `with` takes the place of; they stand in it exactly once.
    ///
    /// 报告中要替换的文字，须恰好出现一次；换成 with 的内容。
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub replace: Option<Spanned<String>>,
    /// What stands there instead; ⟦ ⟧ mark the places that must be reported.
    ///
    /// 替换后的文字；用 ⟦ ⟧ 标出应当报出之处。
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub with: Option<Spanned<String>>,
    /// Words of the report that are left out; they stand in it exactly once.
    ///
    /// 报告中要删去的文字，须恰好出现一次。
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub drop: Option<Spanned<String>>,
    /// A cell of an official table that is emptied.
    ///
    /// 统一表格中要清空的单元格。
    #[serde(default)]
    #[schemars(with = "Option<CellName>")]
    pub blank: Option<Spanned<CellName>>,
    /// A cell of an official table whose number is changed.
    ///
    /// 统一表格中要改动数字的单元格。
    #[serde(default)]
    #[schemars(with = "Option<CellChange>")]
    pub cell: Option<Spanned<CellChange>>,
    /// Another text in place of the whole report, for rules that speak of what is no report; ⟦ ⟧
    /// mark the places that must be reported.
    ///
    /// 代替整份报告的文字，用于判断“不是报告”一类的规则；用 ⟦ ⟧ 标出应当报出之处。
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub text: Option<Spanned<String>>,
    /// Words of the changed report that must be reported: all of them, or what ⟦ ⟧ mark in them.
    /// They stand in it exactly once. Where neither this nor marks name a place, a changed cell
    /// must be reported itself, and of other changes any place will do.
    ///
    /// 改动后的报告中应当报出的文字：全部，或者其中 ⟦ ⟧ 标出的部分；须恰好出现一次。未写此项也没有标记的，
    /// 改动单元格的应当报出该单元格，其他改动报在何处均可。
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub place: Option<Spanned<String>>,
    /// Ids of rules that must speak as well, because they add to what this one says.
    ///
    /// 应当一并报出问题的规则名，用于互为补充的规则。
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub beside: Vec<Spanned<String>>,
}

/// A cell of an official table.
///
/// 统一表格的一个单元格。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CellName {
    /// Short name of the table: T2, T3, T4.
    ///
    /// 表格的简称：T2、T3、T4。
    #[schemars(with = "String")]
    pub table: Spanned<String>,
    /// Key of the row, or its label as printed.
    ///
    /// 行的键名，或者印出的行标题。
    #[schemars(with = "String")]
    pub row: Spanned<String>,
    /// Key of the column, or its head as printed.
    ///
    /// 列的键名，或者印出的列标题。
    #[schemars(with = "String")]
    pub column: Spanned<String>,
}

/// A cell of an official table, and what is added to its number.
///
/// 统一表格的一个单元格，以及要加上的数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CellChange {
    /// Short name of the table: T2, T3, T4.
    ///
    /// 表格的简称：T2、T3、T4。
    #[schemars(with = "String")]
    pub table: Spanned<String>,
    /// Key of the row, or its label as printed.
    ///
    /// 行的键名，或者印出的行标题。
    #[schemars(with = "String")]
    pub row: Spanned<String>,
    /// Key of the column, or its head as printed.
    ///
    /// 列的键名，或者印出的列标题。
    #[schemars(with = "String")]
    pub column: Spanned<String>,
    /// What is added to the whole number in the cell: 1, -1 or any other but 0.
    ///
    /// 在单元格的整数上加多少：1、-1 等，不能为 0。
    #[schemars(with = "i64")]
    pub add: Spanned<i64>,
}

/// What a mutation does.
enum Kind<'m> {
    Replace(&'m Spanned<String>, &'m Spanned<String>),
    Drop(&'m Spanned<String>),
    Blank(&'m CellName),
    Cell(&'m CellChange),
    Text(&'m Spanned<String>),
}

impl MutationFile {
    /// Reads a file that goes by the name of `path`.
    pub fn parse(path: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let file: Self = parse_toml(path, text, FileKind::Mutations)?;
        let Some(extra) = file.mutation.get(MOST) else { return Ok(file) };
        let count = file.mutation.len();
        let message = say(
            format!("一个文件最多 {MOST} 处改动，这里有 {count} 处"),
            format!("a file has at most {MOST} mutations; here are {count}"),
        );
        let rule = span_of(&extra.get_ref().rule);
        let mistake = Mistake::new(rule, message)
            .help("从这里起另写一个文件", "put those from here on into another file");
        Err(mistake::told(vec![mistake], (path, text)))
    }

    /// The changes.
    pub fn mutations(&self) -> impl Iterator<Item = &Mutation> {
        self.mutation.iter().map(Spanned::get_ref)
    }
}

impl Mutation {
    /// Where in its file it says what is changed, the new words if there are any.
    pub fn change(&self) -> Span {
        let words = [&self.with, &self.text, &self.drop, &self.replace];
        let words = words.into_iter().flatten().next().map(span_of);
        let cell = || self.blank.as_ref().map(span_of).or(self.cell.as_ref().map(span_of));
        words.or_else(cell).unwrap_or(span_of(&self.rule))
    }

    /// What it does, if it says exactly one thing.
    fn kind(&self) -> Result<Kind<'_>, Mistake> {
        let mut kinds = Vec::new();
        match (&self.replace, &self.with) {
            (Some(words), Some(with)) => kinds.push((span_of(words), Kind::Replace(words, with))),
            (Some(words), None) => return Err(lone(words, "replace", "with")),
            (None, Some(with)) => return Err(lone(with, "with", "replace")),
            (None, None) => {}
        }
        kinds.extend(self.drop.as_ref().map(|it| (span_of(it), Kind::Drop(it))));
        kinds.extend(self.blank.as_ref().map(|it| (span_of(it), Kind::Blank(it.get_ref()))));
        kinds.extend(self.cell.as_ref().map(|it| (span_of(it), Kind::Cell(it.get_ref()))));
        kinds.extend(self.text.as_ref().map(|it| (span_of(it), Kind::Text(it))));
        kinds.sort_by_key(|it| it.0);
        let mut kinds = kinds.into_iter();
        match (kinds.next(), kinds.next()) {
            (Some((_, kind)), None) => Ok(kind),
            (None, _) => Err(Mistake::new(
                span_of(&self.rule),
                say("没有写明怎样改动报告", "this mutation does not say what it changes"),
            )
            .help(
                "写 replace 和 with、drop、blank、cell 或 text 之一",
                "write replace and with, or one of drop, blank, cell and text",
            )),
            (_, Some((second, _))) => Err(Mistake::new(
                second,
                say("每次只能作一处改动", "one mutation makes one change"),
            )
            .help(
                "把这处改动另写一段 [[mutation]]",
                "write this one in a [[mutation]] of its own",
            )),
        }
    }
}

/// One of two keys that go together.
fn lone(it: &Spanned<String>, key: &str, other: &str) -> Mistake {
    let message = say(format!("有 {key} 而没有 {other}"), format!("`{key}` without `{other}`"));
    let help = match other {
        "with" => (
            "写明换成什么：with = \"…\"；删去的用 drop",
            "say what takes their place: with = \"…\"; to leave them out use `drop`",
        ),
        _ => (
            "写明替换哪些文字：replace = \"…\"；换掉整份报告的用 text",
            "say which words go: replace = \"…\"; for another text as a whole use `text`",
        ),
    };
    Mistake::new(span_of(it), message).help(help.0, help.1)
}
