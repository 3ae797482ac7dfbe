"""The versions of the index as data: `versions/<name>.yaml`, each in force for the periods from a day on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from motcua.reports.errors import ReportRefused
from motcua.rules.index import Empty, Scoring
from motcua.rules.measures import MEASURES


class BadIndex(ReportRefused):
    """A version of the index that cannot be used; says which and why."""

    def __init__(self, version: str, why: str) -> None:
        super().__init__(f"Tệp chỉ số {version} không dùng được: {why}.")
        self.version, self.why = version, why


@dataclass(frozen=True)
class OfDossiers:
    """What is counted over dossiers: sums of measures. More than `asked_again` supplement requests: not good."""

    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    asked_again: int | None = None
    estimate: str = ""


@dataclass(frozen=True)
class OfProcedures:
    """What is counted over procedures: names of sets of `procedures.SETS`."""

    numerator: str
    denominator: str
    estimate: str = ""


@dataclass(frozen=True)
class Indicator:
    """An indicator (chỉ số thành phần); `missing` says why we keep no facts for it, where `counts` is None."""

    code: str
    number: str
    label: str
    scoring: Scoring
    counts: OfDossiers | OfProcedures | None
    missing: str = ""


@dataclass(frozen=True)
class Group:
    """A group of indicators (nhóm chỉ số) with the most points it can have."""

    code: str
    label: str
    maximum: Fraction
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Definitions:
    """A version of the index."""

    version: str
    since: date
    source: str
    groups: tuple[Group, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators in their order."""
        return tuple(one for group in self.groups for one in group.indicators)

    def indicator(self, code: str) -> Indicator | None:
        """The indicator of a code, where there is one."""
        return next((one for one in self.indicators if one.code == code), None)


@cache
def versions() -> tuple[Definitions, ...]:
    """All versions, the latest first; raises BadIndex."""
    folder = files("motcua.index") / "versions"
    texts = [
        (one.name, one.read_text(encoding="utf-8")) for one in folder.iterdir() if one.name.endswith(".yaml")
    ]
    return tuple(sorted((read(*one) for one in texts), key=lambda one: one.since, reverse=True))


def in_force(on: date) -> Definitions:
    """The version by which a period that ends on a local day is scored, the first one for what lies before it."""
    return next((one for one in versions() if one.since <= on), versions()[-1])


def read(name: str, text: str) -> Definitions:
    """A version from the text of its file; raises BadIndex where a part is missing or nonsense."""
    try:
        content = yaml.safe_load(text)
        found = Definitions(
            content["version"],
            content["since"],
            content["source"],
            tuple(_group(one) for one in content["groups"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise BadIndex(name, f"thiếu hoặc sai phần {error}") from error
    for problem in _problems(found):
        raise BadIndex(name, problem)
    return found


def _group(content: Mapping[str, Any]) -> Group:
    inside = tuple(_indicator(one) for one in content["indicators"])
    return Group(content["code"], content["label"], _number(content["maximum"]), inside)


def _indicator(content: Mapping[str, Any]) -> Indicator:
    most = _number(content["maximum"])
    weight = (
        _number(content["weight"]) if "weight" in content else most / _number(content.get("threshold", 1))
    )
    scoring = Scoring(weight, most, Empty(content.get("empty", "none")))
    missing = content.get("missing", "")
    return Indicator(content["code"], content["number"], content["label"], scoring, _counts(content), missing)


def _counts(content: Mapping[str, Any]) -> OfDossiers | OfProcedures | None:
    if dossiers := content.get("dossiers"):
        names = tuple(dossiers["numerator"]), tuple(dossiers["denominator"])
        return OfDossiers(*names, dossiers.get("asked_again"), dossiers.get("estimate", ""))
    if procedures := content.get("procedures"):
        return OfProcedures(**procedures)
    return None


def _number(value: int | str) -> Fraction:
    return Fraction(value)


def _problems(found: Definitions) -> Iterator[str]:
    codes = [one.code for one in found.indicators]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"chỉ số {code} có hai lần"
    for one in found.indicators:
        if (one.counts is None) != bool(one.missing):
            yield f"chỉ số {one.code} phải có cách đếm hoặc lý do không đếm được"
        if isinstance(one.counts, OfDossiers):
            strange = {*one.counts.numerator, *one.counts.denominator} - MEASURES.keys()
            if strange:
                yield f"chỉ số {one.code} nhắc đến chỉ tiêu không có: {', '.join(sorted(strange))}"
