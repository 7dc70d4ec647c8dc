//! Ctrl-C: a run ends after the input at hand, so that drafts vanish and no file is cut in half.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::failure::Failure;

/// Exit code of a run that was interrupted, as shells have it.
pub(super) const EXIT_CODE: u8 = 130;

/// Whether an end was asked for.
static ASKED: AtomicBool = AtomicBool::new(false);

/// How long nobody looks whether an end was asked for, at most.
pub(super) const TICK: Duration = Duration::from_millis(50);

/// From now on the first Ctrl-C asks for an end, and the second ends the program at once.
#[allow(clippy::exit, reason = "who asks twice does not want to wait for an orderly end")]
pub(super) fn listen() {
    // Where no handler can be set, Ctrl-C ends the program at once as it always does.
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            process::exit(i32::from(EXIT_CODE));
        }
    });
}

/// Whether an end was asked for.
pub(super) fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}

/// Stops the command if an end was asked for.
pub(super) fn check() -> Result<(), Failure> {
    if asked() { Err(Failure::Interrupted) } else { Ok(()) }
}

/// Does work that may wait for ever, such as reading what is being typed; gives nothing where an
/// end was asked for first.
pub(super) fn wait_for<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(work()));
    loop {
        match receiver.recv_timeout(TICK) {
            Ok(done) => return Some(done),
            Err(RecvTimeoutError::Timeout) if !asked() => {}
            Err(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_ends_is_waited_for() {
        let slow = || {
            thread::sleep(TICK * 2);
            7
        };
        assert_eq!(wait_for(slow), Some(7));
    }
}
