"""Dossiers lodged, worked and returned while the portal fails in every way and is away for a day: afterwards both sides
hold the same dossiers and states, none lost, none twice, in order. Workers die at any moment, and that changes nothing."""

from __future__ import annotations

from random import Random

import pytest

from motcua.casework.models import Work
from motcua.dossiers.models import Dossier
from motcua.exchange.models import InMessage
from motcua.exchange.portal.faults import Faults
from motcua.rules.instants import MS_PER_HOUR
from tests.exchange.conftest import Exchange
from tests.exchange.storm import WEATHER, Storm


def _blow(there: Exchange, seed: int, hours: int, arrivals: float, step: int) -> Storm:
    """Bad weather, then a day without a portal, then bad weather again, then calm."""
    chance = Random(seed)
    storm = Storm(there, chance)
    storm.blow(hours, lambda: chance.choice(WEATHER), arrivals, step)
    away = Faults(until=there.clock.now + 24 * MS_PER_HOUR)
    storm.blow(24, lambda: away, arrivals / 2, 2 * step)
    storm.blow(hours, lambda: chance.choice(WEATHER), arrivals, step)
    storm.calm()
    return storm


def _nothing_lost_nothing_twice(there: Exchange) -> None:
    there.agree()
    lodged = there.portal.store.rows("SELECT code, delivered_at IS NOT NULL FROM filed")
    assert all(delivered for _, delivered in lodged)
    codes = [code for code, _ in lodged]
    assert Dossier.objects.filter(code__in=codes).count() == len(codes) == InMessage.objects.count()
    assert {one.status for one in InMessage.objects.all()} <= {InMessage.Status.TAKEN}
    wrong = [row for row in there.portal.store.rows("SELECT code, findings FROM dossier") if row[1] != "[]"]
    assert wrong == []


def test_a_day_without_a_portal_and_bad_days_around_it(exchange: Exchange) -> None:
    storm = _blow(exchange, 7, 3, 0.6, 40)

    _nothing_lost_nothing_twice(exchange)
    assert Work.objects.count() >= 8
    assert storm.deaths > 0


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_days_of_bad_weather(exchange: Exchange, seed: int) -> None:
    storm = _blow(exchange, 100 + seed, 30, 0.6, 20)

    _nothing_lost_nothing_twice(exchange)
    assert Work.objects.count() > 60
    assert storm.deaths > 5
