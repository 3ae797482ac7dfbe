"""What is in hand, counted: by how urgent it is, by every dimension, by the day on which it becomes late."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.boards.catalogue.words import LANES
from motcua.boards.live.board import Board
from motcua.boards.live.choice import NOBODY
from motcua.boards.live.rows import Row
from motcua.boards.live.tables import Cell, Line, Plot, Table, totals
from motcua.boards.live.words import BANDS, DIMENSIONS, NONE, band_words, due_on_the_day
from motcua.boards.words import CHANNELS, LEVELS
from motcua.boards.written import day as written_day
from motcua.catalogue.models import Field, System, Unit
from motcua.people.models import User
from motcua.reports.vietnamese import alphabetical
from motcua.rules.calendar import CalendarRangeError, WorkingCalendar
from motcua.rules.instants import Day, date_of
from motcua.rules.urgency import NO_TERM

WEEK = 5
"""Working days after today that a board looks ahead."""
_TONES = {"late": "late", "left-0": "today"}


def by_band(board: Board) -> Table:
    """What runs, by days overdue and working days left."""
    counts = Counter(row.band for row in board.rows)
    lines = tuple(
        Line(band_words(key, board.past), (_banded(board, key, counts[key]),))
        for key in BANDS
        if counts[key] or key != NO_TERM
    )
    tones = tuple(
        _TONES.get(key.split("-")[0], _TONES.get(key, "term"))
        for key in BANDS
        if counts[key] or key != NO_TERM
    )
    return Table(
        "bands", _("How urgent: days overdue, working days left"), _("Term"), (_("Dossiers"),), lines,
        note=_("Dossiers whose clock runs; those that wait are told apart below."), plot=Plot("bars", tones),
    )  # fmt: skip


def _banded(board: Board, key: str, count: int) -> Cell:
    late = key.startswith("late") and count > 0
    return Cell(count, board.link(board.choice.with_(band=key), count), late)


COLUMNS: tuple[tuple[str, dict[str, str]], ...] = (
    ("open", {"part": "open"}), ("overdue", {"part": "overdue"}), ("today", {"band": "left-0"}),
    ("soon", {"band": "left-1,left-2"}), ("later", {"band": "left-3,left-6,left-11,left-none"}),
    ("waiting", {"part": "waiting"}), ("lodged", {"part": "lodged"}),
)  # fmt: skip
"""The columns of a table by dimension, and what each asks for."""


def titles(past: bool = False) -> tuple[str, ...]:
    """The columns in words."""
    return (
        _("Being resolved"), _("Overdue"), due_on_the_day(past), _("1–2 days left"), _("3 days left and more"),
        pgettext("column", "Waiting"), _("Awaiting acceptance"),
    )  # fmt: skip


def by_dimension(board: Board, by: str) -> Table:
    """What is in hand by a dimension; the row with most overdue first."""
    groups: defaultdict[int, list[Row]] = defaultdict(list)
    for row in board.rows:
        groups[getattr(row, by) or NOBODY].append(row)
    names = names_of(by, list(groups))
    lines = [_line(board, by, key, rows, names) for key, rows in groups.items()]
    lines.sort(key=lambda line: (-line.cells[1].value, -line.cells[0].value, alphabetical(line.name)))
    addresses = [board.link(board.choice.with_(**asks), 1) for _key, asks in COLUMNS]
    return Table(
        "by", _("In hand, by %(what)s") % {"what": str(DIMENSIONS[by]).lower()}, str(DIMENSIONS[by]), titles(board.past),
        tuple(lines), totals(_("All together"), lines, addresses) if lines else None,
        empty=_("Nothing is in hand."),
    )  # fmt: skip


def _line(board: Board, by: str, key: int, rows: Sequence[Row], names: Mapping[int, str]) -> Line:
    only = {by: key}
    cells = (
        board.figure(rows, late=name == "overdue", **only, **asks) for name, asks in COLUMNS
    )  # fmt: skip
    return Line(names.get(key, "–"), tuple(cells))


def names_of(by: str, keys: Sequence[int]) -> dict[int, str]:
    """The names of the values of a dimension."""
    words = {"channel": CHANNELS, "level": LEVELS, "lane": LANES}.get(by)
    if words is not None:
        return {key: str(words.get(key, key)) for key in keys}
    if by == "officer":
        people = User.objects.filter(pk__in=keys)
        return {NOBODY: str(NONE[by]), **{one.pk: one.get_full_name() for one in people}}
    model = {"field": Field, "system": System, "department": Unit, "unit": Unit}[by]
    known = dict(model.objects.filter(pk__in=keys).values_list("pk", "name"))  # type: ignore[attr-defined]
    return {NOBODY: str(NONE.get(by, "–")), **known}


def coming(calendar: WorkingCalendar, today: Day) -> Day:
    """The last of the working days that a board looks ahead."""
    try:
        return calendar.add_working_days(today, WEEK)
    except CalendarRangeError:
        return today + WEEK + 2


def late_ahead(board: Board) -> Table:
    """What becomes late in the coming working days if nothing happens, by the day on which it is due."""
    last = coming(board.calendar, board.at.day)
    due = Counter(row.due for row in board.of("term") if row.due is not None and row.due <= last)
    days = [day for day in range(board.at.day, last + 1) if due[day] or board.calendar.is_working_day(day)]
    lines = tuple(
        Line(written_day(date_of(day)), (Cell(due[day], board.link(board.choice.with_(due=day), due[day])),))
        for day in days
    )
    return ahead_table(lines)


def ahead_table(lines: tuple[Line, ...]) -> Table:
    """The table of what becomes late, by day."""
    tones = tuple("today" if at == 0 else "term" for at in range(len(lines)))
    return Table(
        "ahead", _("Late by the end of the coming %(n)s working days if nothing happens") % {"n": WEEK},
        _("Due"), (_("Dossiers"),), lines, note=_("From the moves into overdue that the ledger has posted ahead."),
        plot=Plot("bars", tones),
    )  # fmt: skip
