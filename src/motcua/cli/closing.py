"""motcua close, reopen, adjustments: closed periods from the command line, each act by a person with the right."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from motcua.catalogue.covered import covered
from motcua.catalogue.models import System, Unit
from motcua.catalogue.units import find_unit
from motcua.cli.now import instant, now
from motcua.cli.output import as_json, console, number, refuse
from motcua.cli.prepare import prepare
from motcua.closing.acts import answer_reopening, ask_reopening
from motcua.closing.acts import close as close_period
from motcua.closing.adjusting import Adjustment, Adjustments, between
from motcua.closing.adjusting import adjustments as of_closing
from motcua.closing.refusals import NotClosed
from motcua.closing.report import redrawn
from motcua.closing.state import standing
from motcua.dossiers.bulk import chunks
from motcua.dossiers.models import Dossier
from motcua.people.models import User
from motcua.reports.adjusted import CAUSE, WHAT
from motcua.rules.instants import to_datetime
from motcua.rules.measures import MEASURES
from motcua.rules.periods import parse

UNIT = Annotated[str, typer.Option(help="Mã đơn vị.")]
PERIOD = Annotated[str, typer.Option(help="2026-Q1, 2026-06, 2026-H1, 2026-9M, 2026 hoặc ngày..ngày.")]
BY = Annotated[str, typer.Option(help="Tên đăng nhập của người làm việc này.")]
JSON = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")]


def close(
    unit: UNIT,
    period: PERIOD,
    by: BY,
    known_at: Annotated[str | None, typer.Option(help="Chốt theo những gì đã biết lúc đó.")] = None,
    json: JSON = False,
) -> None:
    """Chốt số liệu của một kỳ."""
    prepare()
    made = close_period(find_unit(unit), parse(period), _person(by), now(), instant(known_at))
    told = {"period": made.period, "number": made.number, "as_of": _time(made.as_of), "digest": made.digest}
    if json:
        as_json(told)
        return
    console.print(
        f"Đã chốt {parse(made.period).title()}, lần {made.number}, theo số liệu đến {told['as_of']}."
    )
    console.print(f"Mã kiểm tra: {made.digest}")


def reopen(
    unit: UNIT,
    period: PERIOD,
    by: BY,
    reason: Annotated[str, typer.Option(help="Lý do, khi đề nghị mở lại.")] = "",
    agree: Annotated[bool, typer.Option("--agree", help="Người thứ hai đồng ý mở lại.")] = False,
    decline: Annotated[bool, typer.Option("--decline", help="Người thứ hai không đồng ý.")] = False,
) -> None:
    """Đề nghị mở lại kỳ đã chốt; người thứ hai đồng ý hoặc không."""
    prepare()
    if [bool(reason), agree, decline].count(True) != 1:
        refuse("Ghi một trong ba: --reason (đề nghị), --agree (đồng ý), --decline (không đồng ý).")
    found, chosen, person = find_unit(unit), parse(period), _person(by)
    if reason:
        ask_reopening(found, chosen, person, reason, now())
        console.print("Đã ghi đề nghị mở lại; chờ người thứ hai trả lời.")
        return
    answer_reopening(found, chosen, person, agree, now())
    console.print("Kỳ đã được mở lại." if agree else "Đã từ chối mở lại; kỳ vẫn chốt.")


def adjustments(
    unit: UNIT,
    period: PERIOD,
    since: Annotated[
        str | None, typer.Option(help="So với những gì đã biết lúc đó; mặc định là lúc chốt.")
    ] = None,
    known_at: Annotated[str | None, typer.Option(help="Đến những gì đã biết lúc đó.")] = None,
    json: JSON = False,
) -> None:
    """Liệt kê những gì đến sau khi chốt: hồ sơ nào, vì sao, số liệu đổi thế nào."""
    prepare()
    found = _found(find_unit(unit), period, since, known_at)
    told = _told(found)
    if json:
        as_json(told)
        return
    for one in told["dossiers"]:
        console.print(f"{one['code']:<30} {one['change']} ({one['cause']})")
    for name, n in found.totals().items():
        console.print(f"{MEASURES[name].label}: {n:+d}")
    console.print(f"{number(len(found.found))} hồ sơ thay đổi so với {_time(found.then)}.")


def _found(unit: Unit, text: str, since: str | None, known_at: str | None) -> Adjustments:
    """Raises NotClosed where there is nothing to compare with."""
    period, then = parse(text), instant(since)
    if then is not None:
        return between(covered(unit, period.last), period, then, instant(known_at))
    closing = standing(unit, period)
    if closing is None:
        raise NotClosed(period.title())
    redrawn(closing)
    return of_closing(closing, instant(known_at))


def _told(found: Adjustments) -> dict[str, Any]:
    codes, systems = _codes(found), dict(System.objects.values_list("pk", "name"))
    return {
        "period": {"from": str(found.period.first), "to": str(found.period.last)},
        "since": _time(found.then),
        "count": len(found.found),
        "totals": dict(found.totals()),
        "dossiers": [_row(one, codes, systems) for one in found.found],
    }


def _row(one: Adjustment, codes: dict[int, str], systems: dict[int, str]) -> dict[str, Any]:
    return {
        "code": codes[one.dossier],
        "change": WHAT[one.what],
        "cause": CAUSE[one.cause],
        "systems": [systems[key] for key in one.systems],
        "recorded_at": None if one.recorded_at is None else _time(one.recorded_at),
        "differences": one.differences,
    }


def _codes(found: Adjustments) -> dict[int, str]:
    codes: dict[int, str] = {}
    for chunk in chunks([one.dossier for one in found.found]):
        codes.update(Dossier.objects.filter(pk__in=chunk).values_list("pk", "code"))
    return codes


def _person(name: str) -> User:
    found = User.objects.filter(username=name).first()
    if found is None:
        refuse(f"Không có tài khoản “{name}”.")
    return found


def _time(at: int) -> str:
    return f"{to_datetime(at):%Y-%m-%d %H:%M:%S}"
