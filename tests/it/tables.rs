//! One wrong cell in a table that adds up is told at that cell, or in its row or column.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use hegui::engine::{Ruleset, Settings, judge_by};
use hegui::form::{Cell, CellAddress, Content, Filled};
use hegui::report::Severity;
use hegui::rule::{Pack, Packs};
use hegui::source::Format;
use hegui::text::Span;
use hegui::{facts, reader};

/// The sums of tables three and four.
const SUMS: [&str; 4] = ["HG0507", "HG0508", "HG0509", "HG0511"];

/// Code, form and cell, and place of a finding.
type Told = (String, Option<(String, CellAddress)>, Span);

static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::builtin().unwrap());

/// The rules for the year of a golden report, whose search is built once.
fn rules(golden: &str) -> Ruleset<'static> {
    let year = golden.split('/').next().unwrap().parse().unwrap();
    Ruleset::select(&PACKS, Some(year), &Settings::default())
}

/// Every finding that is more than a hint.
fn findings(rules: &Ruleset<'_>, text: &str) -> Vec<Told> {
    let doc = reader::read(text.to_owned(), Format::Txt, &Pack::vocabulary(&PACKS.packs));
    let verdict = judge_by(&doc, &facts::extract(&doc), rules, &Settings::default());
    let found = verdict.findings.iter().filter(|it| it.severity > Severity::Info);
    let named = |(table, at): (usize, CellAddress)| (doc.forms[table].form.id.to_string(), at);
    found
        .map(|it| {
            let primary = it.finding.primary;
            (it.rule.code().to_owned(), primary.cell.map(named), primary.span)
        })
        .collect()
}

/// A golden report with other numbers in cells of its table three.
fn changed(golden: &str, mut change: impl FnMut(&Filled, &Cell) -> Option<i128>) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/golden").join(golden);
    let mut text = fs::read_to_string(path).unwrap();
    let doc = reader::read(text.clone(), Format::Txt, &Pack::vocabulary(&PACKS.packs));
    let form = doc.forms.iter().find(|it| it.form.id == "T3").unwrap();
    for cell in form.cells.iter().rev() {
        if let Some(number) = change(form, cell) {
            text.replace_range(cell.span.range(), &number.to_string());
        }
    }
    text
}

fn whole(cell: &Cell) -> i128 {
    let Content::Number(number) = &cell.content else { panic!("{cell:?}") };
    number.whole().unwrap()
}

const GOLDEN: [&str; 4] =
    ["2023/county.txt", "2023/township.txt", "2020/department.txt", "2024/city.txt"];

#[test]
fn an_item_left_out_of_the_totals_is_one_finding_at_the_first_of_them() {
    let mut tried = 0;
    for golden in GOLDEN {
        let rules = rules(golden);
        for item in 2..24 {
            let mut first = None;
            let text = changed(golden, |form, cell| {
                let (key, at) = (&form.row(cell.at).unwrap().key, cell.at);
                let row =
                    if form.row(CellAddress { row: item, ..at })?.key == "3.7" { 0 } else { item };
                let left_out = form.cell(CellAddress { row, ..at }).map(whole)?;
                if key != "3.7" || row == 0 || left_out == 0 {
                    return None;
                }
                first = Some(at).into_iter().chain(first).min();
                Some(whole(cell) - left_out)
            });
            let Some(first) = first else { continue };
            let found = findings(&rules, &text);
            let [(code, Some((_, at)), _)] = found.as_slice() else {
                panic!("{golden} {item}: {found:?}")
            };
            assert_eq!((code.as_str(), *at), ("HG0508", first), "{golden} {item}");
            tried += 1;
        }
    }
    assert!(tried > 20, "{tried}");
}

#[test]
fn a_row_or_column_of_totals_left_nought_is_one_finding() {
    for golden in GOLDEN {
        let rules = rules(golden);
        for (row, column, code) in [(Some("3.7"), None, "HG0508"), (None, Some("total"), "HG0509")]
        {
            let text = changed(golden, |form, cell| {
                let key = form.row(cell.at)?.key.as_str();
                let same = row == Some(key) || column == Some(form.column(cell.at)?.key.as_str());
                same.then_some(0)
            });
            let found = findings(&rules, &text);
            let [(told, ..)] = found.as_slice() else { panic!("{golden} {code}: {found:?}") };
            assert_eq!(told, code, "{golden}");
        }
    }
}

#[test]
fn one_more_in_a_cell_is_found_there_and_nowhere_else() {
    for golden in GOLDEN {
        let rules = rules(golden);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/golden").join(golden);
        let text = fs::read_to_string(path).unwrap();
        let doc = reader::read(text.clone(), Format::Txt, &Pack::vocabulary(&PACKS.packs));
        let summed = doc.forms.iter().filter(|it| it.form.id == "T3" || it.form.id == "T4");
        let mut cells = 0;
        for form in summed {
            for cell in &form.cells {
                let Content::Number(number) = &cell.content else { panic!("{cell:?}") };
                let more = number.whole().unwrap() + 1;
                let mut changed = text.clone();
                changed.replace_range(cell.span.range(), &more.to_string());
                let found = findings(&rules, &changed);
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

/// Two columns lack the same in the same rows, and any of three rows may be meant: the columns are
/// told, and the sum of two rows is not given for the figure of one.
#[test]
fn a_sum_of_two_rows_is_no_figure_of_a_cell() {
    let text = "\
石桥街道办事处2021年政府信息公开工作年度报告
三、收到和处理政府信息公开申请情况
情形\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计
一、本年新收政府信息公开申请数量\t5\t1\t0\t0\t0\t0\t6
二、上年结转政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1
（七）总计\t6\t1\t0\t0\t0\t0\t7
四、结转下年度继续办理\t1\t0\t0\t0\t0\t0\t1
";
    let doc = reader::read(text.to_owned(), Format::Txt, &Pack::vocabulary(&PACKS.packs));
    let rules = Ruleset::select(&PACKS, Some(2021), &Settings::default());
    let verdict = judge_by(&doc, &facts::extract(&doc), &rules, &Settings::default());
    let told: Vec<_> = verdict.findings.iter().filter(|it| it.rule.code() == "HG0507").collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].finding.variant, "");
    assert_eq!(told[0].finding.values.get("stated"), Some(&"6".into()));
}
