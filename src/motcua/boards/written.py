"""Numbers, days and times as Vietnamese offices write them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.rules.instants import to_datetime

NONE = "–"


def number(value: int | None) -> str:
    """1568 as «1.568»; nothing as a dash."""
    return NONE if value is None else f"{value:,}".replace(",", ".")


def two_digits(value: int) -> str:
    """2 as «02», as running text has it; from 10 on as `number`."""
    return f"0{value}" if 0 <= value < 10 else number(value)


def day(value: date | int | None) -> str:
    """A date, or the local day of an instant (milliseconds UTC), as «14/6/2026»."""
    if value is None:
        return NONE
    moment = to_datetime(value) if isinstance(value, int) else value
    return f"{moment.day}/{moment.month}/{moment.year}"


def clock(value: int | None) -> str:
    """The local time of an instant (milliseconds UTC) as «08:05»."""
    return NONE if value is None else f"{to_datetime(value):%H:%M}"


def moment(value: int | None) -> str:
    """An instant (milliseconds UTC) as «14/6/2026 08:05»."""
    return NONE if value is None else f"{day(value)} {clock(value)}"


def known_words(known_at: int | None, present: int) -> str:
    """As of when figures are known (None: the present), in words."""
    return _("As known at %(moment)s") % {"moment": moment(present if known_at is None else known_at)}


def iso(value: int | None) -> str:
    """An instant (milliseconds UTC) for the datetime attribute and for form fields: local, to the minute."""
    return "" if value is None else f"{to_datetime(value):%Y-%m-%dT%H:%M}"


def working_time(minutes: int) -> str:
    """Working minutes as «3 working hours left», in the reader's language; what is over says so."""
    if minutes < 0:
        return _("answer overdue")
    if minutes >= 60:
        hours = minutes // 60
        return ngettext("%(n)s working hour left", "%(n)s working hours left", hours) % {"n": hours}
    return ngettext("%(n)s working minute left", "%(n)s working minutes left", minutes) % {"n": minutes}
