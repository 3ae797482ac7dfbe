"""Run as a program: an office that is connected to a portal, with so many messages that wait to be sent.
`python -m bench.exchange_office PORTAL MESSAGES`; prints as JSON how many there are and what a unit is called there."""

from __future__ import annotations

import json
import sys

from bench.measured import ready

IDENTIFIER = "H24.99"


def main(portal: str, count: int) -> None:
    """Dossiers received, resolved and handed over: six messages each."""
    ready()
    from tests.casework.conftest import HOUR
    from tests.casework.office import new_office

    from motcua.casework import acts
    from motcua.exchange.models import Link, OutMessage
    from motcua.people.models import Role

    office = new_office()
    Link.objects.create(
        unit=office.cast.here, enabled=True, shape="rest", base=portal, code=IDENTIFIER, secret="OUT", secret_in="IN", changed_at=0,
    )  # fmt: skip
    while OutMessage.objects.count() < count:
        dossier = office.receive().dossier
        office.act(Role.LEADER, dossier, acts.Finish(), HOUR)
        office.act(Role.COUNTER, dossier, acts.ReturnResult("Ký nhận"), 2 * HOUR)
    json.dump({"messages": OutMessage.objects.count(), "unit": IDENTIFIER}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
