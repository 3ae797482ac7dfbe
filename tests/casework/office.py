"""An office made outside the fixtures, for processes that tests and benchmarks start."""

from __future__ import annotations

from motcua.catalogue.models import Procedure, Unit
from motcua.catalogue.units import add_unit
from motcua.people.models import Role, SigningAuthority
from tests.casework.conftest import BIRTH, Office
from tests.conftest import UNITS
from tests.pages.cast import SINCE, Cast, gather


def new_cast() -> Cast:
    """The people of the made-up unit, its neighbour and their province."""
    here = add_unit(*UNITS["mau-thu"])
    there = add_unit("H24.98", "Đơn vị láng giềng", "Hải Phòng")
    return gather(here, there, Unit.objects.get(kind=Unit.Kind.PROVINCE, province=here.province))


def new_office() -> Office:
    """The office of the tests; both chairmen may sign everything."""
    cast = new_cast()
    for people, unit in ((cast.of_here, cast.here), (cast.of_there, cast.there)):
        SigningAuthority.objects.create(
            user=people[Role.LEADER], unit=unit, form="CHỦ TỊCH", ground="QĐ 01/QĐ-UBND", since=SINCE
        )
    return Office(cast, Procedure.objects.get(code=BIRTH).pk)
