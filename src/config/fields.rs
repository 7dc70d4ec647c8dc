//! Takes values out of a TOML table one by one, each checked, and keeps what is wrong with its
//! place, so that all mistakes of a file are told at once.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::Placed;
use crate::date::Date;
use crate::rule::{Bilingual, Problem, did_you_mean, say};
use crate::text::Span;

/// Mistakes of a file that are told one by one: in one that is no such file all may be wrong.
pub(super) const MOST_TOLD: usize = 50;

/// What is known of the file, and what is wrong with it.
pub(super) struct Reader<'a> {
    path: &'a str,
    pub text: &'a str,
    /// Those that may be told, in no order.
    mistakes: Vec<Mistake>,
    /// How many there are in all.
    found: usize,
}

struct Mistake {
    span: Span,
    message: Bilingual,
    help: Option<Bilingual>,
}

/// The values of one table that were not taken yet.
pub(super) struct Fields<'t> {
    /// The name of the table, as it stands in the file; empty at the top.
    name: &'static str,
    entries: Vec<(Spanned<DeString<'t>>, Spanned<DeValue<'t>>)>,
    asked: Vec<&'static str>,
    pub span: Span,
}

/// What a value should be: Chinese, English, and how it is written.
struct Wanted(&'static str, &'static str, &'static str);

const TEXT: Wanted = Wanted("用引号括起的文字", "text in quotes", "\"…\"");
const TEXTS: Wanted = Wanted("文字的列表", "a list of texts", "[\"…\", \"…\"]");
const NUMBER: Wanted = Wanted("整数", "a whole number", "0");
const DATE: Wanted = Wanted("日期", "a date", "2027-03-31");

impl<'a> Reader<'a> {
    pub(super) fn new(path: &'a str, text: &'a str) -> Self {
        Self { path, text, mistakes: Vec::new(), found: 0 }
    }

    pub(super) fn report(&mut self, span: Span, message: Bilingual, help: Option<Bilingual>) {
        self.found += 1;
        self.mistakes.push(Mistake { span, message, help });
        if self.mistakes.len() > 2 * MOST_TOLD {
            self.keep_first();
        }
    }

    /// Counts further mistakes of which none is among the first [`MOST_TOLD`] and one more.
    pub(super) fn pass_over(&mut self, count: usize) {
        self.found += count;
    }

    /// Whether nothing is wrong so far.
    pub(super) fn is_content(&self) -> bool {
        self.found == 0
    }

    /// The first mistakes in the order of the text, and how many more there are.
    pub(super) fn problems(mut self) -> Vec<Problem> {
        self.keep_first();
        if self.found > MOST_TOLD {
            let next = self.mistakes.pop();
            let message = more(self.found - MOST_TOLD);
            self.mistakes.extend(next.map(|it| Mistake { message, help: None, ..it }));
        }
        let source: Arc<str> = self.text.into();
        let problem = |Mistake { span, message, help }| {
            let (path, source) = (self.path.to_owned(), Arc::clone(&source));
            Problem { path, source, span, message, help }
        };
        self.mistakes.into_iter().map(problem).collect()
    }

    /// Keeps what may be told, and the first of the others, where the count of them will stand.
    fn keep_first(&mut self) {
        self.mistakes.sort_by_key(|it| it.span);
        self.mistakes.truncate(MOST_TOLD + 1);
    }

    fn mistyped(&mut self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &Wanted) {
        let Wanted(zh, en, sample) = wanted;
        let message = say(format!("{key} 应为{zh}"), format!("`{key}` should be {en}"));
        let help = say(format!("写作 {key} = {sample}"), format!("write {key} = {sample}"));
        self.report(span(value), message, Some(help));
    }
}

impl<'t> Fields<'t> {
    pub(super) fn new(name: &'static str, table: DeTable<'t>, span: Span) -> Self {
        Self { name, entries: table.into_iter().collect(), asked: Vec::new(), span }
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'t>>> {
        self.asked.push(key);
        let at = self.entries.iter().position(|(name, _)| name.get_ref() == key)?;
        Some(self.entries.swap_remove(at).1)
    }

    /// Text that is not blank.
    pub(super) fn text(
        &mut self,
        key: &'static str,
        to: &mut Reader<'_>,
    ) -> Option<Placed<String>> {
        let value = self.take(key)?;
        let text = words(key, &value, &TEXT, to)?;
        Some(text)
    }

    /// Text that must be there.
    pub(super) fn needed(
        &mut self,
        key: &'static str,
        sample: Bilingual,
        to: &mut Reader<'_>,
    ) -> Option<Placed<String>> {
        if !self.entries.iter().any(|(name, _)| name.get_ref() == key) {
            let name = self.name;
            let message = say(format!("{name} 缺少 {key}"), format!("{name} lacks `{key}`"));
            to.report(self.span, message, Some(sample));
        }
        self.text(key, to)
    }

    /// A list of texts that are not blank.
    pub(super) fn texts(&mut self, key: &'static str, to: &mut Reader<'_>) -> Vec<Placed<String>> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            to.mistyped(key, &value, &TEXTS);
            return Vec::new();
        };
        items.iter().filter_map(|item| words(key, item, &TEXTS, to)).collect()
    }

    /// One of a few names.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        key: &'static str,
        known: &[(&str, T)],
        to: &mut Reader<'_>,
    ) -> Option<Placed<T>> {
        let value = self.take(key)?;
        one_of(key, &value, known, to)
    }

    /// A whole number from `least` to `most`.
    pub(super) fn number(
        &mut self,
        key: &'static str,
        (least, most): (u32, u32),
        to: &mut Reader<'_>,
    ) -> Option<Placed<u32>> {
        let value = self.take(key)?;
        let DeValue::Integer(number) = value.get_ref() else {
            to.mistyped(key, &value, &NUMBER);
            return None;
        };
        let number = i64::from_str_radix(number.as_str(), number.radix()).ok();
        let number = number.and_then(|it| u32::try_from(it).ok());
        let Some(number) = number.filter(|it| (least..=most).contains(it)) else {
            let message = say(
                format!("{key} 应在 {least} 至 {most} 之间"),
                format!("`{key}` should be from {least} to {most}"),
            );
            to.report(span(&value), message, None);
            return None;
        };
        Some(Placed { value: number, span: span(&value) })
    }

    /// A day of the calendar, as a date or as text.
    pub(super) fn date(&mut self, key: &'static str, to: &mut Reader<'_>) -> Option<Placed<Date>> {
        let value = self.take(key)?;
        let written = match value.get_ref() {
            DeValue::Datetime(it) if it.time.is_none() && it.offset.is_none() => it.to_string(),
            DeValue::String(it) => it.to_string(),
            _ => String::new(),
        };
        let Ok(date) = written.parse::<Date>() else {
            to.mistyped(key, &value, &DATE);
            return None;
        };
        Some(Placed { value: date, span: span(&value) })
    }

    /// A table; an empty one where it is not there.
    pub(super) fn section(
        &mut self,
        key: &'static str,
        name: &'static str,
        to: &mut Reader<'_>,
    ) -> Fields<'t> {
        let mut section = Fields::new(name, DeTable::new(), Span::at(0));
        if let Some(value) = self.take(key) {
            let at = span(&value);
            match value.into_inner() {
                DeValue::Table(table) => section = Fields::new(name, table, at),
                _ => to.report(at, not_a_table(key, name), None),
            }
        }
        section
    }

    /// The tables of a list.
    pub(super) fn sections(
        &mut self,
        key: &'static str,
        name: &'static str,
        to: &mut Reader<'_>,
    ) -> Vec<Fields<'t>> {
        let mut sections = Vec::new();
        let Some(value) = self.take(key) else { return sections };
        let at = span(&value);
        let DeValue::Array(items) = value.into_inner() else {
            to.report(at, not_a_table(key, name), None);
            return sections;
        };
        for item in items {
            let at = span(&item);
            match item.into_inner() {
                DeValue::Table(table) => sections.push(Fields::new(name, table, at)),
                _ => to.report(at, not_a_table(key, name), None),
            }
        }
        sections
    }

    /// All entries, whatever their names: each one of a few names.
    pub(super) fn all_one_of<T: Copy>(
        self,
        known: &[(&str, T)],
        to: &mut Reader<'_>,
    ) -> Vec<(Placed<String>, Placed<T>)> {
        let mut entries = self.entries;
        entries.sort_by_key(|(key, _)| key.span().start);
        let read = |(key, value): (Spanned<DeString<'_>>, _)| {
            let place = Span::new(key.span().start, key.span().end);
            let level = one_of(key.get_ref(), &value, known, to)?;
            Some((Placed { value: key.get_ref().to_string(), span: place }, level))
        };
        entries.into_iter().filter_map(read).collect()
    }

    /// Reports what nobody asked for.
    pub(super) fn finish(mut self, to: &mut Reader<'_>) {
        self.entries.sort_by_key(|(key, _)| key.span().start);
        let rest = self.entries.split_off(self.entries.len().min(MOST_TOLD + 1));
        to.pass_over(rest.len());
        let (listed, known) = (self.asked.join("、"), self.asked.join(", "));
        for (key, _) in self.entries {
            let name = key.get_ref();
            let message = say(
                format!("不认识的设置 {name}，可用的有：{listed}"),
                format!("unknown setting `{name}`; there are: {known}"),
            );
            let help = did_you_mean(name, self.asked.iter().copied());
            to.report(Span::new(key.span().start, key.span().end), message, help);
        }
    }
}

