//! Names of bodies that a report uses as if they were its own: where its own name would stand, as
//! when a copied report kept another's. That is at the head of a clause that goes on as sentences on
//! the reporting body do, or before words that make the report the bearer's. Bodies with which it
//! deals, their people, roads and offices, and those that it took in, stand in other company.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use self::words::{
    ACTS, AIMS, ASK, COMPARED, CONTACT, DEALS, FROM_OUTSIDE, GOES_ON, GONE, HEADS, HOSTS, JUDGES,
    LAST, LEADS, MERGED, NOT_OWN, OFFICES, OPENNESS, OWN, PLACES, PLANS, THIS, TIMES, TITLED,
};
use super::sketch::hash;
use crate::document::{Block, BlockKind, Document};
use crate::facts::Facts;
use crate::facts::body::stem;
use crate::text::{Span, before, from, is_han};

/// Characters of the shortest and the longest name.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=16;
/// Characters on either side of a name that are looked at, and those right behind it.
const NEAR: usize = 40;
const NEXT: usize = 8;
/// Characters of the shortest and the longest place before a name.
const PLACE: std::ops::RangeInclusive<usize> = 3..=6;

/// What a name does where it stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Use {
    /// It acts.
    Acting,
    /// It acts, and its openness is what it works on.
    Opening,
    /// It is the one to ask about the report.
    Answering,
    /// It is the one whose openness the clause tells of.
    Reporting,
    /// It is the one whose report a line is the title of.
    Heading,
}

/// A name and what it does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Mention {
    pub span: Span,
    pub used: Use,
}

/// The mentions by the hash of the name without its office (掌起镇); of each name the one that is
/// most like the body's own, else the first.
pub(crate) fn of(doc: &Document, facts: &Facts) -> BTreeMap<u32, Mention> {
    let mut found: BTreeMap<u32, Mention> = BTreeMap::new();
    let own = facts.body.as_ref().map_or("", |it| it.stem.as_str());
    let text = |block: &Block| doc.folded.slice(block.folded);
    for block in paragraphs(doc, facts) {
        let is_title = is_title(text(block));
        for (start, end, used) in uses(text(block), own) {
            let used = if is_title { Use::Heading } else { used };
            let name = stem(from(before(text(block), end), start));
            if !own.is_empty() && (own.ends_with(&name) || name.ends_with(own)) {
                continue;
            }
            let span = doc.folded.to_source(Span::new(start, end).shift(block.folded.start()));
            let known = found.entry(hash(&name)).or_insert(Mention { span, used });
            if known.used < used {
                *known = Mention { span, used };
            }
        }
    }
    if !found.is_empty() {
        let all = paragraphs(doc, facts).flat_map(|it| all_bygone(text(it)));
        let gone: BTreeSet<u32> = all.collect();
        found.retain(|name, _| !gone.contains(name));
    }
    found
}

/// Whether a line is the title of a report and nothing else.
fn is_title(line: &str) -> bool {
    let line = line.trim();
    line.ends_with("年度报告")
        && line.chars().all(|it| is_han(it) || it.is_ascii_digit())
        && ends(line).any(|end| OWN.iter().any(|it| undated(from(line, end)).starts_with(it)))
}

/// The paragraphs of prose.
fn paragraphs<'d>(doc: &'d Document, facts: &Facts) -> impl Iterator<Item = &'d Block> {
    let signature = facts.signature.iter().filter_map(|it| it.body);
    let left_out: Vec<Span> = facts.titles.iter().map(|it| it.span).chain(signature).collect();
    doc.blocks.iter().filter(move |block| {
        block.kind == BlockKind::Paragraph
            && !left_out.iter().any(|it| it.overlaps(block.span))
            && !doc.in_table(block.span)
    })
}

/// What may be names in a paragraph, and what they do.
fn uses(text: &str, own: &str) -> Vec<(usize, usize, Use)> {
    let mut found = Vec::new();
    let mut start = 0;
    for sentence in text.split_inclusive('。') {
        let uses = uses_in(sentence, own).into_iter();
        found.extend(uses.map(|(from, to, used)| (start + from, start + to, used)));
        start += sentence.len();
    }
    found
}

