"""Run as a program: an office that is connected to the portal at an address, with acts that wait to be told."""

from __future__ import annotations

import sys

import django


def main(base: str, count: int) -> None:
    """`count` dossiers, received, resolved and handed over; nothing of it has been sent."""
    django.setup()
    from motcua.casework import acts
    from motcua.exchange.models import Link
    from motcua.people.models import Role
    from tests.casework.conftest import HOUR
    from tests.casework.office import new_office

    office = new_office()
    Link.objects.create(unit=office.cast.here, enabled=True, shape="rest", base=base, code="H24.99", secret="OUT", secret_in="IN",
                        changed_at=0)  # fmt: skip
    for _ in range(count):
        dossier = office.receive().dossier
        office.act(Role.LEADER, dossier, acts.Finish(), HOUR)
        office.act(Role.COUNTER, dossier, acts.ReturnResult("Ký nhận"), 2 * HOUR)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
