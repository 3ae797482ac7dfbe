"""Pulling over HTTP: one address is asked for what is new, page after page; nothing is recorded before all pages came.

Only addresses at origins that whoever runs the server has named are called, and no redirection is followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from motcua.exchange.live.base import MOST_BYTES, Fate, LiveSource, Look, Ready, Unavailable
from motcua.exchange.live.http.options import HttpOptions
from motcua.exchange.live.http.pages import Page, content_of, newest, pages
from motcua.exchange.live.http.session import Session
from motcua.exchange.live.registry import register
from motcua.rules.instants import Instant, to_datetime


@register
class HttpPull(LiveSource[HttpOptions]):
    """Asks another system's interface, and takes JSON, CSV or a whole file."""

    key = "http"
    label = _("HTTP address")
    options_type = HttpOptions
    secrets = ("secret",)
    whole = False
    overlaps = True

    def place(self) -> str:
        parts = urlsplit(self.options.url)
        return f"{parts.scheme}://{parts.netloc}{parts.path}"

    def ready(self, look: Look) -> Iterator[Ready]:
        since = self._since(look)
        with Session(self.options) as session:
            first = {self.options.since_param: since} if since else {}
            came = list(pages(session, self.options, first, self._unchanged(look)))
        if not came or not any(page.records for page in came):
            return
        if sum(len(page.content) for page in came) > MOST_BYTES:
            raise Unavailable("Nguồn trả quá nhiều một lần. Đặt mốc thời gian gần hơn, hoặc xuất thành tệp.")
        path = look.folder / "http"
        path.write_bytes(content_of(came))
        yield Ready(self._name(came[0], look.now), path, after=self._after(look, came, since))

    def put_away(self, found: Ready, fate: Fate, why: str, now: Instant) -> None:
        """Nothing is left there; how far was read is kept with the source."""

    def _since(self, look: Look) -> str:
        """From where on to ask: what was recorded last, else the beginning that the options name."""
        return str(look.marker.get("since", self.options.since_begin)) if self.options.since_param else ""

    def _unchanged(self, look: Look) -> Mapping[str, str]:
        """What says «only if it has changed»: for an address that is one file."""
        if self.options.paging != "none" or self.options.since_param:
            return {}
        sent = {"If-None-Match": look.marker.get("etag"), "If-Modified-Since": look.marker.get("modified")}
        return {name: str(value) for name, value in sent.items() if value}

    def _after(self, look: Look, came: list[Page], since: str) -> dict[str, Any]:
        after = dict(look.marker) | {"etag": came[0].etag, "modified": came[0].modified}
        if self.options.since_param:
            asked = to_datetime(look.now) - timedelta(minutes=self.options.overlap_minutes)
            told = newest(came, self.options.since_key, since) if self.options.since_key else None
            after["since"] = (
                told or since if self.options.since_key else asked.strftime(self.options.since_format)
            )
        return after

    def _name(self, page: Page, now: Instant) -> str:
        ending = "json" if page.is_json else "csv" if page.is_text else "dat"
        return f"{to_datetime(now):%Y%m%d-%H%M%S}.{ending}"
