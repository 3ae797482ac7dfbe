"""Sessions that are over and old drafts are thrown away; the others stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from motcua.casework.models import Draft
from motcua.people.models import User
from motcua.rules.instants import MS_PER_DAY, to_datetime
from motcua.site.background import EVERY_MINUTE
from motcua.site.forgetting import forget_old
from tests.conftest import make_unit

NOW = 1_795_000_000_000


@pytest.mark.django_db
def test_what_is_over_goes_and_the_rest_stays() -> None:
    for name, hours in (("over", -1), ("held", 1)):
        Session.objects.create(
            session_key=name, session_data="", expire_date=to_datetime(NOW) + timedelta(hours=hours)
        )
    user, unit = User.objects.create(username="tiep-nhan", password="!"), make_unit("mau-thu")
    for key, days in (("old", 31), ("new", 29)):
        Draft.objects.create(user=user, unit=unit, key=key, values={}, saved_at=NOW - days * MS_PER_DAY)
    assert forget_old in EVERY_MINUTE
    assert forget_old(NOW) == 2
    assert forget_old(NOW) == 0
    assert list(Session.objects.values_list("session_key", flat=True)) == ["held"]
    assert list(Draft.objects.values_list("key", flat=True)) == ["new"]
