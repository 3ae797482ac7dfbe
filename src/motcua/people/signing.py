"""Who may sign which decision, and what stands above the signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from motcua.catalogue.models import Unit
from motcua.catalogue.writing import writing
from motcua.people.audit import AUTHORISED, UNAUTHORISED, Acting, Subject, Value, record
from motcua.people.held import lineage
from motcua.people.in_force import in_force
from motcua.people.models import Delegation, SigningAuthority, User
from motcua.people.policies import DECIDE, may, passed

_STANDS_IN = ("TUQ.", "KT.", "TL.", "Q.")


@dataclass(frozen=True)
class Authority:
    """What stands on a decision: `form` («TUQ. CHỦ TỊCH»), `position` below it, `name`; and where it comes from."""

    form: str
    position: str
    name: str
    ground: str
    authority: int
    delegation: int | None = None


def may_sign(
    user: User, unit: Unit, procedure: int | None, field: int | None, decision: str, day: date
) -> Authority | None:
    """By what authority a user signs a `decision` (SigningAuthority.Decision) in a unit on a local day.

    `procedure` and `field` are keys. None where there is none: the right to decide alone is not enough. What is
    named more closely goes before: the procedure, the field, the nearest unit, the decision. Who signs by
    delegation (thừa ủy quyền) signs what the giver signs in his own name, and nothing that he signs for another:
    Nghị định 30/2020/NĐ-CP, Article 13.
    """
    if not may(user, unit, DECIDE, day):
        return None
    units = lineage(unit, day)
    asked = _about(procedure, field, decision).filter(in_force(day), unit__in=units)
    mine = _closest(asked.filter(user=user), units)
    if mine is not None:
        return Authority(mine.form, user.title, user.get_full_name(), mine.ground, mine.pk)
    return _by_delegation(user, asked, units, day)


def signer(
    unit: Unit, procedure: int | None, field: int | None, decision: str, day: date
) -> Authority | None:
    """Who signs a `decision` in a unit on a local day; None where nobody does, or more than one.

    For what is drawn up before anybody has signed it. Who signs in his own name goes before those who stand in.
    """
    asked = _about(procedure, field, decision).filter(in_force(day), unit__in=lineage(unit, day))
    people = {one.user_id: one.user for one in asked.select_related("user") if one.user.is_active}
    signing = [may_sign(user, unit, procedure, field, decision, day) for user in people.values()]
    holds = [one for one in signing if one is not None]
    own = [one for one in holds if not one.form.startswith(_STANDS_IN)] or holds
    return own[0] if len(own) == 1 else None


class SigningRefused(ValueError):
    """Why an authority to sign cannot be given, in words for people."""


@writing()
def give_authority(authority: SigningAuthority, acting: Acting) -> SigningAuthority:
    """Give an authority to sign that has not been saved yet.

    Raises SigningRefused without words above the signature, or where the last day lies before the first.
    """
    authority.form, authority.ground = authority.form.strip(), authority.ground.strip()
    if not authority.form:
        raise SigningRefused(_("Say what stands above the signature, such as “CHỦ TỊCH” or “KT. CHỦ TỊCH”."))
    if authority.until is not None and authority.until < authority.since:
        raise SigningRefused(_("The last day lies before the first. Correct one of them."))
    authority.save(force_insert=True)
    details: dict[str, Value] = {
        "authority": authority.pk,
        "since": f"{authority.since}",
        "ground": authority.ground,
    }
    if authority.until is not None:
        details["until"] = f"{authority.until}"
    about = Subject("user", authority.user_id)
    record(authority.unit_id, acting.actor, AUTHORISED, about, acting.at, details)
    return authority


@writing()
def end_authority(authority: SigningAuthority, last: date, acting: Acting) -> None:
    """End an authority to sign; `last` is its last local day, however early. One that is over stays as it is."""
    last = max(last, authority.since - timedelta(days=1))
    if authority.until is not None and authority.until <= last:
        return
    authority.until = last
    authority.save(update_fields=["until"])
    details: dict[str, Value] = {"authority": authority.pk, "until": f"{last}"}
    about = Subject("user", authority.user_id)
    record(authority.unit_id, acting.actor, UNAUTHORISED, about, acting.at, details)


def _about(procedure: int | None, field: int | None, decision: str) -> QuerySet[SigningAuthority]:
    anything = SigningAuthority.Decision.ANY
    return SigningAuthority.objects.filter(
        Q(procedure=None) | Q(procedure=procedure),
        Q(field=None) | Q(field=field),
        decision__in=[anything, decision],
    )


def _closest(found: QuerySet[SigningAuthority], units: Sequence[int]) -> SigningAuthority | None:
    def distance(one: SigningAuthority) -> tuple[bool, bool, int, bool, int]:
        vague = one.decision == SigningAuthority.Decision.ANY
        return one.procedure_id is None, one.field_id is None, units.index(one.unit_id), vague, one.pk

    return min(found, key=distance, default=None)


def _by_delegation(
    user: User, asked: QuerySet[SigningAuthority], units: Sequence[int], day: date
) -> Authority | None:
    not_revoked = Q(revoked_on=None) | Q(revoked_on__gt=day)
    taken = Delegation.objects.filter(not_revoked, taker=user, unit__in=units, since__lte=day, until__gte=day)
    for one in taken.filter(giver__is_active=True).select_related("giver").order_by("pk"):
        if DECIDE in passed(one.role, frozenset(one.rights.split())):
            givers = _closest(asked.filter(user=one.giver_id), units)
            if givers is not None and not givers.form.startswith(_STANDS_IN):
                form = f"{one.form} {givers.form}"
                return Authority(form, user.title, user.get_full_name(), one.ground, givers.pk, one.pk)
    return None
