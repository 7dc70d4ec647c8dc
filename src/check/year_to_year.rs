//! `year-to-year`: what the official tables of two successive years say of the same thing.

mod explained;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use self::explained::{Explained, Gap};
use super::{Kind, Message, message};
use crate::numeral::Amount;
use crate::report::{Finding, Findings, Label, Mark, Severity};
use crate::rule::{Bilingual, Wording, say};
use crate::set::{Across, Comparison, Main, Member, Set, Side, Suspicion, place};
use crate::text::Span;

/// A cell of this year's official table equals what last year's report and this year's other cells
/// make it: 上年结转 is what was carried over, 现行有效 last year's with what was issued and without
/// what was repealed. Says nothing where a cell is blank or a table is of another shape.
///
/// 核对同一机关相邻两个年度的统一表格：本年度某格应等于上年度有关各格之和，加上本年度某些格，
/// 减去本年度另一些格。如“上年结转”应等于上年度报告的“结转下年度继续办理”。有空白单元格或者
/// 表格样式不同的不核对。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct YearToYear {
    /// Id of the form, as in `[[form]]` of pack.toml.
    ///
    /// 统一表格，填 pack.toml 中 `[[form]]` 的 `id`，如 "T3"。
    form: Wording,
    /// What must hold, at least one. Of several that fail in one row only the first is told, with
    /// the places of the others.
    ///
    /// 应当成立的关系，至少一项。同一行几项都不成立的，只报告第一项，并列出其余各处。
    relation: Vec<Relation>,
    /// With what words a report explains a difference itself. Left out: no explanation is looked for.
    ///
    /// 报告自行说明出入的用语；省略时不查找说明。
    #[serde(default)]
    explained: Option<Explained>,
}

/// How a cell of this year follows from last year's. Cells are named as `row/column`.
///
/// 本年度某格与上年度有关各格的关系。单元格写作 "行/列"。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Relation {
    /// The cell of this year's table.
    ///
    /// 本年度的单元格。
    now: Wording,
    /// The cells of last year's table whose sum it starts from.
    ///
    /// 上年度的单元格，相加后作为起点。
    before: Vec<Wording>,
    /// Cells of this year's table that are added. Left out: none.
    ///
    /// 应加上的本年度单元格；省略时没有。
    #[serde(default)]
    plus: Vec<Wording>,
    /// Cells of this year's table that are taken off. Left out: none.
    ///
    /// 应减去的本年度单元格；省略时没有。
    #[serde(default)]
    minus: Vec<Wording>,
    /// Whether a difference may have a good reason, so that it is at most a warning. Left out: no.
    ///
    /// 不一致是否可能另有原因，因而最多作为警告；省略时为否。
    #[serde(default)]
    doubtful: bool,
}

/// A relation that does not hold.
struct Broken<'k> {
    relation: &'k Relation,
    stated: Amount,
    before: Amount,
    expected: Amount,
}

const VALUES: &[&str] = &[
    "table", "row", "column", "stated", "before", "expected", "difference", "plus", "minus",
    "year", "last-year", "count",
];

impl Kind for YearToYear {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("flow", VALUES),
            message("mentioned", VALUES),
            message("explained", VALUES),
        ];
        MESSAGES
    }

    fn problems(&self) -> Vec<(Span, Bilingual)> {
        let cells = self.relation.iter().flat_map(Relation::cells);
        let message = if self.relation.is_empty() {
            say(
                "relation 没有列出任何关系，规则永远不会报告",
                "relation lists no relations, so that nothing is ever told",
            )
        } else if let Some(it) = self.relation.iter().find(|it| it.before.is_empty()) {
            say(
                format!("“{}”没有 before，无从与上年度核对", it.now),
                format!("{} has no before, so that nothing of last year's is compared", it.now),
            )
        } else if self.explained.as_ref().is_some_and(Explained::is_empty) {
            say(
                "explained 没有列出用语，永远不起作用",
                "explained lists no words, so that it never applies",
            )
        } else if let Some(odd) = cells.into_iter().find(|it| !is_cell(it, 2)) {
            no_cell(odd, "行/列", "row/column")
        } else {
            return Vec::new();
        };
        vec![(Span::at(0), message)]
    }

    fn cells(&self) -> Vec<Wording> {
        let cells = self.relation.iter().flat_map(Relation::cells).filter(|it| is_cell(it, 2));
        let cells = cells.map(|it| Wording::from(format!("{}/{it}", self.form)));
        [self.form.clone()].into_iter().chain(cells).collect()
    }

    fn across(&self) -> Option<&dyn Across> {
        Some(self)
    }
}

