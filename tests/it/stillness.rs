//! A check is a quiet neighbour: no network, no other program, nothing written, and nothing opened
//! but its inputs, rule packs, configuration and what the system itself needs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cli::{Desk, FLAWED, Run, sound};
use crate::writers::zip;

/// Crates that speak to a network.
const NETWORK: [&str; 16] = [
    "attohttpc",
    "curl",
    "h2",
    "hyper",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "tokio",
    "tungstenite",
    "ureq",
];

/// A Word document that asks for a file of the system and for a page of a server.
const ASKING: &str = "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">\
    <!ENTITY n SYSTEM \"http://127.0.0.1:9/\">]><w:document xmlns:w=\"w\"><w:body><w:p><w:r>\
    <w:t>&e;&n;</w:t></w:r></w:p></w:body></w:document>";

/// A folder with an input of every kind, some of which name other files and servers.
fn desk() -> Desk {
    let page = "<!DOCTYPE html SYSTEM \"http://127.0.0.1:9/a.dtd\"><base href=//127.0.0.1:9/>\
        <link rel=stylesheet href=file:///etc/passwd><script src=//127.0.0.1:9/a.js></script>\
        <iframe src=file:///etc/passwd></iframe><img src=//127.0.0.1:9/a.png>";
    let desk = Desk::new(&[
        ("年报/甲.txt", FLAWED),
        ("年报/乙.md", &format!("![图](file:///etc/passwd)\n\n{}", sound())),
        ("年报/丙.html", &(page.to_owned() + &FLAWED.replace('\n', "<p>"))),
        ("hegui.toml", "[gate]\nmax-warnings = 100\n"),
    ]);
    let link = "<Relationships><Relationship Id=\"r1\" Type=\"x/attachedTemplate\" \
        Target=\"http://127.0.0.1:9/a.dotm\" TargetMode=\"External\"/></Relationships>";
    desk.put("年报/丁.docx", zip(&[("word/document.xml", ASKING)]));
    let plain = ASKING.split_once("]>").unwrap().1.replace("&e;&n;", "一、概述");
    desk.put(
        "年报/戊.docx",
        zip(&[("word/document.xml", &plain), ("word/_rels/document.xml.rels", link)]),
    );
    desk
}

/// Every file below a folder with its text and the time of its last change.
fn state(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
    let mut state = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let changed = path.metadata().unwrap().modified().unwrap();
                state.insert(path.clone(), (fs::read(path).unwrap(), changed));
            }
        }
    }
    state
}

#[test]
fn a_check_writes_no_file() {
    let desk = desk();
    let before = state(desk.folder());
    for args in [
        &["年报"][..],
        &["年报", "--format", "html"],
        &["fix", "--diff", "年报"],
        &["facts", "年报"],
        &["text", "年报/丙.html"],
    ] {
        let code = desk.run(args).code;
        assert!(code <= 3, "{args:?}: {code}");
        assert_eq!(state(desk.folder()), before, "{args:?}");
    }
}

#[test]
fn what_a_document_asks_for_is_not_fetched() {
    let desk = desk();
    let run = desk.run(&["年报", "--format", "json"]).ends(3);
    run.warns("文档类型声明").keeps_from("root:");
}

#[test]
fn nothing_that_speaks_to_a_network_is_built_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap();
    let names: Vec<&str> =
        lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')).collect();
    assert!(names.contains(&"regex"), "the list is read");
    for crate_name in NETWORK {
        assert!(!names.contains(&crate_name), "{crate_name}");
    }
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for words in ["std::net", "os::unix::net", "process::Command", "extern \"C\""] {
                // Tests may start programs.
                let used = text.split("#[cfg(test)]").next().unwrap().contains(words);
                let is_test = path.ends_with("tests.rs") || path.ends_with("testing.rs");
                assert!(!used || is_test, "{words} in {}", path.display());
            }
        }
    }
}

/// Looks at what the program asks of the system, where a tracer is installed and allowed.
#[cfg(target_os = "linux")]
#[test]
fn a_check_opens_nothing_but_what_it_is_told_to() {
    let desk = desk();
    let aside = tempfile::tempdir().unwrap();
    let trace = aside.path().join("calls");
    let mut command = Command::new("strace");
    command.args([
        "-f",
        "-qq",
        "-s",
        "400",
        "-e",
        "trace=network,execve,openat,open,creat,unlink,rename",
    ]);
    command.arg("-o").arg(&trace).arg(assert_cmd::cargo::cargo_bin!("hegui"));
    // Without HOME the C library asks the system's service of names for it, through a socket.
    command.arg("年报").current_dir(desk.folder()).env_clear().env("HOME", desk.folder());
    let Ok(output) = command.output() else {
        eprintln!("not looked at: strace is not installed");
        return;
    };
    let calls = fs::read_to_string(&trace).unwrap_or_default();
    if !calls.contains("execve(") {
        eprintln!("not looked at: strace may not trace here");
        return;
    }
    Run::of(output).ends(3);
    assert_eq!(calls.matches("execve(").count(), 1, "no other program: {calls}");
    let own = desk.folder().canonicalize().unwrap();
    for line in calls.lines().filter(|line| !line.contains("ENOENT")) {
        let call = line.split_once(' ').map_or(line, |(_, call)| call.trim_start());
        let name = call.split('(').next().unwrap();
        let network = ["socket", "connect", "bind", "listen", "sendto", "recvfrom"];
        assert!(!network.contains(&name), "{line}");
        if name != "openat" && name != "open" {
            continue;
        }
        assert!(!call.contains("O_WRONLY") && !call.contains("O_CREAT"), "{line}");
        let path = call.split('"').nth(1).unwrap_or_default();
        // What a repository hides is hidden for git's own settings, too.
        let system =
            ["/lib", "/usr/lib", "/etc/ld.so", "/etc/gitconfig", "/proc/", "/sys/", "/dev/"];
        let is_system = system.iter().any(|it| path.starts_with(it));
        let is_own = !path.starts_with('/') || Path::new(path).starts_with(&own);
        assert!(is_own || is_system, "{line}");
        assert!(!path.contains("passwd"), "{line}");
    }
}
