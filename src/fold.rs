//! The folded text: one spelling of every character, so that extraction meets one form only.
//!
//! Full-width digits and letters become ASCII, CJK radicals become ideographs, brackets and
//! separators next to Chinese text become full-width, and blanks that stand beside Chinese text
//! vanish. Nothing is normalised in place: the author's text stays as it is, and every folded
//! place leads back to it. Quotes, stops and the zeros of Han years are left alone, because rules
//! judge them. NFKC is not used: it would turn … into three stops and ① into 1.

use crate::text::{Span, before, cut, from, is_blank, is_han};

/// A stretch of folded text and the stretch of source it came from.
#[derive(Clone, Copy, Debug)]
struct Segment {
    folded: usize,
    source: Span,
    /// Same length on both sides, so that offsets inside map one to one.
    linear: bool,
}

/// A folded copy of a text that can be mapped back.
#[derive(Debug, Default)]
pub struct Folded {
    text: String,
    segments: Vec<Segment>,
    source_steps: Steps,
    own_steps: Steps,
}

/// Bytes of a step.
const STEP: usize = 64;

/// How many segments begin before each step of a text, so that what it takes to find one does not
/// grow with their number.
#[derive(Debug, Default)]
struct Steps(Vec<u32>);

impl Steps {
    /// `starts` is where the segments begin, in order.
    fn of(starts: impl Iterator<Item = usize>) -> Self {
        let mut steps: Vec<u32> = Vec::new();
        for (count, start) in (0..).zip(starts) {
            steps.resize(steps.len().max(start / STEP + 1), count);
        }
        Self(steps)
    }

    /// How many of `segments` begin at an offset or before it.
    #[inline]
    fn count(&self, segments: &[Segment], offset: usize, start: fn(&Segment) -> usize) -> usize {
        let before = |step: usize| self.0.get(step).map_or(segments.len(), |it| *it as usize);
        let (low, high) = (before(offset / STEP), before(offset / STEP + 1));
        let near = segments.get(low..high).unwrap_or_default();
        low + near.partition_point(|it| start(it) <= offset)
    }
}

impl Folded {
    /// Folds `source`, leaving out the spans of `dropped` (soft line ends, markup), which must be
    /// in order.
    pub fn new(source: &str, dropped: &[Span]) -> Self {
        let text = String::with_capacity(source.len());
        let out = Self { text, ..Self::default() };
        let mut walk = Folder { out, source, blank: None };
        let mut at = 0;
        for gap in dropped {
            walk.run(Span::new(at, gap.start()));
            at = gap.end().max(at);
        }
        walk.run(Span::new(at, source.len()));
        walk.flush_blank(None);
        let mut folded = walk.out;
        folded.source_steps = Steps::of(folded.segments.iter().map(|it| it.source.start()));
        folded.own_steps = Steps::of(folded.segments.iter().map(|it| it.folded));
        folded
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The words of a folded span.
    pub fn slice(&self, folded: Span) -> &str {
        cut(&self.text, folded)
    }

    /// The source of a folded span; blanks that were dropped at either side are not taken in.
    pub fn to_source(&self, folded: Span) -> Span {
        if folded.is_empty() {
            return Span::at(self.start_in_source(folded.start()));
        }
        match self.segment_at(folded.start()) {
            // Most places lie within one segment.
            Some(it) if it.linear && folded.end() <= it.folded + it.source.len() => {
                let start = it.source.start() + folded.start() - it.folded;
                Span::new(start, start + folded.len())
            }
            _ => Span::new(self.start_in_source(folded.start()), self.end_in_source(folded.end())),
        }
    }

    /// The folded stretch that came from `source`.
    pub fn to_folded(&self, source: Span) -> Span {
        let start = self.begun(source.start());
        // Most places lie within one segment.
        let end = match start.checked_sub(1).and_then(|it| self.segments.get(it)) {
            Some(it) if it.source.contains(source) && source.end() < it.source.end() => start,
            _ if self.begins_behind(start, source.end()) => start,
            _ => self.begun(source.end()),
        };
        Span::new(
            self.offset_in_folded(start, source.start()),
            self.offset_in_folded(end, source.end()),
        )
    }

    /// How many segments begin at a source offset or before it.
    fn begun(&self, source: usize) -> usize {
        self.source_steps.count(&self.segments, source, |it| it.source.start())
    }

    /// Whether the segment with this index, if there is one, begins behind a source offset.
    fn begins_behind(&self, index: usize, source: usize) -> bool {
        self.segments.get(index).is_none_or(|it| it.source.start() > source)
    }

    /// The folded words of a source span.
    pub fn of(&self, source: Span) -> &str {
        self.slice(self.to_folded(source))
    }

    /// Whether blanks or soft line ends stood in the source just before folded `offset`.
    pub fn gap_before(&self, offset: usize) -> bool {
        match self.segment_at(offset) {
            // Most offsets lie inside a segment.
            Some(it) if it.linear && it.folded < offset => false,
            _ => offset > 0 && self.end_in_source(offset) < self.start_in_source(offset),
        }
    }

    fn segment_at(&self, folded: usize) -> Option<&Segment> {
        let count = self.own_steps.count(&self.segments, folded, |it| it.folded);
        self.segments.get(count.checked_sub(1)?)
    }

    fn start_in_source(&self, folded: usize) -> usize {
        match self.segment_at(folded) {
            Some(it) if it.linear => (it.source.start() + folded - it.folded).min(it.source.end()),
            Some(it) if folded == it.folded => it.source.start(),
            Some(it) => it.source.end(),
            None => 0,
        }
    }

    fn end_in_source(&self, folded: usize) -> usize {
        match folded.checked_sub(1).and_then(|last| self.segment_at(last)) {
            Some(it) if it.linear => (it.source.start() + folded - it.folded).min(it.source.end()),
            Some(it) => it.source.end(),
            None => 0,
        }
    }

    /// The folded place of a source offset before which `index` segments begin.
    fn offset_in_folded(&self, index: usize, source: usize) -> usize {
        let next = self.segments.get(index).map_or(self.text.len(), |it| it.folded);
        match index.checked_sub(1).and_then(|last| self.segments.get(last)) {
            Some(it) if it.linear && source < it.source.end() => {
                it.folded + source - it.source.start()
            }
            Some(it) if source == it.source.start() => it.folded,
            _ => next,
        }
    }

    fn push(&mut self, folded: &str, source: Span) {
        let linear = folded.len() == source.len();
        let at = self.text.len();
        self.text.push_str(folded);
        if let Some(last) = self.segments.last_mut()
            && linear
            && last.linear
            && last.source.end() == source.start()
        {
            last.source = last.source.cover(source);
            return;
        }
        self.segments.push(Segment { folded: at, source, linear });
    }
}

/// Walks the source once.
struct Folder<'a> {
    out: Folded,
    source: &'a str,
    /// Blanks met and not yet written: whether they survive depends on what follows.
    blank: Option<Span>,
}

