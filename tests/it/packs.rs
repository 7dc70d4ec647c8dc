//! Every mistake that a pack can hold is told at its place, in both languages, with a remedy. ⟦ ⟧
//! mark the place in the file at fault.

use hegui::examples::unmark;
use hegui::lang::Lang;
use hegui::render::{Look, problems};
use hegui::rule::{Packs, Problem, SourceFile};
use hegui::text::Span;

use crate::cli::Desk;
use crate::render::LOOK;

pub(crate) const PACK: &str = r#"id = "lan"
title = { zh = "岚川规则", en = "Rules of Lanchuan" }
report-years = { from = 2024 }
example-year = 2024
"#;

const AUTHORITIES: &str = r#"[[authority]]
id = "notice"
name = { zh = "《通知》", en = "Notice" }
binding = true
standing = "unverified"
"#;

const RULE: &str = r#"code = "LN0001"
id = "slogan"
since = "1.0.0"
status = "active"
severity = "warning"
title = { zh = "口号", en = "slogan" }
message = { zh = "“{found}”是口号", en = "a slogan: {found}" }
why = { zh = "空话。", en = "Empty words." }
[[cite]]
authority = "notice"
[check.phrase]
entry = [{ find = "大干快上" }]
[[example]]
expect = "fail"
text = "⟪大干快上⟫"
[[example]]
expect = "pass"
text = "实干"
"#;

/// The files of a pack in order; ⟪ ⟫ are the marks of examples, so that ⟦ ⟧ may mark mistakes.
fn sound() -> [(&'static str, String); 3] {
    [
        ("lan/authorities.toml", AUTHORITIES.to_owned()),
        ("lan/pack.toml", PACK.to_owned()),
        ("lan/slogan.toml", RULE.to_owned()),
    ]
}

/// What is said of files in which ⟦ ⟧ mark the mistakes, and the places marked, by file.
pub(crate) fn told(files: &[(&str, String)]) -> (Vec<Problem>, Vec<(String, Span)>) {
    let mut marks = Vec::new();
    let mut bare: Vec<(&str, String)> = Vec::new();
    for (name, text) in files {
        let (text, spans) = unmark(text);
        marks.extend(spans.into_iter().map(|span| ((*name).to_owned(), span)));
        bare.push((name, text.replace('⟪', "⟦").replace('⟫', "⟧")));
    }
    let sources: Vec<SourceFile<'_>> = bare.iter().map(|(n, t)| (*n, t.as_str())).collect();
    (Packs::for_checking(&sources).err().unwrap_or_default(), marks)
}

/// Changes to the sound pack (file, what stands there, what is written instead; a new file where
/// nothing stands there) and what is then said. Marks at the very start of what is written are
/// those of the whole file.
pub(crate) struct Case<'a>(
    pub(crate) &'a [(&'static str, &'static str, &'static str)],
    pub(crate) &'a [&'static str],
);

