"""How well the checker does on reports of many styles: what was planted is found, what is right is not reported.

The figures are in docs/checker.md; `python -m tests.checker.score` prints them by kind of fault.
"""

from __future__ import annotations

import pytest

from tests.checker.files import KINDS
from tests.checker.own import own
from tests.checker.score import Score, Style, score
from tests.checker.styles import STYLES
from tests.checker.styles_held import HELD
from tests.checker.styles_last import LAST
from tests.checker.styles_later import LATER

SETS = {"tuned": STYLES, "held": HELD, "later": LATER, "last": LAST}
"""Styles by when they were written: the rules were tuned on the first, the others came after the rules."""
ALL: dict[str, Style] = {
    f"{group} {name}": style for group, styles in SETS.items() for name, style in styles.items()
}
THIRTY = range(1, 31)


def good(made: Score, recall: float, precision: float) -> bool:
    """Whether a score keeps its bounds; what it missed and what it made up is told where it does not."""
    told = "\n".join([made.table(), *made.missed, *made.false])
    assert made.recall >= recall and made.precision >= precision, told
    return True


def test_planted_faults_are_found_in_a_report_of_every_style() -> None:
    made = score(ALL, [7], faults=3)

    assert made.reports == len(ALL) and sum(made.planted.values()) > 40
    assert good(made, recall=0.95, precision=0.99)


def test_a_report_without_faults_has_no_findings_in_any_style() -> None:
    assert score(ALL | {"own": own}, [8], faults=0).false == []


@pytest.mark.long
@pytest.mark.parametrize("group", SETS)
def test_thirty_reports_of_every_style_with_planted_faults(group: str) -> None:
    assert good(score(SETS[group], THIRTY, faults=3), recall=0.97, precision=0.995)


@pytest.mark.long
def test_thirty_reports_of_every_style_without_faults() -> None:
    assert score(ALL | {"own": own}, THIRTY, faults=0).false == []


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_is_read_as_well(kind: str) -> None:
    assert good(score(ALL, [3, 4], faults=3, kind=kind), recall=0.95, precision=0.98)
