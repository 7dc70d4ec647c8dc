//! What each stage of a check costs: reading, facts, the whole verdict; for one report, for a
//! report on a single long line, and for a text a hundred times as long.
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use hegui::engine::{Settings, judge};
use hegui::outline::Vocabulary;
use hegui::rule::{Pack, Packs};
use hegui::source::{EncodingChoice, Format, Limits, from_bytes};
use hegui::{facts, reader};

fn main() {
    divan::main();
}

const REPORT: &str = include_str!("../fixtures/golden/2017/compliant.txt");
const FLAT: &str = include_str!("../fixtures/golden/shapes/one-line-2011.txt");

/// The texts measured: one report, one flattened page, a hundred reports in one.
fn text(name: &str) -> String {
    match name {
        "report" => REPORT.to_owned(),
        "flattened" => FLAT.to_owned(),
        _ => REPORT.repeat(100),
    }
}

const TEXTS: [&str; 3] = ["report", "flattened", "hundredfold"];

fn vocabulary() -> Vocabulary {
    Pack::vocabulary(&Packs::builtin().unwrap().packs)
}

#[divan::bench]
fn load_rules() -> Packs {
    Packs::builtin().unwrap()
}

/// As many rules as all packs together may have: under a second.
#[divan::bench(sample_count = 10)]
fn load_10_000_rules(bencher: Bencher) {
    let files: Vec<(String, String)> = (0..10_000).map(rule).chain([pack()]).collect();
    let sources: Vec<(&str, &str)> =
        files.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    bencher.bench(|| Packs::for_checking(&sources).unwrap());
}

fn pack() -> (String, String) {
    let text = "id = \"big\"\ntitle = { zh = \"大包\", en = \"Big\" }\nexample-year = 2024\n";
    ("big/pack.toml".to_owned(), text.to_owned())
}

fn rule(number: usize) -> (String, String) {
    let code =
        format!("{}{:04}", char::from(if number < 5_000 { b'A' } else { b'B' }), number % 5_000);
    let text = format!(
        "code = \"{code}\"\nid = \"rule-{number}\"\nsince = \"1.0.0\"\nstatus = \"active\"\n\
         severity = \"warning\"\ntitle = {{ zh = \"词语不当\", en = \"a word out of place\" }}\n\
         message = {{ zh = \"“{{found}}”不当\", en = \"{{found}} is out of place\" }}\n\
         why = {{ zh = \"不规范。\", en = \"It is not proper.\" }}\n\
         cite = [{{ authority = \"convention\" }}]\n\
         check = {{ phrase = {{ entry = [{{ find = \"错词{number}号\" }}] }} }}\n\
         [[example]]\nexpect = \"fail\"\ntext = \"有⟦错词{number}号⟧。\"\n\
         [[example]]\nexpect = \"pass\"\ntext = \"没有。\"\n"
    );
    (format!("big/rule-{number}.toml"), text)
}

#[divan::bench(args = TEXTS)]
fn decode(bencher: Bencher, name: &str) {
    let bytes = text(name).into_bytes();
    let (choice, limits) = (EncodingChoice::Auto, Limits::default());
    bencher
        .counter(BytesCount::new(bytes.len()))
        .with_inputs(|| bytes.clone())
        .bench_values(|bytes| from_bytes("report.txt", bytes, choice, &limits).unwrap());
}

#[divan::bench(args = TEXTS)]
fn read(bencher: Bencher, name: &str) {
    let (text, words) = (text(name), vocabulary());
    bencher
        .counter(BytesCount::new(text.len()))
        .with_inputs(|| text.clone())
        .bench_values(|text| reader::read(text, Format::Txt, &words));
}

#[divan::bench(args = TEXTS)]
fn extract_facts(bencher: Bencher, name: &str) {
    let text = text(name);
    let doc = reader::read(text.clone(), Format::Txt, &vocabulary());
    bencher.counter(BytesCount::new(text.len())).bench(|| facts::extract(black_box(&doc)));
}

#[divan::bench(args = TEXTS)]
fn whole_check(bencher: Bencher, name: &str) {
    let packs = Packs::builtin().unwrap();
    let (text, words) = (text(name), Pack::vocabulary(&packs.packs));
    bencher.counter(BytesCount::new(text.len())).with_inputs(|| text.clone()).bench_values(
        |text| {
            let doc = reader::read(text, Format::Txt, &words);
            let facts = facts::extract(&doc);
            judge(&doc, &facts, &packs, &Settings::default()).findings.len()
        },
    );
}
