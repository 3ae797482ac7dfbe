"""SMS and Zalo: what is called, and what each answer means, against a provider on this machine."""

from __future__ import annotations

import json
import logging
import socket
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from motcua.notices.channels.base import Channel, InDoubt, Message, Refused, Unreachable
from motcua.notices.channels.registry import registered
from motcua.notices.channels.sms.plugin import messages_in
from motcua.people.options import BadOptions
from tests.notices.conftest import CODE
from tests.notices.fakes import DROP, Provider

MESSAGE = Message(
    id="abc123",
    event="accepted",
    unit=1,
    title="",
    text=f"UBND xã Mẫu: hồ sơ {CODE} đã được tiếp nhận",
    address="0912345678",
    values={"code": CODE, "unit_short": "UBND xã Mẫu"},
)


def channel(key: str, **options: Any) -> Channel:
    return registered()[key](options)


def sms(fake: Provider, **options: Any) -> Channel:
    return channel("sms", **fake.options(**options))


def test_a_message_is_sent_as_the_options_say(
    fake_provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_NOTICES_SECRET_SMS", "s3cret")
    headers = "Authorization: Bearer {secret:SMS}\nX-Brand: MOTCUA"
    body = json.dumps({"to": "{to}", "text": "{text}", "meta": [{"id": "{id}", "code": "{code}", "n": 1}]})
    sms(fake_provider, headers=headers, body=body).send(MESSAGE)

    assert fake_provider.got == [
        {
            "to": "84912345678",
            "text": f"UBND xa Mau: ho so {CODE} da duoc tiep nhan",
            "meta": [{"id": "abc123", "code": CODE, "n": 1}],
        }
    ]
    assert fake_provider.headers[0]["Authorization"] == "Bearer s3cret"
    assert fake_provider.headers[0]["X-Brand"] == "MOTCUA"


def test_a_value_cannot_break_out_of_its_place(fake_provider: Provider) -> None:
    text = 'a", "to": "0999999999\n{secret:SMS}'
    sms(fake_provider, without_marks=False).send(Message("i", "accepted", 1, "", text, "0912345678"))
    assert fake_provider.got == [{"to": "84912345678", "text": text, "id": "i"}]


def test_a_form_is_sent_where_the_provider_wants_one(fake_provider: Provider) -> None:
    options = {"encoding": "form", "body": "phone = {to}\ncontent = {text}", "phone": "national"}
    sms(fake_provider, **options, without_marks=False).send(MESSAGE)
    assert parse_qs(fake_provider.got[0]["form"]) == {"phone": ["0912345678"], "content": [MESSAGE.text]}


def test_zalo_sends_the_number_of_the_template(
    fake_provider: Provider, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    token = tmp_path / "token"
    monkeypatch.setenv("MOTCUA_NOTICES_SECRET_ZALO", f"file:{token}")
    zalo = channel("zalo", url=f"{fake_provider.origin}/send", templates="accepted = 301234")
    for renewed in ("first", "second"):
        token.write_text(f"{renewed}\n", encoding="utf-8")
        zalo.send(MESSAGE)

    assert fake_provider.got[0] == {
        "phone": "84912345678",
        "template_id": "301234",
        "tracking_id": "abc123",
        "template_data": {"ma_ho_so": CODE, "don_vi": "UBND xã Mẫu", "hen_tra": ""},
    }
    assert [one["access_token"] for one in fake_provider.headers] == ["first", "second"]
    with pytest.raises(Refused, match="số mẫu"):
        zalo.send(Message("i", "refused", 1, "", "x", "0912345678"))


@pytest.mark.parametrize(
    ("answer", "raised", "reason"),
    [
        ((200, {"error": 0}), None, ""),
        ((201, {"error": 0}), None, ""),
        ((200, {"error": -118}), Refused, r"mã -118"),
        ((200, {"error": "0912345678"}), Refused, r"từ chối\.$"),
        ((200, {"error": -124}), Unreachable, "chưa nhận"),
        ((200, "not json"), Refused, "từ chối"),
        ((400, {"error": 1}), Refused, "HTTP 400"),
        ((301, ""), Refused, "HTTP 301"),
        ((401, ""), Unreachable, "HTTP 401"),
        ((429, ""), Unreachable, "HTTP 429"),
        ((503, ""), Unreachable, "HTTP 503"),
        ((500, ""), InDoubt, "HTTP 500"),
        ((200, "x" * 70_000), InDoubt, "không nhận được trả lời"),
        ((DROP, ""), InDoubt, "không nhận được trả lời"),
    ],
)
def test_what_an_answer_means(
    fake_provider: Provider, answer: tuple[int, Any], raised: type[Exception] | None, reason: str
) -> None:
    fake_provider.plan = [answer]
    one = sms(fake_provider, again="error = -124")
    if raised is None:
        one.send(MESSAGE)
    else:
        with pytest.raises(raised, match=reason) as told:
            one.send(MESSAGE)
        assert "912345678" not in str(told.value)
    # a redirection is never followed
    assert len(fake_provider.got) == 1


def test_a_provider_that_does_not_answer_leaves_a_doubt(fake_provider: Provider) -> None:
    fake_provider.gate.clear()
    with pytest.raises(InDoubt):
        sms(fake_provider, seconds=1).send(MESSAGE)
    fake_provider.gate.set()


def test_a_provider_that_is_not_there_was_certainly_not_reached(settings: Any) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{unused.getsockname()[1]}"
    settings.NOTICES_ORIGINS = [origin]
    with pytest.raises(Unreachable, match="Không kết nối") as told:
        channel("sms", url=f"{origin}/x").send(MESSAGE)
    assert told.value.for_all


def test_only_permitted_providers_are_called(fake_provider: Provider, settings: Any) -> None:
    settings.NOTICES_ORIGINS = ["https://sms.example.vn"]
    one = sms(fake_provider)
    assert one.problems() == [
        f"Máy chủ chưa cho phép gọi {fake_provider.origin} (biến MOTCUA_NOTICES_ORIGINS)."
    ]
    with pytest.raises(Unreachable, match="chưa cho phép"):
        one.send(MESSAGE)
    assert fake_provider.got == []


def test_a_secret_that_is_not_there_is_named_and_nothing_else_can_be_read(
    fake_provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_SECRET_KEY", "the key of all sessions")
    one = sms(fake_provider, headers="Authorization: {secret:SECRET_KEY}")
    missing = "Thiếu biến môi trường MOTCUA_NOTICES_SECRET_SECRET_KEY"
    assert one.problems()[0].startswith(missing)
    with pytest.raises(Unreachable, match=missing):
        one.send(MESSAGE)
    assert fake_provider.got == []


def test_a_provider_can_be_asked_whether_it_arrived(fake_provider: Provider) -> None:
    plain = sms(fake_provider)
    dropping = sms(fake_provider, recognises=True)
    asking = sms(fake_provider, asking=f"{fake_provider.origin}/status/{{id}}", arrived="status = delivered")
    assert (plain.arrived(MESSAGE), dropping.arrived(MESSAGE), asking.arrived(MESSAGE)) == (
        None,
        False,
        False,
    )
    fake_provider.known.add("abc123")
    assert asking.arrived(MESSAGE) is True
    assert fake_provider.asked == ["/status/abc123", "/status/abc123"]
    pending = sms(fake_provider, asking=f"{fake_provider.origin}/status/{{id}}", arrived="status = read")
    assert pending.arrived(MESSAGE) is None


@pytest.mark.parametrize(
    ("options", "name", "problem"),
    [
        ({"url": ""}, "url", "Không được để trống"),
        ({"url": "sms.example.vn"}, "url", "Viết đủ địa chỉ"),
        ({"url": "https://a:b@sms.example.vn/"}, "url", "không kèm tên đăng nhập"),
        ({"body": '{"a": }'}, "body", "Dòng 1, ký tự 7"),
        ({"body": '{"a": "{phone}"}'}, "body", r"Không có chỗ điền \{phone\}"),
        ({"body": '{"a": "{secret}"}'}, "body", r"\{secret\}"),
        ({"encoding": "form", "body": "a"}, "body", "Dòng 1: viết như tên = giá trị"),
        ({"headers": "Authorization"}, "headers", "Dòng 1"),
        ({"headers": "X: đ"}, "headers", "không dấu"),
        ({"accepted_status": "2xx"}, "accepted_status", "200-299"),
        ({"accepted": "error"}, "accepted", "Dòng 1"),
        ({"templates": "nothing = 1"}, "templates", "Không có việc “nothing”"),
        ({"asking": "https://a.vn/?to={to}&id={id}"}, "asking", r"phải có \{id\}"),
        ({"seconds": "31"}, "seconds", "từ 1 đến 30"),
        ({"method": "GET"}, "method", "POST, PUT"),
    ],
)
def test_wrong_options_are_refused_at_their_field(
    options: dict[str, object], name: str, problem: str
) -> None:
    with pytest.raises(BadOptions, match=problem) as refused:
        channel("sms", **{"url": "https://sms.example.vn/send", **options})
    assert list(refused.value.problems) == [name]


def test_nothing_of_a_message_stands_in_logs(
    fake_provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    fake_provider.plan = [(200, {"error": 0}), (500, "")]
    one = sms(fake_provider)
    one.send(MESSAGE)
    with pytest.raises(InDoubt):
        one.send(MESSAGE)
    assert "912345678" not in caplog.text + repr(MESSAGE)
    assert CODE not in caplog.text + repr(MESSAGE)


@pytest.mark.parametrize(
    ("text", "count"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("ă" * 70, 1), ("ă" * 71, 2)],
)
def test_how_many_messages_a_text_costs(text: str, count: int) -> None:
    assert messages_in(text) == count
