"""What the clock of open dossiers needs where another system leads them and states no due instant of its own."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import polars as pl

from motcua.catalogue.reception_terms import ReceptionTerms
from motcua.dossiers.models import Dossier
from motcua.hub.authority import latest
from motcua.hub.dues import span_of
from motcua.hub.known import reports_on
from motcua.rules.accounts import OPEN
from motcua.rules.moved_dues import OpenDossier
from motcua.rules.report import Report, pauses_of
from motcua.rules.terms import OnResume, Pause

_HEADS = {"key": pl.Int64, "unit": pl.Int64, "authority": pl.Int64, "procedure_id": pl.Int64}


def open_clocks(units: Collection[int]) -> list[OpenDossier]:
    """The open dossiers of units whose due instant our own clock works out from a report; `key` is the dossier's.

    Left out are those for which a system states the due instant, and those of procedures without a term.
    """
    heads = Dossier.objects.filter(unit__in=units, state__in=[int(account) for account in OPEN])
    listed = list(heads.values_list("pk", "unit_id", "authority_id", "cell__procedure_id"))
    if not listed:
        return []
    frame = pl.DataFrame(listed, schema=_HEADS, orient="row")
    told = reports_on(frame["key"].to_list()).join(frame, on="key", maintain_order="left")
    speaking = latest(told.filter(pl.col("system") == pl.col("authority")), ["key"], ["recorded", "act"])
    wanting = (
        pl.col("due").is_null() & pl.col("received").is_not_null() & pl.col("procedure_id").is_not_null()
    )
    hanging = speaking.filter(wanting).with_columns(pl.col("channel").fill_null(1))
    return [one for some in hanging.partition_by("unit", maintain_order=True) for one in _clocks(some)]


def _clocks(reports: pl.DataFrame) -> list[OpenDossier]:
    """The clocks of dossiers of one unit."""
    terms = ReceptionTerms(reports["unit"][0], reports["procedure_id"].unique().to_list())
    found = []
    for row in reports.iter_rows(named=True):
        span = span_of(row, terms, row["received"])
        if span is not None and span.term is not None:
            pauses = _pauses(row, span.on_resume)
            found.append(OpenDossier(row["key"], row["received"], span.term, span.rules, pauses))
    return found


def _pauses(row: dict[str, Any], on_resume: OnResume) -> tuple[Pause, ...]:
    report: Report = {**row, "pauses": row["pauses"] or []}  # type: ignore[typeddict-item]
    return tuple(Pause(one["begin"], one["end"], on_resume, one["ground"]) for one in pauses_of(report))
