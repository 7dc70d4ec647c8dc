//! Short passages, right and wrong, that show what the arithmetic of prose (HG04) tells apart.
//!
//! A passage is judged as a whole report would be, by all rules; only the families its file is about
//! are looked at. Tables are built from the forms in the packs, so that a passage holds prose alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use hegui::engine::{Settings, judge};
use hegui::examples::unmark;
use hegui::facts::body::BodyKind;
use hegui::form::{Form, Layout};
use hegui::rule::{Pack, Packs};
use hegui::source::Format;
use hegui::{facts, reader};
use serde::Deserialize;

/// What a passage may be told of; other rules speak of what passages leave out.
const JUDGED: [&str; 13] = [
    "HG0401", "HG0402", "HG0403", "HG0404", "HG0405", "HG0406", "HG0407", "HG0408", "HG0409",
    "HG0410", "HG0411", "HG0412", "HG0604",
];

/// A file of `fixtures/passages`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The report year of those that name none.
    year: i32,
    passage: Vec<Passage>,
}

/// A passage and what must be said of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passage {
    /// What it tries.
    about: String,
    /// Prose; ⟦ ⟧ mark what must be reported.
    text: String,
    /// Code and severity for each mark, in order: `HG0401 error`. A right passage has none.
    #[serde(default)]
    expect: Vec<String>,
    /// Why what is wrong is not seen yet; it counts against the recall all the same.
    unseen: Option<String>,
    year: Option<i32>,
    body: Option<BodyKind>,
    /// Counts in table 3, all of them natural persons' but for the new ones of `business` and the
    /// like; a row without a name has its key.
    t3: Option<BTreeMap<String, i64>>,
    /// Results of reviews and suits in table 4: upheld, corrected, otherwise, pending.
    t4: Option<BTreeMap<String, [i64; 4]>>,
    /// Counts in table 2.
    t2: Option<BTreeMap<String, toml::Value>>,
    /// Counts in the statistics table of 2014, by number of the row.
    s14: Option<BTreeMap<String, i64>>,
}

impl Passage {
    /// The prose and the tables below it.
    fn whole(&self, packs: &Packs, year: i32) -> String {
        let mut text = self.text.trim_end().to_owned() + "\n";
        let form = |id: &str| {
            let mut forms = packs.packs.iter().flat_map(|pack| &pack.file.form);
            forms.find(|it| it.id == id && it.report_years.contains(year)).unwrap()
        };
        if let Some(counts) = &self.t2 {
            let of = |row: &str, column: &str| match (row, column) {
                ("documents", "issued" | "repealed" | "in-force") => counts.get(column),
                _ => counts.get(row),
            };
            let shown =
                |value: &toml::Value| value.as_str().map_or(value.to_string(), str::to_owned);
            text += &down(form("T2"), |row, column| of(row, column).map(shown));
        }
        if let Some(counts) = &self.t3 {
            let key = |row: &str| {
                Some(match row {
                    "1" => "new",
                    "2" => "carried-in",
                    "3.1" => "granted",
                    "3.2" => "partial",
                    "3.3.4" => "refused",
                    "3.4.1" => "unavailable",
                    "3.5.1" => "unprocessed",
                    "3.6.3" => "other",
                    "3.7" => "total",
                    "4" => "carried-out",
                    _ => return None,
                })
            };
            let count = |row: &str| {
                key(row).and_then(|key| counts.get(key)).or_else(|| counts.get(row)).copied()
            };
            let kinds = ["business", "research", "welfare", "legal", "others"];
            let others: i64 = kinds.iter().filter_map(|it| counts.get(*it)).sum();
            text += &down(form("T3"), |row, column| {
                let new = |kind: &str| counts.get(kind).filter(|_| row == "1").copied();
                let value = match column {
                    "natural" if row == "1" => count(row).map(|all| all - others),
                    "natural" | "total" => count(row),
                    "other" => new("others"),
                    _ => new(column),
                };
                value.map(|it| it.to_string())
            });
        }
        if let Some(counts) = &self.t4 {
            text += &across(form("T4"), counts);
        }
        if let Some(counts) = &self.s14 {
            text += "附件：政府信息公开情况统计表\n统计指标\t单位\t统计数\n";
            text += &down(form("S14"), |row, _| counts.get(row).map(i64::to_string));
        }
        text
    }

