"""The words for what a procedure's version holds, and for what changes in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from motcua.boards.words import CANONICAL, CHANNELS, YES_NO
from motcua.catalogue.changes import Kind
from motcua.rules.lanes import Lane
from motcua.rules.terms import OnResume, TermUnit

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

KINDS: dict[str, StrPromise] = {
    Kind.ADDED: pgettext_lazy("catalogue", "Added"),
    Kind.CHANGED: pgettext_lazy("catalogue", "Changed"),
    Kind.REPEALED: pgettext_lazy("catalogue", "Repealed"),
    Kind.REPLACED: pgettext_lazy("catalogue", "Replaced by another code"),
    Kind.UNIT_TERM: gettext_lazy("Unit's own term"),
    Kind.UNIT_TERM_ENDED: gettext_lazy("Unit's own term ended"),
    Kind.FIELD_RENAMED: gettext_lazy("Field renamed"),
    Kind.FIELD_MERGED: gettext_lazy("Field merged"),
    Kind.AGENCY_RENAMED: gettext_lazy("Agency renamed"),
    Kind.AGENCY_MERGED: gettext_lazy("Agency merged"),
    Kind.CALENDAR: gettext_lazy("Calendar changed"),
}
"""What can happen to the catalogue."""

COLUMNS: dict[str, StrPromise] = {
    "name": gettext_lazy("Name of the procedure"),
    "field": gettext_lazy("Field"),
    "level": gettext_lazy("Service level"),
    "direct": gettext_lazy("Filed in person"),
    "online": gettext_lazy("Filed online"),
    "postal": gettext_lazy("Filed by post"),
    "term": gettext_lazy("Term"),
    "channel_terms": gettext_lazy("Terms by channel"),
    "rules": gettext_lazy("Rules of counting"),
    "on_resume": gettext_lazy("After a supplement"),
    "supplement_once": gettext_lazy("Supplement asked for once"),
    "lanes": gettext_lazy("Lanes"),
    "agency": gettext_lazy("Competent agency"),
    "receiving_agency": gettext_lazy("Receiving agency"),
    "issuing_agency": gettext_lazy("Publishing agency"),
    "tiers": gettext_lazy("Carried out by"),
    "kind": gettext_lazy("Kind of procedure"),
    "inter_agency": gettext_lazy("Inter-agency"),
    "non_territorial": gettext_lazy("Received anywhere in the province"),
    "decision": gettext_lazy("Publishing decision"),
    "fees": gettext_lazy("Fees"),
    "fee_note": gettext_lazy("Note on fees"),
    "channel_notes": gettext_lazy("Notes by channel"),
    "papers": gettext_lazy("Papers"),
    "results": gettext_lazy("Results"),
    "grounds": gettext_lazy("Legal grounds"),
    "workflow": gettext_lazy("Internal procedure"),
}
"""The columns of a content, in words."""

TIERS: dict[str, StrPromise] = {
    "commune": gettext_lazy("Commune level"),
    "province": gettext_lazy("Province level"),
    "ministry": gettext_lazy("Ministry level"),
    "other": gettext_lazy("Other agencies"),
}

LANES: dict[int, StrPromise] = {
    Lane.ORDINARY: pgettext_lazy("lane", "Ordinary"),
    Lane.SAME_DAY: gettext_lazy("Result on the same day"),
    Lane.ON_THE_SPOT: gettext_lazy("Four on the spot"),
    Lane.EXPRESS: gettext_lazy("Express hour"),
    Lane.PRIORITY: gettext_lazy("Priority for those who need help"),
}

ON_RESUME: dict[str, StrPromise] = {
    OnResume.CONTINUE: gettext_lazy("the rest of the term runs on"),
    OnResume.RESTART: gettext_lazy("the whole term begins again"),
}

UNITS: dict[str, StrPromise] = {
    TermUnit.WORKING_DAYS: gettext_lazy("working days"),
    TermUnit.WORKING_HOURS: gettext_lazy("working hours"),
    TermUnit.CALENDAR_DAYS: gettext_lazy("days"),
}


def term_words(amount: int | None, unit: str) -> str:
    """A term: «7 ngày làm việc»; a dash where none is known."""
    return f"{amount} {UNITS.get(unit, unit)}" if amount else "–"


def money(amount: int) -> str:
    """An amount in đồng: «10.000 đồng»."""
    return f"{amount:,} đồng".replace(",", ".")


def minute(of_day: int) -> str:
    """A minute of the day as a time: «15:00»."""
    return f"{of_day // 60:02}:{of_day % 60:02}"


def value_words(column: str, value: Any) -> str:
    """The value of a column, as `contents.to_json` writes it, in words; a dash where there is nothing."""
    if isinstance(value, bool):
        return str(YES_NO["yes" if value else "no"])
    if column in _IN_WORDS and value:
        return _IN_WORDS[column](value)
    return str(value) if value else "–"


def _term(value: Any) -> str:
    return term_words(value["amount"], value["unit"])


def rules_words(value: Any) -> str:
    """How a version or a lane counts, from its two rules."""
    parts = []
    if value["cut_off_minute"] is not None:
        parts.append(
            _("received after %(time)s counts as the next working day")
            % {"time": minute(value["cut_off_minute"])}
        )
    if value["count_reception_day"]:
        parts.append(_("the day of reception counts as the first day"))
    return "; ".join(parts) or "–"


def fee_words(fee: Any) -> str:
    """A fee: its amount, else its note."""
    amount = fee.get("amount")
    written = _("nothing to pay") if amount == 0 else money(amount) if amount else ""
    kind = pgettext("fee", "charge") if fee.get("kind") == "charge" else ""
    name = " ".join(filter(None, [kind, written]))
    note = fee.get("note", "")
    return f"{name} ({note})" if name and note else name or note


def _pairs(value: Any, inner: Any) -> str:
    return "; ".join(f"{CHANNELS[channel]}: {inner(held)}" for channel, held in value)


def _lane(lane: Any) -> str:
    parts = [_term(lane["term"]) if lane["term"] else "", rules_words(lane["rules"])]
    told = ", ".join(part for part in parts if part and part != "–")
    return f"{LANES[lane['lane']]}{f' ({told})' if told else ''}"


def _fees(fees: Any) -> str:
    return ", ".join(map(fee_words, fees))


_IN_WORDS: dict[str, Any] = {
    "level": lambda value: str(CANONICAL["level"].get(value, value)),
    "term": _term,
    "rules": rules_words,
    "on_resume": lambda value: str(ON_RESUME.get(value, value)),
    "channel_terms": lambda value: _pairs(value, _term),
    "channel_notes": lambda value: _pairs(value, str),
    "fees": lambda value: _pairs(value, _fees),
    "lanes": lambda value: "; ".join(map(_lane, value)),
    "tiers": lambda value: ", ".join(str(TIERS.get(tier, tier)) for tier in value),
    "papers": lambda value: "; ".join(paper["name"] for paper in value),
    "results": lambda value: "; ".join(result["name"] for result in value),
    "grounds": lambda value: "; ".join(ground["number"] for ground in value),
    "agency": lambda value: "; ".join(value.split("\n")),
    "receiving_agency": lambda value: "; ".join(value.split("\n")),
    "issuing_agency": lambda value: "; ".join(value.split("\n")),
}
