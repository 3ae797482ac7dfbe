"""The term (thời hạn giải quyết) of a procedure, as the columns of its versions keep it."""

from __future__ import annotations

from datetime import date

from motcua.rules.terms import Term, TermUnit


class BadTerm(ValueError):
    """A version whose term counts in something unknown; `procedure` (its code), `since` and `unit` say which."""

    def __init__(self, procedure: str, since: date, unit: str) -> None:
        super().__init__(
            f"Thủ tục {procedure}, phiên bản từ {since:%d/%m/%Y}: không hiểu đơn vị thời hạn “{unit}”. "
            f"Sửa phiên bản, dùng một trong: {', '.join(TermUnit)}."
        )
        self.procedure, self.since, self.unit = procedure, since, unit


def term_from(procedure: str, since: date, amount: int | None, unit: str) -> Term | None:
    """The term of columns of a version of a procedure (its code); None without an amount. Raises BadTerm."""
    if not amount:
        return None
    try:
        return Term(amount, TermUnit(unit))
    except ValueError as error:
        raise BadTerm(procedure, since, unit) from error
