//! What came of examples and mutations: for people, and as JSON.

mod json;
mod notes;
mod picture;

use std::collections::BTreeMap;
use std::io::{self, Write};

use toml::Spanned;

use self::json::Result as JsonResult;
use super::Look;
use crate::lang::Lang;
use crate::mutation::{Mutation, MutationFile};
use crate::rule::{Example, Rule};
use crate::text::Text;
use crate::trial::{Misjudged, Trial};

/// What was tried, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// What it is.
    pub kind: CaseKind<'a>,
    /// The pack it comes with.
    pub pack: &'a str,
    /// Its file.
    pub path: &'a str,
    /// The text of that file.
    pub source: &'a Text,
    /// Which one of its file it is, from 0.
    pub index: usize,
}

/// What can be tried.
#[derive(Clone, Copy, Debug)]
pub enum CaseKind<'a> {
    /// An example of a rule.
    Example(&'a Rule, &'a Spanned<Example>),
    /// A mutation, and the rule it is for.
    Mutation(&'a Rule, &'a Spanned<Mutation>),
    /// A report before it is changed.
    Report(&'a MutationFile),
}

/// Tells one case after the other, and then how many came out well.
pub struct Trials<'o> {
    look: Look,
    verbose: bool,
    out: Box<dyn Write + 'o>,
    /// The results in JSON, where that is wanted.
    results: Option<Vec<JsonResult>>,
    /// Validated examples and mutations.
    good: (usize, usize),
    misjudged: BTreeMap<&'static str, usize>,
}

/// What is told at the end that is no verdict.
#[derive(Clone, Default, Debug)]
pub struct Asides {
    /// How many rules no mutation is for.
    pub without_mutation: usize,
    /// Rules not in force whose mutations were not tried.
    pub not_in_force: Vec<String>,
}

impl<'o> Trials<'o> {
    /// Pictures of what came out badly; with `verbose` a line for each of the others.
    pub fn pretty(look: Look, verbose: bool, out: Box<dyn Write + 'o>) -> Self {
        let (good, misjudged) = ((0, 0), BTreeMap::new());
        Self { look, verbose, out, results: None, good, misjudged }
    }

    /// All results as JSON.
    pub fn json(look: Look, out: Box<dyn Write + 'o>) -> Self {
        Self { results: Some(Vec::new()), ..Self::pretty(look, false, out) }
    }

    /// Tells one case.
    pub fn add(&mut self, case: &Case<'_>, trial: &Trial) -> io::Result<()> {
        match (&trial.misjudged, case.kind) {
            (Some(how), _) => *self.misjudged.entry(how.name()).or_default() += 1,
            (None, CaseKind::Example(..)) => self.good.0 += 1,
            (None, CaseKind::Mutation(..)) => self.good.1 += 1,
            // A report that is silent is only where its mutations begin.
            (None, CaseKind::Report(_)) => return Ok(()),
        }
        if let Some(results) = &mut self.results {
            results.push(JsonResult::of(case, trial));
            return Ok(());
        }
        match &trial.misjudged {
            Some(how) => writeln!(self.out, "{}", picture::block(self.look, case, trial, how))?,
            None if self.verbose => writeln!(self.out, "{}", self.line(case))?,
            None => {}
        }
        self.out.flush()
    }

    /// Tells how many came out well; gives how many did not.
    pub fn finish(mut self, asides: &Asides) -> io::Result<usize> {
        let bad = self.misjudged.values().sum();
        let text = match self.results.take() {
            Some(results) => json::document(results, self.good, &self.misjudged, asides),
            None => self.sentences(bad, asides),
        };
        self.out.write_all(text.as_bytes())?;
        self.out.flush()?;
        Ok(bad)
    }

    fn line(&self, case: &Case<'_>) -> String {
        let lang = self.look.lang;
        let rule = case.rule().map_or(String::new(), |it| format!("{} {}", it.code(), it.id()));
        let (word, what) = (lang.pick("通过", "validated"), case.named(lang));
        self.look.shown(&format!("{word}  {rule}  {}:{}  {what}", case.path, case.line()))
    }

