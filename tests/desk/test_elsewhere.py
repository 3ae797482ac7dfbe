"""Dossiers of other systems in the morning list: whose they are, in what order, how old the news is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl
import pytest
from django.test import Client
from django.urls import reverse

from motcua.boards.desk.morning import morning
from motcua.boards.desk.team import team
from motcua.casework import acts
from motcua.hub.elsewhere import fill, name_key, redated
from motcua.hub.models import Elsewhere
from motcua.hub.run import import_files
from motcua.people.models import Role, User
from motcua.rules.instants import Instant, local_day
from tests.casework.conftest import DAY, HOUR, MONDAY, Office
from tests.pages.cast import person

At = Callable[[int], Instant]
TITLES = (
    "Mã hồ sơ;Mã TTHC;Tên thủ tục hành chính;Lĩnh vực;Ngày nộp;Ngày tiếp nhận;Ngày hẹn trả;Ngày tạm dừng;"
    "Ngày kết thúc xử lý;Ngày trả kết quả;Trạng thái hồ sơ;Chủ hồ sơ;Cán bộ xử lý hiện tại"
)
NAME = "Đỗ Thị Ngọc Hoà"


def line(number: int, state: str, officer: str, due: str = "", finished: str = "", returned: str = "") -> str:
    received = "" if state == "Chờ tiếp nhận" else "25/05/2026 08:00"
    paused = "27/05/2026 08:00" if state == "Yêu cầu bổ sung" else ""
    return (
        f"H24.99-260525-{number:04};1.001193;Đăng ký khai sinh;Hộ tịch;25/05/2026 07:50;{received};{due};{paused};"
        f"{finished};{returned};{state};Người {number};{officer}"
    )


OVERDUE, TODAY = "29/05/2026 17:00", "01/06/2026 17:00"
ROWS = (
    line(1, "Đang xử lý", f"{NAME} (hoadtn)", OVERDUE),
    line(2, "Đang xử lý", "ĐỖ THỊ NGỌC HÒA", TODAY),
    line(3, "Yêu cầu bổ sung", NAME, "05/06/2026 17:00"),
    line(4, "Đã có kết quả", NAME, TODAY, "28/05/2026 10:00"),
    line(5, "Chờ tiếp nhận", NAME),
    line(6, "Đang xử lý", NAME, "10/06/2026 17:00"),
    line(7, "Đang xử lý", "Người Không Ai Biết", OVERDUE),
    line(8, "Đang xử lý", "", TODAY),
    line(9, "Đã trả kết quả", NAME, TODAY, "28/05/2026 10:00", "28/05/2026 11:00"),
)


def bring(
    office: Office, folder: Path, rows: Sequence[str] = ROWS, day: str = "30/05/2026", at: int = 0
) -> None:
    path = folder / "xuat.csv"
    path.write_text("\n".join([f"Ngày xuất dữ liệu: {day}", TITLES, *rows]), encoding="utf-8")
    import_files(office.cast.here, [path], MONDAY + at)


def named(office: Office, role: str, name: str) -> User:
    user = office.cast.of_here[role]
    user.full_name = name
    user.save(update_fields=["full_name"])
    return user


def parts(office: Office, role: str, after: int = HOUR, where: str = "here") -> dict[str, list[int]]:
    """The last figures of the codes by part."""
    found = morning(office.who(role, where), MONDAY + after)
    return {one.key: [int(row.dossier.code[-4:]) for row in one.rows] for one in found}


def test_an_officer_sees_what_other_systems_say_he_has(office: Office, tmp_path: Path) -> None:
    named(office, Role.SPECIALIST, f"{NAME}, công chức tư pháp")
    bring(office, tmp_path)
    # In the order of the morning: answer, late, today, supplement, ready, then the rest.
    seen = parts(office, Role.SPECIALIST)
    assert list(seen.items()) == [
        ("answer", [5]), ("late", [1]), ("today", [2]), ("supplement", [3]), ("ready", [4]), ("mine", [6]),
    ]  # fmt: skip


def test_own_dossiers_and_others_stand_in_one_order(office: Office, tmp_path: Path) -> None:
    named(office, Role.SPECIALIST, NAME)
    bring(office, tmp_path)
    own = office.receive().dossier
    office.act(Role.HEAD, own, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    late = next(one for one in morning(office.who(Role.SPECIALIST), MONDAY + 20 * DAY) if one.key == "late")
    assert [row.when for row in late.rows] == sorted(row.when or 0 for row in late.rows)
    assert {row.told is None for row in late.rows} == {True, False}


def test_what_nobody_here_has_is_shown_to_the_counter_and_the_head_alone(
    office: Office, tmp_path: Path
) -> None:
    named(office, Role.SPECIALIST, NAME)
    bring(office, tmp_path)
    assert parts(office, Role.COUNTER)["unknown"] == [7, 8]
    assert parts(office, Role.HEAD)["unknown"] == [7, 8]
    assert "unknown" not in parts(office, Role.SPECIALIST)
    assert parts(office, Role.COUNTER, where="there") == {}


def test_two_of_one_name_both_see_it_with_a_mark(office: Office, tmp_path: Path) -> None:
    named(office, Role.SPECIALIST, "Lê Văn Tuấn")
    other = person("le-van-tuan-2", office.cast.here, Role.HEAD)
    other.full_name = "Lê Văn Tuân"
    other.save()
    office.cast.of_here[Role.HEAD] = other
    bring(
        office,
        tmp_path,
        [line(1, "Đang xử lý", "Le Van Tuan", OVERDUE), line(2, "Đang xử lý", "Lê Văn Tuân", OVERDUE)],
    )
    # Without diacritics it may be either; written in full it is the one.
    assert parts(office, Role.SPECIALIST)["late"] == [1]
    assert parts(office, Role.HEAD)["late"] == [1, 2]
    marks = [row.told.doubt for row in morning(office.who(Role.HEAD), MONDAY + HOUR)[0].rows if row.told]
    assert [bool(mark) for mark in marks] == [True, False]


def test_a_name_spelled_differently_is_marked(office: Office, tmp_path: Path) -> None:
    named(office, Role.SPECIALIST, "Lê Văn Tuấn")
    bring(office, tmp_path, [line(1, "Đang xử lý", "Lê Văn Tuân", OVERDUE)])
    told = morning(office.who(Role.SPECIALIST), MONDAY + HOUR)[0].rows[0].told
    assert told is not None
    assert told.doubt


def test_the_name_of_another_unit_is_no_match(office: Office, tmp_path: Path) -> None:
    stranger = office.cast.of_there[Role.SPECIALIST]
    stranger.full_name = NAME
    stranger.save()
    bring(office, tmp_path)
    assert parts(office, Role.SPECIALIST, where="there") == {}
    assert 1 in parts(office, Role.COUNTER)["unknown"]


def test_the_head_sees_the_unit_by_officer(office: Office, tmp_path: Path) -> None:
    named(office, Role.SPECIALIST, NAME)
    bring(office, tmp_path)
    own = office.receive().dossier
    office.act(Role.HEAD, own, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    (officer,) = team(office.who(Role.HEAD), MONDAY + 2 * HOUR)
    codes = [int(row.dossier.code[-4:]) for row in officer.rows]
    # One is overdue, one should have been answered.
    assert (officer.name, officer.late) == (NAME, 2)
    # Our own is due the day after: not urgent yet.
    assert [code for code in codes if code < 5000] == [5, 1, 2, 3, 4]
    assert team(office.who(Role.SPECIALIST), MONDAY + 2 * HOUR) == []


def test_the_news_grows_younger_and_what_is_done_goes(office: Office, tmp_path: Path) -> None:
    bring(office, tmp_path)
    before = dict(Elsewhere.objects.values_list("dossier__code", "as_of"))
    done = line(2, "Đã trả kết quả", NAME, TODAY, "31/05/2026 10:00", "31/05/2026 11:00")
    bring(office, tmp_path, [ROWS[0], done], day="31/05/2026", at=DAY)
    after = dict(Elsewhere.objects.values_list("dossier__code", "as_of"))
    first, second, third = (f"H24.99-260525-{number:04}" for number in (1, 2, 3))
    assert local_day(after[first]) - local_day(before[first]) == 1
    assert second not in after
    assert after[third] == before[third]


def test_a_system_that_never_tells_of_hand_overs_leaves_nothing_to_hand_over(
    office: Office, tmp_path: Path
) -> None:
    bring(office, tmp_path, [ROWS[3], ROWS[0]])
    assert not Elsewhere.objects.filter(waits=Elsewhere.Waits.RETURN).exists()


def test_what_the_journal_knows_can_be_filled_in(office: Office, tmp_path: Path) -> None:
    bring(office, tmp_path)
    kept = set(
        Elsewhere.objects.exclude(waits=Elsewhere.Waits.RETURN).values_list("pk", "folded", "waits", "since")
    )
    Elsewhere.objects.all().delete()
    assert fill(office.cast.here.pk) == len(kept)
    assert set(Elsewhere.objects.values_list("pk", "folded", "waits", "since")) == kept


def test_new_due_dates_bring_a_new_order(office: Office, tmp_path: Path) -> None:
    bring(office, tmp_path)
    keys = dict(Elsewhere.objects.values_list("dossier__code", "pk"))
    work, supplement = keys["H24.99-260525-0001"], keys["H24.99-260525-0003"]
    before = Elsewhere.objects.get(pk=supplement).since
    redated(pl.DataFrame({"key": [work, supplement], "due": [MONDAY, MONDAY]}))
    assert Elsewhere.objects.get(pk=work).since == MONDAY
    # What waits for a supplement is ordered by when it was asked for.
    assert Elsewhere.objects.get(pk=supplement).since == before


def test_the_page_names_the_system_and_the_age(
    office: Office, tmp_path: Path, sign_in: Callable[[User], Client], at: At
) -> None:
    user = named(office, Role.SPECIALIST, NAME)
    bring(office, tmp_path)
    at(HOUR)
    page = sign_in(user).get(reverse("desk", args=[office.cast.here.pk])).content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "Mở ở: Hệ thống một cửa của thành phố Hải Phòng" in text
    assert "số liệu 2 ngày trước, 30/5/2026" in text
    assert 'data-copy="H24.99-260525-0001"' in page


@pytest.mark.parametrize(
    ("written", "key"),
    [("Nguyễn Văn A, Phó Trưởng phòng", "nguyen van a"), ("  nguyen  van a(a01)", "nguyen van a"), ("", ""),
     ("Nguyễn Văn A - Công chức", "nguyen van a"), ("Trần-Lê Hoà", "tran le hoa")],
)  # fmt: skip
def test_how_names_are_compared(written: str, key: str) -> None:
    assert name_key(written) == key
