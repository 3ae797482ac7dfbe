"""From the words of reports to the keys of fields, procedures and cells."""

from __future__ import annotations

import polars as pl

from motcua.catalogue.fields import field_key
from motcua.catalogue.models import Field, Procedure, ProcedureVersion
from motcua.catalogue.names import known_fields, merged_fields
from motcua.dossiers.bulk import allocate, insert
from motcua.dossiers.models import Cell
from motcua.hub.text import fold
from motcua.rules.instants import day_of, day_start

CELL = ["procedure_id", "field_id", "speaker", "channel", "level", "digitised", "fee", "paid_online"]
_COLUMNS = (
    "id", "unit_id", "procedure_id", "field_id", "system_id", "channel", "level", "digitised",
    "fee_due", "paid_online", "lane",
)  # fmt: skip


LONGEST_CODE = 40
"""What is longer is no code of a procedure."""


class Catalogue:
    """Fields and procedures by what reports call them; new ones are added as they are met."""

    def __init__(self) -> None:
        self.fields = known_fields()
        self.procedures = {code: (pk, field) for code, pk, field in _procedures()}
        self.named = dict(Procedure.objects.values_list("folded", "code"))
        self.levels = dict(_levels())

    def knows(self, code: str | None, name: str | None) -> bool:
        """Whether the procedure is known by code or by name."""
        return code in self.procedures or (name is not None and fold(name) in self.named)

    def field(self, name: str) -> int:
        """The key of a field by its name."""
        key = field_key(name)[:300]
        if key not in self.fields:
            self.fields[key] = Field.objects.get_or_create(folded=key, defaults={"name": name[:300]})[0].pk
        return self.fields[key]

    def procedure(self, code: str | None, name: str | None, field: str | None) -> tuple[int | None, int]:
        """Keys of procedure and field; the field written in the report wins over the procedure's own."""
        if code is None and name is not None:
            code = self.named.get(fold(name))
        if (
            code is not None
            and len(code) <= LONGEST_CODE
            and code not in self.procedures
            and field is not None
        ):
            self._add(code, name or code, self.field(field))
        known = self.procedures.get(code) if code is not None else None
        own = self.field(field) if field is not None else (known[1] if known else 0)
        return (known[0] if known else None), own

    def _add(self, code: str, name: str, field: int) -> None:
        said = {"name": name, "folded": fold(name), "field_id": field, "source": "import"}
        made, _ = Procedure.objects.get_or_create(code=code, defaults=said)
        self.procedures[code] = (made.pk, field)
        self.named.setdefault(fold(name), code)


def _procedures() -> list[tuple[str, int, int]]:
    return list(Procedure.objects.values_list("code", "id", "field_id"))


def _levels() -> list[tuple[int, int]]:
    numbers = {"full": 4, "partial": 3, "none": 2}
    versions = ProcedureVersion.objects.order_by("since").values_list("procedure_id", "level")
    return [(procedure, numbers.get(level, 2)) for procedure, level in versions]


def with_keys(reports: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """Add `procedure_id`, `field_id`; fill the level from the catalogue where the report does not say it."""
    words = ["procedure", "procedure_name", "field"]
    seen = reports.select(words).unique(maintain_order=True)
    keys = [catalogue.procedure(*row) for row in seen.iter_rows()]
    schema = {"procedure_id": pl.Int64, "field_id": pl.Int64}
    named = seen.hstack(pl.DataFrame(keys, schema=schema, orient="row"))
    known = pl.col("procedure_id").replace_strict(catalogue.levels, default=2, return_dtype=pl.Int64)
    joined = reports.join(named, on=words, how="left", nulls_equal=True, maintain_order="left")
    for field, since, into in merged_fields():
        later = (pl.col("field_id") == field) & (pl.col("received") >= day_start(day_of(since)))
        joined = joined.with_columns(field_id=pl.when(later).then(into).otherwise("field_id"))
    return joined.with_columns(level=pl.col("level").fill_null(known), channel=pl.col("channel").fill_null(1))


def with_cells(reports: pl.DataFrame, unit: int) -> pl.DataFrame:
    """Add `cell`, the key of the dimensions of each report; new combinations are made."""
    seen = reports.select(CELL).unique(maintain_order=True)
    known = {row[1:]: row[0] for row in _cells(unit)}
    missing = [row for row in seen.iter_rows() if row not in known]
    keys = allocate("dossiers_cell", len(missing)) if missing else []
    insert("dossiers_cell", _COLUMNS, [(key, unit, *row, 0) for key, row in zip(keys, missing, strict=True)])
    known.update(zip(missing, keys, strict=True))
    cells = pl.Series("cell", [known[row] for row in seen.iter_rows()], dtype=pl.Int64)
    return reports.join(
        seen.with_columns(cells), on=CELL, how="left", nulls_equal=True, maintain_order="left"
    )


def _cells(unit: int) -> list[tuple[int, ...]]:
    found = Cell.objects.filter(unit=unit, lane=0).values_list(
        "id", "procedure", "field", "system", "channel", "level", "digitised", "fee_due", "paid_online"
    )
    return list(found)
