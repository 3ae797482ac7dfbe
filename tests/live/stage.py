"""Dossiers in every state that a board tells apart, of two communes."""

from __future__ import annotations

from datetime import date

from motcua.casework import acts
from motcua.catalogue.departments import add_department
from motcua.hub.run import import_files
from motcua.people.models import Role
from motcua.rules.instants import Instant
from tests.casework.conftest import DAY, HOUR, MONDAY, Office
from tests.conftest import exports

IMPORTED: Instant = 1_779_170_400_000
"""13:00 on 19/5/2026."""
NOW: Instant = MONDAY + 10 * DAY + 3 * HOUR + 20_000
"""11:00:20 on Thursday 11/6/2026."""
LATE, FRESH = 0, 10 * DAY


def fill(office: Office) -> None:
    """Fill both communes; the term of the procedure is counted in working days."""
    import_files(office.cast.here, exports("mau-thu"), IMPORTED)
    specialist = office.user(Role.SPECIALIST)
    for number in range(7):
        done = office.receive(LATE + number * HOUR)
        if number % 3:
            office.act(Role.HEAD, done.dossier, acts.Assign(specialist), LATE + 9 * HOUR)
        if number == 1:
            office.act(
                Role.SPECIALIST, done.dossier, acts.RequestSupplement(("Tờ khai",), "Điều 5", 5), 2 * DAY
            )
        if number == 2:
            office.act(Role.SPECIALIST, done.dossier, acts.Pause("Chờ xác minh"), 10 * HOUR)
            office.act(Role.SPECIALIST, done.dossier, acts.Resume(), 2 * DAY)
        if number == 4:
            office.act(Role.SPECIALIST, done.dossier, acts.AskAgency("Công an xã", "Xác minh"), DAY)
        if number == 5:
            office.act(Role.SPECIALIST, done.dossier, acts.Propose("Ý kiến"), DAY)
    _today(office, specialist)
    office.cast.here.refresh_from_db()
    add_department(office.cast.here, "Phòng Văn hóa", date(2025, 7, 1))


def _today(office: Office, specialist: int) -> None:
    for number in range(4):
        done = office.receive(FRESH + number * HOUR // 2, accept=number != 3)
        if number == 1:
            office.act(Role.HEAD, done.dossier, acts.Assign(specialist), FRESH + 2 * HOUR)
    moved = office.receive(FRESH)
    office.act(
        Role.COUNTER,
        moved.dossier,
        acts.AskTransfer(office.cast.there.pk, "Thẩm quyền nơi khác"),
        FRESH + HOUR,
    )
    office.act(Role.COUNTER, moved.dossier, acts.ConfirmTransfer(), FRESH + 2 * HOUR, "there")
