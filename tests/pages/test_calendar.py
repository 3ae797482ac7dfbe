"""The calendar on a page: a year, a change, and which open dossiers it moves before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from motcua.boards.catalogue import hooks
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.changes import Author
from motcua.catalogue.departments import add_department
from motcua.catalogue.models import CalendarDay, Change, WeeklyHours
from motcua.dossiers.models import Dossier
from motcua.hub.open_clocks import open_clocks
from motcua.hub.rebuild import differences
from motcua.hub.run import import_files
from motcua.ledger.verify import verify_unit
from motcua.people.models import Role, User
from motcua.rules.instants import MS_PER_DAY, day_of, day_start
from motcua.rules.moved_dues import MovedDue, OpenDossier
from motcua.rules.terms import Term, TermUnit
from tests.pages.cast import Cast

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
MONDAY = day_of(date(2026, 6, 1))
WEDNESDAY = "2026-06-03"
HEADER = "Mã hồ sơ,Mã TTHC,Lĩnh vực,Ngày tiếp nhận,Hạn trả,Trạng thái,Ngày tạm dừng,Ngày tiếp tục\n"
# 1.004873 has 3 working days, so received on Monday it is due on Thursday.
ROWS = (
    "H24.99-260601-0001,1.004873,Hộ tịch,01/06/2026 09:00:00,,Đang xử lý,,\n"
    "H24.99-260601-0002,1.004873,Hộ tịch,01/06/2026 09:00:00,05/06/2026 17:00:00,Đang xử lý,,\n"
    "H24.99-260601-0003,1.115148,Hộ tịch,01/06/2026 09:00:00,,Đang xử lý,,\n"
    "H24.99-260528-0004,1.004873,Hộ tịch,28/05/2026 09:00:00,,Đã xử lý xong,,\n"
)


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    calendar_of.cache_clear()
    yield
    calendar_of.cache_clear()


@pytest.fixture
def working(cast: Cast, tmp_path: Path) -> Cast:
    """The cast with four dossiers, of which one hangs on our own clock."""
    path = tmp_path / "so.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    import_files(cast.here, [path], (MONDAY + 1) * MS_PER_DAY)
    return cast


def at(name: str, cast: Cast, top: bool = False) -> str:
    return reverse(name, args=[(cast.above if top else cast.here).pk])


def asked(**fields: str) -> dict[str, str]:
    return {"what": "day", "first": WEDNESDAY, "kind": "off", "note": "Mất điện", **fields}


def text(answer: Any) -> str:
    main = html.fromstring(answer.content.decode()).cssselect("main")[0]
    return " ".join(" ".join(str(piece) for piece in main.itertext()).split())


def end_of(day: int) -> int:
    return day_start(day) + 17 * 3_600_000


def test_only_dossiers_of_our_own_clock_hang_on_the_calendar(working: Cast) -> None:
    codes = dict(Dossier.objects.values_list("pk", "code"))
    found = {codes[int(str(one.key))]: one for one in open_clocks([working.here.pk])}
    assert set(found) == {"H24.99-260601-0001"}
    one = found["H24.99-260601-0001"]
    assert (one.term, one.received) == (Term(3, TermUnit.WORKING_DAYS), day_start(MONDAY) + 9 * 3_600_000)
    assert open_clocks([working.there.pk]) == []


def test_a_pause_that_is_over_counts(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    paused = "01/06/2026 10:00:00,03/06/2026 10:00:00"
    path.write_text(
        HEADER + f"H24.99-260601-0001,1.004873,Hộ tịch,01/06/2026 09:00:00,,Đang xử lý,{paused}\n", "utf-8"
    )
    import_files(cast.here, [path], (MONDAY + 4) * MS_PER_DAY)
    begin, end = (day_start(MONDAY + shift) + 10 * 3_600_000 for shift in (0, 2))
    (one,) = open_clocks([cast.here.pk])
    assert [(pause.begin, pause.end) for pause in one.pauses] == [(begin, end)]


def test_a_year_on_a_page(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.of_here[Role.CLERK])
    shown = text(client.get(f"{at('calendar', cast)}?year=2026"))
    assert "Lịch làm việc 2026" in shown and "249 ngày làm việc" in shown
    assert "30/4/2026 nghỉ Ngày Chiến thắng" in shown and "Tháng 12" in shown
    assert "22/8/2026 07:30-11:30, 13:00-17:00" in shown and "Sửa ngày" not in shown
    for odd in ("year=x", "year=1", "year=99999", "year="):
        assert client.get(f"{at('calendar', cast)}?{odd}").status_code == 200


def test_what_a_change_moves_is_seen_before_it_is_written(working: Cast, sign_in: SignIn) -> None:
    client = sign_in(working.of_here[Role.ADMIN])
    shown = text(client.post(at("calendar-preview", working), asked()))
    assert "3/6/2026 nghỉ Mất điện" in shown and "1 hồ sơ đang giải quyết đổi hạn" in shown
    assert "H24.99-260601-0001" in shown and "4/6/2026 17:00 5/6/2026 17:00 +1" in shown
    assert "H24.99-260601-0002" not in shown
    assert not CalendarDay.objects.filter(unit=working.here).exists()


def test_writing_tells_those_who_keep_dossiers(
    working: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[list[MovedDue], Author]] = []

    def settle(moved: Sequence[MovedDue], by: Author) -> None:
        heard.append((list(moved), by))

    monkeypatch.setattr(hooks, "SETTLERS", [settle])
    answer = sign_in(working.of_here[Role.ADMIN]).post(at("calendar-write", working), asked(decision="CV 12"))
    assert answer["Location"] == f"{at('calendar', working)}?year=2026"
    row = CalendarDay.objects.get(unit=working.here)
    assert (row.day, row.hours, row.note, row.actor) == (
        date(2026, 6, 3), "", "Mất điện", working.of_here[Role.ADMIN].pk,
    )  # fmt: skip
    ((moved, by),) = heard
    dossier = Dossier.objects.get(code="H24.99-260601-0001")
    assert moved == [MovedDue(dossier.pk, end_of(MONDAY + 3), end_of(MONDAY + 4))]
    assert (by.source, Change.objects.get().source) == ("CV 12", "CV 12")


def test_writing_moves_the_due_date_and_the_ledger_of_a_reported_dossier(
    working: Cast, sign_in: SignIn
) -> None:
    client = sign_in(working.of_here[Role.ADMIN])
    assert client.post(at("calendar-write", working), asked()).status_code == 302
    moved = Dossier.objects.get(code="H24.99-260601-0001")
    assert moved.due_at == end_of(MONDAY + 4)
    assert [*verify_unit(working.here.pk), *differences(working.here.pk)] == []
    page = text(client.get(reverse("dossiers-one", args=[working.here.pk, moved.pk])))
    assert "Sửa lịch làm việc" in page and "17:00 thứ Sáu 05/06/2026" in page


def test_a_department_sees_whose_days_they_are(cast: Cast, sign_in: SignIn) -> None:
    made = add_department(cast.here, "Phòng Kinh tế", date(2026, 1, 1))
    client = sign_in(cast.of_here[Role.ADMIN])
    client.post(at("calendar-write", cast), asked())
    shown = text(client.get(f"{reverse('calendar', args=[made.pk])}?year=2026"))
    assert "Mất điện đơn vị cấp trên" in shown


def test_what_a_settler_refuses_is_not_written(
    working: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_moved: Sequence[MovedDue], _by: Author) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(hooks, "SETTLERS", [refuse])
    with pytest.raises(RuntimeError):
        sign_in(working.of_here[Role.ADMIN]).post(at("calendar-write", working), asked())
    assert not CalendarDay.objects.filter(unit=working.here).exists()


def test_other_providers_are_asked_too(
    working: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = Dossier.objects.get(code="H24.99-260601-0002")
    own = OpenDossier(dossier.pk, day_start(MONDAY) + 9 * 3_600_000, Term(2, TermUnit.WORKING_DAYS))
    monkeypatch.setattr(hooks, "PROVIDERS", [*hooks.PROVIDERS, lambda _units: [own]])
    shown = text(sign_in(working.of_here[Role.ADMIN]).post(at("calendar-preview", working), asked()))
    assert "2 hồ sơ đang giải quyết đổi hạn" in shown and "3/6/2026 17:00 4/6/2026 17:00 +1" in shown


def test_the_hours_of_the_week(working: Cast, sign_in: SignIn) -> None:
    client = sign_in(working.of_here[Role.ADMIN])
    hours = {f"hours_{n}": "07:30-11:30, 13:00-17:00" for n in range(5)} | {"hours_5": "07:30-11:30"}
    week = {"what": "week", "since": "2026-06-01", **hours}
    assert "Thứ Bảy: 07:30-11:30; Chủ nhật: nghỉ" in text(client.post(at("calendar-preview", working), week))
    assert client.post(at("calendar-write", working), week).status_code == 302
    assert calendar_of(working.here.pk).is_working_day(MONDAY + 5)
    assert WeeklyHours.objects.get().unit == working.here


def test_days_become_usual_again(cast: Cast, sign_in: SignIn) -> None:
    client, day = sign_in(cast.of_here[Role.ADMIN]), day_of(date(2026, 6, 3))
    client.post(at("calendar-write", cast), asked(last="2026-06-04"))
    assert not calendar_of(cast.here.pk).is_working_day(day)
    client.post(at("calendar-write", cast), asked(last="2026-06-30", kind="usual"))
    assert calendar_of(cast.here.pk).is_working_day(day)
    assert CalendarDay.objects.filter(unit=cast.here).count() == 4


def test_no_week_end_slips_into_several_days_with_hours(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.of_here[Role.ADMIN])
    client.post(at("calendar-write", cast), asked(last="2026-06-09", kind="hours", hours="07:30-11:30"))
    # Wednesday 3/6 to Tuesday 9/6 without Saturday and Sunday.
    assert CalendarDay.objects.filter(unit=cast.here).count() == 5
    client.post(at("calendar-write", cast), asked(first="2026-06-13", kind="hours", hours="07:30-11:30"))
    assert calendar_of(cast.here.pk).windows_of(day_of(date(2026, 6, 13))) == ((450, 690),)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"first": ""}, "Ghi ngày đầu"),
        ({"last": "2026-06-01"}, "Ghi ngày đầu"),
        ({"last": "2027-06-01"}, "không quá 120 ngày"),
        ({"kind": "hours", "hours": "sáng"}, "không hợp lệ"),
        ({"kind": "hours", "hours": ""}, "Ghi giờ làm việc"),
        ({"kind": "usual"}, "không có gì thay đổi"),
        ({"first": "1926-06-03"}, "Kiểm tra lại năm"),
        ({"what": "week", "since": ""}, "Ghi ngày bắt đầu"),
        ({"what": "week", "since": "2026-06-01"}, "không hợp lệ"),
    ],
)
def test_changes_that_are_refused(cast: Cast, sign_in: SignIn, fields: dict[str, str], told: str) -> None:
    answer = sign_in(cast.of_here[Role.ADMIN]).post(at("calendar-preview", cast), asked(**fields))
    assert answer.status_code == 409 and told in text(answer)
    assert 'value="Mất điện"' in answer.content.decode()


def test_the_calendar_of_all_units_is_changed_at_the_top_alone(working: Cast, sign_in: SignIn) -> None:
    common = asked(scope="all")
    assert sign_in(working.of_here[Role.ADMIN]).post(at("calendar-write", working), common).status_code == 403
    client = sign_in(working.of_above[Role.ADMIN])
    shown = text(client.post(at("calendar-preview", working, top=True), common))
    assert "Cho mọi đơn vị" in shown and "H24.99-260601-0001" in shown and "Đơn vị mẫu thử" in shown
    assert client.post(at("calendar-write", working, top=True), common).status_code == 302
    assert not calendar_of(working.there.pk).is_working_day(day_of(date(2026, 6, 3)))
