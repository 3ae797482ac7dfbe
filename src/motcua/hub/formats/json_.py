"""JSON: an array of objects, one that an object wraps, or one object per line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import polars as pl

from motcua.hub.errors import BrokenFile, EmptyFile, NotWhatItSays
from motcua.hub.formats.base import Format, Limits, RawTable, Source, register, table
from motcua.hub.formats.encoding import decode

_DEPTH = 4
_RECORD = 6
# Numbers keep the digits they are written with.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)


def _recognises(source: Source) -> bool:
    plain = source.head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return plain.startswith(b"{") or (plain.startswith(b"[") and plain[1:].lstrip()[:1] in (b"{", b"[", b"]"))


def _read(source: Source, limits: Limits) -> list[RawTable]:
    """One table for each array of records; the keys are its first row, with the row number 0."""
    text = decode(source.content, file=source.name)
    arrays = list(_arrays(_parse(text, source)))
    filled = [(name, records) for name, records in arrays if records]
    if arrays and not filled:
        raise EmptyFile(file=source.name)
    if not filled:
        raise NotWhatItSays("dữ liệu JSON không có danh sách hồ sơ", file=source.name)
    return [_table(name, records, source, limits) for name, records in filled]


def _parse(text: str, source: Source) -> Any:
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Extra data"):
            return _lines(text, source)
        raise BrokenFile(
            f"JSON sai hoặc bị cắt ở cột {error.colno}", file=source.name, row=error.lineno
        ) from error
    except RecursionError as error:
        raise BrokenFile("JSON lồng nhau quá sâu", file=source.name) from error


def _lines(text: str, source: Source) -> list[Any]:
    """Newline-delimited JSON; an empty line stays as None so that the numbers of the lines remain right."""
    found: list[Any] = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            found.append(_DECODER.decode(line) if line.strip() else None)
        except json.JSONDecodeError as error:
            raise BrokenFile(
                "dòng này không phải một đối tượng JSON", file=source.name, row=number
            ) from error
    return found


def _arrays(value: Any, name: str = "", depth: int = _DEPTH) -> Iterator[tuple[str, list[Any]]]:
    """Arrays of records near the top. Some gateways answer with JSON inside a string."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            value = _DECODER.decode(value)
        except json.JSONDecodeError:
            return
    if isinstance(value, list) and all(isinstance(one, dict | list | None) for one in value):
        yield name, value
    elif isinstance(value, dict) and depth:
        if depth == _DEPTH and sum(not isinstance(inner, dict | list) for inner in value.values()) >= _RECORD:
            # One object per line where there is only one line.
            yield name, [value]
        for key, inner in value.items():
            yield from _arrays(inner, key, depth - 1)


def _table(name: str, records: list[Any], source: Source, limits: Limits) -> RawTable:
    if any(isinstance(record, list) for record in records):
        rows = [record if isinstance(record, list) else [] for record in records]
        width = max(map(len, rows))
        cells = [[row[index] if index < len(row) else None for row in rows] for index in range(width)]
        return table(_frame(cells), limits, file=source.name, name=name)
    objects = [record or {} for record in records]
    keys = list(dict.fromkeys(key for record in objects for key in record))
    return table(
        _frame([_column(key, objects) for key in keys]), limits, file=source.name, name=name, first_row=0
    )


def _column(key: str, objects: list[dict[str, Any]]) -> list[Any]:
    return [key, *(record.get(key) for record in objects)]


def _frame(columns: list[list[Any]]) -> pl.DataFrame:
    return pl.DataFrame([_series(f"c{index}", _texts(cells)) for index, cells in enumerate(columns)])


def _series(name: str, texts: list[str | None]) -> pl.Series:
    try:
        return pl.Series(name, texts, pl.String)
    except UnicodeEncodeError:
        # Half of a sign, which JSON can write and no text can hold.
        whole = [text if text is None else text.encode("utf-8", "replace").decode() for text in texts]
        return pl.Series(name, whole, pl.String)


def _texts(cells: list[Any]) -> list[str | None]:
    if set(map(type, cells)) <= {str, type(None)}:
        return cells
    return [
        cell if cell is None or isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
        for cell in cells
    ]


JSON = register(Format("json", _recognises, _read))
