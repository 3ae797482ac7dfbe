"""What each system says about one dossier, side by side, with what differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.boards.words import CHANNELS, GROUNDS, LEVELS, STATES
from motcua.boards.written import NONE, moment, number
from motcua.dossiers.history import Entry
from motcua.hub.text import fold


@dataclass(frozen=True)
class Said:
    """One system's word on one fact; `differs` from the system with the authority, where both say something."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Fact:
    """A fact with the word of every system, in the order of the systems."""

    label: str
    said: tuple[Said, ...]

    @property
    def differs(self) -> bool:
        """Whether any system says something else."""
        return any(one.differs for one in self.said)


def compared(sightings: Sequence[Entry], contents: bool) -> list[Fact]:
    """Every fact that any system states; the first sighting is that of the authority.

    `contents`: whether the reader may see free text, in which names of people may stand.
    """
    rows = [
        _fact(label, key, words, sightings) for key, label, words in _facts() if contents or key != "reason"
    ]
    return [row for row in rows if any(one.text != NONE for one in row.said)]


def _fact(label: str, key: str, words: Callable[[Any], str], sightings: Sequence[Entry]) -> Fact:
    values = [entry.body.get(key) for entry in sightings]
    lead = values[0] if values else None
    return Fact(label, tuple(Said(_text(value, words), _differ(value, lead)) for value in values))


def _text(value: Any, words: Callable[[Any], str]) -> str:
    return NONE if value in (None, "") else words(value)


def _differ(value: Any, lead: Any) -> bool:
    if value in (None, "") or lead in (None, ""):
        return False
    return fold(value) != fold(lead) if isinstance(value, str) and isinstance(lead, str) else value != lead


def _of(words: Mapping[Any, Any]) -> Callable[[Any], str]:
    return lambda value: str(words.get(value, value))


def _yes_no(value: Any) -> str:
    return _("yes") if value else _("no")


def _facts() -> tuple[tuple[str, str, Callable[[Any], str]], ...]:
    return (
        ("state", _("State"), _of(STATES)),
        ("lodged", _("Lodged at"), moment),
        ("received", _("Received at"), moment),
        ("due", _("Due at"), moment),
        ("paused", _("Paused from"), moment),
        ("resumed", _("Resumed at"), moment),
        ("ground", _("Waiting for"), _of(GROUNDS)),
        ("finished", _("Finished at"), moment),
        ("returned", _("Handed over at"), moment),
        ("procedure", _("Procedure code"), str),
        ("procedure_name", _("Procedure"), str),
        ("field", _("Field"), str),
        ("channel", _("Channel"), _of(CHANNELS)),
        ("level", _("Service level"), _of(LEVELS)),
        ("digitised", _("Digitised"), _yes_no),
        (
            "fee",
            _("Fee due"),
            lambda value: number(value) if isinstance(value, int) and value > 1 else _yes_no(value),
        ),
        ("paid_online", _("Paid online"), _yes_no),
        ("department", _("Department"), str),
        ("officer", _("Officer"), str),
        ("reason", _("Reason"), str),
    )
