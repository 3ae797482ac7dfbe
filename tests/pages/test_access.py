"""Every address, as everybody: who has no right is refused, whoever he is and wherever he comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from motcua.boards import jobs
from motcua.boards.clock import now, today
from motcua.catalogue.models import Procedure
from motcua.catalogue.systems import system
from motcua.closing.models import Closing
from motcua.dossiers.models import Dossier
from motcua.exchange.models import (
    HeldFile,
    InBody,
    InMessage,
    Lane,
    Link,
    OutMessage,
    TakenFile,
    WatchedSource,
)
from motcua.findings.models import Fact, Finding, Incident, Pair, PublishedTotal
from motcua.hub.models import QuarantinedRow
from motcua.notices.models import Notice
from motcua.people import wall_links
from motcua.people.models import Delegation, Role, SigningAuthority, User, WallLink
from motcua.people.policies import RIGHTS
from motcua.registers.keep import add
from motcua.registers.kinds_read import kind_of
from motcua.registers.models import Entry
from motcua.reports.models import NarrativeTemplate
from motcua.reports.template.versions import versions
from motcua.workflow import drafts
from motcua.workflow.released import released
from tests.pages.cast import SINCE, Cast
from tests.pages.superior import superior_keys

OPEN = {"health": 200, "look-up": 200, "sign-in": 200, "set_language": 302}
"""Addresses that need no account."""

BY_LINK = {"wall", "wall-changed"}
"""Addresses that need a signed link and no account; without a link that holds there is nothing."""

OWN = {"home", "units", "sign-out", "password", "profile", "keys", "bell", "bell-read"}
"""Addresses of whoever is signed in."""

NEEDS = {
    "statement": "see_figures",
    "statement-file": "see_figures",
    "reports": "see_figures",
    "reports-file": "see_figures",
    "reports-section": "write_report",
    "reports-draft": "write_report",
    "reports-check": "see_figures",
    "template": "write_report",
    "template-start": "write_report",
    "template-back": "write_report",
    "template-one": "write_report",
    "template-file": "write_report",
    "reports-forms": "see_figures",
    "reports-form": "see_figures",
    "reports-form-file": "see_figures",
    "reports-superior": "see_figures",
    "reports-superior-new": "write_report",
    "reports-superior-one": "see_figures",
    "reports-superior-bind": "write_report",
    "reports-superior-suggest": "write_report",
    "reports-superior-replace": "write_report",
    "reports-superior-original": "see_figures",
    "reports-superior-away": "write_report",
    "reports-superior-fill": "write_report",
    "reports-superior-filled": "see_figures",
    "reports-superior-filled-file": "see_figures",
    "registers": "see_figures",
    "registers-one": "see_figures",
    "registers-file": "see_figures",
    "registers-import": "write_report",
    "registers-confirm": "write_report",
    "registers-new": "write_report",
    "registers-entry": "see_figures",
    "registers-void": "write_report",
    "closing": "see_figures",
    "closing-close": "close_period",
    "closing-one": "see_figures",
    "closing-file": "see_dossiers",
    "closing-reopen": "close_period",
    "closing-answer": "confirm_correction",
    "index": "see_figures",
    "index-file": "see_figures",
    "index-ranked": "see_figures",
    "index-published": "write_report",
    "index-list": "see_dossiers",
    "dossiers": "see_dossiers",
    "dossiers-search": "see_dossiers",
    "dossiers-one": "see_dossiers",
    "dossiers-register": "see_person",
    "dossiers-register-file": "print",
    "import": "import",
    "import-job": "import",
    "import-progress": "import",
    "import-layout": "import",
    "import-confirm": "import",
    "import-discard": "import",
    "quarantine": "import",
    "quarantine-row": "import",
    "quarantine-aside": "import",
    "audit": "read_audit",
    "board": "see_figures",
    "board-changed": "see_figures",
    "board-file": "see_figures",
    "board-list": "see_dossiers",
    "board-urge": "urge",
    "board-urge-reply": "see_person",
    "board-urges": "see_dossiers",
    "board-wall": "see_figures",
    "board-wall-changed": "see_figures",
    "board-wall-links": "administer",
    "board-wall-end": "administer",
    "desk": "see_dossiers",
    "desk-team": "approve",
    "desk-assign": "assign",
    "desk-act": "see_person",
    "desk-file": "see_person",
    "slip": "print",
    "counter": "receive",
    "counter-procedures": "receive",
    "counter-offer": "receive",
    "counter-applicant": "receive",
    "counter-upload": "receive",
    "counter-draft": "receive",
    "counter-clear": "receive",
    "counter-done": "receive",
    "return": "receive",
    "workflow": "see_dossiers",
    "workflow-one": "see_dossiers",
    "workflow-compare": "see_dossiers",
    "workflow-new": "administer",
    "workflow-copy": "administer",
    "workflow-edit": "administer",
    "workflow-check": "administer",
    "workflow-release": "administer",
    "workflow-discard": "administer",
    "people": "manage_people",
    "people-add": "manage_people",
    "people-one": "manage_people",
    "people-take-back": "manage_people",
    "people-password": "manage_people",
    "people-close": "manage_people",
    "people-leave": "manage_people",
    "people-delegations": "manage_people",
    "people-delegation-back": "manage_people",
    "people-signing": "manage_people",
    "people-signing-end": "manage_people",
    "people-departments": "manage_people",
    "notices": "see_dossiers",
    "notices-one": "see_dossiers",
    "notices-groups": "see_dossiers",
    "notices-resend": "administer",
    "notices-cancel": "administer",
    "notices-alerts": "administer",
    "notices-channels": "administer",
    "notices-channel": "administer",
    "notices-channel-drop": "administer",
    "notices-channel-try": "administer",
    "notices-texts": "administer",
    "notices-text": "administer",
    "notices-preview": "administer",
    "catalogue": "see_figures",
    "catalogue-figures": "see_figures",
    "catalogue-names": "see_figures",
    "catalogue-sheets": "see_figures",
    "catalogue-one": "see_figures",
    "catalogue-own": "manage_catalogue",
    "catalogue-own-end": "manage_catalogue",
    "exchange": "import",
    "exchange-again": "administer",
    "exchange-sources": "import",
    "exchange-source": "import",
    "exchange-source-new": "administer",
    "exchange-source-settings": "administer",
    "exchange-source-again": "administer",
    "exchange-held": "import",
    "exchange-retake": "administer",
    "findings": "see_dossiers",
    "findings-file": "see_dossiers",
    "findings-compare": "reconcile",
    "findings-settle": "reconcile",
    "findings-one": "see_dossiers",
    "findings-rules": "reconcile",
    "findings-part": "reconcile",
    "findings-totals": "see_dossiers",
    "findings-totals-enter": "reconcile",
    "findings-totals-read": "reconcile",
    "findings-total": "see_dossiers",
    "findings-incidents": "see_dossiers",
    "findings-incident-record": "explain",
    "findings-incident": "see_dossiers",
    "findings-touched": "explain",
    "findings-screenshot": "see_person",
    "findings-explain": "see_dossiers",
    "findings-explain-file": "explain",
    "findings-letter": "explain",
    "findings-fact": "explain",
    "findings-evidence": "see_person",
    "calendar": "see_figures",
    "calendar-preview": "manage_catalogue",
    "calendar-write": "manage_catalogue",
}
"""The right that each page of a unit needs."""

AT_THE_TOP = {
    "catalogue-lists",
    "catalogue-list",
    "catalogue-new",
    "catalogue-draft",
    "catalogue-discard",
    "catalogue-begin",
    "catalogue-repeal",
}
"""Pages that change what all units share: open to who manages the catalogue above all of them, nowhere else."""

POSTED = {
    "board-urge",
    "board-wall-end",
    "board-urge-reply",
    "closing-close",
    "closing-reopen",
    "closing-answer",
    "desk-assign",
    "counter-applicant",
    "counter-upload",
    "counter-draft",
    "counter-clear",
    "dossiers-search",
    "reports-section",
    "reports-superior-away",
    "reports-superior-fill",
    "template-back",
    "registers-void",
    "import-confirm",
    "import-discard",
    "quarantine-aside",
    "workflow-new",
    "workflow-copy",
    "workflow-check",
    "workflow-release",
    "workflow-discard",
    "people-take-back",
    "people-password",
    "people-close",
    "people-delegation-back",
    "people-signing-end",
    "sign-out",
    "bell-read",
    "notices-resend",
    "notices-cancel",
    "notices-channel-drop",
    "notices-channel-try",
    "notices-preview",
    "catalogue-own",
    "catalogue-own-end",
    "catalogue-discard",
    "catalogue-begin",
    "catalogue-repeal",
    "calendar-preview",
    "calendar-write",
    "exchange-again",
    "exchange-retake",
    "findings-compare",
    "findings-settle",
    "findings-part",
    "findings-totals-enter",
    "findings-totals-read",
    "findings-touched",
    "exchange-source-again",
    "exchange-held",
}


# The programming interface has a walk of its own, tests/api/test_access.py, and so has what the portal posts to:
# tests/exchange/test_inbox.py.
def _names(patterns: list[URLPattern | URLResolver]) -> list[str]:
    found: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace in ("api-1", "exchange"):
            continue
        found += _names(pattern.url_patterns) if isinstance(pattern, URLResolver) else [str(pattern.name)]
    return found


def test_every_address_of_the_configuration_is_walked() -> None:
    assert set(_names(get_resolver().url_patterns)) == {*OPEN, *BY_LINK, *OWN, *NEEDS, *AT_THE_TOP}


def _template(cast: Cast) -> int:
    """The number of a version of the unit's own template."""
    there = versions(cast.here).first()
    if there is not None:
        return there.number
    return NarrativeTemplate.objects.create(
        unit=cast.here, number=1, name="mau.docx", body=b"PK", uploaded_at=0, uploaded_by=1
    ).number


