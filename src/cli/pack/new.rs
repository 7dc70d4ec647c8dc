//! The command `pack new`: a pack, or a rule of a pack, that runs as it is and waits to be changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::args::pack::PackNewArgs;
use crate::cli::failure::{Failure, Kind};
use crate::cli::session::{Session, tell};
use crate::cli::{known, packs, plan};
use crate::rule::{FileKind, Packs, Rule, SourceFile};

/// The pack that is written, under the name of its own.
pub(super) const TEMPLATE: [SourceFile<'static>; 3] = [PACK, AUTHORITIES, RULE];

const PACK: SourceFile<'static> =
    ("local/pack.toml", include_str!("../../../templates/pack/pack.toml"));
const AUTHORITIES: SourceFile<'static> =
    ("local/authorities.toml", include_str!("../../../templates/pack/authorities.toml"));
const RULE: SourceFile<'static> =
    ("local/required-section.toml", include_str!("../../../templates/pack/required-section.toml"));
/// The rule of the template.
const RULE_ID: &str = "required-section";

/// Schemas by which editors complete and check the files, written beside them.
const SCHEMAS: [(&str, FileKind); 4] = [
    ("rule", FileKind::Rule),
    ("pack", FileKind::Pack),
    ("authorities", FileKind::Authorities),
    ("mutations", FileKind::Mutations),
];

/// Letters of codes where the name of the pack has none.
const LETTERS: &str = "LC";

/// Writes what is asked for; gives the exit code.
pub(super) fn run(args: &PackNewArgs, session: &Session) -> Result<u8, Failure> {
    let id = args.rule.as_deref().unwrap_or(RULE_ID);
    if !is_id(id) {
        return Err(Failure::RuleId(id.to_owned()));
    }
    let folder = &args.folder;
    let is_pack = folder.join("pack.toml").is_file();
    if args.rule.is_none() && (is_pack || is_used(folder)) {
        return Err(Failure::Exists(folder.clone()));
    }
    let packs = if is_pack {
        let mut folders = plan::folders_at_hand(session)?;
        folders.retain(|it| packs::name_of(it) != packs::name_of(folder));
        folders.push(folder.clone());
        packs::at_hand(&folders)?
    } else {
        packs::load(&plan::folders_at_hand(session)?, true)?
    };
    let file = folder.join(format!("{id}.toml"));
    if file.symlink_metadata().is_ok() {
        return Err(Failure::Exists(file));
    }
    let planned = packs.planned().iter().any(|(_, it)| it.id() == id);
    if planned || packs.rules().iter().any(|it| it.id() == id) {
        return Err(Failure::RuleTaken(id.to_owned()));
    }
    let text = rule(&packs, folder, id, args.like.as_deref())?;
    let mut written = Vec::new();
    if !is_pack {
        pack(&packs, folder, &mut written)?;
    }
    put(folder, &format!("{id}.toml"), &text, &mut written)?;
    report(&written, folder, !is_pack, session)
}

/// Writes what a pack has besides rules.
fn pack(packs: &Packs, folder: &Path, written: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let name = packs::name_of(folder);
    if packs.pack(&name).is_some() {
        return Err(Failure::PackTaken(name));
    }
    let below = folder.join(".schema");
    fs::create_dir_all(&below).map_err(|error| Failure::Write(below.clone(), error))?;
    for (name, kind) in SCHEMAS {
        known::put(&below.join(format!("{name}.json")), &kind.schema_text())?;
    }
    for (stem, text) in [("pack", PACK.1), ("authorities", AUTHORITIES.1)] {
        let text = text.replace("\"local\"", &quoted(&name));
        let text = format!("#:schema .schema/{stem}.json\n{text}");
        put(folder, &format!("{stem}.toml"), &text, written)?;
    }
    Ok(())
}

fn report(
    written: &[PathBuf],
    folder: &Path,
    is_new: bool,
    session: &Session,
) -> Result<u8, Failure> {
    let (lang, folder) = (session.look.lang, in_quotes(&folder.display().to_string()));
    let names: Vec<String> = written.iter().map(|it| it.display().to_string()).collect();
    tell(
        &lang
            .pick(format!("已写出 {}。", names.join("、")), format!("wrote {}.", names.join(", "))),
    )?;
    if is_new {
        tell(lang.pick(
            "另有 .schema/，供编辑器自动补全和核对，不必修改。",
            "Beside them is .schema/, by which editors complete and check the files.",
        ))?;
    }
    tell(&lang.pick(
        format!("修改后核对：hegui pack lint {folder}；测试：hegui pack test {folder}；使用：hegui check --pack {folder} 报告"),
        format!("Change it, then: hegui pack lint {folder}; hegui pack test {folder}; hegui check --pack {folder} REPORT"),
    ))?;
    Ok(0)
}

/// A path as it may be typed.
fn in_quotes(path: &str) -> String {
    if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path.to_owned() }
}

/// The text of a new rule: of the template, or of the rule named.
fn rule(packs: &Packs, folder: &Path, id: &str, like: Option<&str>) -> Result<String, Failure> {
    let code = next_code(packs, folder)?;
    let Some(name) = like else { return Ok(renamed(RULE.1, &code, id)) };
    let rules = packs.rules();
    let is_meant = |it: &&&Rule| it.code().eq_ignore_ascii_case(name) || it.id() == name;
    let Some(rule) = rules.iter().find(is_meant) else {
        let names = rules.iter().flat_map(|rule| [rule.code(), rule.id()]);
        let like = packs::closest(name, names);
        return Err(Failure::Unknown(Kind::Rule, name.to_owned(), like));
    };
    let text = if let Some(text) = Packs::builtin_text(&rule.path) {
        text.to_owned()
    } else {
        let path = Path::new(&rule.path);
        packs::text_of(path).map_err(|fault| Failure::PackFolder(path.to_owned(), fault))?
    };
    let year = packs.pack(&rule.pack).map(|it| it.file.example_year);
    let dated = year.map_or(text.clone(), |year| with_year(&text, year));
    Ok(renamed(&dated, &code, id))
}

