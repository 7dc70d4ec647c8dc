//! The configuration file hegui.toml as data: text in, a [`Config`] or all its mistakes out.
//!
//! Paths and patterns stay as written; whoever reads files knows the folder they count from.

mod append;
mod body_list;
mod fields;
mod glob;
mod ignoring;
mod names;
mod names_once;
mod read;
mod schema;

use std::collections::BTreeMap;

use schemars::JsonSchema;

pub(crate) use self::append::quoted;
pub use self::append::{NewIgnore, append, escaped_path};
pub use self::body_list::BodyList;
pub use self::glob::Globs;
pub(crate) use self::glob::is_closed;
pub(crate) use self::ignoring::names_all;
pub use self::ignoring::{Ignoring, Stale};
pub use self::names::unknown_rules;
pub use self::read::parse;
pub use self::schema::schema;
use crate::date::Date;
use crate::facts::body::BodyKind;
use crate::fold::Folded;
use crate::render::{ColumnUnit, Style};
use crate::report::Severity;
use crate::text::Span;

/// The name of the file, in every folder.
pub const FILE_NAME: &str = "hegui.toml";

/// A value and the place in the file where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// Settings of hegui. The nearest hegui.toml, upward from a checked file, holds for that file.
#[derive(Clone, PartialEq, Debug, Default, JsonSchema)]
#[schemars(title = "hegui.toml", rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Config {
    /// Folders of rule packs to use besides the built-in ones, relative to this file.
    pub packs: Vec<Placed<String>>,
    /// The body whose reports are checked.
    pub org: Org,
    /// Which files of a folder are checked.
    pub files: Files,
    /// Which rules run, and how much their findings matter.
    pub rules: Rules,
    /// Findings that are known and accepted.
    pub ignore: Vec<Ignore>,
    /// Bodies that must report.
    pub body: Vec<Body>,
    /// A CSV file of more bodies that must report, relative to this file.
    pub bodies: Option<Placed<String>>,
    /// What is printed and how.
    pub output: Output,
    /// When the exit code is 1.
    pub gate: Gate,
    /// What stands in the file that `bodies` names, once it was read.
    #[schemars(skip)]
    pub listed: BodyList,
}

/// The body whose reports are checked.
#[derive(Clone, PartialEq, Debug, Default, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Org {
    /// Its name, such as 掌起镇人民政府.
    pub name: Option<Placed<String>>,
    /// Its kind, for reports of this body, or of any if no name is given.
    pub kind: Option<Placed<BodyKind>>,
}

/// Which files of a folder are checked. Patterns are those of .gitignore, relative to this file.
#[derive(Clone, PartialEq, Debug, Default, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Files {
    /// Take files that match one of these patterns only.
    pub include: Vec<Placed<String>>,
    /// Leave out what matches one of these patterns.
    pub exclude: Vec<Placed<String>>,
}

/// Which rules run, and how much their findings matter.
#[derive(Clone, PartialEq, Debug, Default, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Rules {
    /// Run only these: codes, ids, families (HG08) or packs.
    pub select: Vec<Placed<String>>,
    /// Do not run these.
    pub ignore: Vec<Placed<String>>,
    /// The severity of every finding of a rule, by its code or id.
    #[schemars(with = "BTreeMap<String, Level>")]
    pub severity: Vec<(Placed<String>, Placed<Level>)>,
}

/// What becomes of the findings of a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Level {
    /// They are errors.
    Error,
    /// They are warnings.
    Warning,
    /// They are hints.
    Info,
    /// The rule does not run.
    Off,
}

/// Findings that are known and accepted: they are shown only when asked for and do not count.
#[derive(Clone, PartialEq, Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Ignore {
    /// Code, id, family (HG08) or pack of the rules.
    pub rule: Placed<String>,
    /// The files, as a pattern of .gitignore relative to this file; all if left out.
    pub path: Option<Placed<String>>,
    /// Words of the report that the finding lies in or holds; without them all findings of the
    /// rule in these files are meant.
    pub quote: Option<Placed<String>>,
    /// Words that the message of the finding holds, in Chinese or English; so a later finding of
    /// the rule at the same place is none of those meant.
    pub message: Option<Placed<String>>,
    /// Why the finding is accepted.
    pub reason: Placed<String>,
    /// The last day the entry holds, such as 2027-03-31.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub until: Option<Placed<Date>>,
    /// Where the entry begins.
    #[schemars(skip)]
    pub span: Span,
}

