//! Which files are meant, and reading them.

mod listed;
mod own;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use ignore::overrides::{Override, OverrideBuilder};
use ignore::{DirEntry, Walk, WalkBuilder};

use super::args::{InputArgs, ReadingArgs};
use super::configs::Loaded;
use super::failure::Failure;
use super::interrupt;
use super::paths;
use super::session::Session;
use crate::config::{Globs, Placed, is_closed};
use crate::error::{ReadError, SystemError};
use crate::rule::say;
use crate::source::{self, Limits, Source};

/// Files of a folder that are taken to be reports.
const TEXTS: [&str; 9] = ["txt", "md", "markdown", "html", "htm", "xhtml", "shtml", "docx", "docm"];
/// Files of a folder that may be reports, so that leaving them out must not go unsaid.
const DOCUMENTS: [&str; 11] =
    ["doc", "wps", "pdf", "rtf", "odt", "ofd", "dotx", "dotm", "wpt", "mht", "mhtml"];
/// Words in the name of a file without an extension that promise a report.
const REPORTS: [&str; 2] = ["年报", "年度报告"];
/// Files of a folder that hold no report, whatever body they are named for: settings, lists, and what
/// programs write. Any other that is passed over may be one that was sent in as a scan, in an archive
/// or under a wrong extension.
const ASIDE: [&str; 18] = [
    "toml", "csv", "tsv", "json", "jsonl", "sarif", "css", "js", "log", "lnk", "url", "db", "ini",
    "exe", "mp3", "mp4", "avi", "mov",
];
/// Entries of a folder that are looked at to tell whether it holds more than is known.
const MOST_WALKED: usize = 100_000;
/// The name of standard input.
const STDIN: &str = "-";

/// One input.
#[derive(Debug)]
pub(super) enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// A path that leads nowhere.
    Lost(PathBuf, ReadError),
}

impl Input {
    /// The name to show.
    pub(super) fn name(&self, args: &ReadingArgs) -> String {
        match self {
            Self::File(path) | Self::Lost(path, _) => path.to_string_lossy().into_owned(),
            Self::Stdin => args.stdin_filename.clone().unwrap_or_else(|| STDIN.to_owned()),
        }
    }

    /// Its text.
    pub(super) fn read(&self, args: &ReadingArgs) -> Result<Source, ReadError> {
        self.decode(self.load(args)?, args)
    }

    /// Its bytes.
    pub(super) fn load(&self, args: &ReadingArgs) -> Result<Vec<u8>, ReadError> {
        let limits = Limits { max_bytes: args.max_size };
        match self {
            Self::File(path) => source::load(path, &limits),
            Self::Lost(_, error) => Err(error.clone()),
            Self::Stdin => {
                let read = move || source::read_capped(io::stdin().lock(), &limits);
                interrupt::wait_for(read).ok_or_else(interrupted)?
            }
        }
    }

    /// Its text, where these are its bytes.
    pub(super) fn decode(&self, bytes: Vec<u8>, args: &ReadingArgs) -> Result<Source, ReadError> {
        let limits = Limits { max_bytes: args.max_size };
        source::from_bytes(&self.name(args), bytes, args.encoding, &limits)
    }

    /// How many bytes it has, as far as that is known before it is read.
    pub(super) fn bytes(&self) -> u64 {
        match self {
            Self::File(path) => path.metadata().map_or(0, |there| there.len()),
            Self::Stdin | Self::Lost(..) => 0,
        }
    }

    /// Where it lies, if it is a file.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) | Self::Lost(path, _) => Some(path),
            Self::Stdin => None,
        }
    }

    fn is_link(&self) -> bool {
        self.path().is_some_and(Path::is_symlink)
    }

    /// The input that `path` names, which is no folder.
    pub(super) fn at(path: &Path) -> Self {
        if path.as_os_str() == STDIN { Self::Stdin } else { Self::File(path.to_owned()) }
    }
}

