//! The settings of a run as `config show` prints them: name, value, and where the value is from.

use super::args::CheckArgs;
use super::configs::Loaded;
use super::session::Session;
use super::settled::Settled;
use super::{recorded, terminal};
use crate::config::{Body, Placed};
use crate::lang::Lang;
use crate::render::Style;
use crate::report::Severity;
use crate::text::{Span, Text};

/// Where a value is from.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Source {
    /// A flag of the command line.
    Flag(&'static str),
    /// A line of the configuration.
    File(String),
    /// Nobody said otherwise.
    Usual,
}

/// All settings in order.
pub(super) struct Settings<'a> {
    rows: Vec<(String, String, Source)>,
    config: Option<&'a Loaded>,
}

impl<'a> Settings<'a> {
    pub(super) fn of(
        args: &CheckArgs,
        config: Option<&'a Loaded>,
        session: &Session,
        settled: &Settled,
    ) -> Self {
        let mut all = Self { rows: Vec::new(), config };
        all.packs(session);
        all.org(args);
        all.rules(args);
        all.known();
        all.output(args, session, settled);
        all.gate(args, settled);
        all
    }

    /// One line a setting: `gate.fail-on = "error"  # default`.
    pub(super) fn lines(&self, lang: Lang) -> Vec<String> {
        let none = lang.pick("没有设置文件", "no configuration").to_owned();
        let mut lines = vec![format!("# {}", self.config.map_or(none, |it| it.name.clone()))];
        let source = |source: &Source| match source {
            Source::Flag(flag) => (*flag).to_owned(),
            Source::File(place) => place.clone(),
            Source::Usual => lang.pick("默认", "default").to_owned(),
        };
        let line = |(name, value, from): &(String, String, Source)| {
            format!("{name} = {value}  # {}", source(from))
        };
        lines.extend(self.rows.iter().map(line));
        lines
    }

    fn file(&self, span: Span) -> Source {
        let place = self.config.map(|it| {
            let line = it.text.position(span.start()).line;
            format!("{}:{line}", it.name)
        });
        place.map_or(Source::Usual, Source::File)
    }

    fn row(&mut self, name: &str, value: impl Into<String>, source: Source) {
        self.rows.push((name.to_owned(), value.into(), source));
    }

    /// A setting that a flag gives, or the file, or nobody.
    fn one(&mut self, name: &str, value: String, flag: Option<&'static str>, place: Option<Span>) {
        let file = place.map(|span| self.file(span));
        let source = flag.map(Source::Flag).or(file).unwrap_or(Source::Usual);
        self.row(name, value, source);
    }

