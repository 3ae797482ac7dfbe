"""Each kind of finding: what differs is found, what agrees is not, nothing is changed by it, and it closes by itself."""

from __future__ import annotations

import pytest

from motcua.casework import acts
from motcua.catalogue.models import Unit
from motcua.catalogue.systems import system
from motcua.dossiers.models import Act, Dossier
from motcua.findings.daily import compare_due, next_day
from motcua.findings.keep import reconcile
from motcua.findings.models import Finding, FindingEvent, Recount, Schedule, SystemRule
from motcua.findings.settle import NotSettled, Settlement, pair_up, part, settle, settle_system
from motcua.hub.models import ImportRun, QuarantinedRow
from motcua.people.audit import Acting
from motcua.people.models import Role
from motcua.rules.instants import local_day
from motcua.rules.reconcile_causes import Cause
from tests.casework.conftest import DAY, HOUR, MONDAY, Office
from tests.findings.saying import CIVIL, ONE_STOP, REGISTER, open_findings, says

BIRTH, OTHER = "H24.99-260601-150001", "H24.99-260601-150002"
PLAIN = "H24.99-260601-0007"
NOW = MONDAY + DAY
ACTING = Acting(None, NOW)


@pytest.fixture
def unit(office: Office) -> Unit:
    """The commune."""
    return office.cast.here


def test_what_differs_is_found_once_and_closes_when_the_systems_agree(unit: Unit) -> None:
    says(unit, CIVIL, {"code": BIRTH}, {"code": OTHER})
    says(unit, ONE_STOP, {"code": BIRTH, "state": "ready", "finished": MONDAY + HOUR, "received": MONDAY + DAY},
         {"code": OTHER, "state": "accepted"}, as_of=MONDAY + 10 * HOUR)  # fmt: skip
    before = list(Dossier.objects.order_by("pk").values()), Act.objects.count()

    first = reconcile(unit.pk, NOW)
    assert open_findings(unit) == [("received", BIRTH), ("state", BIRTH)]
    assert (first.compared, first.agreeing, first.opened) == (2, 1, 2)
    again = reconcile(unit.pk, NOW + HOUR)
    assert (again.opened, again.closed, again.found) == (0, 0, 2)
    assert (list(Dossier.objects.order_by("pk").values()), Act.objects.count()) == before
    state = Finding.objects.get(unit=unit, kind="state")
    assert (state.ours, state.theirs, state.guess) == ("in_progress", "ready", Cause.NOT_UPDATED_HERE)
    assert (state.left.key, state.right.key) == (CIVIL, ONE_STOP)
    assert (state.first_seen, state.last_seen) == (NOW, NOW + HOUR)

    says(unit, CIVIL, {"code": BIRTH, "state": "ready", "finished": MONDAY + HOUR}, as_of=NOW)
    done = reconcile(unit.pk, NOW + 2 * HOUR)
    assert (done.closed, open_findings(unit)) == (1, [("received", BIRTH)])
    state.refresh_from_db()
    assert (state.state, state.closed_at) == ("closed", NOW + 2 * HOUR)
    assert list(state.events.order_by("pk").values_list("what", flat=True)) == ["found", "closed"]


def test_what_people_settled_stays_and_what_changes_opens_again(unit: Unit, office: Office) -> None:
    says(unit, CIVIL, {"code": BIRTH})
    says(unit, ONE_STOP, {"code": BIRTH, "due": MONDAY + 5 * DAY})
    reconcile(unit.pk, NOW)
    one, owner = Finding.objects.get(), office.user(Role.SPECIALIST)
    wanted = Settlement(owner=owner, cause=Cause.INCIDENT, text="Hệ thống tính cả ngày nghỉ bù")
    assert settle(unit, [one.pk], wanted, ACTING) == 1
    reconcile(unit.pk, NOW + HOUR)
    one.refresh_from_db()
    assert (one.state, one.owner_id, one.why, one.guess) == ("explained", owner, Cause.INCIDENT, Cause.CLOCK)

    says(unit, ONE_STOP, {"code": BIRTH, "due": MONDAY + 6 * DAY}, as_of=NOW)
    reconcile(unit.pk, NOW + 2 * HOUR)
    one.refresh_from_db()
    assert (one.state, one.owner_id, one.theirs) == ("open", owner, str(MONDAY + 6 * DAY))
    told = list(one.events.order_by("pk").values_list("what", "text"))
    assert told == [("found", ""), ("owner", str(owner)), ("cause", "incident"),
                    ("explained", "Hệ thống tính cả ngày nghỉ bù"), ("changed", "")]  # fmt: skip


