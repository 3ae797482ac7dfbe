"""Posting over a connection that is kept: thin, for every message to the portal goes this way, and most of a worker's
time was spent on the way."""

from __future__ import annotations

import select
import ssl
import time
import zlib
from base64 import b64encode
from collections.abc import Mapping
from functools import cached_property
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from typing import Protocol
from urllib.parse import SplitResult, quote, unquote, urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

SECONDS, CONNECT_SECONDS = 20.0, 5.0
LONGEST_ANSWER = 8 * 1024 * 1024
_PART = 64 * 1024
_AS_THEY_ARE = "/%:@!$&'()*+,;=~-._"
_BROKEN = (OSError, HTTPException, ValueError, zlib.error)
_EITHER_ZIP = 32 + zlib.MAX_WBITS
"""For zlib: gzip or zlib, as the content says."""


class NotSent(Exception):
    """Nothing can have arrived: there was no connection."""


class NoAnswer(Exception):
    """It may have arrived, but no answer came that could be read in time."""


class Post(Protocol):
    """Posts a body to an address; gives status and content. Raises NotSent, NoAnswer."""

    def __call__(
        self, url: str, query: Mapping[str, str], body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        """Post."""

    def close(self) -> None:
        """Give the connection back."""


class KeptPost:
    """Posts over one connection, which is kept while the other side keeps it; not for two threads at once.

    Goes through the proxy that the environment names (HTTPS_PROXY, NO_PROXY …).
    """

    def __init__(self) -> None:
        self._kept: _Opened | None = None

    def close(self) -> None:
        """Give the connection back."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def __call__(
        self, url: str, query: Mapping[str, str], body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        """Post; nobody is followed elsewhere. Raises NotSent, NoAnswer."""
        try:
            kept = self._connected(urlsplit(url))
        except _BROKEN as error:
            self.close()
            raise NotSent from error
        try:
            return kept.posted(url, query, body, headers)
        except _BROKEN as error:
            self.close()
            raise NoAnswer from error

    def _connected(self, parts: SplitResult) -> _Opened:
        """The connection to an origin: the kept one where it is still open, else a new one."""
        kept = self._kept
        if kept is None or (parts.scheme, parts.netloc) != kept.origin or kept.ended():
            self.close()
            kept = self._kept = _Opened(parts, self._trusted if parts.scheme == "https" else None)
        return kept

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        # The same authorities as for all other calls: those that SSL_CERT_FILE names, else the usual ones.
        return httpx.create_ssl_context()


class _Opened:
    """An open connection to an origin, maybe through a proxy."""

    def __init__(self, parts: SplitResult, trusted: ssl.SSLContext | None) -> None:
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(parts.scheme)
        self.origin, self.headers = (parts.scheme, parts.netloc), dict[str, str]()
        proxy = _proxy_for(parts)
        self.whole = proxy is not None and trusted is None
        to = proxy or parts
        self._wire = _unconnected(to.hostname or "", to.port, trusted)
        if proxy is not None:
            self._pass(parts, _account(proxy))
        self._wire.connect()
        self._wire.sock.settimeout(SECONDS)

    def _pass(self, parts: SplitResult, account: dict[str, str]) -> None:
        """Through a proxy: it is told the whole address, or where it has to lead an encrypted connection."""
        if self.whole:
            self.headers = account
        else:
            self._wire.set_tunnel(parts.hostname or "", parts.port or 443, account)

    def close(self) -> None:
        """Close it."""
        self._wire.close()

    def ended(self) -> bool:
        """Whether the other side has ended it: nothing is due, so that what can be read is the end."""
        wire = self._wire.sock
        if wire is None:
            return True
        if not hasattr(select, "poll"):
            return bool(select.select([wire], [], [], 0)[0])
        looking = select.poll()
        looking.register(wire, select.POLLIN)
        return bool(looking.poll(0))

    def posted(
        self, url: str, query: Mapping[str, str], body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        """The answer's status and content."""
        until = time.monotonic() + 2 * SECONDS
        self._wire.request("POST", self._target(url, query), body, {**headers, **self.headers})
        with self._wire.getresponse() as response:
            return response.status, _content(response, until)

    def _target(self, url: str, query: Mapping[str, str]) -> str:
        path = quote(urlsplit(url).path or "/", safe=_AS_THEY_ARE)
        asked = f"?{urlencode(query, quote_via=quote)}" if query else ""
        return f"{'://'.join(self.origin) if self.whole else ''}{path}{asked}"


def _unconnected(host: str, port: int | None, trusted: ssl.SSLContext | None) -> HTTPConnection:
    if trusted is None:
        return HTTPConnection(host, port, timeout=CONNECT_SECONDS)
    return HTTPSConnection(host, port, timeout=CONNECT_SECONDS, context=trusted)


def _proxy_for(parts: SplitResult) -> SplitResult | None:
    """The proxy through which an origin is called; raises ValueError where it is none of HTTP."""
    known = getproxies()
    named = known.get(parts.scheme) or known.get("all")
    if not named or proxy_bypass(parts.netloc):
        return None
    proxy = urlsplit(named if "://" in named else f"http://{named}")
    if proxy.scheme != "http":
        raise ValueError(proxy.scheme)
    return proxy


def _account(proxy: SplitResult) -> dict[str, str]:
    """The header that lets in at a proxy whose address holds name and password."""
    if not proxy.username:
        return {}
    account = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(account.encode()).decode()}"}


def _content(response: HTTPResponse, until: float) -> bytes:
    content = b""
    while part := response.read1(_PART):
        content += part
        if len(content) > LONGEST_ANSWER or time.monotonic() > until:
            raise TimeoutError
    if response.length:
        raise IncompleteRead(content, response.length)
    # It was asked for as it is; some do not listen.
    if response.getheader("Content-Encoding", "").lower() in ("gzip", "x-gzip", "deflate"):
        return _unpacked(content)
    return content


def _unpacked(content: bytes) -> bytes:
    unpacking = zlib.decompressobj(_EITHER_ZIP)
    plain = unpacking.decompress(content, LONGEST_ANSWER)
    if not unpacking.eof:
        raise ValueError(len(content))
    return plain
