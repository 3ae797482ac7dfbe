"""The page of the simulated portal: what arrived, what is wrong with it, faults, citizens who lodge."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from motcua.exchange.portal.citizens import lodge
from motcua.exchange.portal.faults import BadFaults, Faults
from motcua.exchange.portal.portal import Portal
from motcua.exchange.wire.states import NAMES, NationalState
from motcua.rules.instants import MS_PER_HOUR, Instant, in_words

SHOWN = 200
MOST_LODGED = 1000
_HTML, _CSS = "text/html; charset=utf-8", "text/css; charset=utf-8"


@dataclass(frozen=True)
class Line:
    """A dossier on the page."""

    code: str
    state: str
    times: int
    last: str
    findings: list[str]


class Pages:
    """Gives the page for an address and a form; `unit` is where citizens lodge unless the form says another one."""

    def __init__(self, portal: Portal, unit: str = "") -> None:
        self.portal, self.unit = portal, unit

    def __call__(self, path: str, form: dict[str, list[str]]) -> tuple[str, bytes]:
        """Content type and content; no content where there is no such page."""
        if path in ("/motcua.css", "/portal.css"):
            return _CSS, Path(settings.STATICFILES_DIRS[0], path[1:]).read_bytes()
        said = {name: values[0].strip() for name, values in form.items()}
        act = {"/loi": self._set_faults, "/nop": self._lodge, "/": lambda _said: ""}.get(path)
        if act is None:
            return _HTML, b""
        problem = act(said)
        with override("vi"):
            return _HTML, render_to_string("portal/page.html", self._context(problem)).encode()

    def _set_faults(self, said: dict[str, str]) -> str:
        try:
            faults = Faults.parse(said.get("faults", ""))
            hours = float(said.get("hours") or 0)
        except (BadFaults, ValueError) as error:
            return str(error)
        until: Instant = (
            self.portal.clock() + round(min(max(hours, 0), 1000) * MS_PER_HOUR) if hours > 0 else 0
        )
        self.portal.faults = replace(faults, until=until)
        return ""

    def _lodge(self, said: dict[str, str]) -> str:
        count, unit = said.get("count", ""), said.get("unit") or self.unit
        if not count.isdecimal() or not 1 <= int(count) <= MOST_LODGED or not unit:
            return f"Cần mã đơn vị và số hồ sơ từ 1 đến {MOST_LODGED}."
        lodge(self.portal.store, unit, int(count), self.portal.clock(), Random())  # noqa: S311 - made-up people
        return ""

    def _context(self, problem: str) -> dict[str, Any]:
        store = self.portal.store
        rows = store.rows(
            "SELECT code, state, times, last_at, findings FROM dossier ORDER BY last_at DESC, code LIMIT ?",
            (SHOWN,),
        )
        arrivals = store.rows(
            "SELECT at, operation, code, answer FROM arrival ORDER BY n DESC LIMIT ?", (SHOWN,)
        )
        faults = self.portal.faults
        return {
            "lines": [
                Line(code, NAMES[NationalState(state)], times, in_words(last), json.loads(findings))
                for code, state, times, last, findings in rows
            ],
            "arrivals": [(in_words(at), operation, code, answer) for at, operation, code, answer in arrivals],
            "filed": store.rows(
                "SELECT code, delivered_at IS NOT NULL, tries, answer FROM filed ORDER BY code DESC LIMIT ?",
                (SHOWN,),
            ),
            "faults": str(faults),
            "until": in_words(faults.until) if faults.until > self.portal.clock() else "",
            "problem": problem,
            "unit_code": self.unit,
        }
