//! The words around a name that tell what it does. What a report says of its own body is a closed
//! matter, what it may say of others is not: so these are what its own sentences use, and whatever
//! else stands there leaves the name alone.

/// Last characters of names.
pub(super) const LAST: [char; 14] =
    ['镇', '乡', '道', '县', '旗', '区', '市', '局', '厅', '委', '办', '会', '府', '处'];
/// Last characters of places that stand before the name of a body.
pub(super) const PLACES: [char; 7] = ['省', '市', '县', '区', '旗', '州', '盟'];
/// Words after a name, or after a year behind it, that make the report its bearer's.
pub(super) const OWN: [&str; 4] =
    ["政府信息公开工作", "信息公开工作", "政府信息公开情况", "政务公开工作"];
/// Words behind these with which a report goes on about its own work; nothing at all is one more.
pub(super) const GOES_ON: [&str; 47] = [
    "情况",
    "年度报告",
    "年报",
    "报告",
    "总体",
    "整体",
    "主要",
    "有序",
    "有力",
    "有效",
    "稳步",
    "稳中",
    "平稳",
    "扎实",
    "顺利",
    "全面",
    "取得",
    "得到",
    "开展",
    "推进",
    "水平",
    "质量",
    "成效",
    "实际",
    "再上",
    "再创",
    "迈上",
    "迈出",
    "存在",
    "中存在",
    "仍",
    "还",
    "虽",
    "较",
    "呈",
    "进展",
    "的总体",
    "的主要",
    "的情况",
    "的开展",
    "的整体",
    "由",
    "机构",
    "机制",
    "制度",
    "体系",
    "队伍",
];
/// Words soon behind these that make it an example, a post or an occasion of its bearer's.
pub(super) const NOT_OWN: [&str; 12] = [
    "做法", "经验", "人员", "职责", "职能", "先进", "名列", "被评", "获评", "借鉴", "承接", "移交",
];
/// Words anywhere before a name with whose bearer the body deals, whatever verb comes next.
pub(super) const DEALS: [&str; 20] = [
    "协助", "配合", "帮助", "指导", "支持", "督促", "协同", "会同", "参与", "承接", "接收", "移交",
    "对照", "参照", "比照", "参考", "学习", "借鉴", "邀请", "赴",
];
/// Words before a name after which a report speaks of its own body; the head of a clause is one
/// more.
pub(super) const LEADS: [&str; 30] = [
    "现将", "现就", "将", "推动", "推进", "做好", "抓好", "搞好", "加强", "提升", "提高", "促进",
    "确保", "保障", "保证", "规范", "深化", "强化", "优化", "完善", "改进", "开展", "使", "总结",
    "是", "公布", "发布", "编制", "编写", "反映",
];
/// Times that stand between these and the name.
pub(super) const TIMES: [&str; 9] =
    ["全年", "今年", "本年度", "一年来", "年来", "年度", "年", "以来", "期间"];
