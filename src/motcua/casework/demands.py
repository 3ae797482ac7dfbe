"""What acts ask of what a person states, and of the state in which the dossier must be."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.models import AgencyTask
from motcua.casework.refusals import NotLawful, Refused, Wanting
from motcua.rules.accounts import OPEN, WAITING, Account, Ground
from motcua.rules.instants import Day, Instant, local_day

LONGEST = 4000
"""No reason or note is longer; what is belongs into a file."""


def reasoned(text: str, field: str = "reason") -> str:
    """The text without blanks around it. Raises Wanting where it is empty or too long."""
    clean = "".join(char for char in text if char in "\n\t" or char.isprintable()).strip()
    if not clean:
        raise Wanting(field, _("This has to be stated."))
    if len(clean) > LONGEST:
        raise Wanting(field, _("This is too long; at most %(most)s characters."), most=LONGEST)
    return clean


def demanded(items: Sequence[str]) -> list[str]:
    """What is asked of the citizen, one thing each. Raises Wanting where nothing is."""
    named = [item.strip() for item in items if item.strip()]
    if not named:
        raise Wanting("items", _("Name everything that is missing, one thing a line."))
    return [reasoned(item, "items") for item in named]


def positive(amount: int, field: str) -> int:
    """A whole number from 1 to 365. Raises Wanting."""
    if not 1 <= amount <= 365:
        raise Wanting(field, _("Give a whole number from 1 to 365."))
    return amount


def end_of_day_after(case: Case, days: int) -> Instant:
    """When work ends on the day that lies so many working days after the act."""
    return case.calendar.closing(_working_day_after(case, positive(days, "days")))


def reply_day(case: Case, days: int) -> Instant:
    """The end of the last day on which the citizen may answer, so many working days after the act."""
    return end_of_day_after(case, days)


def _working_day_after(case: Case, days: int) -> Day:
    return case.calendar.add_working_days(local_day(case.at), days)


def running(case: Case) -> None:
    """Raise NotLawful unless the dossier is being resolved, not waiting and not ended."""
    if case.state not in OPEN or case.state in WAITING:
        raise NotLawful(case.state)


def waiting_for(case: Case, *grounds: Ground) -> Ground:
    """The ground on which the dossier waits; raises NotLawful where it is none of these."""
    for ground in grounds:
        if case.state in (Account(ground), Account(ground + 1)):
            return ground
    raise NotLawful(case.state)


def nothing_open(case: Case) -> None:
    """Raise Refused while a question to another agency is unanswered: silence is not consent."""
    if AgencyTask.objects.filter(dossier=case.dossier, answered_at=None).exists():
        message = _("A question to another agency is still unanswered. Record its answer first.")
        raise Refused("question-open", message)
