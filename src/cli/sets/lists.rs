//! The texts in which bodies are listed: configurations, and the files that these name.

use crate::cli::body_list::ListFile;
use crate::cli::configs::Loaded;
use crate::cli::plan::Plan;
use crate::error::ReadError;
use crate::set::Roster;
use crate::source::{self, EncodingChoice, Limits, Source};

/// A text in which bodies are listed.
pub(super) struct List<'p> {
    /// The configuration that it is, or that names it.
    pub config: &'p Loaded,
    file: Option<&'p ListFile>,
}

/// The lists of the configurations of a run, and the bodies in them.
pub(super) fn of(plan: &Plan) -> (Vec<List<'_>>, Roster) {
    let (mut lists, mut roster) = (Vec::new(), Roster::default());
    for (scope, config) in plan.configs_in_use().into_iter().enumerate() {
        let whole = plan.is_whole(config);
        roster.add(&config.config.body, (lists.len(), scope), whole);
        lists.push(List { config, file: None });
        if config.list.is_some() {
            roster.add(&config.config.listed.bodies, (lists.len(), scope), whole);
            lists.push(List { config, file: config.list.as_ref() });
        }
    }
    (lists, roster)
}

impl List<'_> {
    /// Its path as it is shown.
    pub(super) fn name(&self) -> &str {
        self.file.map_or(&self.config.name, |it| &it.name)
    }

    /// Its text, to point into.
    pub(super) fn source(&self) -> Result<Source, ReadError> {
        if let Some(file) = self.file {
            return Ok(file.source.clone());
        }
        let bytes = self.config.text.as_str().as_bytes().to_vec();
        source::from_bytes(self.name(), bytes, EncodingChoice::default(), &Limits::default())
    }
}
