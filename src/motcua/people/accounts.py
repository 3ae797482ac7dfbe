"""Making accounts, for the commands and the first installation."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from motcua.catalogue.models import Unit
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
