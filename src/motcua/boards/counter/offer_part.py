"""What a chosen procedure asks for: papers, fees, lanes, and the due date it would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.boards.catalogue.words import LANES
from motcua.casework.acceptance import offered
from motcua.casework.refusals import Refused
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.versions import Offer
from motcua.rules.clock import due
from motcua.rules.explain import explain
from motcua.rules.instants import Instant
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel


@dataclass(frozen=True)
class PaperAsked:
    """A paper of the procedure as a line of the form."""

    name: str
    code: str
    note: str
    originals: str
    copies: str
    handed_in: bool
    file: str
    file_name: str


def offer_context(
    procedure: int, unit: int, channel: int, lane: int, now: Instant, typed: Mapping[str, str]
) -> dict[str, Any]:
    """What the form shows of a procedure; `problem` where the catalogue does not offer it."""
    try:
        offer = offered(procedure, unit, now, channel, lane)
    except Refused as error:
        if lane:
            return offer_context(procedure, unit, channel, 0, now, typed)
        return {"problem": error.message}
    calendar = calendar_of(unit)
    ends = due(now, offer.term, calendar, offer.rules)
    return {
        "offer": offer,
        "due": ends,
        "lines": explain(now, offer.term, calendar, offer.rules),
        "lanes": [(int(one), LANES[one]) for one in offer.lanes],
        "lane": int(offer.lane),
        "papers": papers_asked(offer, typed),
        "fees": fees_asked(offer, typed),
        "channels": [int(one) for one in offer.channels],
    }


def papers_asked(offer: Offer, typed: Mapping[str, str]) -> list[PaperAsked]:
    """The papers of the offer with what was already typed; at least three empty lines where it names none."""
    named = [
        (one.name, one.code, one.condition or one.form, one.originals, one.copies) for one in offer.papers
    ]
    named += [("", "", "", 0, 0)] * (3 if not named else 1)
    return [
        PaperAsked(
            typed.get(f"paper-{n}-name") or name,
            code,
            note,
            typed.get(f"paper-{n}-originals", str(originals or "")),
            typed.get(f"paper-{n}-copies", str(copies or "")),
            bool(typed.get(f"paper-{n}-in")) if f"paper-{n}-name" in typed else False,
            typed.get(f"paper-{n}-file", ""),
            typed.get(f"paper-{n}-file-name", ""),
        )
        for n, (name, code, note, originals, copies) in enumerate(named)
    ]


def fees_asked(offer: Offer, typed: Mapping[str, str]) -> list[dict[str, str]]:
    """The fees of the offer with what was already typed."""
    named = [(one.note or offer.name[:100], str(one.amount or "")) for one in offer.fees] or [("", "")]
    return [
        {
            "name": typed.get(f"fee-{n}-name") or name,
            "amount": typed.get(f"fee-{n}-amount", amount),
            "how": typed.get(f"fee-{n}-how", ""),
            "receipt": typed.get(f"fee-{n}-receipt", ""),
        }
        for n, (name, amount) in enumerate(named)
    ]


def chosen(values: Mapping[str, str]) -> tuple[int, int, int]:
    """Procedure, channel and lane as they were sent; 0, direct and ordinary for what is none."""

    def whole(name: str, usual: int) -> int:
        text = values.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else usual

    channel, lane = whole("channel", int(Channel.DIRECT)), whole("lane", 0)
    channel = channel if channel in list(Channel) else int(Channel.DIRECT)
    return whole("procedure", 0), channel, lane if lane in list(Lane) else 0
