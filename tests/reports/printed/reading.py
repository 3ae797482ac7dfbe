"""Reading printed forms back: their words, page by page, without what stands on every page."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from pypdf import PdfReader

from motcua.reports.printed.document import Printed, Table
from motcua.reports.printed.installation import Installation
from motcua.reports.printed.render import document_of, render
from motcua.reports.printed.to_pdf import SOFT
from tests.reports.printed.cases import URL

HERE = Installation(public_url=URL)


def squeezed(text: str) -> str:
    """The text without blanks: a PDF has them where lines end too."""
    return re.sub(r"[\s\u00a0]", "", text.replace(SOFT, ""))


def docx_of(form: Any, of: Installation = HERE) -> Any:
    """The form as a DOCX that python-docx has read."""
    return docx.Document(BytesIO(render(form, "docx", of)))


def pdf_of(form: Any, of: Installation = HERE) -> PdfReader:
    """The form as a PDF that pypdf has read."""
    return PdfReader(BytesIO(render(form, "pdf", of)))


def words_of_docx(document: Any) -> str:
    """All text of the body in its order, without blanks."""
    paragraphs = document.element.body.iter(qn("w:p"))
    return squeezed("".join(t.text or "" for p in paragraphs for t in p.iter(qn("w:t"))))


def words_of_pdf(reader: PdfReader, document: Printed) -> str:
    """All text of the pages in its order, without blanks, page numbers, marks and headers of tables said again."""
    said = ""
    for number, page in enumerate(reader.pages, 1):
        own = _own(squeezed(page.extract_text()), number, squeezed(document.mark))
        for table in (block for block in document.body if isinstance(block, Table)):
            own = _without_header(own, table, said)
        said += own
    return said


def _own(page: str, number: int, mark: str) -> str:
    """A page without its mark and its number."""
    assert page.count(mark) == 1
    own = page.replace(mark, "")
    if number == 1:
        return own
    assert own.startswith(str(number)), "the page has its number"
    return own.removeprefix(str(number))


def _without_header(page: str, table: Table, before: str) -> str:
    """A page without the header of a table at its beginning, where it was said on a page before."""
    cells = [squeezed(cell.text) for row in table.header for cell in row]
    again = max(cells, key=len) in before and sorted(page[: len("".join(cells))]) == sorted("".join(cells))
    return page[len("".join(cells)) :] if again else page


def both(form: Any, of: Installation = HERE) -> tuple[str, str]:
    """What the DOCX and the PDF of a form say."""
    return words_of_docx(docx_of(form, of)), words_of_pdf(pdf_of(form, of), document_of(form, of))
