"""One piece of a wording: text with **bold** stretches and {placeholders}. Values are never read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from motcua.reports.printed.show import shown
from motcua.reports.printed.values import Values
from motcua.reports.runs import Run
from motcua.reports.vietnamese import together

GAP = "\u00a0" * 5 + " "
"""Between two details that stand on one line."""
_SHORT = 50
_CLOSING = re.compile(r"[,.;:)]")
_PART = re.compile(r"(\*\*)|\{([^{}:]*):?([^{}]*)\}|([^*{}]+|.)", re.DOTALL)


@dataclass(frozen=True)
class Slot:
    """A placeholder: the name of a value and how it is shown."""

    name: str
    way: str = ""
    bold: bool = False


@cache
def parts(text: str) -> tuple[Run | Slot, ...]:
    """A piece of wording as runs of text and placeholders."""
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[Run | Slot]:
    bold = False
    for mark, name, way, plain in _PART.findall(text):
        if mark:
            bold = not bold
        elif plain:
            yield Run(plain, bold)
        else:
            yield Slot(name, way, bold)


def slots(text: str) -> tuple[Slot, ...]:
    """The placeholders of a piece."""
    return tuple(part for part in parts(text) if isinstance(part, Slot))


@dataclass(frozen=True)
class Known:
    """What placeholders stand for: values, and texts that fill the room of values that are missing."""

    values: Values
    blanks: Mapping[str, str]

    def inside(self, entry: Values) -> Known:
        """The same with the values of one entry of a list, which go before."""
        return replace(self, values={**self.values, **entry})

    def has(self, name: str) -> bool:
        """Whether there is such a value; 0 is one, an empty text or list is none."""
        value = self.values.get(name)
        return value is not None and value is not False and value not in ("", ())


def filled(text: str, known: Known) -> tuple[Run, ...]:
    """The piece with its values put in.

    Nothing where it has placeholders and none has a value, unless room is kept for each of them.
    """
    named = [slot.name for slot in slots(text)]
    if not any(known.has(name) for name in named) and not all(name in known.blanks for name in named):
        return ()
    return joined([_run(part, known) if isinstance(part, Slot) else part for part in parts(text)])


def _run(slot: Slot, known: Known) -> Run:
    if known.has(slot.name):
        return Run(shown(known.values[slot.name], slot.way), slot.bold)
    return Run(known.blanks.get(slot.name, ""), slot.bold)


def sentence(texts: Sequence[str], known: Known, between: str = " ") -> tuple[Run, ...]:
    """Pieces that have something to say in a row, `between` them; nothing where only fixed ones are left.

    One that begins with a sign follows at once, and a comma after a colon is left out.
    """
    found = [(filled(text, known), bool(slots(text))) for text in texts]
    if any(named for _, named in found) and not any(runs for runs, named in found if named):
        return ()
    row: list[Run] = []
    for runs, _ in found:
        if runs and row:
            row += _after(row[-1].text, runs, between)
        else:
            row += runs
    return joined(row)


def _after(before: str, runs: tuple[Run, ...], between: str) -> list[Run]:
    first, *others = runs
    if before.endswith(":") and first.text.startswith(", "):
        return [replace(first, text=first.text[1:]), *others]
    if _CLOSING.match(first.text):
        return [*runs]
    gap = " " if first.text.startswith("(") else between
    # A short detail moves to the next line as a whole: its name is not left behind.
    if gap == GAP and sum(len(run.text) for run in runs) <= _SHORT:
        return [Run(gap), *(replace(run, text=together(run.text)) for run in runs)]
    return [Run(gap), *runs]


def joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Neighbours of the same weight in one run, empty ones left out."""
    found: list[Run] = []
    for run in runs:
        if found and (found[-1].bold, found[-1].italic) == (run.bold, run.italic):
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def broken(runs: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """The lines of runs whose text has line breaks."""
    line: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        line.append(replace(run, text=first))
        for other in others:
            yield joined(line)
            line = [replace(run, text=other)]
    if line:
        yield joined(line)


def only_value(text: str, known: Known) -> Any:
    """The value of a piece that is a placeholder and nothing else, as it is; else None."""
    found = parts(text)
    alone = len(found) == 1 and isinstance(found[0], Slot)
    return known.values.get(found[0].name) if alone else None  # type: ignore[union-attr]
