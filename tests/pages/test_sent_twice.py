"""Forms sent twice, by a double click or with the back button, write once; what was changed in between writes again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from motcua.boards import clock
from motcua.casework.models import StoredFile
from motcua.catalogue.systems import system
from motcua.dossiers.models import Dossier
from motcua.findings.models import Fact, Incident, PublishedTotal
from motcua.findings.told import PORTAL
from motcua.index.models import PublishedFigure
from motcua.people.models import AuditEntry, Role, User, WallLink
from motcua.registers.models import Entry
from tests.counter.test_counter import picture
from tests.pages.cast import Cast
from tests.pages.conftest import LEARNED

SignIn = Callable[[User], Client]
PERIOD = "2026-04-15..2026-05-14"

Sending = tuple[str, tuple[object, ...], str, type[Model], dict[str, object], dict[str, object]]
"""Page, keys of its address, where the form goes, what it writes, what is typed, what is typed the second time."""
_TOTAL: dict[str, object] = {"period": PERIOD, "source": "Bộ Tư pháp", "measure": "open", "value": "12"}
_INCIDENT: dict[str, object] = {"begin": "2026-05-12T08:00", "end": "2026-05-12T09:00", "symptom": "Chậm"}
SENDINGS: dict[str, Sending] = {
    "fact": ("findings-fact", (0,), "findings-fact", Fact, {"text": "Xin lùi hẹn"}, {"text": "Đã gọi lại"}),
    "incident": (
        "findings-incident-record", (), "findings-incident-record", Incident, _INCIDENT, {"symptom": "Ngừng hẳn"},
    ),
    "total": ("findings-totals", (), "findings-totals-enter", PublishedTotal, _TOTAL, {"value": "13"}),
    "published": (
        "index-published", (), "index-published", PublishedFigure, {"indicator": "TDGQ", "points": "17,5"},
        {"points": "18"},
    ),
    "wall": ("board-wall-links", (), "board-wall-links", WallLink, {"place": "Sảnh", "days": "30"}, {"days": "31"}),
    "register": (
        "registers-new", ("sang-kien",), "registers-new", Entry, {"proposed": "2026-05-01", "title": "Hẹn qua Zalo"},
        {"title": "Sổ chung"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SENDINGS)
def test_what_is_sent_twice_is_written_once(
    filled: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    page, keys, to, kept, typed, other = SENDINGS[name]
    monkeypatch.setattr(clock.time, "time_ns", lambda: LEARNED * 1_000_000)
    dossier = Dossier.objects.filter(unit=filled.here).earliest("pk")
    keys = tuple(dossier.pk if key == 0 else key for key in keys)
    client = sign_in(filled.of_here[Role.ADMIN if name == "wall" else Role.CONTROL])
    form = client.get(reverse(page, args=[filled.here.pk, *keys])).content.decode()
    found = re.search(r'name="key" value="([^"]+)"', form)
    assert found
    sent: dict[str, Any] = {**typed, "key": found[1]}
    if name == "incident":
        sent["system"] = system(PORTAL).pk
    address, audited = reverse(to, args=[filled.here.pk, *keys]), AuditEntry.objects.count()
    first, second = client.post(address, sent), client.post(address, sent, follow=True)
    assert (first.status_code, kept._default_manager.count()) == (302, 1)
    assert "không ghi lần thứ hai" in second.content.decode()
    written = AuditEntry.objects.count()
    client.post(address, sent)
    assert (written > audited, AuditEntry.objects.count() - written) == (True, 0)
    assert client.post(address, {**sent, **other}).status_code == 302
    assert kept._default_manager.count() == 2


def test_evidence_sent_twice_is_kept_once(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    dossier = Dossier.objects.filter(unit=filled.here).earliest("pk")
    address = reverse("findings-fact", args=[filled.here.pk, dossier.pk])
    for content in (picture(), picture(), picture() + b"\1"):
        sent = {"text": "Có ảnh", "key": "k", "file": SimpleUploadedFile("anh.png", content)}
        assert client.post(address, sent).status_code == 302
    assert (Fact.objects.count(), StoredFile.objects.count()) == (2, 2)
