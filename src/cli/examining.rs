//! Reads and judges the inputs of a run on all threads, and hands over what became of each in the
//! order of the inputs.

use std::io;
use std::ops::ControlFlow;

use super::args::InputArgs;
use super::failure::Failure;
use super::inputs::Input;
use super::interrupt;
use super::judging::{Account, Judge, crashed, tell_lacks, unread};
use super::parallel::{self, Things};
use super::plan::{ByGroup, Plan};
use super::progress::Progress;
use super::session::{Session, guarded};
use crate::error::ReadError;
use crate::render::{Entry, Judged};

/// What became of an input.
pub(super) struct Examined<'p, N> {
    name: String,
    result: Result<(Judged<'p>, N), Fault>,
}

/// Why an input was not judged.
enum Fault {
    /// It could not be read.
    Read(ReadError),
    /// A mistake of the program itself, in its words.
    Crash(String),
}

/// Examines all inputs of a plan and gives them to `take` one by one, until it breaks off. `note`
/// works out what is wanted of a judged input besides, on the thread that judged it and without
/// regard to what is known of its findings: that is told by the [`Account`], afterwards.
pub(super) fn each<'p, N: Send>(
    plan: &'p Plan,
    judges: &ByGroup<'p, Judge<'p>>,
    args: &InputArgs,
    progress: &Progress,
    note: impl Fn(usize, &Judged<'p>) -> N + Sync,
    mut take: impl FnMut(usize, Examined<'p, N>) -> Result<ControlFlow<()>, Failure>,
) -> Result<(), Failure> {
    let threads = parallel::threads(args.threads, plan.inputs.len());
    let show_name = |index: usize| {
        if let Some(input) = plan.inputs.get(index) {
            progress.at(&input.name(&args.reading));
        }
    };
    let work = |index: usize| {
        // Nobody will look at it.
        let input = plan.inputs.get(index).filter(|_| !interrupt::asked())?;
        Some(examine(input, judges.of(index)?, args, |judged| note(index, judged)))
    };
    let weigh = |index: usize| plan.inputs.get(index).map_or(0, Input::bytes);
    let things = Things { count: plan.inputs.len(), weigh, work };
    show_name(0);
    parallel::ordered(threads, &things, |index, examined| {
        interrupt::check()?;
        let flow = examined.map_or(Ok(ControlFlow::Continue(())), |it| take(index, it))?;
        progress.step();
        show_name(index + 1);
        Ok(flow)
    })
}

fn examine<'p, N>(
    input: &Input,
    judge: &Judge<'p>,
    args: &InputArgs,
    note: impl Fn(&Judged<'p>) -> N,
) -> Examined<'p, N> {
    let name = input.name(&args.reading);
    let result = guarded(|| {
        let judged = judge.judge(&name, input.read(&args.reading)?)?;
        let noted = note(&judged);
        Ok((judged, noted))
    });
    let result = result.map_err(Fault::Crash).and_then(|it| it.map_err(Fault::Read));
    Examined { name, result }
}

impl<N> Examined<'_, N> {
    /// Enters the input into its account and shows it, with what was noted of it if it was judged;
    /// says what keeps it from being wholly checked. Gives the exit code that this calls for: 0, 2
    /// or 3.
    pub(super) fn show(
        self,
        account: &mut Account<'_>,
        session: &Session,
        mut show: impl FnMut(Entry<'_>, Option<N>) -> io::Result<()>,
    ) -> io::Result<u8> {
        let name = self.name;
        let mut crash = None;
        let code = match self.result {
            Ok((mut judged, noted)) => guarded(|| {
                account.add(&mut judged);
                show(Entry::Judged(&judged), Some(noted))?;
                tell_lacks(&judged, session)
            })
            .unwrap_or_else(|cause| {
                crash = Some(cause);
                Ok(0)
            }),
            Err(Fault::Read(error)) => {
                return unread(&name, &error, session, &mut |entry| show(entry, None));
            }
            Err(Fault::Crash(cause)) => {
                crash = Some(cause);
                Ok(0)
            }
        };
        match crash {
            Some(cause) => crashed(&name, &cause, session, &mut |entry| show(entry, None)),
            None => code,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clap::Parser;

    use super::*;
    use crate::cli::args::{Cli, Command, SelectionArgs};
    use crate::cli::configs::Configs;
    use crate::lang::Lang;

    /// The inputs of a folder in the order in which they are shown, whether each was judged, and
    /// the codes; a mistake of the program befalls one of them.
    fn shown(folder: &str, threads: &str) -> Vec<(String, bool, u8)> {
        let words = ["hegui", "check", "--isolated", "--no-progress", "--threads", threads, folder];
        let Cli { common, command } = Cli::try_parse_from(words).unwrap();
        let Command::Check(args) = command else { panic!("not check") };
        let session = Session::new(common, Lang::Zh);
        let configs = Configs::new(&args.input.config);
        let selection = SelectionArgs::default();
        let plan = Plan::of(&args.input, &selection, configs, None, &[], &session).unwrap();
        let progress = Progress::start(&plan.inputs, false, session.look);
        let note = |_, judged: &Judged<'_>| assert!(!judged.path.ends_with("04.txt"), "坏了");
        let (mut account, mut shown) = (Account::default(), Vec::new());
        let done = each(
            &plan,
            &plan.judges(crate::report::Severity::Warning),
            &args.input,
            &progress,
            note,
            |_, examined| {
                let mut entries = Vec::new();
                let code = examined.show(&mut account, &session, |entry, noted| {
                    entries.push(match entry {
                        Entry::Judged(judged) | Entry::Compared(judged) => {
                            (judged.path.clone(), noted.is_some())
                        }
                        Entry::Unread(unread) => (unread.path.to_owned(), noted.is_some()),
                    });
                    Ok(())
                })?;
                shown.extend(entries.into_iter().map(|(path, judged)| (path, judged, code)));
                Ok(ControlFlow::Continue(()))
            },
        );
        assert!(done.is_ok());
        shown
    }

    #[test]
    fn a_mistake_of_ours_on_one_input_leaves_the_others_alone() {
        let folder = tempfile::tempdir().unwrap();
        let text = "青禾镇人民政府2012年政府信息公开工作年度报告\n一、主动公开政府信息的情况\n\
                    全年主动公开信息12条。\n二、存在的问题\n更新不够及时。\n";
        for index in 0..9 {
            fs::write(folder.path().join(format!("0{index}.txt")), text).unwrap();
        }
        let one = shown(folder.path().to_str().unwrap(), "1");
        for (index, (path, judged, code)) in one.iter().enumerate() {
            assert!(path.ends_with(&format!("0{index}.txt")));
            assert_eq!((*judged, *code), if index == 4 { (false, 3) } else { (true, 0) }, "{path}");
        }
        assert_eq!(one.len(), 9);
        for threads in ["2", "8"] {
            assert_eq!(shown(folder.path().to_str().unwrap(), threads), one);
        }
    }
}
