//! What may be written on the command line. The comments are the English help; the Chinese one is
//! in `help.rs`.

pub(super) mod pack;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use self::pack::PackCommands;
use super::values::{self, Formats};
use crate::date::Date;
use crate::facts::body::BodyKind;
use crate::render::{FactsFormat, ListFormat};
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
    /// Colours; NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and TERM=dumb are obeyed if left out or auto.
    #[arg(long, global = true, value_enum, value_name = "WHEN")]
    pub color: Option<ColorArg>,
    /// Columns of a line, at least 40; otherwise the terminal's, 100 in a pipe.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(40..))]
    pub width: Option<u16>,
    /// Cells that characters such as “ ” … — take on the terminal; narrow if left out.
    #[arg(long, global = true, value_enum, value_name = "HOW")]
    pub ambiguous_width: Option<WidthArg>,
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
    /// Repair what can be repaired without a doubt, and check what is left (= check --fix).
    Fix(Box<CheckArgs>),
    /// Say what a rule wants, why, on which basis, with examples.
    Explain(ExplainArgs),
    /// List the rules.
    Rules(RulesArgs),
    /// Print a file with the line numbers that positions refer to.
    Text(TextArgs),
    /// Print what was read of each report: year, body, sections, dates, figures.
    Facts(FactsArgs),
    /// Write a commented hegui.toml, or with --ci what a CI system or an editor needs.
    Init(InitArgs),
    /// Print what makes an editor or CI system jump to findings.
    Matcher(MatcherArgs),
    /// Print a script that completes commands, flags and rules in a shell.
    Completions(CompletionsArgs),
    /// Print the manual page, in roff.
    Man,
    /// Show or validate the configuration hegui.toml.
    Config(ConfigCommands),
    /// Record findings that were there before, so that only new ones count.
    Baseline(BaselineCommands),
    /// Write, validate, test and list rule packs.
    Pack(PackCommands),
}

/// Which inputs, and how they are read.
#[derive(Clone, Debug, Args)]
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
    /// No bar that shows how far a long run has come; in a pipe there is none anyway.
    #[arg(long, help_heading = "Output")]
    pub no_progress: bool,
    /// Threads that read and judge files at the same time, one for each core if left out. The
    /// output is the same with any number. Repairs are made file by file.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub config: ConfigArgs,
}

/// Which configuration holds.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub(super) struct ConfigArgs {
    /// Use this configuration for all files instead of the nearest hegui.toml of each.
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Use no hegui.toml.
    #[arg(long)]
    pub isolated: bool,
}

/// How an input is read.
#[derive(Clone, Debug, Args)]
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
    /// Check again whenever a file changes, until Ctrl-C.
    #[arg(
        long,
        help_heading = "Output",
        conflicts_with_all = ["fix", "unsafe_fixes", "diff", "output", "add_ignore"],
    )]
    pub watch: bool,
    /// Do not compare the reports with each other: years of one body, and bodies.
    #[arg(long, help_heading = "Rules")]
    pub no_sets: bool,
    #[command(flatten)]
    pub selection: SelectionArgs,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub gate: GateArgs,
    #[command(flatten)]
    pub adding: AddingArgs,
    #[command(flatten)]
    pub repair: RepairArgs,
}

impl CheckArgs {
    /// The files that the run writes as results. A folder for repaired copies is none: what lies there
    /// may be reports, which must be read before anything takes their place.
    pub(super) fn results(&self) -> Vec<PathBuf> {
        self.output.format.iter().filter_map(|it| it.path.clone()).collect()
    }
}

/// What is repaired, and where the result goes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Repair")]
pub(super) struct RepairArgs {
    /// Repair what can be repaired without a doubt; what `hegui fix` does.
    #[arg(long)]
    pub fix: bool,
    /// Make suggested repairs, too, which a person should look over.
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Print a patch for `git apply` and write nothing; exit with 1 if something would change.
    #[arg(long)]
    pub diff: bool,
    /// Write the repaired copy here and leave the input alone: a file, for several inputs a
    /// folder. Word documents are repaired in no other way.
    #[arg(long, value_name = "PATH", conflicts_with = "diff")]
    pub output: Option<PathBuf>,
}

