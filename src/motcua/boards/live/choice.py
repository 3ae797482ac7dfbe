"""What of the dossiers in hand an address asks for; a figure's own address asks for just what it counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.boards.asked import known_in, written
from motcua.boards.live.rows import STANDING_STILL, WORKED_ON, Row
from motcua.rules.instants import Day, Instant, date_of, day_of
from motcua.rules.urgency import PARTS

DIMENSIONS = ("field", "officer", "department", "system", "channel", "level", "lane", "unit", "leader")
"""By which boards count; each is an attribute of a row."""
NOBODY = 0
"""In place of an officer or department: those that have none."""
_OF_NOW: dict[str, Any] = {"officer": None, "department": None, "leader": None, "step": None, "silent": False}
"""What is kept as of now only, so that it cannot be asked of an earlier instant; and what stands for not asking."""
_KEPT_WAITS = {"", WORKED_ON, *STANDING_STILL.values()}


@dataclass(frozen=True)
class Choice:
    """Keys of dimensions (0: has none), a part of what is in hand, a band, for whom it waits, a step, a due day or the last of
    some: what is in term and will be late after it."""

    field: int | None = None
    officer: int | None = None
    department: int | None = None
    system: int | None = None
    channel: int | None = None
    level: int | None = None
    lane: int | None = None
    unit: int | None = None
    leader: int | None = None
    part: str = ""
    band: str = ""
    who: str = ""
    step: str | None = None
    due: Day | None = None
    until: Day | None = None
    silent: bool = False
    sorry: bool | None = None
    """Whether an apology was sent for it."""
    known_at: Instant | None = None
    """As known at which earlier instant, None for now."""

    def of_then(self, known_at: Instant) -> Choice:
        """The same as of an earlier instant, without what nobody kept of it."""
        who = self.who if self.who in _KEPT_WAITS else ""
        return self.with_(known_at=known_at, who=who, **_OF_NOW)

    def with_(self, **more: Any) -> Choice:
        """The same with some more."""
        return replace(self, **more)

    def holds(self, row: Row) -> bool:
        """Whether a dossier is asked for, apart from whether anybody has heard of it or apologised for it."""
        return (
            self._of_dimensions(row)
            and (not self.part or row.account in PARTS[self.part])
            and (not self.band or row.band in self.band.split(","))
            and (not self.who or row.who == self.who)
            and (self.step is None or row.step == self.step)
            and (self.due is None or (row.account in PARTS["term"] and row.due == self.due))
            and (
                self.until is None
                or (row.account in PARTS["term"] and row.due is not None and row.due <= self.until)
            )
        )

    def _of_dimensions(self, row: Row) -> bool:
        return all(
            (getattr(row, name) or NOBODY) == wanted
            for name in DIMENSIONS
            if (wanted := getattr(self, name)) is not None
        )

    @property
    def of_cells(self) -> bool:
        """Whether only dimensions are asked for that moves carry, so that flows can be told as well."""
        return all(getattr(self, name) is None for name in DIMENSIONS if name not in ("field", "system"))

    def query(self, **more: str | int) -> str:
        """The query of an address that asks for this, with some more."""
        told = {name: value for name, value in vars(self).items() if value is not None and value != ""}
        told |= {
            name: str(date_of(day)) for name in ("due", "until") if (day := getattr(self, name)) is not None
        }
        told |= {} if self.known_at is None else {"known_at": written(self.known_at)}
        told |= {"silent": 1} if self.silent else {}
        told |= {} if self.sorry is None else {"sorry": int(self.sorry)}
        kept = {name: value for name, value in told.items() if value is not False}
        return urlencode({**kept, **more}, safe=",.:")


def choice_of(query: QueryDict, user: int) -> Choice:
    """What a query asks for now; what cannot be read is as if it were not there. `officer=me` is the reader."""
    numbers: dict[str, Any] = {name: _number(query.get(name, "")) for name in DIMENSIONS}
    if query.get("officer") == "me":
        numbers["officer"] = user
    part = query.get("part", "")
    return Choice(
        **numbers, part=part if part in PARTS else "", band=query.get("band", ""), who=query.get("who", ""),
        step=query.get("step"), due=day_in(query.get("due", "")),
        until=day_in(query.get("until", "")), silent=query.get("silent") == "1",
        sorry={"0": False, "1": True}.get(query.get("sorry", "")),
    )  # fmt: skip


def as_known(choice: Choice, query: QueryDict, now: Instant) -> tuple[Choice, list[str]]:
    """The same as of the earlier instant that a query names, and what of the query could not be kept to, in words."""
    problems: list[str] = []
    known_at = known_in(query, problems)
    if known_at is None:
        return choice, problems
    if known_at >= now:
        return choice, [_("That moment has not come yet; what is known now is shown.")]
    then = choice.of_then(known_at)
    if then != choice.with_(known_at=known_at):
        problems.append(
            _(
                "Who had a dossier, its step, its department and the leading system are not kept for earlier moments; all dossiers are shown."
            )
        )
    return then, problems


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def day_in(text: str) -> Day | None:
    """The local day that a text names (2026-06-14), None where it names none."""
    try:
        return day_of(date.fromisoformat(text))
    except ValueError:
        return None


def chosen(rows: Iterable[Row], choice: Choice) -> list[Row]:
    """The dossiers that are asked for."""
    return [row for row in rows if choice.holds(row)]
