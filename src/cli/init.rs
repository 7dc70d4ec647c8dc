//! The command `init`: writes files to begin with. Each is a row of a table: its name, where it
//! goes, and its text in both languages.

use std::path::{Path, PathBuf};

use super::args::InitArgs;
use super::failure::Failure;
use super::known;
use super::session::{Session, tell};
use crate::config::FILE_NAME;

/// A file that `init` can write.
struct Template {
    /// What it is asked for by; empty for what is written unasked.
    name: &'static str,
    /// Where it goes, from the folder named.
    path: &'static str,
    /// Its text in Chinese and in English.
    texts: [&'static str; 2],
}

const TEMPLATES: [Template; 1] = [Template {
    name: "",
    path: FILE_NAME,
    texts: [include_str!("init/hegui.zh.toml"), include_str!("init/hegui.en.toml")],
}];

/// Writes what is asked for; gives the exit code.
pub(super) fn run(args: &InitArgs, session: &Session) -> Result<u8, Failure> {
    let folder = args.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    for template in TEMPLATES.iter().filter(|it| it.name.is_empty()) {
        write(template, &folder, session)?;
    }
    Ok(0)
}

fn write(template: &Template, folder: &Path, session: &Session) -> Result<(), Failure> {
    let path = folder.join(template.path);
    let path = path.strip_prefix(".").map_or(path.clone(), Path::to_owned);
    // A link that leads nowhere is something, too.
    if path.symlink_metadata().is_ok() {
        return Err(Failure::Exists(path));
    }
    let lang = session.look.lang;
    let [zh, en] = template.texts;
    known::put(&path, lang.pick(zh, en))?;
    let name = path.display();
    tell(&lang.pick(format!("已写入 {name}。"), format!("wrote {name}.")))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A template with its settings, which stand behind `#` without a blank, switched on.
    fn switched_on(text: &str) -> String {
        let line = |line: &str| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with([' ', ':']) && !rest.is_empty() => rest.to_owned(),
            _ => line.to_owned(),
        };
        text.lines().map(line).collect::<Vec<_>>().join("\n")
    }

    fn keys(schema: &serde_json::Value, above: &str, found: &mut Vec<String>) {
        let own = schema["properties"].as_object().into_iter().flatten();
        for (key, value) in own {
            let name = format!("{above}{key}");
            keys(value, &format!("{name}."), found);
            keys(&value["items"], &format!("{name}."), found);
            found.push(name);
        }
    }

    fn has(value: &serde_json::Value, name: &str) -> bool {
        let mut at = value;
        for key in name.split('.') {
            at = if at.is_array() { &at[0] } else { at };
            at = &at[key];
        }
        !at.is_null()
    }

    #[test]
    fn the_template_follows_the_schema_and_has_every_setting() {
        let schema = serde_json::from_str(&crate::config::schema()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let mut names = Vec::new();
        keys(&schema, "", &mut names);
        assert!(names.len() > 30, "{names:?}");
        for text in TEMPLATES[0].texts {
            assert_eq!(crate::config::parse("t", text), Ok(crate::config::Config::default()));
            let on = switched_on(text);
            let config = crate::config::parse("t", &on);
            assert!(config.is_ok(), "{config:#?}");
            let mut value = serde_json::to_value(on.parse::<toml::Table>().unwrap()).unwrap();
            // A date is a type of its own in TOML, and text with a format in JSON.
            value["ignore"][0]["until"] = "2027-03-31".into();
            let errors: Vec<_> = validator.iter_errors(&value).map(|it| it.to_string()).collect();
            assert!(errors.is_empty(), "{errors:?}");
            let lacking: Vec<_> = names.iter().filter(|name| !has(&value, name)).collect();
            assert!(lacking.is_empty(), "{lacking:?}");
        }
    }
}
