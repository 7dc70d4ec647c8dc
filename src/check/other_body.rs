//! `other-body`: the name of another body of the set where a report speaks of its own.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::facts::body::BodyKind;
use crate::report::{Finding, Findings, Label, Mark, Severity};
use crate::set::{Across, Comparison, Main, Mention, Set, Suspicion, Use, mentions};

/// A report uses the name of another body of the set, of its own kind, where its own would stand:
/// before 政府信息公开, at the head of a clause as the one that acts, or as the one to ask about the
/// report. Bodies with which it deals, those that were merged, and those above and below it, are let
/// be.
///
/// 报告把同批另一个同类机关的名称用在自己名称应在的位置：后接“政府信息公开”等字样，在分句开头作为
/// 行为主体，或者作为本报告的联系单位。与之往来的机关、已经撤并的机关，以及上级、下级机关，不作检查。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct OtherBody {
    /// Kinds of body in whose reports another one hardly ever acts, so that a name at the head of a
    /// clause is told too, as a doubt, whatever it does; in others only where it works on openness.
    /// Left out: none.
    ///
    /// 哪些类型的机关，其报告中几乎不会以同类机关为行为主体，因而分句开头的名称不论做什么都作为疑问报告；
    /// 其他机关只报告从事信息公开工作的；省略时没有。
    #[serde(default)]
    acting: Vec<BodyKind>,
}

const VALUES: &[&str] = &["name", "own"];

/// Departments that are in charge of openness in many places.
const IN_CHARGE: [&str; 3] = ["审批", "数据", "政务"];

impl Kind for OtherBody {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES), message("acting", VALUES), message("answering", VALUES), message("heading", VALUES)];
        MESSAGES
    }

    fn across(&self) -> Option<&dyn Across> {
        Some(self)
    }
}

impl Across for OtherBody {
    fn suspects(&self, set: &Set<'_>) -> Vec<Suspicion> {
        let mut found = Vec::new();
        for (index, member) in set.members.iter().enumerate() {
            let Some(own) = set.unit_index(index) else { continue };
            let mentioned = member.mentions.iter().filter_map(|it| set.named(*it));
            let mentioned: BTreeSet<usize> = mentioned.filter(|it| *it != own).collect();
            for unit in mentioned {
                // A report to point at as well: the one for the same year, else any.
                let Some(other) = set.units.get(unit) else { continue };
                let same_year = member.year.and_then(|year| other.reports.get(&year)?.first().copied());
                let others: Vec<usize> = same_year.or_else(|| other.members().next()).into_iter().collect();
                let related = others
                    .iter()
                    .any(|it| set.are_one(index, *it) || set.is_office_over(index, *it));
                if !related && set.kind_of(unit).is_some() && set.kind_of(unit) == set.kind_of(own) {
                    let (main, year) = (Main::Report(index), member.year);
                    found.push(Suspicion { main, others, year });
                }
            }
        }
        found
    }

    fn look(&self, cx: &Comparison<'_>) -> Findings {
        let found = || {
            let own = cx.main.member?;
            let name = &cx.main.facts.body.as_ref()?.name;
            let (index, other) = cx.only()?;
            let unit = cx.set.unit_index(other.member?)?;
            let mentions = mentions(cx.main.doc, cx.main.facts);
            let of_it = mentions.into_iter().filter(|it| cx.set.named(it.0) == Some(unit));
            let (_, mention) = of_it.max_by_key(|it| it.1.used)?;
            let kind = cx.set.kind_of(cx.set.unit_index(own)?)?;
            let Mention { span, used } = mention;
            if used == Use::Acting && !self.acting.contains(&kind) {
                return None;
            }
            // The office in charge of openness may well act in the report of a department.
            let in_charge = cx.set.is_office_over(other.member?, own)
                || IN_CHARGE.iter().any(|it| cx.main.doc.plain(span).contains(it));
            if !matches!(used, Use::Reporting | Use::Heading) && in_charge {
                return None;
            }
            let title = Mark::new(other.title()?, Some(Label::OtherBody));
            let finding = Finding::at(span)
                .held_against(index, title)
                .value("name", cx.set.units.get(unit)?.name.as_str())
                .value("own", name.as_str());
            let sure = kind == BodyKind::Twn || cx.set.same_level(own, other.member?);
            Some(match used {
                Use::Reporting if sure => finding,
                Use::Reporting => finding.at_most(Severity::Warning),
                Use::Heading => finding.variant("heading").at_most(Severity::Warning),
                Use::Answering => finding.variant("answering").at_most(Severity::Warning),
                Use::Acting | Use::Opening => finding.variant("acting").at_most(Severity::Warning),
            })
        };
        found().into_iter().collect()
    }
}
