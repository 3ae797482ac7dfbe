"""Numbers, percentages, days and times as Vietnamese offices write them, and small helpers of the templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from motcua.boards.asked import Asked
from motcua.boards.catalogue.words import LANES
from motcua.boards.desk.words import FORMS, HOWS
from motcua.boards.exchange.sources import held_files
from motcua.boards.index.words import points
from motcua.boards.words import CHANNELS
from motcua.boards.written import clock, day, iso, moment, number, two_digits, working_time
from motcua.dossiers.models import Cell
from motcua.findings.words import KINDS
from motcua.reports.vietnamese import percent as rate
from motcua.rules.periods import parse
from motcua.rules.reconcile import Difference

register = template.Library()

for _filter in (points, number, two_digits, day, clock, moment, iso, working_time):
    register.filter(_filter)


@register.simple_tag
def percent(part: int, whole: int) -> str:
    """A part of a whole as «99,1%», as the reports round it; a dash where there is no whole."""
    return rate(part, whole)


@register.simple_tag
def files_held(unit: int) -> int:
    """How many files of a unit's live sources wait for a person."""
    return held_files(unit)


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The address's query with some parameters changed; an empty value leaves one out."""
    request: HttpRequest = context["request"]
    kept = request.GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            kept.pop(name, None)
        else:
            kept[name] = str(value)
    return f"?{kept.urlencode(safe=':')}" if kept else "?"


@register.simple_tag(takes_context=True)
def kept(context: template.Context, *but: str) -> SafeString:
    """The address's query as hidden fields of a form, without the fields that the form has itself."""
    request: HttpRequest = context["request"]
    pairs = [(name, value) for name, value in request.GET.items() if name not in but]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.simple_tag
def asked_query(asked: Asked, **more: str | int) -> str:
    """The query of the same period, knowledge and system, with some more parameters."""
    return asked.query(**more)


@register.filter
def form_word(form: str) -> str:
    """What a printed form is, in short."""
    return str(FORMS.get(form, form))


@register.filter
def how_word(how: str) -> str:
    """How a fee was paid, in words."""
    return str(HOWS.get(how, how))


@register.filter
def lane_word(lane: int) -> str:
    """The lane of a dossier, in words."""
    return str(LANES.get(lane, lane))


@register.filter
def channel_word(cell: Cell) -> str:
    """How a dossier came, in words."""
    return str(CHANNELS.get(cell.channel, cell.channel))


@register.filter
def period_title(name: str) -> str:
    """A period by its name in words: «Quý II năm 2026»."""
    return parse(name).title()


@register.filter
def of(values: Mapping[Any, Any], key: object) -> Any:
    """What stands under a key, empty where nothing does."""
    return values.get(key, "")


@register.filter
def signed(value: int) -> str:
    """A difference with its sign: «+12», «−3», «0»."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value))}"


@register.filter
def apart(published: int, ours: int) -> str:
    """By how much ours is more than a published figure, with its sign."""
    return signed(ours - published)


@register.filter
def finding_kind(kind: str) -> str:
    """What a finding between systems is, in words."""
    return str(KINDS[Difference(kind)])
