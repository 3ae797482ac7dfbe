"""Asking the portal over HTTP: one request, one answer, and what a failure means for the message."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from motcua.exchange.links import BadSecret, addresses_of, sign_in_of
from motcua.exchange.models import Link
from motcua.exchange.post import KeptPost, NoAnswer, NotSent, Post
from motcua.exchange.wire.answers import Answer, Verdict, read_answer
from motcua.exchange.wire.envelope import Call, Outgoing, Shape, write_call
from motcua.exchange.wire.text import NotJson, as_json, to_bytes
from motcua.people.secrets import MissingSecret

log = logging.getLogger("motcua.exchange")

_PLAIN = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
_OVERLOADED = frozenset({408, 425, 429, 502, 503, 504})


class Unreachable(Exception):
    """No answer that could be used; it may have arrived all the same. `for_all`: nobody else need try just now."""

    def __init__(self, reason: str, *, for_all: bool) -> None:
        super().__init__(reason)
        self.reason, self.for_all = reason, for_all


class Client:
    """Speaks with the portal for one connection; keeps its session. `post` is another way to the portal, for tests."""

    def __init__(self, link: Link, post: Post | None = None) -> None:
        self.link, self.addresses, self._session = link, addresses_of(link), ""
        self._post: Post = post or KeptPost()

    def close(self) -> None:
        """Give the connections back."""
        self._post.close()

    def ask(self, operation: str, data: Any = None, *, updating: bool | None = None, **asked: str) -> Answer:
        """Ask an operation and give the answer; signs in, also once more where the session has ended.

        Raises Unreachable.
        """
        for fresh in (False, True):
            session = self._signed_in(fresh=fresh)
            call = Call(operation, self.link.code, session, updating, data, asked)
            outgoing = write_call(Shape(self.link.shape), call, self.addresses, self.link.dstcode)
            answer = self._posted(outgoing)
            if answer.verdict() is not Verdict.SIGN_IN or not self.link.secret:
                return answer
        return answer

    def _signed_in(self, *, fresh: bool) -> str:
        """The session; empty where the connection needs none."""
        if self.link.secret and (fresh or not self._session):
            self._session = ""
            try:
                user, password = sign_in_of(self.link.secret)
            except (MissingSecret, BadSecret) as error:
                raise Unreachable(str(error), for_all=True) from error
            answer = self._posted(Outgoing(self.addresses.login, {"username": user, "password": password}))
            if not answer.session:
                raise Unreachable("Cổng không cho đăng nhập.", for_all=True)
            self._session = answer.session
        return self._session

    def _posted(self, outgoing: Outgoing) -> Answer:
        url = self.link.base.rstrip("/") + outgoing.path
        if not permitted(url):
            parts = urlsplit(url)
            reason = (
                f"Máy chủ chưa cho phép gọi {parts.scheme}://{parts.netloc} (biến MOTCUA_EXCHANGE_ORIGINS)."
            )
            raise Unreachable(reason, for_all=True)
        try:
            status, content = self._post(
                url, outgoing.query, to_bytes(outgoing.body), {**_PLAIN, **outgoing.headers}
            )
        except NotSent as error:
            raise Unreachable("Không kết nối được tới Cổng.", for_all=True) from error
        except NoAnswer as error:
            log.info("no answer from %s: %s", urlsplit(url).netloc, type(error.__cause__).__name__)
            # It may be this one message that takes the portal so long: others are tried before all rest.
            raise Unreachable("Đã gửi nhưng Cổng không trả lời kịp.", for_all=False) from error
        return _judged(status, content)


def permitted(url: str) -> bool:
    """Whether whoever runs the server allows calls to this origin."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" in settings.EXCHANGE_ORIGINS


def _judged(status: int, content: bytes) -> Answer:
    """The answer, whatever the status says where it is one; raises Unreachable where it is none."""
    try:
        answer = read_answer(as_json(content, guess=True))
    except NotJson:
        answer = Answer(None)
    if answer.code is not None:
        return answer
    if status in _OVERLOADED:
        raise Unreachable(f"Cổng đang quá tải hoặc bảo trì (HTTP {status}).", for_all=True)
    if status in (401, 403, 407):
        raise Unreachable(f"Cổng không cho vào (HTTP {status}).", for_all=True)
    raise Unreachable(f"Cổng trả lời không hiểu được (HTTP {status}).", for_all=False)
