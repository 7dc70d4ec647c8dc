//! One wrong cell in a table that adds up is told at that cell, or in its row or column.

use std::fs;
use std::path::Path;

use hegui::engine::{Settings, judge};
use hegui::form::{CellAddress, Content};
use hegui::report::Severity;
use hegui::rule::{Pack, Packs};
use hegui::source::Format;
use hegui::text::Span;
use hegui::{facts, reader};

/// The sums of tables three and four.
const SUMS: [&str; 4] = ["HG0507", "HG0508", "HG0509", "HG0511"];

/// Code, form and cell, and place of a finding.
type Told = (String, Option<(String, CellAddress)>, Span);

/// Every finding that is more than a hint.
fn findings(packs: &Packs, text: &str) -> Vec<Told> {
    let doc = reader::read(text.to_owned(), Format::Txt, &Pack::vocabulary(&packs.packs));
    let verdict = judge(&doc, &facts::extract(&doc), packs, &Settings::default());
    let found = verdict.findings.iter().filter(|it| it.severity > Severity::Info);
    let named = |(table, at): (usize, CellAddress)| (doc.forms[table].form.id.clone(), at);
    found
        .map(|it| {
            let primary = it.finding.primary;
            (it.rule.code().to_owned(), primary.cell.map(named), primary.span)
        })
        .collect()
}

#[test]
fn one_more_in_a_cell_is_found_there_and_nowhere_else() {
    let packs = Packs::builtin().unwrap();
    for golden in ["2023/county.txt", "2023/township.txt", "2020/department.txt", "2024/city.txt"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/golden").join(golden);
        let text = fs::read_to_string(path).unwrap();
        let doc = reader::read(text.clone(), Format::Txt, &Pack::vocabulary(&packs.packs));
        let summed = doc.forms.iter().filter(|it| it.form.id == "T3" || it.form.id == "T4");
        let mut cells = 0;
        for form in summed {
            for cell in &form.cells {
                let Content::Number(number) = &cell.content else { panic!("{cell:?}") };
                let more = number.whole().unwrap() + 1;
                let mut changed = text.clone();
                changed.replace_range(cell.span.range(), &more.to_string());
                let found = findings(&packs, &changed);
                let [(code, Some((table, at)), _)] = found.as_slice() else {
                    panic!("{golden} {:?}: {found:?}", cell.at)
                };
                assert!(SUMS.contains(&code.as_str()), "{code}");
                assert_eq!(*table, form.form.id, "{golden} {:?}", cell.at);
                let near = if table == "T3" { *at == cell.at } else { at.block == cell.at.block };
                assert!(near, "{golden} {:?} told at {at:?}", cell.at);
                cells += 1;
            }
        }
        assert!(cells > 170, "{golden}: {cells} cells");
    }
}