def test_what_cannot_be_settled_is_refused(unit: Unit, office: Office) -> None:
    stranger = office.cast.of_there[Role.SPECIALIST].pk
    for wanted in (Settlement(owner=stranger), Settlement(cause="why not"), Settlement(department=unit.pk)):
        with pytest.raises(NotSettled):
            settle(unit, [], wanted, ACTING)
    with pytest.raises(NotSettled):
        pair_up(unit, system(CIVIL), system(CIVIL), 0, None, ACTING)
    with pytest.raises(NotSettled):
        settle_system(unit, system(CIVIL), 0, "")
    with pytest.raises(NotSettled):
        settle_system(unit, system(CIVIL), None, "perhaps")


def test_findings_of_another_unit_are_left_alone(unit: Unit, office: Office) -> None:
    says(unit, CIVIL, {"code": BIRTH})
    says(unit, ONE_STOP, {"code": BIRTH, "due": MONDAY + 5 * DAY})
    reconcile(unit.pk, NOW)
    assert settle(office.cast.there, [Finding.objects.get().pk], Settlement(cause="other"), ACTING) == 0
    assert reconcile(office.cast.there.pk, NOW).found == 0
    assert open_findings(unit) == [("due", BIRTH)]


def test_any_pair_of_systems_is_compared_in_a_period(unit: Unit) -> None:
    says(unit, ONE_STOP, *({"code": f"H24.99-26060{n}-000{n}", "received": MONDAY + n * DAY} for n in (1, 2, 3)),
         as_of=MONDAY + 5 * DAY)  # fmt: skip
    says(unit, CIVIL, {"code": BIRTH, "received": MONDAY + DAY}, {"code": "H24.99-260602-0002", "received": MONDAY + 2 * DAY},
         as_of=MONDAY + 5 * DAY)  # fmt: skip
    reconcile(unit.pk, NOW)
    assert open_findings(unit) == [], "nobody expects these systems to hold the same dossiers"
    day = local_day(MONDAY)
    pair = pair_up(unit, system(ONE_STOP), system(CIVIL), day, day + 2, ACTING)
    assert pair_up(unit, system(ONE_STOP), system(CIVIL), day, day + 2, ACTING) == pair
    compared = reconcile(unit.pk, NOW)
    # The third of the one-stop system lies outside the period.
    assert open_findings(unit) == [("not_here", BIRTH), ("not_there", "H24.99-260601-0001")]
    assert (compared.compared, compared.known, compared.agreeing) == (3, 4, 2)
    part(pair, ACTING)
    reconcile(unit.pk, NOW)
    assert open_findings(unit) == []


def test_a_system_without_data_of_the_time_lacks_nothing(unit: Unit) -> None:
    says(unit, ONE_STOP, {"code": PLAIN, "received": MONDAY + 2 * DAY}, as_of=MONDAY + 5 * DAY)
    says(unit, CIVIL, {"code": BIRTH}, as_of=MONDAY + DAY)
    pair_up(unit, system(ONE_STOP), system(CIVIL), 0, None, ACTING)
    reconcile(unit.pk, NOW)
    assert open_findings(unit) == []


def test_a_code_that_its_own_system_does_not_name(unit: Unit) -> None:
    says(unit, ONE_STOP, {"code": "H24.99-260601-0001"}, as_of=MONDAY + 2 * DAY)
    says(
        unit,
        REGISTER,
        {"code": PLAIN, "field": "Chứng thực"},
        {"code": "H24.99-260501-0009", "received": MONDAY - 30 * DAY},
    )
    reconcile(unit.pk, NOW)
    # What was received before the one-stop system's data begin is not asked for.
    assert open_findings(unit) == [("not_here", PLAIN)]
    found = Finding.objects.get()
    assert (found.left.key, found.right.key, found.guess) == (ONE_STOP, REGISTER, Cause.NOT_EXPORTED)


def test_one_dossier_under_two_codes_is_a_candidate(unit: Unit) -> None:
    one = {"procedure": "1.001193", "applicant": "Nguyễn Văn Đức", "field": "Hộ tịch"}
    says(unit, CIVIL, {"code": BIRTH, **one}, {"code": OTHER, **one, "received": MONDAY + DAY})
    says(unit, ONE_STOP, {"code": PLAIN, **one, "applicant": "NGUYEN VAN DUC", "received": MONDAY + 20_000},
         {"code": "H24.99-260601-0008", **one, "applicant": "Nguyễn Văn Dực"})  # fmt: skip
    reconcile(unit.pk, NOW)
    found = Finding.objects.get(kind="twice")
    assert {found.code, found.other and found.other.code} == {BIRTH, PLAIN}
    assert found.guess == Cause.SAME_MOMENT
    assert Recount.objects.get().compared == 0, "whether it is one dossier nobody knows yet"


