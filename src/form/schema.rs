//! What an official table looks like: the tables `[[form]]` of a pack.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::{Wording, Words, Years};

/// An official table (统一表格) as it should look: its rows, columns and relations.
///
/// 一张统一表格的样式：行、列和勾稽关系。
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Form {
    /// Short name: T2, T3, T4 for the tables of chapters two to four, S14 for the statistics table
    /// of 2014. Forms of different years share it.
    ///
    /// 简称：T2、T3、T4 为第二至四章的表，S14 为2014年的统计表。同一张表各年度的样式用同一简称。
    pub id: Wording,
    /// What messages call it: 表三.
    ///
    /// 消息中的名称，如“表三”。
    pub title: Words,
    /// The report years it is made for.
    ///
    /// 适用的报告年度。
    pub report_years: Years,
    /// Key of the chapter it must stand in, as in `[[chapter]]`. Left out: no chapter must have it.
    ///
    /// 应当列有该表的章节，填 `[[chapter]]` 的 `key`；省略时不要求任何章节有该表。
    #[serde(default)]
    pub chapter: Option<Wording>,
    /// How its blocks stand to each other. Left out: one below the other.
    ///
    /// 各部分的排列方式；省略时上下排列。
    #[serde(default)]
    pub layout: Layout,
    /// Words in its cells that belong to no row or column, such as a note on its relations; known
    /// by how they begin. Left out: none.
    ///
    /// 表内不属于任何行、列的文字，如勾稽关系说明，按开头识别；省略时没有。
    #[serde(default)]
    pub notes: Vec<Wording>,
    /// How many per cent of its rows a table must have to be this form and no local one, 1 to 100.
    /// Left out: one row and two columns, or three rows, are enough.
    ///
    /// 一张表至少有该样式百分之几的行才算该表，而不是自制表格，填 1 至 100；
    /// 省略时有一行两列或者三行即可。
    #[serde(default)]
    pub least: usize,
    /// Makes it no table of one shape but what is known of tables that each place draws up by
    /// itself. Left out: an official table.
    ///
    /// 写明时表示这不是统一样式，而是识别各地自制表格的依据；省略时为统一表格。
    #[serde(default)]
    pub local: Option<Local>,
    /// Its parts, each with columns and rows of its own; at least one.
    ///
    /// 表的各个部分，每部分有自己的列和行，至少一个。
    pub block: Vec<Block>,
    /// Relations (勾稽关系) that its cells must satisfy. Left out: none.
    ///
    /// 单元格之间的勾稽关系；省略时没有。
    #[serde(default)]
    pub identity: Vec<Identity>,
    /// By the key of an indicator, the cells that add up to the same count, as `row/column`;
    /// `3.3/total` stands for all rows below 3.3 where there is none of that key. Any one of the
    /// sums may be meant. Left out: no cell is held against the prose.
    ///
    /// 按指标的 `key` 列出与该指标是同一个数的单元格，写作 "行/列"，每组相加；没有行 3.3 时，
    /// "3.3/total" 指 3.3 下的所有行。有几组的，任何一组都可能是所指。省略时不与正文核对。
    #[serde(default)]
    pub states: BTreeMap<String, Vec<Vec<Wording>>>,
}

/// What makes a table that a place drew up by itself one whose rows are understood. None of its
/// rows is required, nor their order, and nothing is said of its shape.
///
/// 自制表格满足什么条件才算看得懂。不要求有哪些行，不论次序，也不检查表样。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Local {
    /// How many of its rows, at least, must bear a label of the form.
    ///
    /// 至少有几行的行名是该样式所列的。
    pub rows: usize,
    /// How many per cent of its rows with figures, at least, must bear one, 0 to 100.
    ///
    /// 有数字的行中，至少百分之几的行名是该样式所列的，填 0 至 100。
    pub share: usize,
}

/// How the blocks of a form stand to each other.
///
/// 表的各部分的排列方式。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// One below the other.
    ///
    /// 上下排列。
    #[default]
    Down,
    /// Side by side, their rows without labels (表四).
    ///
    /// 左右并列，各行没有行名（如表四）。
    Across,
}

