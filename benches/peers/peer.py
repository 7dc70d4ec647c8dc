"""Does with every file of a folder what a peer does, in one process: peer.py PEER FOLDER."""

import pathlib
import sys


def autocorrect(files):
    import autocorrect_py

    return sum(len(autocorrect_py.lint_for(f.read_text("utf-8"), "text").lines) for f in files)


def selectolax(files):
    from selectolax.lexbor import LexborHTMLParser

    return sum(len(LexborHTMLParser(f.read_bytes()).text()) for f in files)


def beautifulsoup(files):
    from bs4 import BeautifulSoup

    return sum(len(BeautifulSoup(f.read_bytes(), "html.parser").get_text()) for f in files)


def lxml_html(files):
    from lxml import html

    return sum(len(html.fromstring(f.read_bytes()).text_content()) for f in files)


def python_docx(files):
    from docx import Document

    length = 0
    for f in files:
        document = Document(str(f))
        length += sum(len(it.text) for it in document.paragraphs)
        for table in document.tables:
            for row in table.rows:
                length += sum(len(cell.text) for cell in row.cells)
    return length


def zipfile_lxml(files):
    import zipfile

    from lxml import etree

    length = 0
    for f in files:
        root = etree.fromstring(zipfile.ZipFile(f).read("word/document.xml"))
        length += sum(len(words) for words in root.itertext())
    return length


peer, folder = sys.argv[1:]
print(globals()[peer](sorted(pathlib.Path(folder).iterdir())))