/// That there are more mistakes, from here on.
fn more(count: usize) -> Bilingual {
    say(
        format!("从这里起还有 {count} 处错误，未逐一列出"),
        format!("{count} more mistakes from here on are not told"),
    )
}

fn span(value: &Spanned<DeValue<'_>>) -> Span {
    Span::new(value.span().start, value.span().end)
}

fn not_a_table(key: &str, name: &str) -> Bilingual {
    say(format!("{key} 应写作 {name} 一节"), format!("`{key}` should be a section {name}"))
}

fn words(
    key: &str,
    value: &Spanned<DeValue<'_>>,
    wanted: &Wanted,
    to: &mut Reader<'_>,
) -> Option<Placed<String>> {
    let DeValue::String(text) = value.get_ref() else {
        to.mistyped(key, value, wanted);
        return None;
    };
    if text.trim().is_empty() {
        let message = say(format!("{key} 不能为空"), format!("`{key}` must not be empty"));
        let help = say("填写内容，或删去此项", "fill it in, or leave it out");
        to.report(span(value), message, Some(help));
        return None;
    }
    Some(Placed { value: text.to_string(), span: span(value) })
}

fn one_of<T: Copy>(
    key: &str,
    value: &Spanned<DeValue<'_>>,
    known: &[(&str, T)],
    to: &mut Reader<'_>,
) -> Option<Placed<T>> {
    let DeValue::String(text) = value.get_ref() else {
        to.mistyped(key, value, &TEXT);
        return None;
    };
    let found = known.iter().find(|(name, _)| name == text);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let message = say(
            format!("{key} 不能取“{text}”，可取的值：{}", names.join("、")),
            format!("`{key}` cannot be `{text}`; expected one of: {}", names.join(", ")),
        );
        to.report(span(value), message, did_you_mean(text, names));
    }
    found.map(|(_, it)| Placed { value: *it, span: span(value) })
}
