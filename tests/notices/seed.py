"""Run as a program: queue notices in the database that the environment names, as the acts would."""

from __future__ import annotations

import sys

import django


def main(origin: str, count: int) -> None:
    """`count` SMS to applicants, each of a dossier of its own, through the provider at `origin`."""
    django.setup()
    from motcua.catalogue.units import find_unit
    from motcua.notices.models import ChannelSetting
    from motcua.notices.queue import queue
    from tests.conftest import UNITS
    from tests.notices.conftest import NOW, make_dossier

    unit = find_unit(UNITS["mau-thu"][0])
    options = {"url": f"{origin}/send", "accepted": "error = 0", "seconds": 10}
    ChannelSetting.objects.create(unit=unit, channel="sms", enabled=True, to_applicants=True, options=options)
    for number in range(count):
        queue("accepted", unit, make_dossier(unit, f"H24.99-260612-{number:04}"), {}, NOW)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
