"""How a dossier stands and what is told of it: its rest, its light, its promise, and the explanation."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.rules.clock import due, promised, remaining, term_left, timeliness, traffic_light
from motcua.rules.explain import LineCode, explain
from motcua.rules.holidays_seed import seed_days_off
from motcua.rules.instants import MS_PER_HOUR
from motcua.rules.terms import (
    PLAIN,
    Apology,
    ApologyError,
    Extension,
    Left,
    OnResume,
    Pause,
    Term,
    Timeliness,
    TrafficLight,
)

from . import at, on
from .stories import CD, RESTART, SAME_DAY, UNTIL_15, WD, WH, Y2026, found, pause

DOCS = Path(__file__).parents[2] / "docs" / "clock.md"


@pytest.mark.parametrize(
    ("term", "open_pause", "left"),
    [
        # Used 3, 4/11 of five: three left.
        (Term(5, WD), pause("2026-11-04 10:00", None), Left(3, WD)),
        (Term(5, WD), pause("2026-11-04 10:00", None, RESTART), Left(5, WD)),
        # On the due day after work: none left, but it is not late.
        (Term(5, WD), pause("2026-11-09 20:00", None), Left(0, WD)),
        (Term(7, CD), pause("2026-11-04 10:00", None), Left(5, CD)),
        # 09:00 to 11:30 and 13:00 to 15:00 used: 8 h - 4 h 30.
        (Term(8, WH), pause("2026-11-02 15:00", None), Left(3 * MS_PER_HOUR + MS_PER_HOUR // 2, WH)),
        (Term(8, WH), pause("2026-11-02 15:00", None, RESTART), Left(8 * MS_PER_HOUR, WH)),
    ],
)
def test_an_open_pause_leaves_no_due_but_a_rest(term: Term, open_pause: Pause, left: Left) -> None:
    story = (at("2026-11-02 09:00"), term, Y2026, PLAIN, (open_pause,))
    assert due(*story) is None
    assert term_left(*story) == left


def test_an_extension_during_an_open_pause_adds_to_the_rest() -> None:
    extension = Extension(2, WD, "Điều 1", at("2026-12-01 09:00"))
    story = (at("2026-11-02 09:00"), Term(5, WD), Y2026, PLAIN)
    assert term_left(*story, (pause("2026-11-04 10:00", None),), (extension,)) == Left(5, WD)
    assert term_left(*story, (pause("2026-11-04 10:00", None, RESTART),), (extension,)) == Left(7, WD)


def test_an_open_pause_of_a_late_dossier_changes_nothing() -> None:
    story = (at("2026-11-02 09:00"), Term(5, WD), Y2026, PLAIN, (pause("2026-11-10 08:00", None),))
    end = due(*story)
    assert end is not None
    assert end.instant == at("2026-11-09 17:00")
    assert term_left(*story) is None
    assert traffic_light(end, at("2026-11-10 09:00"), paused=True) is TrafficLight.LATE


def test_without_a_term_there_is_no_due() -> None:
    assert due(at("2026-11-02 09:00"), None, Y2026) is None
    assert term_left(at("2026-11-02 09:00"), None, Y2026) is None
    assert timeliness(at("2026-11-02 09:00"), None) is Timeliness.ON_TIME


@pytest.mark.parametrize(
    ("term", "within", "finished", "expected"),
    [
        # Due on Thu 19/11: the day decides.
        (Term(3, WD), 0, "2026-11-18 23:59", Timeliness.EARLY),
        (Term(3, WD), 0, "2026-11-19 00:00", Timeliness.ON_TIME),
        (Term(3, WD), 0, "2026-11-19 23:59", Timeliness.ON_TIME),
        (Term(3, WD), 0, "2026-11-20 00:00", Timeliness.LATE),
        # Due at 13:30: the instant decides.
        (Term(3, WH), 0, "2026-11-16 13:29", Timeliness.EARLY),
        (Term(3, WH), 0, "2026-11-16 13:30", Timeliness.ON_TIME),
        (Term(3, WH), 0, "2026-11-16 13:30:01", Timeliness.LATE),
        (Term(3, WH), 30, "2026-11-16 12:59", Timeliness.EARLY),
        (Term(3, WH), 30, "2026-11-16 13:00", Timeliness.ON_TIME),
    ],
)
def test_timeliness(term: Term, within: int, finished: str, expected: Timeliness) -> None:
    assert timeliness(at(finished), found("2026-11-16 09:00", term), within) is expected


@pytest.mark.parametrize(
    ("now", "paused", "light", "minutes"),
    [
        ("2026-11-17 16:00", False, TrafficLight.IN_TERM, 60 + 480 + 480),
        ("2026-11-17 16:00", True, TrafficLight.WAITING, 60 + 480 + 480),
        ("2026-11-19 08:00", False, TrafficLight.DUE_TODAY, 450),
        ("2026-11-19 18:00", False, TrafficLight.DUE_TODAY, 0),
        ("2026-11-20 00:00", False, TrafficLight.LATE, 0),
        ("2026-11-20 08:00", False, TrafficLight.LATE, -30),
    ],
)
def test_how_an_open_dossier_stands(now: str, paused: bool, light: TrafficLight, minutes: int) -> None:
    end = found("2026-11-16 09:00", Term(3, WD))
    assert traffic_light(end, at(now), paused) is light
    assert remaining(end, at(now), Y2026) == minutes


def test_without_due_the_light_is_green_or_waiting() -> None:
    assert traffic_light(None, at("2026-11-20 08:00")) is TrafficLight.IN_TERM
    assert traffic_light(None, at("2026-11-20 08:00"), paused=True) is TrafficLight.WAITING


def test_an_apology_changes_the_promise_once_and_the_due_never() -> None:
    end = found("2026-11-16 09:00", Term(3, WD))
    apology = Apology(at("2026-11-18 09:00"), at("2026-11-25 17:00"))
    assert promised(None) is None
    assert promised(end) == at("2026-11-19 17:00")
    assert promised(end, [apology]) == at("2026-11-25 17:00")
    assert timeliness(at("2026-11-25 10:00"), end) is Timeliness.LATE
    with pytest.raises(ApologyError):
        promised(end, [apology, apology])


def _texts(*args: object, **more: object) -> list[str]:
    return [line.text for line in explain(*args, **more)]  # type: ignore[arg-type]


def _documented(texts: list[str]) -> bool:
    """Whether the page for officials has exactly these lines, one below the other."""
    return "\n".join(texts) in DOCS.read_text(encoding="utf-8")


def test_example_1_received_after_the_cut_off_before_tet() -> None:
    # Counted from Mon 23/2: 24, 25, 26, 27/2 and Mon 2/3.
    names = seed_days_off([2026])
    texts = _texts(at("2026-02-13 15:40"), Term(5, WD), Y2026, UNTIL_15, names=names)
    assert texts == [
        "Tiếp nhận hồ sơ hợp lệ: 15:40 thứ Sáu 13/02/2026.",
        "Nhận sau giờ chốt trong ngày hoặc vào ngày nghỉ: tính như nhận lúc 07:30 thứ Hai 23/02/2026.",
        "Thời hạn: 5 ngày làm việc, không tính ngày tiếp nhận; hạn ban đầu: 17:00 thứ Hai 02/03/2026.",
        "Ngày nghỉ: thứ Hai 16/02/2026 (Giao thừa Tết Nguyên Đán).",
        "Ngày nghỉ: thứ Ba 17/02/2026 (Tết Nguyên Đán).",
        "Ngày nghỉ: thứ Tư 18/02/2026 (Mùng hai Tết Nguyên Đán).",
        "Ngày nghỉ: thứ Năm 19/02/2026 (Mùng ba Tết Nguyên Đán).",
        "Ngày nghỉ: thứ Sáu 20/02/2026 (Mùng bốn Tết Nguyên Đán).",
        "Hạn trả kết quả: 17:00 thứ Hai 02/03/2026; quá hạn từ 00:00 thứ Ba 03/03/2026.",
    ]
    assert _documented(texts)


def test_example_2_a_supplement_and_a_saturday_worked_in_exchange() -> None:
    # 4 to 7/8, 10 to 14/8, 17/8. Given back: 7, 10 to 14, 17, 18/8, eight days.
    # 17/8 + 8: 18, 19, 20, 21, Saturday 22 worked, 24, 25, 26/8.
    asked = Pause(at("2026-08-06 10:00"), at("2026-08-18 14:00"), OnResume.CONTINUE, "yêu cầu bổ sung")
    texts = _texts(at("2026-08-03 09:15"), Term(10, WD), Y2026, UNTIL_15, [asked])
    assert texts == [
        "Tiếp nhận hồ sơ hợp lệ: 09:15 thứ Hai 03/08/2026.",
        "Thời hạn: 10 ngày làm việc, không tính ngày tiếp nhận; hạn ban đầu: 17:00 thứ Hai 17/08/2026.",
        "Tạm dừng từ 10:00 thứ Năm 06/08/2026 đến 14:00 thứ Ba 18/08/2026 (yêu cầu bổ sung); "
        "không tính 8 ngày làm việc, hạn mới: 17:00 thứ Tư 26/08/2026.",
        "Ngày làm bù: thứ Bảy 22/08/2026.",
        "Hạn trả kết quả: 17:00 thứ Tư 26/08/2026; quá hạn từ 00:00 thứ Năm 27/08/2026.",
    ]
    assert _documented(texts)


def test_example_3_certification_on_the_same_day() -> None:
    texts = _texts(at("2026-11-18 14:50"), Term(1, WD), Y2026, SAME_DAY)
    assert texts == [
        "Tiếp nhận hồ sơ hợp lệ: 14:50 thứ Tư 18/11/2026.",
        "Thời hạn: 1 ngày làm việc, tính cả ngày tiếp nhận; hạn ban đầu: 17:00 thứ Tư 18/11/2026.",
        "Hạn trả kết quả: 17:00 thứ Tư 18/11/2026; quá hạn sau giờ đó.",
    ]
    assert _documented(texts)


def test_explain_tells_of_every_act() -> None:
    again = Pause(at("2026-11-03 10:00"), at("2026-11-04 10:00"), RESTART)
    late = Pause(at("2026-11-30 10:00"), None, ground="nghĩa vụ tài chính")
    granted = Extension(2, WD, "Điều 1", at("2026-11-05 09:00"))
    refused = Extension(2, WD, "Điều 1", at("2026-11-25 09:00"))
    apology = Apology(at("2026-11-12 09:00"), at("2026-11-20 17:00"))
    story = (at("2026-11-02 09:00"), Term(5, WD), Y2026, PLAIN, [again, late], [granted, refused], [apology])
    lines = explain(*story)
    assert [line.code for line in lines] == [
        LineCode.RECEIVED,
        LineCode.TERM,
        LineCode.PAUSED,
        LineCode.EXTENDED,
        LineCode.TOO_LATE,
        LineCode.TOO_LATE,
        LineCode.APOLOGY,
        LineCode.DUE,
    ]
    # Begun again on Wed 4/11: 5, 6, 9, 10, 11/11; + 2 = 13/11.
    assert (lines[2].day, lines[3].day, lines[-1].day) == (
        on("2026-11-11"),
        on("2026-11-13"),
        on("2026-11-13"),
    )
    assert due(*story[:6]) == found("2026-11-02 09:00", Term(5, WD), PLAIN, (again,), (granted,))


def test_explain_an_open_pause_and_no_term() -> None:
    open_pause = pause("2026-11-02 15:00", None)
    lines = explain(at("2026-11-02 09:00"), Term(8, WH), Y2026, PLAIN, [open_pause])
    assert lines[-1].code is LineCode.WAITING
    assert lines[-1].text.endswith("khi tiếp tục còn 3 giờ 30 phút làm việc.")
    assert explain(at("2026-11-02 09:00"), None, Y2026)[-1].code is LineCode.NO_TERM
