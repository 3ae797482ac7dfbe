"""The periods that a line names, each told whether the report is about it or plans for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from motcua.reports.check.findings import Mark
from motcua.reports.check.parsed import Line
from motcua.reports.check.text.periods import Named

Role = Literal["result", "plan"]

_PLAN = re.compile(
    r"\b(?:phuong huong|nhiem vu trong tam|nhiem vu|giai phap|ke hoach|trong tam|tiep theo|chuong trinh|muc tieu)\b"
)
_RESULT = re.compile(r"\b(?:ket qua|tinh hinh|bao cao|cong tac|thuc hien|so lieu|danh gia)\b")


@dataclass(frozen=True)
class Told:
    """A period that the report says it is about, or plans for: where, and in which role."""

    line: Line
    named: Named
    role: Role

    @property
    def mark(self) -> Mark:
        return Mark(self.line.index, self.named.start, self.named.end)


def roles(line: Line) -> list[Told]:
    """The periods a line names, each told whether the report is about it or plans for it."""
    made: list[Told] = []
    begin = 0
    for named in line.named:
        between = line.folded[begin : named.start]
        plan = [match.start() for match in _PLAN.finditer(between)]
        result = [match.start() for match in _RESULT.finditer(between)]
        ahead = bool(plan) and not (result and _by_result(between, plan, result))
        made.append(Told(line, named, "plan" if ahead else "result"))
        begin = named.end
    return made


def _by_result(between: str, plan: list[int], result: list[int]) -> bool:
    """«kết quả thực hiện nhiệm vụ tháng 5» is a result, «phương hướng, nhiệm vụ thực hiện tháng 6» a plan."""
    strong = [match.start() for match in re.finditer(r"\b(?:ket qua|tinh hinh)\b", between)]
    ahead = [
        match.start()
        for match in re.finditer(
            r"\b(?:phuong huong|trong tam|giai phap|ke hoach|tiep theo|chuong trinh)\b", between
        )
    ]
    if strong and (not ahead or max(ahead) < max(strong)):
        return True
    return not ahead and not re.search(r"\bnhiem vu\b", between)
