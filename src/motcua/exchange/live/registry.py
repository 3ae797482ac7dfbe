"""The kinds of live sources there are: every folder beside this file that has a `plugin` registers its class."""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module
from typing import TypeVar

from motcua.exchange import live
from motcua.exchange.live.base import BadSource, LiveSource

Plugin = TypeVar("Plugin", bound=type[LiveSource])

_registered: dict[str, type[LiveSource]] = {}


def register(plugin: Plugin) -> Plugin:
    """Class decorator: make a kind known under its `key`. Raises ValueError where it belongs to another one."""
    if _registered.setdefault(plugin.key, plugin) is not plugin:
        raise ValueError(f"{plugin.key!r} belongs to {_registered[plugin.key].__qualname__} already")
    return plugin


def kind_of(key: str) -> type[LiveSource]:
    """The kind of source of a key; raises BadSource."""
    _load()
    if key not in _registered:
        raise BadSource(f"Không có loại nguồn “{key}”. Có: {', '.join(sorted(_registered))}.")
    return _registered[key]


@lru_cache(maxsize=1)
def _load() -> None:
    for found in pkgutil.iter_modules(live.__path__):
        if found.ispkg:
            import_module(f"{live.__name__}.{found.name}.plugin")
