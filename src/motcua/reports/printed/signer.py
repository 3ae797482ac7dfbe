"""Who signs what a unit draws up, with the lines above the name."""

from __future__ import annotations

from datetime import date

from motcua.catalogue.models import Unit
from motcua.people.signing import signer
from motcua.reports.collect import committee
from motcua.reports.printed.parties import UNSIGNED, Signature
from motcua.reports.printed.signing import COMMITTEE, lines


def signature(unit: Unit, form: str, position: str, name: str) -> Signature:
    """A signature by this authority, on behalf of the committee where the unit is one. See `signing.lines`."""
    collective = COMMITTEE if committee(unit).startswith(COMMITTEE) else ""
    return Signature(lines(form, position, collective), name)


def to_be_signed(unit: Unit, procedure: int | None, field: int | None, decision: str, day: date) -> Signature:
    """The signature that a `decision` (SigningAuthority.Decision) of a local day waits for; see `people.signing.signer`."""
    found = signer(unit, procedure, field, decision, day)
    return UNSIGNED if found is None else signature(unit, found.form, found.position, found.name)
