//! The facts of one report after another in one output.

use std::io::{self, Write};

use super::FactsFormat;

/// An output that is being written. Only whole lines go out, so that nothing else that is written
/// to a terminal meanwhile stands inside one.
pub struct Listing<'a> {
    format: FactsFormat,
    out: Box<dyn Write + 'a>,
    /// The last report of an array: what stands behind it is not known before the next.
    held: Option<String>,
}

impl<'a> Listing<'a> {
    /// An output without reports.
    pub fn new(format: FactsFormat, out: Box<dyn Write + 'a>) -> Self {
        Self { format, out, held: None }
    }

    /// Adds a report, which is by itself JSON on one line.
    pub fn add(&mut self, facts: String) -> io::Result<()> {
        match self.format {
            FactsFormat::Json => {
                let line = self.held.replace(facts).map_or("[\n".to_owned(), |it| it + ",\n");
                self.out.write_all(line.as_bytes())
            }
            FactsFormat::Jsonl => {
                self.out.write_all((facts + "\n").as_bytes())?;
                self.out.flush()
            }
        }
    }

    /// Ends the output.
    pub fn finish(mut self) -> io::Result<()> {
        if self.format == FactsFormat::Json {
            let begin = if self.held.is_some() { "" } else { "[\n" };
            let last = self.held.unwrap_or_default();
            write!(self.out, "{begin}{last}\n]\n")?;
        }
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(format: FactsFormat, reports: &[&str]) -> String {
        let mut bytes = Vec::new();
        let mut listing = Listing::new(format, Box::new(&mut bytes));
        for it in reports {
            listing.add((*it).to_owned()).unwrap();
        }
        listing.finish().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn reports_make_an_array_or_lines() {
        let table: [(&[&str], &str, &str); 3] = [
            (&[], "[\n\n]\n", ""),
            (&["{}"], "[\n{}\n]\n", "{}\n"),
            (&["{}", "1"], "[\n{},\n1\n]\n", "{}\n1\n"),
        ];
        for (reports, json, jsonl) in table {
            assert_eq!(listed(FactsFormat::Json, reports), json);
            assert_eq!(listed(FactsFormat::Jsonl, reports), jsonl);
        }
    }
}
