"""Whatever is sent to the programming interface and to the exchange, the answer is one that their descriptions name."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from motcua.boards.clock import now
from motcua.closing.acts import close
from motcua.exchange.models import Link
from motcua.people.models import Role
from motcua.rules.periods import parse
from tests.api.conftest import Program
from tests.casework.conftest import BIRTH, Office
from tests.exchange.conftest import HERE

schemathesis: Any = pytest.importorskip("schemathesis")
Make = Callable[..., Program]
Fill = Callable[[Any, Any], None]
SHORT, LONG = 2, 8
FEW_ACTS = ("accept", "request_supplement")
"""Acts differ in their bodies only; the short run tries these."""


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests of a test are part of its transaction, as those of Django's own client are."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


def _try(
    address: str, headers: Mapping[str, str], fill: Fill, count: int, wanted: Callable[[str], bool]
) -> int:
    """Send made-up requests to every operation of a description, check the answers; gives how many operations."""
    checks = import_module("schemathesis.specs.openapi.checks")
    mine = [
        import_module("schemathesis.checks").not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
        checks.response_schema_conformance, checks.response_headers_conformance,
    ]  # fmt: skip
    schema = schemathesis.openapi.from_wsgi(address, get_wsgi_application())
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        if not wanted(str(operation.definition.raw.get("operationId"))):
            continue
        tried += 1

        @seed(tried)
        @settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(data=st.data(), strategy=st.just(operation.as_strategy()))
        def one(data: st.DataObject, strategy: Any) -> None:
            case = data.draw(strategy)
            fill(case, data)
            response = case.call(headers=dict(headers))
            case.validate_response(response, checks=mine, headers=dict(headers))

        one()
    return tried


def _api(office: Office, program: Make, count: int, wanted: Callable[[str], bool]) -> int:
    codes = [office.receive(accept=n > 0).code for n in range(3)]
    director = office.cast.of_here[Role.DIRECTOR]
    token = program(director).headers
    closing = close(office.cast.here, parse("2026-Q1"), director, now())

    def fill(case: Any, data: st.DataObject) -> None:
        """Mostly names of what is there, so that more is answered than «not found»."""
        places = case.path_parameters
        known: dict[str, list[Any]] = {
            "unit": ["H24.99"], "code": [*codes, BIRTH], "book": ["phan-anh", "hai-long"],
            "closing": [closing.pk], "indicator": ["TDGQ", "CLGQ_B"],
        }  # fmt: skip
        for name in set(known) & set(places or {}):
            if data.draw(st.integers(0, 9)):
                places[name] = data.draw(st.sampled_from(known[name]))
        if isinstance(case.body, dict) and "procedure" in case.body:
            case.body["procedure"] = BIRTH

    return _try("/api/v1/openapi.json", token, fill, count, wanted)


def _exchange(office: Office, count: int) -> int:
    Link.objects.create(
        unit=office.cast.here, enabled=True, shape="rest", base="http://portal.example", code="H24.99", secret_in="IN",
        secret_pay="PAY", changed_at=0,
    )  # fmt: skip
    code = office.receive().code
    headers = {"Authorization": f"Basic {base64.b64encode(':'.join(HERE).encode()).decode()}"}

    def fill(case: Any, data: st.DataObject) -> None:
        rows = case.body if isinstance(case.body, list) else [case.body]
        for row in (row for row in rows if isinstance(row, dict)):
            for name, value in (("mahoso", code), ("MaHoSo", "G22-1"), ("MaTTHC", BIRTH), ("ChuHoSo", "A")):
                if data.draw(st.booleans()):
                    row[name] = value

    return _try("/lien-thong/openapi.json", headers, fill, count, lambda _name: True)


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the portal signs in with."""
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_IN", ":".join(HERE))
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_PAY", "khoa")


def _short(name: str) -> bool:
    return name in FEW_ACTS or name.split("_")[0] in ("list", "show", "find", "take", "keep")


def test_the_interface_answers_as_it_says(office: Office, program: Make) -> None:
    assert _api(office, program, SHORT, _short) >= 18


def test_the_exchange_answers_as_it_says(office: Office) -> None:
    assert _exchange(office, 5) == 5


@pytest.mark.long
def test_both_answer_as_they_say_to_much_more(office: Office, program: Make) -> None:
    assert _api(office, program, LONG, lambda _name: True) > 41
    assert _exchange(office, 10 * LONG) == 5
