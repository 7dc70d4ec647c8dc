//! The acts and standards that rules cite (依据): every one written down once.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Cite, Words, Years};

/// One act, standard or notice that rules cite (依据).
///
/// 规则引用的一部法规、一项标准或一份文件。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Authority {
    /// Name by which rules cite it, unique: regulation-2019.
    ///
    /// 供规则引用的名称，不得重复，如 "regulation-2019"。
    pub id: String,
    /// Its title, in Chinese with 《》.
    ///
    /// 名称，中文带书名号。
    pub name: Words,
    /// Document number, such as 国务院令第492号. Left out: it has none.
    ///
    /// 文号，如 "国务院令第492号"；省略时没有。
    #[serde(default)]
    pub number: Option<String>,
    /// Whether bodies must follow it, so that a breach is an error.
    ///
    /// 机关是否必须遵守；必须遵守的，违反属错误。
    pub binding: bool,
    /// How far its text was read.
    ///
    /// 条文核实到什么程度。
    pub standing: Standing,
    /// The report years it could guide. Left out: every year.
    ///
    /// 可以作为依据的报告年度；省略时不论年度。
    #[serde(default)]
    pub report_years: Option<Years>,
    /// What it gives and what was not seen. Left out: nothing is said.
    ///
    /// 说明提供了什么、哪些内容未见到；省略时没有。
    #[serde(default)]
    pub note: Option<Words>,
}

/// How far the text of an authority was read; it decides whether an error may rest on it.
///
/// 依据的条文核实到什么程度，决定能否据以定为错误。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The articles cited were read.
    ///
    /// 已阅：引用的条文已阅读原文。
    Read,
    /// They are known from other official texts that quote them.
    ///
    /// 已证实：据引用该条文的其他公文核对。
    Confirmed,
    /// They could not be checked; no error may rest on them.
    ///
    /// 未核实：无法核对，不得据以定为错误。
    Unverified,
    /// Arithmetic or logic, which needs no act.
    ///
    /// 算术或者逻辑，不需要法规依据。
    Logic,
    /// What offices do without being told to; no error may rest on it.
    ///
    /// 惯例：各机关的通行做法，不得据以定为错误。
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

/// The file authorities.toml of a pack: the acts and standards that its rules cite.
///
/// 规则包的依据文件 authorities.toml，列出规则引用的法规、标准和文件。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AuthorityFile {
    /// The authorities, each written down once. Left out: none.
    ///
    /// 各项依据，每项只写一次；省略时没有。
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

    /// Whether what is cited is known and may carry an error.
    pub fn carries_errors(&self, cite: &Cite) -> bool {
        self.get(cite.authority.get_ref()).is_some_and(Authority::carries_errors)
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
