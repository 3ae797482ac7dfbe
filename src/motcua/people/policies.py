"""Who may see and do what: roles give rights in a unit and everything below it, on the days they are in force."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Q, QuerySet

from motcua.catalogue.models import Unit
from motcua.catalogue.units import below
from motcua.people.models import Grant, Role, User

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
MANAGE_PEOPLE = "manage_people"
READ_AUDIT = "read_audit"
PRINT = "print"
"""Print and export with names: whoever sees persons."""

_DOSSIERS = frozenset({SEE_FIGURES, SEE_DOSSIERS})
_CONTENTS = _DOSSIERS | {SEE_PERSON, PRINT}

RIGHTS: dict[str, frozenset[str]] = {
    Role.COUNTER: _CONTENTS | {RECEIVE, TRANSFER},
    Role.SPECIALIST: _CONTENTS | {PROCESS},
    Role.HEAD: _CONTENTS | {PROCESS, ASSIGN, APPROVE, CONFIRM_CORRECTION, TRANSFER},
    Role.DIRECTOR: _CONTENTS
    | {IMPORT, WRITE_REPORT, RECEIVE, ASSIGN, APPROVE, CORRECT, CONFIRM_CORRECTION, TRANSFER},
    Role.LEADER: _CONTENTS | {APPROVE, DECIDE, CONFIRM_CORRECTION},
    Role.CLERK: frozenset({SEE_FIGURES}),
    Role.CONTROL: _CONTENTS | {IMPORT, WRITE_REPORT, CORRECT},
    Role.ADMIN: _DOSSIERS | {IMPORT, ADMINISTER, MANAGE_PEOPLE, READ_AUDIT},
    Role.AUDITOR: _DOSSIERS | {READ_AUDIT},
}
"""What each role may do."""

NEVER: dict[str, frozenset[str]] = {Role.AUDITOR: frozenset({SEE_PERSON, PRINT})}
"""What a role may not do even where another role of the same person would allow it."""

_ROLES = """
WITH RECURSIVE above(unit_id) AS (
    SELECT CAST(%s AS BIGINT)
    UNION
    SELECT link.parent_id FROM above
    JOIN catalogue_unitparent AS link ON link.unit_id = above.unit_id
    WHERE link.since = (
        SELECT MAX(latest.since) FROM catalogue_unitparent AS latest
        WHERE latest.unit_id = link.unit_id AND latest.since <= %s
    )
)
SELECT DISTINCT held.role FROM people_grant AS held
JOIN above ON above.unit_id = held.unit_id
WHERE held.user_id = %s AND held.since <= %s AND (held.until IS NULL OR held.until >= %s)
"""


def rights(user: User | AnonymousUser, unit: Unit, day: date) -> frozenset[str]:
    """Everything a user may do in a unit on a local day: what the roles held there or above it give."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    return allowed(_roles(user.pk, unit.pk, day))


def allowed(roles: Collection[str]) -> frozenset[str]:
    """What these roles together give one person, without what any of them forbids."""
    given = frozenset[str]().union(*(RIGHTS.get(role, frozenset()) for role in roles))
    return given.difference(*(NEVER.get(role, frozenset()) for role in roles))


def _roles(user: int, unit: int, day: date) -> list[str]:
    on = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        cursor.execute(_ROLES, [unit, on, user, on, on])
        return [row[0] for row in cursor.fetchall()]


def may(user: User | AnonymousUser, unit: Unit, what: str, day: date) -> bool:
    """Whether a user may do `what` (one of the rights of this module) in a unit on a local day."""
    return what in rights(user, unit, day)


def units_for(user: User | AnonymousUser, day: date) -> QuerySet[Unit]:
    """The units in which a user holds any role on a local day, with all units below them."""
    if not user.is_authenticated or not user.is_active:
        return Unit.objects.none()
    held = Grant.objects.filter(Q(until=None) | Q(until__gte=day), user=user.pk, since__lte=day)
    found: set[int] = set()
    for grant in held.select_related("unit"):
        if grant.unit_id not in found:
            found.update(below(grant.unit, day))
    return Unit.objects.filter(pk__in=found)
