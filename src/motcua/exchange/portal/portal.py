"""The simulated portal as something that is posted to: sessions, shapes of calls, faults."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from urllib.parse import urlsplit

from motcua.exchange.portal.answering import answer
from motcua.exchange.portal.faults import Faults, happens
from motcua.exchange.portal.published import answers, publish
from motcua.exchange.portal.store import Store
from motcua.exchange.post import NoAnswer
from motcua.exchange.wire.answers import ERROR, OK, Answer, write_answer
from motcua.exchange.wire.envelope import BadCall, read_call
from motcua.exchange.wire.text import NotJson, as_json, to_bytes
from motcua.rules.instants import Instant

REPAIR = b"<html><body>H\xe1\xbb\x87 th\xe1\xbb\x91ng \xc4\x91ang b\xe1\xba\xa3o tr\xc3\xac</body></html>"


@dataclass(frozen=True)
class Reply:
    """What goes back; `status` 0: nothing, the connection is closed. `wait` is how long it takes, in seconds."""

    status: int
    content: bytes = b""
    wait: float = 0


class Portal:
    """Answers what is posted; `clock` gives the present, `account` name and password, where it asks for a sign-in."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], Instant],
        account: tuple[str, str] | None = None,
        seed: int | None = None,
    ) -> None:
        self.store, self.clock, self.account = store, clock, account
        self.faults, self.chance = Faults(), Random(seed)  # noqa: S311 - chance makes faults, it guards nothing
        self.asked = 0

    def post(self, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes) -> Reply:
        """The reply to a request, with the faults that are switched on."""
        self.asked += 1
        faults, now = self.faults, self.clock()
        if now < faults.until:
            return Reply(503, REPAIR, faults.slow)
        if happens(faults.refuse, self.chance):
            return Reply(
                503, to_bytes({"error_code": "-1", "message": "Hệ thống quá tải, thử lại sau"}), faults.slow
            )
        if happens(faults.drop, self.chance):
            return Reply(0, b"", faults.slow)
        if answers(path):
            return self._published(path, body)
        said = self._said(path, query, headers, body, now)
        if happens(faults.lose, self.chance):
            return Reply(0, b"", faults.slow)
        return Reply(200, self._spoilt(said, faults), faults.slow)

    def _published(self, path: str, body: bytes) -> Reply:
        try:
            asked = as_json(body)
        except NotJson:
            asked = None
        return Reply(*publish(path, asked, self.faults, self.chance), self.faults.slow)

    def _spoilt(self, said: Answer, faults: Faults) -> bytes:
        written = write_answer(said)
        if happens(faults.as_text, self.chance):
            written["error_code"] = "00" if said.code == OK else str(said.code)
        content = to_bytes(written)
        if happens(faults.garbled, self.chance):
            content = content.decode().encode("utf-16")
        return content * 2 if happens(faults.twice, self.chance) else content

    def _said(
        self, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes, now: Instant
    ) -> Answer:
        try:
            found = as_json(body)
            if path.rstrip("/").endswith("/login"):
                return self._signed_in(found)
            held = headers.get("authorization", "").removeprefix("Bearer ")
            call = read_call(path, query, found, held)
        except (NotJson, BadCall) as error:
            return Answer(ERROR, f"Không hiểu: {error}")
        # Before the first sign-in there is no session, and an empty one is none.
        if self.account and (not call.session or call.session != self.store.setting("session")):
            return Answer(ERROR, "session không hợp lệ")
        return answer(self.store, call, now)

    def _signed_in(self, found: object) -> Answer:
        given = found if isinstance(found, dict) else {}
        if self.account and (given.get("username"), given.get("password")) != self.account:
            return Answer(ERROR, "Sai tài khoản")
        if not self.store.setting("session"):
            self.store.set("session", secrets.token_hex(16))
        return Answer(OK, "Đăng nhập thành công", session=self.store.setting("session"))


class DirectPost:
    """Lets a client of this process speak with the portal without a network."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal

    def __call__(
        self, url: str, query: Mapping[str, str], body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        """Post; raises NoAnswer where the portal gives none."""
        named = {name.lower(): value for name, value in headers.items()}
        reply = self._portal.post(urlsplit(url).path, query, named, body)
        if not reply.status:
            raise NoAnswer
        return reply.status, reply.content

    def close(self) -> None:
        """There is nothing to close."""