    /// What is wrong with the answer to it, and how many of its marks were found.
    fn judge(&self, packs: &Packs, usual_year: i32) -> (usize, Vec<String>) {
        let year = self.year.unwrap_or(usual_year);
        let (text, marks) = unmark(&self.whole(packs, year));
        let doc = reader::read(text.clone(), Format::Txt, &Pack::vocabulary(&packs.packs));
        let facts = facts::extract(&doc);
        let settings = Settings { year: Some(year), body: self.body, ..Settings::default() };
        let verdict = judge(&doc, &facts, packs, &settings);
        let ours = verdict.findings.iter().filter(|it| JUDGED.contains(&it.rule.code()));
        let mut found: Vec<(String, &str)> = ours
            .map(|it| {
                let span = it.finding.primary.span;
                (format!("{} {}", it.rule.code(), it.severity.name()), &text[span.range()])
            })
            .collect();
        let quotes = marks.iter().map(|it| &text[it.range()]);
        let wanted: Vec<(String, &str)> = self.expect.iter().cloned().zip(quotes).collect();
        assert_eq!(wanted.len(), marks.len(), "{}: a mark without a code", self.about);
        let mut missed = Vec::new();
        let mut hits = 0;
        for want in wanted {
            match found.iter().position(|it| *it == want) {
                Some(at) => {
                    found.remove(at);
                    hits += 1;
                }
                None => missed.push(format!("missed {} 「{}」", want.0, want.1)),
            }
        }
        missed.extend(found.into_iter().map(|it| format!("noise {} 「{}」", it.0, it.1)));
        (hits, missed)
    }
}

/// A form whose blocks stand one below the other, noughts where nothing is given.
fn down(form: &Form, value: impl Fn(&str, &str) -> Option<String>) -> String {
    let mut text = String::new();
    for block in &form.block {
        if let Some(label) = block.label.first() {
            writeln!(text, "{label}\t").unwrap();
        }
        let plain = block.column.len() == 1 && block.row.iter().any(|it| it.unit.is_some());
        if !plain {
            let heads: Vec<&str> = block.column.iter().map(|it| it.label.as_str()).collect();
            let corner = block.corner.as_deref().unwrap_or("情形");
            writeln!(text, "{corner}\t{}", heads.join("\t")).unwrap();
        }
        for row in &block.row {
            let values = block.column.iter().map(|column| {
                if row.heading {
                    "——".to_owned()
                } else {
                    value(&row.key, &column.key).unwrap_or_else(|| "0".to_owned())
                }
            });
            let values: Vec<String> = values.collect();
            let unit = if plain {
                row.unit.as_deref().unwrap_or("——").to_owned() + "\t"
            } else {
                String::new()
            };
            writeln!(text, "{}\t{unit}{}", row.label, values.join("\t")).unwrap();
        }
    }
    text
}

/// Table 4: blocks side by side, and the totals of their results.
fn across(form: &Form, counts: &BTreeMap<String, [i64; 4]>) -> String {
    assert_eq!(form.layout, Layout::Across);
    let heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"].join("\t");
    let of = |key: &str| counts.get(key).copied().unwrap_or_default();
    let values = ["review", "suit", "after"].map(|key| {
        let results = of(key);
        let total: i64 = results.iter().sum();
        results.iter().chain([&total]).map(i64::to_string).collect::<Vec<_>>().join("\t")
    });
    format!("行政复议\t行政诉讼\n{heads}\t{heads}\t{heads}\n{}\n", values.join("\t"))
}

/// Of a hundred wrong figures so many are found at least.
const LEAST_RECALL: usize = 95;

#[test]
fn passages_are_judged_as_a_careful_official_would() {
    let packs = Packs::builtin().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/passages");
    let (mut wrong, mut passages, mut marks, mut hits) = (Vec::new(), 0, 0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let file: File = toml::from_str(&text).unwrap();
        passages += file.passage.len();
        for passage in &file.passage {
            let (found, faults) = passage.judge(&packs, file.year);
            marks += passage.expect.len();
            hits += found;
            if faults.is_empty() == passage.unseen.is_some()
                || faults.iter().any(|it| it.starts_with("noise"))
            {
                let faults = faults.join("; ");
                wrong.push(format!("{}: {faults}\n    {}", passage.about, passage.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(passages >= 150 && hits * 100 >= marks * LEAST_RECALL, "{hits} of {marks} found");
}
