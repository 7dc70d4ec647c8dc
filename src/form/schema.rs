//! What an official table looks like: the tables `[[form]]` of a pack.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::{Words, Years};

/// An official table (统一表格).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Form {
    /// Short name: T2, T3, T4 for the tables of chapters two to four, S14 for the statistics
    /// table of 2014. Forms of different years share it.
    pub id: String,
    /// What messages call it: 表三.
    pub title: Words,
    /// The report years it is made for.
    pub report_years: Years,
    /// Key of the chapter it stands in.
    #[serde(default)]
    pub chapter: Option<String>,
    /// How its blocks stand to each other.
    #[serde(default)]
    pub layout: Layout,
    /// Words in its first cell that belong to no row or column, such as a note on its relations.
    #[serde(default)]
    pub notes: Vec<String>,
    /// How many per cent of its rows a table must have to be this form and no local one.
    #[serde(default)]
    pub least: usize,
    /// No table of one shape but what is known of tables that each place draws up by itself.
    #[serde(default)]
    pub local: Option<Local>,
    /// Its parts, each with columns and rows of its own.
    pub block: Vec<Block>,
    /// What its cells must satisfy.
    #[serde(default)]
    pub identity: Vec<Identity>,
    /// By the key of an indicator, the cells that add up to the same count, as `row/column`;
    /// `3.3/total` stands for all rows below 3.3. Any one of the sums may be meant.
    #[serde(default)]
    pub states: BTreeMap<String, Vec<Vec<String>>>,
}

/// What makes a table that a place drew up by itself one whose rows are understood. None of its
/// rows is required, nor their order, and nothing is said of its shape.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Local {
    /// How many of its rows must bear a label of the form.
    pub rows: usize,
    /// How many per cent of its rows with figures must.
    pub share: usize,
}

/// How the blocks of a form stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// One below the other.
    #[default]
    Down,
    /// Side by side, their rows without labels (表四).
    Across,
}

/// A part of a form with columns and rows of its own.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Block {
    /// Its heading, outermost first: 第二十条第（一）项, or 行政诉讼 and 复议后起诉.
    #[serde(default)]
    pub label: Vec<String>,
    /// The head of its column of row labels: 信息内容.
    #[serde(default)]
    pub corner: Option<String>,
    /// Rows that some places add by custom, known by how they begin.
    #[serde(default)]
    pub extra: Vec<String>,
    /// Its columns of values, in order.
    pub column: Vec<Column>,
    /// Its rows, in order.
    pub row: Vec<Row>,
}

/// A column of values.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Column {
    /// Name that identities use, unique in its block.
    pub key: String,
    /// Its head.
    pub label: String,
    /// Heads that mean the same.
    #[serde(default)]
    pub variants: Vec<String>,
    /// Heads above it, outermost first: 申请人情况、法人或其他组织.
    #[serde(default)]
    pub group: Vec<String>,
    /// What may stand in it.
    #[serde(default)]
    pub values: Values,
    /// Some tables have it and some do not: it is there where its head is.
    #[serde(default)]
    pub optional: bool,
}

/// A row of values.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Row {
    /// Name that identities use, unique in its form.
    pub key: String,
    /// Its label, with its number; empty in a form whose rows have none.
    #[serde(default)]
    pub label: String,
    /// Labels that mean the same.
    #[serde(default)]
    pub variants: Vec<String>,
    /// Labels it stands under, outermost first: 三、本年度办理结果、（三）不予公开.
    #[serde(default)]
    pub group: Vec<String>,
    /// The unit written beside it, in forms that have a column of units.
    #[serde(default)]
    pub unit: Option<String>,
    /// What may stand in it, where that is not what its column says.
    #[serde(default)]
    pub values: Option<Values>,
    /// A heading without values of its own; its cell holds a dash.
    #[serde(default)]
    pub heading: bool,
}

/// What may stand in a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Values {
    /// Whole numbers from zero (件、条).
    #[default]
    Count,
    /// Numbers from zero with decimals (万元).
    Amount,
    /// Whole numbers of either sign (本年增/减).
    Change,
}

/// A relation between cells (勾稽关系): in every row or column, sums of cells against each other.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Identity {
    /// Name that rules use: column, results, row.
    pub id: String,
    /// Whether keys name rows, and it holds in every column, or the other way round.
    pub across: Across,
    /// Keys of the cells on the left side: the total.
    pub left: Vec<String>,
    /// Keys of the cells on the right side: its parts.
    pub right: Vec<String>,
    /// How the sums must stand to each other.
    #[serde(default)]
    pub relation: Relation,
    /// In a local table, the part that closes the list (其他). Without it, or with other rows among
    /// the parts, the total is only at least their sum.
    #[serde(default)]
    pub closed_by: Option<String>,
}

/// Over which direction an identity is repeated.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Across {
    /// Keys name rows; it holds in every column.
    Columns,
    /// Keys name columns; it holds in every row of every block that has them all.
    Rows,
}

/// How two sums must stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// left = right.
    #[default]
    Equal,
    /// left ≤ right.
    AtMost,
    /// left ≥ right.
    AtLeast,
}

impl Form {
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
