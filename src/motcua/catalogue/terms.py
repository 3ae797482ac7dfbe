"""The term (thời hạn giải quyết) of a procedure, from the version in force on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.models import ProcedureVersion
from motcua.rules.terms import Term, TermUnit


class BadTerm(ValueError):
    """A version whose term counts in something unknown; `procedure` (its code), `since` and `unit` say which."""

    def __init__(self, procedure: str, since: date, unit: str) -> None:
        super().__init__(
            f"Thủ tục {procedure}, phiên bản từ {since:%d/%m/%Y}: không hiểu đơn vị thời hạn “{unit}”. "
            f"Sửa phiên bản, dùng một trong: {', '.join(TermUnit)}."
        )
        self.procedure, self.since, self.unit = procedure, since, unit


@dataclass(frozen=True)
class TermVersion:
    """The term from a day on; None: the procedure has no term that is known."""

    since: date
    term: Term | None


def terms(procedure_ids: Iterable[int]) -> dict[int, list[TermVersion]]:
    """The terms of procedures, the oldest version first; ask `in_force` for a day. One query.

    A procedure without versions is not in it. Raises BadTerm.
    """
    found: dict[int, list[TermVersion]] = {}
    versions = ProcedureVersion.objects.filter(procedure__in=set(procedure_ids)).order_by("since")
    columns = ("procedure_id", "procedure__code", "since", "term_amount", "term_unit")
    for procedure, code, since, amount, unit in versions.values_list(*columns):
        found.setdefault(procedure, []).append(TermVersion(since, term_from(code, since, amount, unit)))
    return found


def in_force(versions: Sequence[TermVersion], on: date) -> Term | None:
    """The term of the last version that had begun on a local day; None before the first."""
    begun = [version.term for version in versions if version.since <= on]
    return begun[-1] if begun else None


def term_of(procedure_id: int, on: date) -> Term | None:
    """The term of a procedure on a local day; None where none is known. Raises BadTerm."""
    return in_force(terms([procedure_id]).get(procedure_id, ()), on)


def term_from(procedure: str, since: date, amount: int | None, unit: str) -> Term | None:
    """The term of columns of a version of a procedure (its code); None without an amount. Raises BadTerm."""
    if not amount:
        return None
    try:
        return Term(amount, TermUnit(unit))
    except ValueError as error:
        raise BadTerm(procedure, since, unit) from error
