//! What the columns of a list hold, as its first row says.

use super::super::fields::Reader;
use super::super::folded;
use super::cells::{Cell, Row};
use crate::rule::{Bilingual, say};

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Column {
    /// The name of the body.
    Name,
    /// Other names it goes by.
    Aliases,
    /// Its kind.
    Kind,
    /// The body it reports to.
    Parent,
    /// Month and day by which it must report.
    Deadline,
    /// The first report year for which it must report.
    From,
    /// The last one.
    To,
}

/// Heads of columns, the usual one of each first.
const HEADS: [(Column, &[&str]); 7] = [
    (Column::Name, &["名称", "机关名称", "单位名称", "name"]),
    (Column::Aliases, &["别名", "简称", "aliases"]),
    (Column::Kind, &["类型", "机关类型", "单位类型", "kind"]),
    (Column::Parent, &["上级", "上级机关", "上级单位", "parent"]),
    (Column::Deadline, &["期限", "报送期限", "deadline"]),
    (Column::From, &["起始年度", "from"]),
    (Column::To, &["截止年度", "to"]),
];

/// Where each column is.
pub(super) struct Columns {
    columns: Vec<Option<Column>>,
    /// The heads of all others.
    pub unused: Vec<String>,
}

impl Columns {
    /// Reads the first row; none if it lacks the column without which there is no list.
    pub(super) fn read(head: &Row, to: &mut Reader<'_>) -> Option<Self> {
        let whole = head.is_whole(head.cells.len(), to);
        let columns: Vec<Option<Column>> = head.cells.iter().map(column).collect();
        for (at, (cell, own)) in head.cells.iter().zip(&columns).enumerate() {
            if own.is_some() && columns.iter().take(at).any(|it| it == own) {
                twice(cell, to);
            }
        }
        if !columns.contains(&Some(Column::Name)) {
            let like = head.cells.iter().find(|it| is_like_name(&it.value));
            let span = like.map_or(head.span, |it| it.span);
            to.report(span, nameless(), Some(like.map_or_else(sample, |_| meant())));
            return None;
        }
        let unused = head.cells.iter().zip(&columns).filter(|(_, it)| it.is_none());
        let unused = unused.map(|(cell, _)| cell.value.clone()).filter(|it| !it.is_empty());
        let unused = unused.collect();
        whole.then_some(Self { columns, unused })
    }

    /// The columns that a row names.
    pub(super) fn known(head: &Row) -> impl Iterator<Item = Column> {
        head.cells.iter().filter_map(column)
    }

    /// How many there are, unused ones included.
    pub(super) fn count(&self) -> usize {
        self.columns.len()
    }

    /// The cell of a row in a column, if it says something.
    pub(super) fn cell<'r>(&self, row: &'r Row, column: Column) -> Option<&'r Cell> {
        let at = self.columns.iter().position(|it| *it == Some(column))?;
        row.cells.get(at).filter(|it| !it.value.is_empty())
    }
}

/// What a head stands for; remarks in brackets behind it do not count.
fn column(head: &Cell) -> Option<Column> {
    let head = folded(&head.value).to_lowercase();
    let head = head.split(['（', '(']).next().unwrap_or_default().trim();
    HEADS.iter().find(|(_, names)| names.contains(&head)).map(|(column, _)| *column)
}

/// Whether a head seems to be a slip for that of names.
fn is_like_name(head: &str) -> bool {
    let head = head.to_lowercase();
    head.contains(['名', '称']) || strsim::damerau_levenshtein(&head, "name") <= 2
}

pub(super) fn nameless() -> Bilingual {
    say("首行没有“名称”一列", "the first row has no column `name`")
}

pub(super) fn sample() -> Bilingual {
    say(
        "首行写各列的名称：名称、别名、类型、上级、期限、起始年度、截止年度（名称必有，其他列不读取）",
        "name the columns in the first row: name, aliases, kind, parent, deadline, from, \
         to (`name` is needed; others are not read)",
    )
}

fn meant() -> Bilingual {
    let all = sample();
    say(format!("是否想写 名称？{}", all.zh), format!("did you mean name? {}", all.en))
}

fn twice(head: &Cell, to: &mut Reader<'_>) {
    let message = say(
        format!("首行的“{}”与前面一列同义", head.value),
        format!("the column `{}` means the same as one before it", head.value),
    );
    let help = say("只留一列，另一列删去或改名", "keep one; remove or rename the other");
    to.report(head.span, message, Some(help));
}
