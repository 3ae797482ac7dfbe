"""Pages of an answer: how the next one is found, and all of them as one file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from motcua.exchange.live.base import Unavailable
from motcua.exchange.live.http.options import HttpOptions
from motcua.exchange.live.http.session import NOT_CHANGED, Session
from motcua.hub.formats.delimited import detect_separator

MOST_PAGES = 2000
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Page:
    """An answer: its bytes, its records where it is JSON, else its lines; what it says of the next one."""

    content: bytes
    value: Any
    records: list[Any]
    etag: str
    modified: str
    link: str

    @property
    def is_json(self) -> bool:
        """Whether it is JSON."""
        return self.value is not None

    @property
    def is_text(self) -> bool:
        """Whether it is text of another kind: lines with separators."""
        return self.value is None and not self.content.startswith(_BINARY)


def pages(
    session: Session, options: HttpOptions, asked: Mapping[str, str], headers: Mapping[str, str]
) -> Iterator[Page]:
    """All pages, in order; none where nothing has changed. Raises Unavailable, and then nothing may be recorded."""
    url, params, before = options.url, dict(asked), b""
    if options.paging == "number":
        params[options.page_param] = str(options.first_page)
    for number in range(MOST_PAGES):
        answer, content = session.get(url, params, headers)
        if answer.status_code == NOT_CHANGED:
            return
        if number and content == before and content.strip():
            raise Unavailable("Nguồn trả cùng một trang hai lần; kiểm tra cách đánh số trang.")
        page = _page(content, answer.headers, answer.links.get("next", {}).get("url", ""))
        yield page
        following = _following(options, page, url, params, number)
        if following is None:
            return
        (url, params), before = following, content
    raise Unavailable(f"Nguồn có quá {MOST_PAGES} trang.")


def _page(content: bytes, headers: Mapping[str, str], link: str) -> Page:
    value, records = None, list[Any]()
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        try:
            value = json.loads(content)
        except ValueError as error:
            raise Unavailable("Nguồn trả JSON sai hoặc bị cắt; không ghi gì.") from error
        records = records_in(value) or []
    elif content.startswith(_BINARY):
        records = [content]
    else:
        records = content.decode("utf-8", "replace").strip().splitlines()[1:]
    return Page(content, value, records, headers.get("etag", ""), headers.get("last-modified", ""), link)


def records_in(value: Any, depth: int = 4) -> list[Any] | None:
    """The first list of objects near the top of a JSON value; None where there is no list at all."""
    if isinstance(value, list):
        return value if all(isinstance(one, dict) for one in value) else None
    if isinstance(value, dict) and depth:
        found = [lists for one in value.values() if (lists := records_in(one, depth - 1)) is not None]
        return max(found, key=len, default=None)
    return None


def _following(
    options: HttpOptions, page: Page, url: str, params: dict[str, str], number: int
) -> tuple[str, dict[str, str]] | None:
    """Address and parameters of the next page; None after the last."""
    if options.paging == "none" or (not page.records and options.paging != "link"):
        return None
    if options.paging == "number":
        return url, {**params, options.page_param: str(options.first_page + number + 1)}
    told = _at(page.value, options.next_key) if options.next_key else page.link
    if told in (None, "", False):
        return None
    if options.paging == "link":
        # The next address says all: what was asked for stands in it.
        return urljoin(url, str(told)), {}
    return url, {**params, options.page_param: str(told)}


def _at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def content_of(came: list[Page]) -> bytes:
    """The pages as one file: their records as one list, their lines below one header; one page is itself."""
    if len(came) == 1:
        return came[0].content
    if came[0].is_json:
        every = [record for page in came for record in page.records]
        return json.dumps(every, ensure_ascii=False).encode()
    if not came[0].is_text:
        raise Unavailable("Nguồn trả nhiều tệp nhị phân; chỉ ghép được trang JSON, CSV.")
    first, *others = (page.content.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n") + b"\n" for page in came)
    return first + b"".join(one.partition(b"\n")[2] for one in others if one.strip())


def newest(came: list[Page], key: str, before: str) -> str | None:
    """The greatest value of a field in all records, as it is written; None where no record has it."""
    values = [before] if before else []
    for page in came:
        values += _values(page, key)
    return max(values, key=_order, default=None)


def _values(page: Page, key: str) -> list[str]:
    if page.is_json:
        found = (_at(record, key) for record in page.records)
        return [str(one) for one in found if one not in (None, "")]
    if not page.is_text:
        return []
    text = page.content.decode("utf-8-sig", "replace")
    separator = detect_separator(text.splitlines(keepends=True)[:50])
    rows = csv.DictReader(io.StringIO(text), delimiter=separator)
    return [value for row in rows if (value := (row.get(key) or "").strip())]


def _order(value: str) -> tuple[int, str]:
    """Numbers by their size, all else as text: so 2026-05-01 and 20260501 both come in their order."""
    return (len(value), value) if value.isdecimal() else (0, value)
