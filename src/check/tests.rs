//! Whoever writes a rule reads what its tables mean in two languages: from these descriptions the
//! schema for editors and the reference of all kinds of check are made.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::Check;
use crate::rule::{Authority, PackFile, Rule};
use crate::text::is_han;

#[test]
fn every_table_and_entry_is_explained_in_two_languages() {
    let mut offenders = offenders::<Check>("check");
    offenders.extend(offenders_of_files());
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

#[test]
fn what_is_not_explained_is_named() {
    /// Half of it.
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is looked at")]
    struct Half {
        /// In English alone.
        name: String,
        /// In both.
        ///
        /// 两种语言。
        both: Vec<Choice>,
    }
    /// In both.
    ///
    /// 两种语言。
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is looked at")]
    enum Choice {
        Bare,
        /// In both.
        ///
        /// 两种语言。
        Told,
    }
    assert_eq!(offenders::<Half>("half"), ["half", "half.both[]|", "half.name"]);
}

fn offenders_of_files() -> Vec<String> {
    let mut all = offenders::<Rule>("rule");
    all.extend(offenders::<PackFile>("pack"));
    all.extend(offenders::<Authority>("authority"));
    all
}

/// A schema inside another, with its path and when it needs words of its own.
type Part<'s> = (String, &'s Value, Asked);

/// When a part of a schema must be explained.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    Always,
    /// Only a table must: what stands in a list is told by the entry that is the list.
    IfTable,
    /// The table round a kind of check: the kind's own words stand one level below.
    Never,
}

/// The path of every table, entry and choice of a file's schema that is not explained.
fn offenders<T: JsonSchema>(name: &str) -> Vec<String> {
    let mut settings = SchemaSettings::draft2020_12();
    settings.inline_subschemas = true;
    let root = settings.into_generator().into_root_schema_for::<T>().to_value();
    let mut offenders = Vec::new();
    let mut open: Vec<Part<'_>> = vec![(name.to_owned(), &root, Asked::IfTable)];
    while let Some((path, schema, asked)) = open.pop() {
        let table = asked == Asked::IfTable && schema.get("properties").is_some();
        // Names in a plain list have no words at all.
        let bare = schema.get("enum").is_some();
        if bare || (table || asked == Asked::Always) && !is_explained(schema) {
            offenders.push(path.clone());
        }
        let mut below = entries(&path, schema);
        below.extend(choices(&path, schema));
        for (key, sign) in [("items", "[]"), ("additionalProperties", ".*")] {
            let inner = schema.get(key).map(|it| (format!("{path}{sign}"), it, Asked::IfTable));
            below.extend(inner);
        }
        below.reverse();
        open.extend(below);
    }
    offenders
}

/// Whether the first of two paragraphs is English and the second Chinese.
fn is_explained(schema: &Value) -> bool {
    let words = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let paragraphs: Vec<&str> = words.split("\n\n").collect();
    let latin = |words: &str| words.contains(|it: char| it.is_ascii_alphabetic());
    matches!(paragraphs.as_slice(), [en, zh] if latin(en) && zh.contains(is_han))
}

/// The entries of a table.
fn entries<'s>(path: &str, schema: &'s Value) -> Vec<Part<'s>> {
    let table = schema.get("properties").and_then(Value::as_object);
    let entries = table.into_iter().flatten();
    entries.map(|(name, it)| (format!("{path}.{name}"), it, Asked::Always)).collect()
}

/// What may stand in one place: names, kinds of value, kinds of check. That nothing may stand
/// there needs no words, and what may stand there beside nothing is told by the entry itself.
fn choices<'s>(path: &str, schema: &'s Value) -> Vec<Part<'s>> {
    let lists = ["oneOf", "anyOf", "allOf"].iter().filter_map(|it| schema.get(*it)?.as_array());
    let nothing = |it: &Value| it.get("type") == Some(&Value::from("null"));
    let mut parts = Vec::new();
    for list in lists {
        let optional = list.iter().any(nothing);
        for it in list.iter().filter(|it| !nothing(it)) {
            let kind = it.get("properties").is_some() && it.get("description").is_none();
            let (name, asked) = match it.get("const") {
                _ if kind && !optional => (String::new(), Asked::Never),
                _ if optional => (String::new(), Asked::IfTable),
                Some(name) => (format!("={name}"), Asked::Always),
                None => ("|".to_owned(), Asked::Always),
            };
            parts.push((format!("{path}{name}"), it, asked));
        }
    }
    parts
}
