"""Files of dossiers: looked at before they are kept, kept by their digest, outside the code and the web folders.

What a file is, is read from its content; a name proves nothing. Nothing is unpacked, and a picture is measured
before it is opened.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import warnings
import zipfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image

from motcua.casework.models import StoredFile
from motcua.casework.refusals import Refused
from motcua.rules.instants import Instant

MOST_BYTES = 50 * 1024 * 1024
MOST_PIXELS = 120_000_000
"""A page of A3 at 600 dots an inch has 70 million."""
MOST_UNPACKED = 500 * 1024 * 1024

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff", "WEBP": "image/webp"}
ENDINGS = {PDF: ".pdf", DOCX: ".docx", XLSX: ".xlsx", "image/jpeg": ".jpg", "image/png": ".png",
           "image/tiff": ".tif", "image/webp": ".webp"}  # fmt: skip


def keep(name: str, parts: Iterable[bytes], unit: int, user: int | None, now: Instant) -> StoredFile:
    """Keep an uploaded file of a unit; `parts` is its content. Raises Refused where it is not what is taken."""
    folder = Path(settings.DOSSIER_FILES)
    folder.mkdir(parents=True, exist_ok=True)
    handle, place = tempfile.mkstemp(dir=folder, prefix="incoming-")
    path = Path(place)
    try:
        digest, size = _write(handle, parts)
        media_type = kind_of(path)
        target = place_of(digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    finally:
        path.unlink(missing_ok=True)
    return StoredFile.objects.create(
        unit_id=unit, digest=digest, size=size, media_type=media_type, name=_plain_name(name),
        added_at=now, added_by_id=user,
    )  # fmt: skip


def _write(handle: int, parts: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(handle, "wb") as file:
        for part in parts:
            size += len(part)
            if size > MOST_BYTES:
                megabytes = MOST_BYTES // 1024 // 1024
                raise Refused("too-large", _("The file is larger than %(most)s MB."), most=megabytes)
            digest.update(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise Refused("empty-file", _("The file is empty."))
    return digest.hexdigest(), size


def kind_of(path: Path) -> str:
    """The media type of a file by its content. Raises Refused for what is not taken or cannot be read."""
    with path.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _office(path)
    return _picture(path)


def _office(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Refused("damaged", _("The file is damaged and cannot be read.")) from error
    if len(entries) > 5_000 or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused("bomb", _("The file unpacks to more than can be taken."))
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    raise Refused("not-taken", _TAKEN)


def _picture(path: Path) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=list(PICTURES)) as picture:
                name, (width, height) = picture.format or "", picture.size
                if width * height > MOST_PIXELS:
                    raise Refused("bomb", _("The picture is larger than can be taken."))
                picture.verify()
    except Image.DecompressionBombError as error:
        raise Refused("bomb", _("The picture is larger than can be taken.")) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Refused("not-taken", _TAKEN) from error
    return PICTURES[name]


_TAKEN = _("Only PDF, pictures (JPEG, PNG, TIFF, WEBP), DOCX and XLSX are taken.")


def place_of(digest: str) -> Path:
    """Where the content of a digest lies."""
    return Path(settings.DOSSIER_FILES) / digest[:2] / digest


def _plain_name(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in last if char.isprintable()).strip()[-200:] or "tep"
