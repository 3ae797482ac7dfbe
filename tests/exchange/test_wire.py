"""The wire: what is sent is whole and strict, what comes is understood where one meaning is possible, all else is named."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import motcua.exchange.wire as wire
from motcua.exchange.wire.answers import Answer, Verdict, read_answer, write_answer
from motcua.exchange.wire.dictionaries import DictionaryRow, read_rows, write_rows
from motcua.exchange.wire.dossier import DOSSIER, Supplement, WireDossier, WireFee, write_dossier
from motcua.exchange.wire.envelope import Addresses, BadCall, Call, Shape, read_call, write_call
from motcua.exchange.wire.filed import FILED
from motcua.exchange.wire.procedures import PROCEDURE, NamedCode, TermOffer, Way, WireProcedure
from motcua.exchange.wire.progress import PORTAL_STATE, PROGRESS, PortalState, Progress
from motcua.exchange.wire.rating import RATING, Rating
from motcua.exchange.wire.schema import Rejected
from motcua.exchange.wire.states import NationalState, NoNationalState, national, said
from motcua.exchange.wire.statistics import Figures, read_figures, write_figures
from motcua.exchange.wire.text import NotJson, as_json, to_bytes
from motcua.rules.accounts import Account
from motcua.rules.report import State

MONDAY = 1_780_275_600_000
"""08:00 on Monday 1/6/2026."""
PLAIN = WireDossier(
    "H24.99-260601-0001", "1.001193", NationalState.ACCEPTED, procedure_name="Đăng ký khai sinh", field_name="Hộ tịch",
    agency="UBND xã", received=MONDAY, due=MONDAY + 86_400_000, owner="Nguyễn Văn Đức",
)  # fmt: skip

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30).map(str.strip)
instants = st.integers(200_000_000, 4_000_000_000).map(lambda seconds: seconds * 1000)
names = texts.filter(lambda text: text not in ("", "null"))
fees = st.builds(
    WireFee, texts.filter(lambda t: t != "null"), st.just("2"), st.sampled_from("124"), st.integers(0, 10**9)
)
dossiers = st.builds(
    lambda code, state, received, rest, paid: replace(
        PLAIN, code=code, state=state, received=received, finished=received + 1000, returned=received + 2000, fees=rest,
        supplements=(Supplement(1, content="Tờ khai", asked=received, done=paid),), has_digitised=paid,
    ),
    names, st.sampled_from(NationalState), instants, st.lists(fees, max_size=3).map(tuple), st.booleans(),
)  # fmt: skip


def test_the_wire_is_pure() -> None:
    allowed = {
        "__future__",
        "abc",
        "codecs",
        "collections",
        "dataclasses",
        "datetime",
        "enum",
        "hashlib",
        "hmac",
        "json",
    }
    allowed |= {"math", "re", "typing", "motcua"}
    for path in Path(wire.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            several = [one.name for one in node.names] if isinstance(node, ast.Import) else [named]
            for name in filter(None, several):
                assert name.split(".")[0] in allowed, path
                assert not name.startswith("motcua") or name.startswith(
                    ("motcua.rules", "motcua.exchange.wire")
                ), path


@settings(max_examples=25, deadline=None)
@given(dossiers)
def test_what_is_written_is_read_back_as_it_was(dossier: WireDossier) -> None:
    written = write_dossier(dossier)
    read = DOSSIER.read(as_json(to_bytes(written)))

    assert (read.value, read.problems, read.unknown) == (dossier, [], [])
    assert all(
        isinstance(written[name], list) for name in ("DanhSachLePhi", "DanhSachHoSoBoSung", "TaiLieuNop")
    )
    assert written["HoSoCoThanhPhanSoHoa"] in ("0", "1")


def test_everything_that_cannot_be_sent_is_named_at_once() -> None:
    wrong = replace(PLAIN, code="", summary="x" * 1001, received=None, agency="", fees=(WireFee(amount=-1),))
    with pytest.raises(Rejected) as caught:
        write_dossier(wrong)

    named = {problem.field for problem in caught.value.problems}
    assert named == {"MaHoSo", "TrichYeuHoSo", "NgayTiepNhan", "DonViXuLy", "DanhSachLePhi[0].Gia"}


@pytest.mark.parametrize("state", [NationalState.READY, NationalState.HANDED_OVER])
def test_an_end_without_its_time_is_not_sent(state: NationalState) -> None:
    with pytest.raises(Rejected, match="NgayKetThucXuLy"):
        write_dossier(replace(PLAIN, state=state))
    with pytest.raises(Rejected, match="sớm hơn"):
        write_dossier(replace(PLAIN, state=state, finished=MONDAY - 1, returned=MONDAY))


# One way to write 08:30:00 on 1/6/2026 after the other.
@pytest.mark.parametrize(
    "text",
    [
        "20260601083000",
        "202606010830",
        "01/06/2026 08:30",
        "1/6/2026 8:30:00",
        "2026-06-01T08:30:00.000+07:00",
        20260601083000,
    ],
)
def test_a_time_is_understood_as_people_write_it(text: Any) -> None:
    read = DOSSIER.read(write_dossier(PLAIN) | {"NgayTiepNhan": text})

    assert read.must().received == MONDAY + 30 * 60_000
    assert not read.problems


def test_what_cannot_be_understood_is_left_out_and_named() -> None:
    raw = write_dossier(PLAIN) | {
        "NgayHenTra": "20260631170000", "HinhThuc": "7", "DanhSachLePhi": '[{"gia": "50.000"}, {"Gia": "nhiều"}]',
        "TaiLieuNop": {"TenTepDinhKem": "Đơn.pdf", "DuocSoHoa": True}, "TrangThaiHoSo": 4, "Moi": 1, "SoDienThoai": None,
    }  # fmt: skip
    read = DOSSIER.read({name.upper(): value for name, value in raw.items()})
    dossier = read.must()

    assert [problem.field for problem in read.problems] == ["NgayHenTra", "HinhThuc", "DanhSachLePhi[1].Gia"]
    assert (dossier.state, dossier.due, dossier.fees[0].amount) == (NationalState.IN_PROGRESS, None, 50_000)
    assert (dossier.submitted[0].file_name, dossier.submitted[0].digitised) == ("Đơn.pdf", True)
    assert read.unknown == ["MOI"]


def test_a_message_without_a_required_field_is_none_and_says_which() -> None:
    read = FILED.read({"MaTTHC": "1.001193", "TenThuongNhan": ["A"]}, "data[3].")

    assert read.value is None
    assert [problem.field for problem in read.problems if problem.fatal] == [
        "data[3].MaHoSo",
        "data[3].ChuHoSo",
    ]


@pytest.mark.parametrize(
    "raw", [None, 5, "x", [], [[[]]], {"MaHoSo": {}}, {"MaHoSo": float("inf")}, {"MaHoSo": True}]
)
def test_nonsense_is_refused_without_a_fault(raw: Any) -> None:
    for codec in (DOSSIER, FILED, PROGRESS, PORTAL_STATE, PROCEDURE, RATING):
        assert codec.read(raw).value is None


STATES = [
    (Account.LODGED, {}, 1), (Account.LODGED_SUPPLEMENT, {}, 5), (Account.TURNED_AWAY, {}, 3),
    (Account.TURNED_AWAY, {"withdrawn": True}, 7), (Account.IN_TERM, {"begun": False}, 2), (Account.IN_TERM, {}, 4),
    (Account.OVERDUE, {}, 4), (Account.AWAITING_SUPPLEMENT_OVERDUE, {}, 5), (Account.AWAITING_PAYMENT, {}, 6),
    (Account.SUSPENDED, {}, 4), (Account.RESOLVED_LATE, {}, 9), (Account.RESOLVED_EARLY, {"returned": True}, 10),
    (Account.REFUSED_ON_TIME, {"returned": True}, 8), (Account.WITHDRAWN_EARLY, {}, 7), (Account.STOPPED_LATE, {}, 8),
]  # fmt: skip


@pytest.mark.parametrize(("account", "facts", "code"), STATES)
def test_each_account_has_its_national_state(account: Account, facts: dict[str, bool], code: int) -> None:
    assert national(account, **facts) == code


def test_every_account_but_two_has_one() -> None:
    for account in (Account.OUTSIDE, Account.TRANSFERRED):
        with pytest.raises(NoNationalState):
            national(account)
    assert len({national(account) for account in Account if account not in (0, 50)}) == 8


def test_a_national_state_in_our_words() -> None:
    assert [
        said(state, received=True) for state in (NationalState.AWAITING_SUPPLEMENT, NationalState.STOPPED)
    ] == [
        State.AWAITING_SUPPLEMENT,
        State.STOPPED,
    ]
    assert said(NationalState.AWAITING_SUPPLEMENT, received=False) is State.LODGED_SUPPLEMENT
    assert said(NationalState.STOPPED, received=True, refused=True) is State.REFUSED
    assert {said(state, received=True) for state in NationalState} == set(State) - {
        State.LODGED_SUPPLEMENT,
        State.SUSPENDED,
        State.REFUSED,
    }


CALLS = [
    Call("DongBoHoSoMC", "H24.99", "s", updating=False, data=[{"MaHoSo": "1"}]),
    Call("DongBoHoSoMC", "H24.99", "s", updating=True, data=[{"MaHoSo": "1"}]),
    Call("CapNhatTienDoHoSoMC", "H24.99", "s", data=[{"MaHoSo": "1"}]),
    Call("TraCuuHoSo", "H24.99", "s", asked={"mahoso": "1"}),
    Call("DongBoTrangThaiHoSo", "H24.99", "s", data={"MaHoSo": "1"}),
    Call("LayDanhMucLinhVuc", "H24.99", "s"),
]


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.operation}-{call.updating}")
def test_a_call_is_understood_in_each_shape(shape: Shape, call: Call) -> None:
    sent = write_call(shape, call, Addresses(), "VN:GOV:1")
    session = sent.headers.get("Authorization", "").removeprefix("Bearer ")
    found = read_call(sent.path, sent.query, as_json(to_bytes(sent.body)), session)

    assert (found.operation, found.session, found.updating) == (call.operation, call.session, call.updating)
    assert found.data == call.data or not found.data
    assert found.asked.get("mahoso") == call.asked.get("mahoso")
    assert sent.headers["dstcode"] == "VN:GOV:1"


@pytest.mark.parametrize(
    ("tail", "query", "body"),
    [
        ("/x", {}, {"service": "Xoa"}),
        ("/DongBoHoSoMC", {}, {}),
        ("/DongBoHoSoMC", {"isUpdating": "maybe"}, [{}]),
        ("/ThemMoi", {}, "x"),
    ],
)
def test_a_call_that_is_none_says_so(tail: str, query: dict[str, str], body: Any) -> None:
    with pytest.raises(BadCall):
        read_call(tail, query, body)


ANSWERS: list[tuple[Any, Verdict]] = [
    ({"error_code": 0, "message": "Thành công"}, Verdict.DONE),
    ({"error_code": "00"}, Verdict.DONE),
    ({"ERROR_CODE": "0", "message": "Hồ sơ đã tồn tại"}, Verdict.EXISTS),
    ({"error_code": "-3", "message": "Mã hồ sơ đã tồn tại"}, Verdict.EXISTS),
    ({"error_code": -1, "message": "Hồ sơ chưa có trên cổng"}, Verdict.MISSING),
    ({"error_code": -1, "message": "session không hợp lệ"}, Verdict.SIGN_IN),
    ({"error_code": "-1", "message": "Hệ thống đang bảo trì"}, Verdict.LATER),
    ({"error_code": -1, "message": "MaTTHC không có"}, Verdict.REFUSED),
    ("<html>", Verdict.LATER), (None, Verdict.LATER), ({"message": "?"}, Verdict.LATER),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "verdict"), ANSWERS)
def test_what_an_answer_means(raw: Any, verdict: Verdict) -> None:
    assert read_answer(raw).verdict() is verdict


def test_an_answer_inside_the_message_of_another() -> None:
    assert read_answer({"error_code": "0", "message": '{"result":[{"MaHoSo":"1"}]}'}).result == [
        {"MaHoSo": "1"}
    ]
    assert read_answer(write_answer(Answer(0, "Thành công", [], "s"))) == Answer(0, "Thành công", [], "s")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_in_any_form_of_unicode(encoding: str) -> None:
    assert as_json('{"a": "Đã tồn tại"}'.encode(encoding)) == {"a": "Đã tồn tại"}


def test_an_older_encoding_is_guessed_only_where_that_is_asked() -> None:
    content = '{"error_code": 0, "message": "đ"}'.encode("cp1258")
    with pytest.raises(NotJson):
        as_json(content)
    assert as_json(content, guess=True)["error_code"] == 0
    for nonsense in (b"<html>", b"", b"[" * 5000, b"\xff\xfe"):
        with pytest.raises(NotJson):
            as_json(nonsense, guess=True)


def test_steps_states_ratings_and_procedures_come_back() -> None:
    step = Progress("1", "Trần B", MONDAY, "Chuyển xử lý-ghi chú", NationalState.IN_PROGRESS, due=MONDAY)
    state = PortalState("QG-1", "H24.99-1", MONDAY, NationalState.AWAITING_PAYMENT, "Nộp phí")
    rating = Rating("8-2026", 5, "1.001193", "H24.99", "UBND xã", very_satisfied=6000, satisfied=None)
    way = Way("2", (TermOffer(15, "Ngày làm việc"),))
    procedure = WireProcedure(
        "1.001193", "Khai sinh", ways=(way,), results=(NamedCode("KQ.1", "Giấy khai sinh"),)
    )

    assert PROGRESS.read(PROGRESS.write(step)).value == step
    assert PORTAL_STATE.read(PORTAL_STATE.write(state)).value == state
    assert RATING.write(rating)["PhanTramDanhGiaRatHaiLong"] == "60.00%"
    assert RATING.read(RATING.write(rating)).value == rating
    assert PROCEDURE.read(PROCEDURE.write(procedure)).value == procedure


def test_a_dictionary_whatever_its_columns_are_called() -> None:
    fields = [DictionaryRow("G03-GD10", "Hộ tịch", "G03")]
    assert read_rows("LinhVuc", write_rows("LinhVuc", fields)) == (fields, [])
    assert read_rows("DanToc", [{"MADANTOC": 1, "TENDANTOC": "Kinh"}]) == ([DictionaryRow("1", "Kinh")], [])
    assert [one.field for one in read_rows("DanToc", [{"X": 1}, 5])[1]] == ["result[0]", "result[1]"]


def test_figures_add_up_and_a_share_of_nothing_is_empty() -> None:
    # 10 carried over + 20 received = 18 closed (12 in time, 6 late) + 12 open (12 in term, 0 late); 12/18 = 66,67%
    figures = Figures(6, 2026, 20, 10, 18, 12, 6, 12, 0, "H24.99", "UBND xã")
    written = write_figures(figures)
    assert (written["TongSoXuLy"], written["PhanTramXuLyDungHan"]) == ("30", "66.67")
    assert read_figures(written).must().closed_in_time_share == 6667
    # 0 + 0 = 0 + 0
    nothing = write_figures(
        replace(
            figures, received=0, carried_over=0, closed=0, closed_in_time=0, closed_late=0, open_in_term=0
        )
    )
    assert nothing["PhanTramXuLyDungHan"] == ""
    with pytest.raises(Rejected, match="TongDaXuLy"):
        write_figures(replace(figures, closed=19))
    came = read_figures(written | {"PhanTramXuLyTreHan": "NaN", "TongDaXuLy": "17"})
    assert [one.field for one in came.problems] == ["PhanTramXuLyTreHan", "TongDaXuLy", "TongSoXuLy"]
