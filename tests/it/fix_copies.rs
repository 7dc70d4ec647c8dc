//! Repaired copies: what they are called, where they go, and that none is lost.

use crate::cli::Desk;
use crate::fixes::document_xml;
use crate::writers::{docx, zip};

const SLIPPED: &str = "青禾镇人民政府2012年政府信息公开工作年度报告\n\
    一、主动公开政府信息的情况\n\
    全年主动公开信息12条,其中网站10条。。\n\
    数据的统计期限自2012年1月1日起至2012年12月31日止。\n\
    青禾镇人民政府\n\
    2013年1月20日\n";

fn mended() -> String {
    SLIPPED.replace("12条,", "12条，").replace("。。", "。")
}

#[test]
fn a_copy_is_named_for_what_was_read() {
    let (word, desk) = (docx(SLIPPED), Desk::new(&[("文本.txt", SLIPPED)]));
    desk.put("旧名.doc", &word);
    // A document is told by its bytes, whatever it is called and wherever it comes from.
    let pipe = |to: &str| desk.pass(&["fix", "-", "--output", to], &word).status.code();
    assert_eq!(pipe("出.txt"), Some(2));
    assert!(!desk.path("出.txt").exists());
    let run = desk.pipe(&["fix", "-", "--output", "出.txt"], &word);
    run.ends(2).warns("原件是 Word 文档，改正稿的后缀应为 .docx，未写入");
    assert_eq!(pipe("出.docx"), Some(1));
    assert_eq!(&desk.bytes("出.docx")[..2], b"PK");
    assert_eq!(pipe("无后缀"), Some(1));
    for name in ["改.docx", "改.doc"] {
        desk.run(&["fix", "旧名.doc", "--output", name]).ends(1);
        assert_eq!(desk.bytes(name), desk.bytes("出.docx"));
    }
    for [file, name] in [["旧名.doc", "改.txt"], ["文本.txt", "改2.docx"]] {
        desk.run(&["fix", file, "--output", name]).ends(2).warns("未写入");
        assert!(!desk.path(name).exists());
    }
    desk.run(&["--lang", "en", "fix", "文本.txt", "--output", "改.docm"])
        .warns("Keep its extension");
    desk.pipe(&["fix", "-", "--output", "改.txt"], SLIPPED.as_bytes()).ends(1);
    assert_eq!(desk.text("改.txt"), mended());
}

#[test]
fn copies_of_a_folder_lie_in_the_same_folders() {
    let desk = Desk::new(&[("全县/甲/年报.txt", SLIPPED), ("全县/年报.txt", SLIPPED)]);
    desk.put("全县/乙/丙/年报.txt", SLIPPED.replace("12条", "15条"));
    let whole = ["乙/丙/年报.txt", "年报.txt", "甲/年报.txt"];
    let absolute = desk.path("全县");
    for (folder, to) in [("全县", "一"), ("./全县/", "二"), (absolute.to_str().unwrap(), "三/四")]
    {
        desk.run(&["fix", folder, "--output", to]).ends(1).warns("已修改 6 处");
        for name in whole {
            let copy = desk.text(&format!("{to}/{name}"));
            assert_eq!(
                copy,
                if name.contains('丙') { mended().replace("12条", "15条") } else { mended() }
            );
        }
    }
    // A folder with one report, too.
    desk.run(&["fix", "全县/甲", "--output", "七"]).ends(1);
    assert_eq!(desk.names("七"), ["年报.txt"]);
    // What is there already is not overwritten, unless it is the same.
    desk.put("一/年报.txt", "手工改过");
    desk.run(&["fix", "全县", "--output", "一"]).ends(2).warns("没有覆盖");
    assert_eq!(desk.text("一/年报.txt"), "手工改过");
    desk.run(&["fix", "全县", "--output", "二"]).ends(1);
    // From several folders two may still meet, and a file by itself has no folder to keep.
    desk.run(&["fix", "全县/甲", "全县/乙/丙", "--output", "五"]).ends(2).warns("改正稿同名");
    desk.run(&["fix", "全县/甲/年报.txt", "全县/年报.txt", "--output", "五"])
        .ends(2)
        .warns("改正稿同名");
    assert!(!desk.path("五/年报.txt").exists());
    // Nothing leaves the folder for copies.
    desk.put("旁/报告.txt", SLIPPED);
    let mut run = desk.command(&["fix", ".", "../旁/报告.txt", "--output", "../六"]);
    run.current_dir(desk.path("全县"));
    assert_eq!(run.output().unwrap().status.code(), Some(1));
    assert_eq!(desk.names("六"), ["乙", "年报.txt", "报告.txt", "甲"]);
    assert_eq!(desk.text("旁/报告.txt"), SLIPPED);
}

/// A document with a text box, which Word writes twice.
fn boxed(shown: &str, again: &str) -> Vec<u8> {
    let paragraph = |it: &str| format!("<w:p><w:r><w:t>{it}</w:t></w:r></w:p>");
    let lines = SLIPPED.lines().map(paragraph).collect::<Vec<_>>().concat();
    let text = |it: &str| format!("<w:txbxContent><w:p>{it}</w:p></w:txbxContent>");
    let xml = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{lines}\
         <w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{}</mc:Choice><mc:Fallback>\
         <w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p></w:body></w:document>",
        text(shown),
        text(again)
    );
    zip(&[("word/styles.xml", "<w:styles xmlns:w=\"w\"/>"), ("word/document.xml", &xml)])
}

#[test]
fn both_copies_of_a_text_box_are_repaired_or_neither() {
    let desk = Desk::new(&[]);
    let runs = |words: [&str; 2]| words.map(|it| format!("<w:r><w:t>{it}</w:t></w:r>")).concat();
    let words = runs(["全年举办培训2次", "，参加30人次。。"]);
    desk.put("甲.docx", boxed(&words, &words));
    desk.run(&["fix", "甲.docx", "--output", "乙.docx"]).warns("已修改 3 处");
    let xml = document_xml(&desk.bytes("乙.docx"));
    let mended = words.replace("。。", "。");
    assert_eq!((xml.matches(&mended).count(), xml.contains("。。")), (2, false), "{xml}");
    let apart = runs(["全年举办培训2次，", "参加30人次。。"]);
    desk.put("丙.docx", boxed(&words, &apart));
    let run = desk.run(&["fix", "丙.docx", "--output", "丁.docx"]);
    run.warns("已修改 2 处").warns("文档为旧版软件另存有一份相同文字，两份分段不同");
    let xml = document_xml(&desk.bytes("丁.docx"));
    assert!(xml.contains(&words) && xml.contains(&apart), "{xml}");
}
