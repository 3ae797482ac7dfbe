"""The journal of a dossier that we lead ourselves, read into the acts and moves that the rules know.

Bodies carry a version and are never rewritten; what a body of version 1 holds stands in `docs/journal.md`.
A correction (đính chính) is an entry of its own: it voids an earlier one or gives it another time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from motcua.dossiers.models import Act as JournalAct
from motcua.rules.accounts import Account, Ground, Outcome
from motcua.rules.acts import Act, Kind
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.clock import due
from motcua.rules.instants import Instant
from motcua.rules.moves import Clock, Move, due_of, moves, no_clock
from motcua.rules.terms import Apology, Due, OnResume, Pause, Term, TermRules, TermUnit
from motcua.rules.terms import Extension as TermExtension

CORRECTED = "corrected"
FACTS = "facts"
REPORTED = "reported"
REDATED = "redated"


@dataclass(frozen=True)
class Dims:
    """The dimensions in which a dossier is counted; keys of unit, procedure and field, numbers for the rest."""

    unit: int
    procedure: int | None
    field: int
    channel: int
    level: int
    lane: int = 0
    digitised: int = 0
    fee_due: int = 0
    paid_online: int = 0


@dataclass(frozen=True)
class Written:
    """One entry of our own journal; instants in milliseconds UTC."""

    pk: int
    kind: str
    at: Instant
    recorded: Instant
    body: dict[str, Any]


def journal(dossier: int) -> list[Written]:
    """What we wrote of a dossier ourselves, in the order in which it was recorded."""
    acts = JournalAct.objects.filter(dossier=dossier).exclude(kind=REPORTED).order_by("recorded_at", "id")
    columns = acts.values_list("pk", "kind", "occurred_at", "recorded_at", "body")
    return [Written(pk, kind, at, recorded, json.loads(body)) for pk, kind, at, recorded, body in columns]


def standing(entries: Sequence[Written]) -> list[Written]:
    """The entries that hold, corrections carried out, in the order in which they took effect."""
    held = {entry.pk: entry for entry in entries if entry.kind != CORRECTED}
    for entry in entries:
        target = held.get(entry.body["target"]) if entry.kind == CORRECTED else None
        if target is None:
            continue
        if entry.body.get("void"):
            del held[target.pk]
        else:
            held[target.pk] = replace(target, at=entry.body["at"])
    return sorted(held.values(), key=lambda entry: (entry.at, entry.pk))


def rule_acts(entries: Iterable[Written], facts: dict[str, int]) -> list[Act]:
    """Entries that stand as acts of the rules; those that move nothing (an assignment, a note) are left out."""
    restart = False
    found: list[Act] = []
    for entry in entries:
        if entry.kind == "accepted":
            restart = bool(entry.body.get("restart"))
        act = _rule_act(entry, facts, OnResume.RESTART if restart else OnResume.CONTINUE)
        if act is not None:
            found.append(act)
    return found


_PLAIN = {
    "lodged": Kind.LODGED,
    "completed": Kind.LODGED,
    "completion_asked": Kind.COMPLETION_ASKED,
    "turned_away": Kind.TURNED_AWAY,
    "accepted": Kind.ACCEPTED,
    "resumed": Kind.RESUMED,
    "reopened": Kind.REOPENED,
}


def _rule_act(entry: Written, facts: dict[str, int], on_resume: OnResume) -> Act | None:
    body = entry.body
    if entry.kind in _PLAIN:
        return Act(_PLAIN[entry.kind], entry.at)
    if entry.kind == "paused":
        return Act(Kind.PAUSED, entry.at, ground=Ground[body["ground"].upper()], on_resume=on_resume)
    if entry.kind == "extended":
        extension = TermExtension(body["amount"], TermUnit(body["unit"]), body["ground"], entry.at)
        return Act(Kind.EXTENDED, entry.at, extension=extension)
    if entry.kind == "finished":
        return Act(Kind.FINISHED, entry.at, outcome=Outcome[body["outcome"].upper()])
    if entry.kind == "moved":
        return Act(Kind.MOVED, entry.at, cell=Dims(**body["dims"] | facts))
    return None


def facts_of(entries: Iterable[Written]) -> dict[str, int]:
    """The latest word on the facts beside the state: digitised, fee due, paid online."""
    facts: dict[str, int] = {}
    for entry in entries:
        facts |= entry.body if entry.kind == FACTS else entry.body.get(FACTS, {})
    return facts


def clock_of(entries: Iterable[Written], calendar: WorkingCalendar) -> Clock:
    """The clock by the term that held when the dossier was accepted, whatever the catalogue says today."""
    accepted = next((entry for entry in reversed(list(entries)) if entry.kind == "accepted"), None)
    if accepted is None or accepted.body.get("term") is None:
        return no_clock
    term, rules = term_of(accepted.body), TermRules(*accepted.body["rules"])
    return lambda received, pauses, extensions: due(received, term, calendar, rules, pauses, extensions)


def term_of(accepted: dict[str, Any]) -> Term | None:
    """The term that an acceptance states; None where the procedure has none."""
    amount_and_unit = accepted.get("term")
    return Term(amount_and_unit[0], TermUnit(amount_and_unit[1])) if amount_and_unit else None


def first_dims(entries: Iterable[Written]) -> dict[str, Any]:
    """The dimensions with which the dossier came; a transfer that was wrong never costs it its first calendar."""
    return dict(next(entry.body["dims"] for entry in entries if "dims" in entry.body))


def own_moves(entries: Sequence[Written], calendar: WorkingCalendar) -> list[Move]:
    """The moves that the journal gives, each with its `Dims` as cell, those posted ahead included.

    Raises UnlawfulAct where the state does not allow an entry, ClockError where no due instant can follow.
    """
    held = standing(entries)
    if not held:
        return []
    facts = facts_of(held)
    return moves(rule_acts(held, facts), clock_of(held, calendar), Dims(**first_dims(entries) | facts))


def own_due(entries: Sequence[Written], calendar: WorkingCalendar) -> Due | None:
    """The due instant that the journal gives; while a pause is open, the one that held when it began."""
    held = standing(entries)
    running = rule_acts(held, {})
    stops = [act for act in running if act.kind in (Kind.PAUSED, Kind.RESUMED, Kind.FINISHED)]
    if stops and stops[-1].kind is Kind.PAUSED:
        running.remove(stops[-1])
    return due_of(running, clock_of(held, calendar))


def last_account(found: Sequence[Move]) -> Account:
    """The account in which the moves leave the dossier, the one into overdue posted ahead left aside."""
    if not found:
        return Account.OUTSIDE
    ahead = found[-1].to_account is Account.OVERDUE and found[-1].from_account is Account.IN_TERM
    return found[-1].from_account if ahead else found[-1].to_account


@dataclass(frozen=True)
class ClockTerms:
    """What the clock of an own dossier works with; pauses have the name of their ground."""

    received: Instant
    term: Term
    rules: TermRules
    pauses: list[Pause]
    extensions: list[TermExtension]
    apologies: list[Apology]


def clock_terms(entries: Sequence[Written]) -> ClockTerms | None:
    """What the journal gives the clock; None before acceptance and where the procedure has no term."""
    held = standing(entries)
    accepted = next((entry for entry in held if entry.kind == "accepted"), None)
    term = term_of(accepted.body) if accepted else None
    if accepted is None or term is None:
        return None
    acts = rule_acts(held, {})
    apologies = [Apology(entry.at, entry.body["promised"]) for entry in held if entry.kind == "apologised"]
    extensions = [act.extension for act in acts if act.extension is not None]
    rules = TermRules(*accepted.body["rules"])
    return ClockTerms(accepted.at, term, rules, _pauses(acts), extensions, apologies)


def _pauses(acts: Iterable[Act]) -> list[Pause]:
    """Each pause up to what ended it: a resumption or the dossier's end."""
    pauses: list[Pause] = []
    for act in acts:
        if act.kind is Kind.PAUSED:
            pauses.append(Pause(act.at, None, act.on_resume, act.ground.name.lower()))
        elif act.kind in (Kind.RESUMED, Kind.FINISHED) and pauses and pauses[-1].end is None:
            pauses[-1] = replace(pauses[-1], end=act.at)
    return pauses
