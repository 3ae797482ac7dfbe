"""A unit with one dossier whose applicant can be reached, and channels that lead to this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.catalogue.models import Field, Procedure, System, Unit
from motcua.dossiers.models import Cell, Dossier, Person
from motcua.notices.claim import next_claim
from motcua.notices.deliver import Ending, deliver
from motcua.notices.models import ChannelSetting, Notice
from motcua.notices.worker import Worker
from motcua.people.models import User
from motcua.rules.accounts import Account
from motcua.rules.instants import Instant
from tests.notices.fakes import PostOffice, Provider, post_office, provider
from tests.pages.cast import person

NOW: Instant = 1_781_485_200_000
"""08:00 on Monday 15/6/2026."""
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
NAME, PHONE, CODE = "Nguyễn Thị Bích Ngọc", "0912345678", "H24.99-260612-0007"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """The folder channel writes into a folder of the test."""
    settings.NOTICES_FOLDER = tmp_path / "notices"
    return settings.NOTICES_FOLDER


@pytest.fixture
def fake_provider(settings: Any) -> Iterator[Provider]:
    """A provider that the server may call."""
    with provider() as fake:
        settings.NOTICES_ORIGINS = [fake.origin]
        yield fake


@pytest.fixture
def fake_post_office(settings: Any) -> Iterator[PostOffice]:
    """A mail server that the installation uses."""
    with post_office() as fake:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", fake.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 2
        settings.DEFAULT_FROM_EMAIL = "mot-cua@xa.example"
        yield fake


def make_dossier(unit: Unit, code: str = CODE, field: str = "Đất đai", **more: Any) -> Dossier:
    """A dossier in term, received at 08:00 on 12/6 and due at 17:00 on 19/6, whose applicant has a telephone."""
    system = System.objects.order_by("pk")[0]
    of_field, _ = Field.objects.get_or_create(name=field, folded=field.lower())
    procedure, _ = Procedure.objects.get_or_create(
        code=f"9.{of_field.pk:06}",
        defaults={"name": f"Đăng ký về {field}", "folded": "", "field": of_field, "source": "test"},
    )
    cell, _ = Cell.objects.get_or_create(
        unit=unit, procedure=procedure, field=of_field, system=system, channel=1, level=4
    )
    values = {
        "received_at": NOW - 3 * DAY,
        "due_at": NOW + 4 * DAY + 9 * HOUR,
        "state": Account.IN_TERM,
    } | more
    dossier = Dossier.objects.create(
        unit=unit, issuer=system, code=code, authority=system, cell=cell, **values
    )
    Person.objects.create(dossier=dossier, name=NAME, phone=PHONE)
    return dossier


@pytest.fixture
def dossier(sample: Unit) -> Dossier:
    """The dossier."""
    return make_dossier(sample)


@pytest.fixture
def officer(sample: Unit) -> User:
    """A specialist of the unit who wants letters."""
    user = person("chuyen-vien", sample, "specialist")
    user.email, user.by_email = "chuyen-vien@xa.example", True
    user.save(update_fields=["email", "by_email"])
    return user


Switch = Callable[..., ChannelSetting]


@pytest.fixture
def switch_on(sample: Unit) -> Switch:
    """Gives a function that switches a channel on for applicants, with changes."""

    def switched(channel: str, **more: Any) -> ChannelSetting:
        values = {"enabled": True, "to_applicants": True} | more
        return ChannelSetting.objects.update_or_create(unit=sample, channel=channel, defaults=values)[0]

    return switched


def send(now: Instant = NOW) -> dict[str, int]:
    """Send what is due at an instant; gives how many notices ended how."""
    return {str(ending): count for ending, count in Worker(lambda: now).send_due().items()}


def send_one(now: Instant = NOW) -> dict[Ending, int]:
    """Claim and deliver one message."""
    claim = next_claim(now)
    assert claim is not None
    return dict(deliver(claim, lambda: now).counts)


def only() -> Notice:
    """The one notice that there is."""
    return Notice.objects.get()
