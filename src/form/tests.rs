//! The same table in every shape gives the same cells.

#![allow(clippy::format_collect, reason = "clearer than a fold, and short")]

use super::*;
use crate::document::Document;
use crate::reader;
use crate::rule::{Pack, Packs, Wording};
use crate::source::Format;
use std::fmt::Write as _;
use std::sync::LazyLock;

static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::builtin().unwrap());
static WORDS: LazyLock<crate::outline::Vocabulary> =
    LazyLock::new(|| Pack::vocabulary(&PACKS.packs));

fn document(text: &str) -> Document {
    reader::read(text.to_owned(), Format::Txt, &WORDS)
}

fn form(id: &str, year: i32) -> Arc<Form> {
    let mut forms = PACKS.packs.iter().flat_map(|pack| &pack.file.form);
    Arc::clone(forms.find(|it| it.id == id && it.report_years.contains(year)).unwrap())
}

/// A blank form with tabs between its cells, `value` in each.
fn with_tabs(form: &Form, value: &dyn Fn(CellAddress) -> String) -> String {
    let mut text = String::new();
    if form.layout == Layout::Across {
        let heads =
            form.block.iter().flat_map(|it| it.column.iter().map(|it| it.label.to_string()));
        let cells = form.addresses().map(value);
        let line = |cells: Vec<String>| cells.join("\t");
        return format!(
            "行政复议\t行政诉讼\n{}\n{}\n",
            line(heads.collect()),
            line(cells.collect())
        );
    }
    for (block, it) in form.block.iter().enumerate() {
        it.label.iter().for_each(|it| writeln!(text, "{it}\t").unwrap());
        let heads = it.column.iter().map(|it| format!("\t{}", it.label));
        writeln!(text, "{}{}", it.corner.as_deref().unwrap_or("情形"), heads.collect::<String>())
            .unwrap();
        for (row, line) in it.row.iter().enumerate() {
            let cells =
                (0..it.column.len()).map(|column| value(CellAddress { block, row, column }));
            let unit = line.unit.iter().map(|it| format!("\t{it}")).collect::<String>();
            let cells = cells.map(|it| format!("\t{it}")).collect::<String>();
            writeln!(text, "{}{unit}{cells}", line.label).unwrap();
        }
    }
    text
}

/// A number that tells the cell apart.
fn number(at: CellAddress) -> String {
    (at.block * 1000 + at.row * 10 + at.column).to_string()
}

fn report(table: &str) -> String {
    format!(
        "甲镇政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n{table}三、其他\n无。\n"
    )
}

/// Address and words of every cell that was read.
fn cells(doc: &Document, filled: &Filled) -> Vec<(CellAddress, String)> {
    filled.cells.iter().map(|it| (it.at, doc.words(it.span).to_owned())).collect()
}

#[test]
fn a_table_with_tabs_is_read_cell_by_cell() {
    for (id, year) in
        [("T2", 2019), ("T2", 2021), ("T3", 2019), ("T3", 2021), ("T4", 2021), ("S14", 2017)]
    {
        let form = form(id, year);
        let doc = document(&report(&with_tabs(&form, &number)));
        let [filled] = doc.forms.as_slice() else { panic!("{id} {year}: {:?}", doc.forms) };
        assert_eq!(filled.form, form, "{id} {year}");
        let wanted: Vec<_> = form.addresses().map(|at| (at, number(at))).collect();
        assert_eq!(cells(&doc, filled), wanted, "{id} {year}");
        assert_eq!((&filled.faults, &filled.unread), (&vec![], &vec![]), "{id} {year}");
    }
}

