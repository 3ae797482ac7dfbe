"""The access log: one statement a line, kinds and details that are known, seals, and every way to tamper."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.people import audit
from motcua.people.audit import Subject, UnknownAction, record
from motcua.people.models import AuditEntry, Seal
from motcua.people.sealing import GRACE, MARGIN, leaves_of, seal
from motcua.people.verifying import Finding, Tampering, verify
from motcua.rules.instants import MS_PER_MINUTE, Instant

NOW: Instant = 1_779_170_400_000
LATER = NOW + MARGIN
HERE, THERE = 7, 8
OPENED = audit.register("test.opened", "Opened", ("rows", "form"), lambda told: f"{told['rows']} rows")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tidy() -> Iterator[None]:
    yield
    audit._actions.pop("test.other", None)


def _write(unit: int, *ats: Instant, rows: int = 1) -> list[int]:
    for at in ats:
        record(unit, 3, OPENED, Subject("dossier", 12), at, {"rows": rows})
    return list(AuditEntry.objects.order_by("-pk").values_list("pk", flat=True)[: len(ats)])[::-1]


def test_a_line_is_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1), audit.request("f00d"):
        record(HERE, 3, OPENED, Subject("dossier", 12), NOW, {"rows": 5, "form": "II.06b"})
    line = AuditEntry.objects.get()
    assert (line.unit, line.actor, line.kind, line.at, line.request) == (HERE, 3, "test.opened", NOW, "f00d")
    assert (line.subject_kind, line.subject, line.details) == ("dossier", 12, {"rows": 5, "form": "II.06b"})
    assert audit.actions()["test.opened"].tell(line.details) == "5 rows"


def test_lines_outside_a_request_have_no_name_of_one() -> None:
    with audit.request("f00d"):
        pass
    _write(HERE, NOW)
    assert AuditEntry.objects.get().request == ""


def test_unknown_kinds_and_details_are_refused() -> None:
    with pytest.raises(UnknownAction):
        record(HERE, 3, "test.unheard", None, NOW)
    with pytest.raises(UnknownAction, match="applicant"):
        record(HERE, 3, OPENED, None, NOW, {"applicant": "Nguyễn Văn A"})
    assert not AuditEntry.objects.exists()


def test_a_kind_is_registered_once() -> None:
    audit.register("test.other", "Other")
    audit.register("test.other", "Other")
    with pytest.raises(ValueError, match="taken"):
        audit.register("test.other", "Something else")


def test_only_ripe_lines_are_sealed() -> None:
    old = _write(HERE, NOW - MARGIN)
    _write(HERE, NOW - MARGIN + 1, NOW - 2 * MARGIN)
    assert seal(NOW) == 1
    made = Seal.objects.get()
    # The third is older, but a transaction that wrote beside the second may still be open.
    assert (made.first_id, made.last_id, made.count, list(leaves_of(made))) == (old[0], old[0], 1, old)
    assert seal(NOW) == 0
    assert seal(LATER) == 1
    assert verify().open == 0


def test_a_clock_far_ahead_does_not_stop_the_sealing() -> None:
    _write(HERE, NOW + 100 * MARGIN, NOW - MARGIN)
    assert seal(NOW) == 1
    assert Seal.objects.get().count == 2


def test_each_unit_has_its_own_chain() -> None:
    _write(HERE, NOW)
    _write(THERE, NOW)
    seal(LATER)
    _write(HERE, LATER)
    seal(LATER + MARGIN)
    numbers = Seal.objects.order_by("unit", "number").values_list("unit", "number")
    assert list(numbers) == [(HERE, 1), (HERE, 2), (THERE, 1)]
    found = verify()
    assert (found.seals, found.lines, found.open, found.late, found.findings) == (3, 3, 0, 0, [])
    assert verify([THERE]).lines == 1


def _sealed() -> list[int]:
    """Three seals here of two lines each, and one of the neighbour between."""
    keys = []
    for n in range(3):
        keys += _write(HERE, NOW + n * MS_PER_MINUTE, NOW + n * MS_PER_MINUTE)
        _write(THERE, NOW + n * MS_PER_MINUTE)
        seal(NOW + n * MS_PER_MINUTE + MARGIN)
    assert verify().findings == []
    return keys


FIELDS: list[tuple[str, object]] = [
    ("at", NOW - 1), ("actor", 4), ("actor", None), ("kind", "sign.in"), ("subject_kind", "user"), ("subject", 13),
    ("request", "other"), ("details", {"rows": 2}), ("details", {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), FIELDS)
def test_a_changed_line_is_named(name: str, value: object) -> None:
    keys = _sealed()
    AuditEntry.objects.filter(pk=keys[2]).update(**{name: value})
    assert verify().findings == [Finding(Tampering.CHANGED, HERE, keys[2], 2)]
    assert verify([THERE]).findings == []


@pytest.mark.parametrize("at", [0, 3, 5], ids=["first", "middle", "last"])
def test_a_removed_line_is_named(at: int) -> None:
    keys = _sealed()
    AuditEntry.objects.filter(pk=keys[at]).delete()
    assert verify().findings == [Finding(Tampering.REMOVED, HERE, keys[at], at // 2 + 1)]


def test_a_line_handed_to_another_unit_is_missed_here_and_strange_there() -> None:
    keys = _sealed()
    AuditEntry.objects.filter(pk=keys[0]).update(unit=THERE)
    assert verify().findings == [
        Finding(Tampering.REMOVED, HERE, keys[0], 1),
        Finding(Tampering.INSERTED, THERE, keys[0], 3),
    ]


def _slip_in(key: int) -> None:
    line = AuditEntry(pk=key, unit=HERE, at=NOW, actor=3, kind=OPENED)
    line.save(force_insert=True)


@pytest.mark.parametrize("gone", [0, 3])
def test_a_line_slipped_in_later_is_named(gone: int) -> None:
    keys = _sealed()
    # A free key among the sealed ones: where a line of a transaction was that never committed.
    free = AuditEntry.objects.filter(unit=THERE).order_by("pk").values_list("pk", flat=True)[gone // 2]
    AuditEntry.objects.filter(pk=free).delete()
    _slip_in(free)
    assert seal(NOW + GRACE * 3) == 0
    assert Finding(Tampering.INSERTED, HERE, free, 3) in verify([HERE]).findings
    assert len(keys) == 6


def test_a_late_commit_gets_a_seal_of_its_own() -> None:
    keys = _write(HERE, NOW, NOW, NOW)
    AuditEntry.objects.filter(pk=keys[1]).delete()
    seal(LATER)
    _slip_in(keys[1])
    assert verify().findings == [Finding(Tampering.INSERTED, HERE, keys[1], 1)]
    assert seal(LATER + GRACE) == 1
    late = Seal.objects.get(number=2)
    assert (late.late, list(leaves_of(late))) == (True, [keys[1]])
    found = verify()
    assert (found.findings, found.late, found.lines) == ([], 1, 3)
    AuditEntry.objects.filter(pk=keys[1]).update(actor=9)
    assert verify().findings == [Finding(Tampering.CHANGED, HERE, keys[1], 2)]


def test_a_late_commit_of_a_unit_that_had_been_quiet_is_no_stranger_to_the_next_seal() -> None:
    (slow,) = _write(HERE, NOW)
    AuditEntry.objects.filter(pk=slow).delete()
    _write(THERE, NOW)
    seal(LATER)
    _slip_in(slow)
    _write(HERE, LATER)
    assert seal(LATER + MARGIN) == 2
    assert verify().findings == []


def test_a_commit_later_than_any_transaction_is_no_late_one() -> None:
    keys = _write(HERE, NOW, NOW)
    AuditEntry.objects.filter(pk=keys[0]).delete()
    seal(LATER)
    _slip_in(keys[0])
    assert seal(LATER + GRACE + 1) == 0
    assert verify().findings == [Finding(Tampering.INSERTED, HERE, keys[0], 1)]


def _leaves_without(one: Seal) -> None:
    leaves = leaves_of(one)
    leaves.pop(one.last_id)
    one.leaves = b"".join(leaves.values())


def _later(one: Seal) -> None:
    one.sealed_at += 1


def _other_chain(one: Seal) -> None:
    one.digest = "f" * 64


@pytest.mark.parametrize("change", [_leaves_without, _later, _other_chain])
def test_a_changed_seal_is_named(change: Callable[[Seal], None]) -> None:
    _sealed()
    second = Seal.objects.get(unit=HERE, number=2)
    change(second)
    second.save()
    assert Finding(Tampering.SEAL_CHANGED, HERE, None, 2) in verify().findings


def test_a_removed_seal_is_named_and_its_lines_are_no_strangers() -> None:
    _sealed()
    Seal.objects.filter(unit=HERE, number=2).delete()
    assert verify().findings == [Finding(Tampering.SEAL_REMOVED, HERE, None, 2)]


def test_an_end_cut_off_shows_against_digests_noted_elsewhere() -> None:
    keys = _sealed()
    noted = verify().anchors
    Seal.objects.filter(unit=HERE, number=3).delete()
    AuditEntry.objects.filter(pk__in=keys[4:]).delete()
    assert verify().findings == []
    assert verify(anchors=noted).findings == [Finding(Tampering.SEAL_REMOVED, HERE, None, 3)]
    _write(HERE, NOW + 9 * MARGIN)
    seal(NOW + 10 * MARGIN)
    assert verify(anchors=noted).findings == [Finding(Tampering.SEAL_CHANGED, HERE, None, 3)]


def test_all_seals_of_a_unit_removed_leave_strangers() -> None:
    keys = _sealed()
    Seal.objects.filter(unit=HERE).delete()
    assert verify().findings == [Finding(Tampering.INSERTED, HERE, key, 0) for key in keys]


def test_a_log_that_was_never_sealed_is_open() -> None:
    _write(HERE, NOW)
    found = verify()
    assert (found.open, found.findings) == (1, [])


def test_details_may_hold_any_letters() -> None:
    record(HERE, 3, OPENED, None, NOW, {"rows": 1, "form": "Đ\u0301 “ngoặc” \\ 😀"})
    seal(LATER)
    assert verify().findings == []
    assert json.dumps(AuditEntry.objects.get().details) != "{}"