/// All inputs in the order they were named, those of a folder by name, none twice: by whatever way a
/// file is reached, it is one report.
pub(super) fn collect(args: &InputArgs, scope: &Scope) -> Result<Found, Failure> {
    let mut paths = args.paths.clone();
    if let Some(list) = &args.files_from {
        let both = list.as_os_str() == STDIN && paths.iter().any(|path| path.as_os_str() == STDIN);
        if both {
            return Err(Failure::StdinTwice);
        }
        paths.extend(listed::read(list)?);
    } else if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    let mut collector = Collector::new(args, scope);
    for path in &paths {
        collector.add(path)?;
    }
    // A folder without links leads to each file in one way.
    if paths.len() > 1 || collector.linked {
        drop_repeated(&mut collector.inputs);
    }
    let Collector { mut inputs, left_out, passed, own, .. } = collector;
    let is_bare = |it: &Input| matches!(it, Input::Lost(_, ReadError::NothingInside));
    // Where there is nothing else either, the run says so and not each folder.
    if inputs.iter().all(is_bare) {
        inputs.clear();
    }
    Ok(Found { inputs, left_out, passed, own })
}

/// What paths lead to.
#[derive(Debug)]
pub(super) struct Found {
    pub inputs: Vec<Input>,
    /// Folders that were named, of which flags or the configuration leave out all files.
    pub left_out: Vec<PathBuf>,
    /// Files of folders that are passed over though they may hold reports.
    pub passed: Vec<PathBuf>,
    /// Results of an earlier run in them.
    pub own: Vec<PathBuf>,
}

impl Found {
    /// Says which files are passed over as results of an earlier run.
    pub(super) fn tell_own(&self, session: &Session) -> io::Result<()> {
        own::tell(&self.own, session)
    }
}

/// Leaves out files that were named before by another path; where a link and the file itself are
/// named, it is the link.
fn drop_repeated(inputs: &mut Vec<Input>) {
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    order.sort_by_key(|it| inputs.get(*it).is_some_and(Input::is_link));
    let mut seen = BTreeSet::new();
    let mut kept = vec![true; inputs.len()];
    for index in order {
        let path = inputs.get(index).and_then(Input::path);
        if let (Some(kept), Some(path)) = (kept.get_mut(index), path) {
            *kept = seen.insert(paths::real(path));
        }
    }
    let mut kept = kept.into_iter();
    inputs.retain(|_| kept.next() == Some(true));
}