pub(crate) fn changed(
    edits: &[(&'static str, &'static str, &'static str)],
) -> Vec<(&'static str, String)> {
    let mut files: Vec<(&str, String)> = sound().into();
    for (file, right, instead) in edits {
        if right.is_empty() {
            files.push((*file, (*instead).to_owned()));
            continue;
        }
        let text = &mut files.iter_mut().find(|it| it.0 == *file).unwrap().1;
        assert_eq!(text.matches(right).count(), 1, "{right}");
        *text = match instead.strip_prefix("⟦⟧") {
            Some(rest) => format!("⟦⟧{}", text.replacen(right, rest, 1)),
            None => text.replacen(right, instead, 1),
        };
    }
    files.sort();
    files
}

pub(crate) fn check(cases: &[Case<'_>]) {
    let mut wrong = Vec::new();
    for Case(edits, said) in cases {
        let (found, mut marks) = told(&changed(edits));
        let mut places: Vec<(String, Span)> =
            found.iter().map(|it| (it.path.clone(), it.span)).collect();
        places.sort();
        marks.sort();
        let words = |it: &Problem| {
            let help = it.help.as_ref().map_or(String::new(), |help| format!(" → {}", help.zh));
            format!("{}{help}", it.message.zh)
        };
        let words: Vec<String> = found.iter().map(words).collect();
        let fits = words.iter().zip(*said).all(|(it, said)| it.starts_with(said));
        if places != marks || words.len() != said.len() || !fits {
            let quote = |it: &Problem| it.source[it.span.range()].to_owned();
            let quotes: Vec<String> = found.iter().map(quote).collect();
            wrong.push(format!("{edits:?}\n  {words:?}\n  at {quotes:?}"));
        }
        for (lang, lead) in [(Lang::Zh, "规则包有误"), (Lang::En, "bad rule pack")] {
            let printed = problems(&found, Look { lang, width: 80, ..LOOK });
            // Each is shown with the line at fault and a caret or a rule below it.
            let carets =
                printed.lines().filter(|it| it.contains('·') && it.contains(['▲', '─', '┬']));
            if printed.matches(lead).count() != said.len() || carets.count() < said.len() {
                wrong.push(format!("{edits:?} is shown without a caret:\n{printed}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub(crate) const R: &str = "lan/slogan.toml";
pub(crate) const P: &str = "lan/pack.toml";
const A: &str = "lan/authorities.toml";
const TITLE: &str = r#"title = { zh = "口号", en = "slogan" }"#;
pub(crate) const MESSAGE: &str =
    r#"message = { zh = "“{found}”是口号", en = "a slogan: {found}" }"#;
const WHY: &str = r#"why = { zh = "空话。", en = "Empty words." }"#;
const CITE: &str = "[[cite]]\nauthority = \"notice\"\n";
pub(crate) const CHECK: &str = "[check.phrase]\nentry = [{ find = \"大干快上\" }]\n";
const FAIL: &str = "[[example]]\nexpect = \"fail\"\ntext = \"⟪大干快上⟫\"\n";
const PASS: &str = "[[example]]\nexpect = \"pass\"\ntext = \"实干\"\n";

#[test]
fn a_pack_in_order_is_taken() {
    assert_eq!(told(&changed(&[])), (Vec::new(), Vec::new()));
}

#[test]
fn what_a_rule_must_have() {
    check(&[
        Case(&[(R, "code = \"LN0001\"\n", "⟦⟧")], &["缺少必填项 code → code："]),
        Case(&[(R, "id = \"slogan\"\n", "⟦⟧")], &["缺少必填项 id → id："]),
        Case(&[(R, "since = \"1.0.0\"\n", "⟦⟧")], &["缺少必填项 since → since："]),
        Case(&[(R, "status = \"active\"\n", "⟦⟧")], &["缺少必填项 status → status："]),
        Case(&[(R, "severity = \"warning\"\n", "⟦⟧")], &["缺少必填项 severity → severity："]),
        Case(&[(R, TITLE, "⟦⟧")], &["缺少必填项 title → title："]),
        Case(&[(R, MESSAGE, "⟦⟧")], &["缺少必填项 message → message："]),
        Case(&[(R, WHY, "⟦⟧")], &["缺少必填项 why → why："]),
        Case(&[(R, CHECK, "⟦⟧")], &["缺少必填项 check → check："]),
        Case(&[(R, CITE, "⟦⟧")], &["缺少必填项 cite → cite："]),
        Case(&[(R, TITLE, "⟦title⟧ = { zh = \"口号\" }")], &["title 缺少必填项 en → en："]),
        Case(&[(R, WHY, "⟦why⟧ = { en = \"Empty\" }")], &["why 缺少必填项 zh → zh："]),
        Case(&[(R, WHY, "⟦why⟧ = { zh = \"空\", en = \" \" }")], &["中文和英文都必须填写"]),
        Case(
            &[(R, TITLE, "⟦title⟧ = { zh = \"slogan\", en = \"slogan\" }")],
            &["中文和英文都必须填写"],
        ),
        Case(
            &[(R, MESSAGE, "message = ⟦{ zh = \"slogan\", en = \"slogan\" }⟧")],
            &["中文和英文都必须填写"],
        ),
        Case(
            &[
                (R, "id = \"slogan\"", "id = ⟦\"slogan\"⟧"),
                (R, CITE, ""),
                (R, WHY, "cite = []\nwhy = { zh = \"空话。\", en = \"Empty words.\" }"),
            ],
            &["规则没有写明依据（[[cite]]）"],
        ),
        Case(
            &[(R, PASS, ""), (R, "[[example]]", "[[⟦example⟧]]")],
            &["规则缺少合格示例 → 增加 [[example]]，其中 expect = \"pass\""],
        ),
        Case(
            &[(R, FAIL, ""), (R, "[[example]]", "[[⟦example⟧]]")],
            &["规则缺少不合格示例 → 增加 [[example]]，其中 expect = \"fail\""],
        ),
    ]);
}

#[test]
fn what_stands_in_a_rule_and_is_wrong() {
    check(&[
        Case(&[(R, "since = ", "⟦sinse⟧ = \"1\"\nsince = ")], &["不认识的名称 sinse，可用的有："]),
        Case(
            &[(R, "status = \"active\"", "⟦sttus⟧ = \"active\"")],
            &["不认识的名称 sttus，可用的有："],
        ),
        Case(
            &[(R, "\"active\"", "⟦\"actve\"⟧")],
            &["没有 actve 这一取值，可用的有：draft、active、retired → 是否想写 active？"],
        ),
        Case(
            &[(R, "\"active\"", "⟦3⟧")],
            &["此处应为以下之一：\"draft\"、\"active\"、\"retired\""],
        ),
        Case(&[(R, "\"active\"", "⟦active⟧")], &["TOML 写法有误：文字须用引号括起"]),
        Case(
            &[(R, "[check.phrase]", "[check.⟦phrse⟧]")],
            &["不认识的名称 phrse → 是否想写 phrase？"],
        ),
        Case(&[(R, CHECK, "[⟦check⟧]\n")], &["此处是空的 → 写明以下之一：abbreviation、"]),
        Case(
            &[(
                R,
                CHECK,
                "[check.phrase]\nentry = [{ find = \"大干快上\" }]\n[check.⟦chapter-empty⟧]\n",
            )],
            &["此处只能有一项，chapter-empty 是多余的"],
        ),
        Case(&[(R, "find", "⟦fnd⟧")], &["不认识的名称 fnd，可用的有："]),
        Case(
            &[(R, "{ find = \"大干快上\" }", "{ find = \"大干快上\" }, ⟦{}⟧")],
            &["缺少必填项 find → find："],
        ),
        Case(&[(R, "\"大干快上\" }", "⟦3⟧ }")], &["取值的类型不符，此处应为文字（用引号括起）"]),
        Case(
            &[(R, "entry = [{ find = \"大干快上\" }]", "entry = ⟦\"大干快上\"⟧")],
            &["取值的类型不符，此处应为列表（用方括号括起）"],
        ),
        Case(
            &[(R, CHECK, "[check.phrase]\nentry = [{ find = \"甲\" }]\nonce = ⟦\"yes\"⟧\n")],
            &["取值的类型不符，此处应为 true 或 false"],
        ),
        Case(
            &[(
                R,
                CHECK,
                "[check.signing-day]\nreport = \"late\"\ndeadline = [{ month = ⟦-1⟧, day = 3 }]\n",
            )],
            &["数值应在 1 至 12 之间"],
        ),
        Case(
            &[(R, CHECK, "[check.date-form]\nwrong = \"han\"\nsince = ⟦3⟧\n")],
            &["取值的类型不符，此处应为日期，如 2027-03-31"],
        ),
        Case(&[(R, "\"LN0001\"", "⟦\"L1\"⟧")], &["代码应为一至两个大写字母加四位数字，如 HG0401"]),
        Case(
            &[(R, "\"slogan\"\ns", "⟦\"slogans\"⟧\ns")],
            &["规则名 slogans 与文件名 slogan 不一致"],
        ),
        Case(
            &[(R, "since = \"1.0.0\"", "⟦since⟧ = \"1.0\"")],
            &["启用版本应写作三段数字，如 1.0.0"],
        ),
        Case(&[(R, "\"notice\"", "⟦\"notise\"⟧")], &["没有名为 notise 的依据 → 是否想写 notice？"]),
        Case(
            &[(R, "\"warning\"", "⟦\"error\"⟧")],
            &["“错误”须以已核实的强制性依据或算术、逻辑为据 → 补充依据，或改为 warning"],
        ),
        Case(
            &[(R, MESSAGE, "message = ⟦{ zh = \"“{fund}”是口号\", en = \"a slogan\" }⟧")],
            &["此处没有可引用的值 {fund}，可用的有：found、replacement、count → 是否想写 found？"],
        ),
        Case(
            &[(
                R,
                CITE,
                "[variant]\nno-replacment = ⟦{ message = { zh = \"口号\", en = \"slogan\" } }⟧\n[[cite]]\nauthority = \"notice\"\n",
            )],
            &["没有名为 no-replacment 的消息 → 是否想写 no-replacement？"],
        ),
        Case(
            &[(R, FAIL, "⟦[[example]]⟧\nexpect = \"fail\"\ntext = \"大干快上\"\n")],
            &["不合格示例须用 ⟦ ⟧ 标出问题所在，其他示例不得标记"],
        ),
        Case(
            &[(R, FAIL, "⟦[[example]]⟧\nexpect = \"fail\"\ntext = \"⟪大干快上\"\n")],
            &["标记 ⟦ ⟧ 没有成对"],
        ),
        Case(
            &[(R, CITE, "yields-to = [⟦\"typo-knwn\"⟧]\n[[cite]]\nauthority = \"notice\"\n")],
            &["没有名为 typo-knwn 的规则 → 是否想写 typo-known？"],
        ),
    ]);
}

const OTHER: &str = r#"code = "LN0002"
id = "other"
since = "1.0.0"
status = "active"
severity = "warning"
title = { zh = "口号", en = "slogan" }
message = { zh = "口号", en = "slogan" }
why = { zh = "空话。", en = "Empty words." }
[[cite]]
authority = "notice"
[check.phrase]
entry = [{ find = "敢想敢干" }]
[[example]]
expect = "fail"
text = "⟪敢想敢干⟫"
[[example]]
expect = "pass"
text = "实干"
"#;

/// The other rule with something else in place of some words.
fn other(right: &str, instead: &str) -> &'static str {
    assert_eq!(OTHER.matches(right).count(), 1, "{right}");
    OTHER.replacen(right, instead, 1).leak()
}

#[test]
fn what_only_all_files_together_show() {
    check(&[
        Case(
            &[
                ("lan/other.toml", "", other("\"LN0002\"", "\"LN0001\"")),
                (R, "\"LN0001\"", "⟦\"LN0001\"⟧"),
            ],
            &["代码 LN0001 已被另一条规则使用"],
        ),
        Case(
            &[("lan/typo-known.toml", "", other("\"other\"", "⟦\"typo-known\"⟧"))],
            &["规则名 typo-known 已被使用"],
        ),
        Case(&[(R, "\"LN0001\"", "⟦\"HG9901\"⟧")], &["HG 开头的代码留给内置规则 → 用自己的字母"]),
        Case(
            &[(P, "\"lan\"", "⟦\"lanchuan\"⟧")],
            &["规则包名 lanchuan 与文件夹名 lan 不一致 → 两者改成一样"],
        ),
        Case(
            &[
                (P, "id = \"lan\"", "id = ⟦\"lan\"⟧"),
                (P, "example-year = 2024", "example-year = 2023"),
            ],
            &["示例年度 2023 不在适用的报告年度之内"],
        ),
        Case(
            &[(P, "id = \"lan\"", "id = ⟦\"lan\"⟧"), (P, "\"岚川规则\"", "\"\"")],
            &["规则包的中英文名称都必须填写"],
        ),
        Case(
            &[(P, "example-year", "extends = [⟦\"form-2012\"⟧]\nexample-year")],
            &["没有名为 form-2012 的规则包 → 是否想写 form-20"],
        ),
        Case(
            &[(P, "id = \"lan\"", "id = ⟦\"lan\"⟧\nera = \"R24\"")],
            &["规则包 form-2021 已为同样的报告年度规定了 era"],
        ),
        Case(
            &[(
                P,
                "id = \"lan\"",
                "id = ⟦\"lan\"⟧\nchapter = [{ key = \"a\", title = \"甲\", en = \"a\", required = true }]",
            )],
            &["规则包 regulation-2019 已为同样的报告年度规定了 chapter → 去掉 chapter"],
        ),
        Case(
            &[
                (P, "example-year", "extends = [⟦\"lin\"⟧]\nexample-year"),
                (
                    "lin/pack.toml",
                    "",
                    "id = \"lin\"\ntitle = { zh = \"林\", en = \"Lin\" }\nextends = [⟦\"lan\"⟧]\nexample-year = 2024\n",
                ),
            ],
            &["规则包互相以对方为基础 → 去掉其中一方的 extends", "规则包互相以对方为基础"],
        ),
        Case(
            &[("common/pack.toml", "", "⟦⟧id = \"common\"\n")],
            &["程序已内置名为 common 的规则包 → 去掉这一规则包"],
        ),
        Case(
            &[("lin/other.toml", "", other("code = \"LN0002\"", "⟦⟧code = \"LN0002\""))],
            &["规则包 lin 没有可用的 pack.toml"],
        ),
        Case(
            &[(
                A,
                "[[authority]]",
                "[[authority]]\nid = \"notice\"\nname = { zh = \"《通知》\", en = \"Notice\" }\nbinding = true\nstanding = \"read\"\n⟦[[authority]]⟧",
            )],
            &["依据 notice 重复定义"],
        ),
        Case(&[(A, "\"unverified\"", "⟦\"unverifed\"⟧")], &["没有 unverifed 这一取值，可用的有："]),
    ]);
}

/// A change of the pack to a rule of others.
fn adjust(lines: &str) -> &'static str {
    let why = "why = { zh = \"本地情况。\", en = \"Local conditions.\" }";
    format!("example-year = 2024\n[[adjust]]\n{why}\n{lines}\n").leak()
}

#[test]
fn what_a_pack_may_not_change() {
    let change = |lines| [(P, "example-year = 2024\n", adjust(lines))];
    check(&[
        Case(
            &change(
                "rule = \"signing-late\"\n[adjust.check.signing-day]\ndeadline = [{ month = 2, day = 20 }]",
            ),
            &[],
        ),
        Case(
            &change("rule = ⟦\"signing-lat\"⟧"),
            &["没有名为 signing-lat 的规则 → 是否想写 signing-late？"],
        ),
        Case(&change("rule = ⟦\"slogan\"⟧"), &["这是本规则包自己的规则 → 直接修改规则文件"]),
        Case(
            &change("rule = \"heading-marker\"\nseverity = ⟦\"error\"⟧"),
            &["“错误”须以已核实的强制性依据或算术、逻辑为据 → 在 [[adjust.cite]] 中补充依据"],
        ),
        Case(
            &change("rule = \"url-host\"\n[[adjust.cite]]\nauthority = ⟦\"notise\"⟧"),
            &["没有名为 notise 的依据 → 是否想写 notice？"],
        ),
        Case(
            &change("rule = \"signing-late\"\n[adjust.check.signing-day]\n⟦deadlin⟧ = []"),
            &["不认识的名称 deadlin，可用的有："],
        ),
        Case(
            &change(
                "rule = \"signing-late\"\n[adjust.check.signing-day]\ndeadline = [{ ⟦moth⟧ = 2, day = 1 }]",
            ),
            &["不认识的名称 moth，可用的有："],
        ),
        Case(
            &change("rule = \"signing-late\"\n[adjust.check.signing-day]\ndeadline = ⟦3⟧"),
            &["取值的类型不符，此处应为列表"],
        ),
        Case(
            &change("rule = \"signing-late\"\ncheck = ⟦{ topics = {} }⟧"),
            &["此规则的检查方式是 signing-day，不是 topics"],
        ),
        Case(
            &[
                (
                    P,
                    "example-year = 2024\n",
                    adjust(
                        "rule = \"signing-late\"\ncheck = { signing-day = { deadline = [{ month = 2, day = 20 }] } }",
                    ),
                ),
                (
                    "lin/pack.toml",
                    "",
                    "id = \"lin\"\ntitle = { zh = \"林\", en = \"Lin\" }\nexample-year = 2024\n\
                    [[adjust]]\nrule = \"signing-late\"\nwhy = { zh = \"本地。\", en = \"Local.\" }\n\
                    check = ⟦{ signing-day = { deadline = [{ month = 2, day = 20 }] } }⟧\n",
                ),
            ],
            &["规则包 lan 已调整了此规则的参数 → 把参数写在同一处"],
        ),
    ]);
}

#[test]
fn signs_of_chinese_writing_are_named_with_what_to_type() {
    check(&[
        Case(
            &[(R, "code = \"LN0001\"", "code = ⟦“⟧LN0001”")],
            &["此处用了中文的““” → 改为半角的 \""],
        ),
        Case(&[(R, "code = ", "code ⟦＝⟧ ")], &["此处用了中文的“＝” → 改为半角的 ="]),
        Case(
            &[(R, "\"口号\", en = \"slogan\" }", "\"口号\"⟦，⟧ en = \"slogan\" }")],
            &["此处用了中文的“，” → 改为半角的 ,"],
        ),
        Case(
            &[(R, "[check.phrase]", "⟦［⟧check.phrase］")],
            &["此处用了中文的“［” → 改为半角的 ["],
        ),
        Case(&[(R, "status = ", "status⟦\u{3000}⟧= ")], &["此处的空格不是半角空格 → 改为半角空格"]),
    ]);
}

#[test]
fn a_table_is_no_list_and_an_entry_has_its_place() {
    check(&[
        Case(&[(R, TITLE, "title = ⟦[\"口号\", \"slogan\"]⟧")], &["取值的类型不符，此处应为表"]),
        Case(&[(P, "{ from = 2024 }", "⟦[2024]⟧")], &["取值的类型不符，此处应为表"]),
        Case(
            &[(R, CITE, "⟦[cite]⟧\nauthority = \"notice\"\n")],
            &["取值的类型不符，此处应为列表（用方括号括起） → 另起一节的写作 [[cite]]"],
        ),
        Case(
            &[(R, "text = \"实干\"", "text = \"实干\"\n⟦guard⟧ = 3")],
            &["不认识的名称 guard，可用的有："],
        ),
        Case(
            &[(R, "text = \"实干\"", "text = \"实干\"\nbody = ⟦\"镇\"⟧")],
            &["没有 镇 这一取值，可用的有：GB、DEP、TWN"],
        ),
        Case(
            &[(R, CITE, "[[cite]]\nauthority = \"notice\"\narticle = ⟦3.5⟧\n")],
            &["取值的类型不符，此处应为整数或文字"],
        ),
    ]);
}

/// The last word on a rule is the most local one, whatever the names of the packs.
#[test]
fn the_most_local_pack_has_the_last_word() {
    const PROVINCE: &str = "id = \"zz\"\ntitle = { zh = \"省\", en = \"Province\" }\nexample-year = 2024\n\
        [[adjust]]\nrule = \"signing-late\"\nwhy = { zh = \"省里规定。\", en = \"Provincial.\" }\n\
        severity = \"warning\"\ncheck = { signing-day = { deadline = [{ month = 2, day = 20 }] } }\n";
    const COUNTY: &str = "id = \"aa\"\ntitle = { zh = \"县\", en = \"County\" }\nexample-year = 2024\n\
        extends = [\"zz\"]\n[[adjust]]\nrule = \"signing-late\"\n\
        why = { zh = \"县里规定。\", en = \"Of the county.\" }\n\
        check = { signing-day = { deadline = [{ month = 2, day = 10 }] } }\n\
        [[adjust]]\nrule = \"signature-missing\"\nwhy = { zh = \"县里规定。\", en = \"Of the county.\" }\n\
        severity = \"info\"\n";
    let desk = Desk::new(&[("aa/pack.toml", COUNTY), ("zz/pack.toml", PROVINCE)]);
    desk.put("报告.txt", crate::cli::sound());
    let late = |args: &[&str]| desk.run(args).ends(0);
    // 2013-01-20 is before both days, 2013-02-15 only before that of the province.
    desk.put("迟.txt", crate::cli::sound().replace("1月20日", "2月15日"));
    let args = ["check", "--pack", "aa", "--pack", "zz", "迟.txt"];
    late(&args).says("warning[HG0308] 成文日期2013年2月15日晚于2013年2月10日的公布期限");
    late(&["check", "--pack", "zz", "迟.txt"]).keeps_from("[HG0308]");
    // A change by a built-in pack is older than any local one.
    desk.put("无名.txt", crate::cli::sound().replace("青禾镇人民政府\n2013年1月20日\n", ""));
    late(&["check", "无名.txt"]).says("warning[HG0307]");
    late(&["check", "--pack", "aa", "--pack", "zz", "无名.txt"]).keeps_from("HG0307");
}

#[test]
fn no_parameter_makes_an_error_that_no_act_stands_behind() {
    let rule = RULE.replace("find = \"大干快上\"", "find = \"大干快上\", severity = \"error\"");
    let rule = rule.replace('⟪', "⟦").replace('⟫', "⟧");
    let desk = Desk::new(&[("lan/pack.toml", PACK), ("lan/authorities.toml", AUTHORITIES)]);
    desk.put("lan/slogan.toml", &rule);
    desk.put("文.txt", crate::cli::sound().replace("2012", "2024").replace("2013", "2025"));
    desk.put("文.txt", desk.text("文.txt").replace("全年没有发生", "全年大干快上"));
    let run = desk.run(&["check", "--pack", "lan", "--select", "slogan", "文.txt"]);
    // Its tables are not there.
    let run = run.ends(3);
    run.says("warning[LN0001]").keeps_from("error[LN0001]");
}

#[test]
fn what_the_law_gives_is_not_given_again() {
    let form = "[[form]]\nid = \"T3\"\ntitle = { zh = \"表三\", en = \"Table 3\" }\n\
        report-years = { from = 2024 }\n[[form.block]]\nrow = [{ key = \"a\", label = \"甲\" }]\n\
        column = [{ key = \"b\", label = \"乙\" }]\n";
    let form: &str = format!("example-year = 2024\n{form}").leak();
    check(&[Case(
        &[(P, "id = \"lan\"", "id = ⟦\"lan\"⟧"), (P, "example-year = 2024\n", form)],
        &["规则包 form-2021 已为同样的报告年度规定了 form T3"],
    )]);
}

#[test]
fn what_can_never_have_an_effect_is_refused() {
    let change = |lines| [(P, "example-year = 2024\n", adjust(lines))];
    check(&[
        Case(&change("rule = ⟦\"url-host\"⟧"), &["没有写明调整什么 → 写明 enabled"]),
        Case(
            &change("rule = ⟦\"denial-not-reported\"⟧\nenabled = false"),
            &["此规则不适用于本规则包的报告年度，调整没有作用"],
        ),
        Case(
            &change("rule = ⟦\"HG0804\"⟧\nenabled = false"),
            &["此处应写规则的名称，不是代码 → 写作 url-host"],
        ),
        Case(
            &[(R, "id = \"slogan\"\n", "id = ⟦\"slogan\"⟧\nyears = { to = 2020 }\n")],
            &["规则的年度与规则包适用的报告年度没有重合，永远不会运行"],
        ),
    ]);
}

#[test]
fn what_a_pack_takes_from_the_law_is_told_with_the_result() {
    let off = "example-year = 2024\n[[adjust]]\nrule = \"signing-late\"\nenabled = false\n\
        why = { zh = \"试点。\", en = \"A trial.\" }\n[[adjust]]\nrule = \"url-host\"\n\
        enabled = false\nwhy = { zh = \"试点。\", en = \"A trial.\" }\n";
    let desk = Desk::new(&[("lan/authorities.toml", AUTHORITIES)]);
    desk.put("lan/pack.toml", PACK.replace("example-year = 2024\n", off));
    desk.put("文.txt", crate::cli::sound());
    let run = desk.run(&["check", "--pack", "lan", "文.txt"]);
    run.warns("提示：规则包 lan：HG0308 signing-late（错误）不启用。").err.contains("HG0804");
    desk.run(&["check", "文.txt"]).ends(0).keeps_from("HG0308");
}
