#!/usr/bin/env python3
"""Makes the Word documents in fixtures/readers: run it in the root of the repository.

Needs python-docx (1.2) and LibreOffice Writer (soffice). The documents are committed; this script
is how they came about, and tests do not run it. All words and figures are invented.
"""

import datetime
import pathlib
import subprocess
import tempfile

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

OUT = pathlib.Path("fixtures/readers")

TITLE = "霁溪镇人民政府2023年政府信息公开工作年度报告"
PREFACE = (
    "根据《中华人民共和国政府信息公开条例》第五十条规定编制本报告。"
    "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。"
)
# A chapter: its title, its text, its table as cells (text, columns, rows); None continues a row.
CHAPTERS = [
    ("总体情况", ["（主动公开）", "全年主动公开信息86条。", "（依申请公开）", "全年收到申请3件，均已按期答复。"], None),
    ("主动公开政府信息情况", [], "disclosure"),
    ("收到和处理政府信息公开申请情况", [], "requests"),
    ("政府信息公开行政复议、行政诉讼情况", [], "reviews"),
    ("存在的主要问题及改进情况", ["政策解读的形式较为单一，本年新增图解6篇。"], None),
    ("其他需要报告的事项", ["本年度未收取信息处理费。"], None),
]
DISCLOSURE = [
    [("第二十条第（一）项", 4)],
    [("信息内容", 1), ("本年制发件数", 1), ("本年废止件数", 1), ("现行有效件数", 1)],
    [("规章", 1), ("0", 1), ("0", 1), ("0", 1)],
    [("行政规范性文件", 1), ("2", 1), ("1", 1), ("5", 1)],
    [("第二十条第（五）项", 4)],
    [("信息内容", 1), ("本年处理决定数量", 3)],
    [("行政许可", 1), ("17", 3)],
    [("第二十条第（六）项", 4)],
    [("信息内容", 1), ("本年处理决定数量", 3)],
    [("行政处罚", 1), ("4", 3)],
    [("行政强制", 1), ("0", 3)],
    [("第二十条第（八）项", 4)],
    [("信息内容", 1), ("本年收费金额（单位：万元）", 3)],
    [("行政事业性收费", 1), ("0", 3)],
]
# Labels in three columns, then persons, five kinds of organisations, and the total.
NOUGHT = "0 0 0 0 0 0 0"
REQUESTS = [
    ("一、本年新收政府信息公开申请数量", "", "", "2 1 0 0 0 0 3"),
    ("二、上年结转政府信息公开申请数量", "", "", NOUGHT),
    ("三、本年度办理结果", "（一）予以公开", "", "2 0 0 0 0 0 2"),
    ("", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "", NOUGHT),
    ("", "（三）不予公开", "1.属于国家秘密", NOUGHT),
    ("", "", "2.其他法律行政法规禁止公开", NOUGHT),
    ("", "", "3.危及“三安全一稳定”", NOUGHT),
    ("", "", "4.保护第三方合法权益", NOUGHT),
    ("", "", "5.属于三类内部事务信息", NOUGHT),
    ("", "", "6.属于四类过程性信息", NOUGHT),
    ("", "", "7.属于行政执法案卷", NOUGHT),
    ("", "", "8.属于行政查询事项", NOUGHT),
    ("", "（四）无法提供", "1.本机关不掌握相关政府信息", "0 1 0 0 0 0 1"),
    ("", "", "2.没有现成信息需要另行制作", NOUGHT),
    ("", "", "3.补正后申请内容仍不明确", NOUGHT),
    ("", "（五）不予处理", "1.信访举报投诉类申请", NOUGHT),
    ("", "", "2.重复申请", NOUGHT),
    ("", "", "3.要求提供公开出版物", NOUGHT),
    ("", "", "4.无正当理由大量反复申请", NOUGHT),
    ("", "", "5.要求行政机关确认或重新出具已获取信息", NOUGHT),
    ("", "（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", NOUGHT),
    ("", "", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", NOUGHT),
    ("", "", "3.其他", NOUGHT),
    ("", "（七）总计", "", "2 1 0 0 0 0 3"),
    ("四、结转下年度继续办理", "", "", NOUGHT),
]


def numbering(document):
    """A list of two levels, 一、 and （一）, as Word keeps it; gives its number."""
    root = document.part.numbering_part.element
    levels = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）")]
    xml = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for index, (form, text) in enumerate(levels)
    )
    shape = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{xml}</w:abstractNum>'
    root.insert(0, parse_xml(shape))
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    return 90


def numbered(paragraph, number, level):
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def fill(cell, words):
    cell.paragraphs[0].add_run(words)


