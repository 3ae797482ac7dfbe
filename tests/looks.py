"""In which windows and colours pages are looked at: one of them in every run, the others in the long one.

On a server all of them are in the long one: a page looks the same there.
"""

from __future__ import annotations

import os
from itertools import product

import pytest

_QUICK = None if "MOTCUA_DATABASE" in os.environ else ("phone", "dark")

LOOKS = [
    pytest.param(*look, marks=() if look == _QUICK else pytest.mark.long)
    for look in product(("desk", "phone"), ("light", "dark"))
]
"""Sizes and colour schemes, for parametrize."""