/// A part of a form with columns and rows of its own.
///
/// 表的一部分，有自己的列和行。
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Block {
    /// Its heading, outermost first: 第二十条第（一）项, or 行政诉讼 and 复议后起诉. Left out:
    /// none.
    ///
    /// 该部分的标题，由外到内，如 `["第二十条第（一）项"]`、`["行政诉讼", "复议后起诉"]`；
    /// 省略时没有。
    #[serde(default)]
    pub label: Vec<Wording>,
    /// The head of its column of row labels: 信息内容. Left out: none.
    ///
    /// 行名所在一列的表头，如 "信息内容"；省略时没有。
    #[serde(default)]
    pub corner: Option<Wording>,
    /// Rows that some places add by custom, known by how they begin; nothing is said of them. Left
    /// out: none.
    ///
    /// 有的地方习惯增加的行，按开头识别，不作为问题；省略时没有。
    #[serde(default)]
    pub extra: Vec<Wording>,
    /// Its columns of values, in order.
    ///
    /// 填数字的各列，按次序。
    pub column: Vec<Column>,
    /// Its rows, in order.
    ///
    /// 各行，按次序。
    pub row: Vec<Row>,
}

/// A column of values.
///
/// 填数字的一列。
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Column {
    /// Name that identities, rules and `states` use, unique in its block.
    ///
    /// 供勾稽关系、规则和 `states` 引用的名称，在该部分内不重复。
    pub key: Wording,
    /// Its head, as the form prints it.
    ///
    /// 表头，照样式填写。
    pub label: Wording,
    /// Heads that mean the same. Left out: none.
    ///
    /// 意思相同的其他表头；省略时没有。
    #[serde(default)]
    pub variants: Vec<Wording>,
    /// Heads above it, outermost first: 申请人情况, 法人或其他组织. Left out: none.
    ///
    /// 上层表头，由外到内，如 `["申请人情况", "法人或其他组织"]`；省略时没有。
    #[serde(default)]
    pub group: Vec<Wording>,
    /// What may stand in it. Left out: whole numbers from zero.
    ///
    /// 可以填什么数；省略时为非负整数。
    #[serde(default)]
    pub values: Values,
    /// Whether some tables have it and some do not: it is there where its head is. Left out: no,
    /// all have it.
    ///
    /// 是否有的表有、有的表没有，以有无表头为准；省略时为否，即必有。
    #[serde(default)]
    pub optional: bool,
}

/// A row of values.
///
/// 填数字的一行。
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Row {
    /// Name that identities, rules and `states` use, unique in its form.
    ///
    /// 供勾稽关系、规则和 `states` 引用的名称，在该表内不重复。
    pub key: Wording,
    /// Its label, with its number: 一、本年新收政府信息公开申请数量. Left out: none, in a form
    /// whose rows have no labels.
    ///
    /// 行名，连同序号，如 "一、本年新收政府信息公开申请数量"；各行没有行名的表省略。
    #[serde(default)]
    pub label: Wording,
    /// Labels that mean the same. Left out: none.
    ///
    /// 意思相同的其他行名；省略时没有。
    #[serde(default)]
    pub variants: Vec<Wording>,
    /// Labels it stands under, outermost first: 三、本年度办理结果, （三）不予公开. Left out: none.
    ///
    /// 上层行名，由外到内，如 `["三、本年度办理结果", "（三）不予公开"]`；省略时没有。
    #[serde(default)]
    pub group: Vec<Wording>,
    /// The unit written beside it, in forms that have a column of units. Left out: none.
    ///
    /// 旁边单位栏所写的单位；没有单位栏的表省略。
    #[serde(default)]
    pub unit: Option<Wording>,
    /// What may stand in it. Left out: what its column says.
    ///
    /// 可以填什么数；省略时与所在列相同。
    #[serde(default)]
    pub values: Option<Values>,
    /// Whether it is a heading without values of its own, whose cell holds a dash. Left out: no.
    ///
    /// 是否只作标题、本身不填数（填短横）；省略时为否。
    #[serde(default)]
    pub heading: bool,
}

