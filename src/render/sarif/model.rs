//! The parts of SARIF 2.1.0 that are written, in its own words.

use serde::Serialize;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The whole.
#[derive(Serialize)]
pub(super) struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

impl<'a> Log<'a> {
    /// A log of one run.
    pub(super) fn of(run: Run<'a>) -> Self {
        Self { schema: SCHEMA, version: "2.1.0", runs: [run] }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run<'a> {
    pub tool: Tool<'a>,
    pub automation_details: Automation,
    pub language: &'static str,
    pub column_kind: &'static str,
    pub newline_sequences: [&'static str; 3],
    pub invocations: [Invocation<'a>; 1],
    pub artifacts: &'a [Artifact],
    pub results: &'a [Result],
}

/// What tells the runs of one tool apart.
#[derive(Serialize)]
pub(super) struct Automation {
    pub id: &'static str,
}

#[derive(Serialize)]
pub(super) struct Tool<'a> {
    pub driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver<'a> {
    pub name: &'static str,
    pub full_name: &'static str,
    pub version: &'static str,
    pub semantic_version: &'static str,
    pub information_uri: &'static str,
    pub rules: &'a [Rule],
}

/// A `reportingDescriptor`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule {
    pub id: String,
    pub name: String,
    pub short_description: Message,
    pub full_description: Message,
    pub help: Help,
    pub default_configuration: Configuration,
    pub properties: Properties,
}

#[derive(Serialize)]
pub(super) struct Help {
    pub text: String,
    pub markdown: String,
}

#[derive(Serialize)]
pub(super) struct Configuration {
    pub enabled: bool,
    pub level: &'static str,
}

/// What SARIF has no word for.
#[derive(Serialize)]
pub(super) struct Properties {
    pub tags: Vec<String>,
    pub since: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation<'a> {
    pub execution_successful: bool,
    pub tool_execution_notifications: &'a [Notification],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub tool_configuration_notifications: &'a [Notification],
}

#[derive(Serialize)]
pub(super) struct Notification {
    pub level: &'static str,
    pub message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Location>,
}

#[derive(Serialize)]
pub(super) struct Message {
    pub text: String,
}

impl Message {
    /// Words as they are: SARIF takes braces for placeholders and `[…](…)` for a link.
    pub(super) fn of(words: &str) -> Self {
        let text = words.replace('{', "{{").replace('}', "}}").replace("](", "]‹U+0028›");
        Self { text }
    }
}

#[derive(Serialize)]
pub(super) struct Artifact {
    location: ArtifactLocation,
    roles: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hashes: Option<Hashes>,
}

impl Artifact {
    /// A file of which nothing is known yet.
    pub(super) fn of(location: ArtifactLocation) -> Self {
        Self { location, roles: ["analysisTarget"], encoding: None, hashes: None }
    }
}

#[derive(Serialize)]
pub(super) struct Hashes {
    #[serde(rename = "sha-256")]
    pub sha256: String,
}

#[derive(Clone, Serialize)]
pub(super) struct ArtifactLocation {
    pub uri: String,
    pub index: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Result {
    pub rule_id: String,
    pub rule_index: usize,
    pub level: &'static str,
    pub message: Message,
    pub locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_locations: Vec<Location>,
    pub partial_fingerprints: Fingerprints,
    /// Empty, and not left out, where the result counts: so says SARIF that it was looked at.
    pub suppressions: Vec<Suppression>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<Fix>,
}

#[derive(Serialize)]
pub(super) struct Fingerprints {
    #[serde(rename = "heguiFingerprint/v1")]
    pub v1: String,
}

#[derive(Serialize)]
pub(super) struct Suppression {
    pub kind: &'static str,
    pub status: &'static str,
    pub justification: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    pub physical: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    pub artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    pub start_line: usize,
    pub start_column: usize,
    pub end_line: usize,
    pub end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippet: Option<ArtifactContent>,
}

#[derive(Serialize)]
pub(super) struct ArtifactContent {
    pub text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fix {
    pub description: Message,
    pub artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactChange {
    pub artifact_location: ArtifactLocation,
    pub replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Replacement {
    pub deleted_region: Region,
    pub inserted_content: ArtifactContent,
}
