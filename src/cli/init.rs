//! The command `init`: writes a commented hegui.toml, or the files with which CI systems and editors
//! run hegui.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::args::InitArgs;
use super::failure::Failure;
use super::session::{Session, tell};
use super::templates::{self, Template};
use super::{known, stream};
use crate::config::FILE_NAME;

/// Writes what is asked for; gives the exit code.
pub(super) fn run(args: &InitArgs, session: &Session) -> Result<u8, Failure> {
    let folder = args.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    if args.ci.is_empty() {
        return configuration(&folder, session);
    }
    let mut code = 0;
    for template in args.ci.iter().filter_map(|name| templates::of(name)) {
        code = code.max(system(&template, &folder, session)?);
    }
    Ok(code)
}

fn configuration(folder: &Path, session: &Session) -> Result<u8, Failure> {
    let (path, lang) = (inside(folder, FILE_NAME), session.look.lang);
    if is_there(&path) {
        return Err(Failure::Exists(path));
    }
    let [zh, en] = templates::CONFIG;
    known::put(&path, lang.pick(zh, en))?;
    let name = path.display();
    tell(&lang.pick(format!("已写入 {name}。"), format!("wrote {name}.")))?;
    Ok(0)
}

/// A file that is there may hold other work, so what belongs into it is printed.
fn system(template: &Template, folder: &Path, session: &Session) -> Result<u8, Failure> {
    let (path, lang) = (inside(folder, template.path), session.look.lang);
    if is_there(&path) {
        let mut out = stream::out();
        out.write_all(template.text.as_bytes())?;
        out.flush()?;
        let failure = Failure::Printed(path);
        session.fail(&failure)?;
        return Ok(failure.exit_code());
    }
    if let Some(folder) = path.parent() {
        let failed = |error| Failure::Write(folder.to_owned(), error);
        fs::create_dir_all(folder).map_err(failed)?;
    }
    known::put(&path, template.text)?;
    let name = path.display();
    tell(&lang.pick(
        format!("已写出 {name}，请核对其中的路径和安装方式。"),
        format!("wrote {name}; look over its paths and how it installs hegui."),
    ))?;
    Ok(0)
}

fn inside(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    path.strip_prefix(".").map_or(path.clone(), Path::to_owned)
}

/// A link that leads nowhere is something, too.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
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
        for text in templates::CONFIG {
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
