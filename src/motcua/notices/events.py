"""What notices are about: the events, to whom each speaks, and the values that its texts may use."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.notices.parameters import Kind, Parameter
from motcua.people.models import Role

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Audience(StrEnum):
    """To whom an event speaks."""

    APPLICANT = "applicant"
    OFFICER = "officer"


class Variant(StrEnum):
    """How long a text may be: a letter, a short message, one line inside the system."""

    LETTER = "letter"
    SHORT = "short"
    LINE = "line"


class UnknownEvent(LookupError):
    """An event that is not declared here."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Không có thông báo nào tên “{name}”. Các thông báo: {', '.join(EVENTS)}.")


@dataclass(frozen=True)
class Event:
    """Something that people are told of.

    `roles` are those officers who are told where nobody names the responsible one; `about_dossier` is false
    for what concerns a unit as a whole.
    """

    name: str
    label: StrPromise
    audience: Audience
    own: tuple[Parameter, ...] = ()
    roles: tuple[str, ...] = ()
    about_dossier: bool = True
    parameters: dict[str, Parameter] = field(init=False)

    def __post_init__(self) -> None:
        every = (*(_OF_DOSSIER if self.about_dossier else ()), *_OF_EVERY, *self.own)
        object.__setattr__(self, "parameters", {one.name: one for one in every})

    @property
    def told(self) -> dict[str, Parameter]:
        """Parameters whose values come with the event; the others are known at sending."""
        return {name: one for name, one in self.parameters.items() if one not in _OF_EVERY}

    @property
    def required(self) -> set[str]:
        """Parameters that are always there."""
        return {name for name, one in self.parameters.items() if not one.optional}

    @property
    def optional(self) -> set[str]:
        """Parameters that may be missing."""
        return set(self.parameters) - self.required

    @property
    def samples(self) -> dict[str, str | int]:
        """Made-up values, for previews and trials."""
        return {name: one.sample for name, one in self.parameters.items()}

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The texts it has: one line inside the system is for officers only."""
        every = (Variant.LETTER, Variant.SHORT, Variant.LINE)
        return every if self.audience is Audience.OFFICER else every[:2]


_NOON = 1_781_506_800_000
"""14:00 on 15/6/2026, for samples."""
_DAY_MS = 86_400_000

_OF_DOSSIER = (
    Parameter("code", Kind.CODE, _("code of the dossier"), "H24.99-260615-0008"),
    Parameter("received", Kind.MOMENT, _("when it was received"), _NOON, optional=True),
    Parameter("due", Kind.MOMENT, _("when the result is due"), _NOON + 4 * _DAY_MS, optional=True),
    Parameter(
        "procedure",
        Kind.NAME,
        _("name of the procedure, left out on open channels unless the unit allows it"),
        "Đăng ký biến động đất đai",
        optional=True,
        private=True,
    ),
)
_OF_EVERY = (
    Parameter("unit", Kind.NAME, _("name of the unit"), "Ủy ban nhân dân xã Mẫu"),
    Parameter("unit_short", Kind.NAME, _("short name of the unit"), "UBND xã Mẫu"),
    Parameter("where", Kind.NAME, _("where to look the dossier up"), "dichvucong.gov.vn"),
)
_UNTIL = Parameter("until", Kind.DAY, _("last day to do so"), 20_627, optional=True)
_APPLICANT, _OFFICER = Audience.APPLICANT, Audience.OFFICER

_ALL = (
    Event("accepted", _("Dossier accepted"), _APPLICANT),
    Event("completion_asked", _("Completion asked before acceptance"), _APPLICANT, (_UNTIL,)),
    Event("turned_away", _("Dossier not accepted"), _APPLICANT),
    Event("supplement_requested", _("Supplement requested"), _APPLICANT, (_UNTIL,)),
    Event("supplement_received", _("Supplement received"), _APPLICANT),
    Event(
        "due_extended",
        _("Due date extended by law"),
        _APPLICANT,
        (Parameter("was", Kind.MOMENT, _("when it was due before"), _NOON + 2 * _DAY_MS, optional=True),),
    ),
    Event(
        "apology",
        _("Apology with a new appointment"),
        _APPLICANT,
        (Parameter("appointment", Kind.MOMENT, _("the new appointment"), _NOON + 7 * _DAY_MS),),
    ),
    Event(
        "transferred",
        _("Transferred to another agency"),
        _APPLICANT,
        (Parameter("agency", Kind.NAME, _("agency that has it now"), "Sở Nông nghiệp và Môi trường"),),
    ),
    Event("result_ready", _("Result ready"), _APPLICANT),
    Event("refused", _("Dossier refused"), _APPLICANT),
    Event("stopped", _("Resolution stopped"), _APPLICANT),
    Event("handed_over", _("Result handed over"), _APPLICANT),
    Event("assigned", _("Dossier assigned to me"), _OFFICER),
    Event("due_soon", _("Dossier due soon"), _OFFICER),
    Event("overdue", _("Dossier overdue"), _OFFICER),
    Event(
        "answer_due",
        _("Answer to a lodged dossier due soon"),
        _OFFICER,
        (Parameter("until", Kind.MOMENT, _("when the answer is due"), _NOON),),
        (Role.COUNTER, Role.DIRECTOR),
    ),
    Event(
        "due_hours",
        _("Dossier due in a few working hours"),
        _OFFICER,
        (Parameter("hours", Kind.COUNT, _("working hours left at most"), 4),),
    ),
    Event(
        "urged",
        _("Dossier that somebody reminds of"),
        _OFFICER,
        (Parameter("times", Kind.COUNT, _("how often it has been reminded of"), 2),),
        (Role.HEAD, Role.DIRECTOR),
    ),
    Event("urge_answered", _("Answer to a reminder of mine"), _OFFICER),
    Event(
        "silent_source",
        _("System that sends nothing any more"),
        _OFFICER,
        (
            Parameter("system", Kind.NAME, _("name of the system"), "Hệ thống một cửa của tỉnh"),
            Parameter("last", Kind.MOMENT, _("for when its newest data are"), _NOON),
            Parameter("days", Kind.COUNT, _("days since then"), 4),
        ),
        (Role.CONTROL, Role.DIRECTOR, Role.ADMIN),
        about_dossier=False,
    ),
    Event(
        "unusual_day",
        _("Day unlike the same weekday before"),
        _OFFICER,
        (
            Parameter("day", Kind.DAY, _("the day"), 20_619),
            Parameter("received", Kind.COUNT, _("dossiers received"), 64),
            Parameter("usual", Kind.COUNT, _("usual number on this weekday"), 21),
        ),
        (Role.CONTROL, Role.DIRECTOR, Role.LEADER),
        about_dossier=False,
    ),
    Event("sent_back", _("Dossier sent back to me"), _OFFICER),
    Event("to_approve", _("Dossier to approve"), _OFFICER),
    Event(
        "day_summary",
        _("Work of the day"),
        _OFFICER,
        (
            Parameter("day", Kind.DAY, _("the day"), 20_619),
            Parameter("due_today", Kind.COUNT, _("dossiers due today"), 4),
            Parameter("due_soon", Kind.COUNT, _("dossiers due on the next working days"), 9),
            Parameter("overdue", Kind.COUNT, _("dossiers overdue"), 2),
        ),
        (Role.HEAD, Role.DIRECTOR, Role.CONTROL),
        about_dossier=False,
    ),
)

EVENTS: dict[str, Event] = {event.name: event for event in _ALL}
"""Every event by its name."""


def event_named(name: str) -> Event:
    """The event of a name; raises UnknownEvent."""
    if name not in EVENTS:
        raise UnknownEvent(name)
    return EVENTS[name]
