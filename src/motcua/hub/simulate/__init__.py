"""Made-up exports of a commune: the same three kinds of files as real ones, with the same flaws, and the truth.

For demonstrations, tests and benchmarks. No dossier, name or telephone number in them is real.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from motcua.hub.codes import issuer_of
from motcua.hub.simulate.dossier import Dossier, as_of
from motcua.hub.simulate.export import Export, export
from motcua.hub.simulate.life import TooManyADay, lives
from motcua.hub.simulate.mix import CIVIL_STATUS, HOUSEHOLD_BUSINESS, ONE_STOP, SYSTEMS
from motcua.hub.simulate.world import World
from motcua.hub.simulate.write import write_files
from motcua.hub.text import clean_code
from motcua.rules.instants import Instant

__all__ = [
    "CIVIL_STATUS",
    "HOUSEHOLD_BUSINESS",
    "ONE_STOP",
    "SYSTEMS",
    "BadUnitCode",
    "Simulated",
    "TooManyADay",
    "simulate",
]


class BadUnitCode(ValueError):
    """A code of a unit that no dossier code can begin with."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Mã hồ sơ không thể bắt đầu bằng “{code}”. Dùng mã định danh của đơn vị, như H24.72."
        )
        self.code = code


@dataclass(frozen=True)
class Simulated:
    """Files and what is true of them.

    The systems were read at `as_of` (milliseconds UTC), two working days after `last`; `dossiers` are those that
    stand in the files, as they stood then. A right import reads `rows` rows and sets some aside for `set_aside`.
    """

    files: list[Path]
    first: date
    last: date
    as_of: Instant
    dossiers: list[Dossier]
    rows: int
    set_aside: list[str]

    @property
    def duplicates(self) -> int:
        """Rows that tell again of a dossier that another row tells of."""
        return self.rows - len(self.set_aside) - len(self.dossiers)


def simulate(
    folder: Path,
    *,
    unit_code: str,
    unit_name: str,
    first: date,
    days: int,
    dossiers: int,
    seed: int,
    systems: Collection[str] = SYSTEMS,
    one_file: bool = False,
) -> Simulated:
    """Write exports of so many dossiers lodged from the local day `first` on; the same files for the same seed.

    `days` are those of the period of interest: systems are read two working days after it, and dossiers go on
    being lodged and finished until then. `systems` says which of the three write a file; a dossier whose own
    system writes none stands in the one-stop export, or nowhere where that is not written either. With `one_file`
    all is one-stop text (fast; made for 100,000 dossiers and more). Raises BadUnitCode, TooManyADay, ValueError.
    """
    code = clean_code(unit_code) or ""
    if issuer_of(f"{code}-260101-0001") is None:
        raise BadUnitCode(unit_code)
    if days < 1 or dossiers < 1:
        raise ValueError("Cần ít nhất một ngày và một hồ sơ.")
    world = World(code, unit_name, first, first + timedelta(days=days - 1), Random(seed))  # noqa: S311
    chosen = frozenset({ONE_STOP} if one_file else systems)
    truth = [as_of(one, world.as_of, world.calendar) for one in lives(world, dossiers, chosen)]
    told = export(world, truth, chosen)
    return _kept(world, truth, told, write_files(folder, world, told, one_file))


def _kept(world: World, truth: list[Dossier], told: Export, files: list[Path]) -> Simulated:
    return Simulated(files, world.first, world.last, world.as_of, truth, told.rows, sorted(told.set_aside))
