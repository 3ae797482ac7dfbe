"""Who did what to which dossier stands in the access log; what was refused does not."""

from __future__ import annotations

import pytest

from motcua.casework import acts
from motcua.casework.refusals import Refused
from motcua.people.models import AuditEntry, Role
from tests.casework.conftest import HOUR, MONDAY, Office


def test_every_act_leaves_one_line(office: Office) -> None:
    dossier = office.receive().dossier
    office.act(Role.COUNTER, dossier, acts.Note("Gọi lại cho ông Đức"), HOUR)
    with pytest.raises(Refused):
        office.act(Role.COUNTER, dossier, acts.ReturnResult("x"), 2 * HOUR)
    lines = list(AuditEntry.objects.order_by("pk").values_list("kind", "actor", "subject", "at", "details"))
    counter = office.user(Role.COUNTER)

    assert lines == [
        ("act.receive", counter, dossier, MONDAY, {"seq": 1}),
        ("act.note", counter, dossier, MONDAY + HOUR, {"seq": 2}),
    ]
