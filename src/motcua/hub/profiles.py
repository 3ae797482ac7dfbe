"""Layouts that somebody finished by hand, found again by the header of a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from motcua.hub.mapping import Mapping
from motcua.hub.models import MappingProfile
from motcua.hub.text import squeeze


def header_digest(titles: Iterable[str]) -> str:
    """A header's digest: the same titles in any order, capitals and blanks aside."""
    return hashlib.sha256("\n".join(sorted(squeeze(title) for title in titles)).encode()).hexdigest()


def layout_for(titles: Iterable[str]) -> Mapping | None:
    """The layout that was kept for a header with these titles."""
    found = MappingProfile.objects.filter(header_digest=header_digest(titles)).first()
    return Mapping.from_yaml(found.text) if found else None
