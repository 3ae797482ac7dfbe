"""Hồ sơ: lists, the search by code, and everything on one dossier."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from motcua.boards.listed import PAGE, page_of
from motcua.boards.standing import Standing, standing
from motcua.dossiers.models import Act, Dossier, Person
from motcua.ledger import lists
from motcua.people.models import Role, User
from motcua.rules.accounts import Account
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import MS_PER_DAY, MS_PER_HOUR, day_of, day_start
from motcua.rules.periods import parse
from tests.pages.cast import Cast

SignIn = Callable[[User], Client]
PERIOD = "2026-04-15..2026-05-14"


def _codes(page: str) -> list[str]:
    return re.findall(r'<td class="code"><a [^>]*>([^<]+)</a>', page)


def _list(client: Client, cast: Cast, query: str) -> str:
    return client.get(f"{reverse('dossiers', args=[cast.here.pk])}?{query}").content.decode()


def test_a_list_is_walked_page_by_page_and_holds_each_dossier_once(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.SPECIALIST])
    wanted = lists.dossiers([filled.here.pk], parse(PERIOD), "received")
    query, codes = f"measure=received&period={PERIOD}", list[str]()
    address = f"?{query}"
    while address:
        page = _list(client, filled, address[1:])
        codes += _codes(page)
        found = re.search(r'<a href="([^"]+)" rel="next"', page)
        address = found[1].replace("&amp;", "&") if found else ""
    assert sorted(codes) == sorted(Dossier.objects.filter(pk__in=wanted).values_list("code", flat=True))
    assert len(codes) == 360  # 300 online, 60 in person or by post


def test_back_from_the_second_page_leads_to_the_first(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.SPECIALIST])
    query = f"measure=received&period={PERIOD}"
    first = _list(client, filled, query)
    following = re.search(r'<a href="\?([^"]+)" rel="next"', first)
    assert following
    second = _list(client, filled, following[1].replace("&amp;", "&"))
    back = re.search(r'<a href="\?([^"]+)" rel="prev"', second)
    assert back
    assert _codes(_list(client, filled, back[1].replace("&amp;", "&"))) == _codes(first)


def test_a_page_of_a_list_of_none_is_empty() -> None:
    page = page_of([], None, 0, WorkingCalendar())
    assert (page.total, page.lines, page.following, page.preceding) == (0, (), None, None)


@pytest.mark.parametrize("sort", ["due", "received", "finished", "code"])
def test_lists_are_sorted(filled: Cast, sign_in: SignIn, sort: str) -> None:
    page = _list(
        sign_in(filled.of_here[Role.SPECIALIST]), filled, f"measure=closed&period={PERIOD}&sort={sort}"
    )
    found = {dossier.code: dossier for dossier in Dossier.objects.filter(unit=filled.here)}
    column = {"due": "due_at", "received": "received_at", "finished": "finished_at", "code": "code"}[sort]
    values = [getattr(found[code], column) for code in _codes(page)]
    assert len(values) == PAGE
    assert values == sorted(values, key=lambda value: (value is None, value))


def test_what_is_in_hand_comes_first_and_old_data_are_told(filled: Cast, sign_in: SignIn) -> None:
    page = _list(sign_in(filled.of_here[Role.SPECIALIST]), filled, "")
    assert "đang giải quyết hôm nay" in page
    assert "Số liệu mới nhất của Hệ thống hộ tịch điện tử (Bộ Tư pháp)" in page


def test_a_list_asks_little_whatever_its_length(
    filled: Cast, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(filled.of_here[Role.SPECIALIST])
    # Session, user, unit, rights; the list, its order, its lines.
    # One of them asks whether another process has changed the calendar, one what the bell has for the reader.
    with django_assert_max_num_queries(9):
        _list(client, filled, f"measure=resolved&period={PERIOD}")


def test_search_finds_by_a_part_of_the_code_and_tells_nothing_of_others(
    filled: Cast, sign_in: SignIn
) -> None:
    dossier = Dossier.objects.filter(unit=filled.here).order_by("code")[0]
    client = sign_in(filled.of_here[Role.COUNTER])
    address = reverse("dossiers-search", args=[filled.here.pk])
    answer = client.post(address, {"q": f"  {dossier.code.lower()} "})
    assert answer["Location"] == reverse("dossiers-one", args=[filled.here.pk, dossier.pk])
    assert dossier.code in client.post(address, {"q": dossier.code[:-1]}).content.decode()
    assert "ít nhất 2 chữ hoặc số" in client.post(address, {"q": "H"}).content.decode()
    other = sign_in(filled.of_there[Role.COUNTER])
    there = reverse("dossiers-search", args=[filled.there.pk])
    assert dossier.code not in other.post(there, {"q": dossier.code[:-1]}).content.decode().split("<main")[
        1
    ].replace(f'value="{dossier.code[:-1]}"', "")


def test_search_is_never_an_address(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.COUNTER])
    assert client.get(reverse("dossiers-search", args=[filled.here.pk])).status_code == 405


def _one(client: Client, cast: Cast, dossier: int) -> str:
    return client.get(reverse("dossiers-one", args=[cast.here.pk, dossier])).content.decode()


def test_a_person_is_shown_to_those_who_may_read_contents_alone(filled: Cast, sign_in: SignIn) -> None:
    person = Person.objects.filter(dossier__unit=filled.here).exclude(name="").exclude(phone="")[0]
    for role, shown in ((Role.COUNTER, True), (Role.AUDITOR, False), (Role.ADMIN, False)):
        page = _one(sign_in(filled.of_here[role]), filled, person.pk)
        assert (person.name in page, person.phone in page) == (shown, shown), role


def test_what_systems_say_stands_side_by_side_with_what_differs(filled: Cast, sign_in: SignIn) -> None:
    said: dict[int, set[str]] = {}
    for act in Act.objects.filter(dossier__unit=filled.here):
        said.setdefault(act.dossier_id, set()).add(json.loads(act.body)["state"])
    two = next(key for key, states in said.items() if len(states) > 1)
    page = _one(sign_in(filled.of_here[Role.CONTROL]), filled, two)
    assert 'class="differs"' in page
    assert "có thẩm quyền" in page


def test_the_due_date_names_the_system_that_states_it(filled: Cast, sign_in: SignIn) -> None:
    dossier = Dossier.objects.filter(unit=filled.here, due_at__isnull=False, cell__procedure__isnull=False)[0]
    page = _one(sign_in(filled.of_here[Role.CONTROL]), filled, dossier.pk)
    assert f"{dossier.authority.name} ghi hạn trả" in page


def test_every_dossier_of_the_case_can_be_opened(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.AUDITOR])
    for key in Dossier.objects.filter(unit=filled.here).values_list("pk", flat=True)[::7]:
        assert client.get(reverse("dossiers-one", args=[filled.here.pk, key])).status_code == 200


MONDAY = day_start(day_of(date(2026, 6, 1)))
NINE = MONDAY + 9 * MS_PER_HOUR
FIVE = 17 * MS_PER_HOUR


@pytest.mark.parametrize(
    ("state", "due", "finished", "tone", "note"),
    [
        (
            Account.IN_TERM,
            MONDAY + 3 * MS_PER_DAY + FIVE,
            None,
            "term",
            "còn 3 ngày làm việc",
        ),  # Tue, Wed, Thu
        (
            Account.IN_TERM,
            MONDAY + 7 * MS_PER_DAY + FIVE,
            None,
            "term",
            "còn 5 ngày làm việc",
        ),  # over a weekend
        (Account.IN_TERM, MONDAY + FIVE, None, "today", "còn 6 giờ làm việc"),  # 9:00–11:30 and 13:00–17:00
        (Account.IN_TERM, NINE - MS_PER_HOUR // 2, None, "today", "đã qua giờ hẹn, quá hạn từ ngày mai"),
        (Account.IN_TERM, MONDAY - 2 * MS_PER_DAY + FIVE, None, "late", "quá hạn 2 ngày"),
        (Account.OVERDUE, MONDAY - 2 * MS_PER_DAY + FIVE, None, "late", "quá hạn 2 ngày"),
        (Account.IN_TERM, None, None, "term", "chưa rõ thời hạn"),
        (Account.AWAITING_PAYMENT, MONDAY - MS_PER_DAY + FIVE, None, "wait", ""),
        (Account.AWAITING_PAYMENT_OVERDUE, MONDAY - MS_PER_DAY + FIVE, None, "wait", "quá hạn 1 ngày"),
        (Account.RESOLVED_EARLY, MONDAY + FIVE, MONDAY - 3 * MS_PER_DAY, "done", "sớm 3 ngày"),
        (Account.RESOLVED_LATE, MONDAY - MS_PER_DAY, NINE, "late", "muộn 1 ngày"),
        (Account.TURNED_AWAY, None, None, "out", ""),
    ],
)
def test_how_a_dossier_stands(
    state: Account, due: int | None, finished: int | None, tone: str, note: str, client: Client
) -> None:
    dossier = Dossier(state=state, received_at=MONDAY - 9 * MS_PER_DAY, due_at=due, finished_at=finished)
    with override("vi"):
        found: Standing = standing(dossier, NINE, WorkingCalendar())
    assert (found.tone, found.note) == (tone, note)
