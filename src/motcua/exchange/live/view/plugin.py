"""A read-only view of another system's database: rows since a marker, in pages by key; never a write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.exchange.links import secret
from motcua.exchange.live.base import Fate, LiveSource, Look, Ready, Unavailable
from motcua.exchange.live.registry import register
from motcua.exchange.live.view.database import Asks, opened, quoted
from motcua.exchange.live.view.options import ViewOptions, parts_of
from motcua.people.secrets import MissingSecret
from motcua.rules.instants import ZONE, Instant, to_datetime

PAGE = 20_000
"""So many rows are recorded at a time."""


@register
class DatabaseView(LiveSource[ViewOptions]):
    """Reads what has changed in a view."""

    key = "view"
    label = _("Database view")
    options_type = ViewOptions
    secrets = ("database",)
    whole = False
    overlaps = True

    def place(self) -> str:
        return self.options.view

    def ready(self, look: Look) -> Iterator[Ready]:
        """Page after page; the next is asked for when the last has been recorded."""
        with opened(self._url()) as asks:
            start = self._begin(look)
            for number in range(1_000_000):
                names, rows = self._page(asks, start)
                if not rows:
                    return
                path = look.folder / f"{number}.json"
                last = dict(zip(names, rows[-1], strict=True))
                if len(rows) == PAGE and last[self.options.key] is None:
                    raise Unavailable(
                        f"Cột “{self.options.key}” có dòng trống: cần cột mà mỗi dòng một khác."
                    )
                start = (_kept(last[self.options.marker]), _kept(last[self.options.key]))
                _write(path, names, rows)
                after = {"marker": start[0], "key": start[1]}
                yield Ready(f"{to_datetime(look.now):%Y%m%d-%H%M%S}-{number + 1}.json", path, after=after)
                path.unlink()
                if len(rows) < PAGE:
                    return

    def put_away(self, found: Ready, fate: Fate, why: str, now: Instant) -> None:
        """Nothing is changed there; how far was read is kept with the source."""

    def _url(self) -> str:
        try:
            return secret(self.options.database)
        except MissingSecret as error:
            raise Unavailable(str(error)) from error

    def _begin(self, look: Look) -> tuple[Any, Any] | None:
        """After which marker and key to read on; None: from the first row."""
        if "marker" not in look.marker:
            return (self.options.begin, None) if self.options.begin else None
        earlier = _earlier(look.marker["marker"], self.options.overlap_minutes)
        return (earlier, None) if earlier is not None else (look.marker["marker"], look.marker["key"])

    def _page(self, asks: Asks, start: tuple[Any, Any] | None) -> tuple[list[str], list[tuple[Any, ...]]]:
        view = quoted(parts_of(self.options.view))
        marker, key = quoted([self.options.marker]), quoted([self.options.key])
        where, values = "", list[Any]()
        if start is not None and start[1] is None:
            where, values = f"WHERE {marker} >= %s", [start[0]]
        elif start is not None:
            where = f"WHERE {marker} > %s OR ({marker} = %s AND {key} > %s)"
            values = [start[0], start[0], start[1]]
        # Names were checked when the source was set up, and are quoted.
        sql = f"SELECT * FROM {view} {where} ORDER BY {marker}, {key} LIMIT {PAGE}"  # noqa: S608
        names, rows = asks(sql, values)
        if rows and (missing := {self.options.marker, self.options.key} - set(names)):
            raise Unavailable(f"Khung nhìn không có cột “{min(missing)}”.")
        return names, rows


def _earlier(marker: Any, minutes: int) -> Any:
    """A marker that is a time, so many minutes earlier and written alike; None where it is none."""
    if not minutes or not isinstance(marker, str):
        return None
    try:
        moment = datetime.fromisoformat(marker)
    except ValueError:
        return None
    return (moment - timedelta(minutes=minutes)).isoformat(sep="T" if "T" in marker else " ")


def _kept(value: Any) -> Any:
    """A value as JSON can keep it and the database takes it back."""
    return value if value is None or isinstance(value, int | float | str) else str(value)


def _write(path: Path, names: list[str], rows: list[tuple[Any, ...]]) -> None:
    every = [dict(zip(names, map(_told, row), strict=True)) for row in rows]
    path.write_text(json.dumps(every, ensure_ascii=False), encoding="utf-8")


def _told(value: Any) -> Any:
    """A cell as an export writes it: times local and without zone."""
    if isinstance(value, datetime):
        local = value.astimezone(ZONE).replace(tzinfo=None) if value.tzinfo else value
        return local.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
