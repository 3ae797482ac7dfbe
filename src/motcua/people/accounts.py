"""Accounts and the roles given to them: on a ground, for a time, and told to the access log."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from motcua.catalogue.models import Unit
from motcua.catalogue.writing import writing
from motcua.people.audit import (
    ACCOUNT_ADDED,
    ACCOUNT_CLOSED,
    ACCOUNT_OPENED,
    GRANTED,
    PASSWORD_RESET,
    WHOLE,
    WITHDRAWN,
    Acting,
    Subject,
    Value,
    record,
)
from motcua.people.in_force import in_force
from motcua.people.models import Delegation, Grant, Role, SigningAuthority, User
from motcua.people.policies import MANAGE_PEOPLE
from motcua.people.scopes import units_where

_LETTERS = "abcdefghkmnpqrstuvxy23456789"
"""What can be read out and typed without asking again: no 0, 1, i, j, l, o, w, z."""


class AccountRefused(ValueError):
    """Why something cannot be done with an account, in words for people."""


@dataclass(frozen=True)
class Post:
    """A role in a unit and the document it rests on; `until` is the last local day, None without an end."""

    unit: Unit
    role: str
    since: date
    until: date | None = None
    ground: str = ""


def one_time_password() -> str:
    """A password of 16 letters in groups, to be told once."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def make_account(
    username: str, password: str, full_name: str, unit: Unit, role: str, since: date, ground: str = ""
) -> User:
    """Make an account (tài khoản) with one role in one unit, in force from a local day on, and tell nobody.

    For the first installation; people use `add_account`. Raises ValidationError where the password is too weak,
    ValueError where the role is none of `Role`, IntegrityError where the name is taken.
    """
    held = Role(role)
    user = User(username=User.normalize_username(username), full_name=full_name)
    validate_password(password, user)
    user.set_password(password)
    with writing():
        user.save()
        Grant.objects.create(user=user, unit=unit, role=held, since=since, ground=ground)
    return user


@writing()
def add_account(username: str, full_name: str, title: str, post: Post, acting: Acting) -> tuple[User, str]:
    """A new account with its first role; gives it and its one-time password, to be changed at the first sign-in.

    Raises AccountRefused where the name is taken or the post cannot be given.
    """
    user = User(username=User.normalize_username(username.strip()), full_name=full_name.strip())
    if User.objects.filter(username__iexact=user.username).exists():
        raise AccountRefused(
            _("The user name “%(name)s” is taken. Choose another.") % {"name": user.username}
        )
    user.title, user.must_change_password = title.strip(), True
    password = one_time_password()
    user.set_password(password)
    user.save()
    record(post.unit.pk, acting.actor, ACCOUNT_ADDED, Subject("user", user.pk), acting.at)
    grant(user, post, acting)
    return user, password


@writing()
def grant(user: User, post: Post, acting: Acting) -> Grant:
    """Give an account a role. Raises AccountRefused, ValueError where the role is none of `Role`."""
    role = Role(post.role)
    if acting.actor == user.pk:
        raise AccountRefused(_("Nobody gives himself a role. Ask another administrator."))
    if post.until is not None and post.until < post.since:
        raise AccountRefused(_("The last day lies before the first. Correct one of them."))
    if not user.is_active:
        raise AccountRefused(_("The account is closed. Open it again first."))
    if _overlapping(user, post).exists():
        raise AccountRefused(_("This account has that role in this unit on some of these days already."))
    given = Grant.objects.create(
        user=user, unit=post.unit, role=role, since=post.since, until=post.until, ground=post.ground.strip()
    )
    details: dict[str, Value] = {
        "grant": given.pk,
        "role": role.value,
        "since": f"{post.since}",
        "ground": given.ground,
    }
    if post.until is not None:
        details["until"] = f"{post.until}"
    record(post.unit.pk, acting.actor, GRANTED, Subject("user", user.pk), acting.at, details)
    return given


def _overlapping(user: User, post: Post) -> QuerySet[Grant]:
    begun = Q() if post.until is None else Q(since__lte=post.until)
    # One that was taken back before it began holds on no day, yet stands with its first day.
    same_day = Q(since=post.since)
    not_over = Q(until=None) | Q(until__gte=post.since)
    return Grant.objects.filter((begun & not_over) | same_day, user=user, unit=post.unit, role=post.role)


@writing()
def end_grant(given: Grant, last: date, ground: str, acting: Acting) -> None:
    """Take a role back (thu hồi): `last` is the last local day on which it holds, however early.

    What is over before stays as it is.
    """
    last = max(last, given.since - timedelta(days=1))
    if given.until is not None and given.until <= last:
        return
    given.until, given.ended_ground = last, ground.strip()
    given.save(update_fields=["until", "ended_ground"])
    details: dict[str, Value] = {
        "grant": given.pk,
        "role": given.role,
        "until": f"{last}",
        "ground": given.ended_ground,
    }
    record(given.unit_id, acting.actor, WITHDRAWN, Subject("user", given.user_id), acting.at, details)


@writing()
def set_one_time_password(user: User, unit: int, acting: Acting) -> str:
    """A new one-time password; whoever is signed in with the old one is signed out. `unit` is a key, or WHOLE."""
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record(unit, acting.actor, PASSWORD_RESET, Subject("user", user.pk), acting.at)
    return password


@writing()
def set_open(user: User, unit: Unit, is_open: bool, acting: Acting) -> None:
    """Close an account (khóa), or open it again. Raises AccountRefused where it is the own one."""
    if acting.actor == user.pk:
        raise AccountRefused(_("Nobody closes his own account. Ask another administrator."))
    user.is_active = is_open
    user.save(update_fields=["is_active"])
    kind = ACCOUNT_OPENED if is_open else ACCOUNT_CLOSED
    record(unit.pk, acting.actor, kind, Subject("user", user.pk), acting.at)


def post_of(user: User, day: date) -> int:
    """Key of the unit where a user has the oldest role that holds on a local day, WHOLE where there is none."""
    held = Grant.objects.filter(in_force(day), user=user.pk)
    return held.order_by("since", "pk").values_list("unit", flat=True).first() or WHOLE


def may_manage(manager: User, user: User, day: date) -> bool:
    """Whether somebody may reset the password of an account or close it.

    Only where he manages people in every unit in which the account holds or will hold anything: else whoever manages
    a commune could take over the account of somebody above.
    """
    return places_of(user, day) <= set(units_where(manager, MANAGE_PEOPLE, day))


def places_of(user: User, day: date) -> set[int]:
    """Keys of the units in which an account holds anything on a local day or later."""
    ahead = Q(until=None) | Q(until__gte=day)
    held = (
        Grant.objects.filter(ahead, user=user),
        SigningAuthority.objects.filter(ahead, user=user),
        Delegation.objects.filter(ahead, taker=user, revoked_on=None),
    )
    return {key for found in held for key in found.values_list("unit", flat=True)}
