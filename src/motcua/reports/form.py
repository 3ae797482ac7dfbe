"""Forms as data (biểu mẫu): columns that are sums of measures, header groups, sections, identities, notes."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from motcua.registers.kind import BadRegister
from motcua.reports import identity
from motcua.reports.errors import ReportRefused
from motcua.reports.identity import Identity
from motcua.reports.vietnamese import some
from motcua.reports.vocabulary import is_measure


class BadForm(ReportRefused):
    """A form file that cannot be used; says which and why."""

    def __init__(self, form: str, why: str) -> None:
        super().__init__(f"Tệp biểu mẫu {form} không dùng được: {why}.")
        self.form, self.why = form, why


ALL_KINDS = frozenset({"commune", "department", "province"})
"""Kinds of units, as `catalogue.Unit.Kind` has them."""
LISTS = frozenset({"late", "overdue"})
"""Rows that are dossiers: resolved late in the period, not ended and overdue at its end."""


@dataclass(frozen=True)
class Column:
    """A column: its printed number, and the measures it adds up, or what else it shows (order, name).

    A `rate` is the share of its `measures`, less those of `less`, in those of `over`.
    """

    number: int
    label: str
    width: float
    measures: tuple[str, ...] = ()
    shows: str = "measures"
    over: tuple[str, ...] = ()
    less: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeaderCell:
    """A cell of the header over one or more columns and header rows; places count from 0."""

    text: str
    top: int
    left: int
    height: int
    width: int


@dataclass(frozen=True)
class Section:
    """Rows of dossiers that stand in systems of these owners, or that units of these levels resolve."""

    number: str
    label: str
    owners: frozenset[str]
    levels: frozenset[str] = frozenset()

    def takes(self, owner: str, level: str) -> bool:
        """Whether a row belongs here."""
        return level in self.levels if self.levels else owner in self.owners


@dataclass(frozen=True)
class Note:
    """A line under the table; where all measures `when` are zero, `otherwise` stands there instead, if anything."""

    text: str
    when: tuple[str, ...]
    otherwise: str

    def line(self, values: Mapping[str, int], noun: str = "hồ sơ") -> str:
        """The line over these totals, which count so many `noun`; empty where nothing is printed."""
        text = self.text if any(values.get(name, 0) for name in self.when) else self.otherwise
        for name in self.measures:
            text = text.replace(f"{{{name}}}", some(values.get(name, 0), noun))
        return text

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures it names."""
        named = string.Formatter().parse(self.text + self.otherwise)
        return tuple(dict.fromkeys((*self.when, *(name for _, name, _, _ in named if name))))


@dataclass(frozen=True)
class Form:
    """A form: what its file says, checked. `header_rows` counts the rows of labels, without the numbers.

    `rows` says what stands in them: field, unit, total (none but the total), a register's column (`register.column`),
    or one dossier each (`late`, `overdue`). `kinds` are those of the units that draw it up.
    """

    key: str
    sheet: str
    number: str
    issued: str
    title: tuple[str, ...]
    counted: str
    total: str
    columns: tuple[Column, ...]
    header: tuple[HeaderCell, ...]
    header_rows: int
    sections: tuple[Section, ...]
    identities: tuple[Identity, ...]
    notes: tuple[Note, ...]
    rows: str = "field"
    kinds: frozenset[str] = ALL_KINDS
    order: int = 100
    empty: str = ""
    noun: str = "hồ sơ"

    @property
    def name(self) -> str:
        """Its title in one line."""
        return " ".join(self.title)

    @property
    def is_list(self) -> bool:
        """Whether it lists dossiers one by one."""
        return self.rows in LISTS

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """Every measure that columns, identities and notes need, each once."""
        names = [name for column in self.columns for name in (*column.measures, *column.over, *column.less)]
        names += [term for identity in self.identities for term in identity.terms if isinstance(term, str)]
        names += [name for note in self.notes for name in note.measures]
        return tuple(dict.fromkeys(names))


