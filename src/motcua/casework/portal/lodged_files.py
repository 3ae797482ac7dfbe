"""Fetching the files of dossiers that were lodged at the portal: only from origins that whoever runs the server allows, one
at a time, looked at like an upload, and kept as the file of the dossier's paper."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from random import random

import httpx
from django.db.models import QuerySet
from django.utils.translation import override

from motcua.casework.files import keep
from motcua.casework.models import LodgedFile, Paper
from motcua.casework.refusals import Refused
from motcua.dossiers.bulk import writing
from motcua.exchange.client import permitted
from motcua.exchange.pauses import pause
from motcua.exchange.sources import SOURCES
from motcua.rules.instants import MS_PER_MINUTE, Instant

log = logging.getLogger("motcua.exchange")

SECONDS = 60.0
"""Longer than this no file may take."""
IN_HAND = 5 * MS_PER_MINUTE
AT_ONCE = 20
"""So many are fetched before messages have their turn again."""
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})


class Unfetchable(Exception):
    """A file that is not had by asking again; the reason is in Vietnamese."""


def remember(paper: Paper, address: str, unit: int, now: Instant) -> None:
    """Note where the file of a paper is; it is fetched later, by the worker."""
    LodgedFile.objects.create(paper=paper, unit_id=unit, address=address[:2000], next_at=now)


def fetch_due(clock: Callable[[], Instant], transport: httpx.BaseTransport | None = None) -> int:
    """Fetch the files whose time has come; gives how many were kept. `transport` is for tests."""
    if not _due(clock()).exists():
        return 0
    count = 0
    with httpx.Client(timeout=SECONDS, follow_redirects=False, transport=transport) as http:
        for _ in range(AT_ONCE):
            lodged = _taken(clock())
            if lodged is None:
                break
            count += _fetched(lodged, http, clock())
    return count


def ask_again(now: Instant) -> int:
    """Ask once more for the files that were given up; gives how many."""
    return LodgedFile.objects.filter(next_at=None).update(next_at=now, tries=0, reason="")


def _due(now: Instant) -> QuerySet[LodgedFile]:
    return LodgedFile.objects.filter(next_at__lte=now).order_by("next_at", "pk")


def _taken(now: Instant) -> LodgedFile | None:
    """The next file, put off first, so that no other worker fetches it meanwhile."""
    with writing():
        lodged = _due(now).select_for_update(skip_locked=True).first()
        if lodged is not None:
            lodged.tries, lodged.next_at = lodged.tries + 1, now + IN_HAND
            lodged.save(update_fields=["tries", "next_at"])
    return lodged


def _fetched(lodged: LodgedFile, http: httpx.Client, now: Instant) -> bool:
    lodged.reason = ""
    try:
        _keep(lodged, http, now)
    except Refused as error:
        with override("vi"):
            lodged.reason, lodged.next_at = str(error.message)[:300], None
    except Unfetchable as error:
        lodged.reason, lodged.next_at = str(error)[:300], None
    except (httpx.HTTPError, TimeoutError) as error:
        # Chance spreads the attempts; it guards nothing.
        lodged.next_at = now + pause(lodged.tries, random())  # noqa: S311
        lodged.reason = f"Chưa tải được ({type(error).__name__})."
    log.info("file of paper %s: %s", lodged.pk, "given up" if lodged.reason else "kept")
    if lodged.reason:
        lodged.save(update_fields=["next_at", "reason"])
    return not lodged.reason


def _keep(lodged: LodgedFile, http: httpx.Client, now: Instant) -> None:
    address = lodged.address
    try:
        allowed = permitted(address)
    except ValueError:
        allowed = False
    if not allowed:
        raise Unfetchable("Địa chỉ của tệp không thuộc máy chủ được phép gọi (biến MOTCUA_EXCHANGE_ORIGINS).")
    try:
        with http.stream("GET", address, headers={"Accept-Encoding": "identity"}) as response:
            if response.status_code in _LATER:
                raise TimeoutError
            if response.status_code != 200:
                raise Unfetchable(f"Máy chủ của tệp trả lời HTTP {response.status_code}.")
            stored = keep(lodged.paper.name, _parts(response), lodged.unit_id, None, now)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise Unfetchable("Địa chỉ của tệp không dùng được.") from error
    with writing():
        Paper.objects.filter(pk=lodged.pk, file=None).update(file=stored)
        LodgedFile.objects.filter(pk=lodged.pk).delete()


def _parts(response: httpx.Response) -> Iterator[bytes]:
    """The content as it comes; a server that drips is not waited for. Raises TimeoutError."""
    until = time.monotonic() + SECONDS
    for part in response.iter_bytes():
        if time.monotonic() > until:
            raise TimeoutError
        yield part


SOURCES.fetch = fetch_due
