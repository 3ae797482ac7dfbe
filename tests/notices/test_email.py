"""E-mail, against a mail server on this machine."""

from __future__ import annotations

import logging
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest

from motcua.notices.channels.base import InDoubt, Message, Refused, Unreachable
from motcua.notices.channels.registry import registered
from tests.notices.fakes import PostOffice

MESSAGE = Message("abc123", "accepted", 1, "Hồ sơ đã được tiếp nhận", "Kính gửi ông/bà,", "ngoc@dan.example")


def send(**options: Any) -> None:
    registered()["email"](options).send(MESSAGE)


def test_a_letter_arrives_with_an_identifier_of_its_own(fake_post_office: PostOffice) -> None:
    send(reply_to="van-phong@xa.example", closing="Bộ phận Một cửa\nĐiện thoại 0225 3822 822")

    letter = message_from_bytes(fake_post_office.letters[0], policy=default)
    assert letter["Subject"] == "Hồ sơ đã được tiếp nhận"
    assert (letter["From"], letter["To"]) == ("mot-cua@xa.example", "ngoc@dan.example")
    assert letter["Reply-To"] == "van-phong@xa.example"
    assert letter["Message-ID"] == "<abc123@xa.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    said = letter.get_content().split()
    assert said == [
        "Kính",
        "gửi",
        "ông/bà,",
        "Bộ",
        "phận",
        "Một",
        "cửa",
        "Điện",
        "thoại",
        "0225",
        "3822",
        "822",
    ]


@pytest.mark.parametrize(
    ("plan", "raised", "for_all", "taken"),
    [
        ({"RCPT": "550 no such user ngoc@dan.example"}, Refused, None, 0),
        ({"RCPT": "450 mailbox busy"}, Unreachable, False, 0),
        ({"MAIL": "530 who are you"}, Unreachable, True, 0),
        ({"DATA": "554 no"}, Refused, None, 0),
        ({"END": "452 full"}, Unreachable, False, 0),
        ({"END": "DROP"}, InDoubt, None, 1),
        ({"DATA": "DROP"}, InDoubt, None, 0),
        ({"EHLO": "DROP"}, Unreachable, True, 0),
    ],
)
def test_what_a_complaint_means(
    fake_post_office: PostOffice,
    plan: dict[str, str],
    raised: type[Exception],
    for_all: bool | None,
    taken: int,
) -> None:
    fake_post_office.plan = plan
    with pytest.raises(raised) as told:
        send()
    assert getattr(told.value, "for_all", None) == for_all
    assert "dan.example" not in str(told.value)
    assert len(fake_post_office.letters) == taken


def test_a_server_that_is_not_there_was_certainly_not_reached(
    fake_post_office: PostOffice, settings: Any
) -> None:
    settings.EMAIL_PORT = 1
    with pytest.raises(Unreachable, match="Không kết nối được máy chủ thư"):
        send()


def test_without_a_server_it_says_which_settings_are_missing(settings: Any) -> None:
    settings.EMAIL_HOST = ""
    with pytest.raises(Unreachable, match="MOTCUA_SMTP_HOST"):
        send()


def test_no_server_can_be_asked(fake_post_office: PostOffice) -> None:
    assert registered()["email"]({}).arrived(MESSAGE) is None


def test_nothing_of_a_letter_stands_in_logs(
    fake_post_office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fake_post_office.plan = {"RCPT": "550 no such user ngoc@dan.example"}
    with pytest.raises(Refused):
        send()
    assert "dan.example" not in caplog.text + repr(MESSAGE)
