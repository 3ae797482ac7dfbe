"""The exports of a unit read as live sources day by day give the statement of all at once, and what differs between two
systems is found: every dossier that stands in both with different states, and none that agrees."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier
from motcua.exchange.live.setting_up import Rhythm, watch
from motcua.exchange.live.taking import take_due
from motcua.exchange.models import TakenFile, WatchedSource
from motcua.findings.found import found
from motcua.hub.models import ImportRun, QuarantinedRow
from motcua.hub.run import import_files
from motcua.ledger.statement import statement
from motcua.reports.totals import official_totals
from motcua.rules.instants import Instant, from_datetime
from motcua.rules.measures import FACTS
from motcua.rules.reconcile import DATES, Difference
from tests.conftest import exports, make_unit
from tests.exchange.conftest import Clock
from tests.exchange.daily import Cell, Export, business, civil, moment, one_stop, plain_code, write_book
from tests.exchange.servers import Answer, Asked, Web, web
from tests.hub.test_import import by_field, expected, ledger_of, period_of

PAGE = 40
_EVENING = dt.time(23, 0)


@dataclass
class Days:
    """Three systems that send day after day: a folder, an HTTP address and a view of a database."""

    unit: Unit
    folder: Path
    files: list[Path]
    web: Web
    clock: Clock

    def __post_init__(self) -> None:
        self.one_stop, self.civil, self.business = (
            read(path) for read, path in zip((one_stop, civil, business), self.files, strict=True)
        )
        self.sent: list[dict[str, Cell]] = []
        self.web.answer = self._answer
        self._columns = list(self.civil.rows[0])
        self._database = self.folder / "ho-tich.db"
        self._run(f"CREATE TABLE ho_tich (so_thu_tu INTEGER PRIMARY KEY, moc, {', '.join(self._columns)})")

    def _answer(self, asked: Asked) -> Answer:
        begin = PAGE * (int(asked[1]["page"]) - 1)
        return 200, {}, json.dumps({"data": self.sent[begin : begin + PAGE]}).encode()

    def _run(self, sql: str, values: list[tuple[Cell, ...]] | None = None) -> None:
        with closing(sqlite3.connect(self._database)) as there, there:
            there.executemany(sql, values) if values else there.execute(sql)

    def watch(self) -> None:
        """Set the three sources up."""
        self.clock.now = evening(self.begin())
        begun, news = Rhythm(1440), Rhythm(1440, whole=False)
        (self.folder / "tep-xuat").mkdir()
        watch(self.unit, "folder", {"folder": str(self.folder / "tep-xuat")}, news, self.clock.now)
        options = {"url": f"{self.web.origin}/ho-so", "paging": "number"}
        watch(self.unit, "http", options, begun, self.clock.now)
        view = {
            "database": "HO_TICH",
            "view": "ho_tich",
            "marker": "moc",
            "key": "so_thu_tu",
            "overlap_minutes": 0,
        }
        watch(self.unit, "view", view, news, self.clock.now)

    def begin(self) -> dt.date:
        """A day before all others, when the sources are set up."""
        return min(self._all()) - dt.timedelta(days=1)

    def _all(self) -> set[dt.date]:
        return self.one_stop.days() | self.civil.days() | self.business.days()

    def days(self, last: int) -> Iterator[tuple[dt.date, bool]]:
        """The last days on which something came, and before them one for all that came until then; whether it is that."""
        real = sorted(self._all() - {dt.date.max})
        yield real[-last - 1], True
        yield from ((day, False) for day in real[-last:])
        yield real[-1] + dt.timedelta(days=1), False

    def send(self, day: dt.date, *, all_before: bool, end: bool) -> None:
        """What the systems send in the evening of a day, and the look at all of them."""
        found = [self._of(one, day, all_before, end) for one in (self.one_stop, self.civil, self.business)]
        path = self.folder / "tep-xuat" / f"{day}.xlsx"
        if found[0]:
            write_book(path, self.one_stop, found[0], day)
        marks = ", ".join("?" * (len(self._columns) + 1))
        rows = [(str(day), *row.values()) for row in found[1]]
        if rows:
            self._run(f"INSERT INTO ho_tich (moc, {', '.join(self._columns)}) VALUES ({marks})", rows)
        self.sent = found[2]
        self.look(day)

    def look(self, day: dt.date) -> None:
        """Look at all sources in the evening of a day."""
        self.clock.now = evening(day)
        WatchedSource.objects.update(next_at=self.clock.now)
        take_due(self.clock)

    @staticmethod
    def leading_time(cell: Cell) -> str:
        """A time of another system as the one-stop system writes it."""
        when = moment(cell)
        return when.strftime("%d/%m/%Y %H:%M:%S") if when else ""

    @staticmethod
    def _of(one: Export, day: dt.date, all_before: bool, end: bool) -> list[dict[str, Cell]]:
        if all_before:
            return one.until(day)
        return [*one.on(day), *(one.on(dt.date.max) if end else [])]


def evening(day: dt.date) -> Instant:
    """The instant at which the systems are looked at on a day."""
    return from_datetime(dt.datetime.combine(day, _EVENING))


@pytest.fixture
def days(db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Makes the systems of a case."""
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_HO_TICH", f"sqlite:///{tmp_path / 'ho-tich.db'}")
    with web(lambda asked: (500, {}, b"")) as there:
        settings.EXCHANGE_ORIGINS = [there.origin]
        # The folder is looked into long after these days.
        monkeypatch.setattr("motcua.exchange.live.folder.plugin.SETTLE_MS", -(2**60))
        yield lambda case: Days(make_unit(case), tmp_path, exports(case), there, Clock())


