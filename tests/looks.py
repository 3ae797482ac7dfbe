"""In which windows and colours pages are looked at: one of them in every run, the others in the long one."""

from __future__ import annotations

from itertools import product

import pytest

_QUICK = ("phone", "dark")

LOOKS = [
    pytest.param(*look, marks=() if look == _QUICK else pytest.mark.long)
    for look in product(("desk", "phone"), ("light", "dark"))
]
"""Sizes and colour schemes, for parametrize."""
