//! Work on many things at once whose results are taken one by one, in their order, so that what
//! comes of a run does not depend on how many threads it had.
//!
//! How far the threads may run ahead of the results that were taken is bounded, by number and by
//! weight, so that memory does not grow with the number of things or where one of them is slow.

use std::any::Any;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Builder};

/// Bytes of the stack of a thread: as many as the main thread usually has.
const STACK: usize = 8 << 20;
/// Things in work or waiting to be taken, for each thread.
const AHEAD: usize = 4;
/// What all things in work or waiting to be taken may weigh, besides the one whose turn to be taken
/// has come: that never waits.
const MOST: u64 = 64 << 20;

/// How many threads work on so many things: as many as the user says, else one for each core that
/// the program may use, which the system need not be asked for the sake of a single thing.
pub(super) fn threads(asked: Option<u16>, things: usize) -> usize {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    if things < 2 { 1 } else { asked.map_or_else(cores, usize::from) }
}

/// Things to work on, by their numbers from nought.
pub(super) struct Things<Weigh, Work> {
    /// How many there are.
    pub count: usize,
    /// What one weighs, such as the bytes of a file.
    pub weigh: Weigh,
    /// Works on one, on any thread.
    pub work: Work,
}

/// Works on things on so many threads and takes the results in order on this one. Where `take`
/// breaks off or fails, the rest is left; where `work` panics, the panic goes on here when its turn
/// has come. With one thread everything happens on this one, thing by thing.
pub(super) fn ordered<T: Send, E>(
    threads: usize,
    things: &Things<impl Fn(usize) -> u64 + Sync, impl Fn(usize) -> T + Sync>,
    mut take: impl FnMut(usize, T) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    let threads = threads.min(things.count);
    let queue = Queue::new(things.count, threads.saturating_mul(AHEAD));
    thread::scope(|scope| {
        // However this ends, nobody waits for room any more.
        let _end = End(&queue);
        let start = |_: &usize| {
            let thread = Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, || queue.serve(things)).is_ok()
        };
        // What the system refuses is done without; with no thread at all this one does the work.
        let started = threads > 1 && (0..threads).filter(start).count() > 0;
        for index in 0..things.count {
            let result = if started {
                queue.wait_for(index).unwrap_or_else(|cause| panic::resume_unwind(cause))
            } else {
                (things.work)(index)
            };
            if take(index, result)?.is_break() {
                break;
            }
        }
        Ok(())
    })
}

/// A result, or what a panic said.
type Outcome<T> = Result<T, Box<dyn Any + Send>>;

/// What threads and the one that takes results tell each other.
struct Queue<T> {
    count: usize,
    /// How many things may be in work or waiting to be taken.
    window: usize,
    state: Mutex<State<T>>,
    /// Something was taken, or the end has come.
    room: Condvar,
    /// A result is there.
    ready: Condvar,
}

struct State<T> {
    /// The next thing that no thread has.
    next: usize,
    /// The thing whose result is taken next.
    turn: usize,
    /// What all things in work or waiting weigh.
    weight: u64,
    done: BTreeMap<usize, (u64, Outcome<T>)>,
    ended: bool,
}

impl<T> Queue<T> {
    fn new(count: usize, window: usize) -> Self {
        let state = State { next: 0, turn: 0, weight: 0, done: BTreeMap::new(), ended: false };
        let (room, ready) = (Condvar::new(), Condvar::new());
        Self { count, window, state: Mutex::new(state), room, ready }
    }

    /// Works on one thing after another until all are in other hands or the end has come.
    fn serve(&self, things: &Things<impl Fn(usize) -> u64, impl Fn(usize) -> T>) {
        while let Some(index) = self.next() {
            let work = || {
                let weight = (things.weigh)(index);
                self.lift(index, weight).then(|| (things.work)(index)).map(|it| (weight, it))
            };
            let (weight, outcome) = match panic::catch_unwind(AssertUnwindSafe(work)) {
                Ok(None) => return,
                Ok(Some((weight, result))) => (weight, Ok(result)),
                // What it weighs no longer matters.
                Err(cause) => (0, Err(cause)),
            };
            let mut state = self.lock();
            state.done.insert(index, (weight, outcome));
            if index == state.turn {
                self.ready.notify_one();
            }
        }
    }

    /// A thing that no other thread has, once there is room.
    fn next(&self) -> Option<usize> {
        let waits = |it: &mut State<T>| {
            !it.ended && it.next < self.count && it.next >= it.turn.saturating_add(self.window)
        };
        let mut state = wait(&self.room, self.lock(), waits);
        let index = state.next;
        state.next += 1;
        (!state.ended && index < self.count).then_some(index)
    }

    /// Waits until a thing of this weight may be worked on; false if the end has come.
    fn lift(&self, index: usize, weight: u64) -> bool {
        let waits = |it: &mut State<T>| {
            !it.ended && index != it.turn && it.weight.saturating_add(weight) > MOST
        };
        let mut state = wait(&self.room, self.lock(), waits);
        state.weight = state.weight.saturating_add(weight);
        !state.ended
    }

    /// Waits for the result whose turn it is, and makes room.
    fn wait_for(&self, index: usize) -> Outcome<T> {
        let mut state = self.lock();
        loop {
            if let Some((weight, outcome)) = state.done.remove(&index) {
                state.turn = index.saturating_add(1);
                state.weight = state.weight.saturating_sub(weight);
                self.room.notify_all();
                return outcome;
            }
            state = self.ready.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn wait<'q, T>(
    told: &Condvar,
    state: MutexGuard<'q, State<T>>,
    waits: impl FnMut(&mut State<T>) -> bool,
) -> MutexGuard<'q, State<T>> {
    told.wait_while(state, waits).unwrap_or_else(PoisonError::into_inner)
}

/// Sends the threads home when it is dropped.
struct End<'q, T>(&'q Queue<T>);

