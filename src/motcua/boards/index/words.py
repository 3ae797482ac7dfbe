"""Points and differences of the index in words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from motcua.boards.written import NONE, number
from motcua.rules.index import Mending, rounded
from motcua.rules.index_difference import Difference, Reason


def points(value: Fraction | Decimal | None) -> str:
    """Points with two decimals, as «18,62»; none as a dash."""
    if value is None:
        return NONE
    exact = value if isinstance(value, Decimal) else rounded(value)
    return f"{exact:.2f}".replace(".", ",").replace("-", "−")


def signed(value: Decimal) -> str:
    """A difference of points with its sign."""
    return f"+{points(value)}" if value > 0 else points(value)


def difference_words(one: Difference) -> str:
    """Where a part of a difference comes from, as a sentence."""
    told = {"n": number(abs(one.by)), "points": signed(one.points)}
    more = one.by > 0
    if one.reason is Reason.DENOMINATOR and more:
        return _("The portal counts %(n)s more in all: %(points)s points") % told
    if one.reason is Reason.DENOMINATOR:
        return _("The portal counts %(n)s fewer in all: %(points)s points") % told
    if one.reason is Reason.NUMERATOR and more:
        return _("of these %(n)s more as good: %(points)s points") % told
    if one.reason is Reason.NUMERATOR:
        return _("of these %(n)s fewer as good: %(points)s points") % told
    if one.reason is Reason.FORMULA:
        return _("its numbers do not give its points by the formula: %(points)s points") % told
    if one.reason is Reason.UNTOLD:
        return _("The portal publishes points only, without its numbers: %(points)s points") % told
    return _("We do not keep what this is counted from.")


def mending_words(one: Mending | None) -> str:
    """How many to mend for one point more, or for what can still be had."""
    if one is None:
        return NONE
    told = {"n": number(one.count), "points": points(one.gained)}
    return _("%(n)s for +%(points)s") % told
