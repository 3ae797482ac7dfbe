"""Acts on a dossier as the rules see them: what happened and when, without who and where it is kept."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.accounts import Ground, Outcome
from motcua.rules.instants import Instant
from motcua.rules.terms import Extension, OnResume


class Kind(StrEnum):
    """What can happen to a dossier."""

    LODGED = "lodged"
    COMPLETION_ASKED = "completion_asked"
    TURNED_AWAY = "turned_away"
    ACCEPTED = "accepted"
    DUE_STATED = "due_stated"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    MOVED = "moved"
    FINISHED = "finished"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Act:
    """One act: `at` is when it took effect (milliseconds UTC); the other fields belong to some kinds only.

    `due` is the due instant that another system states for its own dossier (`DUE_STATED`), `cell` the
    dimensions from `at` on (`MOVED`), `on_resume` whether the rest of the term runs on or begins again.
    """

    kind: Kind
    at: Instant
    ground: Ground = Ground.SUPPLEMENT
    on_resume: OnResume = OnResume.CONTINUE
    outcome: Outcome = Outcome.RESOLVED
    due: Instant | None = None
    extension: Extension | None = None
    cell: Hashable = None
