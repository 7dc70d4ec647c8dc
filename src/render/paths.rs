//! Paths as other programs expect them.

use std::fmt::Write;
use std::path::MAIN_SEPARATOR;

/// A path as services name files of a repository: `/` between folders, no `./` in front.
pub(super) fn relative(path: &str) -> String {
    let path = if MAIN_SEPARATOR == '/' { path.to_owned() } else { path.replace('\\', "/") };
    let mut rest = path.as_str();
    while let Some(after) = rest.strip_prefix("./").filter(|after| !after.is_empty()) {
        rest = after.trim_start_matches('/');
    }
    if rest.is_empty() { path } else { rest.to_owned() }
}

/// A path as a URI reference, percent-encoded; absolute ones begin with `file:///`.
pub(super) fn uri(path: &str) -> String {
    let path = relative(path);
    let mut uri = String::with_capacity(path.len() * 3);
    let drive = path.get(1..3).is_some_and(|it| it == ":/") && MAIN_SEPARATOR != '/';
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if drive {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        if plain || drive && byte == b':' {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_see_paths_of_the_repository() {
        let table = [("./a.txt", "a.txt"), (".//a", "a"), ("././b/c", "b/c"), ("a/./b", "a/./b")];
        for (path, expected) in table {
            assert_eq!(relative(path), expected);
        }
        for path in ["-", ".", "./", "../a", "/a", "年报 （2017）/a,b:c.txt"] {
            assert_eq!(relative(path), path);
        }
    }

    #[test]
    fn uris_are_percent_encoded() {
        assert_eq!(uri("年 （1）/a,b:c%.txt"), "%E5%B9%B4%20%EF%BC%881%EF%BC%89/a%2Cb%3Ac%25.txt");
        assert_eq!(uri("./a/b.txt"), "a/b.txt");
        assert_eq!(uri("/tmp/a b"), "file:///tmp/a%20b");
    }
}
