//! `text-table`: a figure in prose and the official table state one count differently (正文与表格不符).
//!
//! Which words state which cells is data in the packs. A figure that its sentence gives for another
//! circle of bodies, or in words of a wider meaning, is only a doubt.

mod less;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::net;
use super::partition::is_dealt_with;
use super::table_sum::place;
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::figures::{Figure, Role, Scope};
use crate::indicator::{Statement, Tabled};
use crate::numeral::Amount;
use crate::report::{Finding, Findings, Label, Mark, Outcome, Severity};
use crate::rule::Wording;
use crate::text::{Span, cut};

/// A figure in prose and the official table state one count differently (正文与表格不符). Which
/// words and cells state the same is data: `[[indicator]]` and `[form.states]` of pack.toml.
///
/// 检查正文与统一表格的数据是否一致。哪些词句和哪些单元格是同一个数，
/// 由 pack.toml 的 `[[indicator]]` 和 `[form.states]` 规定。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TextTable {
    /// Ids of the forms that are held against the prose, as in `[[form]]` of pack.toml.
    ///
    /// 与正文核对的统一表格，填 pack.toml 中 `[[form]]` 的 `id`，如 `["T2", "T3"]`。
    forms: Vec<Wording>,
}

/// Figures on either side of one with a wider meaning that may have been counted apart from it.
const REACH: usize = 4;

const VALUES: &[&str] = &["indicator", "stated", "expected", "table", "row", "column"];

impl Kind for TextTable {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("please-confirm", VALUES),
            message("at-least", VALUES),
            message("summed", VALUES),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let mut judged = false;
        let mut findings: Findings = Findings::default();
        let mut told = BTreeSet::new();
        let whole = told_of_all(cx);
        // Paragraphs in which a figure of other bodies was told.
        let mut apart = BTreeSet::new();
        // Whether a paragraph has what a table holds of an indicator; it may be long.
        let mut beside = BTreeMap::new();
        // The same wrong figure again is the same defect.
        let mut first_of: BTreeMap<(String, String), usize> = BTreeMap::new();
        for statement in cx.statements {
            let mut tabled = cx.in_tables.statement(statement);
            tabled.retain(|it| self.is_about(cx, it));
            let Some(figure) = statement.figure(cx.facts).filter(|_| !tabled.is_empty()) else {
                continue;
            };
            judged = true;
            // Two counts that one figure states are one slip.
            let again = cx.in_tables.is_of_parts(statement) && told.contains(&statement.figure);
            if again
                || fits(cx, statement, figure, &tabled)
                || fits_otherwise(cx, statement, figure)
                || is_part_of(cx, statement, &told)
            {
                continue;
            }
            let Some(severity) = certainty(cx, statement, figure) else { continue };
            // The office's own figures beside those of all bodies, which the table has.
            let other = figure.scope != Scope::Unsaid && severity != Severity::Error;
            let mut is_beside = || {
                let place = (figure.block, figure.unit, statement.key());
                *beside.entry(place).or_insert_with(|| is_beside_whole(cx, figure, &tabled))
            };
            let mut named = || whole.contains(&statement.key()) || is_beside();
            if other && (apart.contains(&figure.block) || named()) {
                continue;
            }
            if other {
                apart.insert(figure.block);
            }
            let key = (statement.key(), figure.value.to_string());
            if let Some(first) = first_of.get(&key).and_then(|it| findings.get_mut(*it)) {
                first.related.push(Mark::new(figure.span, Some(Label::Again)));
                continue;
            }
            first_of.insert(key, findings.len());
            findings.extend(finding(cx, statement, figure, &tabled, severity));
            told.insert(statement.figure);
        }
        Outcome::judged(findings, judged)
    }
}

impl TextTable {
    fn is_about(&self, cx: &Context<'_>, tabled: &Tabled) -> bool {
        cx.doc.forms.get(tabled.table).is_some_and(|it| self.forms.contains(&it.form.id))
    }
}

