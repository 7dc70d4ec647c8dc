#!/usr/bin/env python3
"""Opens pages written by `hegui check --format html` in a headless Chromium and looks at them.

    scripts/screenshot.py                    fixtures/page/report.txt; writes docs/report-*.png
    scripts/screenshot.py REPORT...          looks at the pages of these reports, writes nothing
    scripts/screenshot.py --pdf P REPORT     prints the page of a report, too

At desktop and phone width, in light and in dark: nothing is wider than the window, every mark
holds the words its finding quotes, no cell of a table squeezes its words, text stands out from its ground (WCAG AA), headings skip no
level, and the browser has nothing to complain of. Needs Chromium (Debian: chromium and
fonts-noto-cjk) and Python alone; pngquant, where there is one, makes the pictures smaller.
"""

import argparse
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "fixtures/page/report.txt"
LOOKS = [("desktop", 1280, 1420, 1), ("phone", 390, 1180, 1.5)]
MOST = 300_000

# What is looked at inside the page; gives a list of complaints.
LOOK = r"""
(findings) => {
  const complaints = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) complaints.push(`the page is ${root.scrollWidth} wide`);
  for (const it of document.querySelectorAll('body *')) {
    const box = it.getBoundingClientRect();
    if (box.width && box.right > innerWidth + 1 && !it.closest('.sheet'))
      complaints.push(`${it.tagName}.${it.className} ends at ${box.right}`);
  }
  for (const it of document.querySelectorAll('td, th')) {
    const style = getComputedStyle(it);
    const width = it.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const room = width / parseFloat(style.fontSize);
    const words = it.textContent.trim();
    if (words.length > 3 && /[\u4e00-\u9fff]/.test(words) && room < 3)
      complaints.push(`“${words}” has ${room.toFixed(1)} em of room`);
  }
  for (const it of document.querySelectorAll('.sheet')) {
    if (it.tabIndex !== 0 || !it.getAttribute('aria-label'))
      complaints.push('a table cannot be scrolled by the keyboard');
  }
  const joined = (text) => text.replace(/[\r\n]/g, '');
  const hidden = (node) => node.querySelectorAll('.hidden').forEach((it) => {
    it.textContent = String.fromCodePoint(parseInt(it.textContent.slice(3), 16));
  });
  findings.forEach((quote, index) => {
    const marks = [...document.querySelectorAll(`mark[data-findings~="${index + 1}"]`)];
    const inner = marks.filter((it) => !marks.some((other) => other !== it && other.contains(it)));
    const words = inner.map((it) => {
      const copy = it.cloneNode(true);
      copy.querySelectorAll('.ref').forEach((ref) => ref.remove());
      hidden(copy);
      return copy.textContent;
    }).join('');
    if (!marks.length) complaints.push(`finding ${index + 1} has no mark`);
    if (words !== joined(quote)) complaints.push(`finding ${index + 1} marks ${words} for ${quote}`);
  });
  const parts = (color) => color.match(/[\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = parts(color).map((it) => it / 255)
      .map((it) => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (it) => {
    for (; it; it = it.parentElement) {
      const color = getComputedStyle(it).backgroundColor;
      if ((parts(color)[3] ?? 1) === 1) return color;
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(0,0,0)' : 'rgb(255,255,255)';
  };
  const met = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const it = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || it.closest('svg')) continue;
    const [front, back] = [getComputedStyle(it).color, ground(it)];
    const [high, low] = [light(front), light(back)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    const name = `${it.tagName}.${it.className}: ${front} on ${back} is ${ratio.toFixed(2)}:1`;
    if (ratio < 4.5 && !met.has(name)) { met.add(name); complaints.push(name); }
  }
  let last = 0;
  for (const it of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const level = Number(it.tagName[1]);
    if (level > last + 1) complaints.push(`h${last} is followed by ${it.tagName}`);
    last = level;
  }
  return complaints;
}
"""


