"""Why an act is not carried out, in words for the person who tried; nothing has been changed then."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.words import ACCOUNTS
from motcua.rules.accounts import Account


class Refused(Exception):
    """An act that was not carried out; `message` says why and what to do, `code` names the reason."""

    def __init__(self, code: str, message: str | Promise, **values: object) -> None:
        super().__init__(code)
        self.code, self._message, self._values = code, message, values

    @property
    def message(self) -> str:
        """The reason in the reader's language."""
        return str(self._message) % self._values if self._values else str(self._message)


class NotPermitted(Refused):
    """The person has no right to this act on this dossier."""

    def __init__(self) -> None:
        super().__init__("not-permitted", _("You may not do this with this dossier."))


class Changed(Refused):
    """The dossier has been acted on since the page was shown: by `who` (empty: oneself), how (`what`), and when."""

    def __init__(self, who: str, what: str, moment: str) -> None:
        message = _BY_ANOTHER if who else _BY_ONESELF
        super().__init__("changed", message, who=who, what=what, moment=moment)


_BY_ANOTHER = _(
    "Meanwhile %(who)s has acted on this dossier at %(moment)s: “%(what)s”. Look at it again, then decide."
)
_BY_ONESELF = _(
    "You yourself have acted on this dossier at %(moment)s, in another window: “%(what)s”. Look at it again, then decide."
)


class NotLawful(Refused):
    """The state of the dossier does not allow the act."""

    def __init__(self, state: Account) -> None:
        message = _("This cannot be done while the dossier is “%(state)s”.")
        super().__init__("not-lawful", message, state=ACCOUNTS[state])


class Wanting(Refused):
    """A value is missing or cannot be; `field` names it."""

    def __init__(self, field: str, message: str | Promise, **values: object) -> None:
        super().__init__("wanting", message, **values)
        self.field = field