/// The indicators of which a figure of all bodies, or of none in particular, is what a table has.
fn told_of_all(cx: &Context<'_>) -> BTreeSet<String> {
    let fit = cx.statements.iter().filter(|statement| {
        let tabled = cx.in_tables.statement(statement);
        statement.figure(cx.facts).is_some_and(|figure| {
            matches!(figure.scope, Scope::Unsaid | Scope::Whole)
                && tabled.iter().any(|it| figure.range.meets(&it.range()))
        })
    });
    fit.map(Statement::key).collect()
}

/// Whether the paragraph has a figure that is what a table holds.
fn is_beside_whole(cx: &Context<'_>, figure: &Figure, tabled: &[Tabled]) -> bool {
    let first = cx.facts.figures.partition_point(|it| it.block < figure.block);
    let paragraph = cx.facts.figures.iter().skip(first).take_while(|it| it.block == figure.block);
    let mut counts = paragraph.filter(|it| it.unit == figure.unit && it.value != Amount::ZERO);
    counts.any(|it| tabled.iter().any(|held| it.range.meets(&held.range())))
}

/// Whether a figure, or it together with another of the sentence, is what a table holds: 原有393件、
/// 新增77件. Of a figure that is no part of anything only a neighbour can be the other.
fn fits(cx: &Context<'_>, statement: &Statement<'_>, figure: &Figure, tabled: &[Tabled]) -> bool {
    if tabled.iter().any(|it| figure.range.meets(&it.range())) {
        return true;
    }
    // 县政府办公室收到10件，各部门收到65件，合计75件: the table holds the whole.
    let mut wholes = cx.facts.groups.with_part(statement.figure);
    let whole_fits = wholes.any(|it| {
        let whole = cx.facts.figures.get(it.total);
        whole.is_some_and(|whole| tabled.iter().any(|it| whole.range.meets(&it.range())))
    });
    if whole_fits && figure.scope != Scope::Unsaid {
        return true;
    }
    if fits_net(cx, statement, tabled)
        || fits_without_carried(cx, statement, figure, tabled)
        || fits_without_another(cx, statement, figure, tabled)
        || has_part_of_its_own(cx, statement, tabled) {
        return true;
    }
    if cx.facts.groups.with_total(statement.figure).next().is_some() {
        return false;
    }
    let reach = if statement.of.iter().any(|it| it.loose) { REACH } else { 1 };
    let first = statement.figure.saturating_sub(reach);
    let near = cx.facts.figures.iter().enumerate().skip(first).take(2 * reach + 1);
    let alike = near.filter(|(index, it)| {
        *index != statement.figure
            && may_be_apart(cx, statement, *index)
            && it.sentence_end == figure.sentence_end
            && it.block == figure.block
            && it.unit == figure.unit
            && it.role == Role::Count
            && it.depth == figure.depth
    });
    alike
        .filter_map(|(_, it)| it.range.checked_add(&figure.range))
        .any(|sum| tabled.iter().any(|it| sum.meets(&it.range())))
}

/// Whether the words of a figure state another count as well, which the table has: 本机关不掌握而无法提供13件
/// are those of the row, and not all 无法提供.
fn fits_otherwise(cx: &Context<'_>, statement: &Statement<'_>, figure: &Figure) -> bool {
    let first = cx.statements.partition_point(|it| it.figure < statement.figure);
    let same = cx.statements.iter().skip(first).take_while(|it| it.figure == statement.figure);
    let own = cx.in_tables.divides(statement);
    let mut others = same.filter(|it| own.is_some() && cx.in_tables.divides(it) == own && it.key() != statement.key());
    others.any(|it| cx.in_tables.statement(it).iter().any(|it| figure.range.meets(&it.range())))
}

/// Whether the sentence says why fewer than came in are what a table holds: 收到25件，1件登记前撤回，实际受理
/// 24件.
fn fits_net(cx: &Context<'_>, statement: &Statement<'_>, tabled: &[Tabled]) -> bool {
    let own = cx.in_tables.is_of_whole(statement) && statement.of.iter().all(|it| !it.loose);
    own && tabled.iter().any(|it| net::is_accounted_for(cx, statement.figure, it.value))
}

