"""Catalogues of procedures in files: tables of any kind, and answers of the national exchange and of the portal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from motcua.catalogue.contents import Described
from motcua.hub.catalogue_files import exchange, portal, tables
from motcua.hub.catalogue_files.base import Problem, Read
from motcua.hub.errors import EmptyFile
from motcua.hub.formats.base import Limits
from motcua.hub.formats.encoding import decode

__all__ = ["Problem", "Read", "read_catalogue"]

_DEPTH = 5


def read_catalogue(paths: Iterable[Path]) -> Read:
    """What files say about procedures, in the order of the files. Nothing is recorded.

    Raises an ExportError that says which file is wrong and why.
    """
    read = Read()
    for path in paths:
        one = _answers(path) or tables.read(path)
        if not one.described and not one.problems:
            raise EmptyFile(file=path.name)
        read.described += one.described
        read.problems += one.problems
    read.problems += _twice(read.described)
    return read


def _twice(described: list[Described]) -> Iterator[Problem]:
    """Procedures that stand twice and are not the same both times."""
    first: dict[str, Described] = {}
    for one in described:
        before = first.setdefault(one.code, one)
        both = before.said & one.said
        if any(getattr(before.content, column) != getattr(one.content, column) for column in both):
            yield Problem(
                one.where, f"thủ tục {one.code} đã có ở {before.where} với nội dung khác; lấy dòng sau"
            )


def _answers(path: Path) -> Read | None:
    """The procedures in a file of JSON; None where it is another kind of file, or JSON with plain rows."""
    if path.stat().st_size > Limits().file_bytes:
        return None
    head = path.read_bytes()[:64].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not head.startswith((b"{", b"[")):
        return None
    read = Read()
    for number, found in enumerate(_objects(decode(path.read_bytes(), file=path.name)), 1):
        for kind in (exchange, portal):
            if kind.is_one(found):
                one = kind.read(found, f"{path.name}, thủ tục thứ {number}")
                read.described += one.described
                read.problems += one.problems
                break
    return read if read.described else None


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The objects that are procedures, of one JSON text or of one for each line; nothing where it is broken."""
    try:
        values = [json.loads(text)]
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            values = [json.loads(line) for line in lines]
        except ValueError:
            return
    for value in values:
        yield from _within(value, _DEPTH)


def _within(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _within(one, depth)
    elif isinstance(value, dict):
        if exchange.is_one(value) or portal.is_one(value):
            yield value
        elif depth:
            for one in value.values():
                yield from _within(one, depth - 1)
