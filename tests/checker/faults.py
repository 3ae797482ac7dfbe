"""Faults of every kind, planted at random places of a draft; where each was planted is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.checker.draft import Draft, Grid, Line, Slot, heading_number, long, short

RELATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("total", ("new", "carried")), ("total", ("online", "direct_postal", "carried")), ("new", ("online", "direct", "postal")),
    ("new", ("online", "direct_postal")), ("closed", ("early", "on_time", "late")), ("closed", ("in_time", "late")),
    ("closed", ("early", "on_time", "late", "refused", "withdrawn")), ("open", ("in_term", "overdue")),
    ("open", ("in_term", "overdue", "supplement", "paused")), ("pakn", ("pakn_new", "pakn_carried")),
    ("pakn", ("pakn_rules", "pakn_conduct")), ("pakn_done", ("pakn_on_time", "pakn_late")), ("votes", ("very", "good", "middling")),
    ("staff", ("heads", "officers", "helpers")), ("tthc", ("tthc_full", "tthc_partial", "tthc_told")), ("tthc_online", ("tthc_full", "tthc_partial")),
    ("media", ("posts", "talks")), ("online", ("full", "partial")), ("refused_withdrawn", ("refused", "withdrawn")),
    ("used", ("used_full", "used_partial")),
)  # fmt: skip
"""A figure and the parts that make it up."""


@dataclass(frozen=True)
class Planted:
    """A fault: its kind, how it was made, and the blocks of the draft that show it."""

    kind: str
    way: str
    blocks: frozenset[int]


def plant(draft: Draft, kind: str, rng: Random) -> Planted | None:
    """Plant a fault of a kind; None where the draft has no place for one."""
    ways = list(KINDS[kind])
    rng.shuffle(ways)
    return next((planted for way in ways if (planted := way(draft, rng)) is not None), None)


def _lines(draft: Draft) -> Iterator[tuple[int, Line]]:
    return ((at, block) for at, block in enumerate(draft.blocks) if isinstance(block, Line))


def _slots(draft: Draft, what: str) -> list[Slot]:
    return [slot for _, line in _lines(draft) for slot in line.slots if slot.what == what]


def _groups(draft: Draft) -> dict[int, dict[str, list[Slot]]]:
    """Slots of numbers in lines by group and name."""
    found: dict[int, dict[str, list[Slot]]] = defaultdict(lambda: defaultdict(list))
    for slot in _slots(draft, "number"):
        if slot.group:
            found[slot.group][slot.name].append(slot)
    return found


def _related(draft: Draft) -> list[list[Slot]]:
    """The slots of every relation that a group spells out."""
    found = []
    for names in _groups(draft).values():
        for whole, parts in RELATIONS:
            if whole in names and all(part in names for part in parts):
                found.append([names[name][0] for name in (whole, *parts)])
    return [slots for slots in found if not _held_by_more(slots, found)]


def _held_by_more(slots: list[Slot], found: list[list[Slot]]) -> bool:
    """Whether a longer relation of the same whole stands in the same list: then the shorter is no statement."""
    return any(
        other is not slots
        and len(other) > len(slots)
        and {id(slot) for slot in slots} < {id(slot) for slot in other}
        for other in found
    )


def _other(value: int, rng: Random) -> int:
    """A number near another, as a slip of the pen makes it."""
    digits = str(value)
    tries = [value + step for step in (-10, -9, -2, -1, 1, 2, 9, 10, 100)]
    if len(digits) > 1 and digits[0] != digits[1] and digits[1] != "0":
        tries.append(int(digits[1] + digits[0] + digits[2:]))
    return rng.choice([one for one in tries if one >= 0 and one != value])


def _write(draft: Draft, slot: Slot, value: int) -> None:
    slot.text, slot.value = draft.number(value), value


def _sum(draft: Draft, rng: Random) -> Planted | None:
    found = _related(draft)
    if not found:
        return None
    slots = rng.choice(found)
    wrong = rng.choice(slots)
    _write(draft, wrong, _other(int(str(wrong.value)), rng))
    return Planted("sum", wrong.name, frozenset(slot.line for slot in slots))


def _balance(draft: Draft, rng: Random) -> Planted | None:
    names = {slot.name for slot in _slots(draft, "number")}
    came = "total" in names or {"new", "carried"} <= names
    if not came or not {"open", "closed"} <= names or any(isinstance(block, Grid) for block in draft.blocks):
        return None
    step = rng.choice([-3, -2, 2, 3, 10])
    if min(draft.facts.values["open"], draft.facts.values["in_term"]) + step < 0:
        return None
    touched = [slot for slot in _slots(draft, "number") if slot.name in ("open", "in_term")]
    for slot in touched:
        _write(draft, slot, int(str(slot.value)) + step)
    return Planted("balance", "open", frozenset(slot.line for slot in touched))


def _percent(cut: bool) -> Callable[[Draft, Random], Planted | None]:
    def way(draft: Draft, rng: Random) -> Planted | None:
        slots = [slot for slot in _slots(draft, "rate") if not cut or _shows(draft, slot)]
        if not slots:
            return None
        slot = rng.choice(slots)
        slot.text = _cut(draft, slot) if cut else _moved(slot.text, rng)
        return Planted("percent", "cut" if cut else "wrong", frozenset({slot.line}))

    return way


def _shows(draft: Draft, slot: Slot) -> bool:
    """Whether cutting gives another rate with as many digits: «4%» for 4,09% is rounded, to no digit."""
    cut = _cut(draft, slot)
    return cut != slot.text and len(cut) == len(slot.text)


def _cut(draft: Draft, slot: Slot) -> str:
    value = slot.value
    assert isinstance(value, tuple)
    return draft.rate(value[0], value[1], cut=True)


def _moved(text: str, rng: Random) -> str:
    """A rate that is off by some tenths or points, never above a hundred."""
    comma = "," in text
    plain = text.rstrip("%").replace(",", ".")
    digits = len(plain.partition(".")[2]) or 1
    tries = [float(plain) + step for step in (-7.3, -1.2, -0.4, 0.4, 1.2, 7.3)]
    moved = f"{rng.choice([one for one in tries if 0 <= one <= 100]):.{digits}f}"
    return (moved.replace(".", ",") if comma else moved) + "%"


def _range(how: str) -> Callable[[Draft, Random], Planted | None]:
    def way(draft: Draft, rng: Random) -> Planted | None:
        slots = _slots(draft, "range")
        if not slots:
            return None
        slot = rng.choice(slots)
        first, last = draft.facts.period.first, draft.facts.period.last
        if how == "reversed":
            first = first.replace(year=first.year + 1)
        elif how == "long":
            first = (first.replace(day=1) - timedelta(days=1)).replace(day=15)
        else:
            last += timedelta(days=1)
        slot.text = f"từ ngày {short(first)} đến ngày {short(last)}"
        return Planted("period", how, frozenset({slot.line}))

    return way


def _named(draft: Draft, rng: Random) -> Planted | None:
    """Another period in the first or the last sentence."""
    first = next((at for at, line in _lines(draft) if line.kind == "section"), 0)
    slots = [slot for at, line in _lines(draft) for slot in line.slots
             if slot.what == "period" and (line.kind == "end" or (line.kind == "text" and at < first and "báo cáo" in line.text))]  # fmt: skip
    if not slots:
        return None
    slot = rng.choice(slots)
    before = draft.facts.period.before()
    slot.text = before.title()[:1].lower() + before.title()[1:]
    return Planted("period", "named", frozenset({slot.line}))


def _issued(draft: Draft, rng: Random) -> Planted | None:
    slots = _slots(draft, "dated")
    if not slots:
        return None
    day = draft.facts.dated
    slots[0].text = long(day.replace(year=day.year - 1))
    return Planted("date", "issued", frozenset({slots[0].line}))


def _letter(how: str) -> Callable[[Draft, Random], Planted | None]:
    def way(draft: Draft, rng: Random) -> Planted | None:
        slots = [
            slot
            for slot in _slots(draft, "date")
            if slot.name in ("asked", "asked_later", "answer", "notice", "plan")
        ]
        if how == "older":
            with_asked = {slot.line for slot in slots if slot.name in ("asked", "plan")}
            slots = [slot for slot in slots if slot.name in ("answer", "notice") and slot.line in with_asked]
        if not slots:
            return None
        slot = rng.choice(slots)
        day = slot.value
        assert isinstance(day, date)
        if how == "no such day":
            slot.text = f"31/{rng.choice(('02', '4', '6', '9', '11'))}/{day.year}"
        else:
            slot.text = short(
                day.replace(year=day.year + (1 if how == "later" else -1), day=min(day.day, 28))
            )
        return Planted("date", how, frozenset({slot.line}))

    return way


def _heading(how: str) -> Callable[[Draft, Random], Planted | None]:
    def way(draft: Draft, rng: Random) -> Planted | None:
        heads = [(at, line) for at, line in _lines(draft) if line.kind == "section"]
        runs = [run for run in _runs(heads) if len(run) > (1 if how == "twice" else 2)]
        if not runs:
            return None
        run = rng.choice(runs)
        place = rng.randrange(1, len(run) if how == "twice" else len(run) - 1)
        for at, line in run[place:] if how == "skipped" else run[place : place + 1]:
            _renumber(draft, at, line, 1 if how == "skipped" else -1)
        return Planted("numbering", how, frozenset({run[place][0]}))

    return way


def _runs(heads: list[tuple[int, Line]]) -> list[list[tuple[int, Line]]]:
    """Headings of one level that follow each other under the same heading above."""
    runs: dict[tuple[int, ...], list[tuple[int, Line]]] = defaultdict(list)
    above = [0, 0, 0]
    for at, line in heads:
        above[line.level] += 1
        above[line.level + 1 :] = [0] * (2 - line.level)
        runs[line.level, *above[: line.level]].append((at, line))
    return list(runs.values())


def _renumber(draft: Draft, at: int, line: Line, step: int) -> None:
    """Change the number of a heading, and of those below it with it."""
    slot = line.slots[0]
    old = slot.text.rstrip(".")
    if line.level == 0:
        romans = [heading_number([n]).rstrip(".") for n in range(11)]
        slot.text = romans[romans.index(old) + step] + "."
        return
    numbers = [int(part) for part in old.split(".")]
    new = ".".join(map(str, [*numbers[:-1], numbers[-1] + step]))
    slot.text = f"{new}."
    for block in draft.blocks[at + 1 :]:
        if isinstance(block, Line) and block.kind == "section":
            if block.level <= line.level:
                return
            below = block.slots[0]
            below.text = new + below.text[len(old) :]


def _repeated(draft: Draft, rng: Random) -> Planted | None:
    """A figure that stands elsewhere too, at a place where no list holds it."""
    bound = {id(slot) for slots in _related(draft) for slot in slots}
    found: dict[str, list[Slot]] = defaultdict(list)
    for slot in _slots(draft, "number"):
        found[slot.name].append(slot)
    free = [slot for slots in found.values() if len({slot.line for slot in slots}) > 1 for slot in slots
            if id(slot) not in bound and slot.name in _SAID and slot.value]  # fmt: skip
    if not free:
        return None
    slot = rng.choice(free)
    _write(draft, slot, _other(int(str(slot.value)), rng))
    return Planted("repeated", slot.name, frozenset({slot.line}))


_SAID = frozenset(
    {
        "new",
        "total",
        "closed",
        "open",
        "early",
        "late",
        "in_time",
        "pakn",
        "pakn_done",
        "online",
        "votes",
        "tthc",
    }
)


def _table(draft: Draft, rng: Random) -> Planted | None:
    cells = [
        cell
        for block in draft.blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row
        if isinstance(cell, Slot) and cell.what == "number"
    ]
    if not cells:
        return None
    slot = rng.choice(cells)
    _write(draft, slot, _other(int(str(slot.value)), rng))
    return Planted("table", "cell", frozenset({slot.line}))


def _change(draft: Draft, rng: Random) -> Planted | None:
    slots = [
        slot for slot in _slots(draft, "number") if slot.name in ("change", "closed_change") and slot.value
    ]
    if not slots:
        return None
    slot = rng.choice(slots)
    _write(draft, slot, _other(int(str(slot.value)), rng))
    return Planted("difference", slot.name, frozenset({slot.line}))


KINDS: dict[str, tuple[Callable[[Draft, Random], Planted | None], ...]] = {
    "sum": (_sum,),
    "balance": (_balance,),
    "percent": (_percent(True), _percent(False)),
    "period": (_range("reversed"), _range("long"), _range("a day more"), _named),
    "date": (_issued, _letter("later"), _letter("older"), _letter("no such day")),
    "numbering": (_heading("twice"), _heading("skipped")),
    "repeated": (_repeated,),
    "table": (_table,),
    "difference": (_change,),
}  # fmt: skip
