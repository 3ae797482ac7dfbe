"""Every address, as everybody: who has no right is refused, whoever he is and wherever he comes from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from motcua.boards import jobs
from motcua.dossiers.models import Dossier
from motcua.hub.models import QuarantinedRow
from motcua.people import wall_links
from motcua.people.models import Role, User
from motcua.people.policies import RIGHTS
from tests.pages.addresses import address_of, wall_link
from tests.pages.cast import Cast

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
    "index-list-file": "see_dossiers",
    "dossiers": "see_dossiers",
    "dossiers-search": "see_dossiers",
    "dossiers-one": "see_dossiers",
    "dossiers-register": "see_person",
    "dossiers-register-file": "print",
    "dossiers-file": "see_dossiers",
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
    "board-list-file": "see_dossiers",
    "board-urge": "urge",
    "board-urge-reply": "see_person",
    "board-urges": "see_dossiers",
    "board-wall": "see_figures",
    "board-wall-changed": "see_figures",
    "board-wall-links": "administer",
    "board-wall-end": "administer",
    "desk": "see_dossiers",
    "desk-part": "see_dossiers",
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


def _status(client: Client, name: str, address: str) -> int:
    return (client.post(address) if name in POSTED else client.get(address)).status_code


def test_nobody_passes_without_an_account(filled: Cast, client: Client) -> None:
    for name, status in OPEN.items():
        assert client.get(reverse(name)).status_code == status, name
    for name in OWN:
        answer = client.post(reverse(name)) if name in POSTED else client.get(reverse(name))
        assert answer.status_code == 302, name
    for name in BY_LINK:
        for link in ("1", f"{wall_link(filled).pk}.abc", "x" * 500):
            assert client.get(reverse(name, args=[link])).status_code == 404, name
        assert client.get(reverse(name, args=[wall_links.signed(wall_link(filled))])).status_code == 200, name
    for name in (*NEEDS, *AT_THE_TOP):
        address = address_of(name, filled, name in AT_THE_TOP)
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
        address = address_of(name, filled, name in AT_THE_TOP)
        assert _status(there, name, address) == 403, f"{role} of another commune: {name}"
        refused = right not in RIGHTS[Role(role)]
        for where, client in (("here", here), ("above", above)):
            address = address_of(name, filled, name in AT_THE_TOP)
            assert (_status(client, name, address) == 403) == refused, f"{role} {where}: {name}"


@pytest.mark.parametrize("role", Role.values)
def test_what_all_units_share_is_open_at_the_top_alone(
    filled: Cast, sign_in: Callable[[User], Client], role: str
) -> None:
    refused = "manage_catalogue" not in RIGHTS[Role(role)]
    people = ((filled.of_here, filled.here), (filled.of_there, filled.there), (filled.of_above, filled.above))
    for name in sorted(AT_THE_TOP):
        top = address_of(name, filled, top=True)
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