impl Folder<'_> {
    fn run(&mut self, span: Span) {
        let mut rest = cut(self.source, span);
        while let Some(char) = rest.chars().next() {
            let at = span.end() - rest.len();
            let same = if self.blank.is_some() { 0 } else { same(rest) };
            if same > 0 {
                self.out.push(before(rest, same), Span::new(at, at + same));
                rest = from(rest, same);
                continue;
            }
            rest = from(rest, char.len_utf8());
            let next = rest.chars().next();
            let here = Span::new(at, at + char.len_utf8());
            if is_blank(char) {
                self.blank = Some(self.blank.map_or(here, |blank| blank.cover(here)));
            } else if char == '\r' && next == Some('\n') {
                // The line feed after it ends the line.
            } else {
                self.write(char, next, here);
            }
        }
    }

    fn write(&mut self, char: char, next: Option<char>, here: Span) {
        let before = self.out.text.chars().next_back();
        let folded = fold_char(char, before, next);
        self.flush_blank(Some(folded));
        let mut buffer = [0; 4];
        self.out.push(folded.encode_utf8(&mut buffer), here);
    }

    /// Keeps one blank between two words of ASCII, where it separates; drops it elsewhere.
    fn flush_blank(&mut self, next: Option<char>) {
        let Some(blank) = self.blank.take() else { return };
        let separates = |char: Option<char>| char.is_some_and(|it| it.is_ascii_graphic());
        if separates(self.out.text.chars().next_back()) && separates(next) {
            let first = cut(self.source, blank).chars().next().map_or(1, char::len_utf8);
            self.out.push(" ", Span::new(blank.start(), blank.start() + first));
        }
    }
}

/// How many bytes a text begins with that stay as they are, whatever stands beside them.
fn same(text: &str) -> usize {
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        at += match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'\n' => 1,
            // U+4000 to U+9FFF.
            0xE4..=0xE9 => 3,
            _ => match from(text, at).chars().next() {
                Some('，' | '。' | '、' | '；' | '：' | '（' | '）' | '《' | '》' | '“' | '”') => {
                    3
                }
                _ => break,
            },
        };
    }
    at
}

