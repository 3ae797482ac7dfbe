"""Finding units and provinces by any code or name, adding units, and who stands below whom."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Length

from motcua.catalogue.fields import fold, spelling
from motcua.catalogue.models import Province, Unit, UnitCode, UnitParent
from motcua.catalogue.rows import first_with
from motcua.catalogue.writing import writing

TWO_LEVELS = date(2025, 7, 1)
"""The first day of local government on two levels: communes report to the province from then on."""

NEAR = 5

_CODE = re.compile(r"[0-9A-Z][0-9A-Z.\-/]*", re.ASCII)
_COMMITTEE = re.compile(r"^(?:ubnd|uy ban nhan dan|ủy ban nhân dân|uỷ ban nhân dân)\s+")
_KIND_OF_COMMUNE = re.compile(r"^(?:xa|phuong|dac khu) ")
_KIND_OF_PROVINCE = re.compile(r"^(?:tinh|thanh pho|tp) ")


class UnitError(ValueError):
    """What is wrong with a unit that was asked for or is to be added; the message says what to do."""


class UnknownUnit(UnitError, LookupError):
    """No unit has the code; `near` has units whose name or code is like it."""

    def __init__(self, code: str, near: Sequence[Unit] = ()) -> None:
        listed = "; ".join(_described(unit) for unit in near)
        hint = f" Có phải: {listed}? Dùng mã trong ngoặc." if near else ""
        is_code = _CODE.fullmatch(normal_code(code)) is not None and any(char.isdigit() for char in code)
        wanted = normal_code(code) if is_code else "MÃ"
        name = '"TÊN"' if is_code else f'"{code.strip()}"'
        super().__init__(
            f"Không có đơn vị nào mang mã “{code}”.{hint} "
            f"Nếu chưa có, thêm bằng lệnh: motcua unit add {wanted} {name} --province {_province_code(wanted)}"
        )
        self.code, self.near = code, list(near)


class UnknownProvince(UnitError, LookupError):
    """No province has the code or name; `near` has names that are like it."""

    def __init__(self, text: str, near: Sequence[str]) -> None:
        hint = f" Có phải: {'; '.join(near)}?" if near else ""
        super().__init__(
            f"Không có tỉnh, thành phố nào là “{text}”.{hint} Dùng mã (31 hoặc H24) hoặc tên (Hải Phòng)."
        )
        self.text, self.near = text, list(near)


class CodeTaken(UnitError):
    """The code belongs to another `unit`."""

    def __init__(self, code: str, unit: Unit) -> None:
        super().__init__(
            f"Mã {code} đã thuộc về {_described(unit)}. Kiểm tra lại mã và tên, hoặc dùng mã khác."
        )
        self.code, self.unit = code, unit


class AmbiguousName(UnitError):
    """Several communes of the province may be meant: `units`."""

    def __init__(self, name: str, units: Sequence[Unit]) -> None:
        listed = "; ".join(_described(unit) for unit in units)
        super().__init__(f"“{name}” có thể là: {listed}. Viết đủ dấu và đủ xã, phường, đặc khu.")
        self.name, self.units = name, list(units)


class ParentLoop(UnitError):
    """A unit cannot report to itself or to one below it."""

    def __init__(self, unit: Unit, parent: Unit) -> None:
        super().__init__(f"{unit} không thể trực thuộc {parent}, vì {parent} ở dưới {unit} hoặc là chính nó.")
        self.unit, self.parent = unit, parent


def normal_code(code: str) -> str:
    """A code of a unit as it is kept: capitals, no blanks or invisible characters, plain dashes."""
    visible = "".join(
        char for char in unicodedata.normalize("NFKC", code) if unicodedata.category(char) != "Cf"
    )
    return re.sub(r"[\u2010-\u2015\u2212]", "-", re.sub(r"\s", "", visible)).upper()


def find_unit(code: str) -> Unit:
    """The unit that has a code of any kind: statistics office (11689), identifier (H24.72), an older one.

    Case and blanks do not matter. Raises UnknownUnit, with units of a like name where it looks like a name.
    """
    found = first_with(Unit, ["province"], _BY_CODE, [normal_code(code)])
    if found is None:
        raise UnknownUnit(code, _near_units(code))
    return found


_BY_CODE = "own.id = (SELECT unit_id FROM catalogue_unitcode WHERE code = %s ORDER BY id LIMIT 1)"


def find_province(text: str) -> Province:
    """A province by statistics code (31), identifier (H24) or name («Hải Phòng», "tp hai phong").

    Raises UnknownProvince.
    """
    code, name = normal_code(text), _province_name(text)
    provinces = list(Province.objects.order_by("gso_code"))
    for province in provinces:
        if code in (province.gso_code, province.code) or name == _province_name(province.name):
            return province
    by_name = {_province_name(province.name): str(province) for province in provinces}
    raise UnknownProvince(text, [by_name[near] for near in difflib.get_close_matches(name, by_name, n=3)])


def search_units(text: str, limit: int = 20) -> list[Unit]:
    """Units whose name has the text in it (diacritics or not), or whose code begins with it.

    Where there are none, units whose own name and province's name have all its words («Hưng Đạo Hải Phòng»).
    The best ones first: the name itself, then names that begin or end with the text, then the shorter.
    """
    name, code = _without_committee(fold(text)), normal_code(text)
    if not name or limit < 1:
        return []
    coded = UnitCode.objects.filter(code__startswith=code).values("unit")
    units = Unit.objects.select_related("province")
    whole = _best_first(units.filter(Q(folded__contains=name) | Q(pk__in=coded)), name)[:limit]
    return list(whole) or list(_best_first(units.filter(_named(name.split())), name)[:limit])


def below(unit: Unit, on: date) -> list[int]:
    """The key of the unit and of all units below it, by the parents in force on a local day."""
    in_force = (
        UnitParent.objects.filter(unit=OuterRef("unit"), since__lte=on).order_by("-since").values("pk")[:1]
    )
    links = UnitParent.objects.filter(pk=Subquery(in_force))
    found, level = {unit.pk}, {unit.pk}
    while level:
        level = set(links.filter(parent__in=level).values_list("unit_id", flat=True)) - found
        found |= level
    return sorted(found)


def above(unit_id: int, on: date) -> list[int]:
    """The keys of the units above one, the nearest first, by the parents in force on a local day."""
    found: list[int] = []
    while parent := (
        UnitParent.objects.filter(unit=found[-1] if found else unit_id, since__lte=on)
        .order_by("-since")
        .values_list("parent_id", flat=True)
        .first()
    ):
        if parent in found or parent == unit_id:
            break
        found.append(parent)
    return found


@writing()
def add_unit(
    code: str,
    name: str,
    province: Province | str,
    parent: Unit | None = None,
    kind: str = Unit.Kind.COMMUNE,
    since: date = TWO_LEVELS,
) -> Unit:
    """A unit with a code: the province's commune of that name, where there is one, else a new unit.

    `province` may be any text that `find_province` takes. A commune that is new reports to its province, or to
    `parent`, from the day `since` on. Running it again changes nothing. Raises UnknownProvince, CodeTaken,
    AmbiguousName, ParentLoop, and UnitError without a code or a name.
    """
    province = find_province(province) if isinstance(province, str) else province
    code, name = normal_code(code), " ".join(unicodedata.normalize("NFC", name).split())
    if not code or not name:
        raise UnitError("Cần cả mã và tên đơn vị.")
    unit = _owner_of(code, name, province) or _attached(code, name, province, kind)
    if parent is None and kind == Unit.Kind.COMMUNE and not unit.parents.exists():
        parent = Unit.objects.filter(kind=Unit.Kind.PROVINCE, province=province).order_by("pk").first()
    if parent is not None:
        _report_to(unit, parent, since)
    return unit


def _owner_of(code: str, name: str, province: Province) -> Unit | None:
    """The unit that has the code already; raises CodeTaken where it is not the one that is meant."""
    taken = UnitCode.objects.select_related("unit__province").filter(code=code).first()
    if taken is None:
        return None
    unit = taken.unit
    same = unit.province_id == province.pk and _bare(fold(unit.name)) == _bare(fold(name))
    if not same or (unit.kind == Unit.Kind.COMMUNE and unit not in _communes_meant(name, province)):
        raise CodeTaken(code, unit)
    return unit


def _attached(code: str, name: str, province: Province, kind: str) -> Unit:
    """Raises AmbiguousName."""
    meant = _communes_meant(name, province) if kind == Unit.Kind.COMMUNE else []
    if len(meant) > 1:
        raise AmbiguousName(name, meant)
    if not meant:
        meant = [Unit.objects.create(kind=kind, name=name, folded=fold(name), province=province, added=True)]
    unit = meant[0]
    if not unit.added:
        unit.added = True
        unit.save(update_fields=["added"])
    UnitCode.objects.create(unit=unit, code=code, kind="id" if code.startswith("H") else "other")
    return unit


def _communes_meant(name: str, province: Province) -> list[Unit]:
    """The province's communes that a name may mean: without UBND, xã, phường and diacritics, where that leaves
    one; where it leaves several, what was written of these tells them apart."""
    communes = Unit.objects.filter(province=province, kind=Unit.Kind.COMMUNE).select_related("province")
    likely = [unit for unit in communes if _bare(unit.folded) == _bare(fold(name))]
    if len(likely) < 2:
        return likely
    given, plain = _without_committee(spelling(name)), _without_committee(fold(name))
    exact = [unit for unit in likely if spelling(unit.name).endswith(given)]
    if given == plain:
        exact = [unit for unit in likely if unit.folded.endswith(plain)]
    return exact or likely


def _report_to(unit: Unit, parent: Unit, since: date) -> None:
    """Raises ParentLoop."""
    if parent.pk in below(unit, since):
        raise ParentLoop(unit, parent)
    UnitParent.objects.update_or_create(unit=unit, since=since, defaults={"parent": parent})


def _without_committee(name: str) -> str:
    return _COMMITTEE.sub("", name)


def _bare(folded: str) -> str:
    return _KIND_OF_COMMUNE.sub("", _without_committee(folded))


def _province_name(text: str) -> str:
    return _KIND_OF_PROVINCE.sub("", _without_committee(fold(text)))


def _province_code(code: str) -> str:
    """The province that an identifier names (H24.72 → H24), for the command that is proposed."""
    return code[:3] if re.match(r"H\d\d(?:\.|$)", code) else "TỈNH"


def _described(unit: Unit) -> str:
    code = unit.codes.order_by("pk").values_list("code", flat=True).first()
    return f"{unit.name}, {unit.province} ({code or 'chưa có mã'})"


def _named(words: Sequence[str]) -> Q:
    """Every word in the name of the unit or of its province, at least one of them in that of the unit."""
    provinces = {province.pk: fold(province.name).split() for province in Province.objects.all()}
    every, some = Q(), Q()
    for word in words:
        in_province = [pk for pk, name in provinces.items() if word in name]
        every &= Q(folded__contains=word) | Q(province__in=in_province)
        some |= Q(folded__contains=word)
    return every & some


def _best_first(units: QuerySet[Unit], name: str) -> QuerySet[Unit]:
    itself = [name, *(f"{kind} {name}" for kind in ("xa", "phuong", "dac khu"))]
    rank = Case(
        When(folded__in=itself, then=Value(0)),
        When(Q(folded__startswith=f"{name} ") | Q(folded__endswith=f" {name}"), then=Value(1)),
        When(folded__contains=name, then=Value(2)),
        default=Value(3),
    )
    return units.order_by(rank, Length("folded"), "folded", "pk")


def _near_units(text: str) -> list[Unit]:
    """Up to NEAR units of a name that is like the text, also with a slip of the pen; none for a plain code."""
    name = _bare(fold(text))
    if not any(char.isalpha() for char in name) or re.match(r"[a-z]\d", name):
        return []
    if found := search_units(text, NEAR):
        return found
    names: dict[str, list[int]] = {}
    for pk, folded in Unit.objects.order_by("folded", "pk").values_list("pk", "folded"):
        names.setdefault(_bare(folded), []).append(pk)
    keys = [pk for near in difflib.get_close_matches(name, names, n=NEAR, cutoff=0.7) for pk in names[near]]
    units = Unit.objects.select_related("province").in_bulk(keys[:NEAR])
    return [units[pk] for pk in keys[:NEAR]]