def read_by_day(there: Days, last: int) -> None:
    """Read everything day by day, the last days one by one."""
    there.watch()
    every = list(there.days(last))
    for number, (day, all_before) in enumerate(every):
        there.send(day, all_before=all_before, end=number == len(every) - 1)


def in_order(there: Days) -> None:
    """All that came was recorded, and no source complains."""
    assert list(WatchedSource.objects.exclude(error="").values_list("error", flat=True)) == []
    odd = TakenFile.objects.exclude(outcome=TakenFile.Outcome.RECORDED)
    assert list(odd.values_list("name", "outcome", "reason")) == []


def same_statement(unit: Unit, case: str) -> None:
    """Every figure is the one of the case."""
    figures = expected(case)
    made = statement([unit.pk], period_of(figures))
    made.check()
    assert made.totals() == figures["totals"]
    assert by_field(made) == figures["by_sector"]
    assert made.facts() == {name: figures[name] for name in FACTS}
    assert made.totals(("lodged", "turned_away")) == figures["not_accepted"]
    assert official_totals(made) == figures["form_II06b_official_layout"]
    reasons = QuarantinedRow.objects.filter(unit=unit, status="open").values_list("reason", flat=True)
    assert sorted(reasons) == sorted(figures["import"]["quarantine_reasons"])


STATES = {
    "Đã trả kết quả": "10", "Đang xử lý": "4", "Yêu cầu bổ sung giấy tờ": "5", "Từ chối giải quyết": "8",
    "Dừng xử lý": "8", "Công dân xin rút": "7", "Tạm dừng - chờ nghĩa vụ tài chính": "6",
}  # fmt: skip
_FURTHER = ("4", "5", "6", "7", "8", "10")


def differing(there: Days) -> tuple[set[str], set[str]]:
    """Codes of dossiers that stand in the one-stop export and in another one: with different states, and with the same.

    Read from the rows as they stand in the exports, with the national numbers of the states.
    """
    bad = {plain_code(row.values.get("code")) for row in QuarantinedRow.objects.filter(unit=there.unit)}
    one, other = _states(there.one_stop), _states(there.civil) | _states(there.business)
    both = set(one) & set(other) - bad
    different = {code for code in both if one[code] != other[code]}
    return different, both - different


def _states(export: Export) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in export.rows:
        code, said = plain_code(row[export.layout.code]), normalize("NFC", str(row[export.layout.state]))
        state = STATES.get(said.strip(), said)
        if code and state in _FURTHER:
            found[code] = max(found.get(code, "4"), state, key=_FURTHER.index)
    return found


def reconciled(there: Days) -> None:
    """What is found is what differs, and nothing else."""
    different, agreeing = differing(there)
    assert differ_by(there, Difference.STATE, Difference.RETURNED) == different != set()
    assert not differ_by(there, *_OF_TWO_WORDS) & agreeing


_OF_TWO_WORDS = (Difference.STATE, Difference.RETURNED, *DATES)


def differ_by(there: Days, *kinds: Difference) -> set[str]:
    """Codes of the dossiers on which the comparison finds such differences."""
    rows = found(there.unit.pk, there.clock.now).rows
    return {row["code"] for row in rows.iter_rows(named=True) if row["kind"] in kinds}


def test_the_last_days_one_by_one_give_the_statement_of_all_at_once(days: Any) -> None:
    there: Days = days("mau-thu")
    read_by_day(there, 4)
    in_order(there)
    same_statement(there.unit, "mau-thu")
    reconciled(there)
    assert differing(there)[1], "some dossiers agree"
    by_day = ledger_of(there.unit)
    count = Dossier.objects.count()
    import_files(there.unit, there.files, evening(dt.date(2026, 5, 31)))
    assert ledger_of(there.unit) == by_day, "the exports at once have nothing to add"
    assert Dossier.objects.count() == count
    assert ImportRun.objects.count() > 12
    brought_into_line(there)


def brought_into_line(there: Days) -> None:
    """The one-stop system catches up with some dossiers: they differ no longer, the others still do.

    All of these have codes of a ministry: that the file is the one-stop system's is known by the files before it.
    """
    before = differ_by(there, *_OF_TWO_WORDS)
    leading = {plain_code(row["MaHoSo"]): row for row in there.civil.rows}
    chosen = sorted(before & set(leading))[:3]
    rows = [row for row in there.one_stop.rows if plain_code(row["Số hồ sơ"]) in chosen]
    times = (("Ngày kết thúc xử lý", "NgayKetThuc"), ("Ngày trả kết quả", "NgayTraKetQua"))
    caught_up = [
        row
        | {mine: there.leading_time(leading[plain_code(row["Số hồ sơ"])][theirs]) for mine, theirs in times}
        | {"Trạng thái hồ sơ": "Đã trả kết quả"}
        for row in rows
    ]
    path = there.folder / "tep-xuat" / "sau.xlsx"
    write_book(path, there.one_stop, caught_up, dt.date(2026, 6, 1))
    there.look(dt.date(2026, 6, 1))
    assert differ_by(there, *_OF_TWO_WORDS) == before - set(chosen)
    assert len(chosen) == 3


@pytest.mark.long
@pytest.mark.parametrize(
    ("case", "last"), [("mau-thu", 30), ("an-truong", 6), ("hung-dao", 6), ("tam-thanh", 6)]
)
def test_every_unit_day_by_day(days: Any, case: str, last: int) -> None:
    there: Days = days(case)
    read_by_day(there, last)
    in_order(there)
    same_statement(there.unit, case)
    reconciled(there)
