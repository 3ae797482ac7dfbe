"""The simulated portal on a port of this machine: its operations, and its page."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

from motcua.exchange.portal.portal import Portal, Reply

LONGEST = 20 * 1024 * 1024
Page = Callable[[str, dict[str, list[str]]], tuple[str, bytes]]
"""Gives content type and content for an address and what a form said."""


def serve(portal: Portal, host: str, port: int, page: Page) -> ThreadingHTTPServer:
    """A server that listens; whoever calls runs `serve_forever`. Everything but the page and its forms is an operation."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body go out as one: apart, the second waits 40 ms for the first to be acknowledged.
        wbufsize, disable_nagle_algorithm = 64 * 1024, True

        def do_GET(self) -> None:
            kind, content = page(urlsplit(self.path).path, {})
            self._write(Reply(200 if content else 404, content), kind)

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            size = int(length) if length.isdecimal() else -1
            if not 0 <= size <= LONGEST:
                self._write(Reply(413), "text/plain")
                self.close_connection = True
                return
            body, parts = self.rfile.read(size), urlsplit(self.path)
            if self.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded"):
                kind, content = page(parts.path, parse_qs(body.decode()))
                self._write(Reply(200, content), kind)
                return
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = portal.post(parts.path, dict(parse_qsl(parts.query)), headers, body)
            time.sleep(reply.wait)
            self._write(reply, "application/json; charset=utf-8")

        def _write(self, reply: Reply, kind: str) -> None:
            if not reply.status:
                self.close_connection = True
                return
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(reply.status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(reply.content)))
                self.end_headers()
                self.wfile.write(reply.content)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: what is posted is personal."""

    return ThreadingHTTPServer((host, port), Handler)


def every(seconds: float, work: Callable[[], object], stopped: threading.Event) -> threading.Thread:
    """Do something again and again in a thread until somebody says stop."""

    def run() -> None:
        while not stopped.wait(seconds):
            work()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread
