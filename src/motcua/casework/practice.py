"""An office to practise in: made-up people, and dossiers in every state, made by the same acts as real ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motcua.casework import acts
from motcua.casework.actor import Actor, actor_of
from motcua.casework.perform import CaseAct, perform
from motcua.casework.reception import FeeIn, PaperIn, Reception, Who, receive
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.models import Procedure, Unit
from motcua.dossiers.models import Dossier
from motcua.people.models import Role, User
from motcua.rules.instants import MS_PER_DAY, MS_PER_HOUR, Day, Instant, date_of, day_start, local_day
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel

_NAMES = (
    "Nguyễn Thị Hòa", "Trần Văn Bình", "Lê Thị Thu", "Phạm Đức Long", "Hoàng Thị Mai", "Vũ Văn Sơn", "Đặng Thị Lan",
    "Bùi Quang Huy", "Đỗ Thị Ngọc", "Ngô Văn Tám", "Dương Thị Hạnh", "Lý Văn Phúc",
)  # fmt: skip
_PAPERS = ("Tờ khai theo mẫu", "Giấy tờ tùy thân", "Giấy tờ chứng minh nơi cư trú")


@dataclass(frozen=True)
class Deed:
    """An act of a role so many days and hours after reception."""

    role: str
    act: CaseAct
    days: int = 0
    hours: int = 0


@dataclass(frozen=True)
class Story:
    """A dossier received so many days ago at an hour of the day, and what was done with it."""

    days_ago: int
    hour: int
    deeds: Sequence[Deed] = ()
    channel: Channel = Channel.DIRECT
    lane: Lane = Lane.ORDINARY
    accept: bool = True
    fee: int = 0


def stories(officer: int) -> list[Story]:
    """One of each kind; `officer` is the key of the account that assesses."""
    assign = Deed(Role.HEAD, acts.Assign(officer), hours=1)
    propose = Deed(Role.SPECIALIST, acts.Propose("Hồ sơ đủ điều kiện giải quyết."), 1, 1)
    review, decide = (
        Deed(Role.HEAD, acts.Approve(), 1, 2),
        Deed(Role.LEADER, acts.Approve(number="18/UBND"), 1, 3),
    )
    lacking = acts.RequestSupplement(
        ("Giấy tờ chứng minh nơi cư trú",), "Khoản 2 Điều 5 Nghị định 118/2025/NĐ-CP"
    )
    return [
        Story(0, 8, channel=Channel.ONLINE, accept=False),
        Story(1, 15, channel=Channel.ONLINE, accept=False),
        Story(0, 9),
        Story(0, 9, fee=8_000),
        Story(1, 10, [assign]),
        Story(2, 9, [assign]),
        Story(3, 8, [assign, propose]),
        Story(4, 14, [assign, propose, review]),
        Story(6, 9, [assign, propose, review, decide]),
        Story(8, 10, [assign, propose, review, decide, Deed(Role.COUNTER, acts.ReturnResult("Đã ký nhận"), 2)]),
        Story(9, 8, [assign, Deed(Role.SPECIALIST, lacking, hours=3)]),
        Story(14, 8, [assign, Deed(Role.SPECIALIST, lacking, hours=3), Deed(Role.COUNTER, acts.ReceiveSupplement(), 5)]),
        Story(40, 9, [assign]),
        Story(45, 9, [assign, Deed(Role.SPECIALIST, acts.Pause("Chờ kết quả xác minh, Điều 19"), 1)]),
        Story(12, 9, [assign, Deed(Role.SPECIALIST, acts.AskAgency("Công an xã", "Xác minh nơi cư trú"), hours=2)]),
        Story(10, 9, [Deed(Role.COUNTER, acts.Stop("Công dân đề nghị dừng"), 1)]),
        Story(7, 9, [assign, Deed(Role.LEADER, acts.Refuse("Không thuộc trường hợp được giải quyết"), 1)]),
        Story(0, 8, lane=Lane.PRIORITY),
    ]  # fmt: skip


def furnish(unit: Unit, people: dict[str, User], procedures: Sequence[str], now: Instant) -> int:
    """Give a unit dossiers in every state, up to `now`; gives how many. A unit that has some is left as it is.

    `people` are the accounts by role, `procedures` codes of the catalogue.
    """
    if Dossier.objects.filter(unit=unit, work__isnull=False).exists():
        return 0
    known = list(Procedure.objects.filter(code__in=procedures).order_by("code"))
    told = stories(people[Role.SPECIALIST].pk)
    for number, story in enumerate(told):
        _tell(unit, people, story, known[number % len(known)].pk, number, now)
    return len(told)


def _tell(
    unit: Unit, people: dict[str, User], story: Story, procedure: int, number: int, now: Instant
) -> None:
    begun = min(
        day_start(_working_day(unit, local_day(now) - story.days_ago)) + story.hour * MS_PER_HOUR, now
    )
    name = _NAMES[number % len(_NAMES)]
    reception = Reception(
        procedure, Who(name, f"0012{number:08}", f"09120000{number:02}", address="Thôn Một"), story.channel, story.lane,
        papers=[PaperIn(paper, originals=1, handed_in=place != number % 4) for place, paper in enumerate(_PAPERS)],
        fees=[FeeIn("Lệ phí", story.fee, "online")] if story.fee else (),
    )  # fmt: skip
    counter = _actor(unit, people, Role.COUNTER, begun)
    done = receive(reception, counter, begun, accept=story.accept)
    _do(unit, people, done.dossier, story.deeds, begun, now)


def _working_day(unit: Unit, day: Day) -> Day:
    """The day, or the last one before it on which the office is open."""
    calendar = calendar_of(unit.pk)
    while not calendar.is_working_day(day):
        day -= 1
    return day


def _do(
    unit: Unit, people: dict[str, User], dossier: int, deeds: Iterable[Deed], begun: Instant, now: Instant
) -> None:
    for deed in deeds:
        at = begun + deed.days * MS_PER_DAY + deed.hours * MS_PER_HOUR
        if at > now:
            return
        perform(deed.act, dossier, _actor(unit, people, deed.role, at), at)


def _actor(unit: Unit, people: dict[str, User], role: str, at: Instant) -> Actor:
    return actor_of(people[role], unit, date_of(local_day(at)))
