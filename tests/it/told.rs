//! What a sentence may say beside the tables (HG0408) and beside other sentences (HG0403, HG0406):
//! another circle of bodies, another time, or those carried in.

use crate::cli::Desk;

/// Rows of the third table with the numbers of natural persons: 23 received and 1 carried in, of
/// which 23 were dealt with and 1 goes on.
const APPLICATIONS: [(&str, u32); 25] = [
    ("一、本年新收政府信息公开申请数量", 23),
    ("二、上年结转政府信息公开申请数量", 1),
    ("（一）予以公开", 10),
    ("（二）部分公开", 2),
    ("1.属于国家秘密", 0),
    ("2.其他法律行政法规禁止公开", 0),
    ("3.危及“三安全一稳定”", 0),
    ("4.保护第三方合法权益", 1),
    ("5.属于三类内部事务信息", 0),
    ("6.属于四类过程性信息", 0),
    ("7.属于行政执法案卷", 0),
    ("8.属于行政查询事项", 0),
    ("1.本机关不掌握相关政府信息", 8),
    ("2.没有现成信息需要另行制作", 0),
    ("3.补正后申请内容仍不明确", 0),
    ("1.信访举报投诉类申请", 1),
    ("2.重复申请", 0),
    ("3.要求提供公开出版物", 0),
    ("4.无正当理由大量反复申请", 0),
    ("5.要求行政机关确认或重新出具已获取信息", 0),
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 0),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 0),
    ("3.其他", 1),
    ("（七）总计", 23),
    ("四、结转下年度继续办理", 1),
];

/// A report of `name` for 2023 that says `sentence` before its third and fourth tables.
fn report(name: &str, sentence: &str) -> String {
    let rows =
        APPLICATIONS.map(|(label, number)| format!("{label}\t{number}\t0\t0\t0\t0\t0\t{number}\n"));
    format!(
        "{name}2023年政府信息公开工作年度报告\n一、总体情况\n{sentence}\n\
         三、收到和处理政府信息公开申请情况\n\
         情形\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n{}\
         四、政府信息公开行政复议、行政诉讼情况\n行政复议\t行政诉讼\n\
         结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉\n\
         结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n\
         1\t0\t0\t0\t1\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n",
        rows.concat()
    )
}

/// Findings of the rules on figures: severity and code.
fn told(text: &str) -> Vec<String> {
    told_by("HG0403,HG0406,HG0408", text)
}

/// Findings of the rules named: severity and code.
fn told_by(rules: &str, text: &str) -> Vec<String> {
    let desk = Desk::new(&[("报告.txt", text)]);
    let run = desk.run(&["报告.txt", "--select", rules, "--format", "json"]).json();
    let findings = run["files"][0]["findings"].as_array().unwrap().iter();
    findings.map(|it| format!("{} {}", it["severity"], it["code"]).replace('"', "")).collect()
}

#[test]
fn figures_that_are_not_those_of_the_table() {
    let silent = [
        "全年收到政府信息公开申请24件（含上年结转1件）。",
        "全年收到政府信息公开申请24件，其中上年结转1件。",
        "受理政府信息公开申请24件（含上年结转1件），结转至2024年办理1件。",
        "收到政府信息公开申请23件，2022年度结转1件，办结23件，1件结转至2024年办理。",
        "全县共收到政府信息公开申请340件，我镇收到政府信息公开申请23件。",
        "我县共收到政府信息公开申请340件。",
        "累计收到政府信息公开申请80件，其中2023年23件。",
        "2021年至2023年共收到政府信息公开申请80件。",
        "“十四五”期间共收到政府信息公开申请80件。",
        "预计全年收到政府信息公开申请80件。",
        "行政复议案件3件，其中政府信息公开类1件。",
        "行政诉讼案件5件，其中信息公开类0件。",
        "全年收到低保申请120件，办结110件，结转10件。",
        "受理行政许可申请2310件，办结2298件，结转12件。",
        "累计收到政府信息公开申请80件（2021—2023年），其中2023年23件。",
        // Parts of what is counted otherwise.
        "全年制发公文126件，其中主动公开60件、依申请公开23件、不予公开43件。",
        "审核信息300条，其中同意公开280条、部分公开12条、不予公开8条。",
        "镇长信箱收到来信45件，答复45件，其中公开30件、不予公开15件。",
        "代表建议主办14件，办结14件；公开11件，不予公开3件。",
        "抽查答复书4件，其中予以公开3件、不予公开1件。",
        "网络申请16件中，予以公开7件；信函申请7件中，予以公开3件。",
        "低保类申请8件，予以公开4件；殡葬类申请15件，予以公开6件。",
        "自然人新收10件，结转下年2件；企业新收13件，办结12件、结转下年1件。",
        "办结23件，其中新收申请22件，上年结转申请1件。",
        "申请最多的部门是民政所，收到申请15件；其次是农业站，收到申请8件。",
        // No matters of disclosure.
        "全年办理行政诉讼案件3件，均与政府信息公开无关。",
        "公布法治政府建设年度报告：办理行政复议案件3件。",
        "全年共办理政府信息公开申请24件，其中新收23件，上年结转1件。办结的申请中，予以公开10件，部分公开2件，\
         不予公开1件，无法提供8件，不予处理1件，其他处理1件。",
        "全年收到政府信息公开申请23件，办结22件，未办结1件；上年结转1件已办结。办结的申请中，予以公开10件，\
         部分公开2件，不予公开1件，无法提供8件，不予处理1件，其他处理1件。",
    ];
    for sentence in silent {
        assert_eq!(told(&report("桃溪镇人民政府", sentence)), [] as [&str; 0], "{sentence}");
    }
}