/// Times before a name at the head of a clause.
pub(super) const HEADS: [&str; 4] = ["本年度", "全年", "今年", "年内"];
/// Words that stand between a name and its verb in sentences of its own report.
pub(super) const OFFICES: [&str; 11] = [
    "党委、政府",
    "党委政府",
    "党工委、办事处",
    "党政办公室",
    "党政办",
    "党工委",
    "党委",
    "办公室",
    "综合办公室",
    "综合办",
    "便民服务中心",
];
/// How sentences go on in which the reporting body acts.
pub(super) const ACTS: [&str; 122] = [
    "无政",
    "没有",
    "未收",
    "未发生",
    "未出现",
    "未受",
    "未因",
    "共制",
    "共新",
    "在政府",
    "在政务",
    "在门户",
    "认真",
    "严格",
    "积极",
    "高度重视",
    "重视",
    "主动",
    "加强",
    "加大",
    "坚持",
    "坚决",
    "坚定",
    "健全",
    "完善",
    "深入",
    "深化",
    "持续",
    "不断",
    "始终",
    "切实",
    "进一步",
    "扎实",
    "稳步",
    "有序",
    "全面",
    "全力",
    "大力",
    "努力",
    "着力",
    "紧紧",
    "紧扣",
    "围绕",
    "聚焦",
    "立足",
    "结合",
    "根据",
    "按照",
    "依照",
    "依据",
    "依托",
    "依法",
    "通过",
    "利用",
    "运用",
    "充分",
    "及时",
    "规范",
    "强化",
    "提升",
    "提高",
    "优化",
    "拓展",
    "拓宽",
    "创新",
    "推进",
    "推动",
    "推行",
    "促进",
    "落实",
    "贯彻",
    "制定",
    "修订",
    "建立",
    "成立",
    "明确",
    "开展",
    "做好",
    "抓好",
    "抓实",
    "严把",
    "严控",
    "继续",
    "把政",
    "将政",
    "以习近平",
    "以人民",
    "以群众",
    "以公开",
    "在县",
    "在市",
    "在区",
    "在上级",
    "共收",
    "共受",
    "共公开",
    "共发布",
    "共主动",
    "共计",
    "共办",
    "累计",
    "全年",
    "本年",
    "新收",
    "收到",
    "受理",
    "办理",
    "办结",
    "答复",
    "公开政",
    "公开各",
    "公开信",
    "发布",
    "逐件",
    "逐份",
    "逐条",
    "逐项",
    "逐月",
    "安排专人",
    "信息发布",
    "信息更新",
    "信息审核",
];
/// How a clause goes on that begins with 以 and tells of work: 以惠农补贴、就业创业为重点.
pub(super) const AIMS: [&str; 10] = [
    "为重点",
    "为抓手",
    "为主线",
    "为核心",
    "为中心",
    "为契机",
    "为载体",
    "为目标",
    "为导向",
    "为单元",
];
/// Sentences with these tell of a body that is no more, or was taken in.
pub(super) const MERGED: [&str; 9] =
    ["并入", "合并", "划归", "划入", "整建制", "撤并", "撤镇", "撤乡", "区划调整"];
/// What stands right before or behind a name whose bearer is no more.
pub(super) const GONE: (&str, &str) = ("原", "撤销");
/// Words in a sentence which say that a body is looked at from outside.
pub(super) const FROM_OUTSIDE: [&str; 17] = [
    "该镇",
    "该乡",
    "该街",
    "该县",
    "该区",
    "该市",
    "该局",
    "抽查发现",
    "检查发现",
    "已督促",
    "约谈",
    "从全县",
    "从全市",
    "从全区",
    "现场会",
    "推进会上",
    "交流会上",
];
/// Words in a sentence after which another body may be looked at, or its own still be told of.
pub(super) const COMPARED: [&str; 6] =
    ["相比", "先进乡镇", "先进单位", "兄弟", "得到肯定", "充分肯定"];
/// Words before a title in 《》 that make it that of the report itself.
pub(super) const TITLED: [&str; 6] = ["编制", "编写", "撰写", "形成", "公布", "发布"];
/// Words in the clause of a name, or at the head of another of its sentence, that say the same.
pub(super) const JUDGES: [&str; 3] = ["值得", "观摩", "取经"];
/// What a report tells of what its body will do (将重点做好), besides the verbs of [`ACTS`].
pub(super) const PLANS: [&str; 6] = ["重点", "着重", "从以下", "采取以下", "在以下", "在今后"];
/// Work on openness, as an object.
pub(super) const OPENNESS: [&str; 9] = [
    "政府信息公开工作",
    "政务公开工作",
    "信息公开工作",
    "政府信息公开申请",
    "信息公开制度",
    "公开政府信息",
    "公开信息",
    "依申请公开",
    "年度报告",
];
/// What any body may do for others, so that it is no sign that a department works on its own openness.
pub(super) const HOSTS: [&str; 7] = ["组织", "召开", "举办", "印发", "编制", "设立", "指定"];
/// Words for the report itself in a sentence that says whom to ask about it.
pub(super) const THIS: [&str; 4] = ["本报告", "本年度报告", "本年报", "该报告"];
/// What stands before the name of the body to ask, and behind it and its office.
pub(super) const ASK: ([&str; 6], [&str; 4]) =
    (["请与", "请向", "请同", "可与", "可向", "由"], ["联系", "咨询", "反映", "负责解释"]);
/// Labels behind which the body to ask stands alone.
pub(super) const CONTACT: [&str; 5] =
    ["联系单位：", "联系部门：", "联系机构：", "咨询单位：", "咨询机构："];
