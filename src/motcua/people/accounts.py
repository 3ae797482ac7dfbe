"""Making accounts, for the commands and the first installation."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q

from motcua.catalogue.models import Unit
from motcua.people.audit import WHOLE
from motcua.people.models import Grant, Role, User


def make_account(username: str, password: str, full_name: str, unit: Unit, role: str, since: date) -> User:
    """Make an account (tài khoản) with one role in one unit, in force from a local day on.

    Raises ValidationError where the password is too weak, ValueError where the role is none of `Role`,
    IntegrityError where the name is taken.
    """
    held = Role(role)
    user = User(username=User.normalize_username(username), full_name=full_name)
    validate_password(password, user)
    user.set_password(password)
    with transaction.atomic():
        user.save()
        Grant.objects.create(user=user, unit=unit, role=held, since=since)
    return user


def post_of(user: User, day: date) -> int:
    """Key of the unit where a user has the oldest role that holds on a local day, WHOLE where there is none."""
    held = Grant.objects.filter(Q(until=None) | Q(until__gte=day), user=user.pk, since__lte=day)
    return held.order_by("since", "pk").values_list("unit", flat=True).first() or WHOLE
