//! Reads hegui.toml: every value is checked and every mistake kept.

use super::fields::{Fields, Reader};
use super::names_once::NamesOnce;
use super::{
    Body, BodyList, Cells, Colors, Config, FailOn, Files, Gate, Globs, Ignore, Language, Level,
    Org, Output, Placed, REPORT_YEARS, Rules,
};
use crate::date::days_in_month;
use crate::facts::body::BodyKind;
use crate::render::{ColumnUnit, Style};
use crate::report::Severity;
use crate::rule::{Bilingual, Problem, say, toml_table};
use crate::text::Span;

const KINDS: [(&str, BodyKind); 6] = [
    ("GB", BodyKind::Gb),
    ("DEP", BodyKind::Dep),
    ("TWN", BodyKind::Twn),
    ("gb", BodyKind::Gb),
    ("dep", BodyKind::Dep),
    ("twn", BodyKind::Twn),
];
const LEVELS: [(&str, Level); 4] = [
    ("error", Level::Error),
    ("warning", Level::Warning),
    ("info", Level::Info),
    ("off", Level::Off),
];
const SEVERITIES: [(&str, Severity); 3] =
    [("error", Severity::Error), ("warning", Severity::Warning), ("info", Severity::Info)];
const LANGUAGES: [(&str, Language); 2] = [("zh", Language::Zh), ("en", Language::En)];
const COLORS: [(&str, Colors); 3] =
    [("auto", Colors::Auto), ("always", Colors::Always), ("never", Colors::Never)];
const CELLS: [(&str, Cells); 2] = [("narrow", Cells::Narrow), ("wide", Cells::Wide)];
const UNITS: [(&str, ColumnUnit); 4] = [
    ("char", ColumnUnit::Char),
    ("utf16", ColumnUnit::Utf16),
    ("byte", ColumnUnit::Byte),
    ("display", ColumnUnit::Display),
];
const GATES: [(&str, FailOn); 4] = [
    ("error", FailOn::Error),
    ("warning", FailOn::Warning),
    ("info", FailOn::Info),
    ("never", FailOn::Never),
];

/// Reads a configuration that goes by the name of `path`; its mistakes in the order of the text.
pub fn parse(path: &str, text: &str) -> Result<Config, Vec<Problem>> {
    let table = toml_table(path, text)?;
    let mut reader = Reader::new(path, text);
    let config = config(Fields::new("", table.into_inner(), Span::at(0)), &mut reader);
    if reader.is_content() { Ok(config) } else { Err(reader.problems()) }
}

fn config(mut top: Fields<'_>, to: &mut Reader<'_>) -> Config {
    let packs = top.texts("packs", to);
    let org = org(top.section("org", "[org]", to), to);
    let files = files(top.section("files", "[files]", to), to);
    let rules = rules(top.section("rules", "[rules]", to), to);
    let ignores = top.sections("ignore", "[[ignore]]", to);
    let ignore = ignores.into_iter().filter_map(|it| ignore(it, to)).collect();
    let bodies = top.sections("body", "[[body]]", to);
    let body: Vec<Body> = bodies.into_iter().filter_map(|it| body(it, to)).collect();
    named_once(&body, to);
    let bodies = top.text("bodies", to);
    let output = output(top.section("output", "[output]", to), to);
    let gate = gate(top.section("gate", "[gate]", to), to);
    top.finish(to);
    let listed = BodyList::default();
    Config { packs, org, files, rules, ignore, body, bodies, output, gate, listed }
}

fn org(mut fields: Fields<'_>, to: &mut Reader<'_>) -> Org {
    let org = Org { name: fields.text("name", to), kind: fields.one_of("kind", &KINDS, to) };
    fields.finish(to);
    org
}

fn files(mut fields: Fields<'_>, to: &mut Reader<'_>) -> Files {
    let files =
        Files { include: fields.texts("include", to), exclude: fields.texts("exclude", to) };
    fields.finish(to);
    for pattern in files.include.iter().chain(&files.exclude) {
        pattern_is_one(pattern, to);
    }
    files
}

fn rules(mut fields: Fields<'_>, to: &mut Reader<'_>) -> Rules {
    let (select, ignore) = (fields.texts("select", to), fields.texts("ignore", to));
    let severity = fields.section("severity", "[rules.severity]", to).all_one_of(&LEVELS, to);
    fields.finish(to);
    Rules { select, ignore, severity }
}

