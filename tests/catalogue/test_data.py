"""The shipped files: whole, in the spelling of the exports, and without the flaws that were mended."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import pairwise

import pytest

from motcua.catalogue.data import HERE, rows
from motcua.catalogue.fields import field_key
from motcua.rules.terms import Term, TermUnit

PROCEDURES = {row["code"]: row for row in rows("procedures.csv")}
EXPORTED_FIELDS = [
    "Hộ tịch",
    "Chứng thực",
    "Đất đai",
    "Bảo trợ xã hội",
    "Người có công",
    "Hoạt động xây dựng",
    "Thành lập và hoạt động của hộ kinh doanh",
]


def test_counts() -> None:
    # 273 of the national portal, and of one commune's list of 60 the 21 that the portal's lacks and have a field.
    assert [len(rows(f"{name}.csv")) for name in ("provinces", "communes", "procedures")] == [34, 3321, 294]


@pytest.mark.parametrize("name", [path.name for path in sorted(HERE.glob("*.csv"))])
def test_text_is_composed_and_clean(name: str) -> None:
    for row in rows(name):
        for value in row.values():
            assert value == unicodedata.normalize("NFC", " ".join(value.split())), (name, row)


@pytest.mark.parametrize(
    ("name", "key"),
    [("provinces", "gso_code"), ("provinces", "code"), ("communes", "gso_code"), ("procedures", "code")],
)
def test_keys_are_in_order_and_stand_once(name: str, key: str) -> None:
    keys = [row[key] for row in rows(f"{name}.csv")]
    assert len(set(keys)) == len(keys)
    if name == "procedures":
        assert all(earlier < later for earlier, later in pairwise(keys))


def test_communes_belong_to_provinces_and_begin_with_their_kind() -> None:
    provinces = {row["gso_code"]: row["code"] for row in rows("provinces.csv")}
    for row in rows("communes.csv"):
        assert row["name"].startswith(("Xã ", "Phường ", "Đặc khu ")), row
        assert row["code"] == "" or row["code"].startswith(provinces[row["province"]] + "."), row


@pytest.mark.parametrize("code", sorted(PROCEDURES))
def test_a_procedure_can_be_loaded(code: str) -> None:
    row = PROCEDURES[code]
    assert row["name"] and row["field"] and row["source"]
    assert row["level"] == ("partial" if row["online"] == "1" else "none")
    assert {row["online"], row["direct"], row["postal"]} <= {"0", "1"}
    assert date.fromisoformat(row["since"])
    assert bool(row["term_amount"]) == bool(row["term_unit"])
    assert not row["term_amount"] or Term(int(row["term_amount"]), TermUnit(row["term_unit"]))


def test_fields_are_spelled_as_in_the_exports() -> None:
    fields = {row["field"] for row in PROCEDURES.values()}
    assert fields >= set(EXPORTED_FIELDS)
    # No field stands twice under two spellings, and none under a name that is an alias.
    assert len({field_key(name) for name in fields}) == len(fields)
    assert not fields & {row["alias"] for row in rows("field-aliases.csv")}
    assert "Khác" not in fields


def test_no_name_is_that_of_a_decision_or_of_another_procedure() -> None:
    names = [row["name"] for row in PROCEDURES.values()]
    assert len(set(names)) == len(names)
    assert not [name for name in names if name.startswith("Công bố Danh mục")]


def test_every_mend_is_written_down() -> None:
    written = (HERE / "README.md").read_text(encoding="utf-8")
    mended = {code for code, row in PROCEDURES.items() if row["source"] not in ("portal", "commune-list")}
    without = {code for code, row in PROCEDURES.items() if not row["term_amount"]}
    assert {code for code in mended | without if code not in written} == set()


@pytest.mark.parametrize("code", ["2.001428", "3.000226", "3.000243", "3.000331", "1.014208", "3.000286"])
def test_an_overwritten_procedure_claims_nothing(code: str) -> None:
    row = PROCEDURES[code]
    assert row["name"] == f"Thủ tục {code} (tên chưa xác định)"
    assert (row["field"], row["term_amount"], row["decision"]) == ("Chưa xác định lĩnh vực", "", "")


# What the source had → what was decided; the reasons are in README.md beside the files.
@pytest.mark.parametrize(
    ("code", "amount", "unit"),
    [
        ("1.001193", "1", "working_days"),  # "1" without a unit, civil status: working days
        ("2.000806", "5", "working_days"),  # "5" without a unit, civil status
        ("1.000080", "7", "working_days"),  # "7" without a unit, civil status
        ("1.001695", "10", "calendar_days"),  # "10 Ngày" stays as it is written
        ("2.000986", "20", "working_days"),  # "20 Ngày", its own text: "không quá 20 ngày làm việc"
        ("1.115148", "", ""),  # "0"
        ("1.011606", "", ""),  # "1" for what is done once a year
        ("1.001612", "3", "working_days"),  # empty; one commune's list: 3
        ("1.013978", "17", "working_days"),  # 17 online, 27 direct: ten days more are for remote communes
        ("2.001159", "1", "working_hours"),  # "1 Giờ"
        ("1.003434", "18", "working_days"),  # untouched
    ],
)
def test_terms_were_mended(code: str, amount: str, unit: str) -> None:
    assert (PROCEDURES[code]["term_amount"], PROCEDURES[code]["term_unit"]) == (amount, unit)


def test_decisions_of_another_ministry_are_gone() -> None:
    assert PROCEDURES["1.003133"]["decision"] == ""
    assert PROCEDURES["1.002544"]["name"] == "Hợp nhất công ty luật nước ngoài"
