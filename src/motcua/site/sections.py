"""The navigation of a unit's pages: the day's work in the bar, what is looked up now and then in a menu behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.notices.models import Notice
from motcua.people.policies import (
    ADMINISTER,
    IMPORT,
    MANAGE_PEOPLE,
    READ_AUDIT,
    RECEIVE,
    SEE_DOSSIERS,
    SEE_FIGURES,
    WORKING,
)

BAR = (
    (SEE_DOSSIERS, "desk", _("My work")),
    (SEE_FIGURES, "board", _("Board")),
    (RECEIVE, "counter", _("Reception")),
    (RECEIVE, "return", _("Return results")),
    (SEE_DOSSIERS, "dossiers", _("Dossiers")),
    (SEE_FIGURES, "statement", _("Figures")),
    (SEE_FIGURES, "reports", _("Reports")),
    (SEE_FIGURES, "closing", _("Closing")),
    (SEE_FIGURES, "index", _("Index 766")),
    (IMPORT, "import", _("Import")),
    (IMPORT, "quarantine", _("Quarantine")),
    (IMPORT, "exchange", _("Exchange")),
)
MENU = (
    (SEE_DOSSIERS, "findings", _("Reconciliation")),
    (SEE_FIGURES, "registers", _("Registers")),
    (SEE_FIGURES, "catalogue", _("Catalogue")),
    (SEE_DOSSIERS, "notices", _("Notices")),
    (SEE_FIGURES, "calendar", pgettext_lazy("section", "Calendar")),
    (SEE_DOSSIERS, "workflow", _("Workflows")),
    (MANAGE_PEOPLE, "people", _("People")),
    (READ_AUDIT, "audit", _("Access log")),
)
"""The right that opens a section, the name of its first page, its label."""


@dataclass(frozen=True)
class Section:
    """An entry of the navigation; `waiting` is how much in it waits for somebody."""

    label: str
    address: str
    current: bool
    waiting: int = 0


class Navigation(NamedTuple):
    """The entries of the bar and of the menu; `opened` is that of the menu whose page this is, `waiting` their sum."""

    bar: list[Section]
    menu: list[Section]
    opened: Section | None
    waiting: int


def navigation(
    request: HttpRequest, unit: int, rights: frozenset[str], quarantined: int, refused: int
) -> Navigation:
    """What somebody with such rights in a unit may open, with the rows in quarantine and the refused messages there."""
    stuck = _stuck(unit) if ADMINISTER in rights else 0
    waiting = {"quarantine": quarantined, "exchange": refused, "notices": stuck}
    match = request.resolver_match
    here = (match.url_name or "" if match else "").split("-")[0]
    hidden = frozenset() if rights & WORKING else frozenset({"desk"})
    bar, menu = (
        [
            Section(str(label), reverse(name, args=[unit]), here == name, waiting.get(name, 0))
            for right, name, label in part
            if right in rights and name not in hidden
        ]
        for part in (BAR, MENU)
    )
    opened = next((one for one in menu if one.current), None)
    return Navigation(bar, menu, opened, sum(one.waiting for one in menu))


def _stuck(unit: int) -> int:
    """Notices that somebody has to look at."""
    return Notice.objects.filter(unit=unit, status=Notice.Status.GIVEN_UP).count()
