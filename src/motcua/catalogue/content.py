"""What a version of a procedure holds as lists: papers, fees, results, legal grounds; to and from JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self


class _Stored:
    """A dataclass that is kept as a JSON object; what is not known to it is left aside."""

    @classmethod
    def read(cls, stored: Iterable[Mapping[str, Any]]) -> tuple[Self, ...]:
        """The entries of a stored list."""
        known = {field.name for field in fields(cls)}  # type: ignore[arg-type]
        return tuple(cls(**{key: row[key] for key in row if key in known}) for row in stored)


@dataclass(frozen=True)
class Paper(_Stored):
    """A paper of a dossier (giấy tờ, thành phần hồ sơ): how many originals and copies, and when it is asked for.

    `required` is false where only a condition asks for it, which `condition` puts in words; `case` is the case
    (trường hợp) of the procedure to which the paper belongs, empty for all of them; `form` the code or name of
    its form (mẫu đơn, tờ khai).
    """

    name: str
    code: str = ""
    originals: int = 1
    copies: int = 0
    required: bool = True
    condition: str = ""
    case: str = ""
    form: str = ""


@dataclass(frozen=True)
class Fee(_Stored):
    """A fee (phí) or charge (lệ phí) in đồng; `amount` None: the text alone says how much."""

    amount: int | None = None
    kind: str = "fee"
    code: str = ""
    note: str = ""


@dataclass(frozen=True)
class Result(_Stored):
    """A kind of result (kết quả thực hiện)."""

    name: str
    code: str = ""


@dataclass(frozen=True)
class LegalGround(_Stored):
    """A legal ground (căn cứ pháp lý): number and title of the document."""

    number: str
    title: str = ""


def stored(entries: Iterable[Paper | Fee | Result | LegalGround]) -> list[dict[str, Any]]:
    """A list as it is kept; values that are the usual ones are left out."""
    return [_without_usual(entry) for entry in entries]


def _without_usual(entry: Paper | Fee | Result | LegalGround) -> dict[str, Any]:
    usual = {field.name: field.default for field in fields(entry)}
    return {key: value for key, value in asdict(entry).items() if usual[key] != value}


def amount_due(fees: Iterable[Fee]) -> int | None:
    """The one amount that the fees leave no doubt about, in đồng; None where it is unknown or a choice."""
    amounts = {fee.amount for fee in fees}
    return amounts.pop() if len(amounts) == 1 else None
