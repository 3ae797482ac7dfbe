"""How a live source is: by its schedule, its rhythm in working days, its errors and the files that wait; and who is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.models import Unit
from motcua.exchange.live.base import BadSource
from motcua.exchange.live.health import State, health
from motcua.exchange.live.schedule import next_look, read_times, times_text
from motcua.exchange.live.setting_up import Rhythm, watch
from motcua.exchange.live.taking import take_due
from motcua.exchange.models import TakenFile, WatchedSource
from motcua.notices.alerts import alert_unit
from motcua.notices.models import Notice
from motcua.notices.screens import words_of
from motcua.people.models import Role
from motcua.rules.instants import MS_PER_DAY as DAY
from motcua.rules.instants import MS_PER_HOUR as HOUR
from motcua.rules.instants import MS_PER_MINUTE as MINUTE
from tests.cli.running import Runner
from tests.exchange.listed import as_csv, rows
from tests.exchange.test_commands import run as run
from tests.pages.cast import person

MONDAY = 1_780_887_600_000
"""10:00 on Monday 8/6/2026."""
Made = Callable[..., WatchedSource]


@pytest.fixture
def made(sample: Unit, tmp_path: Path) -> Made:
    """A source that gave something on Monday and is looked at every ten minutes."""
    watch(sample, "folder", {"folder": str(tmp_path)}, Rhythm(10), MONDAY, name="Kho của tỉnh")

    def changed(now: int, **values: object) -> WatchedSource:
        told = {"taken_at": MONDAY, "next_at": now, **values}
        WatchedSource.objects.update(**told)
        return WatchedSource.objects.get()

    return changed


def test_times_of_the_day_are_read_and_come_in_order() -> None:
    assert times_text(read_times("13h00; 5:30,05:30")) == "05:30, 13:00"
    for wrong in ("25:00", "5", "5:7", "x", ",".join(["1:00"] * 25)):
        with pytest.raises(BadSource):
            read_times(wrong)
    assert next_look(10, "", MONDAY) == MONDAY + 10 * MINUTE
    assert next_look(10, "05:30, 13:00", MONDAY) == MONDAY + 3 * HOUR
    assert next_look(10, "05:30, 10:00", MONDAY) == MONDAY + 19 * HOUR + 30 * MINUTE, (
        "10:00 is now, not after now"
    )


@pytest.mark.parametrize(
    ("days", "expected", "state"),
    [
        (0, 1, State.WORKS),
        (1, 1, State.WORKS),
        (2, 1, State.LATE),  # nothing on the whole of Tuesday
        (3, 1, State.LATE),
        (4, 1, State.SILENT),
        (6, 5, State.WORKS),  # Saturday and Sunday are no working days
        (8, 5, State.LATE),
        (30, 0, State.WORKS),  # nobody expects anything
    ],
)
def test_a_source_is_late_and_then_silent_by_its_rhythm_in_working_days(
    made: Made, days: int, expected: int, state: State
) -> None:
    now = MONDAY + days * DAY
    found = health(made(now, expected_days=expected), now)
    assert (found.state, found.silent) == (state, state is State.SILENT)


def test_what_is_worse_is_said_first(made: Made) -> None:
    now = MONDAY + 4 * DAY
    assert health(made(now, enabled=False), now).state is State.OFF
    failing = made(now, enabled=True, error="Không kết nối được.")
    assert health(failing, now).why == "Không kết nối được."
    assert health(failing, now).silent, "whoever is to be told is told of the silence all the same"
    assert "máy gửi" in health(made(now - 2 * HOUR, error=""), now).why
    TakenFile.objects.create(source=failing, name="a.csv", at=now, outcome="refused", reason="Tệp hỏng.")
    assert "“a.csv”" in health(made(now), now).why
    TakenFile.objects.create(source=failing, name="b.csv", at=now, outcome="held", reason="?")
    assert health(made(now), now).state is State.ASKS
    TakenFile.objects.all().delete()
    assert health(made(now, taken_at=None, made_at=now), now).state is State.WAITS


def test_a_silent_source_is_told_of_once_for_each_silence(sample: Unit, made: Made) -> None:
    person("kiem-soat", sample, Role.CONTROL)
    now = MONDAY + 3 * DAY
    made(now)
    assert alert_unit(sample, calendar_of(sample.pk), now) == 0
    made(now + DAY)
    told = alert_unit(sample, calendar_of(sample.pk), now + DAY)
    assert told >= 1
    assert alert_unit(sample, calendar_of(sample.pk), now + DAY + HOUR) == 0
    assert "04 ngày không có số liệu mới từ Kho của tỉnh" in words_of(Notice.objects.all()[0])[1]
    made(now + 8 * DAY, taken_at=now + DAY)
    assert alert_unit(sample, calendar_of(sample.pk), now + 8 * DAY) == told, (
        "the next silence is another one"
    )


def test_the_commands_say_how_sources_are_and_decide(sample: Unit, run: Runner, tmp_path: Path) -> None:
    added = run(
        "exchange",
        "watch",
        "H24.99",
        "--folder",
        tmp_path,
        "--name",
        "Kho",
        "--at",
        "05:30",
        "--expected",
        "2",
    )
    assert added.code == 0, added.words
    source = WatchedSource.objects.get()
    assert (source.times, source.expected_days, source.whole) == ("05:30", 2, True)
    for number, found in enumerate((rows(5), rows(6, TrangThai="Lơ lửng"), rows(7, "H37.99"))):
        (tmp_path / f"{number}.csv").write_bytes(as_csv(found))
        WatchedSource.objects.update(next_at=0)
        take_due(lambda: source.made_at + DAY)
    said = run("exchange", "sources", "--unit", "H24.99").words
    assert f"{source.pk}. Kho – Đơn vị mẫu thử: chờ người xem. 2 tệp chờ người xem" in said
    assert "Đã ghi: dòng 5, mới 5, đổi 0, như cũ 0, cách ly 0." in said
    told = json.loads(run("exchange", "sources", "--json").out)
    held = [file["number"] for file in told[0]["files"] if file["outcome"] == "held"]
    assert (told[0]["state"], len(held)) == ("asks", 2)
    unread = run("exchange", "let-through", str(held[1]))
    assert (unread.code, "“Lơ lửng”" in unread.words) == (1, True)
    assert run("exchange", "throw-away", str(held[1])).code == 0
    assert "mới 7" in run("exchange", "let-through", str(held[0])).words
    assert run("exchange", "let-through", str(held[0])).code == 1
    assert run("exchange", "reread", str(source.pk)).code == 0
    assert run("exchange", "watch", "H24.99", "--kind", "http", "--set", "url=kho").code == 1
    assert "whole, news" in run("exchange", "watch", "H24.99", "--folder", tmp_path, "--each", "x").words
    for name in ("let-through", "throw-away", "reread"):
        assert run("exchange", name, "999").code == 1
