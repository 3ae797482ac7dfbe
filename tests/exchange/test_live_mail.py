"""Attachments out of a mailbox over TLS: whose messages are taken, that each is taken once, and when it is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier
from motcua.exchange.live import taking
from motcua.exchange.live.base import BadSource
from motcua.exchange.live.mail.message import allowed, attachments, checked, read, sender
from motcua.exchange.live.registry import built
from motcua.exchange.live.setting_up import Rhythm, watch
from motcua.exchange.live.taking import take_due
from motcua.exchange.models import TakenFile, WatchedSource
from motcua.hub.read import FileRead
from tests.exchange.conftest import Clock
from tests.exchange.listed import as_book, as_csv, rows
from tests.exchange.servers import HERE, Mailbox, mailbox
from tests.pages.conftest import LEARNED

MINUTE = 60_000
Look = Callable[..., WatchedSource]


def letter(sender: str = "Kho số liệu <kho@tinh.gov.vn>", number: int = 1, **files: bytes) -> EmailMessage:
    """A message with attachments; in their names _ stands for the dot."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "hop-thu@xa.gov.vn", "Tệp xuất hằng ngày"
    made["Message-ID"] = f"<{number}@tinh.gov.vn>"
    made.set_content("Kính gửi đơn vị.")
    for name, content in files.items():
        made.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name.replace("_", ".")
        )
    return made


@pytest.fixture
def box(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mailbox whose certificate is trusted and that may be called."""
    with mailbox(tmp_path) as there:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "here.pem"))
        monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_THU", ":".join(there.account))
        settings.EXCHANGE_ORIGINS = [f"imaps://{HERE}:{there.port}"]
        yield there


@pytest.fixture
def look(sample: Unit, box: Mailbox) -> Look:
    """Sets the mailbox up and looks into it, ten minutes after the last time."""
    clock = Clock(LEARNED)

    def looked(**more: str) -> WatchedSource:
        clock.pass_by(10 * MINUTE)
        options = {"host": HERE, "port": box.port, "secret": "THU", "senders": "kho@tinh.gov.vn, @so.gov.vn"}
        source = watch(sample, "mail", options | more, Rhythm(10), clock.now)
        take_due(clock)
        source.refresh_from_db()
        return source

    return looked


def test_attachments_of_allowed_senders_are_recorded_and_their_messages_marked(
    look: Look, box: Mailbox
) -> None:
    box.put(letter(number=1, a_csv=as_csv(rows(3)), logo_png=b"x"))
    box.put(letter("ai do <la@noi-khac.vn>", number=2, b_csv=as_csv(rows(30))))
    box.put(letter("bao.cao@so.gov.vn", number=3, c_xlsx=as_book(rows(5)), d_csv=as_csv(rows(6))))
    box.put(letter("Sở <bao.cao@so.gov.vn>", number=4))
    source = look()
    assert source.error == ""
    assert Dossier.objects.count() == 6
    assert box.read == {1, 3, 4}, "the message of a stranger stays unread"
    told = TakenFile.objects.order_by("pk").values_list("name", "outcome")
    assert list(told) == [
        ("a.csv", "recorded"),
        ("c.xlsx", "recorded"),
        ("d.csv", "recorded"),
        ("thư 4", "refused"),
    ]


def test_a_message_or_a_file_that_comes_again_is_said_and_not_recorded(look: Look, box: Mailbox) -> None:
    box.put(letter(number=1, a_csv=as_csv(rows(3))))
    look()
    box.put(letter(number=1, a_csv=as_csv(rows(3))))
    box.put(letter(number=2, anders_csv=as_csv(rows(3))))
    look()
    again = TakenFile.objects.filter(outcome="same").order_by("pk")
    assert [one.name for one in again] == ["a.csv", "anders.csv"]
    assert all("Giống tệp “a.csv” đã nhập" in one.reason for one in again)
    assert (Dossier.objects.count(), box.read) == (3, {1, 2, 3})


def test_a_message_is_marked_only_after_its_last_file_is_recorded(
    look: Look, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.put(letter(a_csv=as_csv(rows(3)), b_csv=as_csv(rows(5))))
    real = taking.import_read

    def broken(unit: Unit, read: list[FileRead], now: int, **more: Any) -> Any:
        if read[0].name == "b.csv":
            raise KeyboardInterrupt
        return real(unit, read, now, **more)

    with monkeypatch.context() as context:
        context.setattr(taking, "import_read", broken)
        with pytest.raises(KeyboardInterrupt):
            look()
    assert (box.read, Dossier.objects.count()) == (set(), 3)
    look()
    assert (box.read, Dossier.objects.count()) == ({1}, 5)


def test_a_server_that_nobody_vouches_for_learns_no_password(
    look: Look, box: Mailbox, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    box.put(letter(a_csv=as_csv(rows(3))))
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "chứng thư" in look().error
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_THU", "hop-thu:sai")
    settings.EXCHANGE_ORIGINS = []
    assert "imaps://" in look().error
    assert Dossier.objects.count() == 0


def test_a_wrong_password_and_a_mailbox_that_is_not_there(
    look: Look, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "hộp thư KHAC" in look(folder="KHAC").error
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_THU", "hop-thu:sai")
    assert "không cho đăng nhập" in look().error


def test_who_a_message_is_from(look: Look, box: Mailbox) -> None:
    assert sender(letter("a@b.vn, kho@tinh.gov.vn")) == "", "two senders are none"
    assert sender(letter('"kho@tinh.gov.vn" <x@noi-khac.vn>')) == "x@noi-khac.vn"
    assert sender(read(b"From: kho@tinh.gov.vn <x@noi-khac.vn>\n\n")) == "", "written badly"
    assert not allowed("kho@tinh.gov.vn.noi-khac.vn", ["kho@tinh.gov.vn", "@tinh.gov.vn"])
    forged, real = letter(), letter()
    forged["Authentication-Results"] = "mx.xa.gov.vn; dmarc=fail"
    forged["Authentication-Results"] = "mx.xa.gov.vn; dmarc=pass"
    real["Authentication-Results"] = "mx.xa.gov.vn; spf=pass; dmarc=pass header.from=tinh.gov.vn"
    assert [checked(read(one.as_bytes()), "mx.xa.gov.vn") for one in (forged, real)] == [False, True]
    box.put(forged)
    box.put(real)
    look(checked_by="mx.xa.gov.vn")
    assert box.read == {2}


def test_names_of_attachments_are_only_names() -> None:
    named: dict[str, Any] = {"../../etc/passwd_csv": b"x"}
    found = attachments(read(letter(number=1, **named).as_bytes()))
    assert [one.name for one in found] == ["passwd.csv"]


def test_what_cannot_be_a_mailbox() -> None:
    good = {"host": HERE, "secret": "THU", "senders": "a@b.vn"}
    for name, value in (
        ("senders", "ai do"),
        ("senders", ""),
        ("folder", 'a"b'),
        ("port", "0"),
        ("host", "imap://x"),
    ):
        with pytest.raises(BadSource, match=name):
            built("mail", good | {name: value})
