"""The portal's public figures: null stays null, every answer is kept with its request, and a wall is obeyed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx
import pytest

from motcua.exchange.models import PortalAnswer
from motcua.exchange.public import FRESH, STAY_AWAY, NotAsked, Public, last_good, published
from motcua.exchange.wire.published import BadAnswer, Group, Period, Question, read_figures_of
from motcua.rules.instants import Instant

PROVINCE, COMMUNE = "019d2be3-6a88-732b-8b17-b68020c8553a", "019d2be3-0000-732b-8b17-000000000001"
AUGUST = Period(2026, month=8)
PROGRESS = Question(Group.PROGRESS, AUGUST, PROVINCE)
TREE = {
    "code": "OK", "message": "OK",
    "data": {
        "parent": {"departmentId": PROVINCE, "departmentName": "UBND tỉnh", "departmentCode": "H44", "totalReceived": 10,
                   "totalOnTime": 9, "totalScore": 18.0},
        "children": [{"departmentId": COMMUNE, "departmentName": "UBND xã", "departmentCode": "H44.100", "totalReceived": 0,
                      "totalOnTime": 0, "ratio": 0, "score": 0, "scoreDelta": None}],
    },
}  # fmt: skip
METRICS = {
    "code": "OK",
    "data": {
        "overview": {"departmentId": PROVINCE, "departmentName": "UBND tỉnh", "totalScore": 8.79,
                     "metrics": [{"code": "PUBLISH_ON_TIME", "numerator": None, "denominator": 0, "ratio": None, "score": None}]},
        "evaluation": [],
    },
}  # fmt: skip


@dataclass
class Site:
    """A portal that answers as planned, and the time."""

    plan: list[httpx.Response] = field(default_factory=list)
    asked: list[tuple[str, dict[str, Any], str]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    now: Instant = 1_780_275_600_000

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((request.url.path, json.loads(request.content), request.headers["user-agent"]))
        return self.plan.pop(0)

    def clock(self) -> Instant:
        """The present."""
        return self.now


@pytest.fixture
def site(db: None, settings: Any) -> Site:
    """The portal's site; calls to it are allowed."""
    settings.EXCHANGE_ORIGINS = ["https://dichvucong.gov.vn"]
    return Site()


def client(site: Site) -> Public:
    return Public(site.clock, site.slept.append, transport=httpx.MockTransport(site))


def said(body: Any, status: int = 201) -> httpx.Response:
    return httpx.Response(status, json=body)


@pytest.mark.parametrize(
    ("question", "body"),
    [
        (PROGRESS, {"timeType": "month", "year": 2026, "month": 8, "rootDepartmentId": PROVINCE}),
        (Question(Group.DIGITISED, Period(2026, quarter=2), PROVINCE, "p"),
         {"timeType": "quarter", "year": 2026, "quarter": 2, "rootDepartmentId": PROVINCE, "formalityID": "p"}),
        (Question(Group.TRANSPARENCY, Period(2026), PROVINCE, "p"),
         {"timeType": "year", "year": 2026, "rootDepartmentId": PROVINCE, "formalityId": "p"}),
        (Question(Group.SATISFACTION, AUGUST, PROVINCE),
         {"fromDate": "2026-08-01", "toDate": "2026-08-31", "rootDepartmentId": PROVINCE}),
        (Question(Group.SCORES, Period(2026)), {"timeType": "year", "year": 2026, "departmentType": "ADMINISTRATIVE_UNIT"}),
    ],
)  # fmt: skip
def test_what_is_asked(question: Question, body: dict[str, Any]) -> None:
    assert question.body() == body | {"currentPage": 1, "pageSize": 200}


def test_what_cannot_be_asked() -> None:
    for wrong in (Question(Group.PROGRESS, AUGUST), Question(Group.SATISFACTION, AUGUST, PROVINCE, "p")):
        with pytest.raises(ValueError, match="Nhóm này"):
            wrong.body()
    with pytest.raises(ValueError, match="Kỳ"):
        Period(2026, quarter=1, month=1)
    assert (Period(2026, quarter=2).first, Period(2026, quarter=2).last) == (
        date(2026, 4, 1),
        date(2026, 6, 30),
    )
    assert (Period(2026).first, Period(2026).last) == (date(2026, 1, 1), date(2026, 12, 31))