/// Whether a figure says that it holds those carried in, and the others are what a table holds:
/// 收到24件（含上年结转1件）.
fn fits_without_carried(
    cx: &Context<'_>,
    statement: &Statement<'_>,
    figure: &Figure,
    tabled: &[Tabled],
) -> bool {
    let within = statements_after(cx, statement).find(|it| it.is_carried_in());
    let Some(carried) = within.and_then(|it| it.figure(cx.facts)) else { return false };
    let gap = Span::new(figure.folded.end(), carried.folded.start());
    let gap = cut(cx.doc.folded.as_str(), gap);
    let inside = carried.sentence_end == figure.sentence_end
        && ["含", "包括", "其中"].iter().any(|it| gap.contains(it));
    let rest = figure.value.checked_sub(carried.value).filter(|_| inside && !figure.vague);
    // What the table holds together with those carried in is not what is left without them.
    let held = within.map_or_else(Vec::new, |it| cx.in_tables.statement(it));
    let with_carried = |it: &Tabled| {
        let carried = held.iter().map(|it| it.value).filter(|it| *it > Amount::ZERO);
        let less = carried.filter_map(|more| it.value.checked_sub(more));
        less.into_iter().any(|less| tabled.iter().any(|it| it.value == less))
    };
    let alone = || tabled.iter().filter(|it| !with_carried(it));
    rest.is_some_and(|rest| alone().any(|it| it.range().holds(rest)))
}

/// Whether a figure says that it holds another that has its own cell, and the others are what a table
/// holds: 予以公开13件（含部分公开3件）.
fn fits_without_another(
    cx: &Context<'_>,
    statement: &Statement<'_>,
    figure: &Figure,
    tabled: &[Tabled],
) -> bool {
    // What was received or dealt with holds its outcomes anyway.
    if !cx.in_tables.is_of_parts(statement) {
        return false;
    }
    let apart = |it: &&Statement<'_>| it.key() != statement.key() && cx.in_tables.is_of_parts(it);
    let mut within = statements_after(cx, statement).filter(apart);
    within.any(|it| {
        let Some(part) = it.figure(cx.facts) else { return false };
        let gap = Span::new(figure.folded.end(), part.folded.start());
        let gap = cut(cx.doc.folded.as_str(), gap);
        let inside = ["（含", "（其中", "（包括"].iter().any(|word| gap.starts_with(word));
        let own = || cx.in_tables.statement(it).iter().any(|it| part.range.meets(&it.range()));
        let rest = figure.value.checked_sub(part.value).filter(|_| inside && own());
        rest.is_some_and(|rest| tabled.iter().any(|it| it.range().holds(rest)))
    })
}

/// The statements of the next two figures.
fn statements_after<'c>(
    cx: &Context<'c>,
    statement: &Statement<'_>,
) -> impl Iterator<Item = &'c Statement<'c>> {
    let first = cx.statements.partition_point(|it| it.figure <= statement.figure);
    let last = statement.figure + 2;
    cx.statements.iter().skip(first).take_while(move |it| it.figure <= last)
}

/// Whether the part of a figure that is about disclosure is what a table holds: 行政复议案件3件，其中信息
/// 公开类1件.
fn has_part_of_its_own(cx: &Context<'_>, statement: &Statement<'_>, tabled: &[Tabled]) -> bool {
    let figures = &cx.facts.figures;
    let Some((figure, part)) =
        figures.get(statement.figure).zip(figures.get(statement.figure + 1))
    else {
        return false;
    };
    let label = cx.doc.plain(part.label);
    let told = (label.contains("信息公开") || label.contains("政府信息"))
        && (label.starts_with("其中") || part.depth > figure.depth)
        && part.sentence_end == figure.sentence_end
        && part.unit == figure.unit;
    told && tabled.iter().any(|it| part.range.meets(&it.range()))
}