def _address(name: str, cast: Cast) -> str:
    unit = cast.here.pk
    job = jobs.Job("key-of-a-test", unit, 0, "", 0, [], [], phase=jobs.FAILED)
    job.folder.mkdir(parents=True, exist_ok=True)
    job.save()
    more: dict[str, list[object]] = {
        "statement-file": ["csv"],
        "reports-file": ["xlsx"],
        "catalogue-sheets": ["docx"],
        "dossiers-register-file": ["xlsx"],
        "reports-section": ["chi-dao"],
        "reports-form": ["II.05a"],
        "template-start": ["kiem-soat"],
        "template-one": [_template(cast)],
        "template-file": [_template(cast), "mau"],
        "reports-form-file": ["II.05a", "xlsx"],
        **_registers(cast),
        "index-list": ["TDGQ", "lost"],
        "desk-act": [1, "note"],
        "desk-file": [1, 1],
        "slip": [1, "01", "pdf"],
        "board-file": ["days"],
        "board-urge-reply": [1],
        "board-wall-end": [_wall_link(cast).pk],
        "exchange-source-new": ["folder"],
        **_live_source(cast),
        "counter-done": [1],
        "dossiers-one": [Dossier.objects.filter(unit=unit).values_list("pk", flat=True)[0]],
        "quarantine-row": [QuarantinedRow.objects.filter(unit=unit).values_list("pk", flat=True)[0]],
        "quarantine-aside": [QuarantinedRow.objects.filter(unit=unit).values_list("pk", flat=True)[0]],
    }
    if name in ("exchange-again", "exchange-retake"):
        more[name] = [_message(cast, name)]
    if name in ("notices-one", "notices-resend", "notices-cancel"):
        more[name] = [_notice(cast).pk]
    if name.startswith("notices-channel-") or name == "notices-channel":
        more[name] = ["folder"]
    if name in ("notices-text", "notices-preview"):
        more[name] = ["accepted", "letter"]
    more |= {name: keys} if (keys := superior_keys(cast, name)) else {}
    if name.startswith("closing-") and name != "closing-close":
        more[name] = [_closing(cast)]
    if name.startswith("import-"):
        more[name] = [job.key]
    if name.startswith("workflow-") and name != "workflow-new":
        draft = _draft(cast)
        more[name] = [draft, draft] if name == "workflow-compare" else [draft]
    if name.startswith("people-"):
        more |= _about_people(cast)
    more |= _of_the_catalogue() | (_findings(cast) if name.startswith("findings-") else {})
    if name in AT_THE_TOP:
        unit = cast.above.pk
    return reverse(name, args=[unit, *more.get(name, [])])


