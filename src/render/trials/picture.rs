//! A case that came out badly: its verdict, its place in the file of the pack, and in words what
//! was expected and what was found.

use super::super::excerpt::{Headline, draw};
use super::super::pretty;
use super::super::window::Marked;
use super::notes::notes;
use super::{Case, CaseKind, Look, verdict};
use crate::examples::unmark;
use crate::lang::Lang;
use crate::origin::Origin;
use crate::report::Severity;
use crate::rule::Literal;
use crate::text::Span;
use crate::trial::{Misjudged, Trial, places};

pub(super) fn block(look: Look, case: &Case<'_>, trial: &Trial, how: &Misjudged) -> String {
    let lang = look.lang;
    let word = verdict(how.name(), lang);
    let (lead, subject) = match case.rule() {
        Some(rule) => {
            let (code, id, title) = (rule.code(), rule.id(), rule.title.get(lang));
            let title = lang.pick(format!("{id} {title}："), format!("{id} {title}: "));
            (format!("{word}[{code}]"), title)
        }
        None => (word.to_owned(), String::new()),
    };
    let message = subject + &sentence(case, how, lang);
    let headline = Headline { severity: Severity::Error, lead: &lead, message: &message };
    let marks = marks(case, trial, lang);
    let mut block = draw(look, &headline, case.path, (case.source, &Origin::View), &marks);
    for (name, text) in notes(case, trial, how, lang) {
        block += &pretty::note(look, name, &text);
    }
    block
}

fn sentence(case: &Case<'_>, how: &Misjudged, lang: Lang) -> String {
    let (zh, en) = match how {
        Misjudged::NotCompliant if case.rule().is_some() => (
            "这条规则默认不启用；启用后，未改动的报告就报出问题",
            "this rule is off unless asked for; once it is on, the report is not silent before it \
             is changed",
        ),
        Misjudged::NotCompliant => (
            "要改动的报告本身就报出问题，各处改动均未运行",
            "rules speak of the report before it is changed; its mutations were not tried",
        ),
        Misjudged::Missing => {
            ("没有报出应当报出的问题", "said nothing where something should be reported")
        }
        Misjudged::Noisy if matches!(case.kind, CaseKind::Mutation(..)) => {
            ("其他规则也报出了问题", "other rules spoke as well")
        }
        Misjudged::Noisy => ("报出了不应报出的问题", "spoke where nothing should be reported"),
        Misjudged::WrongPlace => {
            ("报出的不是应当报出之处", "spoke of another place than it should")
        }
        Misjudged::OtherOutcome => ("结论与示例所写不同", "came to another outcome"),
        Misjudged::WrongSeverity => ("问题的级别与示例所写不同", "gave another severity"),
        Misjudged::WrongFix(_) => ("改出的文字与 fixed 不同", "its fix gives another text"),
        Misjudged::UnfinishedFix(_) => ("改过之后还要再改", "there is more to fix after its fix"),
        Misjudged::Crashed(why) => {
            return lang.pick(
                format!("程序内部错误（{why}），请向开发者反馈"),
                format!("internal error ({why}), please report this"),
            );
        }
    };
    lang.pick(zh, en).to_owned()
}

/// What the picture points at in the file of the pack.
fn marks(case: &Case<'_>, trial: &Trial, lang: Lang) -> Vec<Marked> {
    match case.kind {
        CaseKind::Example(_, _) => of_example(case, trial, lang),
        CaseKind::Mutation(_, it) => {
            let it = it.get_ref();
            let marked = [&it.with, &it.text, &it.place].into_iter().flatten();
            // Where another rule spoke, or the rule of the report as it was, the right place is
            // nothing to point at.
            let wrong = [Some(Misjudged::Noisy), Some(Misjudged::NotCompliant)];
            let other = wrong.contains(&trial.misjudged);
            let label = (!other).then(|| lang.pick("应报此处", "expected here").to_owned());
            let marks = marked.flat_map(|words| {
                let span = Span::new(words.span().start, words.span().end);
                let literal = Literal::read(case.source.as_str(), span).unmarked();
                unmark(words.get_ref()).1.into_iter().map(move |mark| literal.place(mark))
            });
            let own = Marked { span: it.change(), label: None };
            let marks = marks.map(|span| Marked { span, label: label.clone() });
            let marks: Vec<Marked> = marks.collect();
            if marks.is_empty() { vec![own] } else { marks }
        }
        CaseKind::Report(file) => {
            let span = file.report.span();
            vec![Marked { span: Span::new(span.start, span.end), label: None }]
        }
    }
}

fn marked_as(span: Span, label: &str) -> Marked {
    Marked { span, label: Some(label.to_owned()) }
}

/// Where in its text an example is not reported as it should be; all that is reported where the
/// places are right.
fn of_example(case: &Case<'_>, trial: &Trial, lang: Lang) -> Vec<Marked> {
    let literal = Literal::of(case.source.as_str(), ("example", case.index), "text");
    let literal = literal.map(Literal::unmarked);
    // A file that changed while it was read has its places elsewhere.
    let Some(literal) = literal.filter(|it| it.value() == trial.text.as_str()) else {
        let start = case.source.line(case.line() - 1);
        return vec![Marked { span: start, label: None }];
    };
    let found = places(&trial.found);
    let only = |some: &[Span], others: &[Span]| -> Vec<Span> {
        some.iter().filter(|it| !others.contains(it)).map(|it| literal.place(*it)).collect()
    };
    let (here, there) =
        (lang.pick("实报此处", "found here"), lang.pick("应报此处", "expected here"));
    let wrong = only(&found, &trial.expected).into_iter().map(|it| marked_as(it, here));
    let missed = only(&trial.expected, &found).into_iter().map(|it| marked_as(it, there));
    let marks: Vec<Marked> = wrong.chain(missed).collect();
    if !marks.is_empty() {
        return marks;
    }
    let whole = vec![trial.text.span()];
    let right = if found.is_empty() { whole } else { found };
    right.into_iter().map(|it| Marked { span: literal.place(it), label: None }).collect()
}
