//! Words that open, close and loosen lists of figures.

use super::Closure;

/// What stands between a total and its parts, and whether the list is then complete.
pub(super) const OPENERS: [(&str, Closure); 19] = [
    ("信息类别", Closure::Section),
    ("按类别", Closure::Section),
    ("按内容分", Closure::Section),
    ("分类如下", Closure::Section),
    ("分别为", Closure::Stated),
    ("分别是", Closure::Stated),
    ("分为", Closure::Stated),
    ("共分", Closure::Stated),
    ("主要类别有", Closure::Open),
    ("类别为", Closure::Open),
    ("其中", Closure::Open),
    ("主要包括", Closure::Open),
    ("包括", Closure::Open),
    ("包含", Closure::Open),
    ("涉及", Closure::Open),
    ("条政府信息中", Closure::Open),
    ("政府信息中", Closure::Open),
    ("信息中", Closure::Open),
    ("申请中", Closure::Open),
];

/// What divides a total into a list behind a colon: 156条政府信息按内容分为七类：…
pub(super) const DIVISIONS: [(&str, Closure); 5] = [
    ("分为", Closure::Stated),
    ("共分", Closure::Stated),
    ("分别", Closure::Stated),
    ("分类情况", Closure::Stated),
    ("构成为", Closure::Stated),
];

/// What a clause that divides a total begins with: 按申请人分, 从申请方式看.
pub(super) const BY: [&str; 7] = ["按照", "按", "从", "就", "依照", "依据", "根据"];
/// What it ends with, where it divides the whole.
pub(super) const DIVIDES: [&str; 5] = ["划分", "分类", "区分", "分为", "分"];
/// What it ends with, where some of the parts may be left out.
pub(super) const LOOKS: [&str; 7] = ["统计", "来看", "上看", "看", "来说", "来讲", "分析"];
/// By what a total is divided.
pub(super) const KINDS: [&str; 15] = [
    "类型", "类别", "种类", "方式", "渠道", "途径", "形式", "内容", "主体", "对象", "来源", "身份",
    "结果", "领域", "分类",
];
/// What the name of one of those begins with, where no word such as 按 leads to it: 申请方式为.
pub(super) const KIND_OF: [&str; 11] =
    ["申请", "公开", "信息", "提交", "发布", "答复", "办理", "处理", "内容", "涉及", "其"];
/// What may stand behind that name.
pub(super) const TAILS: [&str; 8] = ["分别为", "为", "是", "中", "上", "包括", "如下", "有"];
/// Clauses that announce a list, by their beginning.
pub(super) const NAMES: [&str; 13] = [
    "具体如下",
    "具体情况",
    "具体分类",
    "具体分布",
    "分类情况",
    "分类统计",
    "分布情况",
    "类别情况",
    "其构成",
    "构成情况",
    "构成为",
    "其分类",
    "明细",
];
/// Words that do so at the beginning of a label, too.
pub(super) const ANNOUNCES: [&str; 9] =
    ["具体为", "具体是", "具体有", "具体包括", "涵盖", "内容涵盖", "主要是", "主要为", "主要涵盖"];
/// What only begins or ends like one of those.
pub(super) const NO_DIVISION: [&str; 21] = [
    "部分", "充分", "十分", "成分", "即将", "即时", "即办", "即可", "即日", "即知", "有效", "有关",
    "有力", "有序", "有偿", "有机", "有奖", "有声", "有条", "有限", "有的",
];
/// What ends a clause on all that was counted: 在收到的申请中.
pub(super) const OF_ALL: [&str; 4] = ["申请中", "信息中", "件中", "条中"];
/// What such lists are of: an item has one place in them, where people and meetings may have several.
pub(super) const ITEMS: [&str; 14] =
    ["件", "条", "篇", "份", "则", "期", "封", "项", "起", "宗", "例", "件次", "条次", "人次"];
/// Words beside a count of applications that came in, and of those dealt with.
pub(super) const RECEIVED: [&str; 5] = ["收", "受理", "接", "新增", "申请"];
pub(super) const HANDLED: [&str; 7] = ["办结", "办理", "办复", "答复", "回复", "处理", "审结"];

/// Characters between a total and its list at most.
pub(super) const LONGEST_GAP: usize = 60;

/// A figure behind one of these is the total of nothing.
pub(super) const NO_TOTAL: [&str; 6] = ["只计", "仅计", "计作", "计为", "按", "每"];

/// A later label that begins with one of these tells of another time.
pub(super) const NEW_TIME: [&str; 8] =
    ["年内", "年初", "年末", "年底", "今年", "当年", "本年", "上半年新"];

/// A label that holds one of these begins something new.
pub(super) const NEW_MATTER: [&str; 22] = [
    "累计", "合计", "总计", "共计", "共", "总数", "全年", "此外", "另外", "另有", "同时", "截至",
    "截止", "历年", "上年", "去年", "结转", "比", "较", "访问", "点击", "浏览",
];