impl<T> Drop for End<'_, T> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.ended = true;
        // Nobody takes these any more.
        let left = std::mem::take(&mut state.done);
        drop(state);
        self.0.room.notify_all();
        drop(left);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    type Taken = Result<ControlFlow<()>, String>;

    const GO_ON: Taken = Ok(ControlFlow::Continue(()));

    fn light(_: usize) -> u64 {
        1
    }

    /// What is done late first: even things take longer than odd ones.
    fn uneven(index: usize) -> usize {
        thread::sleep(Duration::from_micros(if index.is_multiple_of(2) { 300 } else { 10 }));
        index * 10
    }

    #[test]
    fn results_are_taken_in_order_whatever_the_threads() {
        for count in [0, 1, 2, 7, 100] {
            for threads in [1, 2, 3, 8, 200] {
                let mut taken = Vec::new();
                let things = Things { count, weigh: light, work: uneven };
                let done = ordered(threads, &things, |index, result| {
                    taken.push((index, result));
                    GO_ON
                });
                assert_eq!(done, Ok(()));
                let expected: Vec<_> = (0..count).map(|it| (it, it * 10)).collect();
                assert_eq!(taken, expected, "{count} on {threads}");
            }
        }
    }

    #[test]
    fn work_is_spread_over_threads_but_not_for_one() {
        let names = |threads| {
            let work = |_| {
                thread::sleep(Duration::from_millis(2));
                thread::current().id()
            };
            let mut met = Vec::new();
            let things = Things { count: 40, weigh: light, work };
            let done = ordered(threads, &things, |_, id| {
                if !met.contains(&id) {
                    met.push(id);
                }
                GO_ON
            });
            assert_eq!(done, Ok(()));
            met
        };
        assert_eq!(names(1), [thread::current().id()]);
        let several = names(4);
        assert!(several.len() > 1 && !several.contains(&thread::current().id()));
    }

    #[test]
    fn no_more_than_the_window_is_ahead() {
        let (begun, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let farthest = AtomicUsize::new(0);
        let work = |_| {
            let ahead = begun.fetch_add(1, Ordering::SeqCst) + 1;
            let ahead = ahead.saturating_sub(taken.load(Ordering::SeqCst));
            farthest.fetch_max(ahead, Ordering::SeqCst);
        };
        let things = Things { count: 200, weigh: light, work };
        let done = ordered(2, &things, |_, ()| {
            thread::sleep(Duration::from_micros(200));
            taken.fetch_add(1, Ordering::SeqCst);
            GO_ON
        });
        assert_eq!(done, Ok(()));
        // The one that was handed over and is not yet counted as taken stands beside the window.
        assert!((2..=2 * AHEAD + 1).contains(&farthest.into_inner()));
    }

    #[test]
    fn heavy_things_wait_for_each_other() {
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |_| {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            thread::sleep(Duration::from_millis(1));
            now.fetch_sub(1, Ordering::SeqCst);
        };
        for (weight, together) in [(MOST / 2, 1..=3), (MOST * 2, 1..=1), (1, 2..=8)] {
            most.store(0, Ordering::SeqCst);
            let things = Things { count: 40, weigh: |_| weight, work };
            assert_eq!(ordered(8, &things, |_, ()| GO_ON), Ok(()));
            assert!(together.contains(&most.load(Ordering::SeqCst)), "{weight}: {most:?}");
        }
    }

    #[test]
    fn an_early_end_leaves_the_rest() {
        for threads in [1, 2, 8] {
            let begun = AtomicUsize::new(0);
            let work = |index| {
                begun.fetch_add(1, Ordering::SeqCst);
                uneven(index)
            };
            let things = Things { count: 10_000, weigh: light, work };
            let mut taken = 0;
            let stop = |index, _| {
                taken += 1;
                Taken::Ok(if index == 5 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                })
            };
            assert_eq!(ordered(threads, &things, stop), Ok(()));
            assert_eq!(taken, 6);
            let failed =
                ordered(
                    threads,
                    &things,
                    |index, _| {
                        if index == 3 { Err("genug".to_owned()) } else { GO_ON }
                    },
                );
            assert_eq!(failed, Err("genug".to_owned()));
            assert!(begun.into_inner() <= 2 * (6 + threads * AHEAD), "on {threads}");
        }
    }

    #[test]
    fn a_panic_goes_on_in_its_turn() {
        for threads in [1, 2, 8] {
            let work = |index| {
                assert!(index != 7, "坏了");
                index
            };
            let mut taken = Vec::new();
            let run = || {
                let things = Things { count: 50, weigh: light, work };
                ordered(threads, &things, |_, result| {
                    taken.push(result);
                    GO_ON
                })
            };
            let cause = panic::catch_unwind(AssertUnwindSafe(run)).unwrap_err();
            assert!(cause.downcast_ref::<&str>().is_some_and(|it| it.contains("坏了")));
            assert_eq!(taken, [0, 1, 2, 3, 4, 5, 6]);
        }
    }

    #[test]
    fn a_panic_while_taking_ends_the_threads() {
        let things = Things { count: 10_000, weigh: light, work: uneven };
        let run = || ordered(4, &things, |index, _| -> Taken { panic!("坏了 {index}") });
        assert!(panic::catch_unwind(AssertUnwindSafe(run)).is_err());
    }
}
