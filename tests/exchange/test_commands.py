"""motcua exchange and motcua portal: what they set up, do and refuse, in words and without a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motcua.exchange.models import InMessage, Link, OutMessage, WatchedSource
from motcua.exchange.worker import Worker
from motcua.findings.daily import compare_due
from motcua.people.models import AuditEntry
from motcua.site import background
from tests.cli.running import Runner
from tests.exchange.conftest import Exchange

BASE = ("--base", "https://truc.example/VXPAdapter", "--code", "H24.99")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    """Runs a command in this process."""
    return Runner(monkeypatch, capsys)


def test_a_connection_is_set_up_changed_and_switched_off(exchange: Exchange, run: Runner) -> None:
    exchange.link.delete()
    assert (
        run("exchange", "link", "H24.99", *BASE, "--secret", "CONG", "--address", "login=/dang-nhap").code
        == 0
    )
    link = Link.objects.get()
    assert (link.unit, link.enabled, link.addresses) == (
        exchange.office.cast.here,
        True,
        {"login": "/dang-nhap"},
    )
    assert run("exchange", "link", "H24.99", *BASE, "--off").code == 0
    assert not Link.objects.get().enabled
    told = AuditEntry.objects.filter(kind="exchange.connected").order_by("pk")
    assert [one.details for one in told] == [{"enabled": True}, {"enabled": False}]


def test_whoever_works_until_stopped_compares_each_day(
    exchange: Exchange, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []
    monkeypatch.setattr("motcua.cli.exchange.run_until_stopped", lambda worker, *_words: begun.append(worker))
    monkeypatch.setattr(background, "start", lambda stop, works: begun.extend([stop, *works]))
    assert run("exchange", "work", "--once").code == 0
    assert begun == []
    assert run("exchange", "work").code == 0
    stop, compares, worker = begun
    assert isinstance(worker, Worker)
    assert (stop, compares) == (worker.stopped, compare_due)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("link", "H24.99", "--base", "cong", "--code", "x"), "không dùng được"),
        (("link", "H24.99", *BASE, "--shape", "soap"), "adapter, rest, gateway"),
        (("link", "H24.99", *BASE, "--address", "x=/y"), "Có: login"),
        (("link", "X99", *BASE), "Không có đơn vị"),
        (("again", "999"), "Không có thông điệp số 999"),
        (("retake", "999"), "Không có thông điệp số 999"),
        (("resend", "H24.98", "--since", "2026-06-01"), "chưa có kết nối"),
        (("watch", "H24.99", "--folder", "a", "--every", "0"), "Số phút"),
        (("published", "H24.99", "--year", "2026", "--quarter", "5"), "Kỳ phải là"),
    ],
)
def test_what_cannot_be_done_is_said(
    exchange: Exchange, run: Runner, arguments: tuple[str, ...], said: str
) -> None:
    ran = run("exchange", *arguments)
    assert ran.code == 1
    assert said in ran.words


def test_what_waits_is_counted_and_done_again(exchange: Exchange, run: Runner, tmp_path: Path) -> None:
    exchange.office.receive()
    exchange.drain()
    exchange.post("NhanHoSo", {"MaHoSo": "G22-1", "MaTTHC": "9.999999", "ChuHoSo": "A"})
    status = json.loads(run("exchange", "status", "--json").out)
    assert [(one["queued"], one["sent"], one["held"]) for one in status] == [(0, 2, 1)]
    assert "chờ xem lại 1" in run("exchange", "status").words
    first = OutMessage.objects.earliest("pk").pk
    assert "gửi lại 2" in run("exchange", "again", str(first)).words
    assert "gửi lại 0" in run("exchange", "resend", "H24.99", "--since", "2026-06-02").words
    ran = run("exchange", "retake", str(InMessage.objects.get().pk))
    assert ran.code == 1
    assert "9.999999" in ran.words
    assert run("exchange", "watch", "H24.99", "--folder", tmp_path).code == 0
    # 127.0.0.1 is nobody's portal: what waits stays, and the folder was looked at
    Link.objects.update(base="http://127.0.0.1:9")
    counts = json.loads(run("exchange", "work", "--once", "--json").out)
    assert counts == {"failed": 1, "files": 0, "fetched": 0}
    assert WatchedSource.objects.get().looked_at
    refused = run("exchange", "reconcile")
    assert refused.code == 0, "nothing that was told stands still, so nobody is asked"


def test_a_portal_with_faults_that_nobody_knows_does_not_start(run: Runner) -> None:
    ran = run("portal", "--fault", "burn=1")
    assert ran.code == 1
    assert "Không hiểu lỗi" in ran.words


def test_a_month_is_told_and_files_are_asked_for_again(exchange: Exchange, run: Runner) -> None:
    assert (
        "gửi 1 thông điệp về tháng 2026-05" in run("exchange", "month", "H24.99", "--month", "2026-05").words
    )
    assert "gửi 0 thông điệp" in run("exchange", "month", "H24.99", "--month", "2026-05").words
    assert run("exchange", "month", "H24.99", "--month", "2026-13").code != 0
    assert "chưa hết" in run("exchange", "month", "H24.99", "--month", "2099-12").words
    assert "tải lại 0 tệp" in run("exchange", "files").words
    ran = run("exchange", "published", "H24.99", "--year", "2026", "--history")
    assert "Chưa giữ câu trả lời nào" in ran.words
