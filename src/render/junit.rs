//! Test results as CI servers read them: a suite a report, a case a rule.
//!
//! Only what makes the run fail is a failure, so that the server and the exit code never disagree:
//! findings from `--fail-on` on. Others are printed under a case that passed, and a case at the end
//! stands for `--max-warnings`. An ignore that should go is a case of its own. A rule that could not tell is skipped, with the reason; one that
//! has nothing to say of a report is left out, since most rules have nothing to say of most reports
//! and skipped cases are what a reader should look into. A report that was not wholly checked, and
//! an input that was not read, are errors.
//!
//! No times and no host are given, so that two runs write the same bytes. The elements are those of
//! the schema Jenkins publishes; the reason for skipping stands inside its element, where older
//! versions of that schema want it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::notice::Notice;
use super::told::{Told, shown};
use super::{Detail, Entry, Judged, Look, Renderer, Tally, Unread, escape, words};
use crate::lang::Lang;
use crate::report::Outcome;
use crate::rule::Rule;

const NAME: &str = env!("CARGO_PKG_NAME");

/// The format `junit`.
pub(super) struct Junit<'a> {
    look: Look,
    detail: Detail,
    out: Writer<Box<dyn Write + 'a>>,
    begun: bool,
}

/// A case of a suite.
struct Case {
    name: String,
    result: Result,
    /// What is printed without making the case fail.
    printed: String,
}

/// What came of a case.
enum Result {
    Passed,
    Skipped(&'static str),
    Failed(Fault),
    Broken(Fault),
}

/// Why a case did not pass.
struct Fault {
    kind: &'static str,
    message: String,
    text: String,
}

impl<'a> Junit<'a> {
    pub(super) fn new(look: Look, detail: Detail, out: Box<dyn Write + 'a>) -> Self {
        Self { look, detail, out: Writer::new_with_indent(out, b' ', 2), begun: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        self.out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        self.start(BytesStart::new("testsuites").with_attributes([("name", NAME)]))
    }

    fn start(&mut self, tag: BytesStart<'_>) -> io::Result<()> {
        self.out.write_event(Event::Start(tag))
    }

    fn end(&mut self, tag: &str) -> io::Result<()> {
        self.out.write_event(Event::End(BytesEnd::new(tag)))
    }

    fn suite(&mut self, path: &str, cases: &[Case]) -> io::Result<()> {
        self.suite_named(path, path, cases)
    }

    /// What came of comparing a report with others, apart from what was said of it before.
    fn compared(&mut self, judged: &Judged<'_>) -> io::Result<()> {
        let path = &judged.path;
        let name = match self.look.lang {
            _ if judged.is_list => path.clone(),
            Lang::Zh => format!("{path}（对照）"),
            Lang::En => format!("{path} (compared)"),
        };
        self.suite_named(&name, path, &self.rules(judged))
    }

    fn suite_named(&mut self, name: &str, path: &str, cases: &[Case]) -> io::Result<()> {
        self.begin()?;
        let count = |is: fn(&Result) -> bool| {
            cases.iter().filter(|case| is(&case.result)).count().to_string()
        };
        let (name, path) = (escape::shown(name), escape::shown(path));
        self.start(BytesStart::new("testsuite").with_attributes([
            ("name", name.as_str()),
            ("tests", &cases.len().to_string()),
            ("failures", &count(|it| matches!(it, Result::Failed(_)))),
            ("errors", &count(|it| matches!(it, Result::Broken(_)))),
            ("skipped", &count(|it| matches!(it, Result::Skipped(_)))),
        ]))?;
        cases.iter().try_for_each(|case| self.case(&path, case))?;
        self.end("testsuite")
    }

    fn case(&mut self, path: &str, case: &Case) -> io::Result<()> {
        let tag = BytesStart::new("testcase")
            .with_attributes([("classname", path), ("name", case.name.as_str())]);
        if matches!(case.result, Result::Passed) && case.printed.is_empty() {
            return self.out.write_event(Event::Empty(tag));
        }
        self.start(tag)?;
        match &case.result {
            Result::Passed => {}
            Result::Skipped(why) => self.element(BytesStart::new("skipped"), why)?,
            Result::Failed(fault) => self.fault("failure", fault)?,
            Result::Broken(fault) => self.fault("error", fault)?,
        }
        if !case.printed.is_empty() {
            self.element(BytesStart::new("system-out"), &case.printed)?;
        }
        self.end("testcase")
    }

    fn fault(&mut self, tag: &'static str, fault: &Fault) -> io::Result<()> {
        let attributes = [("type", fault.kind), ("message", fault.message.as_str())];
        self.element(BytesStart::new(tag).with_attributes(attributes), &fault.text)
    }

    fn element(&mut self, tag: BytesStart<'static>, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return self.out.write_event(Event::Empty(tag));
        }
        let end = tag.to_end().into_owned();
        self.start(tag)?;
        self.out.write_event(Event::Text(BytesText::new(text)))?;
        self.out.write_event(Event::End(end))
    }

    /// The cases of a report.
    fn judged(&self, judged: &Judged<'_>) -> Vec<Case> {
        let mut cases = vec![whole(judged, self.look.lang)];
        cases.extend(self.rules(judged));
        cases
    }

