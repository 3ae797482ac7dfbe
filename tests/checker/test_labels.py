"""Fields by their names as sentences and rows of tables have them."""

from __future__ import annotations

from motcua.reports.check.ledger import by_label
from motcua.reports.check.subjects import subject

LAND, MERIT, CIVIL = 1, 2, 3


def test_a_field_is_known_by_its_whole_name_and_by_what_a_rows_label_leaves_of_it() -> None:
    labels = by_label({LAND: "Đất đai", MERIT: "Người có công", CIVIL: "Hộ tịch"})
    for key, name in ((LAND, "Đất đai"), (MERIT, "Người có công"), (CIVIL, "Hộ tịch")):
        row = subject(name)
        assert labels[row.noun, row.rest] == key
        assert labels["", subject(f"lĩnh vực {name}").rest] == key


def test_what_two_fields_share_names_neither() -> None:
    assert by_label({LAND: "Đất đai", CIVIL: "đất đai"}) == {}