def disclosure(document):
    table = document.add_table(len(DISCLOSURE), 4)
    for row, cells in enumerate(DISCLOSURE):
        column = 0
        for words, columns in cells:
            cell = table.cell(row, column).merge(table.cell(row, column + columns - 1))
            fill(cell, words)
            column += columns


def merged(table, top, left, bottom, right, words):
    fill(table.cell(top, left).merge(table.cell(bottom, right)), words)


def requests(document):
    """Three levels of labels at the left and of heads above, merged both ways."""
    table = document.add_table(3 + len(REQUESTS), 10)
    merged(table, 0, 0, 2, 2, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）")
    merged(table, 0, 3, 0, 9, "申请人情况")
    merged(table, 1, 3, 2, 3, "自然人")
    merged(table, 1, 4, 1, 8, "法人或其他组织")
    for column, words in enumerate(["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]):
        fill(table.cell(2, 4 + column), words)
    merged(table, 1, 9, 2, 9, "总计")
    for index, (first, second, third, figures) in enumerate(REQUESTS):
        row = index + 3
        under = lambda key: next(
            (n for n, it in enumerate(REQUESTS[index + 1 :]) if key(it)), len(REQUESTS) - index - 1
        )
        if first:
            right = 0 if second else 2
            merged(table, row, 0, row + (under(lambda it: it[0]) if second else 0), right, first)
        if second:
            right = 1 if third else 2
            last = row + (under(lambda it: it[0] or it[1]) if third else 0)
            merged(table, row, 1, last, right, second)
        if third:
            fill(table.cell(row, 2), third)
        for column, figure in enumerate(figures.split()):
            fill(table.cell(row, 3 + column), figure)


def reviews(document):
    table = document.add_table(4, 15)
    merged(table, 0, 0, 0, 4, "行政复议")
    merged(table, 0, 5, 0, 14, "行政诉讼")
    merged(table, 1, 5, 1, 9, "未经复议直接起诉")
    merged(table, 1, 10, 1, 14, "复议后起诉")
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    for column in range(15):
        if column < 5:
            merged(table, 1, column, 2, column, heads[column])
        else:
            fill(table.cell(2, column), heads[column % 5])
        fill(table.cell(3, column), "0")


TABLES = {"disclosure": disclosure, "requests": requests, "reviews": reviews}


def report():
    document = docx.Document()
    # The same bytes whenever it is made.
    document.core_properties.created = document.core_properties.modified = datetime.datetime(2024, 1, 16)
    list_number = numbering(document)
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(PREFACE)
    for title, texts, table in CHAPTERS:
        numbered(document.add_paragraph(title, style="Heading 1"), list_number, 0)
        for words in texts:
            if words.startswith("（"):
                numbered(document.add_paragraph(words.strip("（）")), list_number, 1)
            else:
                document.add_paragraph(words)
        if table:
            TABLES[table](document)
    document.add_paragraph("霁溪镇人民政府")
    document.add_paragraph("2024年1月16日")
    return document


def drafted(document):
    """Leaves a tracked change and a comment in a report."""
    paragraph = next(it for it in document.paragraphs if it.text.startswith("全年收到"))
    run = paragraph.runs[0]
    before, after = run.text.split("3件")
    run.text = before
    for kind, words in [("del", "2"), ("ins", "3")]:
        change = OxmlElement(f"w:{kind}")
        change.set(qn("w:id"), kind == "del" and "901" or "902")
        change.set(qn("w:author"), "经办人")
        element = OxmlElement("w:r")
        text = OxmlElement("w:delText" if kind == "del" else "w:t")
        text.text = words
        element.append(text)
        change.append(element)
        paragraph._p.append(change)
    last = paragraph.add_run("件" + after)
    document.add_comment([last], text="请核对件数。", author="复核人", initials="复")


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    plain = OUT / "python-docx.docx"
    report().save(plain)
    draft = report()
    drafted(draft)
    draft.save(OUT / "draft.docx")
    with tempfile.TemporaryDirectory() as folder:
        odt = ["soffice", "--headless", "--convert-to", "odt", "--outdir", folder, str(plain)]
        subprocess.run(odt, check=True, capture_output=True)
        # Through its own format, so that LibreOffice writes every part itself.
        source = pathlib.Path(folder) / "python-docx.odt"
        back = ["soffice", "--headless", "--convert-to", "docx", "--outdir", folder, str(source)]
        subprocess.run(back, check=True, capture_output=True)
        made = pathlib.Path(folder) / "python-docx.docx"
        (OUT / "libreoffice.docx").write_bytes(made.read_bytes())


if __name__ == "__main__":
    main()