/// Whether a run over a folder would read nothing but these files; where it is too large to tell
/// soon, it is taken to hold more.
pub(super) fn holds_only(
    folder: &Path,
    args: &InputArgs,
    scope: &Scope,
    files: &BTreeSet<PathBuf>,
) -> Result<bool, Failure> {
    let mut collector = Collector::new(args, scope);
    let mut left = MOST_WALKED;
    let globs = globs(folder, args)?;
    for entry in walk(folder, args, &globs) {
        collector.take(folder, entry, &globs);
        let mut found = collector.inputs.drain(..);
        left = left.saturating_sub(1);
        let other = |it: &Input| it.path().is_none_or(|it| !files.contains(&paths::real(it)));
        if left == 0 || found.any(|it| other(&it)) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn interrupted() -> ReadError {
    ReadError::Io(io::ErrorKind::Interrupted.into())
}

/// Which files of folders the configuration names; flags of the same name take its place.
#[derive(Debug, Default)]
pub(super) struct Scope {
    folder: PathBuf,
    include: Option<Globs>,
    exclude: Option<Globs>,
    /// Files that this run writes, which are no reports.
    pub results: Vec<PathBuf>,
}

impl Scope {
    pub(super) fn of(config: &Loaded) -> Self {
        let globs = |list: &[Placed<String>]| {
            let globs = Globs::new(list.iter().map(|it| it.value.as_str())).ok();
            globs.filter(|_| !list.is_empty())
        };
        let files = &config.config.files;
        let (include, exclude) = (globs(&files.include), globs(&files.exclude));
        Self { folder: config.folder.clone(), include, exclude, results: Vec::new() }
    }

    /// Whether the run writes `path`.
    fn is_result(&self, path: &Path) -> bool {
        self.results.iter().any(|it| paths::are_same(it, path))
    }

    /// Whether the lists name `path`; none where there is no list.
    fn judge(&self, path: &Path) -> (Option<bool>, Option<bool>) {
        if self.include.is_none() && self.exclude.is_none() {
            return (None, None);
        }
        let path = paths::relative(&self.folder, &paths::physical(path));
        // The lists speak of what lies below their configuration.
        if path.starts_with("../") {
            return (None, None);
        }
        let named = |globs: &Option<Globs>| globs.as_ref().map(|globs| globs.matches(&path));
        (named(&self.include), named(&self.exclude))
    }
}

struct Collector<'a> {
    args: &'a InputArgs,
    scope: &'a Scope,
    seen: BTreeSet<PathBuf>,
    inputs: Vec<Input>,
    /// Folders of which all files are left out.
    left_out: Vec<PathBuf>,
    /// Files that are passed over though they may hold reports.
    passed: Vec<PathBuf>,
    /// Results of an earlier run.
    own: Vec<PathBuf>,
    /// How often a file was met, each time anew.
    met: usize,
    /// Whether there are links in the folders.
    linked: bool,
}

impl<'a> Collector<'a> {
    fn new(args: &'a InputArgs, scope: &'a Scope) -> Self {
        let (seen, inputs, left_out) = (BTreeSet::new(), Vec::new(), Vec::new());
        let (passed, own) = (Vec::new(), Vec::new());
        Self { args, scope, seen, inputs, left_out, passed, own, met: 0, linked: false }
    }

    fn add(&mut self, path: &Path) -> Result<(), Failure> {
        if path.is_dir() {
            return self.add_folder(path);
        }
        self.push(Input::at(path), path);
        Ok(())
    }

    fn push(&mut self, input: Input, path: &Path) {
        self.met += 1;
        if self.seen.insert(path.to_owned()) {
            self.inputs.push(input);
        }
    }

    fn add_folder(&mut self, folder: &Path) -> Result<(), Failure> {
        let before = self.met;
        let globs = globs(folder, self.args)?;
        for entry in walk(folder, self.args, &globs) {
            self.take(folder, entry, &globs);
        }
        // A folder that gives nothing must not pass for one that was checked.
        if self.met == before && !self.args.allow_empty {
            if self.leaves_out(folder) {
                self.left_out.push(folder.to_owned());
            } else {
                self.push(Input::Lost(folder.to_owned(), ReadError::NothingInside), folder);
            }
        }
        Ok(())
    }

    /// Whether there is something in a folder that only flags or the configuration leave out.
    fn leaves_out(&self, folder: &Path) -> bool {
        let scope = Scope { results: self.scope.results.clone(), ..Scope::default() };
        let args = InputArgs { include: Vec::new(), exclude: Vec::new(), ..self.args.clone() };
        let (mut all, globs) = (Collector::new(&args, &scope), Override::empty());
        walk(folder, &args, &globs).any(|entry| {
            all.take(folder, entry, &globs);
            all.met > 0
        })
    }

    fn take(&mut self, folder: &Path, entry: Result<DirEntry, ignore::Error>, globs: &Override) {
        self.linked |= entry.as_ref().is_ok_and(DirEntry::path_is_symlink);
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
            Ok(entry) => self.add_found(entry.path()),
            Err(error) => self.add_lost(folder, &error, globs),
        }
    }

    /// A file of a folder: taken if named by --include or if its name promises a report.
    fn add_found(&mut self, path: &Path) {
        let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let named = || path.extension().is_none() && REPORTS.iter().any(|it| name.contains(it));
        let known = TEXTS.iter().chain(&DOCUMENTS).any(|known| extension == *known) || named();
        let lock = name.starts_with("~$");
        let (included, excluded) = self.scope.judge(path);
        let included = included.filter(|_| self.args.include.is_empty());
        let excluded = excluded.filter(|_| self.args.exclude.is_empty()) == Some(true);
        let wanted = included.unwrap_or(known || !self.args.include.is_empty());
        let result = || self.scope.is_result(path);
        if wanted && !lock && !excluded && !result() {
            let path = path.strip_prefix("./").unwrap_or(path);
            if own::is_own(path, &extension) {
                self.own.push(path.to_owned());
            } else {
                self.push(Input::File(path.to_owned()), path);
            }
        } else if included.is_none() && self.args.include.is_empty() && !excluded {
            let aside = lock || ASIDE.iter().any(|known| extension == *known) || result();
            let path = path.strip_prefix("./").unwrap_or(path);
            self.passed.extend((!aside).then(|| path.to_owned()));
        }
    }

    /// Whether flags or the configuration leave out what cannot be opened.
    fn is_excluded(&self, path: &Path, globs: &Override) -> bool {
        let (included, excluded) = self.scope.judge(path);
        let included = included.filter(|_| self.args.include.is_empty() && !path.is_dir());
        let excluded = excluded.filter(|_| self.args.exclude.is_empty());
        let by_flag = globs.matched(path, path.is_dir()).is_ignore();
        by_flag || included == Some(false) || excluded == Some(true)
    }

    fn add_lost(&mut self, folder: &Path, error: &ignore::Error, globs: &Override) {
        let (path, error) = place_of(error, folder);
        // A folder that links to itself has been walked already.
        if let ignore::Error::Loop { .. } = error {
            return;
        }
        if self.is_excluded(path, globs) {
            return;
        }
        let path = path.strip_prefix("./").unwrap_or(path);
        let why = match error.io_error() {
            Some(why) if why.kind() == io::ErrorKind::PermissionDenied => ReadError::Denied,
            Some(why) if why.kind() == io::ErrorKind::NotFound && path.is_symlink() => {
                ReadError::BrokenLink
            }
            Some(why) => ReadError::Io(SystemError::of(why)),
            None => ReadError::Io(SystemError::of(&io::Error::other(error.to_string()))),
        };
        self.push(Input::Lost(path.to_owned(), why), path);
    }
}

