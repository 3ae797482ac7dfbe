"""The pages on casework and the journal list what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import motcua.casework
from motcua.casework.acts import ACTS
from motcua.casework.calendar_change import REDATED

SOURCES = Path(motcua.casework.__file__).parent
_CODE = re.compile(r"`([^`]+)`")
_TOLD = re.compile(r"""tell\(\s*"(\w+)"|, "(accepted)" if accept else "(lodged)\"""")


def rows(page: str) -> list[list[str]]:
    """The rows of the tables of a page, cell by cell."""
    lines = (SOURCES.parents[2] / page).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]


def written() -> set[str]:
    """The kinds of entries that the code writes."""
    found = [_TOLD.findall(path.read_text(encoding="utf-8")) for path in SOURCES.rglob("*.py")]
    return {kind for kinds in found for groups in kinds for kind in groups if kind} | {REDATED}


def test_every_act_stands_with_its_rights() -> None:
    told = {
        _CODE.findall(row[0])[0]: _CODE.findall(row[2]) for row in rows("docs/casework.md") if "`" in row[0]
    }
    assert told == {name: [act.right, *act.also] for name, act in ACTS.items()}


def test_acts_write_kinds_that_there_are() -> None:
    told = {kind for row in rows("docs/casework.md") if "`" in row[0] for kind in _CODE.findall(row[3])}
    assert told <= written()


def test_every_kind_of_entry_stands_in_the_page_on_the_journal() -> None:
    told = [_CODE.findall(row[0])[0] for row in rows("docs/journal.md") if "`" in row[0]]
    assert sorted(told) == sorted(written())