    /// A list that a flag gives, or else the file.
    fn list(&mut self, name: &str, flag: (&'static str, &[String]), file: &[Placed<String>]) {
        let values = |list: &[&str]| {
            let list: Vec<String> = list.iter().map(|it| quoted(it)).collect();
            format!("[{}]", list.join(", "))
        };
        let (flag, given) = flag;
        if given.is_empty() {
            let own: Vec<&str> = file.iter().map(|it| it.value.as_str()).collect();
            self.one(name, values(&own), None, file.first().map(|it| it.span));
        } else {
            let own: Vec<&str> = given.iter().map(String::as_str).collect();
            self.one(name, values(&own), Some(flag), None);
        }
    }

    fn packs(&mut self, session: &Session) {
        let given: Vec<String> =
            session.folders.iter().map(|it| it.display().to_string()).collect();
        let own = self.config.map(|it| it.config.packs.as_slice()).unwrap_or_default();
        if !given.is_empty() || own.is_empty() {
            self.list("packs", ("--pack", &given), &[]);
        }
        if !own.is_empty() {
            self.list("packs", ("", &[]), own);
        }
    }

    fn org(&mut self, args: &CheckArgs) {
        let own = self.config.map(|it| it.config.org.clone()).unwrap_or_default();
        if let Some(name) = &own.name {
            self.one("org.name", quoted(&name.value), None, Some(name.span));
        }
        let kind = args.selection.body.or(own.kind.map(|it| it.value));
        let kind = kind.map_or("auto", crate::facts::body::BodyKind::name);
        let flag = args.selection.body.map(|_| "--body");
        self.one("org.kind", quoted(kind), flag, own.kind.map(|it| it.span));
        let files = self.config.map(|it| it.config.files.clone()).unwrap_or_default();
        self.list("files.include", ("--include", &args.input.include), &files.include);
        self.list("files.exclude", ("--exclude", &args.input.exclude), &files.exclude);
    }

    fn rules(&mut self, args: &CheckArgs) {
        let own = self.config.map(|it| it.config.rules.clone()).unwrap_or_default();
        let by = &args.selection;
        self.list("rules.select", ("--select", &by.select), &own.select);
        // With --select the lists of the file do not count; else --ignore adds to its list.
        let file = if by.select.is_empty() { own.ignore.as_slice() } else { &[] };
        if !by.ignore.is_empty() || file.is_empty() {
            self.list("rules.ignore", ("--ignore", &by.ignore), &[]);
        }
        if !file.is_empty() {
            self.list("rules.ignore", ("", &[]), file);
        }
        for (name, level) in &own.severity {
            let value = quoted(level.value.name());
            self.one(&format!("rules.severity.{}", name.value), value, None, Some(level.span));
        }
        let flags = [
            ("--allow", "off", &by.allow),
            ("--warn", "warning", &by.warn),
            ("--deny", "error", &by.deny),
        ];
        for (flag, level, names) in flags {
            for name in names {
                self.row(&format!("rules.severity.{name}"), quoted(level), Source::Flag(flag));
            }
        }
        if let Some(era) = &by.era {
            self.row("era", quoted(era), Source::Flag("--era"));
        }
        if let Some(year) = by.year {
            self.row("year", year.to_string(), Source::Flag("--year"));
        }
    }

    /// Ignores and bodies.
    fn known(&mut self) {
        let Some(config) = self.config else { return };
        for it in &config.config.ignore {
            let mut parts = vec![format!("rule = {}", quoted(&it.rule.value))];
            let pairs = [("path", &it.path), ("quote", &it.quote)];
            let pairs = pairs.into_iter().filter_map(|(name, it)| Some((name, it.as_ref()?)));
            parts.extend(pairs.map(|(name, it)| format!("{name} = {}", quoted(&it.value))));
            parts.push(format!("reason = {}", quoted(&it.reason.value)));
            parts.extend(it.until.map(|day| format!("until = {}", day.value)));
            self.one("ignore", format!("{{ {} }}", parts.join(", ")), None, Some(it.rule.span));
        }
        for it in &config.config.body {
            self.one("body", body(it), None, Some(it.name.span));
        }
        if let Some(named) = &config.config.bodies {
            self.one("bodies", quoted(&named.value), None, Some(named.span));
        }
        self.listed(config);
    }

    /// The bodies of the list that the configuration names.
    fn listed(&mut self, config: &Loaded) {
        let Some(list) = &config.list else { return };
        let text = Text::new(list.source.content.text().to_owned());
        for it in &config.config.listed.bodies {
            let line = text.position(it.name.span.start()).line;
            self.row("body", body(it), Source::File(format!("{}:{line}", list.name)));
        }
    }

    fn output(&mut self, args: &CheckArgs, session: &Session, settled: &Settled) {
        let own = self.config.map(|it| it.config.output.clone()).unwrap_or_default();
        let given = session.given;
        let look = settled.session.look;
        let name = |style: Style| {
            let known = Style::ALL.iter().find(|(_, it)| *it == style);
            known.map_or("", |(name, _)| *name)
        };
        let formats = settled.output.format.iter().map(|it| match &it.path {
            Some(path) => format!("{}={}", name(it.style), path.display()),
            None => name(it.style).to_owned(),
        });
        let mut formats: Vec<String> = formats.map(|it| quoted(&it)).collect();
        if formats.is_empty() {
            formats.push(quoted("auto"));
        }
        let flag = |given: bool, name: &'static str| given.then_some(name);
        let by = flag(!args.output.format.is_empty(), "--format");
        self.one("output.format", formats.join(", "), by, own.format.map(|it| it.span));
        let lang = quoted(look.lang.pick("zh", "en"));
        self.one("output.lang", lang, flag(given.lang, "--lang"), own.lang.map(|it| it.span));
        let least = settled.output.min_severity.unwrap_or(Severity::Warning).name();
        let by = flag(args.output.min_severity.is_some(), "--min-severity");
        self.one("output.min-severity", quoted(least), by, own.min_severity.map(|it| it.span));
        let color = match (given.color, own.color.map(|it| it.value)) {
            (Some(choice), _) => format!("{choice:?}"),
            (None, choice) => choice.map_or_else(|| "auto".to_owned(), |it| format!("{it:?}")),
        };
        let by = flag(given.color.is_some(), "--color");
        let color = quoted(&color.to_lowercase());
        self.one("output.color", color, by, own.color.map(|it| it.span));
        let by = flag(given.width, "--width");
        self.one("output.width", look.width.to_string(), by, own.width.map(|it| it.span));
        let cells = quoted(if look.wide { "wide" } else { "narrow" });
        let by = flag(given.cells.is_some(), "--ambiguous-width");
        self.one("output.ambiguous-width", cells, by, own.ambiguous_width.map(|it| it.span));
        let unit = settled.output.column_unit;
        let unit = unit.map_or("auto".to_owned(), |it| format!("{it:?}").to_lowercase());
        let by = flag(args.output.column_unit.is_some(), "--column-unit");
        self.one("output.column-unit", quoted(&unit), by, own.column_unit.map(|it| it.span));
    }

    fn gate(&mut self, args: &CheckArgs, settled: &Settled) {
        let own = self.config.map(|it| it.config.gate.clone()).unwrap_or_default();
        let flag = |given: bool, name: &'static str| given.then_some(name);
        let least = quoted(settled.gate.least.map_or("never", Severity::name));
        let by = flag(args.gate.fail_on.is_some(), "--fail-on");
        self.one("gate.fail-on", least, by, own.fail_on.map(|it| it.span));
        if let Some(most) = settled.gate.most_warnings {
            let by = flag(args.gate.max_warnings.is_some(), "--max-warnings");
            let place = own.max_warnings.map(|it| it.span);
            self.one("gate.max-warnings", most.to_string(), by, place);
        }
        if let Some(path) = recorded::path(args.gate.baseline.as_ref(), self.config) {
            let by = flag(args.gate.baseline.is_some(), "--baseline");
            let path = quoted(&path.to_string_lossy());
            self.one("gate.baseline", path, by, own.baseline.map(|it| it.span));
        }
        let today = args.gate.today.unwrap_or_else(terminal::today).to_string();
        self.one("today", today, flag(args.gate.today.is_some(), "--today"), None);
    }
}

fn body(it: &Body) -> String {
    let mut parts = vec![format!("name = {}", quoted(&it.name.value))];
    let aliases: Vec<String> = it.aliases.iter().map(|it| quoted(&it.value)).collect();
    parts.extend((!aliases.is_empty()).then(|| format!("aliases = [{}]", aliases.join(", "))));
    parts.extend(it.kind.map(|kind| format!("kind = {}", quoted(kind.value.name()))));
    let pairs = [("parent", &it.parent), ("deadline", &it.deadline)];
    let pairs = pairs.into_iter().filter_map(|(name, it)| Some((name, it.as_ref()?)));
    parts.extend(pairs.map(|(name, it)| format!("{name} = {}", quoted(&it.value))));
    let years = [("from", it.from), ("to", it.to)];
    let years = years.into_iter().filter_map(|(name, it)| Some((name, it?.value)));
    parts.extend(years.map(|(name, year)| format!("{name} = {year}")));
    format!("{{ {} }}", parts.join(", "))
}

fn quoted(text: &str) -> String {
    crate::config::quoted(text)
}
