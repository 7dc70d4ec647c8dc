//! Numbers as Word writes them before paragraphs (w:numFmt).

use crate::outline::in_han;

const CIRCLED: &str = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
const LEGAL: [(char, char); 13] = [
    ('一', '壹'),
    ('二', '贰'),
    ('三', '叁'),
    ('四', '肆'),
    ('五', '伍'),
    ('六', '陆'),
    ('七', '柒'),
    ('八', '捌'),
    ('九', '玖'),
    ('十', '拾'),
    ('百', '佰'),
    ('千', '仟'),
    ('〇', '零'),
];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
const ROMAN: [(usize, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// `number` in the format `name`; none for bullets and formats that show nothing.
pub(super) fn number(name: &str, number: usize) -> Option<String> {
    Some(match name {
        "none" | "bullet" => return None,
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "ideographDigital"
        | "koreanCounting" => han(number),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            let legal = |char| LEGAL.iter().find(|it| it.0 == char).map_or(char, |it| it.1);
            han(number).chars().map(legal).collect()
        }
        "ideographTraditional" => nth(STEMS, number)?,
        "ideographZodiac" => nth(BRANCHES, number)?,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            nth(CIRCLED, number).unwrap_or_else(|| number.to_string())
        }
        "decimalEnclosedParen" => format!("（{number}）"),
        "decimalEnclosedFullstop" => format!("{number}."),
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => number.to_string().chars().map(wide).collect(),
        "lowerLetter" => letters(number, 'a')?,
        "upperLetter" => letters(number, 'A')?,
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).to_uppercase(),
        _ => number.to_string(),
    })
}

fn han(number: usize) -> String {
    let words = u32::try_from(number).ok().and_then(in_han);
    words.unwrap_or_else(|| number.to_string())
}

fn nth(chars: &str, number: usize) -> Option<String> {
    chars.chars().nth(number.checked_sub(1)?).map(String::from)
}

fn wide(digit: char) -> char {
    u32::from(digit).checked_add(0xFEE0).and_then(char::from_u32).unwrap_or(digit)
}

/// a to z, then aa, bb, as Word goes on.
fn letters(number: usize, first: char) -> Option<String> {
    let index = number.checked_sub(1)?;
    let letter = char::from_u32(u32::from(first) + u32::try_from(index % 26).ok()?)?;
    Some(std::iter::repeat_n(letter, index.min(260) / 26 + 1).collect())
}

fn roman(mut number: usize) -> String {
    let mut words = String::new();
    if number > 3999 {
        return number.to_string();
    }
    for (value, sign) in ROMAN {
        while number >= value {
            words += sign;
            number -= value;
        }
    }
    words
}
