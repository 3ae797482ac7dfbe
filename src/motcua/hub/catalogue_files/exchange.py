"""A procedure as the national exchange answers (LayThuTuc); keys in capitals, as public clients read them."""

from __future__ import annotations

from typing import Any

from motcua.catalogue.content import Fee, LegalGround, Paper, Result
from motcua.catalogue.contents import Content, Described
from motcua.catalogue.fields import procedure_code
from motcua.hub.catalogue_files import words
from motcua.hub.catalogue_files.base import Problem, Read
from motcua.hub.catalogue_files.said import Terms, number, text
from motcua.rules.measures import Channel

_OPEN = "1"
"""TRANGTHAI: công khai."""


def is_one(found: dict[str, Any]) -> bool:
    """Whether an object is a procedure of LayThuTuc, or an entry of LayDanhSachTTHC."""
    return "MATTHC" in found


def read(found: dict[str, Any], where: str) -> Read:
    """What one answer says; an entry of a list says code and name alone."""
    reader = _Answer(found, where)
    return Read([reader.described()], reader.problems)


class _Answer:
    def __init__(self, found: dict[str, Any], where: str) -> None:
        self.found, self.where = found, where
        self.problems: list[Problem] = []

    def described(self) -> Described:
        said = self._texts() | self._ways() | self._lists()
        code = procedure_code(text(self.found["MATTHC"]))
        ended = text(self.found.get("TRANGTHAI")) not in ("", _OPEN)
        return Described(code, Content(**said), frozenset(said), ended, where=self.where)

    def _names(self, key: str, name: str) -> list[str]:
        return [text(row.get(name)) for row in self.found.get(key) or () if text(row.get(name))]

    def _texts(self) -> dict[str, Any]:
        said = {
            "name": text(self.found.get("TENTTHC")).strip(" .;"),
            "field": next(iter(self._names("LINHVUCTHUCHIEN", "TENLINHVUC")), ""),
            "agency": "\n".join(self._names("COQUANTHUCHIEN", "TENDONVI")),
            "kind": text(self.found.get("LOAITTHC")),
            "decision": text(self.found.get("SOQUYETDINH")),
        }
        return {key: value for key, value in said.items() if value}

    def _ways(self) -> dict[str, Any]:
        """Channels, terms and fees (CACHTHUCTHUCHIEN)."""
        terms = Terms(self.where)
        for way in self.found.get("CACHTHUCTHUCHIEN") or ():
            kind = text(way.get("KENH"))
            if kind not in ("1", "2", "3"):
                self.problems.append(Problem(self.where, f"không hiểu kênh “{kind}”"))
                continue
            terms.offer(Channel(int(kind)))
            for time in way.get("THOIGIAN") or ():
                note, fees = text(time.get("MOTA")), [_fee(row) for row in time.get("PHILEPHI") or ()]
                amount, unit = text(time.get("THOIGIANGIAIQUYET")), text(time.get("DONVITINH"))
                terms.add(Channel(int(kind)), amount, unit, note, fees)
        self.problems += terms.problems
        return terms.said()

    def _lists(self) -> dict[str, Any]:
        papers = [
            _paper(row, text(case.get("TRUONGHOP")))
            for case in self.found.get("THANHPHANHOSO") or ()
            for row in case.get("GIAYTO") or ()
        ]
        results = [
            Result(text(row.get("TENKETQUA")), text(row.get("MAKETQUA")))
            for row in self.found.get("KETQUATHUCHIEN") or ()
        ]
        grounds = [
            LegalGround(text(row.get("SOVANBAN")), text(row.get("TENVANBAN")))
            for row in self.found.get("CANCUPHAPLY") or ()
        ]
        lists: dict[str, Any] = {"papers": papers, "results": results, "grounds": grounds}
        return {key: tuple(rows) for key, rows in lists.items() if rows}


def _fee(row: dict[str, Any]) -> Fee:
    said = words.fees(text(row.get("SOTIEN")))
    amount = said[0].amount if said else None
    note = " ".join(filter(None, [said[0].note if said else "", text(row.get("MOTA"))]))
    kind = "charge" if "lệ phí" in note.lower() else "fee"
    return Fee(amount, kind, text(row.get("MAPHILEPHI")), note)


def _paper(row: dict[str, Any], case: str) -> Paper:
    return Paper(
        name=text(row.get("TENGIAYTO")),
        code=text(row.get("MAGIAYTO")),
        originals=number(row.get("SOBANCHINH"), 0),
        copies=number(row.get("SOBANSAO"), 0),
        case=case,
        form=text(row.get("TENMAUDON")),
    )
