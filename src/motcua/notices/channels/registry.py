"""The channels there are: every folder beside this file that has a `plugin` registers its class."""

from __future__ import annotations

import pkgutil
import re
from functools import lru_cache
from importlib import import_module
from typing import TypeVar

from motcua.notices import channels
from motcua.notices.channels.base import Channel

Plugin = TypeVar("Plugin", bound=type[Channel])

_KEY = re.compile(r"[a-z][a-z_]{1,19}")
_registered: dict[str, type[Channel]] = {}


class BadKey(ValueError):
    """The identifier of a channel is not a short word in lower case, or belongs to another one already."""


def register(plugin: Plugin) -> Plugin:
    """Class decorator: make a channel known under its `key`. Raises BadKey."""
    if not _KEY.fullmatch(plugin.key):
        raise BadKey(f"{plugin.key!r} is not a short word in lower case")
    if _registered.setdefault(plugin.key, plugin) is not plugin:
        raise BadKey(f"{plugin.key!r} belongs to {_registered[plugin.key].__qualname__} already")
    return plugin


def registered() -> dict[str, type[Channel]]:
    """All channels by their identifiers, in the order of these."""
    _load()
    return dict(sorted(_registered.items()))


@lru_cache(maxsize=1)
def _load() -> None:
    for found in pkgutil.iter_modules(channels.__path__):
        if found.ispkg:
            import_module(f"{channels.__name__}.{found.name}.plugin")
