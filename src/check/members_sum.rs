//! `members-sum`: the tables of a body that reports for others are the sum of theirs.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::year_to_year::in_cell;
use super::{Kind, Message, message};
use crate::numeral::Amount;
use crate::report::{Finding, Label, Mark, Severity};
use crate::rule::{Bilingual, Wording, say};
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
    own: Vec<Wording>,
    /// How many of a smaller unit make one of the tables': 10000 where a member may have given 元 for
    /// 万元, which is a mistake of its report and none of the total. Left out: units are not doubted.
    ///
    /// 表格的一个单位等于多少个可能误用的较小单位（万元误填为元的填 10000）：按此换算即相符的，
    /// 是所属单位报告的问题，不算汇总有误；省略时不考虑单位。
    #[serde(default)]
    smaller: Option<u32>,
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
    form: Wording,
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
    row: Wording,
    column: Wording,
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
    /// Whether one of them has several reports for the year that do not agree.
    disputed: bool,
}

/// Members whose figures a finding shows.
const SHOWN: usize = 12;

const VALUES: &[&str] =
    &["table", "row", "column", "stated", "sum", "difference", "count", "members", "absent", "year"];
const UNIT_VALUES: &[&str] = &[
    "table", "row", "column", "stated", "sum", "difference", "count", "members", "year", "name", "given",
];

impl Kind for MembersSum {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("unit", UNIT_VALUES),
            message("own", VALUES),
            message("incomplete", VALUES),
        ];
        MESSAGES
    }

    fn problems(&self) -> Vec<(Span, Bilingual)> {
        let message = if self.table.is_empty() {
            say(
                "table 没有列出任何表，规则永远不会报告",
                "table lists no tables, so that nothing is ever told",
            )
        } else if self.smaller.is_some_and(|it| it < 2) {
            say("smaller 至少为 2", "smaller is at least 2")
        } else {
            return Vec::new();
        };
        vec![(Span::at(0), message)]
    }

    fn cells(&self) -> Vec<Wording> {
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
        let mut below =
            Below { reports: Vec::new(), absent: Vec::new(), own: false, disputed: false };
        for &at in members {
            let Some(body) = set.roster.bodies.get(at) else { continue };
            below.own |= body.names().any(|it| self.is_own(it, name));
            match set.units.get(at).and_then(|it| it.reports.get(&year)?.first()) {
                Some(report) => {
                    below.reports.push(*report);
                    below.disputed |= set.has_rival(*report);
                }
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
            let class = below.class(cx.set, &total.form, &it, self.smaller);
            classes.entry(class).or_default().push(it);
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
    /// The member with this index among the reports gave its number in a smaller unit.
    Unit(usize),
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
    // Which of several reports for a year was added up, only a person knows.
    let finding = if below.disputed { finding.at_most(Severity::Warning) } else { finding };
    Some(match class {
        Class::Wrong => finding,
        Class::Unit(at) => {
            let member = cx.set.member(*below.reports.get(at)?)?;
            finding
                .variant("unit")
                .at_most(Severity::Warning)
                .value("name", member.body.as_ref()?.name.as_str())
                .value("given", member.cell(form, row, column)?.to_string())
        }
        Class::Own => finding.variant("own").at_most(Severity::Warning),
        Class::Incomplete => finding.variant("incomplete").severity(Severity::Info),
    })
}

impl Below {
    fn class(&self, set: &Set<'_>, form: &str, it: &Differing, smaller: Option<u32>) -> Class {
        let given_in = |smaller| self.in_smaller_unit(set, form, it, smaller);
        if !self.absent_in(set, (form, &it.row, &it.column)).is_empty() {
            Class::Incomplete
        } else if let Some(member) = smaller.and_then(given_in) {
            Class::Unit(member)
        } else if it.stated > it.sum && !self.own {
            Class::Own
        } else {
            Class::Wrong
        }
    }

    /// Which of the reports explains the difference if its number is in a smaller unit, of which so
    /// many make one of the table's, with or without rounding to a hundredth.
    fn in_smaller_unit(
        &self,
        set: &Set<'_>,
        form: &str,
        it: &Differing,
        smaller: u32,
    ) -> Option<usize> {
        let smaller = Amount::new(smaller.into(), 0)?;
        let explains = |report: &usize| {
            let given = set.member(*report)?.cell(form, &it.row, &it.column)?;
            let meant = it.stated.checked_sub(it.sum.checked_sub(given)?)?;
            let rest = given.checked_sub(meant.checked_mul(smaller)?)?.abs();
            let rounded = rest.checked_mul(Amount::new(100, 0)?)? <= smaller;
            Some(meant > Amount::ZERO && given > smaller && rounded)
        };
        self.reports.iter().position(|it| explains(it) == Some(true))
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
