//! Words around figures.

/// Units that follow a number, longer ones first where one begins another.
pub(super) const UNITS: [&str; 61] = [
    "个百分点",
    "平方公里",
    "平方米",
    "人次",
    "条次",
    "件次",
    "件（次）",
    "条（次）",
    "小时",
    "分钟",
    "公里",
    "部分",
    "元",
    "条",
    "件",
    "篇",
    "期",
    "次",
    "个",
    "份",
    "项",
    "部",
    "户",
    "起",
    "宗",
    "张",
    "批",
    "家",
    "类",
    "种",
    "名",
    "页",
    "本",
    "册",
    "台",
    "处",
    "场",
    "人",
    "位",
    "则",
    "幅",
    "块",
    "间",
    "所",
    "辆",
    "吨",
    "亩",
    "天",
    "年",
    "月",
    "日",
    "周",
    "岁",
    "倍",
    "层",
    "字",
    "例",
    "封",
    "套",
    "%",
    "％",
];

/// Between a number and its unit: the number is rounded.
pub(super) const VAGUE_AFTER: [&str; 4] = ["余", "多", "左右", "以上"];
/// Behind the unit: the number is rounded.
pub(super) const VAGUE_BEHIND: [&str; 5] = ["左右", "上下", "以上", "以下", "以内"];

/// The number after them is rounded.
pub(super) const VAGUE_BEFORE: [&str; 15] = [
    "约",
    "近",
    "超过",
    "超",
    "逾",
    "不少于",
    "不低于",
    "大约",
    "将近",
    "达到近",
    "不到",
    "不足",
    "未满",
    "不超",
    "不多于",
];

/// Words that only end like those.
pub(super) const NO_ROUNDING: [&str; 14] = [
    "预约", "节约", "合约", "违约", "签约", "条约", "公约", "特约", "邀约", "附近", "最近", "临近",
    "新近", "邻近",
];

/// A figure with one of these before it is a difference, not a part.
pub(super) const CHANGES: [&str; 15] = [
    "同比",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "比上一年",
    "较上一年",
    "比前一年",
    "比20",
    "较20",
    "增加",
    "增长",
    "减少",
    "下降",
    "上升",
];

/// Whether the words before `char` say nothing of a figure behind it.
pub(super) fn ends_clause(char: char) -> bool {
    matches!(char, '，' | '。' | '；' | '：' | '！' | '？' | '（' | '）' | '\n' | ',')
}

/// A figure with one of these before it is an average.
pub(super) const AVERAGES: [&str; 8] =
    ["平均", "月均", "人均", "日均", "年均", "户均", "每月", "每季度"];
