"""Danh sách dán nhóm: what is due soon and overdue as a text for a chat group, nothing of persons in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now
from motcua.boards.freshness import stale
from motcua.boards.standing import standing
from motcua.catalogue.calendars import calendar_of
from motcua.dossiers.models import Dossier
from motcua.notices.compose import short_name
from motcua.notices.paste import List, Row, paste_text
from motcua.notices.reminders import RUNNING, soon_until
from motcua.people.policies import SEE_DOSSIERS
from motcua.rules.instants import Instant


@unit_page(SEE_DOSSIERS)
def page(request: UnitRequest) -> HttpResponse:
    """Both lists with a button that copies each."""
    moment = now()
    name = short_name(request.unit.name)
    rows = _rows(request.unit.pk, moment)
    texts = [(kind, paste_text(kind, rows[kind], unit=name, as_of=moment), len(rows[kind])) for kind in List]
    context = {"texts": texts, "stale": stale(request.unit.pk, moment)}
    return render(request, "notices/groups.html", context)


def _rows(unit: int, moment: Instant) -> dict[List, list[Row]]:
    calendar = calendar_of(unit)
    due = Dossier.objects.filter(unit=unit, state__in=RUNNING, due_at__lt=soon_until(calendar, moment))
    rows: dict[List, list[Row]] = {kind: [] for kind in List}
    for dossier in due.order_by("due_at", "code"):
        stands = standing(dossier, moment, calendar)
        kind = List.OVERDUE if stands.tone == "late" else List.DUE_SOON
        rows[kind].append(Row(dossier.code, dossier.due_at, stands.note))
    return rows
