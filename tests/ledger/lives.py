"""Lives of dossiers made up at random, and what their systems would tell of them at any moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from motcua.rules.instants import MS_PER_DAY, MS_PER_MINUTE, Instant, day_of, day_start, local_day

BEGIN = day_start(day_of(date(2026, 3, 2)))
DAYS = 60
FIELDS = ("Đất đai", "Chứng thực", "Người có công", "Một lĩnh vực chưa ai biết")
CIVIL_STATUS = "Hộ tịch"
TERMS = {"1.004873": 3, "1.010833": 5}
"""Procedures whose term runs by our own clock where no due instant is stated, and its working days."""
GROUNDS = ("supplement", "payment", "suspension")
OPEN_ENDS = ("open", "open", "ready", "handed_over", "refused", "withdrawn", "stopped")
FATES = ("lodged", "turned_away", "lodged_supplement", *OPEN_ENDS, *OPEN_ENDS)


@dataclass(frozen=True)
class Stop:
    """A pause; `end` is None where the dossier ended while it waited, or while nobody knows the end."""

    begin: Instant
    end: Instant | None
    ground: str


@dataclass(frozen=True)
class Life:
    """A dossier as it went; `answer` is what became of it before acceptance, `ending` how it was finished."""

    code: str
    civil: bool
    procedure: str | None
    field: str
    channel: int
    digitised: bool
    fee: bool
    paid_online: bool
    lodged: Instant
    received: Instant | None = None
    due: Instant | None = None
    answer: tuple[str, Instant] | None = None
    stops: tuple[Stop, ...] = ()
    ending: tuple[str, Instant] | None = None
    handed: Instant | None = None


@dataclass(frozen=True)
class Told:
    """What a system says of a dossier at a moment; `stops` are those that its columns can show."""

    code: str
    procedure: str | None
    field: str
    channel: int
    digitised: bool
    fee: bool
    paid_online: bool
    state: str
    lodged: Instant | None
    received: Instant | None
    due: Instant | None
    stops: tuple[Stop, ...]
    finished: Instant | None
    handed: Instant | None


@dataclass(frozen=True)
class Case:
    """A life, what its system said of it by mistake, and when the mistake was put right."""

    life: Life
    mistaken: Life
    corrected: Instant

    def told(self, moment: Instant) -> Told | None:
        """What stands in the system at a moment; None before anything does."""
        return tell(self.life if moment >= self.corrected else self.mistaken, moment)


def tell(life: Life, moment: Instant) -> Told | None:
    """A life as far as it had gone at a moment."""
    if life.lodged > moment:
        return None
    accepted = life.received is not None and life.received <= moment
    stops = tuple(_cut(stop, moment) for stop in life.stops if stop.begin <= moment) if accepted else ()
    answer = life.answer if not accepted and life.answer and life.answer[1] <= moment else None
    ending = life.ending if accepted and life.ending and life.ending[1] <= moment else None
    handed = life.handed if ending and life.handed and life.handed <= moment else None
    return Told(
        life.code, life.procedure, life.field, life.channel, life.digitised, life.fee, life.paid_online,
        _state(accepted, answer, stops, ending, handed), life.lodged,
        life.received if accepted else None, life.due if accepted else None, _shown(stops),
        ending[1] if ending else answer[1] if answer else None, handed,
    )  # fmt: skip


def _cut(stop: Stop, moment: Instant) -> Stop:
    return stop if stop.end is None or stop.end <= moment else replace(stop, end=None)


def _shown(stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """Supplements have a list of their own; of other pauses there are columns for one."""
    return stops if all(stop.ground == "supplement" for stop in stops) else stops[-1:]


def _state(
    accepted: bool,
    answer: tuple[str, Instant] | None,
    stops: tuple[Stop, ...],
    ending: tuple[str, Instant] | None,
    handed: Instant | None,
) -> str:
    if not accepted:
        return answer[0] if answer else "lodged"
    if ending:
        return "handed_over" if handed else ending[0]
    return stops[-1].ground if stops and stops[-1].end is None else "in_progress"


_GAP = st.one_of(
    st.integers(1, 90),
    st.integers(1, 9 * 24 * 60),
    st.sampled_from([24 * 60, 7 * 24 * 60, 30 * 24 * 60]),
)


def moments(days: int = DAYS) -> st.SearchStrategy[Instant]:
    """Instants half a minute past any minute, so that none is a due instant."""
    return st.integers(0, days * 24 * 60).map(lambda minute: BEGIN + minute * MS_PER_MINUTE + 30_000)


@st.composite
def lives(draw: st.DrawFn, number: int, civil: bool, pauses: tuple[str, ...]) -> Life:
    """One dossier; `pauses` are the grounds from which two pauses may be drawn, a single one is of any."""
    at = draw(moments())
    serial = f"15{number:04d}" if civil else f"{number:04d}"
    life = Life(
        f"H24.99-260302-{serial}", civil, draw(st.sampled_from((None, "1.004873" if civil else "1.010833"))), CIVIL_STATUS if civil else draw(st.sampled_from(FIELDS)),
        draw(st.sampled_from((1, 2, 3))), draw(st.booleans()), draw(st.booleans()), draw(st.booleans()), at,
    )  # fmt: skip
    fate = draw(st.sampled_from(OPEN_ENDS if civil else FATES))
    if fate not in OPEN_ENDS:
        return replace(life, answer=None if fate == "lodged" else (fate, at + _later(draw)))
    before = draw(st.sampled_from((None, "lodged_supplement")))
    received = at if before is None and draw(st.booleans()) else at + _later(draw)
    life = replace(life, received=received, due=draw(_dues(received)))
    if before and received > at:
        life = replace(life, answer=(before, at + (received - at) // 2))
    return _finished(draw, _stopped(draw, life, fate, pauses), fate)


def _later(draw: st.DrawFn) -> Instant:
    return int(draw(_GAP)) * MS_PER_MINUTE


@st.composite
def _dues(draw: st.DrawFn, received: Instant) -> Instant | None:
    """None where the system states none; 17:00 of some day, or a bare day, which ends with its last second."""
    if draw(st.integers(0, 2)) == 0:
        return None
    start = day_start(local_day(received) + draw(st.integers(-1, 20)))
    return start + draw(st.sampled_from((17 * 60 * MS_PER_MINUTE, MS_PER_DAY - 1000)))


def _stopped(draw: st.DrawFn, life: Life, fate: str, pauses: tuple[str, ...]) -> Life:
    count = draw(st.integers(0, 2))
    # A dossier stopped at the citizen's wish has one reason column, and it tells of that.
    grounds = ("suspension",) if fate == "stopped" else GROUNDS if count == 1 else pauses
    stops: list[Stop] = []
    assert life.received is not None
    at = life.received
    for _ in range(count if grounds else 0):
        begin = at + _later(draw)
        at = begin + _later(draw)
        stops.append(Stop(begin, at, draw(st.sampled_from(grounds))))
    ends = draw(st.booleans())
    if stops and not ends:
        stops[-1] = replace(stops[-1], end=None)
    return replace(life, stops=tuple(stops[:1] if fate == "stopped" else stops))


def _finished(draw: st.DrawFn, life: Life, fate: str) -> Life:
    if fate == "open":
        return life
    assert life.received is not None
    last = max([life.received, *(stop.end or stop.begin for stop in life.stops)])
    at = last + _later(draw)
    if life.due is not None and life.due > last and draw(st.booleans()):
        at = life.due
    handed = at + _later(draw) if fate == "handed_over" else None
    return replace(life, ending=("ready" if fate == "handed_over" else fate, at), handed=handed)


@st.composite
def cases(draw: st.DrawFn, number: int, civil: bool, pauses: tuple[str, ...]) -> Case:
    """A life that was told right from the beginning, or with a mistake that was put right later."""
    life = draw(lives(number, civil, pauses))
    mistaken = draw(st.sampled_from((_no_mistake, _no_mistake, _due, _field, _finishing, _facts)))(draw, life)
    known = [life.lodged, *(one.ending[1] for one in (life, mistaken) if one.ending)]
    return Case(life, mistaken, max(known) + _later(draw))


def _no_mistake(draw: st.DrawFn, life: Life) -> Life:
    return life


def _due(draw: st.DrawFn, life: Life) -> Life:
    return replace(life, due=draw(_dues(life.received))) if life.received else life


def _field(draw: st.DrawFn, life: Life) -> Life:
    return life if life.civil else replace(life, field=draw(st.sampled_from(FIELDS)))


def _finishing(draw: st.DrawFn, life: Life) -> Life:
    if not life.ending or life.received is None:
        return life
    last = max([life.received, *(stop.end or stop.begin for stop in life.stops)])
    return replace(life, ending=(life.ending[0], last + _later(draw)), handed=None)


def _facts(draw: st.DrawFn, life: Life) -> Life:
    return replace(life, channel=draw(st.sampled_from((1, 2, 3))), digitised=not life.digitised)
