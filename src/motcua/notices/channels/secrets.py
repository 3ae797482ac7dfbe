"""Secrets of providers: named in the options, kept in the environment of the program alone."""

from __future__ import annotations

from motcua.people.secrets import MissingSecret as MissingSecret
from motcua.people.secrets import kept

PREFIX = "MOTCUA_NOTICES_SECRET_"
"""What the name of every such variable begins with."""


def secret(name: str) -> str:
    """The secret of a name; raises MissingSecret."""
    return kept(PREFIX, name)
