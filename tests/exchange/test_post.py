"""Posting over a kept connection, against real sockets."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from motcua.exchange.post import LONGEST_ANSWER, KeptPost, NoAnswer, NotSent
from tests.exchange.servers import certified

HERE = "127.0.0.1"


class Server:
    """Answers the requests of each connection with the given bytes, one after the other, and hangs up after the last."""

    def __init__(self, connections: list[list[bytes]]) -> None:
        self.asked: list[bytes] = []
        self.hung_up = [threading.Event() for _ in connections]
        self._listening = socket.create_server((HERE, 0))
        self.port = int(self._listening.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, args=(connections,), daemon=True)
        self._thread.start()

    def _serve(self, connections: list[list[bytes]]) -> None:
        for answers, hung_up in zip(connections, self.hung_up, strict=True):
            wire, _ = self._listening.accept()
            with wire:
                for answer in answers:
                    self.asked.append(_request(wire))
                    wire.sendall(answer)
            hung_up.set()

    def close(self) -> None:
        """Listen no longer."""
        self._listening.close()

    def url(self, path: str = "/thu") -> str:
        """An address of this server."""
        return f"http://{HERE}:{self.port}{path}"


def _request(wire: socket.socket) -> bytes:
    came = wire.recv(65536)
    while came.startswith(b"POST") and not came.endswith(b"{}"):
        came += wire.recv(65536)
    return came


@contextmanager
def _served(*connections: list[bytes]) -> Iterator[tuple[Server, KeptPost]]:
    with closing(Server(list(connections))) as server, closing(KeptPost()) as post:
        yield server, post


def _answer(content: bytes, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(content)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + content


def test_a_connection_is_kept_and_opened_anew_when_it_has_ended() -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhai\r\n0\r\n\r\n"
    with _served([_answer(b"mot"), chunked], [_answer(b"ba")]) as (server, post):
        assert [post(server.url(), {}, b"{}", {}) for _ in range(2)] == [(200, b"mot"), (200, b"hai")]
        assert server.hung_up[0].wait(10)
        assert post(server.url(), {}, b"{}", {}) == (200, b"ba")


def test_what_is_asked_is_written_as_addresses_are() -> None:
    with _served([_answer(b"", "Connection: close")]) as (server, post):
        post(server.url("/Hồ sơ"), {"isUpdating": "True", "x": "a b&c"}, b"{}", {"dstcode": "VN:1"})
    head = server.asked[0]
    assert head.startswith(b"POST /H%E1%BB%93%20s%C6%A1?isUpdating=True&x=a%20b%26c HTTP/1.1\r\n")
    assert b"\r\ndstcode: VN:1\r\n" in head
    assert b"\r\nContent-Length: 2\r\n" in head


def test_nobody_is_followed_elsewhere() -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://example.com/\r\nContent-Length: 0\r\n\r\n"
    with _served([moved]) as (server, post):
        assert post(server.url(), {}, b"{}", {}) == (302, b"")


def test_an_answer_that_was_packed_all_the_same() -> None:
    with _served([_answer(gzip.compress(b"mot"), "Content-Encoding: gzip")]) as (server, post):
        assert post(server.url(), {}, b"{}", {}) == (200, b"mot")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nmot",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nmot",
        b"nonsense\r\n\r\n",
        _answer(gzip.compress(b"mot")[:-9], "Content-Encoding: gzip"),
        _answer(gzip.compress(bytes(LONGEST_ANSWER + 1)), "Content-Encoding: gzip"),
    ],
    # What is packed holds the hour; a name made of it would be another in each process.
    ids=["nothing", "cut", "chunk cut", "nonsense", "packed and cut", "too long once unpacked"],
)
def test_half_an_answer_is_none_and_the_next_is_asked_for_anew(answer: bytes) -> None:
    with _served([answer], [_answer(b"mot")]) as (server, post):
        with pytest.raises(NoAnswer):
            post(server.url(), {}, b"{}", {})
        assert post(server.url(), {}, b"{}", {}) == (200, b"mot")


def test_where_nobody_listens_nothing_is_sent() -> None:
    with socket.create_server((HERE, 0)) as nobody:
        port = nobody.getsockname()[1]
    with closing(KeptPost()) as post:
        for url in (f"http://{HERE}:{port}/", "ftp://cong.example/", "https:///x"):
            with pytest.raises(NotSent):
                post(url, {}, b"{}", {})


def test_who_has_no_certificate_that_is_trusted_gets_nothing(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certified(tmp_path))
    came: list[bytes] = []

    def serve(listening: socket.socket) -> None:
        wire, _ = listening.accept()
        with wire, suppress(OSError), context.wrap_socket(wire, server_side=True) as trusted:
            came.append(trusted.recv(65536))

    with socket.create_server((HERE, 0)) as listening, closing(KeptPost()) as post:
        server = threading.Thread(target=serve, args=(listening,), daemon=True)
        server.start()
        with pytest.raises(NotSent):
            post(f"https://{HERE}:{listening.getsockname()[1]}/thu", {}, b"{}", {})
        server.join(10)
    assert came == []


def test_a_proxy_is_told_the_whole_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with _served([_answer(b"mot")], [b"HTTP/1.1 403 No\r\n\r\n"]) as (server, post):
        monkeypatch.setenv("HTTP_PROXY", f"http://nguoi:mat%20khau@{HERE}:{server.port}")
        monkeypatch.setenv("HTTPS_PROXY", f"{HERE}:{server.port}")
        monkeypatch.setenv("NO_PROXY", "")
        assert post("http://cong.example/thu", {}, b"{}", {}) == (200, b"mot")
        # an encrypted connection has to be led through
        with pytest.raises(NotSent):
            post("https://cong.example/thu", {}, b"{}", {})
    plain, led = server.asked
    assert plain.startswith(b"POST http://cong.example/thu HTTP/1.1\r\nHost: cong.example\r\n")
    assert b"Proxy-Authorization: Basic bmd1b2k6bWF0IGtoYXU=\r\n" in plain
    assert led.startswith(b"CONNECT cong.example:443 ")
