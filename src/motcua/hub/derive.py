"""Which report speaks for a dossier, and in which dimensions it is counted."""

from __future__ import annotations

import polars as pl

from motcua.catalogue.systems import authorities, system
from motcua.hub.authority import speaking
from motcua.hub.dimensions import Catalogue, with_cells, with_keys


def speaking_reports(said: pl.DataFrame, unit: int) -> pl.DataFrame:
    """For each dossier the report of the system with the authority, with the keys of its dimensions.

    `said` has one row for each dossier and system: `key`, `system`, `issuer`, `progress`, `as_of` and the
    columns of a report. Adds `procedure_id`, `field_id`, `speaker` (the system), `cell`.
    """
    catalogue = Catalogue()
    named = with_keys(said, catalogue)
    chosen = speaking(named, _configured(catalogue))
    return with_cells(chosen.with_columns(speaker=pl.col("system")), unit)


def _configured(catalogue: Catalogue) -> dict[int, int]:
    """The system that has the authority over each field, where one is configured."""
    named = authorities().items()
    return {catalogue.fields[key]: system(word).pk for key, word in named if key in catalogue.fields}
