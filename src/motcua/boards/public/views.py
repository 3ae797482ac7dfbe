"""Tra cứu hồ sơ: a citizen asks where a dossier is; one field for the code, one for a second fact."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.boards.clock import now
from motcua.boards.public.sentence import sentence
from motcua.casework.lookup import DIGITS, TooMany, look_up
from motcua.hub.text import clean_code

_DIGITS = re.compile(rf"[0-9A-Za-z]{{{DIGITS}}}", re.ASCII)
LONGEST = 120


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    """GET shows the form, with the code of a slip's QR; POST answers, alike for all that is not found."""
    code = request.GET.get("ma", "")[:LONGEST]
    if request.method != "POST":
        return render(request, "public/look_up.html", {"code": code})
    code = (clean_code(request.POST.get("ma", "")[:LONGEST]) or "").upper()
    digits = request.POST.get("so", "").strip()
    if not code or not _DIGITS.fullmatch(digits):
        problem = _("Give the dossier's code and the last four digits of the identity or telephone number.")
        return render(request, "public/look_up.html", {"code": code, "problem": problem}, status=422)
    return _answer(request, code, digits)


def _answer(request: HttpRequest, code: str, digits: str) -> HttpResponse:
    try:
        found = look_up(code, digits, request.META.get("REMOTE_ADDR", ""), now())
    except TooMany:
        problem = _("Too many attempts. Try again in an hour, or ask at the counter.")
        return render(request, "public/look_up.html", {"code": code, "problem": problem}, status=429)
    if found is None:
        problem = _(
            "No dossier fits this code and these digits. Look at your slip again, or ask at the counter."
        )
        return render(request, "public/look_up.html", {"code": code, "problem": problem}, status=404)
    context = {"code": code, "found": found, "said": sentence(found, now())}
    return render(request, "public/look_up.html", context)
