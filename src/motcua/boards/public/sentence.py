"""Where a dossier stands, in one plain sentence for its applicant."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.boards.written import moment
from motcua.casework.lookup import Found
from motcua.rules.accounts import CLOSED, Account
from motcua.rules.instants import Instant


def sentence(found: Found, now: Instant) -> str:
    """What has become of the dossier and what the applicant should do, if anything."""
    account, work = Account(found.dossier.state), found.work
    if account is Account.LODGED:
        return _("We have your dossier and are checking it; you will be answered within 8 working hours.")
    if account in (
        Account.LODGED_SUPPLEMENT,
        Account.AWAITING_SUPPLEMENT,
        Account.AWAITING_SUPPLEMENT_OVERDUE,
    ):
        return _("Your dossier is not complete. Please bring what we asked for; until then the clock stands.")
    if account is Account.TURNED_AWAY:
        return _("Your dossier could not be accepted. The reason stands in the slip you were given.")
    if account in (Account.AWAITING_PAYMENT, Account.AWAITING_PAYMENT_OVERDUE):
        return _("Your dossier waits for a payment. Please pay as the notice says.")
    if account in CLOSED:
        return _closed(account, found)
    promised = (work.promised_at if work else None) or found.dossier.due_at
    if promised is None:
        return _("Your dossier is being resolved.")
    if promised < now:
        return _("Your dossier is being resolved and is late; we are sorry. You may ask at the counter.")
    return _("Your dossier is being resolved. The result is due at %(moment)s.") % {
        "moment": moment(promised)
    }


def _closed(account: Account, found: Found) -> str:
    if account.name.startswith("REFUSED"):
        return _("Your dossier was refused. You can fetch the notice with the reasons at the counter.")
    if account.name.startswith(("WITHDRAWN", "STOPPED")):
        return _("Your dossier was stopped.")
    if found.work is not None and found.work.returned_at is not None:
        return _("The result was handed over at %(moment)s.") % {"moment": moment(found.work.returned_at)}
    return _("The result is ready. You can fetch it at the counter; bring your slip.")
