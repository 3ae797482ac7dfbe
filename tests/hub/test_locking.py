"""What waits for an import and what does not; on PostgreSQL, for SQLite lets one write at a time anyway."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from django.db import OperationalError, connection, transaction

from motcua.casework import acts
from motcua.casework.numbering import next_code
from motcua.catalogue.departments import add_department
from motcua.catalogue.models import Unit
from motcua.hub.locking import after_all
from motcua.hub.run import import_files
from motcua.ledger.post import lock_books
from motcua.people.models import Role
from motcua.rules.instants import date_of, local_day
from tests.casework.conftest import HOUR, MONDAY, Office
from tests.casework.office import new_office

Found = TypeVar("Found")
pytestmark = pytest.mark.django_db(transaction=True)
HEADER = "Mã hồ sơ,Mã TTHC,Lĩnh vực,Ngày tiếp nhận,Hạn trả,Trạng thái\n"
ROW = "H24.99-260601-0001,1.004873,Hộ tịch,01/06/2026 07:45:00,,Đang xử lý\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office that has imported before: from then on imports wait for its first run."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    made, path = new_office(), tmp_path / "so.csv"
    path.write_text(HEADER + ROW, encoding="utf-8")
    import_files(made.cast.here, [path], MONDAY)
    return made


def elsewhere(work: Callable[[], Found], patience: str = "10s") -> Found:
    """What work gives in another connection that waits only so long for a lock."""

    def impatient() -> Found:
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = '{patience}'")
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        return other.submit(impatient).result()


def test_the_counter_goes_on_while_an_import_works(office: Office) -> None:
    with transaction.atomic():
        after_all(office.cast.here.pk, MONDAY)
        done = elsewhere(lambda: office.receive(HOUR))
        elsewhere(lambda: office.act(Role.COUNTER, done.dossier, acts.Stop("Dân rút"), 2 * HOUR))


def test_another_import_of_the_unit_waits(office: Office) -> None:
    with transaction.atomic():
        after_all(office.cast.here.pk, MONDAY)
        with pytest.raises(OperationalError, match="lock timeout"):
            elsewhere(lambda: in_a_transaction(office.cast.here), "100ms")


def in_a_transaction(unit: Unit) -> int:
    with transaction.atomic():
        return after_all(unit.pk, MONDAY)


def test_only_what_posts_waits_while_an_import_posts(office: Office) -> None:
    done = office.receive(HOUR)
    with transaction.atomic():
        lock_books(office.cast.here.pk)
        # A note moves nothing, a department names the unit: neither waits for the books.
        elsewhere(lambda: office.act(Role.COUNTER, done.dossier, acts.Note("Đã gọi điện"), 2 * HOUR))
        with pytest.raises(OperationalError, match="lock timeout"):
            elsewhere(lambda: office.receive(2 * HOUR), "100ms")
    assert elsewhere(lambda: office.receive(3 * HOUR)).dossier > done.dossier


def test_a_department_that_is_being_added_holds_nobody_up(office: Office) -> None:
    here = office.cast.here
    with transaction.atomic():
        add_department(here, "Phòng Kinh tế", date_of(local_day(MONDAY)))
        # The counter of the day is a row that names the unit.
        assert elsewhere(lambda: next_code(here.pk, MONDAY)) == "H24.99-260601-5001"
