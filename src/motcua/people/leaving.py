"""Leaving a post (thôi giữ vị trí): rights end, and open work goes to a successor.

Parts of the program that give work to persons register how to count it and how to hand it over; this module knows
none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.catalogue.models import Unit
from motcua.catalogue.units import below
from motcua.catalogue.writing import writing
from motcua.people.accounts import AccountRefused, end_grant
from motcua.people.audit import LEFT, Acting, Subject, Value, record
from motcua.people.delegations import revoke
from motcua.people.models import Delegation, Grant, SigningAuthority, User
from motcua.people.scopes import visible_units
from motcua.people.signing import end_authority
from motcua.rules.instants import date_of, local_day

Keys = Sequence[int]


@dataclass(frozen=True)
class Work:
    """A kind of open work of persons.

    `count` says how much of it a user (key) has in some units (keys); `hand_over` gives it from one user to another
    in these units, in the transaction of leaving, and says how much it was.
    """

    name: str
    count: Callable[[int, Keys], int]
    hand_over: Callable[[int, int, Keys, Acting], int]


class WorkRemains(AccountRefused):
    """There is open work of the person, `amount` in all, and nobody is named who takes it over."""

    def __init__(self, amount: int) -> None:
        super().__init__(
            ngettext(
                "%(n)s piece of work is still open. Name who takes it over.",
                "%(n)s pieces of work are still open. Name who takes them over.",
                amount,
            )
            % {"n": amount}
        )
        self.amount = amount


@dataclass(frozen=True)
class Left:
    """What leaving ended: grants, delegations, authorities to sign; and how much work was handed over."""

    grants: int
    delegations: int
    authorities: int
    handed_over: int


_works: dict[str, Work] = {}


def register(work: Work) -> None:
    """From now on nobody leaves a post without this work being asked about. Once more replaces it."""
    _works[work.name] = work


def open_work(user: User, units: Keys) -> dict[str, int]:
    """How much open work of each kind a user has in some units (keys)."""
    return {work.name: work.count(user.pk, units) for work in _works.values()}


@writing()
def leave(user: User, unit: Unit, day: date, to: User | None, acting: Acting, ground: str = "") -> Left:
    """End all that a user holds in a unit and below it; `day` is the last local day, today or before.

    Open work there goes to `to`. Raises WorkRemains where there is some and nobody is named, AccountRefused where
    nothing is held, the day lies ahead or the successor has no post there.
    """
    if day > date_of(local_day(acting.at)):
        raise AccountRefused(_("Work is handed over when somebody leaves: choose today or an earlier day."))
    units = below(unit, day)
    ending = Q(until=None) | Q(until__gt=day)
    grants = list(Grant.objects.filter(ending, user=user, unit__in=units))
    if not grants:
        raise AccountRefused(
            _("%(name)s holds no role here after that day.") % {"name": user.get_full_name()}
        )
    handed_over = _hand_over(user, to, units, day, acting)
    for given in grants:
        end_grant(given, day, ground, acting)
    left = Left(
        len(grants), _revoke(user, units, day, acting), _end_signing(user, units, day, acting), handed_over
    )
    details: dict[str, Value] = {
        "successor": to.pk if to else None,
        "handed_over": handed_over,
        "until": f"{day}",
        "ground": ground,
    }
    record(unit.pk, acting.actor, LEFT, Subject("user", user.pk), acting.at, details)
    return left


@writing()
def take_back(given: Grant, last: date, ground: str, acting: Acting) -> None:
    """Take one role back; `last` is the last local day on which it holds.

    Raises WorkRemains where it is the person's only one in its unit, ends by today and leaves work open: that is
    leaving a post, with a successor.
    """
    user, unit = given.user, given.unit
    others = Q(until=None) | Q(until__gt=last)
    stays = Grant.objects.filter(others, user=user, unit=unit, since__lte=last + timedelta(days=1))
    if last <= date_of(local_day(acting.at)) and not stays.exclude(pk=given.pk).exists():
        amount = sum(open_work(user, below(unit, last)).values())
        if amount:
            raise WorkRemains(amount)
    end_grant(given, last, ground, acting)


def _hand_over(user: User, to: User | None, units: Keys, day: date, acting: Acting) -> int:
    amount = sum(open_work(user, units).values())
    if to is None:
        if amount:
            raise WorkRemains(amount)
        return 0
    there = set(visible_units(to, day + timedelta(days=1))) & set(units)
    if to.pk == user.pk or not there:
        raise AccountRefused(_("%(name)s has no post here on the next day.") % {"name": to.get_full_name()})
    return sum(work.hand_over(user.pk, to.pk, units, acting) for work in _works.values())


def _revoke(user: User, units: Keys, day: date, acting: Acting) -> int:
    mine = Q(giver=user) | Q(taker=user)
    first_without = day + timedelta(days=1)
    open_ones = Q(revoked_on=None) | Q(revoked_on__gt=first_without)
    found = list(Delegation.objects.filter(mine, open_ones, unit__in=units, until__gt=day))
    for one in found:
        revoke(one, first_without, acting)
    return len(found)


def _end_signing(user: User, units: Keys, day: date, acting: Acting) -> int:
    ending = Q(until=None) | Q(until__gt=day)
    found = list(SigningAuthority.objects.filter(ending, user=user, unit__in=units))
    for one in found:
        end_authority(one, day, acting)
    return len(found)
