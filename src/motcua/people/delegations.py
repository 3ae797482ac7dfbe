"""Delegating (ủy quyền) and taking a delegation back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from motcua.catalogue.models import Unit
from motcua.catalogue.writing import writing
from motcua.people.audit import DELEGATED, REVOKED, Acting, Subject, Value, record
from motcua.people.held import held_in
from motcua.people.models import Delegation, Role, User
from motcua.people.policies import NEVER_PASSED, RIGHTS, own


class DelegationRefused(ValueError):
    """Why a delegation cannot be made, in words for people."""


@dataclass(frozen=True)
class Span:
    """From the first to the last local day, both counted."""

    since: date
    until: date


@writing()
def delegate(
    giver: User,
    taker: User,
    unit: Unit,
    what: str | Collection[str],
    span: Span,
    ground: str,
    acting: Acting,
    form: str = Delegation.Form.TUQ,
) -> Delegation:
    """Let `taker` do in a unit what `giver` may: all that a role gives, or the rights named.

    Written, limited in time and content, and not passed on by the taker: Nghị định 30/2020/NĐ-CP, Article 13,
    clause 3. Raises DelegationRefused, ValueError where the role is none of `Role`.
    """
    role = Role(what).value if isinstance(what, str) else ""
    wanted = RIGHTS[role] - NEVER_PASSED if isinstance(what, str) else frozenset(what)
    _check(giver, taker, span, ground)
    _check_rights(giver, unit, wanted, span, whole=not role)
    named = "" if role else " ".join(sorted(wanted))
    made = Delegation.objects.create(
        giver=giver, taker=taker, unit=unit, role=role, rights=named, form=form,
        since=span.since, until=span.until, ground=ground.strip(),
    )  # fmt: skip
    details: dict[str, Value] = {
        "delegation": made.pk, "giver": giver.pk, "since": f"{span.since}", "until": f"{span.until}",
        "ground": made.ground,
    }  # fmt: skip
    record(unit.pk, acting.actor, DELEGATED, Subject("user", taker.pk), acting.at, details)
    return made


@writing()
def revoke(delegation: Delegation, on: date, acting: Acting) -> None:
    """Take a delegation back: from the local day `on` it no longer holds. One already over stays as it is."""
    if on > delegation.until or (delegation.revoked_on is not None and delegation.revoked_on <= on):
        return
    delegation.revoked_on = on
    delegation.save(update_fields=["revoked_on"])
    details: dict[str, Value] = {
        "delegation": delegation.pk, "giver": delegation.giver_id, "until": f"{on - timedelta(days=1)}",
    }  # fmt: skip
    about = Subject("user", delegation.taker_id)
    record(delegation.unit_id, acting.actor, REVOKED, about, acting.at, details)


def _check(giver: User, taker: User, span: Span, ground: str) -> None:
    if giver.pk == taker.pk:
        raise DelegationRefused(_("Nobody delegates to himself. Choose another person."))
    if not taker.is_active:
        raise DelegationRefused(_("The account of whoever takes over is closed. Choose another person."))
    if span.until < span.since:
        raise DelegationRefused(_("The last day lies before the first. Correct one of them."))
    if not ground.strip():
        raise DelegationRefused(_("A delegation is made in writing: give the document's number and day."))


def _check_rights(giver: User, unit: Unit, wanted: frozenset[str], span: Span, *, whole: bool) -> None:
    """What is named has to be the giver's own; of a role at least something."""
    has = own(held_in(giver.pk, unit.pk, span.since)) if giver.is_active else frozenset()
    missing = wanted & NEVER_PASSED or wanted - has
    if not wanted & has or (whole and missing):
        raise DelegationRefused(
            _("What is to be delegated is not %(giver)s's own in this unit on that day.")
            % {"giver": giver.get_full_name()}
        )
