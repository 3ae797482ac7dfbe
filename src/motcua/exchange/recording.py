"""Writing down what became of messages: those of several lanes in one transaction, each only while its lane is ours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import random
from typing import Any

from django.db import connection
from django.db.models import F

from motcua.catalogue.quick import run
from motcua.dossiers.bulk import writing
from motcua.exchange.claim import held, marks
from motcua.exchange.models import Lane, Link, OutMessage
from motcua.exchange.pauses import pause
from motcua.rules.instants import Instant

TOGETHER = 3
"""So many failures in a row, and the whole connection rests."""
ANSWERED_EVERY = 10_000
"""So many milliseconds may pass before it is noted again that the portal answers."""


class Ending(StrEnum):
    """What became of an attempt."""

    SENT = "sent"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True)
class Told:
    """What was answered to a message of a lane, and when; `code` and `said` are the portal's."""

    lane: int
    message: int
    ending: Ending
    code: int | None
    said: str
    at: Instant


@dataclass
class News:
    """What is to be written down of the lanes of one claim: answers, lanes (key: whether the portal has the dossier)
    of which something else is known now, and lanes that are given back, to be sent at an instant; None: at once."""

    told: list[Told] = field(default_factory=list)
    known: dict[int, bool] = field(default_factory=dict)
    back: dict[int, Instant | None] = field(default_factory=dict)

    @property
    def lanes(self) -> set[int]:
        """The keys of all lanes that it is about."""
        return {one.lane for one in self.told} | self.known.keys() | self.back.keys()


def write_down(claim: str, news: News) -> set[int]:
    """Write news down; gives the keys of the lanes that were still ours. Of the others nothing is written.

    Nobody waits for a lane while he holds another one: those in which somebody writes just now are waited for alone.
    """
    lanes = sorted(news.lanes)
    ours = _written(claim, news, lanes, wait=False) if lanes else set()
    for one in lanes:
        if one not in ours:
            ours |= _written(claim, news, [one], wait=True)
    return ours


def _written(claim: str, news: News, lanes: Sequence[int], *, wait: bool) -> set[int]:
    with writing():
        ours = _locked(claim, lanes, wait=wait)
        if ours:
            _answers([one for one in news.told if one.lane in ours])
            _lanes(_only(news.known, ours))
            # After the lock: what came meanwhile is seen.
            _given_back(_only(news.back, ours))
    return ours


def _only(found: Mapping[int, Any], ours: Collection[int]) -> list[tuple[int, Any]]:
    return [(lane, value) for lane, value in found.items() if lane in ours]


def _locked(claim: str, lanes: Sequence[int], *, wait: bool) -> set[int]:
    """Lock those of the lanes that are ours, without waiting for others unless asked to."""
    lock = (
        f"FOR NO KEY UPDATE {'' if wait else 'SKIP LOCKED'}"
        if connection.features.has_select_for_update
        else ""
    )
    wanted = f"SELECT id FROM exchange_lane WHERE id IN ({marks(lanes)}) AND claim = %s {lock}"  # noqa: S608 - marks only
    return {key for (key,) in run(wanted, (*lanes, claim))}


_MESSAGES = """
WITH news(id, status, at, code) AS (VALUES {})
UPDATE exchange_outmessage SET status = news.status, ended_at = news.at, answer_code = news.code, attempts = attempts + 1
FROM news WHERE exchange_outmessage.id = news.id AND exchange_outmessage.status = 'queued'
"""
_BODIES = """
WITH news(id, said) AS (VALUES {})
UPDATE exchange_outbody SET answer = news.said FROM news WHERE exchange_outbody.message_id = news.id
"""
_LANES = """
WITH news(id, known) AS (VALUES {})
UPDATE exchange_lane SET attempts = 0, error = '', known = news.known FROM news WHERE exchange_lane.id = news.id
"""
_BACK = """
WITH news(id, next_at) AS (VALUES {})
UPDATE exchange_lane SET claim = '', claimed_until = NULL, next_at = (
    SELECT COALESCE(news.next_at, message.created_at) FROM exchange_outmessage AS message
    WHERE message.lane_id = exchange_lane.id AND message.status = 'queued' ORDER BY message.id LIMIT 1
) FROM news WHERE exchange_lane.id = news.id
"""
_NUMBER, _TEXT, _YES_OR_NO = "CAST(%s AS BIGINT)", "CAST(%s AS TEXT)", "CAST(%s AS BOOLEAN)"


def _answers(told: Sequence[Told]) -> None:
    ended = [(one.message, one.ending.value, one.at, one.code) for one in told]
    _many(_MESSAGES, (_NUMBER, _TEXT, _NUMBER, _NUMBER), ended)
    _many(_BODIES, (_NUMBER, _TEXT), [(one.message, one.said) for one in told])


def _lanes(known: Sequence[tuple[int, bool]]) -> None:
    _many(_LANES, (_NUMBER, _YES_OR_NO), known)


def _given_back(back: Sequence[tuple[int, Instant | None]]) -> None:
    _many(_BACK, (_NUMBER, _NUMBER), back)


def _many(statement: str, kinds: Sequence[str], rows: Sequence[Iterable[Any]]) -> None:
    """Carry out a statement about rows of values; nothing where there are none."""
    if rows:
        one = f"({', '.join(kinds)})"
        run(statement.format(", ".join([one] * len(rows))), [value for row in rows for value in row])


_LINK = """
UPDATE exchange_link SET failures = 0, rests_until = NULL, answered_at = %s, error = '' WHERE id = %s
"""


def answered(link: Link, now: Instant) -> None:
    """Note that the portal answers. Apart, so that nobody holds a lane while he waits for the connection's row."""
    if _is_news(link, now):
        with writing():
            run(_LINK, (now, link.pk))
        link.answered_at, link.failures, link.rests_until, link.error = now, 0, None, ""


def _is_news(link: Link, now: Instant) -> bool:
    """Whether it has to be noted that the portal answers: it was away, or nobody has noted it for a while. All workers
    write to this one row, and none should wait for another."""
    known = link.answered_at is not None and now - link.answered_at < ANSWERED_EVERY
    return not known or bool(link.failures or link.rests_until is not None or link.error)


def failed(lane: Lane, message: int, reason: str, now: Instant, *, for_all: bool) -> Instant:
    """Record that nothing came of an attempt; gives when the lane is tried again. The connection rests where all would
    fail, which its row then says."""
    with writing():
        if held(lane).update(attempts=F("attempts") + 1, error=reason[:300]):
            lane.attempts, lane.error = lane.attempts + 1, reason[:300]
            OutMessage.objects.filter(pk=message).update(attempts=F("attempts") + 1)
    with writing():
        link = Link.objects.select_for_update(no_key=True).get(pk=lane.link_id)
        _let_rest(link, reason, now, for_all=for_all)
    for name in _STANDING:
        setattr(lane.link, name, getattr(link, name))
    # Chance spreads the attempts; it guards nothing.
    return now + pause(lane.attempts, random())  # noqa: S311


_STANDING = ("failures", "error", "rests_until")


def _let_rest(link: Link, reason: str, now: Instant, *, for_all: bool) -> None:
    """Count a failure of a connection. Workers that all find at one moment that nobody is there count as one: the pause
    grows with how long the portal is away, not with how many ask."""
    link.error = reason[:300]
    if link.rests_until is None or link.rests_until <= now:
        link.failures += 1
        if for_all or link.failures >= TOGETHER:
            # Chance spreads the attempts; it guards nothing.
            link.rests_until = now + pause(link.failures, random())  # noqa: S311
    link.save(update_fields=list(_STANDING))
