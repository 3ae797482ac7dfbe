"""A unit's own Word template: the outline comes back word for word, fields are found however Word cuts them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from pypdf import PdfReader

from motcua.reports.data import OwnTemplate, ReportData
from motcua.reports.outline import outline_of
from motcua.reports.render import body, render
from motcua.reports.template.check import Checked, check
from motcua.reports.template.content import pages
from motcua.reports.template.package import LARGEST, TemplateRefused, opened, saved
from motcua.reports.template.paragraphs import text_of
from motcua.reports.template.starting import starting
from motcua.reports.wording.known import fields
from tests.reports.report_cases import UNITS, report_data, small_data
from tests.reports.test_report_files import letters, words_of_docx, words_of_pdf


@cache
def data_of(unit: str) -> ReportData:
    data = report_data(unit, number="5", dated=date(2026, 6, 18))
    return replace(
        data, signer_name="Vũ Hồng Trung", previous=data.totals, sections={"chi-dao": "Đã làm.\n- Một\n+ Hai"}
    )


@cache
def template_of(unit: str, whole: bool = True) -> bytes:
    data = data_of(unit)
    return starting(outline_of(data), data, whole)


def with_own(data: ReportData, content: bytes) -> ReportData:
    return replace(data, template=OwnTemplate(1, content))


def changed(content: bytes, change: Callable[[Any], None]) -> bytes:
    document = docx.Document(BytesIO(content))
    change(document)
    return saved(document)


def found_in(content: bytes, unit: str = "tam-thanh") -> Checked:
    return check(opened(content), list(fields()), outline_of(data_of(unit)))


def texts(content: bytes) -> list[str]:
    return [text_of(p) for p in docx.Document(BytesIO(content)).element.body.iter(qn("w:p"))]


@pytest.mark.parametrize("unit", UNITS)
def test_an_unchanged_template_gives_the_programs_report_word_for_word(unit: str) -> None:
    data = data_of(unit)
    ours, short = (render(one, ("docx",)) for one in (data, with_own(data, template_of(unit, False))))
    own = render(with_own(data, template_of(unit)), ("docx", "pdf"))
    assert words_of_docx(own["docx"]) == words_of_docx(short["docx"]) == words_of_docx(ours["docx"])
    upright = sum(page.mediabox.width < 600 for page in PdfReader(BytesIO(own["pdf"])).pages)
    numbers = [str(n) for n in range(2, upright + 1)]
    assert letters([*words_of_docx(own["docx"]), *numbers]) == letters(words_of_pdf(own["pdf"]))


def test_the_templates_of_all_outlines_are_without_problems() -> None:
    for unit in UNITS:
        for whole in (True, False):
            found = found_in(template_of(unit, whole), unit)
            assert (found.problems, found.warnings) == ((), ())


def cut(paragraph: Any) -> None:
    """Every letter in a run of its own, with marks of the spelling check between them: as Word may do."""
    text, looks = text_of(paragraph._p), paragraph.runs[0]._r.rPr
    for run in paragraph.runs:
        paragraph._p.remove(run._r)
    for n, letter in enumerate(text):
        run = paragraph.add_run(letter)
        if looks is not None:
            run._r.insert(0, parse_xml(looks.xml))
        if n % 3 == 0:
            paragraph._p.append(parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>'))


def test_fields_cut_into_runs_are_found() -> None:
    def cut_all(document: Any) -> None:
        for paragraph in document.paragraphs[:30]:
            if paragraph.runs:
                cut(paragraph)

    data = data_of("hung-dao")
    whole = render(with_own(data, changed(template_of("hung-dao"), cut_all)), ("docx",))
    assert words_of_docx(whole["docx"]) == words_of_docx(render(data, ("docx",))["docx"])


def test_what_was_changed_in_word_stands_in_the_report() -> None:
    def change(document: Any) -> None:
        first = document.paragraphs[4]
        mine = first.insert_paragraph_before("")
        mine.add_run("Đã nhận {{Tiếp nhận").bold = True
        mine.add_run(" . Tổng|hồ sơ}} mới; quá hạn: {{giai_quyet.qua_han|hồ sơ}}.")
        first.insert_paragraph_before("{{bang.linh_vuc}}")
        first.insert_paragraph_before("{{có cau.so_voi_cung_ky}}Không có dòng này.")
        table = document.add_table(1, 2, "Table Grid")
        table.cell(0, 0).text, table.cell(0, 1).text = "Lưu tại", "{{bao_cao.noi_nhan}}"
        document.sections[0].footer.paragraphs[0].text = "{{don_vi.ten}}"

    content = changed(template_of("an-truong"), change)
    made = render(with_own(data_of("an-truong"), content), ("docx", "pdf"))
    found = texts(made["docx"])
    assert "Đã nhận 2.668 hồ sơ mới; quá hạn: 01 hồ sơ." in found and "Tổng cộng" in found
    assert "Không có dòng này." not in "".join(found) and found.count("- Lưu: VT.") == 2
    bold = next(p for p in docx.Document(BytesIO(made["docx"])).paragraphs if p.text.startswith("Đã nhận"))
    assert [run.bold for run in bold.runs if run.text] == [True, None]
    assert (
        "Ủy ban nhân dân xã An Trường"
        in docx.Document(BytesIO(made["docx"])).sections[0].footer.paragraphs[0].text
    )
    text = " ".join(words_of_pdf(made["pdf"]))
    assert "Đã nhận 2.668 hồ sơ mới" in text and "Lưu tại" in text
    shown = [block.text for block in body(with_own(data_of("an-truong"), content))]
    assert (
        shown[5].startswith("An Trường, ngày 18") and "Đã nhận 2.668 hồ sơ mới; quá hạn: 01 hồ sơ." in shown
    )


def test_a_template_without_dossiers_says_so_in_words() -> None:
    empty = replace(small_data({}), agency=data_of("an-truong").agency)
    made = "\n".join(texts(render(with_own(empty, template_of("an-truong")), ("docx",))["docx"]))
    assert "Trong kỳ không phát sinh hồ sơ TTHC." in made and "{{" not in made
    assert "[không" not in made and "–" not in made.partition("Nơi nhận")[0]


def test_an_unknown_field_is_told_with_its_paragraph_and_the_nearest_one() -> None:
    def change(document: Any) -> None:
        document.paragraphs[6].add_run(" {{tiep_nhan.ton}}, {{zzz.qqq}}")
        document.paragraphs[7].add_run(" {{ky.ten")

    problems = found_in(changed(template_of("an-truong", False), change), "an-truong").problems
    assert [problem.where.split(" “")[0] for problem in problems] == ["Đoạn 15", "Đoạn 15", "Đoạn 16"]
    assert "{{tiep_nhan.tong}}?" in problems[0].text and "Không có trường {{zzz.qqq}}" in problems[1].text
    assert "mở và đóng" in problems[2].text


def test_missing_parts_are_warnings() -> None:
    def change(document: Any) -> None:
        begun = False
        for paragraph in list(document.paragraphs):
            begun = begun or paragraph.text.startswith("6.")
            if begun and not paragraph.text.startswith("7."):
                paragraph._p.getparent().remove(paragraph._p)
            begun = begun and not paragraph.text.startswith("7.")
        for table in document.tables[-1:]:
            table._tbl.getparent().remove(table._tbl)

    found = found_in(changed(template_of("tam-thanh", False), change))
    assert found.problems == ()
    assert any("Tiếp nhận và xử lý phản ánh, kiến nghị" in warning for warning in found.warnings)
    assert any("Nơi nhận" in warning for warning in found.warnings)


def rezipped(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (lambda good: b"%PDF-1.7", "không phải là DOCX"), (lambda good: good[:3000], "bị hỏng"),
        (lambda good: b"PK\x03\x04" + bytes(LARGEST), "lớn hơn 5 MB"),
        (lambda good: rezipped(good, "word/vbaProject.bin", lambda _old: b"x"), "macro"),
        (lambda good: rezipped(good, "word/document.xml", lambda _old: b"<w:"), "bị hỏng"),
        (lambda good: rezipped(good, "word/media/big.bin", lambda _old: bytes(41 * 1024 * 1024)), "quá lớn"),
    ],
)  # fmt: skip
def test_files_that_are_no_template_are_refused(content: Callable[[bytes], bytes], told: str) -> None:
    with pytest.raises(TemplateRefused, match=told):
        opened(content(template_of("an-truong")))


def test_nothing_outside_the_file_is_linked_from_reports() -> None:
    def change(document: Any) -> None:
        document.part.relate_to("http://x.example/a.dotm", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", is_external=True)  # fmt: skip

    content = changed(template_of("an-truong"), change)
    assert b"x.example" in ZipFile(BytesIO(content)).read("word/_rels/document.xml.rels")
    made = render(with_own(data_of("an-truong"), content), ("docx",))["docx"]
    assert b"x.example" not in ZipFile(BytesIO(made)).read("word/_rels/document.xml.rels")


NUMBERED = f"""<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def test_the_pdf_keeps_looks_numbers_and_merged_cells() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.extend(list(parse_xml(NUMBERED)))
    first = document.add_paragraph("Một")
    first.runs[0].bold = first.runs[0].italic = True
    first.paragraph_format.alignment = 1
    looks: Any = first._p.get_or_add_pPr()
    looks.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'))
    table = document.add_table(2, 3, "Table Grid")
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Dọc"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Ngang"
    [page] = pages(document)
    paragraph, grid = page["blocks"][:2]
    assert paragraph["align"] == "center" and "".join(run["text"] for run in paragraph["runs"]) == "I. Một"
    assert all(run["bold"] and run["italic"] for run in paragraph["runs"])
    cells = {(cell["x"], cell["y"]): (cell["columns"], cell["rows"], cell["top"]) for cell in grid["cells"]}
    assert cells == {(0, 0): (1, 2, True), (1, 0): (2, 1, True), (1, 1): (1, 1, True), (2, 1): (1, 1, True)}
    assert page["width"] == pytest.approx(612, abs=1)
