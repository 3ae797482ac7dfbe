"""The client of the public figures against the simulated portal, over a real connection, with everything that goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from motcua.exchange.models import PortalAnswer
from motcua.exchange.portal.faults import Faults
from motcua.exchange.portal.page import Pages
from motcua.exchange.portal.portal import Portal
from motcua.exchange.portal.server import serve
from motcua.exchange.portal.store import Store
from motcua.exchange.public import FRESH, STAY_AWAY, NotAsked, Public, last_good, published
from motcua.exchange.public_history import history
from motcua.exchange.wire.published import BadAnswer, Group, Period, Question, contradiction, read_figures_of
from tests.exchange.conftest import Clock

AUGUST, COMMUNE = Period(2026, month=8), {"H24.117"}


@dataclass
class Site:
    """A portal that listens, and a client of it."""

    portal: Portal
    public: Public
    clock: Clock

    def figures(self, group: Group = Group.PROGRESS, period: Period = AUGUST) -> dict[str, float | None]:
        """What is published of a commune."""
        return dict(published(self.public, COMMUNE, "H24", group, period).figures)

    def statuses(self) -> list[str]:
        """What became of each question, in order."""
        return list(PortalAnswer.objects.order_by("pk").values_list("status", flat=True))


@pytest.fixture
def site(db: None, settings: Any) -> Iterator[Site]:
    """The portal on a port of this machine."""
    store, clock = Store(), Clock()
    portal = Portal(store, clock, seed=1)
    server = serve(portal, "127.0.0.1", 0, Pages(portal))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    settings.EXCHANGE_ORIGINS = [base]
    yield Site(portal, Public(clock, lambda _seconds: None, base), clock)
    server.shutdown()
    server.server_close()
    store.close()


@pytest.mark.parametrize("group", Group)
def test_every_group_tells_of_a_commune(site: Site, group: Group) -> None:
    if group is Group.SCORES:
        root = next(one for one in site.public.figures(Question(group, AUGUST)) if one.code == "H24").id
        found = site.public.figures(Question(group, AUGUST, root))
        # the province, 12 agencies and 40 communes
        assert len(found) == 53
        return
    figures = site.figures(group)
    score = figures.get("totalScore", figures.get("score"))
    assert score is not None
    assert 0 <= score <= 22
    assert figures["scoreDelta"] is None


def test_nothing_of_nothing_stays_unknown(site: Site) -> None:
    root = next(one for one in site.public.figures(Question(Group.SCORES, AUGUST)) if one.code == "H24").id
    rows = site.public.figures(Question(Group.TRANSPARENCY, AUGUST, root))
    empty = [row.figures for row in rows if row.figures["DOSSIER_SYNC.denominator"] == 0]
    assert empty
    assert {row["DOSSIER_SYNC.ratio"] for row in empty} == {None}


@pytest.mark.parametrize(
    ("fault", "status"),
    [("cut=1", "failed"), ("mistaken=1", "failed"), ("drop=1", "failed"), ("refuse=1", "failed"), ("blocked=1", "blocked")],
)  # fmt: skip
def test_what_goes_wrong_is_noticed_and_the_last_good_one_stays(site: Site, fault: str, status: str) -> None:
    before = site.figures()
    site.clock.pass_by(FRESH + 1)
    site.portal.faults = Faults.parse(fault)
    root = Question(Group.PROGRESS, AUGUST, _root(site))
    with pytest.raises(NotAsked):
        site.public.figures(root)
    assert site.statuses() == ["good", "good", status]
    good = last_good(root.path, root.body())
    assert good is not None

    site.portal.faults = Faults()
    site.clock.pass_by(STAY_AWAY + 1)
    assert site.figures() == before


def _root(site: Site) -> str:
    return str(PortalAnswer.objects.get(path=Question(Group.PROGRESS, AUGUST).path).asked["rootDepartmentId"])


def test_a_period_that_is_not_counted_yet_is_unknown_and_not_zero(site: Site) -> None:
    site.portal.faults = Faults(null=1)
    figures = site.figures()
    assert set(figures.values()) == {None}
    assert "totalReceived" in figures


def test_the_history_of_a_unit_is_in_what_was_kept(site: Site) -> None:
    july = Period(2026, month=7)
    told = []
    for period in (july, AUGUST):
        told.append(site.figures(Group.SATISFACTION, period)["totalScore"])
        site.clock.pass_by(1000)
    asked = len(site.statuses())
    seen = history(Group.SATISFACTION, COMMUNE)
    assert [(one.period, one.unit.figures["totalScore"]) for one in seen] == [
        (july, told[0]),
        (AUGUST, told[1]),
    ]
    assert len(site.statuses()) == asked


def test_an_answer_with_far_fewer_units_than_before_is_a_part(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.figures()
    monkeypatch.setattr("motcua.exchange.portal.evaluation.below", lambda _province: [])
    site.clock.pass_by(FRESH + 1)
    with pytest.raises(NotAsked, match="chỉ có 1 đơn vị, lần trước có 53"):
        site.public.figures(Question(Group.PROGRESS, AUGUST, _root(site)))


def test_the_procedures_and_one_of_them(site: Site) -> None:
    found = site.public.procedures()
    assert [one["code"] for one in found] == ["1.001193", "2.000815"]
    one = site.public.procedure(found[0]["id"])
    assert one["data"]["executionMethods"][0]["processingTime"] == 5


def test_a_page_that_names_fewer_than_it_says_is_a_part() -> None:
    question = Question(Group.TRANSPARENCY, AUGUST, "x")
    data = {"overview": {"departmentId": "x"}, "evaluation": [{}], "pagination": {"total": 2}}
    with pytest.raises(BadAnswer, match="1 trong 2"):
        read_figures_of(question, {"code": "OK", "data": data})


@pytest.mark.parametrize(
    ("figures", "wrong"),
    [
        ({"totalOnTime": 5, "totalReceived": 4}, "totalOnTime"), ({"score": 20.5, "maxScore": 20}, "score"), ({"ratio": -1}, "ratio"),
        ({"A.numerator": 3, "A.denominator": 2}, "A.numerator"), ({"totalOnTime": None, "totalReceived": 4}, ""),
        ({"scoreDelta": -3.5, "A.numerator": 2, "A.denominator": 2}, ""),
    ],
)  # fmt: skip
def test_figures_that_cannot_be(figures: dict[str, float | None], wrong: str) -> None:
    assert contradiction(figures).startswith(wrong)
    assert bool(contradiction(figures)) == bool(wrong)
