"""A printed form as the bytes of a file, from its data alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from motcua.reports.errors import ReportRefused
from motcua.reports.printed import to_docx, to_pdf, to_xlsx
from motcua.reports.printed.compose import composed
from motcua.reports.printed.document import Printed
from motcua.reports.printed.installation import Installation, installation
from motcua.reports.printed.wording_files import wording

KINDS = ("docx", "pdf", "xlsx")
_WRITERS = {"docx": to_docx.write, "pdf": to_pdf.write, "xlsx": to_xlsx.write}


class NoSuchKind(ReportRefused):
    """A kind of file that a form is not written as."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"Không in được “{name}” thành tệp .{kind}. Chọn .pdf hoặc .docx.")
        self.kind, self.name = kind, name


class NoSuchForm(ReportRefused):
    """A key that no form has; the message lists those there are."""

    def __init__(self, key: str, known: Sequence[str]) -> None:
        super().__init__(f"Không có mẫu “{key}”. Chọn một trong: {', '.join(known)}.")
        self.key, self.known = key, list(known)


def render(form: Any, kind: str, of: Installation | None = None) -> bytes:
    """A form as `docx` or `pdf`, the book (form 07) also as `xlsx`; `form` is one of the dataclasses of this folder.

    Without `of` the settings say how this installation prints. Raises BadWording, NoSuchKind.
    """
    return render_all([form], kind, of)


def render_all(forms: Sequence[Any], kind: str, of: Installation | None = None) -> bytes:
    """Several forms in one file, each from a page of its own."""
    documents = [document_of(form, of) for form in forms]
    named = documents[0].name
    if kind not in KINDS or (kind == "xlsx" and not all(document.sheet for document in documents)):
        raise NoSuchKind(kind, named)
    return _WRITERS[kind](documents)


def document_of(form: Any, of: Installation | None = None) -> Printed:
    """What is printed of a form, before it is laid out. Raises BadWording."""
    of = of or installation()
    chosen = wording(type(form), form.head.day, form.head.unit, of.wordings)
    return composed(form, chosen, of.public_url)