def _registers(cast: Cast) -> dict[str, list[object]]:
    kind = kind_of("van-ban")
    given = {"number": "1/KH-UBND", "issued": "2026-05-04", "kind": "plan", "about": "Kế hoạch"}
    found = Entry.objects.filter(unit=cast.here).first() or add(cast.here, kind, given, now(), None)
    named: list[object] = ["van-ban"]
    plain = ("registers-one", "registers-file", "registers-import", "registers-new")
    return {
        **dict.fromkeys(plain, named),
        "registers-confirm": ["van-ban", "khong-co-khoa-nay"],
        "registers-entry": ["van-ban", found.pk],
        "registers-void": ["van-ban", found.pk],
    }


def _of_the_catalogue() -> dict[str, list[object]]:
    procedure = Procedure.objects.order_by("code").values_list("pk", flat=True)[0]
    names = ("catalogue-one", "catalogue-begin", "catalogue-repeal", "catalogue-own")
    return {
        **{name: [procedure] for name in names},
        "catalogue-own-end": [procedure, 0],
        "catalogue-draft": [0],
        "catalogue-discard": [0],
        "catalogue-list": ["khong-co-khoa-nay"],
    }


def _findings(cast: Cast) -> dict[str, list[object]]:
    dossier, own = Dossier.objects.filter(unit=cast.here)[0], system("own")
    seen = {"first_seen": 0, "last_seen": 0, "guess": "other", "kind": "state", "left": own, "right": own}
    found = Finding.objects.get_or_create(unit=cast.here, identity="1", defaults=seen)[0]
    pair = Pair.objects.get_or_create(unit=cast.here, left=own, right=own, first=0, asked_at=0)[0]
    counted: dict[str, Any] = {
        "first": 0,
        "last": 1,
        "period": "1970",
        "measure": "received",
        "source": "A",
        "value": 1,
    }
    total = PublishedTotal.objects.get_or_create(unit=cast.here, recorded_at=0, **counted)[0]
    incident = Incident.objects.get_or_create(unit=cast.here, system=own, begin=0, symptom="Chậm", at=0)[0]
    fact = Fact.objects.get_or_create(unit=cast.here, dossier=dossier, text="Đã trả", at=0)[0]
    return {
        "findings-one": [found.pk],
        "findings-part": [pair.pk],
        "findings-total": [total.pk],
        "findings-incident": [incident.pk],
        "findings-touched": [incident.pk],
        "findings-screenshot": [incident.pk],
        "findings-explain-file": ["xlsx"],
        "findings-letter": [own.pk, "docx"],
        "findings-fact": [dossier.pk],
        "findings-evidence": [fact.pk],
    }