/// Whether a figure near by may count what the statement leaves out. What goes on into the next year
/// was not dealt with, and what is received does not hold what was carried in; of what was dealt
/// with, those carried in may be told behind it, or before it as dealt with. What has its own cell
/// is counted there.
fn may_be_apart(cx: &Context<'_>, statement: &Statement<'_>, near: usize) -> bool {
    let first = cx.statements.partition_point(|it| it.figure < near);
    let mut told = cx.statements.iter().skip(first).take_while(|it| it.figure == near);
    if statement.of.iter().any(|it| it.loose) {
        let dealt = || cx.facts.figures.get(near).is_some_and(|it| is_dealt_with(cx, it));
        let behind = near > statement.figure;
        let own = cx.in_tables.divides(statement);
        return told.all(|it| {
            let beside = own.is_some() && cx.in_tables.divides(it) == own;
            !beside && !it.is_carried_out() && (!it.is_carried_in() || behind || dealt())
        });
    }
    // 收到公民申请36件、法人申请11件
    let figure = cx.facts.figures.get(near);
    let alike = figure.is_some_and(|it| cx.doc.plain(it.label).ends_with("申请"));
    let counted = |it: &Statement<'_>| {
        let own = it.figure(cx.facts).map(|it| it.range).filter(|_| !alike);
        let mut cells = cx.in_tables.statement(it).into_iter();
        it.key() != statement.key()
            && own.is_some_and(|own| cells.any(|cell| own.meets(&cell.range())))
    };
    told.all(|it| !it.is_carried_out() && !it.is_carried_in() && !counted(it))
}

/// Whether a figure is a part of a total that was told already: one cause gives one finding.
fn is_part_of(cx: &Context<'_>, statement: &Statement<'_>, told: &BTreeSet<usize>) -> bool {
    cx.facts.groups.with_part(statement.figure).any(|group| told.contains(&group.total))
}

/// How certain a conflict is; none where the clause says more than is understood, or tells of parts
/// of something else.
fn certainty(cx: &Context<'_>, statement: &Statement<'_>, figure: &Figure) -> Option<Severity> {
    let part = less::part_of(cx, statement, figure);
    let loose = statement.of.iter().any(|it| it.loose);
    let own = || cx.in_tables.is_of_whole(statement);
    let may_be_net = |it: &Tabled| net::may_be_accounted_for(cx, statement.figure, it.value);
    let net = own() && cx.in_tables.statement(statement).iter().any(may_be_net);
    let unclear = part == less::Part::Unclear || net;
    if !statement.plain || part == less::Part::OfLess || loose && unclear {
        return None;
    }
    let doubtful = loose || unclear || cx.is_of_others(figure.scope);
    Some(if doubtful { Severity::Warning } else { Severity::Error })
}

fn finding(
    cx: &Context<'_>,
    statement: &Statement<'_>,
    figure: &Figure,
    tabled: &[Tabled],
    severity: Severity,
) -> Option<Finding> {
    let best = tabled.first()?;
    let filled = cx.doc.forms.get(best.table)?;
    let cells: Vec<Span> = best.cells.iter().filter_map(|at| place(filled, *at)).collect();
    let first = best.cells.first()?;
    let variant = match severity {
        _ if best.at_least => "at-least",
        _ if best.cells.len() > 1 => "summed",
        Severity::Error => "",
        _ => "please-confirm",
    };
    let factor = statement.of.first().map_or(1, |it| it.factor);
    let shown = tabled.iter().filter(|it| !it.derived || it.value == best.value);
    // In 万 where the prose is.
    let stated = cx.doc.words(figure.span);
    let wan = Amount::new(1, 4).filter(|_| factor != 1 && stated.contains('万'));
    let shown = shown.map(|it| wan.and_then(|wan| it.value.checked_mul(wan)).unwrap_or(it.value));
    let shown: Vec<String> = shown.map(|it| it.to_string()).collect();
    let unit = match (factor, wan) {
        (1, _) => String::new(),
        (_, Some(_)) => format!("万{}", figure.unit),
        (_, None) => figure.unit.to_owned(),
    };
    Some(
        Finding::at(figure.span)
            .variant(variant)
            .severity(severity)
            .all_related(cells, Label::Other)
            .value("indicator", &statement.title())
            .value("stated", stated)
            .value("expected", format!("{}{unit}", shown.join("或")))
            .value("table", &filled.form.title)
            .value("row", filled.row_name(first.block, first.row))
            .value("column", filled.column_name(first.block, first.column)),
    )
}
