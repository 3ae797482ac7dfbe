"""Files as superiors send them: with pictures, charts, merged cells and all that must survive being filled."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image

from motcua.reports.superior.package import Package

SHEET = "xl/worksheets/sheet1.xml"
BODY = "word/document.xml"


def picture() -> BytesIO:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    out.seek(0)
    return out


def workbook() -> bytes:
    """A form: merged heads, two fields, an empty cell, totals as formulas with kept values, a chart, a picture,
    a comment, a list to choose from, a rule of colours."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Biểu 1")
    sheet["A1"] = "TỔNG HỢP QUÝ I NĂM 2026"
    sheet.merge_cells("A1:D1")
    for row in (
        ["Lĩnh vực", "Tiếp nhận", None, "Tỷ lệ"],
        [None, "Trong kỳ", "Kỳ trước", None],
        ["Đất đai", 1568, 3, 0.991],
        ["Hộ tịch", 22, None, "99,1%"],
        ["Cộng", "=SUM(B4:B5)", "=SUM(C4:C5)", "=1+1"],
    ):
        sheet.append(row)
    sheet["A8"] = "Tổng số 1.568 hồ sơ, đúng hạn: không có."
    sheet.merge_cells("B2:C2")
    sheet["B4"].number_format, sheet["D4"].number_format = "#,##0", "0.0%"
    sheet["C5"].border = Border(left=Side("thin"))
    sheet["B5"].comment = Comment("Lấy theo sổ", "Sở")
    sheet.conditional_formatting.add(
        "B4:B5", CellIsRule("greaterThan", ["100"], fill=PatternFill(bgColor="FF0000"))
    )
    choice = DataValidation("list", '"a,b"')
    choice.add("E1")
    sheet.add_data_validation(choice)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=4, max_row=5))
    sheet.add_chart(chart, "F2")
    sheet.add_image(SheetImage(picture()), "F20")
    out = BytesIO()
    book.save(out)
    return _with_kept_values(out.getvalue())


def _with_kept_values(content: bytes) -> bytes:
    """The workbook as Excel saves it: formulas with what they came to last."""
    raw = ZipFile(BytesIO(content)).read(SHEET)
    for formula, value in ((b"SUM(B4:B5)", b"1590"), (b"SUM(C4:C5)", b"3"), (b"1+1", b"2")):
        for empty in (b"<v></v>", b"<v />", b"<v/>"):
            raw = raw.replace(
                b"<f>" + formula + b"</f>" + empty, b"<f>" + formula + b"</f><v>" + value + b"</v>"
            )
    calculation = ZipFile(BytesIO(content)).read("xl/workbook.xml").replace(b' fullCalcOnLoad="1"', b"")
    return Package(content).with_parts({SHEET: raw, "xl/workbook.xml": calculation})


def report(runs: Sequence[str] = ("Tổng số ", "1.", "5", "68 hồ sơ, đạt 99,1 %.")) -> bytes:
    """A report: a number split over runs of different formats, a table with an empty cell, a picture, a header."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Mẫu số 01 của Sở"
    line = document.add_paragraph()
    for at, text in enumerate(runs):
        run = line.add_run(text)
        run.bold, run.italic = at == 1, at == 2
    document.add_paragraph("- Trước hạn: 07 hồ sơ; quá hạn: không có.")
    document.add_paragraph("Đến ngày 14/3/2026, quý I năm 2026: …… hồ sơ & 3 việc.")
    table = document.add_table(3, 3)
    for row, texts in enumerate(
        (("Lĩnh vực", "Tiếp nhận", "Tồn"), ("Đất đai", "12", ""), ("Hộ tịch", "3", "4"))
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.add_picture(picture())
    return saved(document)


def saved(document: object) -> bytes:
    """The bytes of a document."""
    out = BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """The parts that differ; the list of parts must be the same and in the same order."""
    old, new = ZipFile(BytesIO(before)), ZipFile(BytesIO(after))
    assert old.namelist() == new.namelist()
    return {name for name in old.namelist() if old.read(name) != new.read(name)}


def part(content: bytes, name: str) -> bytes:
    """A part of a file."""
    return ZipFile(BytesIO(content)).read(name)
