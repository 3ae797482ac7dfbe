"""The worker's two threads: one sends, the other looks at live sources, and neither waits for the other."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from motcua.exchange import worker as working
from motcua.exchange.sources import SOURCES
from motcua.exchange.worker import Worker

PATIENCE = 10.0


@contextmanager
def _running(worker: Worker) -> Iterator[None]:
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        yield
    finally:
        worker.stop()
        thread.join(PATIENCE)
    assert not thread.is_alive()
    assert "exchange-sources" not in {one.name for one in threading.enumerate()}


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Worker:
    """A worker that has no database."""
    monkeypatch.setattr(working, "POLL_SECONDS", 0.001)
    monkeypatch.setattr(SOURCES, "fetch", None)
    return Worker(lambda: 0)


def _sends(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, times: int, work: Callable[[], None]
) -> threading.Event:
    """Has sending do some work; set once that was done so many times."""
    enough, count = threading.Event(), Counter[str]()

    def send_due() -> None:
        count["sent"] += 1
        if count["sent"] == times:
            enough.set()
        work()

    monkeypatch.setattr(worker, "send_due", send_due)
    return enough


def test_a_slow_source_keeps_no_message_waiting(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, looking = threading.Event(), threading.Event()

    def take_due(_clock: object, _going: object) -> None:
        looking.set()
        slow.wait(PATIENCE)

    monkeypatch.setattr(working, "take_due", take_due)
    enough = _sends(worker, monkeypatch, 3, lambda: None)
    with _running(worker):
        assert looking.wait(PATIENCE)
        assert enough.wait(PATIENCE)
        # to be waited for: it is in the middle of a file
        assert not slow.is_set()
        worker.stop()
        slow.set()


def test_what_fails_in_one_thread_is_tried_again_and_stops_no_other(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    looks, often = Counter[str](), threading.Event()

    def take_due(_clock: object, _going: object) -> None:
        looks["looked"] += 1
        if looks["looked"] == 3:
            often.set()
        raise ValueError("Nguyễn Thị Đức")

    def breaks() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(working, "take_due", take_due)
    enough = _sends(worker, monkeypatch, 3, breaks)
    with _running(worker):
        assert often.wait(PATIENCE)
        assert enough.wait(PATIENCE)
    assert "ValueError" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    # the text of an error may hold what somebody filed
    assert "Đức" not in caplog.text
