"""Raw tables become canonical columns: without a mapping where the words are known, with one where they are not."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from motcua.hub.errors import ExportError, MappingError, MissingColumns, UnknownValues
from motcua.hub.formats import read_tables
from motcua.hub.mapping import CanonicalTable, FieldRule, Mapping, apply, propose
from motcua.hub.vocabulary import load
from tests.hub.builders import CASES, DATE, DUE, LAYOUTS, SHARED, TITLES, Cell, Rows, dossier, raw, texts


def only(rows: Rows, mapping: Mapping | None = None) -> CanonicalTable:
    tables = apply(mapping or load(), [raw(texts(rows))])
    assert len(tables) == 1
    return tables[0]


def unit_rows(folder: Path) -> dict[str, int]:
    files = sorted(path for path in folder.iterdir() if path.name != "expected.json")
    return {path.suffix: sum(one.frame.height for one in apply(load(), read_tables(path))) for path in files}


def test_the_rows_of_the_made_up_unit() -> None:
    assert unit_rows(CASES / "mau-thu") == {".xlsx": 398, ".csv": 103, ".json": 22}


@pytest.mark.parametrize(("unit", "rows"), [("an-truong", 2922), ("hung-dao", 4471), ("tam-thanh", 1783)])
def test_the_rows_of_the_real_units(unit: str, rows: int) -> None:
    if not (SHARED / unit).is_dir():
        pytest.skip("the exports of the real units are not beside the project")

    assert sum(unit_rows(SHARED / unit).values()) == rows


def test_what_the_made_up_unit_says() -> None:
    (table,) = apply(load(), read_tables(CASES / "mau-thu" / "he-thong-mot-cua-thanh-pho.xlsx"))

    assert (table.as_of, table.dropped, table.unmapped_values) == (dt.date(2026, 5, 18), {"total": 1}, {})
    # Words as counted in the file, composed and decomposed spellings together: 261 + 16 handed over, …
    assert Counter(table.frame["state"]) == {
        "handed_over": 277, "in_progress": 85, "awaiting_supplement": 10, "awaiting_payment": 7, "refused": 6,
        "lodged": 5, "turned_away": 3, "stopped": 3, "withdrawn": 2,
    }  # fmt: skip
    assert Counter(table.frame["channel"]) == {"online": 298, "direct": 90, "postal": 10}
    assert Counter(table.frame["level"]) == {"full": 307, "partial": 91}
    assert Counter(table.frame["payment"]) == {None: 306, "online": 68, "offline": 24}
    assert Counter(table.frame["digitised"]) == {"yes": 369, "no": 29}
    # Rows without a code are kept to be seen: in the sheet they stand in rows 222 and 311.
    assert table.frame.filter(table.frame["code"].is_null())["_row"].to_list() == [222, 311]
    assert table.frame["code"].drop_nulls().str.contains(r"^H24\.99-\d{6}-\d{4,6}$").all()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_never_seen_go_through_with_known_names(layout: str) -> None:
    cells, expected = LAYOUTS[layout]

    frame = only([["DANH SÁCH"], list(cells), list(cells.values())]).frame

    row = frame.row(0, named=True)
    assert {name: row[name] for name in expected} == expected
    assert row["_row"] == 3
    assert "source_code" not in row


def test_unknown_states_are_all_listed_with_their_counts() -> None:
    sheets = [
        raw(texts([TITLES, dossier(1, state="Ngủ"), dossier(2, state="Ngủ")]), name="A"),
        raw(texts([TITLES, dossier(3, state="Ngủ"), dossier(4, state="Lạc"), dossier(5)]), name="B"),
    ]

    with pytest.raises(UnknownValues) as caught:
        apply(load(), sheets)

    assert caught.value.values == {"state": {"Ngủ": 3, "Lạc": 1}}
    assert "“Ngủ” (3 dòng), “Lạc” (1 dòng)" in str(caught.value)
    assert caught.value.command == "motcua import --propose tep.xlsx"


def test_other_unknown_words_become_empty_and_are_counted() -> None:
    rows: list[list[Cell]] = [
        [*TITLES, "Kênh nộp", "Số hóa"],
        [*dossier(1), "Chim bồ câu", "Hỏng"],
        [*dossier(2), "1", None],
    ]

    table = only(rows)

    assert table.unmapped_values == {"channel": {"Chim bồ câu": 1}, "yesno": {"Hỏng": 1}}
    assert table.frame["channel"].to_list() == [None, "direct"]


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        ("Số hồ sơ", ["Mã hồ sơ"]),
        ("Ngày tiếp nhận", ["Ngày tiếp nhận"]),
        ("Trạng thái hồ sơ", ["Trạng thái hồ sơ hoặc Ngày kết thúc xử lý hoặc Ngày trả kết quả"]),
        ("Mã TTHC", None),
        ("Lĩnh vực", None),
    ],
)
def test_columns_that_counting_needs(left_out: str, missing: list[str] | None) -> None:
    rows = [[f"Cột lạ {row[0]}" if title == left_out and title is row[i] else cell
             for i, (title, cell) in enumerate(zip(TITLES, row, strict=True))]
            for row in ([*TITLES], dossier(1))]  # fmt: skip

    if missing is None:
        assert only(rows).frame.height == 1
        return
    with pytest.raises(MissingColumns) as caught:
        only(rows)
    assert caught.value.missing == missing
    assert caught.value.unknown == ["Cột lạ STT"]
    assert "motcua import --propose tep.xlsx" in str(caught.value)


def test_neither_procedure_nor_field_is_missing_too() -> None:
    titles = ["Số hồ sơ", "Ngày tiếp nhận", "Trạng thái hồ sơ", "Tên TTHC"]
    with pytest.raises(MissingColumns) as caught:
        only([titles, ["H1", DATE, "4", "Đăng ký khai sinh"]])
    assert caught.value.missing == ["Mã thủ tục hành chính hoặc Lĩnh vực"]
    assert caught.value.found["procedure_name"] == "Tên TTHC"


def test_sheets_that_are_no_lists_of_dossiers_are_named() -> None:
    summary = raw([["STT", "Lĩnh vực", "Đơn vị"], ["1", "Đất đai", "UBND xã"]], name="Tổng hợp")
    notes = raw([["Hướng dẫn"], ["Chỉ dùng nội bộ"]], name="Ghi chú")
    dossiers = raw(texts([TITLES, dossier(1)]), name="Hồ sơ")

    tables = apply(load(), [summary, dossiers, notes])

    assert [(table.sheet, table.frame.height) for table in tables] == [("Hồ sơ", 1)]
    assert tables[0].skipped_sheets == {"Tổng hợp": 2, "Ghi chú": 2}


def test_tables_without_a_name_are_told_apart() -> None:
    good = raw(texts([TITLES, dossier(1)]))

    tables = apply(load(), [raw([["Trang chủ"]]), good, good])

    assert [table.frame.height for table in tables] == [1, 1]
    assert tables[0].skipped_sheets == {"bảng 1": 1}


def test_a_sheet_with_codes_that_cannot_be_counted_is_not_skipped() -> None:
    late = raw([["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả"], ["H1", DATE, DUE]], name="Trễ hạn")
    dossiers = raw(texts([TITLES, dossier(1)]), name="Hồ sơ")

    with pytest.raises(MissingColumns) as caught:
        apply(load(), [dossiers, late])
    assert caught.value.sheet == "Trễ hạn"

    assert apply(Mapping(sheet="Hồ sơ"), [dossiers, late])[0].skipped_sheets == {"Trễ hạn": 2}
    with pytest.raises(ExportError, match="chỉ có: Hồ sơ; Trễ hạn"):
        apply(Mapping(sheet="Danh sách*"), [dossiers, late])


ODD: Rows = [
    ["Mã vụ", "Việc", "Hồi nào", "Phải xong", "Ra sao", "Bộ phận", "Trạng thái hồ sơ"],
    ["H24.99-260421-0001", "Chứng thực bản sao", DATE, DUE, "Kẹt giấy", "Tư pháp", "A"],
    ["H24.99-260421-0002", "Khai sinh", DATE, DUE, "Xong rồi", "Tư pháp", "B"],
]
ODD_MAPPING = """
name: Sổ tay
system: so-tay
columns:
  code: Mã vụ
  procedure_name: Việc
  received_at: Hồi nào
  due_at: Phải xong
  state: Ra sao
  officer: Không có cột này
  department:
values:
  state:
    Kẹt giấy: awaiting_supplement
    "Xong rồi": ready
time_formats: ["%d/%m/%Y %H:%M:%S"]
defaults:
  channel: direct
  field_name: Khác
fields:
  - {column: procedure_name, contains: CHỨNG THỰC, field_name: Chứng thực}
"""


def test_a_new_layout_is_a_new_mapping() -> None:
    mapping = Mapping.from_yaml(ODD_MAPPING.replace("  field_name: Khác\n", ""))

    table = only(ODD, mapping)

    assert table.frame.drop("_row", "received_at", "due_at").rows(named=True) == [
        {
            "code": "H24.99-260421-0001", "procedure_name": "Chứng thực bản sao", "field_name": "Chứng thực",
            "channel": "direct", "state": "awaiting_supplement",
        },
        {
            "code": "H24.99-260421-0002", "procedure_name": "Khai sinh", "field_name": None,
            "channel": "direct", "state": "ready",
        },
    ]  # fmt: skip
    assert table.absent == ("Không có cột này",)
    assert (mapping.system, mapping.time_formats) == ("so-tay", ("%d/%m/%Y %H:%M:%S",))


def test_a_default_fills_what_is_empty() -> None:
    mapping = Mapping(defaults={"field_name": "Khác", "channel": "postal"})

    frame = only([TITLES, dossier(1, field=None), dossier(2)], mapping).frame

    assert frame["field_name"].to_list() == ["Khác", "Chứng thực"]
    assert frame["channel"].to_list() == ["postal", "postal"]


def test_a_field_that_is_written_wins_over_a_rule() -> None:
    mapping = Mapping(fields=(FieldRule("state", "progress", "Hộ tịch"),))

    frame = only([TITLES, dossier(1, field=None), dossier(2)], mapping).frame
    assert frame["field_name"].to_list() == ["Hộ tịch", "Chứng thực"]


def test_a_mapping_may_give_a_known_word_another_meaning() -> None:
    mapping = Mapping(values={"state": {"đang XỬ lý": "suspended"}}, columns={"note": "Lý do"})

    frame = only([TITLES, dossier(1, reason="x")], mapping).frame

    assert frame["state"].to_list() == ["suspended"]
    assert (frame["note"].to_list(), "reason" in frame.columns) == (["x"], False)


def test_a_mapping_is_written_and_read_back() -> None:
    mapping = Mapping.from_yaml(ODD_MAPPING)

    assert mapping.fields == (FieldRule("procedure_name", "CHỨNG THỰC", "Chứng thực"),)
    assert mapping.columns["department"] is None
    assert Mapping.from_yaml(mapping.to_yaml()) == mapping
    assert Mapping.from_yaml("") == Mapping()


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        ("name: A\ncolums:\n  code: X\n", 2, "colums", "có phải “columns”?"),
        ("columns:\n  code: X\n  stat: Y\n", 3, "columns.stat", "có phải “state”?"),
        ("values:\n  state:\n    Xong: redy\n", 3, "values.state.Xong", "có phải “ready”?"),
        ("values:\n  mood:\n    A: b\n", 2, "values.mood", "chỉ có: channel, level"),
        ("values:\n  state: ready\n", 2, "values.state", "không đúng kiểu"),
        ("columns: code\n", 1, "columns", "không đúng kiểu"),
        ("columns:\n  code: [a, b]\n", 2, "columns.code", "không đúng kiểu"),
        ("defaults:\n  channel: dirct\n", 2, "defaults.channel", "có phải “direct”?"),
        ("fields:\n  - {column: code, contains: a}\n", 2, "fields.1", "ba khóa"),
        ("fields:\n  - {column: cod, contains: a, field_name: b}\n", 2, "fields.1.column", "có phải “code”?"),
        ("columns:\n  code: A\n  code: B\n", 3, "", "viết hai lần"),
        ("columns:\n  code: 'A\n", 3, "", "YAML"),
        ("- a\n- b\n", None, "", "không phải một danh sách"),
    ],
)
def test_a_wrong_mapping_says_line_and_key(text: str, line: int | None, key: str, words: str) -> None:
    with pytest.raises(MappingError) as caught:
        Mapping.from_yaml(text, file="so-tay.yaml")

    assert (caught.value.line, caught.value.key) == (line, key)
    assert words in str(caught.value)
    assert "so-tay.yaml" in str(caught.value)


def test_a_layout_is_proposed_and_finished_by_a_person() -> None:
    tables = [raw(texts(ODD))]

    mapping, questions = propose(tables, load())
    text = mapping.to_yaml(questions)

    assert mapping.columns == {"state": "Trạng thái hồ sơ", "department": "Bộ phận"}
    assert 'Chưa hiểu cột "Mã vụ", có lẽ là Mã hồ sơ' in text
    assert "Thiếu cột bắt buộc received_at (Ngày tiếp nhận)" in text
    assert 'Chưa biết nghĩa của từ "A" (1 dòng)' in text
    assert Mapping.from_yaml(text) == mapping

    done = text.replace('# code: "Mã vụ"', 'code: "Mã vụ"\n  received_at: Hồi nào')
    done = done.replace('# "A":', '"A": ready').replace('# "B":', '"B": ready')
    done = done.replace("defaults:\n", "defaults:\n  field_name: Khác\n")
    assert only(ODD, Mapping.from_yaml(done)).frame["state"].to_list() == ["ready", "ready"]


def test_a_proposal_for_a_known_layout_asks_nothing() -> None:
    tables = read_tables(CASES / "mau-thu" / "he-thong-mot-cua-thanh-pho.xlsx")

    mapping, questions = propose(tables, load())

    assert questions == []
    assert mapping.name == "he-thong-mot-cua-thanh-pho"
    mapped, known = apply(Mapping.from_yaml(mapping.to_yaml()), tables), apply(load(), tables)
    assert mapped[0].frame.equals(known[0].frame)
