"""Late dossiers: with an apology (văn bản xin lỗi, hẹn lại) or without, as figures and one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from motcua.dossiers.models import Act, Dossier
from motcua.ledger.lists import EVER, Placed
from motcua.reports.data import FieldRow, Listed
from motcua.reports.vietnamese import short_date
from motcua.rules.instants import Instant, date_of, day_of, day_start, local_day

if TYPE_CHECKING:
    from motcua.reports.gather import Sources

MEASURE_OF = {"late": "late", "overdue": "overdue_or_waiting_overdue"}
"""Which measure a list of dossiers is of."""
_AT_ONCE = 500


def apologies(sources: Sources) -> list[FieldRow]:
    """Late dossiers by unit and field, with an apology and without."""
    counted: dict[tuple[int, int, int], dict[str, int]] = defaultdict(_zeros)
    for name in MEASURE_OF:
        found = sources.placed(name)
        sorry = apologised(sources, {one.dossier for one in found})
        for one in found:
            key = f"apology.{name}" if one.dossier in sorry else f"apology.{name}_without"
            counted[one.unit, one.field, one.system][key] += one.times
    return [
        FieldRow(field, sources.fields[field], "", (system,), values, unit, sources.levels[unit])
        for (unit, field, system), values in counted.items()
    ]


def _zeros() -> dict[str, int]:
    return {f"apology.{name}{end}": 0 for name in MEASURE_OF for end in ("", "_without")}


def apologised(sources: Sources, dossiers: Collection[int]) -> dict[int, Instant]:
    """When the applicant was sent an apology, by dossier: by the end of the period, as far as it was known."""
    end = day_start(day_of(sources.period.last) + 1)
    known = EVER if sources.known_at is None else sources.known_at
    found: dict[int, Instant] = {}
    for keys in _batches(sorted(dossiers)):
        acts = Act.objects.filter(
            dossier__in=keys, kind="apologised", occurred_at__lt=end, recorded_at__lte=known
        )
        found |= dict(acts.values_list("dossier_id", "occurred_at"))
    return found


def _batches(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def listed(sources: Sources, name: str) -> tuple[Listed, ...]:
    """The dossiers of a list, those due first before the others."""
    found = [one for one in sources.placed(name) if one.times > 0]
    keys = sorted({one.dossier for one in found})
    sorry = apologised(sources, keys)
    dossiers = {key: one for batch in _batches(keys) for key, one in Dossier.objects.in_bulk(batch).items()}
    order = sorted(found, key=lambda one: (dossiers[one.dossier].due_at or 0, one.dossier))
    return tuple(_listed(sources, one, dossiers[one.dossier], sorry.get(one.dossier)) for one in order)


def _listed(sources: Sources, one: Placed, dossier: Dossier, sorry: Instant | None) -> Listed:
    texts = {
        "code": dossier.code,
        "field": sources.fields[one.field],
        "unit": sources.names[one.unit].name,
        "received": _day(dossier.received_at),
        "due": _day(dossier.due_at),
        "finished": _day(dossier.finished_at),
        "apology": f"Đã xin lỗi ngày {_day(sorry)}" if sorry is not None else "Chưa có văn bản xin lỗi",
    }
    return Listed(one.dossier, one.unit, texts)


def _day(at: Instant | None) -> str:
    return short_date(date_of(local_day(at))) if at is not None else ""
