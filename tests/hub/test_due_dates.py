"""Due dates of dossiers that other systems lead: theirs where they state one, else by what holds in the unit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from motcua.boards.catalogue.hooks import open_dossiers, settle
from motcua.catalogue.calendar_changes import DayChange, Proposal, change_calendar
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.changes import Author
from motcua.catalogue.models import Procedure, Unit, UnitTerm
from motcua.dossiers.models import Act, Dossier
from motcua.hub.rebuild import differences, rebuild_unit
from motcua.hub.run import import_files
from motcua.ledger.models import Move
from motcua.ledger.statement import statement
from motcua.ledger.verify import verify_unit
from motcua.rules.accounts import Account
from motcua.rules.instants import MS_PER_DAY, day_of, in_words
from motcua.rules.moved_dues import moved_dues
from motcua.rules.periods import between
from tests.conftest import make_unit

pytestmark = pytest.mark.django_db
MONDAY = day_of(date(2026, 6, 1))
NOW = (MONDAY + 14) * MS_PER_DAY
CODE = "H24.99-260601-0001"
HEADER = (
    "Mã hồ sơ,Mã TTHC,Lĩnh vực,Ngày tiếp nhận,Hạn trả,Trạng thái,Kênh,Ngày tạm dừng,Ngày tiếp tục,"
    "Ngày kết thúc xử lý\n"
)


@pytest.fixture
def ward() -> Unit:
    return make_unit("mau-thu")


@pytest.fixture
def marriage() -> Procedure:
    """Three working days: received on Monday 1/6 it is due on Thursday 4/6."""
    return Procedure.objects.get(code="1.004873")


def row(
    received: str, due: str = "", channel: str = "1", pause: str = ",", code: str = CODE, done: str = ""
) -> str:
    state = "Đã xử lý xong" if done else "Đang xử lý"
    return f"{code},1.004873,Hộ tịch,{received},{due},{state},{channel},{pause},{done}\n"


def load(unit: Unit, folder: Path, *rows: str, at: int = NOW) -> None:
    path = folder / "so.csv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    import_files(unit, [path], at)


def due(code: str = CODE) -> str:
    found = Dossier.objects.get(code=code).due_at
    return in_words(found) if found is not None else ""


def sound(unit: Unit) -> bool:
    return [*verify_unit(unit.pk), *differences(unit.pk)] == []


def own(unit: Unit, of: Procedure, amount: int, **columns: object) -> None:
    values = {"since": date(2026, 6, 1), "term_amount": amount, "term_unit": "working_days", **columns}
    UnitTerm.objects.create(unit=unit, procedure=of, **values)


@pytest.mark.parametrize(
    ("received", "stated", "channel", "expected"),
    [
        # Before the day of the own term the national one: 29/5, then 1, 2, 3/6.
        ("29/05/2026 09:00:00", "", "1", "17:00 thứ Tư 03/06/2026"),
        # From that day on two working days: 2, 3/6; online one: 2/6.
        ("01/06/2026 09:00:00", "", "1", "17:00 thứ Tư 03/06/2026"),
        ("01/06/2026 09:00:00", "", "2", "17:00 thứ Ba 02/06/2026"),
        # What the system states is the appointment, be it longer or shorter than ours.
        ("01/06/2026 09:00:00", "05/06/2026 11:00:00", "1", "11:00 thứ Sáu 05/06/2026"),
        ("01/06/2026 09:00:00", "02/06/2026 17:00:00", "1", "17:00 thứ Ba 02/06/2026"),
    ],
)
def test_the_term_of_the_unit_on_the_day_of_reception(
    ward: Unit, marriage: Procedure, tmp_path: Path, received: str, stated: str, channel: str, expected: str
) -> None:
    own(ward, marriage, 2)
    own(ward, marriage, 1, channel=2)
    load(ward, tmp_path, row(received, stated, channel))
    assert due() == expected
    assert sound(ward)


def test_the_cut_off_of_the_version(ward: Unit, marriage: Procedure, tmp_path: Path) -> None:
    marriage.versions.update(cut_off_minute=900)
    second = "H24.99-260601-0002"
    # Received at 15:01 counts as received on Tuesday: 3, 4, 5/6.
    load(ward, tmp_path, row("01/06/2026 15:00:00"), row("01/06/2026 15:01:00", code=second))
    assert (due(), due(second)) == ("17:00 thứ Năm 04/06/2026", "17:00 thứ Sáu 05/06/2026")
    assert sound(ward)


@pytest.mark.parametrize(
    ("on_resume", "expected"),
    # One day lost, so Friday; or three days anew from Tuesday: 3, 4, 5/6.
    [("continue", "17:00 thứ Sáu 05/06/2026"), ("restart", "17:00 thứ Sáu 05/06/2026")],
)
def test_after_a_pause(
    ward: Unit, marriage: Procedure, tmp_path: Path, on_resume: str, expected: str
) -> None:
    marriage.versions.update(on_resume=on_resume)
    pause = "01/06/2026 10:00:00,02/06/2026 10:00:00"
    load(ward, tmp_path, row("01/06/2026 09:00:00", pause=pause))
    assert due() == expected
    assert sound(ward)


def test_a_pause_after_which_the_term_begins_again(ward: Unit, marriage: Procedure, tmp_path: Path) -> None:
    marriage.versions.update(on_resume="restart")
    # Two of the three days were used up on Wednesday; from Friday on three anew: 8, 9, 10/6.
    load(ward, tmp_path, row("01/06/2026 09:00:00", pause="03/06/2026 10:00:00,05/06/2026 10:00:00"))
    assert due() == "17:00 thứ Tư 10/06/2026"
    assert sound(ward)


def day_off(unit: Unit, whose: Unit | None, day: date) -> None:
    """Change the calendar as the page does: what moves is found, the change written, and everybody told."""
    before, by = calendar_of(unit.pk), Author(NOW + 5000, None, "CV 12")
    change_calendar(Proposal(whose.pk if whose else None, (DayChange(day, "", "Mất điện"),)), by)
    settle(moved_dues(open_dossiers([unit.pk]), before, calendar_of(unit.pk)), by)


def test_a_day_off_moves_what_is_open_and_the_ledger_follows(ward: Unit, tmp_path: Path) -> None:
    stated, ended = "H24.99-260601-0002", "H24.99-260601-0003"
    load(
        ward, tmp_path, row("01/06/2026 09:00:00"), row("01/06/2026 09:00:00", "04/06/2026 17:00:00", code=stated),
        row("01/06/2026 09:00:00", code=ended, done="05/06/2026 09:00:00"),
    )  # fmt: skip
    fourth = between(date(2026, 6, 1), date(2026, 6, 5))
    assert statement([ward.pk], fourth).totals()["open_overdue"] == 2

    day_off(ward, ward, date(2026, 6, 3))

    assert (due(), due(stated)) == ("17:00 thứ Sáu 05/06/2026", "17:00 thứ Năm 04/06/2026")
    # On Friday evening only the dossier is overdue whose own system says that it was due on Thursday.
    assert statement([ward.pk], fourth).totals()["open_overdue"] == 1
    assert statement([ward.pk], fourth, NOW).totals()["open_overdue"] == 2
    (told,) = Act.objects.filter(kind="redated")
    assert (told.dossier.code, told.recorded_at > NOW + 5000) == (CODE, True)
    ahead = Move.objects.filter(dossier__code=CODE, to_account=int(Account.OVERDUE)).order_by("pk")
    assert [move.n for move in ahead] == [1, -1, 1] or [move.n for move in ahead] == [1, 1, -1]
    assert sound(ward)


def test_a_rebuild_tells_the_same_and_later_news_too(ward: Unit, tmp_path: Path) -> None:
    load(ward, tmp_path, row("01/06/2026 09:00:00"))
    day_off(ward, ward, date(2026, 6, 3))
    columns = ("dossier", "from_account", "to_account", "effect_at", "recorded_at", "n")
    before = sorted(Move.objects.values_list(*columns))
    rebuild_unit(ward.pk, NOW + 9000)
    assert sorted(Move.objects.values_list(*columns)) == before
    # A clock that was set back: what comes now is recorded after the change all the same.
    load(ward, tmp_path, row("01/06/2026 09:00:00", done="05/06/2026 09:00:00"), at=NOW + 1000)
    news = Act.objects.filter(kind="reported").order_by("pk").last()
    assert news is not None and news.recorded_at > NOW + 5000
    assert sound(ward)


def test_what_was_learned_before_keeps_its_calendar(ward: Unit, tmp_path: Path) -> None:
    load(ward, tmp_path, row("01/06/2026 09:00:00", done="05/06/2026 09:00:00"))
    entered = list(Move.objects.values_list("from_account", "to_account", "effect_at", "n"))
    day_off(ward, None, date(2026, 6, 3))
    assert list(Move.objects.values_list("from_account", "to_account", "effect_at", "n")) == entered
    assert sound(ward)