/// A body that must report.
#[derive(Clone, PartialEq, Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Body {
    /// Its name, such as 掌起镇人民政府.
    pub name: Placed<String>,
    /// Other names it goes by.
    #[schemars(default)]
    pub aliases: Vec<Placed<String>>,
    /// Its kind.
    pub kind: Option<Placed<BodyKind>>,
    /// The name of the body it reports to.
    pub parent: Option<Placed<String>>,
    /// Month and day by which it must report, such as 01-31.
    #[schemars(extend("pattern" = "^[0-9]{2}-[0-9]{2}$"))]
    pub deadline: Option<Placed<String>>,
    /// The first report year for which it must report, where it was founded later than others.
    #[schemars(range(min = 1900, max = 2999))]
    pub from: Option<Placed<u32>>,
    /// The last one, where it was abolished or merged.
    #[schemars(range(min = 1900, max = 2999))]
    pub to: Option<Placed<u32>>,
}

/// Report years that may be given.
const REPORT_YEARS: (u32, u32) = (1900, 2999);

/// What is printed and how. Taken from the configuration nearest to the first path.
#[derive(Clone, PartialEq, Debug, Default, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Output {
    /// Format on standard output; auto is pretty on a terminal, else concise.
    #[schemars(schema_with = "schema::formats")]
    pub format: Option<Placed<Option<Style>>>,
    /// Language of messages.
    pub lang: Option<Placed<Language>>,
    /// Least severity that is printed.
    pub min_severity: Option<Placed<Severity>>,
    /// Colours.
    pub color: Option<Placed<Colors>>,
    /// Columns of a line.
    #[schemars(range(min = 40, max = 65535))]
    pub width: Option<Placed<u16>>,
    /// Cells that characters such as “ ” … — take on the terminal.
    pub ambiguous_width: Option<Placed<Cells>>,
    /// What columns count in one-line formats.
    pub column_unit: Option<Placed<ColumnUnit>>,
}

/// Languages of messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Colors {
    /// As the environment says.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Cells of ambiguous characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Cells {
    /// One.
    Narrow,
    /// Two.
    Wide,
}

/// When the exit code is 1. Taken from the configuration nearest to the first path.
#[derive(Clone, PartialEq, Debug, Default, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Gate {
    /// Exit with 1 from this severity on.
    pub fail_on: Option<Placed<FailOn>>,
    /// Exit with 1 if there are more warnings than this.
    #[schemars(with = "Option<u32>")]
    pub max_warnings: Option<Placed<usize>>,
    /// File of findings that were there before and do not count, relative to this file.
    pub baseline: Option<Placed<String>>,
}

/// From which severity on the exit code is 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum FailOn {
    /// Errors.
    Error,
    /// Errors and warnings.
    Warning,
    /// Every finding.
    Info,
    /// Nothing.
    Never,
}

impl Level {
    /// The severity it gives; none where the rule does not run.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Off => None,
        }
    }

    /// The name in the file.
    pub fn name(self) -> &'static str {
        self.severity().map_or("off", Severity::name)
    }
}

impl Config {
    /// The kind of the body that goes by this name in a report, where the file tells it.
    pub fn kind_of(&self, name: Option<&str>) -> Option<BodyKind> {
        let name = name.map(folded);
        let is =
            |known: &Placed<String>| name.as_ref().is_some_and(|it| *it == folded(&known.value));
        let bodies = self.body.iter();
        let mut listed = bodies.filter(|body| is(&body.name) || body.aliases.iter().any(is));
        let listed = listed.find_map(|body| body.kind).map(|kind| kind.value);
        let listed = listed.or_else(|| self.listed.kind_of(name.as_ref()?));
        let own = || self.org.kind.filter(|_| self.org.name.as_ref().is_none_or(is));
        listed.or_else(|| own().map(|kind| kind.value))
    }
}

/// A name as facts spell it.
fn folded(name: &str) -> String {
    Folded::new(name, &[]).as_str().to_owned()
}
