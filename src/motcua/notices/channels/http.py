"""Providers that are called over HTTPS, described by configuration: what SMS and Zalo have in common."""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from motcua.notices.channels.base import Channel, InDoubt, Message, Reach, Refused, Unreachable
from motcua.notices.channels.filling import (
    at,
    conditions,
    document,
    filled,
    headers,
    pairs,
    secrets_of,
    statuses,
)
from motcua.notices.channels.http_options import HttpOptions, check_body
from motcua.notices.channels.secrets import MissingSecret, secret
from motcua.notices.privacy import national

CONNECT_SECONDS = 5.0
LONGEST_ANSWER = 65_536
_BUSY = frozenset({401, 403, 407, 408, 425, 429, 503})
"""Not taken, and taken later: the key has run out, too many at once, under repair."""
_PHONES = {"national": "0", "digits": "84", "plus": "+84"}
_NEVER_LEFT = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol,
    httpx.LocalProtocolError, httpx.InvalidURL, UnicodeError,
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What a provider answered."""

    status: int
    whole: str

    @property
    def json(self) -> Any:
        """The answer as JSON, None where it is none."""
        try:
            return json.loads(self.whole)
        except ValueError:
            return None


class HttpChannel(Channel):
    """Sends to a telephone number by one request to a provider; a redirection is never followed."""

    reach = Reach.PHONE
    options_type = HttpOptions
    options: HttpOptions

    def __init__(self, options: Mapping[str, object]) -> None:
        super().__init__(options)
        check_body(self.options)

    def send(self, message: Message) -> None:
        values = self._values(message)
        answer = self._call(self.options.method, self.options.url, values)
        self._judge(answer)

    def arrived(self, message: Message) -> bool | None:
        if self.options.recognises:
            return False
        if not self.options.asking:
            return None
        try:
            answer = self._call("GET", self.options.asking.replace("{id}", message.id), {"id": message.id})
        except InDoubt as error:
            raise Unreachable(error.reason) from error
        if answer.status == 404:
            return False
        if answer.status >= 300 or not self.options.arrived:
            return None
        parsed = answer.json
        held = all(one.holds(parsed, answer.whole) for one in conditions(self.options.arrived))
        # Anything else may mean that it is still on its way.
        return True if held else None

    def problems(self) -> list[str]:
        found = [] if self._permitted(self.options.url) else [_not_permitted(self.options.url)]
        for name in sorted(secrets_of(self.options.headers) | secrets_of(self.options.body)):
            try:
                secret(name)
            except MissingSecret as error:
                found.append(str(error))
        return found

    def text_of(self, message: Message) -> str:
        """The text as it is sent."""
        return message.text

    def _values(self, message: Message) -> dict[str, str]:
        numbers = dict(pairs(self.options.templates))
        if numbers and message.event not in numbers:
            raise Refused("Việc này chưa được khai số mẫu của nhà cung cấp.")
        own = {
            "to": _PHONES[self.options.phone] + national(message.address)[1:],
            "text": self.text_of(message),
            "title": message.title,
            "id": message.id,
            "template": numbers.get(message.event, ""),
        }
        return {**message.values, **own}

    def _call(self, method: str, url: str, values: Mapping[str, str]) -> Answer:
        """Raises Unreachable where the request certainly did not arrive, InDoubt where it may have."""
        if not self._permitted(url):
            raise Unreachable(_not_permitted(url))
        try:
            sent = [(name, filled(value, values, secret)) for name, value in headers(self.options.headers)]
            body = self._body(values) if method != "GET" else {}
        except MissingSecret as error:
            raise Unreachable(str(error)) from error
        try:
            return self._answered(
                method, url, {"headers": {"Accept-Encoding": "identity", **dict(sent)}, **body}
            )
        except _NEVER_LEFT as error:
            raise Unreachable("Không kết nối được máy chủ của nhà cung cấp.") from error
        except (httpx.HTTPError, TimeoutError) as error:
            raise InDoubt("Đã gọi nhà cung cấp nhưng không nhận được trả lời.") from error

    def _body(self, values: Mapping[str, str]) -> dict[str, Any]:
        if self.options.encoding == "json":
            return {"json": filled(document(self.options.body), values, secret)}
        return {"data": {name: filled(value, values, secret) for name, value in pairs(self.options.body)}}

    def _answered(self, method: str, url: str, more: dict[str, Any]) -> Answer:
        seconds = float(self.options.seconds)
        limits = httpx.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds))
        until = time.monotonic() + 2 * seconds
        with (
            httpx.Client(timeout=limits, follow_redirects=False) as client,
            client.stream(method, url, **more) as response,
        ):
            content = b""
            for part in response.iter_bytes():
                content += part
                if len(content) > LONGEST_ANSWER or time.monotonic() > until:
                    raise TimeoutError
            return Answer(response.status_code, content.decode("utf-8", "replace"))

    def _judge(self, answer: Answer) -> None:
        """Return where the answer accepts; else raise what it means."""
        options, parsed = self.options, answer.json
        if any(one.holds(parsed, answer.whole) for one in conditions(options.again)):
            raise Unreachable("Nhà cung cấp báo hiện chưa nhận, gửi lại sau.", for_all=False)
        if any(answer.status in span for span in statuses(options.accepted_status)):
            wanted = conditions(options.accepted)
            if all(one.holds(parsed, answer.whole) for one in wanted):
                return
            raise Refused(f"Nhà cung cấp từ chối{_code(parsed, wanted[0].path)}.")
        if answer.status in _BUSY:
            raise Unreachable(f"Nhà cung cấp chưa nhận (HTTP {answer.status}).")
        if answer.status >= 500:
            raise InDoubt(f"Máy chủ của nhà cung cấp lỗi (HTTP {answer.status}).")
        raise Refused(f"Nhà cung cấp từ chối (HTTP {answer.status}).")

    @staticmethod
    def _permitted(url: str) -> bool:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}" in settings.NOTICES_ORIGINS


def _not_permitted(url: str) -> str:
    parts = urlsplit(url)
    return f"Máy chủ chưa cho phép gọi {parts.scheme}://{parts.netloc} (biến MOTCUA_NOTICES_ORIGINS)."


def _code(parsed: Any, path: str) -> str:
    """The provider's code for a refusal, short and without digits that might be a number of somebody."""
    found = at(parsed, path) or ""
    return f" (mã {found})" if found and len(found) <= 12 and sum(map(str.isdigit, found)) < 9 else ""


def plain(text: str) -> str:
    """A text without Vietnamese marks: a message of them holds 160 signs instead of 70."""
    flat = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D").replace("–", "-"))
    return "".join(sign for sign in flat if not unicodedata.combining(sign))
