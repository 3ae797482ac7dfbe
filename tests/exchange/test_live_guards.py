"""What is noticed before anything is recorded: other columns, yesterday's file, half a file, another unit's file. For each
family of formats; said in words, nothing recorded, and a person lets it through or throws it away."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from motcua.catalogue.models import Unit
from motcua.catalogue.units import add_unit
from motcua.dossiers.models import Act, Dossier
from motcua.exchange.live import deciding
from motcua.exchange.live.setting_up import Rhythm, watch
from motcua.exchange.live.taking import take_due
from motcua.exchange.models import HeldFile, TakenFile
from motcua.hub.errors import MissingColumns
from motcua.hub.models import ImportRun, MappingProfile
from motcua.hub.profiles import header_digest
from motcua.ledger.models import Move
from tests.exchange.conftest import Clock
from tests.exchange.listed import FORMATS, Row, as_csv, renamed, row, rows
from tests.pages.conftest import LEARNED

MINUTE = 60_000
Give = Callable[..., TakenFile]
FAMILIES = pytest.mark.parametrize("family", FORMATS)


@pytest.fixture
def give(sample: Unit, tmp_path: Path) -> Give:
    """Puts a file into the watched folder of the unit; gives the last line of the log."""
    folder, clock = tmp_path / "tep-xuat", Clock(LEARNED)
    folder.mkdir()

    def given(content: bytes, name: str = "ho-so.csv", *, whole: bool = True) -> TakenFile:
        clock.pass_by(20 * MINUTE)
        path = folder / name
        path.write_bytes(content)
        written = (clock.now - MINUTE) / 1000
        os.utime(path, (written, written))
        watch(sample, "folder", {"folder": str(folder)}, Rhythm(10, whole=whole), clock.now)
        take_due(clock)
        return TakenFile.objects.latest("pk")

    return given


def books() -> tuple[int, ...]:
    """How much stands in journal, ledger and the log of imports."""
    return tuple(one.objects.count() for one in (Dossier, Act, Move, ImportRun))


def held_back(taken: TakenFile, before: tuple[int, ...], *words: str) -> None:
    """A file waits for a person, with these words in the question, and nothing of it was recorded."""
    assert taken.outcome == TakenFile.Outcome.HELD, taken.reason
    assert [word for word in words if word not in taken.reason] == []
    assert books() == before
    assert HeldFile.objects.filter(taken=taken).exists()


@FAMILIES
def test_a_column_that_is_gone_is_named_beside_the_one_that_is_new(give: Give, family: str) -> None:
    write = FORMATS[family]
    give(write(rows(5)), f"a.{family}")
    before = books()
    changed = renamed(rows(6), {"TrangThai": "Cột lạ"})
    taken = give(write(changed), f"b.{family}")
    held_back(taken, before, "Thiếu: “TrangThai” (Trạng thái hồ sơ)", "Mới: “Cột lạ” (chưa hiểu)", "thiếu cột cần")
    with pytest.raises(MissingColumns):
        deciding.let_through(taken, None, LEARNED)
    assert books() == before
    assert deciding.by_hand(taken, None, LEARNED) == write(changed) or family == "xlsx"


@FAMILIES
def test_a_column_under_another_title_is_asked_about_once(give: Give, family: str) -> None:
    """The file could be read without the due day: dossiers would lose it, and nobody would know why."""
    write = FORMATS[family]
    give(write(rows(5)), f"a.{family}")
    before = books()
    changed = renamed(rows(6), {"NgayHenTra": "Hạn xử lý"})
    taken = give(write(changed), f"b.{family}")
    held_back(taken, before, "Thiếu: “NgayHenTra”", "Mới: “Hạn xử lý”", "cùng một nghĩa không?")
    deciding.let_through(taken, None, LEARNED)
    assert (taken.outcome, taken.new, taken.same) == (TakenFile.Outcome.RECORDED, 1, 5)
    assert not HeldFile.objects.exists()
    assert give(write(renamed(rows(7), {"NgayHenTra": "Hạn xử lý"})), f"c.{family}").outcome == "recorded"
    assert give(write(rows(8)), f"d.{family}").outcome == "recorded", "both headers are known now"


@FAMILIES
def test_a_further_column_that_nobody_reads_changes_nothing(give: Give, family: str) -> None:
    write = FORMATS[family]
    give(write(rows(5)), f"a.{family}")
    assert give(write([one | {"Cột lạ": "x"} for one in rows(6)]), f"b.{family}").outcome == "recorded"


@FAMILIES
def test_yesterdays_file_is_said_and_not_recorded(give: Give, family: str) -> None:
    write, first = FORMATS[family], rows(5)
    give(write(first), f"a.{family}")
    give(write(rows(6)), f"b.{family}")
    before = books()
    again = give(write(first), f"c.{family}")
    assert (again.outcome, "Giống tệp “a." in again.reason) == ("same", True)
    shuffled = list(first)
    random.Random(1).shuffle(shuffled)
    same = give(write(shuffled), f"d.{family}")
    assert (same.outcome, "Giống tệp “a." in same.reason) == ("same", True), "other bytes, the same said"
    assert books() == before


@FAMILIES
def test_half_a_list_is_asked_about_by_its_number_of_rows(give: Give, family: str) -> None:
    write = FORMATS[family]
    give(write(rows(100)), f"a.{family}")
    before = books()
    taken = give(write(rows(60)), f"b.{family}")
    held_back(taken, before, "chỉ có 60 dòng", "“a.", "100 dòng", "thiếu không")
    deciding.throw_away(taken, None, LEARNED)
    assert (TakenFile.objects.get(pk=taken.pk).outcome, books()) == ("thrown", before)
    assert give(write(rows(60)), f"c.{family}").outcome == "same", "it was thrown away already"
    with pytest.raises(deciding.Decided):
        deciding.let_through(taken, None, LEARNED)


def test_a_source_that_sends_only_news_may_send_little(give: Give) -> None:
    give(as_csv(rows(100)), "a.csv", whole=False)
    assert give(as_csv([row(101)]), "b.csv", whole=False).outcome == "recorded"


@pytest.mark.parametrize("family", ["json", "xlsx", "xls"])
def test_half_a_file_that_has_an_end_mark_cannot_be_read(give: Give, family: str) -> None:
    write = FORMATS[family]
    give(write(rows(50)), f"a.{family}")
    before, content = books(), write(rows(60))
    for part in (len(content) // 2, len(content) - 30):
        taken = give(content[:part], f"b{part}.{family}")
        assert taken.outcome == TakenFile.Outcome.REFUSED
        assert "hỏng" in taken.reason and "tải" in taken.reason
    assert books() == before
    assert give(content, f"c.{family}").outcome == "recorded", "the whole file comes later"


def test_text_has_no_end_mark_so_its_last_line_is_looked_at(give: Give) -> None:
    give(as_csv(rows(50)), "a.csv")
    before, content = books(), as_csv(rows(52))
    in_a_row, in_a_code = content[:-30], content[: -len(content.splitlines()[-1]) + 8]
    for name, part, said in (
        ("b.csv", in_a_row, "Dòng cuối của tệp bị cắt"),
        ("c.csv", in_a_code, "Dòng cuối của tệp bị cắt"),
        ("d.csv", content[:-4], "không kết thúc bằng xuống dòng"),
    ):
        held_back(give(part, name), before, said)
    footer = content + b"Tong cong: 52 ho so"
    give(footer, "e.csv")
    assert give(content, "f.csv").outcome == "recorded"


def test_a_first_file_without_a_last_line_break_is_as_good_as_others(give: Give) -> None:
    assert give(as_csv(rows(9)).rstrip(), "a.csv").outcome == "recorded"
    assert give(as_csv(rows(12)).rstrip() + b"\nTong cong: 12 ho so", "b.csv").outcome == "recorded"


@FAMILIES
def test_another_units_file_is_told_by_its_codes(give: Give, family: str) -> None:
    add_unit("H24.98", "Đơn vị láng giềng", "Hải Phòng")
    write = FORMATS[family]
    before = books()
    mixed: list[Row] = [*rows(3), *(row(number, "H24.98") for number in range(10, 22))]
    taken = give(write(mixed), f"a.{family}")
    held_back(taken, before, "12 trên 15", "Đơn vị láng giềng (H24.98)", "không phải của Đơn vị mẫu thử")
    few = [*rows(12), *(row(number, "H24.98") for number in range(20, 23))]
    assert give(write(few), f"b.{family}").outcome == "recorded", (
        "a few come from elsewhere: reception knows no borders"
    )
    deciding.let_through(taken, None, LEARNED)
    assert give(write([*mixed, row(40, "H24.98")]), f"c.{family}").outcome == "recorded", (
        "their codes are known now"
    )


def test_codes_of_former_times_and_of_units_below_are_our_own(give: Give) -> None:
    found = [{**one, "MaHoSo": f"000.00.99.H24-260504-{n:04}"} for n, one in enumerate(rows(6), 1)]
    assert give(as_csv(found), "a.csv").outcome == "recorded"
    assert give(as_csv(rows(6, "H24.99.1")), "b.csv").outcome == "recorded"
    strange = give(as_csv(rows(6, "H37.21.5")), "c.csv")
    assert "đơn vị có mã H37.21.5" in strange.reason


def test_a_file_that_says_another_units_name_cannot_be_let_through(give: Give) -> None:
    before = books()
    found = [one | {"Cơ quan/đơn vị": "UBND xã An Trường"} for one in rows(30)]
    taken = give(as_csv(found), "a.csv")
    held_back(taken, before, "An Trường", "không phải của “Đơn vị mẫu thử”")
    assert not taken.readable


def test_a_word_that_nobody_knows_waits_for_a_person(give: Give) -> None:
    before = books()
    held_back(give(as_csv(rows(5, TrangThai="Lơ lửng"))), before, "“Lơ lửng” (5 dòng)")


def test_a_layout_that_somebody_has_explained_is_used(give: Give) -> None:
    changed = as_csv(renamed(rows(4), {"TrangThai": "Cột lạ"}))
    taken = give(changed, "a.csv")
    assert taken.outcome == TakenFile.Outcome.HELD
    assert deciding.by_hand(taken, None, LEARNED) == changed
    titles = changed.splitlines()[0].decode().split(";")
    layout = 'name: "x"\ncolumns:\n  state: "Cột lạ"\n'
    MappingProfile.objects.create(name="x", header_digest=header_digest(titles), text=layout)
    more = give(as_csv(renamed(rows(6), {"TrangThai": "Cột lạ"})), "b.csv")
    assert (more.outcome, more.new) == ("recorded", 6)


@pytest.mark.parametrize("content", [b"", b"\n \n", b"%PDF-1.7\n", b"So;Ngay\n"])
def test_what_nobody_can_read_is_refused_in_words(give: Give, content: bytes) -> None:
    before = books()
    taken = give(content)
    assert taken.outcome in (TakenFile.Outcome.REFUSED, TakenFile.Outcome.HELD)
    assert len(taken.reason) > 20
    assert books() == before
