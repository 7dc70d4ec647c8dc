//! What may stand in a file of a pack, entry by entry, as a Markdown table in both languages.

use super::columns;
use super::kinds::{parameter_in_cell, prose};
use super::markdown::escape as md;
use crate::check::reference::parameters;
use crate::lang::Lang;
use crate::rule::description;

/// The entries of a file with this schema, under its name.
pub fn entries(file: &str, schema: &serde_json::Value) -> String {
    let about = |lang| prose(&description(schema, lang).unwrap_or_default());
    let mut rows = vec![["名称 Entry", "说明", "What it means"].map(str::to_owned)];
    // The parameters of kinds are a reference of their own.
    let all = parameters(schema).into_iter().filter(|it| !it.name.contains("check."));
    rows.extend(all.map(|it| {
        let words = |lang| parameter_in_cell(&it, lang);
        [md::code_in_cell(&it.name), words(Lang::Zh), words(Lang::En)]
    }));
    let table = columns::markdown(&rows);
    format!("## {file}\n\n{}\n\n{}\n\n{table}", about(Lang::Zh), about(Lang::En))
}
