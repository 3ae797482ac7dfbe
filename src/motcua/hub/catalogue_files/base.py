"""What reading a list of procedures gives: descriptions, and rows or cells that nobody understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from motcua.catalogue.contents import Described
from motcua.hub.errors import ExportError


class NotACatalogue(ExportError):
    """No table of the file has codes and names of procedures; `seen` are the titles that were known."""

    def __init__(self, seen: list[str], *, file: str) -> None:
        known = f"; chỉ thấy: {'; '.join(seen)}" if seen else ""
        super().__init__(
            f"không tìm thấy danh mục thủ tục{known}",
            "Cần một dòng tiêu đề có cột “Mã số” và cột “Tên”, hoặc tệp JSON của Cổng Dịch vụ công quốc gia.",
            file=file,
        )
        self.seen = seen


@dataclass(frozen=True)
class Problem:
    """A row or a cell that was left aside: where, and why, in Vietnamese."""

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}."


@dataclass
class Read:
    """What files say about procedures, and what in them was left aside."""

    described: list[Described] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
