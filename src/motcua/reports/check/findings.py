"""What a check found: where, what was expected and why, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Certainty(Enum):
    """How sure a finding is; the value is its word in data for programs."""

    CERTAIN = "certain"
    """Contradicted by what stands in the same sentence, list or table."""
    LIKELY = "likely"
    """Contradicted by what stands elsewhere in the report, or read from how sentences are built."""
    DOUBTFUL = "doubtful"
    """There may be an explanation; somebody should look at it."""


class Kind(Enum):
    """What kind of fault it is."""

    SUM = "sum"
    DIFFERENCE = "difference"
    PERCENT = "percent"
    BALANCE = "balance"
    PERIOD = "period"
    DATE = "date"
    NUMBERING = "numbering"
    REPEATED = "repeated"
    TABLE = "table"
    STATEMENT = "statement"


@dataclass(frozen=True)
class Mark:
    """A stretch of a block of the document: letters `start` to `end` of a paragraph, or a `row` and `column` of a table.

    `block` is the index among the document's blocks; rows and columns count from 0.
    """

    block: int
    start: int = 0
    end: int = 0
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class Finding:
    """A fault. `message` says what is wrong, `expected` what should stand there, `why` on what ground.

    `where` is the place to mend, `also` the places it was compared with.
    """

    kind: Kind
    certainty: Certainty
    where: Mark
    message: str
    expected: str
    why: str
    also: tuple[Mark, ...] = ()
