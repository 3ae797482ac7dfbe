"""Systems that keep dossiers, and the fields over which one of them has the authority."""

from __future__ import annotations

import re

from motcua.catalogue.data import rows
from motcua.catalogue.fields import field_key
from motcua.catalogue.models import Province, System

_PROVINCE = re.compile(r"province:(H\d{2})", re.ASCII)
_MINISTRY = re.compile(r"ministry:(\d{2})", re.ASCII)


class UnknownSystem(LookupError):
    """A key that names no system; `key` is what was asked for."""

    def __init__(self, key: str) -> None:
        known = ", ".join(row["key"] for row in rows("systems.csv"))
        super().__init__(
            f"Không có hệ thống “{key}”. Dùng một trong: {known}, hoặc province:H24 (mã của tỉnh)."
        )
        self.key = key


def system(key: str) -> System:
    """The system of a key ("ministry:15", "province:H24", "own"), made on first use from the shipped data.

    Keys that the grammar of dossier codes can name are always answered, also for a province or a ministry that
    is not in the data. A name that somebody changed stays. Raises UnknownSystem.
    """
    key = key.strip()
    if found := System.objects.filter(key=key).first():
        return found
    name, owner = _described(key)
    return System.objects.get_or_create(key=key, defaults={"name": name, "owner": owner})[0]


def authorities() -> dict[str, str]:
    """Which system has the word on a field: from the key of the field (`field_key`) to the key of the system."""
    return {
        field_key(field): row["key"]
        for row in rows("systems.csv")
        for field in row["fields"].split("|")
        if field
    }


def _described(key: str) -> tuple[str, str]:
    """Name and owner of a system; raises UnknownSystem."""
    for row in rows("systems.csv"):
        if row["key"] == key:
            return row["name"], row["owner"]
    if found := _PROVINCE.fullmatch(key):
        return f"Hệ thống một cửa của {_province_name(found[1])}", "province"
    if found := _MINISTRY.fullmatch(key):
        return f"Hệ thống của bộ, ngành mã {found[1]}", "ministry"
    raise UnknownSystem(key)


def _province_name(code: str) -> str:
    """«thành phố Hải Phòng»; a code that is no province of today (an older one) stands for itself."""
    province = Province.objects.filter(code=code).first()
    return province.name[0].lower() + province.name[1:] if province else f"địa phương mã {code}"
