"""How far a page reaches: whoever administers one unit must not read what the server keeps for others.

The command line has no such limits: it belongs to whoever runs the server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.catalogue.models import Unit
from motcua.exchange.live.base import LiveSource

_NO_NAME = re.compile(r"[^A-Z0-9]+")


def out_of_reach(unit: Unit, plugin: LiveSource[Any], kept: Mapping[str, object]) -> dict[str, str]:
    """What a page of a unit may not set, by option, with what may be written instead; what is `kept` already may stay."""
    given = vars(plugin.options)
    found: dict[str, str] = {}
    for name in (*plugin.secrets, *plugin.folders):
        value = str(given[name])
        if not value or value == kept.get(name):
            continue
        problem = _secret(unit, value) if name in plugin.secrets else _folder(unit, Path(value))
        if problem:
            found[name] = problem
    return found


def _codes(unit: Unit) -> Iterator[str]:
    yield from unit.codes.order_by("code").values_list("code", flat=True)


def _secret(unit: Unit, name: str) -> str:
    """A secret of a unit begins with its code, written as names of secrets are: H24_72_KHO."""
    begins = [_NO_NAME.sub("_", code.upper()) for code in _codes(unit)]
    if any(name.startswith(f"{one}_") for one in begins):
        return ""
    usual = next((one for one in begins if one[:1].isalpha()), "MA_DON_VI")
    return f"Khóa của đơn vị phải có tên bắt đầu bằng mã đơn vị: {usual}_ rồi tên, như {usual}_KHO."


def _folder(unit: Unit, folder: Path) -> str:
    """A folder of a unit lies in one that is named by its code, in one that whoever runs the server has named."""
    roots = [Path(root) / code for root in settings.EXCHANGE_FOLDERS for code in _codes(unit)]
    real = folder.resolve()
    if any(real.is_relative_to(root.resolve()) for root in roots):
        return ""
    where = next((str(one) for one in roots if one.name[:1].isalpha()), "")
    if not where:
        return "Máy chủ chưa mở thư mục nào (biến MOTCUA_EXCHANGE_FOLDERS). Hãy nhờ người vận hành máy chủ."
    return f"Thư mục của đơn vị phải nằm trong {where}."
