"""Findings as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.boards.words import STATES as DOSSIER_STATES
from motcua.boards.written import NONE, day, moment
from motcua.findings.models import Finding
from motcua.findings.words import CAUSES, KINDS, STATES, TONES
from motcua.rules.instants import Instant, local_day
from motcua.rules.reconcile import Difference
from motcua.rules.reconcile_causes import Cause
from motcua.rules.report import State

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

RELATED = ("left", "right", "owner", "department", "dossier", "other")


@dataclass(frozen=True)
class Line:
    """A finding in words; `ours` and `theirs` what each system says."""

    finding: Finding
    kind: StrPromise | str
    ours: str
    theirs: str
    cause: StrPromise | str
    corrected: bool
    age: str
    state: StrPromise | str
    tone: str
    owner: str


def lines(findings: Iterable[Finding], now: Instant) -> list[Line]:
    """Findings (with RELATED) in words."""
    return [line(one, now) for one in findings]


def line(one: Finding, now: Instant) -> Line:
    """A finding in words."""
    kind = Difference(one.kind)
    return Line(
        one, KINDS[kind], said(one, "ours"), said(one, "theirs"), CAUSES[Cause(one.why)], bool(one.cause),
        in_days(one, now), STATES[one.state], TONES[Finding.State(one.state)], _owner(one),
    )  # fmt: skip


def said(one: Finding, side: str) -> str:
    """What one side of a finding says, in words."""
    kind, value = Difference(one.kind), getattr(one, side)
    if kind is Difference.TWICE:
        code = one.code if side == "theirs" else one.other.code if one.other else ""
        return " · ".join(part for part in (code, moment(int(value)) if value.isdecimal() else "") if part)
    if kind is Difference.SILENT and side == "theirs":
        return _("last heard %(day)s") % {"day": day(int(value))} if value.isdecimal() else _("never heard")
    if kind is Difference.NOT_HERE and side == "theirs" and not value:
        return _("the row cannot be read")
    if not value:
        return _("not there") if kind in _LACKING else NONE
    return moment(int(value)) if value.isdecimal() else str(DOSSIER_STATES[State(value)])


_LACKING = (Difference.NOT_HERE, Difference.NOT_THERE, Difference.BYPASSED)


def in_days(one: Finding, now: Instant) -> str:
    """How old a finding is, or how old it was when it closed."""
    days = local_day(one.closed_at or now) - local_day(one.first_seen)
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def _owner(one: Finding) -> str:
    names = (one.owner.get_full_name() if one.owner else "", one.department.name if one.department else "")
    return " · ".join(name for name in names if name)
