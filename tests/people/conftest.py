"""The people of the page tests, for tests without pages."""

from __future__ import annotations

import pytest

from motcua.catalogue.models import Unit
from motcua.catalogue.units import add_unit
from tests.conftest import make_unit
from tests.pages.cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    """One of every role here, in the neighbouring commune and in the province."""
    here = make_unit("mau-thu")
    there = add_unit("H24.98", "Đơn vị láng giềng", "Hải Phòng")
    above = Unit.objects.get(kind=Unit.Kind.PROVINCE, province=here.province)
    return gather(here, there, above)
