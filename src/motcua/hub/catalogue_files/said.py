"""Terms and fees of several cases and channels, as interfaces answer them, made one term for each channel."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from motcua.catalogue.content import Fee
from motcua.hub.catalogue_files import words
from motcua.hub.catalogue_files.base import Problem
from motcua.rules.measures import Channel
from motcua.rules.terms import Term, rough_days


def text(value: Any) -> str:
    """A value of JSON as text with single blanks; nothing for what is no text or number."""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) and value is not True else ""


def number(value: Any, otherwise: int) -> int:
    """A whole number of JSON, also one written as text."""
    written = text(value)
    return int(written) if written.isascii() and written.isdecimal() else otherwise


class Terms:
    """What is said of channels: which are offered, with which terms, fees and notes.

    Where several cases have terms of their own the shortest counts, for a dossier in time for that one is in time
    for all; the other ones stand in the note.
    """

    def __init__(self, where: str) -> None:
        self.where = where
        self.problems: list[Problem] = []
        self.offered: set[Channel] = set()
        self.terms: dict[Channel, list[tuple[Term, str]]] = defaultdict(list)
        self.fees: dict[Channel, list[Fee]] = defaultdict(list)
        self.notes: dict[Channel, list[str]] = defaultdict(list)

    def offer(self, channel: Channel) -> None:
        """The channel is offered."""
        self.offered.add(channel)

    def add(self, channel: Channel, amount: str, unit: str, note: str, fees: list[Fee]) -> None:
        """One case of a channel: its term in words, its fees."""
        self.fees[channel] += [fee for fee in fees if fee not in self.fees[channel]]
        if note:
            self.notes[channel].append(note)
        if amount in ("", "0"):
            return
        try:
            said = words.term(amount, unit)
        except words.NotUnderstood as error:
            self.problems.append(Problem(self.where, str(error)))
            return
        if said.term is not None:
            self.terms[channel].append((said.term, f"{amount} {unit}".strip()))

    def said(self) -> dict[str, Any]:
        """The columns of a content; none where no channel was offered."""
        if not self.offered:
            return {}
        own = {c: min(self.terms[c], key=lambda pair: rough_days(pair[0]))[0] for c in self.terms}
        columns: dict[str, Any] = {
            "direct": Channel.DIRECT in self.offered,
            "online": Channel.ONLINE in self.offered,
            "postal": Channel.POSTAL in self.offered,
        }
        if own:
            columns["term"] = own.get(Channel.DIRECT) or next(iter(own.values()))
            columns["channel_terms"] = tuple(own.items())
        if any(self.fees.values()):
            columns["fees"] = tuple((c, tuple(rows)) for c, rows in self.fees.items() if rows)
        notes = {channel: self._note(channel) for channel in self.offered}
        columns["channel_notes"] = tuple((c, note) for c, note in sorted(notes.items()) if note)
        return columns

    def _note(self, channel: Channel) -> str:
        written = list(dict.fromkeys(self.notes[channel]))
        terms = list(dict.fromkeys(word for _, word in self.terms[channel]))
        return "\n".join(written + ([f"Các thời hạn: {'; '.join(terms)}"] if len(terms) > 1 else []))
