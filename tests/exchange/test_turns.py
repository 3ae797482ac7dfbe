"""Lanes that take turns: what is recorded together, and what one of them cannot do to the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from motcua.exchange import deliver as delivering
from motcua.exchange import recording
from motcua.exchange.models import Lane, OutMessage
from motcua.exchange.outbox import send_again
from tests.exchange.conftest import Exchange


def _received(there: Exchange, count: int) -> list[str]:
    return [there.office.receive().code for _ in range(count)]


def _in_the_middle(there: Exchange, code: str, happens: Any) -> None:
    """Once the first message about a dossier has arrived, and before its answer is there, something happens."""
    asked, done = there.portal.post, list[str]()

    def post(path: str, query: Any, headers: Any, body: bytes) -> Any:
        reply = asked(path, query, headers, body)
        if code.encode() in body and not done:
            done.append(code)
            happens()
        return reply

    there.portal.post = post  # type: ignore[method-assign]


def test_each_dossier_has_a_turn_before_the_first_has_its_next(exchange: Exchange) -> None:
    codes = _received(exchange, 3)
    assert exchange.send() == {"sent": 6}
    came = [code for (code,) in exchange.portal.store.rows("SELECT code FROM arrival ORDER BY n")]
    assert came == [*codes, *codes]
    exchange.agree()


def test_a_lane_that_is_taken_away_in_the_middle_is_alone_with_it(exchange: Exchange) -> None:
    codes = _received(exchange, 3)
    first = OutMessage.objects.filter(lane__dossier__code=codes[1]).earliest("pk")
    _in_the_middle(exchange, codes[1], lambda: send_again(first, exchange.clock.now))
    # two of each; what was answered to the one taken away is not believed, and it is sent again in its turn
    assert exchange.send() == {"sent": 6}
    assert exchange.portal.store.rows("SELECT times FROM dossier ORDER BY code") == [(1,), (2,), (1,)]
    exchange.agree()


def test_a_lane_that_breaks_keeps_no_other_and_loses_no_answer(exchange: Exchange) -> None:
    codes = _received(exchange, 3)

    def breaks() -> None:
        raise ZeroDivisionError

    _in_the_middle(exchange, codes[1], breaks)
    with pytest.raises(ZeroDivisionError):
        exchange.send()
    # what was answered before is recorded; the broken one stays in hand until its lease ends, the others do not
    assert OutMessage.objects.filter(status="sent").count() == 1
    assert [one.dossier.code for one in Lane.objects.exclude(claim="") if one.dossier] == [codes[1]]
    assert exchange.send() == {"sent": 3}
    exchange.drain()
    exchange.agree()


def test_whoever_stops_gives_back_what_he_has_not_sent(exchange: Exchange) -> None:
    codes = _received(exchange, 3)
    _in_the_middle(exchange, codes[0], exchange.worker.stop)
    # the turn is ended
    assert exchange.send() == {"sent": 3}
    assert not Lane.objects.exclude(claim="").exists()
    exchange.worker.stopped.clear()
    assert exchange.send() == {"sent": 3}
    exchange.agree()


def test_where_answers_are_slow_lanes_that_had_no_turn_are_given_back(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = _received(exchange, 3)
    free: list[int] = []
    monkeypatch.setattr(delivering, "BEGIN_SECONDS", -1)
    last = OutMessage.objects.filter(lane__dossier__code=codes[0]).latest("pk")
    asked = exchange.portal.post

    def post(path: str, query: Any, headers: Any, body: bytes) -> Any:
        if OutMessage.objects.get(pk=last.pk).status == "queued":
            free.append(Lane.objects.filter(claim="").count())
        return asked(path, query, headers, body)

    exchange.portal.post = post  # type: ignore[method-assign]
    assert exchange.send() == {"sent": 6}
    # sign-in and first message of the first dossier with all in hand, its second one when the others are free again
    assert free == [0, 0, 2]
    exchange.agree()


def test_lanes_in_which_somebody_writes_just_now_are_waited_for_alone(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = _received(exchange, 3)
    taken, alone = recording._locked, list[int]()
    busy = Lane.objects.get(dossier__code=codes[1]).pk

    def locked(claim: str, lanes: Sequence[int], *, wait: bool) -> set[int]:
        alone.extend(lanes if wait else ())
        return taken(claim, [one for one in lanes if wait or one != busy], wait=wait)

    monkeypatch.setattr(recording, "_locked", locked)
    assert exchange.send() == {"sent": 6}
    assert alone == [busy, busy]
    exchange.agree()
