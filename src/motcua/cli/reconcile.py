"""motcua reconcile: compare what all systems say of a unit's dossiers, and any two of them of any period."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from motcua.catalogue.models import Unit
from motcua.catalogue.systems import system
from motcua.catalogue.units import find_unit
from motcua.cli.now import now
from motcua.cli.output import as_json, console, number, refuse
from motcua.cli.prepare import prepare
from motcua.findings.keep import reconcile
from motcua.findings.models import Finding, Recount
from motcua.findings.settle import NotSettled, pair_up
from motcua.findings.words import KINDS, share
from motcua.people.audit import Acting
from motcua.rules.instants import day_of
from motcua.rules.periods import parse
from motcua.rules.reconcile import Difference


def run(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị.")],
    left: Annotated[str, typer.Option(help="Hệ thống thứ nhất của một cặp, như province:H24.")] = "",
    right: Annotated[str, typer.Option(help="Hệ thống thứ hai, như ministry:15, portal, own.")] = "",
    period: Annotated[str, typer.Option(help="Kỳ tiếp nhận của cặp, như 2026-Q3.")] = "",
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Đối chiếu các hệ thống về hồ sơ của đơn vị; một cặp hệ thống và kỳ bất kỳ thì được giữ và đối chiếu mỗi ngày."""
    prepare()
    found = find_unit(unit)
    if left or right or period:
        _pair(found, left, right, period)
    recount = reconcile(found.pk, now())
    open_ones = Finding.objects.filter(unit=found).exclude(state=Finding.State.CLOSED)
    counts = Counter(open_ones.values_list("kind", flat=True))
    if json:
        as_json({**_figures(recount), "kinds": dict(sorted(counts.items()))})
        return
    _say(recount, counts)


def _pair(unit: Unit, left: str, right: str, period: str) -> None:
    if not (left and right and period):
        refuse("Muốn đối chiếu một cặp thì ghi đủ --left, --right và --period.")
    days = parse(period)
    try:
        pair_up(unit, system(left), system(right), day_of(days.first), day_of(days.last), Acting(None, now()))
    except NotSettled as error:
        refuse(str(error))


def _figures(recount: Recount) -> dict[str, int]:
    names = ("known", "compared", "agreeing", "found", "opened", "closed")
    return {name: getattr(recount, name) for name in names}


def _say(recount: Recount, counts: Counter[str]) -> None:
    agreed = share(recount.agreeing, recount.known)
    console.print(
        f"Các hệ thống thống nhất về {number(recount.agreeing)} trong {number(recount.known)} hồ sơ ({agreed}); "
        f"{number(recount.compared)} hồ sơ có ít nhất hai hệ thống để đối chiếu."
    )
    console.print(
        f"{number(recount.found)} điểm lệch: mới {number(recount.opened)}, tự khép {number(recount.closed)}."
    )
    for kind in Difference:
        if counts[kind.value]:
            console.print(f"  {KINDS[kind]}: {number(counts[kind.value])}", markup=False)
