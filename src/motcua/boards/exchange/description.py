"""A description (OpenAPI) of what the portal may ask here, made from the tables of fields that read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from motcua.exchange.server.operations import MOST
from motcua.exchange.wire.filed import FILED
from motcua.exchange.wire.operations import Operation
from motcua.exchange.wire.payment import CONFIRMATION, SEAL
from motcua.exchange.wire.schema import Codec

Json = dict[str, Any]
_CODE: Json = {"type": "object", "properties": {"mahoso": {"type": "string"}}}
_ANSWER: Json = {
    "type": "object", "required": ["error_code", "message"],
    "properties": {"error_code": {"type": "integer"}, "message": {}, "session": {"type": "string"}, "result": {}},
}  # fmt: skip
_REPLY: Json = {
    "type": "object", "required": ["MaLoi", "MoTaLoi", SEAL],
    "properties": {name: {"type": "string"} for name in ("MaLoi", "MoTaLoi", "MaDoiTac", "MaThamChieu", "ThoiGianGD", SEAL)},
}  # fmt: skip
_REFUSED = {
    "400": "Not JSON, or no operation.",
    "401": "Not signed in.",
    "413": "Too large.",
    "429": "Signing in has failed too often.",
}


def _taken(codec: Codec[Any], *, more: Iterable[str] = ()) -> Json:
    """What an object of a table may hold: any value is looked at, and what cannot be understood is named in the answer."""
    names: Json = {one.name: {} for one in codec.fields} | {name: {} for name in more}
    required = [one.name for one in codec.fields if one.required]
    return {"type": "object", "properties": names, "description": f"Required: {', '.join(required)}."}


def _operation(name: str, about: str, body: Json, answer: Json) -> Json:
    return _post(name, about, body, answer) | {"security": [{"basic": []}, {"session": []}]}


def _post(name: str, about: str, body: Json, answer: Json) -> Json:
    answers: Json = {"200": {"description": "The answer.", **_content(answer)}}
    answers |= {status: {"description": said, **_content(_ANSWER)} for status, said in _REFUSED.items()}
    return {
        "operationId": name,
        "summary": about,
        "requestBody": {"required": True, **_content(body)},
        "responses": answers,
    }


def _content(schema: Json) -> Json:
    return {"content": {"application/json": {"schema": schema}}}


def describe() -> Json:
    """The description: the shape with an address for each operation; the other shapes carry the same."""
    filed = _taken(FILED)
    rows: Json = {"oneOf": [{"type": "array", "items": filed, "minItems": 1, "maxItems": MOST}, filed]}
    paths = {
        "/dang-nhap": _post("login", "A session for an hour", _LOGIN, _ANSWER),
        f"/{Operation.FILED}": _operation(Operation.FILED, "Dossiers that citizens lodged at the portal", rows, _ANSWER),
        f"/{Operation.LOOK_UP}": _operation(Operation.LOOK_UP, "The state of a dossier", _CODE, _ANSWER),
        f"/{Operation.PAYMENT_LOOK_UP}": _operation(Operation.PAYMENT_LOOK_UP, "What a dossier owes", _CODE, _ANSWER),
        f"/{Operation.PAYMENT}": _operation(
            Operation.PAYMENT, "That a payment ended", _taken(CONFIRMATION, more=[SEAL]), {"anyOf": [_REPLY, _ANSWER]}
        ),
    }  # fmt: skip
    schemes = {"basic": {"type": "http", "scheme": "basic"}, "session": {"type": "http", "scheme": "bearer"}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Một Cửa, for the National Public Service Portal", "version": "1"},
        "servers": [{"url": "/lien-thong"}],
        "paths": {path: {"post": post} for path, post in paths.items()},
        "components": {"securitySchemes": schemes},
    }


_LOGIN: Json = {
    "type": "object",
    "required": ["username", "password"],
    "properties": {"username": {"type": "string"}, "password": {"type": "string"}},
}


@login_not_required
@require_safe
def page(_request: HttpRequest) -> HttpResponse:
    """The description, for whoever writes the other side; it names no office and nobody."""
    return JsonResponse(describe(), json_dumps_params={"ensure_ascii": False})
