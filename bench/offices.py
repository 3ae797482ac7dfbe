"""Communes with counter officers, and the real procedures that they take in, for benchmarks over HTTP.

`python -m bench.offices COUNT` makes them in the database of the environment and prints, as JSON, what a client needs.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from bench.measured import ready

PASSWORD = "mot-cua-do-toc-do"
PROCEDURES = ("1.001193", "1.000894", "1.000656", "1.004873", "2.000815", "2.000884")
"""Birth, marriage, death, marital status, certified copies, certified signatures."""
_MOST_PAPERS = 3
_PAPERS = ("Tờ khai theo mẫu", "Bản sao giấy tờ tùy thân")
"""What is handed in where the catalogue names no papers."""
_LAST = 9_999_999


def make(count: int) -> list[dict[str, Any]]:
    """The offices: unit (key, code), name of an officer who may sign in, his token, and forms to send."""
    return [_office(number) for number in range(count)]


def _office(number: int) -> dict[str, Any]:
    from motcua.api.tokens import SCOPES, make_token
    from motcua.casework.models import SerialRange
    from motcua.catalogue.units import add_unit
    from motcua.cli.now import today
    from motcua.people.models import Grant, Role, User

    code = f"H24.{900 + number}"
    unit = add_unit(code, f"Ủy ban nhân dân xã Đo {number}", "Hải Phòng")
    SerialRange.objects.create(unit=unit, prefix=code, first=5001, last=_LAST)
    officer = User.objects.create_user(f"bench-{number}", password=PASSWORD)
    Grant.objects.create(user=officer, unit=unit, role=Role.COUNTER, since=today())
    token = make_token(officer, "bench", SCOPES, today(), 30)
    forms = _forms(unit.pk)
    bodies = [_body(form) for form in forms]
    return {
        "unit": unit.pk, "code": code, "officer": officer.username, "token": token, "forms": forms, "bodies": bodies,
    }  # fmt: skip


def _forms(unit: int) -> list[dict[str, str]]:
    """What the reception form sends for each procedure, with its papers and its fee."""
    from motcua.casework.refusals import Refused
    from motcua.catalogue.models import Procedure

    found = []
    for procedure in Procedure.objects.filter(code__in=PROCEDURES):
        try:
            found.append(_form(procedure.pk, unit))
        except Refused:
            continue
    if not found:
        raise RuntimeError("none of the procedures is in the catalogue")
    return found


def _form(procedure: int, unit: int) -> dict[str, str]:
    from motcua.casework.acceptance import offered
    from motcua.cli.now import now
    from motcua.rules.measures import Channel

    offer = offered(procedure, unit, now(), Channel.DIRECT, 0)
    form = {
        "procedure": str(procedure), "name": "Nguyễn Văn Đức", "id_number": "001099012345", "phone": "0912345678",
        "address": "Thôn 3, xã Đo, Hải Phòng", "channel": str(int(offer.channel)), "act": "accept",
    }  # fmt: skip
    for n, name in enumerate([paper.name[:500] for paper in offer.papers][:_MOST_PAPERS] or _PAPERS):
        form |= {f"paper-{n}-name": name, f"paper-{n}-originals": "1", f"paper-{n}-in": "1"}
    return form | {"fee-0-name": "Lệ phí", "fee-0-amount": "8000", "fee-0-how": "cash"}


def _body(form: dict[str, str]) -> dict[str, Any]:
    """The same as a program sends it."""
    from motcua.catalogue.models import Procedure

    papers = [
        {"name": form[f"paper-{n}-name"], "originals": 1}
        for n in range(_MOST_PAPERS)
        if f"paper-{n}-name" in form
    ]
    return {
        "procedure": Procedure.objects.get(pk=form["procedure"]).code, "channel": "direct", "accept": True,
        "applicant": {name: form[name] for name in ("name", "id_number", "phone", "address")}, "papers": papers,
        "fees": [{"name": form["fee-0-name"], "amount": int(form["fee-0-amount"]), "how": form["fee-0-how"]}],
    }  # fmt: skip


if __name__ == "__main__":
    ready()
    json.dump(make(int(sys.argv[1])), sys.stdout)
