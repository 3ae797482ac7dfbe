"""The words for the accounts in which a dossier may stand; English here, Vietnamese in the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.rules.accounts import Account

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ACCOUNTS: dict[int, StrPromise] = {
    Account.OUTSIDE: pgettext_lazy("account", "Outside"),
    Account.LODGED: _("Awaiting acceptance"),
    Account.LODGED_SUPPLEMENT: _("Awaiting a supplement before acceptance"),
    Account.TURNED_AWAY: _("Not accepted"),
    Account.IN_TERM: _("In progress, in term"),
    Account.OVERDUE: _("In progress, overdue"),
    Account.AWAITING_SUPPLEMENT: _("Awaiting a supplement"),
    Account.AWAITING_SUPPLEMENT_OVERDUE: _("Awaiting a supplement, overdue"),
    Account.AWAITING_PAYMENT: _("Awaiting payment"),
    Account.AWAITING_PAYMENT_OVERDUE: _("Awaiting payment, overdue"),
    Account.SUSPENDED: _("Suspended"),
    Account.SUSPENDED_OVERDUE: _("Suspended, overdue"),
    Account.RESOLVED_EARLY: _("Resolved early"),
    Account.RESOLVED_ON_TIME: _("Resolved on time"),
    Account.RESOLVED_LATE: _("Resolved late"),
    Account.REFUSED_EARLY: _("Refused, early"),
    Account.REFUSED_ON_TIME: _("Refused, on time"),
    Account.REFUSED_LATE: _("Refused, late"),
    Account.WITHDRAWN_EARLY: _("Withdrawn, early"),
    Account.WITHDRAWN_ON_TIME: _("Withdrawn, on time"),
    Account.WITHDRAWN_LATE: _("Withdrawn, late"),
    Account.STOPPED_EARLY: _("Stopped on request, early"),
    Account.STOPPED_ON_TIME: _("Stopped on request, on time"),
    Account.STOPPED_LATE: _("Stopped on request, late"),
    Account.TRANSFERRED: _("Transferred"),
}
"""Each account of the ledger in words."""
