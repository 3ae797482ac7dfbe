"""Small made-up exports for live sources: rows of a unit, as CSV, JSON, a workbook, an HTML table."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence

import xlsxwriter

Row = dict[str, str]


def row(number: int, unit: str = "H24.99", **more: str) -> Row:
    """A dossier that was received on 4/5/2026; its serial says which."""
    made = {
        "MaHoSo": f"{unit}-260504-{number:04}", "MaTTHC": "2.000815", "LinhVuc": "Chứng thực",
        "NgayTiepNhan": "2026-05-04 08:10:00", "NgayHenTra": "2026-05-05 17:00:00", "TrangThai": "4",
        "NgayCapNhat": f"2026-05-04 {8 + number // 60:02}:{number % 60:02}:00",
    }  # fmt: skip
    return made | more


def rows(count: int, unit: str = "H24.99", **more: str) -> list[Row]:
    """So many dossiers."""
    return [row(number, unit, **more) for number in range(1, count + 1)]


def renamed(found: Sequence[Row], titles: Mapping[str, str]) -> list[Row]:
    """The same rows under other titles; a column without a new title goes."""
    return [
        {titles.get(name, name): value for name, value in one.items() if titles.get(name, name)}
        for one in found
    ]


def as_csv(found: Sequence[Row]) -> bytes:
    """Rows as CSV with semicolons."""
    lines = [";".join(found[0]), *(";".join(one.values()) for one in found)]
    return ("\n".join(lines) + "\n").encode()


def as_json(found: Sequence[Row]) -> bytes:
    """Rows as the national exchange writes them."""
    return json.dumps({"data": list(found)}, ensure_ascii=False, indent=1).encode()


def as_book(found: Sequence[Row]) -> bytes:
    """Rows as a workbook."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        sheet = book.add_worksheet("Danh sach")
        for place, cells in enumerate([list(found[0]), *(list(one.values()) for one in found)]):
            sheet.write_row(place, 0, cells)
    return kept.getvalue()


def as_html(found: Sequence[Row]) -> bytes:
    """Rows as the HTML table that many systems name .xls."""
    lines = [list(found[0]), *(list(one.values()) for one in found)]
    body = "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
    return f"<html><body><table>\n{body}\n</table></body></html>".encode()


FORMATS = {"csv": as_csv, "json": as_json, "xlsx": as_book, "xls": as_html}
"""How each family is written, by the ending of its files."""
