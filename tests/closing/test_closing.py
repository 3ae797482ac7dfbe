"""Closing a period, a newer export, and redrawing as known then and now; opening again by two people."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from motcua.catalogue.models import Field, Unit
from motcua.closing.acts import answer_reopening, ask_reopening, close
from motcua.closing.adjusting import adjustments, between
from motcua.closing.models import Closing
from motcua.closing.refusals import (
    AlreadyClosed,
    FiguresChanged,
    NoReason,
    NotAllowed,
    NotClosed,
    NothingAsked,
    NotOver,
    SamePerson,
    Waiting,
)
from motcua.closing.report import redrawn, report_data
from motcua.closing.state import standing
from motcua.dossiers.models import Dossier
from motcua.hub.run import import_files
from motcua.ledger.models import Move
from motcua.ledger.statement import statement
from motcua.people.models import AuditEntry, Grant, Role, User
from motcua.reports.narrative import report
from motcua.reports.render import filled_forms, render
from motcua.rules.adjustments import Cause, What
from motcua.rules.measures import MEASURES
from motcua.rules.periods import Period
from motcua.rules.periods import between as days
from tests.closing.later import newer, really_changed
from tests.conftest import exports, make_unit
from tests.hub.test_import import CASE_NAMES, FINISHED, NOW, changed_copy, expected, period_of

pytestmark = pytest.mark.django_db

DAY = 86_400_000


def person(name: str, unit: Unit, role: str) -> User:
    user = User.objects.create(username=name, full_name=f"Người {name}", password="!")
    Grant.objects.create(user=user, unit=unit, role=role, since=date(2025, 7, 1))
    return user


def loaded(case: str) -> tuple[Unit, Period, User]:
    """A unit with its exports, the period of its report, and its control officer."""
    unit = make_unit(case)
    import_files(unit, exports(case), NOW)
    return unit, period_of(expected(case)), person("kiem-soat", unit, Role.CONTROL)


@pytest.mark.parametrize(
    "case",
    ["mau-thu", *(pytest.param(case, marks=pytest.mark.long) for case in CASE_NAMES if case != "mau-thu")],
)
def test_closed_adjusted_and_drawn_as_known_then_and_now(tmp_path: Path, case: str) -> None:
    unit, period, control = loaded(case)
    closing = close(unit, period, control, NOW + 10)
    closed = render(report_data(unit, period), ("xlsx",))["xlsx"]
    before = statement([unit.pk], period).totals()
    later = newer(tmp_path, case, unit, period)

    import_files(unit, [later.file], NOW + DAY)
    found = adjustments(closing)

    codes = dict(Dossier.objects.values_list("pk", "code"))
    told = {codes[one.dossier]: one for one in found.found}
    assert sorted(told) == sorted([*later.ended, later.added])
    assert sorted(told) == really_changed(unit, period, closing.as_of)
    assert {told[code].what for code in later.ended} == {What.ENDED}
    assert told[later.added].what is What.ADDED
    assert {one.cause for one in found.found} == {Cause.REPORT}
    assert {one.recorded_at for one in found.found} == {NOW + DAY}
    now = statement([unit.pk], period).totals()
    assert {n: now[n] - before[n] for n in before if now[n] != before[n]} == {
        n: value for n, value in found.totals().items() if n in before
    }
    # As it was closed: the same figures and the same bytes; as known now: others.
    assert redrawn(closing).now.totals() == before
    assert render(report_data(unit, period), ("xlsx",))["xlsx"] == closed
    assert (
        report_data(unit, period, present=True).totals["closed"] > report_data(unit, period).totals["closed"]
    )
    assert report_data(unit, period, NOW).totals == report_data(unit, period).totals
    assert between([unit.pk], period, closing.as_of, NOW + DAY - 1).found == ()


def test_the_next_report_tells_what_changed_in_the_closed_one(tmp_path: Path) -> None:
    unit, _, control = loaded("mau-thu")
    period = days(date(2026, 4, 15), date(2026, 5, 14))
    following = days(date(2026, 5, 15), date(2026, 6, 13))
    close(unit, period, control, NOW + 10)
    assert report_data(unit, following).adjusted is None
    import_files(unit, [changed_copy(tmp_path, {"H24.99-260504-0007": FINISHED})], NOW + DAY)

    data = report_data(unit, following)

    assert data.adjusted is not None
    assert (data.adjusted.dossiers, data.adjusted.counts) == (1, (("report", "ended", 1),))
    assert data.adjusted.open_closed - data.adjusted.open_now == 1
    assert data.totals["carried_over"] == data.adjusted.open_now
    notes = [note for form in filled_forms(data) for note in form.notes if note.startswith("Cột (6)")]
    assert len(notes) == 2 and "giảm 01 hồ sơ" in notes[0] and "đã chốt" in notes[0]
    lines = [block.text for block in report(data).body]
    assert any("Điều chỉnh số liệu kỳ trước" in line and "01 hồ sơ" in line for line in lines)
    assert "01 hồ sơ nay biết đã kết thúc trong kỳ (hệ thống nguồn gửi sau);" in lines
    # Drawn as known before the newer export, the next report has nothing to tell.
    assert report_data(unit, following, NOW + 20).adjusted is None


def test_what_is_recorded_later_and_changes_no_figure_is_no_adjustment(tmp_path: Path) -> None:
    unit, period, control = loaded("mau-thu")
    closing = close(unit, period, control, NOW + 10)
    other_hour = FINISHED | {"Ngày kết thúc xử lý": "08/05/2026 11:00:00"}
    import_files(unit, [changed_copy(tmp_path, {"H24.99-260504-0007": FINISHED})], NOW + DAY)
    import_files(unit, [changed_copy(tmp_path, {"H24.99-260504-0007": other_hour})], NOW + 2 * DAY)

    assert len(adjustments(closing).found) == 1
    assert between([unit.pk], period, NOW + DAY).found == ()
    assert Move.objects.filter(recorded_at=NOW + 2 * DAY).exists()


def test_moves_without_an_entry_were_calculated_again() -> None:
    unit, period, control = loaded("mau-thu")
    closing = close(unit, period, control, NOW + 10)
    early = Move.objects.filter(unit=unit, from_account=10, to_account=30)
    move = early.filter(effect_day__range=(closing.first, closing.last))[0]
    for n, target in ((-1, 30), (1, 31)):
        Move.objects.create(
            dossier=move.dossier, unit=unit, cell=move.cell, from_account=10, to_account=target, n=n,
            effect_at=move.effect_at, effect_day=move.effect_day, recorded_at=NOW + DAY, rules=1,
        )  # fmt: skip

    (one,) = adjustments(closing).found

    assert (one.cause, one.what) == (Cause.RECALCULATED, What.OUTCOME)
    assert one.differences == {"early": -1, "on_time": 1}


def test_a_later_name_of_a_field_changes_no_closed_report() -> None:
    unit, period, control = loaded("mau-thu")
    close(unit, period, control, NOW + 10)
    closed = render(report_data(unit, period), ("xlsx",))["xlsx"]
    Field.objects.filter(name="Hộ tịch").update(name="Hộ tịch và quốc tịch")

    assert render(report_data(unit, period), ("xlsx",))["xlsx"] == closed
    names = {row.name for row in report_data(unit, period, present=True).rows}
    assert "Hộ tịch và quốc tịch" in names


def test_the_digest_tells_when_figures_do_not_come_out_again() -> None:
    unit, period, control = loaded("mau-thu")
    closing = close(unit, period, control, NOW + 10)
    assert json.loads(closing.figures)["names"] == sorted(MEASURES)
    Move.objects.filter(unit=unit, to_account=30)[0].delete()

    with pytest.raises(FiguresChanged):
        report_data(unit, period)


def test_who_may_close_and_when() -> None:
    unit, period, control = loaded("mau-thu")
    with pytest.raises(NotAllowed):
        close(unit, period, person("van-thu", unit, Role.CLERK), NOW + 10)
    future = days(period.first, period.last + timedelta(days=3_000))
    with pytest.raises(NotOver):
        close(unit, future, control, NOW + 10)
    close(unit, period, control, NOW + 10)
    with pytest.raises(AlreadyClosed):
        close(unit, period, control, NOW + 20)

    assert Closing.objects.count() == 1
    line = AuditEntry.objects.get(kind="period.closed")
    assert (line.actor, line.details) == (control.pk, {"period": period.name, "number": 1})


def test_opening_again_needs_a_reason_and_a_second_person(tmp_path: Path) -> None:
    unit, period, control = loaded("mau-thu")
    leader, clerk = person("lanh-dao", unit, Role.LEADER), person("van-thu", unit, Role.CLERK)
    with pytest.raises(NotClosed):
        ask_reopening(unit, period, control, "Sai", NOW + 10)
    first = close(unit, period, control, NOW + 10)
    with pytest.raises(NoReason):
        ask_reopening(unit, period, control, "  ", NOW + 20)
    with pytest.raises(NothingAsked):
        answer_reopening(unit, period, leader, True, NOW + 20)
    ask_reopening(unit, period, control, "Thiếu tệp hộ tịch", NOW + 20)
    with pytest.raises(Waiting):
        ask_reopening(unit, period, control, "Nữa", NOW + 21)
    for other in (control, clerk):
        with pytest.raises(NotAllowed):
            answer_reopening(unit, period, other, True, NOW + 22)

    answer_reopening(unit, period, leader, False, NOW + 23)
    assert standing(unit, period) == first
    ask_reopening(unit, period, control, "Thiếu tệp hộ tịch", NOW + 24)
    answer_reopening(unit, period, leader, True, NOW + 25)

    assert standing(unit, period) is None
    third = person("giam-doc", unit, Role.DIRECTOR)
    import_files(unit, [changed_copy(tmp_path, {"H24.99-260504-0007": FINISHED})], NOW + DAY)
    second = close(unit, period, control, NOW + DAY + 10)
    assert (second.number, second.as_of) == (2, NOW + DAY)
    assert second.digest != first.digest
    assert AuditEntry.objects.filter(kind__startswith="period.").count() == 6
    # A director may do both, but not the one after the other.
    ask_reopening(unit, period, third, "Sai", NOW + DAY + 20)
    with pytest.raises(SamePerson):
        answer_reopening(unit, period, third, True, NOW + DAY + 21)


def test_closed_as_known_earlier(tmp_path: Path) -> None:
    """The report that was sent last week can be closed as it was sent."""
    unit, period, control = loaded("mau-thu")
    import_files(unit, [changed_copy(tmp_path, {"H24.99-260504-0007": FINISHED})], NOW + DAY)

    closing = close(unit, period, control, NOW + 2 * DAY, known_at=NOW + 5)

    assert closing.as_of == NOW
    assert len(adjustments(closing).found) == 1
