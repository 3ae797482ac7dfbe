from __future__ import annotations

from tests.casework.conftest import cast as cast
from tests.casework.conftest import make_cast as make_cast
from tests.casework.conftest import office as office
from tests.pages.conftest import sign_in as sign_in