/// What may be names in a sentence. Few clauses have any, so whether somebody else speaks there is
/// asked last.
fn uses_in(sentence: &str, own: &str) -> Vec<(usize, usize, Use)> {
    let mut found = Vec::new();
    let (of_this, mut quote) = (contains_one(sentence, &THIS), None);
    for (at, clause) in clauses(sentence) {
        let quoted = quote;
        quote = quote_after(quote, before(sentence, at), clause);
        let mut names = names(clause, from(sentence, at));
        if of_this {
            names.extend(answering(clause));
        }
        if CONTACT.iter().any(|it| before(sentence, at).ends_with(it)) {
            names.extend(contacts(clause));
        }
        if names.is_empty() || has_speaker(clause, own) || contains_one(clause, &JUDGES) {
            continue;
        }
        if quoted.is_none_or(|it| it == Quote::Title) {
            found.extend(names.into_iter().map(|(from, to, used)| (at + from, at + to, used)));
        }
    }
    if found.is_empty() || is_outside(sentence) {
        return Vec::new();
    }
    if contains_one(sentence, &COMPARED) {
        let doubtful = found.iter_mut().filter(|it| it.2 == Use::Reporting);
        doubtful.for_each(|it| it.2 = Use::Opening);
    }
    found
}

/// What words stand in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Quote {
    /// The title of the report itself.
    Title,
    /// That of another text, or what somebody else says.
    Other,
}

/// What words behind a clause stand in, if the clause stands in `quote` and `head` before it.
fn quote_after(quote: Option<Quote>, head: &str, clause: &str) -> Option<Quote> {
    let body = clause.trim_end_matches(|it: char| !is_han(it) && !it.is_ascii_digit());
    match clause.chars().next_back()? {
        '《' => {
            let words = if body.is_empty() { head } else { body };
            let words = words.trim_end_matches('了');
            let own = TITLED.iter().any(|it| words.ends_with(it));
            Some(if own { Quote::Title } else { Quote::Other })
        }
        '“' => Some(Quote::Other),
        '》' | '”' => None,
        _ => quote,
    }
}

fn contains_one(text: &str, words: &[&str]) -> bool {
    words.iter().any(|it| text.contains(it))
}

/// Whether the reporting body itself stands in a clause: then other names are others'.
fn has_speaker(clause: &str, own: &str) -> bool {
    let speaks =
        |at: usize| !before(clause, at).ends_with('自') && !from(clause, at).starts_with("我国");
    clause.match_indices('我').any(|it| speaks(it.0)) || (!own.is_empty() && clause.contains(own))
}

/// Whether a sentence looks at somebody from outside.
fn is_outside(sentence: &str) -> bool {
    contains_one(sentence, &FROM_OUTSIDE)
        || clauses(sentence).any(|it| JUDGES.iter().any(|word| it.1.starts_with(word)))
}

/// Where names may stand in a clause, of which `text` is the rest of the sentence: at its head, and
/// before words that make the report theirs.
fn names(clause: &str, text: &str) -> Vec<(usize, usize, Use)> {
    let mut found = Vec::new();
    for end in ends(clause) {
        if is_reporting(from(clause, end)) {
            let free = starts(before(clause, end)).filter(|at| is_free(before(clause, *at)));
            found.extend(free.map(|at| (at, end, Use::Reporting)));
        } else if before(clause, end).chars().nth(*LENGTHS.end()).is_none() && acts(from(text, end))
        {
            let after = from(clause, end);
            // Any body may be host to others.
            let hosts = HOSTS.iter().any(|it| undated(after).starts_with(it));
            let opens = !hosts && contains_one(after, &OPENNESS);
            found.push((0, end, if opens { Use::Opening } else { Use::Acting }));
        }
    }
    found
}

/// Names of bodies that a clause says to ask (请与某镇党政办公室联系).
fn answering(clause: &str) -> impl Iterator<Item = (usize, usize, Use)> + '_ {
    let asked = ends(clause).filter(|end| {
        let after = from(clause, *end);
        let after = OFFICES.iter().find_map(|it| after.strip_prefix(it)).unwrap_or(after);
        ASK.1.iter().any(|it| after.starts_with(it))
    });
    asked.flat_map(|end| {
        let asks = |at: &usize| ASK.0.iter().any(|it| before(clause, *at).ends_with(it));
        starts(before(clause, end)).filter(asks).map(move |at| (at, end, Use::Answering))
    })
}

