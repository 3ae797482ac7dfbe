"""The journal of an own dossier in words: what was done, by whom, and what it came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.boards.desk.words import HOWS, OUTCOMES, TERM_UNITS, WAYS
from motcua.boards.written import moment
from motcua.casework.case import Case
from motcua.casework.models import AgencyTask, Paper, SecondPerson
from motcua.casework.words import entry_label
from motcua.catalogue.models import Unit
from motcua.dossiers.models import Act
from motcua.dossiers.own import Written, standing
from motcua.people.models import User


@dataclass(frozen=True)
class Told:
    """An entry of the journal in words; `gone` where a correction has voided it."""

    label: str
    written: Written
    who: str
    text: str
    gone: bool


@dataclass(frozen=True)
class _Names:
    """What entries name by keys: accounts, units, papers, questions; and the entries themselves."""

    users: Mapping[int, str]
    units: Mapping[int, str]
    papers: Mapping[int, str]
    tasks: Mapping[int, str]
    entries: Mapping[int, Written]


def told(case: Case) -> list[Told]:
    """The journal in words, the latest first."""
    held = {entry.pk: entry for entry in standing(case.entries)}
    writers = dict(Act.objects.filter(dossier=case.dossier, actor__isnull=False).values_list("pk", "actor"))
    names = _names(case, set(filter(None, writers.values())))
    found = [
        Told(
            entry_label(entry.kind, entry.body),
            held.get(entry.pk, entry),
            names.users.get(writers.get(entry.pk) or 0, ""),
            _text(entry, names),
            entry.kind != "corrected" and entry.pk not in held,
        )
        for entry in case.entries
        if entry.kind != "facts"
    ]
    return list(reversed(found))


def asked_of_second(case: Case, asked: SecondPerson) -> str:
    """What a second person is asked to confirm: to reopen, or which entry is voided or given another time, and why."""
    names = _Names({}, {}, {}, {}, {entry.pk: entry for entry in case.entries})
    what = _("to reopen the dossier") if asked.act == "reopen" else _corrected(asked.values, names)
    return f"{what} · {asked.values.get('reason', '')}"


def _names(case: Case, writers: set[int]) -> _Names:
    bodies = [entry.body for entry in case.entries]
    keys = {
        name: {body[name] for body in bodies if body.get(name)} for name in ("officer", "target", "paper")
    }
    moved = {body["dims"]["unit"] for body in bodies if body.get("dims", {}).get("unit")}
    users = User.objects.in_bulk(writers | keys["officer"])
    tasks = AgencyTask.objects.filter(dossier=case.dossier)
    return _Names(
        {pk: user.get_full_name() for pk, user in users.items()},
        dict(Unit.objects.filter(pk__in=keys["target"] | moved).values_list("pk", "name")),
        dict(Paper.objects.filter(dossier=case.dossier, pk__in=keys["paper"]).values_list("pk", "name")),
        dict(tasks.values_list("pk", "agency")),
        {entry.pk: entry for entry in case.entries},
    )


def _text(entry: Written, names: _Names) -> str:
    """What the entry says beside its kind: to whom, until when, how; reasons, items, notes."""
    body, special = entry.body, _SPECIAL.get(entry.kind)
    reasons = [
        str(body[key])
        for key in ("reason", "opinion", "text", "note", "evidence", "number")
        if body.get(key) and body[key] != "unanswered"
    ]
    return " · ".join(
        filter(None, [special(body, names) if special else "", *body.get("items", []), *reasons])
    )


def _assigned(body: Mapping[str, Any], names: _Names) -> str:
    return _("to %(who)s") % {"who": names.users.get(body.get("officer", 0), "–")}


def _paused(body: Mapping[str, Any], _names: _Names) -> str:
    until = body.get("reply_by")
    return _("to be answered by %(moment)s") % {"moment": moment(until)} if until else ""


def _extended(body: Mapping[str, Any], _names: _Names) -> str:
    words = str(TERM_UNITS.get(str(body.get("unit")), ""))
    return _("by %(n)s %(unit)s") % {"n": body.get("amount"), "unit": words} + f" · {body.get('ground', '')}"


def _apologised(body: Mapping[str, Any], _names: _Names) -> str:
    return _("new appointment %(moment)s") % {"moment": moment(body.get("promised"))}


def _asked_agency(body: Mapping[str, Any], names: _Names) -> str:
    agency = names.tasks.get(body.get("task", 0), str(body.get("agency", "")))
    due = body.get("due")
    return f"{agency} · {_('to be answered by %(moment)s') % {'moment': moment(due)}}" if due else agency


def _second(body: Mapping[str, Any], _names: _Names) -> str:
    return _("to reopen the dossier") if body.get("act") == "reopen" else _("to correct the record")


def _corrected(body: Mapping[str, Any], names: _Names) -> str:
    """Which entry was voided, or given another time."""
    target = names.entries.get(body.get("target", 0))
    named = f"{entry_label(target.kind, target.body)}, {moment(target.at)}" if target else ""
    if body.get("void"):
        return _("voided: %(entry)s") % {"entry": named}
    return _("%(entry)s, right time %(moment)s") % {"entry": named, "moment": moment(body.get("at"))}


_SPECIAL: dict[str, Callable[[Mapping[str, Any], _Names], str]] = {
    "assigned": _assigned,
    "paused": _paused,
    "extended": _extended,
    "apologised": _apologised,
    "agency_asked": _asked_agency,
    "agency_answered": _asked_agency,
    "agency_silent": _asked_agency,
    "second_asked": _second,
    "corrected": _corrected,
    "proposed": lambda body, _names: str(OUTCOMES.get(str(body.get("outcome")), "")),
    "returned": lambda body, _names: str(WAYS.get(str(body.get("way")), "")),
    "paid": lambda body, _names: str(HOWS.get(str(body.get("how")), "")),
    "attached": lambda body, names: names.papers.get(body.get("paper", 0), ""),
    "transfer_asked": lambda body, names: names.units.get(body.get("target", 0), ""),
    "moved": lambda body, names: names.units.get(body.get("dims", {}).get("unit", 0), ""),
    "turned_away": lambda body, _names: _("the citizen took it back") if body.get("withdrawn") else "",
}
"""What a kind of entry says beside the words that a person typed."""
