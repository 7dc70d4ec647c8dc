//! Which findings another rule's findings speak for (`yields-to`): one cause gives one finding.

use super::Active;
use crate::facts::{merge, overlapping};
use crate::report::{Finding, Label, Mark, Outcome, Severity};
use crate::rule::Wording;
use crate::text::Span;

/// The places that other rules' findings are about, in order and apart, by how much they matter.
pub(super) struct SpokenFor {
    /// One of them is about the whole text.
    whole: bool,
    of_any: Vec<Span>,
    of_errors: Vec<Span>,
}

impl SpokenFor {
    /// What the findings of the rules named are about: their primary places and those with the same
    /// defect again.
    pub(super) fn by(
        rules: &[toml::Spanned<Wording>],
        outcomes: &[(&Active<'_>, Outcome)],
    ) -> Self {
        let named = |active: &Active<'_>| rules.iter().any(|it| it.get_ref() == active.rule.id());
        let all = if rules.is_empty() { &[] } else { outcomes };
        let others = all.iter().filter(|(active, _)| named(active));
        let (mut of_any, mut of_errors) = (Vec::new(), Vec::new());
        let mut whole = false;
        for (active, outcome) in others {
            let Outcome::Fail(found) = outcome else { continue };
            whole |= active.check.kind().is_of_whole();
            for finding in found {
                let again = finding.related.iter().filter(|it| it.label == Some(Label::Again));
                let places = std::iter::once(&finding.primary).chain(again).map(|it| it.span);
                if active.severity_of(finding) == Severity::Error {
                    of_errors.extend(places.clone());
                }
                of_any.extend(places);
            }
        }
        Self { whole, of_any: merge(of_any), of_errors: merge(of_errors) }
    }

    /// Whether one of them speaks of the whole text, of the place of `finding`, or with no less weight of just one of
    /// the places it points to: that one is then the cause of both.
    pub(super) fn covers(&self, finding: &Finding, severity: Severity) -> bool {
        let enough = if severity == Severity::Error { &self.of_errors } else { &self.of_any };
        let pointed = |it: &&Mark| overlapping(enough, it.span).is_some();
        self.whole
            || overlapping(&self.of_any, finding.primary.span).is_some()
            || finding.related.iter().filter(pointed).take(2).count() == 1
    }
}
