//! `members-sum`: the tables of a body that reports for others are the sum of theirs.

mod reason;
mod rounding;
mod unit;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use self::reason::{Below, Class, Differing};
use super::year_to_year::in_cell;
use super::{Kind, Message, message};
use crate::numeral::Amount;
use crate::report::{Finding, Findings, Label, Mark, Severity};
use crate::rule::{Bilingual, Wording, say};
use crate::set::{Across, Comparison, Main, Member, Set, Suspicion, place, without_party};
use crate::text::Span;

/// Every number in an official table of a body that others report to (`parent` in hegui.toml) is
/// the sum of theirs. Of the cells of a table that differ for one reason the first is told, with the
/// places of the others. Where reports of members are missing, a total that is more than the sum is
/// uncertain.
///
/// 上级机关（hegui.toml 中 `parent` 所指）统一表格中的每个数应等于所属各单位之和。同一张表
/// 因同一原因不符的各格只报告第一格，并列出其余各格。所属单位报告不齐的，汇总数大于已有合计时不能确定。
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
    /// By how many decimal places an amount is too large where a member gave it in the wrong unit: 4
    /// for 元 in place of 万元, which is a mistake of its report and not of the total; at most 8. Left
    /// out: units are not doubted.
    ///
    /// 所属单位误用较小单位的，金额大了几位（万元误填为元的填 4，至多 8）：按此换算即相符的，是该
    /// 单位报告的问题，不算汇总有误；省略时不考虑单位。
    #[serde(default)]
    shift: Option<u8>,
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
    /// Keys of the rows that are compared. Left out: all.
    ///
    /// 核对哪些行，填行的 `key`；省略时为所有行。
    #[serde(default)]
    rows: Vec<Wording>,
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

/// Members whose figures a finding shows.
const SHOWN: usize = 12;

const VALUES: &[&str] =
    &["table", "row", "column", "stated", "sum", "difference", "count", "members", "absent", "year"];
const DISPUTED_VALUES: &[&str] =
    &["table", "row", "column", "stated", "sum", "difference", "count", "members", "year", "name"];
const UNIT_VALUES: &[&str] = &[
    "table", "row", "column", "stated", "sum", "difference", "count", "members", "year", "name",
    "converted",
];
const UNIT_OWN_VALUES: &[&str] = &[
    "table", "row", "column", "stated", "sum", "difference", "count", "members", "year", "name",
    "converted", "rest",
];

impl Kind for MembersSum {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("disputed", DISPUTED_VALUES),
            message("unit", UNIT_VALUES),
            message("unit-own", UNIT_OWN_VALUES),
            message("rounded", VALUES),
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
        } else if self.shift.is_some_and(|it| !(1..=8).contains(&it)) {
            say("shift 应为 1 至 8", "shift is 1 to 8")
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
                if set.member(main).is_some_and(Member::is_own_level) {
                    continue;
                }
                let Some(below) = self.below(set, index, *year) else { continue };
                let tables = self.table.iter().map(|it| self.classes(set, main, &below, it));
                let told: Vec<_> = tables.flatten().collect();
                if !below.reports.is_empty() && !told.is_empty() {
                    let others = shown(set, main, &below, &told);
                    found.push(Suspicion { main: Main::Report(main), others, year: Some(*year) });
                }
            }
        }
        found
    }

    fn look(&self, cx: &Comparison<'_>) -> Findings {
        self.findings(cx).unwrap_or_default()
    }

    fn weighs_rivals(&self) -> bool {
        true
    }
}

/// Whose figures findings show: for each the members that it names, then those that add to the cell
/// it stands at.
fn shown(
    set: &Set<'_>,
    main: usize,
    below: &Below,
    told: &[(Class, Vec<Differing>)],
) -> Vec<usize> {
    let of_finding = |(class, cells): &(Class, Vec<Differing>)| {
        let adds = |member: &usize| {
            let number = cells.first().and_then(|cell| cell.of(set, *member));
            number.is_some_and(|it| it != Amount::ZERO)
        };
        let named = class.members().to_vec();
        let adding = below.reports.iter().copied().filter(adds);
        let adding: Vec<usize> = adding.filter(|it| !named.contains(it)).collect();
        named.into_iter().chain(adding).filter(|it| *it != main).take(SHOWN)
    };
    let all: BTreeSet<usize> = told.iter().flat_map(of_finding).collect();
    all.into_iter().collect()
}

impl MembersSum {
    /// Whether a member by this name stands for the body itself; 政府 may stand for 人民政府, and 县政府
    /// for that of the county.
    fn is_own(&self, member: &str, body: &str) -> bool {
        let short = |name: &str| name.replace("人民政府", "政府");
        let (member, body) = (short(without_party(member)), short(body));
        let mut offices = self.own.iter().filter_map(|it| member.strip_suffix(it.as_str()));
        offices.any(|it| body.ends_with(it) && it.chars().nth(1).is_some())
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
            Below { reports: Vec::new(), absent: Vec::new(), own: false, rivals: Vec::new() };
        below.add_rivals(set.units.get(unit).and_then(|it| it.reports.get(&year)));
        for &at in members {
            let Some(body) = set.roster.bodies.get(at) else { continue };
            below.own |= body.names().any(|it| self.is_own(it, name));
            let reports = set.units.get(at).and_then(|it| it.reports.get(&year));
            below.add_rivals(reports);
            match reports.and_then(|it| it.first()) {
                Some(report) => below.reports.push(*report),
                None if !body.years.contains(year) => {}
                None => below.absent.push(body.name.clone()),
            }
        }
        Some(below)
    }

