"""Made-up forms: with everything filled in, and with nothing that may be left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from motcua.reports.printed.letters import Apology, StopNotice
from motcua.reports.printed.notices import NoticeSheet, Offered
from motcua.reports.printed.parties import Contact, Kind, Letterhead, Named, Paper, Party, Signature
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

CODE = "H24.72-260105-0012"
URL = "https://motcua.an-truong.example/tra-cuu?ma={code}"


def at(month: int, day: int, hour: int, minute: int = 0) -> Instant:
    """A local time in 2026."""
    return from_datetime(datetime(2026, month, day, hour, minute))


RICH_HEAD = Letterhead(
    superior="Ủy ban nhân dân phường Hưng Đạo",
    agency="Trung tâm Phục vụ hành chính công",
    place="Hưng Đạo",
    day=date(2026, 1, 5),
    number=7,
    symbol="TTPVHCC",
    unit="H24.72",
)
LONG_HEAD = Letterhead(
    superior="Ủy ban nhân dân phường Trần Hưng Đạo – Nguyễn Đình Chiểu",
    agency="Trung tâm Phục vụ hành chính công phường Trần Hưng Đạo – Nguyễn Đình Chiểu",
    place="Trần Hưng Đạo – Nguyễn Đình Chiểu",
    day=date(2026, 1, 5),
    number=7,
    symbol="TTPVHCC",
    unit="H24.72",
)
POOR_HEAD = Letterhead("", "Ủy ban nhân dân xã An Trường", "An Trường")
OFFICE = "Trung tâm Phục vụ hành chính công phường Hưng Đạo"
PERSON = Party(
    name="Nguyễn Hoàng Quỳnh Phương Thảo Nguyên",
    address="số nhà 125/37/8 đường Nguyễn Thị Minh Khai, tổ dân phố số 12, phường Trần Hưng Đạo – Nguyễn Đình Chiểu, "
    "thành phố Hải Phòng",
    phone="0912 345 678",
    email="nguyen.hoang.quynh.phuong@example.vn",
    id_number="031195001234",
)
COMPANY = Party(
    name="Công ty trách nhiệm hữu hạn một thành viên Thương mại và Dịch vụ vận tải biển Đông Á & Cộng sự",
    kind=Kind.ORGANISATION,
    address="lô B12, khu công nghiệp Đình Vũ, thành phố Hải Phòng",
    email="van-thu@dong-a.example.vn",
    id_number="0201234567",
)
POOR_PERSON = Party("Vừ A Páo")
PROCEDURE = Named(
    "Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con có yếu tố nước ngoài tại khu vực biên giới",
    "1.000689",
)
POOR_PROCEDURE = Named("Thủ tục đăng ký khai sinh")
CONTACT = Contact("công chức Phạm Thị Thu Hà", "0225 3123 456", "https://dichvucong.gov.vn")
CHAIR = Signature(lines("Chủ tịch", "Chủ tịch", COMMITTEE), "Trần Thị Minh Nguyệt")
DEPUTY = Signature(lines("KT. Chủ tịch", "Phó Chủ tịch", COMMITTEE), "Đỗ Ngọc Bảo Châu")
DIRECTOR = Signature(lines("TL. Chủ tịch", "Giám đốc Trung tâm Phục vụ hành chính công"), "Lê Quý Đôn")
REASONS = (
    "Giấy chứng sinh nộp kèm hồ sơ ghi họ tên người mẹ khác với thẻ căn cước; phải có văn bản xác nhận của cơ sở y tế "
    "nơi trẻ em sinh ra.",
    "Chưa có giấy tờ chứng minh quan hệ cha, con theo Điều 14 Thông tư số 04/2020/TT-BTP.",
)


def papers(count: int) -> tuple[Paper, ...]:
    """So many papers, of all kinds, some with long names."""
    names = (
        "Tờ khai đăng ký khai sinh theo mẫu",
        "Giấy chứng sinh; trường hợp không có giấy chứng sinh thì nộp văn bản của người làm chứng xác nhận về việc sinh",
        "Giấy tờ, đồ vật hoặc chứng cứ khác chứng minh quan hệ cha, con hoặc quan hệ mẹ, con",
        "Hộ chiếu",
    )
    kinds = ({"originals": 1}, {"certified": 2}, {"copies": 1}, {"originals": 1, "copies": 2})
    return tuple(
        Paper(names[n % 4], **kinds[n % 4], electronic=1, note="xuất trình" if n % 4 == 3 else "")
        for n in range(count)
    )


def receipt(count: int = 5, channel: Channel = Channel.DIRECT, who: Party = PERSON) -> Receipt:
    """Form 01 with everything."""
    return Receipt(
        head=LONG_HEAD if count > 9 else RICH_HEAD, office=OFFICE, code=CODE, submitter=who, channel=channel, procedure=PROCEDURE,
        papers=papers(count), received_at=at(1, 5, 8, 5), due_at=at(1, 14, 16, 30),
        term=Term(7, TermUnit.WORKING_DAYS), sets=1, request="Khai sinh cho cháu Nguyễn Minh Khôi, sinh ngày 28/12/2025",
        owner=Party("Trần Văn Hùng", address="thôn 5, xã An Trường, thành phố Hải Phòng"),
        result_place="Trung tâm Phục vụ hành chính công nơi nộp hồ sơ", fee=75_000, fee_note="đã nộp trực tuyến",
        book="01/2026", book_number="12", copy="Liên 2: giao người nộp hồ sơ", receiver="Phạm Thị Thu Hà",
        contact=CONTACT,
    )  # fmt: skip


def usual_receipt() -> Receipt:
    """Form 01 as most of them are."""
    names = (
        "Tờ khai",
        "Giấy chứng sinh",
        "Giấy chứng nhận kết hôn",
        "Căn cước (xuất trình)",
        "Giấy xác nhận cư trú",
    )
    who = Party(
        "Nguyễn Thị Hòa", address="thôn 3, xã An Trường, thành phố Hải Phòng", phone="0912 345 678",
        email="hoa@example.vn", id_number="031195001234",
    )  # fmt: skip
    listed = tuple(Paper(name, originals=1) for name in names)
    return replace(receipt(), submitter=who, procedure=POOR_PROCEDURE, papers=listed, request="", owner=None)


def poor_receipt() -> Receipt:
    """Form 01 with no more than it must have."""
    return Receipt(
        head=POOR_HEAD, office="Ủy ban nhân dân xã An Trường", code="", submitter=POOR_PERSON, channel=Channel.DIRECT,
        procedure=POOR_PROCEDURE, papers=(Paper("Tờ khai"),), received_at=at(3, 2, 14), due_at=None,
    )  # fmt: skip


def supplement(count: int = 3) -> SupplementRequest:
    """Form 02."""
    missing = tuple(
        Missing(one.name, one.originals, one.certified, one.copies, "chưa có chữ ký của người làm chứng")
        for one in papers(count)
    )
    return SupplementRequest(
        head=RICH_HEAD, office=OFFICE, submitter=PERSON, procedure=PROCEDURE, missing=missing, reasons=REASONS,
        code=CODE, basis=("Điều 16 Luật Hộ tịch",), until=date(2026, 2, 4),
        effect="Thời hạn giải quyết tạm dừng và chạy tiếp khi nhận đủ giấy tờ bổ sung.", contact=CONTACT,
        signer=Signature((), "Phạm Thị Thu Hà"),
    )  # fmt: skip


def poor_supplement() -> SupplementRequest:
    """Form 02, the least."""
    return SupplementRequest(
        head=POOR_HEAD, office="Ủy ban nhân dân xã An Trường", submitter=POOR_PERSON, procedure=POOR_PROCEDURE,
        missing=(Missing("Giấy chứng sinh", originals=1),), reasons=("Hồ sơ chưa có giấy chứng sinh.",),
    )  # fmt: skip


def refusal(channel: Channel = Channel.DIRECT, accepted: bool = False, who: Party = PERSON) -> Refusal:
    """Form 03."""
    return Refusal(
        head=RICH_HEAD, office=OFFICE, submitter=who, procedure=PROCEDURE, reasons=REASONS, channel=channel,
        accepted=accepted, code=CODE, lodged_at=at(1, 4, 21, 15), basis=("Điều 17 Nghị định số 118/2025/NĐ-CP",),
        contact=CONTACT, signer=Signature((), "Phạm Thị Thu Hà"),
    )  # fmt: skip


def poor_refusal() -> Refusal:
    """Form 03, the least."""
    return Refusal(
        head=POOR_HEAD, office="Ủy ban nhân dân xã An Trường", submitter=POOR_PERSON, procedure=POOR_PROCEDURE,
        reasons=("Không thuộc thẩm quyền.",), channel=Channel.POSTAL,
    )  # fmt: skip


def apology(signer: Signature = DEPUTY, who: Party = PERSON) -> Apology:
    """Form 04."""
    return Apology(
        head=RICH_HEAD, office="Ủy ban nhân dân phường Trần Hưng Đạo – Nguyễn Đình Chiểu", addressee=who, code=CODE,
        procedure=PROCEDURE, received_at=at(1, 5, 8, 5), due_at=at(1, 14, 16, 30), reasons=REASONS,
        new_due_at=at(2, 9, 11), signer=signer, contact=CONTACT,
        recipients=("Như trên", "Trung tâm Phục vụ hành chính công", "Lưu: VT, hồ sơ"),
    )  # fmt: skip


def poor_apology() -> Apology:
    """Form 04, the least."""
    return Apology(
        head=POOR_HEAD, office="Ủy ban nhân dân xã An Trường", addressee=POOR_PERSON, code="H1-260302-0001",
        procedure=POOR_PROCEDURE, received_at=at(3, 2, 14), due_at=at(3, 3, 14), reasons=("Hệ thống gián đoạn.",),
        new_due_at=at(3, 4, 14), signer=CHAIR,
    )  # fmt: skip


def stop(asked: bool = True, who: Party = COMPANY) -> StopNotice:
    """Form 05."""
    return StopNotice(
        head=RICH_HEAD, office=OFFICE, addressee=who, code=CODE, procedure=PROCEDURE, received_at=at(1, 5, 8, 5),
        stopped_on=date(2026, 1, 9), signer=DIRECTOR, requested_on=date(2026, 1, 8) if asked else None,
        reasons=REASONS, basis=("Điều 7 Thông tư số 03/2025/TT-VPCP",), returned=papers(3),
        fee_note="75.000 đồng đã nộp được hoàn trả theo quy định.", contact=CONTACT, recipients=("Như trên", "Lưu: VT"),
    )  # fmt: skip


def poor_stop() -> StopNotice:
    """Form 05, the least."""
    return StopNotice(
        head=POOR_HEAD, office="Ủy ban nhân dân xã An Trường", addressee=POOR_PERSON, code="H1-260302-0001",
        procedure=POOR_PROCEDURE, received_at=at(3, 2, 14), stopped_on=date(2026, 3, 3), signer=CHAIR,
    )  # fmt: skip


def control(count: int = 3) -> ControlSheet:
    """Form 06."""
    ways = (Timeliness.EARLY, Timeliness.ON_TIME, Timeliness.LATE)
    passed = tuple(
        Handover(
            "Trung tâm Phục vụ hành chính công", "Phòng Văn hóa – Xã hội phường Trần Hưng Đạo", at(1, 5 + n % 20, 9, 30),
            "Phạm Thị Thu Hà", "Nguyễn Hoàng Quỳnh Phương Thảo", ways[n % 3], "chờ xác minh" if n % 3 == 2 else "",
        )
        for n in range(count)
    )  # fmt: skip
    return ControlSheet(
        head=RICH_HEAD, code=CODE, applicant=PERSON, procedure=PROCEDURE,
        lead="Phòng Văn hóa – Xã hội", handovers=passed,
        supporting=("Công an phường", "Phòng Kinh tế, Hạ tầng và Đô thị"), received_at=at(1, 5, 8, 5),
        due_at=at(1, 14, 16, 30),
    )  # fmt: skip


def poor_control() -> ControlSheet:
    """Form 06, the least: all hand-overs are to be written by hand."""
    return ControlSheet(
        POOR_HEAD, "H1-260302-0001", POOR_PERSON, POOR_PROCEDURE, "Ủy ban nhân dân xã An Trường"
    )


def register(count: int = 30) -> Register:
    """Form 07."""
    entries = tuple(
        Entry(
            code=f"H24.72-260105-{n:04}", procedure=(PROCEDURE if n % 3 else POOR_PROCEDURE).name,
            applicant=(PERSON, COMPANY, POOR_PERSON)[n % 3].name, received_at=at(1, 5, 8, n % 60), sets=1 + n % 2,
            address=(PERSON, COMPANY, POOR_PERSON)[n % 3].address, phone="" if n % 3 else "0912 345 678",
            lead="Phòng Văn hóa – Xã hội", due_at=None if n % 5 == 4 else at(1, 14, 16, 30),
            returned_at=at(1, 13, 15) if n % 2 else None, way="Trực tiếp" if n % 2 else "Bưu chính công ích",
            note="liên thông" if n % 7 == 0 else "",
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    return Register(RICH_HEAD, date(2026, 1, 1), date(2026, 1, 31), entries, book="01/2026")


def poor_register() -> Register:
    """Form 07 of days on which nothing came."""
    return Register(POOR_HEAD, date(2026, 3, 1), date(2026, 3, 14), ())


def results(count: int = 4) -> ResultHandover:
    """Phiếu bàn giao kết quả."""
    listed = tuple(
        Result(
            f"H24.72-260105-{n:04}", (PERSON, COMPANY)[n % 2].name, PROCEDURE.name, f"Giấy khai sinh số {n:02}/2026", 1,
            at(1, 14, 16, 30), "bản điện tử đã cấp" if n % 2 else "",
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    return ResultHandover(
        RICH_HEAD, "Phòng Văn hóa – Xã hội", OFFICE, listed, at(1, 13, 15),
        Signature((), "Nguyễn Hoàng Quỳnh Phương Thảo"), Signature((), "Phạm Thị Thu Hà"),
    )  # fmt: skip


def poor_results() -> ResultHandover:
    """Phiếu bàn giao kết quả, the least."""
    return ResultHandover(
        POOR_HEAD, "Phòng Kinh tế", "Trung tâm", (Result("H1-260302-0001", "Vừ A Páo", "Khai sinh"),)
    )


def progress(count: int = 6) -> Progress:
    """Quá trình xử lý hồ sơ."""
    ways = (Timeliness.EARLY, Timeliness.ON_TIME, Timeliness.LATE, None)
    steps = tuple(
        Step(
            "Thẩm định hồ sơ, xác minh giấy tờ chứng minh quan hệ cha, con; dự thảo giấy khai sinh", at(1, 5 + n % 20, 9),
            "Nguyễn Hoàng Quỳnh Phương Thảo", "công chức tư pháp – hộ tịch", "Phòng Văn hóa – Xã hội", at(1, 7 + n % 20, 17),
            at(1, 6 + n % 20, 10) if n % 4 < 3 else None, ways[n % 4], "chờ bổ sung" if n % 4 == 3 else "",
        )
        for n in range(count)
    )  # fmt: skip
    return Progress(
        RICH_HEAD,
        CODE,
        PERSON,
        PROCEDURE,
        steps,
        at(1, 5, 8, 5),
        at(1, 14, 16, 30),
        "Đang giải quyết",
        DIRECTOR,
    )


def poor_progress() -> Progress:
    """Quá trình xử lý hồ sơ, the least."""
    return Progress(
        POOR_HEAD, "H1-260302-0001", POOR_PERSON, POOR_PROCEDURE, (Step("Tiếp nhận", at(3, 2, 14)),)
    )


def notices(
    count: int = 25, link: str = "https://thutuc.example/chi-tiet.html?ma_thu_tuc={code}"
) -> NoticeSheet:
    """A notice sheet."""
    offered = tuple(
        Offered(
            f"1.{n:06}", (PROCEDURE.name, POOR_PROCEDURE.name, PROCEDURE.name * 3)[n % 3],
            link.format(code=f"1.{n:06}"), f"{n:02} ngày làm việc" if n % 4 else "",
            "Miễn lệ phí cho người thuộc gia đình có công với cách mạng; người thuộc hộ nghèo; người khuyết tật"
            if n % 2 else "", direct=True, online=n % 2 == 0, postal=n % 3 == 0, full=n % 4 == 0, partial=n % 4 == 2,
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    return NoticeSheet(RICH_HEAD, OFFICE, "Hộ tịch", date(2026, 1, 5), offered, linked=True)


def poor_notices() -> NoticeSheet:
    """A notice sheet with one procedure of which little is known, its QR code holding the code alone."""
    offered = Offered("1.004873", POOR_PROCEDURE.name, "1.004873")
    return NoticeSheet(POOR_HEAD, "Ủy ban nhân dân xã An Trường", "Hộ tịch", date(2026, 3, 2), (offered,))


FORMS: dict[str, Callable[[], Any]] = {
    "01": receipt,
    "01 with 30 papers": lambda: receipt(30),
    "01 online, organisation": lambda: receipt(4, Channel.ONLINE, COMPANY),
    "01 least": poor_receipt,
    "02": supplement,
    "02 with 30 papers": lambda: supplement(30),
    "02 least": poor_supplement,
    "03": refusal,
    "03 online": lambda: refusal(Channel.ONLINE, True, COMPANY),
    "03 least": poor_refusal,
    "04": apology,
    "04 least": poor_apology,
    "05": stop,
    "05 on a ground": lambda: stop(False, PERSON),
    "05 least": poor_stop,
    "06": control,
    "06 on several pages": lambda: control(12),
    "06 least": poor_control,
    "07": register,
    "07 least": poor_register,
    "results": results,
    "results least": poor_results,
    "progress": progress,
    "progress least": poor_progress,
    "notices": notices,
    "notices least": poor_notices,
}
"""Every form, with everything and with the least."""
