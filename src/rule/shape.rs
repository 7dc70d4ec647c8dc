//! Holds a TOML file against the schema of what it should be, and finds every mistake of its shape:
//! entries that are missing, unknown or of another type, each with its place.
//!
//! Serde stops at the first mistake and often blames the wrong line; it reads the files that are in
//! order, and this module says what is wrong with the others. Its recursion follows the schema,
//! which has an end.

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::load::{did_you_mean, problem};
use super::problem::{Bilingual, say};
use super::schema::{self, choices, names, tag, types};
use super::{Problem, limits};
use crate::lang::Lang;
use crate::text::Span;

/// Names that a sentence lists; more would be read by nobody.
const MAX_LISTED: usize = 20;
/// Mistakes that are looked at in one file, of which the first are shown.
const MAX_FOUND: usize = 200;

/// The mistakes in the shape of a file, in the order of the text.
pub(super) fn mistakes(
    path: &str,
    text: &str,
    table: &Spanned<DeTable<'_>>,
    schema: &Value,
) -> Vec<Problem> {
    let root = schema.get("properties").and_then(Value::as_object);
    let root = root.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    let mut shape = Shape { root, ..Shape::default() };
    shape.table(schema, table.get_ref(), None);
    let Shape { mut found, mut more, .. } = shape;
    found.sort_by_key(|it| it.0);
    let mut problems = Vec::new();
    for (span, message, help) in found {
        if limits::is_enough(&problems, path) {
            more += 1;
        } else {
            problems.push(problem(path, text, span, message, help));
        }
    }
    if let Some(last) = problems.last_mut().filter(|_| more > 0) {
        last.help = Some(say(
            format!("此文件另有 {more} 处错误，先改正以上各处"),
            format!("{more} more mistakes in this file are not shown; mend these first"),
        ));
    }
    problems
}

#[derive(Default)]
struct Shape<'a> {
    /// The entries of the file itself.
    root: Vec<&'a str>,
    found: Vec<(Span, Bilingual, Option<Bilingual>)>,
    /// How many more there are.
    more: usize,
}

/// An entry and where its name stands.
type Owner<'a> = Option<(&'a str, Span)>;

