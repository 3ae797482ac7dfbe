"""DOCX: every number is a spot; a filled file differs from the template at bound numbers and nowhere else."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.reports.superior.filling import TheirFile
from motcua.reports.superior.meaning import Meaning
from motcua.reports.superior.sheet import Put
from motcua.reports.superior.spots import Spot, place_again
from tests.reports.superior.builders import BODY, changed_parts, part, report, saved


def spots(content: bytes) -> list[Spot]:
    return list(TheirFile(content).shown.spots.values())


def filled(content: bytes, texts: dict[str, str]) -> bytes:
    """The file with texts in the places of spots that show the keys."""
    file = TheirFile(content)
    by_text = {spot.text: spot.key for spot in file.shown.spots.values()}
    return file.filled({by_text[there]: Put(None, text, False) for there, text in texts.items()})


def test_every_number_is_marked_and_an_empty_cell_too() -> None:
    found = [spot.text for spot in spots(report())]
    assert found == [
        "01", "1.568", "99,1 %", "07", "không có", "14/3/2026", "I", "2026", "……", "3", "12", "", "3", "4",
    ]  # fmt: skip


def test_only_the_bound_number_changes_and_each_run_keeps_its_format() -> None:
    content = report()
    made = filled(content, {"1.568": "2.001"})
    assert changed_parts(content, made) == {BODY}
    before = part(content, BODY)
    expected = before.replace(b"<w:t>1.</w:t>", b"<w:t>2.001</w:t>").replace(b"<w:t>5</w:t>", b"<w:t></w:t>")
    expected = expected.replace("<w:t>68 hồ".encode(), '<w:t xml:space="preserve"> hồ'.encode())
    assert part(made, BODY) == expected != before
    runs = docx.Document(BytesIO(made)).paragraphs[0].runs
    assert [(run.text, run.bold, run.italic) for run in runs] == [
        ("Tổng số ", False, False), ("2.001", True, False), ("", False, True), (" hồ sơ, đạt 99,1 %.", False, False),
    ]  # fmt: skip


def test_an_empty_cell_gets_a_run_and_the_rest_of_the_file_stays() -> None:
    content = report()
    made = filled(content, {"": "9"})
    assert [[cell.text for cell in row.cells] for row in docx.Document(BytesIO(made)).tables[0].rows] == [
        ["Lĩnh vực", "Tiếp nhận", "Tồn"], ["Đất đai", "12", "9"], ["Hộ tịch", "3", "4"],
    ]  # fmt: skip
    raw = part(made, BODY)
    assert raw.replace(b"<w:r><w:t>9</w:t></w:r>", b"", 1).replace(b"<w:p></w:p>", b"<w:p/>") == part(
        content, BODY
    )


def test_several_numbers_of_a_paragraph_and_references_in_its_text() -> None:
    made = filled(report(), {"14/3/2026": "14/6/2026", "I": "II", "……": "1.000", "3": "8"})
    text = docx.Document(BytesIO(made)).paragraphs[2].text
    assert text == "Đến ngày 14/6/2026, quý II năm 2026: 1.000 hồ sơ & 3 việc."


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 26), max_size=5, unique=True))
def test_wherever_runs_are_cut_the_text_is_right_and_runs_keep_their_number(cuts: list[int]) -> None:
    text, edges = "Tổng số 1.568 hồ sơ, 02 trễ.", [0, *sorted(cuts), 28]
    runs = [text[one:two] for one, two in pairwise(edges)]
    made = filled(report(runs), {"1.568": "ước 7", "02": "1.100"})
    line = docx.Document(BytesIO(made)).paragraphs[0]
    assert (line.text, len(line.runs)) == ("Tổng số ước 7 hồ sơ, 1.100 trễ.", len(runs))
    assert [run.bold for run in line.runs] == [at == 1 for at in range(len(runs))]


def test_a_binding_is_found_again_when_text_moves_and_lost_when_its_words_change() -> None:
    (spot,) = [one for one in spots(report()) if one.text == "07"]
    document = docx.Document(BytesIO(report()))
    document.paragraphs[0].insert_paragraph_before("Một đoạn mới có 15 việc.")
    document.paragraphs[2].runs[0].text = "- Trước hạn: 1.234 hồ sơ; quá hạn: 05 hồ sơ."
    moved = place_again(spots(saved(document)), spot.digest, spot.index, spot.of)
    assert moved is not None and moved.text == "1.234"
    document.paragraphs[2].runs[0].text = "- Đúng hạn: 07 hồ sơ; quá hạn: không có."
    assert place_again(spots(saved(document)), spot.digest, spot.index, spot.of) is None


def test_where_two_places_have_the_same_words_a_third_one_loses_both() -> None:
    def lines(count: int) -> bytes:
        document = docx.Document()
        for _ in range(count):
            document.add_paragraph("- Trước hạn: 5 hồ sơ")
        return saved(document)

    second = spots(lines(2))[1]
    assert (second.index, second.of) in {(1, 2), (0, 1)}
    assert place_again(spots(lines(2)), second.digest, second.index, second.of) == second
    third = place_again(spots(lines(3)), second.digest, second.index, second.of)
    assert third is None


def test_numbers_below_ten_are_written_as_the_document_does() -> None:
    file = TheirFile(report())
    by_text = {spot.text: spot for spot in file.shown.spots.values()}
    assert file.put(by_text["12"], Meaning("received"), 5, False).text == "05"
    assert file.put(by_text["4"], Meaning("received"), 5, False).text == "5"
