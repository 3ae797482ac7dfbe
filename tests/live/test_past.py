"""Boards of an earlier instant: as they stood then, with the ledger's figures as known then, each opening its list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from motcua.boards.asked import written
from motcua.boards.live.board import Board
from motcua.boards.live.choice import Choice
from motcua.boards.live.province import Communes
from motcua.boards.live.rows import Row
from motcua.boards.live.scope import Scope
from motcua.casework import acts
from motcua.catalogue.models import Unit
from motcua.ledger.rolled import minute_of
from motcua.ledger.statement import statement
from motcua.people.models import Role, User
from motcua.rules.accounts import OPEN, Account
from motcua.rules.instants import Instant, date_of
from motcua.rules.periods import between
from tests.casework.conftest import DAY, HOUR, MONDAY, Office
from tests.live.stage import IMPORTED, NOW, fill
from tests.live.walking import figures, walked

pytestmark = pytest.mark.django_db

LATER = NOW + 9 * DAY
MOMENTS: dict[str, Instant] = {
    "before anything was known": IMPORTED - 1,
    "after the import": IMPORTED,
    "while acts go on": MONDAY + 9 * HOUR + 1,
    "at the end of a day": MONDAY + 2 * DAY + 16 * HOUR - 1,
    "the moment of the stage": NOW,
}


@pytest.fixture
def full(office: Office, at: Callable[[Instant], None]) -> Office:
    """The office with dossiers, at a moment of a working day."""
    at(NOW)
    fill(office)
    return office


def board(office: Office, known_at: Instant | None = None, **asks: object) -> Board:
    """The board of the commune, of the stage's moment or of an earlier one."""
    here, at = office.cast.here.pk, minute_of(NOW if known_at is None else known_at)
    return Board(here, Scope((here,)), at, Choice(known_at=known_at).with_(**asks), "")


def province(office: Office, known_at: Instant | None = None) -> Communes:
    """The figures of both communes."""
    units, at = (office.cast.here.pk, office.cast.there.pk), minute_of(NOW if known_at is None else known_at)
    return Communes(Board(office.cast.above.pk, Scope(units, many=True), at, Choice(known_at=known_at), ""))


def kept(rows: list[Row]) -> list[tuple[object, ...]]:
    """What of dossiers in hand is kept for ever."""
    return sorted(
        (row.dossier, row.unit, row.field, row.system, row.channel, row.level, row.lane, row.account, row.band, row.received,
         row.due if row.band else None)
        for row in rows
    )  # fmt: skip


def go_on(office: Office) -> None:
    """What happens after the moment of the stage: an ending, a wait, a transfer, one more dossier."""
    running = [row.dossier for row in board(office).of("open") if row.own and row.who == "officer"]
    office.act(Role.SPECIALIST, running[0], acts.RequestSupplement(("Tờ khai",), "Điều 5", 5), 11 * DAY)
    office.act(
        Role.COUNTER, running[1], acts.AskTransfer(office.cast.there.pk, "Thẩm quyền nơi khác"), 11 * DAY
    )
    office.act(Role.COUNTER, running[1], acts.ConfirmTransfer(), 11 * DAY + HOUR, "there")
    lodged = next(row.dossier for row in board(office).every if row.own and row.account == Account.LODGED)
    office.act(Role.COUNTER, lodged, acts.Accept(), 11 * DAY)
    office.receive(11 * DAY)


def test_what_was_in_hand_is_told_as_it_stood_whatever_happened_since(full: Office) -> None:
    then, far = board(full), province(full)
    was = kept(then.every)
    states, ahead, today = far.states, far.ahead, far.today
    bands, waits = Counter(row.band for row in then.every), Counter(row.account for row in then.every)
    assert kept(board(full, NOW).every) == was
    go_on(full)
    assert kept(board(full).every) != was
    assert kept(board(full, NOW).every) == was
    assert Counter(row.band for row in board(full, NOW).every) == bands and waits[Account.LODGED]
    again = province(full, NOW)
    for unit, accounts in states.items():
        assert {key: n for key, n in again.states[unit].items() if n} == {
            key: n for key, n in accounts.items() if n
        }
    assert again.ahead == ahead and len(ahead) == 2
    assert {key: told for key, told in again.today.items() if any(told)} == {
        key: told for key, told in today.items() if any(told)
    }
    assert any(told.received for told in today.values())


