//! The command `pack schema`: the JSON schema of a file of packs, for editors.

use std::io::Write;

use crate::cli::args::pack::{PackSchemaArgs, SchemaArg};
use crate::cli::failure::Failure;
use crate::cli::stream;
use crate::rule::FileKind;

/// Prints the schema; gives the exit code.
pub(super) fn run(args: &PackSchemaArgs) -> Result<u8, Failure> {
    let text = match args.of {
        SchemaArg::Rule => FileKind::Rule.schema_text(),
        SchemaArg::Pack => FileKind::Pack.schema_text(),
        SchemaArg::Authorities => FileKind::Authorities.schema_text(),
        SchemaArg::Mutations => String::new(),
    };
    let mut out = stream::out();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(0)
}
