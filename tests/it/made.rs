//! Made-up reports, as many as a test or a measurement asks for. A body and a year always give the
//! same report; tables add up, and what one year carries over the next one takes up. About one in
//! four has a defect. Sentences are put together from parts, so that no two reports read alike.
#![allow(clippy::format_push_string, reason = "short, and speed is no matter here")]

use std::ops::Range;

#[path = "made/words.rs"]
mod words;
#[path = "made/written.rs"]
mod written;

use self::words::{
    ADVERBS, FIRST, HOW, KINDS, MATTERS, OBJECTS, RESULTS, SECOND, STATES, VERBS, WHO,
};
pub(crate) use self::written::{docx, html};

/// Numbers that look random and are the same on every machine (SplitMix64).
struct Dice(u64);

impl Dice {
    fn of(body: usize, year: i32, purpose: u64) -> Self {
        let year = u64::from(year.unsigned_abs());
        Self((body as u64) << 32 ^ year << 8 ^ purpose)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn number(&mut self, range: Range<u32>) -> u32 {
        let among = u64::from(range.end - range.start);
        range.start + u32::try_from(self.next() % among).unwrap()
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[usize::try_from(self.next()).unwrap() % words.len()]
    }
}

/// A body that reports.
struct Body {
    name: String,
    /// How it speaks of itself: 我县, 我镇, 我局.
    own: &'static str,
    /// Who writes the report.
    office: String,
    site: String,
}

fn body(number: usize) -> Body {
    let (place, kind) = (number / KINDS.len(), number % KINDS.len());
    let (ending, own, office) = KINDS[kind];
    let first = FIRST[place % FIRST.len()];
    let second = SECOND[place / FIRST.len() % SECOND.len()];
    let more = ["", "东", "南", "西", "北"][place / FIRST.len() / SECOND.len()];
    let name = format!("{first}{more}{second}{ending}");
    let office = format!("{name}{office}");
    Body { name, own, office, site: format!("http://www.b{number}.gov.cn") }
}

/// The report of a body for a year, one paragraph a line and tabs between cells: of the form of 2021
/// from 2021 on, before that of the form that the first regulations asked for.
pub(crate) fn report(number: usize, year: i32) -> String {
    let body = body(number);
    let text = if year >= 2021 { modern(number, &body, year) } else { early(number, &body, year) };
    indented(&flawed(text, number, year), &body.name)
}

/// Paragraphs begin with two blanks; title, table rows and signature do not.
fn indented(text: &str, name: &str) -> String {
    let day = |line: &str| line.starts_with("20") && line.ends_with('日');
    let is_bare = |line: &str| line.contains('\t') || line.starts_with(name) || day(line);
    let lines =
        text.lines().map(|it| if is_bare(it) { it.to_owned() } else { format!("　　{it}") });
    lines.map(|line| line + "\n").collect()
}

fn modern(number: usize, body: &Body, year: i32) -> String {
    let Body { name, own, office, site } = body;
    let (dice, tables) = (&mut Dice::of(number, year, 0), Tables::of(number, year));
    let mut text = format!(
        "{name}{year}年政府信息公开工作年度报告\n\
         本报告根据《中华人民共和国政府信息公开条例》第五十条的规定，由{office}编制，包括总体情况，\
         主动公开政府信息情况，收到和处理政府信息公开申请情况，政府信息公开行政复议、行政诉讼情况，存在的主要\
         问题及改进情况，其他需要报告的事项六个部分。所列数据的统计期限自{year}年1月1日起至{year}年12月31日\
         止。电子版可在{name}网站（{site}）下载。\n一、总体情况\n{year}年，{own}{}\n",
        sentences(dice, 2)
    );
    for (index, head) in
        ["主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"]
            .iter()
            .enumerate()
    {
        let figures = match index {
            0 => format!("全年通过门户网站发布信息{}条。", dice.number(120..4000)),
            1 => tables.told(),
            4 => format!("组织社会评议{}次，全年没有需要追究责任的情形。", dice.number(1..4)),
            _ => String::new(),
        };
        let mark = words::HAN[index];
        text += &format!("（{mark}）{head}。{figures}{}\n", sentences(dice, 4));
    }
    text += &tables.written();
    text += "五、存在的主要问题及改进情况\n（一）存在的主要问题\n";
    for index in 1..=3 {
        text += &format!("{index}.{}\n", problem(dice));
    }
    text += "（二）改进情况\n";
    for index in 1..=3 {
        text += &format!("{index}.{}\n", sentences(dice, 2));
    }
    let (day, next) = (dice.number(10..29), year + 1);
    text + &format!(
        "六、其他需要报告的事项\n全年未收取信息处理费。{}\n{name}\n{next}年1月{day}日\n",
        sentences(dice, 1)
    )
}

fn early(number: usize, body: &Body, year: i32) -> String {
    let Body { name, own, office, site } = body;
    let dice = &mut Dice::of(number, year, 0);
    let (website, board) = (dice.number(80..900), dice.number(10..80));
    let (given, part, none) = (dice.number(1..9), dice.number(1..4), dice.number(1..4));
    let (total, asked) = (website + board, given + part + none);
    let mut text = format!(
        "{name}{year}年政府信息公开工作年度报告\n\
         根据《中华人民共和国政府信息公开条例》（以下简称《条例》）第三十一条和第三十二条的规定，{office}编制\
         本报告。本报告由概述、主动公开政府信息的情况、依申请公开政府信息和不予公开政府信息的情况、政府信息公开的\
         收费及减免情况、因政府信息公开申请行政复议、提起行政诉讼的情况、政府信息公开工作存在的主要问题及改进情况\
         六个部分组成。全部数据的统计期限自{year}年1月1日起至{year}年12月31日止。电子版可在{name}网站（{site}\
         ）下载。\n一、概述\n{year}年，{own}对照《条例》，{}\n",
        sentences(dice, 3)
    );
    for (index, head) in ["健全组织体系", "严格发布程序", "提升业务能力"].iter().enumerate()
    {
        text += &format!("（{}）{head}。{}\n", words::HAN[index], sentences(dice, 4));
    }
    text += &format!(
        "二、主动公开政府信息的情况\n{year}年，{own}主动公开政府信息{total}条，其中通过门户网站公开\
         {website}条，通过公开栏公开{board}条。{}\n{}\n\
         三、依申请公开政府信息和不予公开政府信息的情况\n{year}年，{own}收到政府信息公开申请{asked}件。\
         {asked}件申请均在法定期限内答复，其中予以公开{given}件，部分公开{part}件，不予公开{none}件。{}\n\
         四、政府信息公开的收费及减免情况\n\
         {year}年，{own}办理政府信息公开申请未收取任何费用，也没有发生费用减免情形。\n\
         五、因政府信息公开申请行政复议、提起行政诉讼的情况\n{year}年，{own}未发生因政府信息公开申请行政\
         复议的案件，也未发生因政府信息公开提起行政诉讼的案件。\n\
         六、政府信息公开工作存在的主要问题及改进情况\n（一）存在的主要问题\n",
        sentences(dice, 6),
        sentences(dice, 6),
        sentences(dice, 5),
    );
    for index in 1..=3 {
        text += &format!("{index}.{}\n", problem(dice));
    }
    text += "（二）改进措施\n";
    for index in 1..=3 {
        text += &format!("{index}.{}\n", sentences(dice, 3));
    }
    let (day, next) = (dice.number(10..29), year + 1);
    text + &format!("{name}\n{next}年1月{day}日\n")
}

/// Sentences of which each part is one among many.
fn sentences(dice: &mut Dice, count: usize) -> String {
    (0..count).map(|_| sentence(dice)).collect()
}

fn sentence(dice: &mut Dice) -> String {
    let mut done = || {
        let (how, verb, object) = (dice.pick(&ADVERBS), dice.pick(&VERBS), dice.pick(&OBJECTS));
        format!("{how}{verb}{object}")
    };
    let done = [done(), done()];
    let (matter, who, how) = (dice.pick(&MATTERS), dice.pick(&WHO), dice.pick(&HOW));
    let result = format!("{}{}", dice.pick(&RESULTS), dice.pick(&STATES));
    match dice.number(0..4) {
        0 => format!("围绕{matter}，{}，由{who}{how}，{result}。", done[0]),
        1 => format!("{}，{}，{who}{how}。", done[0], done[1]),
        2 => format!("针对{matter}{}，{who}{how}，{result}。", done[0]),
        _ => format!("{who}{how}，就{matter}{}，{}。", done[0], done[1]),
    }
}

fn problem(dice: &mut Dice) -> String {
    let (matter, object, result) = (dice.pick(&MATTERS), dice.pick(&OBJECTS), dice.pick(&RESULTS));
    match dice.number(0..3) {
        0 => format!("{matter}方面的{object}还不够完整，{result}有待加强。"),
        1 => format!("个别单位对{object}重视不够，{matter}的{result}仍有差距。"),
        _ => format!("{result}与群众期待还有距离，{matter}的{object}更新偏慢。"),
    }
}

/// The figures of the official tables.
struct Tables {
    normative: [u32; 3],
    decided: [u32; 4],
    /// New, brought over, in columns of two applicants and their total.
    asked: [[u32; 3]; 2],
    /// The rows that are not nought, as index and figures.
    results: [[u32; 3]; 4],
    left: [u32; 3],
    disputes: [[u32; 5]; 3],
}

/// What a body carries over to the next year, of the first two columns.
fn carried(number: usize, year: i32) -> [u32; 3] {
    let mut dice = Dice::of(number, year, 1);
    totalled(dice.number(0..4), dice.number(0..2))
}

fn totalled(people: u32, firms: u32) -> [u32; 3] {
    [people, firms, people + firms]
}

/// Documents made and repealed in a year.
fn normative(number: usize, year: i32) -> (u32, u32) {
    let mut dice = Dice::of(number, year, 2);
    let made = dice.number(0..6);
    (made, dice.number(0..made + 1))
}

/// Decisions made and fees taken: a body has about as much to do in one year as in another.
fn decided(number: usize, dice: &mut Dice) -> [u32; 4] {
    let mut usual = Dice::of(number, 0, 4);
    [20_000, 2_000, 90, 900_000]
        .map(|most| usual.number(0..most))
        .map(|usual| usual * dice.number(75..126) / 100)
}

impl Tables {
    fn of(number: usize, year: i32) -> Self {
        let mut dice = Dice::of(number, year, 3);
        let (made, repealed) = normative(number, year);
        let valid = (2020..=year).map(|year| normative(number, year)).map(|it| it.0 - it.1);
        let (before, left) = (carried(number, year - 1), carried(number, year));
        let new = totalled(dice.number(6..40), dice.number(2..9));
        let mut results = [[0; 3]; 4];
        for column in 0..2 {
            let mut rest = new[column] + before[column] - left[column];
            for row in results.iter_mut().skip(1) {
                row[column] = dice.number(0..rest / 2 + 1);
                rest -= row[column];
            }
            results[0][column] = rest;
        }
        let results = results.map(|row| totalled(row[0], row[1]));
        let mut disputes = [(); 3].map(|()| {
            let [kept, mended, other, open] =
                [dice.number(0..5), dice.number(0..2), dice.number(0..2), dice.number(0..2)];
            [kept, mended, other, open, kept + mended + other + open]
        });
        // Since 2024 most applicants must go to the authority above before they go to court.
        if year >= 2024 {
            disputes[1] = [0; 5];
        }
        Self {
            normative: [made, repealed, 20 + valid.sum::<u32>()],
            decided: decided(number, &mut dice),
            asked: [new, before],
            results,
            left,
            disputes,
        }
    }

