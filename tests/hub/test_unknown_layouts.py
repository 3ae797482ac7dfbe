"""Names and words that nobody has heard of: refused with what is missing, read once a person has said what they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.cli import import_ as command
from motcua.hub.errors import MissingColumns, UnknownValues
from motcua.hub.mapping import Mapping
from motcua.hub.run import import_files
from tests.conftest import exports, make_unit
from tests.hub.builders import csv_text
from tests.hub.test_import import NOW, expected
from tests.hub.test_other_layouts import LAND_TITLES, TITLE, assert_figures, composed, one_stop, renamed

pytestmark = pytest.mark.django_db

OWN_NAMES = {
    "Số hồ sơ": "Ký hiệu", "Mã TTHC": "Việc số", "Tên lĩnh vực": "Nhóm việc", "Hình thức tiếp nhận": "Lối vào",
    "Ngày nộp": "Đến cửa", "Ngày tiếp nhận": "Vào sổ", "Ngày hẹn trả": "Hứa xong", "Ngày kết thúc xử lý": "Ra sổ",
    "Ngày trả kết quả": "Trao tay", "Trạng thái hồ sơ": "Chặng", "Ngày tạm dừng": "Ngưng từ", "Ngày tiếp tục": "Chạy lại",
    "Lý do": "Vì sao", "Phí, lệ phí (đồng)": "Thu tiền", "Hình thức thanh toán": "Trả bằng", "Số hóa hồ sơ": "Quét giấy",
    "Ngày cập nhật": "Sửa lần cuối",
}  # fmt: skip
CANONICAL = {
    "Ký hiệu": "code", "Việc số": "procedure_code", "Nhóm việc": "field_name", "Lối vào": "channel",
    "Đến cửa": "lodged_at", "Vào sổ": "received_at", "Hứa xong": "due_at", "Ra sổ": "finished_at",
    "Trao tay": "returned_at", "Chặng": "state", "Ngưng từ": "paused_at", "Chạy lại": "resumed_at", "Vì sao": "reason",
    "Thu tiền": "fee_amount", "Trả bằng": "payment", "Quét giấy": "digitised", "Sửa lần cuối": "updated_at",
}  # fmt: skip
OWN_WORDS = {
    "Đã trả kết quả": "Chặng cuối", "Đang xử lý": "Chặng giữa", "Mới đăng ký": "Ngoài cửa",
    "Yêu cầu bổ sung giấy tờ": "Nằm chờ giấy", "Không được tiếp nhận": "Quay về",
    "Tạm dừng - chờ nghĩa vụ tài chính": "Nằm chờ tiền", "Từ chối giải quyết": "Gãy", "Công dân xin rút": "Lấy về",
    "Dừng xử lý": "Ngưng hẳn",
}  # fmt: skip
MEANINGS = {
    "Chặng cuối": "handed_over", "Chặng giữa": "in_progress", "Ngoài cửa": "lodged", "Nằm chờ giấy": "awaiting_supplement",
    "Quay về": "turned_away", "Nằm chờ tiền": "awaiting_payment", "Gãy": "refused", "Lấy về": "withdrawn",
    "Ngưng hẳn": "stopped",
}  # fmt: skip


@pytest.fixture
def unheard_of(tmp_path: Path) -> Path:
    path = tmp_path / "la.csv"
    path.write_text(
        csv_text([[TITLE], *renamed(composed(one_stop()), OWN_NAMES, OWN_WORDS)]), encoding="utf-8"
    )
    return path


def test_names_nobody_knows_are_refused_with_what_is_missing_and_what_to_run(unheard_of: Path) -> None:
    known = {"Ký hiệu": "Mã hồ sơ", "Lối vào": "Kênh nộp", "Thu tiền": "Lệ phí"}
    text = unheard_of.read_text(encoding="utf-8")
    for own, title in known.items():
        text = text.replace(own, title)
    unheard_of.write_text(text, encoding="utf-8")

    with pytest.raises(MissingColumns) as caught:
        import_files(make_unit("mau-thu"), [unheard_of], NOW)

    message = str(caught.value)
    for missing in ("Ngày tiếp nhận", "Trạng thái", "Lĩnh vực", "Mã thủ tục"):
        assert missing in message, missing
    for unknown in ("Vào sổ", "Chặng", "Hứa xong"):
        assert unknown in message, unknown
    assert "motcua import --propose la.csv" in message


@pytest.mark.parametrize("title", ["Trạng thái hồ sơ", "Tình trạng"])
def test_words_nobody_knows_are_refused_with_how_often_they_stand_there(tmp_path: Path, title: str) -> None:
    path = tmp_path / "la.csv"
    titles = LAND_TITLES | {"Trạng thái hồ sơ": title}
    path.write_text(csv_text(renamed(composed(one_stop()), titles, OWN_WORDS)), encoding="utf-8")

    with pytest.raises(UnknownValues) as caught:
        import_files(make_unit("mau-thu"), [path], NOW)

    # 261 + 16 rows handed over, 78 + 7 at work
    assert "“Chặng cuối” (277 dòng)" in str(caught.value)
    assert "“Chặng giữa” (85 dòng)" in str(caught.value)
    assert "motcua import --propose la.csv" in str(caught.value)


def test_a_layout_that_was_proposed_and_finished_by_a_person_makes_it_work(
    unheard_of: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command._propose(unheard_of)
    proposal = capsys.readouterr().out

    for title in OWN_NAMES.values():
        assert title in proposal, title
    unit = make_unit("mau-thu")
    mapping = Mapping.from_yaml(finished(proposal))
    summary = import_files(unit, [unheard_of], NOW, mapping=mapping)
    import_files(unit, exports("mau-thu")[1:], NOW + 1)
    assert_figures(unit, expected("mau-thu"))
    assert summary.rows_read == 398


def finished(proposal: str) -> str:
    """As a person does it: every title gets its column, every word its meaning, the system its name."""
    lines = []
    for line in proposal.splitlines():
        if line.startswith("system:"):
            line = "system: province:H24"
        if not line.strip().startswith("#"):
            lines.append(line)
        if line == "columns:":
            lines += [f'  {column}: "{title}"' for title, column in CANONICAL.items()]
        if line == "values:":
            lines += ["  state:", *(f'    "{word}": {meaning}' for word, meaning in MEANINGS.items())]
    return "\n".join(lines) + "\n"
