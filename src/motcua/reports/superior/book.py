"""A workbook's sheets in order, its shared texts, and that formulas are to be counted again when it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from posixpath import join, normpath

from motcua.reports.superior.book_styles import PART as STYLES
from motcua.reports.superior.book_styles import BookStyles
from motcua.reports.superior.errors import FileRefused
from motcua.reports.superior.package import Package
from motcua.reports.superior.running_text import RunningText
from motcua.reports.superior.spans import Edit, Node, parsed, prefix, spliced, with_attribute

PART = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_TEXTS = "xl/sharedStrings.xml"
_BEFORE_CALCULATION = ("s:definedNames", "s:externalReferences", "s:functionGroups", "s:sheets")
"""What stands before `calcPr`, the last first (CT_Workbook of ISO/IEC 29500-1)."""


@dataclass(frozen=True)
class SheetPart:
    """A sheet: its name, its part, and whether people see it."""

    name: str
    part: str
    hidden: bool


class Book:
    """What the sheets of a workbook share."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.raw = package.part(PART)
        self.root = parsed(self.raw)
        self.styles = BookStyles(package.part(STYLES))
        self.texts_raw = package.part(_TEXTS)

    @cached_property
    def sheets(self) -> list[SheetPart]:
        """The sheets of cells in their order; sheets of charts aside."""
        relations = parsed(self.package.part(_RELATIONS)).children
        targets = {one.attributes.get("Id", ""): one.attributes for one in relations}
        listed = self.root.first("s:sheets")
        found = [self._sheet(one, targets) for one in (listed.children if listed else ())]
        sheets = [one for one in found if one is not None]
        if not sheets:
            raise FileRefused("Bảng tính không có trang nào. Mở tệp, lưu lại rồi tải lên.")
        return sheets

    def _sheet(self, node: Node, targets: dict[str, dict[str, str]]) -> SheetPart | None:
        relation = targets.get(node.attributes.get("r:id", ""), {})
        target = relation.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if not relation.get("Type", "").endswith("/worksheet") or part not in self.package.names:
            return None
        return SheetPart(node.attributes.get("name", "?"), part, node.attributes.get("state", "") in _HIDDEN)

    @cached_property
    def texts(self) -> list[Node]:
        """The shared texts."""
        return [one for one in parsed(self.texts_raw).children if one.tag == "s:si"] if self.texts_raw else []

    def recounted(self) -> dict[str, bytes]:
        """The part that says so, changed to have all formulas counted again when the workbook is opened."""
        calculation = self.root.first("s:calcPr")
        if calculation is None:
            return {PART: spliced(self.raw, [self._calculation()])}
        if calculation.attributes.get("fullCalcOnLoad") in ("1", "true"):
            return {}
        element = self.raw[calculation.start : calculation.end]
        changed = with_attribute(element, "fullCalcOnLoad", "1")
        return {PART: spliced(self.raw, [(calculation.start, calculation.end, changed)])}

    def _calculation(self) -> Edit:
        before = next(node for tag in _BEFORE_CALCULATION if (node := self.root.first(tag)))
        made = f'<{prefix(self.raw, before)}calcPr fullCalcOnLoad="1"/>'.encode()
        return (before.end, before.end, made)


_HIDDEN = ("hidden", "veryHidden")


def running(raw: bytes, node: Node) -> RunningText:
    """The text of a shared or own text of a cell; readings aids (furigana) aside."""
    text = RunningText(raw)
    for one in node.children:
        if one.tag == "s:t":
            text.add(one)
        elif one.tag == "s:r" and (inner := one.first("s:t")):
            text.add(inner)
    return text