/// The folded form of `char` between its neighbours.
fn fold_char(char: char, before: Option<char>, next: Option<char>) -> char {
    let digit = |char: Option<char>| {
        char.is_some_and(|it| it.is_ascii_digit() || matches!(it, '０'..='９'))
    };
    match char {
        '\r' => '\n',
        '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ'
        | '％'
        | '＋'
        | '－'
        | '＠'
        | '＜'
        | '＞'
        | '／' => ascii_of(char),
        '．' if digit(before) && digit(next) => '.',
        '(' => '（',
        ')' => '）',
        ',' if !(digit(before) && digit(next)) => '，',
        ';' => '；',
        ':' if !digit(next) && next != Some('/') && next != Some('\\') => '：',
        '\u{2E80}'..='\u{2FDF}' => radical(char),
        _ => char,
    }
}

fn ascii_of(char: char) -> char {
    u8::try_from(u32::from(char) - 0xFEE0).map_or(char, char::from)
}

/// The ideograph that a CJK or Kangxi radical stands for, or the radical where it has none.
pub fn radical(char: char) -> char {
    if let Some(&ideograph) = usize::try_from(u32::from(char))
        .ok()
        .and_then(|code| code.checked_sub(0x2F00))
        .and_then(|index| KANGXI.get(index))
    {
        return ideograph;
    }
    SUPPLEMENT
        .iter()
        .find(|&&(radical, _)| radical == char)
        .map_or(char, |&(_, ideograph)| ideograph)
}

/// Whether a character is Chinese text or full-width punctuation.
pub fn is_wide(char: char) -> bool {
    is_han(char)
        || matches!(char, '\u{3001}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}' | '“' | '”' | '‘' | '’' | '…' | '—')
}

/// Ideographs of the Kangxi Radicals block, U+2F00 to U+2FD5, in order.
#[rustfmt::skip]
const KANGXI: [char; 214] = [
    '一', '丨', '丶', '丿', '乙', '亅', '二', '亠', '人', '儿', '入', '八', '冂', '冖', '冫', '几', '凵', '刀', '力', '勹',
    '匕', '匚', '匸', '十', '卜', '卩', '厂', '厶', '又', '口', '囗', '土', '士', '夂', '夊', '夕', '大', '女', '子', '宀',
    '寸', '小', '尢', '尸', '屮', '山', '巛', '工', '己', '巾', '干', '幺', '广', '廴', '廾', '弋', '弓', '彐', '彡', '彳',
    '心', '戈', '戶', '手', '支', '攴', '文', '斗', '斤', '方', '无', '日', '曰', '月', '木', '欠', '止', '歹', '殳', '毋',
    '比', '毛', '氏', '气', '水', '火', '爪', '父', '爻', '爿', '片', '牙', '牛', '犬', '玄', '玉', '瓜', '瓦', '甘', '生',
    '用', '田', '疋', '疒', '癶', '白', '皮', '皿', '目', '矛', '矢', '石', '示', '禸', '禾', '穴', '立', '竹', '米', '糸',
    '缶', '网', '羊', '羽', '老', '而', '耒', '耳', '聿', '肉', '臣', '自', '至', '臼', '舌', '舛', '舟', '艮', '色', '艸',
    '虍', '虫', '血', '行', '衣', '襾', '見', '角', '言', '谷', '豆', '豕', '豸', '貝', '赤', '走', '足', '身', '車', '辛',
    '辰', '辵', '邑', '酉', '釆', '里', '金', '長', '門', '阜', '隶', '隹', '雨', '靑', '非', '面', '革', '韋', '韭', '音',
    '頁', '風', '飛', '食', '首', '香', '馬', '骨', '高', '髟', '鬥', '鬯', '鬲', '鬼', '魚', '鳥', '鹵', '鹿', '麥', '麻',
    '黃', '黍', '黑', '黹', '黽', '鼎', '鼓', '鼠', '鼻', '齊', '齒', '龍', '龜', '龠',
];

