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
