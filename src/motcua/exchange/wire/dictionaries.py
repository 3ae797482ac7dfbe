"""The shared dictionaries (LayDanhMuc…): whatever a row calls them, it has a code and a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.exchange.wire.schema import Problem

NAMES = (
    "LinhVuc", "CoQuan", "GioiTinh", "TinhThanh", "QuanHuyen", "PhuongXa", "QuocGia", "DanToc", "TonGiao",
    "TinhTrangHonNhan", "DoiTuong", "CapThucHien", "CanCuPhapLy", "LePhi",
)  # fmt: skip
"""What may follow LayDanhMuc."""

_COLUMNS = {"LinhVuc": ("MALINHVUC", "TENLINHVUC", "MANGANH"), "CoQuan": ("MADONVI", "TENDONVI", "CAPDONVI")}
_PLAIN = ("MA", "TEN", "")


@dataclass(frozen=True)
class DictionaryRow:
    """A row: code, name, and the code of what it belongs to (branch of a field, level of an agency)."""

    code: str
    name: str
    above: str = ""


def write_rows(dictionary: str, found: Iterable[DictionaryRow]) -> list[dict[str, str]]:
    """The rows of a dictionary as they are sent."""
    code, name, above = _COLUMNS.get(dictionary, _PLAIN)
    return [{code: row.code, name: row.name, **({above: row.above} if above else {})} for row in found]


def read_rows(dictionary: str, rows: Any) -> tuple[list[DictionaryRow], list[Problem]]:
    """The rows that could be understood, and which could not. Of unknown columns MA… is the code and TEN… the name."""
    found, problems = list[DictionaryRow](), list[Problem]()
    for n, row in enumerate(rows if isinstance(rows, list) else []):
        if read := _row(row, _COLUMNS.get(dictionary, _PLAIN)):
            found.append(read)
        else:
            problems.append(Problem(f"result[{n}]", "không có mã hoặc không có tên"))
    return found, problems


def _row(row: Any, columns: tuple[str, str, str]) -> DictionaryRow | None:
    if not isinstance(row, Mapping):
        return None
    named = {str(key).upper(): str(value).strip() for key, value in row.items() if value is not None}
    code = named.get(columns[0]) or _first(named, "MA")
    name = named.get(columns[1]) or _first(named, "TEN")
    return DictionaryRow(code, name, named.get(columns[2], "")) if code and name else None


def _first(named: Mapping[str, str], beginning: str) -> str:
    return next((value for key, value in named.items() if key.startswith(beginning) and value), "")
