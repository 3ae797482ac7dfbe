"""QR codes: what they say, and that what is printed can be read back module by module."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pytest
import segno
from numpy.typing import NDArray
from PIL import Image

from motcua.reports.printed.installation import Installation
from motcua.reports.printed.qr import address_of, matrix, page_of
from motcua.reports.printed.render import document_of, render, render_all
from motcua.reports.printed.to_pdf import content
from motcua.reports.typeset import typeset
from tests.reports.printed import cases
from tests.reports.printed.reading import HERE

Picture = NDArray[np.bool_]


@pytest.mark.parametrize(
    ("address", "code", "wanted"),
    [
        ("", "H24.72-260105-0012", "H24.72-260105-0012"),
        ("https://a.vn/tra-cuu?ma={code}", "H24.72-1", "https://a.vn/tra-cuu?ma=H24.72-1"),
        ("https://a.vn/tra-cuu", "H24.72-1", "https://a.vn/tra-cuu/H24.72-1"),
        ("https://a.vn/", "H 1/2&x", "https://a.vn/H%201%2F2%26x"),
        ("https://a.vn/{code}", "", ""),
    ],
)
def test_the_address_of_a_dossier(address: str, code: str, wanted: str) -> None:
    assert address_of(address, code) == wanted


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://a.vn/tra-cuu?ma={code}", "https://a.vn/tra-cuu"),
        ("https://a.vn/tra-cuu/{code}", "https://a.vn/tra-cuu"),
        ("https://a.vn/x?lang=vi&ma={code}#y", "https://a.vn/x?lang=vi"),
        ("https://a.vn/tra-cuu", "https://a.vn/tra-cuu"),
        ("", ""),
    ],
)
def test_the_page_that_is_printed_for_people(address: str, wanted: str) -> None:
    assert page_of(address) == wanted


def test_a_code_says_the_address_and_nothing_of_the_person() -> None:
    assert document_of(cases.receipt(), HERE).qr == cases.URL.replace("{code}", cases.CODE)
    assert document_of(cases.receipt(), Installation()).qr == cases.CODE
    assert document_of(cases.poor_receipt(), HERE).qr == ""


def test_the_error_level_is_m() -> None:
    wanted = segno.make_qr(cases.CODE, error="m", boost_error=False)

    assert wanted.error == "M"
    assert matrix(cases.CODE) == [list(row) for row in wanted.matrix]


def finders(picture: Picture) -> list[tuple[float, float]]:
    """The centres (row, column) of the three corner marks: dark and light 1:1:3:1:1, across and down."""
    found: list[tuple[float, float]] = []
    for row in range(picture.shape[0]):
        for column, size in _marks(picture[row]):
            down = (at for at, other in _marks(picture[:, round(column)]) if abs(other - size) < size / 10)
            for at in (one for one in down if abs(one - row) < size / 4):
                if not any(abs(at - y) + abs(column - x) < size / 2 for y, x in found):
                    found.append((at, column))
    return found


def _marks(line: Picture) -> list[tuple[float, float]]:
    """The middle and the width, in points, of each 1:1:3:1:1 in a line of points."""
    edges = np.flatnonzero(np.diff(line.astype(np.int8))) + 1
    runs = np.diff(edges)
    found = []
    for n in range(len(runs) - 4):
        five, unit = runs[n : n + 5], runs[n : n + 5].sum() / 7
        if line[edges[n]] and all(abs(five / unit - np.array([1, 1, 3, 1, 1])) < 0.5):
            found.append((float(edges[n] + edges[n + 5] - 1) / 2, float(five.sum())))
    return found


def read(picture: Picture, modules: int) -> list[list[int]]:
    """The modules of the upright code in a picture, found by its corner marks as a reader finds them."""
    corners = finders(picture)
    assert len(corners) == 3
    top, left = min(row for row, _ in corners), min(column for _, column in corners)
    unit = (max(column for _, column in corners) - left) / (modules - 7)
    steps = range(-3, modules - 3)
    return [[int(picture[round(top + unit * y), round(left + unit * x)]) for x in steps] for y in steps]


@pytest.mark.parametrize("of", [HERE, Installation()], ids=["address", "code alone"])
def test_the_code_on_the_page_can_be_read(of: Installation) -> None:
    document = document_of(cases.usual_receipt(), of)
    page = typeset("printed", content([document]), format="png", ppi=200)

    wanted = matrix(document.qr)

    assert read(np.asarray(Image.open(BytesIO(page)).convert("L")) < 128, len(wanted)) == wanted


def test_the_code_in_the_docx_can_be_read() -> None:
    with ZipFile(BytesIO(render(cases.receipt(), "docx", HERE))) as file:
        pictures = [file.read(name) for name in file.namelist() if name.endswith(".png")]
        xml = file.read("word/document.xml").decode()

    wanted = matrix(document_of(cases.receipt(), HERE).qr)
    picture = np.asarray(Image.open(BytesIO(pictures[0])).convert("L")) < 128

    assert len(pictures) == 1 and f'descr="Mã QR: {document_of(cases.receipt(), HERE).qr}"' in xml
    assert read(picture, len(wanted)) == wanted


def test_every_procedure_of_a_notice_sheet_has_its_own_code() -> None:
    sheet = cases.notices(3)
    with ZipFile(BytesIO(render(sheet, "docx", HERE))) as file:
        pictures = [file.read(name) for name in file.namelist() if name.endswith(".png")]

    found = [np.asarray(Image.open(BytesIO(one)).convert("L")) < 128 for one in pictures]
    wanted = [matrix(one.link) for one in sheet.procedures]

    assert sorted(read(one, len(wanted[0])) for one in found) == sorted(wanted)


def test_pictures_of_a_file_have_numbers_of_their_own() -> None:
    with ZipFile(
        BytesIO(render_all([cases.notices(3), cases.receipt(), cases.receipt()], "docx", HERE))
    ) as file:
        pictures = [name for name in file.namelist() if name.endswith(".png")]
        numbers = re.findall(r'<wp:docPr id="(\d+)"', file.read("word/document.xml").decode())

    # 3 procedures and a receipt twice, whose code is kept once.
    assert numbers == ["1", "2", "3", "4", "5"] and len(pictures) == 4


def test_a_changed_module_is_noticed() -> None:
    wanted = matrix(cases.CODE)
    picture = np.kron(np.pad(np.array(wanted), 4), np.ones((5, 5))).astype(bool)
    assert read(picture, len(wanted)) == wanted
    picture[60:65, 60:65] = ~picture[60:65, 60:65]

    assert read(picture, len(wanted)) != wanted