impl Shape<'_> {
    fn report(&mut self, span: Span, message: Bilingual, help: Option<Bilingual>) {
        if self.found.len() < MAX_FOUND {
            self.found.push((span, message, help));
        } else {
            self.more += 1;
        }
    }

    /// A value of any type.
    fn value(&mut self, schema: &Value, value: &Spanned<DeValue<'_>>, owner: Owner<'_>) {
        let span = span_of(value);
        if let Some(choices) = choices(schema) {
            return self.one_of(&choices, value, owner);
        }
        match (value.get_ref(), types(schema).first().copied()) {
            (_, None) => {}
            (DeValue::Table(table), Some("object")) => {
                self.table(schema, table, Some(owner.unwrap_or(("", span))));
            }
            (DeValue::Array(array), Some("array")) => {
                let Some(items) = schema.get("items") else { return };
                for item in array {
                    let own = types(items).contains(&"array").then_some(owner).flatten();
                    self.value(items, item, own);
                }
            }
            (DeValue::Integer(own), Some("integer")) => self.least(schema, own.as_str(), span),
            (DeValue::String(_), Some("string")) if is_date(schema) => self.undated(span),
            (DeValue::Datetime(_), Some("string")) if is_date(schema) => {}
            (own, _) if types(schema).iter().any(|it| is_a(own, it)) => {}
            (own, kind) => {
                let message = expected(&types(schema), schema);
                self.report(span, message, as_list(own, kind, owner));
            }
        }
    }

    /// A date that stands in quotes.
    fn undated(&mut self, span: Span) {
        let message = say("日期不加引号", "a date stands without quotes");
        let help = say("写作 2027-03-31", "write it like 2027-03-31");
        self.report(span, message, Some(help));
    }

    /// A whole number that must not be too small.
    fn least(&mut self, schema: &Value, written: &str, span: Span) {
        let least = schema.get("minimum").and_then(Value::as_i64);
        let number = written.parse::<i64>().ok();
        if let Some((least, _)) = least.zip(number).filter(|(least, number)| number < least) {
            let message = say(
                format!("此处的数字不能小于 {least}"),
                format!("the number must not be less than {least}"),
            );
            self.report(span, message, None);
        }
    }

    /// A value for which there are several shapes.
    fn one_of(&mut self, choices: &[&Value], value: &Spanned<DeValue<'_>>, owner: Owner<'_>) {
        let names: Vec<&str> = choices.iter().flat_map(|it| names(it)).collect();
        if !names.is_empty() {
            return self.name(&names, value);
        }
        let tagged: Vec<(&str, &Value)> = choices.iter().filter_map(|it| tag(it)).collect();
        if tagged.len() == choices.len() {
            return self.tagged(&tagged, value, owner);
        }
        let fits = |choice: &&&Value| {
            let mut trial = Shape::default();
            trial.value(choice, value, owner);
            trial.found.is_empty()
        };
        if !choices.iter().any(|it| fits(&it)) {
            let all: Vec<&str> = choices.iter().flat_map(|it| types(it)).collect();
            self.report(span_of(value), expected(&all, &Value::Null), None);
        }
    }

    /// One of several words.
    fn name(&mut self, names: &[&str], value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::String(word) if names.contains(&word.as_ref()) => {}
            DeValue::String(word) => {
                let help = did_you_mean(word, names.iter().copied());
                let message = say(
                    format!("没有 {word} 这一取值，可用的有：{}", names.join("、")),
                    format!("there is no value {word} here, but: {}", names.join(", ")),
                );
                self.report(span_of(value), message, help);
            }
            _ => {
                let message = say(
                    format!("此处应为以下之一：{}", quoted(names, "、")),
                    format!("one of these is expected here: {}", quoted(names, ", ")),
                );
                self.report(span_of(value), message, None);
            }
        }
    }

    /// A table whose only entry says which of several shapes it has.
    fn tagged(
        &mut self,
        choices: &[(&str, &Value)],
        value: &Spanned<DeValue<'_>>,
        owner: Owner<'_>,
    ) {
        let known: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let DeValue::Table(table) = value.get_ref() else {
            return self.report(span_of(value), expected(&["object"], &Value::Null), None);
        };
        let place = owner.map_or(span_of(value), |it| it.1);
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key_span(key));
        let mut entries = entries.into_iter();
        let Some((key, inner)) = entries.next() else {
            let message = say("此处是空的", "there is nothing in it");
            let help = say(
                format!("写明以下之一：{}", known.join("、")),
                format!("name one of these: {}", known.join(", ")),
            );
            return self.report(place, message, Some(help));
        };
        for (key, _) in entries {
            let message = say(
                format!("此处只能有一项，{} 是多余的", key.get_ref()),
                format!("only one entry may stand here; {} is one more", key.get_ref()),
            );
            self.report(key_span(key), message, None);
        }
        let name: &str = key.get_ref();
        match choices.iter().find(|(known, _)| *known == name) {
            Some((_, schema)) => {
                self.value(schema, inner, Some((name, key_span(key))));
            }
            None => self.unknown(key_span(key), name, &known),
        }
    }

    /// A table with entries of its own names, or of any.
    fn table(&mut self, schema: &Value, table: &DeTable<'_>, owner: Owner<'_>) {
        let empty = serde_json::Map::new();
        let known = schema.get("properties").and_then(Value::as_object).unwrap_or(&empty);
        let open = schema.get("additionalProperties").filter(|it| it.is_object());
        let names: Vec<&str> = known.keys().map(String::as_str).collect();
        let mut guessed: Vec<String> = Vec::new();
        for (key, value) in table {
            let (name, span): (&str, Span) = (key.get_ref(), key_span(key));
            match (known.get(name), open) {
                (Some(schema), _) | (None, Some(schema)) => {
                    self.value(schema, value, Some((name, span)));
                }
                (None, None) => {
                    if self.found.len() < MAX_FOUND {
                        guessed.extend(nearest(name, &names));
                    }
                    self.unknown(span, name, &names);
                }
            }
        }
        let required = schema.get("required").and_then(Value::as_array);
        for name in required.into_iter().flatten().filter_map(Value::as_str) {
            // A slip in its name was told.
            if !table.contains_key(name) && !guessed.iter().any(|it| it == name) {
                self.missing(name, known.get(name), owner);
            }
        }
    }

    fn unknown(&mut self, span: Span, name: &str, known: &[&str]) {
        if self.found.len() >= MAX_FOUND {
            self.more += 1;
            return;
        }
        let misplaced = || {
            let own = self.root.contains(&name) && !known.contains(&name);
            own.then(|| {
                say(
                    format!("{name} 是整个文件的一项，应移到第一个 [ ] 之前"),
                    format!("{name} belongs to the whole file: move it above the first [ ]"),
                )
            })
        };
        let help = misplaced().or_else(|| did_you_mean(name, known.iter().copied()));
        let message = if known.len() > MAX_LISTED {
            say(format!("不认识的名称 {name}"), format!("unknown name {name}"))
        } else {
            say(
                format!("不认识的名称 {name}，可用的有：{}", known.join("、")),
                format!("unknown name {name}; there are: {}", known.join(", ")),
            )
        };
        self.report(span, message, help);
    }

    fn missing(&mut self, name: &str, schema: Option<&Value>, owner: Owner<'_>) {
        let span = owner.map_or(Span::at(0), |it| it.1);
        let message = match owner.filter(|it| !it.0.is_empty()) {
            Some((own, _)) => say(
                format!("{own} 缺少必填项 {name}"),
                format!("{own} lacks {name}, which must be given"),
            ),
            None => say(format!("缺少必填项 {name}"), format!("{name} must be given")),
        };
        let about = |lang| schema.and_then(|it| schema::description(it, lang));
        let help = about(Lang::Zh).zip(about(Lang::En));
        let help = help.map(|(zh, en)| say(format!("{name}：{zh}"), format!("{name}: {en}")));
        self.report(span, message, help);
    }
}

