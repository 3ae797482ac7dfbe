"""What holds on a day: grants of roles and authorities to sign, `since` and `until` being local days, both included."""

from __future__ import annotations

from datetime import date

from django.db.models import Q


def in_force(day: date) -> Q:
    """The condition that a row holds on a local day."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))