#[test]
fn figures_that_contradict_the_table() {
    let wrong = [
        ("全年收到政府信息公开申请24件。", "error HG0408"),
        ("镇政府收到政府信息公开申请40件。", "error HG0408"),
        ("桃溪镇政府收到政府信息公开申请40件。", "error HG0408"),
        ("全年收到政府信息公开申请23件，其中予以公开9件。", "error HG0408"),
        ("办结政府信息公开申请23件，其中予以公开9件、部分公开2件。", "error HG0408"),
        ("办结23件，予以公开9件。", "error HG0408"),
        ("全年收到政府信息公开申请22件，上年结转1件。", "error HG0408"),
        ("全年收到政府信息公开申请25件（含上年结转1件）。", "error HG0408"),
        ("受理政府信息公开申请25件（含上年结转1件）。", "error HG0408"),
        ("受理政府信息公开申请24件（含上年结转2件）。", "error HG0408"),
        ("收到政府信息公开申请23件，另有上年结转2件。", "error HG0408"),
        ("收到政府信息公开申请23件，2022年度结转2件。", "error HG0408"),
        ("收到政府信息公开申请23件，结转至2024年度办理2件。", "error HG0408"),
        ("收到政府信息公开申请23件，2件结转至2024年继续办理。", "error HG0408"),
        ("全县收到政府信息公开申请340件，我镇收到政府信息公开申请24件。", "error HG0408"),
        ("收到政府信息公开申请23件，上年结转1件，办结22件，结转下年度1件。", "warning HG0408"),
        ("行政复议案件3件，其中政府信息公开类2件。", "error HG0408"),
        (
            "答复结果为：予以公开10件，部分公开2件，不予公开1件，无法提供7件，不予处理1件。",
            "error HG0408",
        ),
    ];
    for (sentence, expected) in wrong {
        assert_eq!(told(&report("桃溪镇人民政府", sentence)), [expected], "{sentence}");
    }
    let county = report("桃溪县人民政府", "全县共收到政府信息公开申请340件。");
    assert_eq!(told(&county), ["error HG0408"], "the county itself");
}

#[test]
fn one_wrong_figure_is_told_once() {
    let wrong = [
        "收到政府信息公开申请24件，其中予以公开10件，占43.5%。",
        "收到政府信息公开申请24件，上年为20件，同比增长15%。",
        "收到政府信息公开申请24件。按申请渠道分：网络申请20件，占87%；信函申请3件，占13%。",
    ];
    for sentence in wrong {
        let found = told_by("HG04", &report("桃溪镇人民政府", sentence));
        assert_eq!(found, ["error HG0408"], "{sentence}");
    }
}

#[test]
fn what_is_told_twice_of_another_time_or_place() {
    let twice = |first: &str| {
        format!(
            "桃溪镇人民政府2016年政府信息公开工作年度报告\n一、概述\n{first}\n\
             二、主动公开政府信息情况\n2016年，主动公开政府信息210条。\n"
        )
    };
    let silent = [
        "2013年至2016年，共主动公开政府信息800条。",
        "“十三五”期间，共主动公开政府信息800条。",
        "计划2016年主动公开政府信息300条。",
        "全县主动公开政府信息5200条，我镇主动公开政府信息210条。",
        "近三年来，共主动公开政府信息800条。",
    ];
    for first in silent {
        assert_eq!(told(&twice(first)), [] as [&str; 0], "{first}");
    }
    assert_eq!(told(&twice("按照工作计划，2016年主动公开政府信息300条。")), ["error HG0406"]);
    assert_eq!(told(&twice("全镇主动公开政府信息300条。")), ["error HG0406"]);
}

#[test]
fn what_is_left_over_is_told_in_several_ways() {
    let told = |rest: &str| {
        told(&format!(
            "桃溪镇人民政府2016年政府信息公开工作年度报告\n2016年，收到政府信息公开申请14件，{rest}\n"
        ))
    };
    for rest in ["办结12件，结转1件。", "办结12件，正在办理1件。"] {
        assert_eq!(told(rest), ["error HG0403"], "{rest}");
    }
    for rest in [
        "答复16件（其中结转2件）。",
        "办结14件，结转的2件均已办结。",
        "办结12件，结转3件已答复。",
        "办结12件，结转2件。",
        "结转2件，办结16件。",
        "办结12件，结转上年1件。",
    ] {
        assert_eq!(told(rest), [] as [&str; 0], "{rest}");
    }
}
