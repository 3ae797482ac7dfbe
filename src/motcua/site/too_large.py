"""What is larger than anything that may be uploaded is refused before any of it is read, kept or parsed."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

_AROUND_IT = 1024 * 1024
"""What a form sends beside its files."""


class TooLargeMiddleware:
    """Answers 413 to a request whose length says that it holds more than the largest upload.

    Whoever is not signed in could fill the disk otherwise: the form is read to find its token. It stands before
    session and language, which a refusal must not need.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.UPLOAD_LIMIT_BYTES + _AROUND_IT:
            return _refusal(request)
        return self.get_response(request)


def _refusal(request: HttpRequest) -> HttpResponse:
    most = settings.UPLOAD_LIMIT_BYTES // 2**20
    with translation.override(settings.LANGUAGE_CODE):
        if "text/html" in request.headers.get("Accept", ""):
            return HttpResponse(render_to_string("help/too_large.html", {"most": most}), status=413)
        problem = _("The file is larger than %(most)s MB.") % {"most": most}
        return JsonResponse({"problem": problem}, status=413)
