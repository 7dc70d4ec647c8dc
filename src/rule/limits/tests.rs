use super::*;
use crate::rule::Packs;
use crate::text::cut;

/// What is told of a file: the words at each place, and the message.
fn told(source: &str) -> Vec<(String, String)> {
    let table = DeTable::parse(source).unwrap();
    let found = problems("p/a.toml", source, &table).into_iter();
    found.map(|it| (cut(source, it.span).to_owned(), it.message.zh)).collect()
}

#[test]
fn the_packs_the_program_carries_come_near_no_limit() {
    Packs::builtin().unwrap();
}

#[test]
fn nonsense_is_told_at_its_place() {
    let table = [
        ("check.a.words = [\"甲\", \"\"]", "\"\"", "词语不能为空"),
        ("check.a.words = [\" \u{3000}\"]", "\" \u{3000}\"", "词语不能为空"),
        ("check.a.word = \"\"", "\"\"", "词语不能为空"),
        ("check.a.words = [\"甲\\u202E\"]", "\"甲\\u202E\"", "控制字符"),
        ("title.zh = \"甲\\u0007\"", "\"甲\\u0007\"", "控制字符"),
        ("check.a.number = -1", "-1", "0 至 1000000000"),
        ("check.a.number = 0xFFFFFFFF", "0xFFFFFFFF", "0 至 1000000000"),
        ("check.a.month = 4000000000", "4000000000", "1 至 12"),
        ("check.a.day = 0", "0", "1 至 31"),
        ("check.a.step = 0", "0", "1 至"),
        ("check.a.same = 1.5", "1.5", "0 至 1"),
        ("check.a.same = nan", "nan", "0 至 1"),
        ("check.a.since = 07:32:00", "07:32:00", "应为日期"),
        ("years = { from = 2020, to = 2019 }", "{ from = 2020, to = 2019 }", "起止颠倒"),
        ("years.from = 20190", "20190", "1900 至 2999"),
        ("example-year = 9223372036854775807", "9223372036854775807", "1900 至 2999"),
        ("[[example]]\nyear = 0", "0", "1900 至 2999"),
        ("check.a.says = [[\"甲\"], []]", "[]", "列表不能为空"),
        ("check.a.entry = []", "[]", "列表不能为空"),
        ("variant.\"甲\\n\\u0000\" = 1", "\"甲\\n\\u0000\"", "名称应为"),
        ("variant.\"\" = 1", "\"\"", "名称应为"),
    ];
    for (source, place, words) in table {
        let found = told(source);
        assert_eq!(found.len(), 1, "{source}: {found:?}");
        assert_eq!(found[0].0, place, "{source}");
        assert!(found[0].1.contains(words), "{source}: {found:?}");
    }
    let sound = [
        "check.a.entry = [{ find = \"甲\", replace = \"\", unless-before = [\"\\n\"] }]",
        "check.a.idle = \"\"",
        "check.a.same = 1",
        "[[matter]]\nunits = [\"\"]",
        "[[example]]\ntext = \"\\u0007\"",
        "years = { from = 2019, to = 2019 }",
    ];
    for source in sound {
        assert_eq!(told(source), [], "{source}");
    }
}

#[test]
fn what_is_too_long_or_too_many_is_told_at_its_place() {
    let long = |count: usize| format!("\"{}\"", "甲".repeat(count));
    let list = |count: usize| format!("[{}]", "1,".repeat(count));
    let table = [
        (format!("check.a.word = {}", long(MOST_WORD)), None),
        (format!("check.a.word = {}", long(MOST_WORD + 1)), Some("超过 400 个字")),
        (format!("why.zh = {}", long(MOST_CHARACTERS)), None),
        (format!("why.zh = {}", long(MOST_CHARACTERS + 1)), Some("超过 4000 个字")),
        (format!("check.a.words = {}", list(MOST_ITEMS)), None),
        (format!("check.a.words = {}", list(MOST_ITEMS + 1)), Some("2001 项")),
        (format!("check.a.entry = {}", list(10_001)), Some("10001 项")),
        (format!("{} = 1", "a".repeat(MOST_NAME + 1)), Some("名称应为")),
    ];
    for (source, words) in table {
        let found = told(&source);
        assert_eq!(found.len(), usize::from(words.is_some()), "{words:?}: {found:?}");
        assert!(words.is_none_or(|it| found[0].1.contains(it)), "{found:?}");
    }
    let many: Vec<String> = (0..=MOST_NAMES).map(|it| format!("a{it} = 1\n")).collect();
    assert!(told(&many.concat())[0].1.contains("超过 500 项"));
    let wrong: Vec<String> = (0..100).map(|it| format!("a{it} = -1\n")).collect();
    assert_eq!(told(&wrong.concat()).len(), MOST_PROBLEMS);
}

