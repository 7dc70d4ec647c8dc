use proptest::prelude::*;

use super::super::fields::MOST_TOLD;
use super::*;

fn names(text: &str) -> Vec<(String, String)> {
    let list = BodyList::parse("名单.csv", text, &[]).unwrap();
    let place = |span: Span| crate::text::cut(text, span).to_owned();
    list.bodies.iter().map(|it| (it.name.value.clone(), place(it.name.span))).collect()
}

#[test]
fn names_have_their_places_however_rows_are_written() {
    let same = |name: &str| (name.to_owned(), name.to_owned());
    for text in [
        "名称,别名\n甲镇,\n乙镇,乙\n",
        "名称;别名\r\n甲镇;\r\n\r\n\r\n乙镇;乙\r\n",
        "名称\t别名\n甲镇\n\n\t\t\n乙镇\t乙",
        "\r\n,,\r\n\"名称\",\"别名，\n简称\"\r\n\" 甲镇 \",\"\"\r\n乙镇,\"乙,丙\"\r\n",
        "序号,name,备注\r1,　甲镇,\"两\n行\"\r2,\"乙镇\",无\r",
        "名称\n甲镇\n乙镇\n",
        "名称,别名\n甲镇,\n乙镇,\n,\n合 计,\n",
    ] {
        assert_eq!(names(text), [same("甲镇"), same("乙镇")], "{text:?}");
    }
    let quotes = names("名称\n\"甲\"\"镇\"\"\"\n");
    assert_eq!(quotes, [("甲\"镇\"".to_owned(), "甲\"\"镇\"\"".to_owned())]);
    assert_eq!(names("名称\n \"甲镇\" \n"), [same("\"甲镇\"")]);
}

#[test]
fn every_cell_is_understood() {
    let text = "机关名称（全称）,别名,类型（GB/DEP/TWN）,上级,期限,联系人\n\
                甲镇,甲；甲镇政府、 老甲 ;,乡镇（街道）,某县,1月31日,张三\n\
                乙局,,部门,某县,1/31,\n丙县,,gb,,３-５,李四\n丁,,,,,\n";
    let list = BodyList::parse("名单.csv", text, &[]).unwrap();
    let of = |it: &Body| {
        let aliases = it.aliases.iter().map(|it| it.value.clone()).collect::<Vec<_>>().join("/");
        let texts = [&it.parent, &it.deadline].map(|it| it.as_ref().map_or("-", |it| &it.value));
        let kind = it.kind.map_or("-", |it| it.value.name());
        format!("{} {aliases} {kind} {}", it.name.value, texts.join(" "))
    };
    let told: Vec<String> = list.bodies.iter().map(of).collect();
    let wanted = [
        "甲镇 甲/甲镇政府/老甲 TWN 某县 01-31",
        "乙局  DEP 某县 01-31",
        "丙县  GB - 03-05",
        "丁  - - -",
    ];
    assert_eq!(told, wanted);
    assert_eq!(list.unused, ["联系人"]);
    assert_eq!(list.kind_of("老甲"), Some(BodyKind::Twn));
    for alias in &list.bodies[0].aliases {
        assert_eq!(crate::text::cut(text, alias.span), alias.value);
    }
}

#[test]
fn no_more_rows_and_mistakes_than_are_of_use() {
    let rows: Vec<String> = (0..=MOST_ROWS).map(|it| it.to_string()).collect();
    let long = format!("name\n{}\n", rows.join("\n"));
    let problems = BodyList::parse("名单.csv", &long, &[]).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, too_many());
    let wrong = "name,kind\n".to_owned() + &"甲,X\n".repeat(1000);
    let problems = BodyList::parse("名单.csv", &wrong, &[]).unwrap_err();
    assert_eq!(problems.len(), MOST_TOLD + 1);
    assert_eq!(problems[MOST_TOLD].message.en, "1949 more mistakes from here on are not told");
}

proptest! {
    #[test]
    fn whatever_stands_there_is_read_or_refused_with_a_place(
        text in "(名称|name|kind|,|;|\t|\"|\"\"|\n|\r\n|\r| |　|甲镇|1月31日|GB|、|\u{FEFF}){0,60}",
        head in prop::bool::ANY,
    ) {
        let text = if head { format!("名称,别名,类型,期限\n{text}") } else { text };
        match BodyList::parse("名单.csv", &text, &[]) {
            Ok(list) => for name in list.bodies.iter().flat_map(|it| std::iter::once(&it.name).chain(&it.aliases)) {
                let place = crate::text::cut(&text, name.span);
                // Quotes and blanks of the cell are no part of the name.
                let plain = |it: &str| it.replace(['"', '\u{3000}', ' ', '\u{FEFF}'], "");
                prop_assert!(plain(place).contains(&plain(&name.value)), "{place:?}");
            },
            Err(problems) => for it in problems {
                prop_assert!(text.get(it.span.range()).is_some());
            },
        }
    }
}
