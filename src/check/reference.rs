//! The kinds of check and their parameters as data, taken from the types that read them: for the
//! reference that rule authors use.

use serde_json::Value;

use super::Check;
use crate::rule::{choices, names, schema_of, tag, types};

/// A kind of check.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct KindReference {
    /// Its name in `[check.<name>]`.
    pub name: String,
    /// Its schema, whose description says what it checks.
    pub schema: Value,
    /// Its parameters, each after the one it belongs to.
    pub parameters: Vec<Parameter>,
}

/// A parameter of a kind.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Parameter {
    /// Its name, such as `entry[].find` for what each table of the list `entry` holds.
    pub name: String,
    /// Its schema, with its description.
    pub schema: Value,
    /// Whether it must be given.
    pub required: bool,
    /// What it is: the types of JSON, in lists that of the elements after `array`.
    pub types: Vec<String>,
    /// The words it may be, each with its schema, where it is one of several.
    pub names: Vec<(String, Value)>,
}

impl Parameter {
    /// Whether it is a date.
    pub(crate) fn is_date(&self) -> bool {
        self.schema.get("format").is_some_and(|it| it == "date")
    }
}

/// Every kind, by name.
pub(crate) fn kinds() -> Vec<KindReference> {
    let schema = schema_of::<Check>();
    let tagged = choices(&schema).into_iter().flatten().filter_map(tag);
    let mut kinds: Vec<KindReference> = tagged
        .map(|(name, schema)| KindReference {
            name: name.to_owned(),
            schema: schema.clone(),
            parameters: parameters(schema),
        })
        .collect();
    kinds.sort_by(|left, right| left.name.cmp(&right.name));
    kinds
}

/// The parameters of a table and of the tables in it, in the order in which they are read.
pub(crate) fn parameters(schema: &Value) -> Vec<Parameter> {
    let mut found = Vec::new();
    let mut left: Vec<(String, &Value, bool)> = entries("", schema);
    left.reverse();
    while let Some((name, schema, required)) = left.pop() {
        let (inner, depth) = elements(schema);
        let mut kinds = vec!["array".to_owned(); depth];
        kinds.extend(all_types(inner));
        let marks = format!("{name}{}.", "[]".repeat(depth));
        let below = entries(&marks, inner);
        left.extend(below.into_iter().rev());
        found.push(Parameter {
            name,
            schema: schema.clone(),
            required,
            types: kinds,
            names: words(inner),
        });
    }
    found
}

/// The entries of a table, under names that begin with `above`.
fn entries<'s>(above: &str, schema: &'s Value) -> Vec<(String, &'s Value, bool)> {
    let required = |name: &String| {
        let all = schema.get("required").and_then(Value::as_array);
        all.is_some_and(|all| all.iter().any(|it| it == name))
    };
    let properties = schema.get("properties").and_then(Value::as_object);
    let entries = properties.into_iter().flatten();
    let mut entries: Vec<_> =
        entries.map(|(name, inner)| (format!("{above}{name}"), inner, required(name))).collect();
    entries.sort_by_key(|(_, _, required)| !required);
    // A table that is told by its only entry.
    let tables = choices(schema).into_iter().flatten().filter_map(tag);
    entries.extend(tables.map(|(name, inner)| (format!("{above}{name}"), inner, false)));
    entries
}

/// What a list holds, and how many lists deep it lies; the value itself lies in none.
fn elements(schema: &Value) -> (&Value, usize) {
    let (mut at, mut depth) = (schema, 0);
    while let Some(items) = at.get("items").filter(|_| types(at).contains(&"array")) {
        (at, depth) = (items, depth + 1);
    }
    // An entry that may be left out is its table or nothing.
    let only = choices(at).filter(|it| it.len() == 1 && at.get("enum").is_none());
    (only.and_then(|it| it.first().copied()).unwrap_or(at), depth)
}

fn all_types(schema: &Value) -> Vec<String> {
    let own = types(schema);
    let inner = choices(schema).unwrap_or_default();
    let all = own.into_iter().chain(inner.into_iter().flat_map(types));
    let mut all: Vec<String> = all.map(str::to_owned).collect();
    all.dedup();
    all
}

/// The words that a value may be, with what is said of each.
fn words(schema: &Value) -> Vec<(String, Value)> {
    let choices = choices(schema).unwrap_or_default();
    let named = choices.into_iter().flat_map(|it| names(it).into_iter().map(move |n| (n, it)));
    named.map(|(name, schema)| (name.to_owned(), schema.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<'k>(kinds: &'k [KindReference], name: &str) -> &'k KindReference {
        kinds.iter().find(|it| it.name == name).unwrap()
    }

    #[test]
    fn kinds_tell_their_parameters_from_their_types() {
        let kinds = kinds();
        let section = of(&kinds, "required-section");
        let names: Vec<&str> = section.parameters.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["en", "title", "bodies", "chapters", "words"]);
        let required = section.parameters.iter().filter(|it| it.required);
        assert_eq!(required.map(|it| it.name.as_str()).collect::<Vec<_>>(), ["en", "title"]);
        assert_eq!(section.parameters[4].types, ["array", "array", "string"]);
        let words = |it: &Parameter| it.names.iter().map(|it| it.0.clone()).collect::<Vec<_>>();
        assert_eq!(words(&section.parameters[2]), ["GB", "DEP", "TWN"]);
    }

    #[test]
    fn tables_in_lists_are_told_below_them() {
        let kinds = kinds();
        let names: Vec<&str> =
            of(&kinds, "signing-day").parameters.iter().map(|it| it.name.as_str()).collect();
        let at = names.iter().position(|it| *it == "deadline").unwrap();
        assert_eq!(names[at + 1..at + 3], ["deadline[].day", "deadline[].month"]);
        assert!(names.contains(&"deadline[].years.from"), "{names:?}");
    }
}
