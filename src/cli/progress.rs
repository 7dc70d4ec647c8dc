//! How far a long run has come: a bar on standard error, only where a person sees it.

mod screen;

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use self::screen::Screen;
use super::inputs::Input;
use super::terminal;
use crate::lang::Lang;
use crate::render::{Look, escape};

/// How long a run takes before it shows a bar: nobody misses one before.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often it is drawn.
const TICK: Duration = Duration::from_millis(100);

/// Cells for the name of a file.
const NAME: usize = 20;

/// The bar on the screen. There is one screen, and whoever writes to it must move the bar aside.
static ON_SCREEN: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// The progress of a run; the bar goes when this is dropped.
#[derive(Debug)]
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    look: Look,
}

impl Progress {
    /// Begins a run over `inputs`.
    pub(super) fn start(inputs: &[Input], wanted: bool, look: Look) -> Self {
        // A bar would stand in the way of what somebody types.
        let typed = inputs.iter().any(|input| matches!(input, Input::Stdin));
        if !wanted || typed || !terminal::shows_progress() {
            return Self { bar: None, look };
        }
        let total = u64::try_from(inputs.len()).ok();
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
        bar.set_style(style(look.lang.pick("检查", "checking"), look.lang));
        let late = bar.clone();
        thread::spawn(move || {
            thread::sleep(PATIENCE);
            appear(late);
        });
        Self { bar: Some(bar), look }
    }

    /// Says which input is at hand.
    pub(super) fn at(&self, name: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(self.look.tail(&escape::shown(name), NAME));
        }
    }

    /// The run goes on to compare its reports, so many times.
    pub(super) fn compare(&self, count: usize) {
        if let Some(bar) = self.bar.as_ref().filter(|_| count > 0) {
            bar.reset();
            bar.set_style(style(self.look.lang.pick("核对", "comparing"), self.look.lang));
            bar.set_message("");
            bar.set_length(u64::try_from(count).unwrap_or(u64::MAX));
        }
    }

    /// One input, or one comparison, is done.
    pub(super) fn step(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.take() {
            with_screen(|on_screen| {
                bar.finish_and_clear();
                *on_screen = None;
            });
        }
    }
}

/// Does what writes to the screen while no bar is on it.
pub(super) fn aside<T>(work: impl FnOnce() -> T) -> T {
    with_screen(|on_screen| match on_screen {
        Some(bar) => bar.suspend(work),
        None => work(),
    })
}

fn appear(bar: ProgressBar) {
    with_screen(|on_screen| {
        if !bar.is_finished() {
            bar.set_draw_target(ProgressDrawTarget::term_like_with_hz(Box::new(Screen), 10));
            bar.enable_steady_tick(TICK);
            *on_screen = Some(bar);
        }
    });
}

fn with_screen<T>(work: impl FnOnce(&mut Option<ProgressBar>) -> T) -> T {
    work(&mut ON_SCREEN.lock().unwrap_or_else(PoisonError::into_inner))
}

fn style(work: &str, lang: Lang) -> ProgressStyle {
    let style = ProgressStyle::with_template(&template(work, lang));
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    style.with_key("rate", rate).with_key("left", left)
}

fn template(work: &str, lang: Lang) -> String {
    let rest = lang.pick(
        "{bar:16} {pos}/{len} · 每秒{rate}份 · 剩余 {left} · {msg}",
        "{bar:16} {pos}/{len} · {rate}/s · {left} left · {msg}",
    );
    format!("{work} {rest}")
}

fn rate(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    // What cannot be written is not shown.
    let _ = write!(out, "{:.1}", state.per_sec());
}

fn left(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    let _ = match state.pos() {
        0 => out.write_char('?'),
        _ => out.write_str(&clock(state.eta().as_secs())),
    };
}

/// A time as 1:05, or 1:00:05 from an hour on.
fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_well_formed_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let style = ProgressStyle::with_template(&template("核对", lang));
            assert!(style.is_ok(), "{:?}", style.err());
        }
    }

    #[test]
    fn long_runs_take_hours() {
        for (seconds, expected) in
            [(0, "0:00"), (65, "1:05"), (3599, "59:59"), (3605, "1:00:05"), (90_061, "25:01:01")]
        {
            assert_eq!(clock(seconds), expected);
        }
    }

    #[test]
    fn writing_goes_on_when_a_bar_has_come_and_gone() {
        let bar = ProgressBar::with_draw_target(Some(2), ProgressDrawTarget::hidden());
        appear(bar.clone());
        let look = Look {
            lang: Lang::Zh,
            width: 80,
            wide: false,
            color: false,
            unit: crate::render::ColumnUnit::Char,
            links: None,
        };
        let progress = Progress { bar: Some(bar.clone()), look };
        progress.at("年报.txt");
        progress.step();
        assert_eq!((aside(|| 7), bar.position()), (7, 1));
        drop(progress);
        assert!(bar.is_finished());
        appear(bar);
        assert_eq!(aside(|| 8), 8);
        assert!(with_screen(|it| it.is_none()), "a bar that came late stays away");
    }
}
