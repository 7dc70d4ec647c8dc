//! The JSON schemas of the files of a pack, which follow from the types that read them: editors
//! complete and check by them, and the loader finds mistakes by them.

use std::sync::OnceLock;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::authority::AuthorityFile;
use super::{PackFile, Rule};
use crate::mutation::MutationFile;

/// Entries that types leave open, because the program reads rules without them, and that every
/// rule file has.
const NEEDED: [&str; 2] = ["cite", "example"];

/// A file of a pack, in the order in which they are read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FileKind {
    /// authorities.toml.
    Authorities,
    /// pack.toml.
    Pack,
    /// A rule.
    Rule,
    /// A file of mutations.
    Mutations,
}

impl FileKind {
    /// The schema as text.
    pub fn schema_text(self) -> String {
        printed(self.schema())
    }

    /// The schema.
    pub fn schema(self) -> &'static Value {
        static RULE: OnceLock<Value> = OnceLock::new();
        static PACK: OnceLock<Value> = OnceLock::new();
        static AUTHORITIES: OnceLock<Value> = OnceLock::new();
        static MUTATIONS: OnceLock<Value> = OnceLock::new();
        match self {
            Self::Rule => RULE.get_or_init(rule),
            Self::Pack => PACK.get_or_init(schema_of::<PackFile>),
            Self::Authorities => AUTHORITIES.get_or_init(schema_of::<AuthorityFile>),
            Self::Mutations => MUTATIONS.get_or_init(schema_of::<MutationFile>),
        }
    }
}

fn rule() -> Value {
    let mut schema = schema_of::<Rule>();
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.extend(NEEDED.map(Value::from));
    }
    schema
}

/// The schema of a type, without references.
pub(crate) fn schema_of<T: JsonSchema>() -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.inline_subschemas = true;
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// A schema as text.
pub(crate) fn printed(schema: &Value) -> String {
    serde_json::to_string_pretty(schema).unwrap_or_default() + "\n"
}

/// The description of a schema in one language: its first paragraph is English, the others are
/// Chinese.
pub(crate) fn description(schema: &Value, lang: crate::lang::Lang) -> Option<String> {
    let whole = schema.get("description")?.as_str()?;
    let (en, zh) = whole.split_once("\n\n").unwrap_or((whole, whole));
    let words = lang.pick(zh, en);
    Some(words.lines().map(str::trim).collect::<Vec<_>>().join(lang.pick("", " ")))
}

/// The shapes among which a value may choose.
pub(crate) fn choices(schema: &Value) -> Option<Vec<&Value>> {
    let list = schema.get("oneOf").or_else(|| schema.get("anyOf"));
    let list: Vec<&Value> = match list.and_then(Value::as_array) {
        Some(list) => list.iter().filter(|it| types(it) != ["null"]).collect(),
        None if schema.get("enum").is_some() => return Some(vec![schema]),
        None => return None,
    };
    // An entry that may be left out is its value or nothing.
    match list.as_slice() {
        [only] if only.get("oneOf").or_else(|| only.get("anyOf")).is_some() => choices(only),
        _ => Some(list),
    }
}

/// The words that a schema allows.
pub(crate) fn names(schema: &Value) -> Vec<&str> {
    let many = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    many.chain(schema.get("const")).filter_map(Value::as_str).collect()
}

/// The only entry of a schema that is told by it.
pub(crate) fn tag(schema: &Value) -> Option<(&str, &Value)> {
    let properties = schema.get("properties")?.as_object()?;
    let (name, inner) = properties.iter().next()?;
    let needed = schema.get("required")?.as_array()?;
    (properties.len() == 1 && needed.len() == 1).then_some((name.as_str(), inner))
}

/// The types that a schema allows, without null, which TOML does not have.
pub(crate) fn types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(own)) => vec![own],
        Some(Value::Array(all)) => {
            all.iter().filter_map(Value::as_str).filter(|it| *it != "null").collect()
        }
        _ => Vec::new(),
    }
}
