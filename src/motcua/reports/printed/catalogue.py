"""Notice sheets from the catalogue: what a unit offers on a day, by field. The only query of the printed forms."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from motcua.catalogue.content import Fee
from motcua.catalogue.fields import field_key
from motcua.catalogue.models import Procedure, ProcedureVersion, Unit
from motcua.catalogue.names import field_names, known_fields
from motcua.catalogue.units import above
from motcua.catalogue.versions import NotInForce, Offer, in_force
from motcua.reports.collect import agency_of
from motcua.reports.errors import ReportRefused
from motcua.reports.printed.notices import NoticeSheet, Offered
from motcua.reports.printed.parties import Letterhead
from motcua.reports.printed.qr import address_of
from motcua.reports.printed.values import in_words
from motcua.reports.vietnamese import alphabetical, number
from motcua.rules.instants import day_of
from motcua.rules.measures import Channel, Level

_CUT = 200
_BY = {Channel.DIRECT: "Trực tiếp", Channel.ONLINE: "Trực tuyến", Channel.POSTAL: "Bưu chính"}


class NothingOffered(ReportRefused):
    """No procedure to put on a notice sheet."""

    def __init__(self, unit: Unit, on: date) -> None:
        super().__init__(
            f"Danh mục chưa có thủ tục nào có hiệu lực ngày {on:%d/%m/%Y} cho {unit.name}. "
            "Nhập danh mục thủ tục trước, hoặc chọn ngày khác."
        )


class UnknownField(ReportRefused):
    """No field of that name has a procedure here; `near` are names that are like it."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        hint = f" Có phải: {'; '.join(near)}?" if near else ""
        super().__init__(f"Không có thủ tục nào thuộc lĩnh vực “{name}”.{hint}")
        self.name, self.near = name, list(near)


def notice_sheets(
    unit: Unit, on: date, field: str | None = None, procedure_url: str = ""
) -> list[NoticeSheet]:
    """The notice sheets of a unit as of a local day, one for each field in alphabetical order, or of one field.

    `procedure_url` is the public page of a procedure, with `{code}`; without it a QR code says the code. Raises
    NothingOffered, UnknownField.
    """
    names = field_names(on)
    by_field = _by_field(unit, on, procedure_url)
    if not by_field:
        raise NothingOffered(unit, on)
    chosen = _chosen(field, by_field, names) if field else by_field
    head = letterhead(unit, on)
    return [
        NoticeSheet(head, head.agency, names[key], on, tuple(chosen[key]), bool(procedure_url))
        for key in sorted(chosen, key=lambda key: alphabetical(names[key]))
    ]


def letterhead(unit: Unit, on: date) -> Letterhead:
    """What stands above the forms of a unit on a local day."""
    agency = agency_of(unit, on)
    return Letterhead(agency.superior, agency.name, agency.place, on, unit=_code(unit))


def _by_field(unit: Unit, on: date, procedure_url: str) -> dict[int, list[Offered]]:
    found: dict[int, list[Offered]] = defaultdict(list)
    for procedure in _carried_out(unit, on):
        try:
            offers = _offers(procedure, unit.pk, on)
        except NotInForce:
            continue
        field, offered = offers[0].field_id, _offered(offers, procedure_url)
        found[field].append(offered)
    for listed in found.values():
        listed.sort(key=lambda one: (alphabetical(one.name), one.code))
    return found


def _carried_out(unit: Unit, on: date) -> list[int]:
    """The procedures that are carried out at the unit's level of government; all where a version names none."""
    tier = _tier(unit, on)
    rows = ProcedureVersion.objects.filter(since__lte=on).order_by("since").values_list("procedure", "tiers")
    newest = dict(rows)
    here = [key for key, tiers in newest.items() if not tiers or tier in tiers.split()]
    return list(Procedure.objects.filter(pk__in=here).order_by("code").values_list("pk", flat=True))


def _tier(unit: Unit, on: date) -> str:
    """Commune or province: for a department, that of the unit it belongs to."""
    kinds = dict(
        Unit.objects.filter(pk__in=(line := [unit.pk, *above(unit.pk, on)])).values_list("pk", "kind")
    )
    governing = (kinds[pk] for pk in line if kinds[pk] != Unit.Kind.DEPARTMENT)
    return next(governing, Unit.Kind.COMMUNE)


def _offers(procedure: int, unit: int, on: date) -> list[Offer]:
    """What is offered by each channel that is open, at least one."""
    first = in_force(procedure, unit, day_of(on))
    others = [
        in_force(procedure, unit, day_of(on), channel)
        for channel in first.channels
        if channel != first.channel
    ]
    return [first, *others] if first.channel in first.channels or not others else others


def _offered(offers: Sequence[Offer], procedure_url: str) -> Offered:
    one = offers[0]
    return Offered(
        code=one.code,
        name=one.name,
        link=address_of(procedure_url, one.code),
        term=_by_channel(offers, lambda offer: in_words(offer.term) if offer.term else ""),
        fee=_by_channel(offers, lambda offer: _fees(offer.fees)) or whole_sentences(one.fee_note),
        direct=Channel.DIRECT in one.channels,
        online=Channel.ONLINE in one.channels,
        postal=Channel.POSTAL in one.channels,
        full=one.level is Level.FULL,
        partial=one.level is Level.PARTIAL,
    )


def _by_channel(offers: Sequence[Offer], said: Callable[[Offer], str]) -> str:
    """What is said of all channels once; where they differ, of each one in a line."""
    texts = {offer.channel: said(offer) for offer in offers}
    if len(set(texts.values())) == 1:
        return next(iter(texts.values()))
    return "\n".join(f"{_BY[channel]}: {text}" for channel, text in texts.items() if text)


def _fees(fees: Sequence[Fee]) -> str:
    return "; ".join(
        (f"{_amount(fee.amount)} ({fee.note})" if fee.note else _amount(fee.amount))
        if fee.amount is not None
        else fee.note
        for fee in fees
    )


def _amount(amount: int) -> str:
    return f"{number(amount)} đồng" if amount else "Không thu"


def whole_sentences(note: str) -> str:
    """A note on a fee without the sentence that its source cut off: public lists end after 200 letters.

    >>> whole_sentences("Miễn phí(Mức thu do Hội đồng nhân dân quyết định. Miễn cho hộ nghèo. Ph")
    'Miễn phí (Mức thu do Hội đồng nhân dân quyết định. Miễn cho hộ nghèo.)'
    """
    spaced = re.sub(r"(?<=\w)-(?=\s)", " –", re.sub(r"(?<=\w)\((?=\S{3})", " (", note))
    opened = spaced.count("(") > spaced.count(")")
    if opened or (len(note) >= _CUT and not note.endswith((".", ")"))):
        whole, _, _ = spaced.rpartition(". ")
        spaced = f"{whole}." if whole and (not opened or "(" in whole) else f"{spaced}…"
    return f"{spaced})" if opened else spaced


def _chosen(
    field: str, by_field: Mapping[int, list[Offered]], names: Mapping[int, str]
) -> dict[int, list[Offered]]:
    found = known_fields().get(field_key(field))
    if found is not None and found in by_field:
        return {found: by_field[found]}
    listed = {names[key].casefold(): names[key] for key in by_field}
    near = difflib.get_close_matches(field.casefold(), listed, n=3)
    raise UnknownField(field, [listed[one] for one in near])


def _code(unit: Unit) -> str:
    """The unit's identifier, else another code, by which its own wording is found."""
    codes = dict(unit.codes.order_by("-pk").values_list("kind", "code"))
    return codes.get("id") or next(iter(codes.values()), "")