def test_what_is_not_heard_of_longer_than_its_rhythm(unit: Unit) -> None:
    says(unit, CIVIL, {"code": BIRTH}, {"code": OTHER, "state": "ready", "finished": MONDAY + HOUR})
    reconcile(unit.pk, MONDAY + 3 * DAY)
    assert open_findings(unit) == []
    reconcile(unit.pk, MONDAY + 4 * DAY)
    assert open_findings(unit) == [("silent", BIRTH)], "what is finished waits for nobody"
    assert Finding.objects.get().guess == Cause.NO_FILE
    says(unit, CIVIL, {"code": "H24.99-260601-150009"}, as_of=MONDAY + 4 * DAY)
    reconcile(unit.pk, MONDAY + 4 * DAY)
    assert Finding.objects.get().guess == Cause.DROPPED
    settle_system(unit, system(CIVIL), 7, "")
    reconcile(unit.pk, MONDAY + 4 * DAY)
    assert open_findings(unit) == []


def test_what_went_past_the_centre(unit: Unit) -> None:
    here = {"code": "HKD-1", "department": "Phòng Kinh tế"}
    says(unit, REGISTER, here, {"code": "HKD-2", "department": "Trung tâm Phục vụ hành chính công"}, {"code": "HKD-3"},
         {"code": "HKD-4", "department": "Phòng Kinh tế", "state": "lodged", "lodged": MONDAY, "received": None})  # fmt: skip
    says(unit, CIVIL, {"code": BIRTH, "department": "Phòng Tư pháp"})
    reconcile(unit.pk, NOW)
    assert open_findings(unit) == [("bypassed", "HKD-1")]
    settle_system(unit, system(REGISTER), None, SystemRule.Centre.NEVER)
    settle_system(unit, system(CIVIL), None, SystemRule.Centre.ALWAYS)
    reconcile(unit.pk, NOW)
    assert open_findings(unit) == [("bypassed", BIRTH)]
    says(unit, ONE_STOP, {"code": BIRTH, "field": "Hộ tịch"})
    reconcile(unit.pk, NOW)
    assert open_findings(unit) == []


def test_a_row_in_quarantine_is_there_and_not_here(unit: Unit) -> None:
    run = ImportRun.objects.create(unit=unit, recorded_at=0)
    made = {
        "unit": unit,
        "run": run,
        "system": system(CIVIL),
        "as_of": 0,
        "row": 1,
        "reason": "impossible date",
    }
    QuarantinedRow.objects.create(**made, digest="1", values={"code": BIRTH})
    QuarantinedRow.objects.create(**made, digest="2", values={"state": "?"})
    assert reconcile(unit.pk, NOW).compared == 1
    found = Finding.objects.get()
    assert (found.kind, found.code, found.dossier_id, found.guess) == ("not_here", BIRTH, None, "quarantined")
    says(unit, CIVIL, {"code": BIRTH})
    reconcile(unit.pk, NOW)
    assert open_findings(unit) == []


def test_our_own_dossier_is_compared_with_what_others_see(unit: Unit, office: Office) -> None:
    done = office.receive()
    office.act(Role.LEADER, done.dossier, acts.Finish(), HOUR)
    says(
        unit,
        CIVIL,
        {"code": done.code, "due": None, "state": "handed_over", "finished": MONDAY + HOUR},
        as_of=MONDAY + 2 * HOUR,
    )
    reconcile(unit.pk, MONDAY + 3 * HOUR)
    assert open_findings(unit) == [("returned", done.code)]
    office.act(Role.COUNTER, done.dossier, acts.ReturnResult("Ký nhận"), 4 * HOUR)
    reconcile(unit.pk, MONDAY + 5 * HOUR)
    assert open_findings(unit) == []


def test_every_unit_with_dossiers_is_compared_once_a_day(unit: Unit) -> None:
    says(unit, CIVIL, {"code": BIRTH})
    assert compare_due(NOW) == 1
    assert compare_due(NOW + HOUR) == 0
    assert Schedule.objects.get().next_at == next_day(NOW) == MONDAY + 2 * DAY - 2 * HOUR, "at six"
    assert compare_due(NOW + DAY) == 1
    assert Recount.objects.count() == 2
    assert FindingEvent.objects.count() == 0
