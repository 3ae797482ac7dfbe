"""Every form and address of the site, with nothing, too much, the wrong thing, markup and control characters in it.

They are found by following links as somebody who may do everything, so a form that is added is walked too.
Whatever is sent: no failure; and where it is not taken, a message in Vietnamese, what was typed, and nothing recorded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from motcua.boards.clock import now, today
from motcua.casework.actor import Actor
from motcua.casework.case import look_at
from motcua.casework.models import Work
from motcua.casework.offered import offered
from motcua.casework.practice import furnish
from motcua.hub.run import import_files
from motcua.people.models import Grant, Role, SigningAuthority, User
from motcua.people.policies import rights
from tests.pages.begun import begin
from tests.pages.cast import SINCE, Cast, person
from tests.pages.walk import Field, Form, Walk, plain, shown_values, told

pytestmark = pytest.mark.django_db
PROCEDURES = ("1.001193", "1.004873", "2.001159")
BAD = {
    "nothing": "",
    "too much": "Dài quá " * 12_501,
    "wrong": "không phải số",
    "markup": "<script>alert(1)</script>&\"'",
    "control": "a\x00b\x07c\u202ed\u2028e",
}
_CHOSEN = frozenset({"select", "checkbox", "radio"})
_NEVER_SHOWN = frozenset({"password", "search"})
"""What is looked for is not recorded, and a password is not sent back."""
_VIETNAMESE = re.compile("[à-ỹđ]", re.IGNORECASE)
_WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', re.IGNORECASE)
_BESIDE = ("django_session", "people_auditentry", "axes_", "casework_lookupcount")
"""What is written whatever is sent: sessions, the access log, guards against guessing."""

HEADER = "Mã hồ sơ,Mã TTHC,Lĩnh vực,Ngày tiếp nhận,Trạng thái\n"
ROWS = (
    "H24.99-260525-0001,1.004873,Hộ tịch,25/05/2026 09:00:00,Đang xử lý\n"
    ",1.004873,Hộ tịch,25/05/2026 09:00:00,Đang xử lý\n"
)


@pytest.fixture
def everything(cast: Cast, tmp_path: Path, sign_in: Callable[[User], Client]) -> tuple[Client, Walk]:
    """Somebody with every right in a commune and at its province, and all forms that are found from there."""
    here, above, user = cast.here, cast.above, person("moi-viec", cast.here, Role.ADMIN)
    for role in (Role.COUNTER, Role.SPECIALIST, Role.HEAD, Role.DIRECTOR, Role.LEADER, Role.CONTROL):
        Grant.objects.create(user=user, unit=here, role=role, since=SINCE)
    Grant.objects.create(user=user, unit=above, role=Role.CONTROL, since=SINCE)
    for one in (user, cast.of_here[Role.LEADER]):
        SigningAuthority.objects.create(user=one, unit=here, form="CHỦ TỊCH", ground="QĐ 01", since=SINCE)
    path = tmp_path / "so.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    import_files(here, [path], now())
    furnish(here, cast.of_here, PROCEDURES, now())
    client = sign_in(user)
    begun = list(begin(cast, client, PROCEDURES[0]))
    return client, Walk(client, frozenset({here.pk, above.pk})).go(*begun, *_starts(cast, user))


def _starts(cast: Cast, user: User) -> Iterator[str]:
    """The first page of each part, each act that can be done somewhere, and the catalogue at the top."""
    here, top = cast.here.pk, cast.above.pk
    actor = Actor(user.pk, here, rights(user, cast.here, today()))
    acts = {
        act.name: key
        for key in Work.objects.values_list("pk", flat=True)
        for act in offered(look_at(key, actor, now()))
    }
    yield from (reverse("desk-act", args=[here, key, act]) for act, key in acts.items())
    for name in (
        "desk",
        "counter",
        "dossiers",
        "quarantine",
        "people",
        "import",
        "reports",
        "notices",
        "audit",
        "workflow",
    ):
        yield reverse(name, args=[here])
    yield from (reverse(name, args=[unit]) for unit in (here, top) for name in ("catalogue", "calendar"))
    yield reverse("profile")


def sent(form: Form, text: str, choice: str | None = None) -> dict[str, list[str]]:
    """A form with a text in each field that is written, and a choice that is not in the list in the others."""
    data = form.usual()
    for one in form.asked:
        if one.kind not in _CHOSEN:
            data[one.name] = [text]
        elif choice is not None:
            data[one.name] = [choice]
    return data


def written(form: Form) -> list[Field]:
    """What a person writes in a form, and neither chooses nor ticks."""
    return [one for one in form.asked if one.kind not in _CHOSEN]


def recorded(queries: CaptureQueriesContext) -> list[str]:
    """The tables that were written to, what was taken back again left out."""
    kept: list[list[str]] = [[]]
    for query in queries.captured_queries:
        sql = query["sql"]
        if sql.startswith("SAVEPOINT"):
            kept.append([])
        elif sql.startswith("ROLLBACK TO") and len(kept) > 1:
            kept[-1].clear()
        elif sql.startswith("RELEASE") and len(kept) > 1:
            last = kept.pop()
            kept[-1].extend(last)
        elif (found := _WRITES.match(sql)) and not found[1].startswith(_BESIDE):
            kept[-1].append(found[1])
    return [table for tables in kept for table in tables]


class Sender:
    """Sends forms, each as if nothing had been sent before, and says what is wrong with the answers."""

    def __init__(self, client: Client) -> None:
        self.client, self.faults = client, list[str]()

    def send(self, form: Form, kind: str, data: dict[str, list[str]], typed: list[Field]) -> None:
        """One form with one kind of input; `typed` are the fields that hold it."""
        with transaction.atomic():
            with CaptureQueriesContext(connection) as queries:
                answer: Any = self.client.post(form.address, data)
            tables = recorded(queries)
            if answer.status_code == 302:
                answer = self.client.get(answer["Location"])
            transaction.set_rollback(True)
        for fault in self._wrong(answer, form, kind, data, typed, tables):
            self.faults.append(
                f"{resolve(form.address.split('?')[0]).url_name} {form.key[1]} {kind}: {fault}"
            )

    def _wrong(
        self,
        answer: Any,
        form: Form,
        kind: str,
        data: dict[str, list[str]],
        typed: list[Field],
        tables: list[str],
    ) -> Iterator[str]:
        if answer.status_code >= 500:
            yield f"answered {answer.status_code}"
        if not answer.get("Content-Type", "text/html").startswith("text/html"):
            return
        if b"<script>alert" in answer.content:
            yield "markup is not escaped"
        kept = [] if form.searches else [one for one in typed if one.kind not in _NEVER_SHOWN]
        if tables:
            if kind == "too much" and kept:
                yield f"was taken by {sorted(set(tables))}"
            if kind == "nothing" and any(one.required for one in kept):
                yield f"was taken by {sorted(set(tables))} though something is required"
        elif kept:
            yield from self._refused(answer, data, kept)

    def _refused(self, answer: Any, data: dict[str, list[str]], written: list[Field]) -> Iterator[str]:
        if not _VIETNAMESE.search(told(answer)):
            yield f"nothing is told ({answer.status_code})"
        shown = shown_values(answer)
        lost = [one.name for one in written if plain(data[one.name][0]) not in shown | {""}]
        if lost:
            yield f"what was typed is lost: {lost[:4]}"


def test_every_form_and_address_with_some_of_it(everything: tuple[Client, Walk]) -> None:
    """All fields of a form at once, one kind a form in turn, and every other address; the long run sends all."""
    client, walk = everything
    sender, kinds = Sender(client), list(BAD)
    assert len(walk.forms) > 85
    assert len(walk.questions) > 30
    sender.faults += _failed(client, walk, lambda number: kinds[number % 5 :: 5] if number % 2 else [])
    for number, form in enumerate(walk.forms.values()):
        kind = kinds[number % len(kinds)]
        sender.send(form, kind, sent(form, BAD[kind]), written(form))
    assert not sender.faults, "\n".join(sender.faults)


def _failed(client: Client, walk: Walk, chosen: Callable[[int], list[str]]) -> Iterator[str]:
    """The pages that fail when what stands in their address is bad; bytes that are no text stand beside it."""
    for number, (name, (path, asked)) in enumerate(walk.questions.items()):
        for kind in chosen(number):
            query = urlencode(dict.fromkeys(asked, BAD[kind][:20_000])) + "&q%ED%A0%80=%ED%A0%80%FF"
            if client.get(f"{path}?{query}").status_code >= 500:
                yield f"{name} {sorted(asked)} {kind}: failed"


@pytest.mark.long
def test_every_form_with_all_of_it_and_field_by_field(everything: tuple[Client, Walk]) -> None:
    client, walk = everything
    sender = Sender(client)
    sender.faults += _failed(client, walk, lambda _number: list(BAD))
    for form in walk.forms.values():
        for kind, text in BAD.items():
            sender.send(form, kind, sent(form, text), written(form))
            for one in written(form):
                sender.send(form, kind, form.usual() | {one.name: [text]}, [one])
        sender.send(form, "not of the list", sent(form, "", "không-có"), [])
    assert not sender.faults, "\n".join(sender.faults)
