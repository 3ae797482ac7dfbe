"""The written files: layout, letters, formulas, and that all three say the same."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx as python_docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from motcua.reports import docx, narrative, pdf, xlsx
from motcua.reports.data import ReportData, data_of
from motcua.reports.document import Report
from motcua.reports.filled import fill
from motcua.reports.form_files import load
from motcua.reports.sections import with_sections
from tests.reports.report_cases import UNITS, report_data, small_data, statement

FORMS = ("II.06b-official", "II.06b-commune")
FONTS = Path(pdf.__file__).parent / "fonts"


def made(data: ReportData) -> Report:
    return narrative.report(data, [fill(load(name), data) for name in FORMS])


def signed(unit: str) -> ReportData:
    return replace(report_data(unit, number="5", dated=date(2026, 3, 18)), signer_name="Vũ Hồng Trung")


def words_of_docx(content: bytes) -> list[str]:
    body = python_docx.Document(BytesIO(content)).element.body
    return [
        text
        for p in body.iter(qn("w:p"))
        for text in "".join(t.text or "" for t in p.iter(qn("w:t"))).split()
    ]


def words_of_pdf(content: bytes) -> list[str]:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split()


def letters(words: list[str]) -> list[str]:
    """Sorted, because cells are read in another order; breaks within words and page numbers aside."""
    return sorted(re.sub(r"\s", "", "".join(words)))


@pytest.mark.parametrize("unit", UNITS)
def test_docx_and_pdf_say_the_same(unit: str) -> None:
    data = signed(unit)
    report = made(data)
    in_docx, in_pdf = words_of_docx(docx.write(report, data)), words_of_pdf(pdf.write(report))
    # The body of the PDF prints its page numbers, 2 and 3; a DOCX has fields that are filled when it is opened.
    assert letters([*in_docx, "2", "3"]) == letters(in_pdf)


@pytest.fixture
def document() -> Any:
    data = signed("tam-thanh")
    return python_docx.Document(BytesIO(docx.write(made(data), data)))


def test_docx_pages(document: Any) -> None:
    body, *forms = document.sections
    assert (round(body.page_width.mm), round(body.page_height.mm)) == (210, 297)
    assert [round(m.mm) for m in (body.top_margin, body.bottom_margin, body.left_margin, body.right_margin)] == [
        20, 20, 30, 20,
    ]  # fmt: skip
    assert [(round(s.page_width.mm), round(s.page_height.mm)) for s in forms] == [(297, 210)] * 2
    assert all(section.different_first_page_header_footer for section in document.sections)
    assert "PAGE" in body.header.paragraphs[0]._p.xml and body.header.paragraphs[0].style.name == "Header"
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in forms]
    assert [start.get(qn("w:start")) for start in starts] == ["1", "1"]


def test_no_section_of_the_docx_begins_with_a_table(document: Any) -> None:
    blocks = list(document.element.body)
    after_breaks = [
        blocks[n + 1] for n, block in enumerate(blocks[:-1]) if block.find(f".//{qn('w:sectPr')}") is not None
    ]
    assert len(after_breaks) == 2
    assert {block.tag for block in after_breaks} == {qn("w:p")}


def test_docx_is_in_times_new_roman_throughout(document: Any) -> None:
    xml = document.element.xml + document.styles.element.xml
    assert set(re.findall(r'w:(?:ascii|hAnsi|eastAsia|cs)="([^"]+)"', document.element.xml)) <= {
        "Times New Roman"
    }
    for name in ("Normal", "Body", "Gap", "Heading 1", "Heading 2", "Header"):
        fonts = document.styles[name].element.rPr.rFonts
        assert set(fonts.values()) == {"Times New Roman"}
    assert "vi-VN" in xml
    sizes = {int(size) / 2 for size in re.findall(r'<w:sz w:val="(\d+)"', document.element.xml)}
    assert sizes <= {4, 9, 10, 11, 12, 12.5, 13, 14}


def test_docx_header_rows_are_repeated_and_rows_not_split(document: Any) -> None:
    table = document.tables[-1]._tbl
    rows = table.findall(qn("w:tr"))
    repeated = [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
    assert repeated[:4] == [True, True, True, False]  # two rows of labels and the numbers
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    columns = len(table.find(qn("w:tblGrid")))
    for row in rows:
        spans = [cell.find(f".//{qn('w:gridSpan')}") for cell in row.findall(qn("w:tc"))]
        assert sum(int(span.get(qn("w:val"))) if span is not None else 1 for span in spans) == columns


def test_docx_closing_keeps_with_the_signature(document: Any) -> None:
    closing = next(p for p in document.paragraphs if p.text.endswith("trân trọng báo cáo./."))
    assert closing.paragraph_format.keep_with_next


def test_docx_escapes_what_people_write() -> None:
    data = with_sections(report_data("an-truong"), {"chi-dao": "A < B & “C” > D"})
    assert "A < B & “C” > D" in " ".join(words_of_docx(docx.write(made(data), data)))
    assert "A < B & “C” > D" in " ".join(words_of_pdf(pdf.write(made(data))))


def test_files_have_properties_and_no_clock(document: Any) -> None:
    assert document.core_properties.title.startswith("Báo cáo công tác kiểm soát thủ tục hành chính")
    assert document.core_properties.author == "Ủy ban nhân dân phường Tam Thanh"
    assert document.core_properties.created.date() == date(2026, 3, 18)
    data = signed("tam-thanh")
    assert pdf.write(made(data)) == pdf.write(made(data))
    assert PdfReader(BytesIO(pdf.write(made(data)))).metadata.title == made(data).title  # type: ignore[union-attr]


def test_pdf_signature_never_stands_alone_on_a_page() -> None:
    for lines in range(1, 40, 3):
        data = with_sections(signed("tam-thanh"), {"kien-nghi": "\n".join(["Một dòng."] * lines)})
        pages = [page.extract_text() for page in PdfReader(BytesIO(pdf.write(made(data)))).pages]
        page = next(page for page in pages if "Nơi nhận:" in page)
        assert "trân trọng báo cáo./." in page and "Vũ Hồng Trung" in page


def test_pdf_pages_and_fonts() -> None:
    reader = PdfReader(BytesIO(pdf.write(made(signed("tam-thanh")))))
    sizes = [(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in reader.pages]
    assert sizes == [(595, 842)] * 3 + [(842, 595)] * 2  # A4
    fonts = {font for page in reader.pages for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    names = {str(font.get_object()["/BaseFont"]) for font in fonts}
    assert names and all("Tinos" in name for name in names)


def test_pdf_numbers_its_pages_from_the_second_on_and_each_form_anew() -> None:
    values = {"received_online": 9, "early": 4}
    many, names = statement({f"Lĩnh vực thứ {n}": values for n in range(45)}, "2026-06")
    data = data_of(many, signed("tam-thanh").agency, names, {3: "province"})
    pages = PdfReader(BytesIO(pdf.write(made(data)))).pages
    tops = [page.extract_text().split("\n")[0].strip() for page in pages]
    numbers = [int(top) if top.isdigit() else 1 for top in tops]
    assert numbers[:3] == [1, 2, 3]
    assert [number for number in numbers if number == 1] == [1, 1, 1]  # the body and two forms
    assert all(after in (before + 1, 1) for before, after in pairwise(numbers))


def glyphs(file: Path) -> set[int]:
    """The characters a TrueType file has letters for: its table «cmap», format 4."""
    data = file.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {data[12 + 16 * n :][:4]: struct.unpack_from(">I", data, 20 + 16 * n)[0] for n in range(count)}
    cmap = tables[b"cmap"]
    for n in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * n)[0]
        if struct.unpack_from(">H", data, at)[0] == 4:
            half = struct.unpack_from(">H", data, at + 6)[0] // 2
            ends = struct.unpack_from(f">{half}H", data, at + 14)
            starts = struct.unpack_from(f">{half}H", data, at + 16 + 2 * half)
            return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)}
    raise AssertionError(f"{file} has no cmap of format 4")


VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"


def test_the_fonts_have_every_vietnamese_letter_and_their_licence() -> None:
    fonts = sorted(FONTS.glob("*.ttf"))
    assert [font.stem for font in fonts] == [
        "Tinos-Bold",
        "Tinos-BoldItalic",
        "Tinos-Italic",
        "Tinos-Regular",
    ]
    needed = {ord(letter) for letter in VOWELS + VOWELS.upper() + "“”–…/%" + "\u00a0"}
    for font in fonts:
        assert needed <= glyphs(font)
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def books(unit: str) -> tuple[Any, Any]:
    data = signed(unit)
    content = xlsx.write(made(data), data)
    return openpyxl.load_workbook(BytesIO(content)), openpyxl.load_workbook(BytesIO(content), data_only=True)


def table(sheet: Any) -> list[list[Any]]:
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    first = next(n for n, row in enumerate(rows) if row[0] == "(1)") + 1
    last = next(n for n, row in enumerate(rows) if str(row[1]).casefold() == "tổng cộng")
    return rows[first : last + 1]


@pytest.mark.parametrize("unit", UNITS)
def test_xlsx_has_the_numbers_of_the_form(unit: str) -> None:
    _, values = books(unit)
    data = signed(unit)
    for sheet, name in zip(values.worksheets, FORMS, strict=True):
        wanted = [[found.value for found in row.numbers] for row in fill(load(name), data).rows]
        assert [row[2:] for row in table(sheet)] == wanted
        assert all(isinstance(number, int) for row in table(sheet) for number in row[2:])


def evaluated(formula: str, cells: dict[str, int]) -> int:
    """What a formula of SUMs over these cells comes to."""
    inner = re.fullmatch(r"=SUM\(([A-Z0-9:,]+)\)", formula)
    assert inner, formula
    total = 0
    for part in inner[1].split(","):
        first, _, last = part.partition(":")
        corners = [re.fullmatch(r"([A-Z]+)(\d+)", corner) for corner in (first, last or first)]
        (c1, r1), (c2, r2) = ((m[1], int(m[2])) for m in corners if m)
        names = [chr(code) for code in range(ord(c1), ord(c2) + 1)]
        total += sum(cells[f"{name}{row}"] for name in names for row in range(r1, r2 + 1))
    return total


@pytest.mark.parametrize("unit", UNITS)
def test_xlsx_sums_are_formulas_and_their_kept_values_are_right(unit: str) -> None:
    formulas, values = books(unit)
    for with_formulas, with_values in zip(formulas.worksheets, values.worksheets, strict=True):
        kept = {cell.coordinate: cell.value for row in with_values.iter_rows() for cell in row}
        sums = [cell for row in with_formulas.iter_rows() for cell in row if cell.data_type == "f"]
        assert len(sums) >= 3 * len(table(with_values))  # (3), (7) and the last total of every row
        for cell in sums:
            assert evaluated(cell.value, kept) == kept[cell.coordinate]


def test_xlsx_is_ready_to_print() -> None:
    formulas, _ = books("hung-dao")
    for sheet in formulas.worksheets:
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
        assert (
            sheet.page_setup.fitToWidth in (1, None) and sheet.page_setup.fitToHeight == 0
        )  # 1 unless written
        first, last = (int(row) for row in re.findall(r"\d+", sheet.print_title_rows))
        assert [sheet.cell(row, 1).value for row in (first, last)] == ["TT", "(1)"]
        fonts = {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert fonts == {"Times New Roman"}
        assert sheet.merged_cells.ranges


def test_xlsx_of_an_empty_period_has_zeros() -> None:
    data = small_data({})
    book = openpyxl.load_workbook(BytesIO(xlsx.write(made(data), data)))
    assert {number for row in table(book.worksheets[0]) for number in row[2:] if isinstance(number, int)} <= {
        0
    }
