"""The address of every page of a unit; what an address names is made where it is not there yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

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
from motcua.people.models import Delegation, Role, SigningAuthority, WallLink
from motcua.registers.keep import add
from motcua.registers.kinds_read import kind_of
from motcua.registers.models import Entry
from motcua.reports.models import NarrativeTemplate
from motcua.reports.template.versions import versions
from motcua.workflow import drafts
from motcua.workflow.released import released
from tests.pages.cast import SINCE, Cast
from tests.pages.superior import superior_keys

Keys = dict[str, list[object]]
"""What addresses name, by the name of the address."""

NAMED: Keys = {
    "statement-file": ["csv"],
    "reports-file": ["xlsx"],
    "catalogue-sheets": ["docx"],
    "catalogue-draft": [0],
    "catalogue-discard": [0],
    "catalogue-list": ["khong-co-khoa-nay"],
    "dossiers-register-file": ["xlsx"],
    "reports-section": ["chi-dao"],
    "reports-form": ["II.05a"],
    "reports-form-file": ["II.05a", "xlsx"],
    "template-start": ["kiem-soat"],
    "index-list": ["TDGQ", "lost"],
    "index-list-file": ["TDGQ", "lost"],
    "desk-act": [1, "note"],
    "desk-part": ["late"],
    "desk-file": [1, 1],
    "slip": [1, "01", "pdf"],
    "board-file": ["days"],
    "board-urge-reply": [1],
    "exchange-source-new": ["folder"],
    "counter-done": [1],
    "notices-text": ["accepted", "letter"],
    "notices-preview": ["accepted", "letter"],
    "notices-channel": ["folder"],
    "notices-channel-drop": ["folder"],
    "notices-channel-try": ["folder"],
}
"""Addresses for which nothing has to be there."""

_NOTHING_TO_PRINT = "?on=1990-01-01"
"""The whole catalogue on paper takes seconds; who may have it is asked before."""


def address_of(name: str, cast: Cast, top: bool = False) -> str:
    """The address of a page by its name; at the top, that of the unit above all others."""
    keys = NAMED.get(name) or _made(name, cast).get(name, [])
    found = reverse(name, args=[(cast.above if top else cast.here).pk, *keys])
    return found + _NOTHING_TO_PRINT if name == "catalogue-sheets" else found


def _made(name: str, cast: Cast) -> Keys:
    """The keys of what was made for the addresses whose names begin alike."""
    if name.startswith("reports-superior"):
        return {name: superior_keys(cast, name)}
    begins = (begin for begin in sorted(_MAKERS, key=len, reverse=True) if name.startswith(begin))
    return _MAKERS[next(begins, "")](cast)


def _template(cast: Cast) -> int:
    """The number of a version of the unit's own template."""
    there = versions(cast.here).first()
    if there is not None:
        return there.number
    return NarrativeTemplate.objects.create(
        unit=cast.here, number=1, name="mau.docx", body=b"PK", uploaded_at=0, uploaded_by=1
    ).number


def _templates(cast: Cast) -> Keys:
    number = _template(cast)
    return {"template-one": [number], "template-file": [number, "mau"]}


def _imported(cast: Cast) -> Keys:
    job = jobs.Job("key-of-a-test", cast.here.pk, 0, "", 0, [], [], phase=jobs.FAILED)
    job.folder.mkdir(parents=True, exist_ok=True)
    job.save()
    return {f"import-{name}": [job.key] for name in ("job", "progress", "layout", "confirm", "discard")}


def _set_aside(cast: Cast) -> Keys:
    row = QuarantinedRow.objects.filter(unit=cast.here).values_list("pk", flat=True)[0]
    return {"quarantine-row": [row], "quarantine-aside": [row]}


def _workflows(cast: Cast) -> Keys:
    draft = _draft(cast)
    names = ("one", "edit", "copy", "check", "release", "discard")
    return {**{f"workflow-{name}": [draft] for name in names}, "workflow-compare": [draft, draft]}


def _closings(cast: Cast) -> Keys:
    closing = _closing(cast)
    return {f"closing-{name}": [closing] for name in ("one", "file", "reopen", "answer")}


def _notices(cast: Cast) -> Keys:
    notice = _notice(cast).pk
    return {f"notices-{name}": [notice] for name in ("one", "resend", "cancel")}


def _registers(cast: Cast) -> Keys:
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


def _of_the_catalogue(cast: Cast) -> Keys:
    procedure = Procedure.objects.order_by("code").values_list("pk", flat=True)[0]
    names = ("catalogue-one", "catalogue-begin", "catalogue-repeal", "catalogue-own")
    return {**{name: [procedure] for name in names}, "catalogue-own-end": [procedure, 0]}


def _findings(cast: Cast) -> Keys:
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


def wall_link(cast: Cast) -> WallLink:
    """A link to the screen on the wall of the unit."""
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


def _live_source(cast: Cast) -> Keys:
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


def _about_people(cast: Cast) -> Keys:
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


_MAKERS: dict[str, Callable[[Cast], Keys]] = {
    "": lambda cast: {},
    "template-": _templates,
    "registers-": _registers,
    "import-": _imported,
    "quarantine-": _set_aside,
    "workflow-": _workflows,
    "closing-": _closings,
    "notices-": _notices,
    "people-": _about_people,
    "catalogue-": _of_the_catalogue,
    "findings-": _findings,
    "board-wall-end": lambda cast: {"board-wall-end": [wall_link(cast).pk]},
    "dossiers-one": lambda cast: {"dossiers-one": [Dossier.objects.filter(unit=cast.here)[0].pk]},
    "exchange-again": lambda cast: {"exchange-again": [_message(cast, "exchange-again")]},
    "exchange-retake": lambda cast: {"exchange-retake": [_message(cast, "exchange-retake")]},
    "exchange-source": _live_source,
    "exchange-held": _live_source,
}