class Browser:
    """A Chromium that is spoken to through a pipe."""

    def __init__(self, program, profile):
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()

        def take_places():
            # The browser reads from 3 and writes to 4; copies first, lest one overwrite the other.
            read, write = os.dup(theirs_in), os.dup(theirs_out)
            os.dup2(read, 3)
            os.dup2(write, 4)

        flags = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--hide-scrollbars", "--remote-debugging-pipe", f"--user-data-dir={profile}",
        ]
        self.process = subprocess.Popen(
            [program, *flags], preexec_fn=take_places, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.input, self.output = os.fdopen(ours_in, "rb"), os.fdopen(ours_out, "wb")
        self.last, self.rest, self.complaints, self.events = 0, b"", [], []
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        attached = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})
        self.session = attached["sessionId"]
        for domain in ["Page", "Runtime", "Log"]:
            self.call(f"{domain}.enable")

    def message(self):
        while b"\0" not in self.rest:
            chunk = os.read(self.input.fileno(), 1 << 16)
            if not chunk:
                sys.exit("the browser has gone")
            self.rest += chunk
        line, self.rest = self.rest.split(b"\0", 1)
        message = json.loads(line)
        name = message.get("method")
        if name == "Log.entryAdded":
            self.complaints.append(message["params"]["entry"]["text"])
        if name:
            self.events.append(name)
        return message

    def call(self, method, params=None):
        self.last += 1
        request = {"id": self.last, "method": method, "params": params or {}}
        if hasattr(self, "session"):
            request["sessionId"] = self.session
        self.output.write(json.dumps(request).encode() + b"\0")
        self.output.flush()
        while True:
            message = self.message()
            if message.get("id") == self.last:
                if "error" in message:
                    sys.exit(f"{method}: {message['error']['message']}")
                return message["result"]

    def open(self, page, width, height, scale, scheme):
        self.call("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 600,
        })
        scheme = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", {"features": scheme})
        self.events.clear()
        self.call("Page.navigate", {"url": page.as_uri()})
        while "Page.loadEventFired" not in self.events:
            self.message()

    def ask(self, function, *values):
        values = ", ".join(json.dumps(value) for value in values)
        answer = self.call("Runtime.evaluate", {
            "expression": f"({function})({values})", "returnByValue": True, "awaitPromise": True,
        })
        if "exceptionDetails" in answer:
            sys.exit(json.dumps(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def picture(self):
        return base64.b64decode(self.call("Page.captureScreenshot", {"format": "png"})["data"])

    def print(self):
        paper = {"preferCSSPageSize": True, "printBackground": True}
        return base64.b64decode(self.call("Page.printToPDF", paper)["data"])

    def close(self):
        self.output.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def smaller(picture):
    """The picture in 256 colours, where pngquant is there to choose them."""
    if not shutil.which("pngquant"):
        return picture
    return subprocess.run(["pngquant", "--strip", "-"], input=picture, capture_output=True, check=True).stdout


def run(hegui, report, *formats):
    """Checks a report; findings are no failure here."""
    try:
        done = subprocess.run([*hegui, "check", report, "-q", "--lang", "zh", *formats], cwd=ROOT,
                              stdout=subprocess.PIPE, check=False)
    except OSError as error:
        sys.exit(f"{hegui[0]} cannot be run: {error.strerror}")
    if done.returncode not in (0, 1, 3):
        sys.exit(f"{report}: {' '.join(hegui)} ended with code {done.returncode}")
    return done.stdout


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    options.add_argument("reports", nargs="*", type=Path)
    options.add_argument("--hegui", help="the program (default: what cargo builds)")
    options.add_argument("--chromium", default="chromium", help="the browser")
    options.add_argument("--pictures", type=Path, help="where pictures go, light and dark")
    options.add_argument("--pdf", type=Path, help="where the printed page goes")
    options = options.parse_args()
    if not shutil.which(options.chromium):
        sys.exit(f"{options.chromium} cannot be run; --chromium names another browser")
    if options.pictures:
        options.pictures.mkdir(parents=True, exist_ok=True)
    hegui = [str(Path(options.hegui).resolve())] if options.hegui else ["cargo", "run", "--quiet", "--"]
    complaints = []
    with tempfile.TemporaryDirectory() as folder:
        browser = Browser(options.chromium, folder)
        for report in options.reports or [SAMPLE]:
            page = Path(folder) / "page.html"
            name = report.relative_to(ROOT) if report.is_relative_to(ROOT) else report.resolve()
            run(hegui, name, f"--format=html={page}")
            files = json.loads(run(hegui, name, "--format=json", "--min-severity=warning"))["files"]
            quotes = [it["primary"]["quote"] for it in files[0]["findings"] if not it["suppressed"]]
            for look, width, height, scale in LOOKS:
                for scheme in ["light", "dark"]:
                    browser.open(page, width, height, scale, scheme)
                    found = browser.ask(LOOK, quotes) + browser.complaints
                    browser.complaints.clear()
                    complaints += [f"{report} {look} {scheme}: {it}" for it in found]
                    if options.pictures:
                        target = options.pictures / f"{report.stem}-{look}-{scheme}.png"
                        target.write_bytes(browser.picture())
                    if not options.reports and scheme == "light":
                        picture = smaller(browser.picture())
                        if len(picture) > MOST:
                            complaints.append(f"the {look} picture has {len(picture)} bytes")
                        (ROOT / f"docs/report-{look}.png").write_bytes(picture)
            if options.pdf:
                browser.open(page, 1280, 1180, 1, "light")
                options.pdf.write_bytes(browser.print())
            print(f"{report}: {len(quotes)} findings")
        browser.close()
    for it in complaints:
        print(it, file=sys.stderr)
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
