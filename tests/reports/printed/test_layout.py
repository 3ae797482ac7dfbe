"""How the printed forms are laid out: paper, letters, tables that break well, and the book as a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from docx.oxml.ns import qn

from motcua.reports.errors import ReportRefused
from motcua.reports.printed.document import Table
from motcua.reports.printed.render import document_of, render
from tests.reports.printed import cases
from tests.reports.printed.cases import FORMS
from tests.reports.printed.reading import HERE, docx_of, pdf_of, squeezed

WIDE = {"07", "07 least", "notices", "notices least"}


@pytest.mark.parametrize("name", FORMS)
def test_the_paper_is_a4_with_the_margins_of_the_decree(name: str) -> None:
    section = docx_of(FORMS[name]()).sections[0]
    page = pdf_of(FORMS[name]()).pages[0].mediabox
    size = (297, 210) if name in WIDE else (210, 297)

    assert (round(section.page_width.mm), round(section.page_height.mm)) == size
    assert (round(float(page.width) * 25.4 / 72), round(float(page.height) * 25.4 / 72)) == size
    margins = [
        round(m.mm)
        for m in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    ]
    assert margins == ([20, 20, 20, 20] if name in WIDE else [20, 20, 30, 20])
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml


@pytest.mark.parametrize("name", FORMS)
def test_letters_are_times_new_roman_and_tinos(name: str) -> None:
    document = docx_of(FORMS[name]())
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in pdf_of(FORMS[name]()).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }

    assert set(document.styles["Normal"].element.rPr.rFonts.values()) == {"Times New Roman"}
    assert not re.findall(r"w:(?:ascii|hAnsi)=", document.element.xml)
    assert fonts and all("Tinos" in font for font in fonts)


@pytest.mark.parametrize("name", ["01 with 30 papers", "06 on several pages", "07", "notices"])
def test_headers_of_tables_are_said_on_every_page_and_rows_stay_whole(name: str) -> None:
    pages = [squeezed(page.extract_text()) for page in pdf_of(FORMS[name]()).pages]
    header = {"01": "Tên giấy tờ", "06": "KẾT QUẢ GIẢI QUYẾT", "07": "Mã hồ sơ", "no": "Mã thủ tục"}[name[:2]]
    table = max(docx_of(FORMS[name]()).tables, key=lambda found: len(found.rows))._tbl

    assert len(pages) > 2
    assert sum(squeezed(header) in page for page in pages) >= len(pages) - 1
    rows = table.findall(qn("w:tr"))
    repeated = [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
    assert repeated[0] and not repeated[-1]
    assert repeated == sorted(repeated, reverse=True)
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


@pytest.mark.parametrize("name", FORMS)
def test_cells_of_every_row_cover_the_table(name: str) -> None:
    for table in docx_of(FORMS[name]()).tables:
        columns = [int(column.get(qn("w:w"))) for column in table._tbl.find(qn("w:tblGrid"))]
        for row in table._tbl.findall(qn("w:tr")):
            cells = row.findall(qn("w:tc"))
            spans = [cell.find(f".//{qn('w:gridSpan')}") for cell in cells]
            widths = [int(cell.find(f".//{qn('w:tcW')}").get(qn("w:w"))) for cell in cells]
            assert sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans) == len(columns)
            assert abs(sum(widths) - sum(columns)) < 10


def test_a_hand_over_is_not_torn_between_pages() -> None:
    for page in pdf_of(cases.control(12)).pages:
        text = page.extract_text()
        assert text.count("1. Giao:") == text.count("Người giao") == text.count("Người nhận")


@pytest.mark.parametrize("count", range(1, 24, 2))
def test_signatures_never_stand_alone_on_a_page(count: int) -> None:
    pages = [page.extract_text() for page in pdf_of(cases.receipt(count)).pages]
    signed = next(page for page in pages if "NGƯỜI NỘP HỒ SƠ" in page)

    assert "Vào Sổ theo dõi hồ sơ" in signed and "Phạm Thị Thu Hà" in signed
    closing = [p for p in docx_of(cases.receipt(count)).paragraphs if p.text.startswith("Vào Sổ")]
    assert [p.paragraph_format.keep_with_next for p in closing] == [True]


def test_a_slip_of_usual_length_is_one_page() -> None:
    assert len(pdf_of(cases.usual_receipt()).pages) == 1


def rows_of(sheet: Any) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_book_is_a_workbook_with_real_days_and_numbers() -> None:
    sheet = openpyxl.load_workbook(BytesIO(render(cases.register(9), "xlsx", HERE))).active
    assert sheet is not None
    rows = rows_of(sheet)
    first = next(n for n, row in enumerate(rows) if row[0] == "(1)") + 1

    assert sheet.title == "Sổ theo dõi hồ sơ"
    assert rows[first][:4] == [1, "H24.72-260105-0001", cases.PROCEDURE.name, 2]
    assert rows[first][7] == datetime(2026, 1, 5, 8, 1) and rows[first][8] == datetime(2026, 1, 14, 16, 30)
    assert [row[0] for row in rows[first : first + 9]] == list(range(1, 10))
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == f"${first - 2}:${first}"
    assert "03/2025/TT-VPCP" in str(rows[-1][0])
    # The company's name stands in several lines.
    assert sheet.row_dimensions[first + 1].height > 40


def test_only_the_book_is_a_workbook() -> None:
    with pytest.raises(ReportRefused, match=r"Không in được “Giấy tiếp nhận.*\.xlsx"):
        render(cases.receipt(), "xlsx", HERE)
    with pytest.raises(ReportRefused, match=r"\.odt"):
        render(cases.register(), "odt", HERE)


@pytest.mark.parametrize(
    ("make", "counts"), [(cases.results, range(13, 17)), (cases.progress, range(5, 9)), (cases.control, (3, 9))]
)  # fmt: skip
def test_what_is_signed_and_the_notes_have_the_last_row_of_the_table_with_them(
    make: Any, counts: Iterable[int]
) -> None:
    pages = 0
    for count in counts:
        form = make(count)
        document, reader = document_of(form), pdf_of(form)
        (found,) = (block for block in document.body if isinstance(block, Table))
        row = [squeezed(cell.text) for entry in found.entries[-1] for cell in entry if cell.text.strip()]
        page = squeezed(reader.pages[-1].extract_text())
        assert all(text in page for text in row), count
        pages = max(pages, len(reader.pages))

        rows = max(docx_of(form).tables, key=lambda one: len(one.rows))._tbl.findall(qn("w:tr"))
        last = len(found.entries[-1])
        held = [
            all(p.find(f".//{qn('w:keepNext')}") is not None for p in _begun(tr)) for tr in rows[-last - 1 :]
        ]
        assert held == [False] + [True] * last, (
            "the last entry leads to what follows, the one before does not"
        )
    assert pages > 1


def _begun(row: Any) -> list[Any]:
    """The paragraphs of the cells that begin in a row; those of a merged one above stay empty."""
    cells = [
        tc for tc in row.findall(qn("w:tc")) if (m := tc.find(f".//{qn('w:vMerge')}")) is None or m.attrib
    ]
    return [p for tc in cells for p in tc.findall(qn("w:p"))]
