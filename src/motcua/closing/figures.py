"""The figures of a period as of an instant, as canonical text with a digest: the same text for the same ledger."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import motcua
from motcua.catalogue.models import Field, System, Unit
from motcua.index.definitions import in_force
from motcua.ledger.statement import Statement, statement, statements
from motcua.reports import vocabulary
from motcua.reports.collect import agency_of
from motcua.reports.data import Adjusted, Agency, ReportData, data_of
from motcua.reports.filled import FilledForm, fill
from motcua.reports.form import Form
from motcua.reports.form_files import forms
from motcua.reports.gather import Sources
from motcua.reports.render import filled_forms
from motcua.reports.rolled_up import over_units
from motcua.rules.instants import Instant
from motcua.rules.measures import MEASURES, Cell, figures
from motcua.rules.moves import RULES_VERSION
from motcua.rules.periods import Period

_LEDGER = frozenset({"statement", "apology"})
"""What forms are filled from that nothing but the ledger and its journal tell."""


@dataclass(frozen=True)
class Drawn:
    """The statements of a period and of the one before, as of one instant; where several units are added up also
    that of each of them (`by_unit`, by key)."""

    unit: Unit
    now: Statement
    before: Statement
    by_unit: Mapping[int, Statement]

    @property
    def rolled_up(self) -> bool:
        """Whether several units are added up."""
        return bool(self.by_unit)


def draw(unit: Unit, units: Sequence[int], period: Period, as_of: Instant) -> Drawn:
    """The statements over units (keys) as they were known at an instant (milliseconds UTC)."""
    now, before = statement(units, period, as_of), statement(units, period.before(), as_of)
    alone = list(units) == [unit.pk]
    return Drawn(unit, now, before, {} if alone else statements(units, period, as_of))


def canonical(drawn: Drawn, names: Sequence[str], values: Any) -> str:
    """Every figure of `names`, in all and by field and system, and the forms: one text for one set of figures."""
    content = {
        "period": [str(drawn.now.period.first), str(drawn.now.period.last)],
        "names": list(names),
        "totals": _values(drawn.now.cells, names),
        "before": _values(drawn.before.cells, names),
        "rows": _rows(drawn.now.cells, names),
        "forms": values,
    }
    if drawn.rolled_up:
        content["by_unit"] = [[key, _rows(own.cells, names)] for key, own in sorted(drawn.by_unit.items())]
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _values(cells: Iterable[Cell], names: Sequence[str]) -> list[int]:
    found = figures(cells, tuple(names))
    return [found[name] for name in names]


def _rows(cells: Iterable[Cell], names: Sequence[str]) -> list[list[Any]]:
    groups: defaultdict[tuple[int, int], list[Cell]] = defaultdict(list)
    for cell in cells:
        groups[cell.field, cell.system].append(cell)
    valued = [(place, _values(some, names)) for place, some in sorted(groups.items())]
    return [[*place, values] for place, values in valued if any(values)]


def digest(text: str) -> str:
    """The SHA-256 of canonical figures, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def usual_names() -> list[str]:
    """The measures that are closed: all there are."""
    return sorted(MEASURES)


def labels_of(drawn: Drawn) -> dict[str, Any]:
    """The names of fields, owners of systems and of the unit, so that a later renaming changes no closed report."""
    cells = (*drawn.now.cells, *drawn.before.cells)
    fields = Field.objects.in_bulk({cell.field for cell in cells})
    systems = System.objects.in_bulk({cell.system for cell in cells})
    agency = agency_of(drawn.unit, drawn.now.period.last)
    sources = Sources(drawn.unit, drawn.now.period, drawn.now.known_at)
    return {
        "units": {str(key): [one.name, sources.levels[key]] for key, one in sources.names.items()},
        "fields": {str(key): field.name for key, field in fields.items()},
        "owners": {str(key): system.owner for key, system in systems.items()},
        "agency": {name: getattr(agency, name) for name in ("name", "kind", "province", "place", "superior")},
    }


def form_values(drawn_up: Sequence[FilledForm]) -> list[list[Any]]:
    """Every form: its key, and by row the label and the numbers."""
    return [
        [filled.form.key, [[row.label, [one.value for one in row.numbers]] for row in filled.rows]]
        for filled in drawn_up
    ]


def definitions(period: Period, drawn_up: Sequence[FilledForm]) -> dict[str, Any]:
    """What a closing was made by: digests of the forms, versions of rules, index and program."""
    return {
        "forms": {filled.form.key: digest(_written(filled.form)) for filled in drawn_up},
        "rules": RULES_VERSION,
        "index": in_force(period.last).version,
        "program": motcua.__version__,
    }


def _written(form: Form) -> str:
    """A form's definition as one text; sets in the order of their members."""
    return json.dumps(asdict(form), ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def data_from(drawn: Drawn, labels: dict[str, Any]) -> ReportData:
    """The data of a report from statements and the names of then."""
    data = data_of(
        drawn.now,
        Agency(**labels["agency"]),
        fields={int(key): name for key, name in labels["fields"].items()},
        owners={int(key): owner for key, owner in labels["owners"].items()},
        previous=drawn.before,
    )
    return over_units(data, sources_from(drawn, labels)) if drawn.rolled_up else data


def sources_from(drawn: Drawn, labels: dict[str, Any], adjusted: Adjusted | None = None) -> Sources:
    """What all forms are filled from, from statements and the names of then."""
    made = Sources(drawn.unit, drawn.now.period, drawn.now.known_at, adjusted)
    made.whole = drawn.now
    made.by_unit = dict(drawn.by_unit) or {drawn.unit.pk: drawn.now}
    made.units = list(made.by_unit)
    made.agency = Agency(**labels["agency"])
    made.fields = made.fields | {int(key): name for key, name in labels["fields"].items()}
    made.owners = {int(key): owner for key, owner in labels["owners"].items()}
    if units := labels.get("units"):
        made.names = {int(key): Unit(pk=int(key), name=name) for key, (name, _level) in units.items()}
        made.levels = {int(key): level for key, (_name, level) in units.items()}
    return made


def forms_of(drawn: Drawn, labels: dict[str, Any]) -> list[FilledForm]:
    """The forms whose figures are closed: those of the report, of several units all that are filled from the ledger.

    Raises ReportRefused where the figures of one do not agree.
    """
    if not drawn.rolled_up:
        return filled_forms(data_from(drawn, labels))
    sources = sources_from(drawn, labels)
    drawn_up = forms(drawn.unit.kind, drawn.now.period.last).values()
    return [fill(form, sources.data(form)) for form in drawn_up if _from_ledger(form)]


def _from_ledger(form: Form) -> bool:
    return not form.is_list and vocabulary.sources(form.measures) <= _LEDGER
