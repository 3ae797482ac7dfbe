"""What a check of the ledger may find."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Something in the ledger that cannot be: what, and on which dossier or month."""

    kind: str
    unit: int
    where: str
    detail: str
