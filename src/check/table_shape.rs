//! `table-shape`: an official table has the rows and columns of the form in force (表样).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::form::{Filled, ShapeFault, ShapeKind};
use crate::outline::key;
use crate::report::{Finding, Findings, Label, Outcome, Severity, Why};
use crate::rule::{Wording, Years};
use crate::text::Span;

/// An official table has the rows, columns and units of the form in force (表样), and not those of
/// other years.
///
/// 检查统一表格的表样：行、列、单位应与报告年度适用的格式一致，不误用其他年度的旧表。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TableShape {
    /// Ids of the forms it looks at, as in `[[form]]` of pack.toml.
    ///
    /// 要检查的统一表格，填 pack.toml 中 `[[form]]` 的 `id`，如 `["T2", "T3"]`。
    forms: Vec<Wording>,
    /// What is reported.
    ///
    /// 检查哪一项，一条规则选一项。
    report: Report,
    /// Id of the form that shows most plainly which year a report was drawn up for: where it is one
    /// of other years, the whole report uses old tables, which `report = "era"` tells and `report =
    /// "shape"` does not. Left out: `report = "era"` never speaks.
    ///
    /// 最能看出整份报告按哪一年格式编制的表，填 `id`：该表属于其他年度的，即整份报告误用旧表，
    /// 由 `report = "era"` 报告，`report = "shape"` 不再报告。省略时 `report = "era"` 不起作用。
    #[serde(default)]
    telling: Option<Wording>,
    /// Heads of columns that forms of other years have and the one in force does not; where at least
    /// two stand in a table of the year, `report = "era"` tells it. Left out: none.
    ///
    /// 其他年度的格式才有的栏目；本年度的表中有其中两个以上的，由 `report = "era"` 报告。省略时没有。
    #[serde(default)]
    outdated: Vec<Outdated>,
    /// What is thought of rows and columns that the form does not have. Left out: they are
    /// reported.
    ///
    /// 对格式所没有的行、列如何处理；省略时报告。
    #[serde(default)]
    additions: Additions,
}

/// Heads of columns of other years.
///
/// 其他年度的栏目。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Outdated {
    /// Id of the form.
    ///
    /// 统一表格的 `id`，如 "T2"。
    form: Wording,
    /// The report years whose form has these heads.
    ///
    /// 采用这些栏目的报告年度，如 `{ from = 2019, to = 2020 }`。
    years: Years,
    /// The heads.
    ///
    /// 栏目名称，如 `["本年新制作数量", "本年新公开数量"]`。
    columns: Vec<Wording>,
}

/// What is thought of rows and columns that the form does not have.
///
/// 对增加的行、列的处理。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Additions {
    /// They are reported, as a warning.
    ///
    /// 报告，属警告。
    #[default]
    Reported,
    /// They are let pass: some places add rows by custom.
    ///
    /// 不报告：有的地方习惯增加行、列。
    Allowed,
}

/// What can be wrong with the shape of a table.
///
/// 表样问题的种类。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Report {
    /// Rows, columns, heads or units that differ, or a single table of other years (表样被改动).
    ///
    /// 表样被改动：行、列、表头、单位不同，或者个别表格是其他年度的。
    Shape,
    /// The tables of the whole report are those of other years (误用旧表).
    ///
    /// 误用旧表：整份报告用的是其他年度的表格。
    Era,
}

const VALUES: &[&str] = &["table", "label", "found", "count"];

impl Kind for TableShape {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("added", VALUES),
            message("renamed", VALUES),
            message("unit", VALUES),
            message("moved", VALUES),
            message("unheaded", VALUES),
            message("other-year", VALUES),
            message("heads", VALUES),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let Some(year) = cx.year else { return Outcome::Inapplicable(Why::NoYear) };
        let forms: Vec<&Filled> =
            cx.doc.forms.iter().filter(|it| self.forms.contains(&it.form.id)).collect();
        if forms.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let old = |it: &&&Filled| !it.form.report_years.contains(year);
        let outdated: Vec<&Filled> = forms.iter().filter(old).copied().collect();
        let telling = |it: &&Filled| self.telling.as_ref() == Some(&it.form.id);
        let whole = outdated.iter().any(telling);
        let findings = match self.report {
            Report::Era if whole => {
                outdated.first().map(|first| era(first, &outdated)).into_iter().collect()
            }
            Report::Era => forms.iter().filter_map(|it| self.old_heads(cx, it, year)).collect(),
            Report::Shape => {
                let current = forms.iter().filter(|it| !old(it));
                let mut found: Findings = current.flat_map(|it| self.shape(cx, it)).collect();
                // Where all is of another year the rule on that speaks.
                let torn = outdated.iter().filter(|_| !whole);
                found.extend(
                    torn.flat_map(|it| other_year(it, cx).into_iter().chain(self.shape(cx, it))),
                );
                found
            }
        };
        Outcome::of(findings)
    }
}

/// Heads of other years that together are no slip.
const OLD_HEADS: usize = 2;

