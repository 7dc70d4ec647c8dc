//! What makes a run fail.

use super::Tally;
use crate::report::Severity;

/// When findings make a run fail.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Gate {
    /// The least severity of a finding that does; none never do.
    pub least: Option<Severity>,
    /// More warnings than this do.
    pub most_warnings: Option<usize>,
}

impl Gate {
    /// Whether a finding of this severity alone makes the run fail.
    pub fn stops(self, severity: Severity) -> bool {
        self.least.is_some_and(|least| severity >= least)
    }

    /// Whether there are more warnings than may be.
    pub fn has_too_many(self, tally: &Tally) -> bool {
        self.most_warnings.is_some_and(|most| tally.found.warnings > most)
    }

    /// Whether the findings of a run make it fail.
    pub fn is_shut(self, tally: &Tally) -> bool {
        self.least.is_some_and(|least| tally.found.at_least(least) > 0) || self.has_too_many(tally)
    }
}