@pytest.mark.parametrize("moment", MOMENTS)
def test_its_parts_are_those_of_the_statement_as_known_then(full: Office, moment: str) -> None:
    """A statement tells the end of the day, so what was posted to become overdue by then is not yet on the board."""
    go_on(full)
    known_at = MOMENTS[moment]
    found, day = board(full, known_at), date_of(minute_of(known_at).day)
    told = statement([full.cast.here.pk], between(day, day), known_at)
    counted = Counter(row.account for row in found.every)
    soon = sum(
        row.account == Account.IN_TERM and (row.overdue_at or 0) < (found.at.day + 1) * DAY - 7 * HOUR
        for row in found.every
    )
    sums = told.totals(
        ("open", "open_overdue", "overdue_or_waiting_overdue", "awaiting_supplement", "lodged")
    )
    assert sum(counted[account] for account in OPEN) == sums["open"]
    assert counted[Account.OVERDUE] + soon == sums["open_overdue"]
    assert len(found.of("overdue")) + soon == sums["overdue_or_waiting_overdue"]
    assert sum(row.who == "supplement" for row in found.every) == sums["awaiting_supplement"]
    assert counted[Account.LODGED] == sums["lodged"]
    assert bool(sums["open"]) == (known_at >= IMPORTED)
    by_field = {
        field: values["open"] for field, values in told.by("field", ("open",)).items() if values["open"]
    }
    assert Counter(row.field for row in found.of("open")) == by_field


def test_every_figure_of_the_past_opens_a_list_of_its_length(
    full: Office, sign_in: Callable[[User], Client], at: Callable[[Instant], None]
) -> None:
    go_on(full)
    at(LATER)
    cast, leader = full.cast, sign_in(full.cast.of_here[Role.CONTROL])
    here, above = reverse("board", args=[cast.here.pk]), reverse("board", args=[cast.above.pk])
    assert walked(leader, [f"{here}?by=lane&channel=2&known_at={written(NOW)}"]) > 15
    assert walked(sign_in(cast.of_above[Role.LEADER]), [f"{above}?known_at={written(NOW)}&field=1"]) > 15
    told = {opens: n for n, opens in figures(leader, f"{here}?known_at={written(NOW)}")}
    overdue = next(address for address in told if "part=overdue" in address)
    page = leader.get(overdue).content.decode()
    assert "Tình trạng khi đó" in page and "Đôn đốc hồ sơ" not in page
    book = leader.get(overdue.replace("/ho-so?", "/ho-so/tai?"))
    sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
    codes = [row[0] for row in sheet.iter_rows(min_row=6, values_only=True)]
    first = re.findall(r'<td class="code"><a href="[^"]+">([^<]+)<', page)
    assert codes[: len(first)] == first and len(first) == 50
    assert len(codes) == told[overdue] > 50


def pages(office: Office, query: str) -> Iterator[str]:
    yield from (f"{reverse(name, args=[office.cast.here.pk])}?{query}" for name in ("board", "board-list"))


def test_what_nobody_kept_is_said_and_not_shown(
    full: Office, sign_in: Callable[[User], Client], at: Callable[[Instant], None]
) -> None:
    at(LATER)
    leader = sign_in(full.cast.of_here[Role.LEADER])
    for address in pages(full, f"officer={full.user(Role.SPECIALIST)}&known_at={written(NOW)}"):
        assert "không được giữ cho những lúc đã qua" in leader.get(address).content.decode()
    page = leader.get(
        reverse("board", args=[full.cast.here.pk]), {"known_at": written(NOW), "by": "officer"}
    ).content.decode()
    assert not {"excel-steps", "excel-silent", "live-pause", "data-live"} & set(re.findall(r"[\w-]+", page))
    assert "Theo cán bộ" not in page and 'id="open"' in page
    before = leader.get(
        reverse("board", args=[full.cast.here.pk]), {"known_at": "2001-01-01"}
    ).content.decode()
    assert ["hệ thống chưa ghi nhận hồ sơ nào" in shown for shown in (page, before)] == [False, True]
    for query in (
        "known_at=2999-01-01",
        "known_at=x",
        "known_at=9999-12-31",
        f"known_at={written(LATER + DAY)}",
    ):
        for address in pages(full, query):
            answer = leader.get(address)
            assert answer.status_code == 200
            assert "notice-error" in answer.content.decode(), address
    department = Unit.objects.get(name="Phòng Văn hóa")
    page = leader.get(reverse("board", args=[department.pk]), {"known_at": written(NOW)}).content.decode()
    assert "live-headline" not in page and "chỉ có số liệu hiện nay" in page
