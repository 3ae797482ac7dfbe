"""Which system a file comes from, and for which instant it speaks."""

from __future__ import annotations

from datetime import date

import polars as pl

from motcua.catalogue.fields import field_key
from motcua.catalogue.models import System, Unit
from motcua.catalogue.systems import authorities, system
from motcua.hub.errors import ExportError
from motcua.hub.text import fold
from motcua.rules.instants import MS_PER_DAY, Instant, day_of, day_start, local_day

_MOST = 0.9
_EVENTS = ("received", "finished", "returned", "paused", "resumed", "updated")
_EVER: Instant = 2**62


class AnotherUnit(ExportError):
    """The file says of nearly all its rows that they belong to another unit."""

    def __init__(self, named: str, unit: str, *, file: str = "") -> None:
        super().__init__(
            f"tệp ghi hồ sơ của “{named}”, không phải của “{unit}”",
            "Không có gì được ghi. Kiểm tra lại tệp, hoặc nhập cho đúng đơn vị.",
            file=file,
        )


def system_of(reports: pl.DataFrame, unit: Unit) -> str:
    """The key of the system that wrote these rows: by whose codes and which fields they nearly all are.

    A ministry's system holds codes that it issued; a register holds one field; all else is the province's
    one-stop system. A mapping may say otherwise.
    """
    counted = reports.filter(pl.col("why_not").is_null())
    enough = _MOST * len(counted)
    issuer, times = _most(counted["issuer"])
    if issuer is not None and issuer.startswith("ministry:") and times >= enough:
        return issuer
    field, times = _most(counted["field"])
    register = authorities().get(field_key(field)) if field is not None else None
    if register is not None and register.startswith("register:") and times >= enough:
        return register
    return f"province:{unit.province.code}"


def own_codes_of(key: str, unit: Unit) -> str:
    """The issuer of codes whose grammar names none: the system as this unit uses it."""
    return f"{key}@{unit.pk}"


def named_system(key: str) -> System:
    """The system of a key, also of a unit's own use of one."""
    base, _, unit = key.partition("@")
    if not unit:
        return system(base)
    used = system(base)
    return System.objects.get_or_create(key=key, defaults={"name": used.name, "owner": used.owner})[0]


def _most(words: pl.Series) -> tuple[str | None, int]:
    counts = words.drop_nulls().value_counts(sort=True)
    return (counts.item(0, 0), counts.item(0, 1)) if len(counts) else (None, 0)


def as_of(reports: pl.DataFrame, told: date | None, latest: Instant) -> Instant:
    """The instant for which a file speaks: the last event in it, on the day its title tells if it tells one.

    What lies after `latest` is a slip of the pen, which must not make a file younger than all to come.
    """
    events = reports.select(_EVENTS).unpivot().get_column("value").drop_nulls()
    last = int(events.filter(events <= latest).max() or 0)  # type: ignore[arg-type]
    if told is None or local_day(last) == day_of(told):
        return last
    return day_start(day_of(told))


def latest_possible(reports: pl.DataFrame, now: Instant) -> Instant:
    """After which instant nothing can have happened: tomorrow; any, where this machine's clock is plainly behind."""
    middle = reports["received"].median()
    behind = isinstance(middle, float) and middle > now
    return _EVER if behind else now + MS_PER_DAY


def in_the_future(latest: Instant) -> pl.Expr:
    """Whether a row tells of something that cannot have happened yet."""
    return (pl.max_horizontal(_EVENTS) > latest).fill_null(value=False)


def refuse_another_unit(names: pl.Series, unit: Unit, file: str) -> None:
    """Raise AnotherUnit where nearly all rows name one other commune of the same province."""
    named, times = _most(names)
    if (
        named is None
        or times < _MOST * len(names)
        or _bare(named) in _bare(unit.name)
        or _bare(unit.name) in _bare(named)
    ):
        return
    others = Unit.objects.filter(province=unit.province, kind=Unit.Kind.COMMUNE).exclude(pk=unit.pk)
    if any(_bare(name) and _bare(name) == _bare(named) for name in others.values_list("name", flat=True)):
        raise AnotherUnit(named, unit.name, file=file)


def _bare(name: str) -> str:
    words = fold(name).replace("uy ban nhan dan", "").replace("ubnd", "")
    return " ".join(words.split())
