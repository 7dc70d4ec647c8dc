//! The files with which CI systems and editors run hegui, as they lie in `ci/` and `editors/`.

/// A file for one system.
#[derive(Debug)]
pub(super) struct Template {
    /// What `init --ci` calls the system.
    pub name: &'static str,
    /// Where the system looks for the file.
    pub path: &'static str,
    /// What is in it.
    pub text: &'static str,
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

/// A commented hegui.toml, in Chinese and in English.
pub(super) const CONFIG: [&str; 2] =
    [include_str!("init/hegui.zh.toml"), include_str!("init/hegui.en.toml")];
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
pub(super) fn of(name: &str) -> Option<Template> {
    ALL.into_iter().find(|it| it.name == name)
}
