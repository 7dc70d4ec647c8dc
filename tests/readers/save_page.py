#!/usr/bin/env python3
"""Writes fixtures/readers/browser.html: a page as Chromium saves it.

The page is a golden report with what a site puts round it: scripts, a navigation bar, an old layout
table, a list of further articles. A script of the page writes the year and one row, so that the file
holds what a browser made of the page, not what a server sent.

Needs `chromium` (Debian package). Run it in the root of the project.
"""
import pathlib
import re
import subprocess
import tempfile

GOLDEN = pathlib.Path("fixtures/golden/2023/township.html")
TARGET = pathlib.Path("fixtures/readers/browser.html")

page = GOLDEN.read_text(encoding="utf-8")
body = re.search(r"<body[^>]*>(.*)</body>", page, re.S).group(1)
page = f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>年度报告 - 政府网站</title>
<style>.x-side {{ float: left }}</style></head>
<body><ul class="menu"><li><a href="/">首页</a><li><a href="/zwgk/">政务公开</a><li><a href="/hd/">互动交流</a></ul>
<table width="100%"><tr><td class="x-side">栏目导航<br>政策文件<br>财政预决算</td><td id="main">{body}</td></tr></table>
<p class="x-foot">主办单位：<span id="host"></span> <a href="javascript:window.print()">打印</a></p>
<script>document.getElementById("host").textContent = "网站管理中心";
document.querySelectorAll("td").forEach(it => it.setAttribute("data-seen", "1"));</script>
</body></html>"""

with tempfile.TemporaryDirectory() as folder:
    source = pathlib.Path(folder) / "page.html"
    source.write_text(page, encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", source.as_uri()]
    saved = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")
TARGET.write_text(saved, encoding="utf-8")
