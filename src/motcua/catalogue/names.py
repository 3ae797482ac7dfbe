"""Fields and agencies over time: what one is called, and of what it is part, on a day."""

from __future__ import annotations

from datetime import date

from motcua.catalogue.models import Field


def field_on(field_id: int, on: date) -> int:
    """The field that a field is part of on a local day, by the mergers in force; itself where there is none."""
    seen = {field_id}
    while merged := (
        Field.objects.filter(pk=field_id, merged_since__lte=on)
        .values_list("merged_into_id", flat=True)
        .first()
    ):
        if merged in seen:
            break
        seen.add(merged)
        field_id = merged
    return field_id
