//! What may be written on the command line. The comments are the English help; the Chinese one is
//! in `help.rs`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::values::{self, Formats};
use crate::facts::body::BodyKind;
use crate::report::Severity;
use crate::source::EncodingChoice;

/// Checks annual reports on open government information (政府信息公开工作年度报告).
#[derive(Debug, Parser)]
#[command(name = "hegui", version, disable_help_subcommand = true)]
pub(super) struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// Flags of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "General")]
pub(super) struct Common {
    /// Language of messages; otherwise the locale's if that is English, else Chinese.
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<LangArg>,
    /// Colours; NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and TERM=dumb are obeyed.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    pub color: ColorArg,
    /// Columns of a line, at least 40; otherwise the terminal's, 100 in a pipe.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(40..))]
    pub width: Option<u16>,
    /// Cells that characters such as “ ” … — take on the terminal.
    #[arg(long, global = true, value_enum, value_name = "HOW", default_value = "narrow")]
    pub ambiguous_width: WidthArg,
    /// A folder with a rule pack to use besides the built-in ones; `rules` lists only these packs,
    /// and takes names too; may be repeated.
    #[arg(long, global = true, value_name = "DIR")]
    pub pack: Vec<PathBuf>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check files and folders; `hegui report.txt` does the same.
    Check(Box<CheckArgs>),
    /// Say what a rule wants, why, on which basis, with examples.
    Explain(ExplainArgs),
    /// List the rules.
    Rules(RulesArgs),
    /// Print a file with the line numbers that positions refer to.
    Text(TextArgs),
    /// Print what was read of each report: year, body, sections, dates, figures.
    Facts(FactsArgs),
}

/// Which inputs, and how they are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Files")]
pub(super) struct InputArgs {
    /// Files and folders; `-` is standard input; the current folder if left out.
    #[arg(value_name = "PATHS", help_heading = None)]
    pub paths: Vec<PathBuf>,
    /// Read further paths from a file, one a line; `-` for standard input.
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// In folders, take files that match this pattern only; may be repeated.
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// In folders, leave out what matches this pattern; may be repeated.
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// In folders, also take hidden files and those that .gitignore names.
    #[arg(long)]
    pub no_ignore: bool,
    /// End well even if there is nothing to check.
    #[arg(long)]
    pub allow_empty: bool,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// How an input is read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Files")]
pub(super) struct ReadingArgs {
    /// Name that standard input goes by; its extension tells the format.
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
    /// Text encoding: auto, utf-8, gb18030, utf-16, big5.
    #[arg(long, value_name = "NAME", value_parser = values::encoding, default_value = "auto")]
    pub encoding: EncodingChoice,
    /// Largest input, such as 500KiB or 32MiB.
    #[arg(long, value_name = "SIZE", value_parser = values::size, default_value = "32MiB")]
    pub max_size: u64,
}

/// The command `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub selection: SelectionArgs,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub gate: GateArgs,
}

/// Which rules run, and by which year and body.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct SelectionArgs {
    /// Run only these: codes, ids, families (HG08) or packs, with commas between.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Do not run these.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Judge as the report for this year, whatever the text says.
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1990..=2100))]
    pub year: Option<i32>,
    /// Judge as a government (gb), a department (dep) or a township or street (twn).
    #[arg(long, value_name = "KIND", value_parser = values::body)]
    pub body: Option<BodyKind>,
}

/// What is printed and how.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// Format pretty, concise, json, markdown, html or xlsx, with =PATH into a file; may be repeated.
    #[arg(long, value_name = "FMT[=PATH]", value_parser = values::format)]
    pub format: Vec<Formats>,
    /// Least severity that is printed: error, warning, info; json holds all unless this is given.
    #[arg(long, value_name = "LEVEL", value_parser = values::severity)]
    pub min_severity: Option<Severity>,
    /// What columns count in one-line formats: char, utf16, byte, display; what the format's
    /// readers expect if left out.
    #[arg(long, value_enum, value_name = "UNIT")]
    pub column_unit: Option<UnitArg>,
    /// Show findings that are suppressed, too.
    #[arg(long)]
    pub show_suppressed: bool,
    /// Print findings only.
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print the outcome of every rule as well.
    #[arg(short, long)]
    pub verbose: bool,
}

/// When the exit code is 1.
#[derive(Debug, Args)]
#[command(next_help_heading = "Exit code")]
pub(super) struct GateArgs {
    /// Exit with 1 from this severity on: error, warning, info, never.
    #[arg(long, value_name = "LEVEL", value_enum, default_value = "error")]
    pub fail_on: FailArg,
    /// Exit with 1 if there are more warnings than this.
    #[arg(long, value_name = "N")]
    pub max_warnings: Option<usize>,
}

/// The command `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// Codes or ids of rules.
    #[arg(value_name = "RULE", required = true)]
    pub rule: Vec<String>,
}

/// The command `rules`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options")]
pub(super) struct RulesArgs {
    /// Rules of this period of law only: R07, R19, R21.
    #[arg(long, value_name = "ERA")]
    pub era: Option<String>,
    /// Rules for this report year only.
    #[arg(long, value_name = "YEAR", conflicts_with = "era")]
    pub year: Option<i32>,
    /// Rules of this severity only: error, warning, info.
    #[arg(long, value_name = "LEVEL", value_parser = values::severity)]
    pub severity: Option<Severity>,
    /// Rules whose findings can be fixed only.
    #[arg(long)]
    pub fixable: bool,
    /// Format of the list.
    #[arg(long, value_enum, value_name = "FMT", default_value = "table")]
    pub format: ListArg,
}

/// The command `text`.
#[derive(Debug, Args)]
pub(super) struct TextArgs {
    /// The file; `-` is standard input.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// The command `facts`.
#[derive(Debug, Args)]
pub(super) struct FactsArgs {
    #[command(flatten)]
    pub input: InputArgs,
    /// Format of the output.
    #[arg(long, value_enum, value_name = "FMT", default_value = "json", help_heading = "Output")]
    pub format: FactsArg,
}

/// Languages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum LangArg {
    Zh,
    En,
}

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum ColorArg {
    Auto,
    Always,
    Never,
}

/// Cells of ambiguous characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum WidthArg {
    Narrow,
    Wide,
}

/// Units of columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum UnitArg {
    Char,
    Utf16,
    Byte,
    Display,
}

/// From which severity on the exit code is 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum FailArg {
    Error,
    Warning,
    Info,
    Never,
}

/// Formats of `rules`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum ListArg {
    Table,
    Json,
    Markdown,
}

/// Formats of `facts`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum FactsArg {
    Json,
    Jsonl,
}
