//! Links on a terminal (OSC 8): words that open the file they speak of.

use std::fmt::Write;

use super::Look;

/// Begins the address of a link and ends the link.
const OSC: &str = "\u{1B}]8;;";
/// Ends the address.
const ST: &str = "\u{1B}\\";

impl Look {
    /// `words`, which open the file at `path` where the screen has links. The address names no
    /// line, since the programs that open files refuse one.
    pub(crate) fn linked(self, path: &str, words: &str) -> String {
        match self.links {
            Some(base) if path != "-" => {
                format!("{OSC}{}{ST}{words}{OSC}{ST}", address(base, path))
            }
            _ => words.to_owned(),
        }
    }
}

/// The address of a file, percent-encoded; a relative path starts from `base`.
fn address(base: &str, path: &str) -> String {
    // A path of Windows begins with a letter and a colon.
    let is_whole = path.starts_with(['/', '\\']) || path.chars().nth(1) == Some(':');
    let whole = if is_whole { path.to_owned() } else { format!("{base}/{path}") };
    let whole = if cfg!(windows) { whole.replace('\\', "/") } else { whole };
    let mut address = String::from("file://");
    if !whole.starts_with('/') {
        address.push('/');
    }
    for byte in whole.bytes() {
        match byte {
            b'/' | b':' | b'-' | b'_' | b'.' | b'~' => address.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => address.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => drop(write!(address, "%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_to_the_letters_of_addresses() {
        assert_eq!(
            address("/家", "年 （1）.txt"),
            "file:///%E5%AE%B6/%E5%B9%B4%20%EF%BC%881%EF%BC%89.txt"
        );
        assert_eq!(address("/a", "/b/c;d\u{1B}"), "file:///b/c%3Bd%1B");
    }
}
