"""Mẫu thông báo: the texts of every event, each with its own words for the unit, written beside a preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import seen
from motcua.boards.clock import now
from motcua.boards.notices.audited import TEMPLATE_SAVED
from motcua.boards.notices.words import AUDIENCES, VARIANTS
from motcua.notices.channels.http import plain
from motcua.notices.channels.sms.plugin import messages_in
from motcua.notices.compose import short_name
from motcua.notices.events import EVENTS, Event, Variant
from motcua.notices.models import NoticeTemplate
from motcua.notices.parameters import in_words
from motcua.notices.templates import ChangedMeanwhile, in_force, latest_of, save, versions_of, withdraw
from motcua.notices.texts import BadText, checked
from motcua.notices.wording import parse
from motcua.people.policies import ADMINISTER

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Preview:
    """How a text reads with made-up values: with all of them, and with the least."""

    full: tuple[str, str]
    least: tuple[str, str]
    signs: int
    messages: int


@unit_page(ADMINISTER)
def page(request: UnitRequest) -> HttpResponse:
    """All events with their texts, and which of these are the unit's own."""
    own = _own_numbers(request.unit.pk)
    groups = [
        (AUDIENCES[audience], [_line(event, own) for event in EVENTS.values() if event.audience is audience])
        for audience in AUDIENCES
    ]
    return render(request, "notices/texts.html", {"groups": groups})


def _own_numbers(unit: int) -> dict[tuple[str, str], int]:
    rows = NoticeTemplate.objects.filter(unit=unit).order_by("number")
    latest = {(row.event, row.variant): row for row in rows}
    return {key: row.number for key, row in latest.items() if not row.withdrawn}


def _line(event: Event, own: dict[tuple[str, str], int]) -> dict[str, Any]:
    variants = [
        (variant.value, VARIANTS[variant], own.get((event.name, variant.value))) for variant in event.variants
    ]
    return {"event": event, "variants": variants}


@unit_page(ADMINISTER)
def one(request: UnitRequest, event: str, variant: str) -> HttpResponse:
    """One text; posted, it becomes a new version of the unit's own, or is refused with the place of the fault."""
    asked, kind = _asked(event, variant)
    latest = latest_of(request.unit.pk, event, kind)
    shown = in_force(request.unit.pk, event, kind, now())
    typed = {"title": shown.title, "text": shown.text}
    problem: BadText | ChangedMeanwhile | None = None
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        try:
            return _saved(request, asked, kind, typed)
        except (BadText, ChangedMeanwhile) as error:
            problem = error
    context = _context(request, asked, kind, typed) | {
        "shown": shown,
        "after": latest.number if latest else 0,
        "own": latest is not None and not latest.withdrawn,
        "problem": problem,
        "part": getattr(problem, "part", ""),
    }
    return render(request, "notices/text.html", context, status=422 if problem else 200)


def _asked(event: str, variant: str) -> tuple[Event, Variant]:
    found = EVENTS.get(event)
    kind = next((one for one in found.variants if one.value == variant), None) if found else None
    if found is None or kind is None:
        raise Http404
    return found, kind


def _saved(request: UnitRequest, event: Event, variant: Variant, typed: dict[str, str]) -> HttpResponse:
    after = request.POST.get("after", "0")
    number = int(after) if after.isascii() and after.isdecimal() and len(after) < 9 else 0
    if "withdraw" in request.POST:
        made = withdraw(request.unit.pk, event, variant, number, request.user.pk, now())
        messages.info(request, _("The common text holds again."))
    else:
        user = request.user.pk
        made = save(request.unit.pk, event, variant, typed["title"], typed["text"], number, user, now())
        messages.success(request, _("Saved. Notices that wait are written with it."))
    seen(request, TEMPLATE_SAVED, event=event.name, variant=variant.value, number=made.number)
    return redirect("notices-text", request.unit.pk, event.name, variant.value)


def _context(request: UnitRequest, event: Event, variant: Variant, typed: dict[str, str]) -> dict[str, Any]:
    return {
        "event": event,
        "variant": variant.value,
        "variant_word": VARIANTS[variant],
        "typed": typed,
        "others": [(one.value, VARIANTS[one]) for one in event.variants],
        "parameters": _parameters(event),
        "versions": versions_of(request.unit.pk, event.name, variant),
        "preview": _preview(request, event, variant, typed),
    }


def _parameters(event: Event) -> list[tuple[str, StrOrPromise, bool]]:
    """What stands in the text for each: an optional one comes with its brackets."""
    return [
        (f"[ {{{one.name}}}]" if one.optional else f"{{{one.name}}}", one.label, one.optional)
        for one in event.parameters.values()
    ]


def _preview(
    request: UnitRequest, event: Event, variant: Variant, typed: dict[str, str]
) -> Preview | BadText:
    try:
        text = checked(event, variant, typed["title"], typed["text"])
    except BadText as error:
        return error
    samples = event.samples | {"unit": request.unit.name, "unit_short": short_name(request.unit.name)}
    words = {name: in_words(event.parameters[name].kind, value) for name, value in samples.items()}
    least = {name: word for name, word in words.items() if name in event.required}
    full = (parse(text.title).render(words), parse(text.text).render(words))
    return Preview(
        full,
        (parse(text.title).render(least), parse(text.text).render(least)),
        len(full[1]),
        messages_in(plain(full[1])),
    )


@require_POST
@unit_page(ADMINISTER)
def preview(request: UnitRequest, event: str, variant: str) -> HttpResponse:
    """How the text reads that is being typed, or where it is wrong."""
    asked, kind = _asked(event, variant)
    typed = {name: request.POST.get(name, "") for name in ("title", "text")}
    context = {"preview": _preview(request, asked, kind, typed), "variant": kind.value}
    return render(request, "notices/preview.html", context)