/// The name of a body that stands alone behind 联系单位 and the like.
fn contacts(clause: &str) -> impl Iterator<Item = (usize, usize, Use)> + '_ {
    let alone = ends(clause).filter(|end| {
        let after = from(clause, *end);
        let after = OFFICES.iter().find_map(|it| after.strip_prefix(it)).unwrap_or(after);
        !after.starts_with(is_han) && before(clause, *end).chars().nth(*LENGTHS.end()).is_none()
    });
    alone.map(|end| (0, end, Use::Answering))
}

/// Where names may begin that end where these words do.
fn starts(words: &str) -> impl Iterator<Item = usize> + '_ {
    let chars = words.char_indices().rev().take(*LENGTHS.end()).enumerate();
    chars.filter(|(index, _)| LENGTHS.contains(&(index + 1))).map(|it| it.1.0)
}

/// Whether a name after these words is the one that the clause is about, with or without the place
/// in which it lies.
fn is_free(head: &str) -> bool {
    let head = last(head, NEAR);
    if contains_one(head, &DEALS) {
        return false;
    }
    if leads(head) {
        return true;
    }
    let places = head.char_indices().rev().enumerate();
    let places = places.filter(|(index, _)| PLACE.contains(&(index + 1)));
    head.ends_with(PLACES) && places.map(|it| it.1.0).any(|at| leads(before(head, at)))
}

/// Whether words are the head of a clause, or such as stand before the body's own name.
fn leads(head: &str) -> bool {
    let mut head = head;
    loop {
        if head.is_empty() || LEADS.iter().any(|it| head.ends_with(it)) {
            return true;
        }
        let undated = head.trim_end_matches(|char: char| char.is_ascii_digit());
        let shorter = TIMES.iter().find_map(|it| undated.strip_suffix(it)).unwrap_or(undated);
        if shorter.len() == head.len() {
            return false;
        }
        head = shorter;
    }
}

/// Whether what follows a name makes the report its bearer's.
fn is_reporting(after: &str) -> bool {
    let after = undated(after);
    OWN.iter().find_map(|it| after.strip_prefix(it)).is_some_and(|rest| {
        let goes_on = !rest.starts_with(is_han)
            || acts(rest)
            || GOES_ON.iter().any(|it| rest.starts_with(it));
        goes_on && !NOT_OWN.iter().any(|it| first(rest, NEXT).contains(it))
    })
}

/// No more than the first `count` characters.
fn first(words: &str, count: usize) -> &str {
    words.char_indices().nth(count).map_or(words, |it| before(words, it.0))
}

/// No more than the last `count` characters.
fn last(words: &str, count: usize) -> &str {
    words.char_indices().rev().take(count).last().map_or(words, |it| from(words, it.0))
}

/// Whether words are those of a sentence in which the reporting body acts; before 的 they belong to
/// a thing.
fn acts(after: &str) -> bool {
    let after = undated(after);
    let after = OFFICES.iter().find_map(|it| after.strip_prefix(it)).unwrap_or(after);
    let verb = |words: &str| {
        let rest = ACTS.iter().chain(&HOSTS).find_map(|it| words.strip_prefix(it));
        rest.is_some_and(|it| !it.starts_with('的'))
    };
    let plan = |words: &str| PLANS.iter().any(|it| words.starts_with(it));
    let aims = after.starts_with('以') && contains_one(after, &AIMS);
    aims || verb(after) || after.strip_prefix('将').is_some_and(|it| verb(it) || plan(it))
}

/// Words without a year before them.
fn undated(words: &str) -> &str {
    let undated = words.trim_start_matches(|char: char| char.is_ascii_digit());
    undated.strip_prefix("年度").or(undated.strip_prefix('年')).unwrap_or(undated)
}

/// Hashes of the names in a paragraph whose bearers are no more.
fn all_bygone(text: &str) -> impl Iterator<Item = u32> + '_ {
    clauses(text).flat_map(|it| bygone(it.1))
}

