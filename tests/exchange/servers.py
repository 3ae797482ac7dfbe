"""Servers on this machine for live sources: HTTP, a small mailbox over TLS, and a folder over SFTP."""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import asyncssh
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HERE = "127.0.0.1"

Asked = tuple[str, dict[str, str], dict[str, str]]
"""Path, parameters and headers (names in small letters) of a request."""
Answer = tuple[int, dict[str, str], bytes]
"""Status, headers and content."""


@dataclass
class Web:
    """An HTTP server: `answer` answers, `asked` is what it was asked."""

    answer: Callable[[Asked], Answer]
    origin: str = ""
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def web(answer: Callable[[Asked], Answer]) -> Iterator[Web]:
    """An HTTP server that answers as one likes."""
    there = Web(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = (parts.path, dict(parse_qsl(parts.query)), headers)
            there.asked.append(asked)
            status, headers, content = there.answer(asked)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is logged."""

    with _served(ThreadingHTTPServer((HERE, 0), Handler)) as server:
        there.origin = f"http://{HERE}:{port_of(server)}"
        yield there


@contextmanager
def _served(server: socketserver.TCPServer) -> Iterator[socketserver.TCPServer]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def port_of(server: socketserver.TCPServer) -> int:
    """The port on which a server listens."""
    return int(server.socket.getsockname()[1])


@dataclass
class Mailbox:
    """A mailbox: messages by their numbers, which of them were read, who may enter."""

    account: tuple[str, str] = ("hop-thu", "mat khau")
    messages: dict[int, bytes] = field(default_factory=dict)
    read: set[int] = field(default_factory=set)
    port: int = 0
    validity: int = 7

    def put(self, message: EmailMessage) -> int:
        """A new message; gives its number."""
        number = len(self.messages) + 1
        self.messages[number] = message.as_bytes()
        return number


class _Talk(socketserver.StreamRequestHandler):
    """What of IMAP4rev1 (RFC 3501) a reader of unread messages needs."""

    box: Mailbox
    disable_nagle_algorithm = True

    def handle(self) -> None:
        self.say(b"* OK ready")
        while line := self.rfile.readline():
            tag, _blank, rest = line.strip().partition(b" ")
            command, _blank, given = rest.partition(b" ")
            told = getattr(self, f"on_{command.decode().lower()}", self.on_other)(given)
            self.say(tag + b" " + told + b" .")
            if command.upper() == b"LOGOUT":
                return

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def on_capability(self, given: bytes) -> bytes:
        self.say(b"* CAPABILITY IMAP4rev1")
        return b"OK"

    def on_login(self, given: bytes) -> bytes:
        user, password = self.box.account
        return b"OK" if given.decode() == f'{user} "{password}"' else b"NO wrong"

    def on_select(self, given: bytes) -> bytes:
        if given != b'"INBOX"':
            return b"NO no such mailbox"
        self.say(f"* {len(self.box.messages)} EXISTS".encode())
        self.say(f"* OK [UIDVALIDITY {self.box.validity}] valid".encode())
        return b"OK [READ-WRITE] done"

    def on_logout(self, given: bytes) -> bytes:
        self.say(b"* BYE")
        return b"OK"

    def on_uid(self, given: bytes) -> bytes:
        command, *rest = given.decode().split(" ", 2)
        if command == "SEARCH":
            unread = sorted(set(self.box.messages) - self.box.read)
            self.say(f"* SEARCH {' '.join(map(str, unread))}".rstrip().encode())
        elif command == "STORE" and rest[1] == r"+FLAGS (\Seen)":
            self.box.read.add(int(rest[0]))
        elif command == "FETCH":
            self._fetch(int(rest[0]), rest[1])
        else:
            return b"BAD"
        return b"OK"

    def _fetch(self, number: int, wanted: str) -> None:
        content = self.box.messages[number]
        part = content.partition(b"\n\n")[0] + b"\n\n" if "HEADER" in wanted else content
        head = f"* {number} FETCH (UID {number} RFC822.SIZE {len(content)} BODY[] {{{len(part)}}}\r\n"
        self.wfile.write(head.encode() + part + b")\r\n")

    def on_other(self, given: bytes) -> bytes:
        return b"BAD unknown"


@contextmanager
def mailbox(folder: Path) -> Iterator[Mailbox]:
    """A mailbox over TLS; its certificate is in `folder`/here.pem."""
    box = Mailbox()
    certificate = certified(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def get_request(self) -> tuple[Any, Any]:
            plain, address = super().get_request()
            return context.wrap_socket(plain, server_side=True), address

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Whoever does not trust the certificate goes away in the middle."""

    with _served(Server((HERE, 0), type("Talk", (_Talk,), {"box": box}))) as server:
        box.port = port_of(server)
        yield box


def certified(folder: Path) -> Path:
    """A certificate of this machine, with its key, that nobody has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HERE)])
    today = dt.datetime.now(dt.UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HERE))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(today - dt.timedelta(days=1)).not_valid_after(today + dt.timedelta(days=2))
    signed = made.add_extension(address, critical=False).sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "here.pem"
    path.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    return path


@dataclass
class Files:
    """An SFTP server: its folder, the fingerprint of its key, and a private key that it lets in."""

    folder: Path
    port: int = 0
    fingerprint: str = ""
    private: str = ""
    account: tuple[str, str] = ("kho", "mat khau")


@contextmanager
def files(folder: Path) -> Iterator[Files]:
    """An SFTP server for a folder."""
    there, ready = Files(folder), threading.Event()
    loop = asyncio.new_event_loop()
    server_key, own = (asyncssh.generate_private_key("ssh-ed25519") for _one in range(2))
    there.fingerprint, there.private = server_key.get_fingerprint(), own.export_private_key().decode()

    class Door(asyncssh.SSHServer):
        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == there.account

    async def begin() -> asyncssh.SSHAcceptor:
        rooted = str(folder).encode()
        return await asyncssh.listen(
            HERE,
            0,
            server_host_keys=[server_key],
            server_factory=Door,
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=rooted),
            authorized_client_keys=asyncssh.import_authorized_keys(own.export_public_key().decode()),
        )

    def work() -> None:
        asyncio.set_event_loop(loop)
        there.port = loop.run_until_complete(begin()).get_port()
        ready.set()
        loop.run_forever()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield there
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
