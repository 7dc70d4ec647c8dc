use super::{MailAddress, MailFaultKind, Phone, PhoneFaultKind, PhoneKind, Postcode};
use crate::facts::address;
use crate::facts::landmarks::Landmarks;
use crate::text::{Span, cut};
use MailFaultKind::{Blank, Domain, Fullwidth, NoAt};
use PhoneFaultKind::{NoAreaCode, TooFewDigits, TooManyDigits, WrongDash};
use PhoneKind::{Fax, Landline, Mobile, Service};
use proptest::prelude::*;

fn mails(text: &str) -> Vec<MailAddress> {
    super::mails(text, &Landmarks::written(text))
}

fn phones(text: &str) -> Vec<Phone> {
    super::phones(text, &Landmarks::written(text))
}

fn postcodes(text: &str) -> Vec<Postcode> {
    super::postcodes(text, &Landmarks::written(text))
}

fn citizen_ids(text: &str) -> Vec<Span> {
    super::citizen_ids(text, &address::scan(text, &Landmarks::written(text)))
}

const MAILS: &[(&str, &str, &[MailFaultKind])] = &[
    ("电子邮箱：shiqiao@163.com）。", "shiqiao@163.com", &[]),
    ("邮 箱 ：\nshiqiao_1@a.gov.cn，", "shiqiao_1@a.gov.cn", &[]),
    ("E-mail:SQZ@QQ.com;", "SQZ@QQ.com", &[]),
    ("邮箱：sqz＠163.com", "sqz＠163.com", &[Fullwidth]),
    ("邮箱：sqz@163。com。", "sqz@163。com", &[Fullwidth]),
    ("邮箱：sqz @163. com。", "sqz @163. com", &[Blank, Blank]),
    ("邮箱：sqz163.com。", "sqz163.com", &[NoAt]),
    ("E-mail:sqz#126.com", "sqz#126.com", &[NoAt]),
    ("邮箱：sqz@163，", "sqz@163", &[Domain]),
    ("邮箱：sqz@163com，", "sqz@163com", &[Domain]),
    ("邮箱：sqz@qq,com，", "sqz@qq,com", &[Domain]),
    ("邮箱：sqz@163.con，", "sqz@163.con", &[Domain]),
];

const NO_MAILS: &[&str] = &[
    "微博@石桥发布",
    "邮箱：mail.163.com登录",
    "电子邮箱登录：mail.a.gov.cn",
    "邮件申请3件，邮箱163.com类",
    "邮箱：sqz@163.\ncom",
];

const PHONES: &[(&str, &str, PhoneKind, &[PhoneFaultKind])] = &[
    ("电话：0574-63738888）", "0574-63738888", Landline, &[]),
    ("电 话 ： 0517-87222589 ，", "0517-87222589", Landline, &[]),
    ("请拨打0517-87222589咨询", "0517-87222589", Landline, &[]),
    ("请拨打0578—2090823咨询", "0578—2090823", Landline, &[WrongDash]),
    ("电话：0532——87362451。", "0532——87362451", Landline, &[WrongDash]),
    ("联系电话：021-54679568转22054分机", "021-54679568转22054分机", Landline, &[]),
    ("电话：05987500615，", "05987500615", Landline, &[]),
    ("电话：（0574）63738888", "（0574）63738888", Landline, &[]),
    ("电话（0574-63738888）", "0574-63738888", Landline, &[]),
    ("电话0574 6373888", "0574 6373888", Landline, &[]),
    ("电话：24336243；", "24336243", Landline, &[NoAreaCode]),
    ("电话/传真：24336243。", "24336243", Landline, &[NoAreaCode]),
    ("传 真:0571-8765432", "0571-8765432", Fax, &[]),
    ("电话：0574-63738，", "0574-63738", Landline, &[TooFewDigits]),
    ("电话：0574-637388881，", "0574-637388881", Landline, &[TooManyDigits]),
    ("热线：12345，", "12345", Service, &[]),
    ("热线电话96128。", "96128", Service, &[]),
    ("咨询电话：400-810-1234", "400-810-1234", Service, &[]),
    ("手机：13812345678", "13812345678", Mobile, &[]),
    ("手机：138 1234 5678", "138 1234 5678", Mobile, &[]),
    ("手机：1381234567，", "1381234567", Mobile, &[TooFewDigits]),
];

const NO_PHONES: &[&str] = &[
    "热线电话11通，电话咨询1234567次，热线12345678件",
    "收入13575394432.52元，手机短信12345678条",
    "政办〔2017〕0574-63738号，编号XZ-0574-63738888",
    "电话：2017年起停用，0574-2017年",
    "电话 12345678 条",
    "http://a.gov.cn/x?t=0574-63738888",
];

#[test]
fn mails_are_found_with_their_faults() {
    for (text, expected, kinds) in MAILS {
        let found = mails(text);
        assert_eq!(found.len(), 1, "{text} {found:?}");
        assert_eq!(cut(text, found[0].span), *expected, "{text}");
        let seen: Vec<MailFaultKind> = found[0].faults.iter().map(|fault| fault.kind).collect();
        assert_eq!(&seen, kinds, "{text}");
    }
    for text in NO_MAILS {
        assert_eq!(mails(text), [], "{text}");
    }
}

