"""Who may see and do what: roles give rights in a unit and everything below it, on the days they are in force."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from motcua.catalogue.models import Unit
from motcua.people.held import Held, held_everywhere, held_in
from motcua.people.models import Role, User

SEE_FIGURES = "see_figures"
SEE_DOSSIERS = "see_dossiers"
SEE_PERSON = "see_person"
IMPORT = "import"
WRITE_REPORT = "write_report"
ADMINISTER = "administer"
RECEIVE = "receive"
"""Take in, turn away, ask to complete, hand the result over."""
PROCESS = "process"
"""Assess, request a supplement, pause, propose."""
ASSIGN = "assign"
APPROVE = "approve"
DECIDE = "decide"
"""Open what is to be decided; which decision one may sign is a matter of signing authority."""
CORRECT = "correct"
CONFIRM_CORRECTION = "confirm_correction"
"""Confirm a correction that somebody else has proposed."""
TRANSFER = "transfer"
CLOSE_PERIOD = "close_period"
"""Close the figures of a period, and ask to open it again; a second person has to agree to that."""
MANAGE_PEOPLE = "manage_people"
READ_AUDIT = "read_audit"
MANAGE_CATALOGUE = "manage_catalogue"
"""Change the unit's own terms, lanes and calendar; at the top of all units in use also what all of them share."""
URGE = "urge"
"""Remind others of what they have in hand, and expect an answer."""
RECONCILE = "reconcile"
"""Have systems compared, settle what they differ in, and enter totals that others publish."""
EXPLAIN = "explain"
"""Record facts with evidence beside any dossier of the unit, and incidents of systems; write the file of explanation."""
PRINT = "print"
"""Print and export with names: whoever sees persons."""

_DOSSIERS = frozenset({SEE_FIGURES, SEE_DOSSIERS})
_CONTENTS = _DOSSIERS | {SEE_PERSON, PRINT}

WORKING = frozenset({RECEIVE, PROCESS, ASSIGN, APPROVE, DECIDE})
"""Whoever has one of these works on dossiers, and begins the day with what waits."""

RIGHTS: dict[str, frozenset[str]] = {
    Role.COUNTER: _CONTENTS | {RECEIVE, TRANSFER, EXPLAIN},
    Role.SPECIALIST: _CONTENTS | {PROCESS, EXPLAIN},
    Role.HEAD: _CONTENTS | {PROCESS, ASSIGN, APPROVE, CONFIRM_CORRECTION, TRANSFER, URGE, EXPLAIN},
    Role.DIRECTOR: _CONTENTS
    | {
        IMPORT,
        WRITE_REPORT,
        CLOSE_PERIOD,
        RECEIVE,
        ASSIGN,
        APPROVE,
        CORRECT,
        CONFIRM_CORRECTION,
        TRANSFER,
        URGE,
        RECONCILE,
        EXPLAIN,
    },
    Role.LEADER: _CONTENTS | {APPROVE, DECIDE, CONFIRM_CORRECTION, URGE},
    Role.CLERK: frozenset({SEE_FIGURES}),
    Role.CONTROL: _CONTENTS
    | {IMPORT, WRITE_REPORT, CLOSE_PERIOD, CORRECT, MANAGE_CATALOGUE, URGE, RECONCILE, EXPLAIN},
    Role.ADMIN: _DOSSIERS | {IMPORT, ADMINISTER, MANAGE_PEOPLE, MANAGE_CATALOGUE, READ_AUDIT},
    Role.AUDITOR: _DOSSIERS | {READ_AUDIT},
}
"""What each role may do."""

NEVER: dict[str, frozenset[str]] = {Role.AUDITOR: frozenset({SEE_PERSON, PRINT})}
"""What a role may not do even where another role of the same person would allow it."""

NEVER_PASSED = frozenset({ADMINISTER, MANAGE_PEOPLE, MANAGE_CATALOGUE, READ_AUDIT})
"""What nobody can delegate: it is granted, and the grant is in the log."""


def rights(user: User | AnonymousUser, unit: Unit, day: date) -> frozenset[str]:
    """Everything a user may do in a unit on a local day: what the roles held there or above it give."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    return allowed(held_in(user.pk, unit.pk, day), lambda giver: held_in(giver, unit.pk, day))


def allowed(held: Collection[Held], of_giver: Callable[[int], Collection[Held]]) -> frozenset[str]:
    """What one person may do in one unit with what is held there, without what any own role forbids.

    `of_giver` tells what somebody who delegated to this person holds in the same unit.
    """
    given = own(held)
    for one in held:
        if one.giver is not None:
            given |= (passed(one.role, one.rights) - NEVER_PASSED) & own(of_giver(one.giver))
    return given.difference(*_forbidden(held))


def own(held: Collection[Held]) -> frozenset[str]:
    """What a person may do by own roles; an authority to sign counts only beside a role."""
    mine = [one for one in held if one.giver is None]
    if not any(one.role for one in mine):
        return frozenset()
    return (
        frozenset[str]().union(*(passed(one.role, one.rights) for one in mine)).difference(*_forbidden(held))
    )


def passed(role: str, named: frozenset[str]) -> frozenset[str]:
    """The rights that a role gives, and those named beside it."""
    return RIGHTS.get(role, frozenset()) | named


def _forbidden(held: Collection[Held]) -> list[frozenset[str]]:
    return [NEVER.get(one.role, frozenset()) for one in held if one.giver is None]


def may(user: User | AnonymousUser, unit: Unit, what: str, day: date) -> bool:
    """Whether a user may do `what` (one of the rights of this module) in a unit on a local day."""
    return what in rights(user, unit, day)


def may_confirm(user: User | AnonymousUser, unit: Unit, proposer: int, day: date) -> bool:
    """Whether a user may confirm what the account with the key `proposer` has proposed: never what is his own."""
    return user.pk != proposer and may(user, unit, CONFIRM_CORRECTION, day)


def rights_everywhere(user: User | AnonymousUser, day: date) -> dict[int, frozenset[str]]:
    """What a user may do on a local day in every unit where that is anything, by the key of the unit."""
    if not user.is_authenticated or not user.is_active:
        return {}
    held = held_everywhere(user.pk, day)
    givers = {one.giver for ones in held.values() for one in ones if one.giver is not None}
    of = {giver: held_everywhere(giver, day) for giver in givers}
    found: dict[int, frozenset[str]] = {}
    for unit, ones in held.items():
        here = {giver: of[giver].get(unit, []) for giver in givers}
        if given := allowed(ones, here.__getitem__):
            found[unit] = given
    return found


def units_for(user: User | AnonymousUser, day: date) -> QuerySet[Unit]:
    """The units in which a user may do anything on a local day, with all units below them."""
    return Unit.objects.filter(pk__in=list(rights_everywhere(user, day)))
