"""A provider and a mail server on this machine that do what a test tells them, and remember what they got."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

DROP = 0
"""The status that stands for an answer that never comes: the connection is closed after the request was read."""


@dataclass
class Provider:
    """`plan` has the answers to come, status and body; when it is used up, `usual` is the answer."""

    origin: str
    plan: list[tuple[int, Any]] = field(default_factory=list)
    usual: tuple[int, Any] = (200, {"error": 0})
    got: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    gate: threading.Event = field(default_factory=threading.Event)

    def answer(self) -> tuple[int, Any]:
        """The next answer."""
        return self.plan.pop(0) if self.plan else self.usual

    def options(self, **more: object) -> dict[str, object]:
        """Options of a channel that calls it."""
        return {"url": f"{self.origin}/send", "accepted": "error = 0", "seconds": 2, **more}


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider that listens on a free port."""
    fake = Provider("")
    fake.gate.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = self.headers["Content-Type"] == "application/x-www-form-urlencoded"
            fake.headers.append(dict(self.headers))
            fake.got.append({"form": text} if form else json.loads(text))
            fake.gate.wait(20)
            self._reply(*fake.answer())

        def do_GET(self) -> None:
            fake.asked.append(self.path)
            there = self.path.rpartition("/")[2] in fake.known
            self._reply(200 if there else 404, {"status": "delivered" if there else "unknown"})

        def _reply(self, status: int, body: Any) -> None:
            if status == DROP:
                self.close_connection = True
                return
            content = (body if isinstance(body, str) else json.dumps(body)).encode()
            with suppress(BrokenPipeError):
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                if 300 <= status < 400:
                    self.send_header("Location", f"{fake.origin}/elsewhere")
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.origin = f"http://127.0.0.1:{server.server_port}"
    with _serving(server):
        yield fake


@dataclass
class PostOffice:
    """`plan` maps a command (RCPT, DATA, END) to what is answered; DROP as text closes the connection."""

    port: int = 0
    plan: dict[str, str] = field(default_factory=dict)
    letters: list[bytes] = field(default_factory=list)


class _Desk(socketserver.StreamRequestHandler):
    """Speaks SMTP with one client; `office` is set by the server."""

    office: PostOffice

    def handle(self) -> None:
        self._say("220 fake")
        while line := self.rfile.readline().decode().strip():
            command = line.split(" ")[0].split(":")[0].upper()
            usual = {"QUIT": "221 bye", "DATA": "354 go on"}.get(command, "250 fine")
            answer = self.office.plan.get(command, usual)
            if answer == "DROP":
                return
            self._say(answer)
            if command == "QUIT" or (answer.startswith("354") and not self._letter()):
                return

    def _letter(self) -> bool:
        """Take a letter; gives whether the connection lives on."""
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        answer = self.office.plan.get("END", "250 taken")
        if not answer.startswith(("4", "5")):
            self.office.letters.append(b"".join(lines))
        if answer == "DROP":
            return False
        self._say(answer)
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """A mail server that listens on a free port and speaks as much SMTP as a letter needs."""
    fake = PostOffice()
    desk = type("Desk", (_Desk,), {"office": fake})
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), desk)
    server.daemon_threads = True
    fake.port = server.server_address[1]
    with _serving(server):
        yield fake


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
