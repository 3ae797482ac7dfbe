"""Receiving anew: the form is filled in from a dossier whose acceptance was entered by mistake and voided."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.casework.models import Applicant, Fee, Paper, Work
from motcua.dossiers.models import Person
from motcua.rules.accounts import Account


def voided(dossier: int, unit: int) -> Work | None:
    """The dossier (key) that a unit received and whose acceptance holds no more; None where there is no such one."""
    works = Work.objects.filter(pk=dossier, received_by=unit, state=int(Account.OUTSIDE))
    return works.select_related("dossier__cell", "dossier__person", "procedure").first()


def typed_from(work: Work) -> dict[str, str]:
    """What the reception form would have had for it, to be put right and sent anew."""
    values = {
        "procedure": str(work.procedure_id),
        "channel": str(work.dossier.cell.channel),
        "lane": str(work.lane),
        "summary": "" if work.summary == work.procedure.name else work.summary,
        "helped_at": str(work.helped_at_id or ""),
        "resolved_by": str(work.unit_id) if work.unit_id != work.received_by_id else "",
    }
    return values | _people(work.pk) | _papers(work.pk) | _fees(work.pk)


def _people(dossier: int) -> dict[str, str]:
    person = Person.objects.filter(pk=dossier).first()
    beside = Applicant.objects.filter(pk=dossier).first()
    if person is None or beside is None:
        return {}
    names = ("id_number", "address", "email", "filer_name", "filer_id_number", "filer_phone")
    told = {name: str(getattr(beside, name)) for name in names} | {"kind": str(int(beside.kind))}
    return told | {"name": person.name, "phone": person.phone, "behalf": "1" if beside.filer_name else ""}


def _papers(dossier: int) -> dict[str, str]:
    kept = Paper.objects.filter(dossier=dossier, is_result=False, replaced_by=None).order_by("pk")
    return _numbered("paper", (
        {
            "name": one.name, "code": one.code, "originals": str(one.originals), "copies": str(one.copies),
            "in": "1" if one.handed_in else "", "file": str(one.file_id or ""),
        }
        for one in kept
    ))  # fmt: skip


def _fees(dossier: int) -> dict[str, str]:
    return _numbered("fee", (
        {"name": one.name, "amount": str(one.amount), "how": one.how, "receipt": one.receipt}
        for one in Fee.objects.filter(dossier=dossier).order_by("pk")
    ))  # fmt: skip


def _numbered(kind: str, lines: Iterable[dict[str, str]]) -> dict[str, str]:
    return {
        f"{kind}-{n}-{name}": value for n, line in enumerate(lines) for name, value in line.items() if value
    }
