//! Figures in prose and the groups they form.

use hegui::facts::figures::{Closure, Role};
use hegui::outline::Vocabulary;
use hegui::source::Format;
use hegui::{facts, reader};
use proptest::prelude::*;

/// Figures of a text as `label|number and unit|value`, rounded ones with `~`.
fn figures(text: &str) -> Vec<String> {
    let doc = reader::read(text.to_owned(), Format::Txt, &Vocabulary::default());
    let facts = facts::extract(&doc);
    let counts = facts.figures.iter().filter(|it| it.role == Role::Count);
    counts
        .map(|it| {
            let vague = if it.vague { "~" } else { "" };
            format!("{}|{}|{vague}{}", doc.words(it.label), doc.words(it.span), it.value)
        })
        .collect()
}

#[test]
fn figures_are_read_with_label_unit_and_vagueness() {
    let table = [
        ("主动公开政府信息1,205条。", vec!["主动公开政府信息|1,205条|1205"]),
        ("公开信息８０条、简报 12 期。", vec!["公开信息|８０条|80", "简报|12 期|12"]),
        ("发放资料1.3万余份。", vec!["发放资料|1.3万余份|~13000"]),
        ("接待约60人次。", vec!["接待约|60人次|~60"]),
        ("收到申请三件。", vec!["收到申请|三件|3"]),
        ("收费24252.311082万元。", vec!["收费|24252.311082万元|242523110.82"]),
        (
            "本单位文件23条，财政预决算、“三公”经费2条。",
            vec!["本单位文件|23条|23", "财政预决算、“三公”经费|2条|2"],
        ),
        ("不予公开7，其余公开。", vec!["不予公开|7|7"]),
    ];
    for (text, expected) in table {
        assert_eq!(figures(text), expected, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_figure() {
    let none = [
        "根据国办发〔2014〕32号文件要求。",
        "依照《条例》第三十二条的规定。",
        "网址为http://www.example.gov.cn/col/col43103/。",
        "地址为解放路18号，联系人在3楼。",
        "这是一项重要工作，一次性告知。",
        "自2017年1月1日起至2017年12月31日止。",
        "《2017年工作要点20条》已经印发。",
    ];
    for text in none {
        assert_eq!(figures(text), [] as [&str; 0], "{text}");
    }
}

/// Groups of a text as `total = parts (closure)`.
fn groups(text: &str) -> Vec<String> {
    let doc = reader::read(text.to_owned(), Format::Txt, &Vocabulary::default());
    let facts = facts::extract(&doc);
    let value = |it: usize| facts.figures[it].value.to_string();
    let show = |group: &facts::figures::Group| {
        let parts: Vec<String> = group.parts.iter().map(|&it| value(it)).collect();
        let closure = match group.closure {
            Closure::Open => "open",
            Closure::Section => "section",
            Closure::Stated => "stated",
            Closure::Residual => "residual",
        };
        let loose = if group.doubt.is_some() { " loose" } else { "" };
        format!("{} = {} ({closure}{loose})", value(group.total), parts.join("+"))
    };
    facts.groups.all().iter().map(show).collect()
}

#[test]
fn totals_find_their_parts() {
    let table: [(&str, &[&str]); 32] = [
        ("10条政府信息按内容分为两类：文件6条，动态4条。", &["10 = 6+4 (stated)"]),
        ("10件申请均按期答复，其中同意公开6件，不予公开4件。", &["10 = 6+4 (open)"]),
        ("公开信息10条，其中文件6条，动态4条。", &["10 = 6+4 (open)"]),
        ("公开信息10条，其中：文件6条；动态4条。", &["10 = 6+4 (open)"]),
        ("公开信息10条（文件6条、动态4条），编发简报3期。", &["10 = 6+4 (open)"]),
        ("公开信息10条，分别为文件6条、动态4条。", &["10 = 6+4 (stated)"]),
        ("公开信息10条，包括文件6条，动态3条，其他1条。", &["10 = 6+3+1 (residual)"]),
        ("在网站公开的10条政府信息中，文件6条，占60%；动态4条，占40%。", &["10 = 6+4 (open)"]),
        ("公开信息10条。其中，县直6条，占60%。乡镇4条，占40%。", &["10 = 6+4 (open)"]),
        (
            "公开信息380条，其中资金152条，预决算197条（政府32条、部门165条）、经费31条。",
            &["380 = 152+197+31 (open)", "197 = 32+165 (open)"],
        ),
        ("公开信息10条，其中文件6条，动态4条，比上年增加2条。", &["10 = 6+4 (open)"]),
        ("公开信息10条，其中文件6条，动态4条，共印发资料30条。", &["10 = 6+4 (open)"]),
        ("公开信息10余条，其中文件6条，动态4条。", &["10 = 6+4 (open)"]),
        ("公开信息10条，其中文件6条，动态3条等。", &["10 = 6+3 (open loose)"]),
        ("公开信息10条，其中文件6条，印发简报4期。", &["10 = 6 (open)"]),
        ("收到申请5件，其中同意公开3件，不予公开2。", &["5 = 3+2 (open)"]),
        ("公开文件6条、动态4条，合计10条。", &["10 = 6+4 (stated)"]),
        ("公开文件6条、动态5条，两项合计10条。", &["10 = 6+5 (stated)"]),
        ("召开会议3次，公开文件6条、动态4条，合计10条。", &["10 = 6+4 (stated)"]),
        ("公开信息10条（网站6条+微信4条）。", &["10 = 6+4 (open)"]),
        ("收到申请10件，网络、信函分别为6件和4件。", &["10 = 6+4 (open)"]),
        ("收到申请9件，网络、信函、当面申请分别为4件、3件、2件。", &["9 = 4+3+2 (stated)"]),
        ("公开信息10条，比上年增加2条，其中文件6条，动态4条。", &["10 = 6+4 (open)"]),
        ("公开信息10条，共分2类：文件6条，动态4条。", &["10 = 6+4 (stated)"]),
        ("公开信息10条：公共资源6条，对比分析4条。", &["10 = 6+4 (open)"]),
        ("公开信息20条、公告10条，公告中征地6条、环评4条。", &["10 = 6+4 (open)"]),
        ("公开信息10条，其中6条由村报送，4条由站所报送。", &["10 = 6+4 (open)"]),
        ("受理申请10件，其中自然人8件、企业2件、其他组织1件。", &["10 = 8+2+1 (open)"]),
        (
            "申请9件，其中网上6件，占67%；网上申请中由公民提出的3件，占网上的50%。",
            &["9 = 6 (open)"],
        ),
        ("共公开10条，其中文件6条、动态4条，合计10条。", &["10 = 6+4 (open)"]),
        ("公开信息10条，召开会议3次，培训40人次。", &[]),
        ("信息10条。\n会议6条，动态4条。", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(groups(text), expected, "{text}");
    }
}

#[test]
fn lists_end_where_another_matter_begins() {
    let table: [(&str, &[&str]); 24] = [
        ("收到申请10件，其中网络6件，信函4件，已答复10件。", &["10 = 6+4 (open)"]),
        (
            "收到申请10件，其中网络6件，信函4件，均按时办结，同意公开8件，不予公开2件。",
            &["10 = 6+4 (open)"],
        ),
        ("发生复议3件，其中维持2件，撤销1件，行政诉讼1件，驳回起诉1件。", &["3 = 2+1 (open)"]),
        ("收到申请10件，其中网络申请10件，按时办结10件。", &["10 = 10 (open)"]),
        ("收到留言286条，其中有效留言250条，已回复250条。", &["286 = 250 (open)"]),
        ("收到来信286件，其中有效来信250件，办结250件。", &["286 = 250 (open)"]),
        ("行政复议5件，其中维持3件；行政诉讼4件，其中维持2件。", &["5 = 3 (open)", "4 = 2 (open)"]),
        ("被申请复议45件，其中维持26件，纠错8件；被提起诉讼39件。", &["45 = 26+8 (open)"]),
        (
            "被申请复议45件，其中维持26件，纠错8件，其他12件；被提起诉讼39件。",
            &["45 = 26+8+12 (residual)"],
        ),
        ("公开信息10条，其中文件6条；动态3条；人事1条。", &["10 = 6+3+1 (open)"]),
        (
            "受理申请6件，其中书面2件、网络4件，全部按时答复，其中同意公开4件、不属于本机关公开2件。",
            &["6 = 2+4 (open)", "6 = 4+2 (open)"],
        ),
        (
            "受理申请6件，其中书面3件、网络3件。已全部办结，其中同意公开4件，信息不存在2件。",
            &["6 = 3+3 (open)", "6 = 4+2 (open)"],
        ),
        ("行政诉讼3件，一审2件、二审1件，其中驳回2件，撤诉1件。", &[]),
        ("全镇23个村和4个社区建立公开栏，其中标准化公开栏20个。", &[]),
        ("公开信息126条，由党政办统一发布，其中文件26条，动态50条。", &["126 = 26+50 (open)"]),
        ("公开信息76条，由文件26条、动态50条组成。", &["76 = 26+50 (stated)"]),
        ("公开信息126条，由于网站升级，上半年仅公开12条，下半年补录20条。", &[]),
        ("公开信息126条，其中上半年60条，下半年66条，平均每月10.5条。", &["126 = 60+66 (open)"]),
        ("公开信息126条，人均公开12.6条，其中文件26条，动态100条。", &["126 = 26+100 (open)"]),
        ("公开信息126条，其中机构×条，文件50条，其他58条。", &["126 = 50+58 (residual loose)"]),
        (
            "公开信息126条，其中人事8条，应急、环保各9条，动态100条。",
            &["126 = 8+9+100 (open loose)"],
        ),
        ("公开信息126条，其中县网站公开126条，公开栏公开36条。", &["126 = 126 (open loose)"]),
        (
            "申请答复79件（含上年结转8件）。其中，同意公开60件，不予公开29件。",
            &["79 = 60+29 (open)"],
        ),
        ("不同意公开4件（涉及商业秘密5件、涉及个人隐私1件）。", &["4 = 5+1 (open)"]),
    ];
    for (text, expected) in table {
        assert_eq!(groups(text), expected, "{text}");
    }
}

#[test]
fn a_section_on_categories_finds_the_total_before_it() {
    let text = "（一）公开的数量\n全年公开信息10条。\n（二）公开的类别\n文件6条，动态4条。";
    assert_eq!(groups(text), ["10 = 6+4 (section)"]);
    let ambiguous =
        "（一）公开的数量\n网站公开信息10条，微信公开8条。\n（二）公开的类别\n文件6条，动态4条。";
    assert_eq!(groups(ambiguous), [] as [&str; 0]);
}

proptest! {
    #[test]
    fn parts_made_to_fit_always_fit(parts in prop::collection::vec(0_u32..2000, 2..9)) {
        let sum: u32 = parts.iter().sum();
        let list: Vec<String> = parts.iter().zip('甲'..).map(|(it, label)| format!("{label}类信息{it}条")).collect();
        let text = format!("全年公开信息{sum}条，分别为{}。", list.join("，"));
        let doc = reader::read(text.clone(), Format::Txt, &Vocabulary::default());
        let facts = facts::extract(&doc);
        prop_assert_eq!(facts.groups.all().len(), 1, "{}", text);
        prop_assert_eq!(facts.groups.all()[0].sum.map(|it| it.to_string()), Some(sum.to_string()));
    }

    #[test]
    fn no_text_makes_it_panic(text in "[一二0-9０-９条件，。（）；其中分别为余多约万.\n 、]{0,200}") {
        let doc = reader::read(text.clone(), Format::Txt, &Vocabulary::default());
        let facts = facts::extract(&doc);
        for figure in &facts.figures {
            prop_assert!(text.get(figure.span.range()).is_some());
        }
    }
}
