"""Numbers of headers and footers: bound as any other, every other byte and part as it was."""

from __future__ import annotations

from io import BytesIO

import docx
import openpyxl
from docx.oxml import parse_xml

from motcua.reports.superior.filling import TheirFile
from motcua.reports.superior.package import Package
from motcua.reports.superior.sheet import Put
from tests.reports.superior.builders import SHEET, changed_parts, part, saved, workbook

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FIELD = (
    f'<w:p {W}><w:r><w:t>Trang </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE'
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar '
    'w:fldCharType="end"/></w:r><w:fldSimple w:instr="NUMPAGES"><w:r><w:t>12</w:t></w:r></w:fldSimple><w:r><w:t> '
    "kỳ 6/2026</w:t></w:r></w:p>"
)


def document() -> bytes:
    made = docx.Document()
    made.add_paragraph("Số liệu quý I năm 2026: 12 hồ sơ.")
    section = made.sections[0]
    section.header.paragraphs[0].text = "Số liệu quý I năm 2026: 12 hồ sơ."
    section.footer.paragraphs[0]._p.addnext(parse_xml(FIELD))
    return saved(made)


def put(content: bytes, texts: dict[str, str]) -> bytes:
    return TheirFile(content).filled({key: Put(None, text, False) for key, text in texts.items()})


def test_a_header_is_filled_and_no_other_part_changes() -> None:
    content = document()
    spots = TheirFile(content).shown.spots
    header = {spot.text: key for key, spot in spots.items() if spot.where.startswith("Đầu trang")}
    assert sorted(header) == ["12", "2026", "I"]
    made = put(content, {header["I"]: "II", header["12"]: "1.568"})
    assert changed_parts(content, made) == {"word/header1.xml"}
    again = docx.Document(BytesIO(made))
    assert again.sections[0].header.paragraphs[0].text == "Số liệu quý II năm 2026: 1.568 hồ sơ."
    assert again.paragraphs[0].text == "Số liệu quý I năm 2026: 12 hồ sơ."


def test_the_body_is_found_as_before_there_were_headers() -> None:
    """What was bound to a sentence of the body stays, though a header says the same."""
    whole = TheirFile(document()).shown.spots
    bare = docx.Document()
    bare.add_paragraph("Số liệu quý I năm 2026: 12 hồ sơ.")
    alone = TheirFile(saved(bare)).shown.spots
    of_body = {key: (one.digest, one.index, one.of) for key, one in whole.items() if key.startswith("p")}
    assert of_body == {key: (one.digest, one.index, one.of) for key, one in alone.items()}


def test_page_numbers_are_not_bound() -> None:
    spots = TheirFile(document()).shown.spots.values()
    assert [one.text for one in spots if one.where.startswith("Chân trang")] == ["6", "2026"]


def a_sheet() -> bytes:
    book = openpyxl.load_workbook(BytesIO(workbook()))
    sheet = book.worksheets[0]
    top, bottom = sheet.oddHeader, sheet.oddFooter
    assert top is not None and bottom is not None
    top.center.text, top.center.size = "Quý I năm 2026 & 12 hồ sơ", 12
    bottom.left.text, bottom.right.text, bottom.right.size = "Đến 14/3/2026, trang &P/&N", "05 việc", 8
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_keeps_the_codes_of_its_header() -> None:
    content = a_sheet()
    spots = TheirFile(content).shown.spots
    aside = {spot.text: key for key, spot in spots.items() if "trang" in spot.where}
    assert sorted(aside) == ["05", "12", "14/3/2026", "2026", "I"]
    made = put(content, {aside["I"]: "II", aside["12"]: "1.568", aside["14/3/2026"]: "14/6/2026"})
    assert changed_parts(content, made) == {SHEET}
    expected = part(content, SHEET)
    for old, new in ((b" I n", b" II n"), (b"12 h", b"1.568 h"), (b"14/3/2026", b"14/6/2026")):
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    assert part(made, SHEET) == expected


def test_what_follows_a_size_at_once_is_left() -> None:
    """A number there would be read as a part of the size."""
    content = a_sheet()
    glued = part(content, SHEET).replace(b"&amp;8 05", "&amp;8không có".encode())
    spots = TheirFile(Package(content).with_parts({SHEET: glued})).shown.spots.values()
    aside = [spot.text for spot in spots if "trang" in spot.where]
    assert sorted(aside) == ["12", "14/3/2026", "2026", "I"]
