//! Packs come from anybody: whatever stands in one, it is refused with its place or it judges
//! reports soon, and nothing outside its folder is read.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use hegui::date::Date;
use hegui::document::Document;
use hegui::engine::{Ruleset, Settings, Verdict, judge, judge_by};
use hegui::facts::{self, Facts};
use hegui::reader;
use hegui::report::{Outcome, Why};
use hegui::rule::{Pack, Packs, Rule};
use hegui::set::{self, Main, Member, Roster, Set, Side, Taking};
use hegui::source::Format;
use toml::{Table, Value};

use crate::cli::Desk;

/// What one step may take: a debug build needs half a second for the largest, and three for ten
/// thousand rules.
const SOON: Duration = Duration::from_secs(8);

/// Work that this thread has done, whatever else the machine has to do; where the system does not
/// tell it, the time that has gone by since `start`.
fn worked(start: Instant) -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.as_deref().and_then(|it| it.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// Bytes of a file that is read at all.
const MOST: usize = 4 << 20;

fn source(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// A report with tables and one in prose alone.
const REPORTS: [(&str, i32); 2] =
    [("fixtures/golden/2023/township.txt", 2023), ("fixtures/golden/2013/compliant.txt", 2013)];

fn read(text: &str, vocabulary: &hegui::outline::Vocabulary) -> (Document, Facts) {
    let doc = reader::read(text.to_owned(), Format::Txt, vocabulary);
    let facts = facts::extract(&doc);
    (doc, facts)
}

/// The files of all rules that are built in: pack and name.
fn rules() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut found = Vec::new();
    for folder in fs::read_dir(root).unwrap().map(|it| it.unwrap().path()).filter(|it| it.is_dir())
    {
        for file in fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()) {
            let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
            if file.extension().is_some_and(|it| it == "toml") && name(&file) != "pack.toml" {
                found.push((name(&folder), name(&file)));
            }
        }
    }
    found.sort();
    found
}

/// A step from a table or list to one of its values.
#[derive(Clone, Debug)]
enum Step {
    Name(String),
    Item(usize),
}

/// The way to one value of each parameter: of the items of a list the first stands for all.
fn parameters(value: &Value) -> Vec<Vec<Step>> {
    let mut found: Vec<Vec<Step>> = Vec::new();
    let mut open: Vec<(Vec<Step>, &Value)> = vec![(Vec::new(), value)];
    let mut known: Vec<String> = Vec::new();
    while let Some((way, value)) = open.pop() {
        let name: String =
            way.iter().map(|it| if let Step::Name(name) = it { name } else { "*" }).collect();
        if !known.contains(&name) && !way.is_empty() {
            known.push(name);
            found.push(way.clone());
        }
        let longer = |step| way.iter().cloned().chain([step]).collect();
        match value {
            Value::Table(table) => {
                open.extend(table.iter().map(|it| (longer(Step::Name(it.0.clone())), it.1)));
            }
            // The last items first, so that names that only some have are met.
            Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|it| (longer(Step::Item(it.0)), it.1)));
            }
            _ => {}
        }
    }
    found
}

fn at<'v>(value: &'v mut Value, way: &[Step]) -> &'v mut Value {
    way.iter().fold(value, |value, step| match step {
        Step::Name(name) => value.get_mut(name.as_str()).unwrap(),
        Step::Item(index) => value.get_mut(*index).unwrap(),
    })
}

fn at_ref<'v>(value: &'v Value, way: &[Step]) -> &'v Value {
    way.iter().fold(value, |value, step| match step {
        Step::Name(name) => &value[name.as_str()],
        Step::Item(index) => &value[*index],
    })
}

/// What a stranger may write in place of a value; made only where it is tried, since it may be long.
enum Change<'v> {
    To(Value),
    /// As many copies of one item.
    Copies(&'v Value, usize),
}

impl Change<'_> {
    fn made(self) -> Value {
        match self {
            Self::To(value) => value,
            Self::Copies(item, count) => Value::Array(vec![item.clone(); count]),
        }
    }
}

