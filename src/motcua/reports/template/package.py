"""Opening a DOCX file that somebody uploaded: nothing is run, fetched or unpacked beyond bounds."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from lxml import etree

from motcua.reports.errors import ReportRefused

LARGEST = 5 * 1024 * 1024
"""Of a template, in bytes."""
MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 2_000
_STORIES = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
NOTES = RELATIONSHIP_TYPE.FOOTNOTES


class TemplateRefused(ReportRefused):
    """A file that cannot be a template; its text says why and what to do."""


def opened(content: bytes) -> Any:
    """The document in the bytes of a DOCX file. Raises TemplateRefused."""
    _check(content)
    try:
        document = docx.Document(BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise TemplateRefused("Tệp DOCX bị hỏng, không mở được. Hãy lưu lại từ Word rồi tải lên.") from error
    _forget_outside(document.part)
    return document


def saved(document: Any) -> bytes:
    """A document as the bytes of a file."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def stories(document: Any) -> Iterator[tuple[str, Any]]:
    """The parts of a document that hold text, each with where it stands: body, headers, footers, footnotes."""
    yield "", document.element.body
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype in _STORIES:
            where = "đầu trang" if relation.reltype == RELATIONSHIP_TYPE.HEADER else "cuối trang"
            yield where, relation.target_part.element


def notes_part(document: Any) -> Any | None:
    """The part with the footnotes, where there is one; its content is bytes."""
    found = [rel for rel in document.part.rels.values() if rel.reltype == NOTES and not rel.is_external]
    return found[0].target_part if found else None


def parsed(content: bytes) -> Any:
    """The root of XML bytes; entities are not resolved."""
    return parse_xml(content)


def _check(content: bytes) -> None:
    if len(content) > LARGEST:
        raise TemplateRefused(f"Tệp lớn hơn {LARGEST // 1024 // 1024} MB. Hãy bỏ bớt ảnh rồi tải lên.")
    if not content.startswith(b"PK\x03\x04"):
        raise TemplateRefused("Tệp không phải là DOCX. Hãy mở bằng Word, chọn Lưu thành .docx rồi tải lên.")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise TemplateRefused("Tệp bị hỏng, không mở được. Hãy lưu lại từ Word rồi tải lên.") from error
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise TemplateRefused("Tệp giải nén ra quá lớn. Hãy bỏ bớt ảnh, lưu lại từ Word rồi tải lên.")
    names = {entry.filename for entry in entries}
    if "word/document.xml" not in names:
        raise TemplateRefused(
            "Tệp không phải là văn bản Word. Hãy mở bằng Word, lưu thành .docx rồi tải lên."
        )
    if any(name.endswith("vbaProject.bin") for name in names):
        raise TemplateRefused("Tệp có macro, không dùng làm mẫu được. Hãy lưu thành .docx không macro.")


def _forget_outside(part: Any) -> None:
    """Drop what would be fetched when the report is opened elsewhere: a linked template, linked pictures."""
    for key, relation in list(part.rels.items()):
        if relation.is_external and relation.reltype != RELATIONSHIP_TYPE.HYPERLINK:
            del part.rels[key]
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype == RELATIONSHIP_TYPE.SETTINGS:
            settings = relation.target_part
            for key, inner in list(settings.rels.items()):
                if inner.is_external:
                    del settings.rels[key]
            for link in settings.element.findall(f"{{{_W}}}attachedTemplate"):
                settings.element.remove(link)


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
