//! The command `pack schema`: the JSON schema of a file of packs, for editors.

use std::io::Write;

use serde_json::Value;

use crate::cli::args::pack::{PackSchemaArgs, SchemaArg, SchemaFormatArg};
use crate::cli::failure::Failure;
use crate::cli::stream;
use crate::render;
use crate::rule::{FileKind, printed};

/// Prints the schema; gives the exit code.
pub(super) fn run(args: &PackSchemaArgs) -> Result<u8, Failure> {
    let (name, schema) = schema(args.of);
    let text = match args.format {
        SchemaFormatArg::Json => printed(&schema),
        SchemaFormatArg::Markdown => render::entries(name, &schema),
    };
    let mut out = stream::out();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(0)
}

/// The name of a file and its schema.
fn schema(of: SchemaArg) -> (&'static str, Value) {
    match of {
        SchemaArg::Rule => ("<id>.toml", FileKind::Rule.schema().clone()),
        SchemaArg::Pack => ("pack.toml", FileKind::Pack.schema().clone()),
        SchemaArg::Authorities => ("authorities.toml", FileKind::Authorities.schema().clone()),
        SchemaArg::Mutations => ("mutations/*.toml", FileKind::Mutations.schema().clone()),
    }
}
