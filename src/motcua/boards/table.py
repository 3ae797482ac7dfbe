"""The table of a statement: one row for each field, system, channel or unit, every figure with the way to its dossiers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse

from motcua.boards.asked import Asked
from motcua.boards.columns import Column, Group, columns_of, measures_of
from motcua.boards.words import CHANNELS
from motcua.catalogue.models import Field, System, Unit
from motcua.ledger.statement import Statement
from motcua.reports.vietnamese import alphabetical
from motcua.rules.measures import Channel

Figures = Mapping[str, int]
Address = Callable[[Column, int | None], str]

ENDED_IN_TIME = ("early", "on_time")
LATE = frozenset({"late", "open_overdue", "10", "13"})


@dataclass(frozen=True)
class Cell:
    """A figure and the address of the dossiers behind it; empty where there are none or no list is kept."""

    column: Column
    value: int
    address: str
    first: bool
    """Whether it begins a group of columns."""

    @property
    def late(self) -> bool:
        """Whether it counts something that is or was late."""
        return self.column.key in LATE


@dataclass(frozen=True)
class Row:
    """A row of figures with its name; `in_time` and `resolved` give the on-time rate."""

    name: str
    cells: tuple[Cell, ...]
    in_time: int
    resolved: int


@dataclass(frozen=True)
class Table:
    """Rows in the order of their names, and the row of totals."""

    layout: tuple[Group, ...]
    by: str
    rows: tuple[Row, ...]
    totals: Row
    names: Mapping[int, str]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns in their order."""
        return columns_of(self.layout)


def table(
    statement: Statement, by: str, layout: tuple[Group, ...], asked: Asked, list_address: str, total: str,
    apart: Mapping[int, Statement] | None = None,
) -> Table:  # fmt: skip
    """The table of a statement by `field`, `system` or `channel`; `total` names the last row.

    By `unit` the statement of each of them stands in `apart`. `list_address` is the page that lists dossiers, empty for readers who may not see them.
    """
    names = tuple(dict.fromkeys((*measures_of(layout), "resolved", *ENDED_IN_TIME)))
    figures = statement.by(by, names) if apart is None else _of_each(apart, names)
    link = _link(by, asked, list_address)
    named = names_of(by, list(figures))
    in_order = sorted(figures, key=lambda key: alphabetical(named[key]))
    rows = tuple(_row(named[key], figures[key], layout, link, key) for key in in_order)
    return Table(layout, by, rows, _row(total, statement.totals(names), layout, link, None), named)


def _of_each(apart: Mapping[int, Statement], names: tuple[str, ...]) -> dict[int, dict[str, int]]:
    found = {key: own.totals(names) for key, own in apart.items()}
    return {key: values for key, values in found.items() if any(values.values())}


def names_of(by: str, keys: list[int]) -> dict[int, str]:
    """The names of fields, systems, channels or units."""
    if by == "channel":
        return {key: str(CHANNELS[key]) for key in keys}
    model = {"field": Field, "system": System, "unit": Unit}[by]
    return dict(model.objects.filter(pk__in=keys).values_list("pk", "name"))  # type: ignore[attr-defined]


def _row(name: str, values: Figures, layout: tuple[Group, ...], link: Address, key: int | None) -> Row:
    cells = []
    for column, first in _with_firsts(layout):
        value = sum(values[measure] for measure in column.measures)
        cells.append(Cell(column, value, link(column, key) if value else "", first))
    return Row(name, tuple(cells), sum(values[one] for one in ENDED_IN_TIME), values["resolved"])


def _with_firsts(layout: tuple[Group, ...]) -> list[tuple[Column, bool]]:
    return [(column, n == 0) for group in layout for n, column in enumerate(group.columns)]


def _link(by: str, asked: Asked, address: str) -> Address:
    def to_list(column: Column, key: int | None) -> str:
        measures = column.measures if by != "channel" or key is None else _of_channel(column, key)
        if not address or not measures:
            return ""
        if by == "unit" and key is not None:
            own = replace(asked, over="").query(measure=",".join(measures))
            return f"{reverse('dossiers', args=[key])}?{own}"
        narrowed: dict[str, int] = {by: key} if key is not None and by != "channel" else {}
        return f"{address}?{asked.query(measure=','.join(measures), **narrowed)}"

    return to_list


_CHANNEL_MEASURES = {
    Channel.ONLINE: "received_online",
    Channel.DIRECT: "received_direct",
    Channel.POSTAL: "received_postal",
}


def _of_channel(column: Column, channel: int) -> tuple[str, ...]:
    """The measures that count one channel alone: only what was received is kept apart by channel."""
    own = _CHANNEL_MEASURES[Channel(channel)]
    received = {"received_online", "received_direct_or_postal"}
    return (own,) if received & set(column.measures) else ()
