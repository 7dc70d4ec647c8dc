//! The baseline as a file: where it is, and what it says of a report.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::configs::{self, Loaded};
use super::failure::Failure;
use super::paths;
use crate::baseline::{Baseline, MAX_BYTES};
use crate::render::Judged;
use crate::report::Suppressed;

/// The name of a baseline where none is given.
const USUAL_NAME: &str = "hegui-baseline.json";

/// A baseline and the folder its paths count from.
#[derive(Debug)]
pub(super) struct Recorded {
    folder: PathBuf,
    pub baseline: Baseline,
}

impl Recorded {
    /// An empty one for the file at `path`.
    pub(super) fn new(path: &Path) -> Self {
        let place = paths::physical(path);
        let folder = place.parent().map_or_else(|| place.clone(), Path::to_owned);
        Self { folder, baseline: Baseline::default() }
    }

    /// The one in the file at `path`.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let text = configs::read_capped(path, MAX_BYTES)
            .map_err(|fault| Failure::File(path.to_owned(), fault))?;
        let baseline =
            Baseline::parse(&text).map_err(|fault| Failure::Baseline(path.to_owned(), fault))?;
        Ok(Self { baseline, ..Self::new(path) })
    }

    /// The folder its paths count from.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name that a report with this physical path goes by in it.
    pub(super) fn name_of(&self, path: &Path) -> String {
        paths::relative(&self.folder, path)
    }

    /// Where the report of this name is.
    pub(super) fn path_of(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Marks the findings that it knows; gives their fingerprints.
    pub(super) fn mark(&self, path: &Path, judged: &mut Judged<'_>) -> BTreeSet<String> {
        let entries = self.baseline.of(&self.name_of(path));
        let known: BTreeSet<&str> = entries.iter().map(|it| it.fingerprint.as_str()).collect();
        let mut met = BTreeSet::new();
        for it in &mut judged.verdict.findings {
            if known.contains(it.fingerprint.as_str()) {
                met.insert(it.fingerprint.clone());
                it.suppressed.get_or_insert(Suppressed::Baseline);
            }
        }
        met
    }

    /// Marks the findings that it knows; gives how many it knows that are there no more. Those of
    /// rules that did not run, or of what was not read, may still be there.
    pub(super) fn apply(&self, path: &Path, judged: &mut Judged<'_>) -> usize {
        let met = self.mark(path, judged);
        if !judged.is_whole() {
            return 0;
        }
        let entries = self.baseline.of(&self.name_of(path));
        let ran = |code: &str| judged.verdict.outcomes.iter().any(|(rule, _)| rule.code() == code);
        entries.iter().filter(|it| !met.contains(&it.fingerprint) && ran(&it.code)).count()
    }
}

impl Recorded {
    /// How many findings of comparing `rules` it knows of `files` that are not among those `met`.
    pub(super) fn gone(
        &self,
        files: &BTreeSet<PathBuf>,
        rules: &BTreeSet<String>,
        met: &BTreeSet<String>,
    ) -> usize {
        let entries = files.iter().flat_map(|it| self.baseline.of(&self.name_of(it)));
        let gone = entries.filter(|it| rules.contains(&it.code) && !met.contains(&it.fingerprint));
        gone.count()
    }
}

/// Which file is the baseline: the one named by a flag, else by the configuration.
pub(super) fn path(flag: Option<&PathBuf>, config: Option<&Loaded>) -> Option<PathBuf> {
    let named = || {
        let config = config?;
        let name = config.config.gate.baseline.as_ref()?;
        Some(paths::shown(&config.folder.join(&name.value)))
    };
    flag.cloned().or_else(named)
}

/// The same, or the usual file in the current folder.
pub(super) fn path_or_usual(flag: Option<&PathBuf>, config: Option<&Loaded>) -> PathBuf {
    path(flag, config).unwrap_or_else(|| PathBuf::from(USUAL_NAME))
}
