"""What each system's export tells: its own dossiers, some of the others' as they were, some twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from motcua.hub.simulate.dossier import RESOLVED, Dossier, as_of
from motcua.hub.simulate.flaws import BAD_ROWS_EVERY, bad_rows, dirty, dirty_code
from motcua.hub.simulate.mix import CIVIL_STATUS, ONE_STOP
from motcua.hub.simulate.rows import (
    Record,
    Row,
    civil_status_row,
    household_business_record,
    one_stop_row,
)
from motcua.hub.simulate.world import World


@dataclass
class Export:
    """The rows of each file, and why some of them cannot be counted."""

    one_stop: list[Row] = field(default_factory=list)
    civil_status: list[Row] = field(default_factory=list)
    household_business: list[Record] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows of data there are in all."""
        return len(self.one_stop) + len(self.civil_status) + len(self.household_business)


def export(world: World, dossiers: list[Dossier], systems: frozenset[str]) -> Export:
    """The rows in which systems tell of these dossiers, flaws and all."""
    told = Export()
    for dossier in dossiers:
        for system, seen in _sightings(world, dossier, systems):
            _tell(world, told, system, seen)
    if ONE_STOP in systems:
        _add_bad_rows(world, told, dossiers)
        world.random.shuffle(told.one_stop)
    return told


def _sightings(world: World, dossier: Dossier, systems: frozenset[str]) -> Iterator[tuple[str, Dossier]]:
    """The systems that tell of a dossier, each with what it knows; the one that leads it knows all."""
    yield dossier.led_by, dossier
    if dossier.led_by != ONE_STOP and ONE_STOP in systems and world.chance(8):
        yield ONE_STOP, _older(world, dossier) if world.chance(70) else dossier
    if world.chance(1):
        yield dossier.led_by, _older(world, dossier) if world.chance(50) else dossier


def _older(world: World, dossier: Dossier) -> Dossier:
    since = dossier.received or dossier.lodged
    span = dossier.updated - since
    return as_of(dossier, since + int(span * world.random.random()), world.calendar)


def _tell(world: World, told: Export, system: str, seen: Dossier) -> None:
    if system == ONE_STOP:
        row = one_stop_row(seen, world.unit_name)
        dirty(world, row)
        told.one_stop.append(row)
    elif system == CIVIL_STATUS:
        row = civil_status_row(seen)
        told.civil_status.append([dirty_code(world, row[0]), *row[1:]])
    else:
        record = household_business_record(seen)
        told.household_business.append({**record, "MaHoSo": dirty_code(world, record["MaHoSo"])})


def _add_bad_rows(world: World, told: Export, dossiers: list[Dossier]) -> None:
    finished = (one for one in dossiers if one.led_by == ONE_STOP and one.outcome == RESOLVED)
    if (model := next(finished, None)) is None:
        return
    row = one_stop_row(model, world.unit_name)
    for why, bad in bad_rows(world, row, 1 + len(dossiers) // BAD_ROWS_EVERY):
        told.set_aside.append(why)
        told.one_stop.append(bad)