impl Across for YearToYear {
    fn suspects(&self, set: &Set<'_>) -> Vec<Suspicion> {
        let pairs = set.successive().filter_map(|(now, before)| {
            let broken = self.broken(set.member(now)?, set.member(before)?);
            let year = set.member(now)?.year;
            (!broken.is_empty()).then(|| Suspicion {
                main: Main::Report(now),
                others: vec![before],
                year,
            })
        });
        pairs.collect()
    }

    fn look(&self, cx: &Comparison<'_>) -> Findings {
        self.findings(cx).unwrap_or_default()
    }
}

impl YearToYear {
    fn broken(&self, now: &Member, before: &Member) -> Vec<Broken<'_>> {
        self.relation.iter().filter_map(|it| it.broken(&self.form, now, before)).collect()
    }

    /// A finding for each row with relations that do not hold.
    fn findings(&self, cx: &Comparison<'_>) -> Option<Findings> {
        let (_, last) = cx.only()?;
        let (now, before) = (cx.set.member(cx.main.member?)?, cx.set.member(last.member?)?);
        let broken = self.broken(now, before);
        let mut rows: BTreeMap<_, Vec<&Broken<'_>>> = BTreeMap::new();
        for it in &broken {
            rows.entry(parts(&it.relation.now)?.0).or_default().push(it);
        }
        Some(rows.values().filter_map(|it| self.finding(cx, it)).collect())
    }

    /// A finding at the first of the relations of one row that do not hold.
    fn finding(&self, cx: &Comparison<'_>, broken: &[&Broken<'_>]) -> Option<Finding> {
        let (other, last) = cx.only()?;
        let (now, before) = (cx.set.member(cx.main.member?)?, cx.set.member(last.member?)?);
        let first = broken.first()?;
        let (row, column) = parts(&first.relation.now)?;
        let mut finding = in_cell(&cx.main, &self.form, row, column)?;
        let flows = !first.relation.plus.is_empty() || !first.relation.minus.is_empty();
        for key in &first.relation.before {
            let (row, column) = parts(key)?;
            finding = finding.held_against(other, mark(last, &self.form, row, column)?);
        }
        let own = first.relation.plus.iter().chain(&first.relation.minus);
        for key in own.chain(broken.iter().skip(1).map(|it| &it.relation.now)) {
            let Some(place) = parts(key)
                .and_then(|(row, column)| place(cx.main.doc, &self.form, row, column))
            else {
                continue;
            };
            let mark = Mark { span: place.2, label: Some(Label::Other), cell: Some((place.0, place.1)) };
            finding.related.push(mark);
        }
        let sum = |keys: &[Wording]| self.sum(now, keys).unwrap_or(Amount::ZERO).to_string();
        let difference = first.stated.checked_sub(first.expected)?.abs();
        let finding = finding
            .value("stated", first.stated.to_string())
            .value("before", first.before.to_string())
            .value("expected", first.expected.to_string())
            .value("difference", difference.to_string())
            .value("plus", sum(&first.relation.plus))
            .value("minus", sum(&first.relation.minus))
            .value("year", now.year?)
            .value("last-year", before.year?)
            .value("count", broken.len());
        let doubtful = first.relation.doubtful;
        let finding = if doubtful { finding.at_most(Severity::Warning) } else { finding };
        let plain = if flows { "flow" } else { "" };
        let gap = Gap {
            stated: first.stated,
            before: first.before,
            expected: first.expected,
            flows: [&first.relation.plus, &first.relation.minus]
                .map(|it| self.sum(now, it).unwrap_or(Amount::ZERO)),
        };
        let Some(it) = self.explained.as_ref().and_then(|it| it.find(&cx.main, &gap)) else {
            return Some(finding.variant(plain));
        };
        let finding = finding.related(it.span, Label::Other);
        Some(match it.fits {
            true => finding.variant("explained").severity(Severity::Info),
            false if flows => finding.variant(plain).at_most(Severity::Warning),
            false => finding.variant("mentioned").at_most(Severity::Warning),
        })
    }

    fn sum(&self, member: &Member, keys: &[Wording]) -> Option<Amount> {
        sum(member, &self.form, keys, Member::cell)
    }
}

