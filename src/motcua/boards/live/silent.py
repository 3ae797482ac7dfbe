"""Dossiers not heard of: led by another system that has not spoken of them for days. That is how dossiers get missed."""

from __future__ import annotations

from collections import Counter

from django.db.models import Max
from django.utils.translation import gettext as _

from motcua.boards.freshness import STALE_DAYS
from motcua.boards.live.board import Board
from motcua.boards.live.tables import Cell, Line, Table
from motcua.boards.live.waits import in_days
from motcua.boards.written import moment
from motcua.catalogue.models import System
from motcua.exchange.live.health import SILENT
from motcua.hub.models import ImportFile
from motcua.rules.instants import Instant, local_day


def by_source(board: Board) -> Table:
    """By leading system: when it was heard last, what is in hand, what it has not spoken of."""
    led = Counter(row.leader for row in board.rows if not row.own)
    lost = Counter(row.leader for row in board.rows if board.silent(row))
    names = dict(System.objects.filter(pk__in=led).values_list("pk", "name"))
    newest = _newest(board)
    order = sorted(led, key=lambda system: (-lost[system], newest.get(system, 0)))
    lines = tuple(
        _line(board, system, names[system], lost[system], led[system], newest.get(system)) for system in order
    )
    return Table(
        "silent", _("Dossiers not heard of"), _("Leading system"),
        (_("Not heard of"), _("In hand"), _("Newest data of"), _("Silent for")), lines,
        empty=_("No dossier in hand is led by another system."),
        note=_("Not heard of: the system that leads the dossier has not reported it for more than %(n)s days; where it has a live source, for more than %(times)s times the working days after which that is expected to give news.")
        % {"n": STALE_DAYS, "times": SILENT},
    )  # fmt: skip


def _newest(board: Board) -> dict[int, Instant]:
    files = ImportFile.objects.filter(run__unit__in=board.scope.units, as_of__isnull=False)
    return dict(files.values_list("system").annotate(last=Max("as_of")))


def _line(board: Board, system: int, name: str, lost: int, led: int, newest: Instant | None) -> Line:
    since = (
        Cell(text=moment(newest)),
        Cell(text="–" if newest is None else in_days(board.at.day - local_day(newest))),
    )
    silent = Cell(lost, board.link(board.choice.with_(silent=True, leader=system), lost), lost > 0)
    return Line(name, (silent, Cell(led, board.link(board.choice.with_(leader=system), led)), *since))
