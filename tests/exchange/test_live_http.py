"""Pulling over HTTP from a server on this machine: pages, «only since», what is not followed, and what half an answer does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier
from motcua.exchange.live.base import BadSource
from motcua.exchange.live.registry import built
from motcua.exchange.live.setting_up import Rhythm, read_again, watch
from motcua.exchange.live.taking import take_due
from motcua.exchange.models import TakenFile, WatchedSource
from tests.exchange.conftest import Clock
from tests.exchange.listed import as_csv, as_json, rows
from tests.exchange.servers import Answer, Asked, Web, web
from tests.pages.conftest import LEARNED

MINUTE = 60_000
SINCE = {"since_param": "tu", "since_key": "NgayCapNhat", "since_begin": "2026-01-01"}


@pytest.fixture
def clock() -> Clock:
    """The day on which the case is imported."""
    return Clock(LEARNED)


@pytest.fixture
def there(settings: Any) -> Iterator[Web]:
    """A server that has twelve dossiers and gives five a page; permitted."""
    listed = rows(12)

    def answer(asked: Asked) -> Answer:
        _path, params, _headers = asked
        found = [one for one in listed if one["NgayCapNhat"] >= params.get("tu", "")]
        begin = 5 * (int(params.get("page", "1")) - 1)
        return 200, {}, as_json(found[begin : begin + 5])

    with web(answer) as served:
        settings.EXCHANGE_ORIGINS = [served.origin]
        yield served


Pull = Callable[..., WatchedSource]


@pytest.fixture
def pull(sample: Unit, there: Web, clock: Clock) -> Pull:
    """Sets the server up as a source, and looks."""

    def look(**options: str) -> WatchedSource:
        url = there.origin + "/ho-so"
        source = watch(sample, "http", {"url": url, **options}, Rhythm(10), clock.now)
        take_due(clock)
        source.refresh_from_db()
        return source

    return look


def looked(source: WatchedSource, clock: Clock) -> WatchedSource:
    """The source after its next look."""
    clock.pass_by(10 * MINUTE)
    take_due(clock)
    source.refresh_from_db()
    return source


def test_numbered_pages_are_one_file_and_only_what_is_new_is_asked_for_next(
    pull: Pull, there: Web, clock: Clock
) -> None:
    source = pull(paging="number", **SINCE)
    assert source.error == ""
    assert Dossier.objects.count() == 12
    assert [asked[1] for asked in there.asked] == [
        {"tu": "2026-01-01", "page": page} for page in ("1", "2", "3", "4")
    ]
    assert source.marker["since"] == "2026-05-04 08:12:00", "the greatest of the field, as it is written"
    there.asked.clear()
    taken = source.taken_at
    looked(source, clock)
    assert [asked[1]["tu"] for asked in there.asked] == ["2026-05-04 08:12:00"] * 2
    assert TakenFile.objects.count() == 1, "the last record again is nothing to speak of"
    assert source.taken_at == taken


@pytest.mark.parametrize("way", ["key", "header", "cursor"])
def test_the_next_page_is_named_by_the_answer(pull: Pull, there: Web, way: str) -> None:
    listed = rows(7)

    def answer(asked: Asked) -> Answer:
        at = int(asked[1].get("sau", "0"))
        following = at + 3 if at + 3 < len(listed) else None
        body: dict[str, Any] = {"data": listed[at : at + 3]}
        link = {} if following is None else {"Link": f'</ho-so?sau={following}>; rel="next"'}
        if way == "key":
            body["paging"] = {"next": following and f"/ho-so?sau={following}"}
        if way == "cursor":
            body["paging"] = {"next": following and str(following)}
        return 200, link if way == "header" else {}, json.dumps(body).encode()

    there.answer = answer
    told = {} if way == "header" else {"next_key": "paging.next"}
    source = pull(paging="cursor" if way == "cursor" else "link", page_param="sau", **told)
    assert source.error == ""
    assert (Dossier.objects.count(), len(there.asked)) == (7, 3)


def test_pages_of_lines_have_one_header(pull: Pull, there: Web) -> None:
    listed = rows(5)
    pages = {"1": as_csv(listed[:3]), "2": as_csv(listed[3:]), "3": as_csv(listed[:1]).splitlines()[0]}
    there.answer = lambda asked: (200, {}, pages[asked[1]["page"]])
    source = pull(paging="number")
    assert source.error == ""
    assert Dossier.objects.count() == 5
    assert TakenFile.objects.get().rows == 5


def test_a_file_that_has_not_changed_is_not_sent_again(pull: Pull, there: Web, clock: Clock) -> None:
    def answer(asked: Asked) -> Answer:
        known = asked[2].get("if-none-match") == '"1"' and asked[2].get("if-modified-since") == "gestern"
        return (
            (304, {}, b"") if known else (200, {"ETag": '"1"', "Last-Modified": "gestern"}, as_csv(rows(3)))
        )

    there.answer = answer
    source = looked(pull(), clock)
    assert source.error == ""
    assert [asked[2].get("if-none-match") for asked in there.asked] == [None, '"1"']
    assert (Dossier.objects.count(), TakenFile.objects.count()) == (3, 1)


def test_who_we_are_is_told_from_the_environment(
    pull: Pull, there: Web, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    assert "MOTCUA_EXCHANGE_SECRET_KHO" in pull(sign_in="bearer", secret="KHO").error
    assert there.asked == [], "without its secret nobody is asked"
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_KHO", "ten:mat-khau")
    for sign_in, name in (("bearer", "authorization"), ("basic", "authorization"), ("header", "x-api-key")):
        there.asked.clear()
        source = pull(sign_in=sign_in, secret="KHO")
        said = {"bearer": "Bearer ten:mat-khau", "basic": "Basic dGVuOm1hdC1raGF1", "header": "ten:mat-khau"}
        assert there.asked[0][2][name] == said[sign_in]
        assert "mat-khau" not in json.dumps(source.options)


def test_nobody_is_followed_elsewhere(pull: Pull, there: Web, settings: Any) -> None:
    with web(lambda asked: (200, {}, as_json(rows(3)))) as other:
        there.answer = lambda asked: (302, {"Location": other.origin + "/"}, b"")
        assert "không đi theo" in pull().error
        there.answer = lambda asked: (200, {"Link": f'<{other.origin}/>; rel="next"'}, as_json(rows(3)))
        settings.EXCHANGE_ORIGINS = [there.origin, other.origin]
        assert "không đi theo" in pull(paging="link").error
        assert other.asked == []
    settings.EXCHANGE_ORIGINS = []
    assert "MOTCUA_EXCHANGE_ORIGINS" in pull(paging="number").error
    assert Dossier.objects.count() == 0


Broken = Callable[[Asked], Answer]
BROKEN: dict[str, tuple[Broken, str]] = {
    "half an answer": (lambda asked: (200, {"Content-Length": "99999"}, as_json(rows(3))), "trọn"),
    "half a list": (lambda asked: (200, {}, as_json(rows(3))[:-30]), "bị cắt"),
    "a page that comes twice": (lambda asked: (200, {}, as_json(rows(3))), "cùng một trang"),
    "an error": (lambda asked: (500, {}, b"x"), "HTTP 500"),
    "a closed door": (lambda asked: (403, {}, b"x"), "không cho vào"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_answer_that_breaks_off_records_nothing_and_moves_nothing(
    pull: Pull, there: Web, clock: Clock, name: str
) -> None:
    whole, (answer, said) = there.answer, BROKEN[name]
    # the first page is good: all the same nothing of it is recorded
    there.answer = lambda asked: whole(asked) if asked[1]["page"] == "1" else answer(asked)
    source = pull(paging="number", **SINCE)
    assert said in source.error
    assert (source.marker, Dossier.objects.count(), TakenFile.objects.count()) == ({}, 0, 0)
    there.answer = whole
    assert looked(source, clock).error == ""
    assert Dossier.objects.count() == 12


def test_a_page_to_sign_in_is_no_data_and_is_said_once(pull: Pull, there: Web, clock: Clock) -> None:
    there.answer = lambda asked: (200, {}, b"<html><body>\n<form>login</form>\n</body></html>")
    source = looked(pull(), clock)
    assert TakenFile.objects.get().outcome == TakenFile.Outcome.REFUSED
    there.answer = lambda asked: (200, {}, as_json([]))
    assert looked(source, clock).error == ""
    assert TakenFile.objects.count() == 1, "an empty list is no news"


def test_a_source_is_read_again_from_its_beginning(pull: Pull, there: Web, clock: Clock) -> None:
    source = pull(paging="number", **SINCE)
    there.asked.clear()
    read_again(source, None, clock.now)
    take_due(clock)
    assert there.asked[0][1]["tu"] == "2026-01-01"
    assert Dossier.objects.count() == 12


def test_the_time_of_asking_moves_forward_less_the_overlap(pull: Pull, there: Web, clock: Clock) -> None:
    there.answer = lambda asked: (200, {}, as_json(rows(2)))
    source = pull(since_param="tu", since_format="%d/%m/%Y %H:%M", overlap_minutes="30")
    assert source.marker["since"] == "19/05/2026 12:30", "looked at 13:00"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("url", "kho"),
        ("url", "http://a:b@c/"),
        ("secret", "thấp"),
        ("paging", "x"),
        ("first_page", "9"),
        ("x", "y"),
    ],
)
def test_what_cannot_be_asked(name: str, value: str) -> None:
    with pytest.raises(BadSource, match=name):
        built("http", {"url": "https://kho.example/hs", name: value})