impl TableShape {
    /// The heads of other years in a table that is else of the year.
    fn old_heads(&self, cx: &Context<'_>, filled: &Filled, year: i32) -> Option<Finding> {
        let others =
            self.outdated.iter().filter(|it| it.form == filled.form.id && !it.years.contains(year));
        let columns: Vec<String> = others.flat_map(|it| &it.columns).map(|it| key(it)).collect();
        let odd = [ShapeKind::ColumnRenamed, ShapeKind::ColumnAdded];
        let odd = filled.faults.iter().filter(|it| odd.contains(&it.kind));
        let is_old = |it: &Span| columns.contains(&key(cx.doc.plain(*it)));
        let mut heads: Vec<Span> = odd.map(|it| it.span).filter(is_old).collect();
        heads.dedup();
        let (&first, again) = heads.split_first()?;
        (heads.len() >= OLD_HEADS).then(|| {
            Finding::at(first)
                .variant("heads")
                .all_related(again.iter().copied(), Label::Again)
                .value("table", &filled.form.title)
                .value("label", "")
                .value("found", listed(cx, heads.iter().copied()))
                .value("count", heads.len())
        })
    }

    /// The differences of one table: each kind in one finding.
    fn shape(&self, cx: &Context<'_>, filled: &Filled) -> Findings {
        let added = if self.additions == Additions::Allowed { &[][..] } else { ADDED };
        let kinds: [(&'static str, &[ShapeKind]); 6] = [
            ("", &[ShapeKind::RowMissing, ShapeKind::ColumnMissing]),
            ("added", added),
            ("renamed", &[ShapeKind::RowRenamed, ShapeKind::ColumnRenamed]),
            ("unit", &[ShapeKind::UnitChanged]),
            ("moved", &[ShapeKind::Moved]),
            ("unheaded", &[ShapeKind::HeadMissing]),
        ];
        kinds
            .into_iter()
            .filter_map(|(variant, kinds)| differing(cx, filled, variant, kinds))
            .collect()
    }
}

const ADDED: &[ShapeKind] = &[ShapeKind::RowAdded, ShapeKind::ColumnAdded];

fn differing(
    cx: &Context<'_>,
    filled: &Filled,
    variant: &'static str,
    kinds: &[ShapeKind],
) -> Option<Finding> {
    let of_kind = filled.faults.iter().filter(|it| kinds.contains(&it.kind));
    let faults: Vec<&ShapeFault> = of_kind.filter(|it| !is_left_alone(filled, it)).collect();
    let first = faults.first()?;
    // The same words may stand in several rows; they are said once.
    let mut labels: Vec<String> = Vec::new();
    for label in faults.iter().map(|it| format!("“{}”", it.label)) {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    let others = faults.iter().skip(1).map(|it| it.span).filter(|it| *it != first.span);
    // Several labels are held against as many words.
    let mut places: Vec<Span> = faults.iter().map(|it| it.span).collect();
    places.dedup();
    let found = listed(cx, places.into_iter());
    let finding = Finding::at(first.span)
        .variant(variant)
        .all_related(others, Label::Again)
        .value("table", &filled.form.title)
        .value("label", labels.join("、"))
        .value("found", found)
        .value("count", faults.len());
    // What is missing breaks the form; the rest is for a person to judge.
    Some(if variant.is_empty() { finding } else { finding.severity(Severity::Warning) })
}

/// Whether a column that seems to be added is the head of the form over rows that are missing, which
/// are told.
fn is_left_alone(filled: &Filled, fault: &ShapeFault) -> bool {
    let heads = || filled.form.block.iter().flat_map(|it| &it.column);
    fault.kind == ShapeKind::ColumnAdded
        && filled.faults.iter().any(|it| it.kind == ShapeKind::RowMissing)
        && heads().any(|it| key(&it.label) == key(&fault.label))
}

/// The words at these places, for a message that puts them in quotes.
fn listed(cx: &Context<'_>, places: impl Iterator<Item = Span>) -> String {
    places.map(|it| cx.doc.words(it)).collect::<Vec<_>>().join("”、“")
}

/// The whole report uses the tables of other years.
fn era(first: &Filled, all: &[&Filled]) -> Finding {
    let head = first.column_labels.first().map_or(first.span, |it| it.2);
    let others = all.iter().skip(1);
    let others = others.filter_map(|it| it.row_labels.first().or(it.column_labels.first()));
    Finding::at(head)
        .all_related(others.map(|it| it.2), Label::Again)
        .value("table", &first.form.title)
        .value("label", "")
        .value("found", "")
        .value("count", all.len())
}

/// One table in the shape of other years: the row that the form in force has otherwise.
fn other_year(filled: &Filled, cx: &Context<'_>) -> Option<Finding> {
    let in_force = cx.forms.iter().find(|it| it.id == filled.form.id)?;
    let known =
        |label: &str| in_force.block.iter().any(|it| it.row.iter().any(|row| row.label == label));
    let odd = filled.row_labels.iter().find(|&&(block, row, _)| {
        let row = filled.form.block.get(block).and_then(|it| it.row.get(row));
        row.is_some_and(|it| !known(&it.label))
    });
    let span = odd.map(|it| it.2)?;
    Some(
        Finding::at(span)
            .variant("other-year")
            .value("table", &filled.form.title)
            .value("label", "")
            .value("found", cx.doc.words(span))
            .value("count", 1_usize),
    )
}
