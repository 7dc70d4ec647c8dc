//! What the cells of a row say of a body.

use super::super::fields::Reader;
use super::super::read::{in_order, is_day};
use super::super::{Body, Placed, REPORT_YEARS, folded};
use super::cells::{Cell, Row};
use super::columns::{Column, Columns};
use crate::facts::body::BodyKind;
use crate::rule::say;
use crate::text::{Span, cut, from, trim};

/// Words for the kinds of body, folded.
const KINDS: [(BodyKind, &[&str]); 3] = [
    (
        BodyKind::Gb,
        &["GB", "县级以上政府", "县级以上人民政府", "县级以上地方人民政府", "政府", "人民政府"],
    ),
    (
        BodyKind::Dep,
        &["DEP", "部门", "政府部门", "县级以上政府部门", "县级以上人民政府部门", "工作部门"],
    ),
    (
        BodyKind::Twn,
        &[
            "TWN",
            "乡镇街道",
            "乡镇（街道）",
            "乡镇、街道",
            "镇街",
            "乡镇",
            "街道",
            "乡",
            "镇",
            "街道办事处",
            "乡镇人民政府",
        ],
    ),
];

/// Signs between several names in one cell.
const BETWEEN: [char; 5] = ['；', ';', '、', '\n', '\r'];

/// What a row is called under which the others are counted.
const SUMS: [&str; 5] = ["合计", "总计", "共计", "小计", "总数"];

/// Whether a row is the sum of a table and names no body.
pub(super) fn is_sum(row: &Row, columns: &Columns) -> bool {
    let name = columns.cell(row, Column::Name).map(|it| it.value.replace([' ', '\u{3000}'], ""));
    // 合计：3个
    name.is_some_and(|it| SUMS.iter().any(|sum| it.starts_with(sum)))
}

/// The body of a row; none where it has no name, which is a mistake.
pub(super) fn body(row: &Row, columns: &Columns, to: &mut Reader<'_>) -> Option<Body> {
    let Some(name) = columns.cell(row, Column::Name) else {
        let message = say("此行没有机关名称", "this row names no body");
        let help = say("填写名称，或删去此行", "fill in the name, or remove the row");
        to.report(row.span, message, Some(help));
        return None;
    };
    let aliases = columns.cell(row, Column::Aliases).map(names).unwrap_or_default();
    let kind = columns.cell(row, Column::Kind).and_then(|it| kind(it, to));
    let parent = columns.cell(row, Column::Parent).cloned();
    let deadline = columns.cell(row, Column::Deadline).and_then(|it| deadline(it, to));
    let [from, until] =
        [Column::From, Column::To].map(|it| columns.cell(row, it).and_then(|cell| year(cell, to)));
    in_order(from, until, to);
    Some(Body { name: name.clone(), aliases, kind, parent, deadline, from, to: until })
}

/// The names in a cell, each with its place.
fn names(cell: &Cell) -> Vec<Placed<String>> {
    // Where quotes stand inside, in the text other ones than in the cell, the place is that of the
    // cell.
    let is_exact = cell.span.len() == cell.value.len() && !cell.value.contains('"');
    let mut at = 0;
    let parts = cell.value.split(BETWEEN).map(|part| {
        let within = trim(&cell.value, Span::new(at, at + part.len()));
        at += part.len();
        at += from(&cell.value, at).chars().next().map_or(0, char::len_utf8);
        let span = if is_exact { within.shift(cell.span.start()) } else { cell.span };
        Placed { value: cut(&cell.value, within).to_owned(), span }
    });
    parts.filter(|it| !it.value.is_empty()).collect()
}

fn kind(cell: &Cell, to: &mut Reader<'_>) -> Option<Placed<BodyKind>> {
    let word = folded(&cell.value).to_uppercase();
    let known = KINDS.iter().find(|(_, words)| words.contains(&word.as_str()));
    if known.is_none() {
        let message =
            say(format!("不认识的类型“{}”", cell.value), format!("unknown kind `{}`", cell.value));
        let help = say(
            "写 县级以上政府（GB）、部门（DEP）或 乡镇街道（TWN），也可留空",
            "write GB, DEP or TWN, or leave it empty",
        );
        to.report(cell.span, message, Some(help));
    }
    known.map(|(kind, _)| Placed { value: *kind, span: cell.span })
}

fn deadline(cell: &Cell, to: &mut Reader<'_>) -> Option<Placed<String>> {
    let day = month_and_day(&folded(&cell.value)).filter(|it| is_day(it));
    if day.is_none() {
        let message = say(
            format!("“{}”不是日期", cell.value),
            format!("`{}` is no day of the year", cell.value),
        );
        let help = say(
            "写月和日，不写年份，如 1月31日、1/31 或 01-31",
            "write month and day without a year, such as 01-31 or 1/31",
        );
        to.report(cell.span, message, Some(help));
    }
    day.map(|value| Placed { value, span: cell.span })
}

fn year(cell: &Cell, to: &mut Reader<'_>) -> Option<Placed<u32>> {
    let written = folded(&cell.value);
    let digits = written.trim_end_matches("度").trim_end_matches("年");
    let year = digits.parse().ok().filter(|it| (REPORT_YEARS.0..=REPORT_YEARS.1).contains(it));
    if year.is_none() {
        let message =
            say(format!("“{}”不是年度", cell.value), format!("`{}` is no report year", cell.value));
        to.report(cell.span, message, Some(say("写报告年度，如 2021", "write it like 2021")));
    }
    year.map(|value| Placed { value, span: cell.span })
}

/// A day as the configuration writes it: 1月31日, 1-31 and 1/31 are 01-31.
fn month_and_day(written: &str) -> Option<String> {
    let chinese = written.strip_suffix(['日', '号']).and_then(|it| it.split_once('月'));
    let (month, day) = chinese.or_else(|| written.split_once(['-', '/']))?;
    let number = |part: &str| {
        let part = part.trim();
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    };
    Some(format!("{:02}-{:02}", number(month)?, number(day)?))
}
