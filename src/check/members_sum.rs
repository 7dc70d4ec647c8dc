//! `members-sum`: the tables of a body that reports for others are the sum of theirs.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::year_to_year::in_cell;
use super::{Kind, Message, message};
use crate::numeral::Amount;
use crate::report::{Finding, Label, Mark, Severity};
use crate::rule::{Bilingual, say};
use crate::set::{Across, Comparison, Main, Set, Suspicion, place};
use crate::text::Span;

/// Every number in an official table of a body that others report to (`parent` in hegui.toml) is
/// the sum of theirs. Of one table the first cell is told, with the places of all others that
/// differ. Where reports of members are missing nothing is certain.
///
/// 上级机关（hegui.toml 中 `parent` 所指）统一表格中的每个数应等于所属各单位之和。同一张表只报告
/// 第一格，并列出其余不符各格。所属单位报告不齐的不能确定。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MembersSum {
    /// The tables, at least one.
    ///
    /// 核对哪些表，至少一张。
    table: Vec<Total>,
    /// How the name of the member ends that stands for the body itself (县人民政府办公室): with one
    /// of these behind the name of the body. Without such a member what is more than the sum may be
    /// the body's own.
    ///
    /// 所属单位中代表上级机关本级的，名称在上级机关名称之后有哪些词（如“办公室”）。没有这样的单位
    /// 时，超出合计的部分可能是本级数据。
    own: Vec<String>,
}

/// A table whose numbers are sums.
///
/// 一张汇总表。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Total {
    /// Id of the form, as in `[[form]]` of pack.toml.
    ///
    /// 统一表格，填 pack.toml 中 `[[form]]` 的 `id`，如 "T3"。
    form: String,
    /// Which differences are told. Left out: all.
    ///
    /// 报告哪种差异；省略时都报告。
    #[serde(default)]
    only: Option<Only>,
}

/// Which differences between a total and its parts are told.
///
/// 报告合计与分项的哪种差异。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Only {
    /// The parts make more than the total.
    ///
    /// 分项之和大于合计。
    PartsAbove,
    /// The parts make less than the total.
    ///
    /// 分项之和小于合计。
    PartsBelow,
}

/// A cell that is not the sum.
struct Differing {
    row: String,
    column: String,
    stated: Amount,
    sum: Amount,
}

/// The members of a body for a year.
struct Below {
    /// Their reports.
    reports: Vec<usize>,
    /// Names of those without one.
    absent: Vec<String>,
    /// Whether one of them stands for the body itself.
    own: bool,
}

/// Members whose figures a finding shows.
const SHOWN: usize = 12;

const VALUES: &[&str] =
    &["table", "row", "column", "stated", "sum", "difference", "count", "members", "absent", "year"];

impl Kind for MembersSum {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] =
            &[message("", VALUES), message("own", VALUES), message("incomplete", VALUES)];
        MESSAGES
    }

    fn problems(&self) -> Vec<(Span, Bilingual)> {
        let message = say(
            "table 没有列出任何表，规则永远不会报告",
            "table lists no tables, so that nothing is ever told",
        );
        self.table.is_empty().then(|| (Span::at(0), message)).into_iter().collect()
    }

    fn cells(&self) -> Vec<String> {
        self.table.iter().map(|it| it.form.clone()).collect()
    }

    fn across(&self) -> Option<&dyn Across> {
        Some(self)
    }
}

impl Across for MembersSum {
    fn suspects(&self, set: &Set<'_>) -> Vec<Suspicion> {
        let mut found = Vec::new();
        for (index, unit) in set.units.iter().enumerate().filter(|it| it.1.listed.is_some()) {
            for (year, reports) in &unit.reports {
                let Some(&main) = reports.first() else { continue };
                let Some(below) = self.below(set, index, *year) else { continue };
                let differing = |it: &Total| {
                    let cells = it.differing(set, main, &below);
                    cells.first().map(|cell| (it.form.clone(), cell.row.clone(), cell.column.clone()))
                };
                let cells: Vec<_> = self.table.iter().filter_map(differing).collect();
                if !below.reports.is_empty() && !cells.is_empty() {
                    let adds = |it: &&usize| {
                        cells.iter().any(|(form, row, column)| {
                            let value = set.member(**it).and_then(|it| it.cell(form, row, column));
                            value.is_some_and(|it| it != Amount::ZERO)
                        })
                    };
                    let others = below.reports.iter().filter(adds).copied().take(SHOWN).collect();
                    let (main, year) = (Main::Report(main), Some(*year));
                    found.push(Suspicion { main, others, year });
                }
            }
        }
        found
    }

    fn look(&self, cx: &Comparison<'_>) -> Vec<Finding> {
        self.table.iter().filter_map(|it| self.findings(cx, it)).flatten().collect()
    }
}

impl MembersSum {
    /// Whether a member by this name stands for the body itself; 政府 may stand for 人民政府.
    fn is_own(&self, member: &str, body: &str) -> bool {
        let short = |name: &str| name.replace("人民政府", "政府");
        let (member, body) = (short(member), short(body));
        member.strip_prefix(body.as_str()).is_some_and(|rest| self.own.iter().any(|it| it == rest))
    }

