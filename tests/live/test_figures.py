"""Every figure of every board is the length of the list it opens, and agrees with the statement of the ledger."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from io import BytesIO
from itertools import product

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from motcua.boards.live import flows
from motcua.boards.live.apologies import due_and_sent
from motcua.boards.live.board import Board
from motcua.boards.live.choice import Choice
from motcua.boards.live.department import department_flowed
from motcua.boards.live.scope import Scope
from motcua.boards.live.words import BANDS, DIMENSIONS, PARTS, WHO
from motcua.casework import acts
from motcua.casework.models import Work
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.models import System, Unit
from motcua.exchange.live.health import working_days
from motcua.exchange.models import TakenFile, WatchedSource
from motcua.ledger.lists import dossiers
from motcua.ledger.rolled import minute_of
from motcua.ledger.statement import statement
from motcua.people.models import Role, User
from motcua.rules import urgency
from motcua.rules.accounts import OPEN, Account
from motcua.rules.instants import Instant, date_of
from motcua.rules.periods import between
from tests.casework.conftest import DAY, HOUR, Office
from tests.live.stage import NOW, fill
from tests.live.walking import FIGURE, figures, walked

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(office: Office, at: Callable[[Instant], None]) -> Office:
    """The office with dossiers, at a moment of a working day."""
    at(NOW)
    fill(office)
    return office


def test_every_figure_of_every_board_is_the_length_of_its_list(
    full: Office, sign_in: Callable[[User], Client]
) -> None:
    cast, specialist = full.cast, full.user(Role.SPECIALIST)
    board = reverse("board", args=[cast.here.pk])
    narrowed = (f"officer={specialist}", "channel=2&by=officer", "lane=0&level=4")
    every = [f"{board}?by={by}" for by in DIMENSIONS] + [f"{board}?{query}" for query in narrowed]
    assert walked(sign_in(cast.of_here[Role.CONTROL]), every) > 60
    assert walked(sign_in(cast.of_here[Role.SPECIALIST]), [f"{board}?officer=me"]) >= 5
    assert walked(sign_in(cast.of_above[Role.LEADER]), [reverse("board", args=[cast.above.pk])]) > 15
    leader, department = sign_in(cast.of_here[Role.LEADER]), Unit.objects.get(name="Phòng Văn hóa")
    assert list(figures(leader, reverse("board", args=[department.pk]))) == []
    Work.objects.filter(assignee=specialist).update(department=department)
    assert walked(leader, [reverse("board", args=[department.pk])]) >= 3


def each_dossier_once(board: Board) -> None:
    """Each dossier stands once, in a band or waiting; what other systems lead has been silent since the import."""
    assert len({row.dossier for row in board.every}) == len(board.every) > 30
    for row in board.every:
        assert (row.band != "") == (row.account in (10, 11))
        assert row.band.startswith("late") == (row.account == 11)
        assert board.silent(row) == (not row.own)
    assert {row.band for row in board.every} >= {"late-6", "left-1", ""}
    assert {row.who for row in board.every} >= {
        "officer",
        "assign",
        "agency",
        "supplement",
        "counter",
        "elsewhere",
    }


def test_a_system_with_a_live_source_is_silent_by_its_rhythm(full: Office) -> None:
    here = full.cast.here.pk

    def board() -> Board:
        return Board(here, Scope((here,)), minute_of(NOW), Choice(), "")

    led = [row for row in board().every if not row.own]
    heard = board().heard
    quiet = {row.dossier: working_days(heard[row.dossier], NOW, calendar_of(here)) for row in led}
    days = min(quiet.values())
    assert days > 3
    source = WatchedSource.objects.create(
        unit_id=here, kind="folder", every_minutes=10, next_at=0, expected_days=days
    )
    for leader in {row.leader for row in led}:
        TakenFile.objects.create(source=source, name="a", at=0, system=System.objects.get(pk=leader).key)
    # three times its rhythm is longer than all of them have been quiet
    assert max(quiet.values()) <= 3 * days
    assert not any(map(board().silent, led))
    # expected more often than that
    WatchedSource.objects.update(expected_days=(days - 1) // 3)
    assert all(map(board().silent, led))
    # of which nobody expects anything, or that nobody looks at: by the fixed number of days
    for change in ({"expected_days": 0}, {"enabled": False}):
        WatchedSource.objects.update(**{"expected_days": days, "enabled": True, **change})
        assert all(map(board().silent, led))


def test_an_apology_is_due_until_it_is_sent(full: Office) -> None:
    def board() -> Board:
        choice = Choice(officer=full.user(Role.SPECIALIST))
        return Board(full.cast.here.pk, Scope((full.cast.here.pk,)), minute_of(NOW), choice, "")

    def told() -> list[int]:
        return [line.cells[0].value for line in due_and_sent(board()).lines]

    overdue, near, sent = told()
    late = next(row.dossier for row in board().of("overdue") if row.account == Account.OVERDUE)
    full.act(Role.SPECIALIST, late, acts.Apologise(NOW + 20 * DAY, "Chờ xác minh"), 10 * DAY + HOUR)
    assert told() == [overdue - 1, near, sent + 1]


def test_the_parts_are_those_of_the_statement(full: Office) -> None:
    """By the end of the day, which is what a statement tells: nothing becomes overdue between the minute and then."""
    each_dossier_once(Board(full.cast.here.pk, Scope((full.cast.here.pk,)), minute_of(NOW), Choice(), ""))
    for unit in (full.cast.here.pk, full.cast.there.pk):
        board = Board(unit, Scope((unit,)), minute_of(NOW), Choice(), "")
        day = date(2026, 6, 11)
        told = statement([unit], between(day, day)).totals(
            ("open", "open_overdue", "overdue_or_waiting_overdue", "awaiting_supplement", "lodged")
        )
        counted = Counter(row.account for row in board.every)
        assert sum(counted[account] for account in OPEN) == told["open"] > 0
        assert len(board.of("running-late")) == told["open_overdue"]
        assert len(board.of("overdue")) == told["overdue_or_waiting_overdue"]
        assert sum(row.who == "supplement" for row in board.every) == told["awaiting_supplement"]
        assert sum(row.who == "counter" and row.account == 1 for row in board.every) == told["lodged"]


def test_a_department_tells_what_flowed_of_its_own_dossiers(full: Office) -> None:
    here, department = full.cast.here.pk, Unit.objects.get(name="Phòng Văn hóa")
    Work.objects.filter(pk__in=Work.objects.order_by("pk").values_list("pk")[::2]).update(
        department=department
    )
    own = set(Work.objects.filter(department=department).values_list("pk", flat=True))
    board = Board(department.pk, Scope((here,), department.pk), minute_of(NOW), Choice(), "")
    told = flows.flows(board, board.at.day - flows.DAYS + 1, board.at.day)
    for day in range(board.at.day - flows.DAYS + 1, board.at.day + 1):
        on = between(date_of(day), date_of(day))
        counted = [
            len([key for key in dossiers([here], on, flow) if key in own])
            for flow in ("received", "resolved")
        ]
        assert list(told.get(day, flows.NONE)) == counted
        assert [
            len(department_flowed(board.scope, Choice(), flow, day)) for flow in ("received", "resolved")
        ] == counted
    assert sum(one.received for one in told.values()) > 3 and flows.told(board)


def test_all_words_are_there() -> None:
    assert set(BANDS) == {band.key for band in urgency.BANDS} | {urgency.NO_TERM}
    assert set(PARTS) == set(urgency.PARTS)
    assert "officer" in WHO


def test_who_may_not_see_dossiers_sees_figures_that_open_nothing(
    full: Office, sign_in: Callable[[User], Client]
) -> None:
    client, here = sign_in(full.cast.of_here[Role.CLERK]), full.cast.here.pk
    page = client.get(reverse("board", args=[here])).content.decode()
    assert "live-headline" in page
    assert FIGURE.findall(page) == []
    assert "/ho-so/" not in page
    wall = client.get(reverse("board-wall", args=[here])).content.decode()
    assert "wall-figures" in wall
    for forbidden in ("<form", "dang-xuat", "Người clerk", "Nguyễn Văn Đức", "H24.99-", 'href="/u/'):
        assert forbidden not in wall


NONSENSE = (
    "part=x&band=y&who=z&step=1.a&due=2026-13-01", "step=9.x", "officer=99999999&by=x", "flow=received&day=x",
    "field=" + "9" * 40, "after=x&sort=y",
)  # fmt: skip


def test_each_table_is_a_workbook_and_an_address_that_says_nothing_is_answered(
    full: Office, sign_in: Callable[[User], Client]
) -> None:
    client, here = sign_in(full.cast.of_here[Role.CONTROL]), full.cast.here.pk
    page = client.get(reverse("board", args=[here])).content.decode()
    keys = re.findall(r'id="excel-(\w+)"', page)
    assert len(keys) == 9
    urgent = client.get(reverse("board-file", args=[here, "urgent"])).content
    told = [
        row[0]
        for row in openpyxl.load_workbook(BytesIO(urgent))
        .worksheets[0]
        .iter_rows(min_row=6, values_only=True)
    ]
    assert told == re.findall(r'id="urgent-\d+" href="[^"]+">([^<]+)<', page) and len(told) == 10
    for key in keys[1:]:
        answer = client.get(reverse("board-file", args=[here, key]))
        sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
        assert sheet is not None
        lines = page.split(f'id="title-{key}"')[1].split("</section>")[0].count("<tr>")
        assert sheet.max_row == 4 + max(lines, 1), key
    assert client.get(reverse("board-file", args=[here, "khong-co"])).status_code == 404
    for query, name in product(NONSENSE, ("board", "board-list")):
        assert client.get(f"{reverse(name, args=[here])}?{query}").status_code == 200, query
