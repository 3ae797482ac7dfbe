"""What the choices of an act's form are: officers with their load, fees, questions, entries, units."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Count

from motcua.boards.clock import today
from motcua.boards.desk.words import HOWS, OUTCOMES, TERM_UNITS, WAYS
from motcua.boards.written import moment
from motcua.casework.case import Case
from motcua.casework.correction import CORRECTABLE
from motcua.casework.flow import leading_on
from motcua.casework.models import AgencyTask, Fee, Paper, Work
from motcua.casework.words import ENTRIES
from motcua.catalogue.models import Unit
from motcua.dossiers.own import standing
from motcua.people.in_force import in_force
from motcua.people.models import Grant, Role, User
from motcua.people.peopled import peopled
from motcua.people.policies import TRANSFER
from motcua.rules.workflow import Event

Choice = tuple[str, str]
MOST_UNITS = 400


def choices_of(case: Case, name: str) -> list[Choice]:
    """The choices of a field for a case, as value and words."""
    return _CHOICES[name](case) if name in _CHOICES else []


def _officers(case: Case) -> list[Choice]:
    """Who may take the dossier: not the one who has it, unless it stands at its assignment again."""
    here = None if Event.ASSIGN in leading_on(case) else case.work.assignee_id
    found = [one for one in officers(case.work.unit_id, today()) if one.pk != here]
    works = Work.objects.filter(open=True, assignee__in=found).values_list("assignee").annotate(n=Count("pk"))
    load = dict(works.order_by())
    return [(str(one.pk), f"{one.get_full_name()} ({load.get(one.pk, 0)})") for one in found]


def officers(unit: int, on: date) -> list[User]:
    """The accounts that assess dossiers in a unit on a local day, by name."""
    held = Grant.objects.filter(in_force(on), unit=unit)
    assessing = held.filter(role__in=(Role.SPECIALIST, Role.HEAD)).values("user")
    return list(User.objects.filter(pk__in=assessing, is_active=True).order_by("full_name", "username"))


def _fees(case: Case) -> list[Choice]:
    unpaid = Fee.objects.filter(dossier=case.dossier, how="").order_by("pk")
    return [(str(fee.pk), f"{fee.name}: {fee.amount:,} đ".replace(",", ".")) for fee in unpaid]


def _tasks(case: Case) -> list[Choice]:
    open_ones = AgencyTask.objects.filter(dossier=case.dossier, answered_at=None).order_by("pk")
    return [(str(task.pk), f"{task.agency}: {task.question[:80]}") for task in open_ones]


def _papers(case: Case) -> list[Choice]:
    kept = Paper.objects.filter(dossier=case.dossier, replaced_by=None).order_by("pk")
    return [("", "–"), *((str(paper.pk), paper.name) for paper in kept)]


def _entries(case: Case) -> list[Choice]:
    held = [entry for entry in standing(case.entries) if entry.kind in CORRECTABLE]
    return [(str(entry.pk), f"{ENTRIES[entry.kind]}, {moment(entry.at)}") for entry in reversed(held)]


def _units(case: Case) -> list[Choice]:
    """Units of the same province where somebody can take it; the departments first."""
    home = Unit.objects.get(pk=case.work.unit_id)
    taking = peopled(home.province_id, TRANSFER, today())
    others = Unit.objects.filter(pk__in=taking).exclude(pk=home.pk).order_by("-kind", "folded")
    return [(str(unit.pk), unit.name) for unit in others[:MOST_UNITS]]


_CHOICES: dict[str, Callable[[Case], list[Choice]]] = {
    "officer": _officers,
    "fee": _fees,
    "task": _tasks,
    "paper": _papers,
    "entry": _entries,
    "target": _units,
    "outcome": lambda _case: [(key, str(label)) for key, label in OUTCOMES.items()],
    "how": lambda _case: [(key, str(label)) for key, label in HOWS.items()],
    "way": lambda _case: [(key, str(label)) for key, label in WAYS.items()],
    "unit": lambda _case: [(key, str(label)) for key, label in TERM_UNITS.items()],
}
