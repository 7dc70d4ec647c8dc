//! `table-shape`: an official table has the rows and columns of the form in force (表样).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::form::{Filled, ShapeFault, ShapeKind};
use crate::report::{Finding, Label, Outcome, Severity, Why};
use crate::rule::Wording;

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
    /// What is thought of rows and columns that the form does not have. Left out: they are
    /// reported.
    ///
    /// 对格式所没有的行、列如何处理；省略时报告。
    #[serde(default)]
    additions: Additions,
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
            Report::Era => Vec::new(),
            Report::Shape => {
                let current = forms.iter().filter(|it| !old(it));
                let mut found: Vec<Finding> = current.flat_map(|it| self.shape(cx, it)).collect();
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

impl TableShape {
    /// The differences of one table: each kind in one finding.
    fn shape(&self, cx: &Context<'_>, filled: &Filled) -> Vec<Finding> {
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
    let faults: Vec<&ShapeFault> = of_kind.collect();
    let first = faults.first()?;
    let labels: Vec<String> = faults.iter().map(|it| format!("“{}”", it.label)).collect();
    let others = faults.iter().skip(1).map(|it| it.span).filter(|it| *it != first.span);
    let finding = Finding::at(first.span)
        .variant(variant)
        .all_related(others, Label::Again)
        .value("table", &filled.form.title)
        .value("label", labels.join("、"))
        .value("found", cx.doc.words(first.span))
        .value("count", faults.len());
    // What is missing breaks the form; the rest is for a person to judge.
    Some(if variant.is_empty() { finding } else { finding.severity(Severity::Warning) })
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
