"""What a kind of live source has to do: name the files that are ready, and put each away when it has been dealt with."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from motcua.rules.instants import Instant


class Unavailable(Exception):
    """The source cannot be looked at now; `reason`, in Vietnamese, is for whoever runs the server."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason[:300]


class BadSource(ValueError):
    """Options that cannot be; the message says what to write."""


@dataclass(frozen=True)
class Ready:
    """An export that is whole: its own name, and where it lies on this machine."""

    name: str
    path: Path


class LiveSource(ABC):
    """One source. A plug-in keeps nothing between two calls: whatever it has to know is in the options or out there.

    A file may be given again after a crash; taking it twice changes nothing.
    """

    key: ClassVar[str]
    label: ClassVar[str]

    def __init__(self, options: Mapping[str, str]) -> None:
        """Raises BadSource."""
        self.options = dict(options)

    @abstractmethod
    def ready(self, now: Instant) -> list[Ready]:
        """The files that are whole, the oldest first. Raises Unavailable."""

    @abstractmethod
    def put_away(self, found: Ready, now: Instant, refused: str = "") -> None:
        """A file has been taken, or was refused for the reason given. Raises Unavailable."""