def read(name: str, text: str) -> Form:
    """A form from the text of its file; raises BadForm where a part is missing or contradicts another."""
    try:
        form = _form(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506
    except (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise BadForm(name, f"thiếu hoặc sai phần {error}") from error
    try:
        problem = next(_problems(form), "")
    except BadRegister as error:
        problem = str(error)
    if problem:
        raise BadForm(name, problem)
    return form


def _form(content: Mapping[str, Any]) -> Form:
    tree = content["columns"]
    return Form(
        key=content["form"], sheet=content["sheet"], number=content["number"], issued=content["issued"],
        title=tuple(content["title"]), counted=content["counted"], total=content["total"],
        columns=tuple(_columns(tree)), header=tuple(_header(tree, 0, 0, _depth(tree))), header_rows=_depth(tree),
        sections=tuple(
            Section(s["number"], s["label"], frozenset(s.get("owners", ())), frozenset(s.get("levels", ())))
            for s in content.get("sections", ())
        ),
        identities=tuple(identity.parse(text) for text in content.get("identities", ())),
        notes=tuple(Note(n["text"], tuple(n["when"]), n.get("otherwise", "")) for n in content.get("notes", ())),
        rows=content.get("rows", "field"), kinds=frozenset(content.get("kinds", ALL_KINDS)), order=int(content.get("order", 100)),
        empty=content.get("empty", ""), noun=content.get("noun", "hồ sơ"),
    )  # fmt: skip


def _columns(tree: list[dict[str, Any]]) -> Iterator[Column]:
    for node in tree:
        if "columns" in node:
            yield from _columns(node["columns"])
        else:
            measures = tuple(node.get("measures", ()))
            shows = node.get("shows", "measures")
            share = (tuple(node.get("over", ())), tuple(node.get("less", ())))
            yield Column(node["number"], node["label"], float(node["width"]), measures, shows, *share)


def _depth(tree: list[dict[str, Any]]) -> int:
    return max(1 + _depth(node["columns"]) if "columns" in node else 1 for node in tree)


def _header(tree: list[dict[str, Any]], top: int, left: int, depth: int) -> Iterator[HeaderCell]:
    for node in tree:
        inner = node.get("columns")
        width = len(list(_columns(inner))) if inner else 1
        yield HeaderCell(node["label"], top, left, 1 if inner else depth, width)
        if inner:
            yield from _header(inner, top + 1, left, depth - 1)
        left += width


def _problems(form: Form) -> Iterator[str]:
    numbers = [column.number for column in form.columns]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"số cột không liên tục từ 1: {numbers}"
    for name in form.measures:
        if not is_measure(name):
            yield f"không có chỉ tiêu “{name}”"
    yield from _wrong_rows(form)
    for column in form.columns:
        shown = (*_SHOWN, *LISTED) if form.is_list else _SHOWN
        counts = column.shows in ("measures", "rate")
        if counts != bool(column.measures) or column.shows not in shown:
            yield f"cột ({column.number}) không nói lấy số từ chỉ tiêu nào"
        if (column.shows == "rate") != bool(column.over):
            yield f"cột ({column.number}): tỷ lệ (shows: rate) phải có over, cột khác thì không"
    for one in form.identities:
        strange = [term for term in one.terms if isinstance(term, int) and term not in numbers]
        if strange:
            yield f"đẳng thức {one.text} nhắc đến cột ({strange[0]}) không có trong biểu"


def _wrong_rows(form: Form) -> Iterator[str]:
    by_register = "." in form.rows and is_measure(form.rows, column=True)
    if not (form.rows in {"field", "unit", "total"} | LISTS or by_register):
        yield f"rows “{form.rows}” không phải là field, unit, total, late, overdue hoặc cột của một sổ"
    if form.kinds - ALL_KINDS or not form.kinds:
        yield f"kinds chỉ gồm {', '.join(sorted(ALL_KINDS))}"
    if form.rows == "unit" and any(name.startswith("catalogue.") for name in form.measures):
        yield "danh mục thủ tục chung cho mọi đơn vị, không chia theo đơn vị được"
    if form.rows == "total" and form.sections:
        yield "biểu chỉ có dòng tổng thì không chia phần"


_SHOWN = ("measures", "order", "name", "rate")
LISTED = ("code", "field", "unit", "received", "due", "finished", "apology")
"""What a column of a list may show of a dossier."""
