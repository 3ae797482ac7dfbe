"""The wall's board by a link without a sign-in: made and ended by an administrator, open to whoever has it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now, today
from motcua.boards.live.board import Board
from motcua.boards.live.choice import Choice
from motcua.boards.live.scope import whole_scope
from motcua.boards.live.views import if_changed
from motcua.boards.live.views_wall import told
from motcua.boards.sent_once import key_of, sent_once
from motcua.casework.once import Answer
from motcua.ledger.rolled import minute_of
from motcua.people import wall_links
from motcua.people.models import WallLink
from motcua.people.policies import ADMINISTER
from motcua.people.wall_links import LONGEST_DAYS, LinkRefused

_HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@unit_page(ADMINISTER)
def page(request: UnitRequest) -> HttpResponse:
    """The links of a unit; posted, another one is made."""
    problem = ""
    if request.method == "POST":
        try:
            sent_once(request, lambda: _made(request))
            return redirect("board-wall-links", request.unit.pk)
        except LinkRefused as refused:
            problem = str(refused)
    links = WallLink.objects.filter(unit=request.unit).select_related("made_by").order_by("-pk")
    context = {
        "links": [(link, _address(request, link)) for link in links],
        "problem": problem,
        "longest": LONGEST_DAYS,
        "given": request.POST,
        "key": key_of(request),
    }
    return render(request, "live/wall_links.html", context, status=422 if problem else 200)


def _made(request: UnitRequest) -> Answer:
    days = request.POST.get("days", "")
    made = wall_links.make(
        request.unit.pk, request.POST.get("place", ""), int(days) if days.isdecimal() and len(days) < 5 else 0,
        request.user, now(),
    )  # fmt: skip
    return {"link": made.pk}


def _address(request: HttpRequest, link: WallLink) -> str:
    """The whole address of a link, empty where it is no longer in force."""
    if link.ended_at is not None or link.until < today():
        return ""
    return request.build_absolute_uri(reverse("wall", args=[wall_links.signed(link)]))


@require_POST
@unit_page(ADMINISTER)
def end(request: UnitRequest, link: int) -> HttpResponse:
    """End a link of the unit at once."""
    found = get_object_or_404(WallLink, pk=link, unit=request.unit)
    wall_links.end(found, request.user, now())
    messages.success(request, _("The link of %(place)s no longer works.") % {"place": found.place})
    return redirect("board-wall-links", request.unit.pk)


@require_safe
@login_not_required
def wall(request: HttpRequest, signed: str) -> HttpResponse:
    """The wall view of the unit of a link: all of it, whatever else the address asks for."""
    link = _link(signed)
    again = reverse("wall-changed", args=[signed])
    context = told(_board(link)) | {"unit": link.unit, "again": again}
    return _guarded(render(request, "live/wall.html", context))


@require_safe
@login_not_required
def changed(request: HttpRequest, signed: str) -> HttpResponse:
    """The part of it that changes; 204 while the mark that the page has is still right."""
    board = _board(_link(signed))
    return _guarded(if_changed(request, board, "live/wall_parts.html", lambda: told(board)))


def _link(signed: str) -> WallLink:
    link = wall_links.found(signed, today())
    if link is None:
        raise Http404
    return link


def _board(link: WallLink) -> Board:
    return Board(link.unit_id, whole_scope(link.unit), minute_of(now()), Choice(), "")


def _guarded(answer: HttpResponse) -> HttpResponse:
    """Neither search engines nor other sites are to learn of the address."""
    for name, value in _HEADERS.items():
        answer[name] = value
    return answer
