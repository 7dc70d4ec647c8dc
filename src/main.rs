//! The `hegui` program (placeholder until the command line stands).
#![allow(clippy::print_stdout, reason = "placeholder")]

use hegui::{
    engine, facts, reader,
    rule::{Pack, Packs},
    source,
};

fn main() {
    let Ok(packs) = Packs::builtin() else {
        println!("bad packs");
        return;
    };
    for path in std::env::args().skip(1) {
        let Ok(source) =
            source::read(path.as_ref(), source::EncodingChoice::Auto, &source::Limits::default())
        else {
            println!("{path}: unreadable");
            continue;
        };
        let doc = reader::read(source.text, source.format, &Pack::vocabulary(&packs.packs));
        let facts = facts::extract(&doc);
        for section in &doc.sections {
            println!("  # {} {:?} {}", section.level, doc.words(section.heading), section.run_in);
        }
        for g in &facts.groups {
            let Some(t) = facts.figures.get(g.total) else { continue };
            println!(
                "  + {} {} = {:?} {:?} loose={} overlap={} sum={:?}",
                doc.words(t.label),
                doc.words(t.span),
                g.parts
                    .iter()
                    .filter_map(|&p| facts.figures.get(p))
                    .map(|p| format!("{}:{}", doc.words(p.label), doc.words(p.span)))
                    .collect::<Vec<_>>(),
                g.closure,
                g.loose,
                g.overlapping,
                g.sum.map(|it| it.to_string())
            );
        }
        let verdict = engine::judge(&doc, &facts, &packs, &engine::Settings::default());
        println!("{path}: year {:?} body {:?}", verdict.year, facts.body);
        for it in &verdict.findings {
            let at = doc.text.position(it.finding.primary.span.start());
            println!(
                "{}:{}: {} {} {} 「{}」 {:?}",
                at.line,
                at.column,
                it.severity.name(),
                it.rule.code(),
                it.rule.id(),
                doc.words(it.finding.primary.span),
                it.finding.values
            );
        }
    }
}