fn is_date(schema: &Value) -> bool {
    schema.get("format").is_some_and(|it| it == "date")
}

/// How a table is written that is one of a list.
fn as_list(own: &DeValue<'_>, kind: Option<&str>, owner: Owner<'_>) -> Option<Bilingual> {
    let (name, _) = owner.filter(|it| !it.0.is_empty())?;
    match (own, kind) {
        (DeValue::Table(_), Some("array")) => {
            let head = format!("[[{name}]]");
            Some(say(format!("另起一节的写作 {head}"), format!("as a section it is {head}")))
        }
        (DeValue::String(_), Some("array")) => Some(say(
            "每一项本身也是列表，如 [[\"新媒体\"], [\"微信\", \"微博\"]]",
            "each item is a list itself: [[\"新媒体\"], [\"微信\", \"微博\"]]",
        )),
        _ => None,
    }
}

fn is_a(value: &DeValue<'_>, kind: &str) -> bool {
    match value {
        DeValue::String(_) => kind == "string",
        DeValue::Datetime(_) => false,
        DeValue::Integer(_) => matches!(kind, "integer" | "number"),
        DeValue::Float(_) => kind == "number",
        DeValue::Boolean(_) => kind == "boolean",
        DeValue::Array(_) => kind == "array",
        DeValue::Table(_) => kind == "object",
    }
}

fn expected(types: &[&str], schema: &Value) -> Bilingual {
    let date = is_date(schema);
    let words = |lang: Lang| {
        let word = |kind: &&str| match *kind {
            "string" if date => lang.pick("日期，如 2027-03-31", "a date such as 2027-03-31"),
            "string" => lang.pick("文字（用引号括起）", "text in quotes"),
            "integer" => lang.pick("整数", "a whole number"),
            "number" => lang.pick("数字", "a number"),
            "boolean" => lang.pick(" true 或 false", "true or false"),
            "array" => lang.pick("列表（用方括号括起）", "a list in square brackets"),
            _ => lang.pick("表（用花括号括起，或另起一节）", "a table, in braces or as a section"),
        };
        types.iter().map(word).collect::<Vec<_>>().join(lang.pick("或", " or "))
    };
    say(
        format!("取值的类型不符，此处应为{}", words(Lang::Zh)),
        format!("of another type; {} is expected here", words(Lang::En)),
    )
}

fn nearest(name: &str, known: &[&str]) -> Option<String> {
    let best = known.iter().map(|it| (strsim::damerau_levenshtein(name, it), *it)).min()?;
    did_you_mean(name, [best.1]).map(|_| best.1.to_owned())
}

fn quoted(names: &[&str], by: &str) -> String {
    names.iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>().join(by)
}

fn span_of<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span::new(range.start, range.end)
}

fn key_span(key: &Spanned<std::borrow::Cow<'_, str>>) -> Span {
    span_of(key)
}