    fn sentences(&self, bad: usize, asides: &Asides) -> String {
        let (lang, (examples, mutations)) = (self.look.lang, self.good);
        let told = |name: &&str| {
            let (count, word) = (*self.misjudged.get(*name)?, verdict(name, lang));
            Some(lang.pick(format!("{word} {count} 个"), format!("{count} {word}")))
        };
        let told: Vec<String> = Misjudged::NAMES.iter().filter_map(told).collect();
        let told = told.join(lang.pick("、", ", "));
        let good = lang.pick(
            format!("{examples} 个示例、{mutations} 处改动通过"),
            format!(
                "{} and {} validated",
                counted(examples, "example"),
                counted(mutations, "mutation")
            ),
        );
        let rest = match bad {
            0 => lang.pick("。", ".").to_owned(),
            _ => lang.pick(format!("，{bad} 个未通过：{told}。"), format!(", {bad} not: {told}.")),
        };
        let mut out = self.wrapped(&(good + &rest));
        if asides.without_mutation > 0 {
            let count = asides.without_mutation;
            out += &self.wrapped(&lang.pick(
                format!("提示：{count} 条规则没有改动测试。"),
                format!("note: no mutation is for {}.", counted(count, "rule")),
            ));
        }
        if !asides.not_in_force.is_empty() {
            let names = asides.not_in_force.join(lang.pick("、", ", "));
            out += &self.wrapped(&lang.pick(
                format!("提示：改动测试只针对启用（active）的规则，这些规则的未运行：{names}。"),
                format!("note: mutations are for active rules; not run for {names}."),
            ));
        }
        out
    }

    fn wrapped(&self, sentence: &str) -> String {
        let lines = self.look.wrap(&self.look.shown(sentence), self.look.width, self.look.width);
        lines.join("\n") + "\n"
    }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A verdict, by its name in JSON, as a word.
fn verdict(name: &str, lang: Lang) -> &'static str {
    let (zh, en) = match name {
        "not-compliant" => ("报告本身有问题", "report not compliant"),
        "missing" => ("漏报", "missing"),
        "noisy" => ("误报", "noisy"),
        "wrong-place" => ("位置不符", "wrong place"),
        "other-outcome" => ("结果不符", "other outcome"),
        "wrong-severity" => ("级别不符", "wrong severity"),
        "wrong-fix" => ("改正不符", "wrong fix"),
        "unfinished-fix" => ("改正未尽", "unfinished fix"),
        _ => ("运行出错", "crashed"),
    };
    lang.pick(zh, en)
}

impl<'a> Case<'a> {
    /// The rule that is tried.
    fn rule(&self) -> Option<&'a Rule> {
        match self.kind {
            CaseKind::Example(rule, _) | CaseKind::Mutation(rule, _) => Some(rule),
            CaseKind::Report(_) => None,
        }
    }

    /// The line of its file where it begins, from 1.
    fn line(&self) -> usize {
        let span = match self.kind {
            CaseKind::Example(_, it) => it.span(),
            CaseKind::Mutation(_, it) => it.span(),
            CaseKind::Report(file) => file.report.span(),
        };
        self.source.line_at(span.start) + 1
    }

    /// What it is, in words.
    fn named(&self, lang: Lang) -> String {
        let number = self.index + 1;
        match self.kind {
            CaseKind::Example(..) => {
                lang.pick(format!("第 {number} 个示例"), format!("example {number}"))
            }
            CaseKind::Mutation(..) => {
                lang.pick(format!("第 {number} 处改动"), format!("mutation {number}"))
            }
            CaseKind::Report(file) => {
                let name = file.report.get_ref();
                lang.pick(format!("报告 {name}"), format!("the report {name}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::ColumnUnit;
    use crate::rule::Packs;

    #[test]
    fn a_crash_is_told_as_a_mistake_of_the_program() {
        let packs = Packs::builtin().unwrap();
        let rule = packs.rules()[0];
        let source = Text::new(Packs::builtin_text(&rule.path).unwrap().to_owned());
        let kind = CaseKind::Example(rule, &rule.example[0]);
        let case = Case { kind, pack: &rule.pack, path: &rule.path, source: &source, index: 0 };
        let (lang, unit) = (Lang::Zh, ColumnUnit::Char);
        let look = Look { lang, width: 100, wide: false, color: false, unit, links: None };
        let mut out = Vec::new();
        let mut trials = Trials::pretty(look, false, Box::new(&mut out));
        trials.add(&case, &Trial::crashed("除以零".to_owned())).unwrap();
        assert_eq!(trials.finish(&Asides::default()).unwrap(), 1);
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("程序内部错误（除以零），请向开发者反馈"), "{out}");
        assert!(out.contains(&format!("{}:{}，第 1 个示例", rule.path, case.line())), "{out}");
        assert!(out.ends_with("1 个未通过：运行出错 1 个。\n"), "{out}");
    }
}
