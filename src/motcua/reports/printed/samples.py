"""Made-up forms, one of each kind, to see what a wording looks like before anyone is handed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from motcua.reports.printed.explanations import Failure, LateDossier, LateList, SystemLetter, Touched
from motcua.reports.printed.letters import Apology, StopNotice
from motcua.reports.printed.notices import NoticeSheet, Offered
from motcua.reports.printed.parties import Contact, Letterhead, Named, Paper, Party, Signature
from motcua.reports.printed.sheets import (
    ControlSheet,
    Entry,
    Handover,
    Progress,
    Register,
    Result,
    ResultHandover,
    Step,
)
from motcua.reports.printed.signing import COMMITTEE, lines
from motcua.reports.printed.slips import Missing, Receipt, Refusal, SupplementRequest
from motcua.rules.instants import Instant, from_datetime
from motcua.rules.measures import Channel
from motcua.rules.terms import Term, TermUnit, Timeliness

_CODE = "MAU-260105-0001"
_WHO = Party(
    "Nguyễn Thị Mẫu",
    address="thôn 3, xã Mẫu",
    phone="0900 000 000",
    email="mau@example.vn",
    id_number="000000000000",
)
_WHAT = Named("Thủ tục đăng ký khai sinh", "1.001193")
_PAPERS = (
    Paper("Tờ khai đăng ký khai sinh", originals=1, electronic=1),
    Paper("Giấy chứng sinh", originals=1, electronic=1),
    Paper("Căn cước của cha, mẹ", copies=2, electronic=2, note="xuất trình"),
)
_REASONS = ("Giấy chứng sinh ghi họ tên người mẹ khác với thẻ căn cước.",)
_CONTACT = Contact("công chức Trần Văn Thử", "0225 000 000")
_OFFICER = Signature((), "Trần Văn Thử")
_LEADER = Signature(lines("KT. Chủ tịch", "Phó Chủ tịch", COMMITTEE), "Lê Thị Ví Dụ")
_BASIS = ("Điều 16 Luật Hộ tịch",)


def samples(head: Letterhead, office: str, day: date) -> Mapping[str, Any]:
    """A sample of each form by its key, under a letterhead, as of a day. No name in it is anyone's."""
    head = replace(head, day=day, number=1, symbol="MAU")
    return {
        form.key: form
        for form in (
            *_slips(head, office, day),
            *_letters(head, office, day),
            *_sheets(head, office, day),
            *_explanations(head, day),
        )
    }


def _at(day: date, hour: int) -> Instant:
    return from_datetime(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001


def _slips(head: Letterhead, office: str, day: date) -> tuple[Any, ...]:
    return (
        Receipt(
            head=head, office=office, code=_CODE, submitter=_WHO, channel=Channel.DIRECT, procedure=_WHAT,
            papers=_PAPERS, received_at=_at(day, 8), due_at=_at(day, 17), term=Term(1, TermUnit.WORKING_DAYS),
            result_place=office, fee=0, receiver=_OFFICER.name, contact=_CONTACT,
        ),
        SupplementRequest(
            head=head, office=office, submitter=_WHO, procedure=_WHAT, reasons=_REASONS, code=_CODE, basis=_BASIS,
            missing=(Missing("Giấy chứng sinh", originals=1, note="ghi đúng họ tên người mẹ"),), until=day,
            contact=_CONTACT, signer=_OFFICER,
        ),
        Refusal(
            head=head, office=office, submitter=_WHO, procedure=_WHAT, reasons=_REASONS, channel=Channel.DIRECT,
            code=_CODE, lodged_at=_at(day, 8), basis=_BASIS, contact=_CONTACT, signer=_OFFICER,
        ),
    )  # fmt: skip


def _letters(head: Letterhead, office: str, day: date) -> tuple[Any, ...]:
    return (
        Apology(
            head=head, office=office, addressee=_WHO, code=_CODE, procedure=_WHAT, received_at=_at(day, 8),
            due_at=_at(day, 17), reasons=_REASONS, new_due_at=_at(day + timedelta(days=3), 17), signer=_LEADER, contact=_CONTACT,
        ),
        StopNotice(
            head=head, office=office, addressee=_WHO, code=_CODE, procedure=_WHAT, received_at=_at(day, 8),
            stopped_on=day, signer=_LEADER, requested_on=day, returned=_PAPERS, contact=_CONTACT,
        ),
    )  # fmt: skip


def _sheets(head: Letterhead, office: str, day: date) -> tuple[Any, ...]:
    passed = Handover(
        office, "Phòng Văn hóa – Xã hội", _at(day, 9), "Trần Văn Thử", "Phạm Văn Mẫu", Timeliness.ON_TIME
    )
    entry = Entry(
        _CODE, _WHAT.name, _WHO.name, _at(day, 8), 1, _WHO.address, _WHO.phone, office, _at(day, 17)
    )
    result = Result(_CODE, _WHO.name, _WHAT.name, "Giấy khai sinh số 01", 1, _at(day, 17))
    step = Step(
        "Thẩm định hồ sơ", _at(day, 9), "Phạm Văn Mẫu", "công chức", "Phòng Văn hóa – Xã hội", _at(day, 16)
    )
    offered = Offered(_WHAT.code, _WHAT.name, _WHAT.code, "01 ngày làm việc", "Miễn phí", direct=True)
    return (
        ControlSheet(
            head, _CODE, _WHO, _WHAT, "Phòng Văn hóa – Xã hội", (passed,), (), _at(day, 8), _at(day, 17)
        ),
        Register(head, day, day, (entry,), "01"),
        ResultHandover(head, "Phòng Văn hóa – Xã hội", office, (result,), _at(day, 16), _OFFICER, _OFFICER),
        Progress(head, _CODE, _WHO, _WHAT, (step,), _at(day, 8), _at(day, 17), "Đang giải quyết", _LEADER),
        NoticeSheet(head, office, "Hộ tịch", day, (offered,)),
    )


def _explanations(head: Letterhead, day: date) -> tuple[Any, ...]:
    failure = Failure(_at(day, 8), "Không đăng nhập được, báo quá tải", _at(day, 16), 1)
    late = LateDossier(
        _CODE, _WHAT.name, "Hệ thống mẫu", _at(day, 8), _at(day, 9), None, "01 ngày làm việc", _REASONS[0],
        "08:00–16:00: không đăng nhập được", "Chưa có văn bản xin lỗi",
    )  # fmt: skip
    touched = Touched(_CODE, _WHAT.name, _at(day, 9), "08:00–16:00", "quá hạn 01 ngày làm việc")
    return (
        LateList(head, day, day, (late,), 0, 1, 1, 0, 0, _LEADER),
        SystemLetter(
            head, "Cơ quan quản lý Hệ thống mẫu", "Hệ thống mẫu", day, day, (failure,), (touched,), 1, _LEADER
        ),
    )
