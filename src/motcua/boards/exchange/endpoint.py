"""The addresses that the portal posts to, in any of the wire shapes; open to no browser and to nobody without a secret."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.boards.clock import now
from motcua.boards.exchange.attempts import TooManyAttempts, counted
from motcua.exchange.models import Link
from motcua.exchange.server.door import (
    NoEntry,
    given_in_header,
    link_in,
    link_with,
    session_in_header,
    sign_in,
)
from motcua.exchange.server.operations import answer
from motcua.exchange.wire.answers import ERROR, OK, Answer, write_answer
from motcua.exchange.wire.envelope import BadCall, Call, read_call
from motcua.exchange.wire.text import NotJson, as_json

log = logging.getLogger("motcua.exchange")


@csrf_exempt
@login_not_required
@require_POST
def login(request: HttpRequest) -> HttpResponse:
    """A session for whoever knows the name and the password of a connection."""
    try:
        body = as_json(request.body)
        user, password = (str(body.get(name) or "") for name in ("username", "password"))
        session = counted(request, user, lambda: sign_in(user, password))
    except (NotJson, RequestDataTooBig, AttributeError):
        return _said(400, Answer(ERROR, "Cần JSON có username và password"))
    except NoEntry:
        log.warning("somebody was refused at the door of the exchange")
        return _said(401, Answer(ERROR, "Sai tên đăng nhập hoặc mật khẩu"))
    except TooManyAttempts:
        return _too_many()
    return _said(200, Answer(OK, "Đăng nhập thành công", session=session))


@csrf_exempt
@login_not_required
@require_POST
def call(request: HttpRequest, tail: str) -> HttpResponse:
    """An operation asked by whoever has signed in; the shape of the call is recognised by itself."""
    link = None
    try:
        link = _signed_in(request)
        asked = read_call(tail, request.GET.dict(), as_json(request.body))
        if link is None:
            link = link_in(asked.session)
    except NoEntry:
        return _said(401, Answer(ERROR, "session không hợp lệ hoặc đã hết hạn, cần đăng nhập"))
    except TooManyAttempts:
        return _too_many()
    except RequestDataTooBig:
        return _said(413, Answer(ERROR, "Nội dung quá lớn"))
    except (NotJson, BadCall) as error:
        return _said(400 if link else 401, Answer(ERROR, f"Không hiểu: {error}"))
    return JsonResponse(_answered(link, asked), json_dumps_params={"ensure_ascii": False})


def _signed_in(request: HttpRequest) -> Link | None:
    """The connection that the header signs in; None where it signs in none. Raises NoEntry, TooManyAttempts."""
    given = given_in_header(request)
    if given is not None:
        user, password = given
        return counted(request, user, lambda: link_with(user, password))
    session = session_in_header(request)
    return link_in(session) if session else None


def _too_many() -> HttpResponse:
    return _said(429, Answer(ERROR, "Đăng nhập sai quá nhiều lần, thử lại sau 15 phút"))


def _answered(link: Link, asked: Call) -> dict[str, Any]:
    return answer(link, asked, now())


def _said(status: int, said: Answer) -> HttpResponse:
    return JsonResponse(write_answer(said), status=status, json_dumps_params={"ensure_ascii": False})
