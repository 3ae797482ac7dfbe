"""Meanings and figures in words, with the way to the dossiers behind a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest
from motcua.boards.asked import BELOW, Asked
from motcua.boards.superior.choices import SPANS
from motcua.boards.words import CHANNELS, LEVELS
from motcua.catalogue.models import Field, System, Unit
from motcua.people.policies import SEE_DOSSIERS
from motcua.reports.superior.meaning import Meaning, read
from motcua.rules.instants import Instant
from motcua.rules.periods import Period, parse


class Words:
    """Meanings in words; names of fields, systems and units are read once."""

    def __init__(self) -> None:
        self.fields = dict(Field.objects.values_list("pk", "name"))
        self.systems = dict(System.objects.values_list("pk", "name"))
        self._units: dict[int, str] = {}

    def of(self, meaning: Meaning) -> str:
        """What a meaning counts, narrowed to what."""
        return " · ".join((meaning.words(), *self.narrowed(meaning)))

    def narrowed(self, meaning: Meaning) -> list[str]:
        """What narrows a meaning down."""
        found = (
            self.fields.get(meaning.field or 0),
            CHANNELS.get(meaning.channel or 0),
            LEVELS.get(meaning.level or 0),
            self.systems.get(meaning.system or 0),
            None if meaning.unit is None else self._unit(meaning.unit),
        )
        return [str(one) for one in found if one]

    def span(self, meaning: Meaning) -> str:
        """Of which period it is."""
        return str(SPANS[meaning.span])

    def _unit(self, key: int) -> str:
        if key not in self._units:
            self._units[key] = Unit.objects.filter(pk=key).values_list("name", flat=True).first() or ""
        return self._units[key]


@dataclass(frozen=True)
class Line:
    """A figure of a filled file: where, what stood there, what stands there now, its meaning, period and lists."""

    where: str
    was: str
    text: str
    estimated: bool
    words: str
    period: Period
    lists: tuple[tuple[str, str], ...]


def lines(request: UnitRequest, figures: list[Mapping[str, Any]]) -> list[Line]:
    """The figures of a filled file as its page shows them."""
    words = Words()
    return [_line(request, words, one) for one in figures]


def _line(request: UnitRequest, words: Words, one: Mapping[str, Any]) -> Line:
    meaning, period = read(one["meaning"]), parse(one["period"])
    lists = tuple(_lists(request, meaning, period, one["known_at"])) if _counts(one) else ()
    return Line(one["where"], one["was"], one["text"], one["estimated"], words.of(meaning), period, lists)


def _counts(one: Mapping[str, Any]) -> bool:
    """Whether there is anything behind a figure."""
    return any(digit in "123456789" for digit in one["text"])


def _lists(
    request: UnitRequest, meaning: Meaning, period: Period, known_at: Instant
) -> list[tuple[str, str]]:
    unit = request.unit.pk if meaning.unit is None else meaning.unit
    if meaning.register:
        query = Asked(period, known_at).query(measure=meaning.counts.partition(".")[2])
        return [(_("Register"), f"{reverse('registers-one', args=[unit, meaning.register])}?{query}")]
    whole = request.unit.kind == Unit.Kind.PROVINCE and meaning.unit is None
    if meaning.day or SEE_DOSSIERS not in request.rights:
        return []
    rate = meaning.rate
    parts = (
        [(_("List"), meaning.measures)] if rate is None else [(_("Counted"), rate[1]), (_("Out of"), rate[2])]
    )
    asked = Asked(period, known_at, over=BELOW if whole else "")
    return [
        (
            label,
            f"{reverse('dossiers', args=[unit])}?{asked.query(measure=','.join(names), **meaning.narrowed)}",
        )
        for label, names in parts
    ]
