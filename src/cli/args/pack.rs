//! What may be written after `hegui pack`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// The command `pack`.
#[derive(Debug, Args)]
pub(in crate::cli) struct PackCommands {
    #[command(subcommand)]
    pub command: PackCommand,
}

/// What `pack` does.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub(in crate::cli) enum PackCommand {
    /// List the packs: built-in ones, those of hegui.toml and those of --pack.
    List(PackListArgs),
    /// Show a pack: its years, rules, changes to rules of others, and which clauses they check.
    Show(PackShowArgs),
    /// Validate packs: every mistake with its place and a remedy.
    Lint(PackLintArgs),
    /// Run the examples and mutations of packs.
    Test(PackTestArgs),
    /// Write a new pack, or with --rule a new rule of a pack, ready to run.
    New(PackNewArgs),
    /// Print the JSON schema of a file of packs, for editors.
    Schema(PackSchemaArgs),
    /// List the kinds of check that rules may use, or tell the parameters of some.
    Kinds(PackKindsArgs),
}

/// The command `pack list`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options")]
pub(in crate::cli) struct PackListArgs {
    /// Format of the list.
    #[arg(long, value_enum, value_name = "FMT", default_value = "table")]
    pub format: super::ListArg,
}

/// The command `pack show`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options")]
pub(in crate::cli) struct PackShowArgs {
    /// Name or folder of a pack.
    #[arg(id = "pack_name", value_name = "PACK")]
    pub pack: PathBuf,
    /// Format of the output.
    #[arg(long, value_enum, value_name = "FMT", default_value = "table")]
    pub format: super::ListArg,
}

/// The command `pack lint`.
#[derive(Debug, Args)]
pub(in crate::cli) struct PackLintArgs {
    /// Folders of packs; those of --pack and hegui.toml, else the current folder, if left out.
    #[arg(id = "pack_folders", value_name = "DIR")]
    pub folders: Vec<PathBuf>,
}

/// The command `pack test`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options")]
pub(in crate::cli) struct PackTestArgs {
    /// Folders of packs, or names of built-in ones; those of --pack and hegui.toml, else the
    /// current folder, if left out.
    #[arg(id = "packs_tested", value_name = "PACK")]
    pub packs: Vec<PathBuf>,
    /// Only these rules: codes or ids, with commas between.
    #[arg(id = "rules_tested", long = "rule", value_name = "RULES", value_delimiter = ',')]
    pub rules: Vec<String>,
    /// Show what passed, too.
    #[arg(id = "all_tested", short = 'v', long = "verbose")]
    pub verbose: bool,
    /// Format of the output.
    #[arg(long, value_enum, value_name = "FMT", default_value = "pretty")]
    pub format: TestFormatArg,
}

/// The command `pack new`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options")]
pub(in crate::cli) struct PackNewArgs {
    /// The folder of the pack, whose name is that of the pack.
    #[arg(id = "new_folder", value_name = "DIR")]
    pub folder: PathBuf,
    /// Id of the rule to write, in lower case with hyphens.
    #[arg(id = "new_rule", long = "rule", value_name = "ID")]
    pub rule: Option<String>,
    /// A rule to begin with: its check, texts and examples are copied.
    #[arg(id = "like", long, value_name = "RULE", requires = "new_rule")]
    pub like: Option<String>,
}

/// The command `pack schema`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options")]
pub(in crate::cli) struct PackSchemaArgs {
    /// The file whose schema is meant.
    #[arg(id = "schema_of", value_enum, value_name = "FILE", default_value = "rule")]
    pub of: SchemaArg,
    /// Format: the JSON schema, or a table of all entries for people.
    #[arg(long, value_enum, value_name = "FMT", default_value = "json")]
    pub format: SchemaFormatArg,
}

/// The command `pack kinds`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options")]
pub(in crate::cli) struct PackKindsArgs {
    /// Kinds whose parameters are told; all are listed if left out.
    #[arg(id = "kinds_named", value_name = "KIND")]
    pub kinds: Vec<String>,
    /// Format of the output.
    #[arg(long, value_enum, value_name = "FMT", default_value = "table")]
    pub format: super::ListArg,
}

/// Files of packs that have a schema.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(in crate::cli) enum SchemaArg {
    Rule,
    Pack,
    Authorities,
    Mutations,
}

/// Formats of `pack schema`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(in crate::cli) enum SchemaFormatArg {
    Json,
    Markdown,
}

/// Formats of `pack test`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(in crate::cli) enum TestFormatArg {
    Pretty,
    Json,
}
