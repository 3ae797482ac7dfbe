"""Setting a live source up on a page: its own fields, when it is looked at, what is expected of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now
from motcua.boards.exchange.sources import source_of
from motcua.boards.option_fields import option_fields
from motcua.exchange.live.base import BadSource, LiveSource
from motcua.exchange.live.reach import out_of_reach
from motcua.exchange.live.registry import kind_of
from motcua.exchange.live.schedule import MOST_MINUTES, read_times
from motcua.exchange.live.setting_up import MOST_EXPECTED, MOST_NAME, Rhythm, called, change
from motcua.exchange.models import WatchedSource
from motcua.people.options import BadOptions, questions
from motcua.people.policies import ADMINISTER

MOST_OPTION = 2000


@unit_page(ADMINISTER)
def new(request: UnitRequest, kind: str) -> HttpResponse:
    """Set a new source up."""
    try:
        found = kind_of(kind)
    except BadSource as error:
        raise Http404 from error
    usual = Rhythm()
    source = WatchedSource(
        unit=request.unit, kind=kind, every_minutes=usual.every_minutes, whole=found.whole, made_at=now()
    )
    return _answer(request, source)


@unit_page(ADMINISTER)
def settings(request: UnitRequest, source: int) -> HttpResponse:
    """Change a source."""
    return _answer(request, source_of(request, source))


def _answer(request: UnitRequest, source: WatchedSource) -> HttpResponse:
    typed = request.POST.dict() if request.method == "POST" else _kept(source)
    problems = _saved(request, source, typed) if request.method == "POST" else {}
    if request.method == "POST" and not problems:
        messages.success(request, _("The settings are saved; the source is looked at at once."))
        return redirect("exchange-source", request.unit.pk, source.pk)
    kind = kind_of(source.kind)
    options = {
        name: typed[f"option-{name}"] for name in questions(kind.options_type) if f"option-{name}" in typed
    }
    fields = option_fields(kind.options_type, options, problems)
    labels = {one.name: one.label for one in fields}
    context = {
        "source": source, "name": called(source), "kind": kind.label, "typed": typed, "fields": fields, "problems": problems,
        "summary": [(name, labels.get(name, ""), problem) for name, problem in problems.items()],
        "most_minutes": MOST_MINUTES, "most_expected": MOST_EXPECTED,
    }  # fmt: skip
    return render(request, "exchange/source_form.html", context, status=422 if problems else 200)


def _kept(source: WatchedSource) -> dict[str, Any]:
    return {
        "name": source.name,
        "every_minutes": str(source.every_minutes),
        "times": source.times,
        "expected_days": str(source.expected_days),
        "whole": "whole" if source.whole else "news",
        "enabled": "on" if source.enabled else "",
        **{f"option-{name}": value for name, value in source.options.items()},
    }


def _saved(request: UnitRequest, source: WatchedSource, typed: Mapping[str, str]) -> dict[str, str]:
    """Keep what was typed; gives what is wrong by field, and then nothing is kept."""
    kind = kind_of(source.kind)
    raw = {name: typed.get(f"option-{name}", "")[: MOST_OPTION + 1] for name in questions(kind.options_type)}
    problems, rhythm = _rhythm(typed)
    problems |= {
        f"option-{name}": problem for name, problem in _option_problems(request, source, kind, raw).items()
    }
    if not problems:
        change(source, raw, rhythm, now(), name=typed.get("name", "")[:MOST_NAME], by=request.user.pk)
    return problems


def _option_problems(
    request: UnitRequest, source: WatchedSource, kind: type[LiveSource[Any]], raw: Mapping[str, str]
) -> dict[str, str]:
    long = [name for name, text in raw.items() if len(text) > MOST_OPTION]
    if long:
        return {name: _("At most %(most)s characters.") % {"most": MOST_OPTION} for name in long}
    try:
        return out_of_reach(request.unit, kind(raw), source.options)
    except BadOptions as error:
        return error.problems


def _rhythm(typed: Mapping[str, str]) -> tuple[dict[str, str], Rhythm]:
    problems: dict[str, str] = {}
    numbers = {
        name: _number(typed.get(name, ""), least, most, name, problems)
        for name, least, most in (("every_minutes", 1, MOST_MINUTES), ("expected_days", 0, MOST_EXPECTED))
    }
    times = typed.get("times", "")
    try:
        read_times(times)
    except BadSource as error:
        problems["times"] = str(error)
    whole, enabled = typed.get("whole") != "news", typed.get("enabled") == "on"
    return problems, Rhythm(numbers["every_minutes"], times, numbers["expected_days"], whole, enabled)


def _number(text: str, least: int, most: int, name: str, problems: dict[str, str]) -> int:
    if text.isascii() and text.isdecimal() and len(text) < 9 and least <= int(text) <= most:
        return int(text)
    problems[name] = _("Write a number from %(least)s to %(most)s.") % {"least": least, "most": most}
    return least
