//! The acts and standards that rules cite (依据): every one written down once.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Cite, Words, Years};

/// One act, standard or notice.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Authority {
    /// Name rules cite it by.
    pub id: String,
    /// Its title.
    pub name: Words,
    /// Document number, such as 国务院令第492号.
    #[serde(default)]
    pub number: Option<String>,
    /// Whether bodies must follow it, so that a breach is an error.
    pub binding: bool,
    /// How far its text was read.
    pub standing: Standing,
    /// The report years it could guide; every year if left out.
    #[serde(default)]
    pub report_years: Option<Years>,
    /// What it gives and what was not seen.
    #[serde(default)]
    pub note: Option<Words>,
}

/// How far the text of an authority was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The articles cited were read.
    Read,
    /// They are known from other official texts that quote them.
    Confirmed,
    /// They could not be checked; no error may rest on them.
    Unverified,
    /// Arithmetic or logic, which needs no act.
    Logic,
    /// What offices do without being told to.
    Convention,
}

impl Authority {
    /// Whether an error may rest on it.
    pub fn carries_errors(&self) -> bool {
        let known = matches!(self.standing, Standing::Read | Standing::Confirmed);
        self.standing == Standing::Logic || self.binding && known
    }
}

/// All authorities by id.
#[derive(Clone, Debug, Default)]
pub struct Authorities {
    known: BTreeMap<String, Authority>,
    /// A file of them could not be read, so that others may exist.
    pub(super) incomplete: bool,
}

/// The file authorities.toml.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AuthorityFile {
    #[serde(default)]
    #[schemars(with = "Vec<Authority>")]
    pub authority: Vec<toml::Spanned<Authority>>,
}

impl Authorities {
    /// The authority with this id.
    pub fn get(&self, id: &str) -> Option<&Authority> {
        self.known.get(id)
    }

    /// What a finding rests on in a report year: the acts cited that were in force, or all of them
    /// where none was.
    pub fn basis<'a>(
        &self,
        cites: impl Iterator<Item = &'a Cite>,
        year: Option<i32>,
    ) -> Vec<&'a Cite> {
        let in_force = |cite: &&Cite| {
            let years = self.get(cite.authority.get_ref()).and_then(|it| it.report_years);
            years.is_none_or(|years| year.is_none_or(|year| years.contains(year)))
        };
        let all: Vec<&Cite> = cites.collect();
        let basis: Vec<&Cite> = all.iter().copied().filter(in_force).collect();
        if basis.is_empty() { all } else { basis }
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Authority> {
        self.known.values()
    }

    /// Adds one; false if the id is taken.
    pub(super) fn insert(&mut self, authority: Authority) -> bool {
        let id = authority.id.clone();
        self.known.insert(id, authority).is_none()
    }
}
