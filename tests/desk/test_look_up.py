"""A citizen looks a dossier up: the code alone opens nothing, and nothing can be tried out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from motcua.casework import acts
from motcua.casework.lookup import MOST_BY_ADDRESS, MOST_BY_CODE, masked
from motcua.people.models import Role
from motcua.rules.instants import Instant
from tests.casework.conftest import HOUR, Office

At = Callable[[int], Instant]


def ask(code: str, digits: str, address: str = "127.0.0.1") -> tuple[int, str]:
    answer = Client(REMOTE_ADDR=address).post(reverse("look-up"), {"ma": code, "so": digits})
    # The token of the form is another one each time.
    return answer.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_the_code_and_the_digits_open_it_masked(office: Office, at: At) -> None:
    done = office.receive()
    at(HOUR)
    status, page = ask(done.code.lower(), "2345")
    assert status == 200
    assert "Hồ sơ của ông/bà đang được giải quyết." in page
    assert "N. V. Đức" in page
    assert "Nguyễn" not in page
    assert "001099012345" not in page


def test_a_plain_sentence_for_each_state(office: Office, at: At) -> None:
    done = office.receive(accept=False)
    at(HOUR)
    assert "8 giờ làm việc" in ask(done.code, "2345")[1]
    office.act(Role.COUNTER, done.dossier, acts.AskCompletion(("x",)), HOUR)
    assert "chưa đủ" in ask(done.code, "2345")[1]
    office.act(Role.COUNTER, done.dossier, acts.TurnAway("Không thuộc thẩm quyền"), 2 * HOUR)
    assert "không được tiếp nhận" in ask(done.code, "2345")[1]


def test_wrong_code_and_wrong_digits_are_answered_alike(office: Office, at: At) -> None:
    code = office.receive().code
    at(HOUR)
    wrong, none = ask(code, "9999"), ask("H24.99-260601-0000", "9999")
    assert wrong[0] == none[0] == 404
    assert wrong[1].replace(code, "") == none[1].replace("H24.99-260601-0000", "")


@pytest.mark.parametrize("digits", ["", "12", "12345", "<b>1", "٣٣٣٣"])
def test_what_are_no_digits(office: Office, digits: str) -> None:
    assert ask("H24.99-260601-0001", digits)[0] == 422


def test_nobody_can_try_the_digits_out(office: Office, at: At) -> None:
    code = office.receive().code
    at(HOUR)
    for n in range(MOST_BY_CODE):
        assert ask(code, f"{n:04}", address=f"10.0.0.{n}")[0] == 404
    assert ask(code, "2345", address="10.0.1.1")[0] == 429
    at(3 * HOUR)
    assert ask(code, "2345", address="10.0.1.1")[0] == 200


def test_nobody_can_try_the_codes_out(office: Office, at: At) -> None:
    at(HOUR)
    for n in range(MOST_BY_ADDRESS):
        ask(f"H24.99-260601-{n:04}", "1111")
    assert ask(office.receive().code, "2345")[0] == 429


def test_a_name_is_covered() -> None:
    assert masked("Nguyễn Văn Đức") == "N. V. Đức"
    assert masked("") == ""