    /// The members of a body for a year; none where nobody reports to it.
    fn below(&self, set: &Set<'_>, unit: usize, year: i32) -> Option<Below> {
        let listed = set.units.get(unit)?.listed?;
        let name = &set.roster.bodies.get(listed)?.name;
        let members = set.below(listed);
        if members.is_empty() {
            return None;
        }
        let mut below = Below { reports: Vec::new(), absent: Vec::new(), own: false };
        for &at in members {
            let Some(body) = set.roster.bodies.get(at) else { continue };
            below.own |= body.names().any(|it| self.is_own(it, name));
            match set.units.get(at).and_then(|it| it.reports.get(&year)?.first()) {
                Some(report) => below.reports.push(*report),
                None if !body.years.contains(year) => {}
                None => below.absent.push(body.name.clone()),
            }
        }
        Some(below)
    }

    /// What one table is told, the certain first: cells that differ for one reason in one finding.
    fn findings(&self, cx: &Comparison<'_>, total: &Total) -> Option<Vec<Finding>> {
        let main = cx.main.member?;
        let below = self.below(cx.set, cx.set.unit_index(main)?, cx.suspicion.year?)?;
        let mut classes: BTreeMap<Class, Vec<Differing>> = BTreeMap::new();
        for it in total.differing(cx.set, main, &below) {
            classes.entry(below.class(cx.set, &total.form, &it)).or_default().push(it);
        }
        let found = classes.iter();
        Some(found.filter_map(|(class, all)| finding(cx, total, &below, *class, all)).collect())
    }
}

/// Why a cell is not the sum, the gravest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Class {
    /// One of them is wrong.
    Wrong,
    /// The rest may be the body's own.
    Own,
    /// Reports or numbers of members are missing.
    Incomplete,
}

/// A finding at the first of some cells that differ for one reason.
fn finding(
    cx: &Comparison<'_>,
    total: &Total,
    below: &Below,
    class: Class,
    differing: &[Differing],
) -> Option<Finding> {
    let first = differing.first()?;
    let (form, row, column) = (total.form.as_str(), &first.row, &first.column);
    let mut finding = in_cell(&cx.main, form, row, column)?;
    for it in differing.iter().skip(1) {
        let Some((table, at, span)) = place(cx.main.doc, form, &it.row, &it.column) else {
            continue;
        };
        let (label, cell) = (Some(Label::Again), Some((table, at)));
        finding.related.push(Mark { span, label, cell });
    }
    for &report in &below.reports {
        let value = cx.set.member(report).and_then(|it| it.cell(form, row, column));
        let Some((index, side)) = cx.other(report).filter(|_| value != Some(Amount::ZERO)) else {
            continue;
        };
        let Some((table, at, span)) = place(side.doc, form, row, column) else { continue };
        let (label, cell) = (Some(Label::Member), Some((table, at)));
        finding = finding.held_against(index, Mark { span, label, cell });
    }
    let finding = finding
        .value("stated", first.stated.to_string())
        .value("sum", first.sum.to_string())
        .value("difference", first.stated.checked_sub(first.sum)?.abs().to_string())
        .value("count", differing.len())
        .value("members", below.reports.len())
        .value("absent", below.absent_in(cx.set, (form, row, column)).join("、"))
        .value("year", cx.suspicion.year?);
    Some(match class {
        Class::Wrong => finding,
        Class::Own => finding.variant("own").at_most(Severity::Warning),
        Class::Incomplete => finding.variant("incomplete").severity(Severity::Info),
    })
}

impl Below {
    fn class(&self, set: &Set<'_>, form: &str, it: &Differing) -> Class {
        if !self.absent_in(set, (form, &it.row, &it.column)).is_empty() {
            Class::Incomplete
        } else if it.stated > it.sum && !self.own {
            Class::Own
        } else {
            Class::Wrong
        }
    }

    /// Names of the members without a report, or without a number in the cell.
    fn absent_in(&self, set: &Set<'_>, (form, row, column): (&str, &str, &str)) -> Vec<String> {
        let lacking = self.reports.iter().filter_map(|it| set.member(*it));
        let lacking = lacking.filter(|it| it.cell(form, row, column).is_none());
        let lacking = lacking.filter_map(|it| it.body.as_ref().map(|body| body.name.clone()));
        self.absent.iter().cloned().chain(lacking).collect()
    }
}

impl Total {
    /// The cells of a report that are not the sum of its members', in the order of the form.
    fn differing(&self, set: &Set<'_>, main: usize, below: &Below) -> Vec<Differing> {
        let Some((own, form)) = set.member(main).and_then(|it| Some((it, it.form(&self.form)?)))
        else {
            return Vec::new();
        };
        let cells = form.addresses().filter_map(|at| {
            let block = form.block.get(at.block)?;
            Some((&block.row.get(at.row)?.key, &block.column.get(at.column)?.key))
        });
        cells
            .filter_map(|(row, column)| {
                let stated = own.cell(&self.form, row, column)?;
                let reports = below.reports.iter().filter_map(|it| set.member(*it));
                let numbers = reports.filter_map(|it| it.cell(&self.form, row, column));
                let sum = numbers.into_iter().try_fold(Amount::ZERO, Amount::checked_add)?;
                let told = match self.only {
                    None => sum != stated,
                    Some(Only::PartsAbove) => sum > stated,
                    Some(Only::PartsBelow) => sum < stated,
                };
                let (row, column) = (row.clone(), column.clone());
                told.then_some(Differing { row, column, stated, sum })
            })
            .collect()
    }
}