/// The rule file with a code and id of its own.
fn renamed(text: &str, code: &str, id: &str) -> String {
    let line = |line: &str| match line.split_once(" = ") {
        Some(("code", _)) => format!("code = \"{code}\"\n"),
        Some(("id", _)) => format!("id = \"{id}\"\n"),
        Some(("since", _)) => "since = \"1.0.0\"\n".to_owned(),
        _ => format!("{line}\n"),
    };
    let mut head = true;
    // A copy has the schema of its own pack.
    let lines = text.lines().filter(|it| !it.starts_with("#:schema")).map(|it| {
        head &= !it.starts_with('[');
        if head { line(it) } else { format!("{it}\n") }
    });
    format!("#:schema .schema/rule.json\n{}", lines.collect::<String>())
}

/// The rule file with the year of its examples, which its new pack may not have, where they say
/// none.
fn with_year(text: &str, year: i32) -> String {
    let head = "[[example]]\n";
    let mut parts = text.split(head);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for example in parts {
        let fields = example.split("text =").next().unwrap_or_default();
        let dated = fields.lines().any(|it| it.starts_with("year") || it.starts_with("own-year"));
        let year = if dated { String::new() } else { format!("year = {year}\n") };
        out.extend([head, &year, example]);
    }
    out
}

/// A free code: after the last one of the pack if there is one, else before it; of new letters
/// where the pack has no code yet.
fn next_code(packs: &Packs, folder: &Path) -> Result<String, Failure> {
    let name = packs::name_of(folder);
    let own = packs.pack(&name).and_then(|it| it.rules.last()).map(|it| it.code().to_owned());
    let own = own.unwrap_or_else(|| format!("{}0000", letters(&name)));
    let digits = own.trim_start_matches(|char: char| char.is_ascii_uppercase());
    let letters = own.strip_suffix(digits).unwrap_or(LETTERS);
    let (rules, planned) = (packs.rules(), packs.planned());
    let planned = planned.iter().map(|(_, it)| it.code());
    let taken: BTreeSet<&str> = rules.iter().map(|it| it.code()).chain(planned).collect();
    let last = digits.parse::<u32>().unwrap_or(0);
    let numbers = (last.saturating_add(1)..=9999).chain(1..=last.min(9999));
    let mut codes = numbers.map(|number| format!("{letters}{number:04}"));
    let free = codes.find(|it| !taken.contains(it.as_str()));
    free.ok_or_else(|| Failure::CodesTaken(letters.to_owned()))
}

/// Two letters for the codes of a pack of this name.
fn letters(name: &str) -> String {
    let own: String = name.chars().filter(char::is_ascii_alphabetic).take(2).collect();
    let own = own.to_ascii_uppercase();
    if own.len() < 2 || own == "HG" { LETTERS.to_owned() } else { own }
}

fn put(folder: &Path, file: &str, text: &str, written: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let path = folder.join(file);
    if path.symlink_metadata().is_ok() {
        return Err(Failure::Exists(path));
    }
    known::put(&path, text)?;
    written.push(path);
    Ok(())
}

/// Whether the folder holds something already.
fn is_used(folder: &Path) -> bool {
    match folder.read_dir() {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => folder.symlink_metadata().is_ok(),
    }
}

fn is_id(id: &str) -> bool {
    let plain = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
    !id.is_empty()
        && id.chars().all(plain)
        && !id.starts_with('-')
        && id != "pack"
        && id != "authorities"
}

/// Text as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_a_pack_in_order() {
        let packs = Packs::builtin_and(&TEMPLATE);
        assert!(packs.is_ok(), "{packs:?}");
    }

    #[test]
    fn a_copied_rule_has_its_own_name_and_keeps_the_year_of_its_examples() {
        let text = "#:schema ../rule.json\ncode = \"HG0401\"\nid = \"a\"\nsince = \"0.1.0\"\n[check.sum]\nid = \"x\"\n\
            [[example]]\nexpect = \"pass\"\ntext = \"year = 1\"\n[[example]]\nyear = 2012\ntext = \"\"\n";
        let copy = renamed(&with_year(text, 2017), "ZJ0002", "b");
        assert!(copy.starts_with(
            "#:schema .schema/rule.json\ncode = \"ZJ0002\"\nid = \"b\"\nsince = \"1.0.0\"\n"
        ));
        assert!(
            copy.contains("[check.sum]\nid = \"x\"\n[[example]]\nyear = 2017\nexpect"),
            "{copy}"
        );
        assert_eq!(copy.matches("#:schema").count(), 1, "{copy}");
        assert!(copy.ends_with("[[example]]\nyear = 2012\ntext = \"\"\n"), "{copy}");
    }

    #[test]
    fn letters_of_codes_come_from_the_name() {
        assert_eq!(letters("zhejiang"), "ZH");
        assert_eq!(letters("海南"), "LC");
        assert_eq!(letters("hg-rules"), "LC");
    }
}
