"""Lists of procedures in tables: the national portal's list, the templates of departments and communes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.catalogue.content import Fee
from motcua.catalogue.contents import Content, Described
from motcua.catalogue.fields import agencies, procedure_code
from motcua.hub.catalogue_files import words
from motcua.hub.catalogue_files.base import NotACatalogue, Problem, Read
from motcua.hub.formats import RawTable, read_tables
from motcua.hub.text import squeeze
from motcua.rules.measures import Channel

_SCAN = 40
_LEAST = 2
_CODE = re.compile(r"\d\.\d{6}", re.ASCII)
_CODE_BEHIND = re.compile(r"\s*\(\d\.\d{6}\)\W*$", re.ASCII)
_REPLACED = re.compile(r"thay (?:thế )?(?:bằng|bởi)\D{0,40}(\d\.\d{6})", re.IGNORECASE)
_CHANNELS = (Channel.DIRECT, Channel.ONLINE, Channel.POSTAL)
_AGENCIES = ("agency", "receiving_agency", "issuing_agency")
_TEXTS = ("name", "field", "kind", "decision")
_TERMS = {"term": None, "term_direct": Channel.DIRECT, "term_online": Channel.ONLINE}


def read(path: Path) -> Read:
    """Every table of a file whose header names codes and names of procedures.

    Raises an ExportError where the file cannot be read, NotACatalogue where no table is such a list.
    """
    tables = read_tables(path)
    found = [(table, header) for table in tables if (header := _header(table)) is not None]
    whole = [(table, header) for table, header in found if {"code", "name"} <= set(header.columns)]
    if not whole:
        seen = [
            str(table.frame.row(header.row)[place])
            for table, header in found
            for place in header.columns.values()
        ]
        raise NotACatalogue(seen, file=path.name)
    parts = [_read(table, header) for table, header in whole]
    return Read(
        [one for part in parts for one in part.described], [one for part in parts for one in part.problems]
    )


@dataclass(frozen=True)
class _Header:
    row: int
    columns: dict[str, int]


def _header(table: RawTable) -> _Header | None:
    """The row that names the most columns; at least two."""
    titles = words.words()["columns"]
    best = _Header(-1, {})
    for index, row in enumerate(table.frame.head(_SCAN).rows()):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            if cell and (name := titles.get(squeeze(cell)) or titles.get(squeeze(_bare(cell)))):
                columns.setdefault(name, place)
        if len(columns) > len(best.columns):
            best = _Header(index, columns)
    return best if len(best.columns) > 1 else None


def _bare(title: str) -> str:
    """A title without what stands in brackets: «Cấp thực hiện (bo/tinh/xa)»."""
    return re.sub(r"\([^)]*\)", " ", title)


def _read(table: RawTable, header: _Header) -> Read:
    described, problems = [], []
    for number, row in zip(table.row_numbers, table.frame.rows(), strict=True):
        cells = {name: (row[place] or "").strip() for name, place in header.columns.items()}
        # The header again, headings of sections and totals, which fill one cell or none of those that matter.
        heading = (
            squeeze(cells["code"]) in words.words()["columns"] or sum(map(bool, cells.values())) < _LEAST
        )
        if number <= table.row_numbers[header.row] or heading:
            continue
        place = (
            f"{table.file}, dòng {number}" if not table.name else f"{table.file}, {table.name}, dòng {number}"
        )
        reader = _Row(cells, place)
        if one := reader.described():
            described.append(one)
        problems += reader.problems
    return Read(described, problems)


class _Row:
    """One row of a list: what it says, and what in it cannot be understood."""

    def __init__(self, cells: dict[str, str], where: str) -> None:
        self.cells, self.where = cells, where
        self.problems: list[Problem] = []
        self.said: dict[str, Any] = {}

    def described(self) -> Described | None:
        """What the row says; None where it has no code of a procedure."""
        code = procedure_code(self.cells["code"])
        if not _CODE.fullmatch(code):
            self._problem(f"“{self.cells['code']}” không phải mã thủ tục (dạng 1.001193)")
            return None
        for part in (
            self._texts,
            self._level,
            self._channels,
            self._terms,
            self._fees,
            self._tiers,
            self._flags,
        ):
            part()
        ended, by = self._ended()
        content = Content(**self.said)
        return Described(code, content, frozenset(self.said), ended, by, self.where)

    def _problem(self, text: str) -> None:
        self.problems.append(Problem(self.where, text))

    def _cell(self, name: str) -> str:
        return self.cells.get(name, "")

    def _understood(self, read: Any, name: str) -> Any:
        """What a cell says; None, and a problem noted, where nobody understands it."""
        try:
            return read(self._cell(name))
        except words.NotUnderstood as error:
            self._problem(str(error))
            return None

    def _texts(self) -> None:
        for name in _TEXTS:
            if text := " ".join(self._cell(name).split()):
                self.said[name] = _CODE_BEHIND.sub("", text).strip(" .;") if name == "name" else text
        for name in _AGENCIES:
            if listed := agencies(self._cell(name)):
                self.said[name] = "\n".join(listed)

    def _level(self) -> None:
        if self._cell("level"):
            found = self._understood(words.level, "level")
        else:
            ticked = [name for name in ("full", "partial", "information") if self._ticked(name)]
            found = {"information": "none"}.get(ticked[0], ticked[0]) if ticked else None
            if len(ticked) > 1:
                self._problem("đánh dấu nhiều mức độ; lấy mức cao nhất")
        if found:
            self.said["level"] = found
            # A service level above information means that it can be filed online.
            self.said["online"] = found != "none"

    def _ticked(self, name: str) -> bool:
        return bool(self._understood(words.mark, name)) if self._cell(name) else False

    def _channels(self) -> None:
        for name in ("direct", "online", "postal"):
            if self._cell(name):
                ticked = self._understood(words.mark, name)
                if ticked is not None:
                    self.said[name] = ticked

    def _terms(self) -> None:
        found = {
            channel: said
            for name, channel in _TERMS.items()
            if self._cell(name) and (said := self._understood(words.term, name)) is not None
        }
        if not found:
            return
        general = found.get(None) or found.get(Channel.DIRECT) or next(iter(found.values()))
        self.said["term"] = general.term
        if general.rules != words.PLAIN:
            self.said["rules"] = general.rules
        own = {channel: said.term for channel, said in found.items() if channel and said.term}
        if own:
            self.said["channel_terms"] = tuple(own.items())

    def _fees(self) -> None:
        """Amounts, the same for every channel; where a cell has words, they are what holds."""
        cells = {"fee": "fee", "charge": "charge", "fees": "fee"}
        found: list[Fee] = [fee for name, kind in cells.items() for fee in words.fees(self._cell(name), kind)]
        due = [fee for fee in found if fee.amount != 0] or found[:1]
        if not found:
            return
        if all(fee.amount is not None for fee in found):
            self.said["fees"] = tuple((channel, tuple(due)) for channel in _CHANNELS)
        self.said["fee_note"] = "\n".join(fee.note for fee in found if fee.note)

    def _tiers(self) -> None:
        if self._cell("tiers") and (found := self._understood(words.tiers, "tiers")) is not None:
            listed, linked = found
            if listed:
                self.said["tiers"] = listed
            if linked:
                self.said["inter_agency"] = True

    def _flags(self) -> None:
        if self._cell("non_territorial"):
            self.said["non_territorial"] = self._ticked("non_territorial")
        linked = [name for name in ("inter_agency", "same_tier", "two_tiers") if self._cell(name)]
        if linked:
            ticked = [self._ticked(name) for name in linked]
            self.said["inter_agency"] = any(ticked)

    def _ended(self) -> tuple[bool, str]:
        by = procedure_code(self._cell("replaced_by"))
        if not by and (found := _REPLACED.search(self._cell("note"))):
            by = found[1]
        ended = bool(self._understood(words.repealed, "state")) if self._cell("state") else False
        return ended or bool(self._cell("replaced_by")), by if _CODE.fullmatch(by) else ""