fn ignore(mut fields: Fields<'_>, to: &mut Reader<'_>) -> Option<Ignore> {
    let code = say("写明规则，如 rule = \"HG0401\"", "name the rule, such as rule = \"HG0401\"");
    let why = say(
        "写明豁免的理由，如 reason = \"口径不同\"",
        "say why the finding is accepted: reason = \"…\"",
    );
    let rule = fields.needed("rule", code, to);
    let (path, quote) = (fields.text("path", to), fields.text("quote", to));
    let message = fields.text("message", to);
    let reason = fields.needed("reason", why, to);
    let (until, span) = (fields.date("until", to), fields.span);
    fields.finish(to);
    if let Some(path) = &path {
        pattern_is_one(path, to);
    }
    Some(Ignore { rule: rule?, path, quote, message, reason: reason?, until, span })
}

fn body(mut fields: Fields<'_>, to: &mut Reader<'_>) -> Option<Body> {
    let sample = say(
        "写明机关名称，如 name = \"掌起镇人民政府\"",
        "name the body, such as name = \"掌起镇人民政府\"",
    );
    let name = fields.needed("name", sample, to);
    let aliases = fields.texts("aliases", to);
    let kind = fields.one_of("kind", &KINDS, to);
    let (parent, deadline) = (fields.text("parent", to), fields.text("deadline", to));
    let years = [fields.number("from", REPORT_YEARS, to), fields.number("to", REPORT_YEARS, to)];
    fields.finish(to);
    let [from, until] = years;
    in_order(from, until, to);
    if let Some(day) = deadline.as_ref().filter(|day| !is_day(&day.value)) {
        let message = say(
            format!("“{}”不是日期", day.value),
            format!("`{}` is no day of the year", day.value),
        );
        let help = say("写作“月-日”，如 \"01-31\"", "write month and day, such as \"01-31\"");
        to.report(day.span, message, Some(help));
    }
    Some(Body { name: name?, aliases, kind, parent, deadline, from, to: until })
}

/// The first report year of a body is not later than the last.
pub(super) fn in_order(from: Option<Placed<u32>>, until: Option<Placed<u32>>, to: &mut Reader<'_>) {
    let years = from.zip(until).filter(|(first, last)| first.value > last.value);
    if let Some((first, last)) = years {
        let (first, last, span) = (first.value, last.value, last.span);
        let message = say(
            format!("截止年度{last}早于起始年度{first}"),
            format!("the last year, {last}, is before the first, {first}"),
        );
        to.report(span, message, Some(say("核对起止年度", "check both years")));
    }
}

fn output(mut fields: Fields<'_>, to: &mut Reader<'_>) -> Output {
    let mut formats = vec![("auto", None)];
    formats.extend(Style::ALL.map(|(name, style)| (name, Some(style))));
    let width = fields.number("width", (40, u16::MAX.into()), to);
    let output = Output {
        format: fields.one_of("format", &formats, to),
        lang: fields.one_of("lang", &LANGUAGES, to),
        min_severity: fields.one_of("min-severity", &SEVERITIES, to),
        color: fields.one_of("color", &COLORS, to),
        width: width
            .and_then(|it| Some(Placed { value: u16::try_from(it.value).ok()?, span: it.span })),
        ambiguous_width: fields.one_of("ambiguous-width", &CELLS, to),
        column_unit: fields.one_of("column-unit", &UNITS, to),
    };
    fields.finish(to);
    output
}

fn gate(mut fields: Fields<'_>, to: &mut Reader<'_>) -> Gate {
    let most = fields.number("max-warnings", (0, u32::MAX), to);
    let gate = Gate {
        fail_on: fields.one_of("fail-on", &GATES, to),
        max_warnings: most
            .and_then(|it| Some(Placed { value: usize::try_from(it.value).ok()?, span: it.span })),
        baseline: fields.text("baseline", to),
    };
    fields.finish(to);
    gate
}

fn pattern_is_one(pattern: &Placed<String>, to: &mut Reader<'_>) {
    if let Err(why) = Globs::new([pattern.value.as_str()]) {
        let message = say(
            format!("文件名模式“{}”有误：{}", pattern.value, why.zh),
            format!("bad file name pattern `{}`: {}", pattern.value, why.en),
        );
        to.report(pattern.span, message, Some(sample_pattern()));
    }
}

fn sample_pattern() -> Bilingual {
    say("参照 \"2017/**\" 或 \"*.txt\" 的写法", "write it like \"2017/**\" or \"*.txt\"")
}

/// No two bodies share a name.
fn named_once(bodies: &[Body], to: &mut Reader<'_>) {
    let mut names = NamesOnce::default();
    for body in bodies {
        names.add(body, to);
    }
}

/// Whether `written` is month and day, such as 01-31.
pub(super) fn is_day(written: &str) -> bool {
    let number = |part: &str| {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    };
    let parts = written.split_once('-');
    let day = parts.and_then(|(month, day)| Some((number(month)?, number(day)?)));
    day.is_some_and(|(month, day)| (1..=days_in_month(None, month)).contains(&day))
}
