"""What a kind of live source has to do: name the files that are ready, and put each away when it has been dealt with."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from motcua.people.options import read
from motcua.rules.instants import Instant

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOST_BYTES = 64 * 2**20
"""Larger than this nothing is fetched from outside."""

Options = TypeVar("Options")


class Unavailable(Exception):
    """The source cannot be looked at now; `reason`, in Vietnamese, is for whoever runs the server."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason[:300]


class BadSource(ValueError):
    """A source that cannot be set up like this; the message says what to write."""


class Fate(StrEnum):
    """What became of a file: dealt with, refused because nobody could read it, or kept back for a person to decide."""

    TAKEN = "taken"
    REFUSED = "refused"
    HELD = "held"


@dataclass(frozen=True)
class Ready:
    """Something that is whole: its own name, and where it lies on this machine.

    `path` is None where nothing usable came; `problem` then says why. `identity` names this very thing at the source, so
    that it is known when it comes again; `after` is the source's marker once this has been dealt with; `token` is the
    plug-in's own.
    """

    name: str
    path: Path | None
    identity: str = ""
    after: Mapping[str, Any] | None = None
    problem: str = ""
    token: Any = None


@dataclass
class Look:
    """One look at a source.

    `marker` says how far has been recorded; `seen` is what the last look noted, for the plug-in to change: it is kept
    whatever becomes of the files. Files are fetched into `folder`, which is removed after the look. `known` gives those
    identities that have come before.
    """

    now: Instant
    folder: Path
    marker: Mapping[str, Any] = field(default_factory=dict)
    seen: dict[str, Any] = field(default_factory=dict)
    known: Callable[[Collection[str]], set[str]] = lambda identities: set()


class LiveSource(ABC, Generic[Options]):
    """One source. A plug-in keeps nothing between two calls: what it has to know is in its options, in the look or out there.

    A file may be given again after a crash; taking it twice changes nothing. `whole` says what is usual here: that each
    file holds all dossiers (and one with far fewer is half a file), or only what is new. One that `overlaps` reads the
    end of what it has read again each time; what comes twice is then nothing to speak of.
    `secrets` and `folders` are the options that name a secret or a folder of the server.
    """

    key: ClassVar[str]
    label: ClassVar[StrPromise]
    options_type: ClassVar[type[Any]]
    whole: ClassVar[bool] = True
    overlaps: ClassVar[bool] = False
    secrets: ClassVar[tuple[str, ...]] = ()
    folders: ClassVar[tuple[str, ...]] = ()

    def __init__(self, raw: Mapping[str, object]) -> None:
        """Raises BadOptions."""
        self.options: Options = read(self.options_type, raw)

    @abstractmethod
    def ready(self, look: Look) -> Iterable[Ready]:
        """What is whole, the oldest first. Raises Unavailable, also while it is gone through."""

    @abstractmethod
    def put_away(self, found: Ready, fate: Fate, why: str, now: Instant) -> None:
        """A file has been dealt with, `why` in words where it was not taken. Raises Unavailable."""

    @abstractmethod
    def place(self) -> str:
        """Where the source is, in a few words and without secrets, for whoever runs the server."""
