//! Many reports: what measurements rest on.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cli::Desk;
use crate::made;

/// The codes found in each file, by its name without extension.
fn found(desk: &Desk, format: &str) -> BTreeMap<String, Vec<String>> {
    let done = desk.run(&["check", "--isolated", "--format", "jsonl", format]);
    let files = done.out.lines().map(|line| serde_json::from_str(line).unwrap());
    let files = files.filter(|it: &Value| it["path"].is_string());
    files
        .map(|file| {
            assert_eq!(file["status"], "checked", "{file}");
            let name = file["path"].as_str().unwrap().rsplit(['/', '\\']).next().unwrap();
            let codes = file["findings"].as_array().unwrap().iter();
            let codes = codes.map(|it| it["code"].as_str().unwrap().to_owned()).collect();
            (name.split('.').next().unwrap().to_owned(), codes)
        })
        .collect()
}

#[test]
fn made_up_reports_are_alike_in_every_format_and_mostly_in_order() {
    let desk = Desk::new(&[]);
    for body in 0..4 {
        for year in [2013, 2023] {
            let text = made::report(body, year);
            assert_eq!(text, made::report(body, year));
            desk.put(&format!("txt/{body}-{year}.txt"), &text);
            desk.put(&format!("html/{body}-{year}.html"), made::html(&text));
            desk.put(&format!("docx/{body}-{year}.docx"), made::docx(&text));
        }
    }
    let text = found(&desk, "txt");
    assert_eq!(text.len(), 8);
    let clean = text.values().filter(|it| it.is_empty()).count();
    assert!((4..8).contains(&clean), "{text:?}");
    assert_eq!(found(&desk, "html"), text);
    assert_eq!(found(&desk, "docx"), text);
}
