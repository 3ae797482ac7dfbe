"""A mailbox over IMAP and TLS: what is unread, whole messages, and marking one as read."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

from motcua.exchange.live.base import MOST_BYTES, Unavailable
from motcua.exchange.live.mail.options import MailOptions
from motcua.exchange.live.origin import account, permit

SECONDS = 30.0
MOST_MESSAGES = 200
"""So many at one look; the others are still unread at the next."""
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_BROKEN = (imaplib.IMAP4.error, OSError)


class Box:
    """The mailbox of the options, opened for one look; used as a context. Raises Unavailable.

    `validity` is what the numbers of messages belong to: with another one they mean other messages.
    """

    def __init__(self, options: MailOptions) -> None:
        self.options = options

    def __enter__(self) -> Self:
        options = self.options
        permit("imaps", options.host, options.port)
        user, password = account(options.secret)
        try:
            self._imap = imaplib.IMAP4_SSL(
                options.host, options.port, ssl_context=ssl.create_default_context(), timeout=SECONDS
            )
        except ssl.SSLCertVerificationError as error:
            raise Unavailable("Không tin được chứng thư của máy chủ thư; không đăng nhập.") from error
        except _BROKEN as error:
            raise Unavailable(
                f"Không kết nối được máy chủ thư {options.host} ({type(error).__name__})."
            ) from error
        try:
            self._imap.login(user, password)
            self._do(self._imap.select(f'"{options.folder}"'), f"Không mở được hộp thư {options.folder}.")
            self.validity = _first(self._imap.response("UIDVALIDITY")[1]).decode("ascii", "replace")
        except _BROKEN as error:
            self._leave()
            raise Unavailable("Máy chủ thư không cho đăng nhập. Kiểm tra khóa.") from error
        except Unavailable:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def _leave(self) -> None:
        try:
            self._imap.logout()
        except _BROKEN:
            self._imap.shutdown()

    def unread(self) -> Iterator[str]:
        """The numbers of unread messages, the oldest first. Raises Unavailable."""
        found = self._asked("SEARCH", "UNSEEN")
        yield from (one.decode("ascii") for one in _first(found).split()[:MOST_MESSAGES])

    def head(self, uid: str) -> tuple[bytes, int]:
        """The head of a message and the size of all of it; it stays unread. Raises Unavailable."""
        told = self._asked("FETCH", uid, "(RFC822.SIZE BODY.PEEK[HEADER])")
        size = next((int(found[1]) for one in _flat(told) if (found := _SIZE.search(one))), 0)
        return _literal(told), size

    def whole(self, uid: str, size: int) -> bytes:
        """A message; it stays unread. Raises Unavailable, also where less came than there is."""
        content = _literal(self._asked("FETCH", uid, "(BODY.PEEK[])"))
        if not content or len(content) > MOST_BYTES:
            raise Unavailable("Máy chủ thư không trả trọn thư; lần sau xem lại.")
        return content

    def mark(self, uid: str) -> None:
        """Mark a message as read. Raises Unavailable."""
        self._asked("STORE", uid, r"(\Seen)", flags=True)

    def _asked(self, command: str, *given: str, flags: bool = False) -> list[Any]:
        sent = (given[0], "+FLAGS", given[1]) if flags else given
        try:
            return self._do(self._imap.uid(command, *sent), "Máy chủ thư không làm theo.")
        except _BROKEN as error:
            raise Unavailable(f"Máy chủ thư ngắt giữa chừng ({type(error).__name__}).") from error

    @staticmethod
    def _do(answer: tuple[str, list[Any]], problem: str) -> list[Any]:
        status, told = answer
        if status != "OK":
            raise Unavailable(problem)
        return told


def _first(told: list[Any]) -> bytes:
    return next((one for one in told if isinstance(one, bytes)), b"")


def _flat(told: list[Any]) -> Iterator[bytes]:
    for one in told:
        yield from one if isinstance(one, tuple) else (one,) if isinstance(one, bytes) else ()


def _literal(told: list[Any]) -> bytes:
    """What the server sent as it stands, not the words around it."""
    return next((one[1] for one in told if isinstance(one, tuple)), b"")
