"""Calls to one origin: permitted, with limits of time and size, and without following anybody elsewhere."""

from __future__ import annotations

import base64
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from motcua.exchange.links import secret
from motcua.exchange.live.base import MOST_BYTES, Unavailable
from motcua.exchange.live.http.options import HttpOptions
from motcua.exchange.live.origin import account, permit
from motcua.people.secrets import MissingSecret

CONNECT_SECONDS, SECONDS, WHOLE_SECONDS = 5.0, 30.0, 120.0
NOT_CHANGED = 304
_TRIES = 3
_PAUSE_SECONDS = 1.0
_OVERLOADED = frozenset({408, 425, 429, 502, 503, 504})


class Session:
    """A connection for one look; used as a context. Raises Unavailable where the secret is missing."""

    def __init__(self, options: HttpOptions) -> None:
        self.origin = _origin(options.url)
        self._headers = {"User-Agent": "motcua", "Accept-Encoding": "identity", **_sign_in(options)}
        timeout = httpx.Timeout(SECONDS, connect=CONNECT_SECONDS)
        self._http = httpx.Client(timeout=timeout, follow_redirects=False)
        self._until = time.monotonic() + WHOLE_SECONDS

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(
        self, url: str, params: Mapping[str, str], headers: Mapping[str, str]
    ) -> tuple[httpx.Response, bytes]:
        """An answer with its content; tried again where the other side is overloaded. Raises Unavailable."""
        if _origin(url) != self.origin:
            raise Unavailable(f"Nguồn chỉ sang địa chỉ khác ({_origin(url)}); không đi theo.")
        parts = urlsplit(url)
        permit(parts.scheme, parts.netloc)
        for attempt in range(_TRIES):
            answer, content = self._once(url, params, headers)
            if answer.status_code not in _OVERLOADED or attempt == _TRIES - 1:
                break
            time.sleep(_PAUSE_SECONDS * 2**attempt)
        _check(answer)
        return answer, content

    def _once(
        self, url: str, params: Mapping[str, str], headers: Mapping[str, str]
    ) -> tuple[httpx.Response, bytes]:
        sent, content = {**self._headers, **headers}, bytearray()
        merged = httpx.URL(url).copy_merge_params(dict(params))
        try:
            with self._http.stream("GET", merged, headers=sent) as answer:
                for part in answer.iter_raw():
                    content += part
                    if len(content) > MOST_BYTES:
                        raise Unavailable("Nguồn trả quá nhiều một lần.")
                    if time.monotonic() > self._until:
                        raise Unavailable("Nguồn trả lời quá chậm; lần sau xem lại.")
                return answer, bytes(content)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unavailable(f"Không nhận được trọn câu trả lời ({type(error).__name__}).") from error


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _sign_in(options: HttpOptions) -> dict[str, str]:
    if options.sign_in == "none":
        return {}
    if options.sign_in == "basic":
        pair = base64.b64encode(":".join(account(options.secret)).encode()).decode()
        return {"Authorization": f"Basic {pair}"}
    try:
        value = secret(options.secret)
    except MissingSecret as error:
        raise Unavailable(str(error)) from error
    return {"Authorization": f"Bearer {value}"} if options.sign_in == "bearer" else {options.header: value}


def _check(answer: httpx.Response) -> None:
    """Raises Unavailable where the status is none that brings data."""
    status = answer.status_code
    if status in (200, NOT_CHANGED):
        return
    if answer.is_redirect:
        raise Unavailable(
            f"Địa chỉ đã chuyển sang {_origin(answer.headers.get('location', ''))} (HTTP {status}); không đi theo. "
            "Sửa địa chỉ của nguồn."
        )
    if status in (401, 403):
        raise Unavailable(f"Nguồn không cho vào (HTTP {status}). Kiểm tra khóa.")
    raise Unavailable(f"Nguồn báo lỗi (HTTP {status}).")
