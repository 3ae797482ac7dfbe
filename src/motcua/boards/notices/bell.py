"""Chuông: what the signed-in officer was told inside the system, in every unit where he still has rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from motcua.boards.clock import now, today
from motcua.boards.notices.words import event_word
from motcua.notices.models import ScreenNotice
from motcua.notices.screens import of_user, read_all, words_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE = 50


@dataclass(frozen=True)
class Told:
    """A notice as the list shows it."""

    screen: ScreenNotice
    event: StrOrPromise
    text: str


def page(request: HttpRequest) -> HttpResponse:
    """The officer's notices, those not yet read first."""
    every = of_user(request.user, today()).select_related(  # type: ignore[arg-type]
        "notice__unit", "notice__dossier", "notice__template"
    )
    waiting = list(every.filter(read_at=None).order_by("-notice__created_at", "-pk")[: PAGE + 1])
    earlier = list(every.exclude(read_at=None).order_by("-notice__created_at", "-pk")[:PAGE])
    context = {
        "waiting": [_told(one) for one in waiting[:PAGE]],
        "more": len(waiting) > PAGE,
        "earlier": [_told(one) for one in earlier],
    }
    return render(request, "notices/bell.html", context)


def _told(screen: ScreenNotice) -> Told:
    return Told(screen, event_word(screen.notice.event), words_of(screen.notice)[1])


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark one notice as read and open what it is about; without one, mark all as read."""
    key = request.POST.get("notice", "")
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        read_all(request.user, today(), now())  # type: ignore[arg-type]
        return redirect("bell")
    mine = of_user(request.user, today()).filter(pk=int(key))  # type: ignore[arg-type]
    screen = mine.select_related("notice").first()
    if screen is None:
        return redirect("bell")
    ScreenNotice.objects.filter(pk=screen.pk, read_at=None).update(read_at=now())
    return redirect(_about(screen))


def _about(screen: ScreenNotice) -> str:
    notice = screen.notice
    if notice.dossier_id:
        return reverse("dossiers-one", args=[notice.unit_id, notice.dossier_id])
    return reverse("dossiers", args=[notice.unit_id])
