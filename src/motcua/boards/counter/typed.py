"""What was typed into the reception form, kept as it was, and read into a reception."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.casework.models import Applicant, Fee
from motcua.casework.reception import FeeIn, PaperIn, Reception, Who
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel

MOST_PAPERS = 60
MOST_FEES = 12
MOST_MONEY = 10**12
_ID = re.compile(r"[0-9A-Za-z]{6,20}", re.ASCII)
_PAPER = re.compile(r"paper-(\d{1,4})-(?:name|in|file)", re.ASCII)
_PHONE = re.compile(r"\+?[0-9][0-9 .\-]{6,18}", re.ASCII)


@dataclass
class Typed:
    """The form's values by their names, and what is wrong with them by field."""

    values: Mapping[str, str]
    errors: dict[str, str | Promise] = field(default_factory=dict)

    def text(self, name: str, most: int = 300) -> str:
        """A line without control characters; too long a one is an error."""
        clean = "".join(char if char.isprintable() else " " for char in self.values.get(name, ""))
        clean = " ".join(clean.split())
        if len(clean) > most:
            self.errors.setdefault(name, _("This is too long."))
        return clean[:most]

    def number(self, name: str, most: int) -> int:
        """A whole number from 0; empty is 0, anything else an error."""
        text = self.values.get(name, "").replace(".", "").replace(" ", "").strip()
        if not text:
            return 0
        if not text.isascii() or not text.isdigit() or int(text[:16]) > most:
            self.errors.setdefault(name, _("Give a whole number."))
            return 0
        return int(text)

    def wrong(self, name: str) -> None:
        """Say that what was chosen is none of the choices."""
        self.errors[name] = _("Choose one of the list.")


def reception_of(typed: Typed) -> Reception | None:
    """The reception that was stated; None where something is wrong, which `typed.errors` then says."""
    procedure = typed.number("procedure", 10**15)
    if not procedure:
        typed.errors["procedure"] = _("Choose a procedure from the list.")
    made = Reception(
        procedure,
        _who(typed),
        Channel(_one_of(typed, "channel", {int(one) for one in Channel}, int(Channel.DIRECT))),
        Lane(_one_of(typed, "lane", {int(one) for one in Lane}, int(Lane.ORDINARY))),
        typed.text("summary", 2000),
        _papers(typed),
        _fees(typed),
        resolved_by=typed.number("resolved_by", 10**15) or None,
        helped_at=typed.number("helped_at", 10**15) or None,
    )
    return None if typed.errors else made


def _one_of(typed: Typed, name: str, known: set[int], usual: int) -> int:
    text = typed.values.get(name, "")
    if not text:
        return usual
    if not text.isdigit() or int(text[:6]) not in known:
        typed.wrong(name)
        return usual
    return int(text)


def _who(typed: Typed) -> Who:
    name, id_number = typed.text("name"), typed.text("id_number", 20)
    phone, email = typed.text("phone", 40), typed.text("email", 254)
    if not name:
        typed.errors["name"] = _("Give the applicant's name.")
    if id_number and not _ID.fullmatch(id_number):
        typed.errors["id_number"] = _("An identity number has 6 to 20 digits and letters.")
    if phone and not _PHONE.fullmatch(phone):
        typed.errors["phone"] = _("A telephone number has 7 to 19 digits.")
    _check_email(typed, email)
    kind = _one_of(typed, "kind", {int(one) for one in Applicant.Kind}, int(Applicant.Kind.CITIZEN))
    filer = dict.fromkeys(("filer_name", "filer_id_number", "filer_phone"), "")
    if typed.values.get("behalf"):
        filer = {key: typed.text(key, 300 if key == "filer_name" else 20) for key in filer}
        if not filer["filer_name"]:
            typed.errors["filer_name"] = _("Give the name of who files.")
    return Who(name, id_number, phone, email, typed.text("address", 400), kind, **filer)


def _check_email(typed: Typed, email: str) -> None:
    if email:
        try:
            validate_email(email)
        except ValidationError:
            typed.errors["email"] = _("This is no e-mail address.")


def _papers(typed: Typed) -> list[PaperIn]:
    named = {int(found[1]) for name in typed.values if (found := _PAPER.fullmatch(name))}
    numbers = sorted(n for n in named if n < MOST_PAPERS)
    for n in numbers:
        there = typed.values.get(f"paper-{n}-in") or typed.values.get(f"paper-{n}-file")
        if there and not typed.text(f"paper-{n}-name", 500):
            typed.errors[f"paper-{n}-name"] = _("Name the paper that is ticked or scanned.")
    return [
        PaperIn(
            name, typed.text(f"paper-{n}-code", 60), typed.number(f"paper-{n}-originals", 1000),
            typed.number(f"paper-{n}-copies", 1000), bool(typed.values.get(f"paper-{n}-in")),
            typed.number(f"paper-{n}-file", 10**15) or None,
        )
        for n in numbers
        if (name := typed.text(f"paper-{n}-name", 500))
    ]  # fmt: skip


def _fees(typed: Typed) -> list[FeeIn]:
    found = []
    for n in range(MOST_FEES):
        amount = typed.number(f"fee-{n}-amount", MOST_MONEY)
        how = typed.values.get(f"fee-{n}-how", "")
        if how and how not in Fee.How.values:
            typed.errors[f"fee-{n}-how"] = _("Choose one of the list.")
        elif amount:
            name = typed.text(f"fee-{n}-name", 200) or str(_("Fee"))
            found.append(FeeIn(name, amount, how, typed.text(f"fee-{n}-receipt", 60)))
    return found
