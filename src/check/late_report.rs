//! `late-report`: a report signed after the day that the list sets its body.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::report::{Finding, Findings, Label};
use crate::set::{Across, Comparison, Main, Set, Suspicion, day};

/// A report bears a date after the `deadline` that hegui.toml gives its body. Says nothing of
/// bodies without one.
///
/// 报告的成文日期晚于 hegui.toml 名单中该机关的期限（`deadline`）；没有写明期限的不检查。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LateReport {}

const VALUES: &[&str] = &["name", "year", "due", "signed"];

impl Kind for LateReport {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES)];
        MESSAGES
    }

    fn across(&self) -> Option<&dyn Across> {
        Some(self)
    }
}

impl Across for LateReport {
    fn suspects(&self, set: &Set<'_>) -> Vec<Suspicion> {
        let mut late = Vec::new();
        for (body, unit) in set.roster.bodies.iter().zip(&set.units) {
            for (year, reports) in &unit.reports {
                let Some(due) = body.due(*year) else { continue };
                let signed = |it: &&usize| set.member(**it).and_then(|it| it.signed);
                let after = reports.iter().filter(|it| signed(it).is_some_and(|day| day > due));
                late.extend(after.map(|it| Suspicion {
                    main: Main::Report(*it),
                    others: Vec::new(),
                    year: Some(*year),
                }));
            }
        }
        late
    }

    fn look(&self, cx: &Comparison<'_>) -> Findings {
        let found = || {
            let member = cx.main.member?;
            let unit = cx.set.unit_of(member)?;
            let body = cx.set.roster.bodies.get(unit.listed?)?;
            let date = cx.main.facts.signing_date()?;
            let year = cx.suspicion.year?;
            let finding = Finding::at(date.span)
                .labelled(Label::SigningDate)
                .value("name", body.name.as_str())
                .value("year", year)
                .value("due", &day(body.due(year)?))
                .value("signed", &day(date.date.date()?));
            Some(finding)
        };
        found().into_iter().collect()
    }
}
