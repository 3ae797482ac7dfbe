"""A system's layout kept as data, and its use: raw tables into canonical columns of text."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Any

import polars as pl
import yaml

from motcua.hub import text as texts
from motcua.hub.codes import issuer_of
from motcua.hub.errors import ExportError, MappingError, MissingColumns, NoHeader, UnknownValues
from motcua.hub.formats import RawTable
from motcua.hub.headers import Header, find_header, guess_header
from motcua.hub.vocabulary import KIND_OF_COLUMN, Vocabulary, layout_problems, load, read_yaml

REQUIRED = (
    ("code",),
    ("received_at",),
    ("state", "finished_at", "returned_at"),
    ("procedure_code", "field_name"),
)
"""What counting needs: of each group one column, in the file or by default."""

_REPAIRS = {
    "code": texts.clean_code_expr,
    "procedure_code": texts.procedure_code_expr,
    "phone": texts.phone_expr,
    "id_number": texts.id_number_expr,
}
_MOST = 0.6


@dataclass(frozen=True)
class FieldRule:
    """Rows without a field whose `column` contains these words (compared folded) belong to `field_name`."""

    column: str
    contains: str
    field_name: str


@dataclass(frozen=True)
class Question:
    """What a person has to settle in a `section` of the layout ("columns", "values.state"); `fill` is a line for it."""

    section: str
    text: str
    fill: str = ""


@dataclass(frozen=True)
class Mapping:
    """The layout of one system's exports.

    `system` is the key of the source system, `sheet` a pattern of sheet names ("Danh sách*"); `columns` gives for a
    canonical column its title in the file (None: not read); `values` gives by kind the meaning of words;
    `time_formats` are tried first (strptime); `defaults` fill empty cells and missing columns.
    """

    name: str = ""
    system: str = ""
    sheet: str = ""
    columns: dict[str, str | None] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    time_formats: tuple[str, ...] = ()
    defaults: dict[str, str] = field(default_factory=dict)
    fields: tuple[FieldRule, ...] = ()

    @classmethod
    def from_yaml(cls, text: str, *, file: str = "") -> Mapping:
        """The mapping written in YAML; raises `MappingError` that names the line and the key."""
        try:
            data, lines = read_yaml(text)
        except yaml.YAMLError as error:
            mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
            line = mark.line + 1 if mark else None
            raise MappingError(f"không đọc được YAML: {problem or error}", line=line, file=file) from error
        for key, problem in layout_problems(data, load()):
            raise MappingError(problem, key=key, line=lines.get(key), file=file)
        given = {key: value for key, value in (data or {}).items() if value not in ("", "~")}
        return cls(
            **{key: given.get(key, "") for key in ("name", "system", "sheet")},
            columns={
                name: None if title in ("", "~") else title
                for name, title in given.get("columns", {}).items()
            },
            values={kind: dict(words) for kind, words in given.get("values", {}).items() if words},
            time_formats=tuple(given.get("time_formats", ())),
            defaults=dict(given.get("defaults", {})),
            fields=tuple(FieldRule(**rule) for rule in given.get("fields", ())),
        )

    def to_yaml(self, questions: Sequence[Question] = ()) -> str:
        """The mapping as YAML that `from_yaml` reads back; questions stand as comments where they are answered."""
        sections: dict[str, dict[str, Any]] = {"columns": dict(self.columns), "values": {}}
        sections |= {f"values.{kind}": dict(words) for kind, words in self.values.items()}
        sections |= {q.section: {} for q in questions if q.section not in sections}
        sections |= {"defaults": dict(self.defaults)}
        lines = [f"{key}: {_quoted(getattr(self, key))}" for key in ("name", "system", "sheet")]
        for section, entries in sections.items():
            indent = "  " * section.count(".")
            lines.append(f"{indent}{section.rpartition('.')[2]}:")
            lines += [f"{indent}  {_quoted(key)}: {_quoted(value)}" for key, value in entries.items()]
            asked = ((q.text, q.fill) for q in questions if q.section == section)
            lines += [f"{indent}  # {line}" for pair in asked for line in pair if line]
        lines += ["time_formats:", *(f"  - {_quoted(one)}" for one in self.time_formats)]
        lines += ["fields:", *(f"  - {json.dumps(vars(rule), ensure_ascii=False)}" for rule in self.fields)]
        return "\n".join(lines) + "\n"


def _quoted(word: str | None) -> str:
    return "" if word is None else json.dumps(word, ensure_ascii=False)


@dataclass(frozen=True, eq=False)
class CanonicalTable:
    """Rows of one sheet under canonical names.

    `frame` has the canonical columns that are there (String) and `_row` (Int64), the row for a person. `dropped`
    counts rows that are no dossiers by reason, `unmapped_values` words without meaning by kind (null in `frame`),
    `absent` titles of the mapping that the file lacks, `skipped_sheets` (on the first table) rows by sheet not read.
    """

    frame: pl.DataFrame
    sheet: str
    as_of: dt.date | None
    dropped: dict[str, int]
    unmapped_values: dict[str, dict[str, int]]
    absent: tuple[str, ...] = ()
    skipped_sheets: dict[str, int] = field(default_factory=dict)


def apply(layout: Mapping | Vocabulary, tables: Sequence[RawTable]) -> list[CanonicalTable]:
    """Canonical tables of all sheets that hold dossiers.

    Raises `NoHeader`, `MissingColumns` where counting would not be possible, `UnknownValues` for unknown states.
    """
    mapping = layout if isinstance(layout, Mapping) else Mapping()
    base = load() if isinstance(layout, Mapping) else layout
    vocabulary = base.extended(mapping.columns, mapping.values)
    found: dict[int, CanonicalTable] = {}
    failed: list[NoHeader | MissingColumns] = []
    for number in _chosen(mapping, tables):
        try:
            found[number] = _canonical(tables[number], mapping, vocabulary)
        except (NoHeader, MissingColumns) as error:
            failed.append(error)
    _raise_failures(found, failed)
    _raise_unknown_states(found.values(), tables[0].file)
    first, *others = found.values()
    skipped = {_named(tables, n): table.frame.height for n, table in enumerate(tables) if n not in found}
    return [replace(first, skipped_sheets=skipped), *others]


def _named(tables: Sequence[RawTable], number: int) -> str:
    return tables[number].name or f"bảng {number + 1}"


def _chosen(mapping: Mapping, tables: Sequence[RawTable]) -> list[int]:
    pattern = mapping.sheet.casefold() or "*"
    chosen = [n for n, table in enumerate(tables) if fnmatchcase(table.name.casefold(), pattern)]
    if not chosen:
        there = "; ".join(_named(tables, n) for n in range(len(tables)))
        problem = f"không có trang tính nào tên như “{mapping.sheet}”, chỉ có: {there}"
        raise ExportError(problem, "Hãy sửa khóa sheet của bố cục.", file=tables[0].file)
    return chosen


def _raise_failures(found: dict[int, CanonicalTable], failed: list[NoHeader | MissingColumns]) -> None:
    """A sheet without dossier codes beside a good one is something else; one with codes must not be lost."""
    lists = [error for error in failed if isinstance(error, MissingColumns) and "code" in error.found]
    if lists or not found:
        raise max(lists or failed, key=lambda error: len(getattr(error, "found", ())))


def _raise_unknown_states(found: Iterable[CanonicalTable], file: str) -> None:
    counts = sum((Counter(table.unmapped_values.get("state")) for table in found), Counter[str]())
    if counts:
        raise UnknownValues({"state": dict(counts.most_common())}, file=file)


def _canonical(table: RawTable, mapping: Mapping, vocabulary: Vocabulary) -> CanonicalTable:
    header = find_header(table, vocabulary)
    frame = _frame(header)
    unmapped: dict[str, Counter[str]] = {}
    for name, kind in KIND_OF_COLUMN.items():
        if name in header.columns:
            series, unknown = vocabulary.translate(kind, frame[name])
            frame = frame.with_columns(series)
            unmapped.setdefault(kind, Counter()).update(unknown)
    frame = _with_fields(_with_defaults(frame, mapping.defaults), mapping.fields)
    _check_columns(frame.columns, header, table, vocabulary)
    return CanonicalTable(
        frame=frame.with_columns(header.row_numbers.cast(pl.Int64).alias("_row")),
        sheet=table.name,
        as_of=header.as_of,
        dropped=header.dropped,
        unmapped_values={kind: dict(words) for kind, words in unmapped.items() if words},
        absent=tuple(t for name, t in mapping.columns.items() if t and name not in header.columns),
    )


def _frame(header: Header) -> pl.DataFrame:
    """The columns that were recognised, as clean text; "code-name" in one cell becomes two columns."""
    frame = pl.DataFrame(
        [texts.clean_text(header.data[f"c{index}"]).alias(name) for name, index in header.columns.items()]
    )
    if "procedure_name" in frame.columns and "procedure_code" not in frame.columns:
        code, name = texts.code_and_name_exprs(pl.col("procedure_name"))
        split = frame.with_columns(code.alias("procedure_code"), name)
        frame = split if split["procedure_code"].count() else frame
    return frame.with_columns(_REPAIRS[name](pl.col(name)) for name in _REPAIRS if name in frame.columns)


def _with_defaults(frame: pl.DataFrame, defaults: dict[str, str]) -> pl.DataFrame:
    there = {name: pl.col(name) if name in frame.columns else pl.lit(None, pl.String) for name in defaults}
    return frame.with_columns(cells.fill_null(defaults[name]).alias(name) for name, cells in there.items())


def _with_fields(frame: pl.DataFrame, rules: Sequence[FieldRule]) -> pl.DataFrame:
    usable = [rule for rule in rules if rule.column in frame.columns]
    if usable and "field_name" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, pl.String).alias("field_name"))
    for rule in usable:
        says = texts.fold_expr(pl.col(rule.column)).str.contains(texts.fold(rule.contains), literal=True)
        named = pl.when(pl.col("field_name").is_null() & says).then(pl.lit(rule.field_name))
        frame = frame.with_columns(named.otherwise(pl.col("field_name")).alias("field_name"))
    return frame


def _check_columns(present: Sequence[str], header: Header, table: RawTable, vocabulary: Vocabulary) -> None:
    missing = [group for group in REQUIRED if not set(group) & set(present)]
    if missing:
        named = [" hoặc ".join(vocabulary.labels[name] for name in group) for group in missing]
        found = {name: header.titles[index] for name, index in header.columns.items()}
        raise MissingColumns(named, found, [t for _, t in header.unknown], file=table.file, sheet=table.name)


def propose(tables: Sequence[RawTable], vocabulary: Vocabulary) -> tuple[Mapping, list[Question]]:
    """A first layout of files nobody knows yet, from the table that is understood best, and what is left to settle.

    Raises `NoHeader` where not even the place of a header can be guessed.
    """
    headers = [(table, guess_header(table, vocabulary)) for table in tables]
    known = [(table, header) for table, header in headers if header]
    if not known:
        find_header(tables[0], vocabulary)
    table, header = max(known, key=lambda pair: len(pair[1].columns))
    columns: dict[str, str | None] = {name: header.titles[index] for name, index in header.columns.items()}
    sheet = table.name if len(tables) > 1 else ""
    mapping = Mapping(name=PurePath(table.file).stem, sheet=sheet, columns=columns)
    return mapping, [*_about_columns(header, vocabulary), *_about_values(header, vocabulary)]


def _about_columns(header: Header, vocabulary: Vocabulary) -> list[Question]:
    asked = []
    for group in REQUIRED:
        if not set(group) & set(header.columns):
            names = " hoặc ".join(f"{name} ({vocabulary.labels[name]})" for name in group)
            asked.append(Question("columns", f"Thiếu cột bắt buộc {names}: điền tên cột trong tệp."))
    for index, title in header.unknown:
        near = _by_content(header.data[f"c{index}"], vocabulary) or vocabulary.closest_column(title)
        guess = near if near and near not in header.columns else None
        hint = f", có lẽ là {vocabulary.labels[guess]}; nếu đúng, bỏ dấu # ở dòng dưới." if guess else "."
        fill = f"{guess}: {_quoted(title)}" if guess else ""
        asked.append(Question("columns", f"Chưa hiểu cột {_quoted(title)}{hint}", fill))
    return asked


def _by_content(cells: pl.Series, vocabulary: Vocabulary) -> str | None:
    sample = cells.drop_nulls().head(200).to_list()
    tests = {
        "code": lambda cell: issuer_of(cell) is not None,
        "state": lambda cell: not cell.isdigit() and vocabulary.value("state", cell) is not None,
    }
    return next((name for name, test in tests.items() if sum(map(test, sample)) > _MOST * len(sample)), None)


def _about_values(header: Header, vocabulary: Vocabulary) -> list[Question]:
    asked = []
    for name, index in header.columns.items():
        kind = KIND_OF_COLUMN.get(name, "")
        unknown = vocabulary.translate(kind, texts.clean_text(header.data[f"c{index}"]))[1] if kind else {}
        for word, count in unknown.items():
            near = vocabulary.closest_value(kind, word) or ""
            choices = ", ".join(sorted(vocabulary.canonical_values(kind)))
            text = f"Chưa biết nghĩa của từ {_quoted(word)} ({count} dòng). Chọn một trong: {choices}."
            asked.append(Question(f"values.{kind}", text, f"{_quoted(word)}: {near}"))
    return asked
