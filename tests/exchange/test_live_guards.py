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
def test_other_columns_are_named_and_asked_about_once(give: Give, family: str) -> None:
    """Without its due day the file could be read: dossiers would lose it, and nobody would know why."""
    write = FORMATS[family]
    give(write(rows(5)), f"a.{family}")
    before = books()
    gone = give(write(renamed(rows(6), {"TrangThai": "Cột lạ"})), f"b.{family}")
    words = ("Thiếu: “TrangThai” (Trạng thái hồ sơ)", "Mới: “Cột lạ” (chưa hiểu)", "Thiếu cột cần")
    held_back(gone, before, *words)
    with pytest.raises(MissingColumns):
        deciding.let_through(gone, None, LEARNED)
    changed = give(write(renamed(rows(6), {"NgayHenTra": "Hạn xử lý"})), f"c.{family}")
    held_back(changed, before, "Thiếu: “NgayHenTra”", "Mới: “Hạn xử lý”", "cùng một nghĩa không?")
    deciding.let_through(changed, None, LEARNED)
    assert (changed.outcome, changed.new, changed.same) == (TakenFile.Outcome.RECORDED, 1, 5)
    assert [one.taken for one in HeldFile.objects.all()] == [gone]
    assert give(write(renamed(rows(7), {"NgayHenTra": "Hạn xử lý"})), f"d.{family}").outcome == "recorded"
    more = [one | {"Cột lạ": "x"} for one in rows(8)]
    assert give(write(more), f"e.{family}").outcome == "recorded", "the first header, and what nobody reads"


@FAMILIES
def test_yesterdays_file_half_a_list_and_another_units_file_are_told(give: Give, family: str) -> None:
    add_unit("H24.98", "Đơn vị láng giềng", "Hải Phòng")
    write, first = FORMATS[family], rows(30)
    give(write(first), f"a.{family}")
    give(write(rows(40)), f"b.{family}")
    before = books()
    shuffled = random.Random(1).sample(first, len(first))
    for name, content in (("c", write(first)), ("d", write(shuffled))):
        again = give(content, f"{name}.{family}")
        assert (again.outcome, "Giống tệp “a." in again.reason) == ("same", True)
    half = give(write(rows(20)), f"e.{family}")
    held_back(half, before, "chỉ có 20 dòng", "“b.", "40 dòng", "thiếu không")
    theirs: list[Row] = [*rows(10), *(row(number, "H24.98") for number in range(10, 42))]
    held_back(
        give(write(theirs), f"f.{family}"),
        before,
        "32 trên 42",
        "Đơn vị láng giềng (H24.98)",
        "của Đơn vị mẫu thử",
    )


def test_what_was_thrown_away_stays_away(give: Give) -> None:
    give(as_csv(rows(100)), "a.csv")
    before = books()
    half = give(as_csv(rows(60)), "b.csv")
    deciding.throw_away(half, None, LEARNED)
    assert (TakenFile.objects.get(pk=half.pk).outcome, books()) == ("thrown", before)
    assert give(as_csv(rows(60)[::-1]), "c.csv").outcome == "same", "other bytes that say the same"
    assert not HeldFile.objects.exists()
    for again in (deciding.let_through, deciding.throw_away, deciding.by_hand):
        with pytest.raises(deciding.Decided):
            again(half, None, LEARNED)


def test_codes_of_another_unit_that_were_let_through_are_known(give: Give) -> None:
    theirs = [row(number, "H24.98") for number in range(10, 22)]
    few = [*rows(12), *theirs[:3]]
    assert give(as_csv(few), "a.csv").outcome == "recorded", (
        "a few come from elsewhere: reception knows no borders"
    )
    taken = give(as_csv(theirs), "b.csv")
    assert taken.outcome == TakenFile.Outcome.HELD, "and a few do not make them known"
    deciding.let_through(taken, None, LEARNED)
    assert give(as_csv([*theirs, row(40, "H24.98")]), "c.csv").outcome == "recorded"


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


def test_a_day_with_dossiers_of_one_ministry_alone_is_still_the_one_stop_systems(give: Give) -> None:
    """Serials of six digits that begin with 15 are the Ministry of Justice's."""
    theirs = [one | {"MaHoSo": f"H24.99-260504-1500{n:02}"} for n, one in enumerate(rows(6))]
    assert give(as_csv(theirs[:3]), "a.csv", whole=False).system == "ministry:15", "nothing else is known yet"
    assert give(as_csv([*theirs, *rows(6)]), "b.csv", whole=False).system == "province:H24"
    assert give(as_csv(theirs[1:]), "c.csv", whole=False).system == "province:H24"
