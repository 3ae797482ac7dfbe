"""Several officers at once, each a process of its own: `python -m tests.casework.crowd PROCESSES RECEPTIONS` tells as JSON
what became of it. The database is named by the environment, as for the program itself, and is made ready first.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.casework.conftest import Office

Job = Callable[[int], Any]


# Whoever has used the threads of polars cannot be copied by fork: this process leaves that to its children.
def together(count: int, job: Job, killed: Sequence[int] = ()) -> list[Any]:
    """What `job` gives in so many processes that begin at the same moment; those `killed` give None."""
    from django.db import connections

    connections.close_all()
    begin = time.time() + 0.3
    children = [_child(number, job, begin) for number in range(count)]
    found: list[Any] = []
    for number, (pid, pipe) in enumerate(children):
        with os.fdopen(pipe, encoding="utf-8") as told:
            text = told.read()
        status = os.waitpid(pid, 0)[1]
        if number in killed:
            assert os.WTERMSIG(status) == signal.SIGKILL
        else:
            assert status == 0, text
        found.append(json.loads(text) if text else None)
    return found


def _child(number: int, job: Job, begin: float) -> tuple[int, int]:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return pid, reader
    try:
        time.sleep(max(0, begin - time.time()))
        text, code = json.dumps(job(number)), 0
    except BaseException as error:
        text, code = repr(error), 1
    os.write(writer, text.encode())
    os._exit(code)


def receptions(office: Office, processes: int, each: int) -> dict[str, Any]:
    """Everybody receives in two units; one reception in five is refused at its end, and two officers are killed in one."""
    from motcua.casework.case import Case
    from motcua.casework.refusals import Refused
    from motcua.casework.told import _LISTENERS

    turn = {"at": 0, "officer": 0}

    def stumble(case: Case, act: str) -> None:
        if turn["officer"] >= processes and turn["at"] == each // 2:
            os.kill(os.getpid(), signal.SIGKILL)
        if turn["at"] % 5 == 4:
            raise Refused("stumbled", "stumbled")

    def receive(officer: int) -> int:
        return sum(_received(office, officer, number, turn) for number in range(each))

    _LISTENERS.append(stumble)
    done = together(processes + 2, receive, killed=(processes, processes + 1))
    _LISTENERS.remove(stumble)
    return {"done": sum(filter(None, done)), "codes": _codes(), "counters": _counters()}


def _received(office: Office, officer: int, number: int, turn: dict[str, int]) -> bool:
    from motcua.casework.reception import Reception, Who, receive
    from motcua.casework.refusals import Refused
    from motcua.people.models import Role
    from tests.casework.conftest import DAY, MONDAY

    turn["at"], turn["officer"] = number, officer
    actor = office.who(Role.COUNTER, ("here", "there")[officer % 2])
    try:
        receive(
            Reception(office.procedure, Who("Nguyễn Văn Đức")), actor, MONDAY + number % 2 * DAY + officer
        )
    except Refused:
        return False
    return True


def _codes() -> list[str]:
    from motcua.dossiers.models import Dossier

    return list(Dossier.objects.order_by("code").values_list("code", flat=True))


def _counters() -> int:
    from django.db.models import F, Sum

    from motcua.casework.models import DayCounter
    from motcua.casework.numbering import FIRST

    return int(DayCounter.objects.aggregate(given=Sum(F("last") - FIRST + 1))["given"])


def duels(office: Office, count: int) -> dict[str, Any]:
    """Two officers act on the same dossier at the same moment: from the page both saw, then without looking."""
    from motcua.casework import acts
    from motcua.casework.perform import CaseAct
    from motcua.people.models import Role

    pairs: tuple[tuple[tuple[str, CaseAct], tuple[str, CaseAct]], ...] = (
        ((Role.COUNTER, acts.Stop("Rút")), (Role.SPECIALIST, acts.Pause("Chờ"))),
        ((Role.COUNTER, acts.Stop("Rút")), (Role.DIRECTOR, acts.Stop("Rút"))),
        ((Role.SPECIALIST, acts.Pause("Chờ")), (Role.HEAD, acts.Pause("Chờ"))),
    )
    dossiers = _received_by_one(office, count)

    def act(number: int, seq: int | None) -> list[str]:
        return [_attempt(office, *pairs[i % 3][number], dossier, seq) for i, dossier in enumerate(dossiers)]

    seen = together(2, lambda number: act(number, 1))
    dossiers = _received_by_one(office, count)
    unseen = together(2, lambda number: act(number, None))
    return {"seen": list(zip(*seen, strict=True)), "unseen": list(zip(*unseen, strict=True)), "rows": _rows()}


def _received_by_one(office: Office, count: int) -> list[int]:
    """Keys of new dossiers."""
    return list(together(1, lambda _: [office.receive().dossier for _ in range(count)])[0])


def _attempt(office: Office, role: str, act: Any, dossier: int, seq: int | None) -> str:
    from motcua.casework.perform import perform
    from motcua.casework.refusals import Refused
    from tests.casework.conftest import HOUR, MONDAY

    try:
        perform(act, dossier, office.who(role), MONDAY + HOUR, seq=seq)
    except Refused as refused:
        return refused.code
    return "done"


def _rows() -> int:
    """How many dossiers have a number of acts that is not that of their journal."""
    from django.db.models import Count, F

    from motcua.casework.models import Work

    return Work.objects.annotate(n=Count("dossier__acts")).exclude(n=F("seq")).count()


def repeated(office: Office, processes: int) -> dict[str, Any]:
    """The same key from everybody at once."""
    from motcua.casework.once import once
    from motcua.dossiers.models import Dossier
    from motcua.people.models import Role
    from tests.casework.conftest import MONDAY

    before, user = Dossier.objects.count(), office.user(Role.COUNTER)

    def send(number: int) -> list[Any]:
        return list(once(user, "a-key", {"name": "x"}, MONDAY, lambda: {"code": office.receive().code}))

    answers = together(processes, send)
    told = Counter(again for _answer, again in answers)
    return {
        "made": Dossier.objects.count() - before, "again": told[True],
        "answers": len({answer["code"] for answer, _again in answers}),
    }  # fmt: skip


def crossing(office: Office, processes: int, each: int) -> dict[str, Any]:
    """Dossiers cross between two units in both directions, in a month that nobody has posted in."""
    from motcua.casework import acts
    from motcua.casework.perform import perform
    from motcua.people.models import Role
    from tests.casework.conftest import DAY, MONDAY

    at = MONDAY + 70 * DAY
    units = {"here": office.cast.here.pk, "there": office.cast.there.pk}
    dossiers = [_received_by_one(office, each) for _ in range(processes)]

    def cross(number: int) -> int:
        for dossier in dossiers[number]:
            for turn in range(2 + number % 2):
                origin, target = ("here", "there") if turn % 2 == 0 else ("there", "here")
                perform(acts.AskTransfer(units[target], "x"), dossier, office.who(Role.HEAD, origin), at)
                perform(acts.ConfirmTransfer(), dossier, office.who(Role.HEAD, target), at)
        return each

    return {"crossed": sum(together(processes, cross))}


def proofs(office: Office) -> list[str]:
    """All faults of both units' ledgers."""
    from motcua.hub.rebuild import differences
    from motcua.ledger.verify import verify_unit

    units = (office.cast.here.pk, office.cast.there.pk)
    return [str(fault) for unit in units for fault in (*verify_unit(unit), *differences(unit))]


def main() -> None:
    """Make the office, let everybody in, and tell."""
    import django

    django.setup()
    from motcua.cli.prepare import prepare
    from tests.casework.office import new_office

    together(1, lambda _: prepare())
    processes, each = int(sys.argv[1]), int(sys.argv[2])
    office = new_office()
    found = {
        "receptions": receptions(office, processes, each), "duels": duels(office, min(each, 30)),
        "repeated": repeated(office, processes), "crossing": crossing(office, min(processes, 4), 5),
    }  # fmt: skip
    sys.stdout.write(json.dumps({**found, "faults": together(1, lambda _: proofs(office))[0]}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
    main()
