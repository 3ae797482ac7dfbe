"""What is answered to each operation that the portal asks for; who asks has been let in by the door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from motcua.exchange.inbox import take_filed, take_payment
from motcua.exchange.links import secret
from motcua.exchange.models import Link
from motcua.exchange.sources import SOURCES
from motcua.exchange.wire.answers import ERROR, OK, Answer, write_answer
from motcua.exchange.wire.checksums import WrongChecksum
from motcua.exchange.wire.envelope import Call, asked_for
from motcua.exchange.wire.operations import Operation
from motcua.exchange.wire.payment import FAILED, read_confirmation, write_owed, write_reply
from motcua.people.secrets import MissingSecret
from motcua.rules.instants import Instant

MOST = 100
"""How many dossiers one call may bring."""


def answer(link: Link, call: Call, now: Instant) -> dict[str, Any]:
    """What is answered to a call."""
    serve = _SERVED.get(call.operation)
    if serve is None:
        return write_answer(Answer(ERROR, f"Đơn vị không phục vụ thao tác {call.operation}"))
    return serve(link, call, now)


def _filed(link: Link, call: Call, now: Instant) -> dict[str, Any]:
    rows = call.data if isinstance(call.data, list) else [call.data]
    if not rows or len(rows) > MOST:
        return write_answer(Answer(ERROR, f"data phải có từ 1 đến {MOST} hồ sơ"))
    answers = [take_filed(link, row, now) for row in rows]
    worst = next((one for one in answers if one.code != OK), answers[0])
    result = [write_answer(one) for one in answers] if len(answers) > 1 else None
    return write_answer(Answer(worst.code, worst.message, result))


def _look_up(link: Link, call: Call, now: Instant) -> dict[str, Any]:
    code = asked_for(call, "mahoso", "masohoso")
    shown = SOURCES.show(code, link.unit, now) if SOURCES.show and code else None
    if shown is None:
        return write_answer(Answer(ERROR, "Không tìm thấy hồ sơ", []))
    return write_answer(Answer(OK, "Tra cứu thành công", [shown]))


def _owed(link: Link, call: Call, now: Instant) -> dict[str, Any]:
    code = asked_for(call, "mahoso") or _named(call.data, "mahoso")
    if not code or SOURCES.owing is None:
        return write_answer(Answer(FAILED, "MaHoSo: bắt buộc, đang thiếu"))
    return write_owed(SOURCES.owing(code, link.unit, now))


def _paid(link: Link, call: Call, now: Instant) -> dict[str, Any]:
    raw: Mapping[str, Any] = call.data if isinstance(call.data, Mapping) else {}
    try:
        key = secret(link.secret_pay)
        read = read_confirmation(raw, key)
    except MissingSecret:
        return write_answer(Answer(ERROR, "Đơn vị chưa mở thanh toán qua Cổng"))
    except WrongChecksum as error:
        return write_answer(Answer(ERROR, f"MaXacThuc: {error}"))
    if read.value is None:
        return {**write_reply(raw, key, taken=False, reason="; ".join(map(str, read.problems)))}
    reason = take_payment(link, read.value, dict(raw), now)
    return {**write_reply(raw, key, taken=not reason, reason=reason)}


def _named(data: Any, name: str) -> str:
    if not isinstance(data, Mapping):
        return ""
    return next((str(value).strip() for key, value in data.items() if str(key).lower() == name and value), "")


_SERVED: dict[str, Callable[[Link, Call, Instant], dict[str, Any]]] = {
    Operation.FILED: _filed,
    Operation.LOOK_UP: _look_up,
    Operation.PAYMENT_LOOK_UP: _owed,
    Operation.PAYMENT: _paid,
}
SERVED = tuple(map(str, _SERVED))
"""The operations that are served."""