/// Which rules run, and by which year and body.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct SelectionArgs {
    /// Run only these: codes, ids, families (HG08) or packs, with commas between.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Do not run these.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Do not run these either; among -A, -W and -D single rules outweigh families and packs, and
    /// the strictest counts.
    #[arg(short = 'A', long, value_name = "RULES", value_delimiter = ',')]
    pub allow: Vec<String>,
    /// Take what these find for warnings.
    #[arg(short = 'W', long, value_name = "RULES", value_delimiter = ',')]
    pub warn: Vec<String>,
    /// Take what these find for errors.
    #[arg(short = 'D', long, value_name = "RULES", value_delimiter = ',')]
    pub deny: Vec<String>,
    /// Judge by the rules of this period of law, whatever the year: R07, R19, R21.
    #[arg(id = "by_era", long = "era", value_name = "ERA")]
    pub era: Option<String>,
    /// Judge as the report for this year, whatever the text says.
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1990..=2100))]
    pub year: Option<i32>,
    /// Judge as a government (gb), a department (dep) or a township or street (twn).
    #[arg(long, value_name = "KIND", value_parser = values::body)]
    pub body: Option<BodyKind>,
}

/// What is printed and how.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// Format: pretty, concise; html (a page), xlsx (a ledger of problems) and markdown for people;
    /// msvc for editors; json, jsonl, sarif, rdjson, checkstyle, csv for programs; github, gitlab,
    /// azure, junit for CI servers. With =PATH into a file; may be repeated.
    #[arg(long, value_name = "FMT[=PATH]", value_parser = values::format)]
    pub format: Vec<Formats>,
    /// Least severity that is printed: error, warning, info; what --fail-on names always is. json,
    /// jsonl and sarif hold all unless this is given, other formats warnings and errors.
    #[arg(long, value_name = "LEVEL", value_parser = values::severity)]
    pub min_severity: Option<Severity>,
    /// What columns count in one-line formats: char, utf16, byte, display; what the format's
    /// readers expect if left out.
    #[arg(long, value_enum, value_name = "UNIT")]
    pub column_unit: Option<UnitArg>,
    /// Show findings that are suppressed, too; json, jsonl and sarif always hold them; github,
    /// gitlab, azure, checkstyle and rdjson never.
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
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Exit code")]
pub(super) struct GateArgs {
    /// Say at the end how often each rule found something, and in how many reports.
    #[arg(long, help_heading = "Output")]
    pub statistics: bool,
    /// Exit with 1 from this severity on: error (if left out), warning, info, never.
    #[arg(long, value_name = "LEVEL", value_enum)]
    pub fail_on: Option<FailArg>,
    /// Exit with 1 if there are more warnings than this.
    #[arg(long, value_name = "N")]
    pub max_warnings: Option<usize>,
    /// Findings recorded in this file do not count.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// The day by which ignores expire, such as 2027-03-31; today in China if left out.
    #[arg(long, value_name = "DATE", value_parser = values::date)]
    pub today: Option<Date>,
}

/// Accepting what is found.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub(super) struct AddingArgs {
    /// Add an ignore with this reason to hegui.toml for every finding that is shown.
    #[arg(
        long,
        value_name = "REASON",
        conflicts_with_all = ["isolated", "fix", "unsafe_fixes", "diff", "output"],
        value_parser = values::reason,
    )]
    pub add_ignore: Option<String>,
    /// The last day these ignores hold.
    #[arg(long, value_name = "DATE", requires = "add_ignore", value_parser = values::date)]
    pub until: Option<Date>,
}

/// The command `init`.
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder to write to; the current one if left out.
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The system to write the file of; several with commas between.
    #[arg(
        long,
        value_name = "SYSTEM",
        value_delimiter = ',',
        help_heading = "Options",
        value_parser = super::templates::names(),
    )]
    pub ci: Vec<String>,
}

/// The command `config`.
#[derive(Debug, Args)]
pub(super) struct ConfigCommands {
    #[command(subcommand)]
    pub command: ConfigCommand,
}