/// What a change to a table is told as: form, year, words and what replaces them, and the faults
/// with their official labels.
type Change = (&'static str, i32, &'static str, &'static str, &'static [(ShapeKind, &'static str)]);

#[test]
fn what_differs_from_the_form_is_named_and_the_cells_are_read() {
    use ShapeKind::{ColumnRenamed, Moved, RowAdded, RowRenamed};
    let table: &[Change] = &[
        (
            "T3",
            2021,
            "2.其他法律行政法规禁止公开",
            "2.其他法律行政禁止公开",
            &[(RowRenamed, "2.其他法律行政法规禁止公开")],
        ),
        (
            "T3",
            2021,
            "四、结转下年度",
            "五、撤回申请\t0\t0\t0\t0\t0\t0\t0\n四、结转下年度",
            &[(RowAdded, "五、撤回申请")],
        ),
        ("T3", 2021, "（七）总计", "总计", &[(RowRenamed, "（七）总计")]),
        ("T3", 2021, "（七）总计", "合计", &[(RowRenamed, "（七）总计")]),
        (
            "T3",
            2021,
            "一、本年新收政府信息公开申请数量",
            "一、本年收到的申请",
            &[(RowRenamed, "一、本年新收政府信息公开申请数量")],
        ),
        ("T3", 2021, "科研机构", "科研院所机构", &[(ColumnRenamed, "科研机构")]),
        ("T3", 2021, "\t其他\t", "\t其它\t", &[(ColumnRenamed, "其他")]),
        ("T3", 2021, "\t总计", "\t合计", &[(ColumnRenamed, "总计")]),
        ("T2", 2021, "本年制发件数", "本年（2023年）制发件数", &[(ColumnRenamed, "本年制发件数")]),
        (
            "T2",
            2021,
            "本年收费金额（单位：万元）",
            "本年收费金额（单位：元）",
            &[(ColumnRenamed, "本年收费金额（单位：万元）")],
        ),
        ("T2", 2021, "行政事业性收费", "行政事业收费", &[(RowRenamed, "行政事业性收费")]),
        ("T4", 2021, "尚未审结\t总计\n", "尚未审理\t总计\n", &[(ColumnRenamed, "尚未审结")]),
        (
            "T4",
            2021,
            "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n",
            "结果纠正\t结果维持\t其他结果\t尚未审结\t总计\n",
            &[(Moved, "结果维持")],
        ),
    ];
    for &(id, year, find, put, wanted) in table {
        let form = form(id, year);
        let whole = report(&with_tabs(&form, &number));
        assert!(whole.contains(find), "{find}");
        let doc = document(&whole.replacen(find, put, 1));
        let [filled] = doc.forms.as_slice() else { panic!("{find}: {:?}", doc.forms) };
        let faults: Vec<(ShapeKind, &str)> =
            filled.faults.iter().map(|it| (it.kind, it.label.as_str())).collect();
        assert_eq!(faults, wanted, "{find}");
        assert_eq!(filled.coverage().0, filled.coverage().1, "{find}");
        assert_eq!(filled.unread, [], "{find}");
    }
}

#[test]
fn a_row_that_is_not_there_is_missing_and_its_cells_are_not_read() {
    let form = form("T3", 2021);
    let whole = report(&with_tabs(&form, &number));
    let doc = document(&whole.replacen("（一）予以公开\t20\t21\t22\t23\t24\t25\t26\n", "", 1));
    let [filled] = doc.forms.as_slice() else { panic!("{:?}", doc.forms) };
    let kinds: Vec<ShapeKind> = filled.faults.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [ShapeKind::RowMissing]);
    assert_eq!(filled.coverage(), (168, 175));
}

#[test]
fn columns_in_another_order_are_read_by_their_heads() {
    let form = form("T3", 2021);
    let whole = report(&with_tabs(&form, &number));
    let doc = document(&whole.replacen("科研机构\t社会公益组织", "社会公益组织\t科研机构", 1));
    let [filled] = doc.forms.as_slice() else { panic!("{:?}", doc.forms) };
    let faults: Vec<(ShapeKind, &str)> =
        filled.faults.iter().map(|it| (it.kind, it.label.as_str())).collect();
    assert_eq!(faults, [(ShapeKind::Moved, "科研机构")]);
    let words = |column| {
        let cell = filled.cell(CellAddress { block: 0, row: 0, column }).unwrap();
        doc.words(cell.span).to_owned()
    };
    assert_eq!((words(2), words(3)), ("3".to_owned(), "2".to_owned()));
}

#[test]
fn a_form_that_is_there_twice_is_read_twice() {
    for (id, year) in [("T2", 2021), ("T3", 2019), ("T3", 2021), ("T4", 2021), ("S14", 2017)] {
        let form = form(id, year);
        let one = with_tabs(&form, &number);
        for between in ["", "另附一张。\n"] {
            let doc = document(&report(&format!("{one}{between}{one}")));
            let [first, second] = doc.forms.as_slice() else {
                panic!("{id} {year} {between}: {} forms", doc.forms.len())
            };
            for filled in [first, second] {
                assert_eq!(filled.cells.len(), form.addresses().count(), "{id} {year} {between}");
                assert_eq!(filled.faults, [], "{id} {year} {between}");
            }
            assert!(first.span.end() < second.span.start(), "{id} {year} {between}");
        }
    }
}

#[test]
fn a_form_that_is_there_twice_in_running_text_is_never_wholly_read_once() {
    let form = form("T3", 2021);
    let one = with_tabs(&form, &|_| "0".to_owned());
    for between in [
        "",
        "另附一张，按同一口径统计，所列数据截至年底，未经汇总，仅供内部核对使用，不作为对外公布的依据，各单位如有疑问请与本机关办公室联系核实后再行引用，并注明数据来源和统计口径，未经同意不得转载或者用于其他用途，特此说明，请各单位认真核对有关数据，确保准确无误，不得迟报、漏报。\n",
    ] {
        for (shape, table) in converted(&format!("{one}{between}{one}")) {
            let doc = document(&report(&table));
            let read: usize = doc.forms.iter().map(|it| it.cells.len()).sum();
            let unread = doc.forms.iter().any(|it| !it.unread.is_empty());
            assert!(read == 2 * 175 || unread, "{shape} {between}: {read}");
        }
    }
}

#[test]
fn a_local_table_with_some_of_the_labels_is_not_the_form() {
    let form = form("T3", 2021);
    let whole = with_tabs(&form, &number);
    let local = "单位\t其他\t总计\n一、本年新收政府信息公开申请数量\t1\t2\n（七）总计\t1\t2\n";
    for text in [format!("{whole}说明如下。\n{local}"), format!("{local}说明如下。\n{whole}")]
    {
        let doc = document(&report(&text));
        let [filled] = doc.forms.as_slice() else { panic!("{}", doc.forms.len()) };
        assert_eq!((&filled.faults, &filled.unread), (&vec![], &vec![]), "{text}");
        assert_eq!(cells(&doc, filled).len(), 175);
        assert_eq!(
            filled.cell(CellAddress { block: 0, row: 0, column: 1 }).map(|it| doc.words(it.span)),
            Some("1")
        );
    }
}

#[test]
fn an_empty_cell_without_a_label_has_the_place_of_its_own_head() {
    let (applications, review) = (form("T3", 2021), form("T4", 2021));
    let before = with_tabs(&applications, &number);
    for column in 0..5 {
        let blank = |at: CellAddress| {
            if (at.block, at.column) == (1, column) { String::new() } else { "0".to_owned() }
        };
        // The heads of the table before have a total as well.
        let doc = document(&report(&format!("{before}说明如下。\n{}", with_tabs(&review, &blank))));
        let filled = doc.forms.iter().find(|it| it.form.id == "T4").unwrap();
        let at = CellAddress { block: 1, row: 0, column };
        assert_eq!(filled.cell(at).unwrap().content, Content::Blank);
        let head = filled.column_labels.iter().find(|it| (it.0, it.1) == (1, column)).unwrap();
        assert_eq!(doc.words(head.2), review.block[1].column[column].label);
        let line = doc.text.line(doc.text.line_at(head.2.start()));
        let before = doc.words(Span::new(line.start(), head.2.start()));
        assert_eq!(before.matches('\t').count(), 5 + column);
    }
}

#[test]
fn a_row_of_blanks_under_the_heads_is_a_blank_form() {
    let form = form("T4", 2021);
    let doc = document(&report(&with_tabs(&form, &|_| String::new())));
    let [filled] = doc.forms.as_slice() else { panic!("{:?}", doc.forms) };
    assert!(filled.is_blank() && filled.unread.is_empty(), "{filled:?}");
    assert_eq!(filled.coverage(), (15, 15));
}

/// A table with tabs as it looks after several conversions.
fn converted(tabs: &str) -> [(&'static str, String); 3] {
    let cells = tabs.replace('\t', "\n");
    let blanks = tabs.replace('\t', " ");
    // Labels stay apart from values, values run together.
    let run: Vec<String> = tabs
        .lines()
        .map(|line| {
            let (label, values) = line.split_once('\t').unwrap_or((line, ""));
            format!("{label}{}", values.replace('\t', ""))
        })
        .collect();
    [("cells", cells), ("blanks", blanks), ("run", run.concat() + "\n")]
}

/// Figures that satisfy every relation of table three: column by column, the total last.
fn balanced(form: &Form, figures: &[u32]) -> impl Fn(CellAddress) -> String {
    let key = |row: usize| form.block[0].row[row].key.clone();
    let keys: Vec<Wording> = (0..form.block[0].row.len()).map(key).collect();
    let figures = figures.to_vec();
    move |at: CellAddress| {
        let result =
            |row: usize, column: usize| figures.get(row * 6 + column).copied().unwrap_or(0);
        let results =
            |column: usize| (2..keys.len() - 2).map(|row| result(row, column)).sum::<u32>();
        let one = |column: usize| match keys[at.row].as_str() {
            "1" => results(column) + result(0, column),
            "2" => 0,
            "3.7" => results(column),
            "4" => result(0, column),
            _ => result(at.row, column),
        };
        if at.column < 6 {
            one(at.column).to_string()
        } else {
            (0..6).map(one).sum::<u32>().to_string()
        }
    }
}

#[test]
fn a_table_in_running_text_gives_the_same_cells() {
    for (id, year) in [("S14", 2016), ("T3", 2019), ("T3", 2021), ("T4", 2021)] {
        let form = form(id, year);
        let figures: Vec<u32> = (0..180).map(|it| if it % 7 == 0 { it % 40 } else { 0 }).collect();
        let balanced = balanced(&form, &figures);
        let zero = |_: CellAddress| "0".to_owned();
        let value: &dyn Fn(CellAddress) -> String = if id == "T3" { &balanced } else { &zero };
        let wanted: Vec<_> = form.addresses().map(|at| (at, value(at))).collect();
        for (shape, table) in converted(&with_tabs(&form, value)) {
            let doc = document(&report(&table));
            let [filled] = doc.forms.as_slice() else {
                panic!("{id} {year} {shape}: {:?}", doc.forms)
            };
            assert_eq!(filled.form, form, "{id} {year} {shape}");
            assert_eq!(filled.unread, [], "{id} {year} {shape}");
            assert_eq!(cells(&doc, filled), wanted, "{id} {year} {shape}");
        }
    }
}

/// A table that one place drew up: head, then label, unit, this year and all years.
fn local_table(figures: &[(u32, u32)]) -> String {
    const ROWS: [&str; 12] = [
        "主动公开信息数",
        "其中：1.网站公开",
        "2.政府公报公开",
        "受理依申请公开信息总数",
        "其中：1.当面申请数",
        "2.信函、传真申请数",
        "3.其它形式申请数",
        "对申请的答复数",
        "其中：1.同意公开答复数",
        "2.否决公开答复数",
        "行政复议数",
        "行政诉讼数",
    ];
    let rows = ROWS.iter().zip(figures);
    let rows = rows.map(|(label, (year, total))| format!("{label}\t条\t{year}\t{total}\n"));
    format!("指标名称\t计量单位\t2011年度\t历年累计\n{}", rows.collect::<String>())
}

/// The words of all cells of the only table, which must be a local one.
fn local_cells(doc: &Document) -> Vec<String> {
    let [filled] = doc.forms.as_slice() else { panic!("{:?}", doc.forms) };
    assert!(filled.form.local.is_some(), "{}", filled.form.id);
    cells(doc, filled).into_iter().map(|it| it.1).collect()
}

#[test]
fn a_local_table_is_read_in_every_shape() {
    let small: Vec<(u32, u32)> = (0..12).map(|it| (it % 3, it % 3 + 3)).collect();
    let large: Vec<(u32, u32)> = (0..12).map(|it| (it * 37, it * 211 + 5)).collect();
    for (figures, fits_run) in [(small, true), (large, false)] {
        let tabs = local_table(&figures);
        let wanted: Vec<String> =
            figures.iter().flat_map(|it| [it.0.to_string(), it.1.to_string()]).collect();
        let html = tabs
            .lines()
            .map(|line| format!("<tr><td>{}</td></tr>", line.replace('\t', "</td><td>")));
        let html = format!(
            "<html><body><p>附表</p><table>{}</table></body></html>",
            html.collect::<String>()
        );
        let pipes = tabs.lines().map(|line| format!("| {} |\n", line.replace('\t', " | ")));
        let pipes = pipes.collect::<String>();
        let page = "本年继续做好公开工作。".repeat(60);
        let flat = format!("{page}附件 {}", tabs.replace(['\t', '\n'], " "));
        let [cells, blanks, run] = converted(&tabs).map(|it| report(&it.1));
        let run_flat = format!("{page}附件 {}", tabs.replace(['\t', '\n'], ""));
        let shapes = [
            ("tabs", Format::Txt, report(&tabs)),
            ("pipes", Format::Txt, report(&pipes)),
            (
                "Markdown",
                Format::Markdown,
                report(&format!("\n{}\n", pipes.replacen('\n', "\n|-|-|-|-|\n", 1))),
            ),
            ("HTML", Format::Html, html),
            ("cells", Format::Txt, cells),
            ("blanks", Format::Txt, blanks),
            ("one line", Format::Txt, flat),
        ];
        for (shape, format, text) in shapes {
            let doc = reader::read(text, format, &WORDS);
            assert_eq!(local_cells(&doc), wanted, "{shape}");
        }
        for text in [run, run_flat].into_iter().filter(|_| fits_run) {
            assert_eq!(local_cells(&document(&text)), wanted, "{text}");
        }
    }
}

#[test]
fn clauses_and_words_of_another_table_are_no_rows() {
    let sentence = "全镇公开行政许可36件，行政处罚15件，行政强制2件，行政事业性收费12.5万元。\n";
    assert!(document(&report(sentence)).forms.is_empty());
    // 其他对外管理服务事项 does not begin the heads of table three, of which 其他 is one.
    let (kinds, applications) = (form("T2", 2019), form("T3", 2019));
    let strokes = with_tabs(&kinds, &|_| "/".to_owned()).replace('\t', " ");
    let heading = "三、收到和处理政府信息公开申请情况";
    let figures = with_tabs(&applications, &|_| "0".to_owned()).replace('\t', " ");
    let doc = document(&report(&format!("{strokes}{heading}\n{figures}")));
    assert_eq!(doc.forms.len(), 2);
    assert!(doc.sections.iter().any(|it| doc.words(it.heading) == heading));
}

#[test]
fn a_sentence_or_a_few_known_rows_make_no_local_table() {
    let sentence = "收到申请数12件，其中当面申请数3件，网上申请数4件，信函申请数5件；答复总数12件，其中同意公开答复数9件，\
        部分公开答复数2件，不予公开答复数1件。\n";
    let few = "指标名称\t计量单位\t2011年度\n主动公开信息数\t条\t5\n行政复议数\t件\t0\n行政诉讼数\t件\t0\n";
    let strange: String = (0..9).map(|it| format!("办理第{it}类事项\t件\t{it}\n")).collect();
    let rows: String = local_table(&[(1, 2); 8]);
    for table in [sentence, few, &format!("{rows}{strange}")] {
        assert_eq!(document(&report(table)).forms.len(), 0, "{table}");
    }
}

proptest::proptest! {
    // A hundred and eighty figures without a blank between them have many readings.
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(6))]

    #[test]
    fn digits_that_ran_together_are_parted_rightly_or_not_at_all(
        figures in proptest::collection::vec(proptest::prop_oneof![5 => 0_u32..1, 2 => 0_u32..200], 180)
    ) {
        let form = form("T3", 2021);
        let value = balanced(&form, &figures);
        let [.., (_, run)] = converted(&with_tabs(&form, &value));
        let doc = document(&report(&run));
        for filled in &doc.forms {
            for cell in &filled.cells {
                proptest::prop_assert_eq!(doc.words(cell.span), value(cell.at));
            }
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(16))]

    #[test]
    fn digits_of_a_local_table_are_parted_rightly_or_not_at_all(
        figures in proptest::collection::vec((0_u32..30, 0_u32..300), 12)
    ) {
        let figures: Vec<(u32, u32)> = figures.into_iter().map(|it| (it.0, it.0 + it.1)).collect();
        let [.., (_, run)] = converted(&local_table(&figures));
        let doc = document(&report(&run));
        for filled in &doc.forms {
            for cell in &filled.cells {
                let (_, row, _) = filled.row_labels.iter().find(|it| it.1 == cell.at.row).unwrap();
                let place = filled.row_labels.iter().position(|it| it.1 == *row).unwrap();
                let wanted = figures[place];
                let wanted = if cell.at.column == 0 { wanted.0 } else { wanted.1 };
                proptest::prop_assert_eq!(doc.words(cell.span), wanted.to_string());
            }
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "(一、本年新收政府信息公开申请数量|（一）予以公开|3.其他|结果维持|总计|主动公开信息数|网站公开|当面申请数|行政复议数|行政诉讼数|同意公开数|条|其中：|2\\.|[0-9 \t\n/—]|年|。){0,80}") {
        let doc = document(&text);
        for cell in doc.forms.iter().flat_map(|it| &it.cells) {
            proptest::prop_assert!(doc.text.as_str().get(cell.span.range()).is_some());
        }
    }
}