    /// The cases of the rules that looked at a report.
    fn rules(&self, judged: &Judged<'_>) -> Vec<Case> {
        let lang = self.look.lang;
        let mut cases = Vec::new();
        let mut found: BTreeMap<&str, Vec<Told<'_>>> = BTreeMap::new();
        for it in shown(judged, self.detail, lang) {
            found.entry(it.code).or_default().push(it);
        }
        for (rule, outcome) in &judged.verdict.outcomes {
            let told = found.remove(rule.code()).unwrap_or_default();
            match outcome {
                Outcome::Inapplicable(_) if told.is_empty() => {}
                Outcome::Undecided(why, _) if told.is_empty() => {
                    let result = Result::Skipped(words::why(*why, lang));
                    cases.push(Case { name: title(rule, lang), result, printed: String::new() });
                }
                _ => cases.push(self.rule(judged, rule, &told)),
            }
        }
        let others = found.values().filter_map(|told| Some((told.first()?.rule, told)));
        cases.extend(others.map(|(rule, told)| self.rule(judged, rule, told)));
        cases
    }

    /// The case of a rule with the findings it made.
    fn rule(&self, judged: &Judged<'_>, rule: &Rule, told: &[Told<'_>]) -> Case {
        let gate = self.detail.gate;
        let stops = |it: &&Told<'_>| it.suppressed.is_none() && gate.stops(it.severity);
        let (stops, rest): (Vec<_>, Vec<_>) = told.iter().partition(stops);
        let result = stops.first().map_or(Result::Passed, |first| {
            Result::Failed(Fault {
                kind: first.severity.name(),
                message: self.headline(&first.message, stops.len()),
                text: self.text(judged, &stops),
            })
        });
        let name = title(rule, self.look.lang);
        Case { name, result, printed: self.text(judged, &rest) }
    }

    /// The case of an ignore that should go.
    fn stale(&self, it: &Notice) -> Case {
        let lang = self.look.lang;
        let (line, message) = (it.range().0.line, escape::shown(&it.message));
        let at = lang.pick(format!("第 {line} 行的豁免"), format!("ignore in line {line}"));
        let advice = escape::shown(&it.advised(lang));
        let text = format!(
            "{}[{}] {}:{line}: {advice}",
            it.severity.name(),
            it.code,
            escape::path(&it.path)
        );
        if self.detail.gate.stops(it.severity) {
            let fault = Fault { kind: it.severity.name(), message, text };
            return Case { name: at, result: Result::Failed(fault), printed: String::new() };
        }
        Case { name: at, result: Result::Passed, printed: text }
    }

    /// The first finding, and how many there are if it is not the only one.
    fn headline(&self, first: &str, count: usize) -> String {
        let first = escape::shown(first);
        match (count, self.look.lang) {
            (1, _) => first,
            (_, Lang::Zh) => format!("{first}（等 {count} 处）"),
            (_, Lang::En) => format!("{first} (and {} more)", count - 1),
        }
    }

    /// The findings with their places, and what to do about them.
    fn text(&self, judged: &Judged<'_>, told: &[&Told<'_>]) -> String {
        let known = self.look.lang.pick("（已豁免）", " (suppressed)");
        let mut lines = Vec::new();
        for it in told {
            let known = if it.suppressed.is_some() { known } else { "" };
            lines.push(escape::log_line(self.look, &judged.path, it) + known);
            let advice = it.advice();
            lines.extend(advice.lines().map(|line| format!("  {}", escape::shown(line))));
        }
        lines.join("\n")
    }
}

impl Renderer for Junit<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        match entry {
            Entry::Judged(judged) => self.suite(&judged.path, &self.judged(judged)),
            Entry::Compared(judged) => self.compared(judged),
            Entry::Unread(it) => self.suite(it.path, &[unread(it, self.look.lang)]),
        }
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        self.begin()?;
        let stale = Notice::stale(tally, self.look.lang);
        for of_one in stale.chunk_by(|one, other| one.path == other.path) {
            let Some(first) = of_one.first() else { continue };
            let cases: Vec<Case> = of_one.iter().map(|it| self.stale(it)).collect();
            self.suite(&first.path, &cases)?;
        }
        if let Some(most) = self.detail.gate.most_warnings {
            let too_many = self.detail.gate.excess(tally).is_some();
            let case = warnings(tally.warnings(), most, too_many, self.look.lang);
            self.suite(NAME, &[case])?;
        }
        self.end("testsuites")?;
        let out = self.out.get_mut();
        writeln!(out)?;
        out.flush()
    }
}

fn title(rule: &Rule, lang: Lang) -> String {
    escape::shown(&format!("{} {}", rule.code(), rule.title.get(lang)))
}

/// Whether the whole report was checked; the program ends with 3 where it was not.
fn whole(judged: &Judged<'_>, lang: Lang) -> Case {
    let mut result = Result::Passed;
    if !judged.is_whole() {
        let lacks = judged.lacks(lang).join(lang.pick("；", "; "));
        let some = lang.pick("有内容未能检查", "something could not be checked");
        let message = escape::shown(if lacks.is_empty() { some } else { &lacks });
        result = Result::Broken(Fault { kind: judged.status.name(), message, text: String::new() });
    }
    Case { name: reading(lang).to_owned(), result, printed: String::new() }
}

fn unread(it: &Unread<'_>, lang: Lang) -> Case {
    let (kind, message) = (it.status.name(), escape::shown(it.message));
    let result = Result::Broken(Fault { kind, message, text: String::new() });
    Case { name: reading(lang).to_owned(), result, printed: String::new() }
}

fn reading(lang: Lang) -> &'static str {
    lang.pick("全文检查", "wholly checked")
}

/// What `--max-warnings` says of the run.
fn warnings(count: usize, most: usize, too_many: bool, lang: Lang) -> Case {
    let message = lang.pick(
        format!("共 {count} 处警告，最多允许 {most} 处"),
        format!("{count} warnings, at most {most} are allowed"),
    );
    let fault = || Fault { kind: "warning", message, text: String::new() };
    let result = if too_many { Result::Failed(fault()) } else { Result::Passed };
    let name = lang.pick("警告总数", "number of warnings").to_owned();
    Case { name, result, printed: String::new() }
}
