"""What a page knows without asking: the file that was uploaded, the request that is confirmed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from motcua.boards.clock import now
from motcua.boards.desk.act_fields import Ask
from motcua.boards.desk.act_form import ActForm
from motcua.casework.case import Case
from motcua.casework.files import keep
from motcua.casework.models import SecondPerson


def given(request: HttpRequest, form: ActForm, case: Case) -> dict[str, Any]:
    """Values of an act that nobody types. Raises Refused where the file is not taken."""
    values: dict[str, Any] = {}
    if form.act.name in ("confirm-second", "decline-second"):
        values["request"] = _request(case)
    for shown in form.fields:
        if shown.asked.ask is Ask.FILE:
            values |= _file(request, shown.asked.name, case)
            shown.value = ""
    return values


def _request(case: Case) -> int:
    """The request that waits, else the last one: a form that is sent again is about the same."""
    asked = SecondPerson.objects.filter(dossier=case.dossier).order_by("-pk")
    keys = asked.values_list("pk", flat=True)
    return keys.filter(status=SecondPerson.Status.WAITING).first() or keys.first() or 0


def _file(request: HttpRequest, name: str, case: Case) -> dict[str, int]:
    sent = request.FILES.get(name)
    if sent is None:
        return {}
    kept = keep(sent.name or "", sent.chunks(), case.actor.unit, case.actor.user, now())
    return {name: kept.pk}