def _draft(cast: Cast) -> int:
    """The key of a draft of the unit; thrown away by some of those who pass, and begun again."""
    common = released("one-stop", today()).id
    writer = cast.of_above[Role.ADMIN]
    return drafts.new_version(cast.here, "one-stop", common, writer, now()).pk


def _closing(cast: Cast) -> int:
    """The key of a closed period of the unit."""
    made = {"as_of": 0, "closed_at": 0, "closed_by": cast.of_above[Role.CONTROL].pk, "digest": ""}
    made |= {
        "figures": '{"names":[],"forms":[]}',
        "labels": {},
        "definitions": {},
        "period": "2026-05-01..2026-05-31",
    }
    days = {"first": 20574, "last": 20604, "number": 1}
    return Closing.objects.get_or_create(unit=cast.here, **days, defaults=made)[0].pk


def _wall_link(cast: Cast) -> WallLink:
    found = WallLink.objects.filter(unit=cast.here).first()
    return found or wall_links.make(cast.here.pk, "Sảnh", 30, cast.of_here[Role.ADMIN], now())


def _notice(cast: Cast) -> Notice:
    made = {"unit": cast.here, "event": "accepted", "channel": "folder", "next_at": 0, "created_at": 0}
    return Notice.objects.get_or_create(identity="1:accepted:1:folder:applicant", defaults=made)[0]


def _message(cast: Cast, name: str) -> int:
    """A message to the portal, or one that came and is held for a procedure that is not there."""
    dossier = Dossier.objects.filter(unit=cast.here)[0]
    made = {"enabled": True, "shape": "rest", "base": "http://a.example", "code": "H24.99", "changed_at": 0}
    link = Link.objects.get_or_create(unit=cast.here, defaults=made)[0]
    if name == "exchange-again":
        lane = Lane.objects.get_or_create(
            link=link, about=f"dossier:{dossier.pk}", defaults={"dossier": dossier}
        )[0]
        sent = {"operation": "DongBoHoSoMC", "created_at": 0, "status": "sent"}
        return OutMessage.objects.get_or_create(lane=lane, identity="1", defaults=sent)[0].pk
    came = {"key": "1", "came_at": 0, "status": "held"}
    held, new = InMessage.objects.get_or_create(link=link, operation="NhanHoSo", digest="1", defaults=came)
    if new:
        InBody.objects.create(message=held, data={"MaHoSo": "1", "MaTTHC": "9", "ChuHoSo": "A"})
    return held.pk


def _live_source(cast: Cast) -> dict[str, list[object]]:
    """A live source of the unit, and a file of it that waits for a person."""
    made = {"options": {"folder": "/tep-xuat"}, "every_minutes": 10, "next_at": 0}
    source = WatchedSource.objects.get_or_create(unit=cast.here, kind="folder", defaults=made)[0]
    held, new = TakenFile.objects.get_or_create(
        source=source, name="a.csv", outcome="held", defaults={"at": 0}
    )
    if new:
        HeldFile.objects.create(taken=held, content=b"x")
    names = ("exchange-source", "exchange-source-settings", "exchange-source-again")
    return {**{name: [source.pk] for name in names}, "exchange-held": [held.pk, "bo"]}


