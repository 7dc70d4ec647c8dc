//! The columns of the table of facts, and what stands in them.

/// A column, explained in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The name, the same in every language and version.
    pub name: &'static str,
    /// What it holds, in Chinese.
    pub zh: &'static str,
    /// What it holds, in English.
    pub en: &'static str,
    /// What may stand in it.
    pub example: &'static str,
}

const fn column(
    name: &'static str,
    zh: &'static str,
    en: &'static str,
    example: &'static str,
) -> Column {
    Column { name, zh, en, example }
}

/// How many columns there are.
pub(super) const COUNT: usize = 29;

/// Every column, in order. New ones go to the end; none is renamed.
pub const COLUMNS: [Column; COUNT] = [
    column("path", "文件", "the file, as named in the run", "2023/镇.docx"),
    column("status", "检查状态", "what became of the file", "checked"),
    column("body", "公开机关", "the body that reports", "霁溪镇人民政府"),
    column("body_kind", "机关类型", "its kind, where the name tells: GB, DEP, TWN", "TWN"),
    column("year", "报告年度", "the report year", "2023"),
    column("era", "适用时期", "the period of law", "R21"),
    column("kind", "数据种类", "what the row is", "cell"),
    column("table_id", "表", "the table: T2, T3, T4, S14, local", "T3"),
    column("table_no", "同表序号", "1, or 2 and so on where the report has it again", "1"),
    column("row_key", "行代号", "the row by its key, alike in every year of a form", "3.3.4"),
    column("column_key", "列代号", "the column by its key", "total"),
    column("indicator", "指标", "what a figure counts; several joined with +", "received"),
    column("state", "填写情况", "how the value is written, or why there is none", "number"),
    column("value", "数值", "the number, exact; empty where there is none", "12"),
    column("least", "下限", "the least that a figure may mean", "1200"),
    column("most", "上限", "the most that a figure may mean", "1300"),
    column("unit", "单位", "what is counted in", "件"),
    column("role", "数据类型", "what a figure is: count, share, change, average, parts", "count"),
    column("scope", "范围", "whose figure it is: unsaid, own, whole, members, wider", "own"),
    column(
        "time",
        "期间",
        "a year that is named, or unsaid, before, running, within, several",
        "2022",
    ),
    column("plain", "无限定", "true where nothing limits the indicator", "true"),
    column(
        "date",
        "日期",
        "a day as 2024-01-12, or the parts of it that are written",
        "2024-01-12",
    ),
    column("text", "原文", "the words as written", "1,013件"),
    column(
        "label",
        "行名",
        "the official name of the row; before a figure, its words",
        "（一）予以公开",
    ),
    column("column_label", "列名", "the official name of the column", "总计"),
    column("section", "所在章节", "the headings above", "三、收到和处理政府信息公开申请情况"),
    column("line", "行号", "the line, as findings name it", "18"),
    column("line_char", "列号", "the character in that line, from 1", "5"),
    column("sha256", "校验值", "SHA-256 of the file; in rows of kind report", "9f86d08…"),
];

/// What may stand in `kind`: name, Chinese, English.
pub const KINDS: [(&str, &str, &str); 8] = [
    (
        "report",
        "报告本身，每个文件一行；text 为标题，未能读取的为原因",
        "the report itself, one for every file; `text` is its title, or why it was not read",
    ),
    ("signatory", "落款机关", "the body that signed"),
    ("signing-date", "成文日期", "the date of signature"),
    ("period-start", "统计期限起", "the first day of the statistical period"),
    ("period-end", "统计期限止", "its last day"),
    ("as-of", "数据截止日期", "a day up to which something is counted"),
    ("cell", "统一表格或地方统计表的一格", "a cell of an official or a local table"),
    ("figure", "正文中的数据", "a figure in prose"),
];

/// What may stand in `state`: name, Chinese, English.
pub const STATES: [(&str, &str, &str); 9] = [
    ("number", "数字", "a number and nothing else"),
    (
        "dressed",
        "数字夹有文字、逗号等（251000元、1,013、三）",
        "a number with words or signs (251000元, 1,013, 三)",
    ),
    (
        "rounded",
        "正文中的概数（余、多、约、近）",
        "a figure in prose that is rounded (余, 多, 约, 近)",
    ),
    ("blank", "空格，未填", "nothing is filled in"),
    ("dash", "横线或斜线", "a dash or stroke"),
    ("none", "“无”", "the word 无"),
    ("words", "其他文字", "other words, or a number with too many digits"),
    ("unread", "有内容但未能分清", "something is there that could not be told apart"),
    ("not-found", "报告中没有找到该表或该格", "the table or the cell was not found in the report"),
];
