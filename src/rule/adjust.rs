//! What a pack changes in rules of other packs: whether they run, how much they matter, their
//! parameters and what they rest on; never their logic.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;
use toml::de::Deserializer;

use super::budget::Budget;
use super::load::{Files, problem, span_of};
use super::problem::{Bilingual, say};
use super::schema::{FileKind, schema_of};
use super::{Cite, Packs, Problem, Rule, Wording, Words, shape, syntax};
use crate::check::Check;
use crate::report::Severity;

/// A change to a rule of another pack.
///
/// 对其他规则包中一条规则的调整。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Adjust {
    /// Id of the rule.
    ///
    /// 所调整规则的名称（id）。
    #[schemars(with = "String")]
    pub rule: Spanned<Wording>,
    /// Why it is changed here.
    ///
    /// 调整的理由。
    pub why: Words,
    /// Its severity here; unchanged if left out.
    ///
    /// 在本规则包适用时的级别；省略时不变。
    #[serde(default)]
    #[schemars(with = "Option<Severity>")]
    pub severity: Option<Spanned<Severity>>,
    /// Whether it runs here; unchanged if left out.
    ///
    /// 在本规则包适用时是否启用；省略时不变。
    #[serde(default)]
    pub enabled: Option<bool>,
    /// Parameters that it has here, under the name of its kind of check, such as
    /// `[adjust.check.signing-day]`; those left out stay, lists are replaced as a whole.
    ///
    /// 在本规则包适用时的参数，写在其检查方式的名称之下，如 [adjust.check.signing-day]；未写的参数不变，列表整体替换。
    #[serde(default)]
    #[schemars(schema_with = "parameters")]
    pub check: Option<Spanned<toml::Table>>,
    /// What it rests on here besides what the rule cites.
    ///
    /// 除规则原有依据外，在本规则包适用时的依据。
    #[serde(default)]
    #[schemars(with = "Vec<Cite>")]
    pub cite: Vec<Spanned<Cite>>,
    /// Its check with these parameters.
    #[serde(skip)]
    pub(crate) adjusted: Option<Arc<Check>>,
}

impl Adjust {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        let no_parameter = |it: &Spanned<toml::Table>| {
            it.get_ref().values().all(|it| it.as_table().is_some_and(toml::Table::is_empty))
        };
        self.severity.is_none()
            && self.enabled.is_none()
            && self.check.as_ref().is_none_or(no_parameter)
            && self.cite.is_empty()
    }
}

/// The parameters of any kind, of which none must be given.
fn parameters(_: &mut SchemaGenerator) -> Schema {
    let mut schema = schema_of::<Check>();
    let kinds = schema.get_mut("oneOf").and_then(Value::as_array_mut);
    for kind in kinds.into_iter().flatten() {
        let tables = kind.get_mut("properties").and_then(Value::as_object_mut);
        for (_, table) in tables.into_iter().flatten() {
            table.as_object_mut().and_then(|it| it.remove("required"));
        }
    }
    schema.as_object_mut().and_then(|it| it.remove("$schema"));
    Schema::try_from(schema).unwrap_or_default()
}

