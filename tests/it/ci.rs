//! The files for CI systems: well formed, in the shape each system wants, and written by `init`.

use std::fs;

use hegui::render::Style;
use regex::Regex;
use serde_json::Value;

use crate::cli::Desk;

/// Every system of `init --ci` with the file it reads and what is written there.
const SYSTEMS: [(&str, &str, &str); 7] = [
    ("github", ".github/workflows/hegui.yml", include_str!("../../ci/github.yml")),
    ("gitlab", ".gitlab-ci.yml", include_str!("../../ci/gitlab-ci.yml")),
    ("gitee", ".workflow/hegui.yml", include_str!("../../ci/gitee.yml")),
    ("azure", "azure-pipelines.yml", include_str!("../../ci/azure-pipelines.yml")),
    ("jenkins", "Jenkinsfile", include_str!("../../ci/Jenkinsfile")),
    ("pre-commit", ".pre-commit-config.yaml", include_str!("../../ci/pre-commit-config.yaml")),
    ("vscode", ".vscode/tasks.json", include_str!("../../editors/vscode/tasks.json")),
];
const ACTION: &str = include_str!("../../action.yml");
const HOOKS: &str = include_str!("../../.pre-commit-hooks.yaml");

fn yaml(text: &str) -> Value {
    serde_yaml_ng::from_str(text).unwrap()
}

fn system(name: &str) -> &'static str {
    SYSTEMS.iter().find(|it| it.0 == name).unwrap().2
}

/// The steps of a list that run something.
fn commands(steps: &Value, key: &str) -> String {
    let steps = steps.as_array().unwrap().iter().filter_map(|it| it[key].as_str());
    steps.collect::<Vec<_>>().join("\n")
}

#[test]
fn init_writes_the_file_each_system_reads() {
    for (name, path, text) in SYSTEMS {
        let desk = Desk::new(&[]);
        desk.run(&["init", "--ci", name]).ends(0).warns(path);
        assert_eq!(fs::read_to_string(desk.path(path)).unwrap(), text, "{name}");
    }
    let desk = Desk::new(&[]);
    desk.run(&["init", "--ci", "github,vscode"]).ends(0);
    assert!(desk.path(".github/workflows/hegui.yml").exists());
    assert!(desk.path(".vscode/tasks.json").exists());
    desk.run(&["init", "--ci", "travis"]).ends(2).warns("可取的值：github、gitlab");
}

#[test]
fn init_leaves_what_is_there_and_prints_what_belongs_into_it() {
    for (name, path, text) in SYSTEMS {
        let desk = Desk::new(&[(path, "原有内容\n")]);
        let run = desk.run(&["init", "--ci", name]).ends(2);
        assert_eq!(run.out, text, "{name}");
        run.warns(&format!("{path}：文件已经存在，未作改动"));
        assert_eq!(fs::read_to_string(desk.path(path)).unwrap(), "原有内容\n", "{name}");
    }
}

