"""Asking for the portal's public figures: seldom, one at a time, saying who asks, and keeping every answer.

Where the portal turns us away we stay away for a day. What it said last that could be used stays the last good one,
whatever came after it.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from random import random
from typing import Any

import httpx
from django.db.models import Q

from motcua.exchange.client import permitted
from motcua.exchange.models import PortalAnswer
from motcua.exchange.post import LONGEST_ANSWER
from motcua.exchange.wire.published import (
    PROCEDURE_LIST,
    PROCEDURE_ONE,
    BadAnswer,
    Group,
    Period,
    Question,
    UnitFigures,
    envelope,
    is_block,
    read_figures_of,
)
from motcua.exchange.wire.text import NotJson, as_json, to_bytes
from motcua.rules.instants import MS_PER_DAY, MS_PER_HOUR, Instant

log = logging.getLogger("motcua.exchange")

BASE = "https://dichvucong.gov.vn"
FRESH = 12 * MS_PER_HOUR
"""The portal renews its figures once a night; within half a day an answer is not asked for again."""
STAY_AWAY = MS_PER_DAY
SECONDS = 60.0
FEWER = 2
"""So many units may be missing that were in the answer before."""
Status = PortalAnswer.Status


class NotAsked(Exception):
    """Nothing was asked, or nothing usable was answered; the reason is in Vietnamese."""


class Public:
    """Asks the public interfaces. `clock` gives the present, `sleep` waits between two questions."""

    def __init__(
        self, clock: Callable[[], Instant], sleep: Callable[[float], None], base: str = BASE,
        transport: httpx.BaseTransport | None = None,
    ) -> None:  # fmt: skip
        self.clock, self.sleep, self.base, self._asked = clock, sleep, base.rstrip("/"), False
        agent = {"User-Agent": "motcua (one-stop system of a commune; compares figures)"}
        self._http = httpx.Client(timeout=SECONDS, follow_redirects=False, transport=transport, headers=agent)

    def figures(self, question: Question) -> list[UnitFigures]:
        """What is published now: asked for, or kept from the last half day. Raises NotAsked."""
        body = question.body()
        kept = last_good(question.path, body)
        if kept is None or kept.asked_at + FRESH < self.clock():
            before = 0 if kept is None else len(read_figures_of(question, json.loads(kept.answer)))
            kept = self._ask(question.path, body, lambda answer: _whole(question, answer, before))
        return read_figures_of(question, json.loads(kept.answer))

    def procedures(self) -> list[dict[str, Any]]:
        """Every public procedure as the portal lists it, page by page. Raises NotAsked."""
        found, last = list[dict[str, Any]](), ""
        while True:
            body = {"limit": 200, "lastId": last, "q": "", "categoryId": "", "departmentCode": ""}
            data = envelope(json.loads(self._ask(PROCEDURE_LIST, body, envelope).answer))
            items = [one for one in data.get("items") or () if isinstance(one, dict)]
            found += items
            following = str(data.get("lastId") or "")
            if not items or not following or following == last:
                return found
            last = following

    def procedure(self, key: str) -> dict[str, Any]:
        """One procedure by the portal's id, as the catalogue's import reads it. Raises NotAsked."""
        answer: dict[str, Any] = json.loads(self._ask(PROCEDURE_ONE, {"id": key}, envelope).answer)
        return answer

    def _ask(self, path: str, body: dict[str, Any], check: Callable[[Any], object]) -> PortalAnswer:
        now = self.clock()
        if not permitted(self.base):
            raise NotAsked(f"Máy chủ chưa cho phép gọi {self.base} (biến MOTCUA_EXCHANGE_ORIGINS).")
        if PortalAnswer.objects.filter(status=Status.BLOCKED, asked_at__gt=now - STAY_AWAY).exists():
            raise NotAsked("Cổng đã chặn trong vòng một ngày; không hỏi thêm cho đến ngày mai.")
        if self._asked:
            # Chance spreads the questions; it guards nothing.
            self.sleep(1 + 1.5 * random())  # noqa: S311
        self._asked = True
        kept = self._kept(path, body, check)
        if kept.status != Status.GOOD:
            raise NotAsked(kept.reason)
        return kept

    def _kept(self, path: str, body: dict[str, Any], check: Callable[[Any], object]) -> PortalAnswer:
        """The answer, kept with its request whatever it is."""
        status, content, reason = Status.FAILED, b"", ""
        try:
            response = self._http.post(
                self.base + path, content=to_bytes(body), headers={"Content-Type": "application/json"}
            )
            content = response.content[:LONGEST_ANSWER]
            status, reason = _judged(response.status_code, content, check)
        except httpx.HTTPError as error:
            reason = f"Cổng không trả lời ({type(error).__name__})."
        log.info("public figures %s: %s", path, status)
        return PortalAnswer.objects.create(
            path=path, asked=body, digest=digest_of(path, body), asked_at=self.clock(), status=status, reason=reason[:300],
            answer=content.decode("utf-8", "replace").replace("\x00", ""),
        )  # fmt: skip


def _whole(question: Question, answer: Any, before: int) -> None:
    """Raise BadAnswer where an answer is none, or names far fewer units than the last good one (one or two come and go)."""
    count = len(read_figures_of(question, answer))
    if count < before - max(FEWER, before // 20):
        raise BadAnswer(f"chỉ có {count} đơn vị, lần trước có {before}")


def _judged(http: int, content: bytes, check: Callable[[Any], object]) -> tuple[PortalAnswer.Status, str]:
    if is_block(http, content):
        return Status.BLOCKED, f"Cổng chặn yêu cầu (HTTP {http})."
    if http not in (200, 201):
        return Status.FAILED, f"Cổng báo lỗi (HTTP {http})."
    try:
        check(as_json(content))
    except (NotJson, BadAnswer) as error:
        return Status.FAILED, f"Không dùng được: {error}."
    return Status.GOOD, ""


def last_good(path: str, body: dict[str, Any]) -> PortalAnswer | None:
    """The last answer to a request that could be used."""
    asked = Q(digest=digest_of(path, body), status=Status.GOOD)
    return PortalAnswer.objects.filter(asked).order_by("-asked_at", "-pk").first()


def digest_of(path: str, body: dict[str, Any]) -> str:
    """Names a request."""
    return hashlib.sha256(f"{path} {json.dumps(body, sort_keys=True)}".encode()).hexdigest()


def published(public: Public, codes: set[str], province: str, group: Group, period: Period) -> UnitFigures:
    """What is published of the unit that has one of these codes, in the province with this code («H24»). Raises NotAsked.

    Two groups give no codes, so that the unit's id is looked up in one that does.
    """
    root = _with_code(public.figures(Question(Group.SCORES, period)), {province}).id
    one = _with_code(public.figures(Question(Group.PROGRESS, period, root)), codes)
    if group is Group.PROGRESS:
        return one
    rows = public.figures(Question(group, period, root))
    found = next((row for row in rows if row.id == one.id), None)
    if found is None:
        raise NotAsked("Nhóm này không có đơn vị ấy.")
    return found


def _with_code(rows: list[UnitFigures], codes: set[str]) -> UnitFigures:
    found = next((row for row in rows if row.code in codes), None)
    if found is None:
        raise NotAsked(f"Cổng không có đơn vị mã {', '.join(sorted(codes))} trong kỳ này.")
    return found
