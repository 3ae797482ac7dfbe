"""Errors as problem details (RFC 9457): what is wrong, where, what to do; never a traceback."""

from __future__ import annotations

import json
from typing import Any

from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from motcua.casework.refusals import Changed, NotPermitted, Refused, Wanting
from motcua.registers.values import BadEntry

MEDIA_TYPE = "application/problem+json"
_STATUS: dict[type[Refused], int] = {NotPermitted: 403, Changed: 409, Wanting: 422}


class Unknown(Exception):
    """Something that is not there, or that the token may not know of; the answer is the same."""


def problem(status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """An answer in the form of problem details."""
    values = {"type": f"urn:motcua:{code}", "title": code, "status": status, "detail": detail, **more}
    text = json.dumps(values, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=f"{MEDIA_TYPE}; charset=utf-8")


def answer_problems(api: NinjaAPI) -> None:
    """Give an interface its answers to errors."""

    @api.exception_handler(Refused)
    def refused(_request: HttpRequest, error: Refused) -> HttpResponse:
        status = next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), 409)
        named = {"field": error.field} if isinstance(error, Wanting) else {}
        return problem(status, error.code, error.message, **named)

    @api.exception_handler(ValidationError)
    def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [{"where": list(map(str, one["loc"])), "problem": one["msg"]} for one in error.errors]
        return problem(422, "invalid", _("Some values are missing or cannot be read."), errors=errors)

    @api.exception_handler(DataError)
    def not_to_be_kept(_request: HttpRequest, _error: DataError) -> HttpResponse:
        # A number or a text that is no such thing to the database, such as one with NUL in it on PostgreSQL.
        return problem(422, "invalid", _("Some values are missing or cannot be read."))

    @api.exception_handler(BadEntry)
    def bad_entry(_request: HttpRequest, error: BadEntry) -> HttpResponse:
        errors = [{"where": ["values", name], "problem": text} for name, text in error.problems.items()]
        return problem(422, "invalid", _("Some values are missing or cannot be read."), errors=errors)

    @api.exception_handler(AuthenticationError)
    def unknown_token(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        answer = problem(401, "no-token", _("Send a token that is in force: Authorization: Bearer …"))
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(HttpError)
    def other(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "http", str(error))

    @api.exception_handler(Unknown)
    @api.exception_handler(Http404)
    def not_there(_request: HttpRequest, _error: Exception) -> HttpResponse:
        return problem(404, "not-found", _("There is nothing of that kind here that this token may see."))
