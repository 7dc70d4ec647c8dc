//! Finds and reads the configurations of a run: for each file the nearest hegui.toml, upward from
//! its folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::args::{ConfigArgs, InputArgs, ReadingArgs};
use super::body_list::{self, ListFile};
use super::failure::{Failure, FileFault};
use super::inputs::Input;
use super::paths;
use super::sets::lists;
use crate::config::{self, Config, FILE_NAME};
use crate::rule::Problem;
use crate::text::Text;

/// Bytes of a configuration.
pub(super) const MAX_BYTES: u64 = 1 << 20;

/// Mistakes after which no further configuration is read.
const MOST_PROBLEMS: usize = 500;

/// A configuration that was read.
#[derive(Debug)]
pub(super) struct Loaded {
    /// Its path as it is shown.
    pub name: String,
    /// Its path on the disk.
    pub path: PathBuf,
    /// The folder its paths count from.
    pub folder: PathBuf,
    /// What stands in it.
    pub text: Text,
    pub config: Config,
    /// The list of bodies that it names.
    pub list: Option<ListFile>,
}

impl Loaded {
    /// Whether it lists bodies, in itself or in the file that it names.
    pub(super) fn lists_bodies(&self) -> bool {
        !self.config.body.is_empty() || !self.config.listed.bodies.is_empty()
    }
}

/// Which configurations a run takes.
#[derive(Debug)]
enum Choice {
    Nearest,
    One(PathBuf),
    None,
}

/// The configurations of a run, each read once.
#[derive(Debug)]
pub(super) struct Configs {
    choice: Choice,
    pub loaded: Vec<Loaded>,
    /// The lists of bodies that configurations name, those with mistakes too.
    pub lists: Vec<PathBuf>,
    /// Which one holds in a folder, where that is known.
    by_folder: BTreeMap<PathBuf, Option<usize>>,
    problems: Vec<Problem>,
}

impl Configs {
    pub(super) fn new(args: &ConfigArgs) -> Self {
        let choice = match (&args.config, args.isolated) {
            (Some(path), _) => Choice::One(path.clone()),
            (None, true) => Choice::None,
            (None, false) => Choice::Nearest,
        };
        let (loaded, lists, problems) = (Vec::new(), Vec::new(), Vec::new());
        Self { choice, loaded, lists, by_folder: BTreeMap::new(), problems }
    }

    /// The configuration of the run: the one nearest to the first path.
    pub(super) fn of_run(&mut self, args: &InputArgs) -> Result<Option<usize>, Failure> {
        let first = args.paths.first().map_or(Path::new("."), PathBuf::as_path);
        if !matches!(Input::at(first), Input::Stdin) {
            return self.of_path(first);
        }
        let found = self.of_input(&Input::Stdin, &args.reading)?;
        self.settled()?;
        Ok(found)
    }

    /// The configuration that holds for a file, or in a folder.
    pub(super) fn of_path(&mut self, path: &Path) -> Result<Option<usize>, Failure> {
        let found = self.of_folder(&paths::folder_of(path))?;
        self.settled()?;
        Ok(found)
    }

    /// The configuration that holds for an input.
    pub(super) fn of_input(
        &mut self,
        input: &Input,
        args: &ReadingArgs,
    ) -> Result<Option<usize>, Failure> {
        let name = input.name(args);
        // A folder named in place of a file says so when it is read.
        let place = paths::physical(Path::new(&name));
        self.of_folder(place.parent().unwrap_or(&place))
    }

    /// The configuration whose list of bodies is in force where that at `at` holds: the nearest,
    /// upward from it, that has a list.
    pub(super) fn list_above(&mut self, mut at: usize) -> Result<Option<usize>, Failure> {
        while let Some(own) = self.loaded.get(at) {
            if own.lists_bodies() {
                return Ok(Some(at));
            }
            // One that was named stands for all.
            let above = own.folder.parent().filter(|_| matches!(self.choice, Choice::Nearest));
            let Some(above) = above.map(Path::to_owned) else { break };
            let Some(next) = self.of_folder(&above)? else { break };
            at = next;
        }
        Ok(None)
    }

    /// All mistakes of the configurations that were met.
    pub(super) fn settled(&mut self) -> Result<(), Failure> {
        let problems = std::mem::take(&mut self.problems);
        if problems.is_empty() { Ok(()) } else { Err(Failure::Config(problems)) }
    }

    /// The configuration that holds in a physical folder.
    fn of_folder(&mut self, folder: &Path) -> Result<Option<usize>, Failure> {
        match &self.choice {
            Choice::None => return Ok(None),
            Choice::One(_) if !self.by_folder.is_empty() => {
                return Ok(self.by_folder.values().next().copied().flatten());
            }
            Choice::One(path) => {
                let path = path.clone();
                let found = self.load(&path)?;
                self.by_folder.insert(PathBuf::new(), found);
                return Ok(found);
            }
            Choice::Nearest => {}
        }
        let mut passed = Vec::new();
        let mut found = None;
        for folder in folder.ancestors() {
            if let Some(known) = self.by_folder.get(folder) {
                found = *known;
                break;
            }
            passed.push(folder.to_owned());
            let path = folder.join(FILE_NAME);
            // Whatever has the name is meant to be one, even if it cannot be read.
            if path.symlink_metadata().is_ok() {
                found = self.load(&path)?;
                break;
            }
        }
        self.by_folder.extend(passed.into_iter().map(|folder| (folder, found)));
        Ok(found)
    }

    fn load(&mut self, path: &Path) -> Result<Option<usize>, Failure> {
        let loaded = load(path)?.and_then(|mut loaded| {
            self.lists.extend(body_list::path_of(&loaded));
            body_list::add(&mut loaded)?;
            let problems = lists::problems(&loaded);
            if problems.is_empty() { Ok(loaded) } else { Err(problems) }
        });
        match loaded {
            Ok(loaded) => {
                self.loaded.push(loaded);
                Ok(Some(self.loaded.len() - 1))
            }
            Err(problems) => {
                self.problems.extend(problems);
                // A tree may hold thousands of files that are wrong.
                if self.problems.len() >= MOST_PROBLEMS {
                    self.settled()?;
                }
                Ok(None)
            }
        }
    }
}

/// Reads one configuration, without the list that it names.
fn load(path: &Path) -> Result<Result<Loaded, Vec<Problem>>, Failure> {
    let place = paths::physical(path);
    let name = paths::shown(&place).to_string_lossy().into_owned();
    let text = read(path).map_err(|fault| Failure::File(PathBuf::from(&name), fault))?;
    let text = text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned);
    let folder = place.parent().map_or_else(|| place.clone(), Path::to_owned);
    let config = config::parse(&name, &text);
    let text = Text::new(text);
    Ok(config.map(|config| Loaded { name, path: place, folder, text, config, list: None }))
}

/// The text of a configuration, with a byte order mark if there is one.
pub(super) fn read(path: &Path) -> Result<String, FileFault> {
    read_capped(path, MAX_BYTES)
}

/// The text of a regular file in UTF-8 of no more than `most` bytes.
pub(super) fn read_capped(path: &Path, most: u64) -> Result<String, FileFault> {
    let there = fs::metadata(path).map_err(FileFault::from)?;
    if !there.is_file() {
        return Err(FileFault::Irregular);
    }
    if there.len() > most {
        return Err(FileFault::TooLarge(most));
    }
    String::from_utf8(fs::read(path)?).map_err(|_| FileFault::NotUtf8)
}
