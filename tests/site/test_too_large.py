"""A request of two gigabytes is refused by its length, before a byte of it is read."""

from __future__ import annotations

from io import RawIOBase

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db
TWO_GB = 2 * 1024**3


class Unread(RawIOBase):
    """A body that must not be touched."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError(f"{size} bytes were read")


def _sent(length: str, accept: str) -> tuple[str, str]:
    told: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/dang-nhap", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "wsgi.url_scheme": "http", "wsgi.input": Unread(), "CONTENT_LENGTH": length, "HTTP_ACCEPT": accept,
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
    }  # fmt: skip
    answer = WSGIHandler()(environ, lambda status, _headers, _error=None: told.append(status))  # type: ignore[arg-type]
    return told[0], b"".join(answer).decode()


@pytest.mark.parametrize("length", [str(TWO_GB), "-1", "nhiều"])
def test_a_browser_is_told_how_much_may_be_sent(length: str) -> None:
    status, page = _sent(length, "text/html,*/*")
    assert status.startswith("413")
    assert "200 MB" in page
    assert "Chưa có gì được ghi nhận" in page


def test_a_program_is_told_so_too() -> None:
    status, told = _sent(str(TWO_GB), "*/*")
    assert status.startswith("413")
    assert "200 MB" in told


def test_what_is_small_enough_goes_on(client: Client, settings: Settings) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1000
    assert client.post("/dang-nhap", {"username": "x" * 900, "password": "x"}).status_code != 413