/// What there is in a folder, in order.
fn walk(folder: &Path, args: &InputArgs, globs: &Override) -> Walk {
    let mut walk = WalkBuilder::new(folder);
    // A link to a report is a report, too.
    walk.standard_filters(!args.no_ignore).follow_links(true);
    walk.sort_by_file_name(Ord::cmp).overrides(globs.clone());
    walk.build()
}

fn place_of<'a>(error: &'a ignore::Error, folder: &'a Path) -> (&'a Path, &'a ignore::Error) {
    let (mut path, mut inner) = (folder, error);
    loop {
        inner = match inner {
            ignore::Error::WithPath { path: at, err } => {
                path = at;
                err
            }
            ignore::Error::WithDepth { err, .. } => err,
            _ => return (path, inner),
        };
    }
}

fn globs(folder: &Path, args: &InputArgs) -> Result<Override, Failure> {
    let mut globs = OverrideBuilder::new(folder);
    let excluded = args.exclude.iter().map(|glob| format!("!{glob}"));
    let bad = |glob: &str, why: String| Failure::Glob(glob.to_owned(), say(why.clone(), why));
    for glob in args.include.iter().cloned().chain(excluded) {
        is_closed(&glob).map_err(|why| Failure::Glob(glob.clone(), why))?;
        globs.add(&glob).map_err(|error| bad(&glob, error.to_string()))?;
    }
    globs.build().map_err(|error| bad("", error.to_string()))
}
