"""Hồ sơ: the dossiers behind a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from motcua.boards import list_file
from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.asked import OWN, Asked, asked
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.clock import now, today
from motcua.boards.covering import choosing, listed, words
from motcua.boards.downloads import as_file
from motcua.boards.freshness import stale
from motcua.boards.listed import SORTS, Page, in_order, page_of
from motcua.boards.words import CHANNELS, LEVELS, MEASURES
from motcua.boards.written import day, known_words
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.models import Field, System
from motcua.ledger import lists
from motcua.people.policies import SEE_DOSSIERS
from motcua.rules.periods import between

_OPEN = frozenset(
    {
        "open", "open_in_term", "open_overdue", "awaiting_supplement", "paused", "waiting_in_term", "waiting_overdue",
        "in_term_or_waiting", "overdue_or_waiting_overdue",
    }
)  # fmt: skip
_ENDED = frozenset(
    {
        "early",
        "on_time",
        "late",
        "resolved",
        "refused",
        "withdrawn",
        "closed",
        "closed_in_time",
        "refused_or_withdrawn",
        "other_closed_late",
    }
)


@dataclass(frozen=True)
class Choice:
    """Which dossiers an address asks for; without a measure: those in hand today."""

    asked: Asked
    measures: tuple[str, ...]
    field: int | None
    systems: tuple[int, ...]
    only: Mapping[str, int]
    """The channel and the level, where the address names them."""
    at_work: bool

    @property
    def usual_sort(self) -> str:
        """What is in hand by its due day, what has ended by that, the rest by reception."""
        if set(self.measures) <= _OPEN:
            return "due"
        return "finished" if set(self.measures) <= _ENDED else "received"


def _choice(request: UnitRequest) -> Choice:
    query = request.GET
    names = tuple(name for name in query.get("measure", "").split(",") if name in MEASURES)
    field = query.get("field", "")
    systems = tuple(int(key) for key in query.get("system", "").split(",") if key.isdecimal())
    wanted = (
        choosing(request, asked(request, request.unit.pk), OWN) if names else Asked(between(today(), today()))
    )
    only = {name: int(query[name]) for name in ("channel", "level") if query.get(name, "").isdecimal()}
    key = int(field) if field.isdecimal() else None
    return Choice(wanted, names or ("open",), key, systems, only if names else {}, not names)


def _keys(request: UnitRequest, choice: Choice) -> list[int]:
    wanted = choice.asked
    units, _others = listed(request, wanted)
    return [
        key
        for measure in choice.measures
        for system in choice.systems or (None,)
        for key in lists.dossiers(
            units, wanted.period, measure, choice.field, system, wanted.known_at, only=choice.only
        )
    ]


@unit_page(SEE_DOSSIERS)
def page(request: UnitRequest) -> HttpResponse:
    """The dossiers that the address asks for, as many as the figure says."""
    choice, after = _choice(request), request.GET.get("after", "")
    sort = _sort(request, choice)
    keys = in_order(_keys(request, choice), sort)
    shown = page_of(keys, int(after) if after.isdecimal() else None, now(), calendar_of(request.unit.pk))
    return render(request, "dossiers/page.html", _context(request, choice, shown, sort))


def _sort(request: UnitRequest, choice: Choice) -> str:
    sort = request.GET.get("sort", "")
    return sort if sort in SORTS else choice.usual_sort


@unit_page(SEE_DOSSIERS)
def download(request: UnitRequest) -> HttpResponse:
    """The same dossiers, all pages of them, as a workbook."""
    choice, present = _choice(request), now()
    keys = in_order(_keys(request, choice), _sort(request, choice))
    period = choice.asked.period
    seen(request, EXPORTED, form="danh-sach", period=period.name, file="xlsx")
    span = f"{period.title()} ({day(period.first)} – {day(period.last)})"
    notes = [
        " · ".join(
            filter(
                None,
                (request.unit.name, words(choice.asked), span, known_words(choice.asked.known_at, present)),
            )
        ),
        list_file.how_many(len(keys)),
    ]
    every = list_file.lines_of(keys, present, calendar_of(request.unit.pk))
    columns = list_file.usual_columns(with_unit=choice.asked.several)
    body = list_file.as_xlsx(_title(choice), notes, columns, every)
    return as_file(body, f"danh-sach-ho-so-{period.name.replace('..', '_')}.xlsx")


def _title(choice: Choice) -> str:
    """What the list holds, in words."""
    names = " + ".join(str(MEASURES[name]) for name in choice.measures)
    fields = [] if choice.field is None else [choice.field]
    return " · ".join(
        filter(None, (names, _names(Field, fields), _names(System, choice.systems), _only(choice.only)))
    )


def _context(request: UnitRequest, choice: Choice, shown: Page, sort: str) -> dict[str, Any]:
    wanted = choice.asked
    return {
        "stale": stale(request.unit.pk, now()) if choice.at_work else [],
        "asked": wanted,
        "at_work": choice.at_work,
        "title": " + ".join(str(MEASURES[name]) for name in choice.measures),
        "field": _names(Field, [] if choice.field is None else [choice.field]),
        "system": _names(System, choice.systems),
        "only": _only(choice.only),
        "over": words(wanted),
        "others": listed(request, wanted)[1],
        "page": shown,
        "sort": sort,
    }


def _only(only: Mapping[str, int]) -> str:
    """Channel and level in words."""
    words = (CHANNELS.get(only.get("channel", 0)), LEVELS.get(only.get("level", -1)))
    return ", ".join(str(one) for one in words if one)


def _names(model: type[Field] | type[System], keys: Sequence[int]) -> str:
    if not keys:
        return ""
    return ", ".join(model.objects.filter(pk__in=keys).order_by("name").values_list("name", flat=True))