    /// The cells of a table that are not the sum, those that differ for one reason together, the
    /// certain first.
    fn classes(
        &self,
        set: &Set<'_>,
        main: usize,
        below: &Below,
        total: &Total,
    ) -> Vec<(Class, Vec<Differing>)> {
        let mut classes: BTreeMap<Class, Vec<Differing>> = BTreeMap::new();
        let differing = total.differing(set, main, below).into_iter();
        for it in differing.filter(|it| !self.is_told_below(set, below, total, it)) {
            let class = below.class(set, main, &it, self.shift.filter(|_| it.is_amount));
            classes.entry(class).or_default().push(it);
        }
        classes.into_iter().collect()
    }

    /// Whether a cell is the sum once those of its members that are totals themselves are put right by
    /// theirs: then it is told there.
    fn is_told_below(&self, set: &Set<'_>, below: &Below, total: &Total, it: &Differing) -> bool {
        let mended = |report: usize| {
            let (unit, year) = (set.unit_index(report)?, set.member(report)?.year?);
            let inner = self.below(set, unit, year).filter(Below::is_whole)?;
            let numbers = inner.reports.iter().map(|inner| it.of(set, *inner));
            let sum = numbers.into_iter().try_fold(Amount::ZERO, |sum, it| sum.checked_add(it?))?;
            total.tells(it.of(set, report)?, sum).then_some(sum)
        };
        let all: Vec<(usize, Option<Amount>)> =
            below.reports.iter().map(|report| (*report, mended(*report))).collect();
        if all.iter().all(|it| it.1.is_none()) {
            return false;
        }
        let numbers = all.into_iter().filter_map(|(report, sum)| sum.or_else(|| it.of(set, report)));
        let sum = numbers.into_iter().try_fold(Amount::ZERO, Amount::checked_add);
        sum.is_some_and(|sum| !total.tells(it.stated, sum))
    }

    /// What all tables are told; of a table with several entries the cells are counted together.
    fn findings(&self, cx: &Comparison<'_>) -> Option<Findings> {
        let main = cx.main.member?;
        let below = self.below(cx.set, cx.set.unit_index(main)?, cx.suspicion.year?)?;
        let classes = |it| (it, self.classes(cx.set, main, &below, it));
        let tables: Vec<(&Total, _)> = self.table.iter().map(classes).collect();
        let count = |form: &str| {
            let own = tables.iter().filter(|it| it.0.form == *form);
            own.flat_map(|it| &it.1).map(|it| it.1.len()).sum::<usize>()
        };
        let all = tables.iter().flat_map(|(total, classes)| classes.iter().map(move |it| (total, it)));
        let told = all.filter_map(|(total, (class, cells))| {
            finding(cx, &below, (class, cells), count(&total.form))
        });
        Some(told.collect())
    }
}

/// A finding at the first of some cells that differ for one reason, of `count` in the table.
fn finding(
    cx: &Comparison<'_>,
    below: &Below,
    (class, differing): (&Class, &[Differing]),
    count: usize,
) -> Option<Finding> {
    let first = differing.first()?;
    let (form, row, column) = (&first.form, &first.row, &first.column);
    let mut finding = in_cell(&cx.main, form, row, column)?;
    for it in differing.iter().skip(1) {
        let Some((table, at, span)) = place(cx.main.doc, form, &it.row, &it.column) else {
            continue;
        };
        let (label, cell) = (Some(Label::Again), Some((table, at)));
        finding.related.push(Mark { span, label, cell });
    }
    // A body whose cell is blank adds nothing to the sum.
    let read = below.reports.iter().filter(|it| first.of(cx.set, **it).is_some()).count();
    let named = class.members().iter();
    let rest = below.reports.iter().filter(|it| !class.members().contains(it));
    for &report in named.chain(rest) {
        let adds = first.of(cx.set, report) != Some(Amount::ZERO);
        let Some((index, side)) = cx.other(report).filter(|_| adds) else { continue };
        let Some((table, at, span)) = place(side.doc, form, row, column) else { continue };
        let (label, cell) = (Some(Label::Member), Some((table, at)));
        finding = finding.held_against(index, Mark { span, label, cell });
    }
    let finding = finding
        .value("stated", first.stated.to_string())
        .value("sum", first.sum.to_string())
        .value("difference", first.stated.checked_sub(first.sum)?.abs().to_string())
        .value("count", count)
        .value("members", read)
        .value("year", cx.suspicion.year?);
    let named = || names(cx.set, class.members());
    Some(match class {
        Class::Wrong => finding,
        Class::Disputed(_) => {
            finding.variant("disputed").at_most(Severity::Warning).value("name", named())
        }
        Class::Unit(mistaken) => {
            let finding = finding
                .at_most(Severity::Warning)
                .value("name", named())
                .value("converted", mistaken.converted.to_string());
            match mistaken.rest {
                None => finding.variant("unit"),
                Some(rest) => finding.variant("unit-own").value("rest", rest.to_string()),
            }
        }
        Class::Rounded => finding.variant("rounded").at_most(Severity::Warning),
        Class::Own => finding.variant("own").at_most(Severity::Warning),
        Class::Incomplete => finding
            .variant("incomplete")
            .severity(Severity::Info)
            .value("absent", below.absent_in(cx.set, first).join("、")),
    })
}

fn names(set: &Set<'_>, members: &[usize]) -> String {
    let bodies = members.iter().filter_map(|it| set.member(*it)?.body.as_ref());
    bodies.map(|it| it.name.as_str()).collect::<Vec<_>>().join("、")
}
