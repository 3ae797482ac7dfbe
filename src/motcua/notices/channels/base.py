"""What a channel is, and what it must do. docs/notices.md shows how to add one.

A channel takes one message and either returns, which means that the message is on its way, or raises one of
the three errors below. Which one decides what happens next, so it has to be right:

- `Refused`: it was not taken and never will be (a wrong number). The notice is given up with the reason.
- `Unreachable`: it was certainly not taken, and may be later. It is tried again after a pause.
- `InDoubt`: it may have been taken (the answer was lost). It is asked for with `arrived`; a channel that
  cannot tell is not tried again, unless the unit has chosen to risk a second one.

Reasons are kept and shown: no address, no name, no text of the message may stand in them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from motcua.notices.events import Audience, Variant
from motcua.notices.models import Notice
from motcua.people.options import read
from motcua.rules.instants import Instant

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Reach(StrEnum):
    """What a channel needs to know of a recipient."""

    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Message:
    """What a channel is to send. `id` is the same whenever the same message is tried again.

    `address` is what its reach needs, `values` the parameters in words (only of a single notice), `notices`
    the keys of the notices in it. Nothing of it but the id may be logged.
    """

    id: str
    event: str
    unit: int
    title: str = field(repr=False)
    text: str = field(repr=False)
    address: str = field(default="", repr=False)
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    role: str = ""
    notices: tuple[int, ...] = ()


class NotSent(Exception):
    """A message that did not go out; its text says why, for people, without personal data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(NotSent):
    """Not taken, and it would not be taken later either."""


class Unreachable(NotSent):
    """Not taken, perhaps later; `for_all` where others would meet the same, so that they wait as well."""

    def __init__(self, reason: str, *, for_all: bool = True) -> None:
        super().__init__(reason)
        self.for_all = for_all


class InDoubt(NotSent):
    """Perhaps taken: the answer was lost."""


class Channel(ABC):
    """A way by which messages go out. Every plug-in sets the attributes below and defines `send`."""

    key: ClassVar[str]
    """A short word in lower case; it is kept with every notice, so it never changes."""
    label: ClassVar[StrOrPromise]
    hint: ClassVar[StrOrPromise]
    """What it is and what it needs, for whoever sets it up."""
    reach: ClassVar[Reach]
    variant: ClassVar[Variant]
    """Which text it carries."""
    audiences: ClassVar[frozenset[Audience]]
    """To whom it may be used at all."""
    open: ClassVar[bool] = True
    """Whether others may read along: then nothing personal and nothing private goes out."""
    options_type: ClassVar[type[Any]]
    """A dataclass of `asked` fields: what it needs to know, without secrets."""
    usual: ClassVar[Mapping[str, object]] = {}
    """Values of ChannelSetting with which it starts in a unit that has set nothing."""

    do_not_call_in_templates: ClassVar[bool] = True
    """Pages show the class itself: Django's templates would make an instance of it."""

    def __init__(self, options: Mapping[str, object]) -> None:
        """Raises BadOptions."""
        self.options: Any = read(self.options_type, options)

    @abstractmethod
    def send(self, message: Message) -> None:
        """Send a message: return where it was taken, else raise Refused, Unreachable or InDoubt.

        It has to come back within a minute, whatever the other side does. It is called again with the
        same `message.id` after Unreachable, and after InDoubt or a crash where `arrived` says no.
        """

    def arrived(self, message: Message) -> bool | None:
        """Whether a message with this id was taken before; None where the channel cannot tell.

        A channel that drops a repeated id by itself may always say False. Raises Unreachable.
        """
        return None

    def problems(self) -> list[str]:
        """What outside the options is missing for it to work, in words: a secret, a permitted address."""
        return []

    def place(self, notices: Sequence[Notice], now: Instant) -> bool:
        """Deliver inside the transaction of the act, where that needs nothing outside the database.

        Gives False where the notices wait for the worker instead.
        """
        return False