def test_null_is_not_zero() -> None:
    whole, commune = read_figures_of(PROGRESS, TREE)
    assert (commune.code, commune.figures["ratio"], commune.figures["scoreDelta"]) == ("H44.100", 0, None)
    assert "totalOverdue" not in whole.figures
    figures = read_figures_of(Question(Group.TRANSPARENCY, AUGUST, PROVINCE), METRICS)[0].figures
    assert figures["PUBLISH_ON_TIME.numerator"] is None
    assert figures["PUBLISH_ON_TIME.denominator"] == 0


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {"code": "ERR", "data": {}},
        {"code": "OK"},
        {"code": "OK", "data": {"parent": {}, "children": []}},
    ],
)
def test_an_answer_that_is_none(answer: Any) -> None:
    with pytest.raises(BadAnswer):
        read_figures_of(PROGRESS, answer)
    with pytest.raises(BadAnswer, match="đơn vị khác"):
        read_figures_of(Question(Group.PROGRESS, AUGUST, COMMUNE), TREE)


def test_an_answer_is_kept_and_not_asked_for_again_within_half_a_day(site: Site) -> None:
    site.plan = [said(TREE), said(TREE)]
    for _ in range(2):
        assert client(site).figures(PROGRESS)[0].figures["totalReceived"] == 10
    assert len(site.asked) == 1
    assert "motcua (" in site.asked[0][2]
    kept = PortalAnswer.objects.get()
    assert (kept.asked["month"], kept.path) == (8, "/api/v1/reporting/evaluation/dvc-progress-tree")
    site.now += FRESH + 1
    client(site).figures(PROGRESS)
    assert PortalAnswer.objects.count() == 2


BAD: list[Callable[[], httpx.Response]] = [
    lambda: said(TREE, 500), lambda: httpx.Response(201, text='{"code":"OK"'), lambda: said({"code": "E"}),
    lambda: httpx.Response(200, text="<html>Request Rejected. Your support id is 1</html>"), lambda: said({}, 429),
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_the_last_good_one_stays_whatever_comes_after(site: Site, bad: Callable[[], httpx.Response]) -> None:
    site.plan = [said(TREE), bad()]
    client(site).figures(PROGRESS)
    site.now += FRESH + 1
    with pytest.raises(NotAsked):
        client(site).figures(PROGRESS)
    good = last_good(PROGRESS.path, PROGRESS.body())
    assert good is not None
    assert json.loads(good.answer) == TREE
    assert PortalAnswer.objects.count() == 2


def test_a_wall_is_obeyed_for_a_day(site: Site) -> None:
    site.plan = [said({}, 403), said(TREE)]
    for _ in range(3):
        with pytest.raises(NotAsked):
            client(site).figures(PROGRESS)
    assert len(site.asked) == 1
    site.now += STAY_AWAY + 1
    assert client(site).figures(PROGRESS)


def test_procedures_page_by_page_with_a_pause_between(site: Site) -> None:
    pages = [
        {"items": [{"id": "a"}], "lastId": "a"},
        {"items": [{"id": "b"}], "lastId": "b"},
        {"items": [], "lastId": ""},
    ]
    site.plan = [said({"code": "OK", "data": page}) for page in pages]
    assert [one["id"] for one in client(site).procedures()] == ["a", "b"]
    assert [body["lastId"] for _, body, _ in site.asked] == ["", "a", "b"]
    assert len(site.slept) == 2
    assert all(1 <= seconds <= 2.5 for seconds in site.slept)


def test_nothing_is_asked_without_leave(site: Site, settings: Any) -> None:
    settings.EXCHANGE_ORIGINS = []
    with pytest.raises(NotAsked, match="MOTCUA_EXCHANGE_ORIGINS"):
        client(site).figures(PROGRESS)
    assert site.asked == []


def test_the_figures_of_a_unit_are_found_by_its_code(site: Site) -> None:
    country = {"code": "OK", "data": {"overview": {"departmentName": "Cả nước"}, "evaluation": [
        {"departmentId": PROVINCE, "departmentCode": "H44", "departmentName": "UBND tỉnh"}]}}  # fmt: skip
    shown = METRICS["data"] | {
        "evaluation": [{"departmentId": COMMUNE, "departmentName": "UBND xã", "totalScore": 5.5}]
    }  # type: ignore[operator]
    site.plan = [said(country), said(TREE), said({"code": "OK", "data": shown})]
    found = published(client(site), {"H44.100", "7777"}, "H44", Group.TRANSPARENCY, AUGUST)
    assert (found.name, found.figures["totalScore"]) == ("UBND xã", 5.5)
    with pytest.raises(NotAsked, match=r"H44\.1,"):
        published(client(site), {"H44.1", "X"}, "H44", Group.PROGRESS, AUGUST)
