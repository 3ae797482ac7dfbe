"""The two layouts of a statement's table: the unit's own columns, and those of the official form II.06b."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Column:
    """A column of figures: the sum of its measures; `sign` is the number printed under an official title."""

    key: str
    label: StrPromise
    measures: tuple[str, ...]
    sign: str = ""
    total: bool = False


@dataclass(frozen=True)
class Group:
    """Columns under one heading."""

    label: StrPromise
    columns: tuple[Column, ...]


COMMUNE = (
    Group(
        _("Received"),
        (
            Column("total_received", _("Total"), ("total_received",), total=True),
            Column("received_online", _("Online"), ("received_online",)),
            Column("received_direct_or_postal", _("In person, by post"), ("received_direct_or_postal",)),
            Column("carried_over", _("From before"), ("carried_over",)),
        ),
    ),
    Group(
        _("Resolved"),
        (
            Column("resolved", _("Total"), ("resolved",), total=True),
            Column("early", _("Early"), ("early",)),
            Column("on_time", _("On time"), ("on_time",)),
            Column("late", _("Late"), ("late",)),
        ),
    ),
    Group(
        _("Other endings"),
        (
            Column("refused", pgettext_lazy("column", "Refused"), ("refused",)),
            Column("withdrawn", pgettext_lazy("column", "Withdrawn"), ("withdrawn",)),
        ),
    ),
    Group(
        _("Being resolved"),
        (
            Column("open", _("Total"), ("open",), total=True),
            Column("open_in_term", _("In term"), ("open_in_term",)),
            Column("open_overdue", _("Overdue"), ("open_overdue",)),
            Column("awaiting_supplement", _("Supplement"), ("awaiting_supplement",)),
            Column("paused", _("Paused"), ("paused",)),
        ),
    ),
)

OFFICIAL = (
    Group(
        _("Dossiers received"),
        (
            Column("3", _("Total"), ("total_received",), "(3)", total=True),
            Column("4", _("Online"), ("received_online",), "(4)"),
            Column("5", _("In person, by post"), ("received_direct_or_postal",), "(5)"),
            Column("6", _("From before"), ("carried_over",), "(6)"),
        ),
    ),
    Group(
        _("Dossiers resolved"),
        (
            Column("7", _("Total"), ("closed",), "(7)", total=True),
            Column("8", _("Early"), ("early",), "(8)"),
            Column("9", _("On time"), ("on_time", "refused_or_withdrawn"), "(9)"),
            Column("10", _("Late"), ("late",), "(10)"),
        ),
    ),
    Group(
        _("Dossiers being resolved"),
        (
            Column("11", _("Total"), ("open",), "(11)", total=True),
            Column("12", _("In term"), ("in_term_or_waiting",), "(12)"),
            Column("13", _("Overdue"), ("overdue_or_waiting_overdue",), "(13)"),
        ),
    ),
)

LAYOUTS = {"unit": COMMUNE, "official": OFFICIAL}


def columns_of(layout: tuple[Group, ...]) -> tuple[Column, ...]:
    """All columns in their order."""
    return tuple(column for group in layout for column in group.columns)


def measures_of(layout: tuple[Group, ...]) -> tuple[str, ...]:
    """Every measure that the layout needs, once."""
    return tuple(dict.fromkeys(name for column in columns_of(layout) for name in column.measures))
