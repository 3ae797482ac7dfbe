"""What is wrong with real exports: dirty codes and words, rows that cannot be counted."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from motcua.hub.simulate.rows import CHANNEL, CODE, FIELD, FINISHED, NAME, PROCEDURE, RECEIVED, STATE, Row
from motcua.hub.simulate.world import World

_ZERO_WIDTH = "\u200b"
_NO_BREAK = "\u00a0"

BAD_ROWS_EVERY = 2_000
"""One set of rows that cannot be counted for so many dossiers, at least one."""


def dirty_code(world: World, code: str) -> str:
    """Now and then with blanks around, a zero-width blank inside, in small letters or with long dashes."""
    if not world.chance(6):
        return code
    changes: tuple[tuple[Callable[[str], str], float], ...] = (
        (lambda text: f"  {text} ", 60),
        (lambda text: text.replace("-", f"-{_ZERO_WIDTH}", 1), 15),
        (lambda text: _NO_BREAK + text, 5),
        (str.lower, 10),
        (lambda text: text.replace("-", "\u2013"), 10),
    )
    return world.one_of(changes)(code)


def dirty(world: World, row: Row) -> None:
    """Spoil a one-stop row in ways that do not change what it says."""
    row[CODE] = dirty_code(world, row[CODE])
    if world.chance(6):
        for cell in (FIELD, STATE):
            row[cell] = unicodedata.normalize("NFD", row[cell])
    if world.chance(3):
        row[CHANNEL] = row[CHANNEL].upper()
    if world.chance(1):
        row[FIELD] = row[FIELD].upper()
    if world.chance(1):
        row[STATE] = f" {row[STATE]}{_NO_BREAK}"


def bad_rows(world: World, model: Row, sets: int) -> list[tuple[str, Row]]:
    """So many times each way in which a row cannot be counted, with the reason; made from a good finished row."""
    made: list[tuple[str, Row]] = []
    for number in range(sets):
        made += [(why, _spoiled(model, changes)) for why, changes in _ways(world, model, number * 4)]
    return made


def _ways(world: World, model: Row, number: int) -> list[tuple[str, dict[int, object]]]:
    def code(place: int) -> str:
        return f"{world.unit_code}-990101-{number + place:04}"

    backwards = {RECEIVED: model[FINISHED], FINISHED: "05/01/2015 09:00:00"}
    nameless = {PROCEDURE: None, NAME: None, FIELD: None}
    return [
        ("missing dossier code", {CODE: None}),
        ("missing dossier code", {CODE: "   "}),
        ("impossible date", {CODE: code(1), RECEIVED: "31/02/2026 08:00:00"}),
        ("impossible date", {CODE: f" {code(2)}", RECEIVED: "##########"}),
        ("finished before received", {CODE: code(3), **backwards}),
        ("unknown procedure and sector", {CODE: code(4), **nameless}),
    ]


def _spoiled(model: Row, changes: dict[int, object]) -> Row:
    return [changes.get(place, cell) for place, cell in enumerate(model)]
