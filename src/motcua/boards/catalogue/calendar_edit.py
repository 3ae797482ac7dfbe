"""Changing the calendar: what was asked for, which open dossiers it moves, and only then the writing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.catalogue.calendar import page_context, weekday_names
from motcua.boards.catalogue.hooks import open_dossiers, settle
from motcua.boards.catalogue.shared import asked_day, author, may_share
from motcua.boards.clock import today
from motcua.catalogue.calendar_changes import DayChange, Proposal, WeekChange, change_calendar
from motcua.catalogue.calendars import BadHours, calendar_of, history_of
from motcua.catalogue.changes import Author, CatalogueError
from motcua.catalogue.departments import departments
from motcua.catalogue.models import Unit
from motcua.catalogue.writing import writing
from motcua.dossiers.models import Dossier
from motcua.hub.locking import after_all
from motcua.ledger.post import lock_books
from motcua.people.policies import MANAGE_CATALOGUE
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import Instant, date_of, day_of
from motcua.rules.moved_dues import MovedDue, moved_dues

MOST_SHOWN = 200
_MOST_DAYS = 120
FIELDS = (
    "what", "scope", "first", "last", "kind", "hours", "note", "since", "decision", *(f"hours_{n}" for n in range(7)),
)  # fmt: skip


@require_POST
@unit_page(MANAGE_CATALOGUE)
def preview(request: UnitRequest) -> HttpResponse:
    """What a change would do to open dossiers; nothing is written."""
    try:
        proposal = _proposal(request)
        days, weeks = proposal.rows(author(request))
        moved = _moved(proposal, author(request))
    except (CatalogueError, BadHours) as error:
        return _refused(request, error)
    if not days and not weeks:
        return _refused(request, CatalogueError(_("The calendar says that already; nothing would change.")))
    context = {
        "proposal": proposal,
        "told": _told(proposal),
        "shared": proposal.unit_id is None,
        "kept": [(name, request.POST[name]) for name in FIELDS if request.POST.get(name)],
        "total": len(moved),
        "later": sum(one.days > 0 or (one.days == 0 and one.after > one.before) for one in moved),
        "lines": _lines(moved),
        "most": MOST_SHOWN,
    }
    return render(request, "calendar/preview.html", context)


@require_POST
@unit_page(MANAGE_CATALOGUE)
def write(request: UnitRequest) -> HttpResponse:
    """Write a change, and tell those who keep dossiers which due instants move."""
    try:
        proposal, by = _proposal(request), author(request, request.POST.get("decision", ""))
        with writing():
            by = replace(by, at=_after_imports(proposal, by.at))
            moved = _moved(proposal, by)
            rows = change_calendar(proposal, by)
            settle(moved, by)
    except (CatalogueError, BadHours) as error:
        return _refused(request, error)
    told = ngettext("%(n)s day or week written.", "%(n)s days or weeks written.", rows) % {"n": rows}
    messages.success(request, told)
    year = min([c.day for c in proposal.days] + [c.since for c in proposal.weeks], default=today()).year
    return redirect(f"{_address(request)}?year={year}")


def _address(request: UnitRequest) -> str:
    return request.path.rsplit("/", 1)[0]


def _refused(request: UnitRequest, error: Exception) -> HttpResponse:
    context = page_context(request, {name: request.POST.get(name, "") for name in FIELDS})
    return render(request, "calendar/page.html", context | {"problem": str(error)}, status=409)


def _proposal(request: UnitRequest) -> Proposal:
    """What the form asks for. Raises CatalogueError; PermissionDenied for all units without the right to it."""
    posted = request.POST
    unit = None if posted.get("scope") == "all" else request.unit.pk
    if unit is None and not may_share(request):
        raise PermissionDenied(MANAGE_CATALOGUE)
    if posted.get("what") == "week":
        return Proposal(unit, weeks=(_week(request),))
    return Proposal(unit, days=tuple(_days(request, unit)))


def _week(request: UnitRequest) -> WeekChange:
    since = asked_day(request.POST.get("since", ""))
    if since is None:
        raise CatalogueError(_("Write the day from which it applies."))
    hours = "|".join(request.POST.get(f"hours_{number}", "").replace(" ", "") for number in range(7))
    return WeekChange(since, hours, request.POST.get("note", ""))


def _days(request: UnitRequest, unit: int | None) -> Iterable[DayChange]:
    first = asked_day(request.POST.get("first", ""))
    last = asked_day(request.POST.get("last", "")) or first
    if first is None or last is None or last < first:
        raise CatalogueError(_("Write the first day, and a last day that is not before it."))
    if (last - first).days >= _MOST_DAYS:
        raise CatalogueError(_("Change at most %(most)s days at once.") % {"most": _MOST_DAYS})
    kind, note = request.POST.get("kind", ""), request.POST.get("note", "")
    hours = request.POST.get("hours", "").replace(" ", "")
    if kind == "hours" and not hours:
        raise CatalogueError(_("Write the hours, such as 07:30-11:30,13:00-17:00."))
    days = [date_of(day) for day in range(day_of(first), day_of(last) + 1)]
    if kind == "off":
        return [DayChange(day, "", note) for day in days]
    if kind == "hours":
        return [DayChange(day, hours, note) for day in _worked(unit, days)]
    said = {row.day for row in history_of(unit).days if row.own is (unit is not None)}
    return [DayChange(day, None) for day in days if day_of(day) in said]


def _worked(unit: int | None, days: list[date]) -> list[date]:
    """The day itself where it is one; of several those that are worked, so that no week-end slips in."""
    working = calendar_of(unit)
    return days if len(days) == 1 else [day for day in days if working.is_working_day(day_of(day))]


def _touched(proposal: Proposal) -> list[int]:
    """The units whose calendar a change may be: the unit and its departments, or all in use."""
    if proposal.unit_id is None:
        return sorted(Unit.objects.filter(added=True).values_list("pk", flat=True))
    unit = Unit.objects.get(pk=proposal.unit_id)
    return [unit.pk, *(one.pk for one in departments(unit, date.max))]


def _after_imports(proposal: Proposal, at: Instant) -> Instant:
    """An instant after all that imports have recorded; nothing is imported or posted before the change is written.

    In one order, so that a dossier on its way from one of the units to another does not wait crosswise.
    """
    found = at
    for unit in sorted(_touched(proposal)):
        found = max(found, after_all(unit, at))
        lock_books(unit)
    return found


def _moved(proposal: Proposal, by: Author) -> list[MovedDue]:
    """The due instants of open dossiers that the change moves."""
    units = _touched(proposal)
    alike: dict[tuple[WorkingCalendar, WorkingCalendar], list[int]] = defaultdict(list)
    for unit in units:
        alike[calendar_of(unit), proposal.calendar_for(unit, by)].append(unit)
    return [
        one
        for (before, after), group in alike.items()
        if before is not after
        for one in moved_dues(open_dossiers(group), before, after)
    ]


@dataclass(frozen=True)
class _Line:
    """A dossier with its due instant before and after; `days` with its sign in words."""

    dossier: Dossier
    before: int
    after: int
    days: str


def _lines(moved: list[MovedDue]) -> list[_Line]:
    """The first dossiers that move, those that become due soonest first."""
    shown = sorted(moved, key=lambda one: (min(one.before, one.after), str(one.key)))[:MOST_SHOWN]
    found = Dossier.objects.select_related("cell__procedure", "unit").in_bulk([one.key for one in shown])
    return [
        _Line(found[one.key], one.before, one.after, f"{one.days:+d}" if one.days else _("same day"))
        for one in shown
        if one.key in found
    ]


def _told(proposal: Proposal) -> list[tuple[date, str, str]]:
    """The change in words: day, hours, note."""
    days = [
        (c.day, _("as usual") if c.hours is None else c.hours.replace(",", ", ") or _("day off"), c.note)
        for c in proposal.days
    ]
    return days + [(c.since, _in_words(c.hours or ""), c.note) for c in proposal.weeks]


def _in_words(hours: str) -> str:
    names, parts = weekday_names(), hours.split("|")
    return "; ".join(
        f"{name}: {part.replace(',', ', ') or _('day off')}" for name, part in zip(names, parts, strict=False)
    )
