"""Where the header of a table is, what its titles mean, and which rows below it are dossiers."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import polars as pl

from motcua.hub.errors import NoHeader
from motcua.hub.export_day import day_of_export
from motcua.hub.formats import RawTable
from motcua.hub.text import fold, squeeze
from motcua.hub.vocabulary import KIND_OF_COLUMN, Candidate, Vocabulary

Cells = Sequence[str | None]

_SCAN = 100
_LEAST_TITLES = 2
_SAMPLE = 300
_REPEATED_SHARE = 0.6
_NUMERIC = re.compile(r"^[\s\d.,%()+=-]*$")
_NUMBERING = re.compile(r"^\(?\s*(\d{1,3})\s*\)?\s*(?:=[\s\d()+-]*)?$")
_TIME = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|^\d{8,14}$|^\d{5}(?:\.\d+)?$|tháng"
# A line of totals may have many figures, and its word comes first; other footers have few cells.
_TOTAL = r"(?i)^\W*(?:t[oôổ][\u0300-\u036f]*ng|c[oôộ][\u0300-\u036f]*ng)\b"


@dataclass(frozen=True, eq=False)
class Header:
    """A header that was found, and the rows of data below it.

    `columns` maps canonical columns to the index of their column (c0..cN), `titles` every index to its title;
    `unknown` are titles that nobody knows, `unused` known ones that something better took the place of or that do
    not matter. `data` has the raw columns without header, blank rows and footers, `row_numbers` where they stand in
    the file, `dropped` how many rows were left out and why (blank, repeated_header, numbering, total, signature,
    note, section). `as_of` is the local day on which the file says it was exported.
    """

    row: int
    columns: dict[str, int]
    titles: dict[int, str]
    unknown: list[tuple[int, str]]
    unused: list[tuple[int, str]]
    data: pl.DataFrame
    row_numbers: pl.Series
    title_text: str
    as_of: dt.date | None
    dropped: dict[str, int]


def find_header(table: RawTable, vocabulary: Vocabulary) -> Header:
    """The header of a table, below any title rows, of one row or two.

    Raises `NoHeader` where no row holds at least two known titles.
    """
    head = table.frame.head(_SCAN).rows()
    best = max(_spans(head), key=lambda span: _score(head, span, vocabulary), default=(0, 0))
    if not head or _score(head, best, vocabulary)[0] < _LEAST_TITLES:
        first = [cell for row in head for cell in row if cell]
        raise NoHeader(first, file=table.file, sheet=table.name)
    return _header_at(table, best, vocabulary)


def guess_header(table: RawTable, vocabulary: Vocabulary) -> Header | None:
    """`find_header`, else the first row that looks like a header whatever its words: several texts, no times."""
    with suppress(NoHeader):
        return find_header(table, vocabulary)
    for index, row in enumerate(table.frame.head(_SCAN).rows()):
        filled = [cell for cell in row if cell]
        texts = {cell for cell in filled if not _NUMERIC.match(cell) and not re.search(_TIME, cell)}
        if len(texts) == len(filled) > _LEAST_TITLES:
            return _header_at(table, (index, index), vocabulary)
    return None


def _header_at(table: RawTable, span: tuple[int, int], vocabulary: Vocabulary) -> Header:
    first, last = span
    head = table.frame.slice(first, last - first + 1).rows()
    titles = _titles(head, vocabulary)
    body, dropped, left_out = _body(table, last + 1, head, titles, vocabulary)
    data = body.drop("row")
    columns = _assign(titles, data, vocabulary)
    above = [table.preamble, *(_joined(row) for row in table.frame.head(first).rows())]
    others = [(index, title) for index, title in titles.items() if index not in columns.values()]
    return Header(
        row=int(table.row_numbers[first]),
        columns=columns,
        titles=titles,
        unknown=[(i, title) for i, title in others if not _is_known(title, vocabulary)],
        unused=[(i, title) for i, title in others if _is_known(title, vocabulary)],
        data=data,
        row_numbers=body["row"],
        title_text="\n".join(line for line in above if line),
        as_of=day_of_export(above, left_out, vocabulary),
        dropped=dropped,
    )


def _spans(head: Sequence[Cells]) -> Iterable[tuple[int, int]]:
    for index in range(len(head)):
        yield (index, index)
        if index + 1 < len(head):
            yield (index, index + 1)


def _score(head: Sequence[Cells], span: tuple[int, int], vocabulary: Vocabulary) -> tuple[int, int]:
    """How many canonical columns the rows name; of equals one row is better than two, and the first wins."""
    titles = _titles(head[span[0] : span[1] + 1], vocabulary).values()
    named = {found[0].column for title in titles if (found := vocabulary.match_header(title))}
    return len(named), span[0] - span[1]


def _titles(head: Sequence[Cells], vocabulary: Vocabulary) -> dict[int, str]:
    """The title of each column; of two rows the lower one, alone or with the group above it, whichever is known."""
    if len(head) == 1:
        return {index: _line(cell) for index, cell in enumerate(head[0]) if cell and cell.strip()}
    titles: dict[int, str] = {}
    group = ""
    for index, (upper, lower) in enumerate(zip(*head, strict=True)):
        group = _line(upper) or group
        choices = [_line(lower), f"{group} {_line(lower)}"] if lower else [_line(upper)]
        if any(choices):
            titles[index] = next((one for one in choices if vocabulary.match_header(one)), choices[-1])
    return titles


def _line(cell: str | None) -> str:
    return " ".join((cell or "").split())


def _joined(row: Cells) -> str:
    return " ".join(_line(cell) for cell in row if cell and cell.strip())


def _is_known(title: str, vocabulary: Vocabulary) -> bool:
    return bool(vocabulary.match_header(title)) or vocabulary.is_ignored(title)


def _assign(titles: dict[int, str], data: pl.DataFrame, vocabulary: Vocabulary) -> dict[str, int]:
    """The most specific title of each canonical column; of equal ones the fuller column, then the first.

    States in words nobody knows are taken too, to be asked about: dates alone would tell another story.
    """
    filled = {index: data.height - data[f"c{index}"].null_count() for index in titles}
    claims = sorted(
        (candidate.rank, -filled[index], index, candidate)
        for index, title in titles.items()
        for candidate in _in_context(title, titles, vocabulary)
    )
    columns: dict[str, int] = {}
    for _, _, index, candidate in claims:
        free = candidate.column not in columns and index not in columns.values()
        if free and _fits(candidate, data[f"c{index}"], vocabulary):
            columns[candidate.column] = index
    if states := [i for _, _, i, one in claims if one.column == "state" and i not in columns.values()]:
        columns.setdefault("state", states[0])
    return {name: columns[name] for name in vocabulary.labels if name in columns}


def _in_context(title: str, titles: dict[int, str], vocabulary: Vocabulary) -> tuple[Candidate, ...]:
    present = {squeeze(other) for other in titles.values()}
    for rule in vocabulary.context:
        others = (other for other in titles.values() if other != title)
        surer = {c.column for other in others for c in vocabulary.match_header(other)}
        if squeeze(title) == rule.title and rule.beside & present and not rule.without & surer:
            return (Candidate(rule.means, 0),)
    return vocabulary.match_header(title)


def _fits(candidate: Candidate, cells: pl.Series, vocabulary: Vocabulary) -> bool:
    """Whether the content agrees with an ambiguous title: times where there should be times, known words."""
    sample = cells.drop_nulls().head(_SAMPLE)
    if not candidate.unsure or sample.is_empty():
        return True
    if candidate.column.endswith("_at"):
        return bool(sample.str.contains(_TIME).any())
    kind = KIND_OF_COLUMN.get(candidate.column)
    return kind is None or any(vocabulary.value(kind, word) for word in sample.unique())


def _body(
    table: RawTable, start: int, head: Sequence[Cells], titles: dict[int, str], vocabulary: Vocabulary
) -> tuple[pl.DataFrame, dict[str, int], list[str]]:
    """The rows that are data, with their numbers in `row`; counts of the others, and the text of the footers."""
    raw = table.frame.slice(start)
    marked = raw.with_columns(
        table.row_numbers.slice(start).alias("row"), _repeats(head, raw.width).alias("repeated")
    )
    why = {int(i): "repeated_header" for i in marked["repeated"].arg_true()}
    numbered = [i for i in (0, *(i + 1 for i in why)) if i < raw.height and _is_numbering(raw.row(i))]
    why |= dict.fromkeys(numbered, "numbering")
    few = _sparse(raw)
    numbers = {index for index, title in titles.items() if vocabulary.is_row_number(title)}
    why |= _footers({i: raw.row(i) for i in few if i not in why}, numbers, raw.height, vocabulary)
    out = sorted(why)
    left_out = [_joined(raw.row(i)) for i in out if why[i] not in ("blank", "repeated_header", "numbering")]
    keep = pl.Series([True]).new_from_index(0, raw.height).scatter(out, False) if out else None
    kept = marked if keep is None else marked.filter(keep)
    return kept.drop("repeated"), dict(Counter(why.values())), left_out


def _repeats(head: Sequence[Cells], width: int) -> pl.Expr:
    """Rows most of whose cells say what the header says in the same column."""
    same = [
        pl.col(f"c{index}").is_in([row[index] for row in head if row[index]])
        for index in range(width)
        if any(row[index] for row in head)
    ]
    hits = pl.sum_horizontal([pl.lit(0), *(one.fill_null(value=False).cast(pl.Int32) for one in same)])
    filled = pl.sum_horizontal(
        [pl.lit(0), *(pl.col(f"c{i}").is_not_null().cast(pl.Int32) for i in range(width))]
    )
    return (hits >= _LEAST_TITLES) & (hits >= filled * _REPEATED_SHARE)


def _is_numbering(row: Cells) -> bool:
    """The row of column numbers that stands under the header of forms: (1) (2) (3)=(4)+(5)."""
    found = [_NUMBERING.match(cell.strip()) for cell in row if cell and cell.strip()]
    numbers = [int(one[1]) for one in found if one]
    return len(numbers) == len(found) > _LEAST_TITLES and numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )


def _sparse(raw: pl.DataFrame) -> list[int]:
    """Rows that may be blank or footers: few cells, little text, or a word of totals at the beginning."""
    filled = pl.sum_horizontal(pl.all().is_not_null().cast(pl.Int32))
    length = pl.sum_horizontal(pl.all().str.len_bytes().cast(pl.Int64))
    # White space alone takes up to three bytes a cell.
    may_be = (
        (filled <= 3)
        | (length <= 3 * filled)
        | pl.coalesce(pl.all()).str.contains(_TOTAL).fill_null(value=False)
    )
    return raw.select(may_be.alias("sparse"))["sparse"].arg_true().to_list()


def _footers(
    rows: dict[int, Cells], numbers: set[int], height: int, vocabulary: Vocabulary
) -> dict[int, str]:
    """Which sparse rows are blank or footers. A row with some data and no code is neither: it must be seen."""
    why: dict[int, str] = {}
    for index, row in rows.items():
        texts = [
            cell
            for i, cell in enumerate(row)
            if cell and fold(cell) and not (i in numbers and _NUMERIC.match(cell))
        ]
        kind = "blank" if not texts else _footer_kind(texts, vocabulary)
        if kind:
            why[index] = kind
    why |= _names_below(rows, why, height)
    return why


def _footer_kind(cells: list[str], vocabulary: Vocabulary) -> str | None:
    texts = [fold(cell) for cell in cells if not _NUMERIC.match(cell)]
    if not 1 <= len(texts) <= 2:
        return None
    said = (texts[0], " ".join(texts))
    return next((kind for kind, pattern in vocabulary.footers if any(map(pattern.search, said))), None)


def _names_below(rows: dict[int, Cells], why: dict[int, str], height: int) -> dict[int, str]:
    """The names under a signature: rows of one or two texts without figures, with nothing but such rows after them."""
    names: dict[int, str] = {}
    for index in range(height - 1, -1, -1):
        texts = [cell for cell in rows.get(index, ("0",)) if cell and cell.strip()]
        if index in why:
            if why[index] == "signature":
                return names
        elif 1 <= len(texts) <= 2 and not any(char.isdigit() for cell in texts for char in cell):
            names[index] = "signature"
        else:
            return {}
    return {}
