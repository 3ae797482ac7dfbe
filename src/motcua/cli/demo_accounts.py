"""Accounts of the demonstration: made anew or given a new password, which is shown once."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass

from motcua.catalogue.models import Unit
from motcua.catalogue.units import TWO_LEVELS
from motcua.people.accounts import make_account
from motcua.people.models import Grant, Role, User

_LETTERS = "".join(sorted(set(string.ascii_lowercase + string.digits) - set("l1o0i")))


@dataclass(frozen=True)
class Account:
    """An account of the demonstration; the password is kept nowhere else."""

    username: str
    password: str
    full_name: str
    units: list[str]


def account(
    username: str, full_name: str, units: list[Unit], role: Role, password: str = "", title: str = ""
) -> Account:
    """An account with a role in these units; who is there already gets a new password.

    The title (chức vụ) stands under signatures and, after the name, where the accounts are told.
    """
    password = password or new_password()
    user = User.objects.filter(username=username).first()
    if user is None:
        user = make_account(username, password, full_name, units[0], role, TWO_LEVELS)
    else:
        user.set_password(password)
    user.title = title
    user.save(update_fields=["password", "title"])
    for unit in units:
        Grant.objects.get_or_create(user=user, unit=unit, role=role, since=TWO_LEVELS)
    told = f"{full_name}, {title}" if title else full_name
    return Account(username, password, told, [unit.name for unit in units])


def new_password() -> str:
    """A password that can be read aloud."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
