"""For whom dossiers wait and how long, and in which steps they wait longest."""

from __future__ import annotations

from collections import defaultdict

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.boards.live.board import Board
from motcua.boards.live.rows import Row
from motcua.boards.live.tables import Cell, Line, Table
from motcua.boards.live.words import WHO
from motcua.catalogue.models import Unit
from motcua.rules.accounts import NOT_RECEIVED, WAITING
from motcua.rules.instants import Instant, local_day
from motcua.rules.waiting import Span, spread, waited
from motcua.workflow.released import by_id

MOST_STEPS = 12
"""Steps that a board shows; those in which dossiers wait longest come first."""


def by_whom(board: Board) -> Table:
    """All that is in hand, by whom it waits for: how many, the longest and the median wait in days."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for row in board.rows:
        groups[row.who].append(board.at.day - local_day(_since(board, row)))
    lines = tuple(_whom(board, key, groups[key]) for key in WHO if key in groups)
    columns = (_("Dossiers"), _("Longest wait"), _("Median wait"))
    empty = _("Nothing is in hand.")
    return Table("waiting", _("Waiting for whom, how long"), _("Waiting for"), columns, lines, empty=empty)


def _whom(board: Board, key: str, days: list[int]) -> Line:
    figure = Cell(len(days), board.link(board.choice.with_(who=key), len(days)))
    middle = spread([max(day, 0) for day in days]).median
    return Line(str(WHO[key]), (figure, Cell(text=in_days(max(days))), Cell(text=in_days(middle))))


def in_days(days: int) -> str:
    """A number of days in words."""
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days > 0 else _("since today")


def _since(board: Board, row: Row) -> Instant:
    """Since when a dossier waits: for its pause, else in its step, else since it was received."""
    if row.account in WAITING or row.account in NOT_RECEIVED:
        entered = [at for _from, to, at in board.stops.get(row.dossier, ()) if to is row.account]
        return entered[-1] if entered else board.at.instant
    return row.since or row.received or board.at.instant


def by_step(board: Board) -> Table:
    """Steps and departments in which dossiers wait longest at present, in working hours without pauses."""
    groups: defaultdict[tuple[str, int | None], list[int]] = defaultdict(list)
    for row in board.of("open"):
        if row.step and row.since is not None and row.account not in WAITING:
            pauses = _pauses(board, row.dossier)
            minutes = waited(row.since, board.at.instant, pauses, board.calendar)
            groups[row.step, row.department].append(minutes)
    found = sorted(groups.items(), key=lambda one: (-spread(one[1]).most, -len(one[1]), str(one[0])))
    names = dict(Unit.objects.filter(pk__in=[key[1] for key in groups if key[1]]).values_list("pk", "name"))
    lines = tuple(_step(board, key, waits, names) for key, waits in found[:MOST_STEPS])
    return Table(
        "steps", _("Where dossiers wait longest"), _("Step, department"),
        (_("Dossiers"), _("Median, working hours"), _("90th percentile")), lines,
        empty=_("No own dossier is in a step of a workflow."),
        note=_("Own dossiers, time in the present step; paused time is left out."),
    )  # fmt: skip


def _step(board: Board, key: tuple[str, int | None], waits: list[int], names: dict[int, str]) -> Line:
    step, department = key
    told = spread(waits)
    figure = board.link(
        board.choice.with_(step=step, department=department or 0, part="open", band=_RUNNING), len(waits)
    )
    where = names.get(department or 0, "")
    name = f"{step_name(step)} · {where}" if where else step_name(step)
    return Line(
        name, (Cell(len(waits), figure), Cell(text=_hours(told.median)), Cell(text=_hours(told.most)))
    )


_RUNNING = "late-11,late-6,late-1,left-0,left-1,left-2,left-3,left-6,left-11,left-none"


def step_name(step: str) -> str:
    """The name of a step of a row: the key of its workflow's version, a dot, its own key; empty for another text."""
    version, _dot, key = step.partition(".")
    try:
        return by_id(int(version)).step(key).name
    except (ValueError, LookupError, ObjectDoesNotExist):
        return ""


def _hours(minutes: int) -> str:
    tenths = round(minutes / 6)
    return f"{tenths // 10},{tenths % 10}"


def _pauses(board: Board, dossier: int) -> list[Span]:
    """The spans in which a dossier's clock stood still."""
    spans: list[Span] = []
    for origin, target, at in board.stops.get(dossier, ()):
        if spans and spans[-1][1] is None and origin in WAITING:
            spans[-1] = (spans[-1][0], at)
        if target in WAITING:
            spans.append((at, None))
    return spans