def _about_people(cast: Cast) -> dict[str, list[object]]:
    clerk, leader = cast.of_here[Role.CLERK], cast.of_here[Role.LEADER]
    passed = Delegation.objects.get_or_create(
        giver=leader, taker=clerk, unit=cast.here, role=Role.LEADER, since=SINCE, until=SINCE, ground="số 1"
    )[0]
    signing = SigningAuthority.objects.get_or_create(user=leader, unit=cast.here, form="KT.", since=SINCE)[0]
    names = ("people-one", "people-password", "people-close", "people-leave")
    return {
        **{name: [clerk.pk] for name in names},
        "people-take-back": [clerk.pk, clerk.grants.get().pk],
        "people-delegation-back": [passed.pk],
        "people-signing-end": [signing.pk],
    }


def _status(client: Client, name: str, address: str) -> int:
    return (client.post(address) if name in POSTED else client.get(address)).status_code


def test_nobody_passes_without_an_account(filled: Cast, client: Client) -> None:
    for name, status in OPEN.items():
        assert client.get(reverse(name)).status_code == status, name
    for name in OWN:
        answer = client.post(reverse(name)) if name in POSTED else client.get(reverse(name))
        assert answer.status_code == 302, name
    for name in BY_LINK:
        for link in ("1", f"{_wall_link(filled).pk}.abc", "x" * 500):
            assert client.get(reverse(name, args=[link])).status_code == 404, name
        assert client.get(reverse(name, args=[wall_links.signed(_wall_link(filled))])).status_code == 200, (
            name
        )
    for name in (*NEEDS, *AT_THE_TOP):
        address = _address(name, filled)
        answer = client.post(address) if name in POSTED else client.get(address)
        assert answer.status_code == 302, name
        assert answer["Location"].startswith(reverse("sign-in")), name


@pytest.mark.parametrize("role", Role.values)
def test_a_role_passes_where_it_has_the_right_and_nowhere_else(
    filled: Cast, sign_in: Callable[[User], Client], role: str
) -> None:
    here, there = sign_in(filled.of_here[role]), sign_in(filled.of_there[role])
    above = sign_in(filled.of_above[role])
    for name, right in NEEDS.items():
        address = _address(name, filled)
        assert _status(there, name, address) == 403, f"{role} of another commune: {name}"
        refused = right not in RIGHTS[Role(role)]
        for where, client in (("here", here), ("above", above)):
            address = _address(name, filled)
            assert (_status(client, name, address) == 403) == refused, f"{role} {where}: {name}"


@pytest.mark.parametrize("role", Role.values)
def test_what_all_units_share_is_open_at_the_top_alone(
    filled: Cast, sign_in: Callable[[User], Client], role: str
) -> None:
    refused = "manage_catalogue" not in RIGHTS[Role(role)]
    people = ((filled.of_here, filled.here), (filled.of_there, filled.there), (filled.of_above, filled.above))
    for name in sorted(AT_THE_TOP):
        top = _address(name, filled)
        for users, unit in people:
            client, own = sign_in(users[role]), top.replace(f"/u/{filled.above.pk}/", f"/u/{unit.pk}/")
            assert (_status(client, name, top) == 403) == (refused or unit != filled.above), f"{role}: {name}"
            assert (_status(client, name, own) == 403) == (refused or unit != filled.above), f"{role}: {name}"


def test_a_dossier_and_a_row_of_another_unit_are_not_even_there(
    filled: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(filled.of_there[Role.CONTROL])
    dossier = Dossier.objects.filter(unit=filled.here)[0]
    row = QuarantinedRow.objects.filter(unit=filled.here)[0]
    assert client.get(reverse("dossiers-one", args=[filled.there.pk, dossier.pk])).status_code == 404
    assert client.get(reverse("quarantine-row", args=[filled.there.pk, row.pk])).status_code == 404


def test_an_upload_of_another_unit_is_not_even_there(filled: Cast, sign_in: Callable[[User], Client]) -> None:
    job = jobs.Job("another-key", filled.here.pk, 0, "", 0, [], [], phase=jobs.FAILED)
    job.folder.mkdir(parents=True)
    job.save()
    client = sign_in(filled.of_there[Role.CONTROL])
    assert client.get(reverse("import-job", args=[filled.there.pk, job.key])).status_code == 404
