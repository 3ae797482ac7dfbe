"""What a number can be bound to, as the fields of a form show it, and a meaning read from such a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.boards.access import UnitRequest
from motcua.boards.clock import today
from motcua.boards.columns import OFFICIAL, columns_of
from motcua.boards.words import CHANNELS, LEVELS, MEASURES
from motcua.catalogue.departments import departments
from motcua.catalogue.models import Field, System, Unit
from motcua.catalogue.units import below
from motcua.registers.kinds_read import kinds
from motcua.reports.form_files import forms
from motcua.reports.superior.errors import FileRefused
from motcua.reports.superior.meaning import DAYS, RATES, Meaning
from motcua.rules.measures import MEASURES as ALL_MEASURES
from motcua.rules.spans import Span

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SPANS: dict[Span, StrPromise] = {
    Span.PERIOD: gettext_lazy("the period of the report"),
    Span.MONTH: gettext_lazy("the month up to the end of the period"),
    Span.QUARTER: gettext_lazy("the quarter up to the end of the period"),
    Span.YEAR: gettext_lazy("the year up to the end of the period"),
    Span.BEFORE: gettext_lazy("the period before"),
    Span.YEAR_BEFORE: gettext_lazy("the same period a year before"),
    Span.MONTH_YEAR_BEFORE: gettext_lazy("the month, a year before"),
    Span.SO_FAR_YEAR_BEFORE: gettext_lazy("the year so far, a year before"),
}
FORMS: dict[str, StrPromise] = {
    "file": gettext_lazy("as in the file"),
    "grouped": gettext_lazy("1.568"),
    "plain": gettext_lazy("1568"),
    "padded": gettext_lazy("02, 10, 1.568"),
}
DIGITS: dict[str, StrPromise] = {
    "": gettext_lazy("as in the file"),
    "0": gettext_lazy("none: 99%"),
    "1": gettext_lazy("one: 99,1%"),
    "2": gettext_lazy("two: 99,12%"),
}
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Fields:
    """The choices of the form by which a number is bound; `counts` in groups."""

    counts: list[tuple[str, Choices]]
    spans: Choices
    fields: Choices
    systems: Choices
    channels: Choices
    levels: Choices
    units: Choices
    forms: Choices
    digits: Choices


def choices(request: UnitRequest) -> Fields:
    """The choices of a unit."""
    return Fields(
        list(_counts(request.unit)),
        _words(SPANS),
        [(str(key), name) for key, name in Field.objects.order_by("name").values_list("pk", "name")],
        [(str(key), name) for key, name in System.objects.order_by("name").values_list("pk", "name")],
        _words(CHANNELS),
        _words(LEVELS),
        [(str(unit.pk), unit.name) for unit in units(request.unit)],
        _words(FORMS),
        _words(DIGITS),
    )


def units(unit: Unit) -> list[Unit]:
    """The units whose own figures a number can have: departments, of a province also the communes below it."""
    if unit.kind != Unit.Kind.PROVINCE:
        return departments(unit, today())
    keys = set(below(unit, today())) - {unit.pk}
    return list(Unit.objects.filter(pk__in=keys).order_by("folded", "pk"))


def _counts(unit: Unit) -> Iterator[tuple[str, Choices]]:
    yield _("Dossiers"), [(name, str(words)) for name, words in MEASURES.items()]
    yield _("Rates"), [(f"rate:{name}", rate[0]) for name, rate in RATES.items()]
    official = [("+".join(one.measures), f"{one.sign} {one.label}") for one in columns_of(OFFICIAL)]
    yield _("Columns of form II.06"), [one for one in official if "+" in one[0]]
    for name, form in forms(unit.kind, today(), []).items():
        sums = [
            ("+".join(column.measures), f"{form.sheet} ({column.number}) {column.label}")
            for column in form.columns
            if len(column.measures) > 1 and all(one in ALL_MEASURES for one in column.measures)
        ]
        if sums and not name.startswith("II.06"):
            yield form.sheet, sums
    for kind in kinds([]).values():
        yield kind.title, [(f"{kind.key}.{one.name}", one.label) for one in kind.measures.values()]
    yield _("The period itself"), [(f"day:{name}", words) for name, words in DAYS.items()]


def _words(words: Mapping[Any, StrPromise]) -> Choices:
    return [(str(key), str(value)) for key, value in words.items()]


def meaning_of(posted: QueryDict, unit: Unit) -> Meaning:
    """The meaning that a form asks for; raises FileRefused for what is no choice of it."""
    below_it = _key(posted, "unit")
    if below_it is not None and below_it not in {one.pk for one in units(unit)}:
        raise FileRefused(_("Choose a department of this unit."))
    span = posted.get("span", Span.PERIOD)
    if span not in set(Span):
        raise FileRefused(_("Choose the period of the number."))
    return Meaning(
        posted.get("counts", ""), Span(span), _key(posted, "field"), _key(posted, "system"), _key(posted, "channel"),
        _key(posted, "level"), below_it, posted.get("form", "file"), _key(posted, "digits"), bool(posted.get("estimate")),
    )  # fmt: skip


def _key(posted: QueryDict, name: str) -> int | None:
    text = posted.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None
