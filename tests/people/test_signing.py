"""Who signs what: the right to decide and an authority that fits, the closest one first."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.catalogue.models import Procedure
from motcua.people.audit import Acting
from motcua.people.delegations import Span, delegate
from motcua.people.models import Role, SigningAuthority, User
from motcua.people.policies import APPROVE, DECIDE, may
from motcua.people.signing import may_sign
from tests.pages.cast import SINCE, Cast

DAY = date(2026, 6, 1)
BY = Acting(None, 0)
RESULT, REFUSAL = SigningAuthority.Decision.RESULT, SigningAuthority.Decision.REFUSAL


@pytest.fixture
def procedure(cast: Cast) -> Procedure:
    return Procedure.objects.order_by("code")[0]


def _authority(cast: Cast, user: User, form: str, **what: object) -> SigningAuthority:
    given = {"unit": cast.here, "since": SINCE, "ground": "Quyết định số 5/QĐ-UBND", **what}
    return SigningAuthority.objects.create(user=user, form=form, **given)


def _form(
    cast: Cast, user: User, procedure: Procedure, decision: str = RESULT, day: date = DAY
) -> str | None:
    found = may_sign(user, cast.here, procedure.pk, procedure.field_id, decision, day)
    return found.form if found else None


def test_a_leader_without_an_authority_signs_nothing(cast: Cast, procedure: Procedure) -> None:
    leader = cast.of_here[Role.LEADER]
    assert may(leader, cast.here, DECIDE, DAY)
    assert _form(cast, leader, procedure) is None


def test_the_authority_says_what_stands_above_the_name(cast: Cast, procedure: Procedure) -> None:
    leader = cast.of_here[Role.LEADER]
    leader.title = "Phó Chủ tịch"
    made = _authority(cast, leader, "KT. CHỦ TỊCH")
    found = may_sign(leader, cast.here, procedure.pk, procedure.field_id, RESULT, DAY)
    assert found is not None
    assert (found.form, found.position, found.name) == (
        "KT. CHỦ TỊCH",
        "Phó Chủ tịch",
        "Người leader-here",
    )
    assert (found.ground, found.authority, found.delegation) == ("Quyết định số 5/QĐ-UBND", made.pk, None)


def test_the_closest_authority_goes_before(cast: Cast, procedure: Procedure) -> None:
    leader = cast.of_here[Role.LEADER]
    _authority(cast, leader, "tỉnh", unit=cast.above, procedure=procedure)
    _authority(cast, leader, "mọi thủ tục")
    _authority(cast, leader, "từ chối", decision=REFUSAL)
    _authority(cast, leader, "lĩnh vực", field=procedure.field)
    assert _form(cast, leader, procedure) == "tỉnh"
    assert _form(cast, leader, procedure, REFUSAL) == "tỉnh"
    other = Procedure.objects.filter(field=procedure.field).exclude(pk=procedure.pk)[0]
    assert _form(cast, leader, other) == "lĩnh vực"
    elsewhere = Procedure.objects.exclude(field=procedure.field)[0]
    assert _form(cast, leader, elsewhere) == "mọi thủ tục"
    assert _form(cast, leader, elsewhere, REFUSAL) == "từ chối"


def test_an_authority_of_one_procedure_is_none_of_another(cast: Cast, procedure: Procedure) -> None:
    leader = cast.of_here[Role.LEADER]
    _authority(cast, leader, "CHỦ TỊCH", procedure=procedure, decision=RESULT)
    assert _form(cast, leader, procedure) == "CHỦ TỊCH"
    assert _form(cast, leader, procedure, REFUSAL) is None
    assert _form(cast, leader, Procedure.objects.exclude(pk=procedure.pk)[0]) is None
    assert may_sign(leader, cast.there, procedure.pk, procedure.field_id, RESULT, DAY) is None
    assert may_sign(leader, cast.here, None, procedure.field_id, RESULT, DAY) is None


def test_an_authority_has_its_days(cast: Cast, procedure: Procedure) -> None:
    leader = cast.of_here[Role.LEADER]
    _authority(cast, leader, "Q. CHỦ TỊCH", until=DAY)
    assert _form(cast, leader, procedure) == "Q. CHỦ TỊCH"
    assert _form(cast, leader, procedure, day=date(2026, 6, 2)) is None


def test_whoever_is_assigned_to_sign_may_decide(cast: Cast, procedure: Procedure) -> None:
    # Certification is signed by an officer whom the chairman has assigned, whatever his role.
    specialist = cast.of_here[Role.SPECIALIST]
    assert not may(specialist, cast.here, DECIDE, DAY)
    _authority(cast, specialist, "TUQ. CHỦ TỊCH", procedure=procedure)
    assert may(specialist, cast.here, DECIDE, DAY)
    assert _form(cast, specialist, procedure) == "TUQ. CHỦ TỊCH"


def test_an_authority_without_a_post_is_none(cast: Cast, procedure: Procedure) -> None:
    stranger = cast.of_there[Role.LEADER]
    _authority(cast, stranger, "CHỦ TỊCH")
    assert not may(stranger, cast.here, DECIDE, DAY)
    assert _form(cast, stranger, procedure) is None


def test_the_taker_of_a_delegation_signs_for_the_giver(cast: Cast, procedure: Procedure) -> None:
    leader, head = cast.of_here[Role.LEADER], cast.of_here[Role.HEAD]
    made = _authority(cast, leader, "CHỦ TỊCH")
    passed = delegate(leader, head, cast.here, {DECIDE}, Span(DAY, DAY), "Văn bản số 8/UBND", BY)
    found = may_sign(head, cast.here, procedure.pk, procedure.field_id, RESULT, DAY)
    assert found is not None
    assert (found.form, found.name) == ("TUQ. CHỦ TỊCH", "Người head-here")
    assert (found.ground, found.authority, found.delegation) == ("Văn bản số 8/UBND", made.pk, passed.pk)
    assert _form(cast, head, procedure, day=date(2026, 6, 2)) is None


@pytest.mark.parametrize(("form", "what"), [("KT. CHỦ TỊCH", DECIDE), ("CHỦ TỊCH", APPROVE)])
def test_what_is_signed_for_another_or_not_delegated_is_not_signed(
    cast: Cast, procedure: Procedure, form: str, what: str
) -> None:
    leader, head = cast.of_here[Role.LEADER], cast.of_here[Role.HEAD]
    _authority(cast, leader, form)
    delegate(leader, head, cast.here, {what}, Span(DAY, DAY), "Văn bản số 8/UBND", BY)
    assert _form(cast, head, procedure) is None
