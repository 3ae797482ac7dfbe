"""How a dossier stands at present, in words: its state first, then what is left of its time."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.dossiers.models import Dossier
from motcua.dossiers.words import ACCOUNTS
from motcua.rules.accounts import CLOSED, NOT_RECEIVED, WAITING, Account
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import Instant, local_day
from motcua.rules.moves import stated
from motcua.rules.terms import Due

LATE_ENDINGS = frozenset(account for account in CLOSED if account.name.endswith("_LATE"))


@dataclass(frozen=True)
class Standing:
    """The state in words, its tone (term, today, late, wait, done, out) and what is left of the time."""

    state: str
    tone: str
    note: str = ""


def standing(dossier: Dossier, now: Instant, calendar: WorkingCalendar) -> Standing:
    """How a dossier stands at an instant."""
    account = Account(dossier.state)
    due = _due(dossier)
    if account in CLOSED:
        tone = "late" if account in LATE_ENDINGS else "done"
        return Standing(str(ACCOUNTS[account]), tone, _apart(dossier.finished_at, due))
    if account in NOT_RECEIVED:
        return Standing(str(ACCOUNTS[account]), "out")
    if account in WAITING:
        late = due is not None and due.overdue_from <= now and account % 2 == 1
        return Standing(str(ACCOUNTS[account]), "wait", _overdue(due, now) if late and due else "")
    return _running(due, now, calendar)


def _due(dossier: Dossier) -> Due | None:
    if dossier.due_at is None or dossier.received_at is None:
        return None
    return stated(dossier.due_at, dossier.received_at)


def _running(due: Due | None, now: Instant, calendar: WorkingCalendar) -> Standing:
    if due is None:
        return Standing(_("In progress"), "term", _("no term known"))
    if due.overdue_from <= now:
        return Standing(str(ACCOUNTS[Account.OVERDUE]), "late", _overdue(due, now))
    if due.day == local_day(now):
        return Standing(_("In progress, due today"), "today", _minutes_left(due, now, calendar))
    left = calendar.working_days_between(local_day(now), due.day)
    words = ngettext("%(n)s working day left", "%(n)s working days left", left) % {"n": left}
    return Standing(str(ACCOUNTS[Account.IN_TERM]), "term", words)


def _minutes_left(due: Due, now: Instant, calendar: WorkingCalendar) -> str:
    if due.instant < now:
        return _("the hour has passed, late from tomorrow")
    minutes = max(calendar.working_minutes_between(now, due.instant), 0)
    if minutes >= 60:
        hours = minutes // 60
        return ngettext("%(n)s working hour left", "%(n)s working hours left", hours) % {"n": hours}
    return ngettext("%(n)s working minute left", "%(n)s working minutes left", minutes) % {"n": minutes}


def _overdue(due: Due, now: Instant) -> str:
    days = local_day(now) - due.day
    if days < 1:
        return _("overdue since today")
    return ngettext("%(n)s day overdue", "%(n)s days overdue", days) % {"n": days}


def _apart(finished: Instant | None, due: Due | None) -> str:
    """How far the ending lay from the due day."""
    if finished is None or due is None:
        return ""
    days = local_day(finished) - due.day
    if days > 0:
        return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}
    return ngettext("%(n)s day early", "%(n)s days early", -days) % {"n": -days} if days else ""