#[test]
fn phones_are_found_with_their_faults() {
    for (text, expected, kind, kinds) in PHONES {
        let found = phones(text);
        assert_eq!(found.len(), 1, "{text} {found:?}");
        assert_eq!((cut(text, found[0].span), found[0].kind), (*expected, *kind), "{text}");
        let seen: Vec<PhoneFaultKind> = found[0].faults.iter().map(|fault| fault.kind).collect();
        assert_eq!(&seen, kinds, "{text}");
    }
    for text in NO_PHONES {
        assert_eq!(phones(text), [], "{text}");
    }
}

#[test]
fn a_row_of_numbers_shares_its_area_code() {
    let text = "监督电话（传真）：0574-63738888、63738889；邮编";
    let found = phones(text);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|phone| phone.faults.is_empty()));
    assert_eq!(found[0].label_span.map(|label| cut(text, label)), Some("监督电话（传真）"));
}

#[test]
fn a_wrong_dash_is_shown_alone() {
    let text = "电话：0578 — 2090823";
    assert_eq!(cut(text, phones(text)[0].faults[0].span), "—");
}

#[test]
fn postcodes_have_six_digits() {
    let cases = [
        ("邮编：315300；", Some(("315300", true))),
        ("邮 编 ： 315300 ，电话 0574", Some(("315300", true))),
        ("邮政编码３１５３００", Some(("３１５３００", true))),
        ("邮编：3 1 5 3 0 0，", Some(("3 1 5 3 0 0", true))),
        ("邮编：31530，", Some(("31530", false))),
        ("邮编：3153001，", Some(("3153001", false))),
        ("邮编：见附件", None),
    ];
    for (text, expected) in cases {
        let found = postcodes(text);
        let found = found.first().map(|code| (cut(text, code.span), code.ok));
        assert_eq!(found, expected, "{text}");
    }
}

/// The sample numbers of GB 11643, which belong to nobody.
#[test]
fn only_whole_valid_identity_numbers_are_found() {
    let text = "申请人（11010519491231002X）、440524188001010014。";
    let words: Vec<&str> = citizen_ids(text).iter().map(|span| cut(text, *span)).collect();
    assert_eq!(words, ["11010519491231002X", "440524188001010014"]);
    for text in [
        "110105194912310021",
        "11010519491331002X",
        "11010519491231002X7",
        "9111010519491231002X",
        "统一社会信用代码：11010519491231002X",
        "http://a.gov.cn/art/11010519491231002X.html",
        "见http://a.gov.cn/art?x,11010519491231002X",
    ] {
        assert_eq!(citizen_ids(text), [], "{text}");
    }
}

proptest! {
    #[test]
    fn contact_spans_are_ordered_and_on_boundaries(
        text in "(电话|传真|手机|邮箱|邮编|e-mail|[a-b]|163|qq|com|cn|[0-9０-９]|0574|13812345678|@|＠|\\.|。|-|—|：|:| |\n|\\(|（|）|、|转|年|，|😀){0,50}"
    ) {
        let (mut last, fits) = (0, |span: Span| text.get(span.range()).is_some());
        for mail in mails(&text) {
            prop_assert!(mail.span.start() >= last && mail.span.contains(mail.domain), "{:?}", mail);
            prop_assert!(fits(mail.span) && fits(mail.at) && fits(mail.domain));
            prop_assert!(mail.faults.iter().all(|fault| fits(fault.span) && mail.span.contains(fault.span)));
            last = mail.span.end();
        }
        last = 0;
        for phone in phones(&text) {
            prop_assert!(phone.span.start() >= last && fits(phone.span) && !phone.span.is_empty());
            prop_assert!(phone.faults.iter().all(|fault| phone.span.contains(fault.span)));
            prop_assert!(phone.label_span.is_none_or(fits));
            last = phone.span.end();
        }
        for code in postcodes(&text) {
            prop_assert!(fits(code.span) && !code.span.is_empty());
        }
        citizen_ids(&text);
    }
}

#[test]
fn every_label_begins_at_a_landmark() {
    use super::{digits, mail, phone};
    for label in phone::LABELS.iter().chain(&mail::LABELS).chain(&digits::POSTCODE_LABELS) {
        let first = Landmarks::written(label).iter().next();
        assert_eq!(first, label.char_indices().next(), "{label}");
    }
}

#[test]
fn contacts_are_found_by_each_of_their_labels() {
    for label in super::phone::LABELS {
        assert_eq!(phones(&format!("我局{label}：83211234")).len(), 1, "{label}");
    }
    for label in super::mail::LABELS {
        assert_eq!(mails(&format!("我局{label}：sqz163.com")).len(), 1, "{label}");
    }
    for label in super::digits::POSTCODE_LABELS {
        assert_eq!(postcodes(&format!("我局{label}：350001")).len(), 1, "{label}");
    }
}
