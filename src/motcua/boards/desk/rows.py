"""The rows and parts of the morning list, whichever system leads a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.boards.desk.works import RUNNING
from motcua.boards.standing import Standing, standing
from motcua.boards.written import working_time
from motcua.casework.actor import Actor
from motcua.casework.models import Work
from motcua.catalogue.calendars import calendar_of
from motcua.dossiers.models import Dossier, Person
from motcua.dossiers.words import ACCOUNTS
from motcua.hub.models import Elsewhere
from motcua.people.policies import SEE_PERSON
from motcua.rules.accounts import Account
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import Instant
from motcua.workflow.released import by_id

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_AT_COUNTER = (int(Account.LODGED), int(Account.LODGED_SUPPLEMENT))

SOON = 120
"""Working minutes left at which an answer becomes urgent."""


@dataclass(frozen=True)
class Told:
    """What is known of a dossier in another system: which to open, who has it there, how old the news is in days."""

    row: Elsewhere
    days: int
    doubt: StrPromise | str = ""


@dataclass(frozen=True)
class Row:
    """A dossier of the list: how it stands, whose it is, in which step, the instant by which its part is ordered.

    `work` is there where we lead it, `told` where another system does.
    """

    dossier: Dossier
    standing: Standing
    applicant: str
    when: Instant | None
    work: Work | None = None
    told: Told | None = None
    step: str = ""
    step_late: bool = False

    @property
    def procedure(self) -> str:
        """The name of the procedure, empty where the other system's is not known."""
        found = self.work.procedure if self.work else self.dossier.cell.procedure
        return found.name if found else ""


@dataclass(frozen=True)
class Part:
    """A part of the list; `more` where there are more rows than are shown."""

    key: str
    title: StrPromise
    rows: tuple[Row, ...]
    more: bool
    late: bool = False

    @property
    def when(self) -> StrPromise:
        """What the instants of the rows are."""
        return _WHEN.get(self.key, DUE)


DUE = _("Due")
_WHEN = {
    "answer": _("Answer by"),
    "supplement": _("Citizen answers by"),
    "citizen": _("Citizen answers by"),
    "ready": _("Ready since"),
}


def in_order(*found: Iterable[Row]) -> list[Row]:
    """Rows of several lists in one order, by the instant of their part."""
    return sorted((row for some in found for row in some), key=lambda row: (row.when is None, row.when or 0))


def own_rows(works: Sequence[Work], actor: Actor, now: Instant, when: str = "due_at") -> list[Row]:
    """Rows of dossiers that we lead; `when` names the column that orders them."""
    names = names_of([work.pk for work in works], actor)
    calendar = calendar_of(actor.unit)
    return [
        Row(
            work.dossier, _stands(work, now, calendar), names.get(work.pk, ""), getattr(work, when), work,
            step=_step(work), step_late=(until := step_until(work)) is not None and until < now,
        )
        for work in works
    ]  # fmt: skip


def step_until(work: Work) -> Instant | None:
    """When the step of a dossier is due; None where no time of a step runs."""
    return work.step_due_at if work.state in RUNNING else None


def _stands(work: Work, now: Instant, calendar: WorkingCalendar) -> Standing:
    """How the dossier stands; one that waits for an answer by its 8-working-hours clock."""
    if work.answer_by is None:
        return standing(work.dossier, now, calendar)
    return to_be_answered(work.answer_by, str(ACCOUNTS[work.state]), now, calendar)


def to_be_answered(by: Instant, state: str, now: Instant, calendar: WorkingCalendar) -> Standing:
    """How a dossier stands that has to be answered by an instant."""
    left = calendar.working_minutes_between(now, by)
    return Standing(state, "late" if left < 0 else "today" if left < SOON else "term", working_time(left))


def names_of(keys: list[int], actor: Actor) -> dict[int, str]:
    """The applicants of dossiers, for those who may see persons."""
    if not keys or SEE_PERSON not in actor.rights:
        return {}
    return dict(Person.objects.filter(pk__in=keys).values_list("pk", "name"))


def _step(work: Work) -> str:
    """The name of the step, by the version of the workflow that the dossier keeps; before acceptance, the counter."""
    if work.state in _AT_COUNTER:
        return gettext("At the one-stop counter")
    if not work.workflow_id or not work.step:
        return ""
    return by_id(work.workflow_id).step(work.step).name
