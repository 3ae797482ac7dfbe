"""Evidence: taken as every upload is, and shown as what it was found to be, never as a page of ours."""

from __future__ import annotations

from django.http import FileResponse, Http404

from motcua.boards.access import UnitRequest
from motcua.boards.clock import now
from motcua.casework.files import ENDINGS, keep, place_of
from motcua.casework.models import StoredFile
from motcua.casework.refusals import Refused
from motcua.findings.explaining import NotRecorded


def taken(request: UnitRequest) -> StoredFile | None:
    """The file that was sent, checked and kept; None where none was. Raises NotRecorded."""
    sent = request.FILES.get("file")
    if sent is None:
        return None
    try:
        return keep(sent.name or "", sent.chunks(), request.unit.pk, request.user.pk, now())
    except Refused as error:
        raise NotRecorded("file", error.message) from error


def shown(file: StoredFile | None, name: str) -> FileResponse:
    """A kept file; 404 where there is none."""
    if file is None or not place_of(file.digest).exists():
        raise Http404
    content = place_of(file.digest).open("rb")
    answer = FileResponse(content, content_type=file.media_type, filename=f"{name}{ENDINGS[file.media_type]}")
    answer["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
    )
    return answer
