//! Document numbers as they are met, right and wrong.

use super::*;
use DocFlawKind::{Bracket, LostBracket, LostMark, OrdinalWord, Padded};

fn found_in(text: &str) -> Vec<DocNumber> {
    scan(text, &Landmarks::folded(text))
}

fn flaws(text: &str) -> Vec<DocFlawKind> {
    found_in(text).into_iter().flat_map(|it| it.flaws).map(|it| it.kind).collect()
}

#[test]
fn right_numbers_have_no_flaw() {
    for text in [
        "国办发〔2014〕32号",
        "国办发〔2019〕2-116号",
        "（2021）浙02行初12号，",
        "会议（2018）3次",
        "[2013]27号",
    ] {
        assert_eq!(flaws(text), [], "{text}");
    }
    assert_eq!(found_in("闽政办函〔2014〕130号").first().map(|it| it.number), Some(130));
}

#[test]
fn wrong_forms_are_told_apart() {
    let table: [(&str, &[DocFlawKind]); 8] = [
        ("国办发[2013]27号", &[Bracket, Bracket]),
        ("政办【2012】144号", &[Bracket, Bracket]),
        ("国办发（2021）30号", &[Bracket, Bracket]),
        ("国办发﹝2021﹞第30号", &[Bracket, Bracket, OrdinalWord]),
        ("国办发〔2021〕030号", &[Padded]),
        ("政发〔201864号", &[LostBracket]),
        ("政办2018〕43号", &[LostBracket]),
        ("国办发〔2021〕30）", &[LostMark]),
    ];
    for (text, wanted) in table {
        assert_eq!(flaws(text), wanted, "{text}");
    }
}

#[test]
fn orders_are_read_in_every_order_of_words() {
    for text in [
        "国务院令第492号",
        "国务院令（第492号）",
        "国务院第492号令",
        "国务院492号令",
        "国令第492号",
    ] {
        let found = found_in(text);
        let it = found.first().unwrap();
        assert!(it.is_order && it.issuer.starts_with('国'), "{text}");
        assert_eq!((found.len(), it.number), (1, 492), "{text}");
    }
    assert_eq!(found_in("命令下达后3号"), []);
}
