"""motcua ledger rebuild|verify: derive the ledger again from the journal, or prove that it is sound."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from motcua.catalogue.models import Unit
from motcua.catalogue.units import find_unit
from motcua.cli.now import now
from motcua.cli.output import as_json, console, number
from motcua.cli.prepare import prepare
from motcua.dossiers.models import Dossier
from motcua.hub.rebuild import differences, rebuild_unit
from motcua.ledger.orphans import orphans
from motcua.ledger.verify import verify_unit

app = typer.Typer(no_args_is_help=True)
UnitOption = Annotated[str | None, typer.Option("--unit", help="Chỉ đơn vị có mã này.")]
JsonOption = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")]


def _units(code: str | None) -> list[Unit]:
    if code is not None:
        return [find_unit(code)]
    return list(Unit.objects.filter(pk__in=Dossier.objects.values("unit").distinct()).order_by("pk"))


@app.command()
def rebuild(unit: UnitOption = None, json: JsonOption = False) -> None:
    """Dựng lại sổ cái từ nhật ký."""
    prepare()
    counts = {one.name: rebuild_unit(one.pk, now()) for one in _units(unit)}
    if json:
        as_json({"units": counts})
        return
    for name, count in counts.items():
        console.print(f"{name}: {number(count)} bút toán.")


@app.command()
def verify(unit: UnitOption = None, json: JsonOption = False) -> None:
    """Kiểm tra sổ cái: đẳng thức, số dư đầu tháng, trạng thái, nhật ký, dòng mồ côi."""
    prepare()
    units = _units(unit)
    faults = [fault for one in units for fault in (*verify_unit(one.pk), *differences(one.pk))] + orphans()
    if json:
        as_json({"units": len(units), "faults": [asdict(fault) for fault in faults]})
    else:
        for fault in faults:
            console.print(f"{fault.kind}: {fault.where}: {fault.detail}", style="red")
        console.print(f"Đã kiểm tra {number(len(units))} đơn vị, {number(len(faults))} sai lệch.")
    raise typer.Exit(1 if faults else 0)