/// Hashes of the names in a clause whose bearers are no more.
fn bygone(clause: &str) -> Vec<u32> {
    let merged = contains_one(clause, &MERGED);
    if !merged && !clause.contains(GONE.0) && !clause.contains(GONE.1) {
        return Vec::new();
    }
    let is_gone = |start: usize, end: usize| {
        merged
            || before(clause, start).ends_with(GONE.0)
            || before(clause, start).ends_with(GONE.1)
            || from(clause, end).starts_with(GONE.1)
    };
    let all = ends(clause).flat_map(|end| starts(before(clause, end)).map(move |at| (at, end)));
    let gone = all.filter(|it| is_gone(it.0, it.1));
    gone.map(|(start, end)| hash(&stem(from(before(clause, end), start)))).collect()
}

/// Where clauses begin, and their words; a year or a time before the first name belongs to none.
fn clauses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let stops = |char: char| !is_han(char) && !char.is_ascii_digit();
    let mut start = 0;
    text.split_inclusive(stops).map(move |clause| {
        let at = start;
        start += clause.len();
        let rest = undated(clause);
        let rest = HEADS.iter().find_map(|it| rest.strip_prefix(it)).unwrap_or(rest);
        (at + clause.len() - rest.len(), rest)
    })
}

/// Where names may end.
fn ends(clause: &str) -> impl Iterator<Item = usize> + '_ {
    let chars = clause.char_indices().enumerate();
    chars.filter_map(|(index, (at, char))| {
        (index + 1 >= *LENGTHS.start() && LAST.contains(&char)).then_some(at + char.len_utf8())
    })
}

#[cfg(test)]
mod tests {
    use super::{Span, Use, all_bygone, hash, stem, uses};
    use crate::text::cut;

    /// What 柳河镇 does in a text of 石桥镇.
    fn used(text: &str) -> Option<Use> {
        let name = "柳河镇";
        if all_bygone(text).any(|it| it == hash(name)) {
            return None;
        }
        let all = uses(text, "石桥镇").into_iter();
        all.filter(|it| stem(cut(text, Span::new(it.0, it.1))) == name).map(|it| it.2).max()
    }

    #[test]
    fn names_where_the_own_would_stand_are_told() {
        for text in [
            "2023年，柳河镇政府信息公开工作稳步推进。",
            "现将柳河镇2023年政府信息公开工作情况报告如下。",
            "进一步做好柳河镇政府信息公开工作。",
            "推动砚泽县柳河镇政府信息公开工作再上新台阶。",
            "2023年全年柳河镇政府信息公开工作认真开展。",
            "柳河镇政府信息公开工作仍存在以下问题。",
            "现公布柳河镇2023年政府信息公开工作年度报告。",
            "特编制柳河镇2023年政府信息公开工作年度报告。",
            "柳河镇政府信息公开工作稳步推进，对重复申请合并答复。",
            "柳河镇政府信息公开工作取得新成效，群众意见值得肯定。",
            "柳河镇政府信息公开工作由党政办公室负责。",
            "柳河镇政府信息公开工作机构健全，组织学习培训。",
            "柳河镇政务公开工作虽有进步，但仍有不足。",
            "编制了《柳河镇2023年政府信息公开工作年度报告》。",
            "下一步，将做好柳河镇政务公开工作。",
        ] {
            assert_eq!(used(text), Some(Use::Reporting), "{text}");
        }
    }

    #[test]
    fn names_that_act_as_the_own_does_are_a_doubt() {
        for text in [
            "2023年，柳河镇认真落实条例，全年发布信息30条。",
            "下一步，柳河镇将政务公开纳入培训。",
            "柳河镇人民政府高度重视信息公开。",
            "柳河镇党委、政府高度重视信息公开。",
            "一年来，柳河镇2023年共收到申请3件。",
            "本年度柳河镇没有收到申请。",
            "柳河镇依法答复申请，开展自我检查。",
            "下一步，柳河镇将严格按照条例要求，加强学习。",
            "2024年，柳河镇将重点做好以下几项。",
            "2023年，柳河镇以惠农补贴、宅基地审批为重点，把群众想看的内容摆到村口。",
            "柳河镇党政办逐件登记公文公开属性。",
            "柳河镇信息发布实行两级审核。",
        ] {
            assert_eq!(used(text), Some(Use::Acting), "{text}");
        }
    }

