//! The files with which CI systems and editors run hegui, as they lie in `ci/` and `editors/`.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::draft::Draft;
use super::failure::Failure;
use super::session::Session;
use super::stream;
use crate::lang::Lang;

/// A file for one system.
#[derive(Debug)]
struct Template {
    /// What `init --ci` calls the system.
    name: &'static str,
    /// Where the system looks for the file.
    path: &'static str,
    /// What is in it.
    text: &'static str,
}

/// Every system.
const ALL: [Template; 7] = [
    Template {
        name: "github",
        path: ".github/workflows/hegui.yml",
        text: include_str!("../../ci/github.yml"),
    },
    Template {
        name: "gitlab",
        path: ".gitlab-ci.yml",
        text: include_str!("../../ci/gitlab-ci.yml"),
    },
    Template {
        name: "gitee",
        path: ".workflow/hegui.yml",
        text: include_str!("../../ci/gitee.yml"),
    },
    Template {
        name: "azure",
        path: "azure-pipelines.yml",
        text: include_str!("../../ci/azure-pipelines.yml"),
    },
    Template { name: "jenkins", path: "Jenkinsfile", text: include_str!("../../ci/Jenkinsfile") },
    Template {
        name: "pre-commit",
        path: ".pre-commit-config.yaml",
        text: include_str!("../../ci/pre-commit-config.yaml"),
    },
    Template { name: "vscode", path: ".vscode/tasks.json", text: VSCODE },
];

/// Tasks of VS Code with matchers of their own.
pub(super) const VSCODE: &str = include_str!("../../editors/vscode/tasks.json");
/// A matcher of GitHub Actions.
pub(super) const GITHUB: &str = include_str!("../../editors/github/hegui-matcher.json");
/// A compiler plugin of Vim.
pub(super) const VIM: &str = include_str!("../../editors/vim/compiler/hegui.vim");
/// A package of Emacs.
pub(super) const EMACS: &str = include_str!("../../editors/emacs/hegui.el");

/// The names of all systems.
pub(super) fn names() -> [&'static str; ALL.len()] {
    ALL.map(|it| it.name)
}

/// The file for a system.
fn of(name: &str) -> Option<Template> {
    ALL.into_iter().find(|it| it.name == name)
}

/// Writes the file of each system; gives the exit code.
pub(super) fn write_all(names: &[String], folder: &Path, session: &Session) -> Result<u8, Failure> {
    let mut code = 0;
    for template in names.iter().filter_map(|name| of(name)) {
        let path = folder.join(template.path);
        let path = path.strip_prefix(".").map_or(path.clone(), Path::to_owned);
        // A link that leads nowhere is there, too.
        if path.symlink_metadata().is_ok() {
            let mut out = stream::out();
            out.write_all(template.text.as_bytes())?;
            out.flush()?;
            let failure = Failure::Unmerged(path);
            session.fail(&failure)?;
            code = failure.exit_code();
        } else {
            let failed = |error: io::Error| Failure::Output(format!("{}: {error}", path.display()));
            write(&path, template.text).map_err(failed)?;
            say(&path, session.look.lang)?;
        }
    }
    Ok(code)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut draft = Draft::of(path)?;
    draft.write_all(text.as_bytes())?;
    draft.put_in_place()
}

fn say(path: &Path, lang: Lang) -> io::Result<()> {
    let path = path.display();
    writeln!(
        stream::err(),
        "{}",
        lang.pick(
            format!("已写出 {path}，请核对其中的路径和安装方式。"),
            format!("wrote {path}; look over its paths and how it installs hegui.")
        )
    )
}
