"""What is asked of whoever sets a database view up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.exchange.live.origin import secret_name
from motcua.people.options import Kind, asked

_NAME = re.compile(r"[A-Za-z_]\w{0,62}")


def parts_of(text: str) -> list[str]:
    """The parts of a name such as «hoso.v_hoso»; raises ValueError."""
    parts = text.split(".")
    if len(parts) > 2 or not all(_NAME.fullmatch(one) for one in parts):
        raise ValueError("Chỉ dùng chữ, số, gạch dưới; có thể có tên lược đồ, như hoso.v_hoso.")
    return parts


def _column(text: str) -> None:
    if not _NAME.fullmatch(text):
        raise ValueError("Viết tên cột, như ngay_cap_nhat.")


@dataclass(frozen=True)
class ViewOptions:
    """Which view, in which order it is read, and from where on."""

    database: str = asked(
        _("Name of the secret with the database's address"),
        hint=_(
            "MOTCUA_EXCHANGE_SECRET_ and this name holds postgresql://user:password@host/name or sqlite:////path."
        ),
        required=True,
        check=secret_name,
    )
    view: str = asked(_("View"), hint=_("As hoso.v_hoso."), required=True, check=parts_of)
    marker: str = asked(
        _("Column that moves forward"),
        hint=_("The time of the last change, or a number that only grows."),
        required=True,
        check=_column,
    )
    key: str = asked(
        _("Column that is different in every row"),
        hint=_("As ma_ho_so: puts rows of one time in order."),
        required=True,
        check=_column,
    )
    begin: str = asked(_("Where to begin the first time"), hint=_("Empty: with the first row."))
    overlap_minutes: int = asked(
        _("Overlap in minutes"),
        10,
        hint=_("Rows may become visible after later ones; only where the column is a time."),
        kind=Kind.NUMBER,
        least=0,
        most=10_080,
    )