/// Works out the checks of all changes that name parameters.
pub(super) fn settle(
    packs: &mut Packs,
    files: &Files<'_>,
    budget: &mut Budget,
    problems: &mut Vec<Problem>,
) {
    let (mut settled, mut known): (Vec<_>, Vec<Merged>) = (Vec::new(), Vec::new());
    let rules: BTreeMap<&str, &Rule> =
        packs.packs.iter().flat_map(|it| &it.rules).map(|it| (it.id(), it)).collect();
    for (at, pack) in packs.packs.iter().enumerate() {
        let file = files.of(pack.id(), "pack.toml");
        for (nth, change) in pack.file.adjust.iter().enumerate() {
            let change = change.get_ref();
            let Some(own) = &change.check else { continue };
            // That the rule is unknown is told with the others.
            let id = change.rule.get_ref();
            let Some(rule) = rules.get(id.as_str()) else { continue };
            // A county goes on from what its province changed.
            let above =
                known.iter().rev().find(|it| it.rule == *id && packs.builds_on(pack, &it.pack));
            let table = match above {
                Some(it) => merged(&it.table, own.get_ref()),
                None => own_table(files.at(rule).1).and_then(|it| merged(&it, own.get_ref())),
            };
            let check = table.and_then(|table| Ok((check_of(&table)?, table)));
            let check = check.map_err(|why| mistakes(file, own, why));
            match check.and_then(|(check, table)| Ok((sound(check, own, file, budget)?, table))) {
                Ok((check, table)) => {
                    let (rule, pack) = (id.clone(), pack.id().to_owned());
                    known.push(Merged { rule, pack, table });
                    settled.push((at, nth, Arc::new(check)));
                }
                // Those of the same file are told once.
                Err(found) => {
                    let new = |it: &Problem| {
                        !problems.iter().any(|told| told.path == it.path && told.span == it.span)
                    };
                    let found: Vec<Problem> = found.into_iter().filter(new).collect();
                    problems.extend(found);
                }
            }
        }
    }
    for (at, nth, check) in settled {
        let change = packs.packs.get_mut(at).and_then(|it| it.file.adjust.get_mut(nth));
        if let Some(change) = change {
            change.get_mut().adjusted = Some(check);
        }
    }
}

/// The parameters of a rule as a pack has changed them.
struct Merged {
    rule: Wording,
    pack: String,
    table: toml::Table,
}

/// The table `check` of a rule file.
fn own_table(file: &str) -> Result<toml::Table, Option<Bilingual>> {
    let file: toml::Table = toml::from_str(file).map_err(|_| None)?;
    file.get("check").and_then(toml::Value::as_table).cloned().ok_or(None)
}

/// A check with other values for some of its parameters.
fn merged(check: &toml::Table, own: &toml::Table) -> Result<toml::Table, Option<Bilingual>> {
    let (kind, parameters) = check.iter().next().ok_or(None)?;
    let other = own.keys().find(|it| *it != kind);
    if let Some(other) = other {
        return Err(Some(say(
            format!("此规则的检查方式是 {kind}，不是 {other}"),
            format!("the rule's kind of check is {kind}, not {other}"),
        )));
    }
    let mut parameters = parameters.as_table().cloned().unwrap_or_default();
    let changed = own.get(kind).and_then(toml::Value::as_table).ok_or(None)?;
    parameters.extend(changed.iter().map(|(name, value)| (name.clone(), value.clone())));
    Ok(toml::Table::from_iter([(kind.clone(), toml::Value::Table(parameters))]))
}

/// The check that a table gives: through text, because values without a text have no places, which
/// some kinds keep.
fn check_of(table: &toml::Table) -> Result<Check, Option<Bilingual>> {
    let text = toml::to_string(table).map_err(|_| None)?;
    let read = Deserializer::parse(&text).map_err(|_| None)?;
    Check::deserialize(read).map_err(|_| None)
}

/// The check, if its kind takes the parameters and all rules together do not ask for too much.
fn sound(
    check: Check,
    own: &Spanned<toml::Table>,
    file: (&str, &str),
    budget: &mut Budget,
) -> Result<Check, Vec<Problem>> {
    if let Some(beyond) = budget.take(check.kind(), span_of(own), file) {
        return Err(vec![beyond]);
    }
    match check.kind().problems().into_iter().next() {
        Some((_, message)) => Err(mistakes(file, own, Some(message))),
        None => Ok(check),
    }
}

/// What is wrong with the parameters of a change: one thing, or what the schema says.
fn mistakes(
    (path, text): (&str, &str),
    own: &Spanned<toml::Table>,
    why: Option<Bilingual>,
) -> Vec<Problem> {
    let at = span_of(own);
    if let Some(message) = why {
        return vec![problem(path, text, at, message, None)];
    }
    let found = syntax::table(path, text)
        .map(|table| shape::mistakes(path, text, &table, FileKind::Pack.schema()))
        .unwrap_or_default();
    if !found.is_empty() {
        return found;
    }
    let message = say("规则不接受这些参数", "the rule does not take these parameters");
    vec![problem(path, text, at, message, None)]
}