#[test]
fn one_rule_too_many_is_told_and_no_rule_is_read() {
    let mut files: Vec<(String, &str)> =
        (0..=MOST_RULES).map(|it| (format!("甲/r{it:05}.toml"), "id = 1")).collect();
    files.push(("甲/pack.toml".to_owned(), "id = \"甲\""));
    let sources: Vec<SourceFile<'_>> = files.iter().map(|it| (it.0.as_str(), it.1)).collect();
    let problems = Packs::for_checking(&sources).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].path, "甲/r10000.toml");
    assert!(problems[0].message.zh.contains("超过 10000 条"));
    assert!(too_many(&sources[1..]).is_none());
}

#[test]
fn what_is_made_to_exhaust_the_loader_is_refused_soon() {
    let table = [
        format!("a = {}", "[".repeat(100_000)),
        format!("a = {}{}", "{ a = ".repeat(90), "}".repeat(90)),
        format!("[{}a]", "a.".repeat(100_000)),
        "[a]\n".repeat(100_000),
        "a = 1\n".repeat(100_000),
        "[[check]]\n".repeat(100_000),
        (0..100_000).map(|it| format!("a{it} = {it}")).collect::<Vec<_>>().join("\n"),
        format!("{} = 1", "a".repeat(1 << 20)),
        format!("severity = \"{}\"", "a".repeat(1 << 20)),
        format!("check.phrase.entry = [{}]", "{ find = 1 },".repeat(50_000)),
        format!("title = {{ zh = \"{}\", en = 1 }}", "甲\u{202E}".repeat(100_000)),
    ];
    for text in &table {
        let start = std::time::Instant::now();
        let files = [("甲/pack.toml", text.as_str()), ("甲/a.toml", text.as_str())];
        let problems = Packs::for_checking(&files).unwrap_err();
        let shown: String = text.chars().take(30).collect();
        assert!(
            (1..=2 * MOST_PROBLEMS + 2).contains(&problems.len()),
            "{shown}: {}",
            problems.len()
        );
        // Much less alone; other work on the machine counts as well.
        assert!(start.elapsed().as_secs() < 40, "{shown}: {:?}", start.elapsed());
    }
}

#[test]
fn mistakes_without_end_are_told_in_bounds() {
    let pack =
        ("甲/pack.toml", "id = \"甲\"\ntitle = { zh = \"甲\", en = \"a\" }\nexample-year = 2023\n");
    let load = |text: &str, count: usize| {
        let names: Vec<String> = (0..count).map(|it| format!("甲/r{it}.toml")).collect();
        let rules = names.iter().map(|it| (it.as_str(), text));
        let files: Vec<SourceFile<'_>> = [pack].into_iter().chain(rules).collect();
        Packs::for_checking(&files).unwrap_err()
    };
    let many = load("a = -1\nb = -1\n", 2_000);
    assert!((MOST_IN_ALL..MOST_IN_ALL + 20).contains(&many.len()), "{}", many.len());
    let large = load(&format!("a = -1\n{}", "# 甲\n".repeat(400_000)), 40);
    let bytes: usize = large.iter().map(|it| it.source.len()).sum();
    assert!(bytes < 4 * MOST_BYTES, "{bytes}");
}
