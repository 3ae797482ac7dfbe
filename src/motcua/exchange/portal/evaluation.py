"""The public evaluation figures of the simulated portal: made up, always the same for one unit, period and procedure."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import motcua.catalogue
from motcua.exchange.wire.published import Group

_PROVINCES = Path(motcua.catalogue.__file__).parent / "data" / "provinces.csv"
_AGENCIES, _COMMUNES = 12, 40
_SHARES = {"CKMB": 18, "TDGQ": 20, "CLGQ": 12, "TTTT": 10, "MDHL": 18, "MDSH": 22}
_METRICS = {
    Group.TRANSPARENCY: {"PUBLISH_ON_TIME": 6, "PUBLIC_UPDATE_ON_TIME": 4, "PUBLIC_CONTENT_FULL": 2, "DOSSIER_SYNC": 6},
    Group.SATISFACTION: {"PETITION_CLASSIFICATION_TTHC": 0, "DOSSIER_RECEIVING_SATISFACTION": 6, "PETITION_PROCESSING_ON_TIME": 6,
                         "PETITION_HANDLING_SATISFACTION": 6},
    Group.DIGITISED: {"ORIGINAL_RESULT_AVAILABLE": 6, "SO_HOA_GIAY_TO_GIAI_QUYET": 4, "REUSED_DIGITIZED_DATA": 2,
                      "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": 4, "CITIZEN_DATA_CONNECTED_DOSSIER": 2,
                      "CITIZEN_DATA_CONNECTED_FORMALITY": 2, "ELECTRONIC_CERTIFIED_COPY": 2},
}  # fmt: skip
_PROCEDURE = {Group.DIGITISED: "formalityID"}
"""How each group calls its filter; in other letters it is ignored without a word."""
Row = dict[str, Any]


class NoAnswer(ValueError):
    """What is asked cannot be answered."""


@dataclass(frozen=True)
class Place:
    """A unit of the simulated country."""

    code: str
    name: str

    @property
    def id(self) -> str:
        """Its key on the portal."""
        return str(uuid5(NAMESPACE_URL, self.code))

    @property
    def is_province(self) -> bool:
        """Whether it is a province as a whole."""
        return "." not in self.code


@cache
def provinces() -> dict[str, Place]:
    """The provinces by their keys."""
    with _PROVINCES.open(encoding="utf-8") as file:
        places = [Place(row["code"], f"UBND {row['name']}") for row in csv.DictReader(file)]
    return {place.id: place for place in places}


@cache
def below(province: Place) -> list[Place]:
    """The agencies and communes of a province, sorted by their codes as texts, as the portal does."""
    of = province.name.removeprefix("UBND ")
    agencies = [Place(f"{province.code}.{n:02}", f"Sở số {n} - {of}") for n in range(1, _AGENCIES + 1)]
    communes = [
        Place(f"{province.code}.{100 + n}", f"UBND {'phường' if n % 5 else 'Phường'} số {n} - {of}")
        for n in range(_COMMUNES)
    ]
    return sorted([*agencies, *communes], key=lambda place: place.code)


def place_of(key: str) -> Place:
    """A unit by its key. Raises NoAnswer."""
    if key in provinces():
        return provinces()[key]
    found = (one for province in provinces().values() for one in below(province) if one.id == key)
    place = next(found, None)
    if place is None:
        raise NoAnswer("departmentId")
    return place


def evaluation(group: Group, asked: Mapping[str, Any]) -> Row:
    """The data of an answer of one group. Raises NoAnswer."""
    period = _period(group, asked)
    key = str(asked.get("rootDepartmentId") or "")
    procedure = str(asked.get(_PROCEDURE.get(group, "formalityId")) or "")
    if group is Group.SCORES:
        return _scores(place_of(key) if key else None, period)
    root = place_of(key)
    children = below(root) if root.is_province else []

    def made(place: Place, whole: bool) -> Row:
        return _ROWS[group](place, f"{period}/{procedure}", whole)

    if group in _METRICS:
        return {
            "overview": made(root, True), "evaluation": [made(one, False) for one in children], "monthlyChart": [],
            "pagination": {"total": len(children), "currentPage": 1, "pageSize": 200, "totalPages": 1},
        }  # fmt: skip
    return {
        "parent": made(root, True),
        "children": [made(one, False) for one in children],
        "monthlyChart": None,
    }


def _period(group: Group, asked: Mapping[str, Any]) -> str:
    names = ("fromDate", "toDate") if group is Group.SATISFACTION else ("timeType", "year")
    given = [str(asked[name]) for name in (*names, "quarter", "month") if asked.get(name)]
    if any(not asked.get(name) for name in names):
        raise NoAnswer(names[0])
    return "/".join(given)


def _named(place: Place, *, code: bool = True) -> Row:
    named = {"departmentId": place.id, "departmentName": place.name}
    return named | ({"departmentCode": place.code} if code else {})


def _chance(place: Place, period: str, what: str) -> Random:
    return Random(f"{place.code}/{period}/{what}")  # noqa: S311 - made-up figures


def _scores(root: Place | None, period: str) -> Row:
    places = below(root) if root else list(provinces().values())
    rows = sorted((_score(place, period) for place in places), key=lambda row: -row["totalScore"])
    whole = {"departmentName": "Cả nước", "departmentCode": None} if root is None else _named(root)
    mean = round(sum(row["totalScore"] for row in rows) / len(rows), 2)
    return {
        "overview": whole | {"totalScore": mean, "totalMaxScore": 100, "ratio": mean}, "growthPercent": None,
        "evaluation": rows, "monthlyChart": [{"month": f"{n:02}", "averageScore": None} for n in range(1, 13)],
    }  # fmt: skip


def _score(place: Place, period: str) -> Row:
    chance = _chance(place, period, "scores")
    groups = {code: round(most * chance.uniform(0.4, 1), 2) for code, most in _SHARES.items()}
    total = round(sum(groups.values()), 2)
    return _named(place) | {
        "totalScore": total,
        "ratio": total,
        "scoreDelta": None,
        "groupScores": groups,
        "childGroup": "AGENCY" if place.code[-3] == "." else "COMMUNE",
    }


def _progress(place: Place, period: str, whole: bool) -> Row:
    chance = _chance(place, period, "progress")
    # Some agencies have no dossier at all: 0 of 0 is written as 0 here, and as null in other groups.
    received = 0 if place.code.endswith((".01", ".09")) else chance.randrange(20, 4000)
    on_time = round(received * chance.uniform(0.6, 1))
    ratio = round(100 * on_time / received, 2) if received else 0
    score = round(20 * on_time / received, 2) if received else 0
    counts = {
        "totalReceived": received,
        "totalOnTime": on_time,
        "avgProcessingDays": round(chance.uniform(1, 9), 2),
    }
    if whole:
        ended = {"totalCompleted": received, "totalScore": score, "totalMaxScore": 20}
        return _named(place) | counts | ended | {"ratio": ratio}
    own = {"level": "COMMUNE", "totalOverdue": received - on_time, "score": score, "maxScore": 20}
    return _named(place) | counts | own | {"ratio": ratio, "scoreDelta": None}


def _online(place: Place, period: str, whole: bool) -> Row:
    chance = _chance(place, period, "online")
    score = round(12 * chance.uniform(0.4, 1), 2)
    points = {"totalScore": score, "totalMaxScore": 12, "ratio": round(score / 0.12, 2)}
    if not whole:
        return _named(place) | points | {"scoreDelta": None}
    service, channel = chance.randrange(200, 400), chance.randrange(1000, 9000)
    online = channel // 2
    return _named(place) | points | {
        "authorityCount": service, "partialCount": service // 3, "fullCount": service // 3, "onlineServiceTotal": service,
        "onlineDossierCount": service // 2, "channelOnlineSum": online, "channelDirectSum": channel - online,
        "channelPostalSum": 0, "channelTotalSum": channel,
    }  # fmt: skip


def _payment(place: Place, period: str, whole: bool) -> Row:
    chance = _chance(place, period, "payment")
    due, fees = chance.randrange(50, 900), chance.randrange(5, 60)
    score = round(10 * chance.uniform(0.3, 1), 2)
    row = {
        "totalMaxScore": 10, "totalScore": score, "ratio": score * 10, "totalDossierFinancialObligation": due,
        "totalDossierOnlinePaymentSuccess": due // 2, "totalFeeFormality": fees, "totalFeeDossierFormality": fees // 2,
        "totalDossierOnlineFormalityPaymentSuccess": fees // 3,
    }  # fmt: skip
    return _named(place) | row | ({} if whole else {"scoreDelta": None})


def _metrics(group: Group) -> Callable[[Place, str, bool], Row]:
    def row(place: Place, period: str, _whole: bool) -> Row:
        chance = _chance(place, period, group.value)
        metrics = [_metric(code, most, chance) for code, most in _METRICS[group].items()]
        score = round(sum(one["score"] or 0 for one in metrics), 2)
        most = sum(_METRICS[group].values())
        named = _named(place, code=group is Group.DIGITISED)
        points = {"totalScore": score, "totalMaxScore": most, "ratio": round(100 * score / most, 2)}
        return named | points | {"scoreDelta": None, "metrics": metrics}

    return row


def _metric(code: str, most: int, chance: Random) -> Row:
    d = chance.choice((0, chance.randrange(1, 900)))
    n = chance.randrange(d + 1)
    ratio, score = (round(100 * n / d, 2), round(most * n / d, 2)) if d else (None, None)
    return {
        "code": code,
        "numerator": n,
        "denominator": d,
        "ratio": ratio,
        "score": score,
        "maxScore": most or None,
    }


_ROWS: dict[Group, Callable[[Place, str, bool], Row]] = {
    Group.PROGRESS: _progress, Group.ONLINE: _online, Group.PAYMENT: _payment,
    **{group: _metrics(group) for group in _METRICS},
}  # fmt: skip
