//! The findings of one rule, no more of them than are told.

use std::ops::{Deref, DerefMut};

use super::Finding;

/// The findings of one rule in one report. Of more than [`Findings::MOST`] the others are counted
/// and dropped as they come, so that a text full of slips takes no memory for each.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Findings {
    told: Vec<Finding>,
    untold: usize,
}

impl Findings {
    /// How many are told; a text with more is not what a rule is made for. As many places are named
    /// of a finding that tells of a slip wherever it is repeated.
    pub const MOST: usize = 1_000;

    /// Adds one, or counts it where there are enough.
    pub fn push(&mut self, finding: Finding) {
        if self.told.len() < Self::MOST {
            self.told.push(finding);
        } else {
            self.untold += 1;
        }
    }

    /// Adds those of another list, with what it left untold.
    pub fn append(&mut self, other: Self) {
        self.untold += other.untold;
        self.extend(other);
    }

    /// How many more there were than are told.
    pub fn untold(&self) -> usize {
        self.untold
    }

    /// Keeps those that are wanted.
    pub fn retain(&mut self, wanted: impl FnMut(&Finding) -> bool) {
        self.told.retain(wanted);
    }
}

impl Deref for Findings {
    type Target = [Finding];

    fn deref(&self) -> &[Finding] {
        &self.told
    }
}

impl DerefMut for Findings {
    fn deref_mut(&mut self) -> &mut [Finding] {
        &mut self.told
    }
}

impl Extend<Finding> for Findings {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, findings: T) {
        findings.into_iter().for_each(|it| self.push(it));
    }
}

impl FromIterator<Finding> for Findings {
    fn from_iter<T: IntoIterator<Item = Finding>>(findings: T) -> Self {
        let mut all = Self::default();
        all.extend(findings);
        all
    }
}

impl From<Vec<Finding>> for Findings {
    fn from(findings: Vec<Finding>) -> Self {
        findings.into_iter().collect()
    }
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Self { told: vec![finding], untold: 0 }
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.told.into_iter()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.told.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn of_too_many_findings_the_others_are_counted() {
        let mut all: Findings = (0..1_500).map(|it| Finding::at(Span::at(it))).collect();
        assert_eq!((all.len(), all.untold()), (1_000, 500));
        all.push(Finding::at(Span::at(1_500)));
        all.append((0..1_001).map(|it| Finding::at(Span::at(it))).collect());
        assert_eq!((all.len(), all.untold()), (1_000, 1_502));
        assert_eq!(all.last().map(|it| it.primary.span), Some(Span::at(999)));
    }
}
