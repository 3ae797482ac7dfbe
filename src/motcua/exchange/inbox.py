"""Messages from the portal: kept, taken once, and held for a person where they cannot be taken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import F

from motcua.catalogue.models import Unit
from motcua.catalogue.units import UnknownUnit, above, find_unit
from motcua.dossiers.bulk import writing
from motcua.exchange.models import InBody, InMessage, Lane, Link
from motcua.exchange.outbox import lane_of
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
        _keep(link, Operation.FILED, "", raw, now, Status.REFUSED, read.problems)
        return Answer(ERROR, f"Không nhận: {'; '.join(map(str, read.problems))}")
    filed = read.value
    with writing():
        # One message of a connection at a time: two that are the same must not both be the first. Whoever writes beside it
        # refers to this row and does not wait.
        Link.objects.select_for_update(no_key=True).get(pk=link.pk)
        if _came_before(link, Operation.FILED, filed.code, raw):
            return Answer(DUPLICATE, f"Hồ sơ {filed.code} đã tồn tại, đã nhận trước đó")
        message = _keep(link, Operation.FILED, filed.code, raw, now, Status.HELD, read.problems)
        _attempt(message, lambda: _take(link, filed, now))
    left = f" (không hiểu: {'; '.join(map(str, read.problems))})" if read.problems else ""
    answer = done(f"Nhận hồ sơ {filed.code}")
    return Answer(answer.code, answer.message + left)


def take_payment(link: Link, confirmation: Confirmation, raw: Any, now: Instant) -> str:
    """A payment whose checksum was right; gives why it is not taken, empty where it is. The same one twice is one."""
    with writing():
        Link.objects.select_for_update(no_key=True).get(pk=link.pk)
        known = _came_before(link, Operation.PAYMENT, confirmation.transaction, raw)
        if known is not None and known.status == Status.TAKEN:
            return ""
        message = known or _keep(link, Operation.PAYMENT, confirmation.transaction, raw, now, Status.HELD, [])
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
    message.save(update_fields=["status", "reason", "dossier"])


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


def mark_born_there(link: Link, dossier: Any) -> Lane:
    """The lane of a dossier that was lodged at the portal: its states are told by the portal's code too."""
    lane = lane_of(link, f"dossier:{dossier.pk}", dossier)
    lane.born_there = True
    lane.save(update_fields=["born_there"])
    return lane


def _came_before(link: Link, operation: str, key: str, raw: Any) -> InMessage | None:
    """The message that came before: the very same, or one about the same thing that was taken."""
    here = InMessage.objects.filter(link=link, operation=operation)
    same = here.filter(digest=digest_of(raw)).exclude(status=Status.REFUSED).first()
    taken = here.filter(key=key[:120], status=Status.TAKEN).first()
    known = same or taken
    if known is not None:
        InMessage.objects.filter(pk=known.pk).update(times=F("times") + 1)
    return known


def _keep(
    link: Link, operation: str, key: str, raw: Any, now: Instant, status: Status, problems: Sequence[Problem]
) -> InMessage:
    said = [{"field": one.field, "reason": one.reason} for one in problems][:50]
    reason = "; ".join(str(one) for one in problems if one.fatal)[:300]
    message, made = InMessage.objects.get_or_create(
        link=link, operation=operation, digest=digest_of(raw),
        defaults={"key": key[:120], "came_at": now, "status": status, "reason": reason, "problems": said},
    )  # fmt: skip
    if made:
        InBody.objects.create(message=message, data=raw)
    else:
        InMessage.objects.filter(pk=message.pk).update(times=F("times") + 1)
    return message


def digest_of(raw: Any) -> str:
    """What is the same for two messages that say the same, whatever the order of their fields."""
    return hashlib.sha256(json.dumps(raw, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
