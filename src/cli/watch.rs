//! `check --watch`: checks again whenever an input or what it is judged by has changed.
//!
//! The operating system tells that something happened near the inputs; what they look like tells
//! whether it concerns them. So a save by renaming, a new file in a folder and a file system that
//! tells nothing (a network drive) are all noticed, and results written beside the inputs are not.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::args::CheckArgs;
use super::configs::Configs;
use super::failure::Failure;
use super::inputs::{self, Input, Scope};
use super::interrupt;
use super::paths;
use super::session::Session;
use super::settled::Settled;
use crate::config::Placed;

/// Lines that tell an editor where a check begins and ends, the same in every language.
const BEGINS: &str = "[hegui] 检查开始 / check started";
const ENDS: &str = "[hegui] 检查完毕 / check finished";
/// The settings that folders may hold.
const CONFIG: &str = "hegui.toml";
/// How long nothing may happen before a change is taken to be complete.
const CALM: Duration = Duration::from_millis(100);
/// How long a change may go on before it is looked at.
const MOST: Duration = Duration::from_secs(2);
/// How often the inputs are looked at where nothing is told of them.
const LOOK: Duration = Duration::from_secs(2);

/// Checks now and after every change, until Ctrl-C; gives the exit code.
pub(super) fn run(
    args: &CheckArgs,
    session: &Session,
    check: impl Fn() -> Result<u8, Failure>,
) -> Result<u8, Failure> {
    let typed = |path: &PathBuf| path.as_os_str() == "-";
    if args.input.paths.iter().chain(&args.input.files_from).any(typed) {
        return Err(Failure::WatchStdin);
    }
    let (sender, changes) = mpsc::channel();
    let told = move |event: notify::Result<Event>| {
        if event.map_or(true, |event| is_change(event.kind)) {
            // Nobody listens any more when the program is about to end.
            let _ = sender.send(());
        }
    };
    // Without a watcher the inputs are looked at from time to time.
    let mut notifier = notify::recommended_watcher(told).ok();
    let mut watched = BTreeSet::new();
    let mut first = true;
    loop {
        watch_all(notifier.as_mut(), &mut watched, args, session);
        let before = look(args, session);
        let aside = is_taken(args, session);
        if !mark(BEGINS, aside)? {
            return Ok(0);
        }
        let code = match (check(), first) {
            (Err(Failure::Interrupted), _) => return Err(Failure::Interrupted),
            (Err(failure), false) => {
                session.fail(&failure)?;
                0
            }
            (code, _) => code?,
        };
        if !mark(ENDS, aside)? {
            return Ok(0);
        }
        if first && code == 2 {
            return Ok(code);
        }
        first = false;
        if !changed(&changes, || look(args, session) != before) {
            return Ok(interrupt::EXIT_CODE);
        }
    }
}

/// Whether standard output holds a format that other lines would break.
fn is_taken(args: &CheckArgs, session: &Session) -> bool {
    let mut configs = Configs::new(&args.input.config);
    // A configuration with a mistake is told by the check.
    let run = configs.of_run(&args.input).ok().flatten();
    let settled = Settled::of(args, run.and_then(|at| configs.loaded.get(at)), session);
    let mut formats = settled.output.format.iter().filter(|it| it.path.is_none());
    formats.any(|it| !it.style.is_in_lines())
}

/// Writes a line by itself, `aside` to standard error; false if its reader has left.
fn mark(line: &str, aside: bool) -> io::Result<bool> {
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let out: &mut dyn Write = if aside { &mut err } else { &mut out };
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        done => done.map(|()| true),
    }
}

/// Waits until there is a change; false if an end was asked for.
fn changed(changes: &Receiver<()>, differs: impl Fn() -> bool) -> bool {
    let mut looked = Instant::now();
    loop {
        if interrupt::asked() {
            return false;
        }
        match changes.recv_timeout(interrupt::TICK) {
            Ok(()) => settle(changes),
            Err(_) if looked.elapsed() < LOOK => {
                // Without a watcher the channel says so at once.
                std::thread::sleep(interrupt::TICK);
                continue;
            }
            Err(_) => {}
        }
        if differs() {
            return true;
        }
        looked = Instant::now();
    }
}

