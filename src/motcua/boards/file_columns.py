"""The columns of one file as a person sees them: which are understood, and which words have no meaning yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from motcua.hub.errors import ExportError
from motcua.hub.formats import read_tables
from motcua.hub.headers import Header, guess_header
from motcua.hub.mapping import Mapping
from motcua.hub.profiles import header_digest
from motcua.hub.text import clean_text
from motcua.hub.vocabulary import KIND_OF_COLUMN, Vocabulary, load

MOST_WORDS = 40
_EXAMPLES = 3


@dataclass
class Understood:
    """Canonical column to title, titles nobody knows, examples by title of what is not read, words without
    meaning by kind, and the digest of the header."""

    titles: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    examples: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, dict[str, int]] = field(default_factory=dict)
    digest: str = ""


def understood(path: Path, mapping: Mapping | None) -> Understood:
    """What is understood of the table of a file that is understood best; nothing of a file that is no table."""
    vocabulary = load()
    if mapping is not None:
        vocabulary = vocabulary.extended(mapping.columns, mapping.values)
    try:
        headers = [guess_header(table, vocabulary) for table in read_tables(path)]
    except ExportError:
        return Understood()
    known = [header for header in headers if header is not None]
    return _of(max(known, key=lambda one: len(one.columns)), vocabulary) if known else Understood()


def _of(header: Header, vocabulary: Vocabulary) -> Understood:
    read = set(header.columns.values())
    return Understood(
        {name: header.titles[index] for name, index in header.columns.items()},
        [title for _index, title in header.unknown],
        {
            title: _examples(header, index)
            for index, title in header.titles.items()
            if title and index not in read
        },
        _words(header, vocabulary),
        header_digest(list(header.titles.values())),
    )


def _examples(header: Header, index: int) -> list[str]:
    cells = header.data[f"c{index}"].drop_nulls().unique(maintain_order=True)
    return [str(cell)[:60] for cell in cells.head(_EXAMPLES).to_list()]


def _words(header: Header, vocabulary: Vocabulary) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for name, kind in KIND_OF_COLUMN.items():
        if name in header.columns:
            cells = clean_text(header.data[f"c{header.columns[name]}"])
            unknown = vocabulary.translate(kind, cells)[1]
            if unknown:
                found[kind] = dict(list(unknown.items())[:MOST_WORDS])
    return found
