"""Departments (phòng, trung tâm) below a unit: adding one, and which there are."""

from __future__ import annotations

import unicodedata
from datetime import date

from django.db.models import OuterRef, Subquery

from motcua.catalogue.fields import fold
from motcua.catalogue.models import Unit, UnitCode, UnitParent
from motcua.catalogue.units import CodeTaken, UnitError, normal_code
from motcua.catalogue.writing import writing


class DepartmentThere(UnitError):
    """The unit has a department of that name already: `unit`."""

    def __init__(self, unit: Unit, above: Unit) -> None:
        super().__init__(f"{above} đã có {unit.name}. Đặt tên khác, hoặc dùng phòng đã có.")
        self.unit = unit


def departments(unit: Unit, on: date) -> list[Unit]:
    """The departments of a unit on a local day and theirs, by name; those of communes below it are not among them."""
    in_force = (
        UnitParent.objects.filter(unit=OuterRef("unit"), since__lte=on).order_by("-since").values("pk")[:1]
    )
    links = UnitParent.objects.filter(pk=Subquery(in_force), unit__kind=Unit.Kind.DEPARTMENT)
    found, level = set[int](), {unit.pk}
    while level:
        level = set(links.filter(parent__in=level).values_list("unit_id", flat=True)) - found
        found |= level
    return list(Unit.objects.filter(pk__in=found).select_related("province").order_by("folded", "pk"))


@writing()
def add_department(above: Unit, name: str, since: date, code: str = "") -> Unit:
    """A new department below a unit from a local day on; without a code it gets the next own one (H24.72-P1).

    Raises DepartmentThere, CodeTaken, and UnitError without a name.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not fold(name):
        raise UnitError("Cần tên của phòng hoặc trung tâm.")
    # Held until the end, so that two who add at once do not take the same code.
    Unit.objects.select_for_update(no_key=True).get(pk=above.pk)
    same = next((one for one in departments(above, since) if one.folded == fold(name)), None)
    if same is not None:
        raise DepartmentThere(same, above)
    wanted = normal_code(code) or _next_code(above)
    taken = UnitCode.objects.select_related("unit__province").filter(code=wanted).first()
    if taken is not None:
        raise CodeTaken(wanted, taken.unit)
    made = Unit.objects.create(
        kind=Unit.Kind.DEPARTMENT, name=name, folded=fold(name), province=above.province, added=True
    )
    UnitCode.objects.create(unit=made, code=wanted, kind="id" if normal_code(code) else "own")
    UnitParent.objects.create(unit=made, parent=above, since=since)
    return made


def _next_code(above: Unit) -> str:
    """The code of the unit with the first free number after «-P»."""
    codes = dict(above.codes.order_by("-pk").values_list("kind", "code"))
    first = codes.get("id") or next(iter(codes.values()), f"U{above.pk}")
    taken = set(UnitCode.objects.filter(code__startswith=f"{first}-P").values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := f"{first}-P{n}") not in taken)
