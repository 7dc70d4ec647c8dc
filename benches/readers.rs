//! What the readers cost, beside what any reader must pay: tokenising the same page, inflating and
//! tokenising the same Word document.
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::io::Read;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use hegui::outline::Vocabulary;
use hegui::reader;
use hegui::rule::{Pack, Packs};
use hegui::source::{EncodingChoice, Limits, Source, from_bytes};

#[path = "../tests/it/writers.rs"]
mod writers;

fn main() {
    divan::main();
}

const REPORT: &str = include_str!("../fixtures/golden/2023/county.txt");

fn vocabulary() -> Vocabulary {
    Pack::vocabulary(&Packs::builtin().unwrap().packs)
}

fn page() -> String {
    writers::html(&writers::view(REPORT), "utf-8")
}

fn document() -> Vec<u8> {
    writers::docx(&writers::view(REPORT))
}

fn source(name: &str, bytes: Vec<u8>) -> Source {
    from_bytes(name, bytes, EncodingChoice::Auto, &Limits::default()).unwrap()
}

#[divan::bench]
fn html_read(bencher: Bencher) {
    let (page, words) = (page(), vocabulary());
    let source = source("page.html", page.clone().into_bytes());
    bencher
        .counter(BytesCount::new(page.len()))
        .with_inputs(|| source.clone())
        .bench_values(|source| reader::open(source, &words).unwrap());
}

/// The floor of an HTML reader: every token, with its place.
#[divan::bench]
fn html_tokenise(bencher: Bencher) {
    let page = page();
    bencher.counter(BytesCount::new(page.len())).bench(|| {
        let mut emitter = html5gum::DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        html5gum::Tokenizer::new_with_emitter(black_box(page.as_str()), emitter).count()
    });
}

#[divan::bench]
fn docx_read(bencher: Bencher) {
    let (document, words) = (document(), vocabulary());
    let source = source("report.docx", document.clone());
    bencher
        .counter(BytesCount::new(document.len()))
        .with_inputs(|| source.clone())
        .bench_values(|source| reader::open(source, &words).unwrap());
}

/// The floor of a Word reader: the document part inflated, and every XML event of it.
#[divan::bench]
fn docx_inflate_and_tokenise(bencher: Bencher) {
    let document = document();
    bencher.counter(BytesCount::new(document.len())).bench(|| {
        let xml = inflate(black_box(&document));
        let mut reader = quick_xml::Reader::from_str(&xml);
        let mut events = 0_usize;
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {
            events += 1;
        }
        events
    });
}

fn inflate(document: &[u8]) -> String {
    let archive = rawzip::ZipArchive::from_slice(document).unwrap();
    let mut entries = archive.entries();
    let mut xml = String::new();
    while let Ok(Some(entry)) = entries.next_entry() {
        if entry.file_path().as_ref() == b"word/document.xml" {
            let part = archive.get_entry(entry.wayfinder()).unwrap();
            let inflated = flate2::read::DeflateDecoder::new(part.data());
            part.verifying_reader(inflated).read_to_string(&mut xml).unwrap();
        }
    }
    xml
}
