"""The kinds of live sources there are: every folder beside this file that has a `plugin` registers its class."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any, TypeVar

from motcua.exchange import live
from motcua.exchange.live.base import BadSource, LiveSource
from motcua.people.options import BadOptions, questions

Plugin = TypeVar("Plugin", bound=type[LiveSource[Any]])

_registered: dict[str, type[LiveSource[Any]]] = {}


def register(plugin: Plugin) -> Plugin:
    """Class decorator: make a kind known under its `key`. Raises ValueError where it belongs to another one."""
    if _registered.setdefault(plugin.key, plugin) is not plugin:
        raise ValueError(f"{plugin.key!r} belongs to {_registered[plugin.key].__qualname__} already")
    return plugin


def kinds() -> list[type[LiveSource[Any]]]:
    """Every kind, by its key; the one that needs no network is first."""
    _load()
    return sorted(_registered.values(), key=lambda kind: (kind.key != "folder", kind.key))


def kind_of(key: str) -> type[LiveSource[Any]]:
    """The kind of source of a key; raises BadSource."""
    _load()
    if key not in _registered:
        raise BadSource(f"Không có loại nguồn “{key}”. Có: {', '.join(sorted(_registered))}.")
    return _registered[key]


def built(key: str, options: Mapping[str, object]) -> LiveSource[Any]:
    """A source of a kind with its options; raises BadSource, which names every option that is wrong."""
    kind = kind_of(key)
    asked = questions(kind.options_type)
    if unknown := set(options) - set(asked):
        raise BadSource(f"Không có thiết đặt “{min(unknown)}”. Có: {', '.join(asked)}.")
    try:
        return kind(options)
    except BadOptions as error:
        told = [f"{name} ({asked[name].label}): {problem}" for name, problem in error.problems.items()]
        raise BadSource(" ".join(told)) from error


@lru_cache(maxsize=1)
def _load() -> None:
    for found in pkgutil.iter_modules(live.__path__):
        if found.ispkg:
            import_module(f"{live.__name__}.{found.name}.plugin")
