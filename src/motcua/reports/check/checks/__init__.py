"""The checks: each a function over a report that gives findings, in one registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from motcua.reports.check.findings import Finding
from motcua.reports.check.report import Report

Check: TypeAlias = Callable[[Report], Iterable[Finding]]

REGISTRY: dict[str, Check] = {}
"""The checks by name, in the order in which they run."""


def register(check: Check) -> Check:
    """Put a check into the registry, under the name of its module."""
    name = check.__module__.rpartition(".")[2]
    if name in REGISTRY:
        raise ValueError(f"check {name} is registered twice")
    REGISTRY[name] = check
    return check