#[test]
fn github_runs_a_workflow_with_annotations_summary_and_code_scanning() {
    let workflow = yaml(system("github"));
    assert!(workflow["on"].get("pull_request").is_some());
    assert_eq!(workflow["permissions"]["security-events"], "write");
    let job = &workflow["jobs"]["hegui"];
    assert!(job["runs-on"].is_string());
    let run = commands(&job["steps"], "run");
    assert!(run.contains("--format github"));
    assert!(run.contains(r#"--format "markdown=$GITHUB_STEP_SUMMARY""#));
    let uses = commands(&job["steps"], "uses");
    assert!(uses.contains("actions/checkout@") && uses.contains("upload-sarif@"));
}

#[test]
fn gitlab_keeps_code_quality_and_test_results() {
    let pipeline = yaml(system("gitlab"));
    let job = &pipeline["hegui"];
    let script = job["script"][0].as_str().unwrap();
    let reports = &job["artifacts"]["reports"];
    for (format, report) in [("gitlab", "codequality"), ("junit", "junit")] {
        let path = reports[report].as_str().unwrap();
        assert!(script.contains(&format!("--format {format}={path}")), "{script}");
    }
    assert_eq!(job["artifacts"]["when"], "always");
}

#[test]
fn azure_shows_issues_and_publishes_results() {
    let pipeline = yaml(system("azure"));
    assert!(pipeline["pool"]["vmImage"].is_string());
    let steps = &pipeline["steps"];
    assert!(commands(steps, "script").contains("--format azure"));
    assert_eq!(commands(steps, "task"), "PublishTestResults@2");
    let publish = steps.as_array().unwrap().iter().find(|it| it.get("task").is_some()).unwrap();
    let file = publish["inputs"]["testResultsFiles"].as_str().unwrap();
    assert!(commands(steps, "script").contains(&format!("/{file}\"")));
}

#[test]
fn gitee_runs_a_pipeline_of_stages_and_steps() {
    let pipeline = yaml(system("gitee"));
    assert_eq!(pipeline["version"], "1.0");
    let step = &pipeline["stages"][0]["steps"][0];
    assert_eq!(step["step"], "build@gcc");
    let commands: Vec<&str> =
        step["commands"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    assert!(commands.last().unwrap().starts_with("hegui check"));
}

#[test]
fn jenkins_reads_what_is_written() {
    let pipeline = system("jenkins");
    assert_eq!(pipeline.matches('{').count(), pipeline.matches('}').count());
    for (format, path) in [
        ("junit", ".hegui/junit.xml"),
        ("checkstyle", ".hegui/checkstyle.xml"),
        ("html", ".hegui/report.html"),
    ] {
        assert!(pipeline.contains(&format!("--format {format}={path}")));
        assert_eq!(pipeline.matches(path).count(), 2, "{path} is written and read");
    }
}

#[test]
fn hooks_take_reports_by_their_names() {
    let hook = &yaml(HOOKS)[0];
    for key in ["id", "name", "description", "entry", "language", "files"] {
        assert!(hook[key].is_string(), "{key}");
    }
    assert_eq!((&hook["language"], &hook["pass_filenames"]), (&"rust".into(), &true.into()));
    let config = yaml(system("pre-commit"));
    let local = &config["repos"][0]["hooks"][0];
    assert_eq!(local["files"], hook["files"]);
    assert_eq!(local["id"], hook["id"]);
    let files = Regex::new(hook["files"].as_str().unwrap()).unwrap();
    for path in ["年报 （2017）/a,b:c.txt", "2017年政府信息公开工作年度报告.docx", "信息公开/x.htm"]
    {
        assert!(files.is_match(path), "{path}");
    }
    for path in ["README.md", "年报.pdf", "年报/a.txt.bak", "src/main.rs"] {
        assert!(!files.is_match(path), "{path}");
    }
}

#[test]
fn the_folder_of_the_reports_is_a_setting() {
    for name in ["github", "gitlab", "gitee", "azure", "jenkins"] {
        let text = system(name);
        assert!(!text.contains("hegui check ."), "{name}");
        assert!(text.contains("年报/") && text.contains("REPORTS"), "{name}");
    }
    // Paths begin after the flags, even one that looks like a flag.
    for hook in [&yaml(HOOKS)[0], &yaml(system("pre-commit"))["repos"][0]["hooks"][0]] {
        assert_eq!(hook["args"], serde_json::json!(["--"]));
    }
}

#[test]
fn every_command_uses_flags_and_formats_that_are_there() {
    let help = Desk::new(&[]).run(&["check", "--help"]).ends(0).out;
    let command = Regex::new(r"hegui check((?:[^\n]|\\\n|\n +--)*)").unwrap();
    let flag = Regex::new(r"(?:^|\s)(--[a-z-]+)(?:\s+['\x22]?([a-z]+))?").unwrap();
    let mut seen = 0;
    for text in SYSTEMS.map(|it| it.2).into_iter().chain([ACTION, HOOKS]) {
        for words in command.captures_iter(text) {
            for it in flag.captures_iter(&words[1]) {
                seen += 1;
                assert!(help.contains(&it[1]), "{}", &it[1]);
                let format = it.get(2).map(|it| it.as_str()).unwrap_or_default();
                assert!(
                    &it[1] != "--format" || Style::ALL.iter().any(|it| it.0 == format),
                    "{format}"
                );
            }
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn the_action_declares_what_it_uses() {
    let action = yaml(ACTION);
    assert_eq!(action["runs"]["using"], "composite");
    let used = Regex::new(r"inputs\.([a-z-]+)").unwrap();
    for name in used.captures_iter(ACTION) {
        assert!(action["inputs"].get(&name[1]).is_some(), "{}", &name[1]);
    }
    for name in ["paths", "args", "version", "fail-on", "sarif"] {
        let input = &action["inputs"][name];
        assert!(input["description"].is_string() && input["default"].is_string(), "{name}");
    }
    for step in action["runs"]["steps"].as_array().unwrap() {
        assert_eq!(step["shell"], "bash");
        // What users write never becomes part of a script.
        assert!(!step["run"].as_str().unwrap().contains("${{"));
    }
}

/// The step of the action, run by the shell with a program that notes how it was called.
#[cfg(unix)]
#[test]
fn the_action_passes_every_word_whole() {
    use std::os::unix::fs::PermissionsExt;
    use std::process::Command;

    let action = yaml(ACTION);
    let script = action["runs"]["steps"][1]["run"].as_str().unwrap();
    let desk = Desk::new(&[("bin/hegui", "#!/bin/sh\nprintf '%s\\n' \"$@\" > words\nexit 3\n")]);
    fs::set_permissions(desk.path("bin/hegui"), fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:/usr/bin:/bin", desk.path("bin").display());
    let run = |sarif: &str| {
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]);
        command.current_dir(desk.path("")).env_clear().env("PATH", &path);
        command
            .env("PATHS", "年报 （2017）/a,b:c.txt\n$(touch 坏)\n")
            .env("ARGS", "--year\n2017\n");
        command.env("FAIL_ON", "warning").env("SARIF", sarif);
        command.env("GITHUB_STEP_SUMMARY", "sum mary").env("GITHUB_OUTPUT", "out");
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
        fs::read_to_string(desk.path("words")).unwrap()
    };
    let words = "check\n--format\ngithub\n--format\nmarkdown=sum mary\n--fail-on\nwarning\n";
    let rest = "--year\n2017\n--\n年报 （2017）/a,b:c.txt\n$(touch 坏)\n";
    assert_eq!(run(""), format!("{words}{rest}"));
    assert_eq!(run("x y.sarif"), format!("{words}--format\nsarif=x y.sarif\n{rest}"));
    assert!(fs::read_to_string(desk.path("out")).unwrap().contains("exit-code=3\n"));
    assert!(!desk.path("坏").exists());
}
