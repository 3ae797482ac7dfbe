"""What the portal publishes: read from its files, kept as it was known, ranked, and compared with our own."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from motcua.catalogue.models import Unit
from motcua.index.computed import compute
from motcua.index.counting import Scope
from motcua.index.models import PublishedFigure
from motcua.index.published import Told, keep, published, ranking
from motcua.index.read_published import BadPublished, read
from motcua.people.audit import Acting
from motcua.people.models import AuditEntry
from motcua.rules.index import Count
from motcua.rules.index_difference import Reason
from motcua.rules.periods import parse
from tests.conftest import CASES

FILE = CASES / "portal" / "progress-phu-tho-2026-08.csv"
AUGUST = parse("2026-08-01..2026-08-31")
AT = 1_790_000_000_000


@pytest.fixture
def lam_thao(db: None) -> Unit:
    """A commune of the file: «UBND xã Lâm Thao - Tỉnh Phú Thọ»."""
    return Unit.objects.get(name="Xã Lâm Thao", province__name__contains="Phú Thọ")


def _row(name: str) -> Told:
    return next(one for one in read(FILE.name, FILE.read_bytes()) if name in one.name)


def test_a_file_of_a_province_is_kept_with_its_units_and_ranks_them(lam_thao: Unit) -> None:
    told = _row("Lâm Thao")
    lam_thao.codes.filter(code__startswith="H44.").delete()

    own = keep(lam_thao, AUGUST, read(FILE.name, FILE.read_bytes()), Acting(None, AT), FILE.name)

    # By its name, for its code is not known here.
    assert own == 1
    assert PublishedFigure.objects.count() == 163
    assert PublishedFigure.objects.filter(unit=None).count() == 15  # departments that we do not have
    assert published(lam_thao, AUGUST)["TDGQ"].count == told.count
    places = ranking(lam_thao, AUGUST, "TDGQ")
    points = sorted((one.points for one in places), reverse=True)
    assert [one.points for one in places] == points
    assert [one.place for one in places] == [points.index(one) + 1 for one in points]
    assert len(places) == 163
    assert AuditEntry.objects.get(kind="index.published").details["figures"] == 163


def test_the_latest_word_holds_and_the_earlier_one_is_still_known(lam_thao: Unit) -> None:
    for n, points in enumerate((Decimal("11.00"), Decimal("12.50"))):
        keep(lam_thao, AUGUST, [Told("", "", "MDHL", None, points)], Acting(None, AT + n))
    keep(lam_thao, AUGUST, [Told("", "", "MDHL", None, None, removed=True)], Acting(None, AT + 2))

    assert published(lam_thao, AUGUST, AT)["MDHL"].points == Decimal("11.00")
    assert published(lam_thao, AUGUST, AT + 1)["MDHL"].points == Decimal("12.50")
    assert published(lam_thao, AUGUST) == {}
    assert published(lam_thao, parse("2026-08")) == {}


def _answer(**data: Any) -> bytes:
    return json.dumps({"code": "OK", "data": data, "message": "OK"}).encode()


def test_the_answers_of_the_portal() -> None:
    metrics = [{"code": "PUBLISH_ON_TIME", "numerator": 3, "denominator": 4, "score": 4.5},
               {"code": "ELECTRONIC_CERTIFIED_COPY", "numerator": None, "denominator": None, "score": 2}]  # fmt: skip
    shape_a = read("a.json", _answer(evaluation=[{"departmentName": "UBND xã A", "metrics": metrics}]))
    assert shape_a == [
        Told("", "UBND xã A", "PUBLISH_ON_TIME", Count(3, 4), Decimal("4.5")),
        Told("", "UBND xã A", "ELECTRONIC_CERTIFIED_COPY", None, Decimal(2)),
    ]
    fees: dict[str, float] = {
        "totalDossierOnlinePaymentSuccess": 5,
        "totalDossierFinancialObligation": 10,
        "totalFeeFormality": 8,
    }
    fees |= {
        "totalDossierOnlineFormalityPaymentSuccess": 2,
        "totalFeeDossierFormality": 4,
        "totalScore": 4.88,
    }
    parent = {"departmentCode": "H44.1", "departmentName": "A", **fees}
    assert [(one.indicator, one.count, one.points) for one in read("b.json", _answer(parent=parent))] == [
        ("TTTT_A", Count(5, 10), None),
        ("TTTT_B", Count(2, 8), None),
        ("TTTT_C", Count(4, 8), None),
        ("TTTT", None, Decimal("4.88")),
    ]
    online = {
        "partialCount": 3,
        "fullCount": 5,
        "authorityCount": 10,
        "onlineDossierCount": 2,
        "onlineServiceTotal": 8,
    }
    child = {"departmentName": "A", "channelOnlineSum": 6, "channelTotalSum": 9, "totalScore": 7, **online}
    assert [(one.indicator, one.count, one.points) for one in read("c.json", _answer(children=[child]))] == [
        ("CLGQ_A", Count(8, 10), None),
        ("CLGQ_B", Count(2, 8), None),
        ("CLGQ_C", Count(6, 9), None),
        ("CLGQ", None, Decimal(7)),
    ]
    whole = {
        "departmentCode": "H44.1",
        "departmentName": "A",
        "totalScore": 56.56,
        "groupScores": {"CKMB": 8.79},
    }
    assert [(one.indicator, one.points) for one in read("d.json", _answer(evaluation=[whole]))] == [
        ("TOTAL", Decimal("56.56")),
        ("CKMB", Decimal("8.79")),
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"{", "JSON sai"),
        (b'{"code":"ERROR"}', "ERROR"),
        (b'{"code":"OK"}', "data"),
        (b"a,b\n1,2\n", "departmentCode"),
        (b"departmentCode,totalReceived,totalOnTime,score\nH1,x,1,2\n", "số sai"),
        (b"departmentCode,totalReceived,totalOnTime,score\nH1,2,1,200\n", "số sai"),
        (b"departmentCode,score\n", "không có dòng"),
        (b"departmentCode,indicator,numerator,denominator,score\nH1,TDGQ,-1,1,2\n", "số sai"),
    ],
)
def test_a_file_that_is_no_such_file_says_why(content: bytes, why: str) -> None:
    with pytest.raises(BadPublished, match=why):
        read("tep.csv", content)


def test_the_points_beside_ours_and_why_they_differ(lam_thao: Unit) -> None:
    keep(lam_thao, AUGUST, [_row("Lâm Thao")], Acting(None, AT), "a.csv")
    keep(lam_thao, AUGUST, [Told("", "", "PUBLISH_ON_TIME", Count(3, 4), None)], Acting(None, AT))

    index = compute(Scope(lam_thao, AUGUST))

    lines = {line.indicator.code: line for line in index.lines}
    told = _row("Lâm Thao")
    progress, openness = lines["TDGQ"], lines["PUBLISH_ON_TIME"]
    # We have no dossiers of the commune: everything comes from what the portal counts and we do not.
    assert [one.reason for one in progress.differences] == [Reason.DENOMINATOR, Reason.NUMERATOR]
    assert sum(one.points for one in progress.differences) == told.points
    assert [(one.reason, one.points) for one in openness.differences] == [(Reason.NOT_KEPT, Decimal("4.50"))]
    assert next(group.portal for group in index.groups if group.group.code == "TDGQ") == told.points
    assert index.portal is None
