"""Lists of procedures in the shapes that offices and the portal have; all made up."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from motcua.catalogue.content import Fee, LegalGround, Paper, Result
from motcua.catalogue.contents import Described
from motcua.catalogue.differences import compare
from motcua.hub.catalogue_files import Read, read_catalogue, words
from motcua.hub.catalogue_files.base import NotACatalogue
from motcua.hub.errors import ExportError
from motcua.rules.measures import Channel
from motcua.rules.terms import Term, TermRules, TermUnit
from tests.conftest import SHARED

DAYS, CALENDAR, HOURS = TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS, TermUnit.WORKING_HOURS
PORTAL_LIST = ["Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực"]
DONG_THAP = [
    "STT", "MÃ TTHC", "Tên TTHC", "Lĩnh vực", "Phí", "Lệ Phí", "Cấp thực hiện (bo/tinh/xa/dung_chung/lien_thong)",
    "Cơ quan thực hiện", "Cùng cấp", "02 cấp", "Phi địa giới", "Toàn trình", "Một phần", "Cung cấp thông tin",
    "Dịch vụ BCCI", "Quyết định số", "TRẠNG THÁI (Đã công bố/Bãi bỏ)", "Ghi chú",
]  # fmt: skip
HUE = [
    "STT", "Mã TTHC", "Tên Thủ tục hành chính", "Lĩnh vực", "Cơ quan công bố", "Loại TTHC", "Cơ quan thực hiện",
    "Cấp thực hiện", "Mức độ cung cấp", "Phí - lệ phí", "Đơn vị thực hiện",
]  # fmt: skip


def sheet(folder: Path, *rows: list[Any], name: str = "danh-muc.xlsx") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    path = folder / name
    book.save(path)
    return path


def answer(folder: Path, value: Any, name: str = "thu-tuc.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def one(read: Read) -> Described:
    assert len(read.described) == 1
    return read.described[0]


def values(described: Described) -> dict[str, Any]:
    return {column: getattr(described.content, column) for column in described.said}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("3 Ngày làm việc", Term(3, DAYS)),
        ("7 Ngày", Term(7, CALENDAR)),
        ("07 (bảy) ngày làm việc", Term(7, DAYS)),
        ("Không quá 10 ngày", Term(10, CALENDAR)),
        ("Trong thời hạn 05 ngày làm việc, kể từ ngày nhận đủ hồ sơ hợp lệ", Term(5, DAYS)),
        ("08 giờ làm việc", Term(8, HOURS)),
        ("1/2 ngày làm việc", Term(4, HOURS)),
        ("0,5 ngày", Term(4, HOURS)),
        ("1,5 ngày làm việc", Term(12, HOURS)),
        ("2 tuần", Term(14, CALENDAR)),
        ("2 tháng", Term(60, CALENDAR)),
        ("15", Term(15, DAYS)),
        ("Trong ngày làm việc", Term(1, DAYS)),
        ("Không quy định", None),
    ],
)
def test_terms(text: str, term: Term | None) -> None:
    assert words.term(text).term == term


def test_on_the_same_day_has_its_rules() -> None:
    assert words.term("trong ngày").rules == TermRules(cut_off_minute=900, count_reception_day=True)
    assert words.term("1 ngày làm việc").rules == TermRules()


@pytest.mark.parametrize(
    "text", ["5 ngày; phức tạp 10 ngày", "sớm", "0", "99999 ngày", "3 quý", "1 2 tháng", ""]
)
def test_terms_that_are_not_understood(text: str) -> None:
    with pytest.raises(words.NotUnderstood):
        words.term(text)


@pytest.mark.parametrize(
    ("text", "fees"),
    [
        ("8.000 đồng", (Fee(8000),)),
        ("10,000 Việt Nam Đồng", (Fee(10_000),)),
        ("15000", (Fee(15_000),)),
        ("Không thu phí", (Fee(0),)),
        ("Theo nghị quyết", (Fee(None, note="Theo nghị quyết"),)),
        ("  ", ()),
    ],
)
def test_fees(text: str, fees: tuple[Fee, ...]) -> None:
    assert words.fees(text) == fees


def test_the_portals_list(tmp_path: Path) -> None:
    title = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nDANH SÁCH THỦ TỤC HÀNH CHÍNH", None, None, None, None]
    row = ["1.000001", "Cấp giấy A ", "Bộ Tư pháp", "UBND cấp  xã\nSở Tư Pháp\n", "Luật sư"]
    found = one(read_catalogue([sheet(tmp_path, title, PORTAL_LIST, row)]))
    assert values(found) == {
        "name": "Cấp giấy A",
        "issuing_agency": "Bộ Tư pháp",
        "agency": "UBND cấp xã\nSở Tư Pháp",
        "field": "Luật sư",
    }
    assert (found.code, found.where) == ("1.000001", "danh-muc.xlsx, Sheet, dòng 3")


def test_the_template_of_a_department(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [
            1,
            "1.000001.H20",
            "A",
            "Hộ tịch",
            "8.000",
            "Không",
            "xa",
            "UBND xã",
            "",
            "x",
            "x",
            "x",
            "",
            "",
            "x",
            "9/QĐ",
            "Đã công bố",
        ],
        [
            2,
            "1.000002",
            "B",
            "Hộ tịch",
            "",
            "",
            "tinh, lien_thong",
            "",
            "",
            "",
            "",
            "",
            "",
            "x",
            "",
            "",
            "Bãi bỏ",
            "Thay thế bằng 1.000009",
        ],
    ]
    read = read_catalogue([sheet(tmp_path, DONG_THAP, *rows)])
    first, second = read.described
    fee = (Fee(8000),)
    assert values(first) == {
        "name": "A", "field": "Hộ tịch", "agency": "UBND xã", "tiers": ("commune",), "level": "full",
        "online": True, "postal": True, "inter_agency": True, "non_territorial": True, "decision": "9/QĐ",
        "fees": ((Channel.DIRECT, fee), (Channel.ONLINE, fee), (Channel.POSTAL, fee)), "fee_note": "",
    }  # fmt: skip
    assert (first.code, first.repealed) == ("1.000001", False)
    assert (second.repealed, second.replaced_by) == (True, "1.000009")
    assert (second.content.level, second.content.tiers) == ("none", ("province",))
    assert second.content.inter_agency and not second.content.online
    assert read.problems == []


def test_the_template_of_a_commune(tmp_path: Path) -> None:
    row = [
        1,
        "1.000001",
        "A",
        "Hộ tịch",
        "Bộ Tư pháp",
        "TTHC liên thông",
        "UBND xã",
        "Cấp xã",
        "Một phần",
        "Theo quy định",
        "Phòng VH",
    ]
    found = one(read_catalogue([sheet(tmp_path, HUE, row)]))
    assert (found.content.level, found.content.kind) == ("partial", "TTHC liên thông")
    assert (found.content.fee_note, "fees" in found.said) == ("Theo quy định", False)


def test_terms_by_channel_in_a_csv(tmp_path: Path) -> None:
    path = tmp_path / "xa.csv"
    path.write_text(
        "code,name,field,term_online,term_direct,postal\n1.000001,A,Đất đai,2 Ngày làm việc,5 Ngày làm việc,1\n",
        encoding="utf-8",
    )
    found = one(read_catalogue([path])).content
    assert found.term == Term(5, DAYS)
    assert dict(found.channel_terms) == {Channel.DIRECT: Term(5, DAYS), Channel.ONLINE: Term(2, DAYS)}
    assert found.postal


def test_rows_and_cells_that_are_not_understood_are_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["I. LĨNH VỰC HỘ TỊCH"],
        ["1.000001", "A", "Hộ tịch", "nhanh", "x", "Cấp phố"],
        ["mới", "B", "Hộ tịch", "3", "?", "Cấp xã"],
        ["Mã TTHC", "Tên TTHC", "Lĩnh vực", "Thời hạn", "Toàn trình", "Cấp thực hiện"],
        ["1.000002", "C", "Hộ tịch", "3", "có", "Cấp xã và Cấp tỉnh"],
        ["Tổng số: 2"],
    ]
    header = ["Mã TTHC", "Tên TTHC", "Lĩnh vực", "Thời hạn", "Toàn trình", "Cấp thực hiện"]
    read = read_catalogue([sheet(tmp_path, header, *rows)])
    assert [found.code for found in read.described] == ["1.000001", "1.000002"]
    assert values(read.described[0]) == {"name": "A", "field": "Hộ tịch", "level": "full", "online": True}
    assert read.described[1].content.tiers == ("commune", "province")
    assert [str(problem) for problem in read.problems] == [
        "danh-muc.xlsx, Sheet, dòng 3: không hiểu thời hạn “nhanh”.",
        "danh-muc.xlsx, Sheet, dòng 3: không hiểu cấp thực hiện “cap pho”.",
        "danh-muc.xlsx, Sheet, dòng 4: “mới” không phải mã thủ tục (dạng 1.001193).",
    ]


def test_a_procedure_that_stands_twice_and_differs_is_told(tmp_path: Path) -> None:
    header, same = ["Mã số", "Tên", "Lĩnh vực"], ["1.000001", "A", "Hộ tịch"]
    read = read_catalogue([sheet(tmp_path, header, same, same, ["1.000001", "B", "Hộ tịch"])])
    assert [problem.where for problem in read.problems] == ["danh-muc.xlsx, Sheet, dòng 4"]
    assert "dòng 2 với nội dung khác" in read.problems[0].text


ANSWER: dict[str, Any] = {
    "ID": "1", "MATTHC": "1.000001", "TENTTHC": "Cấp giấy A", "LOAITTHC": "TTHC thường", "TRANGTHAI": 1,
    "LINHVUCTHUCHIEN": [{"MALINHVUC": "G15", "TENLINHVUC": "Hộ tịch"}],
    "COQUANTHUCHIEN": [{"TENDONVI": "UBND cấp xã"}, {"TENDONVI": "Sở Tư pháp"}],
    "CACHTHUCTHUCHIEN": [
        {"KENH": 1, "THOIGIAN": [
            {"THOIGIANGIAIQUYET": 15, "DONVITINH": "Ngày làm việc", "MOTA": "Trường hợp phải xác minh", "PHILEPHI": []},
            {"THOIGIANGIAIQUYET": 5, "DONVITINH": "Ngày làm việc", "MOTA": "", "PHILEPHI": [
                {"MAPHILEPHI": "P1", "SOTIEN": "8000", "DONVI": "Đồng", "MOTA": "Lệ phí mỗi bản"}]},
        ]},
        {"KENH": "2", "THOIGIAN": [{"THOIGIANGIAIQUYET": 3, "DONVITINH": "Ngày", "MOTA": None, "PHILEPHI": None}]},
    ],
    "KETQUATHUCHIEN": [{"MAKETQUA": "KQ1", "TENKETQUA": "Giấy A"}],
    "CANCUPHAPLY": [{"SOVANBAN": "60/2014/QH13", "TENVANBAN": "Luật Hộ tịch"}],
    "THANHPHANHOSO": [{"TRUONGHOP": "Có ủy quyền", "GIAYTO": [
        {"MAGIAYTO": "G1", "TENGIAYTO": "Tờ khai", "TENMAUDON": "TK-01", "SOBANCHINH": 1, "SOBANSAO": 0}]}],
}  # fmt: skip


@pytest.mark.parametrize("wrap", [lambda row: row, lambda row: {"result": [row]}, lambda row: [row]])
def test_the_answer_of_the_national_exchange(tmp_path: Path, wrap: Any) -> None:
    found = one(read_catalogue([answer(tmp_path, wrap(ANSWER))]))
    said = found.content
    assert (found.code, found.repealed, found.where) == ("1.000001", False, "thu-tuc.json, thủ tục thứ 1")
    assert (said.name, said.field, said.agency) == ("Cấp giấy A", "Hộ tịch", "UBND cấp xã\nSở Tư pháp")
    assert (said.direct, said.online, said.postal) == (True, True, False)
    assert said.term == Term(5, DAYS) and dict(said.channel_terms)[Channel.ONLINE] == Term(3, CALENDAR)
    assert said.fees == ((Channel.DIRECT, (Fee(8000, "charge", "P1", "Lệ phí mỗi bản"),)),)
    assert said.channel_notes == (
        (Channel.DIRECT, "Trường hợp phải xác minh\nCác thời hạn: 15 Ngày làm việc; 5 Ngày làm việc"),
    )
    assert said.papers == (Paper("Tờ khai", "G1", case="Có ủy quyền", form="TK-01"),)
    assert said.results == (Result("Giấy A", "KQ1"),)
    assert said.grounds == (LegalGround("60/2014/QH13", "Luật Hộ tịch"),)


def test_what_is_no_longer_public_is_repealed(tmp_path: Path) -> None:
    assert one(read_catalogue([answer(tmp_path, [ANSWER | {"TRANGTHAI": 0}])])).repealed


def test_a_list_of_the_national_exchange_says_code_and_name(tmp_path: Path) -> None:
    rows = {"result": [{"MATTHC": "1.000001", "TENTTHC": "A"}, {"MATTHC": "1.000002", "TENTTHC": "B"}]}
    read = read_catalogue([answer(tmp_path, rows)])
    assert [(found.code, found.said) for found in read.described] == [
        ("1.000001", {"name"}), ("1.000002", {"name"}),
    ]  # fmt: skip


DETAIL: dict[str, Any] = {
    "id": "u", "code": "1.000001", "name": "Cấp giấy A", "formalityType": "INTERCONNECTED", "state": "PUBLIC",
    "isWard": True, "isProvince": False, "isMinistry": False, "isFullProcess": True, "isNonTerritorial": True,
    "isOfflineOnly": False, "categoriesDetails": [{"name": "Hộ tịch", "code": "G15-HT"}],
    "departmentsExecuting": [{"name": "UBND cấp xã"}], "departmentPromulgateName": "Bộ Tư pháp",
    "procedureProposal": {"proposalNumber": "163/QĐ-BTP"},
    "executionMethods": [
        {"submissionMethod": "ONLINE", "processingTime": 3, "processingTimeUnit": "WORKING_DAY",
         "fees": [{"type": "FEE", "value": 0}]},
        {"submissionMethod": "DIRECT", "processingTime": 5, "processingTimeUnit": "WORKING_DAY",
         "fees": [{"type": "CHARGE", "value": 10000}]},
        {"submissionMethod": "FAX"},
    ],
    "executionCases": [{"name": "", "profileComponents": [
        {"name": "Tờ khai", "code": "G1", "originalQty": 1, "copyQty": 0, "required": True, "hasElectronicForm": True},
        {"name": "Giấy ủy quyền", "code": "G2", "originalQty": 0, "copyQty": 1, "required": False},
    ]}],
    "resultsDetails": [{"name": "Giấy A", "code": "KQ.G15.1"}],
    "legalBasisesDetails": [{"code": "60/2014/QH13", "name": "Luật Hộ tịch"}],
}  # fmt: skip


def test_the_detail_of_the_portal(tmp_path: Path) -> None:
    read = read_catalogue([answer(tmp_path, {"data": DETAIL})])
    said = one(read).content
    assert (said.level, said.tiers, said.kind) == ("full", ("commune",), "TTHC liên thông")
    assert said.inter_agency and said.non_territorial and said.decision == "163/QĐ-BTP"
    assert (said.direct, said.online, said.postal) == (True, True, False)
    assert said.term == Term(5, DAYS) and dict(said.channel_terms)[Channel.ONLINE] == Term(3, DAYS)
    assert dict(said.fees) == {Channel.ONLINE: (Fee(0),), Channel.DIRECT: (Fee(10_000, "charge"),)}
    assert [(paper.required, paper.copies, paper.form) for paper in said.papers] == [
        (True, 0, "G1"),
        (False, 1, ""),
    ]
    assert [problem.text for problem in read.problems] == ["không hiểu kênh “FAX”"]


def test_the_list_of_the_portal(tmp_path: Path) -> None:
    item = {
        "id": "u",
        "code": "1.000001",
        "name": "A",
        "categories": [{"name": "Hộ tịch"}],
        "departments": ["Sở A", "Sở B"],
    }
    found = one(read_catalogue([answer(tmp_path, {"data": {"items": [item], "lastId": "u"}})]))
    assert values(found) == {"name": "A", "field": "Hộ tịch", "agency": "Sở A\nSở B"}


def test_one_answer_a_line(tmp_path: Path) -> None:
    path = tmp_path / "nhieu.json"
    lines = [json.dumps(ANSWER | {"MATTHC": code}, ensure_ascii=False) for code in ("1.000001", "1.000002")]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [found.code for found in read_catalogue([path]).described] == ["1.000001", "1.000002"]


def test_files_that_are_no_catalogue(tmp_path: Path) -> None:
    odd = sheet(tmp_path, ["Mã số", "Lĩnh vực", "Ghi chú"], ["1.000001", "Hộ tịch", "x"])
    with pytest.raises(NotACatalogue, match="chỉ thấy: Mã số; Lĩnh vực; Ghi chú"):
        read_catalogue([odd])
    words_alone = tmp_path / "thu.csv"
    words_alone.write_text("Kính gửi, quý cơ quan\nvề việc, công bố\n", encoding="utf-8")
    with pytest.raises(NotACatalogue, match="Mã số"):
        read_catalogue([words_alone])
    for content in ("", "{", '{"a": 1}', "[]", '[{"a": "b"}]'):
        broken = tmp_path / "hong.json"
        broken.write_text(content, encoding="utf-8")
        with pytest.raises(ExportError, match=r"(?i)hong\.json"):
            read_catalogue([broken])


def test_a_catalogue_without_rows(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="trống"):
        read_catalogue([sheet(tmp_path, PORTAL_LIST)])


@pytest.mark.django_db
def test_a_real_list() -> None:
    path = SHARED / "catalogue" / "danh-sach-tthc.xlsx"
    if not path.exists():
        pytest.skip("the list is not beside the project")
    read = read_catalogue([path])
    assert (len(read.described), read.problems) == (271, [])
    found = compare(read.described, date(2026, 12, 1))
    # 67 of the 271 ship with the program; all lack the publishing agency, and in eight another agency differs.
    counts = {kind: sum(d.kind.value == kind for d in found.differences) for kind in ("added", "changed")}
    assert counts == {"added": 204, "changed": 67}
    changed = [set(d.columns) for d in found.differences if d.kind.value == "changed"]
    assert set().union(*changed) == {"issuing_agency", "agency"}
    assert sum("agency" in columns for columns in changed) == 8
