"""Programs served on this machine, and clients that keep their connections open and send as fast as they are answered."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from threading import BrokenBarrierError
from urllib.parse import urlencode

from bench.processors import of_database, of_server

HOST = "127.0.0.1"
WARM_UP = 25
"""Requests of each client before the clock runs: connections, plans and what a process keeps are there then."""

_START_SECONDS, _WARM_SECONDS, _END_SECONDS = 60, 120, 30
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHUNKS_END = b"0\r\n\r\n"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')

Send = Callable[[int], bytes]
"""The bytes of a client's nth request."""


@dataclass(frozen=True)
class Rate:
    """Answers a second of all clients together, the median, 95th and 99th percentile in milliseconds, and the CPU
    milliseconds of one answer: of the program, and of the database's own processes."""

    rate: float
    p50: float
    p95: float
    p99: float
    program: float
    database: float


@dataclass(frozen=True)
class Served:
    """A program that answers at a port; `environment` names its database."""

    port: int
    process: int
    environment: Mapping[str, str]

    def cpu(self) -> tuple[float, float]:
        """CPU seconds so far of the program and of the database's processes."""
        return of_server(self.process), of_database(self.environment)


@contextmanager
def served(module: list[str], environment: Mapping[str, str]) -> Iterator[Served]:
    """Run `python -m …`, to which a free port is given last; gives it once it answers."""
    port = _free_port()
    command = [sys.executable, "-m", *module, str(port)]
    process = subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait_for(port, process)
        yield Served(port, process.pid, environment)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it has started; in earnest where it does not listen."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, how)
            process.wait(_END_SECONDS)
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def sign_in(at: Served, name: str, password: str) -> dict[str, str]:
    """Sign in as a browser does; gives the headers of whoever is signed in, the one against forgery with them."""
    asking = http.client.HTTPConnection(HOST, at.port)
    asking.request("GET", "/dang-nhap")
    page = asking.getresponse()
    shown, cookies = page.read().decode(), _cookies(page)
    form = {"username": name, "password": password, "csrfmiddlewaretoken": _TOKEN.findall(shown)[0]}
    headers = {"Cookie": _cookie(cookies), "Content-Type": "application/x-www-form-urlencoded"}
    asking.request("POST", "/dang-nhap", urlencode(form), headers)
    answer = asking.getresponse()
    answer.read()
    if answer.status != 302:
        raise RuntimeError(f"{name} was not let in: {answer.status}")
    cookies |= _cookies(answer)
    return {"Cookie": _cookie(cookies), "X-CSRFToken": cookies["csrftoken"]}


def _cookies(answer: http.client.HTTPResponse) -> dict[str, str]:
    told = answer.headers.get_all("Set-Cookie") or []
    return dict(one.split(";")[0].split("=", 1) for one in told)


def _cookie(cookies: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def request(method: str, path: str, headers: Mapping[str, str], body: bytes = b"", kind: str = "") -> bytes:
    """A whole request as it goes over the wire."""
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {HOST}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    if body:
        lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def hammer(at: Served, clients: list[Send], seconds: float, wanted: int) -> Rate:
    """Let clients, each a process, send one request after the other for so long.

    Raises RuntimeError where an answer has another status than `wanted`.
    """
    ready = multiprocessing.get_context("fork").Barrier(len(clients))
    before = at.cpu()
    pipes = [_client(at.port, send, ready, seconds, wanted) for send in clients]
    told = [json.loads(os.fdopen(pipe).read() or "{}") for pipe in pipes]
    cpu = [now - then for now, then in zip(at.cpu(), before, strict=True)]
    for _ in pipes:
        os.wait()
    if wrong := [one.get("wrong", "a client died") for one in told if "times" not in one]:
        raise RuntimeError(wrong[0])
    return _rate([one for client in told for one in client["times"]], seconds, cpu, WARM_UP * len(clients))


def _rate(times: list[float], seconds: float, cpu: list[float], warm: int) -> Rate:
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [seconds * 1000] * 99
    program, database = (1000 * one / (len(times) + warm) for one in cpu)
    return Rate(len(times) / seconds, cuts[49], cuts[94], cuts[98], program, database)


def _client(port: int, send: Send, ready: Barrier, seconds: float, wanted: int) -> int:
    reader, writer = os.pipe()
    if os.fork():
        os.close(writer)
        return reader
    try:
        told: dict[str, object] = {"times": _times(port, send, ready, seconds, wanted)}
    except BrokenBarrierError:
        told = {"wrong": "another client failed"}
    except Exception as error:
        ready.abort()
        told = {"wrong": repr(error)}
    with os.fdopen(writer, "w") as pipe:
        json.dump(told, pipe)
    os._exit(0)


def _times(port: int, send: Send, ready: Barrier, seconds: float, wanted: int) -> list[float]:
    """Milliseconds of each answer that was asked for within the time, which begins when all clients are warm."""
    with socket.create_connection((HOST, port)) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for sent in range(WARM_UP):
            _ask(wire, send(sent), wanted)
        ready.wait(_WARM_SECONDS)
        sent, times, until = WARM_UP, [], time.monotonic() + seconds
        while (started := time.monotonic()) < until:
            _ask(wire, send(sent), wanted)
            sent += 1
            times.append((time.monotonic() - started) * 1000)
    return times


def _ask(wire: socket.socket, sent: bytes, wanted: int) -> bytes:
    """Send a request and read the whole answer; gives its body as it came."""
    wire.sendall(sent)
    head, body = b"", wire.recv(65536)
    while not head and body:
        head, _, rest = body.partition(b"\r\n\r\n") if b"\r\n\r\n" in body else (b"", b"", b"")
        body = rest if head else body + wire.recv(65536)
    length = _LENGTH.search(head)
    while len(body) < int(length[1]) if length else not body.endswith(_CHUNKS_END):
        body += wire.recv(65536)
    if int(head[9:12]) != wanted:
        raise RuntimeError(f"{head.decode(errors='replace')}\n{body[:2000].decode(errors='replace')}")
    return body