/// Everything a stranger may write in place of a value.
fn changes(value: &Value) -> Vec<Change<'_>> {
    let to = |it: &[Value]| it.iter().cloned().map(Change::To).collect::<Vec<_>>();
    match value {
        Value::String(_) => {
            let long = ["甲".repeat(5_000), "。".repeat(400)];
            let short = ["", " ", "。", "\u{7}", "\u{200F}", "信", "\n", "{body}", "(((("];
            let all = long.into_iter().chain(short.map(str::to_owned)).map(Value::String);
            all.map(Change::To).collect()
        }
        Value::Integer(_) | Value::Float(_) => {
            to(&[0, -1, 1, i64::MAX, 1_000_000_000, 100, 2999].map(Value::Integer))
        }
        Value::Boolean(it) => to(&[Value::Boolean(!it)]),
        Value::Array(items) => {
            let copies = items
                .first()
                .into_iter()
                .flat_map(|it| [2, 400, 2_000, 10_001].map(|count| Change::Copies(it, count)));
            [Change::To(Value::Array(Vec::new()))].into_iter().chain(copies).collect()
        }
        Value::Datetime(_) => to(&[Value::Datetime("07:32:00".parse().unwrap())]),
        Value::Table(_) => to(&[Value::Table(Table::new()), Value::Integer(1)]),
    }
}

/// How often a pack was refused, and how often it judged.
#[derive(Debug, Default)]
struct Met {
    refused: usize,
    judged: usize,
}

/// Does a step and tells how long it took if that is too long.
fn soon<T>(what: impl Fn() -> String, step: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let before = worked(start);
    let done = step();
    let took = worked(start).saturating_sub(before);
    assert!(took < SOON, "{took:?}: {}", what());
    done
}

/// Every change of which one in `step` is tried, and one of each rule.
fn parameters_of_rules(step: usize) {
    let mut all = Packs::builtin().unwrap();
    let vocabulary = Pack::vocabulary(&all.packs);
    let reports = REPORTS.map(|(path, year)| (read(&source(path), &vocabulary), year));
    let authorities = source("rules/authorities.toml");
    let (mut met, mut number) = (Met::default(), 0_usize);
    for (rule_number, (folder, name)) in rules().into_iter().enumerate() {
        let pack = format!(
            "id = \"{folder}\"\ntitle = {{ zh = \"甲\", en = \"a\" }}\nexample-year = 2023\n"
        );
        let mut rule: Value = toml::from_str(&source(&format!("rules/{folder}/{name}"))).unwrap();
        rule.as_table_mut().unwrap().remove("yields-to");
        let mut checked = rule.clone();
        checked.as_table_mut().unwrap().retain(|name, _| name == "check" || name == "years");
        let ways = parameters(&checked);
        let changed = ways
            .iter()
            .flat_map(|way| changes(at_ref(&checked, way)).into_iter().map(move |it| (way, it)));
        let changed: Vec<_> = changed.collect();
        let own = (rule_number * 7) % changed.len().max(1);
        for (index, (way, change)) in changed.into_iter().enumerate() {
            number += 1;
            if index != own && !number.is_multiple_of(step) {
                continue;
            }
            let mut rule = rule.clone();
            *at(&mut rule, way) = change.made();
            let text = toml::to_string(&rule).unwrap();
            if text.len() > MOST {
                continue;
            }
            let path = format!("{folder}/{name}");
            let files = [
                ("authorities.toml", authorities.as_str()),
                (&format!("{folder}/pack.toml"), pack.as_str()),
                (&path, text.as_str()),
            ];
            let what =
                || format!("{path} {way:?} {}", text.chars().take(2_000).collect::<String>());
            match soon(what, || Packs::load(&files)) {
                Ok(mut packs) => {
                    let rule = packs.packs[0].rules.pop().unwrap();
                    let (report, year) = &reports[number % reports.len()];
                    soon(what, || judged(&mut all, rule, report, *year));
                    met.judged += 1;
                }
                Err(problems) => {
                    assert!(problems.iter().all(|it| it.path == path), "{problems:?}");
                    met.refused += 1;
                }
            }
        }
    }
    assert!(met.refused > 100 && met.judged > 100, "{met:?}");
}

#[test]
fn any_parameters_are_refused_or_judge_soon() {
    parameters_of_rules(13);
}

#[test]
#[ignore = "takes minutes"]
fn all_parameters_are_refused_or_judge_soon() {
    parameters_of_rules(1);
}

/// Judges a report by a rule alone, among the packs that are built in; a rule that compares holds it
/// against one for the year before.
fn judged(all: &mut Packs, rule: Rule, (doc, facts): &(Document, Facts), year: i32) {
    all.packs[0].rules.push(rule);
    let rule = all.packs[0].rules.last().unwrap();
    let rules = Ruleset::only(all, rule, Some(year));
    let settings = |year| Settings { year: Some(year), ..Settings::default() };
    let verdict = judge_by(doc, facts, &rules, &settings(year));
    assert_eq!(verdict.outcomes.len() + verdict.waiting, 1);
    if verdict.waiting == 1 {
        let verdicts = [verdict, judge_by(doc, facts, &rules, &settings(year - 1))];
        compared(&rules, (doc, facts), &verdicts, &settings(year));
    }
    all.packs[0].rules.pop();
}

/// Holds a report, as judged for two years, against itself.
fn compared(
    rules: &Ruleset<'_>,
    (doc, facts): (&Document, &Facts),
    verdicts: &[Verdict<'_>],
    settings: &Settings,
) {
    let taking = Taking::of(rules);
    let members =
        verdicts.iter().enumerate().map(|(id, it)| Member::of((id, 0), (doc, facts), it, &taking));
    let roster = Roster::default();
    let set = Set::of(members.collect(), &roster, Date::new(2030, 1, 1).unwrap());
    let side = |index: usize| {
        let verdict = verdicts.get(index).unwrap();
        Side { member: Some(index), doc, facts, verdict }
    };
    for case in set::cases(&set, rules.across()) {
        let Main::Report(main) = case.main else { unreachable!("there is no list") };
        let others: Vec<Side<'_>> = case.others().into_iter().map(side).collect();
        set::verdict(&set, &case, side(main), &others, rules, settings);
    }
}

/// Every change of a pack's own file of which one in `step` is tried.
fn packs_with_changes(step: usize) {
    let mut rules: Vec<(String, Vec<Rule>)> = Vec::new();
    let mut texts: Vec<(String, String)> = Vec::new();
    for pack in Packs::builtin().unwrap().packs {
        let path = format!("{}/pack.toml", pack.id());
        let mut file: Table = toml::from_str(&source(&format!("rules/{path}"))).unwrap();
        // The rules are put into the packs later.
        for name in ["adjust", "clause"] {
            file.remove(name);
        }
        texts.push((path, toml::to_string(&file).unwrap()));
        rules.push((pack.id().to_owned(), pack.rules));
    }
    let report = source(REPORTS[0].0);
    let settings = Settings { year: Some(REPORTS[0].1), ..Settings::default() };
    let (mut met, mut number) = (Met::default(), 0_usize);
    for index in 0..texts.len() {
        let whole: Value = toml::from_str(&texts[index].1).unwrap();
        let ways = parameters(&whole);
        let changed = ways
            .iter()
            .flat_map(|way| changes(at_ref(&whole, way)).into_iter().map(move |it| (way, it)));
        for (way, change) in changed {
            number += 1;
            if !number.is_multiple_of(step) {
                continue;
            }
            let mut file = whole.clone();
            *at(&mut file, way) = change.made();
            let text = toml::to_string(&file).unwrap();
            if text.len() > MOST {
                continue;
            }
            let mut files: Vec<(&str, &str)> =
                texts.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
            files[index].1 = &text;
            let what = || {
                format!(
                    "{} {way:?} {}",
                    texts[index].0,
                    text.chars().take(2_000).collect::<String>()
                )
            };
            let Ok(mut packs) = soon(what, || Packs::load(&files)) else {
                met.refused += 1;
                continue;
            };
            met.judged += 1;
            for pack in &mut packs.packs {
                let own = rules.iter_mut().find(|it| it.0 == pack.id());
                pack.rules = own.map(|it| std::mem::take(&mut it.1)).unwrap_or_default();
            }
            soon(what, || {
                let (doc, facts) = read(&report, &Pack::vocabulary(&packs.packs));
                judge(&doc, &facts, &packs, &settings);
            });
            for pack in packs.packs {
                if let Some(own) = rules.iter_mut().find(|it| it.0 == pack.id()) {
                    own.1 = pack.rules;
                }
            }
        }
    }
    assert!(met.refused > 10 && met.judged > 10, "{met:?}");
}

#[test]
fn any_forms_and_indicators_are_refused_or_judge_soon() {
    packs_with_changes(79);
}

#[test]
#[ignore = "takes minutes"]
fn all_forms_and_indicators_are_refused_or_judge_soon() {
    packs_with_changes(1);
}

const PACK: &str =
    "id = \"本地\"\ntitle = { zh = \"本地\", en = \"local\" }\nexample-year = 2017\n";

/// A rule that looks for `entry`.
fn phrase(id: &str, code: &str, entry: &str) -> String {
    format!(
        r#"code = "{code}"
id = "{id}"
since = "1.0.0"
status = "active"
severity = "warning"
title = {{ zh = "口号", en = "slogan" }}
message = {{ zh = "“{{found}}”是口号", en = "a slogan: {{found}}" }}
why = {{ zh = "空话。", en = "Empty words." }}
[[cite]]
authority = "convention"
[check.phrase]
entry = [{entry}]
[[example]]
expect = "fail"
text = "⟦大干快上⟧"
[[example]]
expect = "pass"
text = "实干"
"#
    )
}

/// A folder with a pack of one sound rule.
fn desk() -> Desk {
    let rule = phrase("slogan", "X0001", "{ find = \"大干快上\" }");
    Desk::new(&[
        ("报告.txt", "大干快上。\n"),
        ("本地/pack.toml", PACK),
        ("本地/slogan.toml", &rule),
    ])
}

const RULES: [&str; 3] = ["rules", "--pack", "本地"];
const ENGLISH: [&str; 5] = ["rules", "--pack", "本地", "--lang", "en"];

#[test]
fn files_that_are_no_text_in_utf_8_are_named() {
    let large = vec![b' '; (4 << 20) + 1];
    let table: [(&[u8], &str, &str); 4] = [
        (b"\xFF\xFEi\0", "是 UTF-16 编码。请另存为 UTF-8", "is in UTF-16. Save it as UTF-8"),
        (b"id\0", "含有空字节", "holds NUL bytes"),
        (b"a = 1\n\xB9\xE6", "不是 UTF-8 编码（第 2 行起）", "is not in UTF-8 (from line 2 on)"),
        (&large, "超过 4 MiB。请分成几条规则", "is larger than 4 MiB. Divide it"),
    ];
    for (bytes, zh, en) in table {
        let desk = desk();
        desk.put("本地/odd.toml", bytes);
        desk.run(&RULES).ends(2).warns(&format!("本地：不能作为规则包读取，其中的 odd.toml {zh}"));
        desk.run(&ENGLISH).ends(2).warns(&format!("as a rule pack: odd.toml in it {en}"));
    }
    let desk = desk();
    desk.put("本地/slogan.toml", ["\u{FEFF}", &desk.text("本地/slogan.toml")].concat());
    desk.run(&RULES).ends(0).says("X0001");
}

#[test]
fn folders_that_are_no_packs_say_what_to_do() {
    let desk = desk();
    fs::create_dir(desk.path("空")).unwrap();
    let check = |folder: &str| desk.run(&["报告.txt", "--pack", folder]).ends(2);
    check("空").warns("其中没有 pack.toml。请指定含有 pack.toml 的文件夹");
    check("无").warns("文件夹不存在。请核对路径");
    check("报告.txt").warns("这不是文件夹。请指定");
    fs::create_dir(desk.path("本地/x.toml")).unwrap();
    check("本地").warns("其中的 x.toml 是文件夹。请移走或改名");
    fs::remove_dir(desk.path("本地/x.toml")).unwrap();
    // Hidden files are those of editors, folders are no part of a pack.
    desk.put("本地/.#slogan.toml", "\0");
    desk.put("本地/旧/a.toml", "\0");
    desk.run(&RULES).ends(0).says("X0001");
}

#[test]
fn a_pack_in_a_configuration_is_refused_at_its_place() {
    let desk = desk();
    desk.put("hegui.toml", "packs = [\"本地\"]\n");
    desk.put("本地/odd.toml", b"\xFF\xFE");
    let run = desk.run(&["报告.txt"]).ends(2).warns("hegui.toml:1:10");
    run.warns("“本地”不能作为规则包读取：其中的 odd.toml 是 UTF-16 编码").warns("请另存为 UTF-8");
}

#[cfg(unix)]
#[test]
fn links_pipes_and_odd_names_are_never_opened() {
    let refused = |name: &str, words: &str, make: &dyn Fn(&Path)| {
        let desk = desk();
        make(&desk.path("本地").join(name));
        let run = desk.run(&RULES).ends(2).warns(words);
        assert!(!run.err.contains("root:") && !run.err.contains('\u{1b}'), "{}", run.err);
    };
    let link = |to: &'static str| move |path: &Path| std::os::unix::fs::symlink(to, path).unwrap();
    refused("a.toml", "其中的 a.toml 是链接，规则包只读取普通文件", &link("/etc/passwd"));
    refused("a.toml", "是链接", &link("/nowhere"));
    refused("a\u{1b}[31m.toml", "a‹U+001B›[31m.toml 是链接", &link("/dev/zero"));
    refused(
        "b.toml",
        "其中的 b.toml 是管道或设备，不是普通文件。请移走或改名",
        &|path| {
            let made = std::process::Command::new("mkfifo").arg(path).status().unwrap();
            assert!(made.success());
        },
    );
    refused("c\\pack.toml", "的名称含有不能使用的字符", &|path| {
        fs::write(path, "").unwrap();
    });
    let steering = |path: &Path| fs::write(path, "a = ").unwrap();
    refused("d\u{1b}]0;x.toml", "d‹U+001B›]0;x.toml:1:", &steering);
}

#[test]
fn a_pattern_is_refused_at_the_place_inside_it() {
    let desk = desk();
    let entry = "{ find = \"大干快上\", pattern = '大干(快上' }";
    desk.put("本地/slogan.toml", phrase("slogan", "X0001", entry));
    let column = 1 + "entry = [{ find = \"大干快上\", pattern = '大干".chars().count();
    let run = desk.run(&RULES).ends(2).warns(&format!("slogan.toml:12:{column}"));
    run.warns("正则表达式有误：圆括号没有写完，缺少“)”");
    let run = desk.run(&ENGLISH).ends(2).warns("bad pattern: unclosed group");
    assert!(!run.err.contains("regex parse error"), "{}", run.err);
}

#[test]
fn nonsense_in_a_rule_is_refused_at_its_place() {
    let desk = desk();
    let entry = "{ find = \"大干快上\", only-near = [\"\"] }";
    desk.put("本地/slogan.toml", phrase("slogan", "X0001", entry));
    let run = desk.run(&RULES).ends(2).warns("slogan.toml:12:40").warns("词语不能为空");
    run.warns("规则包有误");
    desk.run(&ENGLISH).ends(2).warns("words must not be empty");
}

#[test]
fn a_pack_of_too_many_rules_is_refused() {
    let desk = desk();
    for number in 0..10_020 {
        fs::write(desk.path(&format!("本地/r{number:05}.toml")), "").unwrap();
    }
    desk.run(&RULES).ends(2).warns("其中的规则超过 10000 条。请分成几个规则包");
    desk.run(&ENGLISH).ends(2).warns("it has more than 10000 rules. Divide it into several packs");
}

#[test]
fn patterns_and_words_of_all_rules_have_a_limit_together() {
    let entries = |count: usize, pattern: &str| {
        let entry = |it: usize| format!("{{ find = \"甲{it}\", pattern = '{pattern}' }}");
        (0..count).map(entry).collect::<Vec<_>>().join(", ")
    };
    let load = |entry: &str| {
        let rule = phrase("slogan", "X0001", entry);
        let files = [("本地/pack.toml", PACK), ("本地/slogan.toml", rule.as_str())];
        let loaded = soon(|| "many patterns".to_owned(), || Packs::for_checking(&files));
        let problems = loaded.map(|_| ()).err().unwrap_or_default();
        problems.into_iter().map(|it| (it.message.zh, it.message.en)).collect::<Vec<_>>()
    };
    assert_eq!(load(&entries(200, "甲\\d+")), []);
    let many = load(&entries(2_001, "甲"));
    assert!(many[0].0.contains("正则表达式过多：最多 2000 个"), "{many:?}");
    let heavy = load(&entries(300, "[^乙]{0,60}"));
    assert!(heavy[0].1.contains("too many patterns"), "{heavy:?}");
    let word = "甲".repeat(390);
    let words: Vec<String> = (0..2_000).map(|it| format!("{{ find = \"{word}{it}\" }}")).collect();
    let long = load(&words.join(", "));
    assert!(long[0].0.contains("词语共超过 2 MiB"), "{long:?}");
}

#[test]
fn a_text_full_of_the_words_looked_for_is_judged_soon() {
    let nested: Vec<String> = (1..=300)
        .map(|it| format!("{{ find = \"{}\", pattern = '(乙|甲)*丙?' }}", "甲".repeat(it)))
        .collect();
    let rule = phrase("slogan", "X0001", &nested.join(", "));
    let plain = phrase(
        "often",
        "X0002",
        "{ find = \"甲\", pattern = '(乙|甲)*丙?', unless-anywhere = [\"丁\"] }",
    );
    let files = [
        ("本地/pack.toml", PACK),
        ("本地/slogan.toml", rule.as_str()),
        ("本地/often.toml", plain.as_str()),
    ];
    let packs = Packs::for_checking(&files).unwrap();
    let judged = |text: String, select: &str| {
        let settings =
            Settings { year: Some(2017), select: vec![select.to_owned()], ..Settings::default() };
        let (doc, facts) = read(&text, &Pack::vocabulary(&packs.packs));
        let verdict = soon(|| select.to_owned(), || judge(&doc, &facts, &packs, &settings));
        verdict.outcome(select).unwrap().clone()
    };
    let text = |count: usize| format!("{}。\n", "甲".repeat(100)).repeat(count);
    assert!(matches!(judged(text(300), "X0002"), Outcome::Fail(_)));
    // More places than can be looked at are not passed over in silence.
    let often = judged(text(3_000), "X0001");
    assert!(matches!(often, Outcome::Undecided(Why::TooOften, _)), "{often:?}");
}

/// As many rules as there may be: an unoptimised program takes seconds for what takes a third of
/// one otherwise (`cargo bench --bench check load_10_000_rules`).
#[test]
fn ten_thousand_rules_are_read_soon() {
    let check = "[check.phrase]\nentry = [{ find = \"错词N号\" }]\n";
    let examples = "[[example]]\nexpect = \"fail\"\ntext = \"有⟦错词N号⟧。\"\n\
        [[example]]\nexpect = \"pass\"\ntext = \"没有。\"\n";
    let template = source("templates/pack/required-section.toml");
    let head = template.split("[check.").next().unwrap();
    let head = head.replace("{section_en}", "{found}").replace("{section}", "{found}");
    let text = |number: usize| {
        let code = if number < 5_000 { "A" } else { "B" };
        format!("{head}{check}{examples}")
            .replace("LC0001", &format!("{code}{:04}", number % 5_000))
            .replace("id = \"required-section\"", &format!("id = \"rule-{number}\""))
            .replace("N号", &format!("{number}号"))
    };
    let rules = (0..10_000).map(|it| (format!("local/rule-{it}.toml"), text(it)));
    let own = ["pack", "authorities"]
        .map(|it| (format!("local/{it}.toml"), source(&format!("templates/pack/{it}.toml"))));
    let files: Vec<(String, String)> = rules.chain(own).collect();
    let sources: Vec<(&str, &str)> =
        files.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    let packs = soon(|| "10,000 rules".to_owned(), || Packs::for_checking(&sources).unwrap());
    assert_eq!(packs.pack("local").unwrap().rules.len(), 10_000);
}