/// What may stand in a cell.
///
/// 单元格可以填什么数。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Values {
    /// Whole numbers from zero (件, 条).
    ///
    /// 非负整数（件、条等）。
    #[default]
    Count,
    /// Numbers from zero, with or without decimals (万元).
    ///
    /// 非负数，可以有小数（万元等）。
    Amount,
    /// Whole numbers of either sign (本年增/减).
    ///
    /// 整数，可正可负（如“本年增/减”）。
    Change,
}

/// A relation between cells (勾稽关系): in every row or column, the sum of some cells against the
/// sum of others.
///
/// 一项勾稽关系：在每一行或每一列中，一些单元格之和与另一些单元格之和的关系。
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Identity {
    /// Name that rules use: column, results, row.
    ///
    /// 供规则引用的名称，如 "column"、"results"、"row"。
    pub id: Wording,
    /// Whether keys name rows, and it holds in every column, or the other way round.
    ///
    /// 所填的是行（在每一列成立）还是列（在每一行成立）。
    pub across: Across,
    /// Keys of the cells on the left side: the total.
    ///
    /// 左边各单元格的 `key`，即合计。
    pub left: Vec<Wording>,
    /// Keys of the cells on the right side: its parts.
    ///
    /// 右边各单元格的 `key`，即分项。
    pub right: Vec<Wording>,
    /// How the sums must stand to each other. Left out: they are equal.
    ///
    /// 左右两边之和应有的关系；省略时相等。
    #[serde(default)]
    pub relation: Relation,
    /// In a local table, the key of the part that closes the list (其他). Where it is not there, or
    /// other rows stand among the parts, the total need only be at least their sum. Left out:
    /// `relation` holds anyway.
    ///
    /// 自制表格中列举末项（如“其他”）的 `key`；没有末项，或者分项之间夹有其他行的，
    /// 只要求合计不小于各分项之和。省略时一律按 `relation`。
    #[serde(default)]
    pub closed_by: Option<Wording>,
}

/// Over which direction an identity is repeated.
///
/// 勾稽关系在哪个方向上逐一成立。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Across {
    /// Keys name rows; it holds in every column.
    ///
    /// 填行的 `key`，在每一列成立。
    Columns,
    /// Keys name columns; it holds in every row of every block that has them all.
    ///
    /// 填列的 `key`，在含有这些列的各部分的每一行成立。
    Rows,
}

/// How two sums must stand to each other.
///
/// 两边之和应有的关系。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// left = right: the sums are equal.
    ///
    /// 相等：左边等于右边。
    #[default]
    Equal,
    /// left ≤ right: the left sum is no greater.
    ///
    /// 不大于：左边小于或等于右边。
    AtMost,
    /// left ≥ right: the left sum is no less.
    ///
    /// 不小于：左边大于或等于右边。
    AtLeast,
}

impl Form {
    /// The official words for a row: （三）不予公开 4.保护第三方合法权益.
    pub fn row_name(&self, block: usize, row: usize) -> String {
        let Some(block) = self.block.get(block) else { return String::new() };
        let Some(row) = block.row.get(row) else { return String::new() };
        let words = block.label.iter().chain(row.group.last()).chain(std::iter::once(&row.label));
        let words: Vec<&str> = words.map(Wording::as_str).filter(|it| !it.is_empty()).collect();
        words.join(" ")
    }

    /// The addresses of all cells, block by block, row by row; headings have none.
    pub fn addresses(&self) -> impl Iterator<Item = super::CellAddress> + '_ {
        self.block.iter().enumerate().flat_map(|(block, it)| {
            let rows = it.row.iter().enumerate().filter(|(_, row)| !row.heading);
            rows.flat_map(move |(row, _)| {
                (0..it.column.len()).map(move |column| super::CellAddress { block, row, column })
            })
        })
    }
}
