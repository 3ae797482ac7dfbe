"""What an address asks for: period, knowledge, system. Read once, in one way, for every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from motcua.boards.clock import today
from motcua.hub.models import ImportFile
from motcua.rules.instants import MS_PER_MINUTE, Instant, date_of, from_datetime, local_day, to_datetime
from motcua.rules.periods import BadPeriod, Period, parse

BELOW, OWN, LEVELS = "below", "own", ("province", "commune")
"""Words of addresses: a province with all units below it, alone, or only those of a level."""
REPORTING_DAYS = 15
"""So long after a quarter has ended, the one that is looked at is still that quarter."""
_YEARS = range(2000, 2101)
"""Years in which an instant of knowledge may lie; others are slips, and some no calendar can add a day to."""


@dataclass(frozen=True)
class Asked:
    """The period, the knowledge (None: of now) and the system (None: all) that an address asks for."""

    period: Period
    known_at: Instant | None = None
    system: int | None = None
    problem: str = ""
    """What of the address could not be read, in words for people."""
    over: str = ""
    """Whose dossiers a province counts (BELOW, OWN or one of LEVELS); empty where the address does not say."""

    @property
    def several(self) -> bool:
        """Whether units are added up."""
        return self.over not in ("", OWN)

    def query(self, **more: str | int | None) -> str:
        """The address's query that asks for the same, with some more."""
        known = None if self.known_at is None else written(self.known_at)
        every = {
            "period": self.period.name,
            "system": self.system,
            "known_at": known,
            "over": self.over or None,
            **more,
        }
        return urlencode({name: value for name, value in every.items() if value is not None}, safe=":.")


def written(known_at: Instant) -> str:
    """An instant for an address: to the minute where it is one, else exactly, for lists have to be as long as figures."""
    exact = "minutes" if known_at % MS_PER_MINUTE == 0 else "milliseconds"
    return to_datetime(known_at).replace(tzinfo=None).isoformat(timespec=exact)


def asked(request: HttpRequest, unit: int) -> Asked:
    """What a request for a page of a unit asks for; what cannot be read is replaced and told."""
    query, problems = request.GET, list[str]()
    period = _period(query, problems)
    known_at = known_in(query, problems)
    system, over = query.get("system", ""), query.get("over", "")
    return Asked(
        period or usual_period(unit),
        known_at,
        int(system) if system.isdecimal() else None,
        " ".join(problems),
        over if over in (BELOW, OWN, *LEVELS) else "",
    )


def _period(query: QueryDict, problems: list[str]) -> Period | None:
    text = query.get("period", "")
    if query.get("first") or query.get("last"):
        text = f"{query.get('first', '')}..{query.get('last', '')}"
    if not text:
        return None
    try:
        return parse(text)
    except BadPeriod:
        problems.append(_("The period “%(text)s” cannot be read; the usual one is shown.") % {"text": text})
        return None


def known_in(query: QueryDict, problems: list[str]) -> Instant | None:
    """The instant of knowledge that an address names (a day: its end), None for none; what cannot be read is told."""
    text = query.get("known_at", "")
    if not text:
        return None
    try:
        written = datetime.fromisoformat(text)
    except ValueError:
        written = None
    if written is None or written.year not in _YEARS:
        problems.append(_("The time “%(text)s” cannot be read; what is known now is shown.") % {"text": text})
        return None
    whole_day = len(text) == len("2026-03-18")
    return from_datetime(written + timedelta(days=1, milliseconds=-1) if whole_day else written)


def usual_period(unit: int) -> Period:
    """The reporting quarter that the unit's newest data belong to.

    In its first days the quarter before is taken: that is the one whose report is being made.
    """
    return quarter_of(reported_day(unit))


def reported_day(unit: int) -> date:
    """A day of the period that is being reported on: some days before the unit's newest data."""
    files = ImportFile.objects.filter(run__unit=unit, as_of__isnull=False)
    newest = files.order_by("-as_of").values_list("as_of", flat=True).first()
    day = today() if newest is None else date_of(local_day(newest))
    return day - timedelta(days=REPORTING_DAYS)


def quarter_of(day: date) -> Period:
    """The reporting quarter (15th to 14th) in which a day lies."""
    month = day.month + (day.day > 14)
    year = day.year + (month > 12)
    return parse(f"{year}-Q{((month - 1) % 12) // 3 + 1}")