    #[test]
    fn names_that_work_on_openness_or_answer_for_the_report_are_more_of_a_doubt() {
        for (text, wanted) in [
            ("柳河镇高度重视政府信息公开工作。", Use::Opening),
            ("下一步，柳河镇将继续做好政府信息公开工作。", Use::Opening),
            ("2023年，柳河镇共收到政府信息公开申请3件。", Use::Opening),
            ("与先进乡镇相比仍有差距：柳河镇政府信息公开工作制度健全。", Use::Opening),
            ("柳河镇政府信息公开工作成效得到肯定。", Use::Opening),
            ("对本报告有疑问的，请与柳河镇党政办公室联系。", Use::Answering),
            ("如需了解本报告内容，可向砚泽县柳河镇咨询。", Use::Answering),
            ("本报告由柳河镇负责解释。", Use::Answering),
            ("联系单位：柳河镇党政办公室", Use::Answering),
            ("柳河镇通过网站公开政府信息30条。", Use::Opening),
            ("柳河镇主动公开政府信息30条。", Use::Opening),
            ("柳河镇严格落实政府信息公开制度。", Use::Opening),
            ("柳河镇组织开展政府信息公开培训2次。", Use::Acting),
            ("柳河镇召开专题会议研究政府信息公开工作。", Use::Acting),
            ("2023年，柳河镇无政府信息公开申请。", Use::Opening),
        ] {
            let expected = (!text.contains("砚泽县")).then_some(wanted);
            assert_eq!(used(text), expected, "{text}");
        }
    }

    #[test]
    fn names_of_others_are_let_be() {
        for text in [
            "对照柳河镇政府信息公开工作先进做法，查找不足。",
            "比照柳河镇政府信息公开工作开展自查。",
            "参照柳河镇政府信息公开工作做法，修订制度。",
            "对照砚泽县柳河镇政府信息公开工作情况，查找不足。",
            "承接原柳河镇政府信息公开工作职责。",
            "配合柳河镇政府信息公开工作人员核对界线资料。",
            "协助做好柳河镇政府信息公开工作。",
            "柳河镇撤销，并入我镇；柳河镇政府信息公开工作由我镇承接。",
            "撤销柳河镇，设立街道。柳河镇政府信息公开工作平稳过渡。",
            "柳河镇政府信息公开工作领导小组来访。",
            "抽查发现，柳河镇政府信息公开工作存在更新迟缓的问题，已督促整改。",
            "柳河镇政府信息公开工作成效明显，值得推广。",
            "柳河镇积极探索网格公开，县政府在该镇召开现场会。",
            "柳河镇政府信息公开工作经验在会上交流。",
            "转发了《柳河镇政府信息公开工作情况》。",
            "简报刊登“柳河镇政府信息公开工作稳步推进”的消息。",
            "从全县情况看，柳河镇政府信息公开工作成效明显。",
            "在全县现场会上，柳河镇政府信息公开工作得到好评。",
            "柳河镇村民李某不服答复，申请行政复议。",
            "柳河镇至石桥镇公路改造的招标信息全部公开。",
            "柳河镇党委委员张某调任副镇长。",
            "柳河镇检查组提出意见5条，均已整改。",
            "柳河镇来函询问，已及时答复。",
            "2023年，柳河镇整建制并入石桥镇，承接其全部公开事项。",
            "柳河镇积极向我镇介绍情况。",
            "柳河镇收到的申请转来3件。",
            "柳河镇公开栏建设值得学习。",
            "与柳河镇联合举办培训。",
            "需要界线资料的，请与柳河镇党政办公室联系。",
            "柳河镇政务公开工作经验在会上交流。",
            "柳河镇将有关申请转我镇办理。",
            "主管单位：柳河镇政府",
            "柳河镇将派员来访。",
            "学习柳河镇政务公开工作做法。",
            "柳河镇以北的村组划归我镇。",
            "柳河镇信息发布的做法值得学习。",
            "柳河镇、青山镇认真落实条例。",
        ] {
            assert_eq!(used(text), None, "{text}");
        }
    }
}