/// Words that hold one of those and begin nothing.
pub(super) const WORDS_WITH_TOTAL: [&str; 12] = [
    "公共", "共同", "共享", "共建", "共青", "共治", "中共", "评比", "比赛", "比武", "比例", "对比",
];

/// A later label that begins with one of these tells what became of the items, not another part.
pub(super) const RESULTS: [&str; 36] = [
    "已办",
    "已回",
    "已答",
    "已整",
    "已处",
    "已解",
    "已完",
    "已公示",
    "已全部",
    "已按",
    "均",
    "全部",
    "按时",
    "按期",
    "办结",
    "办复",
    "回复",
    "答复",
    "采纳",
    "整改",
    "惠及",
    "拨付",
    "回收",
    "处理",
    "解决",
    "满意",
    "平均",
    "月均",
    "人均",
    "日均",
    "每",
    "提前",
    "继续",
    "目前",
    "现有",
    "评论",
];

/// A later label that holds one of these does so as well, unless it denies it (未办结).
pub(super) const DONE: [&str; 14] = [
    "成功", "办复", "完成", "解决", "整改", "采纳", "化解", "查实", "属实", "立案", "满意", "挽回",
    "落实", "督办",
];
pub(super) const DENIED: [&str; 6] = ["未", "不", "正在", "尚", "没有", "无"];

/// A label that begins with one of these, behind a semicolon or stop, tells of another matter.
pub(super) const NEW_CLAUSE: [&str; 20] = [
    "被提起",
    "被申请",
    "行政诉讼",
    "行政复议",
    "诉讼",
    "复议",
    "发生",
    "提起",
    "收到",
    "受理",
    "召开",
    "举办",
    "举行",
    "组织",
    "开展",
    "编发",
    "办理",
    "答复",
    "接受",
    "印发",
];

/// Labels of channels: one item may go out through several.
pub(super) const CHANNELS: [&str; 20] = [
    "网站",
    "门户",
    "网上",
    "网络",
    "微信",
    "微博",
    "公报",
    "报刊",
    "报纸",
    "广播",
    "电视",
    "公告栏",
    "公开栏",
    "宣传栏",
    "公示栏",
    "查阅点",
    "渠道",
    "平台",
    "公众号",
    "客户端",
];

/// Labels of forms: one item may take several.
pub(super) const FORMATS: [&str; 8] =
    ["图文", "图解", "图片", "图表", "视频", "音频", "文字", "动漫"];

/// Who or what has one of these qualities may have others: 党员4人、本科以上学历3人; 网上可办118项、掌上
/// 可办80项; 已签约550户、已腾退540户.
pub(super) const QUALITIES: [&str; 22] = [
    "党员",
    "学历",
    "本科",
    "大专",
    "研究生",
    "学位",
    "持有",
    "职称",
    "资格",
    "岁",
    "女",
    "少数民族",
    "可办",
    "能办",
    "原创",
    "被上级",
    "转载",
    "已签",
    "已腾",
    "已建",
    "已开通",
    "已完成",
];
/// What was done together may be told of each who took part.
pub(super) const TAKING_PART: [&str; 4] = ["主持", "参加", "参与", "列席"];

/// What goes out through channels is counted in these.
pub(super) const PUBLISHED: [&str; 9] =
    ["条", "篇", "期", "则", "份", "幅", "条次", "条（次）", "个次"];

/// Behind a semicolon these begin another matter than the list before it.
pub(super) const ANEW: [&str; 14] = [
    "另",
    "此外",
    "还",
    "同时",
    "发布",
    "推送",
    "发放",
    "编发",
    "召开",
    "举办",
    "回应",
    "公众号",
    "微信",
    "微博",
];

/// What may follow 其他 in the last member of a list; 其他部门 and 其他信访 begin another matter.
pub(super) const RESIDUES: [&str; 13] = [
    "",
    "类",
    "类信息",
    "类别",
    "信息",
    "政府信息",
    "方面",
    "方面信息",
    "内容",
    "情形",
    "方式",
    "渠道",
    "处理",
];

/// Words that leave a list open.
pub(super) const LOOSE: [&str; 2] = ["等", "主要"];
pub(super) const LOOSE_OPENINGS: [&str; 5] = ["主要包括", "主要有", "主要是", "主要为", "主要涉及"];

/// Words before the list of a section on categories by which it names only some.
pub(super) const SOME_ONLY: [&str; 9] =
    ["重点", "居前", "前三", "前五", "为主", "主要", "较多", "关注", "包括"];
/// Words for what is looked at, of which only faults are counted.
pub(super) const LOOKED_AT: [&str; 6] = ["抽查", "检查", "排查", "抽取", "监测", "巡查"];
/// What parts begin with that are changes: 新增5项、取消2项.
pub(super) const CHANGES: [&str; 10] =
    ["新增", "调整", "取消", "修订", "修改", "删除", "合并", "废止", "更新", "完善"];
/// Units of what may have several of the qualities told: offices, projects, meetings.
pub(super) const ASPECTS: [&str; 9] = ["个", "次", "期", "场", "项", "家", "篇", "户", "部"];
