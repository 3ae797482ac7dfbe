"""Forms as data: what their files say, their known totals, their identities."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from motcua.reports import identity
from motcua.reports.data import Agency, ReportData, comparable
from motcua.reports.filled import FilledForm, fill
from motcua.reports.form import BadForm, Form, read
from motcua.reports.form_files import STANDARD, load
from motcua.reports.identity import BrokenIdentity, NegativeFigure, TotalsDiffer
from motcua.rules.measures import MEASURES
from tests.reports.report_cases import UNITS, expected, report_data, small_data

LAYOUTS = ("II.06b-official", "II.06b-commune")


def total(filled: FilledForm) -> dict[str, int]:
    return {str(found.column): found.value for found in filled.rows[-1].numbers}


@pytest.mark.parametrize("unit", UNITS)
def test_official_totals_are_those_of_the_published_reports(unit: str) -> None:
    filled = fill(load("II.06b-official"), report_data(unit))
    assert total(filled) == expected(unit)["form_II06b_official_layout"]


@pytest.mark.parametrize("unit", UNITS)
def test_official_rows_are_the_fields(unit: str) -> None:
    filled = fill(load("II.06b-official"), report_data(unit))
    for row in filled.rows[:-1]:
        known = expected(unit)["by_sector"][row.label]
        value = {found.column: found.value for found in row.numbers}
        assert (
            value[3] == known["received_online"] + known["received_direct_or_postal"] + known["carried_over"]
        )
        assert value[9] == known["on_time"] + known["refused"] + known["withdrawn"]
        assert value[12] == known["open_in_term"] + known["awaiting_supplement"] + known["paused"]
    assert len(filled.rows) - 1 == len(expected(unit)["by_sector"])


@pytest.mark.parametrize("unit", UNITS)
def test_commune_layout_lists_apart_what_the_official_one_adds(unit: str) -> None:
    known = expected(unit)["totals"]
    found = total(fill(load("II.06b-commune"), report_data(unit)))
    order = ("early", "on_time", "late", "refused", "withdrawn")
    assert [found[str(column)] for column in range(8, 13)] == [known[name] for name in order]
    waiting = ("open_in_term", "open_overdue", "awaiting_supplement", "paused")
    assert [found[str(column)] for column in range(14, 18)] == [known[name] for name in waiting]
    assert found["3"] == found["7"] + found["13"]


def test_published_arithmetic_of_hung_dao() -> None:
    # 4.266 = 4.152 + 45 + 69; 4.160 = 4.029 + 8 + 11 + 29 + 83; 106 = 93 + 13; 4.266 = 4.160 + 106
    found = total(fill(load("II.06b-commune"), report_data("hung-dao")))
    shown = {
        "3": 4266,
        "4": 4152,
        "5": 45,
        "6": 69,
        "7": 4160,
        "8": 4029,
        "9": 8,
        "10": 11,
        "11": 29,
        "12": 83,
    }
    shown |= {"13": 106, "14": 93, "15": 0, "16": 13, "17": 0}
    assert found == shown


def test_sections_divide_the_rows_by_the_owner_of_the_system() -> None:
    filled = fill(load("II.06b-commune"), report_data("tam-thanh"))
    heads = [row for row in filled.rows if row.kind == "section"]
    assert [(row.order, row.label) for row in heads] == [
        ("I", "Trên Hệ thống các Bộ"),
        ("II", "Trên Hệ thống tỉnh"),
    ]
    below = [row.label for row in filled.rows[1:3]]
    assert below == ["Hộ tịch", "Thành lập và hoạt động của hộ kinh doanh"]
    for place, found in enumerate(filled.rows[-1].numbers):
        assert found.value == sum(head.numbers[place].value for head in heads)
    assert "thành phố" in fill(load("II.06b-commune"), report_data("an-truong")).rows[3].label


def test_a_field_in_two_systems_is_one_row_officially_and_one_in_each_section() -> None:
    data = small_data({"received_online": 5, "early": 2})
    elsewhere = replace(data.rows[0], owner="province", systems=(3,))
    twice = replace(data, rows=(*data.rows, elsewhere), totals={k: 2 * v for k, v in data.totals.items()})
    assert [(row.label, row.numbers[0].value) for row in fill(load("II.06b-official"), twice).rows] == [
        ("Hộ tịch", 10),
        ("Tổng cộng", 10),
    ]
    assert [row.numbers[0].value for row in fill(load("II.06b-commune"), twice).rows] == [5, 5, 5, 5, 10]


def test_every_number_says_which_dossiers_it_counts() -> None:
    official = fill(load("II.06b-official"), report_data("hung-dao"))
    on_time = official.rows[0].numbers[6]
    assert (on_time.column, on_time.measures, on_time.systems) == (
        9,
        ("on_time", "refused", "withdrawn"),
        None,
    )
    assert on_time.field is not None
    assert {found.field for found in official.rows[-1].numbers} == {None}
    commune = fill(load("II.06b-commune"), report_data("hung-dao"))
    assert commune.rows[0].numbers[0].systems == (1, 2)
    assert commune.rows[0].numbers[0].field is None
    assert commune.rows[1].numbers[0].systems == (1, 2)


def test_notes_say_how_many_stand_in_columns_that_do_not_name_them() -> None:
    values = {
        "received_online": 30,
        "refused": 3,
        "refused_late": 2,
        "withdrawn": 4,
        "paused": 5,
        "awaiting_overdue": 1,
    }
    waiting = fill(load("II.06b-official"), small_data(values)).notes
    assert "không đủ điều kiện: 05 hồ sơ" in waiting[0]  # 3 in time + 2 late
    assert "đề nghị: 04 hồ sơ" in waiting[0] and "khi kết thúc: 02 hồ sơ" in waiting[0]
    assert "cột (12): 05 hồ sơ" in waiting[1] and "cột (13): 01 hồ sơ" in waiting[1]
    assert len(waiting) == 2
    none = fill(load("II.06b-official"), small_data({"received_online": 1})).notes
    assert "không có hồ sơ từ chối" in none[0] and "không có hồ sơ chờ bổ sung" in none[1]


def test_flows_of_their_own_stand_on_a_note_line_and_keep_the_identity() -> None:
    data = small_data(
        {"received_online": 9, "early": 2, "reopened": 3, "transferred_in": 1, "transferred_out": 4}
    )
    for layout in LAYOUTS:
        filled = fill(load(layout), data)
        assert "mở lại: 03 hồ sơ; nhận chuyển đến: 01 hồ sơ" in filled.notes[-1]
    found = total(fill(load("II.06b-official"), data))
    # 9 received + 3 reopened + 1 transferred in = 2 closed + 4 transferred out + 7 open
    assert (found["3"], found["7"], found["11"]) == (9, 2, 7)


def test_what_was_known_earlier_is_said() -> None:
    data = small_data({"received_online": 1}, known_at=1_782_003_900_000)  # 2026-06-21 01:05 UTC
    assert fill(load("II.06b-official"), data).notes[-1].endswith("đến 08:05 ngày 21/6/2026.")


def test_nothing_at_all_gives_a_form_of_zeros() -> None:
    for layout in LAYOUTS:
        filled = fill(load(layout), small_data({}))
        assert set(total(filled).values()) == {0}


def broken(data: ReportData, **changes: int) -> ReportData:
    row = replace(data.rows[0], values={**data.rows[0].values, **changes})
    return replace(data, rows=(row,))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_broken_identity_names_row_and_identity(layout: str) -> None:
    data = broken(small_data({"received_online": 5, "early": 2}), early=3)
    with pytest.raises(BrokenIdentity) as caught:
        fill(load(layout), data)
    assert caught.value.identity.text.startswith("7 = 8 + 9 + 10")
    assert caught.value.row in ("Hộ tịch", "Trên Hệ thống các Bộ")
    assert (caught.value.left, caught.value.right) == (2, 3)
    assert caught.value.row in str(caught.value)


def test_a_total_that_is_not_the_statements_is_refused() -> None:
    data = small_data({"received_online": 5})
    with pytest.raises(TotalsDiffer) as caught:
        fill(load("II.06b-official"), replace(data, rows=()))
    assert (caught.value.column, caught.value.rows, caught.value.statement) == (3, 0, 5)


def test_a_system_of_an_owner_no_section_takes_is_noticed() -> None:
    data = small_data({"received_online": 5})
    strange = replace(data, rows=(replace(data.rows[0], owner="unheard of"),))
    with pytest.raises(TotalsDiffer):
        fill(load("II.06b-commune"), strange)


def test_a_figure_below_zero_is_refused() -> None:
    with pytest.raises(NegativeFigure) as caught:
        fill(load("II.06b-official"), small_data({"received_online": 1, "early": 2}))
    assert caught.value.column == 11


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_header_covers_every_column_once_in_every_row(layout: str) -> None:
    form = load(layout)
    places = [
        (row, column)
        for cell in form.header
        for row in range(cell.top, cell.top + cell.height)
        for column in range(cell.left, cell.left + cell.width)
    ]
    assert sorted(places) == [(r, c) for r in range(form.header_rows) for c in range(len(form.columns))]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_column_of_numbers_is_held_by_an_identity(layout: str) -> None:
    form = load(layout)
    held = {term for one in form.identities for term in one.terms}
    assert {column.number for column in form.columns if column.measures} <= held
    assert set(form.measures) <= set(MEASURES)


def test_the_official_header_reads_as_printed() -> None:
    form = load("II.06b-official")
    assert [column.number for column in form.columns] == list(range(1, 14))
    groups = [(cell.text, cell.width) for cell in form.header if cell.width > 1]
    assert groups == [
        ("Số lượng hồ sơ tiếp nhận", 4),
        ("Trong kỳ", 2),
        ("Số lượng hồ sơ đã giải quyết", 4),
        ("Số lượng hồ sơ đang giải quyết", 3),
    ]
    assert form.counted == "Đơn vị tính: Số hồ sơ TTHC."


COLUMNS: list[dict[str, object]] = [
    {"number": 1, "label": "TT", "shows": "order", "width": 1},
    {"number": 2, "label": "Tên", "shows": "name", "width": 1},
    {"number": 3, "label": "Số", "measures": ["open"], "width": 1},
]
SMALL: dict[str, object] = {
    "form": "X", "sheet": "X", "number": "X", "issued": "", "title": ["X"], "counted": "", "total": "Tổng",
    "columns": COLUMNS, "identities": ["3 = open"],
}  # fmt: skip


def small_form(**changes: object) -> Form:
    return read("X", yaml.safe_dump(SMALL | changes))


def test_a_form_is_read_from_text() -> None:
    assert small_form().measures == ("open",)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"identities": ["3 = 4"]}, "(4)"),
        ({"identities": ["3 == 3"]}, "3 == 3"),
        ({"identities": ["3 + x y = 3"]}, "x y"),
        ({"identities": ["3 = opne"]}, "opne"),
        ({"columns": [*COLUMNS[:2], {"number": 3, "label": "Số", "width": 1}]}, "(3)"),
        ({"columns": COLUMNS[1:]}, "số cột"),
        ({"notes": [{"text": "{no_such}", "when": ["open"]}]}, "no_such"),
        ({"columns": None}, "sai phần"),
    ],
)  # fmt: skip
def test_a_form_that_contradicts_itself_is_refused(changes: dict[str, object], why: str) -> None:
    with pytest.raises(BadForm) as caught:
        small_form(**changes)
    assert why in str(caught.value)


def test_an_identity_reads_its_text() -> None:
    one = identity.parse("3 + reopened =  7 + 11")
    assert (one.left, one.right, one.is_sum_of_columns) == ((3, "reopened"), (7, 11), False)
    assert one.sums({3: 1, "reopened": 2, 7: 3, 11: 4}) == (3, 7)
    assert identity.parse("7 = 8 + 9").is_sum_of_columns


def test_a_period_known_only_by_what_it_left_open_is_not_compared() -> None:
    assert not comparable({"closed": 0, "received": 83})
    assert not comparable({"closed": 41, "received": 78})
    assert comparable({"closed": 2600, "received": 2650})


def test_a_province_without_its_kind_is_called_both() -> None:
    data = replace(small_data({}), agency=Agency("X", "commune", "Hải Phòng", "X"))
    assert fill(load("II.06b-commune"), data).rows[1].label == "Trên Hệ thống tỉnh, thành phố"


def test_a_rate_is_worked_out_in_every_row_and_kept_out_of_sums() -> None:
    text = (STANDARD / "dieu-hanh-linh-vuc.yaml").read_text(encoding="utf-8")
    data = small_data({"received_online": 10, "early": 6, "late": 2})
    filled = fill(read("dieu-hanh-linh-vuc", text), data)
    for row in filled.rows:
        assert next(one.shown for one in row.numbers if one.column == 12) == "75%"
    empty = fill(read("dieu-hanh-linh-vuc", text), small_data({"received_online": 1}))
    assert next(one.shown for one in empty.rows[-1].numbers if one.column == 12) == "–"
    for wrong in ("over: [resolved], ", "shows: rate, "):
        with pytest.raises(BadForm, match=r"cột \(12\)"):
            read("dieu-hanh-linh-vuc", text.replace(wrong, ""))