/// Ideographs of the CJK Radicals Supplement that reports converted from PDF contain.
#[rustfmt::skip]
const SUPPLEMENT: [(char, char); 98] = [
    ('⺀', '冫'), ('⺁', '厂'), ('⺄', '乙'), ('⺅', '亻'), ('⺆', '冂'), ('⺈', '刀'), ('⺉', '刂'), ('⺊', '卜'),
    ('⺋', '㔾'), ('⺌', '小'), ('⺍', '小'), ('⺎', '兀'), ('⺏', '尣'), ('⺐', '尢'), ('⺒', '巳'), ('⺓', '幺'),
    ('⺔', '彑'), ('⺕', '彐'), ('⺖', '忄'), ('⺗', '心'), ('⺘', '扌'), ('⺙', '攵'), ('⺛', '旡'), ('⺜', '日'),
    ('⺝', '月'), ('⺞', '歹'), ('⺟', '母'), ('⺠', '民'), ('⺡', '氵'), ('⺢', '氺'), ('⺣', '灬'), ('⺤', '爫'),
    ('⺥', '爫'), ('⺦', '丬'), ('⺨', '犭'), ('⺩', '王'), ('⺫', '目'), ('⺬', '示'), ('⺭', '礻'), ('⺮', '竹'),
    ('⺰', '纟'), ('⺱', '罓'), ('⺲', '罒'), ('⺶', '羊'), ('⺷', '羊'), ('⺸', '羊'), ('⺹', '耂'), ('⺻', '聿'),
    ('⺼', '肉'), ('⺽', '臼'), ('⺾', '艹'), ('⺿', '艹'), ('⻀', '艹'), ('⻁', '虎'), ('⻂', '衤'), ('⻃', '覀'),
    ('⻄', '西'), ('⻅', '见'), ('⻆', '角'), ('⻈', '讠'), ('⻉', '贝'), ('⻊', '足'), ('⻋', '车'), ('⻌', '辶'),
    ('⻍', '辶'), ('⻎', '辶'), ('⻏', '阝'), ('⻐', '钅'), ('⻑', '長'), ('⻒', '镸'), ('⻓', '长'), ('⻔', '门'),
    ('⻕', '阝'), ('⻖', '阝'), ('⻗', '雨'), ('⻘', '青'), ('⻙', '韦'), ('⻚', '页'), ('⻛', '风'), ('⻜', '飞'),
    ('⻝', '食'), ('⻠', '饣'), ('⻢', '马'), ('⻣', '骨'), ('⻤', '鬼'), ('⻥', '鱼'), ('⻦', '鸟'), ('⻧', '卤'),
    ('⻨', '麦'), ('⻩', '黄'), ('⻪', '黾'), ('⻬', '齐'), ('⻮', '齿'), ('⻯', '竜'), ('⻰', '龙'), ('⻱', '龟'),
    ('⻲', '亀'), ('⻳', '龟'),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fold(source: &str) -> String {
        Folded::new(source, &[]).as_str().to_owned()
    }

    #[test]
    fn one_spelling_of_every_character() {
        let table = [
            ("自 2023 年 1 月", "自2023年1月"),
            ("２０１７年，共８０条", "2017年，共80条"),
            ("条 2543 78967 其中", "条2543 78967其中"),
            ("⼀、总体情况", "一、总体情况"),
            ("⺠生", "民生"),
            ("工作(试行),共1,013件", "工作（试行），共1,013件"),
            ("网址:http://a.cn", "网址：http://a.cn"),
            ("二○一八年", "二○一八年"),
            ("概\u{A0} 述\r\n甲\r乙", "概述\n甲\n乙"),
            ("APP store下载", "APP store下载"),
        ];
        for (source, folded) in table {
            assert_eq!(fold(source), folded);
        }
    }

    #[test]
    fn a_folded_place_leads_back_without_the_blanks_around_it() {
        let source = "自 ２０２３ 年";
        let folded = Folded::new(source, &[]);
        let at = folded.as_str().find("2023").unwrap();
        let place = folded.to_source(Span::new(at, at + 4));
        assert_eq!(cut(source, place), "２０２３");
        assert_eq!(folded.to_folded(place), Span::new(at, at + 4));
        assert!(folded.gap_before(at));
    }

    proptest! {
        #[test]
        fn every_folded_character_leads_back_to_one_source_character(
            source in "[甲⼀０Ａ,(: 　\u{A0}\n\r1a。○]{0,60}"
        ) {
            let folded = Folded::new(&source, &[]);
            let mut last = 0;
            for (at, char) in folded.as_str().char_indices() {
                let place = folded.to_source(Span::new(at, at + char.len_utf8()));
                prop_assert_eq!(cut(&source, place).chars().count(), 1);
                prop_assert!(place.start() >= last);
                last = place.end();
                prop_assert_eq!(folded.of(place).chars().next(), Some(char));
            }
        }

        #[test]
        fn steps_lead_to_the_segments_that_have_begun(
            lengths in proptest::collection::vec(0_usize..150, 0..40),
            offset in 0_usize..4000,
        ) {
            let starts: Vec<usize> = lengths
                .iter()
                .scan(0, |at, it| { *at += it; Some(*at) })
                .collect();
            let segment = |&at: &usize| Segment { folded: at, source: Span::at(at), linear: true };
            let segments: Vec<Segment> = starts.iter().map(segment).collect();
            let count = Steps::of(starts.iter().copied()).count(&segments, offset, |it| it.folded);
            prop_assert_eq!(count, starts.iter().filter(|it| **it <= offset).count());
        }
    }
}
