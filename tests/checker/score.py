"""How well the checker finds what was planted, and how often it finds what was not."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from random import Random

from motcua.reports.check import Finding, check, report_of
from motcua.reports.check.read import Document
from motcua.reports.check.read.base import Table
from motcua.reports.check.text.fold import tidy
from tests.checker.draft import Draft, Line
from tests.checker.faults import KINDS, Planted, plant
from tests.checker.files import document

Style = Callable[[int], Draft]


@dataclass
class Score:
    """Planted faults by kind: how many, found by any finding, found as what they are. Findings by kind: right and wrong."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    reports: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return sum(self.found.values()) / max(1, sum(self.planted.values()))

    @property
    def precision(self) -> float:
        right, wrong = sum(self.right.values()), sum(self.wrong.values())
        return right / max(1, right + wrong)

    def table(self) -> str:
        """The score as a table for people."""
        lines = [
            f"{'kind':<12}{'planted':>8}{'found':>7}{'recall':>8}{'as such':>9}{'findings':>10}{'wrong':>7}{'precision':>11}"
        ]
        for kind in sorted(set(self.planted) | set(self.right) | set(self.wrong)):
            planted, right, wrong = self.planted[kind], self.right[kind], self.wrong[kind]
            recall = f"{self.found[kind] / planted:.0%}" if planted else "–"
            precision = f"{right / (right + wrong):.0%}" if right + wrong else "–"
            lines.append(
                f"{kind:<12}{planted:>8}{self.found[kind]:>7}{recall:>8}{self.named[kind]:>9}{right + wrong:>10}{wrong:>7}{precision:>11}"
            )
        lines.append(f"{self.reports} reports, recall {self.recall:.1%}, precision {self.precision:.1%}")
        return "\n".join(lines)


def score(styles: Mapping[str, Style], seeds: Iterable[int], faults: int = 3, kind: str = "docx") -> Score:
    """The score over reports of these styles and seeds, each with up to so many faults of different kinds."""
    made = Score()
    for seed in seeds:
        for name, style in styles.items():
            rng = Random(f"{name} {seed}")
            draft = style(seed)
            wanted = rng.sample(sorted(KINDS), len(KINDS))
            planted: list[Planted] = []
            for one in wanted:
                if len(planted) < faults and (fault := plant(draft, one, rng)) is not None:
                    planted.append(fault)
            add(made, f"{name} {seed}", draft, planted, kind)
    return made


def add(made: Score, title: str, draft: Draft, planted: list[Planted], kind: str) -> None:
    """Check one report and count what was found."""
    read = document(draft, kind)
    findings = check(report_of(read))
    made.reports += 1
    where = {fault: _indices(read, draft, fault) for fault in planted}
    for fault in planted:
        hits = [finding for finding in findings if _touches(finding, where[fault])]
        made.planted[fault.kind] += 1
        made.found[fault.kind] += bool(hits)
        made.named[fault.kind] += any(finding.kind.value == fault.kind for finding in hits)
        if not hits:
            made.missed.append(
                f"{title}: {fault.kind} ({fault.way}): "
                + " | ".join(_text(draft, at) for at in sorted(fault.blocks))[:300]
            )
    for finding in findings:
        right = any(_touches(finding, indices) for indices in where.values())
        (made.right if right else made.wrong)[finding.kind.value] += 1
        if not right:
            made.false.append(f"{title}: {finding.kind.value}: {finding.message} → {finding.expected}")


def _touches(finding: Finding, indices: set[int]) -> bool:
    return any(mark.block in indices for mark in (finding.where, *finding.also))


def _indices(read: Document, draft: Draft, fault: Planted) -> set[int]:
    """The blocks of the document in which a fault stands."""
    tables = [at for at, block in enumerate(read.blocks) if isinstance(block, Table)]
    grids = [at for at, block in enumerate(draft.blocks) if not isinstance(block, Line)]
    found: set[int] = set()
    for at in fault.blocks:
        block = draft.blocks[at]
        if isinstance(block, Line):
            wanted = _squeezed(block.text.split("\n")[-1])
            found |= {
                n
                for n, one in enumerate(read.blocks)
                if not isinstance(one, Table) and _same(wanted, _squeezed(one.text))
            }
        elif grids.index(at) < len(tables):
            found.add(tables[grids.index(at)])
    return found


def _same(wanted: str, text: str) -> bool:
    """Whether a paragraph is the one that was written, or a piece that a page break tore off."""
    return bool(wanted) and (wanted in text or (len(text) > 25 and text in wanted))


def _squeezed(text: str) -> str:
    return tidy(text).replace(" ", "")


def _text(draft: Draft, at: int) -> str:
    block = draft.blocks[at]
    return block.text if isinstance(block, Line) else "table"


def main() -> None:
    """Print the scores of the styles named, or of those the rules were tuned on."""
    from tests.checker.styles import STYLES
    from tests.checker.styles_held import HELD
    from tests.checker.styles_last import LAST
    from tests.checker.styles_later import LATER

    names = sys.argv[1:]
    sets = defaultdict(dict, {"tuned": STYLES, "held": HELD, "later": LATER, "last": LAST})
    for name in [one for one in names if one in sets] or ["tuned"]:
        made = score(sets[name], range(1, 31))
        sys.stdout.write(f"== {name}\n{made.table()}\n")
        if "-v" in names:
            sys.stdout.write("\n".join([*made.missed, "-- false", *made.false, ""]))


if __name__ == "__main__":
    main()
