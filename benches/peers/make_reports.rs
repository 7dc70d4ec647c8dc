//! Writes made-up reports into a folder, for measurements:
//!
//! ```console
//! $ cargo run --profile bench --example make-reports -- FOLDER 100 2021 2022 txt
//! ```
//!
//! makes those of 100 bodies for the years 2021 and 2022; the format may be `html` or `docx` as well.
//! The same words always make the same files.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    clippy::exit,
    reason = "a measurement fails by panicking"
)]

use std::path::PathBuf;
use std::{env, fs};

#[path = "../../tests/it/made.rs"]
mod made;
#[allow(dead_code, reason = "the tests use all of it")]
#[path = "../../tests/it/writers.rs"]
mod writers;

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let [folder, bodies, first, last, format] = words.as_slice() else {
        eprintln!("make-reports FOLDER BODIES FIRST-YEAR LAST-YEAR txt|html|docx");
        std::process::exit(2);
    };
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder).unwrap();
    let (first, last): (i32, i32) = (first.parse().unwrap(), last.parse().unwrap());
    for body in 0..bodies.parse().unwrap() {
        for year in first..=last {
            let text = made::report(body, year);
            let bytes = match format.as_str() {
                "html" => made::html(&text).into_bytes(),
                "docx" => made::docx(&text),
                _ => text.into_bytes(),
            };
            fs::write(folder.join(format!("{body:05}-{year}.{format}")), bytes).unwrap();
        }
    }
}
