"""The form of an act: what was typed is read, told apart from what cannot be, and never lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, get_type_hints

from django.utils.translation import gettext as _

from motcua.boards.desk.act_choices import Choice, choices_of
from motcua.boards.desk.act_fields import Ask, Asked, asked_by
from motcua.casework.case import Case
from motcua.casework.demands import LONGEST
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import Refused, Wanting
from motcua.rules.instants import from_datetime


@dataclass
class Shown:
    """A field with what stands in it and what is wrong with it."""

    asked: Asked
    value: str = ""
    error: str = ""
    choices: list[Choice] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The field's name in the page."""
        return f"act-{self.asked.name}"


@dataclass
class ActForm:
    """The form of one act on one dossier."""

    act: type[CaseAct]
    fields: list[Shown]
    problem: str = ""

    @property
    def wrong(self) -> list[Shown]:
        """Fields with an error, for the summary."""
        return [one for one in self.fields if one.error]


def form_for(act: type[CaseAct], case: Case, typed: Mapping[str, str] | None = None) -> ActForm:
    """The form, empty or with what was typed."""
    shown = [_shown(one, case, typed) for one in asked_by(act) if one.ask is not Ask.GIVEN]
    return ActForm(act, shown)


def _shown(asked: Asked, case: Case, typed: Mapping[str, str] | None) -> Shown:
    choices = choices_of(case, asked.name) if asked.ask is Ask.CHOICE else []
    if typed is not None:
        return Shown(asked, typed.get(asked.name, ""), choices=choices)
    usual = asked.usual.value if isinstance(asked.usual, Enum) else asked.usual
    if asked.required and len(choices) == 1:
        usual = choices[0][0]
    return Shown(asked, "" if usual in (None, False) else str(usual), choices=choices)


def read(form: ActForm, given: Mapping[str, Any]) -> CaseAct | None:
    """The act that was stated; None where a field is wrong, which the form then says."""
    hints = get_type_hints(form.act)
    values = dict(given)
    for shown in form.fields:
        try:
            value = _read(shown, hints[shown.asked.name])
        except Wanting as error:
            shown.error = error.message
            continue
        if value is not _USUAL:
            values[shown.asked.name] = value
    return None if form.wrong else form.act(**values)


_USUAL = object()
"""Nothing was stated: the act's own default holds."""


def _read(shown: Shown, hint: Any) -> Any:
    asked, text = shown.asked, shown.value.strip()
    if asked.ask is Ask.TICK:
        return bool(text)
    if not text:
        if asked.required:
            raise Wanting(asked.name, _("This has to be stated."))
        return _USUAL
    if asked.ask is Ask.LINES:
        return tuple(line for line in text.splitlines() if line.strip())
    if asked.ask is Ask.MOMENT:
        return _instant(asked.name, text)
    if asked.ask is Ask.CHOICE and text not in dict(shown.choices):
        raise Wanting(asked.name, _("Choose one of the list."))
    return _plain(asked.name, text, hint)


def _plain(name: str, text: str, hint: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(text)
    if hint is int or hint == int | None:
        if not text.isascii() or not text.isdigit() or len(text) > 15:
            raise Wanting(name, _("Give a whole number."))
        return int(text)
    if len(text) > LONGEST:
        raise Wanting(name, _("This is too long; at most %(most)s characters."), most=LONGEST)
    return text


def _instant(name: str, text: str) -> int:
    try:
        return from_datetime(datetime.fromisoformat(text))
    except ValueError as error:
        raise Wanting(name, _("Give a day and a time.")) from error


def tell_refusal(form: ActForm, error: Refused) -> None:
    """Put a refusal at the field it is about, else above the form."""
    for shown in form.fields:
        if isinstance(error, Wanting) and shown.asked.name == error.field:
            shown.error = error.message
            return
    form.problem = error.message
