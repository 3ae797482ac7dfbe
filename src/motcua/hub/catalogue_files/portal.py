"""A procedure as the portal of 2026 shows it: entries of its list, and the detail of one."""

from __future__ import annotations

from typing import Any

from motcua.catalogue.content import Fee, LegalGround, Paper, Result
from motcua.catalogue.contents import Content, Described
from motcua.catalogue.fields import procedure_code
from motcua.hub.catalogue_files import words
from motcua.hub.catalogue_files.base import Problem, Read
from motcua.hub.catalogue_files.said import Terms, number, text
from motcua.rules.measures import Channel

_CHANNELS = {"DIRECT": Channel.DIRECT, "ONLINE": Channel.ONLINE, "POSTAL": Channel.POSTAL}
_TIERS = {"isWard": "commune", "isProvince": "province", "isMinistry": "ministry", "isOtherAgency": "other"}
_KINDS = {
    "ASSIGNED_REGULATION": "TTHC được luật giao quy định chi tiết",
    "SPECIFIC": "TTHC đặc thù",
    "STANDARD": "TTHC tiêu chuẩn",
    "INTERCONNECTED": "TTHC liên thông",
    "STANDARD_INTERNAL": "TTHC nội bộ",
    "INTERCONNECTED_INTERNAL": "TTHC nội bộ liên thông",
    "LOCAL_REGULATION": "TTHC do địa phương quy định",
    "CENTRAL_REGULATION": "TTHC do trung ương quy định",
}
_ENDED = ("REPEAL", "ABOLISH", "CANCEL", "EXPIRED", "REVOKE")


def is_one(found: dict[str, Any]) -> bool:
    """Whether an object is a procedure of the portal: of its list or a detail."""
    return "code" in found and (
        "executionMethods" in found or ("categories" in found and "departments" in found)
    )


def read(found: dict[str, Any], where: str) -> Read:
    """What the portal says of one procedure."""
    reader = _Detail(found, where)
    return Read([reader.described()], reader.problems)


class _Detail:
    def __init__(self, found: dict[str, Any], where: str) -> None:
        self.found, self.where = found, where
        self.problems: list[Problem] = []

    def described(self) -> Described:
        said = self._texts() | self._flags() | self._ways() | self._lists()
        ended = any(word in text(self.found.get("state")).upper() for word in _ENDED)
        code = procedure_code(text(self.found["code"]))
        return Described(code, Content(**said), frozenset(said), ended, where=self.where)

    def _names(self, *keys: str) -> list[str]:
        rows = next((self.found[key] for key in keys if self.found.get(key)), ())
        names = [text(row.get("name")) if isinstance(row, dict) else text(row) for row in rows]
        return [name for name in names if name]

    def _texts(self) -> dict[str, Any]:
        kind = text(self.found.get("formalityType") or self.found.get("type"))
        said = {
            "name": text(self.found.get("name")).strip(" .;"),
            "field": next(iter(self._names("categoriesDetails", "categories")), ""),
            "agency": "\n".join(self._names("departmentsExecuting", "departments")),
            "issuing_agency": text(self.found.get("departmentPromulgateName")),
            "decision": text((self.found.get("procedureProposal") or {}).get("proposalNumber")),
            "kind": _KINDS.get(kind, ""),
        }
        return {key: value for key, value in said.items() if value}

    def _flags(self) -> dict[str, Any]:
        """Tiers, level and the rest, of a detail alone."""
        if "executionMethods" not in self.found:
            return {}
        online = any(self._method(row) is Channel.ONLINE for row in self.found["executionMethods"] or ())
        full = self.found.get("isFullProcess") is True
        alone = self.found.get("isOfflineOnly") is True
        said: dict[str, Any] = {
            "level": "none" if alone or not online else "full" if full else "partial",
            "inter_agency": text(self.found.get("formalityType")).startswith("INTERCONNECTED"),
            "non_territorial": self.found.get("isNonTerritorial") is True,
        }
        tiers = tuple(tier for key, tier in _TIERS.items() if self.found.get(key) is True)
        return said | ({"tiers": tiers} if tiers else {})

    def _method(self, row: dict[str, Any]) -> Channel | None:
        return _CHANNELS.get(text(row.get("submissionMethod")).upper())

    def _ways(self) -> dict[str, Any]:
        terms = Terms(self.where)
        for row in self.found.get("executionMethods") or ():
            channel = self._method(row)
            if channel is None:
                method = text(row.get("submissionMethod"))
                self.problems.append(Problem(self.where, f"không hiểu kênh “{method}”"))
                continue
            terms.offer(channel)
            unit = text(row.get("processingTimeUnit"))
            fees = [_fee(fee) for fee in row.get("fees") or ()]
            terms.add(channel, text(row.get("processingTime")), unit, text(row.get("description")), fees)
        self.problems += terms.problems
        return terms.said()

    def _lists(self) -> dict[str, Any]:
        papers = [
            _paper(row, text(case.get("name")))
            for case in self.found.get("executionCases") or ()
            for row in case.get("profileComponents") or ()
        ]
        results = [
            Result(text(row.get("name")), text(row.get("code")))
            for row in self.found.get("resultsDetails") or ()
        ]
        grounds = [
            LegalGround(text(row.get("code") or row.get("number")), text(row.get("name")))
            for row in self.found.get("legalBasisesDetails") or ()
        ]
        lists: dict[str, Any] = {"papers": papers, "results": results, "grounds": grounds}
        return {key: tuple(rows) for key, rows in lists.items() if rows}


def _fee(row: dict[str, Any]) -> Fee:
    said = words.fees(text(row.get("value")))
    kind = "fee" if text(row.get("type")).upper() in ("", "FEE") else "charge"
    note = " ".join(filter(None, [said[0].note if said else "", text(row.get("description"))]))
    return Fee(said[0].amount if said else None, kind, note=note)


def _paper(row: dict[str, Any], case: str) -> Paper:
    required = row.get("required") is not False
    return Paper(
        name=text(row.get("name")),
        code=text(row.get("code")),
        originals=number(row.get("originalQty"), 0),
        copies=number(row.get("copyQty"), 0),
        required=required,
        condition="" if required else "khi thuộc trường hợp phải nộp",
        case=case,
        form=text(row.get("code")) if row.get("hasElectronicForm") is True else "",
    )
