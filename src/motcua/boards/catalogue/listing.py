"""Danh mục thủ tục: the list of procedures with its search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.catalogue import words
from motcua.boards.catalogue.shared import asked_day, may_share
from motcua.boards.clock import today
from motcua.boards.words import CHANNELS, LEVELS
from motcua.catalogue.names import field_names
from motcua.catalogue.overview import Listed, listed
from motcua.catalogue.publish import settle_names
from motcua.catalogue.search import procedures_for
from motcua.people.policies import SEE_FIGURES
from motcua.reports.vietnamese import alphabetical
from motcua.rules.instants import day_of
from motcua.rules.measures import Level

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOST_FOUND = 200
PAGE = 100


@unit_page(SEE_FIGURES)
def page(request: UnitRequest) -> HttpResponse:
    """The procedures in force on a day, narrowed by words, field, level and kind."""
    settle_names(today())
    on = asked_day(request.GET.get("on", "")) or today()
    every = listed(request.unit, on)
    found = _narrowed(request, every, on)
    start = max(whole(request.GET.get("after", "")) or 0, 0)
    names = field_names(on)
    context = {
        "on": on,
        "lines": [_Line(one, names[one.field_id]) for one in found[start : start + PAGE]],
        "total": len(found),
        "first": start + 1,
        "last": min(start + PAGE, len(found)),
        "preceding": max(start - PAGE, 0) if start else None,
        "following": start + PAGE if start + PAGE < len(found) else None,
        "fields": _fields(every, names),
        "asked": request.GET,
        "sheet_field": whole(request.GET.get("field", "")) or "",
        "shows": _shows(),
        "levels": [(key, LEVELS[key]) for key in Level],
        "may_share": may_share(request),
        "is_today": on == today(),
    }
    return render(request, "catalogue/list.html", context)


@dataclass(frozen=True)
class _Line:
    """A procedure in a list, with its words."""

    listed: Listed
    field: str

    @property
    def term(self) -> str:
        term = self.listed.term
        return words.term_words(term.amount, term.unit) if term else "–"

    @property
    def level(self) -> StrPromise:
        return LEVELS[self.listed.level]

    @property
    def channels(self) -> str:
        return ", ".join(str(CHANNELS[channel]) for channel in self.listed.channels)


def _shows() -> list[tuple[str, str]]:
    return [
        ("", _("In force")),
        ("own", _("With a term or lane of the unit")),
        ("inter", _("Inter-agency")),
        ("coming", _("With a version published ahead")),
        ("repealed", _("Repealed")),
    ]


def _narrowed(request: UnitRequest, every: list[Listed], on: date) -> list[Listed]:
    asked = request.GET
    show, field, level = asked.get("show", ""), whole(asked.get("field", "")), whole(asked.get("level", ""))
    ended = show == "repealed"
    found = [one for one in every if (one.repealed_since is not None and one.repealed_since <= on) is ended]
    found = [one for one in found if _shown(one, show)]
    found.sort(key=lambda one: alphabetical(one.name))
    if field is not None:
        found = [one for one in found if one.field_id == field]
    if level is not None:
        found = [one for one in found if one.level == level]
    if typed := asked.get("q", "").strip():
        return _matching(request, found, typed, on, ended)
    return found


def _shown(one: Listed, show: str) -> bool:
    if show == "own":
        return one.own
    if show == "inter":
        return one.inter_agency
    return one.next_since is not None if show == "coming" else True


def _matching(request: UnitRequest, found: list[Listed], typed: str, on: date, ended: bool) -> list[Listed]:
    """What fits the words, the best first; repealed ones, which are not proposed, by their name and code."""
    if ended:
        plain = typed.casefold()
        return [one for one in found if plain in one.name.casefold() or plain in one.code]
    kept = {one.procedure_id: one for one in found}
    hits = procedures_for(request.unit, typed, day_of(on), MOST_FOUND)
    return [kept[hit.procedure_id] for hit in hits if hit.procedure_id in kept]


def _fields(every: Iterable[Listed], names: dict[int, str]) -> list[tuple[int, str]]:
    return sorted(
        {(one.field_id, names[one.field_id]) for one in every}, key=lambda pair: alphabetical(pair[1])
    )


def whole(text: str) -> int | None:
    """A number of an address; None where it is not one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
