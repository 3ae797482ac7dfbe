"""Identities of a form, written as text: «3 = 4 + 5 + 6», «3 + reopened = 7 + 11»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from motcua.reports.errors import ReportRefused

Term = int | str
"""A column by its number, or a measure by its name."""

_TERM = re.compile(r"\d+|[a-z_]+|[a-z][a-z-]*\.[a-z_]+")


@dataclass(frozen=True)
class Identity:
    """Two sums that are equal in every row."""

    text: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """All columns and measures it speaks of."""
        return self.left + self.right

    @property
    def is_sum_of_columns(self) -> bool:
        """Whether it says that one column is the sum of others."""
        return len(self.left) == 1 and all(isinstance(term, int) for term in self.terms)

    def sums(self, values: Mapping[Term, int]) -> tuple[int, int]:
        """What the left and the right side come to."""
        return sum(values[term] for term in self.left), sum(values[term] for term in self.right)

    def with_numbers(self, values: Mapping[Term, int]) -> str:
        """The identity with its figures put in: «10 = 4 + 5 + 2»; for messages."""
        left = " + ".join(str(values[term]) for term in self.left)
        return f"{left} = {' + '.join(str(values[term]) for term in self.right)}"


def parse(text: str) -> Identity:
    """Read an identity; raises ValueError where it is not two sums with one sign of equality."""
    sides = [[term.strip() for term in side.split("+")] for side in text.split("=")]
    if len(sides) != 2 or not all(_TERM.fullmatch(term) for side in sides for term in side):
        raise ValueError(f"đẳng thức “{text}”")
    return Identity(" ".join(text.split()), _terms(sides[0]), _terms(sides[1]))


def _terms(texts: list[str]) -> tuple[Term, ...]:
    return tuple(int(text) if text.isdigit() else text for text in texts)


class BrokenIdentity(ReportRefused):
    """A row of a form in which an identity does not hold: the figures must not leave the house."""

    def __init__(self, form: str, row: str, identity: Identity, values: Mapping[Term, int]) -> None:
        left, right = identity.sums(values)
        super().__init__(
            f"Biểu {form}, dòng “{row}”: đẳng thức {identity.text} không đúng "
            f"({identity.with_numbers(values)}; {left} khác {right}). Biểu không được lập; "
            "hãy mở các hồ sơ của dòng này để tìm chỗ sai."
        )
        self.form, self.row, self.identity = form, row, identity
        self.left, self.right = left, right


class NegativeFigure(ReportRefused):
    """A figure below zero: more left an account than ever entered it."""

    def __init__(self, form: str, row: str, column: int, value: int) -> None:
        super().__init__(
            f"Biểu {form}, dòng “{row}”, cột ({column}): số {value} nhỏ hơn không. Biểu không được lập; "
            "hãy mở các hồ sơ của dòng này để tìm chỗ sai."
        )
        self.form, self.row, self.column, self.value = form, row, column, value


class TotalsDiffer(ReportRefused):
    """A total row that is not what the statement says as a whole."""

    def __init__(self, form: str, column: int, rows: int, statement: int) -> None:
        super().__init__(
            f"Biểu {form}, cột ({column}): cộng các dòng được {rows}, số liệu chung của kỳ là {statement}. "
            "Biểu không được lập; có lĩnh vực hoặc hệ thống bị bỏ sót."
        )
        self.form, self.column, self.rows, self.statement = form, column, rows, statement
