"""What the pages of templates show: versions, fields with their present values, what was found in a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from motcua.boards.access import UnitRequest
from motcua.boards.asked import Asked
from motcua.boards.closing.banner import present
from motcua.closing.report import report_data
from motcua.people.models import User
from motcua.reports.data import OwnTemplate, ReportData
from motcua.reports.document import Block
from motcua.reports.errors import ReportRefused
from motcua.reports.models import NarrativeTemplate
from motcua.reports.outline import outline_of
from motcua.reports.template.check import Checked, check
from motcua.reports.template.package import opened
from motcua.reports.template.render import as_blocks
from motcua.reports.template.versions import PERIODS, versions
from motcua.reports.wording.grammar import Asked as AskedField
from motcua.reports.wording.known import fields, offered, values

LONGEST = 120
"""How many letters of a field's value are shown."""


@dataclass(frozen=True)
class Version:
    """A version with the words for which reports it is, and who brought and adopted it."""

    kept: NarrativeTemplate
    periods: str
    by: str
    adopted_by: str


def data_of(request: UnitRequest, wanted: Asked) -> ReportData:
    """The data of the period that is asked for; raises ReportRefused."""
    return report_data(request.unit, wanted.period, wanted.known_at, present(request))


def with_template(data: ReportData, version: NarrativeTemplate) -> ReportData:
    """The same data, to be written from this version."""
    return replace(data, template=OwnTemplate(version.number, bytes(version.body)))


def listed(request: UnitRequest) -> list[Version]:
    """All versions of the unit, the latest first."""
    kept = list(versions(request.unit).defer("body"))
    people = User.objects.in_bulk({by for one in kept for by in (one.uploaded_by, one.adopted_by) if by})
    names = {key: user.get_full_name() or user.get_username() for key, user in people.items()}
    return [
        Version(
            one, PERIODS.get(one.periods, one.periods), names.get(one.uploaded_by, ""),
            names.get(one.adopted_by, "") if one.adopted_by else "",
        )
        for one in kept
    ]  # fmt: skip


def field_groups(data: ReportData) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The fields by group: name, what it is, what it comes to in the period."""
    known = values(data)

    def told(name: str) -> str:
        text = known.text(AskedField(name))
        return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"

    return [
        (group, [(field.name, field.label, told(field.name)) for field in some])
        for group, some in offered().items()
    ]


def found_in(version: NarrativeTemplate, data: ReportData) -> Checked:
    """What the check finds in a version; raises TemplateRefused."""
    return check(opened(bytes(version.body)), list(fields()), outline_of(data))


def previewed(version: NarrativeTemplate, data: ReportData) -> Iterator[Block]:
    """The report of the period written from a version, as text."""
    try:
        yield from as_blocks(OwnTemplate(version.number, bytes(version.body)), data)
    except ReportRefused as error:
        yield Block("gap", f"[{error}]")


def choices() -> list[tuple[str, Any]]:
    """The kinds of periods that a template may be for."""
    return list(PERIODS.items())