impl Relation {
    /// All cells that it names.
    fn cells(&self) -> impl Iterator<Item = &str> {
        let more = self.before.iter().chain(&self.plus).chain(&self.minus);
        [&self.now].into_iter().chain(more).map(Wording::as_str)
    }

    /// What is wrong between two reports; nothing where a cell holds no number.
    fn broken(&self, form: &str, now: &Member, before: &Member) -> Option<Broken<'_>> {
        let read = |reading: Reading| {
            let sum = |member, keys| sum(member, form, keys, reading);
            let (row, column) = parts(&self.now)?;
            let stated = reading(now, form, row, column)?;
            let last = sum(before, &self.before)?;
            let (plus, minus) = (sum(now, &self.plus)?, sum(now, &self.minus)?);
            let expected = last.checked_add(plus)?.checked_sub(minus)?;
            Some(Broken { relation: self, stated, before: last, expected })
        };
        let holds = |it: &Broken<'_>| it.stated == it.expected;
        // A cell that its own table proves wrong is told there.
        let mended = || read(Member::meant).is_some_and(|it| holds(&it));
        read(Member::cell).filter(|it| !holds(it) && !mended())
    }
}

/// How the number in a cell is read.
type Reading = fn(&Member, &str, &str, &str) -> Option<Amount>;

fn sum(member: &Member, form: &str, keys: &[Wording], read: Reading) -> Option<Amount> {
    keys.iter().try_fold(Amount::ZERO, |sum, key| {
        let (row, column) = parts(key)?;
        sum.checked_add(read(member, form, row, column)?)
    })
}

/// Whether a name of a cell has so many parts, none of them empty.
pub(super) fn is_cell(name: &str, parts: usize) -> bool {
    name.split('/').count() == parts && name.split('/').all(|it| !it.is_empty())
}

/// That a cell is not named as it must be.
pub(super) fn no_cell(name: &str, zh: &str, en: &str) -> Bilingual {
    say(format!("“{name}”不是单元格，应写作“{zh}”"), format!("{name} is no cell: write {en}"))
}

/// Row and column of `row/column`.
pub(super) fn parts(key: &str) -> Option<(&str, &str)> {
    key.split_once('/')
}

/// A finding in a cell of the report itself, with the words for table, row and column.
pub(super) fn in_cell(side: &Side<'_>, form: &str, row: &str, column: &str) -> Option<Finding> {
    let (table, at, span) = place(side.doc, form, row, column)?;
    let filled = side.doc.forms.get(table)?;
    let finding = Finding::at(span)
        .in_cell(table, at)
        .value("table", &filled.form.title)
        .value("row", filled.row_name(at.block, at.row))
        .value("column", filled.column_name(at.block, at.column));
    Some(finding)
}

/// The same cell in the report of the year before.
fn mark(side: &Side<'_>, form: &str, row: &str, column: &str) -> Option<Mark> {
    let (table, at, span) = place(side.doc, form, row, column)?;
    Some(Mark { span, label: Some(Label::LastYear), cell: Some((table, at)) })
}
