"""Messages from the portal: kept, taken once, and held for a person where they cannot be taken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db import IntegrityError

from motcua.catalogue.models import Unit
from motcua.catalogue.quick import later, run
from motcua.catalogue.rows import add_later, first, those
from motcua.catalogue.units import UnknownUnit, above, find_unit
from motcua.dossiers.bulk import writing
from motcua.exchange.models import InBody, InMessage, Link
from motcua.exchange.sources import SOURCES, Held
from motcua.exchange.wire.answers import DUPLICATE, ERROR, Answer, done
from motcua.exchange.wire.filed import FILED, Filed
from motcua.exchange.wire.operations import Operation
from motcua.exchange.wire.payment import Confirmation
from motcua.exchange.wire.schema import Problem
from motcua.rules.instants import Instant, date_of, local_day

Status = InMessage.Status


def take_filed(link: Link, raw: Any, now: Instant) -> Answer:
    """A dossier that a citizen lodged at the portal; the answer says whether we have it, and names fields that are wrong."""
    read = FILED.read(raw)
    if read.value is None:
        with writing():
            _keep(link, Operation.FILED, "", raw, now, Status.REFUSED, read.problems)
        return Answer(ERROR, f"Không nhận: {'; '.join(map(str, read.problems))}")
    try:
        return _filed(link, read.value, raw, read.problems, now)
    except (IntegrityError, _Overtaken):
        # Now the other message about the same dossier can be seen.
        return _filed(link, read.value, raw, read.problems, now)


class _Overtaken(Exception):
    """Another message about the same dossier was taken at this very moment."""


def _filed(link: Link, filed: Filed, raw: Any, problems: Sequence[Problem], now: Instant) -> Answer:
    """Messages that are the same at the same moment: the database lets one be the first, and the others wait for it."""
    with writing():
        known = _came_before(link, Operation.FILED, filed.code, raw)
        if known is None:
            message, made = _keep(link, Operation.FILED, filed.code, raw, now, Status.HELD, problems)
            known = None if made or message.status == Status.REFUSED else message
        if known is not None:
            return Answer(DUPLICATE, f"Hồ sơ {filed.code} đã tồn tại, đã nhận trước đó")
        _attempt(message, lambda: _take(link, filed, now))
        if message.status == Status.HELD and _taken(link, Operation.FILED, filed.code) is not None:
            raise _Overtaken
    left = f" (không hiểu: {'; '.join(map(str, problems))})" if problems else ""
    answer = done(f"Nhận hồ sơ {filed.code}")
    return Answer(answer.code, answer.message + left)


def take_payment(link: Link, confirmation: Confirmation, raw: Any, now: Instant) -> str:
    """A payment whose checksum was right; gives why it is not taken, empty where it is. The same one twice is one."""
    with writing():
        Link.objects.select_for_update(no_key=True).get(pk=link.pk)
        known = _came_before(link, Operation.PAYMENT, confirmation.transaction, raw)
        if known is not None and known.status == Status.TAKEN:
            return ""
        message = (
            known or _keep(link, Operation.PAYMENT, confirmation.transaction, raw, now, Status.HELD, [])[0]
        )
        _attempt(message, lambda: _paid(link, confirmation, now))
    return message.reason


def take_again(message: InMessage, now: Instant) -> None:
    """Take a message that was held or refused once more, after its ground was mended. Raises Held with the reason."""
    with writing():
        locked = (
            InMessage.objects.select_for_update(of=("self",), no_key=True)
            .select_related("link")
            .get(pk=message.pk)
        )
        if locked.status == Status.TAKEN:
            return
        if locked.operation == Operation.PAYMENT:
            raise Held("Giao dịch thanh toán phải do Cổng gửi lại.")
        read = FILED.read(locked.body.data)
        if read.value is None:
            raise Held("; ".join(map(str, read.problems)))
        filed = read.value
        _attempt(locked, lambda: _take(locked.link, filed, now))
    if locked.status != Status.TAKEN:
        raise Held(locked.reason)


def _attempt(message: InMessage, take: Callable[[], int]) -> None:
    """Take it, or note why not; what was half done is undone."""
    try:
        with writing():
            message.dossier_id = take()
    except Held as error:
        message.status, message.reason = Status.HELD, error.reason
    else:
        message.status, message.reason = Status.TAKEN, ""
    later(_ATTEMPTED, (message.status, message.reason, message.dossier_id, message.pk))


_ATTEMPTED = "UPDATE exchange_inmessage SET status = %s, reason = %s, dossier_id = %s WHERE id = %s"


def _take(link: Link, filed: Filed, now: Instant) -> int:
    if SOURCES.take is None:
        raise Held("Chưa có phần tiếp nhận hồ sơ.")
    return SOURCES.take(filed, unit_for(link, filed.unit, now), now)


def _paid(link: Link, confirmation: Confirmation, now: Instant) -> int:
    if SOURCES.pay is None:
        raise Held("Chưa có phần thu phí.")
    return SOURCES.pay(confirmation, link.unit, now)


def unit_for(link: Link, code: str, now: Instant) -> Unit:
    """The unit that a message is meant for: the connection's own, or one below it. Raises Held."""
    if not code or code == link.code:
        return link.unit
    try:
        unit = find_unit(code)
    except UnknownUnit as error:
        raise Held(f"Không có đơn vị mã {code[:40]}.") from error
    if unit != link.unit and link.unit_id not in above(unit.pk, date_of(local_day(now))):
        raise Held(f"Đơn vị mã {code[:40]} không thuộc kết nối này.")
    return unit


def _came_before(link: Link, operation: str, key: str, raw: Any) -> InMessage | None:
    """The message that came before: the very same, or one about the same thing that was taken."""
    same = "link_id = %s AND operation = %s AND digest = %s AND status <> 'refused'"
    known = first(InMessage, same, (link.pk, str(operation), digest_of(raw))) or _taken(link, operation, key)
    if known is not None:
        later(_ONCE_MORE, (known.pk,))
    return known


def _taken(link: Link, operation: str, key: str) -> InMessage | None:
    """The message about something that was taken."""
    taken = "link_id = %s AND operation = %s AND key = %s AND status = 'taken'"
    return first(InMessage, taken, (link.pk, str(operation), key[:120]))


_ONCE_MORE = "UPDATE exchange_inmessage SET times = times + 1 WHERE id = %s"
_KEPT = """
INSERT INTO exchange_inmessage (link_id, operation, digest, key, came_at, times, status, reason, problems)
VALUES (%s, %s, %s, %s, %s, 1, %s, %s, %s) ON CONFLICT (link_id, operation, digest) DO NOTHING RETURNING id
"""


def _keep(
    link: Link, operation: str, key: str, raw: Any, now: Instant, status: Status, problems: Sequence[Problem]
) -> tuple[InMessage, bool]:
    """The message, written down in the open transaction, and whether it is the first that says the same."""
    said = [{"field": one.field, "reason": one.reason} for one in problems][:50]
    reason, digest = "; ".join(str(one) for one in problems if one.fatal)[:300], digest_of(raw)
    values = (link.pk, str(operation), digest, key[:120], now, status.value, reason, json.dumps(said))
    made = bool(run(_KEPT, values))
    same = "link_id = %s AND operation = %s AND digest = %s"
    message = those(InMessage, same, (link.pk, str(operation), digest))[0]
    if made:
        add_later(InBody(message=message, data=raw))
    else:
        later(_ONCE_MORE, (message.pk,))
    return message, made


def digest_of(raw: Any) -> str:
    """What is the same for two messages that say the same, whatever the order of their fields."""
    return hashlib.sha256(json.dumps(raw, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