    /// What the prose says of the applications.
    fn told(&self) -> String {
        let [new, before] = self.asked.map(|it| it[2]);
        let left = self.left[2];
        let done = new + before - left;
        format!(
            "全年新收政府信息公开申请{new}件，上年结转{before}件，办结{done}件，结转下年度{left}件，答复均在\
             法定期限内作出。"
        )
    }

    fn written(&self) -> String {
        let [made, repealed, valid] = self.normative;
        let [permits, fines, force, fees] = self.decided;
        let (whole, part) = (fees / 10_000, fees % 10_000);
        let mut text = format!(
            "二、主动公开政府信息情况\n第二十条第（一）项\t\n\
             信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n\
             行政规范性文件\t{made}\t{repealed}\t{valid}\n第二十条第（五）项\t\n\
             信息内容\t本年处理决定数量\n行政许可\t{permits}\n第二十条第（六）项\t\n\
             信息内容\t本年处理决定数量\n行政处罚\t{fines}\n行政强制\t{force}\n第二十条第（八）项\t\n\
             信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t{whole}.{part:04}\n\
             三、收到和处理政府信息公开申请情况\n\
             情形\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"
        );
        let mut done = [0; 3];
        for (label, result) in words::ROWS {
            let row = match result {
                Some(index) => self.results[index],
                None => match label.chars().next() {
                    Some('一') => self.asked[0],
                    Some('二') => self.asked[1],
                    Some('四') => self.left,
                    _ if label.starts_with("（七）") => done,
                    _ => [0; 3],
                },
            };
            if result.is_some() {
                done = [0, 1, 2].map(|column| done[column] + row[column]);
            }
            let [people, firms, total] = row;
            text += &format!("{label}\t{people}\t{firms}\t0\t0\t0\t0\t{total}\n");
        }
        let disputes = self.disputes.iter().flatten().map(ToString::to_string);
        text + &format!(
            "四、政府信息公开行政复议、行政诉讼情况\n行政复议\t行政诉讼\n{}\n{}\n",
            ["结果维持\t结果纠正\t其他结果\t尚未审结\t总计"; 3].join("\t"),
            disputes.collect::<Vec<_>>().join("\t")
        )
    }
}

/// Words as they should be, and what a hurried author makes of them.
const FLAWS: [(&str, &str); 10] = [
    ("12月31日", "12月30日"),
    ("\t总计\n一、本年新收政府信息公开申请数量\t", "\t总计\n一、本年新收政府信息公开申请数量\t1"),
    ("由办公室", "由办公室,"),
    ("政府信息公开申请", "政府信息公开申请申请"),
    ("\n二、", "\n三、"),
    ("年1月1日起", "年１月1日起"),
    ("门户网站", "门户网站网站"),
    ("。全年", "。。全年"),
    ("《中华人民共和国政府信息公开条例》", "《中华人民共和国政府信息公开条列》"),
    ("全年未收取信息处理费。", "XX全年未收取信息处理费。"),
];

/// One report in four has a flaw.
fn flawed(text: String, number: usize, year: i32) -> String {
    let mut dice = Dice::of(number, year, 4);
    let flaw = usize::try_from(dice.number(0..40)).unwrap();
    match FLAWS.get(flaw) {
        Some((right, wrong)) => text.replacen(right, wrong, 1),
        None => text,
    }
}
