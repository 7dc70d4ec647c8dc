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

    /// How many warnings there are and how many may be, where there are too many.
    pub fn excess(self, tally: &Tally) -> Option<(usize, usize)> {
        let count = tally.warnings();
        self.most_warnings.filter(|most| count > *most).map(|most| (count, most))
    }

    /// Whether what was found makes a run fail.
    pub fn is_shut(self, tally: &Tally) -> bool {
        self.least.is_some_and(|least| tally.at_least(least) > 0) || self.excess(tally).is_some()
    }
}
