"""Quy tắc cảnh báo: by which rules the officers of a unit are warned."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import seen
from motcua.boards.clock import now
from motcua.boards.notices.audited import RULE_CHANGED
from motcua.catalogue.models import Unit
from motcua.notices.alert_rules import KINDS, AlertKind, Rule, rules_of, save_rule
from motcua.people.policies import ADMINISTER


@unit_page(ADMINISTER)
def page(request: UnitRequest) -> HttpResponse:
    """The rules that hold; what is sent is kept as the unit's own."""
    held = rules_of(request.unit.pk, now())
    problems: dict[str, str] = {}
    if request.method == "POST":
        problems = _save(request, held)
        if not problems:
            messages.success(request, _("The rules have been saved."))
            return redirect("notices-alerts", request.unit.pk)
    names = dict(
        Unit.objects.filter(pk__in=[r.source for r in held.values() if r.source]).values_list("pk", "name")
    )
    lines = [_line(request, rule, names, problems) for rule in held.values()]
    return render(request, "notices/alerts.html", {"lines": lines, "problems": problems})


def _line(
    request: UnitRequest, rule: Rule, names: dict[int, str], problems: dict[str, str]
) -> dict[str, Any]:
    typed = request.POST if problems else None
    return {
        "kind": rule.kind,
        "enabled": rule.enabled if typed is None else bool(typed.get(rule.kind.key)),
        "number": rule.number if typed is None else typed.get(f"{rule.kind.key}-number", ""),
        "source": names.get(rule.source or 0, "") if rule.source != request.unit.pk else "",
        "problem": problems.get(rule.kind.key, ""),
    }


def _save(request: UnitRequest, held: dict[str, Rule]) -> dict[str, str]:
    """Keep what differs from what holds; gives what is wrong, by kind, and then nothing is kept."""
    wanted: dict[str, tuple[bool, int]] = {}
    problems: dict[str, str] = {}
    for kind in KINDS.values():
        number = _number(request.POST.get(f"{kind.key}-number", str(kind.usual)))
        if not kind.least <= number <= kind.most:
            problems[kind.key] = _told(kind)
        wanted[kind.key] = (bool(request.POST.get(kind.key)), number)
    if problems:
        return problems
    for key, (enabled, number) in wanted.items():
        if (held[key].enabled, held[key].number) != (enabled, number):
            save_rule(request.unit.pk, KINDS[key], request.user.pk, now(), enabled=enabled, number=number)
            seen(request, RULE_CHANGED, rule=key)
    return {}


def _told(kind: AlertKind) -> str:
    return _("Write a number from %(least)s to %(most)s.") % {"least": kind.least, "most": kind.most}


def _number(text: str) -> int:
    return int(text) if text.strip().isascii() and text.strip().isdecimal() and len(text) < 5 else -1
