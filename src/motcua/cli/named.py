"""What a command is told by its name."""

from __future__ import annotations

import typer

from motcua.catalogue.fields import field_key
from motcua.catalogue.models import Field


def field_named(name: str | None) -> int | None:
    """The key of the field of that name, however it is spelled; None for none. Raises BadParameter."""
    if name is None:
        return None
    known = Field.objects.filter(folded=field_key(name)).first()
    if known is None:
        raise typer.BadParameter(f"không có lĩnh vực “{name}”")
    return known.pk
