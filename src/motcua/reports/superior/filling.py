"""Putting figures into a file: each as its spot writes numbers, everything else byte for byte as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from motcua.reports.superior import numbers
from motcua.reports.superior.cells import serial
from motcua.reports.superior.docx_file import DocxFile
from motcua.reports.superior.meaning import Meaning
from motcua.reports.superior.numbers import Style, Value, Wanted
from motcua.reports.superior.package import DOCX, Package
from motcua.reports.superior.sheet import Put
from motcua.reports.superior.spots import Shown, Spot, paragraphs_of
from motcua.reports.superior.xlsx_file import XlsxFile
from motcua.reports.vietnamese import NO_RATE


class TheirFile:
    """A superior's file: what people see of it, how it writes numbers, and the same file filled. Raises FileRefused."""

    def __init__(self, content: bytes) -> None:
        self.package = Package(content)
        self._file = DocxFile(self.package) if self.package.kind == DOCX else XlsxFile(self.package)

    @property
    def kind(self) -> str:
        """docx or xlsx."""
        return self.package.kind

    @property
    def shown(self) -> Shown:
        """What people see of it."""
        return self._file.shown

    def put(self, spot: Spot, meaning: Meaning, value: Value, estimated: bool) -> Put:
        """What stands in a spot once it has a value."""
        if spot.numeric:
            return _number(spot, meaning.wanted, value, estimated)
        style = replace(spot.style, padded=True) if self._pads and _unpadded(spot) else spot.style
        return Put(None, numbers.write(value, style, meaning.wanted, estimated), estimated)

    def filled(self, puts: Mapping[str, Put]) -> bytes:
        """The file with these in the places of spots, by their keys."""
        file = self._file
        if isinstance(file, DocxFile):
            return self.package.with_parts(file.parts({key: put.text for key, put in puts.items()}))
        return self.package.with_parts(file.parts(puts))

    @property
    def _pads(self) -> bool:
        texts = (one.text for block in self.shown.blocks for one in paragraphs_of(block))
        return self.kind == DOCX and numbers.pads([text for text in texts if "0" in text])


def _unpadded(spot: Spot) -> bool:
    """Whether a spot does not show how it would write a number below ten."""
    return spot.style.kind == "blank" or (spot.style.kind == "count" and len(spot.text) > 1)


def _number(spot: Spot, wanted: Wanted, value: Value, estimated: bool) -> Put:
    """A cell that holds numbers keeps one; its number format shows it."""
    if value is None:
        return Put(None, NO_RATE, False)
    if isinstance(value, date):
        return Put(Decimal(serial(value)), "", False)
    if isinstance(value, Decimal):
        rate = numbers.rounded(value, spot.style, wanted)
        return Put(rate / 100 if spot.style.percent else rate, _told(rate, spot.style, estimated), estimated)
    return Put(Decimal(value), _told(value, spot.style, estimated), estimated)


def _told(value: Value, style: Style, estimated: bool) -> str:
    return numbers.write(value, replace(style, separator="."), Wanted(), estimated)
