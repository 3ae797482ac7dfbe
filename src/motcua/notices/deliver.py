"""One claimed message: composed, sent, and what became of it recorded.

Nothing is sent twice. A worker that is killed between sending and recording leaves a notice in doubt; then
the channel is asked. One that cannot tell is not tried again, unless the unit has chosen to risk it.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import random

from django.db import DatabaseError
from django.db.models import QuerySet

from motcua.catalogue.writing import writing
from motcua.notices.channels.base import InDoubt, Message, NotSent, Refused, Unreachable
from motcua.notices.claim import Claim
from motcua.notices.compose import Said, address_of, message_of, say
from motcua.notices.configured import Use, use_of
from motcua.notices.events import UnknownEvent, event_named
from motcua.notices.models import ChannelSetting, Notice
from motcua.notices.pauses import next_try, within_hours
from motcua.notices.standby import hand_on
from motcua.people.options import BadOptions
from motcua.rules.instants import Instant

log = logging.getLogger("motcua.notices")

UNKNOWN = "Không rõ đã tới nơi hay chưa: máy gửi ngừng hoặc mất trả lời giữa chừng. Hỏi lại người nhận rồi mới gửi lại."
OFF = "Kênh đã tắt."
_RECORD_TRIES, _RECORD_PAUSE = 20, 1.5


class Ending(StrEnum):
    """What became of an attempt."""

    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Outcome:
    """How an attempt at some notices ended: `said` what was sent, `for_all` whether others should wait,
    `in_doubt` whether it may have arrived though it is to be tried again."""

    ending: Ending
    reason: str = ""
    said: Sequence[Said] = ()
    for_all: bool = False
    in_doubt: bool = False


class StillInDoubt(Unreachable):
    """An earlier attempt may have arrived, and the channel cannot be asked at present."""


@dataclass(frozen=True)
class Delivered:
    """The attempt at one claim: how many notices ended how, and whether others of the channel should wait."""

    counts: Counter[Ending]
    rest: bool = False


def deliver(claim: Claim, clock: Callable[[], Instant]) -> Delivered:
    """Send a claimed message and record what became of its notices; `clock` gives the present instant."""
    try:
        audience = event_named(claim.notices[0].event).audience
    except UnknownEvent as error:
        return _alone(claim, claim.notices, Outcome(Ending.GIVEN_UP, str(error)), clock)
    use = use_of(claim.unit, claim.channel, clock())
    if use is None or not use.serves(audience):
        return _alone(claim, claim.notices, Outcome(Ending.CANCELLED, OFF), clock)
    said, refused = composed(claim, use, clock())
    counts = Counter[Ending]()
    for reason, notices in refused.items():
        counts += _alone(claim, notices, Outcome(Ending.GIVEN_UP, reason), clock).counts
    if not said:
        return Delivered(counts)
    outcome = _attempt(claim, use, said)
    counts += _recorded(claim, [one.notice for one in said], outcome, clock, use.setting.hours)
    return Delivered(counts, outcome.for_all)


def _alone(
    claim: Claim, notices: Sequence[Notice], outcome: Outcome, clock: Callable[[], Instant]
) -> Delivered:
    return Delivered(_recorded(claim, notices, outcome, clock, ""))


def composed(claim: Claim, use: Use, now: Instant) -> tuple[list[Said], dict[str, list[Notice]]]:
    """What the notices of a claim say, and those that cannot be said, by their reason."""
    said, refused = list[Said](), dict[str, list[Notice]]()
    for notice in claim.notices:
        try:
            said.append(say(notice, use, now, several=len(claim.notices) > 1))
        except Refused as error:
            refused.setdefault(UNKNOWN if claim.doubtful else error.reason, []).append(notice)
    if len(said) == 1 < len(claim.notices):
        said = [say(said[0].notice, use, now, several=False)]
    return said, refused


def _attempt(claim: Claim, use: Use, said: Sequence[Said]) -> Outcome:
    try:
        address = address_of(said[0].notice, use.kind.reach)
    except Refused as error:
        return Outcome(Ending.GIVEN_UP, UNKNOWN if claim.doubtful else error.reason)
    try:
        _send(use, message_of(said, use, address), doubtful=claim.doubtful)
    except Refused as error:
        return Outcome(Ending.GIVEN_UP, error.reason)
    except InDoubt:
        return Outcome(Ending.GIVEN_UP, UNKNOWN)
    except Unreachable as error:
        in_doubt = isinstance(error, StillInDoubt)
        return Outcome(Ending.FAILED, error.reason, for_all=error.for_all, in_doubt=in_doubt)
    return Outcome(Ending.SENT, said=said)


def _send(use: Use, message: Message, *, doubtful: bool) -> None:
    """Send, having asked first where an earlier attempt may have arrived. Raises NotSent."""
    try:
        channel = use.channel
    except BadOptions as error:
        raise Unreachable(f"Cấu hình kênh sai: {error}") from error
    if doubtful and _has_arrived(use, message):
        return
    try:
        channel.send(message)
    except InDoubt as error:
        if not _has_arrived(use, message):
            raise Unreachable(error.reason) from error
    except NotSent:
        raise
    except Exception as error:
        # A fault of the plug-in: whether it has sent is unknown, and its own words may hold an address.
        log.error("channel %s failed with %s", use.kind.key, type(error).__name__)
        raise InDoubt(UNKNOWN) from None


def _has_arrived(use: Use, message: Message) -> bool:
    """Whether an attempt in doubt arrived; raises InDoubt where nobody can tell and a second one is not risked."""
    try:
        answer = use.channel.arrived(message)
    except Unreachable as error:
        raise StillInDoubt(error.reason, for_all=error.for_all) from error
    if answer is None and use.setting.doubt != ChannelSetting.Doubt.SEND_AGAIN:
        raise InDoubt(UNKNOWN)
    return bool(answer)


def _recorded(
    claim: Claim, notices: Sequence[Notice], outcome: Outcome, clock: Callable[[], Instant], hours: str
) -> Counter[Ending]:
    """Record an outcome; a database that is busy is asked again, for what was sent has to be known."""
    for tries_left in reversed(range(_RECORD_TRIES)):
        try:
            counts = record(claim, notices, outcome, clock(), hours)
            break
        except DatabaseError:
            if not tries_left:
                raise
            time.sleep(_RECORD_PAUSE)
    log.info("notices %s by %s: %s", [one.pk for one in notices], claim.channel, outcome.ending)
    return counts


@writing()
def record(
    claim: Claim, notices: Sequence[Notice], outcome: Outcome, now: Instant, hours: str
) -> Counter[Ending]:
    """Record how an attempt ended for notices that are still in this worker's hand; gives how many ended how."""
    said, counts = {one.notice.pk: one for one in outcome.said}, Counter[Ending]()
    for notice in notices:
        ending, changes = _changes(notice, outcome, now, hours)
        if notice.pk in said:
            changes |= {"template": said[notice.pk].template, "parameters": said[notice.pk].values}
        if not _own(claim, notice).update(**changes):
            continue
        counts[ending] += 1
        if ending is Ending.GIVEN_UP and outcome.reason != UNKNOWN:
            hand_on(notice, now)
    return counts


def _own(claim: Claim, notice: Notice) -> QuerySet[Notice]:
    """The notice, where it is still in this worker's hand."""
    return Notice.objects.filter(pk=notice.pk, claim=claim.token, status=Notice.Status.SENDING)


def _changes(notice: Notice, outcome: Outcome, now: Instant, hours: str) -> tuple[Ending, dict[str, object]]:
    ending, reason, following = outcome.ending, outcome.reason, None
    if ending is Ending.FAILED:
        # Chance spreads the attempts; it guards nothing.
        following = next_try(notice.attempts, now, random())  # noqa: S311
    if ending is Ending.FAILED and following is None:
        ending, reason = Ending.GIVEN_UP, f"{reason} Đã thử {notice.attempts} lần."
    changes: dict[str, object] = {"status": ending.value, "error": reason[:300], "claimed_until": None}
    changes["in_doubt"] = outcome.in_doubt
    if following is not None:
        changes["next_at"] = within_hours(following, hours)
    if ending is Ending.SENT:
        changes["sent_at"] = now
    return ending, changes
