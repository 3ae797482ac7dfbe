"""A unit's own terms (thời hạn rút ngắn) and lanes, beside the national ones: set from a day on, ended on a day."""

from __future__ import annotations

from datetime import date

from motcua.catalogue.changes import Author, CatalogueError, Kind, record
from motcua.catalogue.models import Procedure, Unit, UnitTerm
from motcua.catalogue.versions import in_force
from motcua.catalogue.writing import writing
from motcua.rules.instants import day_of
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel
from motcua.rules.terms import PLAIN, Term, TermRules, rough_days


class NotShorter(CatalogueError):
    """A unit's own term may not be longer than the `national` one."""

    def __init__(self, code: str, own: Term, national: Term) -> None:
        super().__init__(
            f"Thời hạn riêng của đơn vị cho thủ tục {code} dài hơn thời hạn đã công bố. "
            "Chỉ được rút ngắn; muốn kéo dài phải có quyết định công bố."
        )
        self.code, self.own, self.national = code, own, national


@writing()
def set_unit_term(
    unit: Unit,
    procedure: Procedure,
    term: Term | None,
    since: date,
    by: Author,
    *,
    channel: Channel | None = None,
    lane: Lane = Lane.ORDINARY,
    rules: TermRules = PLAIN,
) -> UnitTerm:
    """Give a unit its own term from a day on, for a channel (None: all of them), or open a lane there.

    `rules` are those of the lane. What the unit had for the same channel and lane ends that day; `by.source` is the
    decision. Raises NotShorter, NotInForce, CatalogueError without a term in the ordinary lane.
    """
    if term is None and lane is Lane.ORDINARY:
        raise CatalogueError("Hãy ghi thời hạn riêng, hoặc chọn một làn.")
    offer = in_force(procedure.pk, unit.pk, day_of(since), channel or Channel.DIRECT)
    if term and offer.national_term and rough_days(term) > rough_days(offer.national_term):
        raise NotShorter(procedure.code, term, offer.national_term)
    number = 0 if channel is None else int(channel)
    _end(UnitTerm(unit=unit, procedure=procedure, channel=number, lane=lane), since)
    made, _ = UnitTerm.objects.update_or_create(
        unit=unit,
        procedure=procedure,
        channel=number,
        lane=int(lane),
        since=since,
        defaults={
            "until": None,
            "term_amount": term.amount if term else None,
            "term_unit": term.unit.value if term else "",
            "cut_off_minute": rules.cut_off_minute,
            "count_reception_day": rules.count_reception_day,
            "decision": by.source[:200],
        },
    )
    record(Kind.UNIT_TERM, by, procedure, since, _told(made))
    return made


@writing()
def end_unit_term(own: UnitTerm, until: date, by: Author) -> None:
    """End a unit's own term or lane: the first day without it. Raises CatalogueError where it ended before."""
    if own.until is not None and own.until <= until:
        raise CatalogueError(f"Thời hạn riêng này đã hết hiệu lực từ ngày {own.until:%d/%m/%Y}.")
    own.until = max(until, own.since)
    own.save(update_fields=["until"])
    record(Kind.UNIT_TERM_ENDED, by, own.procedure_id, own.until, _told(own))


def _end(own: UnitTerm, on: date) -> None:
    """End what is in force of the same kind on a day, so that one row at most holds."""
    alike = UnitTerm.objects.filter(
        unit=own.unit, procedure=own.procedure, channel=own.channel, lane=own.lane, since__lt=on
    )
    for row in alike:
        if row.until is None or row.until > on:
            row.until = on
            row.save(update_fields=["until"])


def _told(own: UnitTerm) -> dict[str, object]:
    return {
        "unit": own.unit_id,
        "channel": own.channel,
        "lane": int(own.lane),
        "term": {"amount": own.term_amount, "unit": own.term_unit} if own.term_amount else None,
        "cut_off_minute": own.cut_off_minute,
    }


def unit_terms_of(unit_ids: list[int], procedure: Procedure, on: date) -> list[UnitTerm]:
    """The own terms and lanes of units that are in force on a day or begin later, by channel, lane and day."""
    rows = UnitTerm.objects.filter(procedure=procedure, unit__in=unit_ids).select_related("unit")
    held = [row for row in rows if row.until is None or row.until > on]
    return sorted(held, key=lambda row: (row.channel, row.lane, row.since))
