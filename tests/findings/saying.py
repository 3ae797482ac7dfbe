"""What systems say, recorded without a file: one line of Python for each dossier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from motcua.catalogue.models import Unit
from motcua.dossiers.bulk import writing
from motcua.findings.models import Finding
from motcua.hub.bodies import SCHEMA
from motcua.hub.codes import issuer_of
from motcua.hub.models import ImportFile, ImportRun
from motcua.hub.record import record
from motcua.hub.sources import named_system
from motcua.rules.instants import Instant
from tests.casework.conftest import DAY, HOUR, MONDAY

ONE_STOP, CIVIL, REGISTER = "province:H24", "ministry:15", "register:household-business"
FIELDS = {ONE_STOP: "Chứng thực", CIVIL: "Hộ tịch", REGISTER: "Thành lập và hoạt động của hộ kinh doanh"}
_COLUMNS = {
    **SCHEMA, "code": pl.String(), "issuer": pl.String(), "system": pl.String(), "as_of": pl.Int64(),
    "updated": pl.Int64(), "applicant": pl.String(), "phone": pl.String(),
}  # fmt: skip


def says(
    unit: Unit, system: str, *rows: Mapping[str, Any], as_of: Instant = MONDAY + 9 * HOUR, now: Instant = 0
) -> None:
    """A system reports dossiers: `code` and what differs from one in progress, received on Monday at eight."""
    usual: dict[str, Any] = dict.fromkeys(_COLUMNS)
    usual |= {
        "system": system,
        "as_of": as_of,
        "state": "in_progress",
        "field": FIELDS[system],
        "received": MONDAY,
    }
    usual |= {"due": MONDAY + 2 * DAY, "channel": 1, "level": 0, "digitised": 0, "fee": 0, "paid_online": 0}
    told = [usual | {"issuer": _issuer(row["code"], system), **row} for row in rows]
    frame = pl.DataFrame(told, schema=_COLUMNS, orient="row")
    with writing():
        run = ImportRun.objects.create(unit=unit, recorded_at=now or as_of)
        ImportFile.objects.create(
            run=run, name="tep.xlsx", digest="", as_of=as_of, system=named_system(system), rows=len(rows)
        )
        record(unit.pk, frame, run.pk, now or as_of, lambda step: None)


def _issuer(code: str, system: str) -> str:
    known = issuer_of(code)
    return known.key if known else system


def open_findings(unit: Unit) -> list[tuple[str, str]]:
    """Kind and code of what is open, in order."""
    found = Finding.objects.filter(unit=unit).exclude(state=Finding.State.CLOSED)
    return sorted(found.values_list("kind", "code"))