/// What `config` does.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub(super) enum ConfigCommand {
    /// Print the settings that hold for a path, and where each comes from; takes the flags of check.
    Show(Box<CheckArgs>),
    /// Validate a configuration.
    Check(ConfigCheckArgs),
    /// Print the JSON schema of hegui.toml, for editors.
    Schema,
}

/// The command `config check`.
#[derive(Debug, Args)]
pub(super) struct ConfigCheckArgs {
    /// The configuration; the nearest hegui.toml if left out.
    #[arg(id = "config_file", value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// The command `baseline`.
#[derive(Debug, Args)]
pub(super) struct BaselineCommands {
    #[command(subcommand)]
    pub command: BaselineCommand,
}

/// What `baseline` does.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub(super) enum BaselineCommand {
    /// Record all findings of the paths in a new baseline.
    Create(Box<BaselineArgs>),
    /// Strike findings that are gone; --all takes in new ones, too.
    Update(Box<UpdateArgs>),
    /// List what is recorded, of the paths if any are named.
    Show(BaselineShowArgs),
}

/// Inputs and the baseline to work on.
#[derive(Debug, Args)]
pub(super) struct BaselineArgs {
    #[command(flatten)]
    pub input: InputArgs,
    /// The baseline; that of hegui.toml, else hegui-baseline.json, if left out.
    #[arg(id = "baseline_file", long = "baseline", value_name = "FILE", help_heading = "Options")]
    pub file: Option<PathBuf>,
}

/// The command `baseline update`.
#[derive(Debug, Args)]
pub(super) struct UpdateArgs {
    #[command(flatten)]
    pub of: BaselineArgs,
    /// Take in new findings, too.
    #[arg(long, help_heading = "Options")]
    pub all: bool,
}

/// The command `baseline show`.
#[derive(Debug, Args)]
pub(super) struct BaselineShowArgs {
    /// Files whose findings are listed; all if left out.
    #[arg(id = "recorded", value_name = "PATHS")]
    pub paths: Vec<PathBuf>,
    /// The baseline; that of hegui.toml, else hegui-baseline.json, if left out.
    #[arg(id = "baseline_file", long = "baseline", value_name = "FILE", help_heading = "Options")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub config: ConfigArgs,
}

/// The command `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// Codes or ids of rules.
    #[arg(value_name = "RULE", required = true)]
    pub rule: Vec<String>,
    /// Format: pretty, or markdown in both languages.
    #[arg(
        long,
        value_enum,
        value_name = "FMT",
        default_value = "pretty",
        help_heading = "Options"
    )]
    pub format: PageArg,
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
    /// What acts and forms ask for, clause by clause, and which rules see to it.
    #[arg(long, conflicts_with_all = ["severity", "fixable"])]
    pub clauses: bool,
    /// Format: table, json, or markdown in both languages.
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
    /// Format: json (if left out) or jsonl with one object for every report; csv, a table with one
    /// row for every cell and figure. With =PATH into a file; may be repeated.
    #[arg(
        long,
        value_name = "FMT[=PATH]",
        default_value = "json",
        help_heading = "Output",
        value_parser = values::facts_format,
    )]
    pub format: Vec<Formats<FactsFormat>>,
    /// In json and jsonl, too, one object for every cell and figure: the rows of csv.
    #[arg(long, help_heading = "Output")]
    pub rows: bool,
}

/// The command `matcher`.
#[derive(Debug, Args)]
pub(super) struct MatcherArgs {
    /// The editor or CI system.
    #[arg(value_enum, value_name = "EDITOR")]
    pub editor: EditorArg,
}

/// The command `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Editors and CI systems that jump to findings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum EditorArg {
    Vscode,
    Github,
    Vim,
    Emacs,
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

/// Formats of `explain`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum PageArg {
    Pretty,
    Markdown,
}

/// Formats of `rules`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum ListArg {
    Table,
    Json,
    Markdown,
}

impl From<ListArg> for ListFormat {
    fn from(arg: ListArg) -> Self {
        match arg {
            ListArg::Table => Self::Table,
            ListArg::Json => Self::Json,
            ListArg::Markdown => Self::Markdown,
        }
    }
}
