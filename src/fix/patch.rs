//! Patches that `git apply` takes: unified, of the raw bytes.

use similar::{Algorithm, ChangeTag, DiffOp, TextDiff};

/// Lines around a change.
const CONTEXT: usize = 3;

/// What follows a last line without a line end.
const NO_END: &[u8] = b"\\ No newline at end of file\n";

/// One line of a patch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The names of the file, or where a stretch of lines begins.
    Head,
    /// A line that stays.
    Same,
    /// A line that goes.
    Old,
    /// A line that comes.
    New,
}

/// The lines of the patch that makes `old` into `new`, each with its line end. `path` is made of
/// bytes as the file system has them.
pub fn lines(path: &[u8], old: &[u8], new: &[u8]) -> Vec<(Kind, Vec<u8>)> {
    let (old, new) = (split(old), split(new));
    let diff = TextDiff::configure().algorithm(Algorithm::Myers).diff_slices(&old, &new);
    let mut lines = Vec::new();
    for group in diff.grouped_ops(CONTEXT) {
        if lines.is_empty() {
            for (mark, side) in [(&b"--- "[..], &b"a/"[..]), (b"+++ ", b"b/")] {
                lines.push((Kind::Head, [mark, &name(side, path), b"\n"].concat()));
            }
        }
        lines.push((Kind::Head, head(&group).into_bytes()));
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let (kind, sign) = match change.tag() {
                ChangeTag::Equal => (Kind::Same, b" "),
                ChangeTag::Delete => (Kind::Old, b"-"),
                ChangeTag::Insert => (Kind::New, b"+"),
            };
            let words = change.value();
            let end = if words.ends_with(b"\n") { &b""[..] } else { b"\n" };
            lines.push((kind, [&sign[..], words, end].concat()));
            if !words.ends_with(b"\n") {
                lines.push((Kind::Head, NO_END.to_vec()));
            }
        }
    }
    lines
}

/// Lines as git has them: only LF ends one.
fn split(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|&byte| byte == b'\n').collect()
}

fn head(group: &[DiffOp]) -> String {
    let ends = group.first().zip(group.last());
    let Some((first, last)) = ends else { return String::new() };
    let old = first.old_range().start..last.old_range().end;
    let new = first.new_range().start..last.new_range().end;
    format!("@@ -{} +{} @@\n", range(&old), range(&new))
}

/// First line and count; of no lines the line before them.
fn range(lines: &std::ops::Range<usize>) -> String {
    let first = if lines.is_empty() { lines.start } else { lines.start + 1 };
    format!("{first},{}", lines.len())
}

/// The name as git writes it: in quotes where a character needs them, and with a tab behind it
/// where it ends in doubt.
fn name(side: &[u8], path: &[u8]) -> Vec<u8> {
    let path = path.strip_prefix(b"./").unwrap_or(path);
    let path = path.strip_prefix(b"/").unwrap_or(path);
    let quoted = |byte: &u8| matches!(byte, b'"' | b'\\' | 0x7F | ..0x20);
    let whole = [side, path].concat();
    if !whole.iter().any(quoted) && std::str::from_utf8(path).is_ok() {
        let tab: &[u8] = if whole.contains(&b' ') { b"\t" } else { b"" };
        return [&whole, tab].concat();
    }
    let mut out = vec![b'"'];
    for byte in whole {
        match byte {
            b'"' | b'\\' => out.extend([b'\\', byte]),
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            ..0x20 | 0x7F.. => out.extend(format!("\\{byte:03o}").bytes()),
            _ => out.push(byte),
        }
    }
    out.push(b'"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch(path: &str, old: &str, new: &str) -> String {
        let lines = lines(path.as_bytes(), old.as_bytes(), new.as_bytes());
        String::from_utf8(lines.into_iter().flat_map(|it| it.1).collect()).unwrap()
    }

    #[test]
    fn a_patch_is_unified() {
        let expected = "--- a/年报.txt\n+++ b/年报.txt\n@@ -1,2 +1,2 @@\n 甲\r\n-乙,\n\
                        \\ No newline at end of file\n+乙，\n\\ No newline at end of file\n";
        assert_eq!(patch("./年报.txt", "甲\r\n乙,", "甲\r\n乙，"), expected);
        assert_eq!(patch("年报.txt", "甲", "甲"), "");
        // A carriage return alone ends no line of a patch.
        assert!(patch("a", "甲\r乙,\n", "甲\r乙，\n").contains("@@ -1,1 +1,1 @@\n-甲\r乙,\n"));
    }

    #[test]
    fn names_are_quoted_as_git_does() {
        let table = [
            ("年报 （2017）/a,b:c.txt", "a/年报 （2017）/a,b:c.txt\t"),
            ("/tmp/a.txt", "a/tmp/a.txt"),
            ("a\"b\\c\td.txt", "\"a/a\\\"b\\\\c\\td.txt\""),
            ("年\n报", "\"a/\\345\\271\\264\\n\\346\\212\\245\""),
        ];
        for (path, expected) in table {
            assert_eq!(String::from_utf8(name(b"a/", path.as_bytes())).unwrap(), expected);
        }
        assert_eq!(name(b"a/", b"\xC4\xEA"), b"\"a/\\304\\352\"");
    }
}