/// Waits until nothing more happens.
fn settle(changes: &Receiver<()>) {
    let began = Instant::now();
    while began.elapsed() < MOST && !interrupt::asked() {
        if changes.recv_timeout(CALM) == Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}

/// Whether something was written, made, moved or removed; that a file was opened to be read is
/// told, too.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// The inputs of a check that begins now.
fn collect(args: &CheckArgs) -> Vec<Input> {
    let mut configs = Configs::new(&args.input.config);
    let run = configs.of_run(&args.input).ok().flatten();
    let mut scope = run.and_then(|at| configs.loaded.get(at)).map(Scope::of).unwrap_or_default();
    scope.results = args.results();
    inputs::collect(&args.input, &scope).map(|it| it.inputs).unwrap_or_default()
}

/// What a check depends on, as it looks now.
fn look(args: &CheckArgs, session: &Session) -> BTreeSet<(PathBuf, Option<(u64, SystemTime)>)> {
    let inputs = collect(args);
    let files = inputs.iter().filter_map(|input| match input {
        Input::File(path) | Input::Lost(path, _) => Some(path.clone()),
        Input::Stdin => None,
    });
    let (named_files, mut packs) = named_by_configs(args, &inputs);
    packs.extend(session.folders.iter().cloned());
    let packs = packs.into_iter().filter_map(|folder| fs::read_dir(folder).ok());
    let packs = packs.flatten().filter_map(Result::ok).map(|entry| entry.path());
    let mut folders = folders(args);
    folders.extend(files.clone().map(|path| paths::folder_of(&path)));
    let configs = folders.into_iter().map(|folder| folder.join(CONFIG));
    let named = [&args.input.files_from, &args.input.config.config, &args.gate.baseline];
    let named = named.into_iter().flatten().cloned().chain(named_files);
    let all = files.chain(packs).chain(configs).chain(named);
    all.map(|path| (state(&path), path)).map(|(state, path)| (path, state)).collect()
}

/// The baselines, the lists of bodies and the folders of packs that the configurations in force
/// name.
fn named_by_configs(args: &CheckArgs, inputs: &[Input]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let mut configs = Configs::new(&args.input.config);
    // A configuration with a mistake is told by the check; it is looked at all the same.
    let _ = configs.of_run(&args.input);
    for input in inputs {
        if let Ok(Some(at)) = configs.of_input(input, &args.input.reading) {
            let _ = configs.list_above(at);
        }
    }
    let (mut files, mut packs) = (configs.lists.clone(), Vec::new());
    for it in &configs.loaded {
        let path = |name: &Placed<String>| it.folder.join(&name.value);
        files.extend(it.config.gate.baseline.as_ref().map(path));
        packs.extend(it.config.packs.iter().map(path));
    }
    (files, packs)
}

/// Size and time of the last change.
fn state(path: &Path) -> Option<(u64, SystemTime)> {
    let there = path.metadata().ok()?;
    Some((there.len(), there.modified().ok()?))
}

/// The folders whose settings are in force for the inputs, up to the root.
fn folders(args: &CheckArgs) -> BTreeSet<PathBuf> {
    let named = named(args).into_iter().filter_map(|path| path.canonicalize().ok());
    let above = named.flat_map(|path| path.ancestors().map(Path::to_owned).collect::<Vec<_>>());
    above.filter(|path| path.is_dir()).collect()
}

fn named(args: &CheckArgs) -> Vec<PathBuf> {
    let listed = collect(args).into_iter().filter_map(|input| match input {
        Input::File(path) if args.input.files_from.is_some() => Some(path),
        _ => None,
    });
    let mut named: Vec<PathBuf> = args.input.paths.iter().cloned().chain(listed).collect();
    if named.is_empty() {
        named.push(PathBuf::from("."));
    }
    named
}

/// Has everything watched that a check depends on: folders with all that is in them, and for files
/// the folder they are in, since editors put a new file in place of the old one.
fn watch_all(
    notifier: Option<&mut RecommendedWatcher>,
    watched: &mut BTreeSet<(PathBuf, bool)>,
    args: &CheckArgs,
    session: &Session,
) {
    let Some(notifier) = notifier else { return };
    let whole = named(args).into_iter().chain(session.folders.iter().cloned());
    let whole = whole.filter(|path| path.is_dir()).map(|path| (path, true));
    let list = args.input.files_from.iter().filter_map(|list| list.canonicalize().ok());
    let list = list.filter_map(|list| list.parent().map(Path::to_owned));
    let single = folders(args).into_iter().chain(list).map(|path| (path, false));
    for (path, deep) in single.chain(whole) {
        let mode = if deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        // What cannot be watched is looked at from time to time.
        if watched.insert((path.clone(), deep)) && notifier.watch(&path, mode).is_err() {
            watched.remove(&(path, deep));
        }
    }
}
