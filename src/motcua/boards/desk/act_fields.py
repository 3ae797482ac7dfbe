"""How a page asks for what an act states: label, hint and kind of field for each field of an act."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.casework.perform import CaseAct

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Ask(StrEnum):
    """The kinds of fields."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    NUMBER = "number"
    MOMENT = "moment"
    TICK = "tick"
    CHOICE = "choice"
    FILE = "file"
    GIVEN = "given"
    """Not asked: the page knows it."""


@dataclass(frozen=True)
class Asked:
    """A field of an act's form."""

    name: str
    label: StrPromise
    ask: Ask
    hint: StrPromise | str = ""
    required: bool = True
    usual: Any = None


_REASON = _("Reason, with its legal ground")
_NOTE = _("Note for colleagues")
_NUMBER = _("Number of the result or decision")

_WORDS: dict[str, tuple[StrPromise, Ask, StrPromise | str]] = {
    "agency": (_("Agency asked"), Ask.LINE, ""),
    "amount": (_("By how much"), Ask.NUMBER, ""),
    "answer": (_("What was answered"), Ask.TEXT, ""),
    "at": (_("Right time"), Ask.MOMENT, _("Leave empty to void the entry.")),
    "copies": (_("Copies"), Ask.NUMBER, ""),
    "days": (_("Working days to answer"), Ask.NUMBER, ""),
    "entry": (_("Entry to be corrected"), Ask.CHOICE, ""),
    "evidence": (_("Evidence of hand-over"), Ask.LINE, _("Who signed, the number of the postal item, or where the electronic result was put.")),
    "fee": (_("Fee"), Ask.CHOICE, ""),
    "file": (_("File"), Ask.FILE, _("PDF, picture, DOCX or XLSX, up to 50 MB.")),
    "ground": (_("Ground in law"), Ask.LINE, _("Article, clause, document.")),
    "how": (_("How it was paid"), Ask.CHOICE, ""),
    "is_result": (_("This is the result"), Ask.TICK, ""),
    "items": (_("What is missing"), Ask.LINES, _("Everything at once, one thing a line.")),
    "note": (_NOTE, Ask.TEXT, ""),
    "number": (_NUMBER, Ask.LINE, ""),
    "officer": (_("Officer"), Ask.CHOICE, _("With how many open dossiers each has.")),
    "opinion": (_("Assessment"), Ask.TEXT, ""),
    "originals": (_("Originals"), Ask.NUMBER, ""),
    "outcome": (_("Proposed outcome"), Ask.CHOICE, ""),
    "paper": (_("Replaces"), Ask.CHOICE, ""),
    "promised": (_("New appointment"), Ask.MOMENT, _("The dossier stays late; only one new appointment is possible.")),
    "question": (_("Question"), Ask.TEXT, ""),
    "reason": (_REASON, Ask.TEXT, ""),
    "receipt": (_("Number of the receipt"), Ask.LINE, ""),
    "request": (_("Request"), Ask.GIVEN, ""),
    "target": (_("Competent unit"), Ask.CHOICE, _("Units of the province where somebody works in this system; only there can it be confirmed.")),
    "task": (_("Question answered"), Ask.CHOICE, ""),
    "text": (_("Note"), Ask.TEXT, ""),
    "title": (_("Name of the paper"), Ask.LINE, ""),
    "unit": (pgettext_lazy("term", "Counted in"), Ask.CHOICE, ""),
    "way": (_("Way of hand-over"), Ask.CHOICE, ""),
    "withdrawn": (_("The citizen took it back"), Ask.TICK, ""),
}  # fmt: skip


def asked_by(act: type[CaseAct]) -> list[Asked]:
    """The fields of an act's form, in the order of the act."""
    return [_asked(one) for one in fields(act)]  # type: ignore[arg-type]


def _asked(one: Any) -> Asked:
    label, ask, hint = _WORDS[one.name]
    usual = None if one.default is MISSING else one.default
    required = one.default is MISSING and ask is not Ask.TICK
    return Asked(one.name, label, ask, hint, required, usual)
