//! The JSON schema of hegui.toml, for editors: it follows from the types that hold the settings.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{Config, Placed};
use crate::render::Style;

impl<T: JsonSchema> JsonSchema for Placed<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// The schema as text.
pub fn schema() -> String {
    let mut settings = SchemaSettings::draft2020_12();
    settings.inline_subschemas = true;
    let schema = settings.into_generator().into_root_schema_for::<Config>();
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// The names of the formats.
pub(super) fn formats(_: &mut SchemaGenerator) -> Schema {
    let names: Vec<&str> =
        std::iter::once("auto").chain(Style::ALL.iter().map(|(name, _)| *name)).collect();
    json_schema!({ "type": "string", "enum": names })
}
